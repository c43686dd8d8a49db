"""Physical lines of a jumbled table: what separates them, how wide they print, which of them turn the page.

A text layer that was written cell by cell keeps three traces of the lost table: an empty line where the pen jumped, a
line of blanks only where a cell held an empty paragraph, and several empty lines where a page ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from naveza.documents.blocks import TextPlace
from naveza.plans.reading.fragments import Fragment, SourceLine, Span

_NARROW = frozenset("iljtfrI.,:;'|!()[]/\\-íîï’‘`·")
_WIDE = frozenset("mwMWOQ@%—…")
_NUMBER_ONLY = re.compile(r"^\W*(\d{1,3})\W*$|^\w{1,9}\.?\s+(\d{1,3})(?:\s*(?:/|\w{1,3})\s*\d{1,3})?$")


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between a line and the line before: truly empty lines, lines of blanks (empty paragraphs), and
    whether a page ends there for certain."""

    empty: int = 0
    blank: int = 0
    page: bool = False

    @property
    def lines(self) -> int:
        return self.empty + self.blank

    @property
    def jump(self) -> bool:
        """The pen jumped: at least one truly empty line."""
        return self.empty > 0 or self.page


_NO_GAP = Gap()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that is not blank. `index` counts such lines; `raw` is the physical line."""

    index: int
    fragment: Fragment
    raw: str
    gap: Gap

    @property
    def text(self) -> str:
        return self.fragment.text


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that stands in one cell, mostly the whole line. `number` is the line's index."""

    number: int
    span: Span
    gap: Gap
    wide_blank: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return self.span.text

    def cut(self, at: int) -> tuple[Piece, Piece]:
        """The piece as two, cut before character `at` of its text."""
        left = replace(self, span=self.span.sub(0, at).strip(), wide_blank=())
        right = replace(self, span=self.span.sub(at, len(self.text)).strip(), gap=Gap(), wide_blank=())
        return left, right


def print_width(text: str) -> float:
    """Printed width in a common proportional face, in widths of a small letter (an estimate, ±5 %)."""
    width = 0.0
    for letter in text:
        if letter in _NARROW:
            width += 0.6
        elif letter == " ":
            width += 0.55
        elif letter in _WIDE:
            width += 1.55
        elif letter.isupper():
            width += 1.25
        else:
            width += 1.0
    return width


def read_lines(lines: Sequence[SourceLine]) -> list[Line]:
    """Lines of a document with the gaps before them, from the places of its paragraphs."""
    ends = _line_end(lines)
    gaps = [_gap(a, b, ends) for a, b in zip([None, *lines], lines, strict=False)]
    blanks_kept = any(blank for _, blank in gaps)
    result = []
    for index, (source, (empty, blank)) in enumerate(zip(lines, gaps, strict=True)):
        raw = source.fragment.raw or source.text
        turned = "\f" in raw
        page = turned or (blanks_kept and empty - blank >= 2)
        gap = Gap(empty, blank, page) if page or empty or blank else _NO_GAP
        result.append(Line(index, source.fragment, raw.replace("\f", "") if turned else raw, gap))
    return _with_page_numbers(result)


def _line_end(lines: Sequence[SourceLine]) -> int:
    """Characters of a line end: 1 or 2."""
    counts: Counter[int] = Counter()
    for before, after in pairwise(lines):
        a, b = before.fragment, after.fragment
        if isinstance(a.place, TextPlace) and isinstance(b.place, TextPlace) and b.place.line == a.place.end_line + 1:
            counts[_raw_start(b) - _raw_start(a) - len(a.raw or a.text)] += 1
    return 2 if counts[2] > counts[1] else 1


def _raw_start(fragment: Fragment) -> int:
    raw = fragment.raw or fragment.text
    start = fragment.place.start if isinstance(fragment.place, TextPlace) else 0
    return start - (len(raw) - len(raw.lstrip()))


def _gap(before: SourceLine | None, after: SourceLine, line_end: int) -> tuple[int, int]:
    """Empty lines and lines of blanks between two lines. A parser leaves blank lines out, but their number and the
    number of their characters can be told from the places; a blank line that is not empty mostly holds one blank."""
    if before is None:
        return 1, 0
    a, b = before.fragment, after.fragment
    if not isinstance(a.place, TextPlace) or not isinstance(b.place, TextPlace):
        return 1, 0
    between = b.place.line - a.place.end_line - 1
    if between <= 0:
        return 0, 0
    letters = _raw_start(b) - _raw_start(a) - len(a.raw or a.text) - (between + 1) * line_end
    blank = min(between, max(0, letters))
    return between - blank, blank


def _with_page_numbers(lines: list[Line]) -> list[Line]:
    """Page numbers that count up through the document end a page: the line after one begins a page."""
    numbered = {
        line.index: number for line in lines if len(line.text) < 24 and (number := page_number(line.text)) is not None
    }
    counting = [
        index
        for index, number in numbered.items()
        if any(other > index and value == number + 1 for other, value in numbered.items())
        or any(other < index and value == number - 1 for other, value in numbered.items())
    ]
    if len(counting) < 2:
        return lines
    result = list(lines)
    for index in counting:
        if index + 1 < len(lines):
            result[index + 1] = replace(lines[index + 1], gap=replace(lines[index + 1].gap, page=True))
    return [replace(line, gap=replace(line.gap, page=True)) if line.index in counting else line for line in result]


def page_number(text: str) -> int | None:
    """The number of a line that holds only a page number (`7`, `- 7 -`, `Page 7 of 12`)."""
    found = _NUMBER_ONLY.match(text.strip())
    return int(found[1] or found[2]) if found else None


def wide_blanks(raw: str, text: str) -> tuple[int, ...]:
    """Offsets in `text` (white space collapsed) of words that stand after two or more blanks in `raw`."""
    position = len(raw) - len(raw.lstrip())
    if "  " not in raw.strip():
        return ()
    found, words, at = [], text.split(" "), 0
    for number, word in enumerate(words):
        start = raw.find(word, position)
        if start < 0:
            return ()
        if number and start - position >= 2:
            found.append(at)
        position = start + len(word)
        at += len(word) + 1
    return tuple(found)
