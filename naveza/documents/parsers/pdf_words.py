"""Words of a whole PDF: what tells a hyphen of the writer, or a cut of a narrow cell, from the end of a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from naveza.documents.parsers.pdf_lines import Line

WORD = re.compile(r"\w+(?:-\w+)*")
_ROOM_FOR_BLANK = 0.3
_ROOM_FOR_LETTER = 0.9
_MANY_CUTS = 4
_HYPHENATED = 30
_SHORT = 5


@dataclass(slots=True)
class Vocabulary:
    """Counts of words, and habits of the program that wrote the document."""

    words: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    """Words that stand inside a line, so that no line break can have cut them."""
    lines: int = 0
    hyphens: int = 0
    blanks: int = 0
    """Lines that end in a blank. Most programs write the blank at which they break a line; some do not."""
    cuts: int = 0
    """Words that a narrow cell cut in two, as far as it is certain."""

    def take(self, lines: Iterable[Line]) -> None:
        """Learn from the lines of a cell or of running text."""
        for line in lines:
            self.lines += 1
            for number, word in enumerate(line.words):
                found = [match.lower() for match in WORD.findall(word.text)]
                self.words.update(found)
                if 0 < number < len(line.words) - 1:
                    self.whole.update(found)
            text = line.words[-1].text
            self.blanks += line.words[-1].blank
            self.hyphens += len(text) > 2 and text.endswith("-") and text[-2].isalpha()

    def take_cuts(self, lines: list[Line], right: float) -> None:
        """Learn from the lines of a cell whose text may run to `right` where words were cut for certain."""
        for before, line in pairwise(lines):
            self.cuts += self._may_cut(before, line) and self._certain(before, right)

    @property
    def _writes_blanks(self) -> bool:
        return self.blanks > 5 and self.blanks * 6 > self.lines

    @staticmethod
    def _may_cut(before: Line, line: Line) -> bool:
        """A word that is longer than its cell stands alone in its line, and no capital goes on with it."""
        word, after = before.words[-1], line.words[0].text
        if len(before.words) > 1 or word.blank or not word.text[-1].isalnum():
            return False
        return after[0].isalnum() and not after[0].isupper()

    def _certain(self, before: Line, right: float) -> bool:
        """Whether there was room for a blank, and none for another letter."""
        word = before.words[-1]
        return self._writes_blanks and _ROOM_FOR_BLANK < (right - word.right) / word.size < _ROOM_FOR_LETTER

    def is_cut(self, before: Line, line: Line, right: float) -> bool:
        """Whether the last word of a line goes on in the next one, because the cell is narrower than the word."""
        word = before.words[-1]
        if not self._may_cut(before, line) or (right - word.right) / word.size >= _ROOM_FOR_LETTER:
            return False
        head = word.text.lower()
        tail = (WORD.match(line.words[0].text) or [""])[0].lower()
        if self._certain(before, right) or (tail and self.words[head + tail] >= max(self.words[head], 1)):
            return True
        is_word = self.whole[tail] or (1 < len(tail) < _SHORT and self.words[tail] >= _MANY_CUTS)
        return self.cuts >= _MANY_CUTS and not is_word

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether `before-` at the end of a line and `after` on the next are a word with a hyphen."""
        first, second = WORD.findall(before), WORD.findall(after)
        if not first or not second or not after[:1].islower():
            return True
        head, tail = first[-1].lower(), second[0].lower()
        if self.words[head + tail] or self.words[f"{head}-{tail}"]:
            return bool(self.words[f"{head}-{tail}"])
        return self.hyphens * _HYPHENATED < self.lines
