"""An invented plan in Slovenian, as long as a page of a real one (data/sample-plan.csv)."""

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

from naveza.design.plan_table import (
    Band,
    Doubt,
    GoalGroup,
    Party,
    PeriodColumn,
    PeriodGroup,
    PlanRow,
    PlanTable,
    Section,
    Tick,
)

PERIODS = ("2026-1", "2026-2", "2027-1", "2027-2")

FULL_NAMES = {
    "MZD": "Ministrstvo za zdravje Doline",
    "MVD": "Ministrstvo za vzgojo Doline",
    "ZJZ": "Zavod za javno zdravje",
    "Policija": "Policija Doline",
    "Most": "Društvo Most",
    "CPB": "Center za pomoč Brod",
    "UKP": "Uprava za izvrševanje kazni",
    "FLD": "Forenzični laboratorij Doline",
}

UNKNOWN = Doubt("1 doubt", "“občine” is not yet in the register of institutions.", "#doubt")
NO_LEAD = Doubt("no lead", "The document marks no institution of this row as the lead.", "#doubt")
DOUBTS = {"1.1.4": UNKNOWN, "2.1.5": NO_LEAD}


@cache
def _lines() -> list[dict[str, str]]:
    path = Path(__file__).parents[1] / "data" / "sample-plan.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _party(text: str) -> Party:
    name = text.rstrip("*")
    return Party(name=name, href="#institutions", title=FULL_NAMES.get(name, ""), lead=text.endswith("*"))


def _row(line: dict[str, str], *, states: bool, doubts: bool) -> PlanRow:
    doubt = DOUBTS.get(line["code"]) if doubts else None
    return PlanRow(
        anchor="",
        code=line["code"],
        href=f"#activity-{line['code']}",
        activities=(line["activity"],),
        ticks=[Tick(label, sign == "x") for label, sign in zip(PERIODS, line["ticks"], strict=True)],
        results=[part for part in line["results"].split("|") if part],
        parties=[_party(part) for part in line["parties"].split("|")],
        state=line["state"] if states else "",
        doubts=(doubt,) if doubt else (),
        doubted=frozenset({"institutions"}) if doubt else frozenset(),
    )


def _sections(lines: list[dict[str, str]], *, states: bool, doubts: bool) -> list[Section]:
    sections = []
    for (code, title), chapter in groupby(lines, key=lambda line: (line["chapter_code"], line["chapter"])):
        groups = [
            GoalGroup(goal, [_row(line, states=states, doubts=doubts) for line in rows], goal_code)
            for (goal_code, goal), rows in groupby(chapter, key=lambda line: (line["goal_code"], line["goal"]))
        ]
        sections.append(Section([Band(title, code)], groups))
    return sections


def sample_plan(*, states: bool = False, doubts: bool = False, chapters: int = 4) -> PlanTable:
    """Return the invented plan; its first `chapters` chapters, with states or doubts if asked."""
    return PlanTable(
        language="sl",
        caption="Akcijski načrt Doline na področju drog 2026–2027",
        goal_label="Cilj",
        activity_label="Dejavnost",
        results_label="Pričakovani rezultati",
        institutions_label="Izvajalci",
        period_groups=[
            PeriodGroup("2026", [PeriodColumn("2026-1", "1"), PeriodColumn("2026-2", "2")]),
            PeriodGroup("2027", [PeriodColumn("2027-1", "1"), PeriodColumn("2027-2", "2")]),
        ],
        sections=_sections(_lines(), states=states, doubts=doubts)[:chapters],
    )


QUARTERS = [(year, quarter) for year in (2026, 2027, 2028) for quarter in (1, 2, 3, 4)]


def _county_row(code: str, text: str, first: int, last: int, indicators: list[str], parties: list[str]) -> PlanRow:
    return PlanRow(
        anchor="",
        code=code,
        activities=(text,),
        ticks=[Tick(f"{year}-{quarter}", first <= place <= last) for place, (year, quarter) in enumerate(QUARTERS, 1)],
        indicators=indicators,
        parties=[_party(name) for name in parties],
    )


def sample_county_plan() -> PlanTable:
    """Return an invented Romanian plan: twelve quarters, two levels of bands, indicators, no goals."""
    return PlanTable(
        language="ro",
        caption="Planul județean Valea Lungă 2026–2028",
        activity_label="Activitatea",
        indicators_label="Indicatori",
        institutions_label="Responsabili",
        period_groups=[
            PeriodGroup(str(year), [PeriodColumn(f"{year}-{quarter}", str(quarter)) for quarter in (1, 2, 3, 4)])
            for year in (2026, 2027, 2028)
        ],
        sections=[
            Section(
                [Band("Prevenire", "I"), Band("În școlile profesionale și tehnologice", "I.1", depth=2)],
                [
                    GoalGroup(
                        "",
                        [
                            _county_row("I.1.1", "Formarea a doi consilieri în fiecare școală din județ.", 1, 4,
                                        ["numărul consilierilor formați"], ["Inspectoratul școlar*", "Centrul"]),
                            _county_row("I.1.2", "Ateliere cu părinții, seara, în orașele mici.", 3, 12,
                                        ["numărul atelierelor", "numărul părinților"], ["Centrul*", "primăriile"]),
                        ],
                    )
                ],
            ),
            Section(
                [Band("Reintegrare socioprofesională", "II")],
                [
                    GoalGroup(
                        "",
                        [
                            _county_row("II.1", "Responsabilizarea angajatorilor: un ghid și zece întâlniri.", 5, 8,
                                        ["ghid publicat"], ["Agenția pentru ocuparea forței de muncă*"]),
                        ],
                    )
                ],
            ),
        ],
    )  # fmt: skip
