"""What a plan's coordinator does with a published plan: amend, withdraw, choose the team, say who a name is."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naveza.accounts.models import User
from naveza.institutions.models import Institution
from naveza.institutions.queries import registry

from .. import operations, queries
from ..models import Plan, TeamMember
from ..permissions import check_can_manage_plan
from ..states import PlanState, TeamRole


def _load(request: HttpRequest, slug: str) -> Plan:
    found = get_object_or_404(Plan.objects.select_related("owner"), slug=slug)
    check_can_manage_plan(request.user, found)
    return found


def _try(request: HttpRequest, done: str, action: Callable[[], object]) -> None:
    """Do it and say so, or say in a sentence why not."""
    try:
        action()
    except ValueError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan's team, versions, names not yet known, and what can be done."""
    found = _load(request, slug)
    version = queries.latest_version(found)
    unknown = queries.unknown_names(version) if version else []
    institutions = list(Institution.objects.with_names().by_name()) if unknown else []
    by_id = {institution.pk: institution for institution in institutions}
    who = registry()
    names = [(entry, [by_id[s.institution_id] for s in who.suggest(entry["name"], 3)]) for entry in unknown]
    context = {
        "plan": found,
        "version": version,
        "team": found.team.select_related("user"),
        "names": names,
        "institutions": institutions,
        "roles": TeamRole.choices,
        "is_published": found.state == PlanState.PUBLISHED,
        "is_withdrawn": found.state == PlanState.WITHDRAWN,
    }
    return render(request, "plans/manage.html", context)


@require_POST
def amend(request: HttpRequest, slug: str) -> HttpResponse:
    """A draft of what is in force."""
    found = _load(request, slug)
    try:
        draft = operations.open_amendment(found, by=_person(request))
    except ValueError as problem:
        messages.error(request, str(problem))
        return redirect("plan-manage", slug=slug)
    return redirect("draft", draft_id=draft.pk)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - whoever may manage a plan has signed in
    return request.user


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the plan from the public, with a reason."""
    found = _load(request, slug)
    why = request.POST.get("why", "")
    _try(
        request,
        _("The plan is withdrawn."),
        lambda: operations.withdraw_plan(found, by=_person(request), why=why),
    )
    return redirect("plan-manage", slug=slug)


@require_POST
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a withdrawn plan again."""
    found = _load(request, slug)
    _try(request, _("The plan is public again."), lambda: operations.restore_plan(found, by=_person(request)))
    return redirect("plan-manage", slug=slug)


@require_POST
def add_member(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody with an account joins the team, named by e-mail address."""
    found = _load(request, slug)
    user = User.objects.filter(email__iexact=request.POST.get("email", "").strip(), is_active=True).first()
    role = request.POST.get("role", "")
    if user is None or role not in TeamRole.values:
        messages.error(request, _("Nobody with this address has an account here."))
    else:
        member = user
        _try(
            request,
            _("The team has a new member."),
            lambda: operations.add_team_member(found, by=_person(request), user=member, role=role),
        )
    return redirect("plan-manage", slug=slug)


@require_POST
def remove_member(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """Take somebody off the team."""
    found = _load(request, slug)
    member = get_object_or_404(TeamMember, pk=member_id, plan=found)
    _try(request, _("Done."), lambda: operations.remove_team_member(member, by=_person(request)))
    return redirect("plan-manage", slug=slug)


@require_POST
def link_name(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which institution of the registry an organisation named in the plan is."""
    found = _load(request, slug)
    institution = get_object_or_404(Institution, slug=request.POST.get("institution", ""))
    name = request.POST.get("name", "")
    _try(
        request,
        _("Linked."),
        lambda: operations.link_name(found, by=_person(request), name=name, institution=institution),
    )
    return redirect("plan-manage", slug=slug)
