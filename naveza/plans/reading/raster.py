"""A table as a raster: which cell covers which place, also where the format lost the widths of header cells.

Ragged tables (text exports) have rows with fewer cells than columns. A header cell above several period labels is
then stretched over them; a row of one cell goes over the full width.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from naveza.plans.reading.fragments import SourceCell, SourceTable
from naveza.plans.reading.headers import is_period_header


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place in the raster."""

    cell: SourceCell
    row: int
    column: int
    row_span: int
    column_span: int

    @property
    def text(self) -> str:
        return self.cell.text


class Raster:
    """`owner[row][column]` is the cell that covers a place, None where there is none."""

    def __init__(self, table: SourceTable, language: str = "") -> None:
        self.table = table
        self.language = language
        self.uneven: set[int] = set()
        self.columns = _width(table) if table.ragged else table.columns
        self.rows = table.rows
        self.owner: list[list[Placed | None]] = [[None] * self.columns for _ in range(self.rows)]
        placed = self._ragged() if table.ragged else self._exact()
        for item in placed:
            for row in range(item.row, min(item.row + item.row_span, self.rows)):
                for column in range(item.column, min(item.column + item.column_span, self.columns)):
                    if self.owner[row][column] is None:
                        self.owner[row][column] = item
        self.starts: list[list[Placed]] = [[] for _ in range(self.rows)]
        for item in placed:
            self.starts[item.row].append(item)
        self._filled = [[p for p in row if p.text.strip()] for row in self.starts]
        self.has_merges = any(p.row_span > 1 for p in placed if p.column_span < self.columns)

    def _exact(self) -> list[Placed]:
        return [Placed(c, c.row, c.column, c.row_span, c.column_span) for c in self.table.cells]

    def _ragged(self) -> list[Placed]:
        """Align rows bottom up, so that a header row can follow the one below it."""
        result: list[Placed] = []
        below: list[Placed] = []
        for number in range(self.rows - 1, -1, -1):
            cells = sorted(self.table.row(number), key=lambda c: c.column)
            spans = self._spans(cells, below)
            column, row = 0, []
            for cell, span in zip(cells, spans, strict=True):
                if column >= self.columns:
                    column = self.columns - 1
                row.append(Placed(cell, number, column, 1, span))
                column += span
            result += row
            if len(cells) > 1:
                below = row
        return sorted(result, key=lambda p: (p.row, p.column))

    def _spans(self, cells: list[SourceCell], below: list[Placed]) -> list[int]:
        count = len(cells)
        if count == 1:
            return [self.columns]
        missing = self.columns - count
        if missing <= 0:
            if missing < 0 and cells:
                self.uneven.add(cells[0].row)
            return [1] * count
        stretched = self._stretched(cells, below)
        if stretched is None:
            self.uneven.add(cells[0].row)
            return [1] * count
        return stretched

    def _stretched(self, cells: list[SourceCell], below: list[Placed]) -> list[int] | None:
        """Widths for a header row above a row with period labels."""
        run = [p for p in below if is_period_header(p.text, self.language)]
        if not run:
            return None
        first, last = run[0].column, run[-1].column + run[-1].column_span
        width = last - first
        groups = len(cells) - (self.columns - width)
        if groups < 1 or width % groups or first + groups > len(cells):
            return None
        return [1] * first + [width // groups] * groups + [1] * (len(cells) - first - groups)

    def at(self, row: int, column: int) -> Placed | None:
        return self.owner[row][column]

    def filled(self, row: int) -> list[Placed]:
        """Cells with text that start in a row."""
        return self._filled[row]

    def is_empty(self, row: int) -> bool:
        return not self.filled(row)

    def title_of(self, row: int) -> Placed | None:
        """The only cell of a full-width row, or None; with known widths one over more than half of the columns."""
        filled = self.filled(row)
        if len(filled) != 1 or self.columns < 2:
            return None
        only = filled[0]
        if only.row_span > 1 and only.row_span >= self.rows - row and self.rows > 1 and only.column_span == 1:
            return None
        wide = only.column_span > 1 and only.column_span * 2 > self.columns
        return only if wide else None


def transposed(table: SourceTable) -> SourceTable:
    """The table with rows and columns exchanged: for cards with the names of fields in the first column."""
    cells = [
        replace(c, row=c.column, column=c.row, row_span=c.column_span, column_span=c.row_span) for c in table.cells
    ]
    cells.sort(key=lambda c: (c.row, c.column))
    columns = max((c.column + c.row_span for c in table.cells), default=0)
    rows = max((c.column + c.column_span for c in table.cells), default=0)
    return SourceTable(table.index, cells, rows, max(columns, table.rows), table.place)


def _width(table: SourceTable) -> int:
    """Number of columns of a ragged table: the most frequent length among its longer rows."""
    lengths = Counter(len(table.row(r)) for r in range(table.rows))
    long = [n for n in lengths if n > 1]
    if not long:
        return max(lengths, default=1)
    return max(long, key=lambda n: (lengths[n], n)) if len(lengths) > 2 else max(long)
