"""The accounting that makes "nothing is dropped silently" true by construction.

Every `Text` of a parsed document becomes one `Fragment`. A reader spends spans of fragments through the `Ledger`;
what was spent cannot be spent again, what was not spent comes out as `Unplaced`. Inheriting from a merged cell
is not spending: the row points to the same place, the words are counted once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from naveza.documents.blocks import Cell, Heading, Item, Paragraph, Parsed, Place, Table, Text, TextPlace
from naveza.plans.reading.draft import PlaceJson, Unplaced

WORD = re.compile(r"\w")


@dataclass(eq=False)
class Fragment:
    """One `Text` of the document. `kind` is `paragraph`, `heading`, `item`, `cell` or `furniture`.

    Compared and hashed by identity: two fragments with the same words are two fragments.
    """

    id: int
    text: str
    place: Place
    raw: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    marker: str = ""
    kind: str = "paragraph"

    def span(self, start: int = 0, end: int | None = None) -> Span:
        return Span(self, start, len(self.text) if end is None else end)

    @cached_property
    def whole(self) -> Span:
        """All of it, blanks at the ends left out."""
        return self.span().strip()

    @cached_property
    def offsets(self) -> list[int] | None:
        """For each character of `text` its offset from the start of the place; None where the place has no offsets."""
        if not isinstance(self.place, TextPlace):
            return None
        length = self.place.end - self.place.start
        if length == len(self.text):
            return list(range(length))
        raw, result, at = self.raw or self.text, [], 0
        shift = 0 if len(raw) <= length else len(raw) - len(raw.lstrip())
        for letter in self.text:
            while at < len(raw) and raw[at] != letter and not (letter == " " and raw[at].isspace()):
                at += 1
            result.append(at - shift)
            at += 1
        return result if not result or (result[0] >= 0 and result[-1] < length) else None


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (not included) of a fragment's text."""

    fragment: Fragment
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.fragment.text[self.start : self.end]

    def sub(self, start: int, end: int) -> Span:
        """Part of this span; offsets count from the span's own start."""
        return Span(self.fragment, self.start + start, self.start + end)

    def strip(self, extra: str = "") -> Span:
        """Without blanks (and characters of `extra`) at both ends."""
        start, end, text = self.start, self.end, self.fragment.text
        if start < end and not extra and not (text[start].isspace() or text[end - 1].isspace()):
            return self
        while start < end and (text[start].isspace() or text[start] in extra):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
            end -= 1
        return Span(self.fragment, start, end)

    def is_bold(self) -> bool:
        """True where more than half of the letters are printed bold."""
        if not self.fragment.bold:
            return False
        letters = [i for i in range(self.start, self.end) if not self.fragment.text[i].isspace()]
        bold = sum(1 for i in letters if any(a <= i < b for a, b in self.fragment.bold))
        return bool(letters) and bold * 2 > len(letters)

    def as_json(self) -> PlaceJson:
        """The span's place; narrowed to its characters where the place counts characters."""
        place, offsets = self.fragment.place, self.fragment.offsets
        if not isinstance(place, TextPlace) or not offsets or self.start >= self.end:
            return place.as_json()
        start = place.start + offsets[self.start]
        end = place.start + offsets[self.end - 1] + 1
        return {"line": place.line, "end_line": place.end_line, "start": start, "end": end}


Passage = Sequence[Span]


def words_of(spans: Iterable[Span], joint: str = " ") -> str:
    """Text of spans joined as one paragraph, white space collapsed."""
    return " ".join(joint.join(s.text for s in spans).split())


def places_of(spans: Iterable[Span]) -> list[PlaceJson]:
    """Places of spans in order; neighbouring lines of plain text become one place, equal places are kept once."""
    result: list[PlaceJson] = []
    for span in spans:
        place = span.as_json()
        last = result[-1] if result else None
        if last is not None and "start" in place and "start" in last and _touch(last, place):
            last["end_line"], last["end"] = place["end_line"], place["end"]
        elif place not in result:
            result.append(place)
    return result


def _touch(before: PlaceJson, after: PlaceJson) -> bool:
    gap_lines, gap = after["line"] - before["end_line"], after["start"] - before["end"]
    return 0 <= gap_lines <= 1 and 0 <= gap <= 2


@dataclass(eq=False, slots=True)
class SourceLine:
    """A paragraph, heading or list item outside tables. `level` is that of the block (0 for a paragraph)."""

    index: int
    fragment: Fragment
    kind: str
    level: int = 0

    @property
    def text(self) -> str:
        return self.fragment.text


@dataclass(eq=False)
class SourceCell:
    """A table's cell; `fragments` are its lines or paragraphs. Numbers as in `documents.blocks.Cell`."""

    row: int
    column: int
    fragments: tuple[Fragment, ...]
    place: Place
    row_span: int = 1
    column_span: int = 1

    @cached_property
    def text(self) -> str:
        return " ".join(f.text for f in self.fragments if f.text)

    def spans(self) -> list[Span]:
        return [f.span() for f in self.fragments if f.text.strip()]


@dataclass(eq=False)
class SourceTable:
    """A table of the document. `index` is its number among all blocks."""

    index: int
    cells: list[SourceCell]
    rows: int
    columns: int
    place: Place
    ragged: bool = False
    header_rows: int = 0

    def row(self, number: int) -> list[SourceCell]:
        return self._by_row.get(number, [])

    @cached_property
    def _by_row(self) -> dict[int, list[SourceCell]]:
        result: dict[int, list[SourceCell]] = {}
        for cell in self.cells:
            result.setdefault(cell.row, []).append(cell)
        return result


