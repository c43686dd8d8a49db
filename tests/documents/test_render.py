"""Documents shown beside the draft: escaped, in order, every place found again."""

import re

from naveza.documents.blocks import (
    Cell,
    Heading,
    Item,
    Paragraph,
    ParagraphPlace,
    Parsed,
    SheetPlace,
    Table,
    TablePlace,
    Text,
    TextPlace,
)
from naveza.documents.render import anchor, document_html


def cell(row: int, column: int, *texts: str, **spans: int) -> Cell:
    made = tuple(Text(text, TablePlace(0, row, column, number)) for number, text in enumerate(texts))
    return Cell(row, column, made, TablePlace(0, row, column), **spans)


def table(*cells: Cell, rows: int, columns: int) -> Parsed:
    return Parsed("docx", (Table(cells, rows, columns, TablePlace(0, 0, 0)),))


def test_every_cell_and_paragraph_is_found_by_its_place() -> None:
    html = document_html(table(cell(0, 0, "One", "Two"), cell(0, 1, "Three"), rows=1, columns=2))
    assert '<td data-at="t0.0.0"><p data-p="0">One</p><p data-p="1">Two</p></td>' in html
    assert '<td data-at="t0.0.1"><p data-p="0">Three</p></td>' in html


def test_what_the_document_says_is_never_markup() -> None:
    nasty = '<script>alert(1)</script> & "quotes"'
    parsed = Parsed(
        "xlsx",
        (
            Paragraph(Text(nasty, ParagraphPlace(0), marker="<b>")),
            Table(
                (Cell(0, 0, (Text(nasty, SheetPlace('A"><i>', "B7")),), SheetPlace('A"><i>', "B7")),),
                1,
                1,
                SheetPlace('A"><i>', "A1"),
            ),
        ),
        furniture=(Text(nasty, ParagraphPlace(9)),),
    )
    html = document_html(parsed)
    assert "<script" not in html
    assert "<i>" not in html
    assert html.count("&lt;script&gt;") == 3


def test_merged_cells_keep_their_spans() -> None:
    html = document_html(
        table(cell(0, 0, "Goal", row_span=2), cell(0, 1, "A"), cell(1, 1, "B", column_span=1), rows=2, columns=2)
    )
    assert '<td rowspan="2" data-at="t0.0.0">' in html
    assert html.count("<tr>") == 2


def test_a_long_table_is_cut_only_where_no_merged_cell_crosses() -> None:
    cells = [cell(0, 0, "First", row_span=60)] + [cell(row, 1, f"Row {row}") for row in range(100)]
    cells += [cell(row, 0, "Alone") for row in range(60, 100)]
    html = document_html(table(*cells, rows=100, columns=2))
    pieces = [len(re.findall("<tr>", piece)) for piece in html.split('<div class="source__piece">')[1:]]
    assert pieces == [60, 40]
    assert len(set(re.findall(r"<colgroup>.*?</colgroup>", html))) == 1


def test_characters_of_a_text_document_can_be_counted() -> None:
    raw = "1.  Wide   blanks"
    html = document_html(Parsed("txt", (Paragraph(Text("1. Wide blanks", TextPlace(1, 1, 10, 27), raw=raw)),)))
    assert f'data-start="10" data-end="27">{raw}</p>' in html


def test_bold_words_headings_and_items_look_like_themselves() -> None:
    parsed = Parsed(
        "docx",
        (
            Heading(Text("Chapter", ParagraphPlace(0)), 1),
            Item(Text("An item", ParagraphPlace(1), marker="–"), 0),
            Paragraph(Text("Some bold words", ParagraphPlace(2), bold=((5, 9),))),
        ),
    )
    html = document_html(parsed)
    assert '<p class="source__heading source__heading--1" data-at="p0">Chapter</p>' in html
    assert '<span class="source__marker">– </span>An item' in html
    assert "Some <b>bold</b> words" in html


def test_anchors_tell_all_places_apart() -> None:
    places = [TablePlace(0, 1, 2), TablePlace(1, 0, 2), ParagraphPlace(12), SheetPlace("Plan", "B7")]
    assert len({anchor(place) for place in places}) == len(places)
