"""Dolina, loaded: territories, institutions, people, plans. Built only through operations, with the clock standing on
the days on which things happened, so that it is the same world every time.

The plans come the way real ones do: each document is kept, parsed, read, and published by the coordinator whose plan it
is. One stays a draft that waits for a look, one has been amended.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from naveza.accounts.models import User
from naveza.accounts.operations import create_user
from naveza.demo.documents import document_bytes
from naveza.demo.people import PASSWORD
from naveza.demo.texts import content
from naveza.documents.operations import bring_in
from naveza.institutions.models import Institution, Territory
from naveza.institutions.operations import (
    add_alias,
    add_member,
    create_institution,
    create_territory,
    merge_institutions,
    rename_institution,
)
from naveza.lib import clock
from naveza.plans import operations
from naveza.plans.models import Draft, Plan
from naveza.plans.operations.reading import read_document
from naveza.plans.queries import draft_rows
from naveza.plans.states import VersionKind

BY = "demo"

# Which plan was brought in on which day; the last stays a draft.
PUBLISHED = {
    "national-2024": datetime(2023, 12, 18, 9, 0, tzinfo=UTC),
    "regional-modrin": datetime(2025, 3, 3, 10, 0, tzinfo=UTC),
    "county-alunis": datetime(2025, 6, 2, 8, 30, tzinfo=UTC),
    "national-2026": datetime(2025, 12, 22, 11, 0, tzinfo=UTC),
    "project-mobile-units": datetime(2026, 2, 3, 9, 0, tzinfo=UTC),
    "local-brodisce": datetime(2026, 2, 16, 13, 0, tzinfo=UTC),
}
DRAFT = ("national-early-warning", datetime(2026, 11, 16, 9, 0, tzinfo=UTC))
BEGINNING = datetime(2023, 11, 6, 8, 0, tzinfo=UTC)
AMENDMENT = datetime(2026, 9, 14, 10, 0, tzinfo=UTC)
LEGAL_ACT = "Sklep Vlade Doline št. 18100-7/2026 z dne 10. septembra 2026"


@transaction.atomic
def make_world() -> bool:
    """Load the country into a database that does not have it. Returns whether there was something to do."""
    if Institution.objects.exists():
        return False
    with clock.standing(BEGINNING):
        territories = _make_territories()
        institutions = _make_institutions(territories)
        people = _make_people(institutions)
    for name, moment in PUBLISHED.items():
        with clock.standing(moment):
            operations.publish_draft(_make_draft(name, people, institutions), by=_coordinator(name, people))
    with clock.standing(AMENDMENT):
        _amend(_coordinator("national-2026", people))
    with clock.standing(DRAFT[1]):
        _make_draft(DRAFT[0], people, institutions)
    return True


def _make_territories() -> dict[str, Territory]:
    made: dict[str, Territory] = {}
    for entry in content("territories")["territories"]:
        made[entry["code"]] = create_territory(
            by=BY, kind=entry["kind"], name=entry["name"], code=entry["code"], parent=made.get(entry["parent"] or "")
        )
    return made


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _make_institutions(territories: dict[str, Territory]) -> dict[str, Institution]:
    data = content("institutions")
    made: dict[str, Institution] = {}
    for entry in data["institutions"]:
        own = [name for name in entry["names"] if name["language"] == entry["language"]]
        made[entry["key"]] = institution = create_institution(
            by=BY,
            name=own[0]["name"],
            abbreviation=own[0]["abbreviation"],
            kind=entry["kind"],
            language=entry["language"],
            territory=territories[entry["territory"]] if entry["territory"] else None,
            parent=made.get(entry["parent"] or ""),
            valid_from=_day(own[0]["valid_from"]),
        )
        for name in entry["names"]:
            if name is not own[0] and name["language"] != entry["language"]:
                _add_name(institution, name, _day(name["valid_from"]) or date(2000, 1, 1), "")
        for text in entry["aliases"]:
            add_alias(by=BY, institution=institution, text=text)
    for step in data["successions"]:
        _succeed(step, data["institutions"], made)
    return made


def _add_name(institution: Institution, name: dict[str, Any], on: date, legal_act: str) -> None:
    rename_institution(
        by=BY,
        institution=institution,
        name=name["name"],
        abbreviation=name["abbreviation"],
        language=name["language"],
        on=on,
        legal_act=legal_act,
    )


def _succeed(step: dict[str, Any], entries: list[dict[str, Any]], made: dict[str, Institution]) -> None:
    on = date.fromisoformat(step["date"])
    if step["kind"] == "renamed":
        entry = next(entry for entry in entries if entry["key"] == step["to"][0])
        new = next(name for name in entry["names"] if name["valid_from"] == step["date"])
        _add_name(made[entry["key"]], new, on, step["legal_act"])
    else:
        sources = [made[key] for key in step["from"]]
        merge_institutions(by=BY, sources=sources, target=made[step["to"][0]], on=on, legal_act=step["legal_act"])


def _make_people(institutions: dict[str, Institution]) -> dict[str, User]:
    made: dict[str, User] = {}
    for entry in content("people")["people"]:
        made[entry["email"]] = user = create_user(
            by=BY,
            email=entry["email"],
            name=entry["name"],
            language=entry["language"],
            password=PASSWORD,
            administrator=entry["administrator"],
        )
        for membership in entry["memberships"]:
            institution = institutions[membership["institution"]]
            add_member(by=BY, user=user, institution=institution, role=membership["role"])
    return made


def _team(plan: str) -> list[tuple[dict[str, Any], str]]:
    """(person, role) of a plan's team; who coordinates comes first."""
    found = [
        (person, team["role"])
        for person in content("people")["people"]
        for team in person["teams"]
        if team["plan"] == plan
    ]
    return sorted(found, key=lambda entry: entry[1] != "coordinator")


