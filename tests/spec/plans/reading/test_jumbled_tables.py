"""Half-year tables as the plain text of a PDF: small drawn texts, and the rows that they mean.

`·` is a blank that counts: such text writes one blank after every cell, so that blanks tell empty cells from ticked
ones.
A line of only blanks is an empty paragraph of a cell; an empty line says that the pen jumped.
"""

from __future__ import annotations

from textwrap import dedent

from naveza.documents.parsers.text import parse_string
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft, Row

HEADER = """
Specific objectives·Activities·
Implementation period·
Expected results·Responsible institutions·

2031-1·2031-2·2032-1·2032-2·
"""

FIRST = """
Nobody waits more than a·
week for help·

Open a second counselling·
room near the harbour·

·X··X·Room in daily use·

Ministry of Safe Communities·
·
IPH·
"""


def drawn(text: str) -> Draft:
    """The text as it would come from a PDF, read."""
    title = "Action plan of Dry Valley 2031–2032·\n\n\n\n·\n"
    return read(parse_string((title + dedent(text)).replace("·", " ")), name="drawn.txt")


def plain(row: Row) -> tuple[str, ...]:
    return (" / ".join(row.path), " / ".join(row.activities), " ".join(row.periods))


def test_blanks_between_ticks_are_empty_periods() -> None:
    [row] = drawn(HEADER + FIRST).rows
    assert plain(row) == (
        "Nobody waits more than a week for help",
        "Open a second counselling room near the harbour",
        "2031-2 2032-2",
    )
    assert row.expected_results == ["Room in daily use"]
    assert row.institutions == ["Ministry of Safe Communities", "IPH"]


def test_ticks_one_below_the_other_are_counted_by_their_jumps() -> None:
    upright = FIRST.replace("·X··X·Room", "·\n·\n\nX·\n·\n\n·\n·\n\nX·\n·\n\nRoom")
    [row] = drawn(HEADER + upright).rows
    assert row.periods == ["2031-2", "2032-2"]
    assert not any(d.code == "period_unsure" for d in row.doubts)


def test_four_ticks_are_all_periods_however_they_stand() -> None:
    upright = FIRST.replace("·X··X·Room", "X·\n\n·\n\nX·\n\nX·\n\n·\n\n··X·\n\nRoom")
    [row] = drawn(HEADER + upright).rows
    assert row.periods == ["2031-1", "2031-2", "2032-1", "2032-2"]


SECOND = """
Train two peer workers for·
the night shift·

··X···

Fewer deaths from opioids·
in the old town·

Hand out naloxone at the·
night pharmacy·

X·X·X·X·Kits given out each·
month·

Police·
·
NGOs·
"""


def test_a_second_activity_takes_what_merged_cells_hold() -> None:
    first, second, third = drawn(HEADER + FIRST + SECOND).rows
    assert second.activities == ["Train two peer workers for the night shift"]
    assert second.path == first.path
    assert second.expected_results == first.expected_results == ["Room in daily use"]
    assert second.institutions == first.institutions
    assert second.inherits == ["goal", "results", "institutions"]
    assert third.path == ["Fewer deaths from opioids in the old town"]
    assert third.institutions == ["Police", "NGOs"]
    assert third.inherits == []


def test_a_row_cut_by_the_end_of_a_page_is_put_together() -> None:
    page = "Chapter: Help near by·\n\n\n\n·\n\n·\n\n"
    cut = """
Help is there for people·
who live in the street·

Open a day room with·
showers and lockers and·

·X··X·Room in daily use by·
people without a·

Ministry of Safe·

"""
    rest = """
train its staff·

roof by the end of·
summer·

Communities·
·
IPH·

Young people know what·
they take·

Check substances at the·
summer festivals·

X·X·X·X·Samples checked·

Police·
"""
    rows = drawn(HEADER + FIRST + SECOND + cut + page + rest).rows
    row = rows[3]
    assert row.activities == ["Open a day room with showers and lockers and train its staff"]
    assert row.expected_results == ["Room in daily use by people without a roof by the end of summer"]
    assert row.institutions == ["Ministry of Safe Communities", "IPH"]
    assert any(d.code == "row_joined" for d in row.doubts)
    assert [rows[4].path[-1], *rows[4].activities] == [
        "Young people know what they take",
        "Check substances at the summer festivals",
    ]


def test_a_chapter_title_after_the_first_page_belongs_to_the_table_above() -> None:
    text = HEADER + FIRST + "\nChapter: Help near by·\n\n\n\n·\n" + HEADER + SECOND[SECOND.index("Fewer") - 1 :]
    draft = drawn(text + "\nChapter: Fewer harms·\n")
    assert [row.path[0] for row in draft.rows] == ["Help near by", "Fewer harms"]
    assert all(any(d.code == "chapter_assumed" for d in row.doubts) for row in draft.rows)
    assert draft.level_names == ["Chapter", "Specific objectives", "Activities"]


