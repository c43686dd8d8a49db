"""How likely a line of a jumbled table continues a cell, starts a paragraph in it, or starts another cell.

All figures are costs (0 = natural, 4 = nearly impossible), so that the cheapest division of a run of lines can be
found by adding up. They rest on how tables print, not on words of a language: a wrapped line is full, a paragraph
starts with a capital, the pen jumps between cells, a column keeps its width, institutions look alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from naveza.plans.reading.jumbled_lexicon import Lexicon
from naveza.plans.reading.jumbled_lines import Gap, Piece
from naveza.plans.reading.jumbled_look import Eyes, Look
from naveza.plans.reading.jumbled_weights import WEIGHTS as W

INSTITUTIONS = frozenset({"responsible", "lead", "partners"})
TITLES = frozenset({"goal", "measure", "chapter"})
BLANK = 0.55
STEADY = 0.12


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
    whether cells part by empty lines; `rhythm`: for wrapped lines and for paragraphs of each column the share that
    comes after an empty line."""

    widths: dict[str, float] = field(default_factory=dict)
    margins: dict[str, float] = field(default_factory=dict)
    jumps: bool = True
    rhythm: dict[tuple[str, bool], float] = field(default_factory=dict)

    def beat(self, role: str, paragraph: bool) -> tuple[float, float]:
        """Cost of a line of a column coming close after the one before, and of coming after an empty line; `paragraph`:
        as a new paragraph, else as a wrapped line. Nothing but in a column that keeps one rhythm throughout."""
        share = self.rhythm.get((role, paragraph), 0.5)
        if STEADY < share < 1.0 - STEADY:
            return 0.0, 0.0
        return (W.rhythm, 0.0) if share > 0.5 else (0.0, W.rhythm)


Inside = list[tuple[float, bool]]


class Sight:
    """What can be said of the pieces of a run before anything is learnt: looks, and costs that do not change. Costs
    come in pairs: for columns of text, for columns of institutions."""

    def __init__(self, eyes: Eyes, pieces: Sequence[Piece], jumps: bool) -> None:
        self.pieces = pieces
        self.texts = [p.text for p in pieces]
        self.looks = [eyes.look(text) for text in self.texts]
        self.jumps = [p.gap.empty > 0 for p in pieces]
        self.cell_gaps = [self._cell_gap(at, jumps) for at in range(len(pieces))]
        self.wraps = [[self._wrap(eyes, at, own) for at in range(len(pieces))] for own in (False, True)]
        self.paragraphs = [[self._paragraph(at, own) for at in range(len(pieces))] for own in (False, True)]

    def _wrap(self, eyes: Eyes, at: int, own: bool) -> float:
        """Cost of a line going on with the sentence of the line before."""
        if at == 0:
            return 0.0
        a, b = self.looks[at - 1], self.looks[at]
        cost = wrap_gap(self.pieces, at) + (W.wrap_closed if a.closed_end else 0.0)
        if b.bullet:
            cost += W.wrap_bullet
        return cost if b.lower else cost + _capital(eyes.capital, a, b, own)

    def _paragraph(self, at: int, own: bool) -> float:
        """Cost of a line starting a paragraph in the cell of the line before."""
        if at == 0:
            return 0.0
        a, b = self.looks[at - 1], self.looks[at]
        cost = (W.paragraph_own if own else W.paragraph) + _paragraph_gap(self.pieces[at].gap, own)
        if b.bullet:
            return cost
        if b.lower:
            cost += W.paragraph_lower_own if own else W.paragraph_lower
        return cost + W.paragraph_open if a.open_end else cost

    def _cell_gap(self, at: int, jumps: bool) -> float:
        """Cost of a cell starting after this gap."""
        if at == 0:
            return 0.0
        gap = self.pieces[at].gap
        cost = W.cell_open if self.looks[at - 1].open_end and not gap.page else 0.0
        if cost and any(piece.gap.page for piece in self.pieces[at + 1 :]):
            cost = W.cell_open_cut
        if gap.empty or gap.page:
            return cost + (0.0 if gap.empty == 1 or gap.page else 0.1)
        if not jumps:
            return cost + 0.3
        return cost + (W.cell_blank if gap.blank else W.cell_close)


def _capital(usual: float, a: Look, b: Look, own: bool) -> float:
    """Cost of a capital within a sentence."""
    if a.open_end or b.quoted or b.digit:
        return min(W.wrap_capital_open, usual)
    if b.name:
        usual = min(W.wrap_capital_name, usual)
    elif b.name is False:
        usual += W.wrap_capital_common
    if own:
        return min(W.wrap_capital_own, usual)
    return min(W.wrap_capital_acronym, usual) if b.acronym else usual


