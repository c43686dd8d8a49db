"""CSV: delimiters, encodings, quotes, and the place of every field."""

from __future__ import annotations

import pytest

from naveza.documents.blocks import Parsed, TextPlace
from naveza.documents.parsers import Refusal, parse

from .builders import codes, grid, tables


def read(text: str, name: str = "plan.csv") -> Parsed:
    return parse(text.encode(), name)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Goal", "Who", "Amount"], ["Build, mend" if delimiter != "," else "Build", "Ministry", "1.200,50"]]
    if delimiter == ",":
        rows[1][2] = "1200"
    whole = "\n".join(delimiter.join(row) for row in rows) + "\n"
    assert grid(tables(read(whole))[0]) == rows


def test_quoted_fields_hold_delimiters_quotes_and_line_ends() -> None:
    whole = 'Goal;Who\r\n"Build; and\r\n""mend""";Ministry\r\n'
    made = tables(read(whole))[0]
    assert [[t.text for t in c.texts] for c in made.row(1)] == [["Build; and", '"mend"'], ["Ministry"]]
    places = [t.place for t in made.row(1)[0].texts]
    assert [whole[p.start : p.end] for p in places if isinstance(p, TextPlace)] == ["Build; and", '""mend""']
    assert [p.line for p in places if isinstance(p, TextPlace)] == [2, 3]
    ministry = made.row(1)[1].texts[0].place
    assert isinstance(ministry, TextPlace)
    assert (ministry.line, whole[ministry.start : ministry.end]) == (3, "Ministry")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1250", "utf-16"])
def test_encodings_of_spreadsheet_programs(encoding: str) -> None:
    made = tables(parse("Cilj;Šola\nžeja;čas\n".encode(encoding), "plan.csv"))[0]
    assert grid(made) == [["Cilj", "Šola"], ["žeja", "čas"]]


def test_the_line_that_names_the_delimiter_is_furniture() -> None:
    parsed = read("sep=;\na,b;c\nd;e\n")
    assert grid(tables(parsed)[0]) == [["a,b", "c"], ["d", "e"]]
    assert [t.text for t in parsed.furniture] == ["sep=;"]


def test_rows_of_unequal_length_are_read_and_noted() -> None:
    parsed = read("a;b;c\nd;e\n")
    assert grid(tables(parsed)[0]) == [["a", "b", "c"], ["d", "e"]]
    assert codes(parsed) == ["uneven_rows"]


def test_columns_and_rows_that_hold_nothing_are_left_out_at_the_edge() -> None:
    made = tables(read("a;b;;;;\nc;d;;;;\n\n\n"))[0]
    assert (made.rows, made.columns) == (2, 2)


def test_one_column_is_a_table_too() -> None:
    assert grid(tables(read("Goal\nBuild a net\n"))[0]) == [["Goal"], ["Build a net"]]


def test_a_stray_quote_is_a_letter() -> None:
    assert grid(tables(read('a;12" pipe;c\nd;"half;f\n'))[0]) == [["a", '12" pipe', "c"], ["d", '"half', "f"]]


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        read(";".join(f"c{n}" for n in range(16_384)) + "\n")
    assert refusal.value.code == "too_many_columns"
    assert "16384" in refusal.value.text


def test_a_formula_stays_text() -> None:
    assert grid(tables(read("=1+1;@x\n"))[0]) == [["=1+1", "@x"]]
