"""Which lines of a jumbled table stand in which cell: the cheapest division of each run of lines between two ticks.

A run holds, each optional and in this order: the cells after the ticks of one row; where a page ended inside the row,
the rest of all its cells; the cells before the ticks of the next row. A cell of the last kind must hold the activity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from naveza.plans.reading.jumbled_costs import Costs, Cut
from naveza.plans.reading.jumbled_lines import Piece
from naveza.plans.reading.jumbled_stations import (
    AFTER,
    BEFORE,
    FAR,
    OUTSIDE,
    PAGE,
    REST,
    Columns,
    Station,
    before_in_line,
    missing,
    page_kind,
    stations_of,
    steps_of,
)
from naveza.plans.reading.jumbled_weights import WEIGHTS as W

NEVER = 1e8
OUTSIDE_STARTS = 6.0
OUTSIDE_GOES_ON = 0.6


@dataclass(slots=True)
class Run:
    """Lines between two rows of ticks; `number` is its number in the document. `first`: before the first ticks of the
    table; `last`: after its last. `cuts` tells what is known of the cells of the row so far that a page may have
    cut; `beside`: its first piece stands on the line of the ticks, mostly in the cell right after them."""

    pieces: list[Piece]
    number: int = 0
    first: bool = False
    last: bool = False
    cuts: Mapping[str, Cut] = field(default_factory=dict)
    beside: bool = False

    @property
    def kinds(self) -> list[int]:
        """For each piece whether a page ends before it."""
        return [page_kind(p.gap, i) for i, p in enumerate(self.pieces)]

    @property
    def pages(self) -> int:
        """Ends of pages that may lie in the run, at most two."""
        return min(2, sum(1 for kind in self.kinds if kind))


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


@dataclass
class Division:
    """The cheapest division of a run; its pieces are traced back when they are asked for."""

    cost: float = 0.0
    trace: Callable[[bool], list[Placed]] = lambda margins: []

    @cached_property
    def placed(self) -> list[Placed]:
        """The pieces with their cells, without margins."""
        return self.trace(False)

    def measured(self) -> list[Placed]:
        """The pieces with their cells, and how sure each edge of a cell is."""
        return self.trace(True)


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
        self.kinds = run.kinds
        roles = (*columns.before, *columns.after)
        self._inside = {role: costs.inside(role) for role in roles}
        self._start = {role: costs.start(role) for role in roles}
        self._leave = {role: [W.full_line * full for full in costs.leave(role)] for role in roles}
        self._rest = {r: costs.rest(r, run.cuts.get(r)) for r in roles} if PAGE in self.kinds or self.pages else {}
        self.inside: list[tuple[tuple[float, bool], ...]] = []
        self.start: list[tuple[float, ...]] = []
        self.leave: list[tuple[float, ...]] = []
        if run.pieces:
            self._by_station()
        self.left = [before_in_line(self.stations, target) for target in range(len(self.stations))]
        self.cuts = [self._all_cuts(at) for at in range(len(run.pieces))]

    def _by_station(self) -> None:
        """Prices of each piece at each station: of going on in its cell (and whether as a new paragraph), of starting
        it, of leaving it before the piece. Where a page begins, a title may go on from a merged cell."""
        count, titles = len(self.run.pieces), self.columns.titles
        inside, start, over, leave = [], [], [], []
        for station in self.stations:
            role = station.role
            if station.part == OUTSIDE:
                inside.append([(OUTSIDE_GOES_ON, bool(p.gap.lines)) for p in self.run.pieces])
                start.append([OUTSIDE_STARTS] * count)
                over.append(start[-1])
                leave.append([0.0] * count)
                continue
            inside.append(self._inside[role])
            start.append(self._rest[role] if station.part == REST else self._start[role])
            titled = station.part == BEFORE and role in titles
            over.append(self._rest[role] if titled and self._rest else start[-1])
            leave.append(self._leave[role])
        leave.append([0.0] * count)
        self.inside = list(zip(*inside, strict=True))
        self.start = list(zip(*start, strict=True))
        self.leave = list(zip(*leave, strict=True))
        if self.run.beside:
            self.start[0] = tuple(
                cost if number == 0 else cost + W.beside_ticks for number, cost in enumerate(self.start[0])
            )
        for at, kind in enumerate(self.kinds):
            if kind == PAGE:
                self.start[at] = tuple(column[at] for column in over)
                self.leave[at] = (0.0,) * len(leave)

    def _all_cuts(self, at: int) -> dict[int, list[_Cutting]]:
        """For each station the ways to begin it in the middle of this line, after a whole cell of the one before."""
        result: dict[int, list[_Cutting]] = {}
        known: dict[tuple[str, str], list[tuple[int, float]]] = {}
        if not self.costs.may_cut(at):
            return result
        for target, left in enumerate(self.left):
            if left is None:
                continue
            roles = (self.stations[left].role, self.stations[target].role)
            if roles not in known:
                known[roles] = self.costs.cuts(at, *roles)
            if known[roles]:
                result[target] = [_Cutting(place, price, left) for place, price in known[roles]]
        return result


Back = tuple[int, bool, bool, int]
"""How a station was reached: station of the piece before (-1: the ticks), whether its cell opens here, whether a
paragraph does, where the line was cut."""


class _RunDivider:
    """Shortest path through the stations of one run."""

    def __init__(self, prices: _Prices, grouped: bool) -> None:
        self.prices, self.run, self.grouped = prices, prices.run, grouped
        self.stations = prices.stations

    def best(self) -> dict[bool, Division]:
        """For both outcomes (the next row begins a group or not) the cheapest division."""
        if not self.run.pieces:
            return {False: Division()}
        costs = [FAR] * len(self.stations) + [0.0]
        ways: list[list[Back]] = []
        for at in range(len(self.run.pieces)):
            costs, backs = self._advance(at, costs)
            ways.append(backs)
        result: dict[bool, Division] = {}
        for number, station in enumerate(self.stations):
            cost = costs[number] + self._end(number)
            if cost < FAR and (station.grouped not in result or cost < result[station.grouped].cost):
                result[station.grouped] = Division(cost, partial(self._trace, ways, number))
        reached = max(n for n in range(len(self.stations)) if costs[n] < FAR)
        return result or {False: Division(FAR, partial(self._trace, ways, reached))}

    def _advance(self, at: int, costs: list[float]) -> tuple[list[float], list[Back]]:
        """Cheapest ways to every station for one piece; the last cost is that of the ticks."""
        prices = self.prices
        steps = steps_of(prices.columns, self.run.first, self.run.last, prices.pages, self.grouped, prices.kinds[at])
        inside, start, cuts = prices.inside[at], prices.start[at], prices.cuts[at]
        left = [cost + leave for cost, leave in zip(costs, prices.leave[at], strict=True)]
        result, backs = [FAR] * len(costs), []
        for number, coming in enumerate(steps):
            price, paragraph = inside[number]
            best, back = costs[number] + price, (number, False, paragraph, 0)
            entered, came = FAR, -1
            for origin, step in coming:
                if left[origin] + step < entered:
                    entered, came = left[origin] + step, origin
            if entered + start[number] < best:
                best, back = entered + start[number], (came, True, True, 0)
            for cutting in cuts.get(number, ()) if cuts else ():
                entered, came = min(((left[o] + step, o) for o, step in steps[cutting.left]), default=(FAR, -1))
                if entered + cutting.price < best:
                    best, back = entered + cutting.price, (came, True, True, cutting.at)
            result[number] = best if best < NEVER else FAR
            backs.append(back)
        return result, backs

    def _trace(self, ways: list[list[Back]], number: int, margins: bool) -> list[Placed]:
        placed: list[Placed] = []
        for at in range(len(ways) - 1, -1, -1):
            origin, opens, paragraph, cut = ways[at][number]
            piece, station, left = self.run.pieces[at], self.stations[number], self.prices.left[number]
            if cut and left is not None:
                one, two = piece.cut(cut)
                placed.append(Placed(two, station, True, True, True))
                placed.append(Placed(one, self.stations[left], True, True, True))
            else:
                margin = self._margin(at, number, origin, opens) if margins and paragraph else FAR
                placed.append(Placed(piece, station, opens, paragraph, False, margin))
            number = origin
        return placed[::-1]

    def _margin(self, at: int, number: int, origin: int, opens: bool) -> float:
        """How much dearer it is to go on with the cell before, or for a paragraph to start another cell."""
        if at == 0 or origin < 0:
            return FAR
        run, prices = self.run, self.prices
        steps = steps_of(prices.columns, run.first, run.last, prices.pages, self.grouped, prices.kinds[at])
        inside, start, leave = prices.inside[at], prices.start[at], prices.leave[at][origin]
        if opens:
            step = next(cost for came, cost in steps[number] if came == origin)
            return inside[origin][0] - (start[number] + step + leave)
        others = [
            cost + start[target] for target in range(len(steps)) for came, cost in steps[target] if came == number
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
