"""Naveza reads the documents of Dolina back: every row as it was written, no word dropped."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from naveza.demo.documents import PLANS, document_bytes
from naveza.demo.texts import content
from naveza.documents.blocks import Parsed
from naveza.documents.parsers import parse
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft
from tests.spec.plans.reading import wordsum
from tests.spec.plans.reading.score import ExpectedRow, Thresholds, same_words, score

every_plan = pytest.mark.parametrize("name", PLANS)
EVERYTHING = Thresholds(rows=1.0, periods=1.0, organisations=1.0, leads=1.0, path=1.0)


def expected_row(plan: dict[str, Any], row: dict[str, Any]) -> ExpectedRow:
    """The truth of one row. A document that states only its span may leave a row's periods empty or not."""
    periods = tuple(row["periods"])
    span = (plan["period_start"][:4], plan["period_end"][:4])
    grid = plan["layout"]["kind"] == "grid"
    return ExpectedRow(
        activity=(" ".join(row["activities"]),),
        paths=(tuple(row["path"]), *([("Cilji",)] if plan["kind"] == "project" else [])),
        periods=(periods,) if periods or grid else ((), span),
        institutions=(tuple(row["institutions"]),),
        lead=row["lead"],
        deadline=row["deadline"],
        results=tuple(row["expected_results"]),
        indicators=tuple(row["indicators"]),
        code=row["code"],
        paragraphs=len(row["activities"]),
    )


@cache
def parsed_of(name: str) -> Parsed:
    plan = content(name)
    return parse(document_bytes(plan), plan["document"])


@cache
def draft_of(name: str) -> Draft:
    plan = content(name)
    return read(parsed_of(name), name=plan["document"], data=document_bytes(plan))


@every_plan
def test_every_row_is_read_as_it_was_written(name: str) -> None:
    plan = content(name)
    result = score([expected_row(plan, row) for row in plan["rows"]], draft_of(name))
    failures = result.failures(EVERYTHING)
    assert not failures, "\n".join([result.line(), *failures, *result.differences[:30]])
    assert (result.results_right, result.indicators_right) == (result.aligned, result.aligned)
    assert (result.codes_right, result.paragraphs_right) == (result.aligned, result.aligned)


@every_plan
def test_title_language_span_and_kind_are_found(name: str) -> None:
    plan, draft = content(name), draft_of(name)
    # A list saved as CSV says neither what it is, nor what it is called, nor for when.
    bare = plan["layout"]["format"] == "csv"
    span = ("", "") if bare else (plan["period_start"][:4], plan["period_end"][:4])
    assert same_words(draft.title, None if bare else plan["title"])
    assert (draft.language, draft.kind) == (plan["language"], "unknown" if bare else plan["kind"])
    assert ((draft.period_start or "")[:4], (draft.period_end or "")[:4]) == span


@every_plan
def test_amounts_and_abbreviations_are_found(name: str) -> None:
    plan, draft = content(name), draft_of(name)
    found = [(float(a.amount), a.currency, a.total) for a in draft.budget]
    assert sorted(found) == sorted((float(a["amount"]), a["currency"], a.get("total", False)) for a in plan["budget"])
    assert {k: draft.abbreviations.get(k) for k in plan["abbreviations"]} == plan["abbreviations"]
    rows = [[(float(a.amount), a.currency) for a in row.budget] for row in draft.rows]
    assert rows == [[(float(a["amount"]), a["currency"]) for a in row["budget"]] for row in plan["rows"]]


@every_plan
def test_every_text_has_its_place_and_every_word_is_said(name: str) -> None:
    document = wordsum.document_words(parsed_of(name))
    assert wordsum.unclaimed(parsed_of(name), draft_of(name)) == []
    assert wordsum.missing_words(document, draft_of(name)) == []
    assert wordsum.invented_words(document, draft_of(name)) == []


@every_plan
def test_what_has_no_place_says_why(name: str) -> None:
    plan = content(name)
    of_rows = {text for row in plan["rows"] for text in (*row["activities"], *row["expected_results"])}
    left = draft_of(name).unplaced
    assert [u.text for u in left if not u.why.strip()] == []
    assert [u.text for u in left if u.text in of_rows] == []


@pytest.mark.parametrize("name", ["national-2024", "national-2026"])
def test_merged_cells_are_named_as_inherited(name: str) -> None:
    wanted = [sorted(row["inherits"]) for row in content(name)["rows"]]
    assert [sorted(row.inherits) for row in draft_of(name).rows] == wanted
