"""Small invented plans for tests of drafts and of the review screen."""

from typing import Any

from naveza.lib import clock
from naveza.plans.models import Draft, DraftRow, Plan
from naveza.plans.operations import open_draft

Content = dict[str, Any]


def row(number: int, **changes: Any) -> Content:
    """A row of the invented plan; three rows have a goal in common, six a chapter."""
    place = {"table": 0, "row": number, "column": 1, "paragraph": 0}
    content: Content = {
        "path": [f"Chapter {number // 6 + 1}", f"Goal {number // 3 + 1}"],
        "path_codes": [str(number // 6 + 1), None],
        "code": f"{number}.1",
        "activities": [f"Open a night shelter number {number}", "Keep it warm"],
        "periods": ["2031-1", "2031-2"],
        "deadline": None,
        "expected_results": [f"{number} beds"],
        "indicators": [],
        "evaluation_term": None,
        "lead": "Ministry of Care",
        "institutions": ["Ministry of Care", "House of the River"],
        "budget": [],
        "inherits": [],
        "sources": {"activities": [place]},
        "doubts": [],
        "confidence": 1.0,
    }
    return content | changes


def content(rows: int | list[Content], **changes: Any) -> Content:
    """The whole invented plan as plan-json."""
    given = [row(number) for number in range(rows)] if isinstance(rows, int) else rows
    head: Content = {
        "format": "naveza-plan/1",
        "document": "shelters.docx",
        "kind": "action_plan",
        "language": "en",
        "title": "Plan of the warm nights",
        "vision": None,
        "region": None,
        "legal_basis": None,
        "period_start": "2031-01-01",
        "period_end": "2032-12-31",
        "level_names": ["Chapter", "Goal", "Activity"],
        "periods": ["2031-1", "2031-2", "2032-1", "2032-2"],
        "abbreviations": {},
        "unplaced": [],
        "doubts": [],
    }
    return {**head, **changes, "rows": given}


def draft_of(given: int | list[Content], **changes: Any) -> Draft:
    """An open draft of the invented plan, with nobody in its team."""
    plan = Plan.objects.create(
        slug=f"plan-{Plan.objects.count()}", title="Plan of the warm nights", created_at=clock.now()
    )
    return open_draft(plan, by=None, content=content(given, **changes))


def rows_of(draft: Draft) -> list[DraftRow]:
    """The rows that stand, in order."""
    return list(draft.rows.filter(deleted=False).order_by("position"))


def texts_of(draft: Draft) -> list[str]:
    """The first paragraph of each row, in order."""
    return [found.content["activities"][0] for found in rows_of(draft)]


def snapshot(draft: Draft) -> tuple[Any, ...]:
    """Everything a person sees of a draft."""
    draft.refresh_from_db()
    return draft.head, [(str(found.key), found.content) for found in rows_of(draft)]
