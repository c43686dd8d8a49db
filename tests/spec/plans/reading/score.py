"""How well a draft agrees with the truth: pure functions, used for the seeds and for the invented documents.

Words are compared, not characters: white space, punctuation and line breaks do not count, every letter and
digit does. Shares are numbers from 0 to 1. `rows` and `periods` are shares of all rows; `organisations`,
`leads` and `path` are measured on the rows that were found, since a missing row is already counted under
`rows`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from naveza.plans.reading.draft import Draft, Row

ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
ENOUGH = 0.3  # rows less alike than this are two rows, not one row read badly
_LETTERS = str.maketrans({"ş": "ș", "ţ": "ț", "Ş": "Ș", "Ţ": "Ț", "\u00ad": None, "\u200b": None, "\ufeff": None})


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One row of the truth. Where careful people differ, each accepted value stands beside the others."""

    activity: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...] = ((),)
    periods: tuple[tuple[str, ...], ...] = ((),)
    institutions: tuple[tuple[str, ...], ...] = ((),)
    lead: str | None = None
    deadline: str | None = None
    results: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    code: str | None = None
    paragraphs: int = 1


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is asked of a document."""

    rows: float = 0.98
    periods: float = 0.98
    organisations: float = 0.97
    leads: float = 0.97
    path: float = 0.98


@dataclass(slots=True)
class Score:
    """Counts of one document; the shares are derived. `differences` say in words what is wrong."""

    expected: int = 0
    read: int = 0
    aligned: int = 0
    rows_right: int = 0
    periods_right: int = 0
    names_expected: int = 0
    names_read: int = 0
    names_right: int = 0
    leads_right: int = 0
    paths_right: int = 0
    results_right: int = 0
    indicators_right: int = 0
    codes_right: int = 0
    paragraphs_right: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def rows(self) -> float:
        return _share(self.rows_right, max(self.expected, self.read))

    @property
    def periods(self) -> float:
        return _share(self.periods_right, self.expected)

    @property
    def organisations(self) -> float:
        return self._of_found(2 * self.names_right, self.names_expected + self.names_read)

    @property
    def leads(self) -> float:
        return self._of_found(self.leads_right, self.aligned)

    @property
    def path(self) -> float:
        return self._of_found(self.paths_right, self.aligned)

    def _of_found(self, part: int, whole: int) -> float:
        """A share of the rows that were found; where none was found, nothing is right."""
        return _share(part, whole) if self.aligned or not self.expected else 0.0

    def line(self) -> str:
        """One line of figures; the four after the bar carry no threshold."""
        asked = f"rows {self.rows:6.1%}  periods {self.periods:6.1%}  organisations {self.organisations:6.1%}"
        asked += f"  leads {self.leads:6.1%}  path {self.path:6.1%}"
        n = self.aligned
        parts = {"results": self.results_right, "indicators": self.indicators_right, "codes": self.codes_right}
        parts["paragraphs"] = self.paragraphs_right
        more = "  ".join(f"{name} {self._of_found(right, n):4.0%}" for name, right in parts.items())
        return f"{self.read}/{self.expected} rows | {asked} | {more}"

    def failures(self, asked: Thresholds) -> list[str]:
        """Names and figures of the measures that fall short."""
        names = ("rows", "periods", "organisations", "leads", "path")
        got = {name: (getattr(self, name), getattr(asked, name)) for name in names}
        return [f"{name} {have:.1%}, asked {want:.0%}" for name, (have, want) in got.items() if have < want]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def words(text: str) -> list[str]:
    """Words of a text: letters and digits in a row. Cedilla and comma letters are the same."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).translate(_LETTERS))


def same_words(one: str | None, other: str | None) -> bool:
    return words(one or "") == words(other or "")


def period_key(label: str) -> tuple[str, ...]:
    """A period by its year and its number in the year: `Q1 2026`, `2026-Q1` and `2026 / I` are one."""
    year = re.search(r"(?:19|20)\d\d", label)
    if year is None:
        return tuple(words(label))
    rest = label[: year.start()] + " " + label[year.end() :]
    number = re.search(r"\d+|\b(?:IV|I{1,3})\b", rest)
    return (year.group(), ROMAN.get(number.group(), number.group()) if number else "")


def alternatives(items: Sequence[Sequence[tuple[str, ...]]]) -> tuple[tuple[str, ...], ...]:
    """Every list that results from choosing one alternative for each item."""
    return tuple(tuple(name for part in choice for name in part) for choice in product(*items))


