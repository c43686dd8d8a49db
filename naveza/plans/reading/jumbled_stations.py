"""The cells that a run of lines may visit, in order, and what it costs to go from one to a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from naveza.plans.reading.jumbled_costs import INSTITUTIONS
from naveza.plans.reading.jumbled_lines import Gap
from naveza.plans.reading.jumbled_weights import WEIGHTS as W

FAR = 1e9
CUT_BEFORE_RESULT = 0.2
WIDE_GAP = 4

AFTER, REST, BEFORE, OUTSIDE = "after", "rest", "before", "outside"


@dataclass(frozen=True, slots=True)
class Station:
    """A cell that a run may visit: `part` says of which row and part of a page, `role` of which column; `round`
    counts pages in a row that goes over several; `grouped` is true for the work of a row that begins a group."""

    part: str
    role: str
    round: int = 0
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Roles of the columns before and after the ticks, in the order of the header; the one that holds the work."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    work: str = "activity"

    @property
    def titles(self) -> tuple[str, ...]:
        """Columns to the left of the work."""
        return self.before[: self.before.index(self.work)]

    @property
    def workings(self) -> tuple[str, ...]:
        """The work and the columns between it and the ticks."""
        return self.before[self.before.index(self.work) :]


NO_PAGE, PERHAPS, PAGE = 0, 1, 2


def page_kind(gap: Gap, at: int) -> int:
    return PAGE if gap.page else PERHAPS if at and gap.lines >= WIDE_GAP else NO_PAGE


@lru_cache(maxsize=256)
def stations_of(columns: Columns, first: bool, last: bool, pages: int) -> tuple[Station, ...]:
    """All stations in the order in which the run visits them. The work of the next row and what stands between it and
    the ticks come twice: for a row that begins a group, and for one that does not."""
    stations = [] if first else [Station(AFTER, role) for role in columns.after]
    for number in range(0 if first else pages):
        stations += [Station(REST, role, number) for role in (*columns.before, *columns.after)]
    if last:
        return (*stations, Station(OUTSIDE, ""))
    stations += [Station(BEFORE, role) for role in columns.titles]
    for grouped in (False, True):
        stations += [Station(BEFORE, role, 0, grouped) for role in columns.workings]
    return tuple(stations)


Steps = tuple[tuple[tuple[int, float], ...], ...]
"""For each station the stations before it (-1: the ticks) with the cost of coming from there."""


@lru_cache(maxsize=1024)
def steps_of(columns: Columns, first: bool, last: bool, pages: int, grouped: bool, page: int) -> Steps:
    stations = stations_of(columns, first, last, pages)
    result = []
    for target in range(len(stations)):
        costs = ((origin, _step(stations, columns, grouped, page, origin, target)) for origin in range(-1, target))
        result.append(tuple((origin, cost) for origin, cost in costs if cost < FAR))
    return tuple(result)


def _step(stations: Sequence[Station], columns: Columns, grouped: bool, page: int, origin: int, target: int) -> float:
    """Cost of going from one station to a later one: what is left out on the way, and whether a page ends."""
    goal, source = stations[target], stations[origin] if origin >= 0 else None
    if goal.part == BEFORE and goal.role in columns.workings and not _follows(columns, source, goal):
        return FAR
    cost = _page_cost(page, source, goal)
    if goal.part == AFTER and not grouped:
        cost += W.lone_result
    if goal.part == OUTSIDE:
        return cost
    for station in stations[origin + 1 : target]:
        if station.part == AFTER:
            cost += CUT_BEFORE_RESULT if goal.part == REST else missing(station.role, grouped)
        elif station.part == BEFORE and station.role in columns.titles:
            cost += W.no_group
        elif station.part == BEFORE and station.grouped == goal.grouped and source and source.role in columns.workings:
            cost += missing(station.role, goal.grouped)
    return cost


def _follows(columns: Columns, source: Station | None, goal: Station) -> bool:
    """The work comes after the titles of its group or without them; what stands behind it comes after it."""
    came = source is not None and source.part == BEFORE
    if goal.role == columns.work:
        titled = came and source is not None and source.role in columns.titles
        return goal.grouped == titled and not (came and not titled)
    return source is not None and came and source.role in columns.workings and source.grouped == goal.grouped


def missing(role: str, grouped: bool) -> float:
    """Cost of a row without a cell after its ticks: a row that begins a group mostly has one."""
    if not grouped:
        return 0.0
    return W.group_without_own if role in INSTITUTIONS else W.group_without


def _page_cost(page: int, source: Station | None, goal: Station) -> float:
    """Cost of being in the rest of a row: it begins where a page begins."""
    if goal.part != REST:
        return 0.0
    came = source is not None and source.part == REST
    if source is not None and came and source.round == goal.round:
        return 0.0
    if goal.round and not came:
        return FAR
    return (FAR, W.unmarked_page, 0.0)[page]


def before_in_line(stations: Sequence[Station], target: int) -> int | None:
    """The station of the column to the left of a station in the same part of a row."""
    station = stations[target]
    if station.part == OUTSIDE:
        return None
    for left in range(target - 1, -1, -1):
        other = stations[left]
        if (other.part, other.round) != (station.part, station.round):
            return None
        if other.role == station.role or (other.grouped and not station.grouped):
            return None
        if other.grouped == station.grouped or (station.grouped and not _repeated(stations, left)):
            return left
    return None


def _repeated(stations: Sequence[Station], number: int) -> bool:
    """A station that comes again for a row that begins a group."""
    station = stations[number]
    return any(s.grouped and (s.part, s.role) == (station.part, station.role) for s in stations[number + 1 :])
