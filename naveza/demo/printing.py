"""From the content of an invented plan to the page: what a ministry's clerk would have typed.

Each function takes a naveza-plan/1 object with its `layout` hints and gives a `TableDocument` or the text of
a file. Cells that `inherits` names are printed as one merged cell, so the content alone decides how a plan
looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from itertools import groupby
from typing import Any

from naveza.lib.csvs import write_csv
from naveza.lib.tables import (
    Block,
    Cell,
    Column,
    Heading,
    Line,
    Role,
    Row,
    Run,
    Table,
    TableDocument,
    cell,
    line,
    merge_down,
)

PlanJson = dict[str, Any]
_WIDTHS = {"goal": 17.0, "activity": 27.0, "results": 22.0, "lead": 15.0, "institutions": 22.0, "budget": 9.0}
_TICK_WIDTH = 5.6


def amount_text(amount: str, language: str) -> str:
    """An amount as people of the language write it: `6.480.000,00` in Slovenian, `420,000.00` in English."""
    text = f"{Decimal(amount):,.2f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def _lead_bold(text: str, lead: str | None) -> Line:
    """A line of the institutions' cell; the lead is printed bold where it stands."""
    before, found, after = text.partition(lead) if lead else (text, "", "")
    runs = (Run(before), Run(found, bold=True), Run(after))
    return Line(tuple(run for run in runs if run.text))


def _spans(rows: list[PlanJson], field: str) -> list[int]:
    """Rows that each merged cell of a column covers; 0 for a row whose cell began above."""
    keys: list[str] = []
    for number, row in enumerate(rows):
        keys.append(keys[-1] if field in row["inherits"] and keys else str(number))
    return merge_down([keys])[0]


def _partners(row: PlanJson, layout: PlanJson) -> Cell:
    if "lead" in layout["columns"]:
        names = [name for name in row["institutions"] if name != row["lead"]]
        return cell(layout.get("separator", ", ").join(names)) if names else Cell()
    lines = row.get("layout", {}).get("institutions", [])
    lead = row["lead"] if lines else None
    return Cell(tuple(_lead_bold(text, lead if n == 0 else None) for n, text in enumerate(lines)))


def _content(field: str, row: PlanJson, plan: PlanJson) -> Cell:
    layout = plan["layout"]
    if field == "goal":
        return cell(row["path"][-1])
    if field == "activity":
        return cell(*row["activities"])
    if field == "results":
        return cell(*row["expected_results"])
    if field == "lead":
        return cell(row["lead"], bold=True)
    if field == "institutions":
        return _partners(row, layout)
    return cell(*(amount_text(a["amount"], plan["language"]) for a in row["budget"]))


def _table_rows(rows: list[PlanJson], plan: PlanJson) -> Iterator[Row]:
    fields = list(plan["layout"]["columns"])
    spans = {field: _spans(rows, field) for field in ("goal", "results", "institutions")}
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        for field in fields:
            if field == "periods":
                cells += [cell("X") if label in row["periods"] else Cell() for label in plan["periods"]]
                continue
            rows_covered = spans[field][number] if field in spans else 1
            if rows_covered:
                content = _content(field, row, plan)
                cells.append(Cell(content.lines, row_span=rows_covered))
        yield Row(tuple(cells))


def _header(plan: PlanJson) -> tuple[Row, Row]:
    layout, labels = plan["layout"], plan["periods"]
    first = []
    for field, name in layout["columns"].items():
        if field == "periods":
            first.append(cell(name, columns=len(labels)))
        elif field == "institutions" and "institutions_note" in layout:
            first.append(cell(name, layout["institutions_note"], rows=2))
        else:
            first.append(cell(name, rows=2))
    return Row(tuple(first), Role.HEADER), Row(tuple(cell(label) for label in labels), Role.HEADER)


