"""PDF through typst, from our own templates only: `templates/<name>.typ` beside this module.

Data reaches a template as one JSON text and is never read as markup, so no word of a plan can run or break
it. The fonts are those inside typst, the machine's are not looked at: the same data gives the same bytes
everywhere. Rendering takes up to 185 MB for a moment; call it from a task, not from a web process.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from naveza.lib.tables import LANGUAGE_TAGS, Block, Table, TableDocument, as_data, cut_long
from naveza.lib.text import xml_safe

TEMPLATES = Path(__file__).parent / "templates"
# typst lays out a table in time that grows with the square of its rows: a thousand rows took 11 s and 580 MB
_ROWS_AT_ONCE = 250
_STAMP = datetime(2026, 1, 1, tzinfo=UTC)


class PdfError(ValueError):
    """The template refused the data; the text names the first trouble."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _clean(value: Any) -> Any:
    """The data without characters that a PDF text cannot carry, all the way down."""
    if isinstance(value, str):
        return xml_safe(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


def render_pdf(template: str, data: dict[str, Any]) -> bytes:
    """A tagged PDF (PDF/UA-1) of a template of ours with this data.

    Raises FileNotFoundError for a template that is none of ours, PdfError where typst refuses or only warns
    (a glyph that no font has, a layout that does not settle): a printed plan with holes is worse than none.
    """
    path = TEMPLATES / f"{template}.typ"
    if not template.isidentifier() or not path.is_file():
        raise FileNotFoundError(f"There is no template named {template!r}.")
    text = json.dumps(_clean(data), ensure_ascii=False)
    compiler = typst.Compiler(path, root=TEMPLATES, font_paths=_fonts(), sys_inputs={"data": text})
    try:
        result, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards="ua-1", timestamp=_STAMP)
    except typst.TypstError as error:
        raise PdfError(f"The document cannot be printed: {error.message}") from error
    if warnings:
        raise PdfError(f"The document cannot be printed without loss: {warnings[0].message}")
    if not isinstance(result, bytes):
        raise PdfError("The document came out empty.")
    return result


def write_table_pdf(document: TableDocument) -> bytes:
    """The document as PDF, landscape A4. Raises ValueError where a table's cells do not fit together."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += cut_long(block, _ROWS_AT_ONCE) if isinstance(block, Table) else [block]
    data = as_data(replace(document, blocks=tuple(blocks)))
    tag = LANGUAGE_TAGS.get(document.language, document.language)
    language, _, region = tag.partition("-")
    return render_pdf("table_document", {**data, "language": language, "region": region or None})
