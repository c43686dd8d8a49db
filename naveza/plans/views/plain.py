"""The draft as a plain list and a form for each row: everything the review screen does, without JavaScript."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naveza.accounts.models import User

from .. import draft_queries, operations, review, review_texts, rules
from ..models import Draft, DraftRow
from ..operations import Conflict, RowEdit, TextEdit
from ..row_forms import HeadForm, RowForm, field_words
from ..rules import RowProblem
from .draft_api import load, load_for_change
from .review import may_change

PAGE = 50


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


@require_safe
def rows(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The rows, fifty a page; `?doubts=1` only those that need a look."""
    draft = load(request, draft_id)
    listed = draft_queries.draft_list(draft, only_doubts=request.GET.get("doubts") == "1")
    last = max(1, -(-len(listed) // PAGE))
    page = min(max(_number(request.GET.get("page", ""), 1), 1), last)
    context = {
        "draft": draft,
        "lines": listed[(page - 1) * PAGE : page * PAGE],
        "page": page,
        "last": last,
        "progress": draft_queries.draft_progress(draft),
        "only_doubts": request.GET.get("doubts") == "1",
        "may_edit": may_change(request, draft),
    }
    return render(request, "plans/review/rows.html", context)


def _form(request: HttpRequest, draft: Draft, content: dict[str, Any], revision: int | None) -> RowForm:
    columns = review.columns(draft.head, list(draft.rows.filter(deleted=False).values_list("content", flat=True)))
    sent = request.POST if request.POST.get("do") == "save" else None
    form = RowForm(sent, content=content, labels=columns.labels, levels=draft.head.get("level_names") or [])
    form.initial["revision"] = revision
    return form


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, draft_id: int, key: uuid.UUID) -> HttpResponse:
    """One row: its fields, its doubts, the passages it came from, and what can be done with it."""
    draft, person = load_for_change(request, draft_id)
    found = draft.rows.filter(key=key, deleted=False).first()
    if found is None:
        raise Http404
    form = _form(request, draft, found.content, found.revision)
    wanted = request.POST.get("do", "")
    conflict = False
    if wanted and wanted != "save":
        return _act(request, draft, found, wanted, person)
    if wanted and form.is_valid():
        try:
            _save(draft, found, form, person)
            return redirect(f"{reverse('draft-rows', args=[draft.pk])}#{found.key}")
        except Conflict:
            conflict = True
            found.refresh_from_db()
        except RowProblem as problem:
            form.add_error(None, review_texts.problem(problem))
    doubts = rules.open_doubts(found.content)
    context = {
        "draft": draft,
        "row": found,
        "form": form,
        "conflict": conflict,
        "doubts": doubts,
        "passages": draft_queries.row_passages(draft, found.content),
    }
    return render(request, "plans/review/row.html", context, status=409 if conflict else 422 if form.errors else 200)


def _save(draft: Draft, found: DraftRow, form: RowForm, person: User) -> None:
    changed = form.fields_changed()
    if changed:
        edit = RowEdit(str(found.key), form.cleaned_data["revision"], content={**found.content, **changed})
        operations.edit_rows(draft, by=person, action="edit", edits=[edit])


def _act(request: HttpRequest, draft: Draft, found: DraftRow, wanted: str, person: User) -> HttpResponse:
    """Delete, move, or say that a doubt looks right."""
    revision = _number(request.POST.get("revision", ""), -1)
    order = [str(key) for key in draft.rows.filter(deleted=False).order_by("position").values_list("key", flat=True)]
    at, key = order.index(str(found.key)), str(found.key)
    edit: RowEdit | None = None
    if wanted == "delete":
        edit = RowEdit(key, revision, deleted=True)
    elif wanted == "up" and at > 0:
        edit = RowEdit(key, revision, after=order[at - 2] if at > 1 else "")
    elif wanted == "down" and at + 1 < len(order):
        edit = RowEdit(key, revision, after=order[at + 1])
    elif wanted == "settle":
        pairs = [(doubt.get("code", ""), doubt.get("field", "")) for doubt in rules.open_doubts(found.content)]
        doubts = review.settled_doubts(found.content.get("doubts", []), pairs)
        edit = RowEdit(key, revision, content={**found.content, "doubts": doubts})
    if edit is not None:
        action = "move" if wanted in {"up", "down"} else wanted
        try:
            change = operations.edit_rows(draft, by=person, action=action, edits=[edit])
            messages.success(request, review_texts.what(change))
        except (Conflict, ValueError) as problem:
            messages.error(request, str(problem))
    return redirect(f"{reverse('draft-rows', args=[draft.pk])}#{key}")


@require_POST
def new_row(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A new row behind another one, below the same titles."""
    draft, person = load_for_change(request, draft_id)
    above = draft.rows.filter(key=_key(request.POST.get("after", ""))).first()
    content = rules.empty_row()
    if above is not None:
        content |= {"path": above.content["path"], "path_codes": above.content["path_codes"]}
    key = str(uuid.uuid4())
    edit = RowEdit(key, content=content, after=str(above.key) if above else None)
    operations.edit_rows(draft, by=person, action="add", edits=[edit])
    return redirect("draft-row", draft_id=draft.pk, key=key)


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@require_http_methods(["GET", "HEAD", "POST"])
def head(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Title, kind, language, period, levels, periods, region, vision, legal basis, abbreviations."""
    draft, person = load_for_change(request, draft_id)
    if request.POST.get("do") == "settle":
        _settle_head(request, draft, person)
        return redirect("draft-head", draft_id=draft.pk)
    form = HeadForm(
        request.POST if request.method == "POST" else None, head=draft.head, initial={"revision": draft.revision}
    )
    conflict = False
    if request.method == "POST" and form.is_valid():
        changed = form.head_changed()
        try:
            if changed:
                operations.edit_head(draft, by=person, revision=form.cleaned_data["revision"], head=changed)
                messages.success(request, _("Changed: %(fields)s") % {"fields": field_words(list(changed))})
            return redirect("draft", draft_id=draft.pk)
        except Conflict:
            conflict = True
    context = {"draft": draft, "form": form, "conflict": conflict, "doubts": rules.open_doubts(draft.head)}
    return render(
        request, "plans/review/head_form.html", context, status=409 if conflict else 422 if form.errors else 200
    )


def _settle_head(request: HttpRequest, draft: Draft, person: User) -> None:
    """A doubt about the whole document looks right."""
    doubts = [
        {**doubt, "settled": True} if doubt.get("text") == request.POST.get("words") else doubt
        for doubt in draft.head.get("doubts", [])
    ]
    operations.edit_head(draft, by=person, revision=draft.revision, head={"doubts": doubts})


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Texts that went nowhere: each becomes a row, or may stay out."""
    draft = load(request, draft_id)
    if request.method == "POST":
        draft, person = load_for_change(request, draft_id)
        _place(request, draft, person)
        return redirect("draft-texts", draft_id=draft.pk)
    lost = review.lost_texts(draft.head)
    context = {"draft": draft, "texts": lost, "may_edit": may_change(request, draft)}
    return render(request, "plans/review/texts.html", context)


def _place(request: HttpRequest, draft: Draft, person: User) -> None:
    lost = review.lost_texts(draft.head)
    at = _number(request.POST.get("text", ""), len(lost))
    if at >= len(lost) or lost[at].get("text") != request.POST.get("words"):
        messages.error(request, _("Somebody has placed this text in the meantime."))
        return
    item = lost[at]
    if request.POST.get("do") == "leave":
        operations.edit_rows(
            draft, by=person, action="leave", edits=[], texts=[TextEdit(item, {**item, "settled": True})]
        )
        return
    content = rules.empty_row() | {"activities": [item["text"]], "sources": {"activities": item.get("source") or []}}
    edits = [RowEdit(str(uuid.uuid4()), content=content)]
    operations.edit_rows(draft, by=person, action="place", edits=edits, texts=[TextEdit(item)])
    messages.success(request, _("The text is the last row now."))
