"""Text of the cells of a jumbled table: paragraphs put together from lines, cells, rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from naveza.plans.reading.fragments import Span
from naveza.plans.reading.jumbled_ticks import Ticks

TITLE_ROLES = frozenset({"chapter", "goal", "measure"})
_MARKS = ".,;:()[]«»„“”\"'!?"


@dataclass(slots=True)
class Paragraph:
    """Spans of the lines of a paragraph; `glued[i]` where line i goes on in the middle of a word."""

    spans: list[Span] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        result = ""
        for span, glued in zip(self.spans, self.glued, strict=True):
            result += span.text if glued or not result else f" {span.text}"
        return " ".join(result.split())


@dataclass(slots=True)
class CellText:
    """A cell as paragraphs. `joined`: put together over a page's end; `cut`: its line held two cells; `unsure`: it
    could well begin or end at another line; `by_place`: its lines are known, its paragraphs are not; `joint`:
    number of the paragraph that begins a page, 0 for none."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    joined: bool = False
    cut: bool = False
    unsure: bool = False
    by_place: bool = False
    joint: int = 0

    def spans(self) -> list[Span]:
        return [span for paragraph in self.paragraphs for span in paragraph.spans]

    def mend(self, names: Collection[str]) -> None:
        """Join the paragraphs before and after a page's end where together they are a name known from elsewhere."""
        if not 0 < self.joint < len(self.paragraphs):
            return
        before, after = self.paragraphs[self.joint - 1 : self.joint + 1]
        whole = f"{before.text} {after.text}"
        if any(name.startswith(whole) for name in names):
            self.paragraphs[self.joint - 1] = Paragraph(before.spans + after.spans, before.glued + after.glued)
            del self.paragraphs[self.joint]

    def add(self, span: Span, *, fresh: bool, gluer: Gluer) -> None:
        """Add a line to the last paragraph, or as a new one."""
        if fresh or not self.paragraphs:
            self.paragraphs.append(Paragraph([span], [False]))
            return
        last = self.paragraphs[-1]
        last.glued.append(gluer.glues(last.spans[-1], span))
        last.spans.append(span)


@dataclass(slots=True)
class RowText:
    """A row of the table: its ticks and its own cells by role; `marks` are the places of the ticks where `ticks` does
    not hold them."""

    ticks: Ticks
    cells: dict[str, CellText] = field(default_factory=dict)
    marks: list[Span] = field(default_factory=list)


class Gluer:
    """Knows where a line was cut in the middle of a word: where nearly all lines end with a blank but this one does
    not, or where its last and the next line's first letters are a word only together."""

    def __init__(self, lines: Iterable[str]) -> None:
        raws = list(lines)
        ended = sum(raw.endswith((" ", "\u00a0")) for raw in raws)
        self.blanks_end = len(raws) > 10 and ended >= 0.9 * len(raws)
        self._words = Counter(word.strip(_MARKS).lower() for raw in raws for word in raw.split())

    def glues(self, before: Span, after: Span) -> bool:
        """The second span goes on in the middle of the first one's last word."""
        if self.blanks_end:
            raw, whole = before.fragment.raw, before.end == len(before.fragment.text)
            letter = before.text[-1:].isalpha() or before.text.endswith("-")
            return whole and letter and not raw[-1:].isspace() and after.text[:1].islower()
        if not after.text[:1].islower() or not before.text[-1:].isalpha():
            return False
        head = before.text.rsplit(" ", maxsplit=1)[-1].lstrip(_MARKS).lower().rsplit("/", maxsplit=1)[-1]
        tail = after.text.split(" ", maxsplit=1)[0].rstrip(_MARKS).lower()
        return self._words[head] <= 1 and self._words[tail] <= 1 and self._words[head + tail] > 0
