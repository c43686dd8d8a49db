"""Corrections: rows of a draft are changed here and nowhere else.

Each change keeps how everything it touched was and how it is, so that it can be undone, shown to the other
person in the draft, and never overwrites what the other has just typed.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.lib import clock

from .. import rules
from ..models import Change, Draft, DraftRow
from ..permissions import check_can_edit_draft
from ..states import DraftState
from .entries import (
    HEAD,
    UNPLACED,
    Entry,
    State,
    content_difference,
    is_as_left,
    row_entry,
    taken_back,
    undo_entry,
)
from .positions import make_room, position_after

REMEMBERED = 400  # how far back undo and redo look for the person's own last change


class Conflict(Exception):
    """Somebody else has changed these rows since they were loaded. `rows` are as they are now."""

    def __init__(self, rows: Sequence[DraftRow]) -> None:
        super().__init__("These rows have been changed by somebody else in the meantime.")
        self.rows = list(rows)


class Undone(ValueError):
    """There is nothing to take back, or it has been taken back already."""


@dataclass(frozen=True)
class RowEdit:
    """What shall become of one row. `revision` is the row's as its editor saw it; None for a new row.

    `content` None leaves the content; `after` is the key of the row behind which it shall stand (`""`: at the
    top); None leaves the place.
    """

    key: str
    revision: int | None = None
    content: Mapping[str, Any] | None = None
    after: str | None = None
    deleted: bool | None = None


@dataclass(frozen=True)
class TextEdit:
    """What shall become of a text that went nowhere: `becomes` None when it has found its row."""

    item: Mapping[str, Any]
    becomes: Mapping[str, Any] | None = None


def lock(draft: Draft) -> Draft:
    """The open draft, locked, so that changes get their numbers in turn. ValueError for a closed one."""
    locked = Draft.objects.select_for_update().select_related("plan").get(pk=draft.pk)
    if locked.state != DraftState.OPEN:
        raise ValueError(_("This draft is closed. Open an amendment to change the plan."))
    return locked


def state_of(row: DraftRow) -> State:
    return {"position": row.position, "content": row.content, "deleted": row.deleted}


def write_change(
    draft: Draft, *, by: User | None, action: str, entries: list[Entry], undoes: Change | None = None
) -> Change:
    """Count the draft's revision up and keep what was done under this number."""
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


@transaction.atomic
def edit_rows(
    draft: Draft, *, by: User | None, action: str, edits: Sequence[RowEdit], texts: Sequence[TextEdit] = ()
) -> Change:
    """Change, add, delete or move rows and place texts that went nowhere: one step, undone as one.

    Raises Conflict, RowProblem, ValueError; then nothing has been changed.
    """
    check_can_edit_draft(by, draft)
    draft = lock(draft)
    for edit in edits:
        make_room(draft, edit.after)
    found = _rows_for(draft, edits)
    entries: list[Entry] = []
    staying = []
    for edit in edits:
        row = found.get(edit.key)
        before = state_of(row) if row else None
        row = row or DraftRow(draft=draft, key=uuid.UUID(edit.key), content=rules.empty_row(), position=0.0)
        _apply(draft, row, edit)
        row.revision = draft.revision + 1
        if row.pk is None or edit.after is not None:
            row.save()
        else:
            staying.append(row)
        entries.append(row_entry(edit.key, before, state_of(row)))
    DraftRow.objects.bulk_update(staying, ["content", "deleted", "revision"], batch_size=200)
    entries += _edit_texts(draft, texts)
    return write_change(draft, by=by, action=action, entries=entries)


def _rows_for(draft: Draft, edits: Sequence[RowEdit]) -> dict[str, DraftRow]:
    keys = [edit.key for edit in edits]
    if len(set(keys)) < len(keys):
        raise ValueError(_("One change cannot touch the same row twice."))
    found = {str(row.key): row for row in draft.rows.filter(key__in=keys)}
    stale = [found[e.key] for e in edits if e.key in found and found[e.key].revision != e.revision]
    if stale:
        raise Conflict(stale)
    if any(e.revision is not None and e.key not in found for e in edits):
        raise ValueError(_("This row does not stand in the draft any more. Load the page again."))
    return found


