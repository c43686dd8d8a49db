"""The body of an HTML page → blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from naveza.documents.blocks import (
    Block,
    Heading,
    Item,
    Paragraph,
    ParagraphPlace,
    Table,
    TablePlace,
    Text,
)
from naveza.documents.parsers.docx_numbering import letters, roman
from naveza.documents.parsers.docx_text import Piece, joined, lines_of
from naveza.documents.parsers.html_table import HtmlCell, layout, rows_of
from naveza.documents.parsers.notes import Notes
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import Limits

_SKIP = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "textarea", "title"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# fmt: off
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend",
    "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul", "li", "h1", "h2", "h3",
    "h4", "h5", "h6",
}
# fmt: on
_TITLES = ("title", "MsoTitle")
_BOLD = {"b", "strong", "th", *_HEADINGS}
_STYLE_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_STYLE_PLAIN = re.compile(r"font-weight\s*:\s*(normal|[1-4]00)", re.IGNORECASE)
_STYLE_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_APART = {"nav": "navigation", "footer": "header_or_footer"}
_INSIDE = {"article", "main", "section", "td"}
_WHITE = re.compile(r"[ \t\r\n\f]+")
_SHORT = 3


@dataclass(slots=True)
class _State:
    """Where the walk is: printed bold, inside `<pre>`, depth of lists, and the cell that takes the texts."""

    bold: bool = False
    pre: bool = False
    depth: int = 0
    heading: int = 0
    cell: HtmlCell | None = None
    table: int = 0

    def but(self, **changes: object) -> _State:
        made = _State(self.bold, self.pre, self.depth, self.heading, self.cell, self.table)
        for name, value in changes.items():
            setattr(made, name, value)
        return made


class HtmlStory:
    """Walks the page once; a paragraph is what stands between two borders of blocks."""

    def __init__(self, notes: Notes, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.furniture: list[Text] = []
        self._notes = notes
        self._limits = limits
        self._pieces: list[Piece] = []
        self._marker = ""
        self._item = -1
        self._numbers: dict[etree._Element, int] = {}
        self._paragraphs = 0
        self._tables = 0
        self._texts = 0

    def read(self, body: etree._Element) -> None:
        """Read everything below this element."""
        state = _State()
        self._children(body, state)
        self._flush(state)

    def _children(self, element: etree._Element, state: _State) -> None:
        self._add(element.text, state)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, state)
            self._add(child.tail, state)

    def _add(self, text: str | None, state: _State) -> None:
        if text:
            self._pieces.append((text if state.pre else _WHITE.sub(" ", text), state.bold))

    def _element(self, element: etree._Element, state: _State) -> None:
        tag = str(element.tag).lower()
        if tag in _SKIP:
            return
        if _is_hidden(element):
            words = _words(element)
            if words:
                self._notes.add("hidden_text", words)
        if tag == "br":
            self._break(state)
        elif tag in ("input", "img"):
            self._pieces.append((_sign(element, tag), state.bold))
        elif tag == "table":
            self._flush(state)
            self._table(element, state)
        elif tag in _APART and not any(a.tag in _INSIDE for a in element.iterancestors()):
            self._apart(element, tag, state)
        elif tag in _BLOCKS:
            self._flush(state)
            self._block(element, tag, state)
            self._flush(state)
        else:
            self._children(element, state.but(bold=_bold(element, tag, state.bold)))

    def _break(self, state: _State) -> None:
        """One break is a line, two are a paragraph."""
        last = "".join(text for text, _ in self._pieces[-2:]).rstrip(" ")
        if last.endswith("\n") and state.cell is None:
            self._flush(state)
        else:
            self._pieces.append(("\n", False))

    def _block(self, element: etree._Element, tag: str, state: _State) -> None:
        inner = state.but(bold=_bold(element, tag, state.bold))
        if tag == "li":
            self._flush(state)
            self._marker, self._item = self._bullet(element), max(state.depth - 1, 0)
            self._children(element, inner)
            self._flush(inner)
            self._marker, self._item = "", -1
        elif tag in ("ul", "ol", "menu"):
            self._children(element, inner.but(depth=state.depth + 1))
        elif tag == "pre":
            self._pre(element, inner)
        elif state.cell is None and (tag in _HEADINGS or element.get("class", "") in _TITLES):
            inner.heading = _HEADINGS.get(tag, 1)
            self._children(element, inner)
            self._flush(inner)
        else:
            self._children(element, inner)
            self._flush(inner)

    def _bullet(self, item: etree._Element) -> str:
        """Bullet, or number in the order of its list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "•"
        if parent not in self._numbers:
            start = parent.get("start", "1")
            self._numbers[parent] = int(start) - 1 if start.isascii() and start.lstrip("-").isdigit() else 0
        value = item.get("value", "")
        number = int(value) if value.isascii() and value.isdigit() else self._numbers[parent] + 1
        self._numbers[parent] = number
        kind = parent.get("type", "1")
        text = {"a": letters, "A": letters, "i": roman, "I": roman}.get(kind, str)(number)
        return f"{text.upper() if kind.isupper() else text}."

    def _pre(self, element: etree._Element, state: _State) -> None:
        """Every line is a paragraph."""
        self._children(element, state.but(pre=True))
        pieces, self._pieces = self._pieces, []
        for line in lines_of(pieces):
            self._pieces = line
            self._flush(state)

    def _apart(self, element: etree._Element, tag: str, state: _State) -> None:
        """Navigation and the foot of the page are furniture."""
        self._flush(state)
        blocks, self.blocks = self.blocks, []
        self._children(element, state)
        self._flush(state)
        found, self.blocks = self.blocks, blocks
        for text in _texts_of(found):
            self.furniture.append(text)
            self._notes.add(_APART[tag], text.text, text.place)

    def _flush(self, state: _State) -> None:
        """End the paragraph, if there is one."""
        pieces, self._pieces = self._pieces, []
        if state.cell is not None:
            self._flush_cell(pieces, state)
            return
        text, raw, bold = joined(pieces) if pieces else ("", "", ())
        if not text:
            return
        made = Text(text, ParagraphPlace(self._paragraphs), raw, bold, self._marker)
        self._paragraphs += 1
        self._count()
        if state.heading:
            self.blocks.append(Heading(made, state.heading))
        elif self._item >= 0 and self._marker:
            self.blocks.append(Item(made, self._item))
        else:
            self.blocks.append(Paragraph(made))
        self._marker = ""

    def _flush_cell(self, pieces: list[Piece], state: _State) -> None:
        cell = state.cell
        if cell is None or not pieces:
            return
        for line in lines_of(pieces):
            text, raw, bold = joined(line)
            if text:
                place = TablePlace(state.table, cell.row, cell.column, len(cell.texts))
                cell.texts.append(Text(text, place, raw, bold, self._marker))
                self._marker = ""
                self._count()

    def _count(self) -> None:
        self._texts += 1
        if self._texts > self._limits.texts:
            raise Refusal("too_many_texts", limit=self._limits.texts)

    def _table(self, element: etree._Element, state: _State) -> None:
        if state.cell is not None:
            self._notes.add("nested_table", _words(element))
            for row in rows_of(element)[0]:
                for cell in row:
                    self._children(cell, state)
                    self._flush(state)
            return
        for caption in element.iterfind("caption"):
            self._children(caption, state)
            self._flush(state)
        rows, header = rows_of(element)
        if _is_frame(rows):
            for row in rows:
                for cell in row:
                    self._children(cell, state)
                    self._flush(state)
            return
        self._cells(rows, header, state)

    def _cells(self, rows: list[list[etree._Element]], header: int, state: _State) -> None:
        number = self._tables
        cells, height, width = layout(rows, self._limits, number)
        self._tables += 1
        for cell in cells:
            inner = _State(bold=cell.bold, cell=cell, table=number)
            self._children(cell.element, inner)
            self._flush(inner)
        if any(cell.texts for cell in cells):
            made = tuple(cell.finished(number) for cell in cells)
            self.blocks.append(Table(made, height, width, TablePlace(number, 0, 0), header_rows=header))
        else:
            self._tables = number


