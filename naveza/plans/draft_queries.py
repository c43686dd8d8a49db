"""Reads of drafts: everything the review screen loads, and what has changed since it last asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from naveza.accounts.models import User
from naveza.documents.models import Document, Upload
from naveza.documents.operations import kept_blocks
from naveza.institutions.models import Institution
from naveza.institutions.queries import registry

from . import review, rules
from .models import Change, Draft, DraftRow
from .pages import place_key
from .permissions import can_view_draft, can_view_plan
from .queries import version_content
from .states import DraftState, PlanState

Json = dict[str, Any]


def _row_json(row: DraftRow) -> Json:
    return {"key": str(row.key), "revision": row.revision, "content": row.content}


def _head_json(draft: Draft) -> Json:
    head = dict(draft.head)
    return {"unplaced": head.pop("unplaced", []), "head": head}


def draft_json(draft: Draft) -> Json:
    """The whole draft for the review screen: rows in order, document fields, who the names are."""
    # Values, not rows of the model: with 2,000 rows that halves the time until the screen is there.
    rows = list(draft.rows.filter(deleted=False).order_by("position").values_list("key", "revision", "content"))
    contents = [content for _key, _revision, content in rows]
    columns = review.columns(draft.head, contents)
    return {
        "draft": draft.pk,
        "revision": draft.revision,
        "state": draft.state,
        "labels": list(columns.labels),
        "rows": [{"key": str(key), "revision": number, "content": content} for key, number, content in rows],
        **_head_json(draft),
        **names_json(contents),
    }


def names_json(contents: Iterable[Mapping[str, Any]]) -> Json:
    """For each organisation named: the institution it resolves to, or None; and what is known of those institutions."""
    named: set[str] = set()
    chosen: set[int] = set()
    for content in contents:
        named.update(content.get("institutions", []))
        chosen.update((content.get("institution_ids") or {}).values())
    if not named:
        return {"names": {}, "institutions": {}}
    who = registry()
    names = {name: who.resolve(name) for name in sorted(named)}
    return {"names": names, "institutions": institutions_json(chosen.union(filter(None, names.values())))}


def institutions_json(ids: Iterable[int]) -> Json:
    """What the screen shows of institutions, by their number."""
    found = Institution.objects.filter(pk__in=set(ids)).prefetch_related("names")
    return {
        str(institution.pk): {"name": institution.name, "href": reverse("institution", args=[institution.slug])}
        for institution in found
    }


def who_may_be(name: str, limit: int = 6) -> tuple[int | None, list[int]]:
    """The institution of exactly this name, and others to choose from: those whose name holds what was typed, then
    those of a similar name."""
    who = registry()
    typed = (
        list(Institution.objects.current().named_like(name).values_list("pk", flat=True)[:limit])
        if name.strip()
        else []
    )
    similar = [found.institution_id for found in who.suggest(name, limit)]
    return who.resolve(name), list(dict.fromkeys([*typed, *similar]))[:limit]


def draft_patch(draft: Draft, since: int) -> Json:
    """What has changed after revision `since`: rows as they are now, each with the row that it follows.

    Who follows whom instead of a position: positions are numbered anew now and then without a change of anybody.
    """
    draft.refresh_from_db()
    rows = list(draft.rows.filter(revision__gt=since).order_by("position"))
    changes = list(draft.changes.filter(number__gt=since).select_related("changed_by").defer("entries"))
    by_number = {change.number: change for change in changes}
    patch: Json = {"revision": draft.revision, "state": draft.state, "rows": []}
    if rows:
        order = [
            str(key) for key in draft.rows.filter(deleted=False).order_by("position").values_list("key", flat=True)
        ]
        before = dict(zip(order, ["", *order], strict=False))
        patch["rows"] = [_patch_row(row, before, by_number.get(row.revision)) for row in rows]
        patch |= names_json(row.content for row in rows)
    if any(change.action in review.HEAD_ACTIONS for change in changes):
        patch |= _head_json(draft)
    return patch


def _patch_row(row: DraftRow, before: Mapping[str, str], change: Change | None) -> Json:
    who = change.changed_by.name if change and change.changed_by else ""
    return _row_json(row) | {
        "deleted": row.deleted,
        "after": before.get(str(row.key)),
        "by": who,
        "by_id": change.changed_by_id if change else None,
        "at": change.changed_at.isoformat() if change else "",
    }


@dataclass(frozen=True)
class Progress:
    """How far the correction of a draft is."""

    rows: int
    doubted: int
    lost: int
    unknown_names: Sequence[str]
    without_periods: int


def draft_progress(draft: Draft) -> Progress:
    """Counts for the head of the screen and for the publish page."""
    contents = list(draft.rows.filter(deleted=False).values_list("content", flat=True))
    names = names_json(contents)["names"]
    chosen = {name for content in contents for name in (content.get("institution_ids") or {})}
    labels = review.columns(draft.head, contents).labels
    return Progress(
        rows=len(contents),
        doubted=review.needs_a_look(contents),
        lost=len(review.lost_texts(draft.head)),
        unknown_names=[name for name, known in names.items() if not known and name not in chosen],
        without_periods=sum(1 for c in contents if labels and not c.get("periods") and not c.get("deadline")),
    )


@dataclass(frozen=True)
class ListLine:
    """A row of the plain list, with the titles that begin above it."""

    row: DraftRow
    number: int
    titles: Sequence[tuple[str, str]]  # number and title
    doubts: Sequence[Mapping[str, Any]]


def draft_list(draft: Draft, *, only_doubts: bool = False) -> list[ListLine]:
    """All rows of a draft in order, or only those that need a look."""
    lines: list[ListLine] = []
    above: list[tuple[str, str]] = []
    for number, row in enumerate(draft.rows.filter(deleted=False).order_by("position"), start=1):
        doubts = rules.open_doubts(row.content)
        if only_doubts and not doubts:
            continue
        codes = [code or "" for code in row.content["path_codes"]]
        titles = list(zip(codes, row.content["path"], strict=False))
        same = 0
        while same < min(len(titles), len(above)) and titles[same] == above[same]:
            same += 1
        lines.append(ListLine(row, number, titles[same:], doubts))
        above = titles
    return lines


def row_passages(draft: Draft, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """For each field of a row the words of the document from which it was read."""
    parsed = kept_blocks(draft.document) if draft.document else None
    if parsed is None:
        return []
    texts = {place_key(text.place.as_json()): text.text for text in parsed.texts()}
    found = []
    for name, places in (content.get("sources") or {}).items():
        words = [texts.get(place_key(place), "") for place in places]
        if any(words):
            found.append((name, " ¶ ".join(dict.fromkeys(filter(None, words)))))
    return found


@dataclass(frozen=True)
class MyDocument:
    """A document that somebody brought in, and what has become of it."""

    upload: Upload
    draft: Draft | None  # the draft or the plan made from it, newest first


def my_documents(user: User, limit: int = 50) -> list[MyDocument]:
    """What a person brought in, newest first, with the drafts that she may see."""
    uploads = list(Upload.objects.filter(uploaded_by=user).select_related("document")[:limit])
    drafts: dict[Any, Draft] = {}
    documents = [upload.document_id for upload in uploads]
    for draft in Draft.objects.filter(document__in=documents).select_related("plan").order_by("created_at"):
        if draft.state != DraftState.DISCARDED and can_view_draft(user, draft):
            drafts[draft.document_id] = draft
    return [MyDocument(upload, drafts.get(upload.document_id)) for upload in uploads]


def existing_drafts(user: User, document: Document) -> list[Draft]:
    """Drafts made from the same bytes that this person may see, the open ones first."""
    found = (
        Draft.objects.filter(document=document)
        .exclude(state=DraftState.DISCARDED)
        .select_related("plan", "plan__owner")
    )
    mine = [
        draft
        for draft in found
        if can_view_draft(user, draft) or (draft.plan.state == PlanState.PUBLISHED and can_view_plan(user, draft.plan))
    ]
    return sorted(mine, key=lambda draft: draft.state != DraftState.OPEN)


@dataclass(frozen=True)
class HistoryEntry:
    """One change of a draft for the history panel."""

    change: Change
    who: str
    when: datetime
    rows: int
    texts: Sequence[tuple[str, str]]  # key and first words of rows it touched that still stand
    differences: Sequence[tuple[str, str, str]]  # field, as it was, as it is
    undone: bool


HISTORY_PAGE = 40


def draft_history(draft: Draft, *, before: int | None = None, limit: int = HISTORY_PAGE) -> list[HistoryEntry]:
    """The last changes of a draft, newest first."""
    changes = draft.changes.select_related("changed_by", "undoes").order_by("-number")
    if before is not None:
        changes = changes.filter(number__lt=before)
    shown = list(changes[:limit])
    undone = set(Change.objects.filter(undoes__in=shown).values_list("undoes_id", flat=True))
    keys = {entry["key"] for change in shown for entry in change.entries} - {"head", "unplaced"}
    texts = {str(row.key): str(row) for row in draft.rows.filter(key__in=list(keys), deleted=False)}
    return [_history_entry(change, texts, change.pk in undone) for change in shown]


def _history_entry(change: Change, texts: Mapping[str, str], undone: bool) -> HistoryEntry:
    rows = [entry for entry in change.entries if entry["key"] not in ("head", "unplaced")]
    differences = []
    for entry in change.entries[:3]:
        old, new = (entry["before"] or {}).get("content") or {}, (entry["after"] or {}).get("content") or {}
        if entry["before"] is None:
            continue
        for name in {**old, **new}:
            if name not in {"doubts", "sources", "confidence", "inherits", "institution_ids"}:
                differences.append((name, plain(old.get(name)), plain(new.get(name))))
    return HistoryEntry(
        change=change,
        who=change.changed_by.name if change.changed_by else "",
        when=change.changed_at,
        rows=len(rows),
        texts=[(entry["key"], texts[entry["key"]]) for entry in rows if texts.get(entry["key"])][:3],
        differences=list(dict.fromkeys(differences))[:4],
        undone=undone,
    )


def plain(value: Any) -> str:
    """A value of a row as one line of text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " · ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part and not isinstance(part, list))
    return str(value)


def draft_differences(draft: Draft) -> list[rules.RowChange]:
    """How each row differs from the version that the draft amends."""
    if draft.base is None:
        return []
    before = {}
    for row in version_content(draft.base)["rows"]:
        key = row.pop("key")
        row.pop("number", None)
        before[key] = row
    rows = draft.rows.filter(deleted=False).order_by("position")
    return rules.compare(before, {str(row.key): row.content for row in rows})
