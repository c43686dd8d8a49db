"""Which row of one reading is which row of another: first by place in the document, then by words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

SIMILAR_ENOUGH = 80.0  # per cent of rapidfuzz's ratio; below this two activities are two


def _place(row: Mapping[str, Any]) -> str:
    return json.dumps(row.get("sources", {}).get("activities", []), sort_keys=True)


def _words(row: Mapping[str, Any]) -> str:
    return " ".join(row.get("activities", []))


def match_rows(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """For each old row the index of the new row that is the same one, or None. No new row is given twice."""
    by_place: dict[str, list[int]] = {}
    for index, row in enumerate(new):
        by_place.setdefault(_place(row), []).append(index)
    free = set(range(len(new)))
    result: list[int | None] = []
    for row in old:
        here = [i for i in by_place.get(_place(row), []) if i in free and _place(row) != "[]"]
        same_words = [i for i in here if _words(new[i]) == _words(row)] or here
        found = same_words[0] if same_words else None
        if found is not None:
            free.discard(found)
        result.append(found)
    for position, row in enumerate(old):
        if result[position] is None and free and _words(row):
            candidates = {i: _words(new[i]) for i in sorted(free)}
            best = process.extractOne(_words(row), candidates, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
            if best:
                result[position] = best[2]
                free.discard(best[2])
    return result
