"""The page as a Word document: real vertical merges, bold runs, heading styles, automatic numbering."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import _Cell

from tests.spec.plans.reading.documents.printed import Box, Grid, Line, Page
from tests.spec.plans.reading.documents.writers import runs

STYLES = {"title": "Title", "h1": "Heading 1", "h2": "Heading 2", "h": "Heading 1", "item": "List Bullet"}
NUMBERING = 77  # ids of our multi-level list, far from those of the template


def write_docx(page: Page, spec: dict[str, Any]) -> bytes:
    document = docx.Document()
    if any(isinstance(block, Line) and block.kind == "auto" for block in page):
        _add_numbering(document)
    for block in page:
        if isinstance(block, Grid):
            _add_table(document, block)
        else:
            _add_line(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_line(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph(style=STYLES.get(line.kind))
    paragraph.add_run(line.text).bold = line.kind == "b" or None
    if line.kind == "auto":
        properties = paragraph._p.get_or_add_pPr()
        numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{line.level}"/><w:numId w:val="{NUMBERING}"/></w:numPr>'
        properties.append(parse_xml(numbering))


def _add_numbering(document: Any) -> None:
    """A list with the levels 1., 1.1. and 1.1.1., as Word numbers it."""
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{".".join(f"%{k}" for k in range(1, n + 2))}."/><w:lvlJc w:val="left"/></w:lvl>'
        for n in range(3)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}">{levels}</w:abstractNum>'
    part.insert(0, parse_xml(abstract))
    number = f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'
    part.append(parse_xml(number))


def _add_table(document: Any, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), len(grid.rows[0]), style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for r, row in enumerate(grid.rows):
        for c, box in enumerate(row):
            if not box.covered:
                cell = cells[r][c]
                if box.rows > 1 or box.columns > 1:
                    cell = cell.merge(cells[r + box.rows - 1][c + box.columns - 1])
                _fill(cell, box)


def _fill(cell: _Cell, box: Box) -> None:
    paragraph = cell.paragraphs[0]
    for text, bold in runs(box.text):
        for n, part in enumerate(text.split("\n")):
            if n:
                paragraph = cell.add_paragraph()
            if part:
                run = paragraph.add_run(part.replace("\v", "\n"))  # python-docx writes a line break
                run.bold = bold or None
