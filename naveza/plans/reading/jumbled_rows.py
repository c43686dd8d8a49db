"""Cells of a jumbled table put together: cells from their parts on two pages, groups of rows from merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from naveza.plans.reading.jumbled_cells import Division, Placed
from naveza.plans.reading.jumbled_stations import AFTER, BEFORE, REST
from naveza.plans.reading.jumbled_tables import JumbledTable
from naveza.plans.reading.jumbled_text import TITLE_ROLES, CellText, Gluer, Paragraph, RowText

SURE = 0.5


def rows_of(table: JumbledTable, divided: Sequence[Division], gluer: Gluer) -> list[RowText]:
    """The rows of a table. The rest of a cell after a page's end goes to the row that has the cell: its own, or the
    row above from which a merged cell reaches down."""
    rows: list[RowText] = []
    placings = [division.measured() for division in divided]
    for number, ticks in enumerate(table.ticks):
        row = RowText(ticks)
        rows.append(row)
        own = [p for p in placings[number] if p.station.part == BEFORE]
        own += [p for p in placings[number + 1] if p.station.part == AFTER]
        for placed in own:
            _put(row.cells.setdefault(placed.station.role, CellText()), placed, gluer)
        for placed in placings[number + 1]:
            if placed.station.part == REST:
                _put(_reaching(rows, placed.station.role, table), placed, gluer)
    return rows


def _reaching(rows: Sequence[RowText], role: str, table: JumbledTable) -> CellText:
    if role != table.columns.work:
        for row in reversed(rows):
            if role in row.cells:
                return row.cells[role]
            if any(title in row.cells for title in TITLE_ROLES if title != role):
                break
    return rows[-1].cells.setdefault(role, CellText())


def _put(cell: CellText, placed: Placed, gluer: Gluer) -> None:
    """Add a piece to a cell: to its last paragraph or as a new one."""
    cell.cut = cell.cut or placed.cut
    cell.unsure = cell.unsure or placed.margin < SURE
    fresh = placed.paragraph or placed.opens
    if placed.opens and placed.station.part == REST and cell.paragraphs:
        cell.joined = True
        fresh = not (placed.piece.text[:1].islower() or _dangling(cell.paragraphs[-1]))
        cell.joint = len(cell.paragraphs) if fresh else 0
    cell.add(placed.piece.span, fresh=fresh, gluer=gluer)


def _dangling(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return text.endswith((",", "-", "–", "(", "/")) or text.count("(") > text.count(")")