def _coordinator(plan: str, people: dict[str, User]) -> User:
    team = _team(plan) or _team("national-2026")
    return people[team[0][0]["email"]]


def _make_draft(name: str, people: dict[str, User], institutions: dict[str, Institution]) -> Draft:
    """The plan's document brought in, read, and opened as a draft by its coordinator."""
    by = _coordinator(name, people)
    plan = content(name)
    upload = bring_in(document_bytes(plan), name=plan["document"], by=by)
    reading = read_document(upload.document, by=by, name=upload.name)
    memberships = (_team(name) or _team("national-2026"))[0][0]["memberships"]
    draft = operations.create_plan(
        by=by,
        content=reading.content,
        owner=institutions[memberships[0]["institution"]],
        document=upload.document,
        reading=reading,
    )
    if not reading.content["title"]:  # a CSV has no room for a title: its coordinator types it
        head = {key: plan[key] for key in ("title", "kind", "period_start", "period_end")}
        operations.edit_head(draft, by=by, revision=draft.revision, head=head)
        draft.refresh_from_db()
    for person, role in _team(name)[1:]:
        operations.add_team_member(draft.plan, by=by, user=people[person["email"]], role=role)
    return draft


def _amend(by: User) -> None:
    """The government moves one activity of the national plan into 2027 and gives it a clearer result."""
    plan = Plan.objects.get(versions__document__uploads__name=content("national-2026")["document"])
    draft = operations.open_amendment(plan, by=by)
    row = next(row for row in draft_rows(draft) if "2026-2" in row.content["periods"])
    changed = row.content | {
        "periods": [label for label in row.content["periods"] if label != "2026-1"],
        "expected_results": [*row.content["expected_results"], "Vmesno poročilo Komisiji do konca leta 2026"],
    }
    edit = operations.RowEdit(str(row.key), row.revision, changed)
    operations.edit_rows(draft, by=by, action="edit", edits=[edit])
    operations.publish_draft(
        draft, by=by, kind=VersionKind.AMENDMENT, legal_act=LEGAL_ACT, in_force_from=date(2026, 9, 15)
    )
