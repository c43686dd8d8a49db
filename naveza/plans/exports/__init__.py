"""A plan as a file: each format asks the same rows and writes them with the writers of `lib`."""

from __future__ import annotations

from collections.abc import Callable

from ..models import Version
from ..pages import Filters
from . import document, sheets

# format -> (name for people, media type, writer)
_WRITERS: dict[str, tuple[str, str, Callable[[Version, Filters], bytes]]] = {
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheets.xlsx),
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        document.docx,
    ),
    "csv": ("CSV", "text/csv; charset=utf-8", sheets.csv),
    "json": ("JSON", "application/json", document.json),
}
FORMATS = {name: label for name, (label, _, _) in _WRITERS.items()}


def write(version: Version, filters: Filters, format: str) -> tuple[bytes, str]:
    """The rows under the filters as (bytes, media type). Raises KeyError for a format that is not in FORMATS."""
    _, media_type, writer = _WRITERS[format]
    return writer(version, filters), media_type
