"""Words of a PDF → lines → paragraphs, by geometry alone.

A line is taken as wrapped where the first word of the next line would not have fitted behind it; else the writer
began a new paragraph. A larger gap, a bullet and a number begin one too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from naveza.documents.blocks import PagePlace, Text
from naveza.documents.parsers.docx_text import Piece, joined
from naveza.documents.parsers.pdf_page import Box, Word

_BULLET = re.compile(r"[•▪▫■□●○◦‣⁃➢➤→✓✔§*·]$|o$")
_DASH = re.compile(r"[-–—]$")
_LEVELS = re.compile(r"\d+(?:\.\d+)+\.?$")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]+)[.)]$")
_STOP = (".", ";", ":", ",", "!", "?")
_BREAKS_AFTER = re.compile(r"[-–/]")
_CLOSING = re.compile(r"[.,;:!?)]{1,3}\Z")
_WORD = re.compile(r"\w+(?:-\w+)*")
_GLUED = 0.12
_ONE_LINE = 0.4
_BLANK = 0.25
_DOUBT = 0.06
_GOES_ON = 0.25
_NEW_PARAGRAPH = 0.4
_OTHER_SIZE = 0.12


@dataclass(slots=True)
class Line:
    """Words side by side, left to right (or in the direction in which they read)."""

    words: list[Word]
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        return all(bold for word in self.words for _, bold in word.parts)

    def pieces(self) -> list[Piece]:
        """Words with the blanks between them; words that touch are one."""
        found: list[Piece] = []
        last: Word | None = None
        for word in self.words:
            if last is not None and not (_apart(last, word) < _GLUED * word.size and not last.space_after):
                found.append((" ", last.parts[-1][1] and word.parts[0][1]))
            found += word.parts
            last = word
        return found


def _apart(last: Word, word: Word) -> float:
    if word.angle == 90:
        return last.top - word.bottom
    if word.angle == 270:
        return word.top - last.bottom
    return word.left - last.right


def make_line(words: list[Word]) -> Line:
    """A line of these words, in their order."""
    return Line(
        words,
        min(w.left for w in words),
        min(w.top for w in words),
        max(w.right for w in words),
        max(w.bottom for w in words),
        sorted(w.base for w in words)[len(words) // 2],
        sorted(w.size for w in words)[len(words) // 2],
    )


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Lines of upright words, top down."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.base, w.left)):
        last = groups[-1][-1] if groups else None
        if last is not None and word.base - groups[-1][0].base <= _ONE_LINE * max(word.size, last.size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [make_line(sorted(members, key=lambda w: w.left)) for members in groups]


def turned_lines(words: list[Word]) -> list[Line]:
    """Lines of words that read up, down or upside down."""
    lines: list[Line] = []
    for angle in (90, 270, 180):
        these = [w for w in words if w.angle == angle]
        if not these:
            continue
        if angle == 180:
            found = lines_of(these)
            lines += [make_line(line.words[::-1]) for line in reversed(found)]
            continue
        columns: list[list[Word]] = []
        for word in sorted(these, key=lambda w: w.left + w.right):
            middle = (word.left + word.right) / 2
            if columns and columns[-1][-1].left <= middle <= columns[-1][-1].right:
                columns[-1].append(word)
            else:
                columns.append([word])
        for column in columns if angle == 90 else columns[::-1]:
            lines.append(make_line(sorted(column, key=lambda w: -w.bottom if angle == 90 else w.top)))
    return lines


@dataclass(slots=True)
class Vocabulary:
    """Words of the whole document, to tell a hyphen of the writer from one of the line break."""

    words: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    hyphens: int = 0

    def take(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.lines += 1
            for word in line.words:
                self.words.update(match.lower() for match in _WORD.findall(word.text))
            text = line.words[-1].text
            self.hyphens += len(text) > 2 and text.endswith("-") and text[-2].isalpha()

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether `before-` at the end of a line and `after` on the next are a word with a hyphen."""
        first, second = _WORD.findall(before), _WORD.findall(after)
        if not first or not second or not after[:1].islower():
            return True
        head, tail = first[-1].lower(), second[0].lower()
        if self.words[head + tail] or self.words[f"{head}-{tail}"]:
            return bool(self.words[f"{head}-{tail}"])
        return self.hyphens * 30 < self.lines

    def is_cut(self, before: str, after: str) -> bool:
        """Whether a narrow cell cut a word in two: only the whole is known."""
        head, tail = before.lower(), (_WORD.match(after) or [""])[0].lower()
        if not tail or not after[:1].islower() or not head.isalpha():
            return False
        return self.words[head + tail] > 0 and self.words[head] <= self.words[head + tail]


