from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from naveza.accounts.models import User
from naveza.accounts.permissions import Anyone
from naveza.institutions.models import Institution, Membership, Succession, Territory
from naveza.institutions.operations import add_alias, create_institution, merge_institutions, rename_institution
from naveza.institutions.ports import PANELS

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


def names_on(page: Any) -> list[str]:
    return [row.cells[0].text for row in page.context["table"].rows]


@pytest.fixture
def offices(country: Territory) -> list[Institution]:
    return [create_institution(by="tests", name=f"Urad {n:02}", kind="agency", territory=country) for n in range(30)]


@pytest.mark.parametrize(
    "typed",
    ["skrb", "SKRB ministrstvo", "mzs", "Mînistrstvo za škrb".replace("š", "s"), "MIN. SKRBI", "ministrstvo za mir"],
)
def test_a_search_finds_whatever_the_letters_by_former_names_and_aliases_too(
    typed: str, client: Client, ministry: Institution, association: Institution
) -> None:
    add_alias(by="tests", institution=ministry, text="Min. skrbi")
    rename_institution(by="tests", institution=ministry, name="Ministrstvo za mir", on=date(2022, 1, 1))
    assert names_on(client.get("/institutions/", {"text": typed})) == ["Ministrstvo za mir"]


def test_a_territory_includes_its_parts(
    client: Client, ministry: Institution, association: Institution, country: Territory, region: Territory
) -> None:
    whole = client.get("/institutions/", {"territory": country.pk})
    part = client.get("/institutions/", {"territory": region.pk})
    assert names_on(whole) == ["Društvo Čista reka", "Ministrstvo za skrb"]
    assert names_on(part) == ["Društvo Čista reka"]


def test_those_that_ended_are_shown_only_when_asked_for(
    client: Client, ministry: Institution, association: Institution
) -> None:
    merge_institutions(by="tests", sources=[association], target=ministry, on=date(2024, 1, 1))
    assert names_on(client.get("/institutions/")) == ["Ministrstvo za skrb"]
    assert len(names_on(client.get("/institutions/", {"ended": "yes"}))) == 2


def test_the_list_says_how_many_and_has_pages(client: Client, offices: list[Institution]) -> None:
    first, second = client.get("/institutions/"), client.get("/institutions/", {"page": 2})
    assert "30 institutions" in first.content.decode()
    assert [len(names_on(page)) for page in (first, second)] == [25, 5]
    assert "kind=agency&amp;page=2" in client.get("/institutions/", {"kind": "agency"}).content.decode()


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    assert "No institution yet" in client.get("/institutions/").content.decode()
    assert "No institution found" in client.get("/institutions/", {"text": "xyz"}).content.decode()


def test_a_filter_that_makes_no_sense_is_no_error(client: Client, ministry: Institution) -> None:
    answer = client.get("/institutions/", {"territory": "one", "kind": "none", "page": "last"})
    assert answer.status_code == 200


