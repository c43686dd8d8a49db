"""The sentences of refusals in the reader's language.

Parsers are pure and speak English (`parsers.refusals.SENTENCES`); the same sentences stand here for translation, and a
test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .whereabouts import place_words

SENTENCES: dict[str, Promise | str] = {
    "empty": gettext_lazy(
        "The file “{name}” is empty. Choose the document again; perhaps it was not saved or not fully copied."
    ),
    "blank": gettext_lazy("“{name}” has no text in it. Check that this is the right document."),
    "too_large": gettext_lazy(
        "“{name}” has {size} MB; up to {limit} MB can be read. Remove pictures from it, or split it."
    ),
    "old_word": gettext_lazy(
        "“{name}” is in the old Word format (.doc). Open it in Word or LibreOffice, choose Save As, pick "
        "“Word document (.docx)”, and bring in that file."
    ),
    "old_excel": gettext_lazy(
        "“{name}” is in the old Excel format (.xls). Open it in Excel or LibreOffice, choose Save As, "
        "pick “Excel workbook (.xlsx)”, and bring in that file."
    ),
    "old_office": gettext_lazy(
        "“{name}” is in an old Office format. Open it in the program that made it, save it as .docx, "
        ".xlsx or PDF, and bring in that file."
    ),
    "password": gettext_lazy(
        "“{name}” is protected by a password. Open it, remove the password, save it, and bring it in again."
    ),
    "scanned": gettext_lazy(
        "“{name}” is a scan: its {pages} pages are pictures without text. Ask for the original Word or "
        "PDF document, or run text recognition (OCR) on it first."
    ),
    "image": gettext_lazy(
        "“{name}” is a picture ({kind}), not a document. Ask for the original Word or PDF document, or "
        "run text recognition (OCR) and save the result as PDF or .docx."
    ),
    "open_document": gettext_lazy(
        "“{name}” is an OpenDocument file ({kind}). Open it in LibreOffice, save it as .docx or PDF, and "
        "bring in that file."
    ),
    "rich_text": gettext_lazy(
        "“{name}” is in RTF. Open it in Word or LibreOffice, save it as .docx, and bring in that file."
    ),
    "binary_workbook": gettext_lazy(
        "“{name}” is a binary workbook (.xlsb). Open it in Excel, save it as .xlsx, and bring in that file."
    ),
    "web_archive": gettext_lazy(
        "“{name}” is a saved web archive (.mht). Open it in a browser, save the page as “Web page, HTML "
        "only”, and bring in that file."
    ),
    "presentation": gettext_lazy("“{name}” is a presentation. Save it as PDF, and bring in that file."),
    "archive": gettext_lazy(
        "“{name}” is an archive without a document that can be read. Unpack it and bring in the document."
    ),
    "program": gettext_lazy("“{name}” is a program, not a document."),
    "unknown_format": gettext_lazy(
        "The format of “{name}” is not known. These can be read: .docx, PDF with text, .xlsx, .html, .md, .csv, .txt."
    ),
    "not_a_document": gettext_lazy(
        "“{name}” cannot be read: {where} is damaged or missing. Open it in the program that made it, "
        "save it again, and bring in that file."
    ),
    "truncated": gettext_lazy(
        "“{name}” is incomplete: its end is missing. The copy or download was cut off; fetch the file again."
    ),
    "damaged": gettext_lazy(
        "“{name}” is damaged at {where}. Open it in the program that made it, save it again, and bring in that file."
    ),
    "too_large_inflated": gettext_lazy(
        "“{name}” unpacks to more than {limit} MB (at {where}). A document of words is far smaller; it was not opened."
    ),
    "bomb": gettext_lazy(
        "“{name}” unpacks to {ratio} times its size at {where}. Files like this are made to stop a "
        "computer; it was not opened."
    ),
    "too_many_members": gettext_lazy("“{name}” holds {count} parts; up to {limit} are allowed. It was not opened."),
    "too_many_cells": gettext_lazy(
        "“{name}” has more than {limit} filled cells (at {where}). Keep the sheets or rows that hold the "
        "plan, and bring in that file."
    ),
    "too_many_columns": gettext_lazy(
        "{where} of “{name}” has {count} filled columns; up to {limit} can be read. Keep the columns that "
        "hold the plan, and bring in that file."
    ),
    "too_many_texts": gettext_lazy(
        "“{name}” has more than {limit} paragraphs and cells. Keep the part that holds the plan, and bring in that."
    ),
    "too_many_pages": gettext_lazy(
        "“{name}” has {count} pages; up to {limit} can be read. Bring in the pages with the plan."
    ),
    "no_such_page": gettext_lazy("“{name}” has no page {page}; it has {count}."),
    "line_too_long": gettext_lazy(
        "Line {line} of “{name}” has {count} characters; up to {limit} can be read in a line. This does "
        "not look like a document of words."
    ),
    "entity_bomb": gettext_lazy(
        "“{name}” defines its own XML entities (in {where}), which documents never need and attacks use. "
        "It was not opened."
    ),
    "external_entity": gettext_lazy(
        "“{name}” asks to load another file or address (in {where}). Nothing was loaded, and it was not opened."
    ),
    "too_deep": gettext_lazy(
        "“{name}” is nested too deeply (in {where}). Copy the plan into a new document, and bring in that."
    ),
    "text_too_long": gettext_lazy(
        "“{name}” holds one piece of text of more than 10 million characters (in {where}). This does not "
        "look like a document of words."
    ),
    "control_characters": gettext_lazy(
        "“{name}” has {count} control characters, the first in line {line}. It is not a text document, or "
        "it was damaged; save it again as text in UTF-8."
    ),
    "timeout": gettext_lazy(
        "Reading “{name}” took more than {seconds} seconds and was stopped. Split the document, or save "
        "it again from the program that made it."
    ),
    "memory": gettext_lazy(
        "Reading “{name}” needed more than {limit} MB of memory and was stopped. Split the document, or "
        "remove pictures from it."
    ),
    "result_too_large": gettext_lazy("“{name}” gave more than {limit} MB of text and was stopped. Split the document."),
    "crashed": gettext_lazy(
        "Reading “{name}” failed inside the reader, which was shut down safely. Save the document again "
        "as .docx or PDF and try once more; if it fails again, tell the administrator."
    ),
}


def refusal_sentence(code: str, values: Mapping[str, Any]) -> str:
    """Why a file is not read: what is wrong, where, what to do now. `values` as the parser's refusal gives them."""
    said = {name: place_words(value) for name, value in values.items() if name in ("where", "kind")}
    return str(SENTENCES[code]).format_map({**values, **said})