def _apply(draft: Draft, row: DraftRow, edit: RowEdit) -> None:
    if edit.content is not None:
        row.content = rules.settle_doubts(row.content or {}, rules.clean_row(edit.content))
    if edit.deleted is not None:
        row.deleted = edit.deleted
    if edit.after is not None or row.pk is None:
        row.position = position_after(draft, edit.after, row.key)


def _edit_texts(draft: Draft, texts: Sequence[TextEdit]) -> list[Entry]:
    entries: list[Entry] = []
    for text in texts:
        unplaced = list(draft.head.get("unplaced", []))
        if text.item not in unplaced:
            raise Conflict([])
        at = unplaced.index(text.item)
        becomes = dict(text.becomes) if text.becomes is not None else None
        unplaced[at : at + 1] = [] if becomes is None else [becomes]
        draft.head = {**draft.head, "unplaced": unplaced}
        entries.append(
            {
                "key": UNPLACED,
                "before": {"at": at, "item": dict(text.item)},
                "after": {"at": at, "item": becomes},
            }
        )
    if entries:
        draft.save(update_fields=["head"])
    return entries


@transaction.atomic
def edit_head(draft: Draft, *, by: User | None, revision: int, head: Mapping[str, Any]) -> Change:
    """Change document fields (title, periods, …). `revision` is the draft's as the editor saw it.

    Raises Conflict where somebody has changed one of the same fields since.
    """
    check_can_edit_draft(by, draft)
    draft = lock(draft)
    entry = head_entry(draft, head)
    touched = set(entry["after"]["content"]) | set(entry["before"]["content"])
    for change in draft.changes.filter(number__gt=revision):
        for other in change.entries:
            if other["key"] == HEAD and touched & {*other["before"]["content"], *other["after"]["content"]}:
                raise Conflict([])
    renamed = _renamed_periods(draft.head.get("periods") or [], head.get("periods"))
    draft.head = {**draft.head, **head}
    draft.save(update_fields=["head"])
    entries = [entry] if touched else []
    return write_change(draft, by=by, action="head", entries=entries + _rename_ticks(draft, renamed))


def _renamed_periods(before: Sequence[str], after: Sequence[str] | None) -> dict[str, str]:
    """Labels that were corrected: another one at the same place of a list of the same length."""
    if after is None or len(after) != len(before):
        return {}
    return {old: new for old, new in zip(before, after, strict=True) if old != new and old not in after}


def _rename_ticks(draft: Draft, renamed: Mapping[str, str]) -> list[Entry]:
    """The rows that are ticked for a corrected label follow it."""
    entries: list[Entry] = []
    rows = []
    for row in draft.rows.all() if renamed else ():
        labels = row.content.get("periods", [])
        if renamed.keys() & set(labels):
            before = state_of(row)
            row.content = {**row.content, "periods": [renamed.get(label, label) for label in labels]}
            row.revision = draft.revision + 1
            rows.append(row)
            entries.append(row_entry(str(row.key), before, state_of(row)))
    DraftRow.objects.bulk_update(rows, ["content", "revision"], batch_size=200)
    return entries


def head_entry(draft: Draft, head: Mapping[str, Any]) -> Entry:
    """What changing these document fields will be remembered as."""
    old, new = content_difference(draft.head, {**draft.head, **head})
    return {"key": HEAD, "before": {"content": old}, "after": {"content": new}}