def likeness(expected: ExpectedRow, row: Row) -> float:
    """How alike two rows are, 0 to 1, with a small bonus that tells equal activities apart."""
    one, other = Counter(words(expected.activity[0])), Counter(words(" ".join(row.activities)))
    total = sum(one.values()) + sum(other.values())
    alike = 2 * sum((one & other).values()) / total if total else 0.0
    if alike < ENOUGH:
        return 0.0
    bonus = 0.02 * _period_right(expected, row) + 0.03 * _path_right(expected, row)
    return alike + bonus


def align(expected: Sequence[ExpectedRow], rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs (index in the truth, index in the draft), in the order of both, that are most alike together."""
    best = [[0.0] * (len(rows) + 1) for _ in range(len(expected) + 1)]
    like = [[likeness(e, r) for r in rows] for e in expected]
    for i in range(len(expected) - 1, -1, -1):
        for j in range(len(rows) - 1, -1, -1):
            pair = like[i][j] + best[i + 1][j + 1] if like[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    pairs, i, j = [], 0, 0
    while i < len(expected) and j < len(rows):
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def in_order(expected: Sequence[str], got: Sequence[str]) -> int:
    """How many names agree in the same order (longest common subsequence, by words)."""
    one, other = [words(n) for n in expected], [words(n) for n in got]
    row = [0] * (len(other) + 1)
    for a in one:
        before = row[:]
        for k, b in enumerate(other, 1):
            row[k] = before[k - 1] + 1 if a == b else max(before[k], row[k - 1])
    return row[-1]


def _activity_right(expected: ExpectedRow, row: Row) -> bool:
    return any(same_words(text, " ".join(row.activities)) for text in expected.activity)


def _period_right(expected: ExpectedRow, row: Row) -> bool:
    got = sorted(period_key(label) for label in row.periods)
    ticked = any(got == sorted(period_key(label) for label in accepted) for accepted in expected.periods)
    return ticked and (expected.deadline is None or same_words(expected.deadline, row.deadline))


def _path_right(expected: ExpectedRow, row: Row) -> bool:
    got = [words(title) for title in row.path]
    return any(got == [words(title) for title in path] for path in expected.paths)


def _list_right(expected: Sequence[str], got: Sequence[str]) -> bool:
    return [words(t) for t in expected] == [words(t) for t in got]


def _best_names(expected: ExpectedRow, row: Row) -> tuple[tuple[str, ...], int]:
    tried = [(names, in_order(names, row.institutions)) for names in expected.institutions]
    return max(tried, key=lambda pair: (2 * pair[1] - len(pair[0]), pair[1]))


def score(expected: Sequence[ExpectedRow], draft: Draft) -> Score:
    """Compare a draft with the truth, row by row."""
    result = Score(expected=len(expected), read=len(draft.rows))
    pairs = align(expected, draft.rows)
    result.aligned = len(pairs)
    found = dict(pairs)
    for i, want in enumerate(expected):
        if i not in found:
            result.differences.append(f"row {i}: missing: {want.activity[0]!r}")
            continue
        _score_row(i, want, draft.rows[found[i]], result)
    taken = set(found.values())
    for j, row in enumerate(draft.rows):
        if j not in taken:
            result.differences.append(f"read row {j}: is no row of the truth: {' '.join(row.activities)!r}")
    return result


def _score_row(i: int, want: ExpectedRow, row: Row, result: Score) -> None:
    names, right = _best_names(want, row)
    result.names_expected += len(names)
    result.names_read += len(row.institutions)
    result.names_right += right
    checks = [
        ("rows_right", "activity", _activity_right(want, row), want.activity[0], " ".join(row.activities)),
        (
            "periods_right",
            "periods",
            _period_right(want, row),
            (want.periods, want.deadline),
            (row.periods, row.deadline),
        ),
        ("leads_right", "lead", same_words(want.lead, row.lead), want.lead, row.lead),
        ("paths_right", "path", _path_right(want, row), want.paths, row.path),
        ("", "institutions", right == len(names) == len(row.institutions), names, row.institutions),
        ("results_right", "", _list_right(want.results, row.expected_results), None, None),
        ("indicators_right", "", _list_right(want.indicators, row.indicators), None, None),
        ("codes_right", "", (want.code or "").rstrip(".") == (row.code or "").rstrip("."), None, None),
        ("paragraphs_right", "", want.paragraphs == len(row.activities), None, None),
    ]
    for counter, name, right_so, expected_value, got in checks:
        if counter and right_so:
            setattr(result, counter, getattr(result, counter) + 1)
        if name and not right_so:
            result.differences.append(f"row {i} {name}: expected {expected_value!r}, read {got!r}")
