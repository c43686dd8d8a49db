"""Arithmetic of the small server-made charts; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

GAP = 0.4


@dataclass(frozen=True)
class Share:
    """One part of a bar of shares: a state code and how many have it."""

    state: str
    count: int


@dataclass(frozen=True)
class ShareSegment:
    """A part as drawn: offset and width in per cent of the bar, as text for an SVG attribute."""

    state: str
    count: int
    x: str
    width: str


def share_segments(shares: Iterable[Share]) -> list[ShareSegment]:
    """Lay the parts of a bar side by side, with a gap between them; parts of zero are left out.

    Raises ValueError for a negative count.
    """
    shown = list(shares)
    if any(share.count < 0 for share in shown):
        raise ValueError("A count cannot be negative.")
    shown = [share for share in shown if share.count]
    total = sum(share.count for share in shown)
    room = 100 - GAP * (len(shown) - 1)
    segments: list[ShareSegment] = []
    offset = 0.0
    for share in shown:
        width = room * share.count / total
        segments.append(ShareSegment(share.state, share.count, f"{offset:.2f}%", f"{width:.2f}%"))
        offset += width + GAP
    return segments


def per_cent(part: int, whole: int) -> int | None:
    """Return the rounded percentage, half up; None where there is no whole."""
    return (200 * part + whole) // (2 * whole) if whole else None
