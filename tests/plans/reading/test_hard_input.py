"""Documents that are no plan, or hardly one: read without harm, with doubts, and no word lost."""

from __future__ import annotations

import pytest

from naveza.documents.blocks import Block, Cell, Note, Paragraph, ParagraphPlace, Parsed, Table, TablePlace, Text
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft, from_json, to_json
from tests.spec.plans.reading.drawn import draft


def line(text: str, number: int = 0) -> Paragraph:
    return Paragraph(Text(text, ParagraphPlace(number), text))


def codes(found: Draft) -> list[str]:
    return [d.code for d in found.doubts]


@pytest.mark.parametrize(
    "blocks",
    [
        (line("a" * 300_000),),
        (line("police and 12 " * 20_000),),
        (line("1 234 567,00 € " * 5_000),),
        (line("(" * 5_000 + " Police"),),
        tuple(line(f"Line {n} of a text.", n) for n in range(1_000)),
        (line("خطة العمل 2025"), line("\u200f\u200bX", 1)),
    ],
    ids=["one letter", "words", "sums", "brackets", "lines", "right to left"],
)
def test_running_text_is_no_plan_and_stays_whole(blocks: tuple[Block, ...]) -> None:
    found = read(Parsed("txt", blocks), name="hard.txt")
    assert "no_rows" in codes(found)
    said = sum(len(u.text) for u in found.unplaced) + sum(len(a.what or "") for a in found.budget[:1])
    said += len(found.title or "")
    assert said >= sum(len(b.text.text.strip()) for b in blocks if isinstance(b, Paragraph)) * 0.95


def test_a_table_of_thousands_of_columns_is_no_plan() -> None:
    cells = tuple(Cell(0, c, (Text("X", TablePlace(0, 0, c), "X"),), TablePlace(0, 0, c)) for c in range(3_000))
    found = read(Parsed("xlsx", (Table(cells, 1, 3_000, TablePlace(0, 0, 0)),)), name="wide.xlsx")
    assert codes(found)[0] == "no_rows"
    assert len(found.unplaced) == 3_000


def test_cedilla_and_comma_letters_are_one_and_stay_as_typed() -> None:
    found = draft("""
        | Activităţi | Instituţii responsabile | Termen |
        | Ședință comună | Poliţia, Primăria | anual |
    """)
    assert found.rows[0].activities == ["Ședință comună"]
    assert found.rows[0].institutions == ["Poliţia", "Primăria"]


def test_what_a_parser_had_to_decide_is_a_doubt_and_menus_are_not() -> None:
    notes = (Note("tracked_deletion", "one word", ParagraphPlace(0)), Note("navigation", "Home"))
    found = read(Parsed("docx", (line("Some text."),), notes), name="notes.docx")
    assert [d.source for d in found.doubts if d.code == "parser_note"] == [[{"paragraph": 0}]]


def test_a_draft_goes_to_json_and_back() -> None:
    found = draft("""
        # Action plan 2025
        | Goal | Activity | 2025-1 | Lead | Partners | Budget (EUR) | Remarks |
        | Safe | Survey   | X      | NGOs | Police   | 1,000        | soon    |
    """)
    assert from_json(to_json(found)) == found


def test_a_table_with_rows_of_different_lengths_says_so() -> None:
    cells = []
    for r, row in enumerate(
        [["Activity", "Responsible", "Deadline"], ["Survey", "Police"], ["Report", "NGOs", "May 2026"]]
    ):
        for c, text in enumerate(row):
            place = TablePlace(0, r, c)
            cells.append(Cell(r, c, (Text(text, place, text),), place))
    found = read(Parsed("txt", (Table(tuple(cells), 3, 3, TablePlace(0, 0, 0), ragged=True),)), name="uneven.txt")
    assert [d.code for d in found.rows[0].doubts] == ["columns_uneven"]
    assert found.rows[0].confidence < 0.5
    assert found.rows[1].deadline == "May 2026"
