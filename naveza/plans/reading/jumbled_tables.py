"""Jumbled tables before their cells are known: extent, title of the chapter, rows of ticks, runs between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from naveza.plans.reading import numbering
from naveza.plans.reading.cells import dangles
from naveza.plans.reading.jumbled_cells import Run
from naveza.plans.reading.jumbled_columns import is_side_by_side
from naveza.plans.reading.jumbled_header import Header
from naveza.plans.reading.jumbled_lines import Gap, Line, Piece, wide_blanks
from naveza.plans.reading.jumbled_stations import Columns
from naveza.plans.reading.jumbled_ticks import Ticks, find_ticks
from naveza.plans.reading.vocabulary import fold, load, tokens

_LONG_TITLE = 3


@dataclass(slots=True)
class ChapterTitle:
    """Lines of a chapter's title. `near` where it stands right before the header of its table."""

    lines: list[Line]
    near: bool


@dataclass(slots=True)
class JumbledTable:
    """A table as a stretch of lines: `runs[k]` and `runs[k + 1]` stand before and after `ticks[k]`."""

    header: Header
    columns: Columns
    title: ChapterTitle | None = None
    ticks: list[Ticks] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    side_by_side: bool = False


def columns_of(header: Header) -> Columns:
    """Roles of the columns before and after the ticks. The work is the activity, else the last column before them."""
    before, after = header.before, header.after
    for work in ("activity", "measure", "goal"):
        if work in before:
            return Columns(before, after, work)
    if before:
        return Columns(before, after, before[-1])
    return Columns(("goal", "activity"), after or ("result", "responsible"), "activity")


def tables_of(
    lines: Sequence[Line], headers: Sequence[Header], language: str, usable: Callable[[Line], bool]
) -> list[JumbledTable]:
    """The tables under the headers. Lines that are not usable (spent by others) end a table."""
    labels = _labels(lines, language)
    titles = _titles(lines, headers, labels, language, usable)
    tables: list[JumbledTable] = []
    number = 0
    for at, header in enumerate(headers):
        stop = headers[at + 1].first if at + 1 < len(headers) else len(lines)
        stop = _end(lines, header.last + 1, stop, usable)
        table = JumbledTable(header, columns_of(header))
        own = {i for t in titles for i in t}
        body = [lines[i] for i in range(header.last + 1, stop) if i not in own]
        body, table.headings = _without_heading(body, stop, headers, titles, at)
        table.body, table.side_by_side = body, is_side_by_side(body)
        table.ticks = find_ticks(body, len(header.labels))
        table.runs = _runs(body, table.ticks, number)
        number += len(table.runs)
        tables.append(table)
    _give_titles(tables, titles, lines)
    return tables


def _labels(lines: Sequence[Line], language: str) -> set[str]:
    """Words before a colon that stand several times in the document and name a level."""
    counts: Counter[str] = Counter()
    for line in lines:
        head, colon, rest = line.text.partition(":")
        if colon and rest.strip() and len(tokens(head)) <= 5 and numbering.label_length(line.text, language):
            counts[fold(head)] += 1
    return {label for label, count in counts.items() if count > 1}


def _titles(
    lines: Sequence[Line],
    headers: Sequence[Header],
    labels: set[str],
    language: str,
    usable: Callable[[Line], bool],
) -> list[list[int]]:
    """Titles of chapters: a repeated label and a colon, a level's name and a colon beside the end of a page, or a
    level's name right before a header; a title may go on in the next lines."""
    words = load().narrowed("chapter").for_language(language)
    starts = {h.first for h in headers}
    jumps = any(line.gap.jump for line in lines[1:])
    found: list[list[int]] = []
    for at, line in enumerate(lines):
        if (found and at <= found[-1][-1]) or not usable(line):
            continue
        head, colon, rest = line.text.partition(":")
        labelled = bool(colon) and bool(rest.strip()) and fold(head) in labels
        before_header = any(at + 1 + k in starts for k in range(2))
        first = words.start(line.text)
        turned = at + 1 >= len(lines) or lines[at + 1].gap.page or line.gap.page
        alone = first is not None and turned and line.text[first.end : first.end + 1] == ":"
        named = (labelled or before_header or alone) and first is not None
        if not named or not (line.gap.jump or labelled):
            continue
        end = at + 1
        while end < len(lines) and end - at < _LONG_TITLE and end not in starts and not lines[end].gap.lines:
            if not (lines[end].text[:1].islower() and (jumps or dangles(lines[end - 1].text, language))):
                break
            end += 1
        found.append(list(range(at, end)))
    return found


