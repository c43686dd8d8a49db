"""The words of one DOCX paragraph: pieces with their boldness, tracked changes, symbols, text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from naveza.documents.parsers.decode import visible
from naveza.documents.parsers.docx_numbering import Numbering
from naveza.documents.parsers.docx_styles import VAL, Styles, W, is_on

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"

_R, _T, _RPR, _PPR = W + "r", W + "t", W + "rPr", W + "pPr"
_B, _RSTYLE, _VANISH = W + "b", W + "rStyle", W + "vanish"
_NEEDS_CARE = (_RSTYLE, _VANISH)
_PSTYLE, _NUMPR, _OUTLINE = W + "pStyle", W + "numPr", W + "outlineLvl"
_OFF = ("0", "false", "off")
_BODY_TEXT = 9
_TEXTBOX = W + "txbxContent"
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}
_SYMBOLS = {
    0x50: "✓",
    0x52: "☑",
    0x6F: "☐",
    0x70: "☐",
    0x71: "☐",
    0x72: "☐",
    0xA7: "▪",
    0xA8: "☐",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
"""Wingdings and its kin: what the letter looks like. Ticks and crosses mark periods."""
_SKIP = {
    _PPR,
    W + "instrText",
    W + "delInstrText",
    W + "tblPr",
    W + "sdtPr",
    W + "sdtEndPr",
    W + "proofErr",
    W + "bookmarkStart",
    W + "bookmarkEnd",
    W + "customXmlPr",
    W + "smartTagPr",
    W + "rubyPr",
    _RPR,
}

Piece = tuple[str, bool]


@dataclass(slots=True)
class ParagraphText:
    """Pieces of a paragraph with their boldness, and what hangs on it."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    """Codes of other notes: `footnote`, `image`, …"""


@dataclass(slots=True)
class Shape:
    """What the properties of a paragraph say: style, heading level (0 for none), list level, printed
    number."""

    style: str = ""
    heading: int = 0
    level: int = 0
    marker: str = ""


PLAIN = ParagraphText()
"""Stands for a paragraph of words and nothing else."""
_NO_SHAPE = Shape()


class RunReader:
    """Collects the pieces of paragraphs. One for each document; it remembers which styles are bold."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering

    def shape(self, children: list[etree._Element]) -> Shape:
        """Style, heading level and automatic number of the paragraph with these children; counts the number on."""
        properties = children[0] if children else None
        if properties is None or properties.tag != _PPR or not len(properties):
            return _NO_SHAPE
        styles = self.styles
        style, number, level, outline = "", None, None, None
        for item in properties:
            tag = item.tag
            if tag == _PSTYLE:
                style = item.get(VAL, "")
            elif tag == _NUMPR:
                number, level = _number(item)
            elif tag == _OUTLINE and item.get(VAL, "").isdigit():
                outline = int(item.get(VAL, "9"))
        shape = Shape(style)
        if outline is not None:
            shape.heading = outline + 1 if outline < _BODY_TEXT else 0
        elif style:
            shape.heading = styles.heading(style)
        if number is None and style:
            number, of_style = styles.numbering(style)
            if number is not None and level is None:
                level = self.numbering.level_of_style(number, style)
                level = of_style if level is None else level
        if number not in (None, "0"):
            shape.level = level or 0
            shape.marker = self.numbering.marker(str(number), shape.level)
        return shape

    def simple(self, children: list[etree._Element], style: str, table_bold: bool) -> list[Piece] | None:
        """Pieces of a paragraph whose children are runs of words only; None where `read` has to look closer."""
        pieces: list[Piece] = []
        plain = self.styles.bold(style, "", table_bold)
        for run in children:
            tag = run.tag
            if tag != _R:
                if tag in _SKIP:
                    continue
                return None
            bold = plain
            for item in run:
                tag = item.tag
                if tag == _T:
                    pieces.append((item.text or "", bold))
                elif tag == _RPR:
                    for switch in item:
                        tag = switch.tag
                        if tag == _B:
                            bold = switch.get(VAL, "1") not in _OFF
                        elif tag in _NEEDS_CARE:
                            return None
                elif tag in _CHARACTERS:
                    pieces.append((_CHARACTERS[tag], bold))
                elif tag not in _SKIP:
                    return None
        return pieces

    def read(self, paragraph: etree._Element, style: str, table_bold: bool = False) -> ParagraphText:
        found = ParagraphText()
        self._children(paragraph, found, style, table_bold)
        return found

    def _children(self, parent: etree._Element, found: ParagraphText, style: str, table_bold: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, found, style, table_bold)
            elif tag in _SKIP:
                continue
            elif tag in _DELETIONS:
                found.deleted.append("".join(t.text or "" for t in child.iter(_T, W + "delText")))
            elif tag in _INSERTIONS:
                before = len(found.pieces)
                self._children(child, found, style, table_bold)
                found.inserted.append("".join(text for text, _ in found.pieces[before:]))
            elif tag == M + "t":
                found.pieces.append((child.text or "", False))
            elif tag == MC + "AlternateContent":
                self._alternative(child, found, style, False, table_bold)
            else:
                self._children(child, found, style, table_bold)

    def _alternative(
        self, element: etree._Element, found: ParagraphText, style: str, bold: bool, table_bold: bool
    ) -> None:
        """The same thing is stored for new and for old programs; one of the two is read."""
        for name in (MC + "Choice", MC + "Fallback"):
            chosen = element.find(name)
            if chosen is not None and any(True for _ in chosen.iter(_T, _TEXTBOX, M + "t")):
                self._run_children(chosen, found, style, bold, table_bold)
                return

    def _run(self, run: etree._Element, found: ParagraphText, style: str, table_bold: bool) -> None:
        if not len(run):
            return
        properties = run[0]
        bold, hidden = self.styles.bold(style, "", table_bold), False
        if properties.tag == _RPR:
            direct, character = None, ""
            for item in properties:
                tag = item.tag
                if tag == _B:
                    direct = item.get(VAL, "1") not in ("0", "false", "off")
                elif tag == _RSTYLE:
                    character = item.get(VAL, "")
                elif tag == _VANISH:
                    hidden = is_on(item)
            if direct is not None:
                bold = direct
            elif character:
                bold = self.styles.bold(style, character, table_bold)
            hidden = hidden or bool(character and self.styles.hidden(character))
        before = len(found.pieces)
        self._run_children(run, found, style, bold, table_bold)
        if hidden:
            found.hidden.append("".join(text for text, _ in found.pieces[before:]))

    def _run_children(
        self, run: etree._Element, found: ParagraphText, style: str, bold: bool, table_bold: bool
    ) -> None:
        for child in run:
            tag = child.tag
            if tag == _T:
                found.pieces.append((child.text or "", bold))
            elif tag in _CHARACTERS:
                found.pieces.append((_CHARACTERS[tag], bold))
            elif tag in _SKIP:
                continue
            elif tag == _R:
                self._run(child, found, style, table_bold)
            elif tag == W + "delText":
                found.deleted.append(child.text or "")
            else:
                self._special(child, found, style, bold, table_bold)

    def _special(self, child: etree._Element, found: ParagraphText, style: str, bold: bool, table_bold: bool) -> None:
        tag = child.tag
        if tag == W + "sym":
            found.pieces.append((_symbol(child), bold))
        elif tag == W + "fldChar":
            found.pieces.append((_check_box(child), bold))
        elif tag == _TEXTBOX:
            found.boxes.append(child)
        elif tag == MC + "AlternateContent":
            self._alternative(child, found, style, bold, table_bold)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            boxes = list(_outer_boxes(child))
            found.boxes.extend(boxes)
            found.pieces.extend((path.get("string", ""), bold) for path in child.iter(V + "textpath"))
            if not boxes:
                found.events.append("picture")
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            found.events.append("footnote")
        else:
            self._run_children(child, found, style, bold, table_bold)


