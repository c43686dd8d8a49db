"""Drafts as a whole: opened from a reading or from what is in force, put aside, taken up again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.audit.operations import record
from naveza.documents.models import Document
from naveza.lib import clock

from .. import rules
from ..models import Draft, DraftRow, Plan, Reading, Version
from ..permissions import check_can_edit_draft
from ..states import DRAFT_TRANSITIONS, DraftState
from .positions import GAP


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
        raise ValueError(_("This plan has an open draft already."))
    head = {key: value for key, value in content.items() if key != "rows"}
    draft = Draft.objects.create(
        plan=plan,
        document=document,
        reading=reading,
        base=base,
        head=head,
        created_at=clock.now(),
        created_by=by,
    )
    rows = []
    for index, raw in enumerate(content.get("rows", []), start=1):
        row = rules.clean_row(raw)
        row.pop("number", None)  # the address of an activity belongs to its key, not to its content
        given = row.pop("key", None)
        key = uuid.UUID(str(given)) if given else uuid.uuid4()
        rows.append(DraftRow(draft=draft, key=key, position=index * GAP, content=row, base=row))
    DraftRow.objects.bulk_create(rows, batch_size=500)
    record(by=by, verb="draft.opened", thing=draft, about=plan.title, after={"rows": len(rows)})
    return draft


def open_amendment(plan: Plan, *, by: User | None) -> Draft:
    """A draft of what is in force, to be amended or corrected. Activities keep their keys and numbers."""
    from ..queries import version_content

    latest = plan.versions.order_by("-number").first()
    if latest is None:
        raise ValueError(_("This plan has not been published yet; correct its draft instead."))
    content = version_content(latest)
    return open_draft(plan, by=by, content=content, document=latest.document, base=latest)


@transaction.atomic
def discard_draft(draft: Draft, *, by: User | None, why: str) -> Draft:
    """Put a draft aside, saying why. It can be opened again as long as no other is open."""
    check_can_edit_draft(by, draft)
    if not why.strip():
        raise ValueError(_("Say why the draft is put aside: the reason stays with it."))
    return _move_draft(draft, DraftState.DISCARDED, by=by, why=why.strip())


@transaction.atomic
def reopen_draft(draft: Draft, *, by: User | None) -> Draft:
    """Take up a discarded draft again."""
    check_can_edit_draft(by, draft)
    if draft.plan.drafts.filter(state=DraftState.OPEN).exists():
        raise ValueError(_("This plan has an open draft already."))
    return _move_draft(draft, DraftState.OPEN, by=by, why="")


def _move_draft(draft: Draft, state: str, *, by: User | None, why: str) -> Draft:
    draft = Draft.objects.select_for_update().select_related("plan").get(pk=draft.pk)
    if state not in DRAFT_TRANSITIONS[draft.state]:
        raise ValueError(_("A draft in this state cannot be moved there."))
    before, draft.state = draft.state, state
    draft.save(update_fields=["state"])
    record(by=by, verb=f"draft.{state}", thing=draft, why=why, before={"state": before}, after={"state": state})
    return draft
