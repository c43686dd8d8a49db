"""Pure decisions on the values of plans: what a planned cell is, whether two versions say the same, how corrections
survive a new reading. No database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from naveza.lib.hashing import fingerprint

# fields of a row that hold adopted text or ticks, in the order of the printed table
CONTENT_FIELDS = (
    "path",
    "path_codes",
    "code",
    "activities",
    "periods",
    "deadline",
    "expected_results",
    "indicators",
    "evaluation_term",
    "lead",
    "institutions",
    "budget",
)
LIST_FIELDS = frozenset(
    {
        "path",
        "path_codes",
        "activities",
        "periods",
        "expected_results",
        "indicators",
        "institutions",
        "budget",
    }
)
HEAD_FIELDS = (
    "document",
    "kind",
    "language",
    "title",
    "vision",
    "region",
    "legal_basis",
    "period_start",
    "period_end",
    "level_names",
    "periods",
    "abbreviations",
    "budget",
)

Content = dict[str, Any]


def empty_row() -> Content:
    """A row with every field of plan-json and nothing in it."""
    row: Content = {name: [] if name in LIST_FIELDS else None for name in CONTENT_FIELDS}
    return row | {"inherits": [], "sources": {}, "doubts": [], "confidence": 1.0}


class RowProblem(ValueError):
    """A row that cannot be kept as it is; `str()` is a sentence, `field` names where."""

    def __init__(self, field_name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field_name


def clean_row(content: Mapping[str, Any]) -> Content:
    """The row with every field present, texts with single blanks, no empty paragraphs. Unknown keys are kept.

    Raises RowProblem where a field has the wrong shape.
    """
    row = empty_row() | dict(content)
    for name in CONTENT_FIELDS:
        value = row[name]
        if name in LIST_FIELDS:
            if not isinstance(value, list):
                raise RowProblem(name, f"“{name}” must be a list.")
            if name in {"budget", "path_codes"}:
                continue
            if not all(isinstance(text, str) for text in value):
                raise RowProblem(name, f"“{name}” must be a list of texts.")
            kept = (" ".join(text.split()) for text in value)
            row[name] = [text for text in kept if text]
        elif value is not None:
            if not isinstance(value, str):
                raise RowProblem(name, f"“{name}” must be a text.")
            row[name] = " ".join(value.split()) or None
    codes = list(row["path_codes"])[: len(row["path"])]
    row["path_codes"] = codes + [None] * (len(row["path"]) - len(codes))
    row["institutions"] = list(dict.fromkeys(row["institutions"]))
    if row["lead"] and row["lead"] not in row["institutions"]:
        row["institutions"].insert(0, row["lead"])
    return row


def open_doubts(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Doubts that no person has settled yet."""
    return [doubt for doubt in content.get("doubts", []) if not doubt.get("settled")]


def settle_doubts(before: Mapping[str, Any], after: Content) -> Content:
    """A field that a person has rewritten is no longer in doubt."""
    touched = {name for name in CONTENT_FIELDS if before.get(name) != after.get(name)}
    aliases = {"goal": "path", "activity": "activities", "results": "expected_results"}
    doubts = [
        doubt | {"settled": True}
        if aliases.get(doubt.get("field", ""), doubt.get("field", "")) in touched and not doubt.get("settled")
        else doubt
        for doubt in after.get("doubts", [])
    ]
    return after | {"doubts": doubts}


def content_hash(head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    """Fingerprint of what a version says; a change to any published row would show in it."""
    return fingerprint({"head": dict(head), "rows": [dict(row) for row in rows]})


_YEAR = re.compile(r"^\d{4}$")


def planned_labels(stated: Sequence[str], all_labels: Sequence[str]) -> list[str]:
    """The plan's periods in which a row is planned.

    Ticked labels stand for themselves. Two years that are no neighbours (a span such as 2022 and 2026) stand for every
    label between them.
    """
    wanted = set(stated)
    if len(stated) == 2 and all(_YEAR.match(text) for text in stated):
        first, last = sorted(stated)
        between = [label for label in all_labels if first <= label[:4] <= last]
        if between:
            return between
    return [label for label in all_labels if label in wanted]


def plan_labels(head: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """All period labels of a plan in order: the document's own, then years of stated spans, then whatever rows add."""
    labels = list(dict.fromkeys(head.get("periods") or []))
    spans = [row["periods"] for row in rows if len(row.get("periods") or []) == 2]
    years = [text for span in spans for text in span if _YEAR.match(text)]
    if years and all(_YEAR.match(label) for label in labels):
        first, last = min(int(y) for y in years), max(int(y) for y in years)
        if last - first < 40:
            labels = sorted({*labels, *(str(year) for year in range(first, last + 1))})
    for row in rows:
        for label in row.get("periods") or []:
            if label not in labels:
                labels.append(label)
    return labels


def iso_date(text: str | None) -> date | None:
    """An ISO date, or nothing where it is none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@dataclass(frozen=True)
class RowChange:
    """How one activity differs between two versions: `kind` is `same`, `changed`, `moved`, `added` or `removed`."""

    key: str
    kind: str
    before: Content | None
    after: Content | None
    fields: tuple[str, ...] = field(default=())


def compare(before: Mapping[str, Content], after: Mapping[str, Content]) -> list[RowChange]:
    """Every row of both versions (key -> content, in order), in the order of the later one, removed rows at the end."""
    changes = []
    for key, new in after.items():
        old = before.get(key)
        if old is None:
            changes.append(RowChange(key, "added", None, new))
            continue
        touched = tuple(name for name in CONTENT_FIELDS if old.get(name) != new.get(name))
        kind = "changed" if set(touched) - {"path", "path_codes"} else "moved" if touched else "same"
        changes.append(RowChange(key, kind, old, new, touched))
    removed = [RowChange(key, "removed", old, None) for key, old in before.items() if key not in after]
    return changes + removed


@dataclass(frozen=True)
class Merged:
    """A row after a new reading: its content and the fields where reader and person disagree."""

    content: Content
    conflicts: tuple[str, ...]


def merge_reading(base: Mapping[str, Any], corrected: Mapping[str, Any], read_again: Mapping[str, Any]) -> Merged:
    """Three-way merge of one row. What a person corrected stays; what nobody touched takes the new reading.

    A field that both changed, differently, keeps the person's value and is reported as a conflict.
    """
    content = dict(read_again)
    conflicts = []
    for name in CONTENT_FIELDS:
        if corrected.get(name) == base.get(name):
            continue
        content[name] = corrected.get(name)
        if read_again.get(name) not in (base.get(name), corrected.get(name)):
            conflicts.append(name)
    return Merged(content, tuple(conflicts))