_DELETIONS = {W + "del", W + "moveFrom"}
_INSERTIONS = {W + "ins", W + "moveTo"}


def _number(item: etree._Element) -> tuple[str | None, int | None]:
    number = item.find(W + "numId")
    level = item.find(W + "ilvl")
    depth = level.get(VAL, "") if level is not None else ""
    return (number.get(VAL) if number is not None else None), int(depth) if depth.isdigit() else None


def _outer_boxes(drawing: etree._Element) -> list[etree._Element]:
    """Text boxes of a drawing, those inside other boxes left to their outer one, fallbacks of other boxes
    left out."""
    boxes = []
    for box in drawing.iter(_TEXTBOX):
        around = [a.tag for a in box.iterancestors() if a is not drawing and drawing in a.iterancestors()]
        if _TEXTBOX not in around and MC + "Fallback" not in around:
            boxes.append(box)
    return boxes


def _symbol(element: etree._Element) -> str:
    code = element.get(W + "char", "")
    font = element.get(W + "font", "").lower()
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
        if "dings" in font:
            return _SYMBOLS.get(number, "•")
        return {0xB7: "•", 0xAE: "→", 0xD6: "√"}.get(number, chr(number))
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _check_box(element: etree._Element) -> str:
    box = element.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    checked, default = box.find(W + "checked"), box.find(W + "default")
    return "☒" if is_on(checked if checked is not None else default) else "☐"


def lines_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces divided at line breaks."""
    for text, _ in pieces:
        if "\n" in text:
            break
    else:
        return [pieces]
    lines: list[list[Piece]] = [[]]
    for text, bold in pieces:
        first, *rest = text.split("\n")
        lines[-1].append((first, bold))
        lines.extend([(part, bold)] for part in rest)
    return lines


def joined(pieces: list[Piece]) -> tuple[str, str, tuple[tuple[int, int], ...]]:
    """Text with white space collapsed, raw text, and the bold spans of the former."""
    if len(pieces) == 1:
        raw, is_bold = pieces[0]
        text = visible(raw)
        return text, raw, ((0, len(text)),) if is_bold and text else ()
    raw = "".join([text for text, _ in pieces])
    text = visible(raw)
    if not text:
        return "", raw, ()
    bold = [b for piece, b in pieces if piece and not piece.isspace()]
    if not any(bold):
        return text, raw, ()
    if all(bold):
        return text, raw, ((0, len(text)),)
    return text, raw, _bold_spans(pieces)


def _bold_spans(pieces: list[Piece]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    at, blank = 0, False
    for piece, bold in pieces:
        words = visible(piece)
        if not words:
            blank = blank or bool(piece.strip("\u00ad\u200b\u200c\u200d\ufeff"))
            continue
        if (blank or piece[0].isspace()) and at:
            at += 1
        if bold:
            start = at
            if spans and spans[-1][1] >= start - 1:
                start = spans.pop()[0]
            spans.append((start, at + len(words)))
        at += len(words)
        blank = piece[-1].isspace()
    return tuple(spans)
