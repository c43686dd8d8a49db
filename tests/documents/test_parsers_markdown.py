"""Markdown: headings, tables, lists, and paragraphs whose lines are joined."""

from __future__ import annotations

from naveza.documents.blocks import Heading, Item, Paragraph, Parsed, TextPlace
from naveza.documents.parsers import parse

from .builders import codes, grid, tables


def read(text: str) -> Parsed:
    return parse(text.encode(), "plan.md")


def texts(parsed: Parsed) -> list[str]:
    return [t.text for t in parsed.texts()]


def test_headings_of_both_kinds() -> None:
    parsed = read("# Plan #\n\nPart\n----\n\nWhole\n===\n###### deep\n#no heading\n")
    found = [(b.text.text, b.level) for b in parsed.blocks if isinstance(b, Heading)]
    assert found == [("Plan", 1), ("Part", 2), ("Whole", 1), ("deep", 6)]
    assert texts(parsed)[-1] == "#no heading"


def test_wrapped_lines_are_one_paragraph_with_one_place() -> None:
    whole = "First line\nof a  paragraph.\n\nSecond.\n"
    first = next(read(whole).texts())
    assert first.text == "First line of a paragraph."
    assert first.place == TextPlace(1, 2, 0, 27)
    assert whole[0:27].split() == first.text.split()
    assert first.raw == "First line\nof a  paragraph."


def test_a_pipe_table_with_breaks_escapes_and_bold() -> None:
    whole = "| Goal | Who |\n|:-----|---:|\n| a \\| b<br>c | **Ministry**, NIJZ |\n| d | |\n\nafter\n"
    parsed = read(whole)
    made = tables(parsed)[0]
    assert grid(made) == [["Goal", "Who"], ["a | b c", "Ministry, NIJZ"], ["d", ""]]
    assert [t.text for t in made.row(1)[0].texts] == ["a | b", "c"]
    assert made.row(1)[1].texts[0].bold == ((0, 8),)
    assert made.header_rows == 1
    places = [t.place for cell in made.cells for t in cell.texts if isinstance(t.place, TextPlace)]
    assert [whole[p.start : p.end] for p in places][:4] == ["Goal", "Who", "a \\| b", "c"]


def test_a_table_without_outer_pipes() -> None:
    assert grid(tables(read("a | b\n--|--\nc | d\n"))[0]) == [["a", "b"], ["c", "d"]]


def test_lists_keep_markers_and_levels_and_join_wrapped_lines() -> None:
    parsed = read("- one\n  goes on\n  - two\n    1. three\n- four\n\n1) five\n2) six\n")
    items = [(b.text.marker, b.level, b.text.text) for b in parsed.blocks if isinstance(b, Item)]
    assert items == [
        ("•", 0, "one goes on"),
        ("•", 1, "two"),
        ("1.", 2, "three"),
        ("•", 0, "four"),
        ("1)", 0, "five"),
        ("2)", 0, "six"),
    ]


def test_numbered_lines_are_paragraphs_of_their_own() -> None:
    parsed = read("1.1 Build a net\n1.2 Train\npeople\n")
    assert [b.text.text for b in parsed.blocks if isinstance(b, Paragraph)] == ["1.1 Build a net", "1.2 Train people"]


def test_marks_are_taken_out_and_words_stay() -> None:
    parsed = read(
        "See [the **act**](http://x.si/a_(b)) and `code`, _so_ 2 * 3 * 4, snake_case, \\*star\\*, __bold__.\n"
    )
    text = next(parsed.texts())
    assert text.text == "See the act and code, so 2 * 3 * 4, snake_case, *star*, bold."
    assert [text.text[a:b] for a, b in text.bold] == ["act", "bold"]


def test_front_matter_is_furniture_and_rules_are_nothing() -> None:
    parsed = read("---\ntitle: Plan\n---\ntext\n\n---\n\n***\n<!-- hidden -->\nmore\n")
    assert [t.text for t in parsed.furniture] == ["title: Plan"]
    assert [b.text.text for b in parsed.blocks if isinstance(b, Paragraph)] == ["text", "more"]
    assert codes(parsed) == ["front_matter", "comment"]


def test_code_keeps_its_lines() -> None:
    assert texts(read("```\na  b\n# c\n```\nend\n")) == ["a b", "# c", "end"]


def test_quotes_are_paragraphs() -> None:
    assert texts(read("> quoted\n> lines\n\nplain\n")) == ["quoted lines", "plain"]
