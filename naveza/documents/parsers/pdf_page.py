"""One PDF page → words with their boxes, ruled lines, pictures.

Boxes are (left, top, right, bottom) in points from the page's top left, as the page is shown: turned pages and
cropped pages are put straight here, and nothing to the right has to know.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfiumError

from naveza.documents.parsers.pdf_shapes import Matrix, is_white, objects_of, subpaths
from naveza.documents.parsers.refusals import Refusal

Box = tuple[float, float, float, float]
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|[-,]bd\b|-b\b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 700
_STROKED_TEXT = (1, 2, 5, 6)
_HYPHENS = (0x02, 0xFFFE, 0xAD)
_MOST_CHARACTERS = 200_000
_MOST_PATHS = 40_000
_THIN = 3.0
_GAP_IN_WORD = 0.28
_OFF_BASE = 0.45
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf0a8": "☐", "\uf0fe": "☑"}


class Print(NamedTuple):
    """How a piece of text is printed."""

    bold: bool
    angle: int
    size: float


class Word:
    """A word: its box, its parts with their boldness, the line it stands on (a y, or an x where it reads up or down),
    the size of its font, and where it reads to (0 right, 90 up, 180 left, 270 down)."""

    __slots__ = ("angle", "base", "blank", "bottom", "left", "parts", "right", "size", "space_after", "top")

    def __init__(self, box: Box, base: float, print_: Print) -> None:
        self.left, self.top, self.right, self.bottom = box
        self.parts: list[tuple[str, bool]] = []
        self.base = base
        self.size = print_.size
        self.angle = print_.angle
        self.space_after = False
        self.blank = False

    @property
    def text(self) -> str:
        return "".join(part for part, _ in self.parts)

    @property
    def box(self) -> Box:
        return (self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: `at` is its y (horizontal) or x (vertical), from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """What is on a page. Number from 1, size in points."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    outside: int = 0
    """Words that lie beyond the edge of the page and are not printed."""
    remarks: list[str] = field(default_factory=list)
    """What readers wrote on the page."""