def test_the_list_takes_the_same_queries_whatever_its_length(
    client: Client, ministry: Institution, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for more in (1, 24):
        for n in range(more):
            unit = create_institution(by="tests", name=f"Enota {more} {n}", parent=ministry)
            rename_institution(by="tests", institution=unit, name=f"Sektor {more} {n}", on=date(2021, 1, 1))
        with django_assert_num_queries(5):
            client.get("/institutions/")


def test_an_institution_shows_its_names_through_time(client: Client, ministry: Institution) -> None:
    rename_institution(
        by="tests", institution=ministry, name="Ministrstvo za mir", on=date(2022, 1, 1), legal_act="Ur. l. 1/22"
    )
    page = client.get("/institutions/ministrstvo-za-skrb/").content.decode()
    assert page.index("Ministrstvo za skrb") < page.index("Renamed")
    assert "1 January 2022" in page
    assert "Ur. l. 1/22" in page


def test_an_institution_takes_the_same_queries_whatever_its_history(
    client: Client, ministry: Institution, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(2):
        rename_institution(by="tests", institution=ministry, name=f"Ime {n}", on=date(2015 + n, 1, 1))
        office = create_institution(by="tests", name=f"Urad {n}")
        merge_institutions(by="tests", sources=[office], target=ministry, on=date(2020 + n, 1, 1))
        create_institution(by="tests", name=f"Enota {n}", parent=ministry)
        with django_assert_num_queries(11):
            client.get("/institutions/ministrstvo-za-skrb/")


def test_people_of_an_institution_are_shown_to_its_people_only(
    client_of: Browser, ministry: Institution, owner: User, colleague: User, outsider: User, administrator: User
) -> None:
    def sees(user: User | None) -> bool:
        return "Bor Sodelavec" in client_of(user).get(ministry.get_absolute_url()).content.decode()

    assert [sees(user) for user in (owner, administrator, outsider, None)] == [True, True, False, False]


@pytest.mark.parametrize("page", ["change", "rename", "correct", "succession"])
def test_only_those_who_may_change_it_get_the_forms(
    page: str, client_of: Browser, ministry: Institution, owner: User, colleague: User, outsider: User
) -> None:
    address = f"{ministry.get_absolute_url()}{page}/"
    answers = [client_of(user).get(address).status_code for user in (owner, colleague, outsider, None)]
    assert answers == [200, 403, 403, 302]
    assert client_of(colleague).post(address, {"name": "Drugo ime"}).status_code == 403


def test_a_coordinator_adds_an_institution(client_of: Browser, owner: User, ministry: Institution) -> None:
    values = {"name": "Urad za reke", "abbreviation": "UR", "language": "sl", "kind": "agency", "parent": "mzs"}
    answer = client_of(owner).post("/institutions/new/", values)
    made = Institution.objects.get(slug="urad-za-reke")
    assert answer.headers["Location"] == "/institutions/urad-za-reke/"
    assert (made.parent, made.abbreviation) == (ministry, "UR")


def test_a_new_institution_of_a_known_name_is_refused_and_the_typed_text_stays(
    client_of: Browser, owner: User, ministry: Institution, country: Territory
) -> None:
    values = {"name": "ministrstvo ZA SKRB", "language": "sl", "kind": "ministry", "territory": country.pk}
    answer = client_of(owner).post("/institutions/new/", values)
    assert "name" in answer.context["form"].errors
    assert "ministrstvo ZA SKRB" in answer.content.decode()
    assert Institution.objects.count() == 1


def test_an_unknown_name_of_another_institution_suggests_the_known_one(
    client_of: Browser, owner: User, ministry: Institution
) -> None:
    values = {"name": "Urad", "language": "sl", "kind": "agency", "parent": "Ministrstvo za skrbi"}
    answer = client_of(owner).post("/institutions/new/", values)
    assert "Ministrstvo za skrb" in str(answer.context["form"].errors["parent"])


def test_a_coordinator_renames_and_corrects(client_of: Browser, owner: User, ministry: Institution) -> None:
    browser, address = client_of(owner), ministry.get_absolute_url()
    browser.post(f"{address}rename/", {"name": "Ministrstvo za mri", "language": "sl", "on": "2025-01-01"})
    wrong = ministry.names.get(valid_to=None)
    values = {"name": wrong.pk, "text": "Ministrstvo za mir", "why": "Zamenjani črki"}
    browser.post(f"{address}correct/", values)
    assert list(ministry.names.values_list("name", flat=True)) == ["Ministrstvo za skrb", "Ministrstvo za mir"]


@pytest.mark.parametrize(
    "values, kind",
    [
        ({"kind": "merged", "targets": "Urad 00"}, "merged"),
        ({"kind": "successor", "targets": "urad 01"}, "successor"),
        ({"kind": "split", "targets": "Urad 00\nUrad 01\n"}, "split"),
        ({"kind": "split", "targets": "Urad 00", "goes_on": "on"}, "split"),
    ],
)
def test_a_coordinator_records_what_the_law_made_of_it(
    values: dict[str, str],
    kind: str,
    client_of: Browser,
    owner: User,
    ministry: Institution,
    offices: list[Institution],
) -> None:
    address = f"{ministry.get_absolute_url()}succession/"
    answer = client_of(owner).post(address, {"on": "2026-01-01", "legal_act": "Ur. l. 2/26", **values})
    assert answer.status_code == 302
    assert Succession.objects.get().kind == kind
    ministry.refresh_from_db()
    assert (ministry.ended_on is None) == ("goes_on" in values)


@pytest.mark.parametrize(
    "values, field",
    [
        ({"kind": "merged", "targets": ""}, "targets"),
        ({"kind": "merged", "targets": "Urad 00\nUrad 01"}, "targets"),
        ({"kind": "split", "targets": "Urad 00"}, "__all__"),
        ({"kind": "ended"}, "__all__"),
        ({"kind": "merged", "targets": "Neznani zavod"}, "targets"),
    ],
)
def test_an_impossible_succession_says_what_is_wrong(
    values: dict[str, str],
    field: str,
    client_of: Browser,
    owner: User,
    ministry: Institution,
    offices: list[Institution],
) -> None:
    answer = client_of(owner).post(f"{ministry.get_absolute_url()}succession/", {"on": "2026-01-01", **values})
    assert field in answer.context["form"].errors
    assert not Succession.objects.exists()


def test_an_alias_is_added_and_taken_back(client_of: Browser, owner: User, ministry: Institution) -> None:
    browser, address = client_of(owner), ministry.get_absolute_url()
    browser.post(f"{address}aliases/", {"text": "Min. skrbi"})
    alias = ministry.aliases.get()
    assert "Min. skrbi" in browser.get(address).content.decode()
    browser.post(f"{address}aliases/{alias.pk}/")
    assert not ministry.aliases.exists()


def test_an_administrator_of_the_institution_gives_and_ends_a_role(
    client_of: Browser, owner: User, outsider: User, ministry: Institution
) -> None:
    Membership.objects.filter(user=owner).update(role="administrator")
    browser, address = client_of(owner), ministry.get_absolute_url()
    browser.post(f"{address}members/", {"user": "CENE@example.org", "role": "reader", "since": "2026-01-01"})
    membership = Membership.objects.get(user=outsider, institution=ministry)
    browser.post(f"{address}members/{membership.pk}/")
    membership.refresh_from_db()
    assert membership.until == date(2026, 3, 2)


def test_a_role_for_an_unknown_address_says_so(client_of: Browser, administrator: User, ministry: Institution) -> None:
    values = {"user": "eva@example.org", "role": "reader", "since": "2026-01-01"}
    answer = client_of(administrator).post(f"{ministry.get_absolute_url()}members/", values)
    assert "no open account" in answer.content.decode()


def test_an_administrator_gives_a_role_on_the_page_of_a_person(
    client_of: Browser, administrator: User, outsider: User, ministry: Institution
) -> None:
    browser = client_of(administrator)
    browser.post(f"/institutions/people/{outsider.pk}/", {"institution": "MZS", "role": "reporter"})
    assert "Ministrstvo za skrb" in browser.get(f"/accounts/people/{outsider.pk}/").content.decode()
    assert client_of(outsider).get(f"/institutions/people/{outsider.pk}/").status_code == 403


@pytest.fixture
def panel() -> Iterator[None]:
    def make(institution: Institution, reader: Anyone) -> tuple[str, dict[str, Any]] | None:
        return ("institutions/roles.html", {"memberships": [], "person": reader}) if reader.is_authenticated else None

    PANELS.append(make)
    yield
    PANELS.remove(make)


def test_apps_to_the_right_show_panels_to_those_they_choose(
    panel: None, client_of: Browser, owner: User, ministry: Institution
) -> None:
    assert "No role in an institution yet" in client_of(owner).get(ministry.get_absolute_url()).content.decode()
    assert "No role in an institution yet" not in client_of(None).get(ministry.get_absolute_url()).content.decode()


@pytest.mark.parametrize("language, heading", [("en", "Ministry of Care"), ("sl", "Ministrstvo za skrb")])
def test_a_name_is_shown_in_the_language_of_the_reader_where_there_is_one(
    language: str, heading: str, client: Client, ministry: Institution
) -> None:
    rename_institution(by="tests", institution=ministry, name="Ministry of Care", language="en", on=date(2012, 1, 1))
    page = client.get(ministry.get_absolute_url(), headers={"accept-language": language}).content.decode()
    assert f'<h1 lang="{language}">{heading}' in page


def test_the_list_goes_out_as_a_file_under_the_same_filters(
    client: Client, ministry: Institution, association: Institution
) -> None:
    csv = client.get("/institutions/list.csv", {"text": "reka"}).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in csv[1:]] == ["Društvo Čista reka"]
    assert client.get("/institutions/list.xlsx").content.startswith(b"PK")
    assert client.get("/institutions/list.exe").status_code == 404


def test_a_duplicate_is_folded_by_whoever_may_change_both(
    client_of: Browser, owner: User, outsider: User, ministry: Institution, association: Institution
) -> None:
    address = f"{association.get_absolute_url()}duplicate/"
    values = {"kept": "MZS", "why": "Pomotoma dvakrat"}
    assert client_of(outsider).post(address, values).status_code == 403
    answer = client_of(owner).post(address, values)
    assert answer.headers["Location"] == ministry.get_absolute_url()
    assert not Institution.objects.filter(pk=association.pk).exists()


def test_an_institution_that_ended_offers_no_new_name(
    client_of: Browser, owner: User, ministry: Institution, association: Institution
) -> None:
    address = association.get_absolute_url()
    assert f"{address}rename/" in client_of(owner).get(address).content.decode()
    merge_institutions(by="tests", sources=[association], target=ministry, on=date(2024, 1, 1))
    page = client_of(owner).get(address).content.decode()
    assert "ended on 1 January 2024" in page
    assert f"{address}rename/" not in page
