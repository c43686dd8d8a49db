"""What a change remembers of each thing it touched, and how that is taken back. Plain values, no database.

An entry is `{"key": row key | "head" | "unplaced", "before": state | None, "after": state}`. A state holds
only what the change has changed: `content` (field → value), `position`, `deleted`. So a change can be undone
as long as nobody has touched the same fields since, whatever else happened to the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

HEAD = "head"
UNPLACED = "unplaced"

State = dict[str, Any]
Entry = dict[str, Any]

_MISSING = object()


def row_entry(key: str, before: State | None, after: State) -> Entry:
    """From full states (`position`, `content`, `deleted`) to an entry of what differs; all for a new row."""
    if before is None:
        return {"key": key, "before": None, "after": after}
    kept_before: State = {}
    kept_after: State = {}
    for aspect in ("position", "deleted"):
        if before[aspect] != after[aspect]:
            kept_before[aspect], kept_after[aspect] = before[aspect], after[aspect]
    old, new = content_difference(before["content"], after["content"])
    if old or new:
        kept_before["content"], kept_after["content"] = old, new
    return {"key": key, "before": kept_before, "after": kept_after}


def content_difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[State, State]:
    """The fields that differ, as they were and as they are. What one side lacks is missing in its half."""
    names = [name for name in {**before, **after} if before.get(name, _MISSING) != after.get(name, _MISSING)]
    return (
        {name: before[name] for name in names if name in before},
        {name: after[name] for name in names if name in after},
    )


def is_as_left(state: State, after: State) -> bool:
    """Whether a row (full state) still is as the change left it, in everything that the change touched."""
    for aspect in ("position", "deleted"):
        if aspect in after and state[aspect] != after[aspect]:
            return False
    content = state["content"]
    for name, value in after.get("content", {}).items():
        now = content.get(name, _MISSING)
        if name == "doubts" and now is not _MISSING:
            continue  # each doubt is compared on its own in `taken_back`
        if now != value:
            return False
    return True


def taken_back(state: State, before: State, after: State) -> State:
    """The full state of a row with what the change did to it taken back."""
    result = dict(state)
    for aspect in ("position", "deleted"):
        if aspect in before:
            result[aspect] = before[aspect]
    old, new = before.get("content", {}), after.get("content", {})
    content = dict(state["content"])
    for name in {**old, **new}:
        if name == "doubts" and "doubts" in content:
            content["doubts"] = _doubts_back(content["doubts"], old.get("doubts", []), new.get("doubts", []))
        elif name in old:
            content[name] = old[name]
        else:
            content.pop(name, None)
    return result | {"content": content}


def _bare(doubt: Mapping[str, Any]) -> State:
    return {key: value for key, value in doubt.items() if key != "settled"}


def _doubts_back(now: list[State], before: list[State], after: list[State]) -> list[State]:
    """Doubts with one change taken back; what later changes settled or added stays."""
    if now == after:
        return before
    turned = [old for old in before if old not in after]
    appeared = [_bare(new) for new in after if _bare(new) not in [_bare(old) for old in before]]
    result = []
    for doubt in now:
        if _bare(doubt) in appeared:
            continue
        former = next((old for old in turned if _bare(old) == _bare(doubt)), None)
        result.append(former if former is not None else doubt)
    present = [_bare(doubt) for doubt in result]
    return result + [old for old in turned if _bare(old) not in present]


def undo_entry(entry: Entry) -> Entry:
    """The entry of taking this one back. Taking back a new row hides it."""
    if entry["before"] is None:
        return {"key": entry["key"], "before": {"deleted": False}, "after": {"deleted": True}}
    return {"key": entry["key"], "before": entry["after"], "after": entry["before"]}
