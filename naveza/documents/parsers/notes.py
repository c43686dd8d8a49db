"""Collecting notes: a document with ten thousand tracked changes gets a hundred notes of a kind and a
count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from naveza.documents.blocks import Note, Place

NOTES: dict[str, str] = {
    "tracked_insertion": "A tracked change inserted “{detail}”; it was read.",
    "tracked_deletion": "A tracked change deleted “{detail}”; it was left out.",
    "hidden_text": "“{detail}” is hidden in the document; it was read.",
    "hidden_row": "A hidden row was read: {detail}.",
    "hidden_column": "A hidden column was read: {detail}.",
    "hidden_sheet": "The hidden sheet “{detail}” was read.",
    "covered_cell": "“{detail}” lies under a merged cell and is not printed; it was read.",
    "formula": "A formula was not computed again, its stored value was read: {detail}",
    "formula_without_value": "A formula has no stored value; open and save the workbook to get one: {detail}",
    "error_cell": "A cell shows an error: {detail}",
    "invisible_characters": "Characters that print nothing were left out ({detail}).",
    "right_to_left": "There are letters that are written from right to left ({detail}).",
    "encoding_guessed": "The file does not say its encoding; it was read as {detail}.",
    "uneven_rows": "Rows have unequal numbers of fields: {detail}.",
    "wrong_extension": "The ending of the file's name is wrong: {detail}.",
    "truncated": "The file may be incomplete: {detail}.",
    "header_or_footer": "“{detail}” was taken for a running head, a running foot or a page number.",
    "navigation": "“{detail}” was taken for the navigation of the web page.",
    "front_matter": "Settings at the top of the file were set apart ({detail}).",
    "footnote": "A footnote was set apart: “{detail}”.",
    "comment": "A comment was not read: “{detail}”.",
    "text_box": "A text box was read here: “{detail}”.",
    "nested_table": "A table inside a cell was read as lines of the cell: “{detail}”.",
    "embedded_document": "Another document is embedded and was not read: {detail}.",
    "picture": "There is a picture here; words in it cannot be read.",
    "image_page": "A page is a picture without text; it was not read ({detail}).",
    "outside_page": "Words beyond the edge of the page were left out ({detail}).",
}
"""Code → English sentence; screens translate by code. `{detail}` is `Note.detail`."""

_MOST = 100
_DETAIL = 80


class Notes:
    """Notes in the order in which they are met."""

    def __init__(self, first: list[Note] | None = None) -> None:
        self._notes: list[Note] = list(first or ())
        self._counts: Counter[str] = Counter(note.code for note in self._notes)

    def add(self, code: str, detail: str, place: Place | None = None) -> None:
        """Note something; `code` is a key of `NOTES`."""
        self._counts[code] += 1
        if self._counts[code] <= _MOST:
            detail = " ".join(detail.split())
            if len(detail) > _DETAIL:
                detail = detail[: _DETAIL - 1] + "…"
            self._notes.append(Note(code, detail, place))

    def once(self, code: str, detail: str, place: Place | None = None) -> None:
        """Add the first note of a kind only."""
        if not self._counts[code]:
            self.add(code, detail, place)

    def extend(self, notes: Iterable[Note]) -> None:
        for note in notes:
            self.add(note.code, note.detail, note.place)

    def finish(self) -> tuple[Note, ...]:
        more = [Note(code, f"and {n - _MOST} more") for code, n in self._counts.items() if n > _MOST]
        return (*self._notes, *more)
