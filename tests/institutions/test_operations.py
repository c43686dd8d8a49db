from datetime import date

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from naveza.accounts.models import User
from naveza.audit.queries import history, verify_chain
from naveza.institutions.models import Institution, InstitutionName, Membership, Territory
from naveza.institutions.operations import (
    add_alias,
    add_member,
    change_institution,
    correct_name,
    create_institution,
    create_territory,
    end_institution,
    end_membership,
    merge_institutions,
    rename_institution,
    split_institution,
    succeed_institution,
)
from naveza.institutions.queries import registry

pytestmark = pytest.mark.django_db


def test_a_renamed_institution_keeps_its_former_name(ministry: Institution) -> None:
    rename_institution(
        by="tests",
        institution=ministry,
        name="Ministrstvo za skrb in upanje",
        abbreviation="MSU",
        on=date(2023, 1, 24),
        legal_act="Zakon o vladi",
    )
    before, after = ministry.name_on(date(2023, 1, 23)), ministry.name_on(date(2023, 1, 24))
    assert before is not None
    assert after is not None
    assert (before.name, before.abbreviation) == ("Ministrstvo za skrb", "MZS")
    assert (after.name, after.abbreviation) == ("Ministrstvo za skrb in upanje", "MSU")
    assert ministry.name == "Ministrstvo za skrb in upanje"


def test_a_renaming_before_the_present_name_began_is_refused(ministry: Institution) -> None:
    with pytest.raises(ValidationError):
        rename_institution(by="tests", institution=ministry, name="Drugo ime", on=date(2009, 1, 1))
    assert ministry.names.count() == 1


def test_a_second_language_stands_beside_the_official_name(ministry: Institution) -> None:
    rename_institution(by="tests", institution=ministry, name="Ministry of Care", language="en", on=date(2012, 1, 1))
    english, official = ministry.name_on(date(2020, 1, 1), "en"), ministry.name_on(date(2020, 1, 1), "cs")
    assert english is not None
    assert official is not None
    assert english.name == "Ministry of Care"
    assert official.name == "Ministrstvo za skrb"


def test_a_new_official_name_ends_the_translations_of_the_old_one(ministry: Institution) -> None:
    rename_institution(by="tests", institution=ministry, name="Ministry of Care", language="en", on=date(2012, 1, 1))
    rename_institution(by="tests", institution=ministry, name="Ministrstvo za mir", on=date(2024, 1, 1))
    shown = ministry.name_on(date(2025, 1, 1), "en")
    before = ministry.name_on(date(2023, 1, 1), "en")
    assert [name.name for name in (before, shown) if name] == ["Ministry of Care", "Ministrstvo za mir"]


def test_merged_institutions_end_and_their_target_goes_on(ministry: Institution, country: Territory) -> None:
    sources = [create_institution(by="tests", name=f"Urad {n}", territory=country) for n in (1, 2)]
    succession = merge_institutions(
        by="tests", sources=sources, target=ministry, on=date(2024, 1, 1), legal_act="Zakon o uradih"
    )
    assert set(succession.predecessors.all()) == set(sources)
    assert [i.exists_on(date(2024, 1, 1)) for i in sources] == [False, False]
    assert sources[0].name == "Urad 1"
    assert ministry.exists_on(date(2024, 1, 1))


def test_a_split_needs_two_institutions_after_it(ministry: Institution, country: Territory) -> None:
    target = create_institution(by="tests", name="Ministrstvo za zdravje", territory=country)
    with pytest.raises(ValidationError):
        split_institution(by="tests", source=ministry, targets=[target], on=date(2024, 1, 1))
    split_institution(by="tests", source=ministry, targets=[target], on=date(2024, 1, 1), source_ends=False)
    ministry.refresh_from_db()
    assert ministry.ended_on is None


