"""Project cards: labels and values, one row for each goal, money by year with totals marked."""

from __future__ import annotations

from textwrap import dedent

from naveza.documents.blocks import Cell, Heading, Item, Paragraph, ParagraphPlace, Parsed, Table, TablePlace, Text
from naveza.documents.parsers.text import parse_string
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft

CARD = """
    Skip to content

    New vans for the mobile units of Lower Zaton and the islands

    The project gives the four units of the region vans in which people can sit, wash and talk to a nurse.

    Priority axis

    Health and inclusion in every valley of the country, for everybody and at all hours.

    Specific objective

    Better services near to where people live

    Short description

    The vans are old. Every second night one of them does not start, and the people who wait for it go away
    with nothing.

    Goals of the project

      • buy four vans with heating and water,
      • train two drivers for each van
        and a nurse for every second one,
      • reach two hundred more people in a year.

    Money planned by year

    2031: 120.000,00 EUR

    2032: 80.000,00 EUR

    Total: 200.000,00 EUR
"""


def drawn(text: str) -> Draft:
    return read(parse_string(dedent(text)), name="card.txt")


def test_each_goal_of_the_list_is_a_row() -> None:
    assert [row.activities for row in drawn(CARD).rows] == [
        ["buy four vans with heating and water,"],
        ["train two drivers for each van and a nurse for every second one,"],
        ["reach two hundred more people in a year."],
    ]


def test_labels_of_levels_above_the_list_are_the_path() -> None:
    draft = drawn(CARD)
    assert draft.rows[0].path[-1] == "Better services near to where people live"
    assert draft.level_names[-2:] == ["Specific objective", "Goals of the project"]


def test_a_description_is_no_level() -> None:
    assert not any("vans are old" in title for row in drawn(CARD).rows for title in row.path)


def test_money_stands_by_year_and_the_total_is_marked() -> None:
    assert [(a.amount, a.currency, a.period, a.total) for a in drawn(CARD).budget] == [
        ("120000.00", "EUR", "2031", False),
        ("80000.00", "EUR", "2032", False),
        ("200000.00", "EUR", None, True),
    ]


def test_a_project_without_ticks_or_terms_has_no_periods() -> None:
    assert all(row.periods == [] and row.deadline is None for row in drawn(CARD).rows)


def test_words_before_the_card_go_to_navigation() -> None:
    assert [u.text for u in drawn(CARD).unplaced if u.why == "navigation"] == ["Skip to content"]


def test_labels_with_their_value_on_one_line_hold_for_the_whole_project() -> None:
    draft = drawn("""
        Project of the county: warm rooms for the winter of 2031

        Project lead: Ministry of Safe Communities
        Partners: IPH, Municipality of Zaton
        Duration: 2031-2032

        Activities

        - find three rooms
        - hire six people
    """)
    assert [row.activities for row in draft.rows] == [["find three rooms"], ["hire six people"]]
    assert {tuple(row.institutions) for row in draft.rows} == {
        ("Ministry of Safe Communities", "IPH", "Municipality of Zaton")
    }
    assert {row.lead for row in draft.rows} == {"Ministry of Safe Communities"}
    assert draft.rows[1].inherits == ["institutions"]
    assert (draft.period_start, draft.period_end) == ("2031-01-01", "2032-12-31")


def test_activities_are_the_rows_where_goals_are_listed_too() -> None:
    draft = drawn("""
        Project of the county: warm rooms for the winter of 2031

        Goals

        - nobody freezes
        - everybody knows the address

        Activities

        - find three rooms
        - hire six people
        - print a map
    """)
    assert [row.activities for row in draft.rows] == [["find three rooms"], ["hire six people"], ["print a map"]]
    assert "nobody freezes" in " ".join(u.text for u in draft.unplaced)


def test_headings_and_items_of_a_format_are_labels_and_values() -> None:
    made = [
        Heading(Text("Project: warm rooms for the winter of 2031", ParagraphPlace(0)), 1),
        Heading(Text("Specific objective", ParagraphPlace(1)), 2),
        Paragraph(Text("Fewer people sleep outside", ParagraphPlace(2))),
        Heading(Text("Project objectives", ParagraphPlace(3)), 2),
        Item(Text("find three rooms", ParagraphPlace(4), marker="•"), 0),
        Item(Text("hire six people", ParagraphPlace(5), marker="•"), 0),
    ]
    draft = read(Parsed("html", tuple(made)), name="card.html")
    assert [(row.path, row.activities) for row in draft.rows] == [
        (["Fewer people sleep outside"], ["find three rooms"]),
        (["Fewer people sleep outside"], ["hire six people"]),
    ]


def test_a_table_of_labels_and_values_is_a_card() -> None:
    rows = [
        ["Title", "Warm rooms for the winter of 2031"],
        ["Specific objective", "Fewer people sleep outside"],
        ["Goals of the project", "find three rooms", "hire six people", "print a map"],
        ["Partners", "IPH, Municipality of Zaton"],
    ]
    cells = []
    for number, (label, *values) in enumerate(rows):
        place = TablePlace(0, number, 0)
        cells.append(Cell(number, 0, (Text(label, place),), place))
        texts = tuple(Text(value, TablePlace(0, number, 1, i)) for i, value in enumerate(values))
        cells.append(Cell(number, 1, texts, TablePlace(0, number, 1)))
    heading = Heading(Text("Project card of Lower Zaton", ParagraphPlace(0)), 1)
    table = Table(tuple(cells), len(rows), 2, TablePlace(0, 0, 0))
    draft = read(Parsed("docx", (heading, table)), name="card.docx")
    assert [row.activities for row in draft.rows] == [["find three rooms"], ["hire six people"], ["print a map"]]
    assert draft.rows[0].institutions == ["IPH", "Municipality of Zaton"]


def test_a_list_under_another_label_is_no_work() -> None:
    draft = drawn("Project of the county\n\nThings to bring\n\n- a coat\n- a cup\n")
    assert draft.rows == []
