"""Plans in words for people: names of fields, places in a document, what changed between two versions."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .rules import RowChange


@dataclass(frozen=True)
class Difference:
    """One field of an activity before and after, as parts for `design/diff.html`."""

    label: str
    parts: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Changed:
    """How one activity differs between two versions, for people."""

    kind_label: str
    title: str
    differences: Sequence[Difference]


def field_label(name: str) -> str:
    """A field of plan-json in the reader's language."""
    labels = {
        "path": _("Titles above"),
        "path_codes": _("Numbers of the titles"),
        "code": _("Number"),
        "activities": _("Activity"),
        "periods": _("Periods"),
        "deadline": _("Deadline"),
        "expected_results": _("Expected results"),
        "indicators": _("Indicators"),
        "evaluation_term": _("Evaluation term"),
        "lead": _("Lead"),
        "institutions": _("Institutions"),
        "budget": _("Budget"),
    }
    return labels.get(name, name)


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_as_text(item) for item in value if item)
    if isinstance(value, dict):
        return " ".join(str(value[key]) for key in ("what", "amount", "currency", "period") if value.get(key))
    return str(value or "")


def word_diff(before: str, after: str) -> list[dict[str, str]]:
    """Two texts as parts that stayed, went (`del`) and came (`ins`), by words."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    parts: list[dict[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append({"kind": "same", "text": "".join(old[a:b])})
            continue
        if b > a:
            parts.append({"kind": "del", "text": "".join(old[a:b])})
        if d > c:
            parts.append({"kind": "ins", "text": "".join(new[c:d])})
    return parts


def changed(change: RowChange) -> Changed:
    """A change between versions with its words laid beside each other."""
    kinds = {
        "changed": _("reworded"),
        "moved": _("moved"),
        "added": _("new"),
        "removed": _("dropped"),
    }
    content = change.after or change.before or {}
    before, after = change.before or {}, change.after or {}
    shown = [name for name in change.fields if name != "path_codes"]
    differences = [
        Difference(field_label(name), word_diff(_as_text(before.get(name)), _as_text(after.get(name))))
        for name in shown
    ]
    return Changed(kinds[change.kind], " ".join(content.get("activities", [])), differences)


def place_text(place: Mapping[str, Any]) -> str:
    """A place in words: `page 3`, `line 12`, `table 2, row 5`, `sheet “Plan”, cell B7`."""
    if "page" in place:
        return _("page %(page)s") % place
    if "line" in place:
        if place["line"] != place["end_line"]:
            return _("lines %(line)s to %(end_line)s") % place
        return _("line %(line)s") % place
    if "sheet" in place:
        return _("sheet “%(sheet)s”, cell %(cell)s") % place
    if "table" in place:
        return _("table %(table)s, row %(row)s") % {"table": place["table"] + 1, "row": place["row"] + 1}
    return _("paragraph %(paragraph)s") % {"paragraph": place.get("paragraph", 0) + 1}
