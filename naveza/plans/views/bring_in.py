"""Bringing in a document: the bytes are kept first, then a job reads them, then the draft is corrected."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naveza.accounts.models import User
from naveza.accounts.permissions import Denied
from naveza.documents.models import Upload
from naveza.documents.operations import bring_in

from .. import draft_queries
from ..forms import BringInForm, OwnerForm
from ..operations.reading import start_reading
from ..permissions import check_can_create_plan


def _coordinator(request: HttpRequest) -> User:
    check_can_create_plan(request.user)
    assert isinstance(request.user, User)  # noqa: S101 - whoever may create a plan has signed in
    return request.user


def load_upload(request: HttpRequest, upload_id: int) -> tuple[Upload, User]:
    """A document that this person brought in; nobody else's."""
    person = _coordinator(request)
    upload = get_object_or_404(Upload.objects.select_related("document"), pk=upload_id)
    if upload.uploaded_by_id != person.pk and not person.is_administrator:
        raise Denied(_("This document was brought in by somebody else."))
    return upload, person


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Drop or choose a file, or paste a text. A document that is here already leads to its draft."""
    person = _coordinator(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BringInForm(*sent, person=person)
    if request.method != "POST" or not form.is_valid():
        documents = draft_queries.my_documents(person, limit=5)
        context = {"form": form, "documents": documents, "owner": form.only_owner}
        return render(request, "plans/review/new.html", context, status=422 if form.is_bound else 200)
    upload = bring_in(form.cleaned_data["data"], name=form.cleaned_data["name"], by=person)
    owner = form.cleaned_data["owner"]
    if draft_queries.existing_drafts(person, upload.document):
        return redirect(f"{reverse('plan-known', args=[upload.pk])}?owner={owner.pk if owner else ''}")
    return redirect("job", pk=start_reading(upload, by=person, owner=owner).pk)


@require_safe
def known(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The same bytes have been brought in before: go on with that draft, or read them as another plan."""
    upload, person = load_upload(request, upload_id)
    drafts = draft_queries.existing_drafts(person, upload.document)
    form = OwnerForm(person=person, initial={"owner": request.GET.get("owner", "")})
    return render(request, "plans/review/known.html", {"upload": upload, "drafts": drafts, "form": form})


@require_safe
def my_documents(request: HttpRequest) -> HttpResponse:
    """What this person has brought in, and what has become of it."""
    person = _coordinator(request)
    documents = draft_queries.my_documents(person)
    owner = OwnerForm(person=person).only_owner
    return render(request, "plans/review/documents.html", {"documents": documents, "owner": owner})


@require_POST
def read(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Read a kept document (again) and make a draft of a new plan from it."""
    upload, person = load_upload(request, upload_id)
    form = OwnerForm(request.POST, person=person)
    if not form.is_valid():
        messages.error(request, _("Choose the institution that the plan belongs to."))
        return redirect("plan-known", upload_id=upload.pk)
    return redirect("job", pk=start_reading(upload, by=person, owner=form.cleaned_data["owner"]).pk)
