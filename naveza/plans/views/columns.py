"""The mapping screen: a person says once what the columns of a table mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naveza.accounts.models import User
from naveza.documents.blocks import Parsed
from naveza.documents.models import Upload
from naveza.documents.operations import parse_document
from naveza.documents.parsers import Refusal
from naveza.documents.texts import refusal_sentence

from .. import mapping_pages
from ..forms import OwnerForm
from ..models import Draft
from ..operations.reading import remember_mapping, start_reading, start_reading_again
from .bring_in import load_upload
from .draft_api import load_for_change


def _problem_sentences(page: mapping_pages.MappingPage) -> list[str]:
    words = {
        "no_activity": _("Say which column holds the activities."),
        "no_label": _("Say for which period each column of crosses stands, for example 2031-1."),
        "same_label": _("Two columns of crosses stand for the same period."),
    }
    return [words[code] for code in mapping_pages.problems(page.mapping)]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None


@require_http_methods(["GET", "HEAD", "POST"])
def of_upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Columns of a document in which no row was found."""
    upload, person = load_upload(request, upload_id)
    return _columns(request, upload, person, draft=None)


@require_http_methods(["GET", "HEAD", "POST"])
def of_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Columns of a draft's document that were read wrong; reading again keeps the corrections."""
    draft, person = load_for_change(request, draft_id)
    upload = Upload.objects.filter(document=draft.document).select_related("document").first()
    if upload is None:
        return redirect("draft", draft_id=draft.pk)
    return _columns(request, upload, person, draft=draft)


def _columns(request: HttpRequest, upload: Upload, person: User, *, draft: Draft | None) -> HttpResponse:
    try:
        parsed = parse_document(upload.document, name=upload.name)
    except Refusal as refusal:
        sentence = refusal_sentence(refusal.code, refusal.values)
        return render(request, "plans/review/refused.html", {"upload": upload, "sentence": sentence}, status=422)
    sent = request.POST if request.method == "POST" else None
    page = mapping_pages.mapping_page(parsed, table=_number(request.GET.get("table")), sent=sent)
    owner = OwnerForm(request.POST or None, person=person)
    wants = request.POST.get("do", "")
    if page is not None and wants == "read" and not _problem_sentences(page) and (draft or owner.is_valid()):
        remember_mapping(page.mapping, by=person)
        if draft is not None:
            return redirect("job", pk=start_reading_again(draft, by=person).pk)
        return redirect("job", pk=start_reading(upload, by=person, owner=owner.cleaned_data["owner"]).pk)
    return _render(request, upload, parsed, page, owner, draft)


def _render(
    request: HttpRequest,
    upload: Upload,
    parsed: Parsed,
    page: mapping_pages.MappingPage | None,
    owner: OwnerForm,
    draft: Draft | None,
) -> HttpResponse:
    context = {
        "upload": upload,
        "page": page,
        "form": owner if draft is None else None,
        "draft": draft,
        "rows": mapping_pages.preview(parsed, page, upload.name) if page else [],
        "problems": _problem_sentences(page) if page else [],
        "nothing_found": upload.document.readings.exists() and not upload.document.drafts.exists(),
        "asked": request.method == "POST" and request.POST.get("do") == "read",
        "address": reverse("draft-columns", args=[draft.pk]) if draft else reverse("plan-columns", args=[upload.pk]),
    }
    part = request.headers.get("X-Part") == "preview"
    name = "plans/review/columns_preview.html" if part else "plans/review/columns.html"
    return render(request, name, context)
