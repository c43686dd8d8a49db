"""Ticks of a jumbled table: which lines hold them and which of the periods they stand for.

In such text each cell is followed by one blank, so that ` X   text` means: first cell empty, second ticked, third and
fourth empty. Or each cell stands alone in a column of empty lines. Both are read as a sequence of cells; where their
number is not that of the header's periods, the reading is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from naveza.plans.reading.jumbled_lines import Gap, Line

MARKS = "XxХх×✓✔✗✘☑☒■●"
_RUN = re.compile(rf"(?<!\S)[{MARKS}](?:\s+[{MARKS}])*(?!\S)")


@dataclass(frozen=True, slots=True)
class TickLine:
    """Ticks on one line: text before and after them (offsets in `raw`), blanks before the first tick, between, and
    after the last one."""

    line: Line
    start: int
    end: int
    slots: tuple[bool, ...]

    @property
    def before(self) -> str:
        return self.line.raw[: self.start].strip()

    @property
    def after(self) -> str:
        return self.line.raw[self.end :].strip()

    @property
    def ticks(self) -> int:
        return sum(self.slots)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Ticks of one row: its lines, whether each period is ticked, and whether that is sure."""

    lines: tuple[TickLine, ...]
    cells: tuple[bool, ...]
    sure: bool


def _slots(raw: str, start: int, end: int, text_before: bool, text_after: bool) -> tuple[bool, ...]:
    """Cells of a line of ticks: each is a mark and a blank, or a blank."""
    lead = start - len(raw[:start].rstrip()) - (1 if text_before else 0)
    cells = [False] * max(0, lead)
    run = raw[start:end]
    for found in re.finditer(r"\S(\s*)", run):
        cells.append(True)
        cells += [False] * (len(found[1]) - 1)
    tail = len(raw[end:]) - len(raw[end:].lstrip()) if text_after else len(raw[end:])
    return tuple(cells + [False] * max(0, tail - 1))


def tick_line(line: Line, periods: int) -> TickLine | None:
    """The ticks of a line; None where a mark is but a letter of its text."""
    if not any(mark in line.raw for mark in MARKS):
        return None
    for found in _RUN.finditer(line.raw):
        start, end = found.span()
        before, after = line.raw[:start].strip(), line.raw[end:].strip()
        slots = _slots(line.raw, start, end, bool(before), bool(after))
        made = TickLine(line, start, end, slots)
        if made.ticks > periods:
            continue
        if before and not (made.ticks == periods or (made.ticks > 1 or len(slots) >= periods > 1)):
            continue
        if before and after and made.ticks == 1 and len(slots) != periods:
            continue
        return made
    return None


def find_ticks(lines: Sequence[Line], periods: int) -> list[Ticks]:
    """Rows of ticks among the lines, in order. Neighbouring lines of ticks without text in between are one row."""
    groups: list[list[TickLine]] = []
    gaps: list[Gap] = []
    open_group = False
    for line in lines:
        found = tick_line(line, periods)
        if open_group and groups and len(gaps) < len(groups):
            continues = found is not None and not found.before
            if not continues:
                gaps.append(line.gap)
        if found is None:
            open_group = False
            continue
        fresh = not open_group or bool(found.before) or line.gap.page
        if not fresh and sum(t.ticks for t in groups[-1]) + found.ticks > periods:
            fresh = True
        if fresh:
            gaps += [Gap()] * (len(groups) - len(gaps))
            groups.append([])
        groups[-1].append(found)
        open_group = not found.after
    gaps += [Gap()] * (len(groups) - len(gaps))
    return [_resolve(group, after, periods) for group, after in zip(groups, gaps, strict=True)]


Option = tuple[float, tuple[bool, ...]]
"""A price, and the cells that it buys."""


def _resolve(group: Sequence[TickLine], after: Gap, periods: int) -> Ticks:
    """The ticks of a row: of all ways to count its cells the simplest that gives the right number."""
    lines = tuple(group)
    ticks = sum(found.ticks for found in group)
    if ticks == periods:
        return Ticks(lines, (True,) * periods, True)
    options: list[list[Option]] = []
    coded = any(len(found.slots) >= periods for found in group)
    for number, found in enumerate(group):
        closed = bool(found.before) or coded
        options.append([(0.0, ())] if closed else _gap_options(found.line.gap, edge=number == 0))
        options.append(_line_options(found))
    options.append([(0.0, ())] if group[-1].after or coded else _gap_options(after, edge=True))
    best: Option | None = None
    for choice in product(*options):
        cells = tuple(cell for _, part in choice for cell in part)
        price = sum(price for price, _ in choice)
        fitted = _fit(cells, periods)
        if fitted is None:
            continue
        price += 0.6 * abs(len(cells) - periods)
        if best is None or price < best[0]:
            best = (price, fitted)
    if best is None:
        return Ticks(lines, (True,) * ticks + (False,) * (periods - ticks), False)
    told = len(group) > 1 or len(group[0].slots) > group[0].ticks or group[0].line.gap.empty > 1
    return Ticks(lines, best[1], told and best[0] <= 1.5)


def _fit(cells: Sequence[bool], periods: int) -> tuple[bool, ...] | None:
    """The cells as exactly so many periods: superfluous empty cells are cut at the end, then at the start; missing
    ones were trimmed at the end."""
    row = list(cells)
    while len(row) > periods and not row[-1]:
        row.pop()
    while len(row) > periods and not row[0]:
        row.pop(0)
    if len(row) > periods:
        return None
    return tuple(row + [False] * (periods - len(row)))


def _gap_options(gap: Gap, *, edge: bool) -> list[Option]:
    """Empty cells that a gap may hold: two jumps around empty paragraphs that stand close are an empty cell; jumps
    that take turns with empty paragraphs may be cells or wide spacing. `edge`: before the first or after the last
    tick, where the gap also ends a cell of text."""
    spare = 0 if gap.page else min(gap.empty - 1, 4)
    if spare < 1:
        return [(0.0, ())]
    close = gap.blank > gap.empty or gap.blank == spare
    full = 0.0 if close and not edge else 0.3 if close else 1.0
    options: list[Option] = [(0.5, ())]
    for count in range(1, spare + 1):
        options.append((full + 0.4 * (spare - count), (False,) * count))
    return options


def _line_options(found: TickLine) -> list[Option]:
    """The cells of a line with its blanks as cells, or only its marks."""
    marks = (True,) * found.ticks
    lead = next(i for i, cell in enumerate(found.slots) if cell)
    tail = next(i for i, cell in enumerate(reversed(found.slots)) if cell)
    inner = found.slots[lead : len(found.slots) - tail]
    left, right = found.slots[:lead], found.slots[len(found.slots) - tail :]
    options: list[Option] = [(0.0 if inner == marks else 2.0, marks)]
    for before, after in ((left, right), (left, ()), ((), right), ((), ())):
        dropped = (0.9 if left and not before else 0.0) + (0.5 if right and not after else 0.0)
        options.append((dropped, (*before, *inner, *after)))
    return options
