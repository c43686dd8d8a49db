"""The annotations hold together: they fit their files, hold no text, and cover what they claim to cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.spec.plans.reading.seeds.annotation import FOLDER, NAMES, annotation, load, seed_path, span_text

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
