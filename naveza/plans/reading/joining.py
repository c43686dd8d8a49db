"""Does a piece of a cell go on with the name before it, or begin a name of its own?

Each rule looks at what stands between the two and at how both look (names.py). Where nothing tells, the answer is
given and `unsure` is set.
"""

from __future__ import annotations

from dataclasses import dataclass

from naveza.plans.reading.names import LEGAL_FORM, Judge, Judgement, vocabulary_of
from naveza.plans.reading.strips import Piece, Strip

_HEAD_LAST = ("en", "de")
_STATES = frozenset(  # abbreviations of states that end a name
    (
        "RS",
        "ČR",
        "SR",
        "RH",
        "RP",
        "EU",
        "EÚ",
        "UE",
        "ZN",
        "OZN",
        "OSN",
        "UN",
        "BiH",
        "MK",
        "UK",
        "US",
        "USA",
        "LJ",
        "MB",
    )
)
_SURELY = 0.75  # letters differ in width: only a line with this much room left was ended on purpose


@dataclass(frozen=True, slots=True)
class Wrap:
    """Lines may end in the middle of a name. `width`: characters of the column's longest line, 0 for not known."""

    width: int = 0


class Joiner:
    """Answers for one cell. `wrap` is None where a line break always is the writer's own."""

    def __init__(self, strip: Strip, pieces: list[Piece], judge: Judge, wrap: Wrap | None) -> None:
        self.strip = strip
        self.pieces = pieces
        self.judge = judge
        self.wrap = wrap
        self.unsure = False

    def joins(self, start: int, end: int, index: int) -> bool:
        """Does piece `index` go on with the name at `start` to `end`?"""
        piece = self.pieces[index]
        if set(piece.mark) & set("+:;|e") or ("*" in piece.mark and self._is_list()):
            return False
        left, right = self.strip.text[start:end], self.strip.text[piece.start : piece.end]
        a, b = self.judge(left), self.judge(right)
        if LEGAL_FORM.match(right.strip()) and "," in piece.mark:
            return True
        if "k" in piece.mark:
            return b.unit or a.holds(b) or not (a.strong and b.strong)
        both = left + " " + right
        if self.judge.is_known(both) or (not a.known and self.judge.begins_known(both)):
            return True
        if a.dangling and not (a.known or b.known):
            return True
        if self.judge.bold_binds and not (a.strong and b.strong) and self.strip.all_bold(end - 1, piece.start + 1):
            return True
        if "/" in piece.mark and self.strip.text[end - 1].isspace() and not (b.lower and not b.strong):
            return False  # a slash between blanks is a separator
        if "/" in piece.mark:
            return not (b.strong and a.strong) or (b.lower and not b.generic and not a.lower)
        if "," in piece.mark:
            return self._at_comma(a, b, index)
        if right.strip() in _STATES or left.rstrip()[-1:] in "–—-":
            return True
        if self.wrap is not None:
            wrapped = self._wrapped(a, b, start, end, piece)
            if wrapped is not None:
                return wrapped
        return self._at_line(a, b)

    def _is_list(self) -> bool:
        """The cell is a list with bullets: its first line has one too."""
        return bool(self.pieces) and "*" in self.pieces[0].mark

    def _at_comma(self, a: Judgement, b: Judgement, index: int) -> bool:
        if b.lower and (b.relative or b.preposition == 0) and not (b.known or a.acronym):
            return True
        holds = a.holds(b) and "," not in a.text
        if not b.known and not a.lower and not a.person and ((b.unit and not a.unit) or holds):
            return True
        if a.ministry and b.portfolio and not (b.known or b.acronym):
            return True
        if b.strong and not self._tail_noun(a, b):
            return False
        before = self.judge(self.strip.text[self.pieces[index - 1].start : self.pieces[index - 1].end])
        plain = self.judge.language == "en" and a.preposition < 0
        if (_is_open(a) or (before.unit and _is_open(before))) and not plain and self._closes_enumeration(index):
            return not b.lower or _lower_complement(a)
        if b.lower and a.ministry:
            return True
        self.unsure = self.unsure or not b.known
        return False

    def _tail_noun(self, a: Judgement, b: Judgement) -> bool:
        """`Centre for Education, Counselling and Support Services`: the noun is a common word at the end of b."""
        if b.residual or b.generic or b.lower or b.known or b.acronym:
            return False
        conjunction = vocabulary_of("conjunction", language=self.judge.language).matches(b.text)
        return bool(conjunction) and b.weak_noun and b.noun > 0 and a.preposition > 0

    def _closes_enumeration(self, index: int) -> bool:
        """From here on pieces without an organisation noun lead to one with a conjunction inside: `…, Evaluare și
        Consiliere Antidrog Cluj` goes on with a name whose complement is an enumeration."""
        conjunctions = vocabulary_of("conjunction", language=self.judge.language)
        for piece in self.pieces[index:]:
            if piece is not self.pieces[index] and "," not in piece.mark:
                return False
            text = self.strip.text[piece.start : piece.end]
            if self.judge(text).strong and not self.judge(text).weak_noun:
                return False
            inner = [m for m in conjunctions.matches(text) if m.start > 0]
            if inner:
                last = self.judge(text[inner[-1].end :])
                return not last.strong or last.weak_noun
        return False

    def _at_line(self, a: Judgement, b: Judgement) -> bool:
        """A line break of the writer's own, without a comma: goes on in lower case, in a bracket, or with what a
        name still lacks."""
        certain = self._any_line(a, b)
        if certain is not None:
            return certain
        if b.lower:
            tail = b.weak_noun and len(b.words) == 1 and not b.generic
            return not a.known and (not a.complete or tail or (not b.strong and a.preposition > 0))
        if a.complete or a.known or b.strong:
            return not a.complete and not a.known and self.judge.begins_known(a.text + " " + b.text)
        self.unsure = True
        return False

    def _any_line(self, a: Judgement, b: Judgement) -> bool | None:
        """What holds for wrapped and for own line breaks alike; None where that does not tell."""
        if b.text.startswith(("(", "[")):
            return True
        if b.known or (b.acronym and a.complete):
            return False
        if self._starts_with_conjunction(b):
            return not self.judge(b.text[b.words[0].end :]).strong
        if (b.preposition == 0 and b.lower) or (b.relative and b.lower):
            return True
        return None

    def _starts_with_conjunction(self, b: Judgement) -> bool:
        match = vocabulary_of("conjunction", language=self.judge.language).start(b.text)
        return match is not None and match.start == 0 and b.text[:1].islower()

    def _wrapped(self, a: Judgement, b: Judgement, start: int, end: int, piece: Piece) -> bool | None:
        """A line break that may be the page's: None where it surely is the writer's own."""
        strip, text = self.strip, b.text
        if strip.is_bold(end - 1, end) != strip.is_bold(piece.start, piece.start + 1) and a.strong:
            return False
        line, first = strip.line_before(piece.start), text.split()[0] if text.split() else ""
        if self.wrap is not None and self.wrap.width and len(line) + 1 + len(first) < self.wrap.width * _SURELY:
            return None
        if a.known and b.known:
            return False
        certain = self._any_line(a, b)
        if certain is not None:
            return certain
        if not a.complete or "*" in piece.mark:
            return True
        if self.judge.language in _HEAD_LAST:
            self.unsure = self.unsure or not b.lower
            return b.lower or not a.known
        if b.lower:
            return not b.generic
        return not b.strong or (b.weak_noun and len(b.words) == 1)


def _is_open(a: Judgement) -> bool:
    """A name with words after its noun, to which an enumeration may add more."""
    return a.has_complement and (not a.lower or a.unit) and not a.known and not a.acronym


def _lower_complement(a: Judgement) -> bool:
    """`Odbor školství`: the name goes on in lower case after its noun, so that an enumeration may follow."""
    return a.text.split()[-1][:1].islower()
