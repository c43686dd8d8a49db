"""Collecting notes: a document with ten thousand tracked changes gets a hundred notes of a kind and a
count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from naveza.documents.blocks import Note, Place

_MOST = 100
_DETAIL = 80


class Notes:
    """Notes in the order in which they are met."""

    def __init__(self, first: list[Note] | None = None) -> None:
        self._notes: list[Note] = list(first or ())
        self._counts: Counter[str] = Counter(note.code for note in self._notes)

    def add(self, code: str, detail: str, place: Place | None = None) -> None:
        self._counts[code] += 1
        if self._counts[code] <= _MOST:
            detail = " ".join(detail.split())
            if len(detail) > _DETAIL:
                detail = detail[: _DETAIL - 1] + "…"
            self._notes.append(Note(code, detail, place))

    def once(self, code: str, detail: str, place: Place | None = None) -> None:
        """Add the first note of a kind only."""
        if not self._counts[code]:
            self.add(code, detail, place)

    def extend(self, notes: Iterable[Note]) -> None:
        for note in notes:
            self.add(note.code, note.detail, note.place)

    def finish(self) -> tuple[Note, ...]:
        more = [Note(code, f"and {n - _MOST} more") for code, n in self._counts.items() if n > _MOST]
        return (*self._notes, *more)
