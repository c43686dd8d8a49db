"""PDF with a text layer → blocks, by the coordinates of words and ruled lines.

Each page gives its own tables and paragraphs; a table that goes on over a page stays one table for each page. Larger
print makes a heading. What repeats at the edges of the pages is furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw

from naveza.documents.blocks import (
    Block,
    Cell,
    Heading,
    PagePlace,
    Paragraph,
    Parsed,
    Table,
    Text,
)
from naveza.documents.parsers.decode import notes_of_texts
from naveza.documents.parsers.notes import Notes
from naveza.documents.parsers.pdf_columns import Region, regions, split_rows, zone_table
from naveza.documents.parsers.pdf_furniture import furniture
from naveza.documents.parsers.pdf_lines import Line, lines_of, turned_lines
from naveza.documents.parsers.pdf_page import Box, Page, PageReader, Word
from naveza.documents.parsers.pdf_paragraphs import Paragraphs, edges_of
from naveza.documents.parsers.pdf_rules import Grid, grids, zones
from naveza.documents.parsers.pdf_words import Vocabulary
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import DEFAULT, Limits

_LARGER = 1.12
_LARGER_AND_BOLD = 1.05
_MOST_HEADING = 200
_PICTURE_SHARE = 0.3
_SAME_EDGE = 0.03


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The document. Raises Refusal where it cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) < 1:
            raise Refusal("damaged", where="its list of pages")
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal("password") from None
        if b"%%EOF" not in data[-2048:]:
            raise Refusal("truncated") from None
        raise Refusal("damaged", where="its structure") from None
    return document


def parse_pdf(data: bytes, limits: Limits = DEFAULT) -> Parsed:
    """Read a PDF file. Raises Refusal."""
    document = open_pdf(data)
    try:
        count = len(document)
        if count > limits.pages:
            raise Refusal("too_many_pages", count=count, limit=limits.pages)
        reader = PageReader(document)
        pages = [reader.read(number) for number in range(1, count + 1)]
        title = (document.get_metadata_value("Title") or "").strip()
        language = _language(document)
    finally:
        document.close()
    if not any(page.words for page in pages):
        raise Refusal("scanned" if any(page.pictures for page in pages) else "blank", pages=count)
    notes = Notes()
    if b"%%EOF" not in data[-2048:]:
        notes.add("truncated", "the end of the file is missing")
    blocks, texts = _Layout(pages, notes, limits).read()
    notes.extend(notes_of_texts(Parsed("pdf", tuple(blocks)).texts()))
    return Parsed("pdf", tuple(blocks), notes.finish(), language, title, tuple(texts), count)


def _language(document: pypdfium2.PdfDocument) -> str:
    """What the catalogue says the language is."""
    size = pypdfium2.raw.FPDFCatalog_GetLanguage(document, None, 0)
    if size < 3:
        return ""
    buffer = (pypdfium2.raw.FPDF_WCHAR * (size // 2))()
    pypdfium2.raw.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").strip("\0").partition("-")[0].lower()


@dataclass(slots=True)
class _Measures:
    """Usual size of print, and usual distance of lines in sizes of print."""

    size: float
    pitch: float


class _Layout:
    """Puts the words of all pages into blocks."""

    def __init__(self, pages: list[Page], notes: Notes, limits: Limits) -> None:
        self._pages = pages
        self._notes = notes
        self._limits = limits
        self._vocabulary = Vocabulary()
        self._grids = {page.number: grids(page) for page in pages}
        self._inside: dict[int, dict[int, list[list[Word]]]] = {}
        self._levels: dict[float, int] = {}
        self._texts = 0

    def read(self) -> tuple[list[Block], list[Text]]:
        """Blocks of the document and its furniture."""
        in_tables = {page.number: self._assign(page) for page in self._pages}
        running = furniture(self._pages, in_tables)
        apart = {id(w) for lines in running.values() for line in lines for w in line.words}
        free = {
            page.number: [w for w in page.words if id(w) not in in_tables[page.number] and id(w) not in apart]
            for page in self._pages
        }
        measures = self._measure(free)
        blocks: list[Block] = []
        texts: list[Text] = []
        for page in self._pages:
            maker = Paragraphs(page.number, self._vocabulary, measures.pitch)
            blocks += self._page(page, free[page.number], maker, measures)
            for line in running.get(page.number, []):
                text = maker.of_lines([line], (0, 0, page.width, page.height))[0]
                texts.append(text)
                self._notes.add("header_or_footer", text.text, text.place)
        return blocks, texts

    def _assign(self, page: Page) -> set[int]:
        """Give words to the cells of ruled tables; returns the ids of those given."""
        given: set[int] = set()
        found = self._inside[page.number] = {}
        these = self._grids[page.number]
        for number, grid in enumerate(these):
            words = grid.assign(page.words, given)
            finer = split_rows(grid, words)
            if finer is not grid:
                these[number] = finer
                words = finer.assign([w for cell in words for w in cell], set())
            found[number] = words
        return given

    def _measure(self, free: dict[int, list[Word]]) -> _Measures:
        """Learn the words, the usual print and the usual gap of the document."""
        sizes: Counter[float] = Counter()
        gaps: list[float] = []
        for page in self._pages:
            for lines in self._lines_by_place(page, free[page.number]):
                gaps += [(b.base - a.base) / b.size for a, b in pairwise(lines)]
                for line in lines:
                    sizes[round(line.size * 2) / 2] += len(line.text)
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        gaps = sorted(g for g in gaps if 0.8 < g < 2.5)
        larger = sorted((s for s in sizes if s >= size * _LARGER_AND_BOLD), reverse=True)
        self._levels = {s: min(level, 6) for level, s in enumerate(larger, 1)}
        return _Measures(size, gaps[len(gaps) // 4] if gaps else 1.2)

    def _lines_by_place(self, page: Page, free: list[Word]) -> Iterator[list[Line]]:
        """Lines of each cell and of the rest of the page; the vocabulary learns from them."""
        running = lines_of(w for w in free if not w.angle)
        self._vocabulary.take(running)
        yield running
        for number, cells in self._inside[page.number].items():
            for cell, words in zip(self._grids[page.number][number].cells, cells, strict=True):
                lines = lines_of(w for w in words if not w.angle)
                if lines:
                    self._vocabulary.take(lines)
                    self._vocabulary.take_cuts(lines, edges_of(lines, cell.box)[1])
                    yield lines

    def _page(self, page: Page, free: list[Word], maker: Paragraphs, measures: _Measures) -> list[Block]:
        """Blocks of a page, top down: ruled tables, and what stands between them."""
        self._note_pictures(page)
        parts: list[tuple[float, list[Block]]] = []
        tables = self._grids[page.number]
        for number, grid in enumerate(tables):
            words = self._inside[page.number][number]
            table = self._table(grid, words, maker, page.number)
            if table is not None:
                parts.append((grid.box[1], [table]))
        lines = lines_of(w for w in free if not w.angle)
        ruled = zones(page, tables)
        for band in _bands(lines, [grid.box for grid in tables] + ruled):
            for region in self._regions(band, ruled, page):
                parts.append((region.lines[0].top, self._region(region, page, maker, measures)))
        turned = turned_lines([w for w in free if w.angle])
        if turned:
            texts = [maker.of_lines([line], (0, 0, page.width, page.height))[0] for line in turned]
            parts.append((page.height, [Paragraph(text) for text in texts]))
        order = sorted(range(len(parts)), key=lambda i: (parts[i][0], i)) if len(tables) else range(len(parts))
        return [block for i in order for block in parts[i][1]]

    @staticmethod
    def _regions(band: list[Line], ruled: list[Box], page: Page) -> list[Region]:
        """Running text and tables of lines between tables, or of lines between rules."""
        middle = (band[0].top + band[0].bottom) / 2
        if any(box[1] < middle < box[3] for box in ruled):
            grid = zone_table(band, page.across)
            if grid is not None:
                return [Region(band, grid)]
        return regions(band, page.across)

    def _region(self, region: Region, page: Page, maker: Paragraphs, measures: _Measures) -> list[Block]:
        lines, grid = region.lines, region.grid
        if grid is not None:
            words = grid.assign([w for line in lines for w in line.words], set())
            table = self._table(grid, words, maker, page.number)
            return [table] if table is not None else []
        box = (min(line.left for line in lines), lines[0].top, _right_edge(region, page), lines[-1].bottom)
        blocks: list[Block] = []
        for group in maker.groups(lines, box, running=True):
            text = maker.text(group)
            level = self._heading_level(text, group[0].size, measures)
            blocks.append(Heading(text, level) if level else Paragraph(text))
            self._count(1, page.number)
        return blocks

    def _heading_level(self, text: Text, size: float, measures: _Measures) -> int:
        """Level of a heading by its larger print, 0 for other text. Print that is only a little larger has to be
        bold."""
        if len(text.text) > _MOST_HEADING or not any(c.isalpha() for c in text.text):
            return 0
        if size < _LARGER * measures.size and text.bold != ((0, len(text.text)),):
            return 0
        return self._levels.get(round(size * 2) / 2, 0)

    def _table(self, grid: Grid, words: list[list[Word]], maker: Paragraphs, page: int) -> Table | None:
        """A table with the texts of its cells; None where it is empty."""
        if not any(words):
            return None
        cells = []
        for cell, members in zip(grid.cells, words, strict=True):
            texts = tuple(maker.of_cell(members, cell.box)) if members else ()
            place = PagePlace(page, cell.box)
            cells.append(Cell(cell.row, cell.column, texts, place, cell.row_span, cell.column_span))
        self._count(len(cells), page)
        return Table(tuple(cells), grid.rows, grid.columns, PagePlace(page, grid.box))

    def _count(self, texts: int, page: int) -> None:
        self._texts += texts
        if self._texts > self._limits.cells:
            raise Refusal("too_many_cells", limit=self._limits.cells, where=f"page {page}")

    def _note_pictures(self, page: Page) -> None:
        """A page that is a picture among pages of text."""
        place = PagePlace(page.number, (0.0, 0.0, page.width, page.height))
        area = sum((b[2] - b[0]) * (b[3] - b[1]) for b in page.pictures)
        if not page.words and area > _PICTURE_SHARE * page.width * page.height:
            self._notes.add("image_page", f"page {page.number}", place)
        for remark in page.remarks:
            self._notes.add("comment", remark, place)
        if page.outside:
            self._notes.add("outside_page", f"page {page.number}: {page.outside} words", place)


def _right_edge(region: Region, page: Page) -> float:
    """Where lines of running text end at most: where two of them do, else where anything on the page does."""
    rights = sorted((line.right for line in region.lines), reverse=True)
    if region.is_column or (len(rights) > 2 and rights[0] - rights[1] < _SAME_EDGE * page.width):
        return rights[0]
    return max(word.right for word in page.words)


def _bands(lines: list[Line], boxes: list[Box]) -> list[list[Line]]:
    """Lines between tables, so that no paragraph reaches over one."""
    bands: list[list[Line]] = []
    last = -1
    for line in lines:
        middle = (line.top + line.bottom) / 2
        above = sum((box[1] < middle) + (box[3] < middle) for box in boxes)
        if above != last:
            bands.append([])
            last = above
        bands[-1].append(line)
    return bands
