"""Pages of plans as frozen dataclasses: HTML, JSON and exports show the same ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from naveza.design.plan_table import PlanTable
from naveza.institutions.models import Institution

from .models import Activity, Draft, Node, Period, Plan, Responsibility, Version


@dataclass(frozen=True)
class Filters:
    """What the address asks for. Empty: everything."""

    text: str = ""
    period: str = ""
    node: int | None = None  # position of the node
    institution: str = ""  # slug of the registry, or the name as adopted
    role: str = ""  # lead, partner or empty
    number: int | None = None  # of one activity

    def __bool__(self) -> bool:
        return bool(
            self.text.strip() or self.period or self.node is not None or self.institution or self.role or self.number
        )

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """From the query of an address; what cannot be understood is left out."""
        query = {key: value.replace("\0", "") for key, value in query.items()}
        node = query.get("node", "")
        role = query.get("role", "")
        return cls(
            text=query.get("q", "").strip()[:200],
            period=query.get("period", "").strip()[:80],
            node=int(node) if node.isascii() and node.isdigit() and len(node) < 9 else None,
            institution=query.get("institution", "").strip()[:300],
            role=role if role in {"lead", "partner"} else "",
        )

    @property
    def query(self) -> str:
        """The filters as the query of an address, without a page."""
        named = {
            "q": self.text,
            "period": self.period,
            "node": "" if self.node is None else self.node,
            "institution": self.institution,
            "role": self.role,
        }
        return urlencode({key: value for key, value in named.items() if value != ""})


@dataclass(frozen=True)
class PlanCard:
    """A plan in the list of plans."""

    plan: Plan
    version: Any  # Version annotated with `rows`, or None while it is only a draft
    draft: Draft | None

    @property
    def rows(self) -> int:
        return self.version.rows if self.version else 0


@dataclass(frozen=True)
class Frame:
    """What stands around every view of a plan."""

    plan: Plan
    version: Version
    versions: Sequence[Version]
    levels: Sequence[str]
    periods: Sequence[Period]
    tops: Sequence[Node]
    organisations: Sequence[Mapping[str, Any]]
    total: int
    filters: Filters

    @property
    def is_latest(self) -> bool:
        return self.version.number == self.versions[-1].number

    @property
    def activity_name(self) -> str:
        """The document's own word for an activity, as the head of its column."""
        return self.levels[-1] if self.levels else ""


def amount_texts(activity: Activity) -> list[str]:
    """Stated amounts of a row, each in one line."""
    keys = ("what", "amount", "currency", "period")
    return [" ".join(str(amount[key]) for key in keys if amount.get(key)) for amount in activity.budget]


@dataclass(frozen=True)
class Line:
    """An activity with the titles above it."""

    activity: Activity
    path: Sequence[Node]

    @property
    def lead(self) -> Responsibility | None:
        return next((r for r in self.activity.responsibilities.all() if r.is_lead), None)

    @property
    def partners(self) -> list[Responsibility]:
        return [r for r in self.activity.responsibilities.all() if not r.is_lead]

    @property
    def planned(self) -> set[int]:
        """Keys of the periods in which it is planned."""
        return {cell.period_id for cell in self.activity.planned_cells.all()}


@dataclass(frozen=True)
class TablePage:
    """One page of the plan as the printed table."""

    frame: Frame
    table: PlanTable
    count: int
    page: int
    last: int
    size: int

    @property
    def previous(self) -> int:
        return self.page - 1

    @property
    def next(self) -> int:
        return self.page + 1

    @property
    def first_row(self) -> int:
        return (self.page - 1) * self.size + 1 if self.count else 0

    @property
    def last_row(self) -> int:
        return min(self.page * self.size, self.count)


@dataclass(frozen=True)
class InstitutionGroup:
    """An organisation in a plan: what is its to lead, where it takes part."""

    key: str
    name: str
    institution: Institution | None
    leads: list[Line]
    takes_part: list[Line]


@dataclass(frozen=True)
class ActivityPage:
    """One activity with its neighbours and its other versions."""

    plan: Plan
    version: Version
    line: Line
    periods: Sequence[Period]
    before: Activity | None
    after: Activity | None
    versions: Sequence[Activity]
    levels: Sequence[str]

    @property
    def titles(self) -> list[tuple[str, Node]]:
        """The titles above with the document's own names of their levels; short paths hang from the last names."""
        names = list(self.levels[:-1])[-len(self.line.path) :] if self.line.path else []
        names = [""] * (len(self.line.path) - len(names)) + names
        return list(zip(names, self.line.path, strict=True))

    @property
    def amounts(self) -> list[str]:
        return amount_texts(self.line.activity)

    @property
    def ticks(self) -> list[tuple[Period, bool]]:
        return [(period, period.pk in self.line.planned) for period in self.periods]


@dataclass(frozen=True)
class Branch:
    """A title of the tree, what is below it, and the activities that hang from it. No node: activities without one."""

    node: Node | None
    branches: list[Branch]
    lines: list[Line]

    @property
    def count(self) -> int:
        return len(self.lines) + sum(branch.count for branch in self.branches)


def place_key(place: Mapping[str, Any]) -> str:
    """One spelling of a place, to find it again."""
    return json.dumps(place, sort_keys=True)


@dataclass(frozen=True)
class Passage:
    """Where one field stands in the document: each place with its text there."""

    label: str
    places: Sequence[tuple[str, str]]  # place in words, text


@dataclass(frozen=True)
class ActivityValues:
    """An activity as plain values of its columns, for the API: model instances cost ten times the time."""

    row: Mapping[str, Any]
    path: Sequence[Node]
    named: Sequence[Mapping[str, Any]]
