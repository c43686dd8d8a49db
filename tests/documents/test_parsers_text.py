"""Plain text: three shapes, places by line and character, and what is done about odd characters."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naveza.documents.blocks import Paragraph, Parsed, TextPlace
from naveza.documents.parsers import Refusal, parse

from .builders import codes, grid, tables

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout")


def read(text: str) -> Parsed:
    return parse(text.encode(), "plan.txt")


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")


def passage(whole: str, place: object) -> str:
    assert isinstance(place, TextPlace)
    return whole[place.start : place.end]


def test_every_line_is_one_paragraph_with_its_place() -> None:
    whole = "First line\n\n   second  line\t\nthird"
    parsed = read(whole)
    assert [b.text.text for b in parsed.blocks if isinstance(b, Paragraph)] == [
        "First line",
        "second line",
        "third",
    ]
    second = list(parsed.texts())[1]
    assert second.raw == "   second  line\t"
    assert second.place == TextPlace(3, 3, 15, 27)
    assert passage(whole, second.place) == "second  line"


def test_lines_end_as_on_any_system() -> None:
    parsed = read("a\r\nb\rc\n")
    assert [t.place.as_json()["line"] for t in parsed.texts()] == [1, 2, 3]


def test_a_form_feed_stays_in_raw_and_ends_no_line() -> None:
    parsed = read("end of page\n\fnext page\n")
    assert [(t.text, t.raw) for t in parsed.texts()] == [
        ("end of page", "end of page"),
        ("next page", "\fnext page"),
    ]


TAB_CELLS = (
    "\tGoal\n\tActivity\n\tWho\n\n\tG1\n\tfirst\nsecond line\n\tMinistry\n\n\t\n\tthird\n\tInstitute\n\n\nAfter\n"
)


def test_a_cell_on_each_line_becomes_a_table() -> None:
    parsed = read(TAB_CELLS)
    table = tables(parsed)[0]
    assert table.ragged
    assert grid(table) == [
        ["Goal", "Activity", "Who"],
        ["G1", "first second line", "Ministry"],
        ["", "third", "Institute"],
    ]
    assert [t.text for t in table.row(1)[1].texts] == ["first", "second line"]
    assert parsed.blocks[-1].text.text == "After"  # type: ignore[union-attr]


def test_a_blank_line_inside_a_row_does_not_end_it() -> None:
    rows = "".join(f"\tgoal {n}\n\tX\n\n\tX\n\tbody {n}\n\n" for n in range(4))
    table = tables(read("\tA\n\tB\n\tC\n\tD\n\n" + rows))[0]
    assert [len(table.row(r)) for r in range(table.rows)] == [4] * 5


def test_a_header_that_lost_its_merged_cells_keeps_its_own_row() -> None:
    text = (
        "\tChapter\n\n\tGoal\n\tPeriod\n\tWho\n\n"
        "\t\n\t2024-1\n\t2024-2\n\t\n\n\tg\n\tX\n\t\n\tm\n\n\tg2\n\t\n\tX\n\tm\n\n"
    )
    assert [len(row) for row in grid(tables(read(text))[0])] == [1, 3, 4, 4, 4]


def test_text_after_one_blank_line_belongs_to_the_last_cell_and_after_two_to_nobody() -> None:
    inside = read("\ta\n\tb\n\n\tc\n\td\n\nmore of d\n")
    assert grid(tables(inside)[0])[1] == ["c", "d more of d"]
    outside = read("\ta\n\tb\n\n\tc\n\td\n\n\nafter\n")
    assert grid(tables(outside)[0])[1] == ["c", "d"]


def test_indented_paragraphs_are_no_table() -> None:
    parsed = read("\tFirst paragraph of a letter.\n\n\tSecond paragraph.\n\n\tThird.\n")
    assert not tables(parsed)
    assert len(parsed.blocks) == 3


def test_rows_between_tabs_become_a_table() -> None:
    parsed = read("Plan\nGoal\tActivity\tWho\nG1\tbuild\tMinistry\nG2\ttrain\tInstitute\nEnd\n")
    assert grid(tables(parsed)[0]) == [
        ["Goal", "Activity", "Who"],
        ["G1", "build", "Ministry"],
        ["G2", "train", "Institute"],
    ]
    assert [type(b).__name__ for b in parsed.blocks] == ["Paragraph", "Table", "Paragraph"]


def test_a_quoted_pasted_cell_may_have_several_lines() -> None:
    whole = 'Goal\tActivity\tWho\nG1\t"build\nand mend"\tMinistry\nG2\ttrain\tInstitute\n'
    table = tables(read(whole))[0]
    activity = table.row(1)[1]
    assert [t.text for t in activity.texts] == ["build", "and mend"]
    assert [passage(whole, t.place) for t in activity.texts] == ["build", "and mend"]
    assert activity.texts[1].place.as_json()["line"] == 3


def test_numbers_before_tabs_are_a_list_and_signatures_are_no_table() -> None:
    assert not tables(read("1.\tFirst thing\n2.\tSecond thing\n3.\tThird thing\n"))
    assert not tables(read("PRESIDENT\t\t\t\t\tSECRETARY\n   A. Name\t\t\t\t\t\tB. Name\n"))


@pytest.mark.parametrize(
    "data, encoding",
    [
        ("\ufeffČšž".encode(), "utf-8"),
        ("\ufeffČas šole".encode("utf-16-le"), "utf-16"),
        ("Čas šole in življenja".encode("utf-16-be"), "utf-16 without a mark"),
        ("Čas „šole“ in življenja".encode("cp1250"), "cp1250"),
        ("Čas šole in življenja".encode("iso8859-2"), "iso8859-2"),
        ("Réduire à zéro les délais".encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(data: bytes, encoding: str) -> None:
    text = next(parse(data, "plan.txt").texts()).text
    assert text in (
        "Čšž",
        "Čas šole",
        "Čas šole in življenja",
        "Čas „šole“ in življenja",
        "Réduire à zéro les délais",
    )


def test_characters_that_print_nothing_leave_the_text_and_are_noted() -> None:
    parsed = read("pre\u00adven\u200bcija \u202eabc\u202c\n")
    text = next(parsed.texts())
    assert text.text == "prevencija abc"
    assert text.raw == "pre\u00adven\u200bcija \u202eabc\u202c"
    assert codes(parsed).count("invisible_characters") == 4


def test_right_to_left_letters_are_read_and_noted() -> None:
    parsed = read("plan \u05e9\u05dc\u05d5\u05dd\n")
    assert next(parsed.texts()).text == "plan \u05e9\u05dc\u05d5\u05dd"
    assert "right_to_left" in codes(parsed)


def test_cedilla_and_comma_letters_stay_as_they_are() -> None:
    assert next(read("ştiinţific și națională\n").texts()).text == "ştiinţific și națională"


def test_a_nul_is_taken_out_and_noted() -> None:
    parsed = read("Goal\0 one\nand more words in the second line\n")
    assert next(parsed.texts()).text == "Goal one"
    assert "invisible_characters" in codes(parsed)


def test_a_file_full_of_control_characters_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        parse(bytes(range(1, 30)) * 40, "plan.txt")
    assert refusal.value.code == "control_characters"


def test_a_file_of_blanks_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        read(" \n\t\n")
    assert refusal.value.code == "blank"


LINES = st.sampled_from(["\tgoal", "\t", "X", "\tX", "", "  more words", "a\tb\tc", "1.\tone", "\f2", '"q\tr"'])


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=30))
def test_every_word_of_any_text_comes_out_once_at_its_place(lines: list[str]) -> None:
    whole = "\n".join(lines)
    if not whole.strip():
        return
    parsed = read(whole)
    unquoted = whole.replace('"', " ")
    found = [t for t in parsed.texts() if t.text]
    assert Counter(unquoted.split()) == Counter(w for t in found for w in t.text.replace('"', " ").split())
    assert all(passage(whole, t.place).split() == t.text.split() for t in found)


@needs_seeds
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_word_of_a_seed_comes_out_once_at_its_place(number: str) -> None:
    whole = seed(number)
    parsed = read(whole)
    assert Counter(whole.split()) == Counter(w for t in parsed.texts() for w in t.text.split())
    assert all(passage(whole, t.place).split() == t.text.split() for t in parsed.texts())


@needs_seeds
@pytest.mark.parametrize("number, columns, rows", [("000", 8, 131), ("004", 6, 19)])
def test_every_data_row_of_a_seed_has_all_its_cells(number: str, columns: int, rows: int) -> None:
    counts = Counter(len(table.row(r)) for table in tables(read(seed(number))) for r in range(table.rows))
    assert counts[columns] == rows
    assert all(width <= columns for width in counts)
    assert set(counts) <= {1, 5, columns}


@needs_seeds
@pytest.mark.parametrize("number", ["001", "002", "003"])
def test_a_seed_without_tabs_has_no_table(number: str) -> None:
    assert not tables(read(seed(number)))
