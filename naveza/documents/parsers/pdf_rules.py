"""Ruled lines → tables: which cells they enclose, which of them are merged."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from naveza.documents.parsers.pdf_page import Box, Page, Rule, Word

_SNAP = 2.5
_TOUCH = 3.5
_OPEN_EDGE = 12.0
_COVERED = 0.5
_SMALLEST = 3.0
_MOST_LINES = 800
_LEAST_RULES = 3


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid with its spans, and the box in which its lines run."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(slots=True)
class Grid:
    """A table found by its rules or by its columns: edges of the columns and of the rows, and its cells."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def assign(self, words: list[Word], given: set[int]) -> list[list[Word]]:
        """Words of each cell, by the middle of the word; those in `given` are left out, and new ones added to it."""
        owner = {
            (cell.row + i, cell.column + j): number
            for number, cell in enumerate(self.cells)
            for i in range(cell.row_span)
            for j in range(cell.column_span)
        }
        found: list[list[Word]] = [[] for _ in self.cells]
        for word in words:
            column = bisect_right(self.xs, (word.left + word.right) / 2) - 1
            row = bisect_right(self.ys, (word.top + word.bottom) / 2) - 1
            number = owner.get((row, column))
            if number is not None and id(word) not in given:
                found[number].append(word)
                given.add(id(word))
        return found


def grids(page: Page) -> list[Grid]:
    """Ruled tables of a page, top down. A single box is no table, and a table inside a cell is part of that cell."""
    across = _merged(page.across)
    down = _merged(page.down)
    if len(across) > _MOST_LINES or len(down) > _MOST_LINES:
        return []
    found = []
    for rows, columns in _components(across, down):
        grid = _grid(rows, columns)
        if grid is not None and len(grid.cells) > 1:
            found.append(grid)
    found = [g for g in found if not (g.columns == 1 and any(_contains(g.box, o.box) for o in found if o is not g))]
    outer = [g for g in found if not any(_contains(o.box, g.box) for o in found if o is not g)]
    return sorted(outer, key=lambda g: (g.box[1], g.box[0]))


def zones(page: Page, found: list[Grid]) -> list[Box]:
    """Places where rules of one width lie above each other, without rules that go down: tables whose columns only
    the white between words shows."""
    free = [r for r in _merged(page.across) if not any(_touches(r, grid.box) for grid in found)]
    boxes: list[Box] = []
    used: set[int] = set()
    for number, first in enumerate(free):
        if number in used:
            continue
        same = [
            i
            for i, r in enumerate(free)
            if abs(r.start - first.start) <= _TOUCH and abs(r.end - first.end) <= _TOUCH and i not in used
        ]
        used.update(same)
        if len(same) >= _LEAST_RULES:
            boxes.append((first.start, free[same[0]].at, first.end, free[same[-1]].at))
    return boxes


def _touches(rule: Rule, box: Box) -> bool:
    return box[1] - 1 <= rule.at <= box[3] + 1 and rule.end > box[0] and rule.start < box[2]


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and outer[2] + 1 >= inner[2] and outer[3] + 1 >= inner[3]
    )


def _merged(rules: list[Rule]) -> list[Rule]:
    """Lines in one place put together: dashes, doubled strokes, the sides of neighbouring cells."""
    merged: list[Rule] = []
    for group in _by_place(rules):
        at = sum(r.at * (r.end - r.start) for r in group) / sum(r.end - r.start for r in group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda r: r.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _TOUCH:
                end = max(end, rule.end)
            else:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            merged.append(Rule(at, start, end))
    return [rule for rule in merged if rule.end - rule.start >= _SMALLEST]


def _by_place(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if groups and rule.at - groups[-1][0].at <= _SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _components(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other, directly or through others."""
    parent = list(range(len(across) + len(down)))

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if (
                h.start - _TOUCH <= v.at <= h.end + _TOUCH
                and v.start - _TOUCH <= h.at <= v.end + _TOUCH
                and find(i) != find(j)
            ):
                parent[find(i)] = find(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in range(len(parent)):
        rows, columns = groups.setdefault(find(i), ([], []))
        if i < len(across):
            rows.append(across[i])
        else:
            columns.append(down[i - len(across)])
    return [(rows, columns) for rows, columns in groups.values() if rows and columns]


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """The cells between these lines. Sides that are left open, as at a page break or by taste, are closed."""
    across, down = _closed(across, down), _closed(down, across)
    ys, xs = _places(across), _places(down)
    if len(ys) < 2 or len(xs) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    below = [[_covers(across, ys[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows)]
    beside = [[_covers(down, xs[c + 1], ys[r], ys[r + 1]) for c in range(columns)] for r in range(rows)]
    grid = Grid(xs, ys)
    taken: set[tuple[int, int]] = set()
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            across_span = 1
            while (
                c + across_span < columns and not beside[r][c + across_span - 1] and (r, c + across_span) not in taken
            ):
                across_span += 1
            down_span = 1
            while r + down_span < rows and _goes_on(below, beside, r + down_span, c, across_span):
                down_span += 1
            taken.update((r + i, c + j) for i in range(down_span) for j in range(across_span))
            box = (xs[c], ys[r], xs[c + across_span], ys[r + down_span])
            grid.cells.append(GridCell(r, c, down_span, across_span, box))
    return grid


def _goes_on(below: list[list[bool]], beside: list[list[bool]], row: int, column: int, span: int) -> bool:
    """Whether nothing divides this stretch of a row from the row above, nor inside."""
    columns = range(column, column + span)
    return not any(below[row - 1][c] for c in columns) and not any(beside[row][c] for c in columns[:-1])


def _closed(rules: list[Rule], crossing: list[Rule]) -> list[Rule]:
    """Lines of one direction, with the outer ones added where the crossing lines run beyond them."""
    first, last = min(r.at for r in rules), max(r.at for r in rules)
    start, end = min(c.start for c in crossing), max(c.end for c in crossing)
    low, high = min(r.start for r in rules), max(r.end for r in rules)
    added = list(rules)
    if start < first - _OPEN_EDGE:
        added.append(Rule(start, low, high))
    if end > last + _OPEN_EDGE:
        added.append(Rule(end, low, high))
    return added


def _places(rules: list[Rule]) -> list[float]:
    places: list[float] = []
    for group in _by_place(rules):
        places.append(sum(r.at for r in group) / len(group))
    return places


def _covers(rules: list[Rule], at: float, start: float, end: float) -> bool:
    covered = 0.0
    for rule in rules:
        if abs(rule.at - at) <= _SNAP:
            covered += max(0.0, min(rule.end, end) - max(rule.start, start))
    return covered >= _COVERED * (end - start)
