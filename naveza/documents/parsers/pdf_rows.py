"""Where the rows of a table without rules across begin.

Cells stand at the top of their row and their lines follow each other. So a row begins where a column has words again
after a line without; it does not begin where a line of some column goes on because the next word did not fit; and the
distance of lines tells, where rows stand further apart than lines.
"""

from __future__ import annotations

from itertools import pairwise

from naveza.documents.parsers.pdf_lines import Line, lines_of, make_line
from naveza.documents.parsers.pdf_page import Rule
from naveza.documents.parsers.pdf_paragraphs import would_fit

Span = tuple[float, float]
_JUMP = 0.05
_LEAST_JUMP = 0.7
_STEADY = 0.6
_LEAST_RULES = 2
_MOST_WIDTH = 0.6
_LEAST_ROWS = 3
_SAME_TOP = 0.35
_FULL = 0.9
_VALUE_BELOW_VALUE = 0.5
_GOES_ON = 2.0
_MAY_GO_ON = 0.5
_WIDE_PITCH = 1.6
_ABOVE_BASE = 0.95


def rows_of(lines: list[Line], columns: list[Span], across: list[Rule]) -> tuple[list[float], set[tuple[int, int]]]:
    """Edges of the rows of these lines, top down, and (number of the row, number of the column) of cells that go on a
    cell of the row above.

    `columns` is from where to where each column holds text; `across` are all ruled lines of the page.
    """
    ruled = _ruled(lines, columns, across)
    if len(ruled) < _LEAST_RULES:
        aligned = _aligned(lines, columns)
        if aligned is not None:
            return aligned
    cuts = ruled if len(ruled) >= _LEAST_RULES else _cuts(lines, columns, ruled)
    middles = [(lines[i - 1].bottom + lines[i].top) / 2 for i in cuts]
    return [lines[0].top - 1, *middles, lines[-1].bottom + 1], set()


def _aligned(lines: list[Line], columns: list[Span]) -> tuple[list[float], set[tuple[int, int]]] | None:
    """Rows by the tops of cells that stand side by side. The lines of a cell follow each other more closely than the
    cells of a column do; where there is no such difference, this is None."""
    words = [w for line in lines for w in line.words]
    stacks = [lines_of(w for w in words if left <= (w.left + w.right) / 2 <= right) for left, right in columns]
    pitches = [b.base - a.base for stack in stacks for a, b in pairwise(stack)]
    if not pitches:
        return None
    size = lines[0].size
    close = min(pitches) + max(_LEAST_JUMP, _JUMP * size)
    cells = [(number, cell) for number, stack in enumerate(stacks) for cell in _cells(stack, close)]
    tops = _shared_tops([cell[0].base for _, cell in cells], _SAME_TOP * size)
    if len(tops) < _LEAST_ROWS or len(cells) == len(stacks):
        return None
    longer: set[tuple[int, int]] = set()
    for column, cell in cells:
        inside = [
            row
            for row, top in enumerate(tops)
            if cell[0].base + _SAME_TOP * size < top <= cell[-1].base + 0.8 * _SAME_TOP * size
        ]
        longer.update((row, column) for row in inside)
    edges = [top - _ABOVE_BASE * size for top in tops]
    edges[0] = min(edges[0], lines[0].top - 1)
    return [*edges, lines[-1].bottom + 1], longer


def _cells(stack: list[Line], close: float) -> list[list[Line]]:
    """Lines of a column that follow each other closely."""
    cells = [[stack[0]]] if stack else []
    for before, line in pairwise(stack):
        if line.base - before.base < close:
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells


def _shared_tops(bases: list[float], near: float) -> list[float]:
    """Heights at which cells of at least two columns begin, and the first of all."""
    groups: list[list[float]] = []
    for base in sorted(bases):
        if groups and base - groups[-1][0] <= near:
            groups[-1].append(base)
        else:
            groups.append([base])
    return [min(group) for number, group in enumerate(groups) if len(group) > 1 or not number]


def _cuts(lines: list[Line], columns: list[Span], ruled: list[int]) -> list[int]:
    """Numbers of the lines that begin a row where all stand at one distance, the first one (0) left out: every line
    where all have words in every column, or where they stand further apart than lines of a paragraph."""
    cells = [_by_column(line, columns) for line in lines]
    full = sum(1 for cell in cells if len(cell) == len(columns))
    closest = min((b.base - a.base) / b.size for a, b in pairwise(lines))
    if full >= _FULL * len(lines) or closest > _WIDE_PITCH:
        return list(range(1, len(lines)))
    fresh = {i for i in range(1, len(lines)) if _begins_again(cells, i)}
    short = {c for c in range(len(columns)) if all(len(cell[c].words) == 1 for cell in cells if c in cell)}
    free = {i for i in range(1, len(lines)) if _new_row(cells, i, columns, short)}
    return sorted({*fresh, *free, *ruled})


def _ruled(lines: list[Line], columns: list[Span], across: list[Rule]) -> list[int]:
    """Rows that a line right across the table divides."""
    width = columns[-1][1] - columns[0][0]
    return [
        i
        for i, (a, b) in enumerate(pairwise(lines), 1)
        if any(a.base - 2 <= r.at <= b.base - 0.3 * b.size and r.end - r.start > _MOST_WIDTH * width for r in across)
    ]


def _by_column(line: Line, columns: list[Span]) -> dict[int, Line]:
    """The part of a line in each column that has one."""
    found: dict[int, Line] = {}
    for number, (left, right) in enumerate(columns):
        words = [w for w in line.words if left <= (w.left + w.right) / 2 <= right]
        if words:
            found[number] = make_line(words)
    return found


def _begins_again(cells: list[dict[int, Line]], at: int) -> bool:
    """Whether a column has words in this line and had none in the line before."""
    return any(column not in cells[at - 1] for column in cells[at])


def _new_row(cells: list[dict[int, Line]], at: int, columns: list[Span], short: set[int]) -> bool:
    """Whether more speaks for a new row than against: cells that could have gone on and did not, values of one word
    below each other; against it small letters that go on a full line. One column alone tells nothing, since a cell has
    paragraphs too."""
    if len(cells[at]) < min(2, len(columns)):
        return False
    score = 0.0
    for column in cells[at].keys() & cells[at - 1].keys():
        before, line = cells[at - 1][column], cells[at][column]
        if column in short:
            score += _VALUE_BELOW_VALUE
        elif would_fit(before, line, columns[column]):
            score += 1
        else:
            score -= _GOES_ON if line.words[0].text[:1].islower() else _MAY_GO_ON
    return score > _VALUE_BELOW_VALUE


def wide_gaps(lines: list[Line]) -> list[int]:
    """Lines that stand further below the one before than lines of one paragraph do, if there are two such kinds."""
    kinds = _kinds(lines)
    if kinds is None:
        return []
    return [i for i, (a, b) in enumerate(pairwise(lines), 1) if b.base - a.base >= kinds[1]]


def _kinds(lines: list[Line]) -> Span | None:
    """The largest distance of lines of one paragraph, and the smallest of lines of different rows."""
    gaps = sorted(b.base - a.base for a, b in pairwise(lines))
    least = max(_LEAST_JUMP, _JUMP * lines[0].size)
    for low, high in pairwise(gaps):
        if high - low >= least:
            steady = low - gaps[0] <= _STEADY * (high - low)
            return (low, high) if steady else None
    return None
