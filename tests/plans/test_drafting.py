"""Drafts: every change can be undone, and nobody overwrites silently what another has done."""

import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naveza.accounts.models import User
from naveza.accounts.permissions import Denied
from naveza.plans import operations
from naveza.plans.models import Change, Draft, DraftRow, TeamMember
from naveza.plans.operations import Conflict, RowEdit, TextEdit, Undone, positions
from naveza.plans.rules import RowProblem
from naveza.plans.states import DraftState, TeamRole

from .samples import content, draft_of, row, rows_of, snapshot, texts_of

pytestmark = pytest.mark.django_db


def retype(draft: Draft, found: DraftRow, by: User | None = None, **fields: Any) -> Change:
    edit = RowEdit(str(found.key), found.revision, content={**found.content, **fields})
    return operations.edit_rows(draft, by=by, action="edit", edits=[edit])


def test_a_retyped_row_gets_a_new_revision_and_single_blanks() -> None:
    draft = draft_of(3)
    change = retype(draft, rows_of(draft)[1], activities=["Print   the leaflet", "  ", "Hand it out"])
    changed = rows_of(draft)[1]
    assert changed.content["activities"] == ["Print the leaflet", "Hand it out"]
    assert changed.revision == change.number == 1
    assert rows_of(draft)[0].revision == 0


def test_a_change_remembers_only_the_fields_that_differ() -> None:
    draft = draft_of(1)
    change = retype(draft, rows_of(draft)[0], periods=["2032-1"])
    assert change.entries == [
        {
            "key": str(rows_of(draft)[0].key),
            "before": {"content": {"periods": ["2031-1", "2031-2"]}},
            "after": {"content": {"periods": ["2032-1"]}},
        }
    ]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    draft = draft_of(2)
    seen = rows_of(draft)[0]
    retype(draft, seen, code="A")
    with pytest.raises(Conflict) as caught:
        retype(draft, seen, code="B")
    assert [found.content["code"] for found in caught.value.rows] == ["A"]
    assert rows_of(draft)[0].content["code"] == "A"


def test_a_new_row_stands_behind_the_row_it_follows() -> None:
    draft = draft_of(2)
    key = str(uuid.uuid4())
    new = RowEdit(key, content=row(9, activities=["Between"]), after=str(rows_of(draft)[0].key))
    top = RowEdit(str(uuid.uuid4()), content=row(9, activities=["On top"]), after="")
    end = RowEdit(str(uuid.uuid4()), content=row(9, activities=["At the end"]))
    operations.edit_rows(draft, by=None, action="add", edits=[new, top, end])
    first, second = (f"Open a night shelter number {number}" for number in (0, 1))
    assert texts_of(draft) == ["On top", first, "Between", second, "At the end"]


def test_a_new_row_with_the_key_of_another_is_a_conflict() -> None:
    draft = draft_of(1)
    with pytest.raises(Conflict):
        operations.edit_rows(draft, by=None, action="add", edits=[RowEdit(str(rows_of(draft)[0].key), content=row(5))])


def test_a_row_of_another_draft_is_not_found() -> None:
    mine, other = draft_of(1), draft_of(1)
    with pytest.raises(ValueError, match="does not stand in the draft"):
        retype(mine, rows_of(other)[0], code="X")


def test_moving_behind_a_row_that_is_not_there_is_refused() -> None:
    draft = draft_of(2)
    found = rows_of(draft)[0]
    with pytest.raises(ValueError, match="does not stand in the draft"):
        operations.edit_rows(
            draft,
            by=None,
            action="move",
            edits=[RowEdit(str(found.key), found.revision, after=str(uuid.uuid4()))],
        )


def test_one_change_does_not_touch_a_row_twice() -> None:
    draft = draft_of(1)
    edit = RowEdit(str(rows_of(draft)[0].key), 0, deleted=True)
    with pytest.raises(ValueError, match="twice"):
        operations.edit_rows(draft, by=None, action="delete", edits=[edit, edit])


def test_a_malformed_field_refuses_the_whole_change() -> None:
    draft = draft_of(2)
    first, second = rows_of(draft)
    edits = [
        RowEdit(str(first.key), 0, content={**first.content, "code": "new"}),
        RowEdit(str(second.key), 0, content={**second.content, "activities": "a text, not a list"}),
    ]
    with pytest.raises(RowProblem):
        operations.edit_rows(draft, by=None, action="edit", edits=edits)
    draft.refresh_from_db()
    assert draft.revision == 0
    assert rows_of(draft)[0].content["code"] == "0.1"


