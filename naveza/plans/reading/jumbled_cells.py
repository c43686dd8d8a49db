"""Which lines of a jumbled table stand in which cell: the cheapest division of each run of lines between two ticks.

A run holds, each optional and in this order: the cells after the ticks of one row; where a page ended inside the row,
the rest of all its cells; the cells before the ticks of the next row. A cell of the last kind must hold the activity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from naveza.plans.reading.jumbled_costs import INSTITUTIONS, Costs, Cut
from naveza.plans.reading.jumbled_lines import Gap, Piece
from naveza.plans.reading.jumbled_weights import WEIGHTS as W

FAR = 1e9
CUT_BEFORE_RESULT = 0.2
WIDE_GAP = 4
OUTSIDE_STARTS = 6.0
OUTSIDE_GOES_ON = 0.6

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


@dataclass(slots=True)
class Run:
    """Lines between two rows of ticks; `number` is its number in the document. `first`: before the first ticks of the
    table; `last`: after its last. `cuts` tells what is known of the cells of the row so far that a page may have
    cut."""

    pieces: list[Piece]
    number: int = 0
    first: bool = False
    last: bool = False
    cuts: Mapping[str, Cut] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Ends of pages that may lie in the run, at most two."""
        return min(2, sum(1 for i, p in enumerate(self.pieces) if _page_kind(p.gap, i)))


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece with its cell: `opens` where it starts the cell, `paragraph` where it starts a paragraph, `cut` where
    its line holds two cells. `margin` is how much dearer it would have been to place it on the other side of the cell's
    edge: small where the edge is doubtful."""

    piece: Piece
    station: Station
    opens: bool
    paragraph: bool
    cut: bool = False
    margin: float = FAR


@dataclass(slots=True)
class Division:
    """The cheapest division of a run."""

    placed: list[Placed] = field(default_factory=list)
    cost: float = 0.0


NO_PAGE, PERHAPS, PAGE = 0, 1, 2


def _page_kind(gap: Gap, at: int) -> int:
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
def _steps(columns: Columns, first: bool, last: bool, pages: int, grouped: bool, page: int) -> Steps:
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


class Divider:
    """Divides the runs of one table; `costs_of` judges the pieces of a run."""

    def __init__(self, columns: Columns, costs_of: Callable[[Run], Costs]) -> None:
        self.columns, self.costs_of = columns, costs_of

    def divide(self, runs: Sequence[Run]) -> list[Division]:
        """The divisions of all runs of a table. Runs are chained: a row that begins a group mostly has results and
        institutions of its own, the other rows of the group mostly have none."""
        chains: dict[bool, tuple[float, list[Division]]] = {True: (0.0, [])}
        for run in runs:
            prices = _Prices(self.columns, self.costs_of(run), run)
            longer: dict[bool, tuple[float, list[Division]]] = {}
            for grouped, (cost, done) in chains.items():
                for outcome, division in _RunDivider(prices, grouped).best().items():
                    total = cost + division.cost
                    if outcome not in longer or total < longer[outcome][0]:
                        longer[outcome] = (total, [*done, division])
            chains = longer
        return min(chains.values(), key=lambda chain: chain[0])[1]


@dataclass(frozen=True, slots=True)
class _Cutting:
    """A line cut into the cell of one station (`left`) and the first line of the next one."""

    at: int
    price: float
    left: int


class _Prices:
    """What each piece of a run costs at each station, whatever came before."""

    def __init__(self, columns: Columns, costs: Costs, run: Run) -> None:
        self.columns, self.costs, self.run, self.pages = columns, costs, run, run.pages
        self.stations = stations_of(columns, run.first, run.last, self.pages)
        self.kinds = [_page_kind(p.gap, i) for i, p in enumerate(run.pieces)]
        roles = (*columns.before, *columns.after)
        self._inside = {role: costs.inside(role) for role in roles}
        self._start = {role: costs.start(role) for role in roles}
        self._leave = {role: costs.leave(role) for role in roles}
        self._rest = {r: costs.rest(r, run.cuts.get(r)) for r in roles} if PAGE in self.kinds or self.pages else {}
        self.cuts = [self._all_cuts(at) for at in range(len(run.pieces))]

    def inside(self, at: int) -> list[tuple[float, bool]]:
        """Price of going on in each station's cell, and whether as a new paragraph."""
        result = []
        for station in self.stations:
            if station.part == OUTSIDE:
                result.append((OUTSIDE_GOES_ON, bool(self.run.pieces[at].gap.lines)))
                continue
            result.append(self._inside[station.role][at])
        return result

    def start(self, at: int) -> list[float]:
        """Price of starting each station's cell. Where a page begins, a title may go on from a merged cell."""
        page = self.kinds[at] == PAGE
        result = []
        for station in self.stations:
            if station.part == OUTSIDE:
                result.append(OUTSIDE_STARTS)
            elif station.part == REST or (page and station.part == BEFORE and station.role in self.columns.titles):
                result.append(self._rest[station.role][at])
            else:
                result.append(self._start[station.role][at])
        return result

    def leave(self, at: int) -> list[float]:
        """Price of leaving each station's cell before this piece."""
        if self.kinds[at] == PAGE:
            return [0.0] * len(self.stations)
        return [self._leave[s.role][at] if s.role else 0.0 for s in self.stations]

    def _all_cuts(self, at: int) -> dict[int, list[_Cutting]]:
        """For each station the ways to begin it in the middle of this line, after a whole cell of the one before."""
        result: dict[int, list[_Cutting]] = {}
        if not self.costs.may_cut(at):
            return result
        for target, station in enumerate(self.stations):
            left = before_in_line(self.stations, target)
            if left is None:
                continue
            places = self.costs.cuts(at, self.stations[left].role, station.role)
            if places:
                result[target] = [_Cutting(place, price, left) for place, price in places]
        return result


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


