"""The accounting of words: nothing twice, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naveza.documents.blocks import Paragraph, ParagraphPlace, Parsed, Text, TextPlace
from naveza.plans.reading.fragments import DoubleSpending, Fragment, Ledger, Source, places_of, words_of


def fragment(text: str, *, raw: str = "", start: int = 0, line: int = 1) -> Fragment:
    place = TextPlace(line, line, start, start + len(raw or text))
    return Fragment(0, text, place, raw or text)


def test_a_span_is_spent_once() -> None:
    one = fragment("Centre for youth, police")
    ledger = Ledger([one])
    ledger.take(one, 0, 16, to="row 1 institutions")
    with pytest.raises(DoubleSpending, match="row 1 institutions"):
        ledger.take(one, 10, 20, to="row 2 institutions")


def test_what_nobody_took_is_left_over_with_its_place() -> None:
    one = fragment("Lead: Centre for youth", start=100)
    ledger = Ledger([one])
    ledger.take(one, 6, 22, to="row 1 institutions")
    left = ledger.leftovers()
    assert [(u.text, u.why) for u in left] == [("Lead:", "unrecognised")]
    assert left[0].source == [{"line": 1, "end_line": 1, "start": 100, "end": 105}]


def test_what_was_set_aside_comes_out_with_its_reason() -> None:
    one = fragment("Page 3 of 12")
    ledger = Ledger([one])
    ledger.set_aside(one, why="page number")
    assert [(u.text, u.why) for u in ledger.leftovers()] == [("Page 3 of 12", "page number")]


def test_punctuation_between_spent_words_is_no_leftover() -> None:
    one = fragment("Police, Customs")
    ledger = Ledger([one])
    ledger.take(one, 0, 6, to="a")
    ledger.take(one, 8, 15, to="b")
    assert ledger.leftovers() == []


def test_a_span_outside_its_fragment_is_refused() -> None:
    one = fragment("short")
    with pytest.raises(ValueError, match="5 characters"):
        Ledger([one]).take(one, 2, 9, to="x")


def test_places_follow_the_characters_through_collapsed_blanks() -> None:
    one = fragment("Two   words".replace("   ", " "), raw="Two   words", start=10)
    assert one.span(4, 9).as_json() == {"line": 1, "end_line": 1, "start": 16, "end": 21}


def test_neighbouring_lines_become_one_place() -> None:
    first = Fragment(0, "one two", TextPlace(1, 1, 0, 7), "one two")
    second = Fragment(1, "three", TextPlace(2, 2, 8, 13), "three")
    assert places_of([first.span(), second.span()]) == [{"line": 1, "end_line": 2, "start": 0, "end": 13}]
    assert words_of([first.span(), second.span()]) == "one two three"


def test_bold_is_decided_by_most_letters() -> None:
    one = Fragment(0, "Police and others", ParagraphPlace(0), bold=((0, 6),))
    assert one.span(0, 6).is_bold()
    assert not one.span().is_bold()


@given(
    st.lists(st.text(alphabet="ab c,.", min_size=1, max_size=30), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 30), st.integers(0, 30)), max_size=12),
)
def test_every_word_is_placed_or_left_over(texts: list[str], wishes: list[tuple[int, int, int]]) -> None:
    parsed = Parsed("docx", tuple(Paragraph(Text(t, ParagraphPlace(i), t)) for i, t in enumerate(texts)))
    source = Source(parsed)
    ledger = Ledger(source.fragments)
    for number, a, b in wishes:
        one = source.fragments[number % len(texts)]
        start, end = sorted((a % (len(one.text) + 1), b % (len(one.text) + 1)))
        try:
            ledger.take(one, start, end, to="row")
        except DoubleSpending:
            continue
    said = [span.text for span, _ in ledger.placed()] + [u.text for u in ledger.leftovers()]
    letters = sorted(c for text in said for c in text if c.isalpha())
    assert letters == sorted(c for text in texts for c in text if c.isalpha())
