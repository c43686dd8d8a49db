"""How likely a line of a jumbled table continues a cell, starts a paragraph in it, or starts another cell.

All figures are costs (0 = natural, 4 = nearly impossible), so that the cheapest division of a run of lines can be
found by adding up. They rest on how tables print, not on words of a language: a wrapped line is full, a paragraph
starts with a capital, the pen jumps between cells, a column keeps its width, institutions look alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from naveza.plans.reading.jumbled_lexicon import Lexicon
from naveza.plans.reading.jumbled_lines import Gap, Piece
from naveza.plans.reading.jumbled_look import Eyes, Look
from naveza.plans.reading.jumbled_weights import WEIGHTS as W

INSTITUTIONS = frozenset({"responsible", "lead", "partners"})
TITLES = frozenset({"goal", "measure", "chapter"})
BLANK = 0.55


@dataclass(frozen=True, slots=True)
class Cut:
    """What is known of a cell that a page's end may have cut: its height as a share of the row's, its last line,
    brackets left open."""

    share: float
    last: Look | None
    open_bracket: bool


@dataclass(slots=True)
class Style:
    """What is known of a table's print: width of each column (0 = not known), by how much a line may exceed it, and
    whether cells part by empty lines."""

    widths: dict[str, float] = field(default_factory=dict)
    margins: dict[str, float] = field(default_factory=dict)
    jumps: bool = True


Inside = list[tuple[float, bool]]


class Costs:
    """Costs of the pieces of one run, whatever stands before the run."""

    def __init__(self, eyes: Eyes, style: Style, lexicon: Lexicon, pieces: Sequence[Piece], run: int) -> None:
        self.eyes, self.style, self.lexicon, self.run = eyes, style, lexicon, run
        self.pieces = pieces
        self.looks = [eyes.look(p.text) for p in pieces]
        self.likeness = [eyes.organisation(p.text) for p in pieces]
        self.words = [lexicon.institutions(run, p.text) for p in pieces]
        self.gaps = [wrap_gap(pieces, at) for at in range(len(pieces))]

    def inside(self, role: str) -> Inside:
        """For each piece the cost of continuing the cell of the piece before it, and whether as a new paragraph."""
        own = role in INSTITUTIONS
        result: Inside = [(0.0, False)]
        for at in range(1, len(self.pieces)):
            a, b = self.looks[at - 1], self.looks[at]
            word = self.words[at] if own else -self.words[at]
            over = self._overflow(b, role) + word
            wrap = self.gaps[at] + self._fit(a, b, role) + self._goes_on(at, own)
            paragraph = self._paragraph(at, role, own)
            result.append((wrap + over, False) if wrap <= paragraph else (paragraph + over, True))
        return result

    def _goes_on(self, at: int, own: bool) -> float:
        """Cost of a line going on with the sentence of the line before."""
        a, b, likeness = self.looks[at - 1], self.looks[at], self.likeness[at]
        cost = W.wrap_closed if a.closed_end else 0.0
        if b.bullet:
            cost += W.wrap_bullet
        if not b.lower:
            cost += self._capital(a, b, own)
            cost += W.wrap_own_unlike * (1.0 - likeness) if own else 0.0
        return cost if own else cost + W.wrap_like_name * max(0.0, likeness - 0.5)

    def _capital(self, a: Look, b: Look, own: bool) -> float:
        """Cost of a capital within a sentence."""
        usual = self.eyes.capital
        if a.open_end or b.quoted or b.digit:
            return min(W.wrap_capital_open, usual)
        if b.name:
            usual = min(W.wrap_capital_name, usual)
        elif b.name is False:
            usual += W.wrap_capital_common
        if own:
            return min(W.wrap_capital_own, usual)
        return min(W.wrap_capital_acronym, usual) if b.acronym else usual

    def _paragraph(self, at: int, role: str, own: bool) -> float:
        """Cost of a line starting a paragraph in the cell of the line before."""
        a, b = self.looks[at - 1], self.looks[at]
        lower = W.paragraph_lower_own if own else W.paragraph_lower
        cost = W.paragraph_own if own else W.paragraph
        cost += _paragraph_gap(self.pieces[at].gap, own) + self._opens(at, role, lower)
        if role in TITLES:
            cost += W.paragraph_title
        cost += self._full(a, b, role)
        return cost + W.paragraph_open if a.open_end and not b.bullet else cost

    def leave(self, role: str) -> list[float]:
        """For each piece the cost of the cell ending just before it: a full line mostly goes on."""
        return [0.0, *(self._full(a, b, role) for a, b in zip(self.looks, self.looks[1:], strict=False))]

    def _full(self, a: Look, b: Look, role: str) -> float:
        """Cost of ending at a line that had no room for the next word: a wrapped line never has, a last line
        now and then."""
        width = self.style.widths.get(role, 0.0)
        return W.full_line if width and a.width + BLANK + b.first_word > width else 0.0

    def start(self, role: str) -> list[float]:
        """For each piece the cost of starting a cell of a column."""
        lower = W.cell_lower_own if role in INSTITUTIONS else W.cell_lower
        return [
            self._starts(at, role) + self._opens(at, role, lower) + self._cell_gap(at) for at in range(len(self.pieces))
        ]

    def rest(self, role: str, cut: Cut | None) -> list[float]:
        """For each piece the cost of starting the rest of a cell that the end of a page cut."""
        result = []
        for at, look in enumerate(self.looks):
            cost = self._starts(at, role) + self._cell_gap(at)
            cost += W.rest_lower if look.lower else self._opens(at, role, 0.0) + W.rest_capital
            cost += W.rest_title if role in TITLES and not look.lower else 0.0
            result.append(cost + self._continues(look, cut, role))
        return result

    def _starts(self, at: int, role: str) -> float:
        own = role in INSTITUTIONS
        return W.cell + self._overflow(self.looks[at], role) + (self.words[at] if own else -self.words[at])

    def _opens(self, at: int, role: str, lower: float) -> float:
        """Cost of a line as the first of a paragraph: small letters, and looks unlike its column's."""
        look, likeness = self.looks[at], self.likeness[at]
        cost = lower if look.lower and not look.bullet else 0.0
        if not look.lower:
            cost += self._opener(at).get(role, 0.0)
        if role in INSTITUTIONS:
            return cost + W.unlike_name * (1.0 - likeness)
        return cost + W.like_name * max(0.0, likeness - W.like_name_from)

    def _opener(self, at: int) -> Mapping[str, float]:
        if not hasattr(self, "_openers"):
            roles = ("goal", "measure", "chapter", "activity", "result", "indicator", *INSTITUTIONS)
            self._openers = [self.lexicon.openers(self.run, p.text, roles) for p in self.pieces]
        return self._openers[at]

    def _continues(self, look: Look, cut: Cut | None, role: str) -> float:
        """Cost of a line going on with a cut cell: only a cell as high as its row can have been cut, and a sentence
        that goes on went on from a full line."""
        if cut is None:
            return 0.4
        cost = W.rest_low * max(0.0, W.rest_high - cut.share)
        if cut.last is None:
            return cost + W.rest_none
        if cut.open_bracket and look.brackets < 0:
            cost -= W.rest_bracket
        if look.lower:
            cost += self._fit(cut.last, look, role) - (W.rest_open if cut.last.open_end else 0.0)
        elif cut.last.open_end:
            cost += W.rest_open
        return cost

    def _overflow(self, look: Look, role: str) -> float:
        """Cost of a line wider than its column."""
        width = self.style.widths.get(role, 0.0)
        limit = width * self.style.margins.get(role, 1.03)
        if look.width <= limit or not width:
            return 0.0
        return min(6.0, W.overflow + W.overflow_scale * (look.width / limit - 1.0))

    def _fit(self, a: Look, b: Look, role: str) -> float:
        """Cost of breaking a line that had room for the next word."""
        width = self.style.widths.get(role, 0.0)
        if not width:
            return 0.0
        slack = width - (a.width + BLANK + b.first_word)
        spare = slack / width - W.fit_slack
        return 0.0 if spare <= 0 else min(W.fit_most, W.fit_scale * spare)

    def _cell_gap(self, at: int) -> float:
        """Cost of a cell starting after this gap."""
        if at == 0:
            return 0.0
        gap = self.pieces[at].gap
        cost = W.cell_open if self.looks[at - 1].open_end and not gap.page else 0.0
        if gap.jump:
            return cost + (0.0 if gap.empty == 1 or gap.page else 0.1)
        if not self.style.jumps:
            return cost + 0.3
        return cost + (W.cell_blank if gap.blank else W.cell_close)

    def may_cut(self, at: int) -> bool:
        """A line can hold two cells only where a cell begins."""
        piece = self.pieces[at]
        return " " in piece.text and (at == 0 or piece.gap.jump or not self.style.jumps)

    def cuts(self, at: int, left_role: str, right_role: str) -> list[tuple[int, float]]:
        """Places in a line (offset, cost) where a cell of one line may end and the next cell's first line begin."""
        piece, found = self.pieces[at], []
        text = piece.text
        too_wide = self._overflow(self.looks[at], left_role) > 0
        place = text.find(" ") + 1
        while place > 0:
            wide = place in piece.wide_blank
            likeness = self.eyes.organisation(text[place:]) if right_role in INSTITUTIONS else 0.0
            if text[place].isalnum() and not text[place].islower() and (wide or too_wide or likeness >= 0.6):
                bonus = (W.split_wide if wide else 0.0) + (W.split_name if likeness >= 0.9 else 0.0) - W.split
                found.append((place, self._halves(at, place, left_role, right_role) - bonus))
            place = text.find(" ", place) + 1
        return found

    def _halves(self, at: int, place: int, left_role: str, right_role: str) -> float:
        left, right = self.pieces[at].cut(place)
        one = Costs(self.eyes, self.style, self.lexicon, [left], self.run)
        two = Costs(self.eyes, self.style, self.lexicon, [right], self.run)
        return one.start(left_role)[0] + self._cell_gap(at) + two.start(right_role)[0]


