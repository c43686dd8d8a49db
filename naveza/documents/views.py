"""A document as it came, and its pages as pictures."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from .models import Document
from .operations import document_bytes
from .pages import page_picture
from .permissions import check_can_view_document


def _load(request: HttpRequest, document_id: UUID) -> Document:
    document = get_object_or_404(Document, pk=document_id)
    check_can_view_document(request.user, document)
    return document


@require_safe
def download(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The bytes, always as a download: nothing that somebody brought in is ever shown as a page of ours."""
    document = _load(request, document_id)
    upload = document.uploads.first()
    name = upload.name if upload else f"{document.sha256[:12]}.{document.format}"
    response = HttpResponse(document_bytes(document), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@require_safe
def page(request: HttpRequest, document_id: UUID, number: int) -> HttpResponse:
    """A page of a PDF as PNG; it never changes, so the browser may keep it."""
    document = _load(request, document_id)
    if document.format != "pdf":
        raise Http404
    picture = page_picture(document, number)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
