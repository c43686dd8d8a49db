"""Reading the document of a draft again with a better reader, without losing a correction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from naveza.accounts.models import User

from .. import rules
from ..matching import match_rows
from ..models import Change, Draft, DraftRow, Reading
from ..permissions import check_can_edit_draft
from .drafting import head_entry, lock, state_of, write_change
from .entries import Entry, row_entry
from .positions import position_after

Content = dict[str, Any]


@transaction.atomic
def read_again(draft: Draft, *, by: User | None, reading: Reading) -> Change:
    """Lay a newer reading under the draft, as one change that can be undone.

    Corrections stay. Where both changed a field the person's value stays and a doubt `reader_disagrees` says
    so. Rows that only the new reading has come in at their place with a doubt `only_in_new_reading`; rows
    that it no longer has go if nobody has corrected them, else they stay with a doubt `not_in_new_reading`.
    """
    check_can_edit_draft(by, draft)
    draft = lock(draft)
    fresh = [rules.clean_row(row) for row in reading.content.get("rows", [])]
    rows = list(draft.rows.exclude(base=None).order_by("position"))
    pairs = match_rows([row.base or {} for row in rows], fresh)
    entries = []
    keys: dict[int, str] = {}  # place in the new reading -> key of the row
    for row, index in zip(rows, pairs, strict=True):
        if index is not None:
            keys[index] = str(row.key)
        entry = _lay_under(row, fresh[index] if index is not None else None, draft.revision + 1)
        if entry:
            entries.append(entry)
    entries += _add_unmatched(draft, fresh, keys)
    head = _merged_head(draft, reading)
    entry = head_entry(draft, head)
    if entry["after"]["content"] or entry["before"]["content"]:
        entries.append(entry)
    draft.head = {**draft.head, **head}
    draft.reading = reading
    draft.save(update_fields=["reading", "head"])
    return write_change(draft, by=by, action="read_again", entries=entries)


def _lay_under(row: DraftRow, fresh: Content | None, number: int) -> Entry | None:
    """Merge a row with its new reading (None: that has no such row). The entry of what changed, if
    anything."""
    before = state_of(row)
    if fresh is None:
        if row.content == row.base:
            row.deleted = True
        elif not row.deleted:
            text = "The new reading does not have this row."
            row.content = _with_doubts(row.content, [_doubt("activities", "not_in_new_reading", text)])
    else:
        row.content = _merged(row.base or {}, row.content, fresh)
        row.base = fresh
    entry = row_entry(str(row.key), before, state_of(row))
    if entry["after"]:
        row.revision = number
    row.save()
    return entry if entry["after"] else None


def _merged(base: Content, corrected: Content, fresh: Content) -> Content:
    merged = rules.merge_reading(base, corrected, fresh)
    own = {name: value for name, value in corrected.items() if name not in fresh and name not in base}
    settled = {(d.get("code"), d.get("field", "")) for d in corrected.get("doubts", []) if d.get("settled")}
    doubts = [
        doubt | {"settled": True} if (doubt.get("code"), doubt.get("field", "")) in settled else doubt
        for doubt in merged.content.get("doubts", [])
    ]
    content = {**merged.content, **own, "doubts": doubts}
    text = "The new reading differs here."
    return _with_doubts(content, [_doubt(name, "reader_disagrees", text) for name in merged.conflicts])


def _doubt(field: str, code: str, text: str) -> Content:
    return {"field": field, "code": code, "text": text, "source": []}


def _with_doubts(content: Content, doubts: Sequence[Content]) -> Content:
    kept = [
        d
        for d in content.get("doubts", [])
        if (d.get("code"), d.get("field")) not in {(n["code"], n["field"]) for n in doubts}
    ]
    return {**content, "doubts": [*kept, *doubts]}


def _add_unmatched(draft: Draft, fresh: Sequence[Content], keys: dict[int, str]) -> list[Entry]:
    """Rows that only the new reading has, each behind the row that it follows there, marked for a person."""
    entries = []
    for index, content in enumerate(fresh):
        if index in keys:
            continue
        doubt = _doubt("activities", "only_in_new_reading", "Only the new reading has this row.")
        row = DraftRow(draft=draft, content=_with_doubts(content, [doubt]), base=content, revision=draft.revision + 1)
        row.position = position_after(draft, keys.get(index - 1, "") if index else "", row.key)
        row.save()
        keys[index] = str(row.key)
        entries.append(row_entry(str(row.key), None, state_of(row)))
    return entries


def _identity(item: Mapping[str, Any]) -> str:
    return json.dumps([item.get("text"), item.get("source")], sort_keys=True)


def _merged_head(draft: Draft, reading: Reading) -> Content:
    """Document fields after the new reading: a person's stay, the others follow it. Texts that she has placed
    stay placed, doubts that she has settled stay settled."""
    fresh = {key: value for key, value in reading.content.items() if key != "rows"}
    base = draft.reading.content if draft.reading else draft.head
    head = {}
    for name, value in fresh.items():
        if draft.head.get(name) == base.get(name) or name in {"unplaced", "doubts"}:
            head[name] = value
    left = {_identity(item): item for item in draft.head.get("unplaced", [])}
    placed = {_identity(item) for item in base.get("unplaced", [])} - set(left)
    unplaced = [left.get(_identity(item), item) for item in fresh.get("unplaced", []) if _identity(item) not in placed]
    settled = {(d.get("code"), d.get("text")) for d in draft.head.get("doubts", []) if d.get("settled")}
    doubts = [
        d | {"settled": True} if (d.get("code"), d.get("text")) in settled else d for d in fresh.get("doubts", [])
    ]
    return {**head, "unplaced": unplaced, "doubts": doubts}
