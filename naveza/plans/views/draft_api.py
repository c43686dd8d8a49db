"""What the review screen says to the server and hears from it: JSON, one change at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naveza.accounts.models import User
from naveza.institutions.models import Institution
from naveza.institutions.operations import add_alias
from naveza.institutions.permissions import check_can_add_alias, check_can_create_institution
from naveza.lib.hashing import fingerprint

from .. import draft_queries, operations, review, review_texts
from ..forms import NewInstitutionForm
from ..models import Draft
from ..operations import Conflict, RowEdit, TextEdit
from ..permissions import check_can_edit_draft, check_can_view_draft
from ..rules import RowProblem
from ..states import DraftState


def load(request: HttpRequest, draft_id: int) -> Draft:
    """The draft, if the person may see it."""
    draft = get_object_or_404(Draft.objects.select_related("plan", "plan__owner", "document", "base"), pk=draft_id)
    check_can_view_draft(request.user, draft)
    return draft


def load_for_change(request: HttpRequest, draft_id: int) -> tuple[Draft, User]:
    """The draft and the person, if she may change it."""
    draft = load(request, draft_id)
    check_can_edit_draft(request.user, draft)
    assert isinstance(request.user, User)  # noqa: S101 - whoever may change a draft has signed in
    return draft, request.user


def _answer(data: Any, status: int = 200) -> HttpResponse:
    response = HttpResponse(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")), content_type="application/json", status=status
    )
    response["Cache-Control"] = "private, no-cache"
    return response


def _refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Every refusal is JSON with a sentence, so that the screen can say it beside the cell."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as denied:
            status = 403 if request.user.is_authenticated else 401
            return _answer({"sentence": str(denied), "code": "denied"}, status)
        except RowProblem as problem:
            return _answer({"sentence": review_texts.problem(problem), "field": problem.field, "code": "refused"}, 422)
        except ValidationError as problem:
            return _answer({"sentence": " ".join(problem.messages), "code": "refused"}, 422)
        except ValueError as problem:
            return _answer({"sentence": str(problem), "code": "refused"}, 422)

    return answered


def _sent(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body or b"{}")
    except ValueError as error:
        raise RowProblem("", "This is no JSON.") from error


@require_safe
@_refusals
def data(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The whole draft; `304` while nothing has changed."""
    draft = load(request, draft_id)
    content = draft_queries.draft_json(draft)
    etag = quote_etag(
        fingerprint([draft.pk, draft.revision, draft.state, content["names"], content["institutions"]])[:32]
    )
    answer = HttpResponse(status=304) if request.headers.get("If-None-Match") == etag else _answer(content)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
@_refusals
def changes(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What others have done since `?since=`; empty (204) while they have done nothing."""
    draft = load(request, draft_id)
    since = request.GET.get("since", "0")
    if not (since.isascii() and since.isdigit() and len(since) < 10):
        raise RowProblem("since", "“since” must be a number.")
    if draft.revision <= int(since) and draft.state == DraftState.OPEN:
        return HttpResponse(status=204)
    return _answer(draft_queries.draft_patch(draft, int(since)))


@require_POST
@_refusals
def edit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """One change. The answer says what has changed since the screen last heard; 409 with the same where somebody
    else was faster, and then nothing has been written."""
    draft, person = load_for_change(request, draft_id)
    asked = review.asked_of(_sent(request))
    known = {str(row.key): row.content for row in draft.rows.filter(key__in=[row.key for row in asked.rows])}
    edits = [
        RowEdit(row.key, row.revision, review.with_asked(known.get(row.key, {}), row), row.after, row.deleted)
        for row in asked.rows
    ]
    texts = [TextEdit(item, becomes) for item, becomes in asked.texts]
    try:
        change = operations.edit_rows(draft, by=person, action=asked.action, edits=edits, texts=texts)
    except Conflict as conflict:
        return _answer(
            {"sentence": str(conflict), "code": "conflict", **draft_queries.draft_patch(draft, asked.since)}, 409
        )
    return _answer({"change": change.number, **draft_queries.draft_patch(draft, asked.since)})


@require_POST
@_refusals
def undo(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take back the change of a number, or one's own last one; `redo` does the last undone one again."""
    draft, person = load_for_change(request, draft_id)
    sent = _sent(request)
    since = review.whole_number(sent.get("since", 0), "since")
    try:
        if sent.get("redo"):
            change = operations.redo_last(draft, by=person)
        elif "number" in sent:
            number = review.whole_number(sent["number"], "number")
            change = operations.undo(get_object_or_404(draft.changes, number=number), by=person)
        else:
            change = operations.undo_last(draft, by=person)
    except Conflict as conflict:
        sentence = _("Somebody has changed the same since then; it is not taken back.")
        patch = draft_queries.draft_patch(draft, since)
        return _answer({**patch, "sentence": sentence, "detail": str(conflict), "code": "conflict"}, 409)
    said = review_texts.undone(change)
    return _answer({"change": change.number, "said": said, **draft_queries.draft_patch(draft, since)})


@require_safe
@_refusals
def institutions(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who may be meant by the name `?q=`: the institution of exactly this name, and similar ones to choose from."""
    load(request, draft_id)
    name = request.GET.get("q", "")[:300]
    known, similar = draft_queries.who_may_be(name)
    found = draft_queries.institutions_json([*similar, *([known] if known else [])])
    return _answer({"known": known, "suggestions": similar, "institutions": found})


@require_POST
@_refusals
def new_institution(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Add an institution to the registry from the screen's small dialog. The spelling of the document becomes another
    way of writing it."""
    load_for_change(request, draft_id)
    person = check_can_create_institution(request.user)
    form = NewInstitutionForm(_sent(request))
    if not form.is_valid():
        return _answer({"sentence": _first_error(form), "fields": form.errors, "code": "refused"}, 422)
    made = form.save(by=person)
    return _answer({"id": made.pk, "institutions": draft_queries.institutions_json([made.pk])}, 201)


def _first_error(form: NewInstitutionForm) -> str:
    return " ".join(str(errors[0]) for errors in form.errors.values())


@require_POST
@_refusals
def remember_name(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Keep a spelling of the document as another way of writing an institution, for all plans."""
    load_for_change(request, draft_id)
    sent = _sent(request)
    institution = get_object_or_404(Institution, pk=review.whole_number(sent.get("institution"), "institution"))
    person = check_can_add_alias(request.user, institution)
    alias = add_alias(by=person, institution=institution, text=review.short_text(sent.get("name"), "name"))
    return _answer(draft_queries.names_json([{"institutions": [alias.text]}]))
