"""Read access to plans and activities under /api/v1/. The filters are those of the screen."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import ConfigDict

from naveza.lib.jsons import answers, json_response

from . import queries
from .models import Plan, Version
from .pages import ActivityValues, Filters
from .permissions import check_can_view_plan

router = Router(tags=["plans"])
MOST = 500


class PlanOut(Schema):
    slug: str
    title: str
    kind: str
    language: str
    region: str
    period_start: str | None
    period_end: str | None
    state: str
    version: int | None
    activities: int
    href: str


class VersionOut(Schema):
    number: int
    kind: str
    legal_act: str
    in_force_from: str | None
    published_at: str


class PlanDetail(Schema):
    """The fields of plan-json about the whole document, and the plan's versions."""

    model_config = ConfigDict(extra="allow")
    slug: str
    state: str
    version: int
    sha256: str
    versions: list[VersionOut]


class PlanList(Schema):
    count: int
    items: list[PlanOut]


class InstitutionRef(Schema):
    name: str
    slug: str | None
    lead: bool


class ActivityOut(Schema):
    number: int
    key: str
    code: str | None
    path: list[str]
    path_codes: list[str | None]
    activities: list[str]
    periods: list[str]
    deadline: str | None
    expected_results: list[str]
    indicators: list[str]
    evaluation_term: str | None
    institutions: list[InstitutionRef]
    budget: list[dict[str, Any]]
    href: str


class ActivityList(Schema):
    count: int
    page: int
    pages: int
    version: int
    items: list[ActivityOut]


class ActivityFilters(Schema):
    q: str = ""
    period: str = ""
    node: int | None = None
    institution: str = ""
    role: Literal["", "lead", "partner"] = ""
    version: int | None = None
    page: int = 1
    size: int = 100


def _plan_out(card: Any) -> dict[str, Any]:
    plan = card.plan
    return {
        "slug": plan.slug,
        "title": plan.title,
        "kind": plan.kind,
        "language": plan.language,
        "region": plan.region,
        "period_start": plan.period_start,
        "period_end": plan.period_end,
        "state": plan.state,
        "version": card.version.number if card.version else None,
        "activities": card.rows,
        "href": f"/api/v1/plans/{plan.slug}/",
    }


@router.get("/plans/", response=answers(PlanList), summary="All plans that you may see", operation_id="list_plans")
def list_plans(request: HttpRequest, q: str = "") -> HttpResponse:
    cards = queries.plan_list(request.user, text=q)
    return json_response({"count": len(cards), "items": [_plan_out(card) for card in cards]})


def _load(request: HttpRequest, slug: str, number: int | None) -> Version:
    plan = get_object_or_404(Plan, slug=slug)
    check_can_view_plan(request.user, plan)
    version = queries.latest_version(plan, number)
    if version is None:
        raise Http404
    return version


@router.get(
    "/plans/{slug}/",
    response=answers(PlanDetail),
    summary="One plan: what its document says of itself",
    operation_id="get_plan",
)
def get_plan(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    found = _load(request, slug, version)
    numbers = list(
        found.plan.versions.order_by("number").values("number", "kind", "legal_act", "in_force_from", "published_at")
    )
    data = {
        "slug": slug,
        "state": found.plan.state,
        "version": found.number,
        "sha256": found.sha256,
        "versions": numbers,
        **{key: value for key, value in found.head.items() if key not in {"unplaced", "doubts", "sources"}},
    }
    return json_response(data)


def activity_json(values: ActivityValues, slug: str) -> dict[str, Any]:
    """One activity as the API shows it."""
    row = values.row
    return {
        "number": row["number"],
        "key": row["key"],
        "code": row["code"] or None,
        "path": [node.title for node in values.path],
        "path_codes": [node.code or None for node in values.path],
        "activities": row["paragraphs"],
        "periods": row["period_labels"],
        "deadline": row["deadline"] or None,
        "expected_results": row["expected_results"],
        "indicators": row["indicators"],
        "evaluation_term": row["evaluation_term"] or None,
        "institutions": [
            {"name": entry["name"], "slug": entry["institution__slug"], "lead": entry["is_lead"]}
            for entry in values.named
        ],
        "budget": row["budget"],
        "href": f"/plans/{slug}/activities/{row['number']}/",
    }


@router.get(
    "/plans/{slug}/activities/",
    response=answers(ActivityList),
    summary="Activities of a plan",
    operation_id="list_activities",
)
def list_activities(request: HttpRequest, slug: str, filters: Query[ActivityFilters]) -> HttpResponse:
    version = _load(request, slug, filters.version)
    chosen = Filters(filters.q.strip(), filters.period, filters.node, filters.institution, filters.role)
    size = min(max(filters.size, 1), MOST)
    count, rows = queries.activity_values(version, chosen, page=max(filters.page, 1), size=size)
    return json_response(
        {
            "count": count,
            "page": filters.page,
            "pages": max(1, -(-count // size)),
            "version": version.number,
            "items": [activity_json(values, slug) for values in rows],
        },
    )


@router.get(
    "/plans/{slug}/activities/{number}/",
    response=answers(ActivityOut),
    summary="One activity",
    operation_id="get_activity",
)
def get_activity(request: HttpRequest, slug: str, number: int, version: int | None = None) -> HttpResponse:
    found = _load(request, slug, version)
    _, rows = queries.activity_values(found, Filters(number=number))
    if not rows:
        raise Http404
    return json_response(activity_json(rows[0], slug))