def test_an_institution_that_ended_is_neither_renamed_nor_merged_again(ministry: Institution) -> None:
    end_institution(by="tests", institution=ministry, on=date(2024, 1, 1), why="Zakon o vladi")
    other = create_institution(by="tests", name="Agencija za skrb")
    with pytest.raises(ValidationError):
        rename_institution(by="tests", institution=ministry, name="Novo ime", on=date(2024, 6, 1))
    with pytest.raises(ValidationError):
        succeed_institution(by="tests", source=ministry, target=other, on=date(2024, 6, 1))


def test_nothing_follows_itself(ministry: Institution) -> None:
    with pytest.raises(ValidationError):
        merge_institutions(by="tests", sources=[ministry], target=ministry, on=date(2024, 1, 1))


def test_the_same_name_in_the_same_territory_is_refused_whatever_its_letters(
    ministry: Institution, country: Territory, region: Territory
) -> None:
    with pytest.raises(ValidationError):
        create_institution(by="tests", name="MINISTRSTVO  ZA SKRB.", territory=country)
    elsewhere = create_institution(by="tests", name="Ministrstvo za skrb", territory=region)
    assert elsewhere.slug == "ministrstvo-za-skrb-2"


def test_an_alias_is_kept_once_and_belongs_to_one(ministry: Institution, association: Institution) -> None:
    add_alias(by="tests", institution=ministry, text="Min. za skrb")
    add_alias(by="tests", institution=ministry, text="min za skrb")
    assert ministry.aliases.count() == 1
    with pytest.raises(ValidationError):
        add_alias(by="tests", institution=association, text="MIN ZA SKRB")


def test_an_institution_is_never_a_part_of_itself(ministry: Institution) -> None:
    unit = create_institution(by="tests", name="Direktorat", parent=ministry)
    with pytest.raises(ValidationError):
        change_institution(by="tests", institution=ministry, kind="ministry", territory=None, parent=unit, website="")


def test_a_typing_error_is_corrected_with_a_reason_only(ministry: Institution) -> None:
    name = ministry.names.get()
    with pytest.raises(ValidationError):
        correct_name(by="tests", name=name, text="Ministrstvo za skrbi", abbreviation="MZS", why=" ")
    correct_name(by="tests", name=name, text="Ministrstvo za skrbi", abbreviation="MZS", why="Tipkarska napaka")
    assert InstitutionName.objects.get().name == "Ministrstvo za skrbi"


def test_a_new_role_ends_the_old_one(ministry: Institution, colleague: User) -> None:
    add_member(by="tests", user=colleague, institution=ministry, role="coordinator", since=date(2025, 1, 1))
    assert [(m.role, m.until) for m in Membership.objects.filter(user=colleague)] == [
        ("reporter", date(2025, 1, 1)),
        ("coordinator", None),
    ]


def test_an_ended_membership_is_no_longer_active(ministry: Institution, colleague: User) -> None:
    membership = Membership.objects.get(user=colleague)
    end_membership(by="tests", membership=membership, on=date(2025, 5, 1))
    assert not Membership.objects.active(date(2025, 5, 1)).filter(user=colleague).exists()
    assert Membership.objects.active(date(2025, 4, 30)).filter(user=colleague).exists()


def test_every_change_is_told_in_the_history(ministry: Institution) -> None:
    rename_institution(
        by="tests", institution=ministry, name="Ministrstvo za mir", on=date(2024, 1, 1), legal_act="Zakon"
    )
    events = list(history(ministry))
    assert [event.verb for event in events] == ["created institution", "renamed institution"]
    assert events[1].before == {"name": "Ministrstvo za skrb", "abbreviation": "MZS"}
    assert events[1].why == "Zakon"
    assert verify_chain() is None


def test_a_territory_code_stands_once(country: Territory) -> None:
    with pytest.raises(ValidationError):
        create_territory(by="tests", kind="country", name="Druga", code="DL")


def test_the_registry_takes_three_queries(
    ministry: Institution, association: Institution, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        found = registry(date(2026, 1, 1))
    assert found.resolve("mzs") == ministry.pk
