"""Markdown → blocks: headings, pipe tables, lists and paragraphs, with places in the text as written.

Marks of emphasis, links and code are taken out of `text`; bold spans are kept; `raw` is the source. A line
that begins with a number such as `1.2` begins a paragraph of its own, since plans are numbered that way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from naveza.documents.blocks import Block, Cell, Heading, Item, Note, Paragraph, Parsed, Table, Text, TextPlace
from naveza.documents.parsers.decode import decode, text_notes
from naveza.documents.parsers.lines import Line, line_text, split_lines
from naveza.documents.parsers.markdown_inline import inline
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import DEFAULT, Limits

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*\Z")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"([ \t]*)([-*+•]|\d{1,9}[.)]|[A-Za-z][.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r" {0,3}> ?")
_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_NUMBERED = re.compile(r"[ \t]*\d+(?:\.\d+)+\.?[ \t]*\S")
_PIPE = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"[ \t]*<!--.*-->[ \t]*\Z")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_INDENT = 2


def parse_markdown(data: bytes, limits: Limits = DEFAULT) -> Parsed:
    """Read a Markdown file. Offsets of places count in `decode(data).text`."""
    decoded = decode(data)
    notes = text_notes(decoded, limits)
    lines = split_lines(decoded.text, limits)
    reader = _Reader(lines, notes, limits)
    reader.read()
    if not reader.blocks:
        raise Refusal("blank")
    return Parsed("md", tuple(reader.blocks), tuple(notes), furniture=tuple(reader.furniture))


class _Reader:
    """Goes through the lines once."""

    def __init__(self, lines: list[Line], notes: list[Note], limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.furniture: list[Text] = []
        self._lines = lines
        self._notes = notes
        self._limits = limits
        self._open: list[tuple[Line, int, int]] = []
        """Lines of the paragraph that is still open, each with the start and end of its content."""
        self._item: tuple[str, int] | None = None
        self._indents: list[int] = []

    def read(self) -> None:
        at = self._front_matter()
        while at < len(self._lines):
            at = self._step(at)
        self._close()

    def _front_matter(self) -> int:
        """Settings between two lines of dashes at the very top are furniture."""
        lines = self._lines
        if not lines or lines[0].raw.rstrip() != "---":
            return 0
        for end in range(1, min(len(lines), 200)):
            if lines[end].raw.rstrip() in ("---", "..."):
                inside = lines[1:end]
                if any(not (":" in x.raw or x.raw[:1] in " -#\t" or x.blank) for x in inside):
                    return 0
                self.furniture = [line_text(line) for line in inside if not line.blank]
                self._notes.append(Note("front_matter", f"{len(self.furniture)} lines"))
                return end + 1
        return 0

    def _step(self, at: int) -> int:
        """Take one line, or the table or code that begins with it; returns the next line."""
        line = self._lines[at]
        raw = line.raw
        if line.blank:
            self._close()
            return at + 1
        fence = _FENCE.match(raw)
        if fence:
            return self._code(at, fence[1])
        if self._is_table(at):
            return self._table(at)
        if self._open and self._item is None and _SETEXT.match(raw):
            self._heading(1 if "=" in raw else 2)
            return at + 1
        if _RULE.match(raw) or _COMMENT.match(raw):
            if _COMMENT.match(raw):
                self._notes.append(Note("comment", line_text(line).text[:80], line_text(line).place))
            self._close()
            return at + 1
        heading = _HEADING.match(raw)
        if heading:
            self._close()
            start, end = heading.span(2) if heading[2] else (len(raw), len(raw))
            self._open = [(line, start, end)]
            self._heading(len(heading[1]))
            return at + 1
        self._running(line)
        return at + 1

    def _running(self, line: Line) -> None:
        """A line of a list item or a paragraph."""
        quote = _QUOTE.match(line.raw)
        start = quote.end() if quote else 0
        item = _ITEM.match(line.raw, start)
        if item:
            self._close(lists=False)
            self._item = (item[2] if item[2][0].isalnum() else "•", self._level(len(item[1].expandtabs(4))))
            start = item.end()
        elif self._open and _NUMBERED.match(line.raw, start):
            self._close(lists=False)
        elif not self._open and line.raw[:1] not in " \t":
            self._indents = []
        self._open.append((line, start, len(line.raw)))

    def _level(self, indent: int) -> int:
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or indent >= self._indents[-1] + _INDENT:
            self._indents.append(indent)
        return len(self._indents) - 1

    def _text(self, parts: Sequence[tuple[Line, int, int]], marker: str = "") -> Text | None:
        """Text of neighbouring lines joined; None where nothing is left of them."""
        source = " ".join(line.raw[a:b].strip() for line, a, b in parts)
        text, bold = inline(source)
        if not text:
            return None
        (first, a, _), (last, _, b) = parts[0], parts[-1]
        start = first.start + a + len(first.raw[a:]) - len(first.raw[a:].lstrip())
        end = last.start + len(last.raw[:b].rstrip())
        raw = "\n".join(line.raw[x:y] for line, x, y in parts)
        return Text(text, TextPlace(first.number, last.number, start, max(start, end)), raw, bold, marker)

    def _close(self, *, lists: bool = True) -> None:
        """End the open paragraph or item."""
        parts, self._open = self._open, []
        item, self._item = self._item, None
        if not parts:
            return
        text = self._text(parts, item[0] if item else "")
        if text is None:
            return
        if item:
            self.blocks.append(Item(text, item[1]))
        else:
            self.blocks.append(Paragraph(text))
        if len(self.blocks) > self._limits.texts:
            raise Refusal("too_many_texts", limit=self._limits.texts)

    def _heading(self, level: int) -> None:
        parts, self._open = self._open, []
        text = self._text(parts)
        if text:
            self.blocks.append(Heading(text, level))
        self._indents = []

    def _code(self, at: int, fence: str) -> int:
        """Lines between fences are paragraphs as they are."""
        self._close()
        end = at + 1
        while end < len(self._lines) and not self._lines[end].raw.strip().startswith(fence):
            if not self._lines[end].blank:
                self.blocks.append(Paragraph(line_text(self._lines[end])))
            end += 1
        return end + 1

    def _is_table(self, at: int) -> bool:
        """A row of cells over a row of dashes."""
        lines = self._lines
        if at + 1 >= len(lines) or "|" not in lines[at].raw:
            return False
        return "|" in lines[at + 1].raw and bool(_DIVIDER.match(lines[at + 1].raw))

    def _table(self, at: int) -> int:
        self._close()
        end = at
        rows: list[Line] = []
        while end < len(self._lines) and "|" in self._lines[end].raw:
            if end != at + 1:
                rows.append(self._lines[end])
            end += 1
        cells: list[Cell] = []
        for number, line in enumerate(rows):
            cells += self._cells(number, line)
            if len(cells) > self._limits.cells:
                raise Refusal("too_many_cells", limit=self._limits.cells, where=f"line {line.number}")
        columns = max(cell.column for cell in cells) + 1
        if columns > self._limits.columns:
            where = f"Line {rows[0].number}"
            raise Refusal("too_many_columns", where=where, count=columns, limit=self._limits.columns)
        last = rows[-1]
        start = rows[0].start
        place = TextPlace(rows[0].number, last.number, start, last.start + len(last.raw))
        self.blocks.append(Table(tuple(cells), len(rows), columns, place, header_rows=1))
        return end

    def _cells(self, row: int, line: Line) -> list[Cell]:
        raw = line.raw
        first = len(raw) - len(raw.lstrip())
        stop = len(raw.rstrip())
        if raw[first : first + 1] == "|":
            first += 1
        if stop > first and raw[stop - 1] == "|" and raw[stop - 2 : stop - 1] != "\\":
            stop -= 1
        edges = [first, *(m.end() for m in _PIPE.finditer(raw, first, stop)), stop + 1]
        cells = []
        for column, (a, b) in enumerate(pairwise(edges)):
            texts = []
            begin = a
            for part in [*_BREAK.finditer(raw, a, b - 1), None]:
                text = self._text([(line, begin, part.start() if part else b - 1)])
                if text:
                    texts.append(text)
                begin = part.end() if part else b
            place = texts[0].place if texts else TextPlace(line.number, line.number, line.start + a, line.start + a)
            cells.append(Cell(row, column, tuple(texts), place))
        return cells
