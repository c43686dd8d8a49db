"""Small documents drawn as text, for tests that a person can read.

    # Heading                       a heading (## a lower one)
    A paragraph.                    one paragraph for each line
    - An item                       a list item
    | Goal | Activity | 2025 | <    |     a table; `<` is merged with the cell on its left,
    | A    | First ¶ **bold** | X | |     `^` with the cell above, `¶` starts a paragraph, `**` bold
    | ^    | Second           |   |X|
    (1.) An item                    an item with an automatic number

A blank line ends a table. `ragged` gives the table that a text export would give: merged cells left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from naveza.documents.blocks import (
    Block,
    Cell,
    Heading,
    Item,
    Paragraph,
    ParagraphPlace,
    Parsed,
    Place,
    Table,
    TablePlace,
    Text,
)
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft

BOLD = re.compile(r"\*\*(.+?)\*\*")


def document(drawn: str, *, language: str = "", ragged: bool = False, kind: str = "docx") -> Parsed:
    """Parse a drawing."""
    blocks: list[Block] = []
    lines = [line.strip() for line in drawn.strip("\n").splitlines()]
    at, tables = 0, 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("|"):
            end = at
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            blocks.append(_table(lines[at:end], tables, ragged))
            tables += 1
            at = end
            continue
        if line:
            blocks.append(_line(line, len(blocks)))
        at += 1
    return Parsed(kind, tuple(blocks), language=language)


def draft(drawn: str, *, language: str = "", ragged: bool = False, kind: str = "docx", **how: object) -> Draft:
    """Read a drawing as a plan."""
    return read(document(drawn, language=language, ragged=ragged, kind=kind), name="drawn", **how)  # type: ignore[arg-type]


def _text(written: str, place: Place, marker: str = "") -> Text:
    bold, plain, at = [], "", 0
    for match in BOLD.finditer(written):
        plain += written[at : match.start()]
        bold.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        at = match.end()
    plain += written[at:]
    return Text(plain, place, plain, tuple(bold), marker)


def _line(line: str, number: int) -> Block:
    place = ParagraphPlace(number)
    heading = re.match(r"(#+)\s+(.*)", line)
    if heading:
        return Heading(_text(heading.group(2), place), len(heading.group(1)))
    item = re.match(r"(?:-|\((?P<marker>[^)]+)\))\s+(?P<text>.*)", line)
    if item:
        return Item(_text(item["text"], place, item["marker"] or "•"), 0)
    return Paragraph(_text(line, place))


def _table(lines: Sequence[str], number: int, ragged: bool) -> Table:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    columns = max(len(row) for row in rows)
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        for c, written in enumerate(row):
            if written in ("<", "^"):
                continue
            width = 1
            while c + width < len(row) and row[c + width] == "<":
                width += 1
            height = 1
            while r + height < len(rows) and c < len(rows[r + height]) and rows[r + height][c] == "^":
                height += 1
            texts = tuple(
                _text(part.strip(), TablePlace(number, r, c, n))
                for n, part in enumerate(written.split("¶"))
                if part.strip()
            )
            cells.append(Cell(r, c, texts, TablePlace(number, r, c), height, width))
    if ragged:
        cells = _ragged(cells, rows, number)
        columns = max(c.column for c in cells) + 1
    return Table(tuple(cells), len(rows), columns, TablePlace(number, 0, 0), ragged)


def _ragged(cells: Sequence[Cell], rows: Sequence[Sequence[str]], number: int) -> list[Cell]:
    """Widths lost, cells merged downwards left empty: what a text export keeps."""
    result = []
    for r, row in enumerate(rows):
        kept = [c for c in range(len(row)) if row[c] != "<"]
        by_column = {cell.column: cell for cell in cells if cell.row == r}
        for ordinal, c in enumerate(kept):
            texts = by_column[c].texts if c in by_column else ()
            result.append(Cell(r, ordinal, texts, TablePlace(number, r, ordinal)))
    return result
