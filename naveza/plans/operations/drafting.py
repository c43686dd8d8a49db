"""Drafts: rows are changed here and nowhere else. Each change keeps how every touched row was and how it is, so that
it can be undone, shown to the other person in the draft, and never overwrites what the other has just typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from naveza.accounts.models import User
from naveza.audit.operations import record
from naveza.documents.models import Document
from naveza.lib import clock

from .. import rules
from ..matching import match_rows
from ..models import Change, Draft, DraftRow, Plan, Reading, Version
from ..permissions import check_can_edit_draft
from ..states import DRAFT_TRANSITIONS, DraftState

GAP = 1024.0
SMALLEST_GAP = 1e-6


class Conflict(Exception):
    """Somebody else has changed these rows since they were loaded. `rows` are as they are now."""

    def __init__(self, rows: Sequence[DraftRow]) -> None:
        super().__init__("These rows have been changed by somebody else in the meantime.")
        self.rows = list(rows)


@dataclass(frozen=True)
class RowEdit:
    """What shall become of one row. `revision` is the row's revision as its editor saw it; None for a new row.

    `content` None leaves the content; `after` is the key of the row behind which it shall stand (`""`: at the top);
    None leaves the place.
    """

    key: str
    revision: int | None = None
    content: Mapping[str, Any] | None = None
    after: str | None = None
    deleted: bool | None = None


def _lock(draft: Draft) -> Draft:
    """The draft, locked, so that changes get their numbers one after the other."""
    locked = Draft.objects.select_for_update().select_related("plan").get(pk=draft.pk)
    if locked.state != DraftState.OPEN:
        raise ValueError("This draft is closed. Open an amendment to change the plan.")
    return locked


def _as_entry(row: DraftRow) -> dict[str, Any]:
    return {"position": row.position, "content": row.content, "deleted": row.deleted}


def _change(
    draft: Draft, *, by: User | None, action: str, entries: list[dict[str, Any]], undoes: Change | None = None
) -> Change:
    draft.revision += 1
    draft.save(update_fields=["revision"])
    return Change.objects.create(
        draft=draft,
        number=draft.revision,
        action=action,
        entries=entries,
        undoes=undoes,
        changed_at=clock.now(),
        changed_by=by,
    )


def _position_after(draft: Draft, key: str | None, moving: uuid.UUID) -> float:
    """A place right behind the row `key` (top of the draft for an empty key, its end for None)."""
    others = draft.rows.exclude(key=moving).order_by("position")
    if key is None:
        last = others.last()
        return last.position + GAP if last else GAP
    if key == "":
        before: float | None = None
        following = others.first()
    else:
        row = others.get(key=key)
        before = row.position
        following = others.filter(position__gt=before).first()
    if following is None:
        return (before or 0.0) + GAP
    low = before if before is not None else following.position - 2 * GAP
    if following.position - low < SMALLEST_GAP:
        _renumber(draft)
        return _position_after(draft, key, moving)
    return (low + following.position) / 2


def _renumber(draft: Draft) -> None:
    rows = list(draft.rows.order_by("position"))
    for index, row in enumerate(rows, start=1):
        row.position = index * GAP
    DraftRow.objects.bulk_update(rows, ["position"], batch_size=500)


def _rows_for(draft: Draft, edits: Sequence[RowEdit]) -> dict[str, DraftRow]:
    found = {str(row.key): row for row in draft.rows.filter(key__in=[edit.key for edit in edits])}
    stale = [found[e.key] for e in edits if e.revision is not None and e.key in found and found[e.key].revision != e.revision]
    if stale:
        raise Conflict(stale)
    missing = [e.key for e in edits if e.revision is not None and e.key not in found]
    if missing:
        raise ValueError("This row does not stand in the draft any more. Load the page again.")
    return found


def _apply(draft: Draft, row: DraftRow, edit: RowEdit, number: int) -> None:
    if edit.content is not None:
        row.content = rules.settle_doubts(row.content or {}, rules.clean_row(edit.content))
    if edit.deleted is not None:
        row.deleted = edit.deleted
    if edit.after is not None or row.pk is None:
        row.position = _position_after(draft, edit.after, row.key)
    row.revision = number
    row.save()


@transaction.atomic
def edit_rows(draft: Draft, *, by: User | None, action: str, edits: Sequence[RowEdit]) -> Change:
    """Change, add, delete or move rows in one step that can be undone as one. Raises Conflict, RowProblem, ValueError."""
    check_can_edit_draft(by, draft)
    draft = _lock(draft)
    found = _rows_for(draft, edits)
    entries = []
    for edit in edits:
        row = found.get(edit.key)
        before = _as_entry(row) if row else None
        row = row or DraftRow(draft=draft, key=uuid.UUID(edit.key), content=rules.empty_row(), position=0)
        _apply(draft, row, edit, draft.revision + 1)
        entries.append({"key": edit.key, "before": before, "after": _as_entry(row)})
    return _change(draft, by=by, action=action, entries=entries)


@transaction.atomic
def edit_head(draft: Draft, *, by: User | None, revision: int, head: Mapping[str, Any]) -> Change:
    """Change the document fields (title, periods, level names, …). `revision` is the draft's as the editor saw it."""
    check_can_edit_draft(by, draft)
    draft = _lock(draft)
    newer = [c for c in draft.changes.filter(number__gt=revision) if any(e["key"] == "head" for e in c.entries)]
    if newer:
        raise Conflict([])
    before, draft.head = draft.head, {**draft.head, **head}
    draft.save(update_fields=["head"])
    entries = [{"key": "head", "before": {"content": before}, "after": {"content": draft.head}}]
    return _change(draft, by=by, action="head", entries=entries)