def _columns(plan: PlanJson) -> tuple[Column, ...]:
    columns: list[Column] = []
    for field in plan["layout"]["columns"]:
        if field == "periods":
            columns += [Column(_TICK_WIDTH, narrow=True)] * len(plan["periods"])
        else:
            columns.append(Column(_WIDTHS[field]))
    return tuple(columns)


def _tables(plan: PlanJson, *, one_table: bool) -> Iterator[Table]:
    """The plan's rows: one table for each chapter, or one long table with a band above each chapter."""
    columns, header = _columns(plan), _header(plan)
    body: list[Row] = []
    for title, chapter in groupby(plan["rows"], key=lambda row: row["path"][0]):
        band = Row((cell(plan["layout"]["chapter_prefix"] + title, columns=len(columns)),), Role.BAND)
        body += [band, *_table_rows(list(chapter), plan)]
        if not one_table:
            yield Table(columns, (*header, *body), summary=title)
            body = []
    if one_table:
        yield Table(columns, (*header, *body), summary=plan["title"])


def grid_document(plan: PlanJson, *, one_table: bool) -> TableDocument:
    """Introduction, abbreviations, money, then the grid of goals, activities, periods and institutions."""
    layout = plan["layout"]
    headings = layout["headings"]
    blocks: list[Block] = []

    def part(name: str, lines: list[Line]) -> None:
        if lines and name in headings:
            blocks.append(Heading(headings[name]))
        blocks.extend(lines)

    part("intro", [line(text) for text in layout["intro"]])
    bullets = layout["format"] == "docx"
    pairs = plan["abbreviations"].items()
    abbreviations = [line(f"{short} – {long}", bullet=bullets) for short, long in pairs]
    if not layout.get("abbreviations_last"):
        part("abbreviations", abbreviations)
    part("money", [line(text) for text in layout.get("money", [])])
    if "table" in headings:
        blocks.append(Heading(headings["table"]))
    blocks += _tables(plan, one_table=one_table)
    blocks += [line(text) for text in layout["closing"]]
    if layout.get("abbreviations_last"):
        part("abbreviations", abbreviations)
    return TableDocument(plan["title"], plan["language"], tuple(blocks), layout["subtitle"], layout["footer"])


def outline_text(plan: PlanJson) -> str:
    """A numbered outline with a legend of its levels, as a plain text file."""
    layout = plan["layout"]
    parts = [
        plan["title"],
        layout["subtitle"],
        "",
        layout["legend_title"],
        *layout["legend"],
        "",
        plan["vision"],
    ]
    printed: list[str] = []
    for row in plan["rows"]:
        for depth, (code, title) in enumerate(zip(row["path_codes"], row["path"], strict=True)):
            if printed[depth : depth + 1] != [code]:
                printed = [*printed[:depth], code]
                parts += ["", f"{code} {title}"] if depth == 0 else [f"{code} {title}"]
        parts.append(f"{row['code']} {row['activities'][0]}")
        partners = [name for name in row["institutions"] if name != row["lead"]]
        parts.append(f"{layout['lead_label']}: {row['lead']}")
        if partners:
            parts.append(f"{layout['partner_label']}: {layout['separator'].join(partners)}")
        if row["deadline"]:
            parts.append(f"{layout['deadline_label']}: {row['deadline']}")
    return "\n".join([*parts, "", *layout["closing"], ""])


def card_markdown(plan: PlanJson) -> str:
    """A project card: purpose, goals, partners and money for each year, as Markdown."""
    layout = plan["layout"]
    parts = [f"# {plan['title']}"]
    for section in layout["sections"]:
        parts.append(f"## {section['heading']}")
        if section.get("goals"):
            parts.append("\n".join(f"- {row['activities'][0]}" for row in plan["rows"]))
        elif section.get("budget"):
            lines = []
            for item in plan["budget"]:
                label = layout["total_label"] if item.get("total") else item["period"]
                lines.append(f"{label}: {amount_text(item['amount'], plan['language'])} {item['currency']}")
            parts += lines
        else:
            parts += section["paragraphs"]
    return "\n\n".join(parts) + "\n"


