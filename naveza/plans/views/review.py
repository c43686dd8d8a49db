"""The review screen: the document on the left, the draft on the right; and the parts of it that are pages as well."""

from __future__ import annotations

import json
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naveza.documents.operations import PARSER, parse_document
from naveza.documents.parsers import Refusal
from naveza.documents.permissions import check_can_view_document
from naveza.documents.render import document_html
from naveza.documents.texts import refusal_sentence
from naveza.institutions.permissions import can_create_institution
from naveza.lib.hashing import sha256_hex

from .. import draft_queries, operations, review, review_texts, review_words
from ..forms import NewInstitutionForm
from ..models import Draft
from ..operations import Conflict
from ..permissions import can_edit_draft
from ..states import DraftState
from .draft_api import load, load_for_change

# What the scripts draw; each stands in the page once, as a <template>.
ICONS = (
    *("check", "circle-question-mark", "link", "unlink", "star", "arrow-up", "arrow-down", "x", "plus", "search"),
    *("file-plus-2", "cloud-upload", "hard-drive", "log-in", "hand"),
)

# The scripts of the screen, so that the browser asks for all of them at once instead of one after the other.
SCRIPTS = tuple(sorted(path.name for path in (Path(__file__).parents[1] / "static/plans/review").glob("*.js")))


def may_change(request: HttpRequest, draft: Draft) -> bool:
    """Whether the draft is open and this person may change it."""
    return draft.state == DraftState.OPEN and can_edit_draft(request.user, draft)


def source_address(draft: Draft) -> str:
    """Where the document stands as blocks; the address changes with its bytes and with the parser."""
    version = f"{draft.document.sha256[:12]}.{PARSER}" if draft.document else "0"
    return f"{reverse('draft-source', args=[draft.pk])}?v={version}"


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The main workplace: every row of the draft, beside the document that it was read from."""
    found = load(request, draft_id)
    may_name = can_create_institution(request.user)
    context = {
        "draft": found,
        "may_edit": may_change(request, found),
        "may_reopen": found.state == DraftState.DISCARDED and can_edit_draft(request.user, found),
        "may_name": may_name,
        "new_institution": NewInstitutionForm(auto_id="new-%s") if may_name else None,
        "source_address": source_address(found),
        "words": review_words.words(),
        "no_content": json.dumps(sorted(review.NO_CONTENT)),
        "icons": ICONS,
        "scripts": SCRIPTS,
    }
    return render(request, "plans/review/draft.html", context)


@require_safe
def source(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The document as pictures of its pages or as its blocks: a part of the screen, or a page of its own."""
    found = load(request, draft_id)
    is_part = request.headers.get("X-Part") == "panel"
    etag = quote_etag(sha256_hex(f"{source_address(found)} {is_part} {request.LANGUAGE_CODE}".encode())[:32])  # type: ignore[attr-defined]
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304)
    template = "plans/review/source_part.html" if is_part else "plans/review/source.html"
    response = render(request, template, {"draft": found, **_source_context(request, found)})
    if is_part:
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
    return response


def _source_context(request: HttpRequest, draft: Draft) -> dict[str, object]:
    if draft.document is None:
        return {}
    check_can_view_document(request.user, draft.document)
    try:
        parsed = parse_document(draft.document, name=draft.head.get("document") or "")
    except Refusal as refusal:
        return {"refusal": refusal_sentence(refusal.code, refusal.values)}
    if parsed.format == "pdf":
        return {"document": draft.document, "pages": range(1, parsed.pages + 1)}
    return {"document": draft.document, "html": mark_safe(document_html(parsed))}  # escaped there


@require_safe
def history(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who changed what and when, newest first, each with its undo."""
    found = load(request, draft_id)
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    entries = draft_queries.draft_history(found, before=number)
    more = (
        entries[-1].change.number
        if len(entries) == draft_queries.HISTORY_PAGE and entries[-1].change.number > 1
        else None
    )
    context = {"draft": found, "entries": entries, "more": more, "may_edit": may_change(request, found)}
    is_part = request.headers.get("X-Part") == "panel"
    return render(request, f"plans/review/{'history_part' if is_part else 'history'}.html", context)


@require_POST
def undo(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take back a change, or one's own last one: the plain form of it."""
    found, person = load_for_change(request, draft_id)
    number = request.POST.get("number", "")
    try:
        if number.isdigit():
            change = operations.undo(get_object_or_404(found.changes, number=int(number)), by=person)
        else:
            change = operations.undo_last(found, by=person)
    except Conflict:
        messages.error(request, _("Somebody has changed the same since then; it is not taken back."))
    except ValueError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, review_texts.undone(change))
    return redirect("draft-rows" if request.POST.get("next") == "rows" else "draft-history", draft_id=found.pk)
