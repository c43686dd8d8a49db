"""What the review screen sends and shows, as plain values. No database."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import rules
from .rules import Content, RowProblem

LONGEST_TEXT = 20_000  # characters of one paragraph
MOST_ITEMS = 500  # paragraphs, periods or organisations of one cell
MOST_EDITS = 5_000  # rows that one change may touch: a chapter renamed over a whole plan

TEXT_LISTS = frozenset({"path", "activities", "periods", "expected_results", "indicators", "institutions"})
TEXTS = frozenset({"code", "deadline", "evaluation_term", "lead"})
EDITABLE = TEXT_LISTS | TEXTS | {"path_codes", "budget", "sources", "inherits", "institution_ids"}
ACTIONS = frozenset(
    {
        *("edit", "tick", "add", "delete", "move", "split", "merge", "rename", "level", "title", "activity"),
        *("place", "leave", "institutions", "link", "settle"),
    }
)
HEAD_ACTIONS = frozenset({"head", "place", "leave", "undo", "read_again"})  # changes that may touch document fields


@dataclass(frozen=True)
class AskedRow:
    """What a screen asks for one row. `fields` replace those of the row, `settled` are (code, field) of doubts."""

    key: str
    revision: int | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    settled: tuple[tuple[str, str], ...] = ()
    after: str | None = None
    deleted: bool | None = None


@dataclass(frozen=True)
class Asked:
    """One change as a screen asks for it, and up to which revision the screen has seen the draft."""

    action: str
    since: int
    rows: tuple[AskedRow, ...]
    texts: tuple[tuple[Content, Content | None], ...]


def _no(name: str) -> RowProblem:
    return RowProblem(name, f"“{name}” does not have the form that a plan can keep.")


def whole_number(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _no(name)
    return value


def short_text(value: Any, name: str) -> str:
    """The text that a screen sent under this name, or RowProblem where it is none or far too long."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise _no(name)
    return value


def _key(value: Any) -> str:
    try:
        return str(uuid.UUID(value))
    except (ValueError, TypeError, AttributeError) as error:
        raise _no("key") from error


def checked_fields(fields: Any) -> Content:
    """Fields of a row that a screen sent, as they are, or RowProblem naming the first that cannot be kept."""
    if not isinstance(fields, dict):
        raise _no("fields")
    for name, value in fields.items():
        if name not in EDITABLE:
            raise _no(name)
        if name in TEXTS:
            fits = value is None or isinstance(value, str)
        elif name == "institution_ids":
            fits = isinstance(value, dict) and all(type(identity) is int for identity in value.values())
        elif name == "sources":
            fits = isinstance(value, dict) and all(isinstance(places, list) for places in value.values())
        else:
            fits = isinstance(value, list) and len(value) <= MOST_ITEMS and all(map(_item_check(name), value))
        if not fits or _longest(value) > LONGEST_TEXT:
            raise _no(name)
    return fields


def _item_check(name: str) -> Any:
    if name == "budget":
        return lambda amount: isinstance(amount, dict)
    if name == "path_codes":
        return lambda code: code is None or isinstance(code, str)
    return lambda text: isinstance(text, str)


def _longest(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return max((max(len(str(key)), _longest(part)) for key, part in value.items()), default=0)
    if isinstance(value, list):
        return max(map(_longest, value), default=0)
    return 0


def asked_of(data: Any) -> Asked:
    """One change from the JSON that a screen sent. Raises RowProblem where it is none."""
    if not isinstance(data, dict) or data.get("action") not in ACTIONS:
        raise _no("action")
    rows, texts = data.get("edits", []), data.get("texts", [])
    if not isinstance(rows, list) or not isinstance(texts, list) or not 0 < len(rows) + len(texts) <= MOST_EDITS:
        raise _no("edits")
    return Asked(
        action=data["action"],
        since=whole_number(data.get("since", 0), "since"),
        rows=tuple(map(_asked_row, rows)),
        texts=tuple(map(_asked_text, texts)),
    )


def _asked_row(data: Any) -> AskedRow:
    if not isinstance(data, dict):
        raise _no("edits")
    revision, after, deleted = data.get("revision"), data.get("after"), data.get("deleted")
    if deleted is not None and not isinstance(deleted, bool):
        raise _no("deleted")
    settled = data.get("settled", [])
    if not isinstance(settled, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in settled):
        raise _no("settled")
    return AskedRow(
        key=_key(data.get("key")),
        revision=None if revision is None else whole_number(revision, "revision"),
        fields=checked_fields(data.get("fields", {})),
        settled=tuple((short_text(code, "settled"), short_text(name, "settled")) for code, name in settled),
        after=None if after is None else "" if after == "" else _key(after),
        deleted=deleted,
    )


def _asked_text(data: Any) -> tuple[Content, Content | None]:
    if not isinstance(data, dict) or not isinstance(data.get("item"), dict):
        raise _no("texts")
    becomes = data.get("becomes")
    if becomes is not None and (not isinstance(becomes, dict) or becomes != data["item"] | {"settled": True}):
        raise _no("texts")
    return data["item"], becomes


def with_asked(content: Mapping[str, Any], asked: AskedRow) -> Content | None:
    """The row's content with what was asked for; None where nothing about its content was."""
    if not asked.fields and not asked.settled:
        return None
    changed = {**content, **asked.fields}
    if asked.settled:
        changed["doubts"] = settled_doubts(changed.get("doubts", []), asked.settled)
    return changed


def settled_doubts(doubts: Iterable[Mapping[str, Any]], settled: Iterable[tuple[str, str]]) -> list[Content]:
    """The doubts, those of these codes and fields settled."""
    pairs = set(settled)
    return [
        {**doubt, "settled": True} if (doubt.get("code"), doubt.get("field", "")) in pairs else dict(doubt)
        for doubt in doubts
    ]


def needs_a_look(contents: Iterable[Mapping[str, Any]]) -> int:
    """How many rows have a doubt that nobody has settled."""
    return sum(1 for content in contents if rules.open_doubts(content))


# Reasons that say a text is no content of the plan, or has been understood: nobody needs to look at them.
NO_CONTENT = frozenset(
    {
        *("page_number", "header", "furniture", "header_or_footer", "footer", "navigation", "heading"),
        *("legend", "level_name", "separator", "debris", "empty", "contents", "introduction", "label", "lead_rule"),
        *("signature", "total"),
    }
)


def reason_code(item: Mapping[str, Any]) -> str:
    """The stable code at the beginning of why a text went nowhere (`page number: on each page` → `page_number`)."""
    return str(item.get("why", "")).split(":", 1)[0].strip().replace(" ", "_")


def lost_texts(head: Mapping[str, Any]) -> list[Content]:
    """Texts that went nowhere and that somebody should look at."""
    return [
        item
        for item in head.get("unplaced", [])
        if not item.get("settled") and reason_code(item) not in NO_CONTENT and str(item.get("text", "")).strip()
    ]


@dataclass(frozen=True)
class Columns:
    """Which columns the draft's table has. `labels` are its periods in order."""

    labels: Sequence[str]
    shown: Sequence[str]


def columns(head: Mapping[str, Any], contents: Sequence[Mapping[str, Any]]) -> Columns:
    """Columns of a draft: those in which something stands, and always activity and institutions."""
    always = {"activities", "institutions"}
    order = ("code", "activities", "periods", "deadline", "expected_results", "indicators", "evaluation_term")
    labels = rules.plan_labels(head, contents)
    shown = [
        name
        for name in (*order, "institutions", "budget")
        if name in always or (name == "periods" and labels) or any(content.get(name) for content in contents)
    ]
    return Columns(labels, shown)
