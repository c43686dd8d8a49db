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
    texts = [text for _, text in candidates]
    best: dict[int, float] = {}
    # Each scorer runs over all names inside the library; only what comes near by one of them is weighed.
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio, fuzz.token_set_ratio):
        for _, _, index in process.extract(key, texts, scorer=scorer, limit=limit * 6, score_cutoff=LEAST_LIKENESS):
            identity, text = candidates[index]
            score = round(likeness(key, text), 1)
            if score >= LEAST_LIKENESS:
                best[identity] = max(best.get(identity, 0.0), score)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]


def likeness(one: str, other: str) -> float:
    """Likeness of two normalised names, 0 to 100: the order of words counts little, a word more or less counts
    some. Words in common count only from six letters on: "oe" is part of very many names."""
    part = 0.92 * fuzz.token_set_ratio(one, other) if min(len(one), len(other)) >= 6 else 0.0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other), part)
