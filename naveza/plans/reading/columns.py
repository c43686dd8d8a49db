"""Columns of a table: where its header is, and what each column holds.

Roles come from the header's words, then from a table before of the same shape, then from what the cells look like.
Nothing depends on the order of columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from naveza.plans.reading import periods
from naveza.plans.reading.headers import LEVELS, Header, classify, concepts_in, is_period_header
from naveza.plans.reading.names import Judge
from naveza.plans.reading.raster import Placed, Raster
from naveza.plans.reading.shapes import guess_roles, shape_of
from naveza.plans.reading.vocabulary import tokens

ROLES = (
    *("chapter", "goal", "measure", "activity", "tick", "period", "start", "end", "deadline", "result", "indicator"),
    *("evaluation_term", "lead", "responsible", "partners", "lead_partners", "budget", "source_of_funds"),
    *("target_group", "number", "note", "other"),
)
_WORK_SIGNS = frozenset(
    {"tick", "period", "deadline", "responsible", "lead", "result", "indicator", "budget", "partners"}
)
_TIMES = frozenset({"tick", "period", "deadline", "start", "end"})
_STAFF = frozenset({"responsible", "lead", "partners", "lead_partners"})
_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class Column:
    """`label` is the period of a tick or budget column; `name` the header as written; `by` how the role is known:
    header, before (a table before), shape, mapping."""

    index: int
    role: str
    name: str = ""
    label: str = ""
    by: str = "header"


@dataclass(slots=True)
class Columns:
    """The columns of one table. `header` are its header rows (repeated ones below not included)."""

    columns: list[Column]
    header: list[int] = field(default_factory=list)
    missing: bool = False

    def of(self, *roles: str) -> list[Column]:
        return [c for c in self.columns if c.role in roles]

    @property
    def levels(self) -> list[Column]:
        return self.of(*LEVELS)

    @property
    def activity(self) -> Column | None:
        found = self.of("activity")
        return found[0] if found else None

    @property
    def roles(self) -> list[str]:
        return [c.role for c in self.columns]


def header_rows(raster: Raster, language: str) -> list[int]:
    """Header rows near the top of a table, title rows above and between them left out."""
    rows: list[int] = []
    for row in range(min(raster.rows, _HEADER_ROWS + 4)):
        if len(rows) >= _HEADER_ROWS:
            break
        if len(raster.filled(row)) < 2 and not (rows and _is_sub_header(raster, row, rows, language)):
            if rows:
                break
            continue
        if is_header_row(raster, row, language) or (rows and _is_sub_header(raster, row, rows, language)):
            rows.append(row)
        elif rows or row >= raster.table.header_rows:
            break
        else:
            rows.append(row)
    return rows if _enough(raster, rows, language) else []


def unknown_header(raster: Raster, language: str, judge: Judge) -> list[int]:
    """Header rows whose words no list knows: short texts over (nearly) all columns that look unlike what is below."""
    first = next((r for r in range(raster.rows) if len(raster.filled(r)) > 1), -1)
    if first < 0 or first + 2 > raster.rows or not _looks_like_head(raster, first, language):
        return []
    rows = [first]
    below = first + 1
    if below < raster.rows and all(is_period_header(p.text, language) for p in raster.filled(below)):
        rows.append(below)
    body = _body_rows(raster, rows)
    labels = any(is_period_header(p.text, language) for r in rows for p in raster.filled(r))
    if not body or not (raster.table.header_rows or labels or _is_unlike(raster, rows, body, language, judge)):
        return []
    return rows


def _looks_like_head(raster: Raster, row: int, language: str) -> bool:
    filled = raster.filled(row)
    covered = sum(p.column_span for p in filled)
    short = all(len(tokens(p.text)) <= 8 and len(p.text) <= 60 for p in filled)
    return short and covered * 5 >= raster.columns * 4 and not any(periods.tick(p.text, language) for p in filled)


def _is_unlike(raster: Raster, rows: Sequence[int], body: Sequence[int], language: str, judge: Judge) -> bool:
    """Bold over plain text, words over ticks, times or sums, or much shorter texts than below."""
    head = [p for r in rows for p in raster.filled(r)]
    if all(s.is_bold() for p in head for s in p.cell.spans()):
        return not all(s.is_bold() for r in body for p in raster.filled(r) for s in p.cell.spans())
    shapes = [shape_of(raster, i, body, language, judge) for i in range(raster.columns)]
    if any(max(s.ticks, s.times, s.dates, s.sums, s.ordinals) >= 0.8 for s in shapes):
        return True
    words = sum(len(tokens(p.text)) for p in head) / len(head)
    return sum(s.words for s in shapes) / len(shapes) > 2 * words


def is_header_row(raster: Raster, row: int, language: str) -> bool:
    """Most filled cells are header words or period labels, at least two concepts among them."""
    found = [classify(p.text, language) for p in raster.filled(row)]
    labels = [p for p in raster.filled(row) if is_period_header(p.text, language)]
    known = [h for h in found if h is not None and h.coverage >= 0.3]
    concepts = {h.concept for h in known}
    others = len(found) - len(known) - len(labels)
    total = sum(h.coverage for h in known)
    if len(concepts) == 1 and len(known) == 1 and others == 0 and any(_says_year(p.text, language) for p in labels):
        return True
    if len(known) < 2 or len(concepts) < 2 or others > len(known) or total < 1.0:
        return False
    return len(known) + len(labels) > len(found) / 2 and not any(_ticked(p, language) for p in raster.filled(row))


def _says_year(text: str, language: str) -> bool:
    """A period label that stands for itself; a bare `1` or `II` needs a year above."""
    return periods.parse(text, language) is not None


def _ticked(placed: Placed, language: str) -> bool:
    return bool(periods.tick(placed.text, language)) and len(placed.text.strip()) == 1


def _is_sub_header(raster: Raster, row: int, above: Sequence[int], language: str) -> bool:
    """A row below a header: period labels, words of headers or remarks in brackets under wider or repeated cells;
    or the columns counted 1, 2, 3."""
    filled = raster.filled(row)
    if not filled or raster.title_of(row):
        return False
    if _is_count(filled):
        return True
    spread = _spread_columns(raster, above)
    for placed in filled:
        text = placed.text.strip()
        label = is_period_header(text, language)
        note = text.startswith("(") and text.endswith(")")
        head = classify(text, language)
        inside = placed.column in spread or len(above) == 0
        if label and not inside and not (len(filled) > 1 and _says_year(text, language)):
            return False
        if not (label or note or (head is not None and head.coverage >= 0.5 and (inside or not raster.table.ragged))):
            return False
    labels = [p for p in filled if is_period_header(p.text, language)]
    notes = [p for p in filled if p.text.strip().startswith("(")]
    heads = len(filled) - len(labels) - len(notes)
    return heads == 0 or any(p.column in spread for p in filled)


def _spread_columns(raster: Raster, rows: Sequence[int]) -> set[int]:
    """Columns below a header cell that goes over several."""
    return {
        column
        for row in rows
        for p in raster.starts[row]
        if p.column_span > 1
        for column in range(p.column, p.column + p.column_span)
    }


def _is_count(filled: Sequence[Placed]) -> bool:
    """A row that counts the columns: 1, 2, 3 …"""
    numbers = [p.text.strip(" .()") for p in filled]
    return len(numbers) >= 4 and numbers == [str(n) for n in range(int(numbers[0] == "1"), len(numbers) + 1)]


def _enough(raster: Raster, rows: Sequence[int], language: str) -> bool:
    return any(is_header_row(raster, r, language) for r in rows) or (
        bool(rows) and raster.table.header_rows > 0 and len(raster.filled(rows[0])) >= 2
    )


def from_header(raster: Raster, header: Sequence[int], language: str, judge: Judge) -> Columns:
    """Roles by the words of the header, the rest by shape."""
    rows = [r for r in header if not _is_count(raster.filled(r))]
    made = [_column(raster, rows, index, language) for index in range(raster.columns)]
    body = _body_rows(raster, header)
    made = _by_content(raster, made, body, language)
    if any(not c.role for c in made):
        made = _settle_activity(raster, made, body)
        guessed = guess_roles(raster, body, made_roles=[c.role for c in made], language=language, judge=judge)
        made = [c if c.role else replace(c, role=g, by="shape") for c, g in zip(made, guessed, strict=True)]
    return Columns(_outcomes_above(raster, _settle_activity(raster, made, body), body), list(header))


def _body_rows(raster: Raster, header: Sequence[int]) -> list[int]:
    first = (header[-1] + 1) if header else 0
    return [r for r in range(first, raster.rows) if not raster.is_empty(r) and not raster.title_of(r)]


def _column(raster: Raster, rows: Sequence[int], index: int, language: str) -> Column:
    """Read the header cells above a column from top to bottom."""
    stack: list[Placed] = []
    for row in rows:
        placed = raster.at(row, index)
        if placed and placed.text.strip() and placed not in stack:
            stack.append(placed)
    heads: list[Header] = []
    label = _label([p.text for p in stack if is_period_header(p.text, language)], language)
    named = ""
    for placed in stack:
        if is_period_header(placed.text, language):
            continue
        head = classify(placed.text, language)
        if head is not None:
            heads.append(head)
            named = " ".join(placed.text.split())
        named = named or " ".join(placed.text.split())
    role = _role(heads, label) or ""
    shared = _shared(stack[-1], index, language) if stack and not label else ""
    if shared:
        return Column(index, shared, named)
    return Column(index, role, named or " ".join(p.text for p in stack), label)


def _shared(placed: Placed, index: int, language: str) -> str:
    """The concept of one of several columns that share a header cell: `No. Goal` over two columns."""
    if placed.column_span < 2:
        return ""
    concepts = concepts_in(placed.text, language)
    return concepts[index - placed.column] if len(concepts) == placed.column_span else ""


def _role(heads: Sequence[Header], label: str) -> str:
    concepts = [h.concept for h in heads]
    if label:
        if "budget" in concepts or "source_of_funds" in concepts:
            return "budget"
        if any(c in ("result", "indicator", "other") for c in concepts):
            return "other"
        return "tick"
    if not heads:
        return ""
    last = heads[-1]
    if "partners" in (last.concept, last.second) and {last.concept, last.second} & {"lead", "responsible"}:
        return "lead_partners"
    if len(heads) > 1 and last.concept in ("period", "activity", "number", "other") and heads[-2].concept == "budget":
        return "budget"
    return last.concept


def _label(texts: Sequence[str], language: str) -> str:
    """`2024` above `1. polletje` gives `2024-1.polletje`; a label with its year stays as it is."""
    whole = [periods.label_of(t) for t in texts if periods.parse(t, language)]
    partial = [periods.label_of(t) for t in texts if not periods.parse(t, language)]
    found = [periods.parse(t, language) for t in texts]
    complete = [p for p in found if p is not None and p.kind != "year"]
    if complete:
        return complete[-1].label
    if whole and partial:
        return f"{whole[-1]}-{partial[-1]}"
    return (whole or partial or [""])[-1]


def _by_content(raster: Raster, made: list[Column], body: Sequence[int], language: str) -> list[Column]:
    """A column headed by a year that holds sums is a budget column; one of whole texts is no column of ticks."""
    result = []
    for item in made:
        column = item
        if column.role == "tick":
            cells = [p.text.strip() for r in body if (p := raster.at(r, column.index)) and p.text.strip()]
            ticks = sum(1 for t in cells if periods.tick(t, language) is not None)
            sums = sum(1 for t in cells if any(c.isdigit() for c in t) and not any(c.isalpha() for c in t[:2]))
            if cells and ticks * 2 < len(cells) and sums * 2 > len(cells):
                column = replace(column, role="budget")
        if column.role in ("period", "deadline") and _says_no_time(raster, column, body, language):
            column = replace(column, role="")
        if column.role in ("start", "end") and not any(c.role in ("start", "end") and c is not item for c in made):
            column = replace(column, role="deadline")
        result.append(column)
    return result


def _says_no_time(raster: Raster, column: Column, body: Sequence[int], language: str) -> bool:
    """A column headed "implementation" or "when" in which hardly a cell speaks of time."""
    cells = [p.text for r in body if (p := raster.at(r, column.index)) and p.row == r and p.text.strip()]
    read = [periods.read_cell(" ".join(t.split()), language) for t in cells]
    return len(cells) > 2 and sum(1 for r in read if r.unsure and len(r.deadline or "") > 25) * 3 > len(cells) * 2


def _settle_activity(raster: Raster, made: list[Column], body: Sequence[int]) -> list[Column]:
    """Exactly one column holds the activity: among several the one with the most own cells; without any, the last
    level, where something else in the table speaks of work."""
    activities = [c for c in made if c.role == "activity"]
    if len(activities) > 1:
        counts = {c.index: _own_cells(raster, c.index, body) for c in activities}
        chosen = max(activities, key=lambda c: (counts[c.index], -c.index))
        for column in activities:
            if column is not chosen:
                coarser = counts[column.index] < counts[chosen.index] and column.index < chosen.index
                made[column.index] = replace(column, role="measure" if coarser else "note")
        return made
    roles = {c.role for c in made}
    if activities:
        return made
    timed, staffed = roles & _TIMES, roles & _STAFF
    for role in ("measure", "goal", "chapter", "other", "result"):
        found = [c for c in made if c.role == role]
        enough = (
            roles & _WORK_SIGNS if role == "measure" else (timed or staffed) if role in LEVELS else timed and staffed
        )
        if found and enough:
            made[found[-1].index] = replace(found[-1], role="activity")
            return made
    return made


def _outcomes_above(raster: Raster, made: list[Column], body: Sequence[int]) -> list[Column]:
    """A column of results left of the activity that has fewer cells than there are activities is a level: several
    activities lead to one outcome."""
    activity = next((c for c in made if c.role == "activity"), None)
    if activity is None:
        return made
    total = _own_cells(raster, activity.index, body)
    for column in [c for c in made if c.role in ("result", "other") and c.index < activity.index]:
        own = _own_cells(raster, column.index, body)
        if 0 < own < total and any(c.role in ("indicator", "result") and c is not column for c in made):
            made[column.index] = replace(column, role="goal")
    return made


def _own_cells(raster: Raster, index: int, body: Sequence[int]) -> int:
    return sum(1 for r in body if (p := raster.at(r, index)) and p.row == r and len(tokens(p.text)) > 0)


def inherited(before: Columns, raster: Raster) -> Columns | None:
    """The columns of the table before, for a table without a header that has as many columns."""
    if len(before.columns) != raster.columns:
        return None
    return Columns([replace(c, by="before") for c in before.columns], [], missing=True)


def completed(columns: Columns, before: Columns | None) -> Columns:
    """A blank header cell takes the role that the same column had in the table before, if all others agree."""
    if before is None or len(before.columns) != len(columns.columns):
        return columns
    blank = [c for c in columns.columns if c.by == "shape" and not c.name]
    if not blank:
        return columns
    pairs = zip(columns.columns, before.columns, strict=True)
    if any(c.role != b.role for c, b in pairs if c not in blank):
        return columns
    made = [replace(before.columns[c.index], by="before", name="") if c in blank else c for c in columns.columns]
    return Columns(made, columns.header, columns.missing)


def from_shape(raster: Raster, language: str, judge: Judge) -> Columns:
    """Columns of a table whose header says nothing we know: by what the cells look like."""
    body = _body_rows(raster, [])
    guessed = guess_roles(raster, body, made_roles=[""] * raster.columns, language=language, judge=judge)
    made = [Column(i, role, "", "", "shape") for i, role in enumerate(guessed)]
    return Columns(made, [], missing=True)
