"""Reporting periods and ticks: `2024-1`, `1. polletje 2026`, `Q3/2025`, `2022-2026`, `do 31. 12. 2026`, `X`, `✓`.

A label stays the document's own, with blanks removed and every dash written `-`. Works by lexing a text into years,
numbers, words for half-years, quarters and months (from the vocabulary) and joining marks, then by a small grammar;
a text with any other word in it is no period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from naveza.plans.reading.period_rules import BY_FIRST, PARTIAL_BY_FIRST, last_day, numbered
from naveza.plans.reading.vocabulary import Vocabulary, fold, load

DASHES = "-–—−‐‑"
_LEXEME = re.compile(rf"(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<mark>[{DASHES}/,;.&+])|(?P<other>\S)")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_TICKS = frozenset("xX×✕✖✗✘✓✔☑☒●•■▪◼◾◆♦⬤⚫+*√vVüхХ\uf0fc\uf0fe\uf0a8\uf06e\uf0b7\uf0d6")
_NOT_TICKED = frozenset({"", "-", "–", "—", "0", "ne", "no", "nu", "nein", "non", "nie", "/", "n/a", "☐", "□", "○"})
_CONCEPTS = (
    *("half_year", "quarter", "year", "until", "preposition", "conjunction", "ordinal_1", "ordinal_2"),
    *("ongoing", "yearly"),
    *(f"month_{n}" for n in range(1, 13)),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its first and last day. `kind`: half, quarter, year, month, day, span.

    `stop` is the offset in the text where it ended; `year` is 0 for a half-year or quarter without a year
    (a header below another that names the year)."""

    label: str
    start: date
    end: date
    kind: str
    begin: int = 0
    stop: int = 0
    year: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str  # Y year, N number, H half-year, Q quarter, M month, U until, W filler, X foreign, or the mark itself
    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CellPeriods:
    """What a cell says about time: labels (two for a span), or a deadline as stated."""

    labels: tuple[str, ...] = ()
    deadline: str | None = None
    is_span: bool = False
    unsure: bool = False


def label_of(text: str) -> str:
    """The document's own label with blanks removed and dashes alike."""
    joined = "".join(text.split())
    return "".join("-" if c in DASHES else c for c in joined).strip(".,;:") if joined else ""


@lru_cache(maxsize=16)
def _words(language: str) -> tuple[Vocabulary, Vocabulary]:
    narrowed = load().narrowed(*_CONCEPTS)
    return narrowed.for_language(language), narrowed


@lru_cache(maxsize=4096)
def _word_kind(word: str, language: str) -> tuple[str, int]:
    for vocabulary in _words(language):
        found = {m.concept for m in vocabulary.matches(word) if m.end - m.start == len(word)}
        for concept, kind in (("half_year", "H"), ("quarter", "Q"), ("year", "W"), ("until", "U")):
            if concept in found:
                return kind, 0
        for concept in sorted(found):
            if concept.startswith("month_"):
                return "M", int(concept[6:])
            if concept.startswith("ordinal_"):
                return "N", int(concept[8:])
        if found & {"preposition", "conjunction"}:
            return ("&" if "conjunction" in found and "preposition" not in found else "W"), 0
    return "X", 0


_LETTERS = {"h": ("H", 0), "s": ("H", 0), "p": ("H", 0), "q": ("Q", 0), "t": ("Q", 0), "k": ("Q", 0)}  # H1, 3Q, S2
_LONGEST = 2000  # characters of running text in which periods are looked for
_DIGIT = re.compile(r"\d")


def _lex(text: str, language: str) -> list[_Lexeme]:
    result: list[_Lexeme] = []
    for m in _LEXEME.finditer(text):
        start, end = m.span()
        if m["number"]:
            value = int(m["number"]) if len(m["number"]) < 9 else -1
            kind = "Y" if len(m["number"]) == 4 and 1950 <= value <= 2100 else "N" if 0 <= value < 100 else "X"
        elif m["word"]:
            word = m["word"]
            previous = text[start - 1] if start else " "
            if previous.isdigit() and fold(word) in ("st", "nd", "rd", "th", "er", "ere", "e", "eme", "го"):
                continue
            glued = previous.isdigit() or text[end : end + 1].isdigit()
            if len(word) == 1 and glued and word not in _ROMAN:
                kind, value = _LETTERS.get(fold(word), ("X", 0))
            else:
                kind, value = ("N", _ROMAN[word]) if word in _ROMAN else _word_kind(word, language)
        else:
            kind, value = ("-" if text[start] in DASHES else text[start]), 0
            if m["other"]:
                kind = "(" if text[start] in "()[]" else "X"
        result.append(_Lexeme(kind, value, start, end))
    return [x for x in result if x.kind != "("]


