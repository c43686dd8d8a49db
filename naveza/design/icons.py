"""Icons: SVG files of the npm package `lucide-static`, put into the page once read."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[a-z0-9-]+")
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_ACTIVE = re.compile(r"<(script|style|foreignObject|use|image|a)\b|\bon\w+\s*=|style\s*=", re.IGNORECASE)


def icon_folder() -> Path:
    """Return the folder of SVG files: below `NODE_MODULES` of the settings, else beside the package."""
    root = getattr(settings, "NODE_MODULES", Path(__file__).resolve().parents[2] / "node_modules")
    return Path(root) / "lucide-static" / "icons"


@cache
def icon_body(name: str) -> str:
    """Return what stands inside the SVG element of icon `name`; empty where the file is missing.

    A page without its icons still works (they always stand beside a word), so a missing package is not
    an error here; the tests check that every icon the templates name exists.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"An icon is named in small letters, digits and hyphens, not {name!r}.")
    path = icon_folder() / f"{name}.svg"
    if not path.is_file():
        return ""
    found = _BODY.search(path.read_text(encoding="utf-8"))
    body = " ".join(found.group(1).split()) if found else ""
    if _ACTIVE.search(body):
        raise ValueError(f"The icon {name!r} holds more than shapes.")
    return body
