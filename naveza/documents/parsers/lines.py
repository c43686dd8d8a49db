"""Physical lines of a decoded text, with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from naveza.documents.blocks import Text, TextPlace
from naveza.documents.parsers.decode import visible
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import Limits

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


class Line(NamedTuple):
    """A physical line: number from 1, `start` of `raw` in the whole text, without the line end."""

    number: int
    start: int
    raw: str

    @property
    def blank(self) -> bool:
        return not self.raw or self.raw.isspace()


def split_lines(text: str, limits: Limits) -> list[Line]:
    """Lines of a text. A form feed or vertical tab is no line end; it stays in `raw`."""
    lines = []
    for number, match in enumerate(_LINE.finditer(text), 1):
        raw = match[1]
        if len(raw) > limits.line:
            raise Refusal("line_too_long", line=number, count=len(raw), limit=limits.line)
        lines.append(Line(number, match.start(), raw))
    return lines


def line_text(line: Line) -> Text:
    """The line as a Text; its place runs from the first to the last character that is not white space."""
    raw = line.raw
    start = line.start + len(raw) - len(raw.lstrip())
    end = line.start + len(raw.rstrip())
    return Text(visible(raw), TextPlace(line.number, line.number, start, max(start, end)), raw)
