"""Annotations of the seeds: places and numbers, never text. See README.md in this folder for their rules.

A span is a list of pieces `[start, end]`, characters of the decoded file. Its text is that of the pieces
joined by a blank; a third element `"glue"` marks a piece that goes on in the middle of a word: both joints
are accepted.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.spec.plans.reading.score import ExpectedRow, alternatives

FOLDER = Path(__file__).parent
SEEDS = Path(__file__).parents[6] / "shared" / "seeds"
NAMES = ("000", "001", "002", "003", "004")


@dataclass(frozen=True)
class Seed:
    """A seed with its truth. `rows` is what a reader has to find."""

    file_name: str
    data: bytes
    text: str
    annotation: dict[str, Any]
    rows: tuple[ExpectedRow, ...]

    def texts(self, key: str) -> list[str]:
        """Texts of a document field: one span (`title`) or a list of spans (`level_names`)."""
        value = self.annotation.get(key, [])
        spans = value if value and isinstance(value[0][0], list) else [value] if value else []
        return [span_text(self.text, span)[0] for span in spans]


def seed_path(name: str) -> Path | None:
    """The seed's file, or None where the folder is absent."""
    return next(SEEDS.glob(f"{name}_*.txt"), None)


def annotation(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def load(name: str) -> Seed:
    """Read a seed and its annotation. Raises ValueError where the file is not the one that was annotated."""
    path = seed_path(name)
    if path is None:
        raise FileNotFoundError(f"seed {name} is not at {SEEDS}")
    data, truth = path.read_bytes(), annotation(name)
    if hashlib.sha256(data).hexdigest() != truth["file_sha256"]:
        raise ValueError(f"Seed {name} is another file than the one that was annotated.")
    text = data.decode("utf-8")
    return Seed(path.name, data, text, truth, tuple(_expected(text, row) for row in truth["rows"]))


def span_text(text: str, span: list[list[Any]]) -> tuple[str, ...]:
    """Accepted texts of a span: pieces joined by blanks, and (where a piece is glued) joined without one."""
    apart = " ".join(text[piece[0] : piece[1]] for piece in span)
    if not any(len(piece) > 2 for piece in span):
        return (apart,)
    joined = ""
    for piece in span:
        joined += ("" if len(piece) > 2 or not joined else " ") + text[piece[0] : piece[1]]
    return (joined, apart)


def _expected(text: str, row: dict[str, Any]) -> ExpectedRow:
    def first(span: list[list[Any]]) -> str:
        return span_text(text, span)[0]

    def titles(item: Any) -> list[tuple[str, ...]]:
        return [(first(item["optional"]),), ()] if isinstance(item, dict) else [(first(item),)]

    def bodies(item: Any) -> list[tuple[str, ...]]:
        if isinstance(item, dict):
            return [tuple(first(span) for span in choice) for choice in item["either"]]
        return [(first(item),)]

    paragraphs = [span_text(text, span) for span in row["activities"]]
    ticked = row["periods_either"] if "periods_either" in row else [row["periods"]]
    return ExpectedRow(
        activity=tuple({" ".join(p[k if k < len(p) else 0] for p in paragraphs): None for k in (0, 1)}),
        paths=alternatives([titles(item) for item in row["path"]]),
        periods=tuple(tuple(periods) for periods in ticked),
        institutions=alternatives([bodies(item) for item in row["institutions"]]),
        lead=first(row["lead"]) if row["lead"] else None,
        results=tuple(first(span) for span in row["results"]),
        indicators=tuple(first(span) for span in row["indicators"]),
        code=row["code"],
        paragraphs=len(paragraphs),
    )
