"""What a document held that had to be decided or left out, in words, by the code of the parser's note."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTES: dict[str, Promise | str] = {
    "comment": _("comment"),
    "covered_cell": _("text under a merged cell"),
    "embedded_document": _("embedded document"),
    "encoding_guessed": _("guessed encoding of letters"),
    "error_cell": _("cell with an error"),
    "front_matter": _("settings at the beginning of the text"),
    "header_or_footer": _("header or footer of the page"),
    "hidden_column": _("hidden column"),
    "hidden_row": _("hidden row"),
    "hidden_sheet": _("hidden sheet"),
    "hidden_text": _("hidden text"),
    "image_page": _("page that is a picture"),
    "invisible_characters": _("invisible characters"),
    "nested_table": _("table inside a cell"),
    "outside_page": _("text outside the page"),
    "right_to_left": _("text from right to left"),
    "text_box": _("text box"),
    "tracked_deletion": _("tracked change: deleted"),
    "tracked_insertion": _("tracked change: inserted"),
    "truncated": _("missing end of the file"),
    "uneven_rows": _("rows of uneven length"),
    "wrong_extension": _("ending of the file name that does not fit"),
}

# Notes whose detail is a sentence of the parser, not words of the document.
_SAYING = {
    "embedded_document",
    "front_matter",
    "hidden_column",
    "image_page",
    "invisible_characters",
    "outside_page",
    "truncated",
    "uneven_rows",
    "wrong_extension",
}


def note_names() -> dict[str, tuple[str, bool]]:
    """For each code: its words, and whether the document's own words may follow them."""
    return {code: (str(words), code not in _SAYING) for code, words in NOTES.items()}


def note_detail(detail: str) -> str:
    """`(hidden_row: words)` with the code in words; `and 12 more` and what no code tells stays as it is."""
    found = re.fullmatch(r"\((\w+): (.*)\)", detail, re.DOTALL)
    if found is None or found[1] not in NOTES:
        return detail
    words = NOTES[found[1]]
    return f"({words})" if found[1] in _SAYING else f"({words}: {found[2]})"
