"""What a column header says: the concept of its head word, in any of ten languages.

A header such as "Časovno obdobje za realizacijo aktivnosti" names two concepts; the one before the first preposition
is meant. Among those the more specific one wins ("activity indicators" are indicators), then the longer phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from naveza.plans.reading import periods
from naveza.plans.reading.concepts import CONCEPTS
from naveza.plans.reading.vocabulary import Match, Vocabulary, load, tokens

LEVELS = ("chapter", "goal", "measure")
_RANK = {concept: rank for rank, concept in enumerate(CONCEPTS)}
_LONGEST = 14  # words; longer texts are content
_HEAD_LAST = ("en", "de")
_BRACKET = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Header:
    """A header's concept, the second one where two share the column ("Deadline / responsible"), and the share of
    its words that the word lists know."""

    concept: str
    second: str = ""
    coverage: float = 1.0
    native: bool = True


@lru_cache(maxsize=32)
def _vocabulary(language: str) -> Vocabulary:
    words = load().narrowed(*CONCEPTS, "preposition")
    return words.for_language(language) if language else words


@lru_cache(maxsize=4096)
def classify(text: str, language: str = "") -> Header | None:
    """The concept of a header, None for a text that is none. Its own language first, then any."""
    bare = _BRACKET.sub(" ", text).strip()
    if not bare or len(tokens(bare)) > _LONGEST or len(bare) > 120:
        return None
    own = _classify(bare, _vocabulary(language), language)
    if own is not None:
        return own
    wide = _classify(bare, _vocabulary(""), "")
    return Header(wide.concept, wide.second, wide.coverage, False) if wide and wide.coverage >= 0.5 else None


def _classify(text: str, words: Vocabulary, language: str) -> Header | None:
    found = words.matches(text)
    concepts = [m for m in found if m.concept in _RANK]
    if not concepts:
        return None
    concepts = _without_inner(concepts)
    prepositions = [m.start for m in found if m.concept == "preposition" and m.start > concepts[0].start]
    covered = {m.start for m in concepts for _ in (0,)}
    edge = min([p for p in prepositions if not any(m.start < p < m.end for m in concepts)], default=len(text))
    near = [m for m in concepts if m.start < edge] or concepts
    best = max(near, key=lambda m: _weight(m, near, language))
    second = _second(text, near, best)
    total = len(tokens(text))
    known = sum(m.words for m in concepts if m.start in covered)
    return Header(best.concept, second, min(1.0, known / total) if total else 0.0)


def concepts_in(text: str, language: str = "") -> list[str]:
    """All concepts of a header in the order of its words, each once: `R.br. Cilj` gives number and goal."""
    found = [m for m in _vocabulary(language).matches(text) if m.concept in _RANK]
    return list(dict.fromkeys(m.concept for m in _without_inner(found)))


def _without_inner(matches: list[Match]) -> list[Match]:
    """Longer phrases beat shorter ones within them, whatever their concept: `rok vrednotenja` is no `rok`."""
    kept = [
        m
        for m in matches
        if not any(o is not m and o.start <= m.start and m.end <= o.end and o.words > m.words for o in matches)
    ]
    return kept or matches


def _weight(match: Match, near: list[Match], language: str) -> tuple[float, int, int]:
    last_is_head = language in _HEAD_LAST
    position = match.start if last_is_head else -match.start
    specific = -_RANK[match.concept]
    if not last_is_head and match.start == near[0].start:
        specific += 4  # in these languages the head noun comes first
    return specific, match.words, position


def _second(text: str, near: list[Match], best: Match) -> str:
    """A second concept joined by a slash, comma or conjunction: `Nosilec / rok`."""
    for match in near:
        if match.concept != best.concept and abs(match.start - best.start) > 0:
            low, high = min(match.end, best.end), max(match.start, best.start)
            between = text[low:high].strip().lower()
            if between in ("/", ",", ";", "&", "in", "and", "a", "i", "și", "und", "et", "ter", "oraz", "te", "-"):
                return match.concept
    return ""


@lru_cache(maxsize=4096)
def is_period_header(text: str, language: str = "") -> bool:
    """A label that can head a column of ticks: `2024-1`, `Q3/2025`, `2025`, `1. polletje`, `II`."""
    if not text.strip() or len(text) > 40:
        return False
    found = periods.parse(text, language)
    if found is not None:
        return found.kind != "day"
    return periods.parse_partial(text, language) is not None
