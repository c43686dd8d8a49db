"""Workbooks: lists to work on (`write_workbook`) and a table as it is printed (`write_table_workbook`).

No text ever becomes a formula or a link, whatever it begins with. The same content gives the same bytes. Text
longer than a cell can hold (32,767 characters) ends in `CUT`; the other formats have it whole.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from naveza.lib.tables import Cell, Heading, Line, Placed, Role, Run, Table, TableDocument, placed
from naveza.lib.text import xml_safe

Value = str | int | float | Decimal | date | bool | tuple[Run, ...] | None

CELL_LIMIT = 32_767
CUT = " […]"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "default_date_format": "yyyy-mm-dd",
}
_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 (workbook properties carry no zone)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FONT = {"font_name": "Arial", "font_size": 10, "font_color": "#1B2426"}
_RULE = {"border": 1, "border_color": "#9AA8A6"}
_HEADER = {**_FONT, "bold": True, "bg_color": "#DDE9E6", "text_wrap": True, "valign": "top"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list. `widths` are in characters, 18 where not given; `title` lines stand above the header.

    The header row and the first `freeze_columns` columns stay in sight; the header carries filters.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[float] = ()
    title: Sequence[str] = ()
    freeze_columns: int = 0


def sheet_names(names: Sequence[str]) -> list[str]:
    """The names as Excel allows them: 31 characters, none of `[]:*?/\\`, each once whatever its case."""
    result: list[str] = []
    for number, name in enumerate(names, start=1):
        clean = _FORBIDDEN.sub(" ", xml_safe(name)).strip().strip("'") or f"Sheet {number}"
        candidate, n = clean[:31], 2
        while candidate.casefold() in {r.casefold() for r in result}:
            tail = f" ({n})"
            candidate, n = clean[: 31 - len(tail)] + tail, n + 1
        result.append(candidate)
    return result


def _text(value: str) -> str:
    value = xml_safe(value)
    return value if len(value) <= CELL_LIMIT else value[: CELL_LIMIT - len(CUT)] + CUT


class _Formats:
    """The few formats of a workbook, made once."""

    def __init__(self, book: Workbook) -> None:
        wrap = {**_FONT, "text_wrap": True, "valign": "top"}
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 14, "font_color": "#0F4C4A"})
        self.note = book.add_format({**_FONT, "valign": "top", "text_wrap": True})
        self.heading = book.add_format({**_FONT, "bold": True, "font_size": 12, "font_color": "#0F4C4A"})
        self.header = book.add_format({**_HEADER, **_RULE})
        self.text = book.add_format(wrap)
        self.money = book.add_format({**wrap, "num_format": "#,##0.00"})
        self.date = book.add_format({**wrap, "num_format": "yyyy-mm-dd", "align": "left"})
        self.bold = book.add_format({**_FONT, "bold": True})
        self.plain = book.add_format(_FONT)
        cell = {**wrap, **_RULE}
        band = {**cell, "bold": True, "bg_color": "#0F4C4A", "font_color": "#FFFFFF"}
        self.roles = {
            (Role.HEADER, False): self.header,
            (Role.HEADER, True): book.add_format({**_HEADER, **_RULE, "align": "center"}),
            (Role.BAND, False): book.add_format(band),
            (Role.BAND, True): book.add_format(band),
            (Role.BODY, False): book.add_format(cell),
            (Role.BODY, True): book.add_format({**cell, "align": "center"}),
        }
        self.strong = {
            self.text: book.add_format({**wrap, "bold": True}),
            self.note: book.add_format({**_FONT, "valign": "top", "text_wrap": True, "bold": True}),
            self.roles[Role.BODY, False]: book.add_format({**cell, "bold": True}),
            self.roles[Role.BODY, True]: book.add_format({**cell, "align": "center", "bold": True}),
        }


def _write_runs(sheet: Worksheet, at: tuple[int, int], runs: Sequence[Run], formats: _Formats, cell: Format) -> None:
    """Text in one or two weights; Excel's rich text wants at least two stretches."""
    runs = [Run(xml_safe(run.text), run.bold) for run in runs if xml_safe(run.text)]
    text = "".join(run.text for run in runs)
    if not text:
        sheet.write_blank(*at, None, cell)
        return
    if len(text) > CELL_LIMIT or len({run.bold for run in runs}) < 2:
        all_bold = bool(runs) and all(run.bold for run in runs)
        sheet.write_string(*at, _text(text), formats.strong.get(cell, cell) if all_bold else cell)
        return
    parts: list[Format | str] = []
    for run in runs:
        parts += [formats.bold if run.bold else formats.plain, run.text]
    sheet.write_rich_string(*at, *parts, cell)


def _write_value(sheet: Worksheet, row: int, column: int, value: Value, formats: _Formats) -> None:
    if value is None:
        sheet.write_blank(row, column, None, formats.text)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats.text)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), formats.money)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats.text)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats.date)
    elif isinstance(value, tuple):
        _write_runs(sheet, (row, column), value, formats, formats.text)
    else:
        sheet.write_string(row, column, _text(value), formats.text)


def _write_sheet(sheet: Worksheet, content: Sheet, formats: _Formats) -> None:
    for column in range(len(content.header)):
        width = content.widths[column] if column < len(content.widths) else 18
        sheet.set_column(column, column, width)
    for row, text in enumerate(content.title):
        sheet.write_string(row, 0, _text(text), formats.plain if row else formats.title)
    top = len(content.title) + (1 if content.title else 0)
    for column, name in enumerate(content.header):
        sheet.write_string(top, column, _text(name), formats.header)
    last = top
    for last, values in enumerate(content.rows, start=top + 1):
        if len(values) != len(content.header):
            raise ValueError(f"Row {last - top} has {len(values)} cells, the header {len(content.header)}.")
        for column, value in enumerate(values):
            _write_value(sheet, last, column, value, formats)
    sheet.freeze_panes(top + 1, content.freeze_columns)
    if content.header:
        sheet.autofilter(top, 0, last, len(content.header) - 1)
    _set_page(sheet)
    sheet.repeat_rows(top)


