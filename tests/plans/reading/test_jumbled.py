"""Jumbled half-year tables: lines, ticks and headers one by one, and whole invented tables printed and read back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

import pytest

from naveza.documents.parsers.text import parse_string
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft, Row
from naveza.plans.reading.fragments import Source
from naveza.plans.reading.jumbled_costs import learn_widths
from naveza.plans.reading.jumbled_header import Header, find_headers
from naveza.plans.reading.jumbled_lines import Line, page_number, read_lines, wide_blanks
from naveza.plans.reading.jumbled_look import Eyes
from naveza.plans.reading.jumbled_ticks import find_ticks, tick_line
from tests.plans.reading.jumbled_printer import Chapter, Print, Printer, invent
from tests.plans.reading.jumbled_words import WORDS

LOOSE = (1.8, 1.8, 1.8, 1.8)
MIXED = (1.2, 1.8, 1.8, 1.2)


def lines_of(text: str) -> list[Line]:
    return read_lines(Source(parse_string(text)).lines())


def headers_of(text: str, language: str = "en") -> list[Header]:
    return find_headers(lines_of(text), language, usable=lambda line: True)


class TestLines:
    def test_an_empty_line_is_a_jump_and_a_line_of_blanks_is_none(self) -> None:
        first, second, third = lines_of("one \n\ntwo \n \nthree \n")
        assert (first.gap.empty, second.gap.empty, second.gap.blank) == (1, 1, 0)
        assert (third.gap.empty, third.gap.blank, third.gap.jump) == (0, 1, False)

    def test_several_empty_lines_among_blank_ones_end_a_page(self) -> None:
        lines = lines_of("one \n \ntwo \n\n\n\n \n\n \n\nthree \n")
        assert [line.gap.page for line in lines] == [False, False, True]

    def test_a_form_feed_ends_a_page(self) -> None:
        assert [line.gap.page for line in lines_of("one\n\ftwo\nthree")] == [False, True, False]

    def test_page_numbers_that_count_up_end_pages(self) -> None:
        lines = lines_of("one\n\n3\n\ntwo\n\n4\n\nthree")
        assert [line.text for line in lines if line.gap.page] == ["3", "two", "4", "three"]

    @pytest.mark.parametrize("text, number", [("7", 7), ("- 7 -", 7), ("Page 7 of 12", 7), ("Page seven", None)])
    def test_a_page_number_is_known_by_its_looks(self, text: str, number: int | None) -> None:
        assert page_number(text) == number

    def test_line_ends_of_windows_do_not_look_like_blanks(self) -> None:
        lines = lines_of("one \r\n\r\ntwo \r\nthree \r\n")
        assert [(line.gap.empty, line.gap.blank) for line in lines] == [(1, 0), (1, 0), (0, 0)]

    def test_words_behind_two_blanks_are_remembered(self) -> None:
        assert wide_blanks(" Report  IPH ", "Report IPH") == (7,)
        assert wide_blanks("Report IPH", "Report IPH") == ()


class TestTicks:
    @pytest.mark.parametrize(
        "raw, ticked",
        [
            (" X   text", (False, True, False, False)),
            ("  X X text", (False, False, True, True)),
            ("X X X X text", (True, True, True, True)),
            ("   X ", (False, False, False, True)),
            ("  X X   text", (False, False, True, True)),
            ("Meetings twice a year  x  x text", (False, True, False, True)),
            ("✓  ✓  ", (True, False, True, False)),
        ],
    )
    def test_each_cell_is_a_mark_and_a_blank(self, raw: str, ticked: tuple[bool, ...]) -> None:
        [ticks] = find_ticks(lines_of(raw), 4)
        assert ticks.cells == ticked

    @pytest.mark.parametrize("raw", ["Vitamin X in the sample", "X-ray of the chest", "Generation X"])
    def test_a_mark_within_a_sentence_is_a_letter(self, raw: str) -> None:
        assert tick_line(lines_of(raw)[0], 4) is None

    def test_a_column_of_cells_is_counted_by_its_jumps(self) -> None:
        text = "work \n \n \n\n \n \n\nX \n \n\n \n \n\nX \n \n\nresult "
        [ticks] = find_ticks(lines_of(text), 4)
        assert (ticks.cells, ticks.sure) == ((False, True, False, True), True)

    def test_ticks_without_any_blanks_to_count_are_unsure(self) -> None:
        [ticks] = find_ticks(lines_of("work\nX X\nresult"), 4)
        assert not ticks.sure

    def test_text_between_ticks_parts_two_rows(self) -> None:
        assert len(find_ticks(lines_of("X X X X\n\nmore work\n\nX X X X"), 4)) == 2


class TestHeader:
    def test_names_on_several_lines_give_the_order_of_columns(self) -> None:
        [header] = headers_of(
            "Specific objectives \nPlanned \nactivities \n\nExpected \nresults \n2031-1 2031-2 \nNext"
        )
        assert header.roles == ("goal", "activity", "period", "result")
        assert header.labels == ("2031-1", "2031-2")

    def test_labels_may_stand_between_names(self) -> None:
        [header] = headers_of("Goal Activity 2031 2032 2033 Results Responsible\n")
        assert header.roles == ("goal", "activity", "period", "result", "responsible")

    def test_labels_one_below_the_other_are_one_header(self) -> None:
        [header] = headers_of("Goals Activities Results Responsible\n2031-1\n2031-2\n2032-1\nText of a goal\n")
        assert header.labels == ("2031-1", "2031-2", "2032-1")

    def test_a_garbled_header_takes_its_columns_from_a_whole_one(self) -> None:
        text = "Goals Activities Results Responsible\n2031-1 2031-2\nText.\n\nxxxx\n2031-1 2031-2\nText.\n"
        whole, garbled = headers_of(text)
        assert garbled.roles == whole.roles

    def test_a_header_without_known_words_is_given_the_usual_columns(self) -> None:
        [header] = headers_of("aaa bbb\n2031-1 2031-2\nText.\n")
        assert header.roles[:3] == ("goal", "activity", "period")
        assert not header.names


class TestLearning:
    def test_a_columns_width_is_the_one_that_breaks_fewest_lines(self) -> None:
        lines = [(20.0, 26.0), (19.0, 24.5), (21.0, 25.0), (8.0, None), (20.5, 27.0)]
        assert learn_widths({"goal": lines})["goal"] == 21.0

    def test_too_few_lines_teach_no_width(self) -> None:
        assert learn_widths({"goal": [(20.0, None)] * 3}) == {}

    def test_acronyms_that_stand_alone_look_like_institutions_and_others_do_not(self) -> None:
        eyes = Eyes("en")
        eyes.learn(["IPH", "IPH, MSC", "tests for HIV in vans", "tests for HIV at night", "less HIV in town"])
        assert eyes.organisation("IPH") > 0.9 > 0.6 > eyes.organisation("HIV")

    def test_capitals_cost_little_in_a_language_that_writes_nouns_with_them(self) -> None:
        german, english = Eyes("de"), Eyes("en")
        german.learn(["Der Ausbau der Hilfe im Tal und an der Grenze"] * 9)
        english.learn(["the growth of help in the valley and near Zaton"] * 9)
        assert german.capital < english.capital


@dataclass
class Truth:
    """What the printed table says, row by row."""

    path: list[str]
    works: list[str]
    periods: list[str]
    results: list[str]


def truth_of(chapters: list[Chapter], style: Print) -> list[Truth]:
    found = []
    for chapter in chapters:
        for goal in chapter.goals:
            results: list[str] = []
            for row in goal.rows:
                results = row.results if row.results is not None else results
                ticked = [label for label, tick in zip(style.labels, row.ticks, strict=True) if tick]
                path = [chapter.title, goal.title] if "goal" in style.order else [chapter.title]
                found.append(Truth(path, row.works, ticked, results))
    return found


def printed(language: str, style: Print, seed: int, goals: int = 6) -> tuple[str, list[Truth]]:
    """A plan of two chapters as the text of its PDF, and what it says."""
    words, random = WORDS[language], Random(seed)
    printer, chapters = Printer(words, style), []
    for title in words.chapters[:2]:
        chapter = invent(words, random, goals, len(style.labels))
        chapter.title = title
        chapters.append(chapter)
        printer.chapter(chapter)
    return f"{words.title} \n \n{printer.text()}", truth_of(chapters, style)


def shares(language: str, style: Print, seeds: tuple[int, ...]) -> dict[str, float]:
    """Share of rows whose activity, path, periods and results are read back word for word."""
    right: Counter[str] = Counter()
    total = 0
    for seed in seeds:
        text, truth = printed(language, style, seed)
        rows = read(parse_string(text), name="printed.txt").rows
        assert len(rows) == len(truth)
        total += len(truth)
        for row, said in zip(rows, truth, strict=True):
            right.update(name for name, same in compared(row, said).items() if same)
    return {name: right[name] / total for name in ("activity", "path", "periods", "results")}


def compared(row: Row, said: Truth) -> dict[str, bool]:
    return {
        "activity": " ".join(row.activities) == " ".join(said.works),
        "path": row.path == said.path,
        "periods": row.periods == said.periods,
        "results": " ".join(row.expected_results) == " ".join(said.results),
    }


class TestPrintedAndReadBack:
    """Tables of invented words: the share that comes back is asked for, language by language and look by look."""

    @pytest.mark.parametrize("language", sorted(WORDS))
    def test_close_lines_come_back_in_every_language(self, language: str) -> None:
        got = shares(language, Print(), (31, 32))
        assert got["periods"] == 1.0
        assert min(got["activity"], got["path"]) >= 0.9, got

    @pytest.mark.parametrize(
        "style, least",
        [
            (Print(spacing=MIXED), 0.90),
            (Print(spacing=LOOSE, ends=(True,) * 4), 0.85),
            (Print(spacing=LOOSE, ends=(False,) * 4, between=(False,) * 4), 0.75),
            (Print(upright=True), 0.90),
            (Print(widths=(80, 90, 85, 80)), 0.85),
            (Print(title_after=False), 0.9),
            (Print(order=("goal", "work", "result", "institutions", "ticks")), 0.90),
            (Print(order=("goal", "work", "institutions", "ticks", "result")), 0.90),
            (Print(order=("work", "ticks", "result", "institutions")), 0.90),
            (Print(labels=("2031", "2032", "2033"), mark="✓"), 0.90),
            (Print(numbered=True), 0.90),
        ],
        ids=lambda value: "" if isinstance(value, float) else f"{value.order[-1]} {value.spacing} {value.widths[0]}",
    )
    def test_a_table_of_another_look_comes_back(self, style: Print, least: float) -> None:
        for language in ("sl", "en"):
            got = shares(language, style, (41, 42))
            assert got["periods"] >= 0.98, (language, got)
            assert min(got["activity"], got["path"]) >= least, (language, got)

    def test_without_blank_lines_most_rows_still_come_back(self) -> None:
        got = shares("cs", Print(blanks=False), (51, 52))
        assert min(got["activity"], got["path"]) >= 0.8, got

    @pytest.mark.parametrize("language", ["ro", "de"])
    def test_no_word_is_dropped_or_counted_twice(self, language: str) -> None:
        text, _ = printed(language, Print(spacing=MIXED, upright=True), 61)
        parsed = parse_string(text)
        draft = read(parsed, name="printed.txt")
        assert spent_letters(draft, text) == dict.fromkeys((i for i, c in enumerate(text) if c.isalnum()), 1)


def spent_letters(draft: Draft, text: str) -> dict[int, int]:
    """How often each letter is claimed; cells that several rows share count once."""
    spans = {
        (place["start"], place["end"])
        for row in draft.rows
        for name, places in row.sources.items()
        if name != "lead"
        for place in places
    }
    spans |= {(p["start"], p["end"]) for places in draft.sources.values() for p in places}
    spans |= {(p["start"], p["end"]) for left in draft.unplaced for p in left.source}
    spans |= {(p["start"], p["end"]) for amount in draft.budget for p in amount.source}
    counts = Counter(i for start, end in spans for i in range(start, end) if text[i].isalnum())
    return dict(counts)


class TestDoubts:
    def test_a_guess_lowers_the_confidence_and_says_why(self) -> None:
        text, _ = printed("sl", Print(spacing=LOOSE, ends=(False,) * 4, between=(False,) * 4), 71)
        rows = read(parse_string(text), name="printed.txt").rows
        doubtful = [row for row in rows if any(d.code == "cell_assigned_by_position" for d in row.doubts)]
        assert doubtful
        assert all(row.confidence <= 0.7 for row in doubtful)

    def test_a_document_without_ticks_is_no_jumbled_table(self) -> None:
        draft = read(parse_string("Goals Activities Results Responsible\n2031-1 2031-2\nSome text.\n"), name="a.txt")
        assert draft.rows == []
