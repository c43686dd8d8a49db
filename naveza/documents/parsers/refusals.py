"""Why a file is not read: stable codes and the sentence of each.

A screen translates by code (`SENTENCES[code]` is the English template) and fills in `Refusal.values`. A
sentence says what is wrong, where, and what to do now.
"""

from __future__ import annotations

from typing import Any

SENTENCES: dict[str, str] = {
    "empty": "The file “{name}” is empty. Choose the document again; perhaps it was not saved or not fully copied.",
    "blank": "“{name}” has no text in it. Check that this is the right document.",
    "too_large": "“{name}” has {size} MB; up to {limit} MB can be read. Remove pictures from it, or split it.",
    "old_word": (
        "“{name}” is in the old Word format (.doc). Open it in Word or LibreOffice, choose Save As, "
        "pick “Word document (.docx)”, and bring in that file."
    ),
    "old_excel": (
        "“{name}” is in the old Excel format (.xls). Open it in Excel or LibreOffice, choose Save As, "
        "pick “Excel workbook (.xlsx)”, and bring in that file."
    ),
    "old_office": (
        "“{name}” is in an old Office format. Open it in the program that made it, save it as .docx, .xlsx or PDF, "
        "and bring in that file."
    ),
    "password": "“{name}” is protected by a password. Open it, remove the password, save it, and bring it in again.",
    "scanned": (
        "“{name}” is a scan: its {pages} pages are pictures without text. Ask for the original Word or PDF document, "
        "or run text recognition (OCR) on it first."
    ),
    "image": (
        "“{name}” is a picture ({kind}), not a document. Ask for the original Word or PDF document, "
        "or run text recognition (OCR) and save the result as PDF or .docx."
    ),
    "open_document": (
        "“{name}” is an OpenDocument file ({kind}). Open it in LibreOffice, save it as .docx or PDF, "
        "and bring in that file."
    ),
    "rich_text": "“{name}” is in RTF. Open it in Word or LibreOffice, save it as .docx, and bring in that file.",
    "binary_workbook": (
        "“{name}” is a binary workbook (.xlsb). Open it in Excel, save it as .xlsx, and bring in that file."
    ),
    "web_archive": (
        "“{name}” is a saved web archive (.mht). Open it in a browser, save the page as “Web page, HTML only”, "
        "and bring in that file."
    ),
    "presentation": "“{name}” is a presentation. Save it as PDF, and bring in that file.",
    "archive": "“{name}” is an archive without a document that can be read. Unpack it and bring in the document.",
    "program": "“{name}” is a program, not a document.",
    "unknown_format": (
        "The format of “{name}” is not known. These can be read: .docx, PDF with text, .xlsx, .html, .md, .csv, .txt."
    ),
    "not_a_document": (
        "“{name}” cannot be read: {where} is damaged or missing. Open it in the program that made it, "
        "save it again, and bring in that file."
    ),
    "truncated": (
        "“{name}” is incomplete: its end is missing. The copy or download was cut off; fetch the file again."
    ),
    "damaged": (
        "“{name}” is damaged at {where}. Open it in the program that made it, save it again, and bring in that file."
    ),
    "too_large_inflated": (
        "“{name}” unpacks to more than {limit} MB (at {where}). A document of words is far smaller; it was not opened."
    ),
    "bomb": (
        "“{name}” unpacks to {ratio} times its size at {where}. Files like this are made to stop a computer; "
        "it was not opened."
    ),
    "too_many_members": "“{name}” holds {count} parts; up to {limit} are allowed. It was not opened.",
    "too_many_cells": (
        "“{name}” has more than {limit} filled cells (at {where}). Keep the sheets or rows that hold the plan, "
        "and bring in that file."
    ),
    "too_many_columns": (
        "{where} of “{name}” has {count} filled columns; up to {limit} can be read. "
        "Keep the columns that hold the plan, and bring in that file."
    ),
    "too_many_texts": (
        "“{name}” has more than {limit} paragraphs and cells. Keep the part that holds the plan, and bring in that."
    ),
    "too_many_pages": "“{name}” has {count} pages; up to {limit} can be read. Bring in the pages with the plan.",
    "no_such_page": "“{name}” has no page {page}; it has {count}.",
    "line_too_long": (
        "Line {line} of “{name}” has {count} characters; up to {limit} can be read in a line. "
        "This does not look like a document of words."
    ),
    "entity_bomb": (
        "“{name}” defines its own XML entities (in {where}), which documents never need and attacks use. "
        "It was not opened."
    ),
    "external_entity": (
        "“{name}” asks to load another file or address (in {where}). Nothing was loaded, and it was not opened."
    ),
    "too_deep": "“{name}” is nested too deeply (in {where}). Copy the plan into a new document, and bring in that.",
    "text_too_long": (
        "“{name}” holds one piece of text of more than 10 million characters (in {where}). "
        "This does not look like a document of words."
    ),
    "control_characters": (
        "“{name}” has {count} control characters, the first in line {line}. It is not a text document, "
        "or it was damaged; save it again as text in UTF-8."
    ),
    "timeout": (
        "Reading “{name}” took more than {seconds} seconds and was stopped. Split the document, "
        "or save it again from the program that made it."
    ),
    "memory": (
        "Reading “{name}” needed more than {limit} MB of memory and was stopped. Split the document, "
        "or remove pictures from it."
    ),
    "result_too_large": "“{name}” gave more than {limit} MB of text and was stopped. Split the document.",
    "crashed": (
        "Reading “{name}” failed inside the reader, which was shut down safely. Save the document again as .docx or "
        "PDF and try once more; if it fails again, tell the administrator."
    ),
}


class Refusal(Exception):
    """A file that is not read. `code` is stable, `text` the English sentence, `values` fills a translated
    template."""

    def __init__(self, code: str, **values: Any) -> None:
        values.setdefault("name", "the document")
        self.code = code
        self.values = values
        self.text = SENTENCES[code].format_map(values)
        super().__init__(self.text)

    def named(self, name: str) -> Refusal:
        """The same refusal with the file's name in its sentence."""
        return Refusal(self.code, **{**self.values, "name": name})

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuilt, (self.code, self.values))


def _rebuilt(code: str, values: dict[str, Any]) -> Refusal:
    return Refusal(code, **values)