def wrap_gap(pieces: Sequence[Piece], at: int) -> float:
    """Cost of a sentence going on over a gap. Where lines around stand close, an empty line parts cells; where all
    stand wide, it says nothing."""
    gap = pieces[at].gap
    if gap.page:
        return W.wrap_page
    if not gap.lines:
        return 0.0
    if gap.blank:
        return W.wrap_blank
    tight = (at >= 2 and not pieces[at - 1].gap.empty) + (at + 1 < len(pieces) and not pieces[at + 1].gap.empty)
    return (W.wrap_jump_loose, W.wrap_jump_mixed, W.wrap_jump_tight)[tight]


def _paragraph_gap(gap: Gap, own: bool) -> float:
    """Cost of a paragraph starting after a gap."""
    if gap.page:
        return W.paragraph_page
    if not gap.lines:
        return W.paragraph_close
    if not gap.empty:
        return 0.0
    if not gap.blank:
        return W.paragraph_jump
    return W.paragraph_blank_jump_own if own else W.paragraph_blank_jump


Lines = Sequence[tuple[float, float | None]]


def learn_widths(columns: Mapping[str, Lines]) -> dict[str, float]:
    """Width of each column from its lines: (width, width with the next word where the line was wrapped).

    The width that breaks fewest of: every line fits in, no wrapped line had room for the next word.
    """
    result: dict[str, float] = {}
    for role, found in columns.items():
        if len(found) < 4:
            continue
        widths = sorted({round(width, 1) for width, _ in found})
        candidates = widths[len(widths) // 2 :][-12:]
        result[role] = min(reversed(candidates), key=lambda width: sum(_misfit(width, *line) for line in found))
    return result


def _misfit(width: float, own: float, longer: float | None) -> float:
    over = own / width - 1.0
    room = 1.0 - longer / width if longer is not None else 0.0
    return (min(0.15, over) * 2.0 if over > 0 else 0.0) + (min(0.3, room) if room > 0 else 0.0)
