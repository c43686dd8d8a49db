"""The registry of institutions as a plain value: no database, can be pickled, goes to the plan reader as an
argument."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from naveza.institutions.rules import normalise, rank


class Suggestion(NamedTuple):
    """An institution that might be meant: its id, its name on the registry's day, likeness 0 to 100."""

    institution_id: int
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What one institution is called. `names` and `abbreviations` hold on the registry's day; `aliases` at
    any time; `other_names` are names and abbreviations of other days."""

    institution_id: int
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()

    @property
    def tiers(self) -> tuple[tuple[str, ...], ...]:
        """Spellings by the trust they deserve, the most first."""
        return self.names, self.abbreviations, self.aliases, self.other_names


@dataclass(frozen=True, slots=True)
class Registry:
    """Every institution on one day. Build it with `Registry.of()` or `queries.registry()`."""

    on: date
    entries: tuple[Entry, ...] = ()
    _ids: dict[str, int | None] = field(default_factory=dict, repr=False, compare=False)
    _candidates: list[tuple[int, str]] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def of(cls, on: date, entries: Iterable[Entry]) -> Registry:
        """A registry with its look-up tables. A spelling that two institutions share on the same tier names
        none."""
        kept = tuple(entries)
        return cls(on, kept, _look_up(kept), _spellings(kept))

    def resolve(self, name: str) -> int | None:
        """The institution of exactly this name, abbreviation, alias or former name (case, diacritics and
        punctuation aside), in this order; None for an unknown name and for one that two institutions
        share."""
        return self._ids.get(normalise(name))

    def suggest(self, name: str, limit: int = 5) -> list[Suggestion]:
        """Institutions of a similar name for a person to choose from, best first."""
        shown = {entry.institution_id: next((t[0] for t in entry.tiers if t), "") for entry in self.entries}
        found = rank(normalise(name), self._candidates, limit=limit)
        return [Suggestion(identity, shown[identity], score) for identity, score in found]

    def known_names(self) -> frozenset[str]:
        """Every spelling known for any day, as written, for cutting glued lists of institutions."""
        return frozenset(text for entry in self.entries for tier in entry.tiers for text in tier)


def _look_up(entries: tuple[Entry, ...]) -> dict[str, int | None]:
    ids: dict[str, int | None] = {}
    for tier in range(4):
        found: dict[str, set[int]] = {}
        for entry in entries:
            for text in entry.tiers[tier]:
                found.setdefault(normalise(text), set()).add(entry.institution_id)
        for key, owners in found.items():
            if key and key not in ids:
                ids[key] = next(iter(owners)) if len(owners) == 1 else None
    return ids


def _spellings(entries: tuple[Entry, ...]) -> list[tuple[int, str]]:
    return [(e.institution_id, key) for e in entries for tier in e.tiers for text in tier if (key := normalise(text))]
