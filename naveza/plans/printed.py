"""A plan as the printed table: chapter bands, goals over their rows, a narrow column for each period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from naveza.design.plan_table import (
    Band,
    GoalGroup,
    Party,
    PeriodColumn,
    PeriodGroup,
    PlanRow,
    PlanTable,
    Section,
    Tick,
)

from .models import Activity, Node, Period, Version
from .pages import Line, amount_texts


def period_groups(periods: Sequence[Period]) -> list[PeriodGroup]:
    """Heads of the period columns: `2026-1` and `2026-2` below 2026; plain years stand for themselves."""
    groups: list[tuple[str, list[PeriodColumn]]] = []
    for period in periods:
        year, _dash, rest = period.label.partition("-")
        if not (len(year) == 4 and year.isdigit() and rest):
            year, rest = "", period.label
        if not groups or groups[-1][0] != year:
            groups.append((year, []))
        groups[-1][1].append(PeriodColumn(period.label, rest))
    return [PeriodGroup(label, heads) for label, heads in groups]


def _row(line: Line, periods: Sequence[Period], base: str, query: str) -> PlanRow:
    activity = line.activity
    planned = line.planned
    parties = [
        Party(r.name, reverse("institution", args=[r.institution.slug]) if r.institution else "", lead=r.is_lead)
        for r in activity.responsibilities.all()
    ]
    return PlanRow(
        anchor=f"a{activity.number}",
        activities=activity.paragraphs,
        code=activity.code,
        href=f"{base}activities/{activity.number}/{query}",
        ticks=[Tick(period.label, period.pk in planned) for period in periods],
        results=activity.expected_results,
        indicators=activity.indicators,
        term=activity.evaluation_term,
        deadline=activity.deadline,
        amounts=amount_texts(activity),
        parties=parties,
    )


def _sections(lines: Sequence[Line], periods: Sequence[Period], base: str, query: str) -> list[Section]:
    """Bands where a chapter begins, goals over their rows."""
    sections: list[tuple[list[Band], list[GoalGroup]]] = []
    above: list[int] = []
    rows: list[PlanRow] = []
    for line in lines:
        keys = [node.pk for node in line.path]
        goal = line.path[-1] if line.path else None
        new = [node for node in line.path[:-1] if node.pk not in above]
        if new or not sections:
            sections.append(([Band(n.title, n.code, n.depth + 1, f"n{n.position}") for n in new], []))
        if keys != above or not sections[-1][1]:
            rows = []
            sections[-1][1].append(GoalGroup(goal.title if goal else "", rows, goal.code if goal else ""))
        rows.append(_row(line, periods, base, query))
        above = keys
    return [Section(bands, groups) for bands, groups in sections]


def build_table(
    version: Version,
    rows: Sequence[Activity],
    paths: Mapping[int, Sequence[Node]],
    periods: Sequence[Period],
    *,
    levels: Sequence[str],
    is_latest: bool,
) -> PlanTable:
    """The printed table of these rows, with only those columns in which something stands."""
    lines = [Line(activity, paths.get(activity.node_id or 0, [])) for activity in rows]
    depth = max((len(line.path) for line in lines), default=0)
    goal = levels[-2] if len(levels) > 1 else _("Goal")
    base = reverse("plan", args=[version.plan.slug])
    return PlanTable(
        language=version.plan.language,
        caption=version.plan.title,
        goal_label=goal if depth else "",
        activity_label=levels[-1] if levels else _("Activity"),
        period_groups=period_groups(periods),
        deadline_label=_("Deadline") if any(a.deadline for a in rows) else "",
        results_label=_("Expected results") if any(a.expected_results for a in rows) else "",
        indicators_label=_("Indicators") if any(a.indicators for a in rows) else "",
        term_label=_("Evaluation term") if any(a.evaluation_term for a in rows) else "",
        institutions_label=_("Institutions") if any(a.responsibilities.all() for a in rows) else "",
        budget_label=_("Budget") if any(a.budget for a in rows) else "",
        sections=_sections(lines, periods, base, "" if is_latest else f"?version={version.number}"),
    )
