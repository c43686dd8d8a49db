"""Outlines: legends of levels, numbers of every kind, bullets, labelled lines below an entry, in several languages."""

from __future__ import annotations

from textwrap import dedent

import pytest

from naveza.documents.blocks import Heading, Item, Paragraph, ParagraphPlace, Parsed, Text
from naveza.documents.parsers.text import parse_string
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft, Row
from naveza.plans.reading.fragments import Source
from naveza.plans.reading.outline_lines import detail_length, find_legend, role_of


def drawn(text: str) -> Draft:
    return read(parse_string(dedent(text).strip() + "\n"), name="outline.txt")


def built(*blocks: tuple[str, str, int] | tuple[str, str, int, str]) -> Draft:
    """A document of blocks: (kind, text, level, marker)."""
    made = []
    for number, (kind, text, level, *marker) in enumerate(blocks):
        written = Text(text, ParagraphPlace(number), marker=marker[0] if marker else "")
        made.append(
            Heading(written, level)
            if kind == "heading"
            else Item(written, level)
            if kind == "item"
            else Paragraph(written)
        )
    return read(Parsed("docx", tuple(made)), name="outline.docx")


def plain(row: Row) -> tuple[str, str]:
    return " / ".join(row.path), " / ".join(row.activities)


LEGEND = """
    Names of the levels
    "Vision"
    1 "Field"
    1.1 "Action"

    Strategy for quiet nights in Lower Zaton 2031–2034

    Nobody in Lower Zaton should be left alone with what they take, and nobody should be afraid of asking.
    1People on the street
    1.1Keep two vans on the road through the winter
    1.2Open a room for washing and sleeping beside the market
    2People in treatment
    2.1Shorten the wait for a first talk to one week
    2.2Print one card with all addresses
    PRINT
    i
"""


class TestLegend:
    def test_its_deepest_level_is_the_work_and_its_names_are_kept(self) -> None:
        draft = drawn(LEGEND)
        assert draft.level_names == ["Field", "Action"]
        assert [plain(row) for row in draft.rows] == [
            ("People on the street", "Keep two vans on the road through the winter"),
            ("People on the street", "Open a room for washing and sleeping beside the market"),
            ("People in treatment", "Shorten the wait for a first talk to one week"),
            ("People in treatment", "Print one card with all addresses"),
        ]

    def test_numbers_glued_to_titles_are_codes(self) -> None:
        rows = drawn(LEGEND).rows
        assert [row.code for row in rows] == ["1.1", "1.2", "2.1", "2.2"]
        assert [row.path_codes for row in rows] == [["1"], ["1"], ["2"], ["2"]]

    def test_the_text_between_title_and_outline_is_the_vision_it_names(self) -> None:
        assert drawn(LEGEND).vision == (
            "Nobody in Lower Zaton should be left alone with what they take, and nobody should be afraid of asking."
        )

    def test_words_around_the_outline_go_nowhere_with_a_reason(self) -> None:
        left = {u.text: u.why.split(":")[0] for u in drawn(LEGEND).unplaced}
        assert left["PRINT"] == "navigation"
        assert left['1 "Field"'] == "legend"

    def test_levels_may_be_named_without_quotation_marks(self) -> None:
        source = Source(parse_string("1 – Priority\n1.1 – Measure\n1.1.1 – Activity\n"))
        legend = find_legend(source.lines(), "en")
        assert legend.names == {1: "Priority", 2: "Measure", 3: "Activity"}

    def test_one_line_is_no_legend(self) -> None:
        assert not find_legend(Source(parse_string('1 "Field"\nText.\n')).lines(), "en").lines


