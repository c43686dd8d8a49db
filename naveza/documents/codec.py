"""Blocks as JSON and back, for keeping them beside their document. Short keys, since a plan has thousands of cells."""

from __future__ import annotations

import json
import zlib
from typing import Any

from .blocks import (
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


def place_from_json(data: dict[str, Any]) -> Place:
    """A place from its plan-json; which kind it is shows from its keys. Raises KeyError for none of them."""
    if "table" in data:
        return TablePlace(data["table"], data["row"], data["column"], data.get("paragraph", 0))
    if "page" in data:
        left, top, right, bottom = data["bbox"]
        return PagePlace(data["page"], (left, top, right, bottom))
    if "sheet" in data:
        return SheetPlace(data["sheet"], data["cell"])
    if "line" in data:
        return TextPlace(data["line"], data["end_line"], data["start"], data["end"])
    return ParagraphPlace(data["paragraph"])


def _text_to_json(text: Text) -> dict[str, Any]:
    result: dict[str, Any] = {"t": text.text, "p": text.place.as_json()}
    if text.raw and text.raw != text.text:
        result["r"] = text.raw
    if text.bold:
        result["b"] = [list(span) for span in text.bold]
    if text.marker:
        result["m"] = text.marker
    return result


def _text_from_json(data: dict[str, Any]) -> Text:
    bold = tuple((start, end) for start, end in data.get("b", ()))
    return Text(data["t"], place_from_json(data["p"]), data.get("r", data["t"]), bold, data.get("m", ""))


def _block_to_json(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        cells = [
            [c.row, c.column, c.row_span, c.column_span, c.place.as_json(), [_text_to_json(t) for t in c.texts]]
            for c in block.cells
        ]
        shape = [block.rows, block.columns, int(block.ragged), block.header_rows]
        return {"k": "table", "shape": shape, "p": block.place.as_json(), "cells": cells}
    result = {"k": type(block).__name__.lower(), "x": _text_to_json(block.text)}
    if isinstance(block, Heading | Item):
        result["level"] = block.level
    return result


def _block_from_json(data: dict[str, Any]) -> Block:
    if data["k"] == "table":
        cells = tuple(
            Cell(row, column, tuple(map(_text_from_json, texts)), place_from_json(place), down, across)
            for row, column, down, across, place, texts in data["cells"]
        )
        rows, columns, ragged, *header = data["shape"]
        return Table(cells, rows, columns, place_from_json(data["p"]), bool(ragged), header[0] if header else 0)
    text = _text_from_json(data["x"])
    if data["k"] == "heading":
        return Heading(text, data["level"])
    if data["k"] == "item":
        return Item(text, data["level"])
    return Paragraph(text)


def to_json(parsed: Parsed) -> dict[str, Any]:
    """The whole document as a JSON object."""
    return {
        "format": parsed.format,
        "language": parsed.language,
        "title": parsed.title,
        "pages": parsed.pages,
        "blocks": [_block_to_json(block) for block in parsed.blocks],
        "furniture": [_text_to_json(text) for text in parsed.furniture],
        "notes": [[n.code, n.detail, n.place.as_json() if n.place else None] for n in parsed.notes],
    }


def from_json(data: dict[str, Any]) -> Parsed:
    """The document that `to_json` wrote."""
    return Parsed(
        format=data["format"],
        blocks=tuple(_block_from_json(block) for block in data["blocks"]),
        notes=tuple(Note(code, detail, place_from_json(p) if p else None) for code, detail, p in data["notes"]),
        language=data["language"],
        title=data["title"],
        furniture=tuple(_text_from_json(text) for text in data["furniture"]),
        pages=data["pages"],
    )


def dumps(parsed: Parsed) -> bytes:
    return zlib.compress(json.dumps(to_json(parsed), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def loads(data: bytes) -> Parsed:
    return from_json(json.loads(zlib.decompress(data)))
