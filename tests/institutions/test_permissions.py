"""Who may do what, as a table. Rows are people, columns are rights; everything not ticked is denied."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from naveza.accounts.models import User
from naveza.accounts.operations import create_user
from naveza.accounts.permissions import Anyone, Denied
from naveza.institutions.models import Institution, Membership, Territory
from naveza.institutions.operations import add_member, create_institution, end_membership
from naveza.institutions.permissions import (
    can_add_alias,
    can_change_institution,
    can_change_members,
    can_create_institution,
    can_see_members,
    check_can_change_institution,
    has_role,
)

pytestmark = pytest.mark.django_db

RIGHTS: dict[str, Callable[[Anyone, Institution], bool]] = {
    "create": lambda user, institution: can_create_institution(user),
    "alias": can_add_alias,
    "change": can_change_institution,
    "see members": can_see_members,
    "change members": can_change_members,
}

# person: create, alias, change, see members, change members; of the ministry
MATRIX = {
    "nobody": "- - - - -",
    "administrator": "x x x x x",
    "administrator of the institution": "x x x x x",
    "coordinator": "x x x x -",
    "reporter": "- - - x -",
    "reader": "- - - x -",
    "coordinator elsewhere in the region": "x x - - -",
    "administrator elsewhere": "x x - - -",
    "former coordinator": "- - - - -",
    "coordinator from tomorrow": "- - - - -",
    "closed coordinator": "- - - - -",
}


@pytest.fixture
def people(ministry: Institution, association: Institution, administrator: User) -> dict[str, Anyone]:
    def person(name: str) -> User:
        return create_user(by="tests", email=f"{name.replace(' ', '-')}@example.org", name=name)

    def member(name: str, institution: Institution, role: str, since: date = date(2020, 1, 1)) -> User:
        user = person(name)
        add_member(by="tests", user=user, institution=institution, role=role, since=since)
        return user

    former = member("former", ministry, "coordinator")
    end_membership(by="tests", membership=Membership.objects.get(user=former), on=date(2026, 1, 1))
    closed = member("closed", ministry, "coordinator")
    closed.is_active = False
    closed.save()
    return {
        "nobody": AnonymousUser(),
        "administrator": administrator,
        "administrator of the institution": member("a", ministry, "administrator"),
        "coordinator": member("c", ministry, "coordinator"),
        "reporter": member("p", ministry, "reporter"),
        "reader": member("r", ministry, "reader"),
        "coordinator elsewhere in the region": member("ce", association, "coordinator"),
        "administrator elsewhere": member("ae", association, "administrator"),
        "former coordinator": former,
        "coordinator from tomorrow": member("ft", ministry, "coordinator", date(2026, 3, 3)),
        "closed coordinator": closed,
    }


@pytest.mark.parametrize("who", MATRIX)
def test_the_matrix_of_rights(who: str, people: dict[str, Anyone], ministry: Institution) -> None:
    granted = {right: can(people[who], ministry) for right, can in RIGHTS.items()}
    assert granted == dict(zip(RIGHTS, (mark == "x" for mark in MATRIX[who].split()), strict=True))


def test_a_coordinator_looks_after_her_own_territory_only(
    people: dict[str, Anyone], association: Institution, region: Territory
) -> None:
    town = create_institution(by="tests", name="Občina Brod", kind="municipality", territory=region)
    assert can_change_institution(people["coordinator"], town), "the country contains the region"
    assert can_change_institution(people["coordinator elsewhere in the region"], town)
    assert not can_change_institution(people["administrator elsewhere"], town), "administers only her own"


def test_a_unit_is_looked_after_by_the_people_of_its_institution(
    people: dict[str, Anyone], ministry: Institution
) -> None:
    unit = create_institution(by="tests", name="Direktorat", parent=ministry)
    assert can_change_members(people["administrator of the institution"], unit)
    assert not can_change_members(people["coordinator"], unit)
    assert can_change_institution(people["coordinator"], unit)


def test_a_denial_is_a_sentence(people: dict[str, Anyone], ministry: Institution) -> None:
    with pytest.raises(Denied, match="coordinators of its territory"):
        check_can_change_institution(people["reader"], ministry)


def test_a_role_is_asked_for_one_institution(
    people: dict[str, Anyone], ministry: Institution, association: Institution
) -> None:
    assert has_role(people["reporter"], ministry, "reporter", "coordinator")
    assert has_role(people["reporter"], ministry)
    assert not has_role(people["reporter"], ministry, "coordinator")
    assert not has_role(people["reporter"], association)
    assert not has_role(AnonymousUser(), ministry)
