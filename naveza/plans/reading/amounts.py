"""Stated amounts of money: `10.117.317,00 €`, `400.000,00 eur`, `1 200 000 Kč`, `EUR 1.5 million`, `10 000,-`.

Only what is stated; nothing is added up. `amount` is decimal text in the currency's unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from naveza.plans.reading.vocabulary import fold

_BLANKS = " \u00a0\u202f\u2009"
_DIGITS = rf"\d{{1,3}}(?:[{_BLANKS}.,'’]\d{{3}})+(?:[.,]\d{{1,2}}(?!\d))?|\d+(?:[.,]\d{{1,2}}(?!\d))?"
_CURRENCIES = {
    "EUR": "€ eur euro eura eure eurov eurow euros evro evra evrov evri",
    "CZK": "kč kc czk korun koruny korun českých",
    "RON": "lei leu ron",
    "HRK": "kn hrk kuna kune",
    "RSD": "rsd din dinar dinara dinarjev",
    "PLN": "zł zl pln złotych",
    "BAM": "km bam",
    "MKD": "mkd den",
    "HUF": "huf ft",
    "CHF": "chf fr",
    "GBP": "£ gbp",
    "USD": "$ usd dolarjev dollars",
}
_BY_WORD = {fold(word): code for code, words in _CURRENCIES.items() for word in words.split()}
_WORDS = "|".join(sorted((re.escape(w) for ws in _CURRENCIES.values() for w in ws.split()), key=len, reverse=True))
_MULTIPLIERS = (
    (re.compile(r"(?:mrd|mld|miliard\w*|milijard\w*|milliard\w*|billion\w*|bn)\.?", re.I), 10**9),
    (re.compile(r"(?:mio|mil|mln|milijon\w*|milion\w*|million\w*|milioane|m)\.?", re.I), 10**6),
    (
        re.compile(r"(?:tis|tisoč\w*|tisíc\w*|tys|mii|thousand\w*|tsd|tausend|k|hilj|tisuć\w*|hiljad\w*)\.?", re.I),
        10**3,
    ),
)
_MULTIPLIER = "|".join(f"(?:{p.pattern})" for p, _ in _MULTIPLIERS)
_STATED = re.compile(
    rf"(?:(?P<before>{_WORDS})\s?)?(?<![\d.,])(?P<number>{_DIGITS})(?:,[-–])?"
    rf"(?:\s?(?P<times>{_MULTIPLIER})(?=[\s.,;)]|$|€))?(?:\s?(?P<after>{_WORDS})(?![^\W\d_]))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount in a text, with its place there. `currency` is an ISO 4217 code, empty where none is written."""

    amount: str
    currency: str
    start: int
    end: int


def find_amounts(text: str, *, currency: str = "", times: int = 1) -> list[Stated]:
    """Amounts in a text. Without `currency` only numbers with a currency count (running text); with it every number
    of a budget cell counts, in that currency where it writes none. `times` is the unit of the column (1000)."""
    result = []
    for match in _STATED.finditer(text):
        word = match["before"] or match["after"]
        if not word and not currency:
            continue
        if not word and _no_sum(match, text):
            continue
        value = parse_number(match["number"])
        if value is None:
            continue
        code = _BY_WORD[fold(word)] if word else currency
        unit = _multiplier(match["times"])
        factor = unit if unit > 1 else (times if not match["times"] else 1)
        result.append(Stated(_plain(value * factor), code if code != "?" else "", match.start(), match.end()))
    return result


def _no_sum(match: re.Match[str], text: str) -> bool:
    """A year or a percentage is no sum."""
    rest = text[match.end() : match.end() + 2].strip()
    year = re.fullmatch(r"(?:19|20)\d\d", match["number"]) is not None
    return rest.startswith("%") or (year and len(text.strip()) > 4)


def parse_number(written: str) -> Decimal | None:
    """A number in any European way of writing: the last of two different marks is the decimal one; a single mark
    before exactly three digits parts thousands."""
    bare = re.sub(rf"[{_BLANKS}'’]", "", written)
    marks = [c for c in bare if c in ".,"]
    if len(set(marks)) == 2:
        decimal = marks[-1]
        bare = bare.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif len(marks) == 1 and len(bare) - bare.index(marks[0]) - 1 != 3:
        bare = bare.replace(marks[0], ".")
    else:
        bare = bare.replace(".", "").replace(",", "")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def _multiplier(written: str | None) -> int:
    for pattern, factor in _MULTIPLIERS:
        if written and pattern.fullmatch(written):
            return factor
    return 1


def _plain(value: Decimal) -> str:
    """Without exponent; decimals as stated."""
    text = format(value, "f")
    if "." in text and len(text.split(".")[1]) != 2:
        text = text.rstrip("0").rstrip(".")
    return text


def unit_of(header: str) -> tuple[str, int]:
    """Currency and unit that a header states: `Náklady (tis. Kč)` gives CZK and 1000; "?" where it states none."""
    code = "?"
    for match in re.finditer(rf"(?<![^\W\d_])(?P<word>{_WORDS})(?![^\W\d_])", header, re.IGNORECASE):
        code = _BY_WORD[fold(match["word"])]
    for pattern, factor in _MULTIPLIERS:
        for match in re.finditer(rf"(?<![^\W\d_])(?:{pattern.pattern})(?![^\W\d_])", header, re.IGNORECASE):
            if len(match.group()) > 1:
                return code, factor
    return code, 1000 if re.search(r"(?<!\d)1[ .]?000(?!\d)", header) else 1