@dataclass(slots=True)
class _Way:
    """Cheapest way to a station at a piece: cost, station of the piece before, how."""

    cost: float
    origin: int
    opens: bool
    paragraph: bool
    cut: int = 0


class _RunDivider:
    """Shortest path through the stations of one run."""

    def __init__(self, prices: _Prices, grouped: bool) -> None:
        self.prices, self.run, self.grouped = prices, prices.run, grouped
        self.stations = prices.stations

    def best(self) -> dict[bool, Division]:
        """For both outcomes (the next row begins a group or not) the cheapest division."""
        pieces = self.run.pieces
        if not pieces:
            return {False: Division()}
        ways: list[dict[int, _Way]] = []
        before: dict[int, _Way] = {-1: _Way(0.0, -1, True, True)}
        for at in range(len(pieces)):
            before = self._advance(at, before)
            ways.append(before)
        result: dict[bool, Division] = {}
        for number, way in before.items():
            cost = way.cost + self._end(number)
            outcome = self.stations[number].grouped
            if cost < FAR and (outcome not in result or cost < result[outcome].cost):
                result[outcome] = Division(self._trace(ways, number), cost)
        return result or {False: Division(self._trace(ways, max(before)), FAR)}

    def _advance(self, at: int, before: dict[int, _Way]) -> dict[int, _Way]:
        """Cheapest ways to every station for one piece."""
        run, prices = self.run, self.prices
        steps = _steps(prices.columns, run.first, run.last, prices.pages, self.grouped, prices.kinds[at])
        costs = {number: way.cost for number, way in before.items()}
        inside, start, cuts, leave = prices.inside(at), prices.start(at), prices.cuts[at], prices.leave(at)
        left = {number: cost + leave[number] if number >= 0 else cost for number, cost in costs.items()}
        result: dict[int, _Way] = {}
        for number in range(len(self.stations)):
            best, origin, opens, paragraph, cut = FAR, -1, False, False, 0
            own = costs.get(number)
            if own is not None:
                best, origin, paragraph = own + inside[number][0], number, inside[number][1]
            came, entered = _cheapest(steps[number], left)
            if entered < FAR and entered + start[number] < best:
                best, origin, opens, paragraph = entered + start[number], came, True, True
            for cutting in cuts.get(number, ()):
                came, entered = _cheapest(steps[cutting.left], left)
                if entered < FAR and entered + cutting.price < best:
                    best, origin, opens, paragraph, cut = entered + cutting.price, came, True, True, cutting.at
            if best < FAR:
                result[number] = _Way(best, origin, opens, paragraph, cut)
        return result

    def _trace(self, ways: list[dict[int, _Way]], number: int) -> list[Placed]:
        placed: list[Placed] = []
        for at in range(len(ways) - 1, -1, -1):
            way, station = ways[at][number], self.stations[number]
            piece = self.run.pieces[at]
            left = before_in_line(self.stations, number)
            if way.cut and left is not None:
                one, two = piece.cut(way.cut)
                placed.append(Placed(two, station, True, True, True))
                placed.append(Placed(one, self.stations[left], True, True, True))
            else:
                margin = self._margin(at, number, way)
                placed.append(Placed(piece, station, way.opens, way.paragraph, False, margin))
            number = way.origin
        return placed[::-1]

    def _margin(self, at: int, number: int, way: _Way) -> float:
        """How much dearer it is to go on with the cell before, or for a paragraph to start another cell."""
        if at == 0 or not way.paragraph or way.origin < 0:
            return FAR
        run, prices = self.run, self.prices
        steps = _steps(prices.columns, run.first, run.last, prices.pages, self.grouped, prices.kinds[at])
        inside, start, leave = prices.inside(at), prices.start(at), prices.leave(at)[way.origin]
        if way.opens:
            step = next(cost for origin, cost in steps[number] if origin == way.origin)
            return inside[way.origin][0] - (start[number] + step + leave)
        others = [
            cost + start[target] for target in range(len(steps)) for origin, cost in steps[target] if origin == number
        ]
        return min(others, default=FAR) + leave - inside[number][0]

    def _end(self, number: int) -> float:
        """Cost of a run that ends at a station: it must have reached the work of the next row."""
        station, columns = self.stations[number], self.prices.columns
        left = self.stations[number + 1 :]
        if self.run.last:
            return sum(missing(s.role, self.grouped) for s in left if s.part == AFTER)
        if station.part != BEFORE or station.role not in columns.workings:
            return FAR
        return sum(missing(s.role, s.grouped) for s in left if s.grouped == station.grouped)


def _cheapest(steps: Sequence[tuple[int, float]], costs: Mapping[int, float]) -> tuple[int, float]:
    """The cheapest station to come from, with the cost up to there and of the step."""
    came, best = -1, FAR
    for origin, price in steps:
        cost = costs.get(origin)
        if cost is not None and cost + price < best:
            came, best = origin, cost + price
    return came, best
