"""XLSX: values as people see them, merged ranges, and everything that is hidden."""

from __future__ import annotations

import time
from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from naveza.documents.blocks import Heading, Parsed, SheetPlace
from naveza.documents.parsers import Refusal, parse

from .builders import codes, grid, tables, zipped


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(rows: list[list[object]]) -> Parsed:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return parse(saved(book), "plan.xlsx")


def written(fill: object) -> Parsed:
    """A workbook made by XlsxWriter; `fill(book, sheet)` writes it."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book, book.add_worksheet("List1"))  # type: ignore[operator]
    book.close()
    return parse(out.getvalue(), "plan.xlsx")


def test_cells_are_read_with_their_addresses() -> None:
    made = tables(read([["Goal", "Who"], ["Build", "Ministry\nInstitute"]]))[0]
    assert grid(made) == [["Goal", "Who"], ["Build", "Ministry Institute"]]
    assert [t.text for t in made.row(1)[1].texts] == ["Ministry", "Institute"]
    assert made.row(1)[1].place == SheetPlace("Sheet", "B2")


def test_a_merged_range_counts_once() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.merge_range("A1:C1", "Period")
        sheet.merge_range("A2:A3", "Goal")
        sheet.write_row("B2", ["X", "Y"])
        sheet.write_row("B3", ["Z", "W"])

    made = tables(written(fill))[0]
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in made.cells] == [
        (0, 0, 1, 3, "Period"),
        (1, 0, 2, 1, "Goal"),
        (1, 1, 1, 1, "X"),
        (1, 2, 1, 1, "Y"),
        (2, 1, 1, 1, "Z"),
        (2, 2, 1, 1, "W"),
    ]


def test_hidden_rows_columns_and_sheets_are_read_and_noted() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["a", "b"], ["c", "d"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    secret = book.create_sheet("Skrito")
    secret["A1"] = "e"
    secret.sheet_state = "hidden"
    parsed = parse(saved(book), "plan.xlsx")
    assert [t.text for t in parsed.texts()] == ["Sheet", "a", "b", "c", "d", "Skrito", "e"]
    assert sorted(codes(parsed)) == ["hidden_column", "hidden_row", "hidden_sheet"]


def test_formulas_keep_their_value_and_errors_are_noted() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", "=1/0", None, "#DIV/0!")
        sheet.write("A3", "plain")

    parsed = written(fill)
    assert [t.text for t in parsed.texts()] == ["2", "#DIV/0!", "plain"]
    assert codes(parsed) == ["formula", "formula", "error_cell"]


def test_a_formula_that_was_never_computed_is_noted() -> None:
    parsed = read([["=1+1", "x"]])
    assert [t.text for t in parsed.texts()] == ["x"]
    assert codes(parsed) == ["formula_without_value"]


def test_numbers_dates_percent_and_money_look_as_in_the_sheet() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        form = book.add_format
        sheet.write_row("A1", [2024, 0.1 + 0.2, True])
        sheet.write("A2", date(2025, 3, 31), form({"num_format": "d. m. yyyy"}))
        sheet.write("B2", 45747.604166666664, form({"num_format": 22}))
        sheet.write("C2", 0.5, form({"num_format": "0%"}))
        sheet.write("A3", 1200, form({"num_format": "#,##0.00 [$€-424]"}))
        sheet.write("B3", 1200, form({"num_format": '#,##0 "Kč"'}))
        sheet.write("C3", 1200, form({"num_format": '0 "days"'}))

    made = tables(written(fill))[0]
    assert grid(made) == [
        ["2024", "0.3", "TRUE"],
        ["2025-03-31", "2025-03-31T14:30", "50%"],
        ["1200 €", "1200 Kč", "1200"],
    ]


def test_bold_cells_and_bold_words_inside_a_cell() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "All bold"
    book.active["A1"].font = Font(bold=True)
    book.active["B1"] = CellRichText(TextBlock(InlineFont(b=True), "Ministry"), ", NIJZ")
    first, second = parse(saved(book), "plan.xlsx").texts()
    assert first.bold == ((0, 8),)
    assert (second.text, second.bold) == ("Ministry, NIJZ", ((0, 8),))


def test_text_boxes_over_a_sheet_are_read() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.write("A1", "cell")
        sheet.insert_textbox("C3", "boxed words")

    parsed = written(fill)
    assert [(t.text, t.place) for t in parsed.texts()] == [
        ("cell", SheetPlace("List1", "A1")),
        ("boxed words", SheetPlace("List1", "C3")),
    ]
    assert codes(parsed) == ["text_box"]


def test_two_empty_rows_divide_a_sheet_into_tables_and_empty_columns_vanish() -> None:
    made = tables(read([["Plan"], [], ["a", None, "b"], [], [], ["c"]]))
    assert [grid(t) for t in made] == [[["Plan", ""], ["a", "b"]], [["c"]]]


def test_the_names_of_several_sheets_are_headings() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Preventiva"
    book.active["A1"] = "x"
    book.create_sheet("Zdravljenje")["B2"] = "y"
    parsed = parse(saved(book), "plan.xlsx")
    assert [b.text.text for b in parsed.blocks if isinstance(b, Heading)] == ["Preventiva", "Zdravljenje"]


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


def raw_workbook(sheet: str) -> bytes:
    """A workbook around the XML of one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{r}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{r}"><sheets><sheet name="S" sheetId="1" r:id="x"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="x" '
            f'Type="{r}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": SHEET.format(sheet),
        }
    )


def test_one_cell_in_a_sheet_that_claims_a_million_rows_costs_nothing() -> None:
    sheet = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>here</t>'
        '</is></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    data = raw_workbook(sheet)
    started = time.perf_counter()
    parsed = parse(data, "plan.xlsx")
    assert time.perf_counter() - started < 0.5
    assert [t.text for t in parsed.texts()] == ["here"]
    assert (tables(parsed)[0].rows, tables(parsed)[0].columns) == (1, 1)


def test_16384_filled_columns_are_refused() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.write_row(0, 0, [f"c{n}" for n in range(16_384)])

    with pytest.raises(Refusal) as refusal:
        written(fill)
    assert refusal.value.code == "too_many_columns"


def test_texts_and_cells_without_an_address_follow_each_other() -> None:
    sheet = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    assert grid(tables(parse(raw_workbook(sheet), "plan.xlsx"))[0]) == [["1", "2"], ["3", ""]]


def test_text_under_a_merged_range_is_kept_and_noted() -> None:
    cells = '<row r="1"><c r="A1" t="str"><v>top</v></c><c r="B1" t="str"><v>under</v></c></row>'
    data = raw_workbook(f'<sheetData>{cells}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    parsed = parse(data, "plan.xlsx")
    assert [t.text for t in parsed.texts()] == ["top", "under"]
    assert codes(parsed) == ["covered_cell"]


def test_a_workbook_without_words_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        read([])
    assert refusal.value.code == "blank"


def test_five_thousand_rows_are_read() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 5_001))
    data = raw_workbook(f"<sheetData>{rows}</sheetData>")
    assert tables(parse(data, "plan.xlsx"))[0].rows == 5_000
