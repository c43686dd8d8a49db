"""Reporting periods (half-year, quarter, year) and dates in the words of four languages.

A period has one canonical label: `2026-1` (half-year), `2026-Q1` (quarter), `2026` (year). `parse_period`
reads a document's own label; a plan whose columns run to `2026-4` counts quarters, which only all its labels
together can tell: `parse_periods`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from naveza.lib.text import collapse, fold

LANGUAGES = ("en", "sl", "cs", "ro")


class Cadence(StrEnum):
    """How often a plan is reported on."""

    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def per_year(self) -> int:
        return {"half_year": 2, "quarter": 4, "year": 1}[self.value]


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period; `number` counts from 1 within the year. Raises ValueError for a fifth quarter."""

    year: int
    number: int
    cadence: Cadence

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.cadence.per_year:
            raise ValueError(f"A year has no {self.cadence.value} number {self.number}.")
        if not 1900 <= self.year <= 2999:
            raise ValueError(f"{self.year} is no year of a plan.")

    @property
    def _months(self) -> int:
        return 12 // self.cadence.per_year

    @property
    def start(self) -> date:
        return date(self.year, (self.number - 1) * self._months + 1, 1)

    @property
    def end(self) -> date:
        """Last day, included."""
        return self.next().start - timedelta(days=1)

    @property
    def label(self) -> str:
        """Canonical label: `2026-1`, `2026-Q1`, `2026`."""
        mark = {Cadence.HALF_YEAR: f"-{self.number}", Cadence.QUARTER: f"-Q{self.number}", Cadence.YEAR: ""}
        return f"{self.year}{mark[self.cadence]}"

    def next(self) -> Period:
        if self.number == self.cadence.per_year:
            return Period(self.year + 1, 1, self.cadence)
        return Period(self.year, self.number + 1, self.cadence)

    def previous(self) -> Period:
        if self.number == 1:
            return Period(self.year - 1, self.cadence.per_year, self.cadence)
        return Period(self.year, self.number - 1, self.cadence)

    def format(self, language: str, *, short: bool = False) -> str:
        """The period in words, as it stands alone (a heading, a column): `prvo polletje 2026`."""
        patterns = (_SHORT if short else _LONG)[language][self.cadence]
        return patterns[self.number - 1].format(year=self.year)


