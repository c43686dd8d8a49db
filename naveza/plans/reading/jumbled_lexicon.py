"""Words of the columns of a jumbled table, learnt from an earlier division of the same document.

A run is judged by the words of all other runs, so that a mistake does not confirm itself.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from naveza.plans.reading.jumbled_weights import WEIGHTS as W
from naveza.plans.reading.vocabulary import fold

_WORD = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"^\(?(\d{1,2}(?:\.\d{1,2})*)[.)]?\s*(?=[^\W\d_])")
_LOG = [math.log(n + 0.5) for n in range(400)]


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """Words of a line without their endings."""
    return tuple(fold(word)[:6] for word in _WORD.findall(text))


@lru_cache(maxsize=20_000)
def opening(text: str) -> str:
    """What opens a line: the depth of its number, else its first word; empty where it has neither."""
    code = _CODE.match(text)
    if code is not None:
        return f"#{code[1].count('.')}"
    return next(iter(stems(text)), "")


class Lexicon:
    """In which runs a word stands in cells of institutions, in which elsewhere; which words open cells of a column."""

    def __init__(self) -> None:
        self._named: dict[str, set[int]] = {}
        self._other: dict[str, set[int]] = {}
        self._openers: dict[str, dict[str, set[int]]] = {}
        self._next: dict[str, dict[str, set[int]]] = {}

    def learn(self, run: int, role: str, text: str, *, institutions: bool, opener: bool) -> None:
        """A line of a cell; `opener` where it starts a paragraph."""
        found = stems(text)
        words = self._named if institutions else self._other
        for stem in found:
            words.setdefault(stem, set()).add(run)
        first = opening(text) if opener else ""
        if first:
            self._openers.setdefault(first, {}).setdefault(role, set()).add(run)

    def pair(self, run: int, text: str, following: str) -> None:
        """Two neighbouring lines of a cell of institutions; the second empty at the end of the cell."""
        self._next.setdefault(text, {}).setdefault(following, set()).add(run)

    def always_together(self, run: int, text: str, following: str) -> bool:
        """In two other runs or more the first line stands, and always the second below it: one name on two lines."""
        found = self._next.get(text)
        if found is None or following not in found:
            return False
        elsewhere = sum(_others(runs, run) for other, runs in found.items() if other != following)
        return not elsewhere and _others(found[following], run) >= 2

    def institutions(self, run: int, text: str) -> float:
        """Cost of a line among institutions, with the opposite sign elsewhere: negative where it is usual there."""
        if not self._named:
            return 0.0
        total = 0.0
        for stem in stems(text):
            named, other = _others(self._named.get(stem), run), _others(self._other.get(stem), run)
            if named or other:
                total += _LOG[other] - _LOG[named]
        return max(-W.words_most, min(W.words_most, W.words * total))

    def opener(self, run: int, text: str, role: str) -> float:
        """Cost of a line opening a paragraph in a column: negative where its first word or number often does."""
        first = opening(text)
        known = self._openers.get(first)
        if known is None:
            return 0.0
        here, there = 0, 0
        for other, runs in known.items():
            count = _others(runs, run)
            if other == role:
                here = count
            elif count > there:
                there = count
        scale, most = (W.numbers, W.numbers_most) if first[:1] == "#" else (W.openers, W.openers_most)
        return max(-most, min(most, scale * math.log((there + 1.0) / (here + 1.0))))


def _others(runs: set[int] | None, run: int) -> int:
    return 0 if runs is None else min(len(runs) - (run in runs), len(_LOG) - 1)
