"""What stands around the rows: title, kind, period, region, act, vision, abbreviations, money, and the leftovers."""

from __future__ import annotations

import pytest

from tests.spec.plans.reading.drawn import draft

TABLE = """
    | Activity | Responsible | Deadline |
    | Survey   | NGOs        | 2025     |
"""


@pytest.mark.parametrize(
    ("lines", "title", "kind"),
    [
        (
            "Town of Brook\nAction plan against smoking 2025-2026",
            "Action plan against smoking 2025-2026",
            "action_plan",
        ),
        ("# Akcijski načrt občine Brod 2025\n## Uvod", "Akcijski načrt občine Brod 2025", "action_plan"),
        (
            "AKČNÍ PLÁN\nprotidrogové politiky města Lipník\nna rok 2026",
            "AKČNÍ PLÁN protidrogové politiky města Lipník na rok 2026",
            "action_plan",
        ),
        (
            "Strategia de prevenire a județului Brădet 2025-2030",
            "Strategia de prevenire a județului Brădet 2025-2030",
            "strategy",
        ),
        ("National Drug Strategy Action Plan 2026", "National Drug Strategy Action Plan 2026", "action_plan"),
        ("Skip to content\nProjekt varne poti", "Projekt varne poti", "project"),
    ],
)
def test_the_title_is_the_line_that_names_a_plan(lines: str, title: str, kind: str) -> None:
    found = draft(lines + "\n" + TABLE)
    assert (found.title, found.kind) == (title, kind)


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Action plan 2019–2020", "2019-01-01", "2020-12-31"),
        ("Akcijski načrt za leti 2024 in 2025", "2024-01-01", "2025-12-31"),
        ("Akční plán na rok 2026", "2026-01-01", "2026-12-31"),
        ("Plan za drugo polletje 2026", "2026-07-01", "2026-12-31"),
    ],
)
def test_the_period_of_the_plan_is_that_of_its_title(title: str, start: str, end: str) -> None:
    found = draft(f"# {title}\n{TABLE}")
    assert (found.period_start, found.period_end) == (start, end)


def test_without_years_in_the_title_the_rows_tell_the_period() -> None:
    found = draft("""
        # Action plan on alcohol
        | Activity | Responsible | 2025-1 | 2025-2 | 2026-1 |
        | Survey   | NGOs        | X      |        | X      |
    """)
    assert (found.period_start, found.period_end) == ("2025-01-01", "2026-06-30")


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("Planul de acțiune la nivelul JUDEȚULUI BRĂDET", "JUDEȚULUI BRĂDET"),
        ("Akční plán Podhorského kraje", "Podhorského kraje"),
        ("Akcijski načrt občine Brod", "občine Brod"),
        ("Action plan of Brookshire County", "Brookshire County"),
        ("Action plan on drugs", None),
    ],
)
def test_a_region_is_what_the_title_names(title: str, region: str | None) -> None:
    assert draft(f"# {title}\n{TABLE}").region == region


def test_the_act_that_adopted_the_plan_is_kept_in_its_words() -> None:
    found = draft(f"Anexă\nla Hotărârea nr. 12/2025\n# Plan de acțiune 2025\n{TABLE}")
    assert found.legal_basis == "Hotărârea nr. 12/2025"
    assert found.sources["legal_basis"] == [{"paragraph": 1}]


@pytest.mark.parametrize(
    "lines", ["Vision: A county where nobody is left alone.", "# Vision\nA county where nobody is left alone."]
)
def test_a_vision_is_labelled_or_stands_below_its_heading(lines: str) -> None:
    assert draft(f"# Action plan 2025\n{lines}\n{TABLE}").vision == "A county where nobody is left alone."


def test_a_list_of_abbreviations_is_read_and_spent() -> None:
    found = draft(f"# Action plan 2025\n{TABLE}\nAbbreviations\nDCN – Drug Checking Network\nPHU: Public Health Unit")
    assert found.abbreviations == {"DCN": "Drug Checking Network", "PHU": "Public Health Unit"}
    assert [u.text for u in found.unplaced if "abbreviations" in u.why] == ["Abbreviations"]


def test_a_table_of_abbreviations_is_no_plan() -> None:
    found = draft(f"""
        {TABLE}

        | DCN | Drug Checking Network |
        | PHU | Public Health Unit    |
    """)
    assert len(found.rows) == 1
    assert found.abbreviations == {"DCN": "Drug Checking Network", "PHU": "Public Health Unit"}


def test_abbreviations_in_brackets_stay_where_they_stand() -> None:
    found = draft("""
        | Activity | Responsible                     |
        | Survey   | Drug Checking Network (DCN), NGOs |
    """)
    assert found.abbreviations == {"DCN": "Drug Checking Network"}
    assert found.rows[0].institutions == ["Drug Checking Network (DCN)", "NGOs"]


def test_amounts_of_the_introduction_keep_their_sentence() -> None:
    found = draft(f"""
        # Akcijski načrt 2025
        Skupni znesek za vse dejavnosti je 1.250.000,00 € letno. Ministrstvo za zdravje nameni 400.000 €.
        {TABLE}
    """)
    assert [(a.amount, a.currency, a.total) for a in found.budget] == [
        ("1250000.00", "EUR", True),
        ("400000", "EUR", False),
    ]
    assert found.budget[0].period == "letno"
    assert found.budget[1].who == "Ministrstvo za zdravje"
    assert found.budget[0].what == "Skupni znesek za vse dejavnosti je 1.250.000,00 € letno."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("12", "page number"),
        ("Page 3 of 12", "page number"),
        ("Back to top", "navigation"),
        ("Note: dates may change.", "note"),
        ("Table 1: The activities", "caption"),
        ("* only in winter", "note"),
        ("President of the council", "signature"),
    ],
)
def test_a_leftover_says_why_it_went_nowhere(line: str, reason: str) -> None:
    found = draft(f"# Action plan of the county 2025\n{TABLE}\n{line}")
    assert next(u.why for u in found.unplaced if u.text == line).partition(":")[0] == reason


def test_prose_before_the_rows_is_the_introduction() -> None:
    found = draft(f"# Action plan 2025\nThis plan was written by many people.\n{TABLE}")
    assert next(u.why for u in found.unplaced if u.text.startswith("This plan")) == "introduction: before the first row"
