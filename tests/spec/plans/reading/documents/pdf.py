"""The page as a born-digital PDF, ruled or without rules, with headers and footers; set by typst."""

from __future__ import annotations

import json
from typing import Any

import typst

from tests.spec.plans.reading.documents.printed import Box, Grid, Page
from tests.spec.plans.reading.documents.writers import runs


def write_pdf(page: Page, spec: dict[str, Any]) -> bytes:
    flipped = "true" if spec["page"] == "landscape" else "false"
    header = _quoted(spec["header"]) if "header" in spec else '""'
    footer = f"#{_quoted(spec['footer'])} #context counter(page).display()" if "footer" in spec else ""
    source = [
        f"#set page(paper: {_quoted('a4')}, flipped: {flipped}, margin: 1.6cm)",
        f"#set page(header: [#{header}], footer: [{footer}])",
        f"#set text(size: {spec.get('size', 9)}pt, lang: {_quoted(spec['language'])}, hyphenate: false)",
        "#set par(justify: false)",
    ]
    for block in page:
        if isinstance(block, Grid):
            source.append(_table(block, spec["ruled"]))
        elif block.kind == "title":
            source.append(f"#text(size: 14pt, weight: 700)[#{_quoted(block.text)}]\n")
        elif block.kind in ("h1", "h2"):
            source.append(f"#text(size: 11pt, weight: 700)[#{_quoted(block.text)}]\n")
        else:
            source.append(f"#{_quoted(block.text)}\n")
    return typst.compile("\n\n".join(source).encode())


def _table(grid: Grid, ruled: bool) -> str:
    columns = ", ".join(f"{width}fr" for width in grid.widths)
    stroke = "0.5pt" if ruled else "none"
    head = ",\n".join(_cell(box, bold=True) for row in grid.rows[: grid.header_rows] for box in row if not box.covered)
    body = ",\n".join(_cell(box) for row in grid.rows[grid.header_rows :] for box in row if not box.covered)
    return f"#table(columns: ({columns}), stroke: {stroke}, align: left, table.header({head}),\n{body})"


def _cell(box: Box, bold: bool = False) -> str:
    parts = []
    for text, strong in runs(box.text):
        lines = " #linebreak() ".join(f"#{_quoted(line)}" for line in text.replace("\v", "\n").split("\n"))
        parts.append(f"#strong[{lines}]" if strong or bold else lines)
    return f"table.cell(rowspan: {box.rows}, colspan: {box.columns})[{''.join(parts)}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
