from datetime import date

import pytest
from django.core.exceptions import ValidationError

from naveza.accounts.models import User
from naveza.audit.queries import history
from naveza.institutions.models import Institution, Membership
from naveza.institutions.operations import (
    add_alias,
    add_member,
    create_institution,
    fold_duplicate,
    merge_institutions,
)
from naveza.institutions.ports import FOLDING
from naveza.institutions.queries import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def duplicate(db: None) -> Institution:
    made = create_institution(by="tests", name="Min. skrbi", abbreviation="MS", aliases=["Skrbstvo"])
    create_institution(by="tests", name="Direktorat", parent=made)
    return made


def test_every_spelling_of_the_duplicate_leads_to_the_kept_one(ministry: Institution, duplicate: Institution) -> None:
    fold_duplicate(by="tests", duplicate=duplicate, kept=ministry, why="Typed twice")
    known = registry(date(2026, 1, 1))
    assert {known.resolve(text) for text in ("Min. skrbi", "MS", "Skrbstvo", "MZS")} == {ministry.pk}
    assert not Institution.objects.filter(slug="min-skrbi").exists()
    assert Institution.objects.get(slug="direktorat").parent == ministry


def test_people_and_successions_move(
    ministry: Institution, duplicate: Institution, owner: User, outsider: User
) -> None:
    for user in (owner, outsider):
        add_member(by="tests", user=user, institution=duplicate, role="reader", since=date(2021, 1, 1))
    office = create_institution(by="tests", name="Urad")
    merge_institutions(by="tests", sources=[office], target=duplicate, on=date(2022, 1, 1))
    fold_duplicate(by="tests", duplicate=duplicate, kept=ministry, why="Typed twice")
    active = Membership.objects.active().filter(institution=ministry)
    assert sorted(active.values_list("user__name", "role")) == [
        ("Ana Vodja", "coordinator"),
        ("Cene Tujec", "reader"),
    ]
    assert ministry.successions_in.get().predecessors.get() == office


def test_folding_needs_a_reason_and_two_institutions(ministry: Institution, duplicate: Institution) -> None:
    for kept, why in ((ministry, " "), (duplicate, "Typed twice")):
        with pytest.raises(ValidationError):
            fold_duplicate(by="tests", duplicate=duplicate, kept=kept, why=why)
    assert Institution.objects.filter(pk=duplicate.pk).exists()


def test_apps_to_the_right_point_their_rows_elsewhere_in_the_same_transaction(
    ministry: Institution, duplicate: Institution
) -> None:
    told: list[tuple[str, str]] = []

    def repoint(old: Institution, new: Institution) -> None:
        told.append((old.slug, new.slug))

    FOLDING.append(repoint)
    try:
        fold_duplicate(by="tests", duplicate=duplicate, kept=ministry, why="Typed twice")
    finally:
        FOLDING.remove(repoint)
    assert told == [("min-skrbi", "ministrstvo-za-skrb")]


def test_the_history_of_the_kept_one_tells_why(ministry: Institution, duplicate: Institution) -> None:
    add_alias(by="tests", institution=ministry, text="Skrb")
    fold_duplicate(by="tests", duplicate=duplicate, kept=ministry, why="Typed twice")
    last = history(ministry).last()
    assert last is not None
    assert (last.verb, last.why) == ("took in duplicate", "Typed twice")
