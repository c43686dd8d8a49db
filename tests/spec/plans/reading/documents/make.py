"""Invented plans of other countries and layouts, built from their truth (`<name>.json` in this folder).

`build(name)` gives the file; `python -m tests.spec.plans.reading.documents.make FOLDER` writes all of them.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.spec.plans.reading.documents.pdf import write_pdf
from tests.spec.plans.reading.documents.printed import lay_out
from tests.spec.plans.reading.documents.truth import NAMES, load
from tests.spec.plans.reading.documents.word import write_docx
from tests.spec.plans.reading.documents.writers import (
    write_csv,
    write_html,
    write_markdown,
    write_text,
    write_xlsx,
)

WRITERS = {
    ".csv": write_csv,
    ".docx": write_docx,
    ".html": write_html,
    ".md": write_markdown,
    ".pdf": write_pdf,
    ".txt": write_text,
    ".xlsx": write_xlsx,
}


@cache
def build(name: str) -> tuple[str, bytes]:
    """File name and bytes of an invented plan."""
    return render(load(name))


def render(document: dict[str, Any]) -> tuple[str, bytes]:
    """File name and bytes of a truth."""
    spec = {**document["print"], "language": document["plan"]["language"], "file": document["file"]}
    return document["file"], WRITERS[Path(document["file"]).suffix](lay_out(document), spec)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        file_name, data = build(name)
        (folder / file_name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