def test_a_chapter_title_right_before_its_table_is_no_guess() -> None:
    text = "Chapter: Help near by·\n" + HEADER + FIRST + "\n\n\n·\n\nChapter: Fewer harms·\n" + HEADER + FIRST
    rows = drawn(text).rows
    assert [row.path[0] for row in rows] == ["Help near by", "Fewer harms"]
    assert not any(d.code == "chapter_assumed" for row in rows for d in row.doubts)


def test_a_line_that_holds_a_result_and_an_institution_is_cut() -> None:
    cut = SECOND.replace("Kits given out each·\nmonth·\n\nPolice·", "Kits given out··IPH·")
    row = drawn(HEADER + FIRST + cut).rows[-1]
    assert row.expected_results == ["Kits given out"]
    assert row.institutions == ["IPH", "NGOs"]
    assert any(d.code == "cell_assigned_by_position" for d in row.doubts)


def test_text_beside_the_ticks_stands_in_the_cell_after_them() -> None:
    second = """
Train staff of cleaning·
services to pick up needles·

·X···All services·
trained·

Police, IPH·
NGOs·
"""
    row = drawn(HEADER + FIRST + second).rows[-1]
    assert row.expected_results == ["All services trained"]
    assert row.institutions == ["Police", "IPH", "NGOs"]


def test_institutions_may_go_on_with_and_on_a_line_of_their_own() -> None:
    text = FIRST.replace("·\nIPH·", "·\nand NGOs, IPH·")
    [row] = drawn(HEADER + text).rows
    assert row.institutions == ["Ministry of Safe Communities", "NGOs", "IPH"]
    assert "separator: between institutions" in {u.why for u in drawn(HEADER + text).unplaced}


def test_an_activity_on_the_line_of_its_ticks_is_found() -> None:
    text = FIRST.replace("Open a second counselling·\nroom near the harbour·\n\n·X··X·", "Open a room··X··X·")
    [row] = drawn(HEADER + text).rows
    assert plain(row) == ("Nobody waits more than a week for help", "Open a room", "2031-2 2032-2")


def test_ticks_may_stand_last() -> None:
    header = """
Activities·Expected results·Responsible institutions·Period·

2031·2032·2033·
"""
    body = """
Open a second counselling·
room near the harbour·

Room in daily use·

Ministry of Safe Communities·

·X·X·

Train two peer workers for·
the night shift·

Two people trained·

IPH·

X···
"""
    rows = drawn(header + body).rows
    assert [row.periods for row in rows] == [["2032", "2033"], ["2031"]]
    assert [row.institutions for row in rows] == [["Ministry of Safe Communities"], ["IPH"]]


def test_a_repeated_header_goes_nowhere_and_says_so() -> None:
    draft = drawn(HEADER + FIRST + "\n\n\n·\n" + HEADER + SECOND[SECOND.index("Fewer") - 1 :])
    repeated = [u for u in draft.unplaced if u.why.startswith("header: repeated")]
    assert "Specific objectives Activities" in {u.text for u in repeated}
    assert len(draft.rows) == 2


def test_a_word_cut_by_its_column_is_put_together() -> None:
    text = FIRST.replace("Open a second counselling·\nroom near", "Open a second counsell\ning room near")
    [row] = drawn(HEADER + text + SECOND).rows[:1]
    assert row.activities == ["Open a second counselling room near the harbour"]


SIDE_BY_SIDE = """
Specific objectives    Activities          Implementation period            Expected results    Responsible institutions
                                           2031-1  2031-2  2032-1  2032-2
Nobody waits more      Open a second         X               X              Room in daily use   Ministry of Safe
than a week for help   counselling room                                                         Communities
                       near the harbour                                                         IPH
                       Train two peer                X
                       workers
Fewer deaths from      Hand out naloxone             X       X       X      Kits given out      Police
opioids                at the night                                         each month
                       pharmacy
"""


def test_columns_that_stand_side_by_side_are_read_by_their_place() -> None:
    first, second, third = drawn(SIDE_BY_SIDE).rows
    assert plain(first) == (
        "Nobody waits more than a week for help",
        "Open a second counselling room near the harbour",
        "2031-1 2032-1",
    )
    assert first.institutions == ["Ministry of Safe Communities", "IPH"]
    assert plain(second)[1:] == ("Train two peer workers", "2031-2")
    assert second.path == first.path
    assert third.expected_results == ["Kits given out each month"]
    assert third.periods == ["2031-2", "2032-1", "2032-2"]
