"""Comparing names of institutions. Pure: no database, no clock."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from naveza.lib.text import fold

_INITIALS = re.compile(r"\b(?:\w\.[ ]?){2,}")
_NOT_WORD = re.compile(r"[^\w]+")
# Below this likeness (0 to 100) two names have nothing to do with each other, and a suggestion would only
# distract.
LEAST_LIKENESS = 72.0


def normalise(name: str) -> str:
    """The name as it is compared: no case, diacritics, punctuation or doubled blanks; initials without their
    dots.

    `M.I.Z.Š.`, `MIZŠ` and `mizs` are the same; so are cedilla and comma letters.
    """
    folded = fold(unicodedata.normalize("NFKC", name))
    folded = _INITIALS.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", folded)
    return _NOT_WORD.sub(" ", folded.replace("_", " ")).strip()


def similar(name: str, candidates: Iterable[tuple[int, str]], *, limit: int = 5) -> list[tuple[int, float]]:
    """Candidates that a person might have meant, as (id, likeness 0 to 100), best first, each id once.

    Only ever a suggestion: nothing is merged by likeness.
    """
    pairs = [(identity, normalise(text)) for identity, text in candidates]
    return rank(normalise(name), pairs, limit=limit)


def rank(key: str, candidates: list[tuple[int, str]], *, limit: int) -> list[tuple[int, float]]:
    """As `similar`, for names that are normalised already."""
    if not key:
        return []
    found = process.extract(
        key, [text for _, text in candidates], scorer=likeness, limit=limit * 4, score_cutoff=LEAST_LIKENESS
    )
    best: dict[int, float] = {}
    for _, score, index in found:
        identity = candidates[index][0]
        best[identity] = max(best.get(identity, 0.0), round(score, 1))
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]


def likeness(one: str, other: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """Likeness of two normalised names, 0 to 100: the order of words counts little, a word more or less
    counts some."""
    plain = fuzz.ratio(one, other)
    words = fuzz.token_sort_ratio(one, other)
    part = 0.92 * fuzz.token_set_ratio(one, other) if min(len(one), len(other)) >= 6 else 0.0
    score = max(plain, words, part)
    return score if score_cutoff is None or score >= score_cutoff else 0.0
