"""The truth of the invented plans: naveza-plan/1 with accepted alternatives, and how each is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.spec.plans.reading.score import ExpectedRow, alternatives

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def load(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def expected_rows(name: str) -> list[ExpectedRow]:
    """What a careful coordinator would write for each row."""
    return [_expected(row) for row in load(name)["plan"]["rows"]]


def _expected(row: dict[str, Any]) -> ExpectedRow:
    bodies = row.get("institutions_either") or [[[name]] for name in row["institutions"]]
    return ExpectedRow(
        activity=(" ".join(row["activities"]),),
        paths=(tuple(row["path"]),),
        periods=(tuple(row.get("periods", [])),),
        institutions=alternatives([[tuple(choice) for choice in body] for body in bodies]),
        lead=row.get("lead"),
        deadline=row.get("deadline"),
        results=tuple(row.get("expected_results", [])),
        indicators=tuple(row.get("indicators", [])),
        code=row["code"],
        paragraphs=len(row["activities"]),
    )
