"""Tables without rules, and columns of running text, found by the white between words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from naveza.documents.parsers.pdf_lines import Line, lines_of, make_line
from naveza.documents.parsers.pdf_page import Box, Rule, Word
from naveza.documents.parsers.pdf_paragraphs import is_marker
from naveza.documents.parsers.pdf_rows import rows_of, wide_gaps
from naveza.documents.parsers.pdf_rules import Grid, GridCell

Span = tuple[float, float]
_GAP = 0.9
_LEAST_GAP = 6.0
_GUTTER = 3.5
_FAR = 4.0
_LEAST_LINES = 3
_TEXT_LINES = 6
_TEXT_GUTTER = 10.0
_FORM_GUTTER = 7.0
_LABELS = 0.45


@dataclass(slots=True)
class Region:
    """Part of a page: lines of running text, or a table."""

    lines: list[Line]
    grid: Grid | None = None
    is_column: bool = False


def regions(lines: list[Line], across: list[Rule]) -> list[Region]:
    """Divide lines, top down, into running text and tables without rules; columns of text come one after another."""
    found: list[Region] = []
    at = 0
    while at < len(lines):
        end, gutters = _run(lines, at)
        if end - at >= _LEAST_LINES and (len(gutters) >= 2 or _is_form(lines[at:end], gutters)):
            found.append(Region(lines[at:end], _table(lines[at:end], gutters, across)))
        elif end - at >= _TEXT_LINES and _are_columns(lines[at:end], gutters):
            found += [Region(column, is_column=True) for column in _columns(lines[at:end], gutters[0])]
        else:
            end = at + 1
            if not found or found[-1].grid is not None:
                found.append(Region([]))
            found[-1].lines.append(lines[at])
        at = end
    return found


def zone_table(lines: list[Line], across: list[Rule]) -> Grid | None:
    """The table of the lines between rules; None where no white divides them into columns."""
    gutters = _finer(lines, heads=(0, 1, 2), least=1)
    return _table(lines, gutters, across) if gutters else None


def _run(lines: list[Line], first: int) -> tuple[int, list[Span]]:
    """How far down the white between the words of this line goes on, and where."""
    gutters = _gaps(lines[first])
    end = first + 1
    while gutters and end < len(lines):
        line, before = lines[end], lines[end - 1]
        if line.top - before.bottom > _FAR * line.size:
            break
        left = _less(gutters, line)
        if len(left) < min(len(gutters), 2):
            break
        gutters = left
        end += 1
    while end > first + 1 and gutters and lines[end - 1].right < gutters[0][1] and _after_gap(lines, end - 1):
        end -= 1
    return end, gutters


def _after_gap(lines: list[Line], at: int) -> bool:
    """Whether a line stands further below the one before than lines of a paragraph do."""
    return lines[at].base - lines[at - 1].base > 1.5 * lines[at].size


def _gaps(line: Line) -> list[Span]:
    """White between words that is wider than a blank."""
    least = max(_LEAST_GAP, _GAP * line.size)
    found = []
    right = line.words[0].right
    for word in line.words[1:]:
        if word.left - right >= least:
            found.append((right, word.left))
        right = max(right, word.right)
    return found


def _less(gutters: list[Span], line: Line) -> list[Span]:
    """What the words of a line leave of the white."""
    left = []
    for start, end in gutters:
        pieces = [(start, end)]
        for word in line.words:
            if word.right <= start or word.left >= end:
                continue
            pieces = [
                piece
                for a, b in pieces
                for piece in ((a, min(b, word.left)), (max(a, word.right), b))
                if piece[1] - piece[0] >= _GUTTER
            ]
        if pieces:
            left.append(max(pieces, key=lambda p: p[1] - p[0]))
    return left


def _is_form(lines: list[Line], gutters: list[Span]) -> bool:
    """Whether short labels stand to the left of their values; numbers and bullets of a list are no labels."""
    if len(gutters) != 1 or gutters[0][1] - gutters[0][0] < _FORM_GUTTER:
        return False
    middle = sum(gutters[0]) / 2
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    labels = [[w.text for w in line.words if w.right < middle] for line in lines]
    labels = [words for words in labels if words]
    both = sum(1 for line in lines if line.left < middle < line.right)
    marked = sum(1 for words in labels if len(words) == 1 and is_marker(words[0]))
    narrow = middle - left < _LABELS * (right - left)
    return narrow and both >= _LEAST_LINES and both >= 0.8 * len(labels) and marked < 0.5 * len(labels)


def _are_columns(lines: list[Line], gutters: list[Span]) -> bool:
    """Whether one stretch of white divides two columns of running text."""
    if len(gutters) != 1 or gutters[0][1] - gutters[0][0] < _TEXT_GUTTER:
        return False
    middle = sum(gutters[0]) / 2
    both = sum(1 for line in lines if line.left < middle < line.right)
    return both >= _TEXT_LINES


def _columns(lines: list[Line], gutter: Span) -> list[list[Line]]:
    middle = sum(gutter) / 2
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        for number, side in enumerate(sides):
            words = [w for w in line.words if ((w.left + w.right) / 2 > middle) == bool(number)]
            if words:
                side.append(make_line(words))
    return [side for side in sides if side]


def _table(lines: list[Line], gutters: list[Span], across: list[Rule]) -> Grid:
    """Rows and columns of lines between which white runs down."""
    finer = _finer(lines)
    if len(finer) > len(gutters):
        gutters = finer
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    edges = [left - 2, *(sum(g) / 2 for g in gutters), right + 2]
    widths = _text_widths(lines, edges)
    ys, longer = rows_of(lines, widths, across)
    grid = Grid(edges, ys)
    words = [w for line in lines for w in line.words]
    for row, (top, bottom) in enumerate(pairwise(ys)):
        these = [w for w in words if top <= (w.top + w.bottom) / 2 < bottom]
        column = 0
        while column < grid.columns:
            span = _span(these, widths, column)
            if (row, column) not in longer:
                down = 1
                while (row + down, column) in longer:
                    down += 1
                box: Box = (widths[column][0], ys[row], widths[column + span - 1][1], ys[row + down])
                grid.cells.append(GridCell(row, column, down, span, box))
            column += span
    return grid


def _text_widths(lines: list[Line], edges: list[float]) -> list[Span]:
    """From where to where each column holds text: so far its writer let the lines run."""
    widths = []
    for left, right in pairwise(edges):
        inside = [
            w for line in lines for w in line.words if left < (w.left + w.right) / 2 < right and w.right - 2 < right
        ]
        start = min((w.left for w in inside), default=left)
        end = max((w.right for w in inside), default=right)
        widths.append((max(start - 1, left), min(max(end + 1, start + 2), right)))
    return widths


def split_rows(grid: Grid, words: list[list[Word]]) -> Grid:
    """A ruled table whose last row holds all the rows, because rules only go down: divided where several columns begin
    again after a wider gap. The same table where they do not."""
    last = [c for c in grid.cells if c.row + c.row_span == grid.rows]
    if grid.columns < 3 or len(last) != grid.columns or any(c.row_span > 1 for c in last):
        return grid
    numbers = [n for n, c in enumerate(grid.cells) if c in last]
    lines = lines_of(w for n in numbers for w in words[n] if not w.angle)
    if len(lines) <= _LEAST_LINES:
        return grid
    starts = [lines[i].top for i in wide_gaps(lines) if _columns_of(lines[i], last) >= min(3, grid.columns)]
    if len(starts) < 2:
        return grid
    row = last[0].row
    cuts = [last[0].box[1], *(top - 1 for top in starts), last[0].box[3]]
    cells = [c for c in grid.cells if c not in last]
    for number, (top, bottom) in enumerate(pairwise(cuts)):
        cells += [GridCell(row + number, c.column, 1, 1, (c.box[0], top, c.box[2], bottom)) for c in last]
    return Grid(grid.xs, [*grid.ys[:-1], *cuts[1:]], cells)


def _columns_of(line: Line, cells: list[GridCell]) -> int:
    """How many of these cells a line has words in."""
    middles = [(w.left + w.right) / 2 for w in line.words]
    return sum(1 for c in cells if any(c.box[0] < x < c.box[2] for x in middles))


def _finer(lines: list[Line], heads: tuple[int, ...] = (1, 2), least: int = 2) -> list[Span]:
    """White below the header, where the header itself spans several columns."""
    for head in heads:
        body = lines[head:]
        if len(body) < min(_LEAST_LINES, len(lines)):
            break
        most = max(range(len(body)), key=lambda i: len(_gaps(body[i])))
        gutters = _gaps(body[most])
        for line in body:
            gutters = _less(gutters, line)
        if len(gutters) >= least:
            return gutters
    return []


def _span(words: list[Word], widths: list[Span], column: int) -> int:
    """Columns that a cell covers: as long as a word reaches from the text of one into that of the next."""
    span = 1
    while column + span < len(widths):
        here, following = widths[column + span - 1][1], widths[column + span][0]
        if not any(word.left < here and word.right > following + 1.5 for word in words):
            break
        span += 1
    return span
