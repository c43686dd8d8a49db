"""Cells of a jumbled table put together: paragraphs from lines, cells from their parts on two pages, groups of rows
from merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from naveza.plans.reading.fragments import Span
from naveza.plans.reading.jumbled_cells import AFTER, BEFORE, REST, Division, Placed
from naveza.plans.reading.jumbled_tables import JumbledTable
from naveza.plans.reading.jumbled_ticks import Ticks

TITLE_ROLES = frozenset({"chapter", "goal", "measure"})


@dataclass(slots=True)
class Paragraph:
    """Spans of the lines of a paragraph; `glued[i]` where line i goes on in the middle of a word."""

    spans: list[Span] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        result = ""
        for span, glued in zip(self.spans, self.glued, strict=True):
            result += span.text if glued or not result else f" {span.text}"
        return " ".join(result.split())


@dataclass(slots=True)
class CellText:
    """A cell as paragraphs. `joined`: put together over a page's end; `cut`: its line held two cells."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    joined: bool = False
    cut: bool = False

    def spans(self) -> list[Span]:
        return [span for paragraph in self.paragraphs for span in paragraph.spans]


@dataclass(slots=True)
class RowText:
    """A row of the table: its ticks and its own cells by role."""

    ticks: Ticks
    cells: dict[str, CellText] = field(default_factory=dict)


def rows_of(table: JumbledTable, divided: Sequence[Division]) -> list[RowText]:
    """The rows of a table. The rest of a cell after a page's end goes to the row that has the cell: its own, or the
    row above from which a merged cell reaches down."""
    blanks_end = _lines_end_with_blank(divided)
    rows: list[RowText] = []
    for number, ticks in enumerate(table.ticks):
        row = RowText(ticks)
        rows.append(row)
        own = [p for p in divided[number].placed if p.station.part == BEFORE]
        own += [p for p in divided[number + 1].placed if p.station.part == AFTER]
        for placed in own:
            _put(row.cells.setdefault(placed.station.role, CellText()), placed, blanks_end)
        for placed in divided[number + 1].placed:
            if placed.station.part == REST:
                _put(_reaching(rows, placed.station.role, table), placed, blanks_end)
    return rows


def _reaching(rows: Sequence[RowText], role: str, table: JumbledTable) -> CellText:
    if role != table.columns.work:
        for row in reversed(rows):
            if role in row.cells:
                return row.cells[role]
            if any(title in row.cells for title in TITLE_ROLES if title != role):
                break
    return rows[-1].cells.setdefault(role, CellText())


def _put(cell: CellText, placed: Placed, blanks_end: bool) -> None:
    """Add a piece to a cell: to its last paragraph or as a new one."""
    last = cell.paragraphs[-1] if cell.paragraphs else None
    cell.cut = cell.cut or placed.cut
    fresh = placed.paragraph or placed.opens
    if placed.opens and placed.station.part == REST and last is not None:
        cell.joined = True
        fresh = not (placed.piece.text[:1].islower() or _dangling(last))
    if last is None or fresh:
        cell.paragraphs.append(Paragraph([placed.piece.span], [False]))
        return
    last.glued.append(blanks_end and _glued(last.spans[-1], placed))
    last.spans.append(placed.piece.span)


def _dangling(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return text.endswith((",", "-", "–", "(", "/")) or text.count("(") > text.count(")")


def _lines_end_with_blank(divided: Sequence[Division]) -> bool:
    """Nearly every line ends with a blank: one that does not was cut in the middle of a word."""
    raws = [p.piece.span.fragment.raw for d in divided for p in d.placed]
    return len(raws) > 10 and sum(raw.endswith((" ", "\u00a0")) for raw in raws) >= 0.9 * len(raws)


def _glued(before: Span, placed: Placed) -> bool:
    raw = before.fragment.raw
    whole = before.end == len(before.fragment.text)
    letter = before.text[-1:].isalpha() or before.text.endswith("-")
    return whole and letter and not raw[-1:].isspace() and placed.piece.text[:1].islower()
