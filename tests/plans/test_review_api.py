"""What the review screen says to the server and hears from it."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naveza.accounts.models import User
from naveza.institutions.models import Alias, Institution
from naveza.plans import operations
from naveza.plans.models import Draft, TeamMember
from naveza.plans.states import TeamRole

from .samples import draft_of, row, rows_of

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


@pytest.fixture
def draft(owner: User, colleague: User) -> Draft:
    """A draft that the owner corrects and the colleague may see."""
    made = draft_of(
        [row(0), row(1), row(2, doubts=[{"field": "lead", "code": "lead_by_first_name", "text": "First."}])]
    )
    TeamMember.objects.create(plan=made.plan, user=owner, role=TeamRole.COORDINATOR)
    TeamMember.objects.create(plan=made.plan, user=colleague, role=TeamRole.READER)
    return made


def post(client: Client, name: str, draft: Draft, data: Any) -> Any:
    return client.post(reverse(name, args=[draft.pk]), json.dumps(data), content_type="application/json")


def edit(
    client: Client, draft: Draft, *edits: dict[str, Any], action: str = "edit", since: int = 0, **more: Any
) -> Any:
    return post(client, "draft-edit", draft, {"action": action, "since": since, "edits": list(edits), **more})


def asked(draft: Draft, place: int, **fields: Any) -> dict[str, Any]:
    found = rows_of(draft)[place]
    return {"key": str(found.key), "revision": found.revision, "fields": fields}


def test_the_whole_draft_comes_in_order_with_its_columns_and_names(
    owner: User, client_of: Browser, draft: Draft, ministry: Institution
) -> None:
    first = rows_of(draft)[0]
    operations.edit_rows(
        draft,
        by=owner,
        action="edit",
        edits=[
            operations.RowEdit(str(first.key), 0, content={**first.content, "institutions": ["Ministrstvo za skrb"]})
        ],
    )
    data = client_of(owner).get(reverse("draft-data", args=[draft.pk])).json()
    assert [found["content"]["code"] for found in data["rows"]] == ["0.1", "1.1", "2.1"]
    assert data["labels"] == ["2031-1", "2031-2", "2032-1", "2032-2"]
    assert data["revision"] == 1
    assert "rows" not in data["head"]
    assert data["names"]["Ministrstvo za skrb"] == ministry.pk
    assert data["names"]["House of the River"] is None
    assert data["institutions"][str(ministry.pk)]["name"] == "Ministrstvo za skrb"


def test_a_draft_that_has_not_changed_is_not_sent_again(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    address = reverse("draft-data", args=[draft.pk])
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    edit(client, draft, asked(draft, 0, code="X"))
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_one_field_is_changed_and_the_others_stay(owner: User, client_of: Browser, draft: Draft) -> None:
    answer = edit(client_of(owner), draft, asked(draft, 1, periods=["2032-2"]), action="tick")
    assert answer.status_code == 200
    [changed] = answer.json()["rows"]
    assert changed["content"]["periods"] == ["2032-2"]
    assert changed["content"]["activities"] == row(1)["activities"]
    assert (changed["revision"], changed["by"]) == (1, "Ana Vodja")
    assert changed["after"] == str(rows_of(draft)[0].key)


def test_a_new_row_says_whom_it_follows(owner: User, client_of: Browser, draft: Draft) -> None:
    key, first = str(uuid.uuid4()), str(rows_of(draft)[0].key)
    answer = edit(
        client_of(owner), draft, {"key": key, "fields": {"activities": ["New"]}, "after": first}, action="add"
    )
    [made] = answer.json()["rows"]
    assert (made["key"], made["after"]) == (key, first)
    assert made["content"]["institutions"] == []


def test_whoever_comes_second_gets_both_and_overwrites_nothing(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    stale = asked(draft, 0, code="second")
    edit(client, draft, asked(draft, 0, code="first"))
    answer = edit(client, draft, stale)
    assert answer.status_code == 409
    assert answer.json()["rows"][0]["content"]["code"] == "first"
    assert rows_of(draft)[0].content["code"] == "first"


def test_a_refused_edit_says_so_in_a_sentence(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    for wrong in (
        asked(draft, 0, activities="no list"),
        asked(draft, 0, sha256="x"),
        asked(draft, 0, code="x" * 20_001),
        {"key": "no key"},
        {"key": str(uuid.uuid4()), "revision": 4, "fields": {"code": "x"}},
        asked(draft, 0) | {"revision": -1},
        asked(draft, 0) | {"after": str(uuid.uuid4())},
        asked(draft, 0, path_codes=[1]),
        asked(draft, 0, institution_ids={"A": "1"}),
        asked(draft, 0) | {"deleted": "yes"},
    ):
        answer = edit(client, draft, wrong)
        assert answer.status_code == 422, wrong
        assert answer.json()["sentence"]
    assert post(client, "draft-edit", draft, {"action": "conquer", "edits": []}).status_code == 422
    assert client.post(reverse("draft-edit", args=[draft.pk]), "{", content_type="application/json").status_code == 422
    draft.refresh_from_db()
    assert draft.revision == 0


def test_a_doubt_is_settled(owner: User, client_of: Browser, draft: Draft) -> None:
    found = rows_of(draft)[2]
    settle = {"key": str(found.key), "revision": 0, "settled": [["lead_by_first_name", "lead"]]}
    answer = edit(client_of(owner), draft, settle, action="settle")
    assert answer.json()["rows"][0]["content"]["doubts"][0]["settled"] is True


def test_a_text_that_went_nowhere_finds_its_row(owner: User, client_of: Browser, draft: Draft) -> None:
    item = {"text": "Warm soup", "why": "no_row: nowhere", "source": []}
    draft.head = {**draft.head, "unplaced": [item]}
    draft.save()
    answer = edit(
        client_of(owner), draft, asked(draft, 0, indicators=["Warm soup"]), action="place", texts=[{"item": item}]
    )
    assert answer.json()["unplaced"] == []
    forged = [{"item": item, "becomes": {"text": "Other words"}}]
    assert edit(client_of(owner), draft, action="leave", texts=forged).status_code == 422


def test_others_changes_are_told_since_a_revision(
    owner: User, administrator: User, client_of: Browser, draft: Draft
) -> None:
    mine, theirs = client_of(owner), client_of(administrator)
    changes = reverse("draft-changes", args=[draft.pk])
    assert mine.get(changes, {"since": 0}).status_code == 204
    edit(theirs, draft, asked(draft, 0, code="T"))
    gone = rows_of(draft)[1]
    edit(theirs, draft, {"key": str(gone.key), "revision": 0, "deleted": True}, action="delete")
    told = mine.get(changes, {"since": 1}).json()
    assert [(found["key"], found["deleted"], found["by"]) for found in told["rows"]] == [
        (str(gone.key), True, "Dana Upravnik")
    ]
    assert len(mine.get(changes, {"since": 0}).json()["rows"]) == 2
    assert mine.get(changes, {"since": "x"}).status_code == 422


def test_the_answer_to_an_edit_brings_what_others_did_meanwhile(
    owner: User, administrator: User, client_of: Browser, draft: Draft
) -> None:
    edit(client_of(administrator), draft, asked(draft, 0, code="T"))
    answer = edit(client_of(owner), draft, asked(draft, 1, code="M")).json()
    assert [found["content"]["code"] for found in answer["rows"]] == ["T", "M"]
    assert answer["revision"] == 2


def test_undo_and_redo_take_ones_own_last_change(
    owner: User, administrator: User, client_of: Browser, draft: Draft
) -> None:
    client = client_of(owner)
    edit(client, draft, asked(draft, 0, code="M"))
    edit(client_of(administrator), draft, asked(draft, 1, code="T"))
    undone = post(client, "draft-undo", draft, {"since": 2}).json()
    assert undone["said"] == "Undone: Retyped: Number"
    assert [found.content["code"] for found in rows_of(draft)] == ["0.1", "T", "2.1"]
    again = post(client, "draft-undo", draft, {"since": 3, "redo": True}).json()
    assert again["said"] == "Done again: Retyped: Number"
    assert rows_of(draft)[0].content["code"] == "M"
    assert post(client, "draft-undo", draft, {"redo": True}).status_code == 422


def test_an_undo_that_would_overwrite_is_a_conflict(
    owner: User, administrator: User, client_of: Browser, draft: Draft
) -> None:
    edit(client_of(owner), draft, asked(draft, 0, code="M"))
    edit(client_of(administrator), draft, asked(draft, 0, code="T"))
    answer = post(client_of(owner), "draft-undo", draft, {})
    assert answer.status_code == 409
    assert rows_of(draft)[0].content["code"] == "T"


def test_only_coordinators_of_the_team_write_and_only_the_team_reads(
    owner: User, colleague: User, outsider: User, client_of: Browser, draft: Draft
) -> None:
    data = reverse("draft-data", args=[draft.pk])
    assert client_of(colleague).get(data).status_code == 200
    assert edit(client_of(colleague), draft, asked(draft, 0, code="X")).status_code == 403
    assert client_of(outsider).get(data).status_code == 403
    assert client_of(None).get(data).status_code == 401
    assert edit(client_of(None), draft, asked(draft, 0, code="X")).status_code == 401
    assert edit(client_of(owner), draft, asked(draft, 0, code="X")).status_code == 200


def test_names_are_suggested_and_a_spelling_is_remembered(
    owner: User, client_of: Browser, draft: Draft, ministry: Institution
) -> None:
    client = client_of(owner)
    found = client.get(reverse("draft-institutions", args=[draft.pk]), {"q": "Ministrstvo za skrbi"}).json()
    assert found["known"] is None
    assert found["suggestions"] == [ministry.pk]
    typed = client.get(reverse("draft-institutions", args=[draft.pk]), {"q": "minist"}).json()
    assert typed["suggestions"] == [ministry.pk]
    answer = post(client, "draft-remember-name", draft, {"name": "Min. za skrb", "institution": ministry.pk})
    assert answer.json()["names"] == {"Min. za skrb": ministry.pk}
    assert Alias.objects.get().institution == ministry


def test_a_new_institution_is_made_from_the_screen(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    given = {"name": "House of the River", "kind": "association", "language": "en", "spelling": "River House"}
    answer = post(client, "draft-new-institution", draft, given)
    made = Institution.objects.get(pk=answer.json()["id"])
    assert (answer.status_code, made.name) == (201, "House of the River")
    assert [alias.text for alias in made.aliases.all()] == ["River House"]
    again = post(client, "draft-new-institution", draft, given)
    assert again.status_code == 422
    assert "already" in again.json()["sentence"]
    assert post(client, "draft-new-institution", draft, {"name": ""}).json()["fields"]["name"]


def test_an_edit_costs_the_same_whatever_the_size_of_the_draft(owner: User, client_of: Browser) -> None:
    counts = []
    for size in (5, 60):
        made = draft_of(size)
        TeamMember.objects.create(plan=made.plan, user=owner, role=TeamRole.COORDINATOR)
        client = client_of(owner)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert edit(client, made, asked(made, 1, code="X")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
