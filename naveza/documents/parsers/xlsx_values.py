"""What the cells of a workbook say: shared strings, number formats, dates."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from lxml import etree

from naveza.documents.parsers.docx_text import Piece

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENT = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_CURRENCY = re.compile(r'\[\$([^\]-]+)[^\]]*\]|"([^"]*)"|([€$£¥])')
_CURRENCY_WORD = re.compile(
    r"\s*([€$£¥]|EUR|USD|CHF|RON|lei|CZK|Kč|HRK|kn|RSD|din\.?|PLN|zł|Ft|HUF)\s*\Z", re.IGNORECASE
)
_OFF = ("0", "false", "off")
_LAST_SERIAL = 2_958_466
"""Day after 9999-12-31."""


class Formats:
    """Styles of a workbook: which cell styles are bold, which are dates, percent or money."""

    def __init__(self, root: etree._Element | None) -> None:
        self._bold: list[bool] = []
        self._formats: list[int] = []
        self._custom: dict[int, str] = {}
        if root is None:
            return
        for number in root.iterfind(f"{S}numFmts/{S}numFmt"):
            if number.get("numFmtId", "").isdigit():
                self._custom[int(number.get("numFmtId", "0"))] = number.get("formatCode", "")
        fonts = [is_bold(font) for font in root.iterfind(f"{S}fonts/{S}font")]
        for style in root.iterfind(f"{S}cellXfs/{S}xf"):
            font, number_format = style.get("fontId", "0"), style.get("numFmtId", "0")
            index = int(font) if font.isdigit() else 0
            self._bold.append(index < len(fonts) and fonts[index])
            self._formats.append(int(number_format) if number_format.isdigit() else 0)

    def bold(self, style: str | None) -> bool:
        """Whether a cell style prints bold."""
        index = _index(style)
        return index < len(self._bold) and self._bold[index]

    def number(self, value: str, style: str | None, *, from_1904: bool) -> str:
        """A number as a reader sees it: dates as ISO, percent with its sign, money with its currency."""
        index = _index(style)
        kind = self._formats[index] if index < len(self._formats) else 0
        code = self._custom.get(kind, "")
        try:
            amount = float(value)
        except ValueError:
            return value
        bare = _LITERAL.sub("", code).partition(";")[0]
        if kind in _DATES or (code and re.search("[dmyhs]", bare, re.IGNORECASE)):
            return as_date(amount, from_1904=from_1904)
        if kind in _PERCENT or "%" in bare:
            return f"{amount * 100:.15g}%"
        currency = _currency(code)
        return f"{plain_number(value)} {currency}" if currency else plain_number(value)


def _index(style: str | None) -> int:
    return int(style) if style and style.isdigit() else 0


def _currency(code: str) -> str:
    for match in _CURRENCY.finditer(code.partition(";")[0]):
        word = _CURRENCY_WORD.match(match[1] or match[2] or match[3] or "")
        if word:
            return word[1]
    return ""


def is_bold(properties: etree._Element) -> bool:
    """Whether a font or the properties of a run switch boldness on."""
    found = properties.find(S + "b")
    return found is not None and found.get("val", "1") not in _OFF


def plain_number(value: str) -> str:
    """15 significant digits, as spreadsheets show; whole numbers without a point."""
    try:
        amount = float(value)
    except ValueError:
        return value
    if abs(amount) < 1e15 and amount == int(amount):
        return str(int(amount))
    return f"{amount:.15g}"


def as_date(serial: float, *, from_1904: bool) -> str:
    """ISO date of a serial number; with hours where it has some, hours alone where it has no day."""
    if not 0 <= serial < _LAST_SERIAL:
        return f"{serial:.15g}"
    seconds = round((serial % 1) * 86_400)
    if serial < 1:
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar day
    if not from_1904 and serial < 60:
        start += timedelta(days=1)  # 1900 is no leap year, whatever Lotus thought
    try:
        moment = start + timedelta(days=int(serial), seconds=seconds)
    except OverflowError:
        return f"{serial:.15g}"
    return moment.date().isoformat() if not seconds else moment.isoformat(timespec="minutes")


def rich_pieces(element: etree._Element, *, bold: bool) -> list[Piece]:
    """Pieces of a shared or inline string; phonetic hints left out. A run without properties has the cell's
    font."""
    pieces: list[Piece] = []
    for child in element:
        if child.tag == S + "t":
            pieces.append((child.text or "", bold))
        elif child.tag == S + "r":
            properties = child.find(S + "rPr")
            text = "".join(t.text or "" for t in child.iterfind(S + "t"))
            pieces.append((text, bold if properties is None else is_bold(properties)))
    return pieces
