"""What a line of a jumbled table looks like: how wide it prints, how it starts and ends, whether it names somebody."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from naveza.plans.reading.jumbled_lines import print_width
from naveza.plans.reading.jumbled_weights import WEIGHTS as W
from naveza.plans.reading.names import is_acronym
from naveza.plans.reading.vocabulary import fold, load

_OPEN_END = re.compile(r"[,(\-–—/„&]$")
_QUOTE = re.compile(r"^[»«„“”‘’'\"‹›]")
_BULLET = re.compile(
    r"^[-–—•·▪*●○◦‣]\s*|^\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[a-z]\))\s*(?=[^\W\d_])"
)
_EDGES = ",;:.()–-/"


@dataclass(frozen=True, slots=True)
class Look:
    """What is needed of a piece of text, whatever stands around it. Widths as in `print_width`; `name` says whether its
    first word has a capital within lines too."""

    width: float
    first_word: float
    lower: bool
    acronym: bool
    bullet: bool
    quoted: bool
    digit: bool
    name: bool | None
    open_end: bool
    closed_end: bool
    brackets: int


class Eyes:
    """Looks at the lines of one document; learns from all of them before it judges one."""

    def __init__(self, language: str = "", known: Iterable[str] = ()) -> None:
        words = load().for_language(language)
        self._organisations = words.narrowed("organisation", "organisation_weak", "other_organisations")
        self._open = words.narrowed("preposition", "conjunction")
        self._given = {fold(name) for name in known}
        self.known = set(self._given)
        self.capital = 1.9
        self._listed: Counter[str] = Counter()
        self._uses: Counter[str] = Counter()
        self._proper: set[str] = set()
        self._common: set[str] = set()
        self._looks: dict[str, Look] = {}
        self._likeness: dict[str, float] = {}
        self._folded: dict[str, str] = {}

    def learn(self, lines: Iterable[str]) -> None:
        """Learn which acronyms stand alone or in lists (institutions do) and which within sentences, and how often a
        word within a line has a capital (nearly all nouns in German): what a capital at a line's start is worth."""
        capitals = words = 0
        for line in lines:
            parts = line.split()
            listed = {part.strip(" .;:()") for part in line.split(",")}
            for number, part in enumerate(parts):
                bare = part.strip(_EDGES)
                if is_acronym(bare):
                    self._listed[bare] += bare in listed
                    self._uses[bare] += 1
                elif number and bare[:1].isalpha():
                    words += 1
                    capitals += bare[0].isupper()
                    (self._proper if bare[0].isupper() else self._common).add(bare.lower())
                elif bare[:1].islower():
                    self._common.add(bare)
        rare = -math.log((capitals + 1) / (words + 15))
        self._common -= self._proper
        self.capital = min(W.wrap_capital_most, max(0.3, W.wrap_capital_scale * rare + W.wrap_capital_shift))

    def know(self, names: Iterable[str]) -> None:
        """Names (folded) that stand alone in cells of institutions."""
        self.known = self._given | set(names)

    def look(self, text: str) -> Look:
        found = self._looks.get(text)
        if found is None:
            found = self._looks[text] = self._look(text)
        return found

    def _look(self, text: str) -> Look:
        bare = _BULLET.sub("", text)
        words = bare.split(" ")
        first = next((c for c in bare if c.isalnum()), "")
        last = words[-1]
        dangling = last.islower() and len(last) <= 4 and len(words) > 1 and self._open.whole(last) is not None
        brackets = text.count("(") - text.count(")")
        return Look(
            width=print_width(text),
            first_word=print_width(words[0]),
            lower=first.islower() or bare.startswith("("),
            acronym=is_acronym(words[0].strip(_EDGES)),
            bullet=bare != text,
            quoted=bool(_QUOTE.match(text)),
            digit=bare[:1].isdigit(),
            name=self._is_name(words[0]),
            open_end=dangling or brackets > 0 or bool(_OPEN_END.search(text)),
            closed_end=text.endswith((".", ";", "!", "?")),
            brackets=brackets,
        )

    def _is_name(self, word: str) -> bool | None:
        """Whether a word keeps its capital within a line (a name, or a noun in German); False where it has none there,
        None where it is not seen elsewhere."""
        bare = word.strip(_EDGES).lower()
        if bare in self._proper:
            return True
        return False if bare in self._common else None

    def organisation(self, text: str) -> float:
        """How much a line looks like the start of an institution's name, 0 to 1."""
        folded = self._folded.get(text)
        if folded is None:
            folded = self._folded[text] = fold(text).strip(" ,;.")
        if folded in self.known:
            return 0.95
        found = self._likeness.get(text)
        if found is None:
            found = self._likeness[text] = self._organisation(text)
        return found

    def _organisation(self, text: str) -> float:
        words = [bare for word in text.split(" ") if (bare := word.strip(_EDGES))]
        if not words:
            return 0.1
        acronyms = [word for word in words if is_acronym(word)]
        if len(acronyms) == len(words):
            return 0.3 + 0.65 * max(self._alone(word) for word in words)
        matches = self._organisations.matches(text)
        score = 0.12
        if matches:
            first = {match.concept for match in matches if match.first_word == 0}
            strong = "organisation" in first and "organisation_weak" not in first and text[:1].isupper()
            score = 0.75 if strong else 0.6 if first else 0.4
        if words[0] in acronyms:
            score = max(score, 0.9 if 2 * len(acronyms) >= len(words) else 0.6)
        elif fold(words[0]) in self.known:
            score = max(score, 0.7)
        return score

    def _alone(self, acronym: str) -> float:
        """Share of an acronym's uses in which it stands alone."""
        return (self._listed[acronym] + 1) / (self._uses[acronym] + 1)
