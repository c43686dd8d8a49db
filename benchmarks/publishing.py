"""Publishing 500 activities under 5 s, with a number of statements that does not grow with the plan."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.content import plan
from benchmarks.measure import Figure
from naveza.plans import operations


def run() -> Iterator[Figure]:
    counts = {}
    for rows in (50, 500):
        draft = operations.create_plan(by=None, content=plan(rows, "Counted plan"))
        with CaptureQueriesContext(connection) as captured:
            operations.publish_draft(draft, by=None)
        counts[rows] = len(captured)
    draft = operations.create_plan(by=None, content=plan(500, "Timed plan"))
    start = time.perf_counter()
    operations.publish_draft(draft, by=None)
    yield Figure("publish 500 activities", time.perf_counter() - start, 5.0, "s")
    yield Figure("statements for 500 activities beyond those for 50", counts[500] - counts[50], 0.5, "statements")
