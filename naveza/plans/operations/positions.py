"""Where a row stands among the rows of its draft: a number between those of its neighbours."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections.abc import Sequence

from django.utils.translation import gettext as _

from ..models import Change, Draft, DraftRow

GAP = 1024.0
SMALLEST_GAP = 1e-6


def make_room(draft: Draft, key: str | None) -> None:
    """Part the rows again where the next one could hardly be put behind the row `key` any more.

    Called before a change loads its rows: it moves all of them, and positions that earlier changes remember.
    """
    if key is None:
        return
    low, high = _neighbours(draft, key, None)
    if low is not None and high is not None and high - low < SMALLEST_GAP:
        renumber(draft)


def position_after(draft: Draft, key: str | None, moving: uuid.UUID) -> float:
    """A place right behind the row `key` (top of the draft for an empty key, its end for None).

    Raises ValueError where no such row stands in the draft.
    """
    if key is None:
        last = draft.rows.exclude(key=moving).order_by("position").last()
        return last.position + GAP if last else GAP
    low, high = _neighbours(draft, key, moving)
    if high is None:
        return (low or 0.0) + GAP
    if low is None:
        return high - GAP
    return (low + high) / 2


def _neighbours(draft: Draft, key: str, moving: uuid.UUID | None) -> tuple[float | None, float | None]:
    """Positions of the row `key` (None for the top) and of the one behind it (None for the end)."""
    others = draft.rows.order_by("position")
    if moving is not None:
        others = others.exclude(key=moving)
    if not key:
        first = others.first()
        return None, first.position if first else None
    row = others.filter(key=key).first()
    if row is None:
        raise ValueError(_("The row that this one shall follow does not stand in the draft any more."))
    following = others.filter(position__gt=row.position).first()
    return row.position, following.position if following else None


def renumber(draft: Draft) -> None:
    """Make room between all rows. Positions that changes remember move along, so that they can be undone."""
    rows = list(draft.rows.order_by("position"))
    old = [row.position for row in rows]
    for index, row in enumerate(rows, start=1):
        row.position = index * GAP
    DraftRow.objects.bulk_update(rows, ["position"], batch_size=500)
    touched = []
    for change in draft.changes.all():
        states = [state for entry in change.entries for state in (entry["before"], entry["after"])]
        moved = [state for state in states if state and "position" in state]
        for state in moved:
            state["position"] = _moved_along(state["position"], old)
        if moved:
            touched.append(change)
    Change.objects.bulk_update(touched, ["entries"], batch_size=200)


def _moved_along(position: float, old: Sequence[float]) -> float:
    """Where a position between old places lies once these are 1, 2, 3 … times the gap: order is kept."""
    index = bisect_right(old, position)
    if index == 0:
        return GAP - (old[0] - position)
    low = old[index - 1]
    if position == low:
        return index * GAP
    if index == len(old):
        return index * GAP + (position - low)
    share = (position - low) / (old[index] - low)
    return index * GAP + share * GAP
