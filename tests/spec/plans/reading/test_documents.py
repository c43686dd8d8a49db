"""Invented plans in other layouts and languages, read to the same standard as the seeds."""

from __future__ import annotations

from functools import cache

import pytest

from naveza.documents.blocks import Parsed
from naveza.documents.parsers import parse
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft
from tests.spec.plans.reading import wordsum
from tests.spec.plans.reading.documents.make import build
from tests.spec.plans.reading.documents.truth import NAMES, expected_rows, load
from tests.spec.plans.reading.score import Thresholds, same_words, score

# a table of names does not always tell these apart, and no rule of reading depends on it
SPOKEN = {"hr": "sh", "sr": "sh", "bs": "sh"}
every_plan = pytest.mark.parametrize("name", NAMES)

# What the reader does not yet do as well as asked, and why. A plan that it has learnt turns its line here red.
OPEN = {
    ("en-headings", "asked"): "a body whose name holds a comma, named once and known to no registry, is cut",
    ("sl-jumbled", "place"): "the place of one line with a tick and a result is not kept",
}


def every_plan_as(measure: str) -> pytest.MarkDecorator:
    """Each plan; those that are open in this measure are expected to fail, and to be struck out once they do not."""
    cases = []
    for name in NAMES:
        reason = OPEN.get((name, measure))
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        cases.append(pytest.param(name, marks=marks))
    return pytest.mark.parametrize("name", cases)


@cache
def parsed_of(name: str) -> Parsed:
    file_name, data = build(name)
    return parse(data, file_name)


@cache
def draft_of(name: str) -> Draft:
    file_name, data = build(name)
    return read(parsed_of(name), name=file_name, data=data)


@every_plan_as("asked")
def test_a_plan_is_read_as_well_as_asked(name: str) -> None:
    result = score(expected_rows(name), draft_of(name))
    failures = result.failures(Thresholds())
    assert not failures, "\n".join([result.line(), *failures, *result.differences[:20]])


@every_plan
def test_the_title_and_the_language_are_found(name: str) -> None:
    plan, draft = load(name)["plan"], draft_of(name)
    assert same_words(draft.title, plan["title"])
    assert SPOKEN.get(draft.language, draft.language) == SPOKEN.get(plan["language"], plan["language"])


@every_plan_as("place")
def test_every_text_of_the_document_has_its_place_in_the_draft(name: str) -> None:
    assert wordsum.unclaimed(parsed_of(name), draft_of(name)) == []


@every_plan
def test_the_texts_of_the_draft_hold_all_words_and_no_others(name: str) -> None:
    document = wordsum.document_words(parsed_of(name))
    assert wordsum.missing_words(document, draft_of(name)) == []
    assert wordsum.invented_words(document, draft_of(name)) == []


@pytest.mark.parametrize("name", [n for n in NAMES if any("budget" in row for row in load(n)["plan"]["rows"])])
def test_stated_amounts_stand_in_their_rows(name: str) -> None:
    def stated(amounts: list[tuple[str, str]]) -> list[tuple[float, str]]:
        return [(float(amount), currency) for amount, currency in amounts]

    expected = [[(a["amount"], a["currency"]) for a in row.get("budget", [])] for row in load(name)["plan"]["rows"]]
    got = [[(a.amount, a.currency) for a in row.budget] for row in draft_of(name).rows]
    assert [stated(row) for row in got] == [stated(row) for row in expected]
