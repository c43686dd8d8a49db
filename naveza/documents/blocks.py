"""Neutral blocks: what every document looks like once its format is forgotten.

A parser turns bytes into a `Parsed`; nothing to the right of `documents` knows about formats. Everything here is
frozen, pure and picklable (it crosses the border of the limited process).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Place in text, Markdown, CSV or pasted text. Lines from 1; start and end are characters of the whole text
    (from 0, end not included), so that `text[start:end]` is the passage."""

    line: int
    end_line: int
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "end_line": self.end_line, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Cell of the n-th table of a DOCX or HTML document; all numbers from 0. `paragraph` counts within the cell."""

    table: int
    row: int
    column: int
    paragraph: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"table": self.table, "row": self.row, "column": self.column, "paragraph": self.paragraph}


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
    """The n-th paragraph outside tables of a DOCX or HTML document, from 0."""

    paragraph: int

    def as_json(self) -> dict[str, Any]:
        return {"paragraph": self.paragraph}


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Box on a PDF page: page from 1; bbox is (left, top, right, bottom) in points from the page's top left."""

    page: int
    bbox: tuple[float, float, float, float]

    def as_json(self) -> dict[str, Any]:
        return {"page": self.page, "bbox": [round(x, 1) for x in self.bbox]}


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Cell of a workbook: name of the sheet, address such as `B7`."""

    sheet: str
    cell: str

    def as_json(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "cell": self.cell}


Place = TextPlace | TablePlace | ParagraphPlace | PagePlace | SheetPlace


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of running text, or one line of a cell, with its place.

    `text` has white space collapsed and wrapped lines joined (DOCX, HTML, Markdown, PDF); in plain text one `Text` is
    one physical line, since only a reader can know which lines belong together. `raw` is the same before collapsing
    (tabs and runs of blanks still in it). `bold` are spans of `text` (start, end) that the document prints bold.
    `marker` is a bullet or number that the format keeps outside the text (automatic numbering, `<li>`); empty
    where the number is typed.
    """

    text: str
    place: Place
    raw: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Cell of a table at its top left corner, counted once however far it is merged. Rows and columns from 0."""

    row: int
    column: int
    texts: tuple[Text, ...]
    place: Place
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        return " ".join(t.text for t in self.texts if t.text)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Merged cells are resolved: `cells` holds each cell once, with its spans, in reading order.

    `ragged` is true where the format lost the spans (tab-separated text): a row then simply has fewer cells, and
    `column` is the ordinal of the cell in its row. `header_rows` counts the top rows that the format itself marks as
    header (repeated on each page, `<thead>`); 0 where it marks none.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    place: Place
    ragged: bool = False
    header_rows: int = 0

    def row(self, number: int) -> list[Cell]:
        """Cells that start in a row, left to right."""
        return [c for c in self.cells if c.row == number]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the format itself marks as one, in PDF by its larger print. Level from 1."""

    text: Text
    level: int


@dataclass(frozen=True, slots=True)
class Item:
    """A list item that the format itself marks as one. Level from 0."""

    text: Text
    level: int


Block = Paragraph | Heading | Item | Table


@dataclass(frozen=True, slots=True)
class Note:
    """Something the parser had to decide or leave out: `code` is stable, `detail` names what and where.

    The codes and an English sentence for each stand in `documents.parsers.notes.NOTES`.
    """

    code: str
    detail: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document read: its format (`docx`, `pdf`, …), blocks in the document's order, what had to be decided,
    language if the format states one, text of headers and footers apart (they are words of the document too)."""

    format: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    language: str = ""
    title: str = ""
    furniture: tuple[Text, ...] = field(default=())
    pages: int = 0

    def texts(self) -> Iterator[Text]:
        """Every text once, in reading order, furniture (headers, footers, page numbers) last."""
        for block in self.blocks:
            if isinstance(block, Table):
                for cell in block.cells:
                    yield from cell.texts
            else:
                yield block.text
        yield from self.furniture
