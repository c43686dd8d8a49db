"""Publishing: a draft becomes a version that nobody changes any more."""

import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naveza.plans import operations, queries, rules
from naveza.plans.models import Activity, Node, PlannedCell, Responsibility
from naveza.plans.pages import Filters
from naveza.plans.states import PlanState, VersionKind

pytestmark = pytest.mark.django_db


def row(number: int, **changes: object) -> dict[str, object]:
    """A row of an invented plan; every third row begins a new goal."""
    content = {
        "path": [f"Chapter {number // 30}", f"Goal {number // 3}"],
        "path_codes": [str(number // 30), None],
        "code": f"{number}.1",
        "activities": [f"Open a drop-in number {number}", "Keep it open at night"],
        "periods": ["2031-1", "2031-2"],
        "expected_results": [f"Number of visits {number}"],
        "lead": "Ministry of Health",
        "institutions": ["Ministry of Health", "Institute of Public Health"],
        "sources": {"activities": [{"table": 0, "row": number, "column": 1, "paragraph": 0}]},
    }
    return content | changes


def content(rows: int) -> dict[str, object]:
    return {
        "format": "naveza-plan/1",
        "document": "plan.docx",
        "kind": "action_plan",
        "language": "en",
        "title": "Plan of the valley",
        "period_start": "2031-01-01",
        "period_end": "2032-12-31",
        "level_names": ["Chapter", "Goal", "Activity"],
        "periods": ["2031-1", "2031-2", "2032-1", "2032-2"],
        "rows": [row(number) for number in range(rows)],
    }


def test_a_published_version_says_what_the_draft_said() -> None:
    version = operations.publish_content(content(7), by=None)
    assert version.plan.state == PlanState.PUBLISHED
    written = queries.version_content(version)
    for given, got in zip(content(7)["rows"], written["rows"], strict=True):
        assert {name: got[name] for name in given} == given


def test_the_hash_of_a_version_shows_a_change_to_any_row() -> None:
    version = operations.publish_content(content(3), by=None)
    assert queries.is_unchanged(version)
    Activity.objects.filter(version=version, number=2).update(paragraphs=["Something else"])
    assert not queries.is_unchanged(version)


def test_rows_below_the_same_titles_share_their_nodes() -> None:
    version = operations.publish_content(content(7), by=None)
    assert Node.objects.filter(version=version, depth=0).count() == 1
    assert [n.title for n in Node.objects.filter(version=version, depth=1)] == ["Goal 0", "Goal 1", "Goal 2"]
    assert PlannedCell.objects.filter(activity__version=version).count() == 14
    assert Responsibility.objects.filter(activity__version=version, is_lead=True).count() == 7


def test_publishing_takes_a_constant_number_of_statements() -> None:
    counts = []
    for rows in (20, 200):
        draft = operations.create_plan(by=None, content=content(rows))
        with CaptureQueriesContext(connection) as captured:
            operations.publish_draft(draft, by=None)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_amendment_keeps_the_address_of_an_activity_and_needs_its_legal_act() -> None:
    first = operations.publish_content(content(3), by=None)
    draft = operations.open_amendment(first.plan, by=None)
    second_row = queries.draft_rows(draft)[1]
    edited = copy.deepcopy(second_row.content) | {"activities": ["Open two drop-ins"]}
    operations.edit_rows(
        draft,
        by=None,
        action="edit",
        edits=[operations.RowEdit(str(second_row.key), second_row.revision, edited)],
    )
    with pytest.raises(ValueError, match="legal act"):
        operations.publish_draft(draft, by=None, kind=VersionKind.AMENDMENT)
    second = operations.publish_draft(draft, by=None, kind=VersionKind.AMENDMENT, legal_act="Decision 5/2032")
    assert second.number == 2
    assert Activity.objects.get(version=second, number=2).paragraphs == ["Open two drop-ins"]
    assert Activity.objects.get(version=first, number=2).paragraphs[0] == "Open a drop-in number 1"
    kinds = [change.kind for change in queries.compare_versions(first, second)]
    assert kinds == ["same", "changed", "same"]


def test_a_withdrawn_plan_keeps_its_reason_and_can_come_back() -> None:
    plan = operations.publish_content(content(1), by=None).plan
    with pytest.raises(ValueError, match="why"):
        operations.withdraw_plan(plan, by=None, why="  ")
    operations.withdraw_plan(plan, by=None, why="Wrong annex")
    plan.refresh_from_db()
    assert (plan.state, plan.state_reason) == (PlanState.WITHDRAWN, "Wrong annex")
    operations.restore_plan(plan, by=None)
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(), [1, 2, 3, 4, 5, 6, 7]),
        (Filters(text="drop-in 3"), [4]),
        (Filters(text="MINISTRY visits 2"), [3, 7]),
        (Filters(period="2031-1"), [1, 2, 3, 4, 5, 6, 7]),
        (Filters(period="2032-1"), []),
        (Filters(node=2), [4, 5, 6]),
        (Filters(institution="Institute of Public Health", role="lead"), []),
        (Filters(institution="Institute of Public Health", role="partner"), [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_filters_find_the_rows_that_they_name(filters: Filters, numbers: list[int]) -> None:
    version = operations.publish_content(content(7), by=None)
    assert [a.number for a in queries.filtered(version, filters)] == numbers


def test_a_stated_span_of_years_is_planned_in_every_year_of_it() -> None:
    given = content(1) | {"periods": []}
    given["rows"] = [row(0, periods=["2031", "2034"])]
    version = operations.publish_content(given, by=None)
    cells = PlannedCell.objects.filter(activity__version=version).order_by("period__position")
    assert [cell.period.label for cell in cells.select_related("period")] == ["2031", "2032", "2033", "2034"]
    assert rules.planned_labels(["2031", "2034"], ["2031", "2032", "2033", "2034"]) == [
        "2031",
        "2032",
        "2033",
        "2034",
    ]
