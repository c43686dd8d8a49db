"""Lines of a cell of institutions as one string, and the pieces between its separators."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from naveza.plans.reading.fragments import Span

EDGE = " \t\n.,;:…–—-/|·•"
_DOTTED = re.compile(r"(?:\b\w{1,3}\. ?){2,}$|\b(?:Inc|Ltd|zps)\.$")


@dataclass(slots=True)
class Piece:
    """Text between two separators, with what stood before it: `,` `;` `n` (line break) `/` `|` `+` (cooperation) `:`
    (role prefix) `*` (bullet) `e` (and so on); several possible."""

    start: int
    end: int
    mark: str = ""
    role: str = ""


class Strip:
    """Lines of a cell as one string, each position traceable to its span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.parts: list[tuple[int, Span]] = []
        text = ""
        for span in spans:
            if text:
                text += "\n"
            self.parts.append((len(text), span))
            text += span.text
        self.text = text
        self.has_bold = any(span.fragment.bold for _, span in self.parts)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The document's spans of a stretch of the string, one for each line."""
        result = []
        for offset, span in self.parts:
            length = span.end - span.start
            a, b = max(start, offset), min(end, offset + length)
            if a < b:
                piece = span.sub(a - offset, b - offset).strip()
                if piece.start < piece.end:
                    result.append(piece)
        return tuple(result)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without separators at the edges; the point of `z. s.` stays."""
        while start < end and self.text[start] in EDGE:
            start += 1
        tail = self.text[start:end].rstrip(" \t\n")
        while tail and tail[-1] in EDGE and not _DOTTED.search(tail):
            tail = tail[:-1].rstrip(" \t\n")
        return start, start + len(tail)

    def is_bold(self, start: int, end: int) -> bool:
        """More than half of the stretch is printed bold."""
        spans = self.spans(start, end) if self.has_bold else ()
        return bool(spans) and sum(s.is_bold() for s in spans) * 2 > len(spans)

    def bold_marks(self) -> tuple[object, ...]:
        """What is bold, for telling apart cells of the same words."""
        return tuple((s.start, s.fragment.bold) for _, s in self.parts) if self.has_bold else ()

    def all_bold(self, start: int, end: int) -> bool:
        """Every letter and mark of the stretch is printed bold."""
        spans = self.spans(start, end) if self.has_bold else ()
        return bool(spans) and all(
            any(a <= i < b for a, b in s.fragment.bold)
            for s in spans
            for i in range(s.start, s.end)
            if not s.fragment.text[i].isspace()
        )

    def line_before(self, at: int) -> str:
        """The line that ends before a position."""
        end = self.text.rfind("\n", 0, at)
        return self.text[self.text.rfind("\n", 0, end) + 1 : end] if end >= 0 else ""


def bracketed(text: str) -> list[tuple[int, int]]:
    """Outermost brackets, both ends included; none where they do not balance."""
    result, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in "([":
            start = start if depth else at
            depth += 1
        elif letter in ")]":
            depth -= 1
            if depth == 0:
                result.append((start, at + 1))
            if depth < 0:
                return []
    return result if depth == 0 else []