def _set_page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&P / &N")


def _new_workbook(stream: io.BytesIO) -> Workbook:
    book = xlsxwriter.Workbook(stream, dict(_OPTIONS))
    book.set_properties({"created": _CREATED})
    return book


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of lists. Raises ValueError without a sheet, or where a row does not fit its header."""
    if not sheets:
        raise ValueError("A workbook needs at least one sheet.")
    stream = io.BytesIO()
    with _new_workbook(stream) as book:
        formats = _Formats(book)
        for name, content in zip(sheet_names([s.name for s in sheets]), sheets, strict=True):
            _write_sheet(book.add_worksheet(name), content, formats)
    return stream.getvalue()


def _height(cell: Cell, width: float) -> float:
    """Points that the text needs when wrapped to `width` characters; Excel measures no merged cell itself."""
    lines = sum(max(1, math.ceil(len(item.text) * 1.1 / max(width, 1))) for item in cell.lines)
    return 13.5 * max(1, lines) + 3


def _runs(cell: Cell) -> list[Run]:
    """The cell's paragraphs in one text, as Excel has it: a line break between them, a typed bullet."""
    runs: list[Run] = []
    for number, item in enumerate(cell.lines):
        if number:
            runs.append(Run("\n"))
        if item.bullet:
            runs.append(Run("• "))
        runs += item.runs
    return runs


def _write_place(sheet: Worksheet, place: Placed, table: Table, top: int, formats: _Formats) -> None:
    row, column, cell = top + place.row, place.column, place.cell
    narrow = cell.column_span == 1 and table.columns[column].narrow
    shape = formats.roles[table.rows[place.row].role, narrow]
    if cell.row_span > 1 or cell.column_span > 1:
        sheet.merge_range(row, column, row + cell.row_span - 1, column + cell.column_span - 1, "", shape)
    _write_runs(sheet, (row, column), _runs(cell), formats, shape)


def _row_heights(table: Table, widths: Sequence[float]) -> list[float]:
    """Height of each row in points; what a merged cell needs beyond its rows goes to the last of them."""
    heights = [16.5] * len(table.rows)
    places = placed(table)
    for place in sorted(places, key=lambda p: p.cell.row_span):
        width = sum(widths[place.column : place.column + place.cell.column_span])
        rows = range(place.row, place.row + place.cell.row_span)
        missing = _height(place.cell, width) - sum(heights[r] for r in rows)
        if missing > 0:
            heights[rows[-1]] += missing
    return [min(h, 409.0) for h in heights]  # Excel's highest row


def _write_table(sheet: Worksheet, table: Table, top: int, widths: Sequence[float], formats: _Formats) -> None:
    for place in placed(table):
        _write_place(sheet, place, table, top, formats)
    for row, height in enumerate(_row_heights(table, widths)):
        sheet.set_row(top + row, height)
    heads = sum(row.role is Role.HEADER for row in table.rows)
    if heads:
        sheet.repeat_rows(top, top + heads - 1)  # on each printed page; the last table's wins


def _write_paragraph(sheet: Worksheet, item: Line, row: int, widths: Sequence[float], formats: _Formats) -> None:
    """A paragraph over the whole width of the tables."""
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", formats.note)
    _write_runs(sheet, (row, 0), _runs(Cell((item,))), formats, formats.note)
    sheet.set_row(row, _height(Cell((item,)), sum(widths)))


def _column_widths(tables: Sequence[Table], characters: int) -> list[float]:
    """Characters of each column as the first table shares them; wide enough for a period's label."""
    shares = [c.width for c in tables[0].columns] if tables else [1.0]
    more = max((len(t.columns) for t in tables), default=1) - len(shares)
    return [max(9.0, characters * share / sum(shares)) for share in shares] + [12.0] * more


def _write_printed(sheet: Worksheet, document: TableDocument, characters: int, formats: _Formats) -> None:
    widths = _column_widths([b for b in document.blocks if isinstance(b, Table)], characters)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    row = 0
    for text, shape in ((document.title, formats.title), (document.subtitle, formats.plain)):
        if text:
            sheet.write_string(row, 0, _text(text), shape)
            row += 1
    for block in document.blocks:
        if isinstance(block, Heading):
            sheet.write_string(row + 1, 0, _text(block.text), formats.heading)
            row += 2
        elif isinstance(block, Line):
            _write_paragraph(sheet, block, row, widths, formats)
            row += 1
        else:
            _write_table(sheet, block, row + 1, widths, formats)
            row += 1 + len(block.rows)


def write_table_workbook(document: TableDocument, *, sheet_name: str = "", characters: int = 190) -> bytes:
    """The document as it is printed, on one sheet: title, paragraphs and tables under one another.

    Columns share `characters` as those of the first table do; paragraphs run over the whole width.
    Raises ValueError where a table's cells do not fit together.
    """
    stream = io.BytesIO()
    with _new_workbook(stream) as book:
        sheet = book.add_worksheet(sheet_names([sheet_name or document.title])[0])
        _write_printed(sheet, document, characters, _Formats(book))
        _set_page(sheet)
    return stream.getvalue()