_LONG: dict[str, dict[Cadence, tuple[str, ...]]] = {
    "en": {
        Cadence.HALF_YEAR: ("first half of {year}", "second half of {year}"),
        Cadence.QUARTER: tuple(f"{n} quarter of {{year}}" for n in ("first", "second", "third", "fourth")),
        Cadence.YEAR: ("{year}",),
    },
    "sl": {
        Cadence.HALF_YEAR: ("prvo polletje {year}", "drugo polletje {year}"),
        Cadence.QUARTER: tuple(f"{n} četrtletje {{year}}" for n in ("prvo", "drugo", "tretje", "četrto")),
        Cadence.YEAR: ("leto {year}",),
    },
    "cs": {
        Cadence.HALF_YEAR: ("1. pololetí {year}", "2. pololetí {year}"),
        Cadence.QUARTER: tuple(f"{n}. čtvrtletí {{year}}" for n in (1, 2, 3, 4)),
        Cadence.YEAR: ("rok {year}",),
    },
    "ro": {
        Cadence.HALF_YEAR: ("semestrul I {year}", "semestrul II {year}"),
        Cadence.QUARTER: tuple(f"trimestrul {n} {{year}}" for n in ("I", "II", "III", "IV")),
        Cadence.YEAR: ("anul {year}",),
    },
}
_SHORT: dict[str, dict[Cadence, tuple[str, ...]]] = {
    "en": {
        Cadence.HALF_YEAR: ("H1 {year}", "H2 {year}"),
        Cadence.QUARTER: tuple(f"Q{n} {{year}}" for n in (1, 2, 3, 4)),
        Cadence.YEAR: ("{year}",),
    },
    "sl": {
        Cadence.HALF_YEAR: ("1. pol. {year}", "2. pol. {year}"),
        Cadence.QUARTER: tuple(f"{n}. četrt. {{year}}" for n in (1, 2, 3, 4)),
        Cadence.YEAR: ("{year}",),
    },
    "cs": {
        Cadence.HALF_YEAR: ("1. pol. {year}", "2. pol. {year}"),
        Cadence.QUARTER: tuple(f"{n}. čtvrtl. {{year}}" for n in (1, 2, 3, 4)),
        Cadence.YEAR: ("{year}",),
    },
    "ro": {
        Cadence.HALF_YEAR: ("sem. I {year}", "sem. II {year}"),
        Cadence.QUARTER: tuple(f"trim. {n} {{year}}" for n in ("I", "II", "III", "IV")),
        Cadence.YEAR: ("{year}",),
    },
}

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBERS = {
    **{"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4},
    **dict.fromkeys(
        (
            "first",
            "1st",
            "prvo",
            "prvi",
            "prva",
            "prve",
            "prvni",
            "prima",
            "pierwsze",
            "erstes",
            "premier",
            "intai",
            "intaiul",
        ),
        1,
    ),
    **dict.fromkeys(
        (
            "second",
            "2nd",
            "drugo",
            "drugi",
            "druga",
            "druhe",
            "druhy",
            "doilea",
            "doua",
            "drugie",
            "zweites",
            "deuxieme",
        ),
        2,
    ),
    **dict.fromkeys(("third", "3rd", "tretje", "treti", "treci", "trece", "treilea"), 3),
    **dict.fromkeys(("fourth", "4th", "cetrto", "ctvrte", "cetvrto", "patrulea"), 4),
}
# Stems, folded: English, Slovenian, Croatian and Serbian, Czech and Slovak, Romanian, Polish, German, French.
_HALF_STEMS = (
    "half",
    "halves",
    "pollet",
    "polgod",
    "polugod",
    "polug",
    "pololet",
    "polrok",
    "polov",
    "jumat",
    "semest",
)
_HALF_MARKS = ("h", "s", "pol", "sem", "polroc", "halbjahr", "hj")
_QUARTER_STEMS = (
    "quart",
    "cetrtlet",
    "cetrt",
    "ctvrtlet",
    "ctvrtl",
    "stvrtrok",
    "trimest",
    "kvartal",
    "tromj",
)
_QUARTER_MARKS = ("q", "k", "t", "trim", "kv", "kvart", "quartal", "kw")
_FILLER = frozenset(
    {"of", "leta", "leto", "let", "roku", "rok", "r", "an", "anul", "al", "a", "ale", "year", "the", "za"}
)
_TOKEN = re.compile(r"\d+(?:st|nd|rd|th)?|[a-z]+")


def _cadence_of(word: str) -> Cadence | None:
    if word in _HALF_MARKS or word.startswith(_HALF_STEMS):
        return Cadence.HALF_YEAR
    if word in _QUARTER_MARKS or word.startswith(_QUARTER_STEMS):
        return Cadence.QUARTER
    return None


def _roman_joined(word: str) -> list[str]:
    """`hi` stays, `hii` and `q1` come apart only where the rest is a number: a mark glued to its number."""
    for mark in ("h", "q", "s"):
        rest = word.removeprefix(mark)
        if rest != word and rest in ("i", "ii", "iii", "iv"):
            return [mark, rest]
    return [word]


def _read(label: str) -> tuple[int, int | None, Cadence | None] | None:
    """Year, number and cadence as far as the label itself says them; None where it is no period."""
    folded = fold(collapse(label))
    years = _YEAR.findall(folded)
    if len(years) != 1:
        return None
    tokens = [t for token in _TOKEN.findall(_YEAR.sub(" ", folded)) for t in _roman_joined(token)]
    number: int | None = None
    cadence: Cadence | None = None
    for token in tokens:
        if token in _NUMBERS and number is None:
            number = _NUMBERS[token]
        elif cadence is None and (found := _cadence_of(token)) is not None:
            cadence = found
        elif token not in _FILLER:
            return None
    return int(years[0]), number, cadence


def _resolve(read: tuple[int, int | None, Cadence | None] | None, bare: Cadence) -> Period | None:
    if read is None:
        return None
    year, number, cadence = read
    if number is None:
        return None if cadence is not None else Period(year, 1, Cadence.YEAR)
    cadence = cadence or (Cadence.QUARTER if number > 2 else bare)
    return Period(year, number, cadence) if number <= cadence.per_year else None


def parse_period(label: str, *, bare: Cadence = Cadence.HALF_YEAR) -> Period | None:
    """The period that a label names, None where it names none. Knows `2026-1`, `2026 – 2`, `1/2026`,
    `H1 2026`, `Q3/2026`, `I. polletje 2026`, `2. pololetí 2026`, `semestrul II 2026`, `2026`.

    `bare` says what a number without a word counts; 3 and 4 count quarters whatever it says.
    """
    return _resolve(_read(label), bare)


def parse_periods(labels: Sequence[str]) -> list[Period | None]:
    """The periods of the columns of one plan: a bare 3 or 4 among them makes the bare 1 and 2 quarters."""
    read = [_read(label) for label in labels]
    quarters = any(r is not None and (r[1] or 0) > 2 for r in read)
    bare = Cadence.QUARTER if quarters else Cadence.HALF_YEAR
    return [_resolve(r, bare) for r in read]


def bounds(label: str, *, bare: Cadence = Cadence.HALF_YEAR) -> tuple[str, str] | None:
    """First and last day, as ISO dates, of the period or span that a label names: `2022-2026`, `Q2 2026`."""
    span = re.fullmatch(r"\s*((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)\d\d)\.?\s*", label)
    if span and span[1] <= span[2]:
        return f"{span[1]}-01-01", f"{span[2]}-12-31"
    period = parse_period(label, bare=bare)
    return (period.start.isoformat(), period.end.isoformat()) if period else None


def period_of(day: date, cadence: Cadence) -> Period:
    """The period in which a day falls."""
    return Period(day.year, (day.month - 1) // (12 // cadence.per_year) + 1, cadence)


def periods_between(start: date, end: date, cadence: Cadence) -> Iterator[Period]:
    """Every period that shares a day with the span, in order; both ends included."""
    period = period_of(start, cadence)
    while period.start <= end:
        yield period
        period = period.next()


_MONTHS = {
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
    "sl": "januar,februar,marec,april,maj,junij,julij,avgust,september,oktober,november,december",
    "cs": "ledna,února,března,dubna,května,června,července,srpna,září,října,listopadu,prosince",
    "ro": "ianuarie,februarie,martie,aprilie,mai,iunie,iulie,august,septembrie,octombrie,noiembrie,decembrie",
}


def format_date(day: date, language: str) -> str:
    """The date as people of the language write it: `1 July 2026`, `1. julij 2026`, `1. července 2026`."""
    point = "." if language in ("sl", "cs") else ""
    month = _MONTHS[language].split(",")[day.month - 1]
    return f"{day.day}{point} {month} {day.year}"