class TestNumbers:
    @pytest.mark.parametrize(
        "codes",
        [("1.", "1.1.", "1.2.", "2.", "2.1."), ("I.", "1.", "2.", "II.", "1."), ("A.", "1)", "2)", "B.", "1)")],
        ids=["dotted", "roman", "letters"],
    )
    def test_every_kind_of_number_makes_levels(self, codes: tuple[str, ...]) -> None:
        titles = ("Help near by", "Open a day room", "Hire a nurse", "Safer nights", "Train bar staff")
        lines = "\n".join(f"{code} {title}" for code, title in zip(codes, titles, strict=True))
        draft = drawn(f"Plan of work for Lower Zaton 2031\n\n{lines}\n")
        assert [plain(row) for row in draft.rows] == [
            ("Help near by", "Open a day room"),
            ("Help near by", "Hire a nurse"),
            ("Safer nights", "Train bar staff"),
        ]

    def test_automatic_numbers_of_the_format_are_codes_too(self) -> None:
        draft = built(
            ("heading", "Action plan for Lower Zaton 2031", 1),
            ("item", "Help near by", 0, "1."),
            ("item", "Open a day room", 1, "1.1."),
            ("item", "Hire a nurse", 1, "1.2."),
            ("item", "Safer nights", 0, "2."),
            ("item", "Train bar staff", 1, "2.1."),
        )
        assert [(row.path_codes, row.code) for row in draft.rows] == [(["1"], "1.1"), (["1"], "1.2"), (["2"], "2.1")]

    def test_labels_before_numbers_are_names_of_levels(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            Priority 1: Help near by
            Objective 1.1 Nobody waits
            1.1.1 Open a day room
            1.1.2 Hire a nurse
            Priority 2: Safer nights
            Objective 2.1 Bars know what to do
            2.1.1 Train bar staff
        """)
        assert draft.level_names[:2] == ["Priority", "Objective"]
        assert [row.path for row in draft.rows] == [["Help near by", "Nobody waits"]] * 2 + [
            ["Safer nights", "Bars know what to do"]
        ]


class TestLines:
    def test_a_wrapped_line_goes_on_with_its_entry(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            1. Help near by
            1.1. Open a day room with showers, lockers and a kitchen, where people may
                 also meet a nurse
            1.2. Hire a nurse
            1.3. Print one card
        """)
        assert draft.rows[0].activities == [
            "Open a day room with showers, lockers and a kitchen, where people may also meet a nurse"
        ]

    def test_bullets_below_numbered_titles_are_the_work(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            1. Help near by
              - Open a day room
              - Hire a nurse
            2. Safer nights
              - Train bar staff
              - Free water at the door
        """)
        assert [plain(row) for row in draft.rows] == [
            ("Help near by", "Open a day room"),
            ("Help near by", "Hire a nurse"),
            ("Safer nights", "Train bar staff"),
            ("Safer nights", "Free water at the door"),
        ]

    def test_bullets_below_a_few_entries_are_parts_of_them(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            1. Help near by
            1.1. Open a day room
              - find a house
              - ask the neighbours
            1.2. Hire a nurse
            1.3. Print one card
            1.4. Keep two vans on the road
        """)
        assert draft.rows[0].activities == ["Open a day room", "find a house", "ask the neighbours"]
        assert len(draft.rows) == 4

    def test_headings_and_items_of_the_format_make_levels(self) -> None:
        draft = built(
            ("heading", "Action plan for Lower Zaton 2031", 1),
            ("heading", "Help near by", 2),
            ("item", "Open a day room", 0, "•"),
            ("item", "Lead: Ministry of Safe Communities", 1, "•"),
            ("item", "Hire a nurse", 0, "•"),
            ("item", "Lead: IPH", 1, "•"),
            ("heading", "Safer nights", 2),
            ("item", "Train bar staff", 0, "•"),
            ("item", "Lead: Association of Bars", 1, "•"),
        )
        assert [plain(row) for row in draft.rows] == [
            ("Help near by", "Open a day room"),
            ("Help near by", "Hire a nurse"),
            ("Safer nights", "Train bar staff"),
        ]
        assert [row.lead for row in draft.rows] == ["Ministry of Safe Communities", "IPH", "Association of Bars"]

    def test_a_title_cut_within_a_word_is_doubted(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            1. Help for people in the street, at home and in every other place where they nee
            1.1. Open a day room where nobody needs a paper
            1.2. Hire a nurse
            1.3. Print one card
        """)
        assert {d.code for d in draft.rows[0].doubts} == {"title_cut"}


class TestDetails:
    def test_labelled_lines_fill_the_fields_of_the_entry_above(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            1. Help near by
            1.1. Open a day room
                 Lead: Ministry of Safe Communities
                 Partners: IPH, Podgora Counselling Centre
                 Deadline: 30 June 2031
                 Indicator: people in the room each day
                 Budget: 12 000 EUR
            1.2. Hire a nurse
                 Lead: IPH
                 Period: 2031-2032
            1.3. Print one card
                 Lead: IPH
        """)
        first, second, _ = draft.rows
        assert (first.lead, first.institutions) == (
            "Ministry of Safe Communities",
            ["Ministry of Safe Communities", "IPH", "Podgora Counselling Centre"],
        )
        assert (first.deadline, first.indicators) == ("30 June 2031", ["people in the room each day"])
        assert [(a.amount, a.currency) for a in first.budget] == [("12000", "EUR")]
        assert second.periods == ["2031", "2032"]

    @pytest.mark.parametrize(
        "language, label, role",
        [
            ("sl", "Nosilec", "lead"),
            ("sl", "Kazalnik", "indicator"),
            ("cs", "Odpovídá", "responsible"),
            ("cs", "Termín", "deadline"),
            ("ro", "Parteneri", "partners"),
            ("en", "By", "deadline"),
            ("hr", "Rok", "deadline"),
            ("sr", "Nosilac", "lead"),
            ("sk", "Zodpovedá", "responsible"),
            ("pl", "Wskaźnik", "indicator"),
            ("de", "Federführung", "lead"),
            ("fr", "Échéance", "deadline"),
            ("en", "Priority 2", ""),
            ("en", "What we found out", ""),
        ],
    )
    def test_labels_are_known_in_ten_languages(self, language: str, label: str, role: str) -> None:
        assert role_of(label, language) == role or detail_length(f"{label}: x", language) is None

    def test_details_in_brackets_are_cut_from_the_line(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            1. Help near by
            1.1. Open a day room (Lead: IPH; Deadline: May 2031)
            1.2. Hire a nurse (Lead: IPH; Deadline: June 2031)
            1.3. Print one card (Lead: IPH; Deadline: July 2031)
        """)
        assert [(row.activities, row.lead, row.deadline) for row in draft.rows] == [
            (["Open a day room"], "IPH", "May 2031"),
            (["Hire a nurse"], "IPH", "June 2031"),
            (["Print one card"], "IPH", "July 2031"),
        ]

    def test_a_label_without_a_number_is_set_aside_as_a_label(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            1. Help near by
            1.1. Open a day room
                 Lead: IPH
            1.2. Hire a nurse
                 Lead: IPH
            1.3. Print one card
                 Lead: IPH
        """)
        assert [u.text for u in draft.unplaced if u.why.startswith("label")] == ["Lead:"] * 3

    def test_several_labels_on_one_line_are_cut_apart(self) -> None:
        draft = drawn("""
            Action plan for Lower Zaton 2031

            1. Help near by
            1.1. Open a day room
                 Lead: Ministry of Safe Communities. Deadline: 30 June 2031. Indicator: people in the
                 room each day; Budget: 12 000 EUR
            1.2. Hire a nurse
                 Lead: IPH. Deadline: 1 May 2031
            1.3. Print one card
                 Lead: IPH. Deadline: 1 June 2031
        """)
        first = draft.rows[0]
        assert (first.lead, first.deadline) == ("Ministry of Safe Communities", "30 June 2031")
        assert first.indicators == ["people in the room each day"]
        assert [a.amount for a in first.budget] == ["12000"]
        assert [row.deadline for row in draft.rows[1:]] == ["1 May 2031", "1 June 2031"]


class TestWhatIsNoOutline:
    def test_a_report_with_numbered_chapters_is_none(self) -> None:
        text = "Report on the year 2031\n\n"
        for number in range(1, 6):
            text += f"{number}. Chapter about something\n\n"
            text += "".join(f"This is sentence {i} of a long report that nobody planned.\n\n" for i in range(6))
        assert read(parse_string(text), name="report.txt").rows == []

    def test_a_letter_is_none(self) -> None:
        draft = drawn("Dear colleagues,\n\nthank you for the plan.\n\nKind regards\n\nAnna")
        assert draft.rows == []
