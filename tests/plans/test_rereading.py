"""Reading again with a better reader: corrections stay, the rest follows the new reading."""

from typing import Any

import pytest

from naveza.documents.models import Document
from naveza.lib import clock
from naveza.plans import operations
from naveza.plans.models import Draft, Reading
from naveza.plans.operations import RowEdit, TextEdit

from .samples import content, draft_of, row, rows_of, snapshot, texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return Document.objects.create(sha256="0" * 64, size=1, created_at=clock.now())


def reading(document: Document, given: list[dict[str, Any]], **head: Any) -> Reading:
    return Reading.objects.create(document=document, reader="2", content=content(given, **head), created_at=clock.now())


def drafted(document: Document, given: list[dict[str, Any]], **head: Any) -> Draft:
    draft = draft_of(given, **head)
    draft.reading = Reading.objects.create(
        document=document, reader="1", content=content(given, **head), created_at=clock.now()
    )
    draft.save()
    return draft


def correct(draft: Draft, place: int, **fields: Any) -> None:
    found = rows_of(draft)[place]
    edit = RowEdit(str(found.key), found.revision, content={**found.content, **fields})
    operations.edit_rows(draft, by=None, action="edit", edits=[edit])


def test_what_a_person_corrected_stays_and_the_rest_follows(document: Document) -> None:
    draft = drafted(document, [row(0), row(1)])
    correct(draft, 0, code="0.1 a")
    operations.read_again(draft, by=None, reading=reading(document, [row(0, periods=["2032-1"]), row(1)]))
    found = rows_of(draft)[0].content
    assert (found["code"], found["periods"]) == ("0.1 a", ["2032-1"])
    assert found["doubts"] == []


def test_where_both_changed_a_field_the_persons_value_stays_with_a_doubt(document: Document) -> None:
    draft = drafted(document, [row(0)])
    correct(draft, 0, code="mine")
    operations.read_again(draft, by=None, reading=reading(document, [row(0, code="theirs")]))
    found = rows_of(draft)[0].content
    assert found["code"] == "mine"
    assert [(d["code"], d["field"]) for d in found["doubts"]] == [("reader_disagrees", "code")]


def test_a_linked_institution_and_a_settled_doubt_survive(document: Document) -> None:
    doubt = {"field": "lead", "code": "lead_by_first_name", "text": "First.", "source": []}
    draft = drafted(document, [row(0, doubts=[doubt])])
    correct(draft, 0, institution_ids={"Ministry of Care": 7}, doubts=[doubt | {"settled": True}])
    operations.read_again(draft, by=None, reading=reading(document, [row(0, periods=[], doubts=[doubt])]))
    found = rows_of(draft)[0].content
    assert found["institution_ids"] == {"Ministry of Care": 7}
    assert found["doubts"][0]["settled"]


def test_a_row_that_only_the_new_reading_has_comes_in_at_its_place(document: Document) -> None:
    draft = drafted(document, [row(0), row(2)])
    operations.read_again(draft, by=None, reading=reading(document, [row(0), row(1), row(2)]))
    assert texts_of(draft) == [f"Open a night shelter number {number}" for number in range(3)]
    assert [d["code"] for d in rows_of(draft)[1].content["doubts"]] == ["only_in_new_reading"]


def test_a_row_that_is_gone_goes_unless_somebody_worked_on_it(document: Document) -> None:
    other = {"table": 9, "row": 9, "column": 9, "paragraph": 0}
    draft = drafted(
        document,
        [
            row(0),
            row(1, activities=["Wholly other words"], sources={"activities": [other]}),
            row(2, activities=["Not at all like it"], sources={}),
        ],
    )
    correct(draft, 2, periods=["2032-2"])
    operations.read_again(draft, by=None, reading=reading(document, [row(0)]))
    assert texts_of(draft) == ["Open a night shelter number 0", "Not at all like it"]
    assert [d["code"] for d in rows_of(draft)[1].content["doubts"]] == ["not_in_new_reading"]


def test_document_fields_follow_unless_a_person_wrote_them(document: Document) -> None:
    draft = drafted(document, [row(0)])
    operations.edit_head(draft, by=None, revision=0, head={"title": "Plan of quiet nights"})
    operations.read_again(draft, by=None, reading=reading(document, [row(0)], title="Plan", region="Upper valley"))
    draft.refresh_from_db()
    assert (draft.head["title"], draft.head["region"]) == ("Plan of quiet nights", "Upper valley")


def test_a_text_that_a_person_placed_stays_placed(document: Document) -> None:
    lost = [{"text": f"Lost {n}", "why": "no_row: nowhere", "source": [{"paragraph": n}]} for n in range(3)]
    draft = drafted(document, [row(0)], unplaced=lost)
    texts = [TextEdit(lost[0]), TextEdit(lost[1], lost[1] | {"settled": True})]
    operations.edit_rows(draft, by=None, action="place", edits=[], texts=texts)
    operations.read_again(draft, by=None, reading=reading(document, [row(0)], unplaced=lost))
    draft.refresh_from_db()
    assert draft.head["unplaced"] == [lost[1] | {"settled": True}, lost[2]]


def test_reading_again_is_one_change_that_can_be_undone(document: Document) -> None:
    draft = drafted(document, [row(0), row(1), row(2)])
    correct(draft, 1, code="mine")
    before = snapshot(draft)
    change = operations.read_again(
        draft,
        by=None,
        reading=reading(document, [row(0, code="new"), row(1, code="theirs"), row(5), row(2)], title="Other"),
    )
    assert snapshot(draft) != before
    operations.undo(change, by=None)
    assert snapshot(draft) == before