def test_rewriting_a_field_settles_its_doubts() -> None:
    doubts = [
        {"field": "activities", "code": "row_joined", "text": "Joined."},
        {"field": "periods", "code": "no_period_ticked", "text": "None."},
    ]
    draft = draft_of([row(0, doubts=doubts)])
    retype(draft, rows_of(draft)[0], activities=["Another text"])
    assert [doubt.get("settled", False) for doubt in rows_of(draft)[0].content["doubts"]] == [True, False]


def test_a_doubt_that_looks_right_is_settled_and_can_be_doubted_again() -> None:
    draft = draft_of([row(0, doubts=[{"field": "lead", "code": "lead_by_first_name", "text": "Guessed."}])])
    key = str(rows_of(draft)[0].key)
    change = operations.settle_doubt(draft, by=None, key=key, revision=0, code="lead_by_first_name", field="lead")
    assert rows_of(draft)[0].content["doubts"][0]["settled"]
    operations.undo(change, by=None)
    assert "settled" not in rows_of(draft)[0].content["doubts"][0]


def test_a_deleted_row_comes_back_with_undo_where_it_stood() -> None:
    draft = draft_of(3)
    before = snapshot(draft)
    found = rows_of(draft)[1]
    change = operations.edit_rows(draft, by=None, action="delete", edits=[RowEdit(str(found.key), 0, deleted=True)])
    assert len(rows_of(draft)) == 2
    operations.undo(change, by=None)
    assert snapshot(draft) == before


def test_an_old_change_is_undone_although_the_row_was_ticked_since() -> None:
    draft = draft_of(1)
    typed = retype(draft, rows_of(draft)[0], activities=["Wrong text"])
    retype(draft, rows_of(draft)[0], periods=["2032-2"])
    operations.undo(typed, by=None)
    found = rows_of(draft)[0].content
    assert found["activities"][0] == "Open a night shelter number 0"
    assert found["periods"] == ["2032-2"]


def test_undo_does_not_overwrite_a_later_text() -> None:
    draft = draft_of(1)
    first = retype(draft, rows_of(draft)[0], activities=["One"])
    retype(draft, rows_of(draft)[0], activities=["Two"])
    with pytest.raises(Conflict):
        operations.undo(first, by=None)
    assert texts_of(draft) == ["Two"]


def test_undo_of_one_settled_doubt_leaves_the_other_settled() -> None:
    doubts = [{"field": f, "code": f"code_{f}", "text": f} for f in ("lead", "periods")]
    draft = draft_of([row(0, doubts=doubts)])
    key = str(rows_of(draft)[0].key)
    first = operations.settle_doubt(draft, by=None, key=key, revision=0, code="code_lead", field="lead")
    operations.settle_doubt(draft, by=None, key=key, revision=1, code="code_periods", field="periods")
    operations.undo(first, by=None)
    assert [d.get("settled", False) for d in rows_of(draft)[0].content["doubts"]] == [False, True]


def test_a_change_is_undone_once() -> None:
    draft = draft_of(1)
    change = retype(draft, rows_of(draft)[0], code="X")
    operations.undo(change, by=None)
    with pytest.raises(Undone):
        operations.undo(change, by=None)


def test_undo_and_redo_walk_back_and_forth_through_the_persons_own_changes(owner: User, colleague: User) -> None:
    draft = draft_of(2)
    for user in (owner, colleague):
        TeamMember.objects.create(plan=draft.plan, user=user, role=TeamRole.COORDINATOR)
    for code in ("A", "B"):
        retype(draft, rows_of(draft)[0], by=owner, code=code)
    retype(draft, rows_of(draft)[1], by=colleague, code="theirs")
    codes = []
    for step in (
        operations.undo_last,
        operations.undo_last,
        operations.redo_last,
        operations.redo_last,
        operations.undo_last,
    ):
        step(draft, by=owner)
        codes.append(rows_of(draft)[0].content["code"])
    assert codes == ["A", "0.1", "A", "B", "A"]
    assert rows_of(draft)[1].content["code"] == "theirs"


def test_after_a_new_change_there_is_nothing_to_do_again() -> None:
    draft = draft_of(1)
    retype(draft, rows_of(draft)[0], code="A")
    operations.undo_last(draft, by=None)
    retype(draft, rows_of(draft)[0], code="B")
    with pytest.raises(Undone):
        operations.redo_last(draft, by=None)


