"""The grammar of periods: which row of years, numbers, words for half-years and marks is which period.

Kinds of a pattern: Y year, N number, H half-year, Q quarter, M month, and the marks themselves. Each rule names the
values it gives to its maker: d day, m month, y year, n number of the half-year, quarter or month.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from functools import partial

Days = tuple[date, date, str]
"""First day, last day, kind."""


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _part(kind: str, y: int, n: int) -> Days | None:
    """Days of the n-th half, quarter or month of year y (0: any year)."""
    months = {"half": 6, "quarter": 3, "month": 1}[kind]
    if not 1 <= n <= 12 // months:
        return None
    base = y or 2000
    first = (n - 1) * months + 1
    return date(base, first, 1), last_day(base, first + months - 1), kind


def numbered(y: int, n: int) -> Days | None:
    """`2024-1`: a half-year up to 2, a quarter up to 4, a month up to 12."""
    return _part("half" if n <= 2 else "quarter" if n <= 4 else "month", y, n)


def _day(y: int, m: int, d: int) -> Days | None:
    try:
        return date(y, m, d), date(y, m, d), "day"
    except ValueError:
        return None


def _year(y: int) -> Days:
    return date(y, 1, 1), date(y, 12, 31), "year"


def _month(y: int, m: int) -> Days | None:
    return _part("month", y, m)


Rule = tuple[str, Callable[..., Days | None], str]
RULES: list[Rule] = [  # kinds, maker, names of the values given to the maker
    ("N . N . Y", _day, "dmy"),
    ("N / N / Y", _day, "dmy"),
    ("Y - N - N", _day, "ymd"),
    ("N . M Y", _day, "dmy"),
    ("N M Y", _day, "dmy"),
    ("M N , Y", _day, "mdy"),
    ("M N Y", _day, "mdy"),
    *[
        (pattern.replace("H", sign), partial(_part, kind), order)
        for sign, kind in (("H", "half"), ("Q", "quarter"))
        for pattern, order in (
            ("N . H . Y", "ny"),
            ("N . H / Y", "ny"),
            ("N . H Y", "ny"),
            ("N H . Y", "ny"),
            ("N H / Y", "ny"),
            ("N H - Y", "ny"),
            ("N H Y", "ny"),
            ("H . N / Y", "ny"),
            ("H N / Y", "ny"),
            ("H N . Y", "ny"),
            ("H N - Y", "ny"),
            ("H N , Y", "ny"),
            ("H N Y", "ny"),
            ("Y - N . H", "yn"),
            ("Y / N . H", "yn"),
            ("Y , N . H", "yn"),
            ("Y . N . H", "yn"),
            ("Y N . H", "yn"),
            ("Y N H", "yn"),
            ("Y - N H", "yn"),
            ("Y / N H", "yn"),
            ("Y - H N", "yn"),
            ("Y / H N", "yn"),
            ("Y , H N", "yn"),
            ("Y H . N", "yn"),
            ("Y H N", "yn"),
        )
    ],
    ("Y - N", numbered, "yn"),
    ("Y / N", numbered, "yn"),
    ("Y . N", numbered, "yn"),
    ("N / Y", numbered, "ny"),
    ("N . Y", partial(_part, "month"), "ny"),
    ("N - Y", numbered, "ny"),
    ("M . Y", _month, "my"),
    ("M / Y", _month, "my"),
    ("M Y", _month, "my"),
    ("Y M", _month, "ym"),
    ("Y", _year, "y"),
]
PARTIAL: list[Rule] = [
    *[
        (pattern.replace("H", sign), partial(_part, kind, 0), "n")
        for sign, kind in (("H", "half"), ("Q", "quarter"))
        for pattern in ("N . H", "N H", "H . N", "H N")
    ],
    ("M", partial(_month, 0), "m"),
]


def _table(rules: list[Rule]) -> dict[str, list[tuple[list[str], Rule]]]:
    result: dict[str, list[tuple[list[str], Rule]]] = {}
    for rule in sorted(rules, key=lambda r: -len(r[0])):
        kinds = rule[0].split()
        result.setdefault(kinds[0], []).append((kinds, rule))
    return result


BY_FIRST, PARTIAL_BY_FIRST = _table(RULES), _table(PARTIAL)
