"""The adopted documents of Dolina as files, so that a newcomer can try reading without bringing one.

The same content gives the same bytes: Word, PDF, workbook, plain text, web page, Markdown and CSV.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from naveza.demo import printing
from naveza.demo.texts import content
from naveza.lib.docx import write_table_document
from naveza.lib.pdf import write_table_pdf
from naveza.lib.xlsx import write_table_workbook

PLANS = (
    "national-2024",
    "national-2026",
    "national-early-warning",
    "regional-modrin",
    "county-alunis",
    "local-brodisce",
    "project-mobile-units",
)


def document_bytes(plan: dict[str, Any]) -> bytes:
    """The plan in the format that its `layout` asks for."""
    kind = plan["layout"]["format"]
    if kind == "docx":
        return write_table_document(printing.grid_document(plan, one_table=False))
    if kind == "pdf":
        return write_table_pdf(printing.grid_document(plan, one_table=True))
    if kind == "xlsx":
        sheet = plan["layout"]["sheet"]
        return write_table_workbook(printing.grid_document(plan, one_table=True), sheet_name=sheet)
    if kind == "csv":
        return printing.list_csv(plan)
    write = {"txt": printing.outline_text, "md": printing.card_markdown, "html": printing.levels_html}[kind]
    return write(plan).encode()


def make_documents(folder: Path) -> list[Path]:
    """Write every document of the country into a folder, made if it is not there; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in PLANS:
        plan = content(name)
        path = folder / plan["document"]
        path.write_bytes(document_bytes(plan))
        paths.append(path)
    return paths
