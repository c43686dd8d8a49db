"""One worksheet → tables of its filled rows and columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from naveza.documents.blocks import Cell, SheetPlace, Table, Text
from naveza.documents.parsers.docx_text import Piece, joined, lines_of
from naveza.documents.parsers.notes import Notes
from naveza.documents.parsers.refusals import Refusal
from naveza.documents.parsers.xlsx_values import Formats, S, rich_pieces
from naveza.documents.parsers.xmls import refuse_doctype, xml_refusal
from naveza.lib.limits import Limits

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ROW, _CELL, _COL, _MERGE = S + "row", S + "c", S + "col", S + "mergeCell"
_FURNITURE = tuple(S + f"{page}{kind}" for page in ("odd", "even", "first") for kind in ("Header", "Footer"))
_CODES = re.compile(r'&(?:"[^"]*"|[LCRPNDTFAGZBIUESXYOH]|\d+|K[0-9A-Fa-f]{6}|&)')
_SHOWN = ("1", "true")
_BOX = 200_000
"""Up to this many cells a table holds its empty cells too."""

Position = tuple[int, int]


@dataclass(slots=True)
class Workbook:
    """What the sheets of a workbook share."""

    strings: list[etree._Element]
    formats: Formats
    from_1904: bool
    notes: Notes
    limits: Limits
    cells: int = 0


@dataclass(slots=True)
class _Merge:
    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """Filled cells of a sheet by (row, column) from 1, and its merged ranges."""

    name: str
    cells: dict[Position, list[Text]] = field(default_factory=dict)
    merges: list[_Merge] = field(default_factory=list)
    furniture: list[Text] = field(default_factory=list)


def column_name(number: int) -> str:
    """Letters of a column counted from 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def position(address: str) -> Position | None:
    """(row, column) from 1 of an address such as `B7`; None where it is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def read_sheet(data: bytes, name: str, book: Workbook) -> Sheet:
    """Read the XML of a worksheet row by row. The size that the sheet claims to have is not looked at."""
    where = f"the sheet {name}"
    refuse_doctype(data, where)
    sheet = Sheet(name)
    events = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=(_ROW, _COL, _MERGE, *_FURNITURE),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reader = _SheetReader(sheet, book)
    try:
        for _, element in events:
            reader.take(element)
            if element.tag == _ROW:
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise xml_refusal(error, where) from None
    return sheet


class _SheetReader:
    """Takes the elements of a sheet in order."""

    def __init__(self, sheet: Sheet, book: Workbook) -> None:
        self._sheet = sheet
        self._book = book
        self._row = 0
        self._hidden_columns: list[tuple[int, int]] = []
        self._columns: set[int] = set()

    def take(self, element: etree._Element) -> None:
        if element.tag == _ROW:
            self._take_row(element)
        elif element.tag == _MERGE:
            ends = [position(part) for part in element.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                self._sheet.merges.append(_Merge(*ends[0], *ends[1]))
        elif element.tag == _COL:
            if element.get("hidden") in _SHOWN:
                self._hide(element.get("min", ""), element.get("max", ""))
        elif element.text:
            words = " ".join(_CODES.sub(" ", element.text).split())
            if words:
                place = SheetPlace(self._sheet.name, "")
                self._sheet.furniture.append(Text(words, place, element.text))
                self._book.notes.add("header_or_footer", words, place)

    def _hide(self, first: str, last: str) -> None:
        if first.isdigit() and last.isdigit():
            self._hidden_columns.append((int(first), int(last)))

    def _take_row(self, row: etree._Element) -> None:
        number = row.get("r", "")
        self._row = int(number) if number.isdigit() and len(number) < 9 else self._row + 1
        column, filled = 0, False
        for element in row:
            if element.tag != _CELL:
                continue
            at = position(element.get("r", ""))
            column = at[1] if at else column + 1
            filled = self._take_cell(element, column) or filled
        if filled and row.get("hidden") in _SHOWN:
            self._book.notes.add("hidden_row", f"row {self._row}", SheetPlace(self._sheet.name, f"A{self._row}"))

    def _take_cell(self, element: etree._Element, column: int) -> bool:
        place = SheetPlace(self._sheet.name, f"{column_name(column)}{self._row}")
        texts = self._texts(element, place)
        if not texts:
            return False
        book = self._book
        book.cells += 1
        if book.cells > book.limits.cells:
            raise Refusal("too_many_cells", limit=book.limits.cells, where=f"sheet {self._sheet.name}")
        if column not in self._columns:
            self._columns.add(column)
            self._check_column(column)
        self._sheet.cells[(self._row, column)] = texts
        return True

    def _check_column(self, column: int) -> None:
        limits = self._book.limits
        if len(self._columns) > limits.columns:
            raise Refusal(
                "too_many_columns",
                where=f"The sheet {self._sheet.name}",
                count=f"more than {limits.columns}",
                limit=limits.columns,
            )
        if any(first <= column <= last for first, last in self._hidden_columns):
            name = column_name(column)
            self._book.notes.add("hidden_column", f"column {name}", SheetPlace(self._sheet.name, f"{name}1"))

    def _texts(self, element: etree._Element, place: SheetPlace) -> list[Text]:
        pieces = self._pieces(element, place)
        found = []
        for line in lines_of(pieces):
            text, raw, bold = joined(line)
            if text:
                found.append(Text(text, place, raw, bold))
        return found

    def _pieces(self, element: etree._Element, place: SheetPlace) -> list[Piece]:
        book, kind, style = self._book, element.get("t", "n"), element.get("s")
        value, inline, formula = None, None, None
        for child in element:
            if child.tag == S + "v":
                value = child.text
            elif child.tag == S + "is":
                inline = child
            elif child.tag == S + "f":
                formula = child
        if formula is not None:
            code = "formula" if value else "formula_without_value"
            book.notes.add(code, f"{place.cell}: ={formula.text or '…'}", place)
        bold = book.formats.bold(style)
        if inline is not None:
            return rich_pieces(inline, bold=bold)
        if not value:
            return []
        if kind == "s":
            number = int(value) if value.strip().isdigit() else -1
            if not 0 <= number < len(book.strings):
                book.notes.add("error_cell", f"{place.cell}: missing text {value}", place)
                return []
            return rich_pieces(book.strings[number], bold=bold)
        if kind == "e":
            book.notes.add("error_cell", f"{place.cell}: {value}", place)
        elif kind == "b":
            value = {"1": "TRUE", "0": "FALSE"}.get(value, value)
        elif kind == "n":
            value = book.formats.number(value, style, from_1904=book.from_1904)
        return [(value.replace("\r\n", "\n").replace("\r", "\n"), bold)]


def tables_of(sheet: Sheet, notes: Notes) -> Iterator[Table]:
    """One table for each run of rows without two empty rows in between; empty rows and columns left out."""
    cells, spans = _merged(sheet, notes)
    rows = sorted({row for row, _ in cells})
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] - _reach(rows[at - 1], spans) > 2:
            yield _table(sheet.name, rows[start:at], cells, spans)
            start = at


def _reach(row: int, spans: dict[Position, _Merge]) -> int:
    """Last row that a merged cell beginning in this row covers."""
    return max((m.bottom for (top, _), m in spans.items() if top == row), default=row) if len(spans) < 500 else row


def _merged(sheet: Sheet, notes: Notes) -> tuple[dict[Position, list[Text]], dict[Position, _Merge]]:
    """Cells after merging, and the merged ranges by their top left corner. Text that a merged range covers is
    printed nowhere; it is kept at the end of the merged cell and noted."""
    cells = dict(sheet.cells)
    spans: dict[Position, _Merge] = {}
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        by_row.setdefault(row, []).append(column)
    rows = sorted(by_row)
    for merge in sheet.merges:
        corner = (merge.top, merge.left)
        covered = [
            (row, column)
            for row in rows[bisect_left(rows, merge.top) : bisect_right(rows, merge.bottom)]
            for column in _between(by_row[row], merge.left, merge.right)
            if (row, column) != corner and (row, column) in cells
        ]
        for at in covered:
            texts = cells.pop(at)
            notes.add("covered_cell", texts[0].text, texts[0].place)
            cells.setdefault(corner, [])
            cells[corner] = cells[corner] + texts
        if corner in cells:
            spans[corner] = merge
    return cells, spans


def _between(columns: list[int], left: int, right: int) -> list[int]:
    return columns[bisect_left(columns, left) : bisect_right(columns, right)]


def _table(name: str, rows: list[int], cells: dict[Position, list[Text]], spans: dict[Position, _Merge]) -> Table:
    inside = set(rows)
    filled = {at: texts for at, texts in cells.items() if at[0] in inside}
    columns = sorted(_columns(filled, spans))
    by_row: dict[int, list[int]] = {row: [] for row in rows}
    for row, column in filled:
        by_row[row].append(column)
    at_row = {row: number for number, row in enumerate(rows)}
    at_column = {column: number for number, column in enumerate(columns)}
    made: list[Cell] = []
    taken: set[Position] = set()
    with_empty = len(rows) * len(columns) <= _BOX
    for row in rows:
        for column in columns if with_empty else sorted(by_row[row]):
            if (row, column) in taken:
                continue
            merge = spans.get((row, column))
            down = across = 1
            if merge:
                down = bisect_right(rows, merge.bottom) - at_row[row]
                across = bisect_right(columns, merge.right) - at_column[column]
                if with_empty:
                    covered = rows[at_row[row] : at_row[row] + down]
                    taken.update((r, c) for r in covered for c in _between(columns, merge.left, merge.right))
            place = SheetPlace(name, f"{column_name(column)}{row}")
            texts = tuple(filled.get((row, column), ()))
            made.append(Cell(at_row[row], at_column[column], texts, place, max(down, 1), max(across, 1)))
    return Table(tuple(made), len(rows), len(columns), made[0].place)


def _columns(filled: dict[Position, list[Text]], spans: dict[Position, _Merge]) -> set[int]:
    """Columns that hold text, and those that merged cells cover among them."""
    columns = {column for _, column in filled}
    last = max(columns)
    for corner in filled:
        merge = spans.get(corner)
        if merge:
            columns.update(range(merge.left, min(merge.right, last) + 1))
    return columns
