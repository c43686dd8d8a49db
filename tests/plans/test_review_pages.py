"""The pages around the review screen, as a browser without JavaScript sees them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from naveza.accounts.models import User
from naveza.documents.models import Document
from naveza.institutions.models import Institution
from naveza.lib import clock
from naveza.plans import operations
from naveza.plans.models import Draft, TeamMember, Version
from naveza.plans.operations import RowEdit
from naveza.plans.states import DraftState, TeamRole, VersionKind

from .samples import content, draft_of, row, rows_of, texts_of

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]
LOST = [
    {"text": "Warm soup", "why": "unrecognised", "source": []},
    {"text": "7", "why": "page number: foot", "source": []},
]


@pytest.fixture
def draft(owner: User, colleague: User) -> Draft:
    """Four rows, one in doubt, one text without a place."""
    doubt = {
        "field": "lead",
        "code": "lead_by_first_name",
        "text": "The institution named first was taken for the lead.",
    }
    made = draft_of([row(n, doubts=[doubt] if n == 1 else []) for n in range(4)], unplaced=LOST)
    TeamMember.objects.create(plan=made.plan, user=owner, role=TeamRole.COORDINATOR)
    TeamMember.objects.create(plan=made.plan, user=colleague, role=TeamRole.READER)
    return made


def shown(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, name: str, *args: object, **fields: object) -> Any:
    return client.post(reverse(name, args=args), fields)


def form_of(draft: Draft, place: int, **changes: object) -> dict[str, object]:
    """What the form of a row sends when nothing but `changes` was typed."""
    found = rows_of(draft)[place]
    given = found.content
    fields: dict[str, object] = {
        "do": "save",
        "revision": found.revision,
        "code": given["code"],
        "activities": "\r\n".join(given["activities"]),
        "periods": given["periods"],
        "expected_results": "\r\n".join(given["expected_results"]),
        "institutions": "\r\n".join(given["institutions"]),
        "lead": given["lead"],
        "title_0": given["path"][0],
        "title_code_0": given["path_codes"][0] or "",
        "title_1": given["path"][1],
    }
    return fields | changes


def test_the_screen_brings_its_words_and_addresses_and_no_inline_script(
    owner: User, client_of: Browser, draft: Draft
) -> None:
    page = shown(client_of(owner), "draft", draft.pk)
    assert 'data-may-edit="yes"' in page
    assert reverse("draft-edit", args=[draft.pk]) in page
    assert 'id="review-words" type="application/json"' in page
    assert " style=" not in page
    assert "onclick" not in page


def test_a_reader_of_the_team_sees_the_draft_and_cannot_change_it(
    colleague: User, outsider: User, client_of: Browser, draft: Draft
) -> None:
    page = shown(client_of(colleague), "draft", draft.pk)
    assert 'data-may-edit="no"' in page
    assert reverse("draft-publish", args=[draft.pk]) not in page
    key = rows_of(draft)[0].key
    for name, *args in (
        ("draft-row", key),
        ("draft-head",),
        ("draft-publish",),
        ("draft-discard",),
        ("draft-read-again",),
    ):
        assert client_of(colleague).get(reverse(name, args=[draft.pk, *args])).status_code == 403
    for name in ("draft", "draft-rows", "draft-history", "draft-texts", "draft-source"):
        assert client_of(outsider).get(reverse(name, args=[draft.pk])).status_code == 403
        assert client_of(None).get(reverse(name, args=[draft.pk])).status_code == 302


def test_the_plain_list_shows_titles_rows_and_doubts(owner: User, client_of: Browser, draft: Draft) -> None:
    page = shown(client_of(owner), "draft-rows", draft.pk)
    assert page.count("Open a night shelter number") == 4
    assert "Chapter 1" in page
    assert "The institution named first was taken for the lead." in page
    assert "1 of 4 rows need a look" in page
    only = client_of(owner).get(reverse("draft-rows", args=[draft.pk]), {"doubts": "1"}).content.decode()
    assert only.count("Open a night shelter number") == 1


def test_a_row_is_changed_by_its_form(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    key = rows_of(draft)[1].key
    assert "Open a night shelter number 1" in shown(client, "draft-row", draft.pk, key)
    changes = {
        "activities": "Open two shelters\r\n\r\n  and   heat them ",
        "periods": ["2032-1"],
        "title_1": "Nobody freezes",
        "title_code_1": "1.2",
        "budget": "Beds | 1 200,50 | EUR | 2031 | Ministry of Care",
        "lead": "House of the River",
    }
    assert send(client, "draft-row", draft.pk, key, **form_of(draft, 1, **changes)).status_code == 302
    changed = rows_of(draft)[1].content
    assert changed["activities"] == ["Open two shelters", "and heat them"]
    assert changed["periods"] == ["2032-1"]
    assert changed["path"] == ["Chapter 1", "Nobody freezes"]
    assert changed["path_codes"] == ["1", "1.2"]
    assert (changed["budget"][0]["amount"], changed["budget"][0]["what"]) == ("1200.50", "Beds")
    assert changed["lead"] == "House of the River"
    assert changed["doubts"][0]["settled"]
    assert changed["sources"] == row(1)["sources"]


def test_a_form_that_changes_nothing_leaves_no_trace(owner: User, client_of: Browser, draft: Draft) -> None:
    assert send(client_of(owner), "draft-row", draft.pk, rows_of(draft)[0].key, **form_of(draft, 0)).status_code == 302
    assert draft.changes.count() == 0


def test_a_form_that_comes_second_shows_both_versions(owner: User, client_of: Browser, draft: Draft) -> None:
    found = rows_of(draft)[0]
    mine = form_of(draft, 0, activities="Mine")
    operations.edit_rows(
        draft,
        by=None,
        action="edit",
        edits=[RowEdit(str(found.key), 0, content={**found.content, "activities": ["Theirs"]})],
    )
    answer = send(client_of(owner), "draft-row", draft.pk, found.key, **mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mine" in page
    assert "Theirs" in page
    assert texts_of(draft)[0] == "Theirs"


def test_an_amount_that_is_no_number_is_asked_again(owner: User, client_of: Browser, draft: Draft) -> None:
    answer = send(
        client_of(owner), "draft-row", draft.pk, rows_of(draft)[0].key, **form_of(draft, 0, budget="Beds | a lot")
    )
    assert answer.status_code == 422
    assert "the amount as a number" in answer.content.decode()


def test_rows_are_moved_deleted_added_and_settled_by_buttons(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    names = lambda: [text[-1] for text in texts_of(draft)]  # noqa: E731 - read four times below

    def press(place: int, do: str) -> None:
        found = rows_of(draft)[place]
        send(client, "draft-row", draft.pk, found.key, do=do, revision=found.revision)

    press(2, "up")
    assert names() == ["0", "2", "1", "3"]
    press(0, "down")
    assert names() == ["2", "0", "1", "3"]
    press(3, "delete")
    assert names() == ["2", "0", "1"]
    press(2, "settle")
    assert rows_of(draft)[2].content["doubts"][0]["settled"]
    answer = send(client, "draft-row-new", draft.pk, after=str(rows_of(draft)[0].key))
    assert answer["Location"] == reverse("draft-row", args=[draft.pk, rows_of(draft)[1].key])
    assert rows_of(draft)[1].content["path"] == rows_of(draft)[0].content["path"]
    send(client, "draft-undo-plain", draft.pk, next="rows")
    assert names() == ["2", "0", "1"]


def test_document_fields_are_changed_and_a_corrected_period_follows_in_every_row(
    owner: User, client_of: Browser, draft: Draft
) -> None:
    client = client_of(owner)
    shown(client, "draft-head", draft.pk)
    fields = {
        "revision": 0,
        "title": "Plan of quiet nights",
        "kind": "strategy",
        "language": "en",
        "period_start": "2031-01-01",
        "period_end": "2033-12-31",
        "level_names": "Chapter\nGoal\nActivity",
        "periods": "2031-1\n2031-II\n2032-1\n2032-2",
        "abbreviations": "MoC = Ministry of Care",
    }
    assert send(client, "draft-head", draft.pk, **fields).status_code == 302
    draft.refresh_from_db()
    assert draft.head["title"] == "Plan of quiet nights"
    assert draft.head["period_end"] == "2033-12-31"
    assert draft.head["abbreviations"] == {"MoC": "Ministry of Care"}
    assert rows_of(draft)[0].content["periods"] == ["2031-1", "2031-II"]
    assert draft.changes.count() == 1
    operations.undo_last(draft, by=owner)
    assert rows_of(draft)[0].content["periods"] == ["2031-1", "2031-2"]
    wrong = send(
        client, "draft-head", draft.pk, **fields | {"revision": 2, "period_end": "2030-01-01", "abbreviations": "x"}
    )
    assert wrong.status_code == 422
    assert "The last day lies before the first." in wrong.content.decode()


def test_document_fields_that_somebody_else_changed_are_not_overwritten(
    owner: User, client_of: Browser, draft: Draft
) -> None:
    operations.edit_head(draft, by=None, revision=0, head={"title": "Theirs"})
    fields = {"revision": 0, "title": "Mine", "kind": "action_plan", "language": "en", "periods": "2031-1"}
    answer = send(client_of(owner), "draft-head", draft.pk, **fields)
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.head["title"] == "Theirs"


def test_a_doubt_about_the_whole_document_is_settled(owner: User, client_of: Browser, draft: Draft) -> None:
    doubt = {"code": "language_guessed", "text": "The language was guessed from the text.", "source": []}
    draft.head = {**draft.head, "doubts": [doubt]}
    draft.save()
    client = client_of(owner)
    assert "The language was guessed from the text." in shown(client, "draft-head", draft.pk)
    send(client, "draft-head", draft.pk, do="settle", words=doubt["text"])
    draft.refresh_from_db()
    assert draft.head["doubts"][0]["settled"]


def test_lost_texts_become_rows_or_may_stay_out(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    page = shown(client, "draft-texts", draft.pk)
    assert "Warm soup" in page
    assert "No row was found for it" in page
    send(client, "draft-texts", draft.pk, do="row", text="0", words="Warm soup")
    assert texts_of(draft)[-1] == "Warm soup"
    send(client, "draft-texts", draft.pk, do="row", text="0", words="Warm soup")
    assert len(rows_of(draft)) == 5
    assert "Every text of the document has found its place." in shown(client, "draft-texts", draft.pk)


def test_history_tells_who_changed_what_and_takes_it_back(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    send(client, "draft-row", draft.pk, rows_of(draft)[0].key, **form_of(draft, 0, code="7.7"))
    page = shown(client, "draft-history", draft.pk)
    assert "Retyped: Number" in page
    assert "Ana Vodja" in page
    assert "<del>0.1</del>" in page
    assert "<ins>7.7</ins>" in page
    send(client, "draft-undo-plain", draft.pk, number=1)
    assert rows_of(draft)[0].content["code"] == "0.1"
    assert "Undone: Retyped: Number" in shown(client, "draft-history", draft.pk)


def test_the_first_version_is_published_from_the_page(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    page = shown(client, "draft-publish", draft.pk)
    assert "1 of 4 rows still needs a look." in page or "1 of 4 rows still need a look." in page
    assert "2 institutions are not in the registry" in page
    assert "1 text of the document has no place." in page
    answer = send(client, "draft-publish", draft.pk, legal_act="Decision 12", in_force_from="2031-01-01")
    version = Version.objects.get()
    assert answer["Location"] == reverse("plan", args=[version.plan.slug])
    assert (version.kind, version.legal_act, version.in_force_from) == (
        VersionKind.ADOPTED,
        "Decision 12",
        date(2031, 1, 1),
    )
    assert 'data-may-edit="no"' in shown(client, "draft", draft.pk)


def test_a_row_without_an_activity_stops_publishing_with_a_link_to_it(
    owner: User, client_of: Browser, draft: Draft
) -> None:
    client = client_of(owner)
    send(client, "draft-row-new", draft.pk, after=str(rows_of(draft)[0].key))
    page = shown(client, "draft-publish", draft.pk)
    assert f"{reverse('draft', args=[draft.pk])}#{rows_of(draft)[1].key}" in page
    assert send(client, "draft-publish", draft.pk).status_code == 422
    assert Version.objects.count() == 0


def test_an_amendment_needs_its_act_an_erratum_its_note_and_both_show_what_differs(
    owner: User, ministry: Institution, client_of: Browser
) -> None:
    first = operations.publish_content(content(3), by=None)
    TeamMember.objects.create(plan=first.plan, user=owner, role=TeamRole.COORDINATOR)
    draft = operations.open_amendment(first.plan, by=owner)
    found = rows_of(draft)
    operations.edit_rows(
        draft,
        by=owner,
        action="edit",
        edits=[
            RowEdit(str(found[0].key), 0, content={**found[0].content, "activities": ["Other words"]}),
            RowEdit(str(found[2].key), 0, deleted=True),
        ],
    )
    client = client_of(owner)
    page = shown(client, "draft-publish", draft.pk)
    assert "2 rows differ, 1 stay as they were." in page
    assert "<ins>Other words</ins>" in page
    assert send(client, "draft-publish", draft.pk, kind="amendment").status_code == 422
    assert send(client, "draft-publish", draft.pk, kind="erratum").status_code == 422
    send(client, "draft-publish", draft.pk, kind="amendment", legal_act="Act 7", in_force_from="2032-01-01")
    second = Version.objects.get(number=2)
    assert (second.kind, second.activities.count()) == (VersionKind.AMENDMENT, 2)


def test_a_draft_is_put_aside_with_a_reason_and_taken_up_again(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    assert send(client, "draft-discard", draft.pk, why="").status_code == 422
    send(client, "draft-discard", draft.pk, why="The wrong document")
    draft.refresh_from_db()
    assert draft.state == DraftState.DISCARDED
    assert "Take this draft up again" in shown(client, "draft", draft.pk)
    send(client, "draft-reopen", draft.pk)
    draft.refresh_from_db()
    assert draft.state == DraftState.OPEN


def test_a_draft_without_a_document_says_so(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    assert "This draft was not read from a document." in shown(client, "draft-source", draft.pk)
    assert client.get(reverse("draft-columns", args=[draft.pk])).status_code == 302
    answer = client.post(reverse("draft-read-again", args=[draft.pk]), follow=True)
    assert "was not read from a document" in answer.content.decode()


def test_a_document_that_can_no_longer_be_read_says_why(owner: User, client_of: Browser, draft: Draft) -> None:
    from naveza.documents.models import Content

    draft.document = Document.objects.create(sha256="1" * 64, size=3, created_at=clock.now())
    Content.objects.create(document=draft.document, data=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
    draft.save()
    page = shown(client_of(owner), "draft-source", draft.pk)
    assert "shelters.docx" in page


def test_the_part_for_the_screen_is_sent_once(owner: User, client_of: Browser, draft: Draft) -> None:
    client = client_of(owner)
    address = reverse("draft-source", args=[draft.pk])
    first = client.get(address, headers={"X-Part": "panel"})
    assert "<html" not in first.content.decode()
    assert client.get(address, headers={"X-Part": "panel", "If-None-Match": first["ETag"]}).status_code == 304
