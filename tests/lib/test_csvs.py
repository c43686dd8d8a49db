import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from naveza.lib.csvs import guard, write_csv


def read(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_what_was_written_is_read_back_by_any_csv_reader() -> None:
    data = write_csv(["name", "text"], [["Žiga", 'a "quoted", b'], ["Ștefan", "two\nlines"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert read(data) == [["name", "text"], ["Žiga", 'a "quoted", b'], ["Ștefan", "two\nlines"]]


def test_values_are_written_as_data_and_not_as_python() -> None:
    row = [None, True, 3, Decimal("10.50"), date(2026, 1, 31), -4]
    assert read(write_csv(list("abcdef"), [row], delimiter=";"), ";")[1] == [
        "",
        "true",
        "3",
        "10.50",
        "2026-01-31",
        "-4",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|'/C calc'!A0", "-cmd|x", "@SUM(A1)", "\t=1", "\r=1", " =1+1"])
def test_a_cell_that_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guard(text).startswith("'")


@pytest.mark.parametrize("text", ["-5", "+3,5 %", "-1 234,50", "2026-1", "a-b", "– item", "NIJZ, MZ", "a@b.example"])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert guard(text) == text


def test_a_dash_as_list_bullet_stays_a_dash_for_the_reader() -> None:
    assert guard("- number of kits\n- number of people") == "– number of kits\n– number of people"


def test_a_formula_behind_a_separator_or_line_break_is_guarded_too() -> None:
    for text in ("a;=1+1;b", "a\n=1+1", "a,@SUM(1)", "a\t+x"):
        assert "'" in guard(text)
    assert guard("MZ; -5; 12") == "MZ; -5; 12"


def test_a_row_that_does_not_fit_the_header_is_refused() -> None:
    with pytest.raises(ValueError, match="Row 2 has 1 cells, the header 2"):
        write_csv(["a", "b"], [["1", "2"], ["1"]])
