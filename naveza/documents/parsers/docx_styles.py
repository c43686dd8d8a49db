"""Styles of a DOCX: which are bold, which are headings, which are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from naveza.documents.parsers.xmls import parse_xml, refuse_doctype

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_NAMESPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ROOT = re.compile(rb"<w:styles\b[^>]*>")
_DEFAULT = re.compile(rb'<w:style (?=[^>]*w:type="paragraph")(?=[^>]*w:default="1")[^>]*w:styleId="([^"&]*)"[^>]*>')
_UTF8 = re.compile(rb"<\?xml[^>]*encoding=[\"']utf-?8[\"']|<\?xml(?![^>]*encoding)", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(
    r"(?:heading|naslov|nadpis|titlu|überschrift|berschrift|titre|nagłówek|nagwek|titolo|título|rubrik|kop)\s*_?(\d)\Z",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:title|titel|název|nzev|naslov|titlu)\Z", re.IGNORECASE)


def is_on(element: etree._Element | None) -> bool:
    """A switch such as `<w:b/>` is on unless its value says otherwise."""
    return element is not None and element.get(VAL, "1") not in _OFF


@dataclass(slots=True)
class Style:
    """One style with what its ancestors give it. `bold` is None where nothing in the chain says so."""

    id: str
    name: str
    kind: str
    based_on: str
    bold: bool | None
    hidden: bool
    outline: int | None
    number: str | None
    level: int | None
    regions: dict[str, bool]


class StyleSheet:
    """The styles part, opened style by style: templates bring hundreds of styles of which a document uses ten.

    Where the bytes are not the plain UTF-8 that every writer makes, the whole part is parsed.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._where = "the styles"
        self._open = b""
        self._elements: dict[str, etree._Element] = {}
        self.default_paragraph = ""
        self.defaults: etree._Element | None = None
        if data:
            refuse_doctype(data, self._where)
            if not self._is_plain():
                self._parse_all()

    def _is_plain(self) -> bool:
        """Whether styles can be cut out of the bytes; remembers where to begin."""
        data = self._data.removeprefix(b"\xef\xbb\xbf")
        root = _ROOT.search(data, 0, 16_384)
        if root is None or _NAMESPACE not in root[0] or not _UTF8.match(data) or (b"!" in data and b"<!" in data):
            return False
        default = _DEFAULT.search(data)
        if default is None:
            return False
        self.default_paragraph = default[1].decode("utf-8", "replace")
        self._open = root[0]
        start, end = data.find(b"<w:docDefaults>"), data.find(b"</w:docDefaults>")
        if 0 <= start < end:
            self.defaults = self._parse(data[start : end + 16])
        return True

    def _parse(self, style: bytes) -> etree._Element | None:
        root = parse_xml(self._open + style + b"</w:styles>", self._where)
        return root[0] if len(root) else None

    def _parse_all(self) -> None:
        root = parse_xml(self._data, self._where)
        self.defaults = root.find(W + "docDefaults")
        for element in root.iterfind(W + "style"):
            name = element.get(W + "styleId", "")
            self._elements.setdefault(name, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.default_paragraph = name

    def element(self, style_id: str) -> etree._Element | None:
        """The style with this identifier."""
        if not self._open:
            return self._elements.get(style_id)
        at = self._data.find(b'w:styleId="' + escape(style_id).encode() + b'"')
        start, end = self._data.rfind(b"<w:style ", 0, at), self._data.find(b"</w:style>", at)
        if at < 0 or start < 0 or end < 0 or b">" in self._data[start:at]:
            return None
        return self._parse(self._data[start : end + 10])


class Styles:
    """All styles of a document, each read when it is first asked for."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._styles: dict[str, Style | None] = {}
        self._bold: dict[tuple[str, str, bool], bool] = {}
        self._heading: dict[str, int] = {}
        self.default_paragraph = sheet.default_paragraph
        self.default_bold = False
        self.language = ""
        defaults = sheet.defaults.find(f"{W}rPrDefault/{W}rPr") if sheet.defaults is not None else None
        if defaults is not None:
            self.default_bold = is_on(defaults.find(W + "b"))
            lang = defaults.find(W + "lang")
            self.language = lang.get(VAL, "") if lang is not None else ""

    def _get(self, style_id: str) -> Style | None:
        if style_id not in self._styles:
            element = self._sheet.element(style_id) if style_id else None
            self._styles[style_id] = None if element is None else _style(element)
        return self._styles[style_id]

    def _chain(self, style_id: str) -> list[Style]:
        """A style and what it is based on, nearest first; a circle ends it."""
        chain: list[Style] = []
        style = self._get(style_id)
        while style is not None and style not in chain:
            chain.append(style)
            style = self._get(style.based_on)
        return chain

    def _chain_bold(self, style_id: str) -> bool | None:
        return next((s.bold for s in self._chain(style_id) if s.bold is not None), None)

    def bold(self, paragraph: str, character: str, table: bool = False) -> bool:
        """Whether a run without its own say is bold. Bold toggles: a bold character style in a bold paragraph
        style prints plain (ECMA-376, 17.7.3)."""
        key = (paragraph, character, table)
        if key not in self._bold:
            said = [self._chain_bold(paragraph or self.default_paragraph), self._chain_bold(character)]
            if said == [None, None]:
                self._bold[key] = table or self.default_bold
            else:
                self._bold[key] = (said.count(True) + table) % 2 == 1
        return self._bold[key]

    def bold_regions(self, style_id: str) -> frozenset[str]:
        """Regions of a table that its style prints bold: `wholeTable`, `firstRow`, `firstCol`."""
        bold: dict[str, bool] = {}
        for style in reversed(self._chain(style_id)):
            if style.bold is not None:
                bold["wholeTable"] = style.bold
            bold.update(style.regions)
        return frozenset(region for region, on in bold.items() if on)

    def heading(self, style_id: str) -> int:
        """Level of a heading style from 1; 0 where it is none."""
        if style_id not in self._heading:
            self._heading[style_id] = self._heading_level(style_id)
        return self._heading[style_id]

    def _heading_level(self, style_id: str) -> int:
        chain = self._chain(style_id)
        for style in chain:
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
            for name in (style.name, style.id):
                match = _HEADING.match(name)
                if match:
                    return int(match[1]) or 1
        names = [name for style in chain[:1] for name in (style.name, style.id)] or [style_id]
        match = _HEADING.match(style_id)
        if match:
            return int(match[1]) or 1
        return 1 if any(_TITLE.match(name) for name in names) else 0

    def numbering(self, style_id: str) -> tuple[str | None, int | None]:
        """Number list and level that a paragraph style brings along."""
        number: str | None = None
        level: int | None = None
        for style in self._chain(style_id):
            level = style.level if level is None else level
            if style.number is not None:
                number = style.number
                break
        return number, level

    def hidden(self, style_id: str) -> bool:
        return any(style.hidden for style in self._chain(style_id))


def _style(element: etree._Element) -> Style:
    def value(path: str) -> str:
        found = element.find(path)
        return found.get(VAL, "") if found is not None else ""

    run, paragraph = f"{W}rPr/{W}", f"{W}pPr/{W}"
    bold = element.find(run + "b")
    outline = value(paragraph + "outlineLvl")
    level = value(f"{paragraph}numPr/{W}ilvl")
    number = value(f"{paragraph}numPr/{W}numId")
    return Style(
        id=element.get(W + "styleId", ""),
        name=value(W + "name"),
        kind=element.get(W + "type", ""),
        based_on=value(W + "basedOn"),
        bold=None if bold is None else is_on(bold),
        hidden=is_on(element.find(run + "vanish")),
        outline=int(outline) if outline.isdigit() else None,
        number=number or None,
        level=int(level) if level.isdigit() else None,
        regions={
            part.get(W + "type", ""): is_on(found)
            for part in element.iterfind(W + "tblStylePr")
            if (found := part.find(run + "b")) is not None
        },
    )