def _unit(text: str, lexed: Sequence[_Lexeme], at: int, partial: bool = False) -> tuple[Period, int] | None:
    """One period that starts with lexeme `at`, and the number of the lexeme after it."""
    rules = PARTIAL_BY_FIRST if partial else BY_FIRST
    for kinds, (_, make, order) in rules.get(lexed[at].kind, []):
        taken, position = _follow(lexed, at, kinds)
        if taken is None:
            continue
        named = dict(zip(order, (x.value for x in taken if x.kind in "YNM"), strict=True))
        made = make(**named)
        if made is None:
            continue
        start, end = taken[0].start, taken[-1].end
        number = named.get("n", 0)
        label = label_of(text[start:end])
        return Period(label, made[0], made[1], made[2], start, end, named.get("y", 0), number), position
    return None


def _follow(lexed: Sequence[_Lexeme], at: int, kinds: list[str]) -> tuple[list[_Lexeme] | None, int]:
    """Lexemes of the kinds in order, fillers between them allowed."""
    taken: list[_Lexeme] = []
    for kind in kinds:
        while taken and at < len(lexed) and lexed[at].kind == "W":
            at += 1
        if at >= len(lexed) or lexed[at].kind != kind:
            return None, at
        taken.append(lexed[at])
        at += 1
    return taken, at


def parse(text: str, language: str = "") -> Period | None:
    """A text that is one period, span included, and nothing else. `leto 2025` and `2025.` count as `2025`."""
    found = parse_all(text, language)
    return found[0] if found and len(found) == 1 else None


def parse_partial(text: str, language: str = "") -> Period | None:
    """`1. polletje`, `Q3`, `H1` or a bare number of at most two digits (kind half): the year stands in another cell."""
    lexed = [x for x in _lex(text, language) if x.kind not in ("W", ",")]
    if not lexed:
        return None
    unit = _unit(text, lexed, 0, partial=True)
    if unit and all(x.kind == "." for x in lexed[unit[1] :]):
        return replace(unit[0], year=0)
    numbers = [x for x in lexed if x.kind != "."]
    if len(numbers) == 1 and numbers[0].kind == "N" and 1 <= numbers[0].value <= 12:
        made = numbered(0, numbers[0].value)
        return Period(label_of(text), made[0], made[1], made[2], 0, len(text), 0, numbers[0].value) if made else None
    return None


def parse_all(text: str, language: str = "") -> list[Period] | None:
    """A text that is nothing but periods: a list of them, `2022-2026` as one span. None for any other text."""
    if len(text) > 120 or not _DIGIT.search(text):
        return None
    found = _parse_all(text, language)
    return list(found) if found is not None else None


@lru_cache(maxsize=4096)
def _parse_all(text: str, language: str) -> list[Period] | None:
    lexed = _lex(text, language)
    if not lexed or any(x.kind == "X" for x in lexed):
        return None
    result: list[Period] = []
    at, ranging = 0, False
    while at < len(lexed):
        lexeme = lexed[at]
        if lexeme.kind in ("W", ",", ";", ".", "&", "+"):
            at += 1
            continue
        if lexeme.kind in ("-", "U", "/"):
            if not result:
                return None
            ranging, at = True, at + 1
            continue
        unit = _unit(text, lexed, at) or _short_start(text, lexed, at) or _short_end(text, lexed, at, result, ranging)
        if unit is None:
            return None
        period, at = unit
        result.append(_span(text, result.pop(), period) if ranging else period)
        ranging = False
    return None if ranging else result


def _short_start(text: str, lexed: Sequence[_Lexeme], at: int) -> tuple[Period, int] | None:
    """`1. pol` in `1. pol. - 2. pol. 2025`, `januar` in `januar - junij 2025`: takes the year of what follows."""
    unit = _unit(text, lexed, at, partial=True)
    year = next((x.value for x in lexed[at:] if x.kind == "Y"), 0)
    if unit is None or not year:
        return None
    period = unit[0]
    start, end = period.start.replace(year=year), period.end
    return replace(period, start=start, end=last_day(year, end.month), year=0), unit[1]


