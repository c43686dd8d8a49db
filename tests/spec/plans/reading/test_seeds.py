"""The five real documents: how well they are read, and that no word of them is dropped.

Shown with `python -m tests.spec.plans.reading.report`. Skipped where the seeds are not beside this repository.
"""

from __future__ import annotations

from functools import cache

import pytest

from naveza.documents.parsers import parse
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft
from tests.spec.plans.reading import wordsum
from tests.spec.plans.reading.score import Thresholds, same_words, score, words
from tests.spec.plans.reading.seeds.annotation import NAMES, load, seed_path

pytestmark = pytest.mark.skipif(seed_path("000") is None, reason="the seeds are not beside this repository")
every_seed = pytest.mark.parametrize("name", NAMES)

# 001 is a PDF's text with its columns interleaved, from which even a person cannot always tell
ASKED = {"001": Thresholds(rows=0.90, periods=0.90)}


@cache
def draft_of(name: str) -> Draft:
    seed = load(name)
    return read(parse(seed.data, seed.file_name), name=seed.file_name, data=seed.data)


@every_seed
def test_a_seed_is_read_as_well_as_asked(name: str) -> None:
    result = score(load(name).rows, draft_of(name))
    failures = result.failures(ASKED.get(name, Thresholds()))
    assert not failures, "\n".join([result.line(), *failures, *result.differences[:20]])


@every_seed
def test_the_title_and_the_years_of_the_plan_are_found(name: str) -> None:
    seed, draft = load(name), draft_of(name)
    assert same_words(draft.title, seed.texts("title")[0])
    if "period" in seed.annotation:
        assert [(draft.period_start or "")[:4], (draft.period_end or "")[:4]] == seed.annotation["period"]
    assert (draft.language, draft.kind) == (seed.annotation["language"], seed.annotation["kind"])


@every_seed
def test_vision_and_legal_basis_are_those_of_the_document(name: str) -> None:
    seed, draft = load(name), draft_of(name)
    for key in ("vision", "legal_basis"):
        for text in seed.texts(key):
            assert same_words(getattr(draft, key), text)


@every_seed
def test_stated_amounts_are_found_and_totals_marked(name: str) -> None:
    def stated(amount: str, currency: str, total: bool) -> tuple[float, str, bool]:
        return float(amount), currency, total

    expected = [stated(a["amount"], a["currency"], a["total"]) for a in load(name).annotation.get("budget", [])]
    assert sorted(stated(a.amount, a.currency, a.total) for a in draft_of(name).budget) == sorted(expected)


@every_seed
def test_every_word_has_its_place_in_the_draft(name: str) -> None:
    assert wordsum.uncovered(load(name).text, draft_of(name)) == []


@every_seed
def test_no_word_is_counted_twice(name: str) -> None:
    assert wordsum.counted_twice(load(name).text, draft_of(name)) == []


@every_seed
def test_the_texts_of_the_draft_hold_all_words_and_no_others(name: str) -> None:
    document = words(load(name).text)
    assert wordsum.missing_words(document, draft_of(name)) == []
    assert wordsum.invented_words(document, draft_of(name)) == []


@every_seed
def test_the_words_of_a_row_stand_at_its_places(name: str) -> None:
    assert wordsum.not_at_its_place(load(name).text, draft_of(name)) == []
