"""Plain text and pasted text → blocks.

Three shapes, found region by region: tables with one cell on each line after a tab (Word tables exported to
text), tables with the cells of a row on one line between tabs (pasted from a spreadsheet), and everything
else, where each physical line is one paragraph: only a reader of plans can know which lines belong together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from naveza.documents.blocks import Block, Cell, Note, Paragraph, Parsed, Place, Table, Text, TextPlace
from naveza.documents.parsers.csvs import delimited_regions, delimited_table
from naveza.documents.parsers.decode import decode, text_notes
from naveza.documents.parsers.lines import Line, line_text, split_lines
from naveza.documents.parsers.refusals import Refusal
from naveza.documents.parsers.tabcells import Chunk, Gap, divide
from naveza.lib.limits import DEFAULT, Limits

_BULLETS = ("-", "–", "—", "•", "·", "*", "o ", "▪", "\uf0b7")


def parse_text(data: bytes, limits: Limits = DEFAULT) -> Parsed:
    """Read a text file. Offsets of places count in `decode(data).text`."""
    decoded = decode(data)
    notes = text_notes(decoded, limits)
    return parse_string(decoded.text, limits, notes)


def parse_string(text: str, limits: Limits = DEFAULT, notes: list[Note] | None = None) -> Parsed:
    """Read pasted text."""
    if text.count("\n") > limits.texts:
        raise Refusal("too_many_texts", limit=limits.texts)
    lines = split_lines(text, limits)
    blocks: list[Block] = []
    for first, end, delimiter in _regions(lines):
        if delimiter == "cells":
            blocks += _Run(lines[first:end]).blocks()
        elif delimiter:
            blocks.append(delimited_table(text, lines[first], lines[end - 1], delimiter, limits))
        else:
            blocks += [Paragraph(line_text(line)) for line in lines[first:end] if not line.blank]
    if not blocks:
        raise Refusal("blank")
    return Parsed("txt", tuple(blocks), tuple(notes or ()))


Region = tuple[int, int, str]
"""First line, end of lines, and delimiter, `cells` for tab cells, empty for running text."""


def _regions(lines: list[Line]) -> list[Region]:
    """Divide the lines into regions of one shape each, in order and without gaps."""
    regions: list[Region] = []
    at = 0
    for first, end, delimiter in delimited_regions(lines):
        regions += _cell_regions(lines, at, first)
        regions.append((first, end, delimiter))
        at = end
    return regions + _cell_regions(lines, at, len(lines))


def _starts_cell(line: Line) -> bool:
    return line.raw.startswith("\t") and not line.raw.startswith("\t\t")


def _cell_regions(lines: list[Line], first: int, end: int) -> list[Region]:
    """Tab-cell runs among the lines: from the first line that starts a cell to what may follow the last
    one."""
    starts = [i for i in range(first, end) if _starts_cell(lines[i])]
    if len(starts) < 2:
        return [(first, end, "")] if end > first else []
    head: list[Region] = [(first, starts[0], "")] if starts[0] > first else []
    return [*head, (starts[0], end, "cells")]


class _Run:
    """Lines that begin with a cell: cells as (first line, end) up to their first blank line, and what follows
    each."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._cells: list[tuple[int, int]] = []
        self._gaps: list[Gap] = []
        starts = [i for i, line in enumerate(lines) if _starts_cell(line)]
        for start, stop in pairwise([*starts, len(lines)]):
            at = start + 1
            while at < stop and not lines[at].blank:
                at += 1
            self._cells.append((start, at))
            self._gaps.append(_gap(lines, at, stop))
        filled = [any(not lines[i].blank for i in range(first, end)) for first, end in self._cells]
        self._division = divide(filled, self._gaps)

    def blocks(self) -> Iterator[Block]:
        """Tables and the paragraphs between them."""
        division = self._division
        for rows, columns in zip(division.tables, division.columns, strict=True):
            yield from self._table(rows, columns)
            last = rows[-1][1] - 1
            for chunk in self._gaps[last].chunks[division.kept[last] :]:
                for line in self._lines[chunk.first : chunk.last]:
                    yield Paragraph(line_text(line))

    def _table(self, rows: list[tuple[int, int]], columns: int) -> list[Block]:
        """The table of these rows; paragraphs where it is no table (indented text); nothing where it is
        empty."""
        found: list[Cell] = []
        for row, (first, end) in enumerate(rows):
            for column, number in enumerate(range(first, end)):
                found.append(_cell(row, column, self._members(number)))
        texts = [t for cell in found for t in cell.texts]
        if not texts:
            return []
        if not _is_table(found, len(rows), columns):
            return [Paragraph(text) for text in texts]
        place = _around(_text_place(found[0].place), _text_place(found[-1].place))
        width = max(cell.column for cell in found) + 1
        return [Table(tuple(found), len(rows), width, place, ragged=True)]

    def _members(self, number: int) -> list[Line]:
        """Lines of a cell, with those after blank lines that belong to it."""
        kept = self._gaps[number].chunks[: self._division.kept[number]]
        spans = [self._cells[number], *((chunk.first, chunk.last) for chunk in kept)]
        return [self._lines[i] for first, end in spans for i in range(first, end)]


def _text_place(place: Place) -> TextPlace:
    if not isinstance(place, TextPlace):
        raise TypeError(place)
    return place


def _around(first: TextPlace, last: TextPlace) -> TextPlace:
    return TextPlace(first.line, last.end_line, first.start, last.end)


def _gap(lines: list[Line], at: int, stop: int) -> Gap:
    chunks, blanks = [], 0
    while at < stop:
        if lines[at].blank:
            blanks += 1
            at += 1
            continue
        first = at
        while at < stop and not lines[at].blank:
            at += 1
        chunks.append(Chunk(blanks, first, at))
        blanks = 0
    return Gap(blanks, chunks)


def _cell(row: int, column: int, members: list[Line]) -> Cell:
    texts = tuple(line_text(line) for line in members if not line.blank)
    if texts:
        place = _around(_text_place(texts[0].place), _text_place(texts[-1].place))
    else:
        line = members[0]
        end = line.start + len(line.raw)
        place = TextPlace(line.number, line.number, end, end)
    return Cell(row, column, texts, place)


def _is_table(cells: list[Cell], rows: int, columns: int) -> bool:
    """Tab-indented paragraphs and lists are no table."""
    if columns < 2:
        return False
    texts: list[Text] = [t for cell in cells for t in cell.texts]
    if rows == 1 and all(cell.texts for cell in cells):
        return not all(t.text.startswith(_BULLETS) or t.text[:1].isdigit() for t in texts) and columns > 2
    return True
