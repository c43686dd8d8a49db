"""Read access to the registry under /api/v1/. Institutions and their names are public; their people are not here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from naveza.institutions.models import Institution, Succession
from naveza.institutions.queries import find_institutions
from naveza.institutions.states import InstitutionKind
from naveza.lib.jsons import answers, json_response

router = Router(tags=["institutions"])
MOST = 500


class NameOut(Schema):
    name: str
    abbreviation: str
    language: str
    valid_from: date | None
    valid_to: date | None


class InstitutionOut(Schema):
    slug: str
    name: str
    abbreviation: str
    kind: str
    language: str
    territory: str | None
    part_of: str | None
    website: str
    ended_on: date | None
    names: list[NameOut]
    href: str


class InstitutionList(Schema):
    count: int
    page: int
    pages: int
    items: list[InstitutionOut]


class SuccessionOut(Schema):
    kind: str
    date: date
    legal_act: str
    predecessors: list[str]
    successors: list[str]


class InstitutionDetail(InstitutionOut):
    successions: list[SuccessionOut]


def institution_json(institution: Institution) -> dict[str, Any]:
    """One institution with all its names; `valid_to` is the first day on which a name holds no more."""
    return {
        "slug": institution.slug,
        "name": institution.name,
        "abbreviation": institution.abbreviation,
        "kind": institution.kind,
        "language": institution.language,
        "territory": institution.territory.name if institution.territory else None,
        "part_of": institution.parent.slug if institution.parent else None,
        "website": institution.website,
        "ended_on": institution.ended_on,
        "names": [
            {
                "name": name.name,
                "abbreviation": name.abbreviation,
                "language": name.language,
                "valid_from": name.valid_from,
                "valid_to": name.valid_to,
            }
            for name in institution.names.all()
        ],
        "href": f"/institutions/{institution.slug}/",
    }


@router.get(
    "/institutions/", response=answers(InstitutionList), summary="The registry", operation_id="list_institutions"
)
def list_institutions(
    request: HttpRequest, q: str = "", kind: str = "", ended: bool = False, page: int = 1, size: int = 100
) -> HttpResponse:
    """Institutions by name; `q` finds names and abbreviations of any time without diacritics and case."""
    known = kind if kind in InstitutionKind.values else ""
    found = find_institutions(text=q, kind=known, ended=ended)
    size = min(max(size, 1), MOST)
    count, page = found.count(), max(page, 1)
    items = [institution_json(institution) for institution in found[(page - 1) * size : page * size]]
    return json_response({"count": count, "page": page, "pages": max(1, -(-count // size)), "items": items})


@router.get(
    "/institutions/{slug}/",
    response=answers(InstitutionDetail),
    summary="One institution",
    operation_id="get_institution",
)
def get_institution(request: HttpRequest, slug: str) -> HttpResponse:
    """Names through time, and what it came from and became."""
    found = Institution.objects.select_related("territory", "parent").with_names()
    institution = get_object_or_404(found, slug=slug)
    touched = Succession.objects.filter(predecessors=institution) | Succession.objects.filter(successors=institution)
    successions = [
        {
            "kind": step.kind,
            "date": step.date,
            "legal_act": step.legal_act,
            "predecessors": [other.slug for other in step.predecessors.all()],
            "successors": [other.slug for other in step.successors.all()],
        }
        for step in touched.distinct().order_by("date").prefetch_related("predecessors", "successors")
    ]
    return json_response(institution_json(institution) | {"successions": successions})
