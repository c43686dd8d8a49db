"""Pages, lists and exports of large plans."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.content import plan
from benchmarks.measure import Figure, median_seconds
from naveza.plans import exports, operations
from naveza.plans.pages import Filters


def run() -> Iterator[Figure]:
    large = operations.publish_content(plan(10_000), by=None)
    small = operations.publish_content(plan(500), by=None)
    client = Client(headers={"host": "localhost"})

    def get(path: str) -> None:
        assert client.get(path).status_code == 200

    page = f"/plans/{large.plan.slug}/"
    yield Figure("first page of a plan with 10,000 activities", median_seconds(lambda: get(page)) * 1000, 60, "ms")
    yield Figure("its statements", _statements(lambda: get(page)), 12, "statements")
    listing = f"/api/v1/plans/{small.plan.slug}/activities/?size=500"
    yield Figure("JSON list of 500 activities", median_seconds(lambda: get(listing)) * 1000, 150, "ms")
    yield Figure("its statements", _statements(lambda: get(listing)), 8, "statements")
    workbook = median_seconds(lambda: exports.write(small, Filters(), "xlsx"), runs=3)
    yield Figure("XLSX of 500 activities", workbook, 1.0, "s")


def _statements(action: object) -> int:
    with CaptureQueriesContext(connection) as captured:
        action()  # type: ignore[operator]
    return len(captured)