@transaction.atomic
def undo(change: Change, *, by: User | None) -> Change:
    """Take a change back. Raises Conflict where a later change has touched the same rows, ValueError if undone before."""
    check_can_edit_draft(by, change.draft)
    draft = _lock(change.draft)
    if Change.objects.filter(undoes=change).exists():
        raise ValueError("This has been undone already.")
    entries: list[dict[str, Any]] = []
    rows = {str(r.key): r for r in draft.rows.filter(key__in=[e["key"] for e in change.entries if e["key"] != "head"])}
    stale = [
        rows[e["key"]]
        for e in change.entries
        if e["key"] in rows and (rows[e["key"]].content, rows[e["key"]].deleted) != (e["after"]["content"], e["after"]["deleted"])
    ]
    if stale:
        raise Conflict(stale)
    for entry in change.entries:
        if entry["key"] == "head":
            if draft.head != entry["after"]["content"]:
                raise Conflict([])
            draft.head = entry["before"]["content"]
            draft.save(update_fields=["head"])
        else:
            _restore(rows[entry["key"]], entry["before"], draft.revision + 1)
        entries.append({"key": entry["key"], "before": entry["after"], "after": entry["before"] or entry["after"] | {"deleted": True}})
    return _change(draft, by=by, action="undo", entries=entries, undoes=change)


def _restore(row: DraftRow, before: Mapping[str, Any] | None, number: int) -> None:
    if before is None:  # the row was new: taking it back hides it, and taking that back shows it again
        row.deleted = True
    else:
        row.content, row.deleted, row.position = before["content"], before["deleted"], before["position"]
    row.revision = number
    row.save()


def settle_doubt(draft: Draft, *, by: User | None, key: str, revision: int, code: str, field: str) -> Change:
    """A person has looked: this doubt of a row needs nobody any more."""
    row = draft.rows.get(key=key)
    doubts = [
        doubt | {"settled": True} if (doubt.get("code"), doubt.get("field", "")) == (code, field) else doubt
        for doubt in row.content.get("doubts", [])
    ]
    edit = RowEdit(key, revision, content=row.content | {"doubts": doubts})
    return edit_rows(draft, by=by, action="settle", edits=[edit])


