"""Lines of a PDF → paragraphs.

A line is taken as wrapped where the first word of the next line would not have fitted behind it; else the writer
began a new paragraph. A larger gap, a bullet and a number begin one too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from naveza.documents.blocks import PagePlace, Text
from naveza.documents.parsers.docx_text import Piece, joined
from naveza.documents.parsers.pdf_lines import Line, lines_of, turned_lines
from naveza.documents.parsers.pdf_page import Box, Word
from naveza.documents.parsers.pdf_words import Vocabulary

_BULLET = re.compile(r"[•▪▫■□●○◦‣⁃➢➤→✓✔§*·]$|o$")
_DASH = re.compile(r"[-–—]$")
_LEVELS = re.compile(r"\d+(?:\.\d+)+\.?$")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]+)[.)]$")
_STOP = (".", ";", ":", ",", "!", "?")
_BREAKS_AFTER = re.compile(r"[-–/]")
_CLOSING = re.compile(r"[.,;:!?)]{1,3}\Z")
_BLANK = 0.25
_DOUBT = 0.06
_GOES_ON = 0.25
_NEW_PARAGRAPH = 0.4
_OTHER_SIZE = 0.12


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
        inner = edges_of(lines, box)
        gaps = [(b.base - a.base) / max(a.size, b.size) for a, b in pairwise(lines)]
        usual = min(gaps) if len(gaps) > 1 else self._pitch
        starts = {line.words[0].text for line in lines}
        groups = [[lines[0]]]
        for (before, line), gap in zip(pairwise(lines), gaps, strict=True):
            new = gap > usual + _NEW_PARAGRAPH or _turns_bold(before, line)
            new = new or (running and abs(line.size - before.size) > _OTHER_SIZE * before.size)
            if new or _begins(line, before, starts, groups) or would_fit(before, line, inner):
                groups.append([line])
            else:
                before.is_cut = self._vocabulary.is_cut(before, line, inner[1])
                groups[-1].append(line)
        return groups

    def text(self, lines: list[Line]) -> Text:
        pieces: list[Piece] = []
        for number, line in enumerate(lines):
            own = line.pieces()
            if number and not lines[number - 1].is_cut:
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
        if _CLOSING.match(following[0][0]):
            return
        pieces.append((" ", bold and following[0][1]))


def edges_of(lines: list[Line], box: Box) -> tuple[float, float]:
    """From where to where lines may run in a box: its inset on the right is that on the left."""
    inset = min(max(min(line.left for line in lines) - box[0], 0.5), 8.0)
    return (box[0] + inset, max(box[2] - inset, *(line.right for line in lines)))


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


def would_fit(before: Line, line: Line, inner: tuple[float, float]) -> bool:
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


def _turns_bold(before: Line, line: Line) -> bool:
    """Whether bold print ends or begins between two lines; behind a comma a list goes on."""
    last, first = before.words[-1], line.words[0]
    return last.parts[-1][1] != first.parts[0][1] and not last.text.endswith(",")


def _blank(before: Line, line: Line) -> float:
    """Width of a blank between these words."""
    gaps = sorted(b.left - a.right for part in (before, line) for a, b in pairwise(part.words))
    usual = gaps[len(gaps) // 2] if gaps else _BLANK * line.size
    return usual if 0 < usual < 0.6 * line.size else _BLANK * line.size
