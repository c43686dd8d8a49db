"""Where the rows and tables of tab-cell text end.

Word tables that were exported to plain text put every cell on a new line after a tab, let it run on over
lines without one, and end a row with a blank line. A cell that ends in an empty paragraph leaves a blank line
too, merged cells vanish, and text after the table looks like one more paragraph of its last cell. Which blank
lines end a row is therefore decided for the whole run at once: by the division in which the rows agree best
on their number of cells (a shortest path over the blank lines).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

BLANK_IN_ROW = 0.4
BLANK_AFTER_ONE = 0.2
TEXT_IN_CELL = 0.3
WIDE_GAP_IN_CELL = 1.5
AFTER_CHAPTER_ROW = 2.0
SHORT_ROW_IN_HEAD = 0.3
SHORT_ROW = 1.0
LONG_ROW = 2.0
NO_FULL_ROW = 2.0
NEW_TABLE = 0.35
NEW_TABLE_CLOSE = 1.0
_FAR = 1e9
_MOST_CELLS = 60
_LONG_RUN = 20_000
_BEAM = 6.0
_HEAD_ROWS = 4


@dataclass(slots=True)
class Chunk:
    """Lines of text without a tab that follow a blank line: of the cell before them, or outside the table."""

    gap: int
    first: int
    last: int


@dataclass(slots=True)
class Gap:
    """What lies between the end of a cell and the next cell. `before` is the number of blank lines right
    before the next cell; `chunks` stand between the cells, each after its own gap."""

    before: int
    chunks: list[Chunk]

    def inside(self) -> float:
        """Cost of taking every chunk as part of the cell above."""
        return sum(TEXT_IN_CELL if c.gap == 1 else WIDE_GAP_IN_CELL for c in self.chunks)

    def split(self) -> tuple[float, int]:
        """Cheapest place where the table ends here: (cost, number of chunks that stay in the cell)."""
        if not self.chunks:
            return (NEW_TABLE if self.before >= 2 else _FAR), 0
        best, kept, inside = _FAR, 0, 0.0
        for number, chunk in enumerate(self.chunks):
            cost = inside + (NEW_TABLE if chunk.gap >= 2 else NEW_TABLE_CLOSE)
            if cost < best:
                best, kept = cost, number
            inside += TEXT_IN_CELL if chunk.gap == 1 else WIDE_GAP_IN_CELL
        return best, kept


@dataclass(slots=True)
class Division:
    """Tables of a run: for each table its rows, each row (first cell, end of cells); and for every gap the
    number of its chunks that belong to the cell above. `columns` holds the number of cells of a full row for
    each table."""

    tables: list[list[tuple[int, int]]]
    columns: list[int]
    kept: dict[int, int]


def divide(filled: list[bool], gaps: list[Gap]) -> Division:
    """Divide cells into rows and tables.

    `filled[i]` says whether cell i has text; `gaps[i]` is what follows cell i (the last one is what follows
    the run).
    """
    ends = [i + 1 for i, gap in enumerate(gaps) if i == len(gaps) - 1 or gap.before > 0 or gap.chunks]
    if len(ends) > _LONG_RUN:
        return _as_blank_lines_say(ends, gaps)
    search = _Search(ends, filled, gaps)
    search.run()
    return _trace(search)


def _as_blank_lines_say(ends: list[int], gaps: list[Gap]) -> Division:
    """A run of very many rows: every blank line ends a row."""
    rows = list(zip([0, *ends[:-1]], ends, strict=True))
    kept = {i: gap.split()[1] if gap.chunks else 0 for i, gap in enumerate(gaps)}
    return Division([rows], [Counter(b - a for a, b in rows).most_common(1)[0][0]], kept)


def _widths(ends: list[int]) -> list[int]:
    """Numbers of cells that a full row may have: the most frequent lengths of neighbouring pieces
    together."""
    counts: Counter[int] = Counter()
    starts = [0, *ends[:-1]]
    for at, start in enumerate(starts):
        for ahead in range(at, min(at + 6, len(ends))):
            width = ends[ahead] - start
            if width > _MOST_CELLS:
                break
            counts[width] += 3 if ahead == at else 1
    return [width for width, _ in counts.most_common(8)] or [1]


class State(NamedTuple):
    """Inside a table: cells of a full row, rows laid (counted to `_HEAD_ROWS`), whether a full row was among
    them."""

    full: int
    rows: int = 0
    complete: bool = False

    @property
    def head(self) -> bool:
        return self.rows < _HEAD_ROWS and not self.complete

    def after(self, width: int) -> State:
        return State(self.full, min(self.rows + 1, _HEAD_ROWS), self.complete or width == self.full)


def _row_cost(width: int, state: State) -> float:
    if width == state.full:
        return 0.0
    if width > state.full:
        return LONG_ROW + width - state.full
    return SHORT_ROW_IN_HEAD if state.head else SHORT_ROW


def _closing(state: State) -> float:
    """Cost of ending a table in this state."""
    return 0.0 if state.complete else NO_FULL_ROW


Origin = tuple[int, State, bool]
"""Where a path came from: end of the row before, state there, whether a new table began."""


class _Search:
    """Cheapest way to every (end of a row, state), row by row from the first cell to the last."""

    def __init__(self, ends: list[int], filled: list[bool], gaps: list[Gap]) -> None:
        self.starts = [0, *ends[:-1]]
        self.ends = ends
        self.gaps = gaps
        self._filled = filled
        self._widths = _widths(ends)
        self.cost: list[dict[State, float]] = [{} for _ in range(len(ends) + 1)]
        self.origin: list[dict[State, Origin]] = [{} for _ in range(len(ends) + 1)]

    def run(self) -> None:
        self.cost[0] = {State(width): 0.0 for width in self._widths}
        for at in range(len(self.ends)):
            self._open_tables(at)
            states = self.cost[at]
            worst = min(states.values(), default=0.0) + _BEAM
            for state, cost in [(s, c) for s, c in states.items() if c <= worst]:
                self._lay_row(at, state, cost)

    def _offer(self, at: int, state: State, cost: float, origin: Origin) -> None:
        if cost < self.cost[at].get(state, _FAR):
            self.cost[at][state] = cost
            self.origin[at][state] = origin

    def _open_tables(self, at: int) -> None:
        """At a wide gap or before text outside, a new table may begin."""
        if at == 0:
            return
        gap = self.gaps[self.starts[at] - 1]
        price = gap.split()[0]
        closed = [(cost + _closing(state), state) for state, cost in self.cost[at].items() if state.rows]
        if price >= _FAR or not closed:
            return
        cost, state = min(closed)
        for width in self._widths:
            self._offer(at, State(width), cost + price, (at, state, True))
        self._go_on(at, gap)

    def _go_on(self, at: int, gap: Gap) -> None:
        """A row of the same table may begin only after a blank line, and text in between belongs to its last
        cell."""
        extra = gap.inside()
        for state in [s for s in self.cost[at] if s.rows]:
            if gap.before == 0:
                del self.cost[at][state]
            else:
                self.cost[at][state] += extra

    def _lay_row(self, at: int, state: State, cost: float) -> None:
        """Lay one row of one or more pieces."""
        start, skipped = self.starts[at], 0.0
        chapter = self.ends[at] - start == 1 and self._filled[start] and (not state.rows or not state.head)
        for ahead in range(at, len(self.ends)):
            width = self.ends[ahead] - start
            if width > state.full + 2 and ahead > at:
                break
            total = cost + skipped + _row_cost(width, state)
            if ahead > at and chapter and (not state.rows or width != state.full):
                total += AFTER_CHAPTER_ROW
            self._offer(ahead + 1, state.after(width), total, (at, state, False))
            gap = self.gaps[self.ends[ahead] - 1]
            if gap.before:
                skipped += BLANK_AFTER_ONE if state.head and width == 1 else BLANK_IN_ROW
            skipped += gap.inside()


def _kept_at_end(gap: Gap) -> int:
    """How many chunks after the last row belong to its last cell."""
    cost, kept = gap.split()
    return len(gap.chunks) if gap.inside() <= cost else kept


def _trace(search: _Search) -> Division:
    gaps, starts, ends = search.gaps, search.starts, search.ends
    at = len(ends)
    last = search.cost[at]
    state = min(last, key=lambda s: last[s] + _closing(s))
    tables: list[list[tuple[int, int]]] = [[]]
    columns = [state.full]
    kept = {i: len(gap.chunks) for i, gap in enumerate(gaps)}
    kept[len(gaps) - 1] = _kept_at_end(gaps[-1])
    while at > 0:
        before, previous, new_table = search.origin[at][state]
        if new_table:
            tables.append([])
            columns.append(previous.full)
            kept[starts[at] - 1] = gaps[starts[at] - 1].split()[1]
        else:
            tables[-1].append((starts[before], ends[at - 1]))
        at, state = before, previous
    return Division([rows[::-1] for rows in reversed(tables)], columns[::-1], kept)
