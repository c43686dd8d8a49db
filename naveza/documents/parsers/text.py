"""Plain text and pasted text → blocks.

Three shapes, found region by region: tables with one cell on each line after a tab (Word tables exported to
text), tables with the cells of a row on one line between tabs (pasted from a spreadsheet), and everything
else, where each physical line is one paragraph: only a reader of plans can know which lines belong together.
"""

from __future__ import annotations

from itertools import pairwise

from naveza.documents.blocks import Block, Cell, Note, Paragraph, Parsed, Table, Text, TextPlace
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
    lines = split_lines(text, limits)
    if len(lines) > limits.texts:
        raise Refusal("too_many_texts", limit=limits.texts)
    blocks: list[Block] = []
    for first, end, delimiter in _regions(lines):
        if delimiter == "cells":
            blocks += _tab_cells(lines[first:end])
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


def _tab_cells(lines: list[Line]) -> list[Block]:
    """Tables and the paragraphs between them, of a run that begins with a cell."""
    cells, gaps = _cells_and_gaps(lines)
    filled = [any(not lines[i].blank for i in range(first, end)) for first, end in cells]
    division = divide(filled, gaps)
    blocks: list[Block] = []
    for rows, columns in zip(division.tables, division.columns, strict=True):
        blocks += _rows_as_blocks(lines, cells, gaps, division.kept, rows, columns)
        last = rows[-1][1] - 1
        for chunk in gaps[last].chunks[division.kept[last] :]:
            blocks += [Paragraph(line_text(line)) for line in lines[chunk.first : chunk.last]]
    return blocks


def _cells_and_gaps(lines: list[Line]) -> tuple[list[tuple[int, int]], list[Gap]]:
    """Cells as (first line, end) up to their first blank line, and what follows each."""
    starts = [i for i, line in enumerate(lines) if _starts_cell(line)]
    cells, gaps = [], []
    for start, stop in pairwise([*starts, len(lines)]):
        at = start + 1
        while at < stop and not lines[at].blank:
            at += 1
        cells.append((start, at))
        gaps.append(_gap(lines, at, stop))
    return cells, gaps


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


def _rows_as_blocks(
    lines: list[Line],
    cells: list[tuple[int, int]],
    gaps: list[Gap],
    kept: dict[int, int],
    rows: list[tuple[int, int]],
    columns: int,
) -> list[Block]:
    """The table of these rows; paragraphs where it is no table (indented text); nothing where it is empty."""
    found: list[Cell] = []
    for row, (first, end) in enumerate(rows):
        for column, number in enumerate(range(first, end)):
            spans = [cells[number], *((c.first, c.last) for c in gaps[number].chunks[: kept[number]])]
            members = [lines[i] for a, b in spans for i in range(a, b)]
            found.append(_cell(row, column, members))
    texts = [t for cell in found for t in cell.texts]
    if not texts:
        return []
    if not _is_table(found, len(rows), columns):
        return [Paragraph(text) for text in texts]
    place = TextPlace(
        found[0].place.line,
        found[-1].place.end_line,
        found[0].place.start,
        found[-1].place.end,  # type: ignore[union-attr]
    )
    width = max(cell.column for cell in found) + 1
    return [Table(tuple(found), len(rows), width, place, ragged=True)]


def _cell(row: int, column: int, members: list[Line]) -> Cell:
    texts = tuple(line_text(line) for line in members if not line.blank)
    if texts:
        first, last = texts[0].place, texts[-1].place
        place = TextPlace(first.line, last.end_line, first.start, last.end)  # type: ignore[union-attr]
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