class PageReader:
    """Reads the pages of one open document; remembers which fonts are bold."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._bold_fonts: dict[tuple[str, int, int], bool] = {}

    def read(self, number: int) -> Page:
        """The page with this number, from 1. Raises Refusal where it is damaged or holds far too much."""
        try:
            handle = self._document[number - 1]
        except PdfiumError:
            raise Refusal("damaged", where=f"page {number}") from None
        try:
            return _PageContent(handle, number, self._bold_fonts).page
        finally:
            handle.close()


class _PageContent:
    def __init__(self, handle: Any, number: int, bold_fonts: dict[tuple[str, int, int], bool]) -> None:
        self._handle = handle
        self._bold_fonts = bold_fonts
        self._turn = int(handle.get_rotation()) // 90 % 4
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(handle, rect):
            raise Refusal("damaged", where=f"page {number}")
        self._edges = (rect.left, rect.bottom, rect.right, rect.top)
        width, height = handle.get_size()
        self.page = Page(number, width, height)
        self._read_words()
        self._read_shapes()
        self._read_remarks()

    # Geometry

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._edges
        if self._turn == 0:
            return x - left, top - y
        if self._turn == 1:
            return y - bottom, x - left
        if self._turn == 2:
            return right - x, y - bottom
        return top - y, right - x

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, y0 = self._point(left, bottom)
        x1, y1 = self._point(right, top)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _angle(self, dx: float, dy: float) -> int:
        """Where text with this direction in the page's own space reads to, as shown."""
        x0, y0 = self._point(0, 0)
        x1, y1 = self._point(dx, dy)
        turned = math.degrees(math.atan2(y0 - y1, x1 - x0))
        return round(turned / 90) % 4 * 90

    # Words

    def _read_words(self) -> None:
        text = pdfium.FPDFText_LoadPage(self._handle)
        if not text:
            return
        try:
            self._characters(text)
        finally:
            pdfium.FPDFText_ClosePage(text)

    def _characters(self, text: Any) -> None:
        count = pdfium.FPDFText_CountChars(text)
        if count > _MOST_CHARACTERS:
            raise Refusal("too_many_texts", limit=_MOST_CHARACTERS)
        builder = _WordBuilder(self.page)
        rect = pdfium.FS_RECTF()
        objects: dict[int, Print] = {}
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(text, index)
            if code in (32, 13, 10, 9, 160) or code == 0:
                builder.space(written=code in (32, 160) and not pdfium.FPDFText_IsGenerated(text, index))
                continue
            if not pdfium.FPDFText_GetLooseCharBox(text, index, rect):
                continue
            box = self._box(rect.left, rect.bottom, rect.right, rect.top)
            found = pdfium.FPDFText_GetTextObject(text, index)
            key = ctypes.addressof(found.contents) if found else 0
            if key not in objects:
                objects[key] = self._print(found, text, index)
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            letter = "-" if code in _HYPHENS else chr(code)
            builder.add(_BULLETS.get(letter, letter), box, self._point(x.value, y.value), objects[key])
        builder.end()

    def _print(self, found: Any, text: Any, index: int) -> Print:
        """How a text object is printed, asked of one of its characters."""
        size = pdfium.FPDFText_GetFontSize(text, index)
        matrix = pdfium.FS_MATRIX()
        angle = 0
        if pdfium.FPDFText_GetMatrix(text, index, matrix) and (matrix.a or matrix.b):
            angle = self._angle(matrix.a, matrix.b)
            size *= math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        return Print(self._is_bold(found, text, index), angle, max(size, 1.0))

    def _is_bold(self, found: Any, text: Any, index: int) -> bool:
        buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text, index, buffer, 256, flags)
        name = buffer.value.decode("utf-8", "replace")
        weight = pdfium.FPDFText_GetFontWeight(text, index)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(found) if found else 0
        key = (name, flags.value, weight)
        if key not in self._bold_fonts:
            by_name = bool(_BOLD_NAME.search(name.partition("+")[2] or name))
            self._bold_fonts[key] = by_name or bool(flags.value & _FORCE_BOLD) or weight >= _BOLD_WEIGHT
        return self._bold_fonts[key] or mode in _STROKED_TEXT

    # Ruled lines and pictures

    def _read_shapes(self) -> None:
        left = _MOST_PATHS
        for shape, matrix in objects_of(self._handle):
            kind = pdfium.FPDFPageObj_GetType(shape)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.page.pictures.append(self._bounds(shape, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                left -= 1
                if left < 0:
                    return
                self._path(shape, matrix)

    def _bounds(self, shape: Any, matrix: Matrix) -> Box:
        values = [ctypes.c_float() for _ in range(4)]
        pdfium.FPDFPageObj_GetBounds(shape, *values)
        left, bottom, right, top = (v.value for v in values)
        x0, y0 = matrix.apply(left, bottom)
        x1, y1 = matrix.apply(right, top)
        return self._box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _path(self, shape: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
        stroked = bool(stroke.value) and not is_white(shape, pdfium.FPDFPageObj_GetStrokeColor)
        filled = bool(fill.value) and not is_white(shape, pdfium.FPDFPageObj_GetFillColor)
        if not stroked and not filled:
            return
        own = Matrix.of(shape).then(matrix)
        for points in subpaths(shape, own):
            shown = [self._point(x, y) for x, y in points]
            if filled:
                self._thin_fill(shown)
            if stroked:
                for (x0, y0), (x1, y1) in pairwise(shown):
                    self._segment(x0, y0, x1, y1)

    def _thin_fill(self, points: list[tuple[float, float]]) -> None:
        """A filled bar is how many programs draw a line."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if height <= _THIN and width > 2 * height:
            self.page.across.append(Rule((min(ys) + max(ys)) / 2, min(xs), max(xs)))
        elif width <= _THIN and height > 2 * width:
            self.page.down.append(Rule((min(xs) + max(xs)) / 2, min(ys), max(ys)))

    def _segment(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y1 - y0) <= 1 and abs(x1 - x0) > 1:
            self.page.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1 and abs(y1 - y0) > 1:
            self.page.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _read_remarks(self) -> None:
        """Notes and text that somebody laid over the page in a PDF program."""
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(self._handle), 500)):
            remark = pdfium.FPDFPage_GetAnnot(self._handle, index)
            if pdfium.FPDFAnnot_GetSubtype(remark) in (pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT):
                size = pdfium.FPDFAnnot_GetStringValue(remark, b"Contents", None, 0)
                buffer = (pdfium.FPDF_WCHAR * max(size // 2, 1))()
                pdfium.FPDFAnnot_GetStringValue(remark, b"Contents", buffer, size)
                self.page.remarks.append(bytes(buffer).decode("utf-16-le", "replace").strip("\0"))
            pdfium.FPDFPage_CloseAnnot(remark)


class _WordBuilder:
    """Puts characters together to words: a blank, a gap, a new line or another direction ends one."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._word: Word | None = None
        self._last: Box = (0, 0, 0, 0)

    def space(self, *, written: bool) -> None:
        """A blank, written in the file or added by the PDF library for a gap."""
        if self._word is not None:
            self._word.space_after = True
            self._word.blank = written
            self.end()

    def add(self, letter: str, box: Box, origin: tuple[float, float], print_: Print) -> None:
        base = origin[1] if print_.angle in (0, 180) else origin[0]
        word = self._word
        if word is None or not self._joins(word, box, base, print_):
            self.end()
            word = self._word = Word(box, base, print_)
        else:
            word.left, word.top = min(word.left, box[0]), min(word.top, box[1])
            word.right, word.bottom = max(word.right, box[2]), max(word.bottom, box[3])
        if word.parts and word.parts[-1][1] == print_.bold:
            word.parts[-1] = (word.parts[-1][0] + letter, print_.bold)
        else:
            word.parts.append((letter, print_.bold))
        self._last = box

    def _joins(self, word: Word, box: Box, base: float, print_: Print) -> bool:
        if word.angle != print_.angle or abs(base - word.base) > _OFF_BASE * max(word.size, print_.size):
            return False
        last, most = self._last, _GAP_IN_WORD * max(print_.size, word.size)
        if box == last:  # the letters of a ligature share its box
            return True
        if print_.angle in (0, 180):
            apart = box[0] - last[2] if print_.angle == 0 else last[0] - box[2]
        else:
            apart = last[1] - box[3] if print_.angle == 90 else box[1] - last[3]
        return -2 * most < apart < most

    def end(self) -> None:
        """Keep the word, if it is on the page."""
        word, self._word = self._word, None
        if word is None:
            return
        page = self._page
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        if -1 <= x <= page.width + 1 and -1 <= y <= page.height + 1:
            page.words.append(word)
        else:
            page.outside += 1