def _end(lines: Sequence[Line], first: int, stop: int, usable: Callable[[Line], bool]) -> int:
    """Where a table ends before `stop`: at the list of abbreviations, or where others spent the lines."""
    words = load().narrowed("abbreviations")
    for at in range(first, stop):
        text = lines[at].text
        if len(text) < 60 and text[:1].isupper() and lines[at].gap.lines and words.whole(text) is not None:
            return at
    while stop > first and not usable(lines[stop - 1]):
        stop -= 1
    return stop


def _without_heading(
    body: list[Line], stop: int, headers: Sequence[Header], titles: Sequence[list[int]], at: int
) -> tuple[list[Line], list[Line]]:
    """Cut a heading that stands alone between the end of a table's page and the next header."""
    if at + 1 >= len(headers) or not body:
        return body, []
    last = body[-1]
    alone = last.gap.page and last.index + 1 in (headers[at + 1].first, *(t[0] for t in titles))
    if alone and last.text[:1].isupper() and len(tokens(last.text)) > 1 and ")" not in last.text:
        return body[:-1], [last]
    return body, []


def _runs(body: Sequence[Line], ticks: Sequence[Ticks], number: int) -> list[Run]:
    """Runs of pieces between the ticks; text on a line of ticks belongs to the run before or after them."""
    runs = [Run([], number, first=True)]
    marked = {t.line.index: (t, group) for group in ticks for t in group.lines}
    for line in body:
        if line.index not in marked:
            runs[-1].pieces.append(_piece(line, line.gap, 0, len(line.text)))
            continue
        tick, group = marked[line.index]
        if tick.before:
            runs[-1].pieces.append(_piece(line, line.gap, 0, len(" ".join(tick.before.split()))))
        if tick is group.lines[0]:
            number += 1
            runs.append(Run([], number))
        if tick.after:
            start = len(line.text) - len(" ".join(tick.after.split()))
            runs[-1].beside = not runs[-1].pieces
            runs[-1].pieces.append(_piece(line, Gap(), start, len(line.text)))
    runs[-1].last = True
    return runs


def _piece(line: Line, gap: Gap, start: int, end: int) -> Piece:
    wide = tuple(at - start for at in wide_blanks(line.raw, line.text) if start < at < end)
    return Piece(line.index, line.fragment.span(start, end).strip(), gap, wide)


def _give_titles(tables: Sequence[JumbledTable], titles: Sequence[list[int]], lines: Sequence[Line]) -> None:
    """Give each chapter title to its table: the one whose header follows on the same page, else the one in which it
    stands, else the next one. A table without a title is the next page of the table before."""
    pages_known = any(line.gap.page for line in lines)
    for title in titles:
        chosen, after = [lines[i] for i in title], title[-1] + 1
        following = [t for t in tables if t.header.first >= after]
        around = [t for t in tables if t.header.last < title[0]]
        adjoins = bool(following) and following[0].header.first == after
        if adjoins and ((pages_known and not lines[after].gap.page) or not around or around[-1].title):
            following[0].title = ChapterTitle(chosen, near=True)
        elif around and around[-1].title is None:
            around[-1].title = ChapterTitle(chosen, near=False)
        elif following and following[0].title is None:
            following[0].title = ChapterTitle(chosen, near=False)
