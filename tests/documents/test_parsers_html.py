"""HTML: blocks of a page, tables with spans, lists, and what is left out."""

from __future__ import annotations

import pytest

from naveza.documents.blocks import Heading, Item, Paragraph, Parsed, TablePlace
from naveza.documents.parsers import Refusal, parse

from .builders import codes, grid, tables


def read(body: str, head: str = "") -> Parsed:
    page = f"<!doctype html><html lang='sl-SI'><head>{head}</head><body>{body}</body></html>"
    return parse(page.encode(), "plan.html")


def texts(parsed: Parsed) -> list[str]:
    return [t.text for t in parsed.texts()]


def test_blocks_come_in_order_with_their_kinds() -> None:
    parsed = read(
        "<h1>Plan</h1><p>One\n  two <b>three</b>.</p><div>four<p>five</p>six</div><h3>Part</h3>", "<title>T</title>"
    )
    assert texts(parsed) == ["Plan", "One two three.", "four", "five", "six", "Part"]
    assert [b.level for b in parsed.blocks if isinstance(b, Heading)] == [1, 3]
    assert list(parsed.texts())[1].bold == ((8, 13),)
    assert (parsed.language, parsed.title, parsed.format) == ("sl", "T", "html")


def test_the_title_style_of_word_processors_is_a_heading() -> None:
    parsed = read("<p class=MsoTitle>Plan</p><p class=title>Second</p><p>text</p>")
    assert [b.text.text for b in parsed.blocks if isinstance(b, Heading)] == ["Plan", "Second"]


def test_scripts_styles_and_comments_are_no_text() -> None:
    parsed = read("<script>var x = 'no';</script><style>p{}</style><!-- no --><p>yes</p><noscript>no</noscript>")
    assert texts(parsed) == ["yes"]


def test_spans_over_rows_and_columns_are_resolved() -> None:
    parsed = read(
        "<table><thead><tr><th rowspan=2>Goal</th><th colspan=2>Period</th></tr><tr><th>1</th><th>2</th></tr></thead>"
        "<tbody><tr><td rowspan=2>g</td><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>"
    )
    made = tables(parsed)[0]
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in made.cells] == [
        (0, 0, 2, 1, "Goal"),
        (0, 1, 1, 2, "Period"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
        (2, 0, 2, 1, "g"),
        (2, 1, 1, 1, "a"),
        (2, 2, 1, 1, "b"),
        (3, 1, 1, 1, "c"),
        (3, 2, 1, 1, "d"),
    ]
    assert (made.rows, made.columns, made.header_rows) == (4, 3, 2)
    assert made.cells[0].texts[0].bold == ((0, 4),)


def test_paragraphs_and_breaks_in_a_cell_are_separate_texts() -> None:
    made = tables(read("<table><tr><td><p>one</p><p>two<br>three</p></td><td><ul><li>x<li>y</ul></td></tr></table>"))[0]
    assert [t.text for t in made.cells[0].texts] == ["one", "two", "three"]
    assert [(t.marker, t.text) for t in made.cells[1].texts] == [("•", "x"), ("•", "y")]
    assert made.cells[0].texts[2].place == TablePlace(0, 0, 0, 2)


def test_nested_lists_keep_their_levels_and_numbers() -> None:
    parsed = read('<ol><li>a<ul><li>b</li></ul></li><li value="5">c</li></ol><ol type="I" start="3"><li>d</li></ol>')
    items = [(b.text.marker, b.level, b.text.text) for b in parsed.blocks if isinstance(b, Item)]
    assert items == [("1.", 0, "a"), ("•", 1, "b"), ("5.", 0, "c"), ("III.", 0, "d")]


def test_a_break_is_a_blank_and_two_breaks_are_a_new_paragraph() -> None:
    assert texts(read("<p>one<br>two<br><br>three</p>")) == ["one two", "three"]


def test_navigation_and_the_foot_of_the_page_are_furniture() -> None:
    parsed = read(
        "<nav><a>Home</a> <a>Plans</a></nav><main><p>plan</p><footer>inside</footer></main><footer>c 2025</footer>"
    )
    assert [t.text for t in parsed.furniture] == ["Home Plans", "c 2025"]
    assert [b.text.text for b in parsed.blocks if isinstance(b, Paragraph)] == ["plan", "inside"]
    assert codes(parsed) == ["navigation", "header_or_footer"]


def test_hidden_text_is_read_and_noted() -> None:
    parsed = read("<p>seen</p><p style='display: none'>unseen</p><p hidden>too</p>")
    assert texts(parsed) == ["seen", "unseen", "too"]
    assert codes(parsed) == ["hidden_text", "hidden_text"]


def test_a_table_that_lays_out_the_page_is_opened() -> None:
    inner = "<table>" + "<tr><td>a</td><td>b</td></tr>" * 3 + "</table>"
    parsed = read(f"<table><tr><td>menu</td><td><p>title</p>{inner}</td></tr></table>")
    assert [type(b).__name__ for b in parsed.blocks] == ["Paragraph", "Paragraph", "Table"]
    assert grid(tables(parsed)[0]) == [["a", "b"]] * 3


def test_a_small_table_in_a_cell_gives_its_lines_to_the_cell() -> None:
    inner = "<table><tr><td>2024</td><td>2025</td></tr></table>"
    parsed = read(f"<table><tr><td>goal</td><td>{inner}</td></tr><tr><td>x</td><td>y</td></tr></table>")
    assert [t.text for t in tables(parsed)[0].row(0)[1].texts] == ["2024", "2025"]


def test_ticked_boxes_are_signs() -> None:
    parsed = read("<table><tr><td><input type=checkbox checked></td><td><input type=checkbox></td></tr></table>")
    assert texts(parsed) == ["☒", "☐"]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1250", "iso-8859-2"])
def test_the_page_says_its_encoding(encoding: str) -> None:
    page = f"<html><head><meta charset='{encoding}'></head><body><p>Čas šole</p></body></html>"
    assert texts(parse(page.encode(encoding), "p.html")) == ["Čas šole"]


def test_unclosed_tags_are_closed() -> None:
    parsed = read("<table><tr><td>a<td>b<tr><td>c<td><b>d</table><p>after")
    assert grid(tables(parsed)[0]) == [["a", "b"], ["c", "d"]]
    assert texts(parsed)[-1] == "after"


def test_nothing_is_fetched() -> None:
    body = '<p>x</p><img src="http://192.0.2.1/a.png"><iframe src="http://192.0.2.1/"></iframe><object data="file:///etc/passwd">'
    assert texts(read(body)) == ["x"]


def test_a_tower_of_tags_is_refused_or_read() -> None:
    with pytest.raises(Refusal) as refusal:
        read("<div>" * 5000 + "deep" + "</div>" * 5000)
    assert refusal.value.code == "too_deep"


def test_a_page_of_ten_million_letters_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        read("<p>" + "a" * 11_000_000)
    assert refusal.value.code == "text_too_long"