class Costs:
    """Costs of the pieces of one run, with all that was learnt. What several costs share is computed once for each
    column and kept in lists, one figure for each piece."""

    def __init__(self, eyes: Eyes, style: Style, lexicon: Lexicon, sight: Sight, run: int) -> None:
        self.eyes, self.style, self.lexicon, self.sight, self.run = eyes, style, lexicon, sight, run
        self.pieces, self.texts, self.looks = sight.pieces, sight.texts, sight.looks
        self.likeness = [eyes.organisation(text) for text in self.texts]
        self.words = [lexicon.institutions(run, text) for text in self.texts]
        self._overflows: dict[str, list[float]] = {}
        self._opening: dict[str, list[float]] = {}
        self._leaving: dict[str, list[float]] = {}

    def inside(self, role: str) -> Inside:
        """For each piece the cost of continuing the cell of the piece before it, and whether as a new paragraph."""
        own, overflow, opens, leave = role in INSTITUTIONS, self.overflow(role), self.opens(role), self.leave(role)
        wraps, paragraphs = self.sight.wraps[own], self.sight.paragraphs[own]
        title, fits = W.paragraph_title if role in TITLES else 0.0, self._fits(role)
        wrap_beat, paragraph_beat = self.style.beat(role, False), self.style.beat(role, True)
        result: Inside = [(0.0, False)]
        for at in range(1, len(self.texts)):
            likeness, word, jump = self.likeness[at], self.words[at], self.sight.jumps[at]
            wrap = wraps[at] + fits[at] + wrap_beat[jump]
            paragraph = paragraphs[at] + opens[at] + title + paragraph_beat[jump]
            over = overflow[at] + (word if own else -word)
            if own:
                wrap += 0.0 if self.looks[at].lower else W.wrap_own_unlike * (1.0 - likeness)
            elif likeness > 0.5:
                wrap += W.wrap_like_name * (likeness - 0.5)
            if leave[at]:
                paragraph += W.full_line
                wrap -= W.pair if own and self._together(at) else 0.0
            result.append((wrap + over, False) if wrap <= paragraph else (paragraph + over, True))
        return result

    def _fits(self, role: str) -> list[float]:
        """For each piece the cost of breaking the line before it, which had room for its first word."""
        width = self.style.widths.get(role, 0.0)
        if not width:
            return [0.0] * len(self.looks)
        return [0.0, *(_fit(width, a, b) for a, b in pairwise(self.looks))]

    def _together(self, at: int) -> bool:
        return self.lexicon.always_together(self.run, self.texts[at - 1], self.texts[at])

    def leave(self, role: str) -> list[float]:
        """For each piece 1 where the line before it had no room for the next word in this column: a wrapped line never
        has, the last line of a cell now and then; else 0."""
        found = self._leaving.get(role)
        if found is None:
            width = self.style.widths.get(role, 0.0) - BLANK
            full = (float(0 < width < a.width + b.first_word) for a, b in pairwise(self.looks))
            found = self._leaving[role] = [0.0, *full]
        return found

    def start(self, role: str) -> list[float]:
        """For each piece the cost of starting a cell of a column."""
        lower = W.cell_lower_own if role in INSTITUTIONS else W.cell_lower
        both = zip(self._starts(role), self.opens(role), self.looks, strict=True)
        return [cost + opens + (lower if b.lower and not b.bullet else 0.0) for cost, opens, b in both]

    def rest(self, role: str, cut: Cut | None) -> list[float]:
        """For each piece the cost of starting the rest of a cell that the end of a page cut."""
        capital = W.rest_capital + (W.rest_title if role in TITLES else 0.0)
        result = []
        for cost, opens, look in zip(self._starts(role), self.opens(role), self.looks, strict=True):
            own = W.rest_lower if look.lower else opens + capital
            result.append(cost + own + self._continues(look, cut, role))
        return result

    def _starts(self, role: str) -> list[float]:
        sign = 1.0 if role in INSTITUTIONS else -1.0
        parts = zip(self.overflow(role), self.words, self.sight.cell_gaps, strict=True)
        return [W.cell + over + sign * word + gap for over, word, gap in parts]

    def opens(self, role: str) -> list[float]:
        """For each piece the cost of its looks and first word at the start of a paragraph of a column."""
        found = self._opening.get(role)
        if found is None:
            own, opener = role in INSTITUTIONS, self.lexicon.opener
            found = self._opening[role] = []
            for text, look, likeness in zip(self.texts, self.looks, self.likeness, strict=True):
                cost = 0.0 if look.lower else opener(self.run, text, role)
                found.append(cost + _name_cost(likeness, own))
        return found

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
            cost += _fit(self.style.widths.get(role, 0.0), cut.last, look) - (W.rest_open if cut.last.open_end else 0.0)
        elif cut.last.open_end:
            cost += W.rest_open
        return cost

    def overflow(self, role: str) -> list[float]:
        """For each piece the cost of being wider than the column."""
        found = self._overflows.get(role)
        if found is None:
            limit = self._limit(role)
            found = self._overflows[role] = [
                _overflow(limit, look) if look.width > limit > 0 else 0.0 for look in self.looks
            ]
        return found

    def _limit(self, role: str) -> float:
        """Width that a line of a column keeps to; 0 where it is not known."""
        return self.style.widths.get(role, 0.0) * self.style.margins.get(role, 1.03)

    def may_cut(self, at: int) -> bool:
        """A line can hold two cells: the first one of a run, one with a wide gap or wider than some column."""
        piece = self.pieces[at]
        if " " not in self.texts[at] or not (at == 0 or piece.gap.jump or not self.style.jumps):
            return False
        return at == 0 or bool(piece.wide_blank) or any(over[at] for over in self._overflows.values())

    def cuts(self, at: int, left_role: str, right_role: str) -> list[tuple[int, float]]:
        """Places in a line (offset, cost) where a cell of one line may end and the next cell's first line begin: only
        where a cell can begin, and where blanks, the width or the name of an institution speak for it."""
        piece, text = self.pieces[at], self.texts[at]
        too_wide = self.overflow(left_role)[at] > 0
        named = at == 0 and right_role in INSTITUTIONS
        if not (piece.wide_blank or too_wide or named):
            return []
        found = []
        place = text.find(" ") + 1
        while place > 0:
            wide = place in piece.wide_blank
            if text[place].isalnum() and not text[place].islower():
                likeness = self.eyes.organisation(text[place:]) if right_role in INSTITUTIONS else 0.0
                if wide or too_wide or likeness >= 0.6:
                    bonus = (W.split_wide if wide else 0.0) + (W.split_name if likeness >= 0.9 else 0.0) - W.split
                    cost = self._begins(text[: place - 1], left_role) + self._begins(text[place:], right_role)
                    found.append((place, cost + self.sight.cell_gaps[at] - bonus))
            place = text.find(" ", place) + 1
        return found

    def _begins(self, text: str, role: str) -> float:
        """Cost of a part of a line beginning a cell."""
        look, own = self.eyes.look(text.strip()), role in INSTITUTIONS
        word = self.lexicon.institutions(self.run, text)
        limit = self._limit(role)
        over = _overflow(limit, look) if look.width > limit > 0 else 0.0
        cost = W.cell + over + (word if own else -word)
        if look.lower and not look.bullet:
            cost += W.cell_lower_own if own else W.cell_lower
        if not look.lower:
            cost += self.lexicon.opener(self.run, text, role)
        return cost + _name_cost(self.eyes.organisation(text), own)


def _name_cost(likeness: float, own: bool) -> float:
    """Cost of a name among other texts, of another text among institutions."""
    if own:
        return W.unlike_name * (1.0 - likeness)
    return W.like_name * (likeness - W.like_name_from) if likeness > W.like_name_from else 0.0


def _overflow(limit: float, look: Look) -> float:
    """Cost of a line wider than its column."""
    return min(6.0, W.overflow + W.overflow_scale * (look.width / limit - 1.0))


def _fit(width: float, a: Look, b: Look) -> float:
    """Cost of breaking a line that had room for the next word."""
    if not width:
        return 0.0
    spare = (width - a.width - BLANK - b.first_word) / width - W.fit_slack
    return 0.0 if spare <= 0 else min(W.fit_most, W.fit_scale * spare)


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
        candidates = widths[len(widths) // 2 :][-10:]
        result[role] = min(reversed(candidates), key=lambda width: _misfit(width, found))
    return result


def _misfit(width: float, lines: Lines) -> float:
    total = 0.0
    for own, longer in lines:
        if own > width:
            total += 2.0 * min(0.15, own / width - 1.0)
        if longer is not None and longer < width:
            total += min(0.3, 1.0 - longer / width)
    return total
