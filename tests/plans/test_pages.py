"""Pages of published plans: what they show, and how often they ask the database."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from naveza.accounts.models import User
from naveza.institutions.models import Institution
from naveza.institutions.operations import create_institution, fold_duplicate
from naveza.plans import exports, operations, queries
from naveza.plans.models import Responsibility
from naveza.plans.pages import Filters
from naveza.plans.reading.draft import FORMAT, from_json
from tests.plans.test_publishing import content, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(owner: User, ministry: Institution) -> str:
    """The address of a plan of seven activities, in force."""
    draft = operations.create_plan(by=owner, content=content(7), owner=ministry)
    return f"/plans/{operations.publish_draft(draft, by=owner).plan.slug}/"


def _statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("view", ["", "tree/", "timeline/", "institutions/"])
def test_a_view_asks_as_often_for_a_large_plan_as_for_a_small_one(client: Client, view: str) -> None:
    counts = []
    for rows in (4, 90):
        version = operations.publish_content(content(rows) | {"title": f"Plan {rows}"}, by=None)
        address = f"/plans/{version.plan.slug}/{view}"
        _statements(client, address)  # what never changes of a version is read once
        counts.append(_statements(client, address))
    assert counts[0] == counts[1] <= 12


def test_the_list_of_the_api_asks_at_most_eight_times(client: Client, published: str) -> None:
    assert _statements(client, f"/api/v1{published}activities/") <= 8


def test_a_reader_finds_words_without_their_diacritics(client: Client) -> None:
    given = content(1)
    given["rows"] = [row(0, activities=["Širitev mreže varnih sob v občinah"])]
    operations.publish_content(given, by=None)
    page = client.get("/search/", {"q": "SIRITEV varnih obcin"}).content.decode()
    assert "Širitev mreže varnih sob v občinah" in page


def test_a_draft_is_not_found_by_somebody_outside_its_team(
    owner: User, outsider: User, ministry: Institution, client_of: Callable[[User | None], Client]
) -> None:
    secret = content(1)
    secret["rows"] = [row(0, activities=["Nobody knows this yet"])]
    version = operations.publish_draft(operations.create_plan(by=owner, content=secret, owner=ministry), by=owner)
    operations.withdraw_plan(version.plan, by=owner, why="Not adopted after all")
    for person, found in ((None, False), (outsider, False), (owner, True)):
        browser = client_of(person)
        assert ("Nobody knows this yet" in browser.get("/search/?q=nobody").content.decode()) is found
        assert (version.plan.slug in browser.get("/api/v1/plans/").content.decode()) is found
        assert (browser.get(f"/plans/{version.plan.slug}/").status_code == 200) is found


def test_an_older_version_is_read_at_its_own_address(client: Client, owner: User, published: str) -> None:
    plan = owner.plan_teams.get().plan
    draft = operations.open_amendment(plan, by=owner)
    first = queries.draft_rows(draft)[0]
    edit = operations.RowEdit(str(first.key), first.revision, first.content | {"activities": ["Reworded by law"]})
    operations.edit_rows(draft, by=owner, action="edit", edits=[edit])
    operations.publish_draft(draft, by=owner, kind="amendment", legal_act="Decision 7")
    assert "Reworded by law" in client.get(published).content.decode()
    old = client.get(published + "?version=1").content.decode()
    assert "Reworded by law" not in old
    assert "?version=1" in old
    compared = client.get(published + "versions/").content.decode()
    assert "Reworded by law" in compared
    assert "Decision 7" in compared


@pytest.mark.parametrize(
    "address", ["?page=0", "?page=99999999999999", "?node=-1", "?node=999", "?version=9x", "?q=%00"]
)
def test_rubbish_in_the_address_is_no_error(client: Client, published: str, address: str) -> None:
    assert client.get(published + address).status_code in {200, 404}


@pytest.mark.parametrize("format", sorted(exports.FORMATS))
def test_an_export_is_what_the_address_shows(client: Client, published: str, format: str) -> None:
    whole = client.get(f"{published}plan.{format}")
    part = client.get(f"{published}plan.{format}?q=number+3")
    assert whole.status_code == part.status_code == 200
    assert "attachment" in whole["Content-Disposition"]
    assert len(part.content) < len(whole.content)


def test_exported_plan_json_can_be_published_again_and_says_the_same(client: Client, published: str) -> None:
    exported = json.loads(client.get(published + "plan.json").content)
    assert exported.pop("format") == FORMAT
    assert len(from_json(exported | {"format": FORMAT}).rows) == 7
    again = operations.publish_content(exported | {"title": "The same again"}, by=None)
    first = queries.version_content(queries.latest_version(again.plan) or again)["rows"]
    for before, after in zip(exported["rows"], first, strict=True):
        assert {**before, "number": 0} == {**after, "number": 0}


def test_an_unchanged_list_is_not_sent_twice(client: Client, published: str) -> None:
    first = client.get(f"/api/v1{published}activities/")
    again = client.get(f"/api/v1{published}activities/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_folding_a_duplicate_institution_takes_its_plans_along(
    administrator: User, ministry: Institution, published: str
) -> None:
    twin = create_institution(by=administrator, name="Ministry of Health", kind="ministry", language="en")
    plan = ministry.plans_owned.get()
    operations.link_name(plan, by=administrator, name="Ministry of Health", institution=twin)
    fold_duplicate(by=administrator, duplicate=twin, kept=ministry, why="The same body")
    linked = Responsibility.objects.filter(name="Ministry of Health").values_list("institution", flat=True)
    assert set(linked) == {ministry.pk}


def test_the_page_of_an_institution_says_what_plans_ask_of_it(
    client: Client, administrator: User, ministry: Institution, published: str
) -> None:
    plan = ministry.plans_owned.get()
    operations.link_name(plan, by=administrator, name="Ministry of Health", institution=ministry)
    page = client.get(ministry.get_absolute_url()).content.decode()
    assert f"{published}?institution={ministry.slug}" in page
    assert "leads 7" in page


def test_filters_of_the_screen_and_of_the_api_are_the_same(client: Client, published: str) -> None:
    query = "q=number&institution=Institute+of+Public+Health&role=partner&period=2031-1"
    shown = client.get(f"/api/v1{published}activities/?{query}").json()
    assert shown["count"] == 7
    assert Filters.of({"q": " number ", "role": "boss"}).role == ""
