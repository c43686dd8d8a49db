from datetime import date

import pytest

from naveza.lib.dates import (
    LANGUAGES,
    Cadence,
    Period,
    bounds,
    format_date,
    parse_period,
    parse_periods,
    period_of,
    periods_between,
)

H, Q, Y = Cadence.HALF_YEAR, Cadence.QUARTER, Cadence.YEAR


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("2026-1", Period(2026, 1, H)),
        ("2026 – 2", Period(2026, 2, H)),
        ("1/2026", Period(2026, 1, H)),
        ("II/2026", Period(2026, 2, H)),
        ("H1 2026", Period(2026, 1, H)),
        ("2026 H2", Period(2026, 2, H)),
        ("I. polletje 2026", Period(2026, 1, H)),
        ("drugo polletje leta 2026", Period(2026, 2, H)),
        ("2. pololetí 2026", Period(2026, 2, H)),
        ("1. polrok 2026", Period(2026, 1, H)),
        ("semestrul II 2026", Period(2026, 2, H)),
        ("Sem. I 2026", Period(2026, 1, H)),
        ("2026-3", Period(2026, 3, Q)),
        ("Q3/2026", Period(2026, 3, Q)),
        ("2026-Q2", Period(2026, 2, Q)),
        ("3. čtvrtletí 2026", Period(2026, 3, Q)),
        ("trimestrul IV 2026", Period(2026, 4, Q)),
        ("4. četrtletje 2026", Period(2026, 4, Q)),
        ("third quarter of 2026", Period(2026, 3, Q)),
        ("2026", Period(2026, 1, Y)),
        ("leto 2026", Period(2026, 1, Y)),
    ],
)
def test_a_label_of_a_document_names_its_period(label: str, period: Period) -> None:
    assert parse_period(label) == period


@pytest.mark.parametrize("label", ["", "X", "12", "2022-2026", "H3 2026", "2026-5", "Goal 1 of 2026", "do konca leta"])
def test_what_is_no_period_stays_none(label: str) -> None:
    assert parse_period(label) is None


def test_columns_that_run_to_four_are_quarters() -> None:
    labels = ["2026-1", "2026-2", "2026-3", "2026-4", "Lead"]
    assert parse_periods(labels) == [Period(2026, n, Q) for n in (1, 2, 3, 4)] + [None]
    assert parse_periods(["2026-1", "2026-2"]) == [Period(2026, 1, H), Period(2026, 2, H)]


@pytest.mark.parametrize(
    ("label", "span"),
    [
        ("2026-1", ("2026-01-01", "2026-06-30")),
        ("2026-2", ("2026-07-01", "2026-12-31")),
        ("Q1 2024", ("2024-01-01", "2024-03-31")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2022 – 2026", ("2022-01-01", "2026-12-31")),
        ("2026-2022", None),
        ("kdaj pozneje", None),
    ],
)
def test_a_label_has_a_first_and_a_last_day(label: str, span: tuple[str, str] | None) -> None:
    assert bounds(label) == span


def test_a_period_knows_its_neighbours_across_the_year() -> None:
    last = Period(2026, 2, H)
    assert last.next() == Period(2027, 1, H)
    assert last.next().previous() == last
    assert Period(2026, 1, Q).previous() == Period(2025, 4, Q)


@pytest.mark.parametrize("cadence", Cadence)
def test_the_canonical_label_reads_back(cadence: Cadence) -> None:
    for period in periods_between(date(2025, 1, 1), date(2026, 12, 31), cadence):
        assert parse_period(period.label) == period
        assert period_of(period.start, cadence) == period_of(period.end, cadence) == period


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cadence", Cadence)
def test_the_words_of_a_period_read_back(language: str, cadence: Cadence) -> None:
    for period in periods_between(date(2026, 1, 1), date(2026, 12, 31), cadence):
        assert parse_period(period.format(language)) == period
        assert parse_period(period.format(language, short=True)) == period


def test_periods_between_two_days_include_both_ends() -> None:
    assert [p.label for p in periods_between(date(2025, 12, 31), date(2026, 7, 1), H)] == [
        "2025-2",
        "2026-1",
        "2026-2",
    ]


def test_a_period_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="no half_year number 3"):
        Period(2026, 3, H)
    with pytest.raises(ValueError, match="no year of a plan"):
        Period(26, 1, H)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "1 July 2026"), ("sl", "1. julij 2026"), ("cs", "1. července 2026"), ("ro", "1 iulie 2026")],
)
def test_a_date_is_written_as_people_of_the_language_write_it(language: str, text: str) -> None:
    assert format_date(date(2026, 7, 1), language) == text
