"""What a benchmark gives back, and how it takes time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One promise: what was measured, in `unit`, and the most (or, with `at_least`, the least) that it may be."""

    name: str
    measured: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def kept(self) -> bool:
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def ratio(self) -> float:
        """Measured as a share of the limit."""
        return self.measured / self.limit


def median_seconds(action: Callable[[], object], runs: int = 5) -> float:
    """Median wall-clock time of several runs after one that is not counted."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
