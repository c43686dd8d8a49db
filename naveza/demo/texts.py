"""What the country wrote, and who lives in it: the JSON of `content/`."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def _text(name: str) -> str:
    return resources.files("naveza.demo").joinpath("content", f"{name}.json").read_text(encoding="utf-8")


def content(name: str) -> dict[str, Any]:
    """One part of the invented country, read afresh so that nobody changes it for others."""
    data: dict[str, Any] = json.loads(_text(name))
    return data
