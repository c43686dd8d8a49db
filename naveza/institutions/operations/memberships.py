"""Who works where, from when until when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.audit.operations import By, record
from naveza.institutions.models import Institution, Membership, today
from naveza.institutions.states import Role


@transaction.atomic
def add_member(*, by: By, user: User, institution: Institution, role: str, since: date | None = None) -> Membership:
    """Give a person a role from a day (today) on. An open other role ends there; the same role twice is one.

    Raises ValidationError for an unknown role, a closed account, or a day before the open role began.
    """
    if role not in Role.values:
        raise ValidationError({"role": _("Naveza does not know this role.")})
    if not user.is_active:
        raise ValidationError({"user": _("This account is closed.")})
    day = since or today()
    Institution.objects.select_for_update().get(pk=institution.pk)
    present = Membership.objects.filter(user=user, institution=institution, until=None).first()
    if present and present.role == role:
        return present
    if present:
        _close(present, day)
    membership = Membership.objects.create(user=user, institution=institution, role=role, since=day)
    record(
        by=by,
        verb="added member",
        thing=membership,
        before={"role": present.role} if present else None,
        after={"role": role, "institution": institution.pk, "since": day},
    )
    return membership


@transaction.atomic
def end_membership(*, by: By, membership: Membership, on: date | None = None) -> Membership:
    """The person has the role no more from a day (today) on; what she did stays."""
    if membership.until is not None:
        return membership
    _close(membership, on or today())
    record(
        by=by,
        verb="ended membership",
        thing=membership,
        after={"role": membership.role, "until": membership.until},
    )
    return membership


def _close(membership: Membership, on: date) -> None:
    if on < membership.since:
        raise ValidationError({"since": _("The role began only after this day.")})
    membership.until = on
    membership.save(update_fields=["until"])
