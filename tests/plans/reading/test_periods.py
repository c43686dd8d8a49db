"""Reporting periods, deadlines and ticks as documents write them."""

from __future__ import annotations

from datetime import date

import pytest

from naveza.plans.reading.periods import CellPeriods, parse, parse_all, parse_partial, periods_in, read_cell, tick


@pytest.mark.parametrize(
    ("written", "language", "label", "start", "end"),
    [
        ("2024-1", "sl", "2024-1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2025 - 2", "sl", "2025-2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025–2", "sl", "2025-2", date(2025, 7, 1), date(2025, 12, 31)),
        ("1. polletje 2026", "sl", "1.polletje2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("I. pol. 2024", "sl", "I.pol.2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("H1 2026", "en", "H12026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026 H2", "en", "2026H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("1st half of 2025", "en", "1sthalfof2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("second half of 2025", "en", "secondhalfof2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Q3/2025", "", "Q3/2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("2. čtvrtletí 2025", "cs", "2.čtvrtletí2025", date(2025, 4, 1), date(2025, 6, 30)),
        ("Semestrul I 2025", "ro", "SemestrulI2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("1. Halbjahr 2026", "de", "1.Halbjahr2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2e semestre 2026", "fr", "2esemestre2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("I półrocze 2026", "pl", "Ipółrocze2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2025.", "hr", "2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("leto 2025", "sl", "2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("december 2025", "sl", "december2025", date(2025, 12, 1), date(2025, 12, 31)),
        ("listopad 2025", "cs", "listopad2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("listopad 2025", "hr", "listopad2025", date(2025, 10, 1), date(2025, 10, 31)),
        ("2022-2026", "ro", "2022-2026", date(2022, 1, 1), date(2026, 12, 31)),
        ("od 2024 do 2026", "sl", "2024do2026", date(2024, 1, 1), date(2026, 12, 31)),
        ("2025/26", "en", "2025/26", date(2025, 1, 1), date(2026, 12, 31)),
        ("31. 12. 2026", "", "31.12.2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("30 June 2025", "en", "30June2025", date(2025, 6, 30), date(2025, 6, 30)),
    ],
)
def test_a_period_keeps_its_own_label_and_knows_its_days(
    written: str, language: str, label: str, start: date, end: date
) -> None:
    period = parse(written, language)
    assert period is not None
    assert (period.label, period.start, period.end) == (label, start, end)


@pytest.mark.parametrize("text", ["campaign 2025", "40 courses", "", "X", "abc", "31. 2. 2025", "2024-13"])
def test_other_texts_are_no_period(text: str) -> None:
    assert parse(text, "en") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024, 2025", CellPeriods(("2024", "2025"))),
        ("2025 and 2026", CellPeriods(("2025", "2026"))),
        ("2022-2026", CellPeriods(("2022", "2026"), None, is_span=True)),
        ("Q1 2025 – Q4 2026", CellPeriods(("Q12025", "Q42026"), None, is_span=True)),
        ("by 31. 12. 2026", CellPeriods((), "by 31. 12. 2026")),
        ("31. 12. 2026", CellPeriods((), "31. 12. 2026")),
        ("ongoing", CellPeriods((), "ongoing")),
        ("whenever money comes", CellPeriods((), "whenever money comes", unsure=True)),
        ("", CellPeriods()),
    ],
)
def test_a_cell_says_periods_a_span_or_a_deadline_as_stated(text: str, expected: CellPeriods) -> None:
    assert read_cell(text, "en") == expected


@pytest.mark.parametrize("mark", ["X", "x", "✓", "✔", "●", "•", "+", "■", " X ", "yes", "×", "\uf0fc"])
def test_a_tick_is_a_tick(mark: str) -> None:
    assert tick(mark, "en") is True


@pytest.mark.parametrize("mark", ["", " ", "-", "–", "no", "☐"])
def test_an_empty_or_negative_cell_is_no_tick(mark: str) -> None:
    assert tick(mark, "en") is False


def test_any_other_text_is_no_plain_tick() -> None:
    assert tick("from March", "en") is None
    assert tick("da", "sl") is True
    assert tick("ano", "cs") is True


def test_a_label_without_a_year_waits_for_the_header_above() -> None:
    numbers = [period.number if (period := parse_partial(t, "sl")) else None for t in ("1. polletje", "II", "Q3", "2")]
    assert numbers == [1, 2, 3, 2]
    assert parse_partial("Aktivnost", "sl") is None


def test_a_list_of_periods_keeps_its_order() -> None:
    found = parse_all("2025-1, 2025-2, 2026-1", "sl")
    assert found is not None
    assert [p.label for p in found] == ["2025-1", "2025-2", "2026-1"]


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("Action plan for the period 2019–2020", ["2019-2020"]),
        ("for the years 2024 and 2025", ["2024", "2025"]),
        ("Strategy 2023 - 2030 and action plan 2025", ["2023-2030", "2025"]),
        ("Plan without a year", []),
    ],
)
def test_periods_are_found_in_running_text(title: str, labels: list[str]) -> None:
    assert [p.label for p in periods_in(title, "en")] == labels
