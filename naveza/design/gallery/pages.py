"""What the gallery shows: its chapters in order (data/gallery.toml), each with its template and includes."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from naveza.design.gallery.samples import shared_context, side_context

_DESIGN = Path(__file__).parents[1]


@dataclass(frozen=True)
class Chapter:
    """`about` says when to use a component, `usage` how to include it."""

    slug: str
    title: str
    about: str
    usage: str = ""

    @property
    def template(self) -> str:
        """The template that shows the component in every state."""
        return f"design/gallery/{self.slug}.html"


@cache
def chapters() -> list[Chapter]:
    """Return the chapters of the gallery in order."""
    text = (_DESIGN / "data" / "gallery.toml").read_text(encoding="utf-8")
    return [Chapter(**chapter) for chapter in tomllib.loads(text)["chapter"]]


@cache
def colour_names() -> list[str]:
    """Return the names of the colour tokens, as the style sheet lists them."""
    text = (_DESIGN / "static" / "design" / "tokens.css").read_text(encoding="utf-8")
    return re.findall(r"(--[a-z-]+): light-dark\(#", text)


THEME_LINKS = [("", "As this device"), ("light", "Light"), ("dark", "Dark"), ("both", "Side by side")]


def gallery_page(theme: str) -> dict[str, Any]:
    """Return the context of the gallery; an unknown theme is that of the device."""
    sides = {"light": ["light"], "dark": ["dark"], "both": ["light", "dark"]}.get(theme, [""])
    known = theme if theme in dict(THEME_LINKS) else ""
    return {
        "chapters": chapters(),
        "colour_names": colour_names(),
        "sides": [side_context(side) for side in sides],
        "theme_links": [
            {"label": label, "href": f"?theme={code}" if code else "?", "current": code == known}
            for code, label in THEME_LINKS
        ],
        **shared_context(),
    }
