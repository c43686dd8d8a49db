"""The annotations hold together: they fit their files, hold no text, and cover what they claim to cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from naveza.plans.reading.draft import Draft, Row, Unplaced
from tests.spec.plans.reading.score import Thresholds, score
from tests.spec.plans.reading.seeds.annotation import FOLDER, NAMES, annotation, load, seed_path, span_text
from tests.spec.plans.reading.wordsum import counted_twice, not_at_its_place, uncovered

ROWS = {"000": 109, "001": 56, "002": 6, "003": 37, "004": 15}
present = pytest.mark.skipif(seed_path("000") is None, reason="the seeds are not beside this repository")


def spans(value: Any) -> Iterator[list[list[Any]]]:
    """Every span in an annotation: a list of pieces, each beginning with two whole numbers."""
    if isinstance(value, dict):
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list) and value and isinstance(value[0], list) and value[0] and _is_piece(value[0]):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


def _is_piece(value: list[Any]) -> bool:
    return len(value) >= 2 and all(isinstance(number, int) for number in value[:2])


@pytest.mark.parametrize("name", NAMES)
def test_every_seed_has_the_rows_that_were_counted_by_hand(name: str) -> None:
    assert len(annotation(name)["rows"]) == ROWS[name]


@pytest.mark.parametrize("name", NAMES)
def test_an_annotation_holds_places_and_numbers_but_no_text(name: str) -> None:
    written = re.findall(r'"([^"]*)"', (FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    longest = max((text for text in written if not re.fullmatch(r"[0-9a-f]{64}", text)), key=len)
    assert len(longest) < 20
    assert not any(" " in text for text in written)


@present
@pytest.mark.parametrize("name", NAMES)
def test_every_span_begins_and_ends_with_a_whole_word(name: str) -> None:
    seed = load(name)
    for span in spans(seed.annotation):
        for start, end, *glue in span:
            assert 0 <= start < end <= len(seed.text)
            assert not seed.text[start].isspace()
            assert not seed.text[end - 1].isspace()
            assert glue in ([], ["glue"])


@present
@pytest.mark.parametrize("name", NAMES)
def test_two_rows_share_a_cell_only_where_it_is_merged(name: str) -> None:
    rows = load(name).annotation["rows"]
    for above, row in pairwise(rows):
        for field, key in (("activities", "activity"), ("institutions", "institutions"), ("results", "results")):
            shared = bool(row[field]) and row[field] == above[field]
            assert shared == (key in row["inherits"]), (field, row)


@present
@pytest.mark.parametrize("name", NAMES)
def test_a_lead_is_one_of_the_organisations(name: str) -> None:
    for row in load(name).rows:
        assert row.lead is None or all(row.lead in names for names in row.institutions)


@present
def test_a_piece_in_the_middle_of_a_word_is_accepted_with_and_without_the_blank() -> None:
    assert span_text("imeno\nvanje", [[0, 5], [6, 11, "glue"]]) == ("imenovanje", "imeno vanje")
    assert span_text("dva kosa", [[0, 3], [4, 8]]) == ("dva kosa",)


@present
def test_every_cell_of_the_grid_belongs_to_a_row() -> None:
    """What no row of 000 takes is a header, which repeats with each of its tables, or one note in a header."""
    seed = load("000")
    covered = {at for span in spans(seed.annotation) for start, end, *_ in span for at in range(start, end)}
    cells = [m for m in re.finditer(r"\t[^\t\n]*[^\W\dXx][^\t\n]*", seed.text) if not covered & {*range(*m.span())}]
    counts = Counter("".join(m.group().split()) for m in cells)
    assert [count for count in counts.values() if count == 1] == [1]
    assert min(count for count in counts.values() if count > 1) >= 10


def perfect(name: str) -> Draft:
    """The draft that the annotation describes, with everything else unplaced."""
    seed = load(name)
    draft, taken = Draft(title=seed.texts("title")[0]), set()
    for row, places in zip(seed.rows, seed.annotation["rows"], strict=True):
        titles = [item.get("optional") if isinstance(item, dict) else item for item in places["path"]]
        named = {"path": titles, "activities": places["activities"], "expected_results": places["results"]}
        named["indicators"] = places["indicators"]
        named["institutions"] = [s for o in places["institutions"] for s in (o["either"][0] if "either" in o else [o])]
        sources = {key: [place(piece) for span in found for piece in span] for key, found in named.items()}
        taken |= {(p["start"], p["end"]) for found in sources.values() for p in found}
        draft.rows.append(
            Row(
                path=list(row.paths[0]),
                activities=[span_text(seed.text, span)[0] for span in places["activities"]],
                periods=list(row.periods[0]),
                expected_results=list(row.results),
                indicators=list(row.indicators),
                institutions=list(row.institutions[0]),
                lead=row.lead,
                code=row.code,
                sources=sources,
            )
        )
    draft.sources["title"] = [place(piece) for piece in seed.annotation["title"]]
    covered = {at for start, end in taken for at in range(start, end)}
    covered |= {at for piece in seed.annotation["title"] for at in range(*piece)}
    for m in re.finditer(r"\S", seed.text):
        if m.start() not in covered:
            draft.unplaced.append(Unplaced(m.group(), "rest: ", [place([m.start(), m.end()])]))
    return draft


def place(piece: list[Any]) -> dict[str, int]:
    return {"line": 0, "end_line": 0, "start": piece[0], "end": piece[1]}


@present
@pytest.mark.parametrize("name", NAMES)
def test_the_annotation_itself_would_get_full_marks(name: str) -> None:
    draft, seed = perfect(name), load(name)
    result = score(seed.rows, draft)
    assert result.failures(Thresholds(1, 1, 1, 1, 1)) == [], result.differences
    assert uncovered(seed.text, draft) == []
    assert counted_twice(seed.text, draft) == []
    assert not_at_its_place(seed.text, draft) == []
