"""The review screen: the document on the left, the draft on the right."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..permissions import can_edit_draft
from .draft_api import load


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The main workplace: every row of the draft, beside the document that it was read from."""
    found = load(request, draft_id)
    return render(request, "plans/review/draft.html", {"draft": found, "may_edit": can_edit_draft(request.user, found)})