def _short_end(
    text: str, lexed: Sequence[_Lexeme], at: int, before: list[Period], ranging: bool
) -> tuple[Period, int] | None:
    """`26` in `2025/26`."""
    if not (ranging and before and lexed[at].kind == "N" and before[-1].kind == "year"):
        return None
    year = before[-1].year // 100 * 100 + lexed[at].value
    if year <= before[-1].year or lexed[at].end - lexed[at].start != 2:
        return None
    span = lexed[at]
    return Period(str(year), date(year, 1, 1), date(year, 12, 31), "year", span.start, span.end, year), at + 1


def _span(text: str, first: Period, last: Period) -> Period:
    label = label_of(text[first.begin : last.stop])
    return Period(label, first.start, last.end, "span", first.begin, last.stop, first.year)


def ends_of(text: str, language: str = "") -> tuple[str, str] | None:
    """Labels of the two ends of a span, in the document's own words: `2022-2026` gives `2022` and `2026`."""
    if parse(text, language) is None:
        return None
    lexed = [x for x in _lex(text, language) if x.kind != "W"]
    units: list[Period] = []
    at = 0
    while at < len(lexed):
        unit = _unit(text, lexed, at) or _unit(text, lexed, at, partial=True)
        if unit is None:
            if lexed[at].kind == "N" and units:
                units.append(Period(str(units[0].year // 100 * 100 + lexed[at].value), date.min, date.min, "year"))
            at += 1
            continue
        units.append(unit[0])
        at = unit[1]
    return (units[0].label, units[-1].label) if len(units) == 2 else None


@lru_cache(maxsize=4096)
def read_cell(text: str, language: str = "") -> CellPeriods:
    """What a cell of a period column says. A date, a text with `until` or any other words is a deadline as stated."""
    text = " ".join(text.split())
    if not text:
        return CellPeriods()
    found = parse_all(text, language)
    if found and len(found) == 1 and found[0].kind == "span":
        ends = ends_of(text, language)
        return CellPeriods(ends or (found[0].label,), None, is_span=True)
    if found and all(p.kind != "day" for p in found):
        return CellPeriods(tuple(p.label for p in found))
    return CellPeriods((), text, unsure=found is None and not _says_when(text, language))


def _says_when(text: str, language: str) -> bool:
    """A deadline we understand: a year, a month or a word such as `ongoing` stands in it."""
    lexed = _lex(text, language)
    wide = load().narrowed("ongoing", "yearly", "until", "start", "end")
    return any(x.kind in ("Y", "M", "H", "Q") for x in lexed) or wide.has(text)


@lru_cache(maxsize=4096)
def tick(text: str, language: str = "") -> bool | None:
    """True for a tick, False for an empty or negative cell, None for anything else."""
    bare = "".join(text.split())
    if bare.lower() in _NOT_TICKED:
        return False
    if all(c in _TICKS for c in bare):
        return len(bare) <= 4
    yes = load().narrowed("yes").for_language(language).whole(text)
    return True if yes else None


def periods_in(text: str, language: str = "") -> list[Period]:
    """Periods that stand in running text (titles): every unit or span found, left to right, foreign words skipped."""
    if not _DIGIT.search(text):
        return []
    text = text[:_LONGEST]
    lexed = _lex(text, language)
    result: list[Period] = []
    at, joiner = 0, -1
    while at < len(lexed):
        unit = _unit(text, lexed, at) if lexed[at].kind not in ("X", "W") else None
        if unit is None:
            joiner = at if lexed[at].kind in ("-", "U") else joiner if lexed[at].kind == "W" else -1
            at += 1
            continue
        if result and joiner >= 0 and _close(lexed, joiner, result[-1]):
            result.append(_span(text, result.pop(), unit[0]))
        else:
            result.append(unit[0])
        at, joiner = unit[1], -1
    return result


def _close(lexed: Sequence[_Lexeme], joiner: int, before: Period) -> bool:
    return joiner > 0 and lexed[joiner].start - before.stop <= 3
