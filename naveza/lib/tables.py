"""The neutral printed table: what a document with tables is before `docx`, `xlsx` or `pdf` write it.

A `TableDocument` is a title and blocks in order. Tables are told as in HTML: each row lists only the cells
that begin in it, with their spans; `placed` says where each of them lands. All of it is frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LANGUAGE_TAGS = {"en": "en-GB", "sl": "sl-SI", "cs": "cs-CZ", "ro": "ro-RO"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; `bullet` makes it an item of a real list, its mark outside the text."""

    runs: tuple[Run, ...]
    bullet: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading outside tables, level from 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its top left corner."""

    lines: tuple[Line, ...] = ()
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class Role(StrEnum):
    """What a row of a table is: repeated on each page, a band over the whole width, or content."""

    HEADER = "header"
    BAND = "band"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table's width; a narrow column holds a tick, is centred and never wraps."""

    width: float
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`summary` says in one sentence what the table shows, for people who cannot see it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: str = ""


Block = Heading | Line | Table


@dataclass(frozen=True, slots=True)
class TableDocument:
    """A document for landscape A4. `language` is ISO 639-1; `footer` stands left of the page number."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and where its top left corner lands, from 0."""

    row: int
    column: int
    cell: Cell


def line(text: str, *, bold: bool = False, bullet: bool = False) -> Line:
    """A paragraph in one weight."""
    return Line((Run(text, bold=bold),), bullet=bullet)


def cell(*texts: str, bold: bool = False, rows: int = 1, columns: int = 1) -> Cell:
    """A cell with one paragraph for each text."""
    return Cell(tuple(line(text, bold=bold) for text in texts), row_span=rows, column_span=columns)


def placed(table: Table) -> list[Placed]:
    """Where each cell lands, row by row and left to right.

    Raises ValueError where cells overlap, leave a hole or run over the table's edge.
    """
    width, height = len(table.columns), len(table.rows)
    taken: set[tuple[int, int]] = set()
    result = []
    for r, row in enumerate(table.rows):
        free = (c for c in range(width) if (r, c) not in taken)
        for item in row.cells:
            c = next(free, None)
            if c is None:
                raise ValueError(f"Row {r} has more cells than columns.")
            box = {(r + i, c + j) for i in range(item.row_span) for j in range(item.column_span)}
            if box & taken or c + item.column_span > width or r + item.row_span > height:
                raise ValueError(f"The cell in row {r}, column {c} does not fit: {item.text[:40]!r}.")
            taken |= box
            result.append(Placed(r, c, item))
            free = (c for c in range(c + 1, width) if (r, c) not in taken)
        if any((r, c) not in taken for c in range(width)):
            raise ValueError(f"Row {r} leaves a column empty; write an empty cell there.")
    return result


def merge_down(columns: Iterable[Iterable[str]]) -> list[list[int]]:
    """For each column of keys the row spans: equal keys in a row become one cell, 0 marks the rows below.

    A key says which merged cell a row belongs to; equal texts in different cells need different keys.
    """
    result = []
    for keys in columns:
        spans: list[int] = []
        start = 0
        previous: str | None = None
        for n, key in enumerate(keys):
            if n and key == previous:
                spans[start] += 1
                spans.append(0)
            else:
                start = n
                spans.append(1)
            previous = key
        result.append(spans)
    return result


def cut_long(table: Table, rows: int) -> list[Table]:
    """The table in pieces of about that many rows, each with the header again, cut where no cell is cut."""
    head = [row for row in table.rows if row.role is Role.HEADER]
    pieces: list[Table] = []
    piece: list[Row] = []
    open_until = 0  # the first row that no cell from above covers
    for number, row in enumerate(table.rows):
        if row.role is Role.HEADER:
            continue
        if len(piece) >= rows and number >= open_until:
            pieces.append(Table(table.columns, (*head, *piece), table.summary))
            piece = []
        piece.append(row)
        open_until = max([open_until, *(number + item.row_span for item in row.cells)])
    return [*pieces, Table(table.columns, (*head, *piece), table.summary)]


def _line_data(item: Line) -> dict[str, Any]:
    runs = [{"text": r.text, "bold": r.bold, "italic": r.italic} for r in item.runs]
    return {"kind": "line", "runs": runs, "bullet": item.bullet}


def _table_data(table: Table) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [{"role": row.role.value, "cells": []} for row in table.rows]
    for place in placed(table):
        rows[place.row]["cells"].append(
            {
                "x": place.column,
                "y": place.row,
                "rowspan": place.cell.row_span,
                "colspan": place.cell.column_span,
                "lines": [_line_data(item) for item in place.cell.lines],
            }
        )
    columns = [{"width": c.width, "narrow": c.narrow} for c in table.columns]
    return {"kind": "table", "columns": columns, "rows": rows, "summary": table.summary}


def as_data(document: TableDocument) -> dict[str, Any]:
    """The document as plain JSON data, for a template that prints it."""
    blocks: list[dict[str, Any]] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            blocks.append({"kind": "heading", "text": block.text, "level": block.level})
        elif isinstance(block, Line):
            blocks.append(_line_data(block))
        else:
            blocks.append(_table_data(block))
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "footer": document.footer,
        "language": document.language,
        "blocks": blocks,
    }
