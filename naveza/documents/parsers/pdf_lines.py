"""Words of a PDF → lines, by geometry alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from naveza.documents.parsers.docx_text import Piece
from naveza.documents.parsers.pdf_page import Word

_GLUED = 0.12
_ONE_LINE = 0.4


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
    is_cut: bool = False
    """Whether its last word goes on in the next line, because the cell is narrower than the word."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

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
