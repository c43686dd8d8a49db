"""One DOCX table → a Table with merged cells resolved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lxml import etree

from naveza.documents.blocks import Cell, Table, TablePlace, Text
from naveza.documents.parsers.docx_styles import VAL, W, is_on
from naveza.documents.parsers.docx_text import PLAIN, joined, lines_of
from naveza.documents.parsers.docx_walk import TBL, TC, TR, P, opened, words
from naveza.documents.parsers.refusals import Refusal

if TYPE_CHECKING:
    from naveza.documents.parsers.docx_story import Story

_TC_PR, _GRID_SPAN, _V_MERGE, _H_MERGE = W + "tcPr", W + "gridSpan", W + "vMerge", W + "hMerge"
_DELETED = {W + "del", W + "moveFrom"}
_INSERTED = {W + "ins", W + "moveTo"}
_TBL_LOOK = {"firstRow": 0x20, "firstCol": 0x80}


class _Draft:
    """A cell while its rows are still being counted."""

    __slots__ = ("column", "row", "rows", "span", "texts")

    def __init__(self, row: int, column: int, span: int) -> None:
        self.row = row
        self.column = column
        self.span = span
        self.rows = 1
        self.texts: list[Text] = []


class TableReader:
    """Reads the table with the given number; used once."""

    def __init__(self, story: Story, number: int) -> None:
        self._story = story
        self._number = number
        self._drafts: list[_Draft] = []
        self._above: dict[int, _Draft] = {}
        self._bold: frozenset[str] = frozenset()

    def read(self, table: etree._Element) -> Table | None:
        """The table; None where it holds no text."""
        self._bold = self._bold_regions(table)
        row, header = 0, 0
        for element in opened(table, (TR,)):
            before, marks = _row_properties(element)
            if marks:
                if self._left_out(element, row, marks):
                    continue
                header += W + "tblHeader" in marks and header == row
            self._row(element, row, before)
            row += 1
        drafts = self._drafts
        if not any(draft.texts for draft in drafts):
            return None
        number = self._number
        cells = tuple(
            [
                Cell(
                    d.row,
                    d.column,
                    tuple(d.texts),
                    d.texts[0].place if d.texts else TablePlace(number, d.row, d.column),
                    d.rows,
                    d.span,
                )
                for d in drafts
            ]
        )
        columns = max(draft.column + draft.span for draft in drafts)
        return Table(cells, row, columns, TablePlace(number, 0, 0), header_rows=header)

    def _left_out(self, row: etree._Element, number: int, marks: set[str]) -> bool:
        """Whether the row was deleted by a tracked change; notes what is special about it."""
        notes, place = self._story.notes, TablePlace(self._number, number, 0)
        if marks & _DELETED:
            notes.add("tracked_deletion", words(row), place)
            return True
        if marks & _INSERTED:
            notes.add("tracked_insertion", words(row), place)
        if W + "hidden" in marks:
            notes.add("hidden_row", words(row), place)
        return False

    def _row(self, element: etree._Element, row: int, column: int) -> None:
        """Read one row from a column on; remembers the cells that reach its lower edge."""
        below: dict[int, _Draft] = {}
        draft: _Draft | None = None
        bold = self._bold
        for cell in opened(element, (TC,)):
            children = list(cell)
            span, merge, across = 1, False, False
            if len(children) > 1 and children[0].tag == _TC_PR:
                span, merge, across = _cell_properties(children[0])
            if across and draft is not None:
                draft.span += span
            elif merge and column in self._above:
                draft = self._above[column]
                draft.rows = row - draft.row + 1
            else:
                draft = _Draft(row, column, span)
                self._drafts.append(draft)
            below[draft.column] = draft
            is_bold = bool(bold) and (
                "wholeTable" in bold or (row == 0 and "firstRow" in bold) or (column == 0 and "firstCol" in bold)
            )
            self._cell(children, draft, is_bold)
            column += span
        self._above = below
        self._check(row, column)

    def _check(self, row: int, columns: int) -> None:
        limits, where = self._story.limits, f"table {self._number + 1}, row {row + 1}"
        if columns > limits.columns:
            raise Refusal("too_many_columns", where=where, count=columns, limit=limits.columns)
        if len(self._drafts) > limits.cells:
            raise Refusal("too_many_cells", limit=limits.cells, where=where)

    def _cell(self, children: Iterable[etree._Element], draft: _Draft, bold: bool) -> None:
        """Add the lines of a cell with these children; a table in the cell gives its cells' lines in order."""
        for element in children:
            tag = element.tag
            if tag == P:
                self._paragraph(element, draft, bold)
            elif tag == TBL:
                place = TablePlace(self._number, draft.row, draft.column, len(draft.texts))
                self._story.notes.add("nested_table", words(element), place)
                for row in opened(element, (TR,)):
                    for cell in opened(row, (TC,)):
                        self._cell(cell, draft, bold)
            elif tag != _TC_PR and len(element):
                self._cell(element, draft, bold)

    def _paragraph(self, element: etree._Element, draft: _Draft, bold: bool) -> None:
        """Add the lines of a paragraph: a line break inside a cell begins a new text."""
        runs, children = self._story.runs, list(element)
        shape = runs.shape(children)
        pieces = runs.simple(children, shape.style, bold)
        content = PLAIN
        if pieces is None:
            content = runs.read(element, shape.style, bold)
            pieces = content.pieces
        marker = shape.marker
        for line in lines_of(pieces):
            text, raw, spans = joined(line)
            if text or marker:
                place = TablePlace(self._number, draft.row, draft.column, len(draft.texts))
                draft.texts.append(Text(text, place, raw, spans, marker))
                self._story.count(1)
                marker = ""
        if content is PLAIN:
            return
        here = TablePlace(self._number, draft.row, draft.column, max(len(draft.texts) - 1, 0))
        self._story.note(content, here)
        for box in content.boxes:
            self._story.notes.add("text_box", words(box), here)
            self._cell(box, draft, bold)

    def _bold_regions(self, table: etree._Element) -> frozenset[str]:
        """Regions that the style of the table prints bold and that the table switches on."""
        properties = table.find(W + "tblPr")
        style = properties.find(W + "tblStyle") if properties is not None else None
        if properties is None or style is None:
            return frozenset()
        bold = self._story.runs.styles.bold_regions(style.get(VAL, ""))
        look = properties.find(W + "tblLook")
        if not bold or look is None:
            return bold & {"wholeTable"}
        value = look.get(VAL, "0")
        mask = int(value, 16) if all(c in "0123456789abcdefABCDEF" for c in value) and value else 0
        on = {"wholeTable"}
        for region, bit in _TBL_LOOK.items():
            own = look.get(W + ("firstColumn" if region == "firstCol" else region))
            if own in ("1", "true", "on") or (own is None and mask & bit):
                on.add(region)
        return bold & on


def _row_properties(row: etree._Element) -> tuple[int, set[str]]:
    """Columns left out before the first cell, and the switches that are on."""
    before, marks = 0, set()
    properties = row.find(W + "trPr")
    if properties is not None:
        for item in properties:
            if item.tag == W + "gridBefore":
                before = _span(item)
            elif is_on(item):
                marks.add(str(item.tag))
    return before, marks


def _cell_properties(properties: etree._Element) -> tuple[int, bool, bool]:
    """Columns, whether it goes on a cell above, whether it goes on the cell to its left."""
    span, merge, across = 1, False, False
    for item in properties:
        tag = item.tag
        if tag == _GRID_SPAN:
            span = max(_span(item), 1)
        elif tag == _V_MERGE:
            merge = item.get(VAL, "continue") == "continue"
        elif tag == _H_MERGE:
            across = item.get(VAL, "continue") == "continue"
    return span, merge, across


def _span(item: etree._Element) -> int:
    value = item.get(VAL, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def is_frame(table: etree._Element) -> bool:
    """A table of one column around other tables only holds the layout of the page."""
    if next(table.iterdescendants(TBL), None) is None:
        return False
    return all(len(opened(row, (TC,))) <= 1 for row in opened(table, (TR,)))
