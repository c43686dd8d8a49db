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
from tests.spec.plans.reading.score import ExpectedRow, same_words, score

every_plan = pytest.mark.parametrize("name", PLANS)


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


# What the reader does not yet get right, each with its cause; strict, so that a mended reader asks to strike it out.
SECTION = "the heading of the section that holds the table is read as a level above its chapters"
OPEN = {
    ("national-2024", "path"): SECTION,
    ("national-early-warning", "abbreviations"): "a list of abbreviations within a sheet is not recognised",
}


def every_plan_and(*measures: str) -> pytest.MarkDecorator:
    """Each plan with each measure; open ones are expected to fail."""
    cases = []
    for name in PLANS:
        for measure in measures:
            reason = OPEN.get((name, measure))
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            cases.append(pytest.param(name, measure, marks=marks, id=f"{name}-{measure}"))
    return pytest.mark.parametrize("name, measure", cases)


@every_plan_and("rows", "periods", "organisations", "leads", "path")
def test_every_row_is_read_as_it_was_written(name: str, measure: str) -> None:
    plan = content(name)
    result = score([expected_row(plan, row) for row in plan["rows"]], draft_of(name))
    assert getattr(result, measure) == 1.0, "\n".join([result.line(), *result.differences[:30]])


@every_plan
def test_results_indicators_numbers_and_paragraphs_are_read_as_they_were_written(name: str) -> None:
    plan = content(name)
    result = score([expected_row(plan, row) for row in plan["rows"]], draft_of(name))
    assert (result.results_right, result.indicators_right) == (result.expected, result.expected)
    assert (result.codes_right, result.paragraphs_right) == (result.expected, result.expected)


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
def test_stated_amounts_are_found(name: str) -> None:
    plan, draft = content(name), draft_of(name)
    found = [(float(a.amount), a.currency, a.total) for a in draft.budget]
    assert sorted(found) == sorted((float(a["amount"]), a["currency"], a.get("total", False)) for a in plan["budget"])
    rows = [[(float(a.amount), a.currency) for a in row.budget] for row in draft.rows]
    assert rows == [[(float(a["amount"]), a["currency"]) for a in row["budget"]] for row in plan["rows"]]


@every_plan_and("abbreviations")
def test_the_list_of_abbreviations_is_found(name: str, measure: str) -> None:
    plan = content(name)
    assert {k: getattr(draft_of(name), measure).get(k) for k in plan[measure]} == plan[measure]


@every_plan
def test_every_text_has_its_place(name: str) -> None:
    assert wordsum.unclaimed(parsed_of(name), draft_of(name)) == []


@every_plan_and("words")
def test_every_word_is_said_and_none_invented(name: str, measure: str) -> None:
    said = wordsum.document_words(parsed_of(name))
    assert wordsum.missing_words(said, draft_of(name)) == []
    assert wordsum.invented_words(said, draft_of(name)) == []


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
