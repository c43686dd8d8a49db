"""Rows and columns of an HTML table, with cells that span several of them."""

from __future__ import annotations

from lxml import etree

from naveza.documents.blocks import Cell, TablePlace, Text
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import Limits

_MOST_ROWS = 65_534


class HtmlCell:
    """A cell while its texts are collected."""

    __slots__ = ("bold", "column", "column_span", "element", "row", "row_span", "texts")

    def __init__(self, element: etree._Element, row: int, column: int) -> None:
        self.element = element
        self.row = row
        self.column = column
        self.row_span = 1
        self.column_span = 1
        self.bold = element.tag == "th"
        self.texts: list[Text] = []

    def finished(self, table: int) -> Cell:
        place = TablePlace(table, self.row, self.column)
        return Cell(self.row, self.column, tuple(self.texts), place, self.row_span, self.column_span)


def rows_of(table: etree._Element) -> tuple[list[list[etree._Element]], int]:
    """Cells of the rows of this table, those of tables inside left out, and how many rows stand in
    `<thead>`."""
    head: list[etree._Element] = []
    body: list[etree._Element] = []
    foot: list[etree._Element] = []
    for child in table:
        if child.tag == "tr":
            body.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            part = {"thead": head, "tfoot": foot}.get(str(child.tag), body)
            part.extend(child.iterchildren("tr"))
    rows = [[c for c in row if c.tag in ("td", "th")] for row in head + body + foot]
    return rows, len(head)


def layout(rows: list[list[etree._Element]], limits: Limits, number: int) -> tuple[list[HtmlCell], int, int]:
    """Cells at their place in the grid, as browsers put them; height and width of the grid."""
    cells: list[HtmlCell] = []
    reach: dict[int, int] = {}
    width, where = 0, f"table {number + 1}"
    for row, elements in enumerate(rows):
        column = 0
        for element in elements:
            while reach.get(column, 0) > row:
                column += 1
            cell = HtmlCell(element, row, column)
            cell.column_span = _span(element, "colspan")
            down = _span(element, "rowspan", zero=len(rows) - row)
            cell.row_span = min(down, len(rows) - row)
            cells.append(cell)
            column += cell.column_span
            if column > limits.columns:
                raise Refusal("too_many_columns", where=where.capitalize(), count=column, limit=limits.columns)
            for covered in range(cell.column, column):
                reach[covered] = max(reach.get(covered, 0), row + cell.row_span)
            width = max(width, column)
        if len(cells) > limits.cells:
            raise Refusal("too_many_cells", limit=limits.cells, where=where)
    return cells, len(rows), width


def _span(element: etree._Element, name: str, zero: int = 1) -> int:
    value = element.get(name, "1").strip()
    if not (value.isascii() and value.isdigit()) or len(value) > 6:
        return 1
    return min(int(value), _MOST_ROWS) or zero
