"""The examiner is examined: scoring on drawn drafts."""

from __future__ import annotations

import pytest

from naveza.plans.reading.draft import Draft, Row, Unplaced
from tests.spec.plans.reading.score import (
    ExpectedRow,
    Thresholds,
    align,
    alternatives,
    in_order,
    period_key,
    same_words,
    score,
    words,
)
from tests.spec.plans.reading.wordsum import (
    counted_twice,
    invented_words,
    missing_words,
    not_at_its_place,
    uncovered,
)

TRUTH = [
    ExpectedRow(("Train the nurses",), (("Health", "Care"),), (("2025-1",),), (("MoH", "Clinic"),), lead="MoH"),
    ExpectedRow(("Buy two vans",), (("Health", "Reach"),), (("2025-1", "2025-2"),), (("Police",),), lead=None),
]


def drawn() -> Draft:
    return Draft(
        rows=[
            Row(path=["Health", "Care"], activities=["Train the nurses"], periods=["2025-1"],
                lead="MoH", institutions=["MoH", "Clinic"]),
            Row(path=["Health", "Reach"], activities=["Buy two", "vans."], periods=["2025 - 2", "2025-1"],
                institutions=["Police"]),
        ]
    )  # fmt: skip


def test_a_right_draft_scores_everything() -> None:
    result = score(TRUTH, drawn())
    assert result.failures(Thresholds(1, 1, 1, 1, 1)) == []
    assert result.differences == []


def test_a_missing_word_makes_the_row_wrong() -> None:
    draft = drawn()
    draft.rows[0].activities = ["Train nurses"]
    result = score(TRUTH, draft)
    assert (result.rows, result.periods, result.path) == (0.5, 1.0, 1.0)
    assert "activity" in result.differences[0]


def test_a_row_too_many_lowers_the_share_of_rows() -> None:
    draft = drawn()
    draft.rows.append(Row(activities=["Page 3 of 9"]))
    assert score(TRUTH, draft).rows == pytest.approx(2 / 3)


def test_a_missing_row_lowers_rows_and_periods_but_not_the_others() -> None:
    draft = drawn()
    del draft.rows[1]
    result = score(TRUTH, draft)
    assert (result.rows, result.periods, result.organisations, result.leads, result.path) == (
        0.5,
        0.5,
        1,
        1,
        1,
    )


def test_a_row_cut_in_two_is_one_wrong_row_and_one_too_many() -> None:
    draft = drawn()
    draft.rows.insert(1, Row(activities=["the nurses"]))
    draft.rows[0].activities = ["Train"]
    assert score(TRUTH, draft).rows == pytest.approx(1 / 3)


def test_an_invented_lead_is_wrong() -> None:
    draft = drawn()
    draft.rows[1].lead = "Police"
    assert score(TRUTH, draft).leads == 0.5


def test_organisations_out_of_order_lose_points() -> None:
    draft = drawn()
    draft.rows[0].institutions.reverse()
    assert score(TRUTH, draft).organisations == pytest.approx(2 * 2 / 6)


def test_any_accepted_cut_of_a_group_is_right() -> None:
    either = alternatives([[("MoH",)], [("ministries", "services"), ("ministries and services",)]])
    truth = [ExpectedRow(("Meet",), institutions=either)]
    for names in (["MoH", "ministries", "services"], ["MoH", "ministries and services"]):
        assert score(truth, Draft(rows=[Row(activities=["Meet"], institutions=names)])).organisations == 1
    wrong = Draft(rows=[Row(activities=["Meet"], institutions=["MoH ministries", "services"])])
    assert score(truth, wrong).organisations < 1


def test_a_deadline_counts_as_the_period_where_the_plan_gives_one() -> None:
    truth = [ExpectedRow(("Meet",), deadline="30. 6. 2026")]
    assert score(truth, Draft(rows=[Row(activities=["Meet"], deadline="30.6.2026")])).periods == 1
    assert score(truth, Draft(rows=[Row(activities=["Meet"])])).periods == 0


