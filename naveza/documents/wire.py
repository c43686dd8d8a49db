"""Blocks as plain tuples and back, for the way out of the limited process.

Only tuples, texts, numbers and None cross the border, and the reading end refuses to make anything else: whoever
took over the limited process cannot make the other side call a function.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from naveza.documents.blocks import (
    Block,
    Cell,
    Heading,
    Item,
    Note,
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

Plain = tuple[Any, ...]
_BROKEN = (pickle.UnpicklingError, TypeError, ValueError, IndexError, AttributeError, EOFError, KeyError)
_PLACES = (TextPlace, TablePlace, ParagraphPlace, PagePlace, SheetPlace)


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} may not cross the border")


def dumps(parsed: Parsed) -> bytes:
    """The document as bytes."""
    return pickle.dumps(_parsed(parsed), protocol=5)


def loads(data: bytes) -> Parsed:
    """The document again. Raises ValueError for anything that `dumps` does not write."""
    try:
        return _unparsed(_PlainUnpickler(io.BytesIO(data)).load())
    except _BROKEN as error:
        raise ValueError("not a document that was read here") from error


def _place(place: Place) -> Plain:
    if isinstance(place, TextPlace):
        return (0, place.line, place.end_line, place.start, place.end)
    if isinstance(place, TablePlace):
        return (1, place.table, place.row, place.column, place.paragraph)
    if isinstance(place, ParagraphPlace):
        return (2, place.paragraph)
    if isinstance(place, PagePlace):
        return (3, place.page, place.bbox)
    return (4, place.sheet, place.cell)


def _text(text: Text) -> Plain:
    raw = None if text.raw == text.text else text.raw
    return (text.text, _place(text.place), raw, text.bold, text.marker)


def _block(block: Block) -> Plain:
    if isinstance(block, Table):
        cells = [
            (c.row, c.column, tuple(map(_text, c.texts)), _place(c.place), c.row_span, c.column_span)
            for c in block.cells
        ]
        shape = (block.rows, block.columns, _place(block.place), block.ragged, block.header_rows)
        return ("table", shape, cells)
    if isinstance(block, Heading | Item):
        return (type(block).__name__, _text(block.text), block.level)
    return ("Paragraph", _text(block.text))


def _parsed(parsed: Parsed) -> Plain:
    return (
        parsed.format,
        [_block(block) for block in parsed.blocks],
        [(n.code, n.detail, None if n.place is None else _place(n.place)) for n in parsed.notes],
        parsed.language,
        parsed.title,
        [_text(text) for text in parsed.furniture],
        parsed.pages,
    )


def _placed(plain: Plain) -> Place:
    place: Place = _PLACES[plain[0]](*plain[1:])
    return place


def _texted(plain: Plain) -> Text:
    text, place, raw, bold, marker = plain
    return Text(text, _placed(place), text if raw is None else raw, bold, marker)


def _blocked(plain: Plain) -> Block:
    if plain[0] == "table":
        rows, columns, place, ragged, header_rows = plain[1]
        cells = tuple(
            [
                Cell(row, column, tuple(map(_texted, texts)), _placed(at), row_span, column_span)
                for row, column, texts, at, row_span, column_span in plain[2]
            ]
        )
        return Table(cells, rows, columns, _placed(place), ragged, header_rows)
    if plain[0] == "Heading":
        return Heading(_texted(plain[1]), plain[2])
    if plain[0] == "Item":
        return Item(_texted(plain[1]), plain[2])
    return Paragraph(_texted(plain[1]))


def _unparsed(plain: Plain) -> Parsed:
    form, blocks, notes, language, title, furniture, pages = plain
    return Parsed(
        form,
        tuple(map(_blocked, blocks)),
        tuple(Note(code, detail, None if place is None else _placed(place)) for code, detail, place in notes),
        language,
        title,
        tuple(map(_texted, furniture)),
        pages,
    )