def _words(element: etree._Element) -> str:
    return " ".join(str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).split())


def _texts_of(blocks: list[Block]) -> list[Text]:
    found: list[Text] = []
    for block in blocks:
        if isinstance(block, Table):
            found += [text for cell in block.cells for text in cell.texts]
        else:
            found.append(block.text)
    return found


def _is_frame(rows: list[list[etree._Element]]) -> bool:
    """Old pages are laid out by tables: one around a bigger table, or one of a single column around any
    table, only holds the page together."""
    own = sum(len(row) for row in rows)
    inner = [rows_of(t)[0] for row in rows for cell in row for t in cell.iter("table")]
    if not inner:
        return False
    return max(map(len, rows)) <= 1 or any(len(r) > 2 and sum(map(len, r)) > own for r in inner)


def _bold(element: etree._Element, tag: str, bold: bool) -> bool:
    style = element.get("style", "")
    if style and _STYLE_PLAIN.search(style):
        return False
    return bold or tag in _BOLD or bool(style and _STYLE_BOLD.search(style))


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_STYLE_HIDDEN.search(element.get("style", "")))


def _sign(element: etree._Element, tag: str) -> str:
    """A ticked box, or a picture that stands for a sign."""
    if tag == "input":
        if element.get("type", "").lower() in ("checkbox", "radio"):
            return "☒" if element.get("checked") is not None else "☐"
        return ""
    alt = element.get("alt", "").strip()
    return alt if len(alt) <= _SHORT else ""
