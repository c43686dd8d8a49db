"""A document's blocks as HTML, each cell and paragraph addressable by its place.

A place is found again by attributes: `data-at` (`t0.3.1` a cell, `p4` a paragraph, `sSheet!B7` a cell of a workbook),
`data-p` a paragraph within a cell, `data-start` and `data-end` the characters of a text. Everything that comes from the
document is escaped; nothing of it is ever an element or an attribute's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from .blocks import (
    Block,
    Cell,
    Heading,
    Item,
    PagePlace,
    Paragraph,
    ParagraphPlace,
    Parsed,
    Place,
    SheetPlace,
    Table,
    TablePlace,
    Text,
    TextPlace,
)

PIECE = 40  # blocks or rows that the browser lays out together
# characters that a column is taken to be wide at least and at most, and a word to be long
LEAST_WIDTH, MOST_WIDTH, LONGEST_WORD = 5, 60, 12


def anchor(place: Place | None) -> str:
    """The `data-at` of a place; empty where it is found in another way."""
    if isinstance(place, TablePlace):
        return f"t{place.table}.{place.row}.{place.column}"
    if isinstance(place, ParagraphPlace):
        return f"p{place.paragraph}"
    if isinstance(place, SheetPlace):
        return f"s{place.sheet}!{place.cell}"
    return ""


def document_html(parsed: Parsed) -> str:
    """All blocks in the document's order, in pieces that are laid out when they come near the screen."""
    parts: list[str] = []
    waiting: list[str] = []
    for block in parsed.blocks:
        if isinstance(block, Table):
            parts += _piece(waiting)
            parts += [piece for rows in _row_groups(block) for piece in _piece([_table(block, rows)])]
        else:
            waiting.append(_line(block))
            if len(waiting) >= PIECE:
                parts += _piece(waiting)
    parts += _piece(waiting)
    if parsed.furniture:
        lines = [f'<p class="source__furniture"{_attributes(text)}>{_words(text)}</p>' for text in parsed.furniture]
        parts += _piece(lines)
    return "".join(parts)


def _piece(lines: list[str]) -> list[str]:
    """The lines that wait as one piece; they wait no more."""
    if not lines:
        return []
    made = f'<div class="source__piece">{"".join(lines)}</div>'
    lines.clear()
    return [made]


def _line(block: Block) -> str:
    assert isinstance(block, Paragraph | Heading | Item)  # noqa: S101 - tables are written elsewhere
    css = "source__line"
    if isinstance(block, Heading):
        css = f"source__heading source__heading--{min(block.level, 4)}"
    elif isinstance(block, Item):
        css = f"source__item source__item--{min(block.level, 4)}"
    return f'<p class="{css}"{_attributes(block.text)}>{_marker(block.text)}{_words(block.text)}</p>'


def _attributes(text: Text, *, within: Place | None = None) -> str:
    place = text.place
    if isinstance(place, TextPlace):
        return f' data-start="{place.start}" data-end="{place.end}"'
    if isinstance(place, TablePlace) and within is not None:
        return f' data-p="{place.paragraph}"'
    name = anchor(place)
    return f' data-at="{escape(name)}"' if name and place != within else ""


def _marker(text: Text) -> str:
    return f'<span class="source__marker">{escape(text.marker)} </span>' if text.marker else ""


def _words(text: Text) -> str:
    """The words as shown. Of a text document the raw ones, so that characters can be counted."""
    place = text.place
    if isinstance(place, TextPlace):
        return escape(text.raw if len(text.raw) == place.end - place.start else text.text)
    if not text.bold:
        return escape(text.text)
    parts, at = [], 0
    for start, end in text.bold:
        parts += [escape(text.text[at:start]), "<b>", escape(text.text[start:end]), "</b>"]
        at = end
    return "".join([*parts, escape(text.text[at:])])


def _row_groups(table: Table) -> Iterator[tuple[int, int]]:
    """Groups of rows (first, behind the last) that no merged cell crosses."""
    covered = [0] * (table.rows + 1)
    for cell in table.cells:
        for row in range(cell.row + 1, min(cell.row + cell.row_span, table.rows)):
            covered[row] += 1
    start = 0
    for row in range(1, table.rows + 1):
        if row == table.rows or (row - start >= PIECE and not covered[row]):
            yield start, row
            start = row


def _widths(table: Table) -> Sequence[int]:
    """Per cent for each column, by how much stands in its cells and by their longest words; the same in all
    pieces of a table. A header alone does not make a column of crosses wide."""
    lengths: list[list[int]] = [[] for _ in range(table.columns)]
    words: list[list[int]] = [[] for _ in range(table.columns)]
    for cell in table.cells:
        if cell.column_span == 1 and cell.column < table.columns and cell.texts:
            text = cell.text[:400]
            lengths[cell.column].append(len(text))
            words[cell.column].append(max(map(len, text.split()), default=0))
    wide = []
    for cells, longest in zip(lengths, words, strict=True):
        mean = sum(cells) / len(cells) if cells else 0
        usual = sorted(longest)[len(longest) * 4 // 5] if longest else 0
        wide.append(max(LEAST_WIDTH, 2 + min(usual, LONGEST_WORD), min(MOST_WIDTH, mean**0.75)))
    return [max(1, round(100 * width / sum(wide))) for width in wide]


def _table(table: Table, rows: tuple[int, int]) -> str:
    start, end = rows
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if start <= cell.row < end:
            by_row.setdefault(cell.row, []).append(cell)
    columns = _columns(_widths(table))
    lines = (f"<tr>{''.join(map(_cell, by_row.get(row, [])))}</tr>" for row in range(start, end))
    return f'<table class="source__table">{columns}<tbody>{"".join(lines)}</tbody></table>'


def _columns(widths: Iterable[int]) -> str:
    columns = "".join(f'<col width="{width}%">' for width in widths)
    return f"<colgroup>{columns}</colgroup>"


def _cell(cell: Cell) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    name = anchor(cell.place)
    at = f' data-at="{escape(name)}"' if name else ""
    texts = "".join(
        f"<p{_attributes(text, within=cell.place)}>{_marker(text)}{_words(text)}</p>"
        for text in cell.texts
        if text.text
    )
    return f"<td{spans}{at}>{texts}</td>"


def has_pictures(parsed: Parsed) -> bool:
    """Whether the places of the document are boxes on pages."""
    return parsed.format == "pdf" and any(isinstance(text.place, PagePlace) for text in parsed.texts())
