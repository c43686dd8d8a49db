"""The same page in the formats that plans come in. Each writer takes the page and gives the bytes of a file."""

from __future__ import annotations

import csv
import html
import io
import re
import textwrap
from typing import Any

import xlsxwriter

from tests.spec.plans.reading.documents.printed import Box, Grid, Line, Page

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
WIDTH = 76  # characters of a line of plain text


def runs(text: str) -> list[tuple[str, bool]]:
    """Pieces of a text with whether they are bold."""
    parts = BOLD.split(text)
    return [(part, bool(n % 2)) for n, part in enumerate(parts) if part]


def plain(text: str) -> str:
    return BOLD.sub(r"\1", text)


def write_text(page: Page, spec: dict[str, Any]) -> bytes:
    """Plain text: an outline with wrapped lines, or the export of a Word table in which a tab begins each cell."""
    lines: list[str] = []
    for block in page:
        if isinstance(block, Grid):
            lines += jumbled(block, spec["widths"]) if spec.get("jumbled") else _exported(block)
        elif block.kind == "cell":
            lines += ["\t" + block.text, ""]
        elif block.kind == "heading":
            lines += ["", block.text, ""]
        elif block.kind in ("item", "detail"):
            indent = " " * (len(block.text) - len(block.text.lstrip()))
            hanging = indent + "  " if block.kind == "detail" else " " * (block.text.index(" ") + 1)
            lines += textwrap.wrap(block.text, WIDTH, initial_indent="", subsequent_indent=hanging)
        else:
            lines.append(block.text)
    return "\n".join([*lines, ""]).encode()


def jumbled(grid: Grid, widths: list[int]) -> list[str]:
    """A table as text taken out of a PDF: cell after cell, lines wrapped to the column, an empty line between cells.

    Cells with a tick are joined with their neighbours by single blanks, an empty one giving nothing between two.
    """
    lines: list[str] = []
    for row in grid.rows:
        ticks = ""
        for box, width in zip(row, widths, strict=True):
            if width <= 1:
                ticks += box.text + " "
            elif not box.covered and (box.text or ticks):
                wrapped = [f"{line} " for part in plain(box.text).split("\n") for line in textwrap.wrap(part, width)]
                lines += [ticks + (wrapped[0] if wrapped else ""), *wrapped[1:], " ", ""]
                ticks = ""
            elif ticks:
                lines += [ticks, ""]
                ticks = ""
    return lines


def _exported(grid: Grid) -> list[str]:
    lines: list[str] = []
    for row in grid.rows:
        shown = [box for box in row if not _beside(row, box)]
        lines += [line for box in shown for line in ("\t" + plain(box.text)).replace("\v", "\n").split("\n")]
        lines.append("")
    return [*lines, ""]


def _beside(row: list[Box], box: Box) -> bool:
    """Is the box the rest of a cell merged across? Such a cell is exported once."""
    if not box.covered:
        return False
    at = next(n for n, other in enumerate(row) if other is box)
    return any(row[n].columns > at - n for n in range(at))


def write_markdown(page: Page, spec: dict[str, Any]) -> bytes:
    marks = {"title": "# ", "h1": "## ", "h2": "## ", "h": "## "}
    lines: list[str] = []
    for block in page:
        if isinstance(block, Grid):
            lines += ["", *_piped(block), ""]
        elif block.kind in ("item", "detail"):
            lines.append(block.text)
        else:
            lines += ["", marks.get(block.kind, "") + block.text, ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().encode() + b"\n"


def _piped(grid: Grid) -> list[str]:
    rows = ["| " + " | ".join(box.text.replace("\n", "<br>") for box in row) + " |" for row in grid.rows]
    return [rows[0], "|" + "---|" * len(grid.rows[0]), *rows[1:]]


def write_csv(page: Page, spec: dict[str, Any]) -> bytes:
    """Semicolons between cells and a byte order mark, as a spreadsheet program saves it in our countries."""
    grid = next(block for block in page if isinstance(block, Grid))
    out = io.StringIO()
    delimiter = spec.get("delimiter", ";")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        [[box.text for box in row] for row in grid.rows]
    )
    return out.getvalue().encode("utf-8-sig")


def write_html(page: Page, spec: dict[str, Any]) -> bytes:
    tags = {"title": "h1", "h1": "h2", "h2": "h3", "p": "p"}
    body: list[str] = []
    for block in page:
        if isinstance(block, Grid):
            body += [
                "<table>",
                *(_html_row(row, n < block.header_rows) for n, row in enumerate(block.rows)),
                "</table>",
            ]
        elif block.kind == "nav":
            body.append(f'<nav><a href="#">{html.escape(block.text)}</a></nav>')
        else:
            body.append(f"<{tags[block.kind]}>{html.escape(block.text)}</{tags[block.kind]}>")
    head = f'<!doctype html><html lang="{spec["language"]}"><head><meta charset="utf-8"><title>{spec["file"]}</title>'
    return "\n".join([head, "<style>td { border: 1px solid }</style></head><body>", *body, "</body></html>"]).encode()


def _html_row(row: list[Box], header: bool) -> str:
    tag = "th" if header else "td"
    cells = []
    for box in row:
        if not box.covered:
            text = "".join(f"<strong>{_lines(t)}</strong>" if bold else _lines(t) for t, bold in runs(box.text))
            spans = f' rowspan="{box.rows}"' * (box.rows > 1) + f' colspan="{box.columns}"' * (box.columns > 1)
            cells.append(f"<{tag}{spans}>{text}</{tag}>")
    return "<tr>" + "".join(cells) + "</tr>"


def _lines(text: str) -> str:
    return html.escape(text).replace("\v", "\n").replace("\n", "<br>")


def write_xlsx(page: Page, spec: dict[str, Any]) -> bytes:
    """A sheet with title rows above the header and merged cells; a second sheet with the abbreviations."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(spec["sheet"])
    money = book.add_format({"num_format": "#,##0.00"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    top = 0
    for block in page:
        if isinstance(block, Line):
            if block.text:
                sheet.merge_range(top, 0, top, 5, block.text, wrapped)
            top += 1
            continue
        for row in block.rows:
            _xlsx_row(sheet, top, row, money, wrapped)
            top += 1
        top += 1
    if "extra_sheet" in spec:
        name, rows = spec["extra_sheet"]
        other = book.add_worksheet(name)
        for n, row in enumerate(rows):
            other.write_row(n, 0, row)
    book.close()
    return out.getvalue()


def _xlsx_row(sheet: Any, top: int, row: list[Box], money: Any, wrapped: Any) -> None:
    for column, box in enumerate(row):
        if box.covered or not box.text:
            continue
        if box.rows > 1 or box.columns > 1:
            sheet.merge_range(top, column, top + box.rows - 1, column + box.columns - 1, box.text, wrapped)
        elif re.fullmatch(r"[\d,]+(\.\d+)?", box.text):
            sheet.write_number(top, column, float(box.text.replace(",", "")), money)
        else:
            sheet.write_string(top, column, box.text, wrapped)
