"""Invented plan texts in several languages, put together from parts, for printing tables that a reader reads back.

Nothing in `jumbled_words.json` is taken from a real plan. It has, for each language: a title, heads of goals, works,
results, objects and endings for them, institutions, header cells (goal, activity, period, result, institutions), the
label of a chapter and titles of chapters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    goals: tuple[str, ...]
    works: tuple[str, ...]
    results: tuple[str, ...]
    objects: tuple[str, ...]
    endings: tuple[str, ...]
    institutions: tuple[str, ...]
    header: tuple[str, ...]
    chapter: str
    chapters: tuple[str, ...]

    def goal(self, random: Random) -> str:
        return self._phrase(random, self.goals)

    def work(self, random: Random) -> str:
        return self._phrase(random, self.works)

    def result(self, random: Random) -> str:
        return self._phrase(random, self.results)

    def _phrase(self, random: Random, heads: tuple[str, ...]) -> str:
        parts = [random.choice(heads), random.choice(self.objects)]
        parts += random.sample(self.endings, random.choice((0, 1, 1, 2)))
        return " ".join(parts)


def _read() -> dict[str, Words]:
    found = json.loads(Path(__file__).with_name("jumbled_words.json").read_text(encoding="utf-8"))
    return {
        language: Words(**{key: value if isinstance(value, str) else tuple(value) for key, value in parts.items()})
        for language, parts in found.items()
    }


WORDS: dict[str, Words] = _read()
