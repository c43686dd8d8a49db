"""Invented plans of any size."""

from __future__ import annotations

from typing import Any

WORDS = ["open", "night", "drop-in", "naloxone", "training", "school", "parents", "outreach", "van", "data", "centre"]


def row(number: int) -> dict[str, Any]:
    """A row as long as those of real plans: two paragraphs, two results, four institutions."""
    word, other = WORDS[number % len(WORDS)], WORDS[number // 7 % len(WORDS)]
    return {
        "path": [f"Chapter {number // 40}", f"Goal {number // 4}: more of what people need and ask for"],
        "path_codes": [str(number // 40), None],
        "code": f"{number // 40}.{number % 40}",
        "activities": [f"Carry out {word} number {number} in every region", f"Evaluate {other} with those who use it"],
        "periods": ["2031-1", "2031-2", "2032-1"] if number % 3 else ["2032-2"],
        "expected_results": [f"{number} {word} reports", f"A guideline on {other}"],
        "lead": f"Institute number {number % 37}",
        "institutions": [f"Institute number {(number + step) % 37}" for step in (0, 5, 11, 17)],
        "sources": {"activities": [{"table": number // 40, "row": number % 40, "column": 1, "paragraph": 0}]},
    }


def plan(rows: int, title: str = "Plan of the valley") -> dict[str, Any]:
    """Plan-json with that many rows."""
    return {
        "document": "plan.docx",
        "kind": "action_plan",
        "language": "en",
        "title": f"{title} with {rows} activities",
        "period_start": "2031-01-01",
        "period_end": "2032-12-31",
        "level_names": ["Chapter", "Goal", "Activity"],
        "periods": ["2031-1", "2031-2", "2032-1", "2032-2"],
        "rows": [row(number) for number in range(rows)],
    }