@transaction.atomic
def undo(change: Change, *, by: User | None) -> Change:
    """Take a change back. Raises Conflict where a later one has touched the same fields, Undone if it is
    undone."""
    check_can_edit_draft(by, change.draft)
    draft = lock(change.draft)
    change = Change.objects.get(pk=change.pk)
    if Change.objects.filter(undoes=change).exists():
        raise Undone(_("This has been undone already."))
    keys = [entry["key"] for entry in change.entries if entry["key"] not in (HEAD, UNPLACED)]
    rows = {str(row.key): row for row in draft.rows.filter(key__in=keys)}
    stale = [rows[e["key"]] for e in change.entries if e["key"] in rows and not _can_go_back(rows[e["key"]], e)]
    if stale:
        raise Conflict(stale)
    entries = []
    for entry in reversed(change.entries):
        if entry["key"] == HEAD:
            entries.append(_head_back(draft, entry))
        elif entry["key"] == UNPLACED:
            entries.append(_text_back(draft, entry))
        else:
            entries.append(_row_back(rows[entry["key"]], entry, draft.revision + 1))
    draft.save(update_fields=["head"])
    return write_change(draft, by=by, action="undo", entries=entries, undoes=change)


def _can_go_back(row: DraftRow, entry: Entry) -> bool:
    return is_as_left(state_of(row), entry["after"])


def _row_back(row: DraftRow, entry: Entry, number: int) -> Entry:
    before = state_of(row)
    back = (
        {**before, "deleted": True} if entry["before"] is None else taken_back(before, entry["before"], entry["after"])
    )
    row.position, row.content, row.deleted = back["position"], back["content"], back["deleted"]
    row.revision = number
    row.save()
    return row_entry(entry["key"], before, back)


def _head_back(draft: Draft, entry: Entry) -> Entry:
    old, new = entry["before"]["content"], entry["after"]["content"]
    if any(draft.head.get(name) != new.get(name) for name in {**old, **new}):
        raise Conflict([])
    draft.head = {name: value for name, value in draft.head.items() if name not in new or name in old} | old
    return undo_entry(entry)


def _text_back(draft: Draft, entry: Entry) -> Entry:
    unplaced = list(draft.head.get("unplaced", []))
    old, new = entry["before"]["item"], entry["after"]["item"]
    at = min(entry["before"]["at"], len(unplaced))
    if new is not None:
        if new not in unplaced:
            raise Conflict([])
        at = unplaced.index(new)
        unplaced.pop(at)
    if old is not None:
        unplaced.insert(at, old)
    draft.head = {**draft.head, "unplaced": unplaced}
    return undo_entry(entry)


def undo_last(draft: Draft, *, by: User | None) -> Change:
    """Take back the person's own last change. Raises Undone where there is none, Conflict as `undo`."""
    for change, turns in _own_changes(draft, by):
        if turns % 2 == 0:
            return undo(change, by=by)
    raise Undone(_("There is nothing of yours to undo."))


def redo_last(draft: Draft, *, by: User | None) -> Change:
    """Do again what the person undid last, as long as she has changed nothing else since."""
    for change, turns in _own_changes(draft, by):
        if turns % 2 == 1:
            return undo(change, by=by)
        if turns == 0:
            break
    raise Undone(_("There is nothing to do again."))


def _own_changes(draft: Draft, by: User | None) -> list[tuple[Change, int]]:
    """The person's last changes that still stand, newest first. With each how often it was turned: 0 is a
    change, 1 an undo, 2 an undo undone, …"""
    recent = list(draft.changes.order_by("-number")[:REMEMBERED])
    undone = {change.undoes_id for change in recent if change.undoes_id}
    by_id = {change.pk: change for change in recent}

    def turns(change: Change) -> int:
        count = 0
        following: Change | None = change
        while following is not None and following.undoes_id:
            count += 1
            following = by_id.get(following.undoes_id)
        return count

    own = [change for change in recent if change.changed_by_id == (by.pk if by else None)]
    return [(change, turns(change)) for change in own if change.pk not in undone]


def settle_doubt(draft: Draft, *, by: User | None, key: str, revision: int, code: str, field: str) -> Change:
    """A person has looked: this doubt of a row needs nobody any more."""
    row = draft.rows.get(key=key)
    doubts = [
        doubt | {"settled": True} if (doubt.get("code"), doubt.get("field", "")) == (code, field) else doubt
        for doubt in row.content.get("doubts", [])
    ]
    edit = RowEdit(key, revision, content=row.content | {"doubts": doubts})
    return edit_rows(draft, by=by, action="settle", edits=[edit])
