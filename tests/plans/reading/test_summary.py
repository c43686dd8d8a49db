"""A draft as text, and how `naveza read` ends."""

from __future__ import annotations

from naveza.plans.reading.draft import Doubt, Draft, Row, Unplaced
from naveza.plans.reading.summary import Exit, doubts_only, exit_code, table


def plan() -> Draft:
    first = Row(path=["Prevention"], path_codes=["1"], code="1.1", activities=["Train teachers"], periods=["2025-1"])
    first.lead, first.institutions = "Police", ["Police", "NGOs"]
    second = Row(path=["Prevention"], path_codes=["1"], activities=["Open a club"], deadline="May 2026")
    second.doubts = [Doubt("no_period_ticked", "No period is ticked in this row.", "periods", [{"line": 7}])]
    return Draft(title="Action plan", kind="action_plan", language="en", rows=[first, second], periods=["2025-1"])


def test_the_summary_shows_titles_once_rows_and_counts() -> None:
    lines = table(plan()).splitlines()
    assert lines[0] == "Title:       Action plan"
    assert lines.count("  1 Prevention") == 1
    assert any(line.strip().startswith("1 1.1 Train teachers") and "Police +1" in line for line in lines)
    assert any(line.strip().startswith("2 Open a club") and line.endswith("?") for line in lines)
    assert "2 rows, 1 with periods, 1 with a deadline, 1 with a lead, 2 institutions named, 1 rows with doubts" in lines
    assert "Doubts: no_period_ticked 1" in lines


def test_long_texts_are_cut_to_the_width_of_a_terminal() -> None:
    draft = plan()
    draft.title = "word " * 60
    draft.rows[0].activities = ["activity " * 30]
    assert max(len(line) for line in table(draft).splitlines()) <= 100


def test_only_what_needs_a_person_is_listed() -> None:
    draft = plan()
    draft.unplaced = [
        Unplaced("12", "page number", [{"page": 3}]),
        Unplaced("Who pays?", "text: between the rows", [{"table": 0, "row": 2, "column": 1}]),
    ]
    assert doubts_only(draft).splitlines() == [
        "row 2 Open a club [periods] at line 7: No period is ticked in this row. (no_period_ticked)",
        "unplaced at table 1, row 3, column 2: Who pays? (text: between the rows)",
    ]


def test_a_draft_without_doubts_says_so() -> None:
    draft = plan()
    draft.rows[1].doubts = []
    assert doubts_only(draft) == "Nothing needs a person.\n"


def test_exit_codes_tell_read_doubts_and_no_rows() -> None:
    draft = plan()
    assert exit_code(draft) is Exit.DOUBTS
    draft.rows[1].doubts = []
    assert exit_code(draft) is Exit.READ
    assert exit_code(Draft()) is Exit.NO_ROWS
    assert [int(x) for x in Exit] == [0, 2, 3, 4]
