"""A draft as text for a person at a terminal: a summary with counts, or only what needs a person; and exit codes."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable
from enum import IntEnum

from naveza.plans.reading.draft import Doubt, Draft, PlaceJson, Row

WIDTH = 100


class Exit(IntEnum):
    """How `naveza read` ends."""

    READ = 0
    UNREADABLE = 2
    DOUBTS = 3
    NO_ROWS = 4


def exit_code(draft: Draft) -> Exit:
    """READ, DOUBTS where a person should look, NO_ROWS where no row of work was found."""
    if not draft.rows:
        return Exit.NO_ROWS
    return Exit.DOUBTS if draft.doubts or any(row.doubts for row in draft.rows) else Exit.READ


def table(draft: Draft) -> str:
    """The document's fields, a line for each row of work, and counts."""
    lines = [*_head(draft), ""]
    chapter: list[str] = []
    for number, row in enumerate(draft.rows, start=1):
        lines += _titles(chapter, row)
        chapter = row.path
        lines.append(_row(number, row))
    return "\n".join([*lines, "", *_counts(draft)]) + "\n"


def doubts_only(draft: Draft) -> str:
    """Every doubt with its row and place, and every text that went nowhere for no known reason."""
    lines = [_doubt("document", d) for d in draft.doubts]
    for number, row in enumerate(draft.rows, start=1):
        name = f"row {number} {_shorten(' '.join(row.activities), 40)}"
        lines += [_doubt(name, d) for d in row.doubts]
    lines += [
        f"unplaced{_place(u.source)}: {_shorten(u.text, 60)} ({u.why})" for u in draft.unplaced if _needs_person(u.why)
    ]
    return "\n".join(lines or ["Nothing needs a person."]) + "\n"


def _needs_person(why: str) -> bool:
    """Running text and texts of tables that no row has."""
    return why.partition(":")[0] in ("text", "table", "unrecognised")


def _head(draft: Draft) -> list[str]:
    span = " to ".join(x for x in (draft.period_start, draft.period_end) if x)
    pairs = [
        ("Title", draft.title),
        ("Kind", draft.kind.replace("_", " ")),
        ("Language", draft.language),
        ("Period", span),
        ("Region", draft.region),
        ("Legal basis", draft.legal_basis),
        ("Levels", " > ".join(draft.level_names)),
        ("Periods", ", ".join(draft.periods)),
    ]
    return [f"{name + ':':13}{_shorten(value, WIDTH - 13)}" for name, value in pairs if value]


def _titles(before: list[str], row: Row) -> list[str]:
    """Titles that are new with this row, indented by their level."""
    shared = 0
    while shared < min(len(before), len(row.path)) and before[shared] == row.path[shared]:
        shared += 1
    result = []
    for level in range(shared, len(row.path)):
        code = row.path_codes[level] if level < len(row.path_codes) else None
        indent = " " * (2 + 2 * level)
        result.append(indent + _shorten(f"{code} {row.path[level]}" if code else row.path[level], WIDTH - len(indent)))
    return result


def _row(number: int, row: Row) -> str:
    code = f"{row.code} " if row.code else ""
    when = ", ".join(row.periods) or row.deadline or "no period"
    who = row.lead or (row.institutions[0] if row.institutions else "nobody named")
    more = len(row.institutions) - 1
    mark = " ?" if row.doubts else ""
    who_text = _shorten(who, 26) + (f" +{more}" if more > 0 else "")
    return f"{number:4} {_shorten(code + ' '.join(row.activities), 42):42} | {_shorten(when, 20):20} | {who_text}{mark}"


def _counts(draft: Draft) -> list[str]:
    rows = draft.rows
    names = {name for row in rows for name in row.institutions}
    doubted = sum(1 for row in rows if row.doubts)
    codes = Counter(d.code for d in [*draft.doubts, *(d for row in rows for d in row.doubts)])
    reasons = Counter(u.why.partition(":")[0] for u in draft.unplaced)
    lines = [
        f"{len(rows)} rows, {sum(1 for r in rows if r.periods)} with periods, "
        f"{sum(1 for r in rows if r.deadline)} with a deadline, {sum(1 for r in rows if r.lead)} with a lead, "
        f"{len(names)} institutions named, {doubted} rows with doubts"
    ]
    lines += _list("Doubts", codes)
    return lines + _list("Unplaced", reasons)


def _list(name: str, counts: Counter[str]) -> list[str]:
    if not counts:
        return [f"{name}: none"]
    text = ", ".join(f"{key} {count}" for key, count in counts.most_common())
    return textwrap.wrap(f"{name}: {text}", WIDTH, subsequent_indent="  ")


def _doubt(name: str, doubt: Doubt) -> str:
    where = f" [{doubt.field}]" if doubt.field else ""
    return f"{name}{where}{_place(doubt.source)}: {doubt.text} ({doubt.code})"


def _place(source: Iterable[PlaceJson]) -> str:
    """The first place in words: ` at line 12`, ` at page 3`, ` at Plan!B7`."""
    for place in source:
        if "line" in place:
            return f" at line {place['line']}"
        if "page" in place:
            return f" at page {place['page']}"
        if "sheet" in place:
            return f" at {place['sheet']}!{place['cell']}"
        if "table" in place:
            return f" at table {place['table'] + 1}, row {place['row'] + 1}, column {place['column'] + 1}"
        if "paragraph" in place:
            return f" at paragraph {place['paragraph'] + 1}"
    return ""


def _shorten(text: str | None, width: int) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= width else text[: width - 1] + "…"