def test_without_a_change_of_ones_own_there_is_nothing_to_undo(owner: User) -> None:
    draft = draft_of(1)
    TeamMember.objects.create(plan=draft.plan, user=owner, role=TeamRole.COORDINATOR)
    retype(draft, rows_of(draft)[0], code="theirs")
    with pytest.raises(Undone):
        operations.undo_last(draft, by=owner)


def test_forty_rows_typed_one_after_the_other_keep_their_order_and_can_all_be_undone() -> None:
    draft = draft_of(3)
    before = snapshot(draft)
    behind = str(rows_of(draft)[0].key)
    moved = rows_of(draft)[2]
    operations.edit_rows(draft, by=None, action="move", edits=[RowEdit(str(moved.key), 0, after=behind)])
    for number in range(40):
        key = str(uuid.uuid4())
        new = RowEdit(key, content=row(0, activities=[f"New {number}"]), after=behind)
        operations.edit_rows(draft, by=None, action="add", edits=[new])
        behind = key
    assert texts_of(draft)[1:41] == [f"New {number}" for number in range(40)]
    for _ in range(41):
        operations.undo_last(draft, by=None)
    assert snapshot(draft) == before


def test_document_fields_of_two_people_do_not_collide_unless_they_are_the_same() -> None:
    draft = draft_of(1)
    operations.edit_head(draft, by=None, revision=0, head={"title": "Plan of the cold nights"})
    operations.edit_head(draft, by=None, revision=0, head={"region": "Upper valley"})
    with pytest.raises(Conflict):
        operations.edit_head(draft, by=None, revision=0, head={"title": "Plan of the mild nights"})
    draft.refresh_from_db()
    assert (draft.head["title"], draft.head["region"]) == ("Plan of the cold nights", "Upper valley")


def test_a_document_field_comes_back_with_undo_even_if_it_was_not_there() -> None:
    draft = draft_of(1)
    before = snapshot(draft)
    change = operations.edit_head(draft, by=None, revision=0, head={"title": "Other", "note_of_others": "kept"})
    operations.undo(change, by=None)
    assert snapshot(draft) == before


UNPLACED = [
    {
        "text": "Warm soup every night",
        "why": "no_row: stands between two tables",
        "source": [{"paragraph": 3}],
    },
    {"text": "Page 7", "why": "page_number: repeated", "source": [{"paragraph": 9}]},
]


def test_a_text_that_went_nowhere_is_placed_and_taken_back_in_one_step() -> None:
    draft = draft_of(1, unplaced=UNPLACED)
    before = snapshot(draft)
    found = rows_of(draft)[0]
    fuller = {**found.content, "expected_results": [*found.content["expected_results"], UNPLACED[0]["text"]]}
    change = operations.edit_rows(
        draft,
        by=None,
        action="place",
        edits=[RowEdit(str(found.key), 0, content=fuller)],
        texts=[TextEdit(UNPLACED[0])],
    )
    assert draft_head(draft)["unplaced"] == UNPLACED[1:]
    assert rows_of(draft)[0].content["expected_results"][-1] == "Warm soup every night"
    operations.undo(change, by=None)
    assert snapshot(draft) == before


def test_the_same_text_is_not_placed_twice() -> None:
    draft = draft_of(1, unplaced=UNPLACED)
    operations.edit_rows(draft, by=None, action="place", edits=[], texts=[TextEdit(UNPLACED[0])])
    with pytest.raises(Conflict):
        operations.edit_rows(draft, by=None, action="place", edits=[], texts=[TextEdit(UNPLACED[0])])


def test_a_text_that_may_stay_out_is_settled_and_comes_back_with_undo() -> None:
    draft = draft_of(1, unplaced=UNPLACED)
    settled = UNPLACED[1] | {"settled": True}
    change = operations.edit_rows(draft, by=None, action="leave", edits=[], texts=[TextEdit(UNPLACED[1], settled)])
    assert draft_head(draft)["unplaced"][1] == settled
    operations.undo(change, by=None)
    assert draft_head(draft)["unplaced"] == UNPLACED


def draft_head(draft: Draft) -> dict[str, Any]:
    draft.refresh_from_db()
    return draft.head


def test_a_closed_draft_is_not_changed() -> None:
    draft = draft_of(1)
    operations.discard_draft(draft, by=None, why="Wrong document")
    with pytest.raises(ValueError, match="closed"):
        retype(draft, rows_of(draft)[0], code="X")