def test_a_period_is_one_however_its_label_is_written() -> None:
    assert {period_key(p) for p in ("Q1 2026", "2026-Q1", "Q12026", "2026 / I", "2026-1", "1. polrok 2026")} == {
        ("2026", "1")
    }
    assert period_key("2026") == ("2026", "")
    assert period_key("2026-2") != period_key("2026-1")


def test_equal_activities_are_paired_in_order() -> None:
    truth = [ExpectedRow(("Meet",), periods=(("1",),)), ExpectedRow(("Meet",), periods=(("2",),))]
    rows = [Row(activities=["Meet"], periods=["1"]), Row(activities=["Meet"], periods=["2"])]
    assert align(truth, rows) == [(0, 0), (1, 1)]
    assert align(truth, rows[1:]) == [(1, 0)]


def test_an_empty_truth_and_an_empty_draft_agree() -> None:
    assert score([], Draft()).failures(Thresholds()) == []
    assert score([], drawn()).rows == 0


def test_a_draft_without_a_row_scores_nothing() -> None:
    result = score(TRUTH, Draft())
    assert (result.rows, result.periods, result.organisations, result.leads, result.path) == (0, 0, 0, 0, 0)


def test_words_ignore_marks_and_blanks_but_no_letters() -> None:
    assert words("»Naloxon\u00ad za  dom« (2026).") == ["Naloxon", "za", "dom", "2026"]
    assert same_words("şcoală", "școală")
    assert not same_words("Naloksona", "naloksona")


def test_names_in_order_are_counted_once() -> None:
    assert in_order(["A", "B", "C"], ["A", "C", "B", "C"]) == 3


TEXT = "Plan\nGoal: care\nTrain nurses X\nPage 1\n"


def placed() -> Draft:
    row = Row(path=["care"], activities=["Train nurses"], periods=["2025-1"])
    row.sources = {"path": [_at("Goal: care")], "activities": [_at("Train nurses")], "periods": [_at("X")]}
    return Draft(title="Plan", rows=[row], level_names=["Goal"], sources={"title": [_at("Plan")]},
                 unplaced=[Unplaced("Page 1", "page_number: foot of the page", [_at("Page 1")])])  # fmt: skip


def _at(part: str) -> dict[str, int]:
    start = TEXT.index(part)
    return {"line": 1, "end_line": 1, "start": start, "end": start + len(part)}


def test_a_whole_account_of_the_words_has_no_finding() -> None:
    draft, document = placed(), words(TEXT)
    assert uncovered(TEXT, draft) == []
    assert counted_twice(TEXT, draft) == []
    assert missing_words(document, draft) == []
    assert invented_words(document, draft) == []
    assert not_at_its_place(TEXT, draft) == []


def test_a_dropped_word_is_found_by_place_and_by_text() -> None:
    draft = placed()
    draft.unplaced.clear()
    assert uncovered(TEXT, draft) == ["line 4: 'Page' is nowhere", "line 4: '1' is nowhere"]
    assert missing_words(words(TEXT), draft) == ["'Page' stands 1 times too seldom"]


def test_a_number_glued_to_a_title_is_no_lost_word() -> None:
    draft = Draft(rows=[Row(path=["Care"], path_codes=["1.1"], activities=["Train"])])
    assert missing_words(words("1.1Care Train"), draft) == []


def test_a_word_placed_and_unplaced_is_found() -> None:
    draft = placed()
    draft.unplaced.append(Unplaced("nurses", "leftover: ", [_at("nurses")]))
    assert len(counted_twice(TEXT, draft)) == 1


def test_a_merged_cell_counts_once() -> None:
    draft = placed()
    draft.rows.append(Row(activities=["Train nurses"], sources={"activities": [_at("Train nurses")]}))
    assert counted_twice(TEXT, draft) == []


def test_a_word_of_another_place_is_found() -> None:
    draft = placed()
    draft.rows[0].activities = ["Train Page"]
    assert not_at_its_place(TEXT, draft) == ["row 0: 'Page' is not at its place"]
    draft.rows[0].activities = ["Train doctors"]
    assert invented_words(words(TEXT), draft) == ["'doctors' is not in the document"]
