"""CSV files, and delimited tables inside plain text → one table with the place of every field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from naveza.documents.blocks import Cell, Note, Parsed, Table, Text, TextPlace
from naveza.documents.parsers.decode import decode, text_notes, visible
from naveza.documents.parsers.lines import Line, split_lines
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import DEFAULT, Limits

DELIMITERS = ";,\t|"
_SAMPLE = 60_000
_SAMPLE_LINES = 2_000
_MARKER = re.compile(r"\s*(?:[-–—•·*▪\uf0b7]|\(?(?:\d+|[A-Za-z]|[ivxIVX]+)(?:\.\d+)*[.)]?)\s*\Z")
_PAGE_NUMBER = re.compile(r"\s*\d{1,4}\s*\Z")


class Field(NamedTuple):
    """One field: row from 0, text without its quotes, where it starts in the whole text, and its line."""

    row: int
    raw: str
    start: int
    line: int
    quoted: bool


def parse_csv(data: bytes, limits: Limits = DEFAULT) -> Parsed:
    """Read a CSV file. Offsets of places count in `decode(data).text`."""
    decoded = decode(data)
    text = decoded.text
    notes = text_notes(decoded, limits)
    lines = split_lines(text, limits)
    if not text.strip():
        raise Refusal("blank")
    first = 0
    furniture: tuple[Text, ...] = ()
    hint = re.match(r"(?i)sep=(.)\r?\n", text)
    delimiter = hint[1] if hint else sniff(text)
    if hint:
        first = 1
        furniture = (Text(lines[0].raw, TextPlace(1, 1, 0, len(lines[0].raw)), lines[0].raw),)
    while lines and lines[-1].blank and len(lines) > first + 1:
        lines.pop()
    table = delimited_table(text, lines[first], lines[-1], delimiter, limits)
    return Parsed("csv", (table,), (*notes, *_uneven(table)), furniture=furniture)


def sniff(text: str) -> str:
    """The delimiter by which the rows agree best on their number of fields; a comma where none divides
    them."""
    best, choice = (0.0, 0), ","
    for delimiter in DELIMITERS:
        widths = Counter[int]()
        row, width = 0, 0
        for item in fields(text[:_SAMPLE], 0, 1, delimiter):
            if item.row != row:
                widths[width] += 1
                row, width = item.row, 0
            width += 1
        widths[width] += 1
        wide = Counter({w: n for w, n in widths.items() if w > 1})
        if not wide:
            continue
        modal, count = wide.most_common(1)[0]
        agreement = count / sum(widths.values())
        score = (round(agreement * min(modal, 4), 2), modal)
        if score > best:
            best, choice = score, delimiter
    return choice


def fields(text: str, start: int, line: int, delimiter: str, end: int | None = None) -> Iterator[Field]:
    """Fields of `text[start:end]`; rows end at line ends outside quotes; a doubled quote is one quote."""
    sign = re.escape(delimiter)
    pattern = re.compile(
        rf'[ ]*+"((?:[^"]++|"")*+)"[ ]*+({sign}|\r\n|\n|\r|\Z)|([^{sign}\r\n]*+)({sign}|\r\n|\n|\r|\Z)'
    )
    stop = len(text) if end is None else end
    row, at = 0, start
    while True:
        match = pattern.match(text, at, stop)
        if match is None:
            return
        quoted = match[2] is not None
        number = 1 if quoted else 3
        raw, closing = match[number], match[number + 1]
        yield Field(row, raw, match.start(number), line, quoted)
        if quoted:
            line += raw.count("\n")
        if closing != delimiter:
            row += 1
            line += 1
        at = match.end()
        if closing == "" or (at >= stop and closing != delimiter):
            return


def delimited_table(text: str, first: Line, last: Line, delimiter: str, limits: Limits) -> Table:
    """The table between two physical lines, both included."""
    end = last.start + len(last.raw)
    cells: list[Cell] = []
    row, column, columns = 0, 0, 0
    for item in fields(text, first.start, first.number, delimiter, end):
        if item.row != row:
            row, column = item.row, 0
        if len(cells) >= limits.cells:
            raise Refusal("too_many_cells", limit=limits.cells, where=f"line {item.line}")
        cells.append(_cell(item, column))
        column += 1
        if item.raw and column > columns:
            columns = column
        if columns > limits.columns:
            filled = sum(1 for f in fields(text, item.start, 1, delimiter, end) if f.row == 0 and f.raw)
            raise Refusal(
                "too_many_columns",
                where=f"Line {item.line}",
                count=columns - 1 + filled,
                limit=limits.columns,
            )
    place = TextPlace(first.number, last.number, first.start, end)
    kept = tuple(cell for cell in cells if cell.column < max(columns, 1))
    return Table(kept, row + 1, columns, place)


def _cell(item: Field, column: int) -> Cell:
    raw = item.raw
    if not item.quoted or "\n" not in raw:
        texts = _text(raw, item.start, item.line, item.quoted)
        if texts:
            return Cell(item.row, column, texts, texts[0].place)
        return Cell(item.row, column, (), TextPlace(item.line, item.line, item.start, item.start + len(raw)))
    place = TextPlace(item.line, item.line + raw.count("\n"), item.start, item.start + len(raw))
    found: list[Text] = []
    start, line = item.start, item.line
    for part in raw.split("\n"):
        found.extend(_text(part, start, line, True))
        start += len(part) + 1
        line += 1
    return Cell(item.row, column, tuple(found), place)


def _text(raw: str, start: int, line: int, quoted: bool) -> tuple[Text, ...]:
    text = visible(raw.replace('""', '"') if quoted else raw)
    if not text:
        return ()
    first = start + len(raw) - len(raw.lstrip())
    return (Text(text, TextPlace(line, line, first, start + len(raw.rstrip())), raw),)


def delimited_regions(lines: list[Line]) -> Iterator[tuple[int, int, str]]:
    """Runs of lines that are rows of a table between tabs: (first line, end, delimiter)."""
    at = 0
    while at < len(lines):
        if not _tabs_inside(lines[at].raw):
            at += 1
            continue
        end = _region_end(lines, at)
        if _is_table([line.raw for line in lines[at : min(end, at + _SAMPLE_LINES)]]):
            yield at, end, "\t"
        at = end


def _tabs_inside(raw: str) -> bool:
    """Whether tabs divide this line, rather than indent it."""
    return "\t" in raw.strip(" ")[1:].rstrip("\t") or raw.count("\t") >= 2


def _region_end(lines: list[Line], first: int) -> int:
    """Rows go on over lines without tabs where a quoted field is open, or where a cell is wrapped and rows
    follow."""
    end = first
    while end < len(lines):
        raw = lines[end].raw
        if not _tabs_inside(raw) and not _goes_on(lines, first, end):
            break
        end += 1
    return end


def _goes_on(lines: list[Line], first: int, at: int) -> bool:
    if lines[at].blank or at == first:
        return False
    if lines[at].raw.startswith("\t"):
        return False
    opened = sum(line.raw.count('"') for line in lines[max(first, at - 40) : at])
    if opened % 2 == 0:
        return False
    return any(_tabs_inside(line.raw) or '"' in line.raw for line in lines[at : at + 40])


def _is_table(lines: list[str]) -> bool:
    """Whether most of the lines are rows with the same number of filled fields."""
    parts: list[list[str]] = []
    for item in fields("\n".join(lines), 0, 1, "\t"):
        if item.row == len(parts):
            parts.append([])
        parts[-1].append(item.raw)
    widths = Counter(map(len, parts))
    width, count = widths.most_common(1)[0]
    if count < 2 or count / len(parts) < 0.6:
        return False
    if width > 2:
        filled = sum(1 for row in parts for part in row if part.strip())
        return filled >= 0.25 * sum(widths.elements()) or filled >= 3 * len(parts)
    markers = sum(1 for row in parts if _MARKER.match(row[0]) or not row[0].strip())
    pages = sum(1 for row in parts if _PAGE_NUMBER.match(row[-1]))
    return len(parts) > 2 and markers < 0.6 * len(parts) and pages < 0.6 * len(parts)


def _uneven(table: Table) -> list[Note]:
    """Rows of unequal length, as a note."""
    widths = Counter(cell.row for cell in table.cells)
    odd = [row for row, width in widths.items() if width != table.columns]
    return [Note("uneven_rows", f"{len(odd)} rows, first {odd[0] + 1}")] if odd else []
