"""Words of the columns of a jumbled table, learnt from an earlier division of the same document.

A run is judged by the words of all other runs, so that a mistake does not confirm itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
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

    def learn(self, run: int, role: str, text: str, *, institutions: bool, opener: bool) -> None:
        """A line of a cell; `opener` where it starts a paragraph."""
        found = stems(text)
        words = self._named if institutions else self._other
        for stem in found:
            words.setdefault(stem, set()).add(run)
        first = opening(text) if opener else ""
        if first:
            self._openers.setdefault(first, {}).setdefault(role, set()).add(run)

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

    def openers(self, run: int, text: str, roles: Iterable[str]) -> dict[str, float]:
        """Cost of a line opening a paragraph in each column; empty where its first word opens none."""
        first = opening(text)
        numbered, known = first.startswith("#"), self._openers.get(first)
        if known is None:
            return {}
        counts = {role: _others(runs, run) for role, runs in known.items()}
        result = {}
        for role in roles:
            here = counts.get(role, 0)
            there = max((count for other, count in counts.items() if other != role), default=0)
            scale, most = (W.numbers, W.numbers_most) if numbered else (W.openers, W.openers_most)
            cost = scale * math.log((there + 1.0) / (here + 1.0))
            result[role] = max(-most, min(most, cost))
        return result


def _others(runs: set[int] | None, run: int) -> int:
    return 0 if runs is None else min(len(runs) - (run in runs), len(_LOG) - 1)
