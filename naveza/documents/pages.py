"""Pages of a PDF as pictures, drawn once in the limited process and kept as files that may be thrown away."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from .models import Document
from .operations import document_bytes
from .parsers import Refusal
from .sandbox import picture_limited

SCALE = 1.5  # pixels for one point; the review screen counts on it


def page_picture(document: Document, number: int) -> bytes | None:
    """A page (from 1) as PNG, or None where the document has no such page or it cannot be drawn."""
    kept = Path(settings.VAR_DIR) / "pages" / document.sha256[:2] / document.sha256 / f"{number}.png"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        pass
    try:
        picture = picture_limited(document_bytes(document), document.sha256[:12], number, SCALE)
    except Refusal:
        return None
    _keep(kept, picture)
    return picture


def _keep(path: Path, data: bytes) -> None:
    """Written beside and renamed, so that nobody ever reads half a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
