"""Who may do what with plans. `check_…` raises a sentence for the person; `can_…` serves templates.

Published plans are readable by all, drafts by their team. `None` for a person is the operator's command line.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.accounts.permissions import Denied
from naveza.documents.models import Document
from naveza.institutions.models import Institution
from naveza.institutions.permissions import LEADING, has_role
from naveza.institutions.queries import institutions_of

from .models import Draft, Plan, Version
from .states import PlanState, TeamRole

Person = User | AnonymousUser | None


def _is_administrator(user: Person) -> bool:
    return user is None or bool(getattr(user, "is_administrator", False) and user.is_active)


def _leads(user: Person, institution: Institution | None) -> bool:
    """Whether the person coordinates for this institution, or for any where none is named."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if institution is None:
        return bool(institutions_of(user, tuple(LEADING)))
    return has_role(user, institution, *LEADING)


def _team_role(user: Person, plan: Plan) -> str | None:
    if user is None or not user.is_authenticated or not user.is_active:
        return None
    member = plan.team.filter(user=user).first()
    return member.role if member else None


def can_view_plan(user: Person, plan: Plan) -> bool:
    if plan.state == PlanState.PUBLISHED:
        return True
    return _is_administrator(user) or _team_role(user, plan) is not None or can_manage_plan(user, plan)


def check_can_view_plan(user: Person, plan: Plan) -> None:
    if not can_view_plan(user, plan):
        raise Denied(_("This plan is not published. Its team can see it."))


def can_create_plan(user: Person, owner: Institution | None = None) -> bool:
    if _is_administrator(user):
        return True
    return _leads(user, owner)


def check_can_create_plan(user: Person, owner: Institution | None = None) -> None:
    if not can_create_plan(user, owner):
        raise Denied(_("Coordinators of an institution can bring in plans. Ask your administrator for the role."))


def can_view_draft(user: Person, draft: Draft) -> bool:
    return _is_administrator(user) or _team_role(user, draft.plan) is not None


def check_can_view_draft(user: Person, draft: Draft) -> None:
    if not can_view_draft(user, draft):
        raise Denied(_("This draft is for the plan's team."))


def can_edit_draft(user: Person, draft: Draft) -> bool:
    return _is_administrator(user) or _team_role(user, draft.plan) == TeamRole.COORDINATOR


def check_can_edit_draft(user: Person, draft: Draft) -> None:
    if not can_edit_draft(user, draft):
        raise Denied(_("Coordinators of the plan's team can change this draft."))


def can_publish(user: Person, draft: Draft) -> bool:
    return can_edit_draft(user, draft)


def check_can_publish(user: Person, draft: Draft) -> None:
    if not can_publish(user, draft):
        raise Denied(_("Coordinators of the plan's team can publish it."))


def can_manage_plan(user: Person, plan: Plan) -> bool:
    """Withdraw, restore, choose the team, link names."""
    if _is_administrator(user) or _team_role(user, plan) == TeamRole.COORDINATOR:
        return True
    return plan.owner is not None and _leads(user, plan.owner)


def check_can_manage_plan(user: Person, plan: Plan) -> None:
    if not can_manage_plan(user, plan):
        raise Denied(_("Coordinators of this plan can do that."))


def reads_plan_of(user: Person, document: Document) -> bool:
    """Who may see a plan may read the document that it was adopted as; who may see a draft, what it was read from."""
    versions = Version.objects.filter(document=document).select_related("plan")
    if any(can_view_plan(user, version.plan) for version in versions):
        return True
    return any(can_view_draft(user, draft) for draft in document.drafts.select_related("plan"))
