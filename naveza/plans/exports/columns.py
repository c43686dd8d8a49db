"""Which columns a plan has when it is written as a table: only those in which something stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Period
from ..pages import Line, amount_texts


@dataclass(frozen=True)
class Column:
    """`paragraphs` gives the cell's texts for a line; `share` is the width beside the others; a tick is narrow."""

    title: str
    paragraphs: Callable[[Line], Sequence[str]]
    share: float
    tick: bool = False
    depth: int | None = None  # of a title above the activity


def _level(depth: int) -> Callable[[Line], Sequence[str]]:
    def title(line: Line) -> list[str]:
        if depth >= len(line.path):
            return []
        node = line.path[depth]
        return [f"{node.code} {node.title}".strip()]

    return title


def _ticked(period: Period) -> Callable[[Line], Sequence[str]]:
    return lambda line: ["X"] if period.pk in line.planned else []


def columns(lines: Sequence[Line], periods: Sequence[Period], levels: Sequence[str]) -> list[Column]:
    """Columns in the order of the printed table: titles, activity, periods, deadline, results, …, organisations."""
    depth = max((len(line.path) for line in lines), default=0)
    result = []
    for d in range(depth):
        from_right = depth - d + 1  # the activity is the last level, the goal the one before it
        name = levels[-from_right] if from_right <= len(levels) else _("Title")
        result.append(Column(name, _level(d), 2.2, depth=d))
    activity = levels[-1] if levels else _("Activity")
    result.append(Column(activity, _numbered, 3.0))
    result += [Column(period.label, _ticked(period), 0.7, tick=True) for period in periods]
    rest: list[tuple[str, Callable[[Line], Sequence[str]], float]] = [
        (_("Deadline"), lambda line: [line.activity.deadline] if line.activity.deadline else [], 1.2),
        (_("Expected results"), lambda line: line.activity.expected_results, 3.0),
        (_("Indicators"), lambda line: line.activity.indicators, 2.4),
        (
            _("Evaluation term"),
            lambda line: [line.activity.evaluation_term] if line.activity.evaluation_term else [],
            1.2,
        ),
        (_("Lead"), lambda line: [line.lead.name] if line.lead else [], 1.8),
        (_("Institutions"), lambda line: [r.name for r in line.partners], 2.2),
        (_("Budget"), lambda line: amount_texts(line.activity), 1.6),
    ]
    return result + [Column(*parts) for parts in rest if any(parts[1](line) for line in lines)]


def _numbered(line: Line) -> list[str]:
    paragraphs = list(line.activity.paragraphs)
    if line.activity.code and paragraphs:
        paragraphs[0] = f"{line.activity.code} {paragraphs[0]}"
    return paragraphs
