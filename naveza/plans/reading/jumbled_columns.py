"""A half-year table whose text keeps the columns side by side, each at its place in the line (`pdftotext -layout`).

Here the position of a word in its line decides. Gutters that stay empty on a whole page part the columns; ticks belong
to the label above them; a row begins at its ticks, or around them where cells are centred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from naveza.plans.reading import headers
from naveza.plans.reading.cells import dangles
from naveza.plans.reading.fragments import Span
from naveza.plans.reading.jumbled_lines import Line
from naveza.plans.reading.jumbled_stations import Columns
from naveza.plans.reading.jumbled_text import TITLE_ROLES, CellText, Gluer, RowText
from naveza.plans.reading.jumbled_ticks import MARKS, Ticks

_WIDE = re.compile(r"\S\s{3,}\S")
_WORD = re.compile(r"\S+")
_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place: column of the screen in the physical line, offsets in the fragment's text."""

    x: int
    text: str
    start: int
    end: int

    @property
    def middle(self) -> float:
        return self.x + len(self.text) / 2


@dataclass(slots=True)
class Band:
    """A line cut into columns: words by role, and the labels that are ticked with their marks."""

    line: Line
    cells: dict[str, list[Word]] = field(default_factory=dict)
    ticks: dict[int, Word] = field(default_factory=dict)
    sure: bool = True

    def spans(self, role: str) -> list[Span]:
        """The words of a column; one span, but where words of another column stand between."""
        found: list[tuple[int, int]] = []
        for word in self.cells.get(role, ()):
            if found and not self.line.text[found[-1][1] : word.start].strip():
                found[-1] = (found[-1][0], word.end)
            else:
                found.append((word.start, word.end))
        return [self.line.fragment.span(start, end) for start, end in found]

    def texts(self) -> list[str]:
        """The text of each of its columns."""
        return [" ".join(word.text for word in words) for words in self.cells.values()]

    def span(self, role: str) -> Span | None:
        spans = self.spans(role)
        return spans[0] if spans else None


def is_side_by_side(lines: Sequence[Line]) -> bool:
    """Many lines hold gaps of three blanks and more within their text."""
    wide = sum(1 for line in lines if _WIDE.search(line.raw.strip()))
    return len(lines) >= 4 and wide >= _SHARE * len(lines)


def words_of_line(line: Line) -> list[Word]:
    """Words of a line with their places."""
    found, at = [], 0
    text, raw = line.text, line.raw.expandtabs(8)
    for match in _WORD.finditer(raw):
        start = text.find(match.group(), at)
        if start < 0:
            return []
        at = start + len(match.group())
        found.append(Word(match.start(), match.group(), start, at))
    return found


def rows_side_by_side(
    lines: Sequence[Line], labels: Sequence[Line], names: Sequence[str], columns: Columns
) -> list[RowText]:
    """Rows of a table. `labels` are the lines of the header that hold the labels `names`."""
    places = _label_places(labels, names)
    if len(places) != len(names):
        return []
    pages: list[list[Line]] = [[]]
    for line in lines:
        if line.gap.page and pages[-1]:
            pages.append([])
        pages[-1].append(line)
    known: dict[str, int] = {}
    bands = [band for page in pages for band in _bands(page, _area_of_page(page, places), columns, known)]
    return _rows(bands, columns, len(names))


@dataclass(frozen=True, slots=True)
class TickArea:
    """Where the ticks of a page stand: middle of each label's column, left and right edge of the area; whether the
    columns are known."""

    places: tuple[float, ...]
    left: float
    right: float
    sure: bool = True


def _area_of_page(lines: Sequence[Line], places: Sequence[float]) -> TickArea | None:
    """The area of the labels, or where a page is set anew that of its own ticks; None for a page without ticks."""
    found = sorted({word.middle for line in lines for word in words_of_line(line) if _is_mark(line, word)})
    clusters: list[list[float]] = []
    for place in found:
        if clusters and place - clusters[-1][-1] <= 2:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    if not clusters:
        return None
    middles = [sum(cluster) / len(cluster) for cluster in clusters]
    step = min((b - a for a, b in pairwise(places)), default=8.0)
    nearest = [min(range(len(places)), key=lambda i: abs(places[i] - middle)) for middle in middles]
    near = all(abs(places[i] - middle) <= step / 2 for i, middle in zip(nearest, middles, strict=True))
    if near and len(set(nearest)) == len(nearest):
        return TickArea(tuple(places), min([*middles, places[0]]) - 1, max([*middles, places[-1]]) + 1)
    if len(middles) == len(places):
        return TickArea(tuple(middles), middles[0] - 1, middles[-1] + 1)
    missing = (middles[-1] + (i + 1) * step for i in range(len(places)))
    filled = [*middles, *missing][: len(places)]
    return TickArea(tuple(filled), middles[0] - 1, middles[-1] + 1, sure=False)