@transaction.atomic
def open_draft(
    plan: Plan,
    *,
    by: User | None,
    content: Mapping[str, Any],
    document: Document | None = None,
    reading: Reading | None = None,
    base: Version | None = None,
) -> Draft:
    """A draft of a plan from plan-json (`content`, with `rows`). A plan has one open draft at a time."""
    if plan.drafts.filter(state=DraftState.OPEN).exists():
        raise ValueError("This plan has an open draft already.")
    head = {key: value for key, value in content.items() if key != "rows"}
    draft = Draft.objects.create(
        plan=plan, document=document, reading=reading, base=base, head=head, created_at=clock.now(), created_by=by
    )
    rows = []
    for index, raw in enumerate(content.get("rows", []), start=1):
        row = rules.clean_row(raw)
        row.pop("number", None)  # the address of an activity belongs to its key, not to its content
        key = uuid.UUID(str(row.pop("key"))) if row.get("key") else uuid.uuid4()
        rows.append(DraftRow(draft=draft, key=key, position=index * GAP, content=row, base=row))
    DraftRow.objects.bulk_create(rows)
    record(by=by, verb="draft.opened", thing=draft, about=plan.title, after={"rows": len(rows)})
    return draft


def open_amendment(plan: Plan, *, by: User | None) -> Draft:
    """A draft of what is in force, to be amended or corrected. Activities keep their keys and numbers."""
    from ..queries import version_content

    latest = plan.versions.order_by("-number").first()
    if latest is None:
        raise ValueError("This plan has not been published yet; correct its draft instead.")
    content = version_content(latest)
    return open_draft(plan, by=by, content=content, document=latest.document, base=latest)


@transaction.atomic
def discard_draft(draft: Draft, *, by: User | None, why: str) -> Draft:
    """Put a draft aside. It can be opened again as long as no other is open."""
    check_can_edit_draft(by, draft)
    return _move_draft(draft, DraftState.DISCARDED, by=by, why=why)


@transaction.atomic
def reopen_draft(draft: Draft, *, by: User | None) -> Draft:
    """Take up a discarded draft again."""
    if draft.plan.drafts.filter(state=DraftState.OPEN).exists():
        raise ValueError("This plan has an open draft already.")
    return _move_draft(draft, DraftState.OPEN, by=by, why="")


def _move_draft(draft: Draft, state: str, *, by: User | None, why: str) -> Draft:
    if state not in DRAFT_TRANSITIONS[draft.state]:
        raise ValueError("A draft in this state cannot be moved there.")
    before, draft.state = draft.state, state
    draft.save(update_fields=["state"])
    record(by=by, verb=f"draft.{state}", thing=draft, why=why, before={"state": before}, after={"state": state})
    return draft


@transaction.atomic
def read_again(draft: Draft, *, by: User | None, reading: Reading) -> Change:
    """Lay a newer reading under the draft. Corrections stay; where both changed a field, the person's value stays and
    a doubt `reader_disagrees` says so. One change, so that it can be undone."""
    check_can_edit_draft(by, draft)
    draft = _lock(draft)
    number = draft.revision + 1
    fresh = [rules.clean_row(row) for row in reading.content.get("rows", [])]
    rows = list(draft.rows.exclude(base=None))
    pairs = match_rows([row.base for row in rows], fresh)
    entries = []
    used = set()
    for row, index in zip(rows, pairs, strict=True):
        if index is None:
            continue
        used.add(index)
        before = _as_entry(row)
        merged = rules.merge_reading(row.base, row.content, fresh[index])
        doubts = list(merged.content.get("doubts", []))
        doubts += [{"field": f, "code": "reader_disagrees", "text": "The new reading differs here."} for f in merged.conflicts]
        content = merged.content | {"doubts": doubts}
        row.base = fresh[index]
        if content != row.content:
            row.content, row.revision = content, number
            entries.append({"key": str(row.key), "before": before, "after": _as_entry(row)})
        row.save()
    entries += _add_unmatched(draft, fresh, used, number)
    draft.reading = reading
    draft.save(update_fields=["reading"])
    return _change(draft, by=by, action="read_again", entries=entries)


def _add_unmatched(
    draft: Draft, fresh: Sequence[dict[str, Any]], used: set[int], number: int
) -> list[dict[str, Any]]:
    """Rows that only the new reading has, at the end, marked for a person."""
    entries = []
    for index, content in enumerate(fresh):
        if index in used:
            continue
        doubt = {"field": "activities", "code": "only_in_new_reading", "text": "Only the new reading has this row."}
        row = DraftRow(draft=draft, content=content | {"doubts": [*content["doubts"], doubt]}, base=content, revision=number)
        row.position = _position_after(draft, None, row.key)
        row.save()
        entries.append({"key": str(row.key), "before": None, "after": _as_entry(row)})
    return entries
