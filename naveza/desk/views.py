"""The front page, the desk after sign-in, the operator's statements, the audit page."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naveza.accounts.permissions import check_is_administrator, check_is_signed_in
from naveza.audit.models import Event
from naveza.plans.queries import plan_list

from .queries import desk_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For everybody: what this is, and the published plans."""
    cards = [card for card in plan_list(request.user) if card.version]
    return render(request, "desk/home.html", {"cards": cards, "demo": settings.DEMO})


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """For somebody signed in: what waits for me."""
    user = check_is_signed_in(request.user)
    return render(request, "desk/desk.html", {"page": desk_page(user)})


@require_safe
def statement(request: HttpRequest, name: str) -> HttpResponse:
    """Privacy or accessibility statement, with what the operator has filled in."""
    operator = {"name": settings.OPERATOR_NAME, "contact": settings.OPERATOR_CONTACT}
    return render(request, f"desk/{name}.html", {"operator": operator})


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first; for administrators."""
    check_is_administrator(request.user)
    events = Event.objects.order_by("-sequence")
    thing = request.GET.get("thing", "")
    if thing:
        events = events.filter(thing_type=thing)
    kinds = Event.objects.order_by("thing_type").values_list("thing_type", flat=True).distinct()
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return render(request, "desk/audit.html", {"page": page, "thing": thing, "kinds": kinds})
