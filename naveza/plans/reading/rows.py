"""From rasters to logical rows: titles, repeated headers, rows that a page break cut in two.

A logical row holds, for each column, the cells that belong to it: mostly one raster row, after a page break two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from naveza.plans.reading import periods
from naveza.plans.reading.cells import dangles
from naveza.plans.reading.columns import Column, Columns, is_header_row
from naveza.plans.reading.headers import LEVELS
from naveza.plans.reading.numbering import label_length
from naveza.plans.reading.raster import Placed, Raster
from naveza.plans.reading.vocabulary import load, tokens

_OWN_WORK = ("tick", "period", "start", "end", "deadline", "responsible", "lead", "partners", "lead_partners")
_LONGEST_TITLE = 400
_CODE = re.compile(r"\s*([A-Z]?\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-Z])\.?(?=[\s.)]|$)")


@dataclass(eq=False, slots=True)
class LogicalRow:
    """One row of work. `cells[column]` are its own cells that start there; `above[column]` a cell that reaches down
    from a row above, `beside[column]` one that reaches over from the left."""

    columns: Columns
    raster: Raster
    rows: list[int]
    cells: dict[int, list[Placed]] = field(default_factory=dict)
    above: dict[int, Placed] = field(default_factory=dict)
    beside: dict[int, Placed] = field(default_factory=dict)
    joined: bool = False

    def text(self, column: int) -> str:
        """Own words of a column."""
        cells = self.cells.get(column, ())
        return cells[0].text if len(cells) == 1 else " ".join(p.text for p in cells if p.text.strip())

    def has(self, roles: Sequence[str]) -> bool:
        return any(self.text(c.index).strip() for c in self.columns.of(*roles))


@dataclass(eq=False, slots=True)
class TitleRow:
    """Cells of a full-width row (a number may stand in a cell before)."""

    cells: list[Placed]


@dataclass(eq=False, slots=True)
class HeaderRow:
    """A header row that repeats the one above."""

    cells: list[Placed]


@dataclass(eq=False, slots=True)
class TotalRow:
    """Sums of a table: never added up again."""

    row: LogicalRow


Item = LogicalRow | TitleRow | HeaderRow | TotalRow


def body_items(raster: Raster, columns: Columns, language: str, before: LogicalRow | None) -> list[Item]:
    """Everything below the first header, in order. `before` is the last row of the table before, which the first row
    may go on with after a page break."""
    items: list[Item] = []
    last = before
    fresh = before is not None
    first_header = columns.header[0] if columns.header else 0
    depth = _depth_of_work(raster, columns)
    for number in range(raster.rows):
        if number in columns.header or raster.is_empty(number):
            continue
        title = _title_cells(raster, columns, number)
        if number < first_header:
            items.append(TitleRow(raster.filled(number)))
            continue
        if _repeats_header(raster, columns, number, language):
            items.append(HeaderRow(raster.filled(number)))
            fresh = True
            continue
        title = title or _section_cells(raster, columns, number, depth)
        if title:
            items.append(TitleRow(title))
            continue
        row = _logical(raster, columns, number)
        if last is not None and _goes_on(last, row, columns, language, fresh):
            _join(last, row)
        elif _is_total(row, language):
            items.append(TotalRow(row))
        else:
            items.append(row)
            last = row
        fresh = False
    return items


def _logical(raster: Raster, columns: Columns, number: int) -> LogicalRow:
    row = LogicalRow(columns, raster, [number])
    for column in range(raster.columns):
        placed = raster.at(number, column)
        if placed is None:
            continue
        if placed.row == number and placed.column == column:
            row.cells.setdefault(column, []).append(placed)
        elif placed.row == number:
            row.beside[column] = placed
        else:
            row.above[column] = placed
    return row


def _title_cells(raster: Raster, columns: Columns, number: int) -> list[Placed]:
    """A full-width cell; or a number and a cell over the rest; or one text in a row that is otherwise empty, left of
    the activity."""
    only = raster.title_of(number)
    if only is not None:
        return [only] if len(only.text) <= _LONGEST_TITLE else []
    filled = raster.filled(number)
    if len(filled) == 2 and filled[1].column_span >= raster.columns - 2 > 1 and len(tokens(filled[0].text)) <= 3:
        return filled
    if len(filled) != 1 or len(filled[0].text) > _LONGEST_TITLE or filled[0].row_span > 1:
        return []
    covered = any(p is not None and p.row < number for p in raster.owner[number])
    activity = columns.activity
    at = filled[0].column
    left = activity is not None and at < activity.index and activity.index < at + 1 + len(columns.levels)
    is_level = columns.columns[at].role in (*LEVELS, "number")
    if covered or not left or not is_level or (filled[0].column_span > 1 and not left):
        return []
    return filled if not raster.table.ragged or filled[0].column_span > 1 else []


def _depth_of_work(raster: Raster, columns: Columns) -> int:
    """Points in the numbers of full rows (`1.1` has one), -1 where they carry no number."""
    found = [
        code.count(".")
        for r in range(raster.rows)
        if r not in columns.header and _has_more(raster, columns, r) and (code := _code_in(raster, columns, r))
    ]
    return max(set(found), key=found.count) if found else -1


def _has_more(raster: Raster, columns: Columns, number: int) -> bool:
    """The row says more than a number, titles and an activity."""
    few = {c.index for c in columns.columns if c.role in (*LEVELS, "number", "activity")}
    return any(p.column not in few for p in raster.filled(number))


def _code_in(raster: Raster, columns: Columns, number: int) -> str:
    """The typed number of a row, from its own column or from the start of the activity."""
    for column in [*columns.of("number"), *columns.of("activity")]:
        placed = raster.at(number, column.index)
        if placed is None or placed.row != number or not placed.text.strip():
            continue
        match = _CODE.match(placed.text)
        if match:
            return match.group(1).rstrip(".")
    return ""


def _section_cells(raster: Raster, columns: Columns, number: int, depth: int) -> list[Placed]:
    """A row that has only an activity (and a number) and looks like a title: bold, in capitals, named as a level, or
    with a shorter number than the work below."""
    activity = columns.activity
    filled = raster.filled(number)
    if activity is None or not filled or len(filled) > 2 or _has_more(raster, columns, number):
        return []
    if any(p is not None and p.row < number for p in raster.owner[number]):
        return []
    text = filled[-1].text.strip()
    if filled[-1].column != activity.index or len(text) > _LONGEST_TITLE or filled[-1].row_span > 1:
        return []
    if len(filled) == 2 and columns.columns[filled[0].column].role != "number":
        return []
    bold = all(s.is_bold() for s in filled[-1].cell.spans())
    code = _code_in(raster, columns, number)
    shorter = bool(code) and depth >= 0 and code.count(".") < depth
    lettered = bool(re.match(r"[A-Z][.)]\s|[IVX]+\.\s", text)) and depth < 0
    named = bool(label_length(text, raster.language))
    works = sum(1 for r in range(raster.rows) if _has_more(raster, columns, r))
    looks = bold or (text.isupper() and len(text) > 3) or shorter or lettered or named
    return filled if looks and works * 2 >= len([r for r in range(raster.rows) if raster.filled(r)]) - works else []


def _repeats_header(raster: Raster, columns: Columns, number: int, language: str) -> bool:
    if columns.header and number > columns.header[-1]:
        for known in columns.header:
            if _folded(raster, known) == _folded(raster, number):
                return True
    names = {_fold(c.name) for c in columns.columns if c.name} | {_fold(c.label) for c in columns.columns if c.label}
    filled = raster.filled(number)
    same = sum(1 for p in filled if _fold(p.text) in names)
    return len(filled) >= 2 and same == len(filled) and is_header_row(raster, number, language)


def _folded(raster: Raster, number: int) -> list[str]:
    return [_fold(p.text) for p in raster.filled(number)]


def _fold(text: str) -> str:
    return " ".join(t.folded for t in tokens(text))


def _goes_on(last: LogicalRow, row: LogicalRow, columns: Columns, language: str, fresh: bool) -> bool:
    """Is this row the rest of the one before, cut by a page break? It has nothing of its own that decides (tick, time,
    number), and its texts go on: in lower case, or after a text that cannot end there."""
    activity = columns.activity
    if activity is None or _own_time(row, language) or row.has(("number",)):
        return False
    if any(c.index in row.above for c in columns.columns):
        return False
    filled = [c for c in columns.columns if row.text(c.index).strip()]
    if not filled:
        return False
    going, starting = 0, 0
    for column in filled:
        text, before = row.text(column.index), last.text(column.index)
        goes = (_lower(text) and not before.rstrip().endswith((".", "!", "?"))) or (
            before and dangles(before, language)
        )
        going, starting = going + bool(goes), starting + (not goes)
    if row.text(activity.index) and not _lower(row.text(activity.index)):
        return bool(fresh and dangles(last.text(activity.index), language))
    if fresh:
        return going > 0 and going >= starting
    return starting == 0 and len(filled) < len([c for c in columns.columns if last.text(c.index).strip()])


def _own_time(row: LogicalRow, language: str) -> bool:
    for column in row.columns.of("tick", "period", "deadline", "start", "end"):
        text = row.text(column.index)
        if text.strip() and (column.role != "tick" or periods.tick(text, language) is not False):
            return True
    return False


def _lower(text: str) -> bool:
    return text.lstrip("\"„“»«'([")[:1].islower()


def _join(last: LogicalRow, row: LogicalRow) -> None:
    for column, cells in row.cells.items():
        if any(p.text.strip() for p in cells):
            last.cells.setdefault(column, []).extend(cells)
    last.rows += row.rows
    last.joined = True


def _is_total(row: LogicalRow, language: str) -> bool:
    """A row that starts with a word for total and holds sums only."""
    filled = [c for c in row.columns.columns if row.text(c.index).strip()]
    if not filled or not row.columns.of("budget"):
        return False
    start = load().narrowed("total").for_language(language).start(row.text(filled[0].index))
    others: list[Column] = [c for c in filled[1:] if c.role not in ("budget", "source_of_funds")]
    return start is not None and start.start == 0 and not others


def own_work(row: LogicalRow) -> bool:
    """The row has a time or an institution of its own: it is work of its own even where the activity's cell is
    merged with the one above."""
    return row.has(_OWN_WORK)
