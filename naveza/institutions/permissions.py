"""Who may do what with institutions. Everything not allowed here is denied.

An institution and its names are public. Its people are known to its people and to administrators. A
coordinator looks after the institutions of her own territory: a regional coordinator renames no ministry.
"""

from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.accounts.permissions import Anyone, Denied, allows, check_is_signed_in, is_administrator
from naveza.institutions.models import Institution, Membership, Territory
from naveza.institutions.states import Role

LEADING = (Role.ADMINISTRATOR, Role.COORDINATOR)


def check_can_create_institution(user: Anyone) -> User:
    """Administrators, and whoever coordinates for or administers any institution."""
    person = check_is_signed_in(user)
    if is_administrator(person) or _leading(person):
        return person
    raise Denied(_("Only coordinators and administrators add institutions."))


def check_can_add_alias(user: Anyone, institution: Institution) -> User:
    """As creating: an alias only adds, and the coordinator of a county meets the names of national bodies
    too."""
    return check_can_create_institution(user)


def check_can_change_institution(user: Anyone, institution: Institution) -> User:
    """Rename, merge, split, end: administrators; the institution's own administrators and coordinators;
    coordinators whose institution's territory contains that of this one."""
    person = check_is_signed_in(user)
    if is_administrator(person):
        return person
    own = {institution.pk, *_ancestors(institution)}
    for membership in _leading(person):
        if membership.institution_id in own:
            return person
        if membership.role == Role.COORDINATOR and _contains(membership.institution.territory, institution.territory):
            return person
    raise Denied(_("Only administrators and the coordinators of its territory change this institution."))


def check_can_see_members(user: Anyone, institution: Institution) -> User:
    """The names of the people: the people of the institution and administrators."""
    person = check_is_signed_in(user)
    if is_administrator(person) or Membership.objects.active().filter(user=person, institution=institution).exists():
        return person
    raise Denied(_("Only people of this institution see who works in it."))


def check_can_change_members(user: Anyone, institution: Institution) -> User:
    """Administrators, and the administrators of the institution or of one it is part of."""
    person = check_is_signed_in(user)
    own = {institution.pk, *_ancestors(institution)}
    if is_administrator(person) or any(
        m.role == Role.ADMINISTRATOR and m.institution_id in own for m in _leading(person)
    ):
        return person
    raise Denied(_("Only administrators of this institution say who works in it."))


can_create_institution = allows(check_can_create_institution)
can_add_alias = allows(check_can_add_alias)
can_change_institution = allows(check_can_change_institution)
can_see_members = allows(check_can_see_members)
can_change_members = allows(check_can_change_members)


def has_role(user: Anyone, institution: Institution, *roles: str) -> bool:
    """Whether the person has one of the roles (any) in exactly this institution today."""
    if not user.is_authenticated or not user.is_active:
        return False
    found = Membership.objects.active().filter(user=user.pk, institution=institution)
    return found.filter(role__in=roles).exists() if roles else found.exists()


def _leading(user: User) -> list[Membership]:
    return list(
        Membership.objects.active().filter(user=user, role__in=LEADING).select_related("institution__territory")
    )


def _ancestors(institution: Institution) -> list[int]:
    found: list[int] = []
    parent = institution.parent
    while parent is not None and parent.pk not in found:
        found.append(parent.pk)
        parent = parent.parent
    return found


def _contains(outer: Territory | None, inner: Territory | None) -> bool:
    """An institution without a territory acts for no territory; one that stands in none is anybody's in the
    country."""
    if outer is None:
        return False
    if inner is None:
        return outer.parent_id is None
    seen: set[int] = set()
    place: Territory | None = inner
    while place is not None and place.pk not in seen:
        if place.pk == outer.pk:
            return True
        seen.add(place.pk)
        place = place.parent
    return False