def list_csv(plan: PlanJson) -> bytes:
    """A plan kept as a list in a spreadsheet, saved as CSV with the separator of its country."""
    layout = plan["layout"]
    rows = []
    for row in plan["rows"]:
        partners = ", ".join(name for name in row["institutions"] if name != row["lead"])
        amounts = [amount_text(a["amount"], plan["language"]) for a in row["budget"]]
        fields = {
            "goal": row["path"][-1],
            "activity": row["activities"][0],
            "deadline": row["deadline"],
            "lead": row["lead"],
            "institutions": partners,
            "indicators": row["indicators"][0],
            "budget": amounts[0] if amounts else "",
        }
        rows.append([fields[name] for name in layout["columns"]])
    return write_csv(list(layout["columns"].values()), rows, delimiter=layout["delimiter"])


def _html_rows(rows: list[PlanJson]) -> Iterator[str]:
    spans = merge_down([[row["path_codes"][-1] for row in rows]])[0]
    for row, span in zip(rows, spans, strict=True):
        yield "<tr>"
        if span:
            yield f'<td rowspan="{span}">{row["path_codes"][-1]}. {escape(row["path"][-1])}</td>'
        yield f"<td>{row['code']}. {escape(row['activities'][0])}</td>"
        yield f"<td>{'-'.join(row['periods'])}</td>"
        yield "<td><ul>" + "".join(f"<li>{escape(text)}</li>" for text in row["indicators"]) + "</ul></td>"
        yield f"<td>{escape(row['evaluation_term'])}</td>"
        yield "<td>" + "<br>".join(escape(text) for text in row["layout"]["institutions"]) + "</td>"
        yield "</tr>"


def levels_html(plan: PlanJson) -> str:
    """Levels over levels as headings, under the last of them a table; one page of a county's web site."""
    layout = plan["layout"]
    title = escape(plan["title"])
    parts = [
        f'<!doctype html>\n<html lang="{plan["language"]}">\n<head>\n<meta charset="utf-8">',
        f"<title>{title}</title>\n<style>{_HTML_STYLE}</style>\n</head>\n<body>",
        f'<nav><a href="#continut">{escape(layout["skip"])}</a></nav>\n<main id="continut">',
        f"<p>{escape(layout['subtitle'])}</p>\n<h1>{title}</h1>",
        *(f"<p>{escape(text)}</p>" for text in layout["intro"]),
    ]
    printed: list[str] = []
    for path, group in groupby(plan["rows"], key=lambda row: row["path"][:3]):
        rows = list(group)
        for depth, (word, text) in enumerate(zip(layout["level_words"], path, strict=True)):
            if printed[depth : depth + 1] != [text]:
                printed = [*printed[:depth], text]
                code = rows[0]["path_codes"][depth]
                number = f" {code}" if code else ""
                parts.append(f"<h{depth + 2}>{word}{number}: {escape(text)}</h{depth + 2}>")
        header = "".join(f'<th scope="col">{escape(name)}</th>' for name in layout["columns"])
        parts += [
            "<table>",
            f"<thead><tr>{header}</tr></thead>",
            "<tbody>",
            *_html_rows(rows),
            "</tbody>",
            "</table>",
        ]
    closing = [f"<p>{escape(text)}</p>" for text in layout["closing"]]
    return "\n".join([*parts, *closing, "</main>", "</body>", "</html>", ""])


_HTML_STYLE = """
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; color: #1b2426; }
h1, h2, h3, h4 { color: #0f4c4a; line-height: 1.25; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; margin: 1rem 0 2rem; }
th, td { border: 1px solid #9aa8a6; padding: .4rem .5rem; text-align: left; vertical-align: top; }
th { background: #dde9e6; }
ul { margin: 0; padding-left: 1.1rem; }
"""