class Paragraphs:
    """Makes texts of the lines of a cell or of a column of a page. `pitch` is the usual distance of two lines of a
    paragraph, in sizes of the font."""

    def __init__(self, page: int, vocabulary: Vocabulary, pitch: float) -> None:
        self._page = page
        self._vocabulary = vocabulary
        self._pitch = pitch

    def of_cell(self, words: list[Word], box: Box) -> list[Text]:
        """Texts of the words in a cell."""
        upright = lines_of(w for w in words if w.angle == 0)
        texts = self.of_lines(upright, box)
        turned = turned_lines([w for w in words if w.angle != 0])
        if turned:
            texts.append(self.text(turned))
        return texts

    def of_lines(self, lines: list[Line], box: Box, *, running: bool = False) -> list[Text]:
        """Texts of lines that stand above each other in a box. In running text another size of print, or bold after
        plain, begins a new paragraph."""
        groups = self.groups(lines, box, running=running)
        return [self.text(group) for group in groups]

    def groups(self, lines: list[Line], box: Box, *, running: bool = False) -> list[list[Line]]:
        """Lines of each paragraph."""
        if not lines:
            return []
        pad = min(max(min(line.left for line in lines) - box[0], 0.5), 8.0)
        inner = (box[0] + pad, max(box[2] - pad, *(line.right for line in lines)))
        gaps = [b.base - a.base for a, b in pairwise(lines)]
        usual = min(gaps) if len(gaps) > 1 else self._pitch * lines[0].size
        starts = {line.words[0].text for line in lines}
        groups = [[lines[0]]]
        for (before, line), gap in zip(pairwise(lines), gaps, strict=True):
            new = gap > usual + _NEW_PARAGRAPH * min(line.size, before.size) or line.bold != before.bold
            new = new or (running and abs(line.size - before.size) > _OTHER_SIZE * before.size)
            if new or _begins(line, before, starts, groups) or _would_fit(before, line, inner):
                groups.append([line])
            else:
                groups[-1].append(line)
        return groups

    def text(self, lines: list[Line]) -> Text:
        pieces: list[Piece] = []
        for number, line in enumerate(lines):
            own = line.pieces()
            if number:
                self._join(pieces, own)
            pieces += own
        text, _, bold = joined(pieces)
        raw = "\n".join("".join(piece for piece, _ in line.pieces()) for line in lines)
        return Text(text, PagePlace(self._page, _around(lines)), raw, bold)

    def _join(self, pieces: list[Piece], following: list[Piece]) -> None:
        """Put a blank between two lines, or deal with the hyphen at the end of the first."""
        last, bold = pieces[-1]
        before = "".join(text for text, _ in pieces[-3:]).rsplit(" ", 1)[-1]
        if len(before) > 1 and before.endswith("-") and before[-2].isalnum():
            after = "".join(text for text, _ in following[:3])
            if not self._vocabulary.keeps_hyphen(before[:-1], after):
                pieces[-1] = (last[:-1], bold)
            return
        if len(before) > 1 and before[-1] in "/–" and before[-2].isalnum():
            return
        if _CLOSING.match(following[0][0]) or self._vocabulary.is_cut(before, following[0][0]):
            return
        pieces.append((" ", bold and following[0][1]))


def _around(lines: list[Line]) -> Box:
    return (
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )


def is_marker(word: str) -> bool:
    """Whether a word is a bullet or a number in front of a text."""
    return any(form.match(word) for form in (_BULLET, _DASH, _LEVELS, _NUMBER)) or word.isdigit()


def _begins(line: Line, before: Line, starts: set[str], groups: list[list[Line]]) -> bool:
    """Whether a bullet or a number begins this line."""
    first = line.words[0].text
    if len(line.words) < 2:
        return False
    if _BULLET.match(first) and not first.isalpha():
        return True
    if _LEVELS.match(first) and len(first) <= 12:
        return True
    opened = groups[-1][0].words[0].text
    ends = before.words[-1].text.endswith(_STOP)
    if _DASH.match(first) or first == "o":
        return ends or opened == first or first in {g[0].words[0].text for g in groups}
    return bool(_NUMBER.match(first)) and (ends or bool(_NUMBER.match(opened)))


def _would_fit(before: Line, line: Line, inner: tuple[float, float]) -> bool:
    """Whether the first word of a line would have fitted at the end of the line before."""
    last = before.words[-1].text
    if len(last) > 1 and last[-1] in "-–/" and last[-2].isalnum():
        return False
    word = line.words[0]
    width = word.right - word.left
    part = _BREAKS_AFTER.search(word.text, 1)
    if part:
        width *= part.end() / len(word.text)
    needed = width + _blank(before, line) + _DOUBT * line.size
    if last.endswith(",") or word.text[:1].islower():
        needed += _GOES_ON * line.size
    left, right = inner
    centred = abs((before.left - left) - (right - before.right)) < 3 and before.left - left > 3
    if centred:
        return before.right - before.left + needed < right - left
    return before.right + needed < right


def _blank(before: Line, line: Line) -> float:
    """Width of a blank between these words."""
    gaps = sorted(b.left - a.right for part in (before, line) for a, b in pairwise(part.words))
    usual = gaps[len(gaps) // 2] if gaps else _BLANK * line.size
    return usual if 0 < usual < 0.6 * line.size else _BLANK * line.size
