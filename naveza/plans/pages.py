"""Pages of plans as frozen dataclasses: HTML, JSON and exports show the same ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

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

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.period or self.node is not None or self.institution or self.role)

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """From the query of an address; what cannot be understood is left out."""
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
class TableRow:
    """A row of the printed table. `goal` is the last title above it where it begins here; `span` the rows it covers."""

    line: Line
    bands: Sequence[Node]  # chapter titles that begin with this row
    goal: Node | None
    span: int
    ticks: Sequence[tuple[Period, bool]]

    @property
    def number(self) -> int:
        return self.line.activity.number


@dataclass(frozen=True)
class Table:
    rows: Sequence[TableRow]
    periods: Sequence[Period]
    has_goals: bool
    has_results: bool
    has_indicators: bool
    has_deadlines: bool
    has_terms: bool
    has_institutions: bool
    has_budget: bool

    @property
    def columns(self) -> int:
        """How many columns the table has, for cells that go across."""
        flags = (self.has_goals, self.has_results, self.has_indicators, self.has_deadlines, self.has_terms)
        return 2 + sum(flags) + self.has_institutions + self.has_budget + len(self.periods)


def build_table(rows: Sequence[Activity], paths: Mapping[int, Sequence[Node]], periods: Sequence[Period]) -> Table:
    """The printed table of these rows: bands where a chapter begins, goals that span their rows."""
    lines = [Line(activity, paths.get(activity.node_id or 0, [])) for activity in rows]
    table_rows: list[TableRow] = []
    above: Sequence[Node] = []
    for index, line in enumerate(lines):
        new = [node for node in line.path if node not in above]
        goal = line.path[-1] if line.path and line.path[-1] in new else None
        span = 0
        if goal:
            span = 1
            while index + span < len(lines) and list(lines[index + span].path) == list(line.path):
                span += 1
        ticks = [(period, period.pk in line.planned) for period in periods]
        table_rows.append(TableRow(line, [node for node in new if node is not goal], goal, span, ticks))
        above = line.path
    return Table(
        table_rows,
        periods,
        has_goals=any(line.path for line in lines),
        has_results=any(a.expected_results for a in rows),
        has_indicators=any(a.indicators for a in rows),
        has_deadlines=any(a.deadline for a in rows),
        has_terms=any(a.evaluation_term for a in rows),
        has_institutions=any(a.responsibilities.all() for a in rows),
        has_budget=any(a.budget for a in rows),
    )


@dataclass(frozen=True)
class TablePage:
    """One page of the plan as the printed table."""

    frame: Frame
    table: Table
    count: int
    page: int
    last: int
    size: int

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

    @property
    def ticks(self) -> list[tuple[Period, bool]]:
        return [(period, period.pk in self.line.planned) for period in self.periods]
