"""The end of a draft: published, put aside or taken up again; and reading its document again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .. import draft_queries, operations
from ..forms import PublishForm, ReasonForm
from ..models import Draft, Version
from ..operations.reading import start_reading_again
from ..permissions import check_can_publish
from ..states import VersionKind
from .draft_api import load_for_change


@dataclass(frozen=True)
class Publication:
    """What will be published."""

    progress: draft_queries.Progress
    chapters: list[tuple[str, int]]
    empty: list[tuple[int, str]]  # number and key of rows without an activity: they have to be mended first
    differences: list[Any]
    same: int


def _publication(draft: Draft) -> Publication:
    rows = list(draft.rows.filter(deleted=False).order_by("position"))
    chapters: dict[str, int] = {}
    for row in rows:
        name = row.content["path"][0] if row.content["path"] else ""
        chapters[name] = chapters.get(name, 0) + 1
    empty = [(n, str(row.key)) for n, row in enumerate(rows, start=1) if not row.content.get("activities")]
    differences = draft_queries.draft_differences(draft) if draft.base else []
    changed = [change for change in differences if change.kind != "same"]
    return Publication(
        draft_queries.draft_progress(draft), list(chapters.items()), empty, changed, len(differences) - len(changed)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What will be published, and the button that does it."""
    draft, person = load_for_change(request, draft_id)
    check_can_publish(person, draft)
    sent = request.POST if request.method == "POST" else None
    form = PublishForm(sent, is_first=not Version.objects.filter(plan=draft.plan).exists())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            version = operations.publish_draft(
                draft,
                by=person,
                kind=given["kind"] or VersionKind.ADOPTED,
                legal_act=given["legal_act"],
                in_force_from=given["in_force_from"],
                note=given["note"],
            )
        except ValueError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Published as version %(n)s.") % {"n": version.number})
            return redirect("plan", slug=version.plan.slug)
    context = {"draft": draft, "form": form, "what": _publication(draft)}
    return render(request, "plans/review/publish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Put a draft aside, with a reason."""
    draft, person = load_for_change(request, draft_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.discard_draft(draft, by=person, why=form.cleaned_data["why"])
        except ValueError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The draft is put aside. It can be taken up again."))
            return redirect("draft", draft_id=draft.pk)
    return render(
        request, "plans/review/discard.html", {"draft": draft, "form": form}, status=422 if form.errors else 200
    )


@require_POST
def reopen(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take up a draft that was put aside."""
    draft, person = load_for_change(request, draft_id)
    try:
        operations.reopen_draft(draft, by=person)
    except ValueError as problem:
        messages.error(request, str(problem))
    return redirect("draft", draft_id=draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def read_again(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Read the document again with the present reader; corrections stay."""
    draft, person = load_for_change(request, draft_id)
    if request.method == "POST":
        try:
            return redirect("job", pk=start_reading_again(draft, by=person).pk)
        except ValueError as problem:
            messages.error(request, str(problem))
            return redirect("draft", draft_id=draft.pk)
    return render(request, "plans/review/read_again.html", {"draft": draft})