SourceBlock = SourceLine | SourceTable


class Source:
    """The document as fragments: `blocks` in its order, `furniture` (headers, footers) apart."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.fragments: list[Fragment] = []
        self.blocks: list[SourceBlock] = [self._block(i, b) for i, b in enumerate(parsed.blocks)]
        self.furniture = [self._fragment(t, "furniture") for t in parsed.furniture]

    def _fragment(self, text: Text, kind: str) -> Fragment:
        made = Fragment(len(self.fragments), text.text, text.place, text.raw, text.bold, text.marker, kind)
        self.fragments.append(made)
        return made

    def _block(self, index: int, block: Paragraph | Heading | Item | Table) -> SourceBlock:
        if isinstance(block, Table):
            cells = [self._cell(c) for c in block.cells]
            return SourceTable(index, cells, block.rows, block.columns, block.place, block.ragged, block.header_rows)
        kind = type(block).__name__.lower()
        level = 0 if isinstance(block, Paragraph) else block.level
        return SourceLine(index, self._fragment(block.text, kind), kind, level)

    def _cell(self, cell: Cell) -> SourceCell:
        fragments = tuple(self._fragment(t, "cell") for t in cell.texts)
        return SourceCell(cell.row, cell.column, fragments, cell.place, cell.row_span, cell.column_span)

    def tables(self) -> list[SourceTable]:
        return [b for b in self.blocks if isinstance(b, SourceTable)]

    def lines(self) -> list[SourceLine]:
        return [b for b in self.blocks if isinstance(b, SourceLine)]


class DoubleSpending(Exception):
    """A span that was spent already is spent again: a defect of a reader, never of a document."""


@dataclass(slots=True)
class Entry:
    start: int
    end: int
    to: str
    placed: bool


@dataclass
class Ledger:
    """Who got which words. One for each reading."""

    fragments: Sequence[Fragment]
    entries: dict[int, list[Entry]] = field(default_factory=dict)

    def take(self, fragment: Fragment, start: int = 0, end: int | None = None, *, to: str) -> Span:
        """Spend a span; `to` names who gets it (`row 12 activities`, `title`). Raises DoubleSpending."""
        return self._enter(fragment, start, end, to, True)

    def take_span(self, span: Span, *, to: str) -> Span:
        return self._enter(span.fragment, span.start, span.end, to, True)

    def set_aside(self, fragment: Fragment, start: int = 0, end: int | None = None, *, why: str) -> Span:
        """Name the reason for which a span goes nowhere (`repeated header`). It comes out among the leftovers."""
        return self._enter(fragment, start, end, why, False)

    def set_aside_free(self, fragment: Fragment, *, why: str) -> None:
        """Name the reason for all that is still free in a fragment."""
        for span in self.free(fragment):
            self.set_aside(span.fragment, span.start, span.end, why=why)

    def _enter(self, fragment: Fragment, start: int, end: int | None, to: str, placed: bool) -> Span:
        end = len(fragment.text) if end is None else end
        if not 0 <= start <= end <= len(fragment.text):
            raise ValueError(f"No span {start} to {end} in a fragment of {len(fragment.text)} characters.")
        entries = self.entries.setdefault(fragment.id, [])
        for entry in entries:
            if start < entry.end and entry.start < end:
                raise DoubleSpending(f"{fragment.text[start:end]!r} for {to!r} was spent for {entry.to!r}.")
        if start < end:
            entries.append(Entry(start, end, to, placed))
            entries.sort(key=lambda e: e.start)
        return Span(fragment, start, end)

    def free(self, fragment: Fragment) -> list[Span]:
        """Spans of a fragment nobody has spoken for, trimmed, those without any letter or digit left out unless
        the whole fragment is free."""
        entries = self.entries.get(fragment.id)
        if not entries:
            whole = fragment.whole
            return [whole] if whole.start < whole.end else []
        if len(entries) == 1 and entries[0].start <= fragment.whole.start and entries[0].end >= fragment.whole.end:
            return []
        edges = [0, *(edge for e in entries for edge in (e.start, e.end)), len(fragment.text)]
        gaps = (fragment.span(a, b).strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
        return [gap for gap in gaps if WORD.search(gap.text)]

    def is_free(self, fragment: Fragment) -> bool:
        """True where nothing of the fragment is spoken for (an empty fragment is not free: it holds nothing)."""
        return bool(fragment.text.strip()) and not self.entries.get(fragment.id)

    def is_partly_placed(self, fragment: Fragment) -> bool:
        """True where something of the fragment was spent (set aside does not count)."""
        return any(e.placed for e in self.entries.get(fragment.id, ()))

    def placed(self) -> Iterator[tuple[Span, str]]:
        """Everything spent, in the document's order, with who got it."""
        for fragment in self.fragments:
            for entry in self.entries.get(fragment.id, []):
                if entry.placed:
                    yield Span(fragment, entry.start, entry.end), entry.to

    def leftovers(self, why: str = "unrecognised") -> list[Unplaced]:
        """All that went nowhere, one for each run of a fragment with the same reason, in the document's order."""
        result: list[Unplaced] = []
        for fragment in self.fragments:
            gaps = [(s, why) for s in self.free(fragment)]
            aside = [(fragment.span(e.start, e.end), e.to) for e in self.entries.get(fragment.id, []) if not e.placed]
            for span, reason in sorted(gaps + aside, key=lambda pair: pair[0].start):
                trimmed = span.strip()
                if trimmed.start < trimmed.end:
                    result.append(Unplaced(words_of([trimmed]), reason, places_of([trimmed])))
        return result
