"""Pages of a PDF as pictures, drawn once in the limited process and kept as files that may be thrown away."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from .models import Document


def page_picture(document: Document, number: int) -> bytes | None:
    """A page (from 1) as PNG, or None where the document has no such page or cannot be drawn."""
    kept = _folder(document) / f"{number}.png"
    if not kept.is_file():
        _draw(document, number)
    return kept.read_bytes() if kept.is_file() else None


def _folder(document: Document) -> Path:
    return Path(settings.VAR_DIR) / "pages" / document.sha256[:2] / document.sha256


def _draw(document: Document, number: int) -> None:
    """Draw the page and its neighbours, since whoever looks at one looks at the next."""
    from .operations import document_bytes
    from .parsers.pages import page_pictures

    folder = _folder(document)
    folder.mkdir(parents=True, exist_ok=True)
    for page, picture in page_pictures(document_bytes(document), range(number, number + 4)):
        _keep(folder / f"{page}.png", picture)


def _keep(path: Path, data: bytes) -> None:
    """Written beside and renamed, so that nobody ever reads half a picture."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