def _is_mark(line: Line, word: Word) -> bool:
    """A lone mark between gaps."""
    raw = line.raw.expandtabs(8)
    alone = raw[max(0, word.x - 2) : word.x].isspace() or word.x < 2
    return word.text in MARKS and alone and not raw[word.x + 1 : word.x + 3].strip()


def columns_by_place(
    lines: Sequence[Line], names: Sequence[str], language: str
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Roles of the columns from left to right with their names, from a header whose words stand in their columns.
    `period` stands for the columns of ticks; empty where the names are not known."""
    places = _label_places(lines, names)
    if not places:
        return (), {}
    groups: list[list[Word]] = []
    for line in lines:
        words = [w for w in words_of_line(line) if not any(_same(w.text, name) for name in names)]
        for word in words:
            near = [g for g in groups if any(abs(w.x - word.x) <= 1 for w in g) or _beside(g, word, words)]
            if near:
                near[0].append(word)
            else:
                groups.append([word])
    found: list[tuple[float, str, str]] = []
    for group in groups:
        text = " ".join(word.text for word in group)
        header = headers.classify(text, language)
        inside = places[0] - 4 <= group[0].middle <= places[-1] + 4
        if header is not None and not inside and header.concept != "period":
            found.append((group[0].x, header.concept, text))
    found.append((places[0], "period", ""))
    found.sort()
    roles = tuple(dict.fromkeys(role for _, role, _ in found))
    return roles, {role: text for _, role, text in found if text}


def _beside(group: Sequence[Word], word: Word, line: Sequence[Word]) -> bool:
    """The word stands one or two blanks behind the last word of a group in the same line."""
    last = group[-1]
    return last in line and 0 <= word.x - (last.x + len(last.text)) <= 2


def _label_places(labels: Sequence[Line], names: Sequence[str]) -> list[float]:
    """Middle of each label, left to right."""
    for line in labels:
        words = words_of_line(line)
        for first in range(len(words) - len(names) + 1):
            chosen = words[first : first + len(names)]
            if all(_same(word.text, name) for word, name in zip(chosen, names, strict=True)):
                return [word.middle for word in chosen]
    return []


def _same(written: str, name: str) -> bool:
    return written.replace("–", "-").strip(".,") == name


def _bands(lines: Sequence[Line], area: TickArea | None, columns: Columns, known: dict[str, int]) -> list[Band]:
    """The lines of a page cut into columns. `known` are left edges of columns on the page before; updated."""
    bands = [Band(line, sure=area is None or area.sure) for line in lines]
    both = (*columns.before, *columns.after)
    sides: dict[tuple[str, ...], list[tuple[Band, Word]]] = {columns.before: [], columns.after: [], both: []}
    for band in bands:
        for word in words_of_line(band.line):
            if area is None:
                sides[both].append((band, word))
            elif _is_mark(band.line, word) and area.left - 1 <= word.middle <= area.right + 1:
                nearest = min(range(len(area.places)), key=lambda i: abs(area.places[i] - word.middle))
                band.ticks[nearest] = word
            else:
                middle = (area.left + area.right) / 2
                left = word.middle < area.left or (word.middle <= area.right and word.middle < middle)
                sides[columns.before if left else columns.after].append((band, word))
    for roles, found in sides.items():
        starts = _named_starts([word for _, word in found], roles, known)
        for band, word in found:
            role = max((r for r in starts if starts[r] <= word.x), key=lambda r: starts[r], default=roles[0])
            band.cells.setdefault(role, []).append(word)
    return bands


def _named_starts(words: Sequence[Word], roles: Sequence[str], known: dict[str, int]) -> dict[str, int]:
    """Left edge of each column. Where a page has fewer columns than the table (one is empty), they are told by the page
    before."""
    starts = _starts(words, len(roles))
    if len(starts) >= len(roles) or not all(role in known for role in roles):
        result = dict(zip(roles, starts, strict=False))
    else:
        result, free = {}, list(roles)
        for number, start in enumerate(starts):
            spare = len(free) - (len(starts) - number) + 1
            role = min(free[:spare], key=lambda r: abs(known[r] - start))
            result[role] = start
            free = free[free.index(role) + 1 :]
    known.update(result)
    return result


def _starts(words: Sequence[Word], most: int) -> list[int]:
    """Left edges of at most so many columns: behind the gutters that no word crosses and at which most words begin."""
    if not words or most < 1:
        return []
    taken = [False] * (max(w.x + len(w.text) for w in words) + 1)
    for word in words:
        taken[word.x : word.x + len(word.text)] = [True] * len(word.text)
    begins = Counter(w.x for w in words)
    edges = [x for x in range(1, len(taken)) if taken[x] and not taken[x - 1] and begins[x] >= 2]
    chosen = sorted(edges, key=lambda x: (begins[x], _gutter(taken, x)), reverse=True)
    first = taken.index(True)
    return sorted({first, *[x for x in chosen if x != first][: most - 1]})


def _gutter(taken: Sequence[bool], x: int) -> int:
    """Width of the gutter to the left of a place."""
    width = 0
    while x - width - 1 >= 0 and not taken[x - width - 1]:
        width += 1
    return width


def _rows(bands: Sequence[Band], columns: Columns, periods: int) -> list[RowText]:
    """Rows from the lines: one for each line of ticks, with the lines around or below it."""
    anchors = [i for i, band in enumerate(bands) if band.ticks]
    if not anchors:
        return []
    starts = _row_starts(bands, anchors, columns)
    names = _names([band.line for band in bands])
    gluer = Gluer(text for band in bands for text in band.texts())
    rows: list[RowText] = []
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(bands)
        ticks = bands[anchors[number]].ticks
        cells = tuple(i in ticks for i in range(periods))
        row = RowText(Ticks((), cells, bands[anchors[number]].sure))
        row.marks = [bands[anchors[number]].line.fragment.span(ticks[i].start, ticks[i].end) for i in sorted(ticks)]
        rows.append(row)
        for role in (*columns.before, *columns.after):
            _fill(rows, role, bands[start:stop], bands[start - 1] if start else None, columns, names, gluer)
    return rows


def _row_starts(bands: Sequence[Band], anchors: Sequence[int], columns: Columns) -> list[int]:
    """First line of each row. Where text of the work stands above the first ticks, cells are centred: a row then
    reaches as far above its ticks as below them."""
    above = [i for i in range(anchors[0]) if bands[i].cells]
    if not above:
        return list(anchors)
    starts, first = [], above[0]
    for number, anchor in enumerate(anchors):
        starts.append(first)
        if number + 1 == len(anchors):
            break
        guess = 2 * anchor - first + 1
        options = range(anchor + 1, anchors[number + 1] + 1)
        first = min(options, key=lambda i: abs(i - guess) + (0 if _begins(bands, i, columns.work) else 1.5))
    return starts


def _begins(bands: Sequence[Band], at: int, role: str) -> bool:
    """A cell of a column may begin at a line: a capital there, or an empty line before it."""
    span = bands[at].span(role)
    return bool(bands[at].line.gap.lines) or (span is not None and not span.text[:1].islower())


def _fill(
    rows: list[RowText],
    role: str,
    bands: Sequence[Band],
    before: Band | None,
    columns: Columns,
    names: Set[str],
    gluer: Gluer,
) -> None:
    """Give a row's lines of one column to the row, or to the row above whose merged cell reaches down."""
    own = bands[0].span(role) if bands else None
    over = before.span(role) if before is not None else None
    goes_on = over is not None and own is not None and (own.text[:1].islower() or dangles(over.text))
    target: CellText | None = None
    if role == columns.work or (own is not None and not goes_on):
        target = None
    else:
        target = next((row.cells[role] for row in reversed(rows) if role in row.cells), None)
        titled = any(title in rows[-1].cells for title in TITLE_ROLES)
        if titled and role not in TITLE_ROLES and not goes_on:
            target = None
    for band in bands:
        for span in band.spans(role):
            if target is None:
                target = rows[-1].cells.setdefault(role, CellText(by_place=True))
            target.add(span, fresh=_starts_paragraph(target, span, names), gluer=gluer)


def _starts_paragraph(cell: CellText, span: Span, names: Set[str]) -> bool:
    """A line starts a paragraph where it has a capital that is not its own, or the line before was not full."""
    if not cell.paragraphs:
        return True
    before = cell.paragraphs[-1].spans[-1].text
    longest = max(len(s.text) for s in cell.spans())
    first = span.text.split(" ", maxsplit=1)[0]
    full = len(before) + 1 + len(first) > longest
    small = not first[:1].isupper() or first.strip("(,.").lower() in names
    return not (first[:1].islower() or dangles(before) or (full and small))


def _names(lines: Sequence[Line]) -> set[str]:
    """Words that have a capital within a line too: names, acronyms, nouns in German."""
    found: set[str] = set()
    for line in lines:
        for before, word in pairwise(words_of_line(line)):
            near = word.x - before.x - len(before.text) == 1
            if near and word.text[:1].isupper():
                found.add(word.text.strip("(),.;:").lower())
    return found
