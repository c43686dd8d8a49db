"""The outbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from naveza.mail.models import Message
from naveza.mail.pages import moment, outbox_page
from naveza.mail.permissions import can_read_message, check_can_read_message, check_can_see_outbox


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Every message with its state; no text."""
    check_can_see_outbox(request.user)
    page = outbox_page(request.GET.get("page"), readable=can_read_message(request.user))
    return render(request, "mail/outbox.html", {"outbox": page, "readable": can_read_message(request.user)})


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message with its text, in the demo only."""
    check_can_read_message(request.user)
    found = get_object_or_404(Message, pk=pk)
    return render(request, "mail/message.html", {"message": found, "written": moment(found.created_at)})