def test_putting_aside_needs_a_reason_and_can_be_taken_back() -> None:
    draft = draft_of(1)
    with pytest.raises(ValueError, match="why"):
        operations.discard_draft(draft, by=None, why=" ")
    operations.discard_draft(draft, by=None, why="Wrong document")
    draft.refresh_from_db()
    assert draft.state == DraftState.DISCARDED
    operations.reopen_draft(draft, by=None)
    draft.refresh_from_db()
    assert draft.state == DraftState.OPEN


def test_a_plan_has_one_open_draft() -> None:
    draft = draft_of(1)
    with pytest.raises(ValueError, match="open draft"):
        operations.open_draft(draft.plan, by=None, content=content(1))


def test_only_coordinators_of_the_team_change_a_draft(owner: User, colleague: User, outsider: User) -> None:
    draft = draft_of(1)
    TeamMember.objects.create(plan=draft.plan, user=owner, role=TeamRole.COORDINATOR)
    TeamMember.objects.create(plan=draft.plan, user=colleague, role=TeamRole.READER)
    for user in (colleague, outsider):
        with pytest.raises(Denied):
            retype(draft, rows_of(draft)[0], by=user, code="X")
        with pytest.raises(Denied):
            operations.discard_draft(draft, by=user, why="No")
    change = retype(draft, rows_of(draft)[0], by=owner, code="X")
    with pytest.raises(Denied):
        operations.undo(change, by=colleague)


# Any sequence of changes, undone in reverse, gives the start back. Numbers pick rows by their place, so that
# every drawn step can be done whatever was done before.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "tick", "add", "delete", "move", "settle", "rename", "head", "place"]),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    max_size=14,
)


def do(draft: Draft, step: str, one: int, two: int) -> Change | None:
    standing = rows_of(draft)
    if not standing and step not in {"add", "head"}:
        return None
    here = standing[one % len(standing)] if standing else None
    there = standing[two % len(standing)] if standing else None
    if step == "add":
        new = RowEdit(
            str(uuid.uuid4()),
            content=row(two, activities=[f"Added {one}"]),
            after=str(here.key) if here else None,
        )
        return operations.edit_rows(draft, by=None, action=step, edits=[new])
    if step == "head":
        draft.refresh_from_db()
        return operations.edit_head(
            draft, by=None, revision=draft.revision, head={"title": f"Title {one}", f"extra{two}": one}
        )
    assert here is not None
    assert there is not None
    if step == "edit":
        return retype(draft, here, activities=[f"Typed {one}", f"Typed {two}"][: 1 + one % 2])
    if step == "tick":
        return retype(draft, here, periods=["2031-1", "2032-2"][: two % 3])
    if step == "settle":
        return retype(draft, here, doubts=[{**d, "settled": True} for d in here.content["doubts"]])
    if step == "rename":
        edits = [
            RowEdit(
                str(r.key),
                r.revision,
                content={**r.content, "path": [f"Renamed {one}", *r.content["path"][1:]]},
            )
            for r in standing
        ]
        return operations.edit_rows(draft, by=None, action=step, edits=edits)
    if step == "place":
        draft.refresh_from_db()
        texts = [TextEdit(item) for item in draft.head["unplaced"][two % 2 :][:1]]
        fuller = RowEdit(str(here.key), here.revision, content={**here.content, "indicators": [f"Placed {two}"]})
        return operations.edit_rows(draft, by=None, action=step, edits=[fuller], texts=texts)
    if step == "move":
        after = "" if one % 3 == 0 or here == there else str(there.key)
        return operations.edit_rows(
            draft, by=None, action=step, edits=[RowEdit(str(here.key), here.revision, after=after)]
        )
    return operations.edit_rows(
        draft, by=None, action=step, edits=[RowEdit(str(here.key), here.revision, deleted=True)]
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, crowded=st.booleans())
def test_any_sequence_of_changes_undone_in_reverse_gives_the_start_back(
    monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, int, int]], crowded: bool
) -> None:
    # In a crowded draft every second insertion makes room anew, which must not disturb what can be undone.
    monkeypatch.setattr(positions, "SMALLEST_GAP", 600.0 if crowded else 1e-6)
    doubted = [row(n, doubts=[{"field": "lead", "code": "lead_by_first_name", "text": "First."}]) for n in range(3)]
    draft = draft_of(doubted, unplaced=UNPLACED)
    before = snapshot(draft)
    changes = [change for step in steps if (change := do(draft, *step))]
    after = snapshot(draft)
    undos = [operations.undo(change, by=None) for change in reversed(changes)]
    assert snapshot(draft) == before
    for done in reversed(undos):
        operations.undo(done, by=None)
    assert snapshot(draft) == after
