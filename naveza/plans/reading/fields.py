"""From a logical row to the fields of a draft row: titles, activity, periods, results, institutions, money.

Each cell is spent once, by the first row that has it; rows below that it reaches take the value and say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from naveza.plans.reading import periods
from naveza.plans.reading.cells import LINE_FORMATS, goes_on, lines, paragraphs, physical_lines
from naveza.plans.reading.columns import Column
from naveza.plans.reading.doubts import Code
from naveza.plans.reading.fragments import Span, words_of
from naveza.plans.reading.layout import Build, Context, Title
from naveza.plans.reading.levels import Levels, make_title
from naveza.plans.reading.money import amounts_of, sums_of_sources
from naveza.plans.reading.numbering import cut_code, cut_title, strip_bullet
from naveza.plans.reading.raster import Placed
from naveza.plans.reading.rows import LogicalRow, own_work

_INSTITUTIONS = ("responsible", "lead", "partners", "lead_partners")
_LISTS = {"result": "expected_results", "indicator": "indicators"}
_EXTRA = {"target_group": "target_group", "source_of_funds": "source_of_funds", "note": "notes", "other": "other"}


class Fields:
    """Fills rows of one document. Keeps the goals in force and which row spent which cell."""

    def __init__(self, context: Context, levels: Levels) -> None:
        self.context = context
        self.levels = levels
        self.broken = context.source.parsed.format in LINE_FORMATS
        self.goals: dict[int, Title] = {}
        self.made: list[Title] = []
        self.owner: dict[int, Build] = {}
        self.last: Build | None = None
        self.last_row: LogicalRow | None = None
        self._ticks_spent: set[int] = set()

    def new_chapter(self) -> None:
        """A title above the level columns ends the goals below it."""
        self.goals = {}
        self.last = None

    def row(self, row: LogicalRow) -> Build | None:
        """Build a row, or extend the one before where it only adds results to a merged activity. None then."""
        inherited = self._goals(row)
        activity = row.columns.activity
        if activity is None:
            return None
        own = self._spans(row, activity)
        base = None if own else self._activity_above(row, activity)
        if not own and base is not None and not own_work(row):
            self._extend(base, row)
            return None
        build = Build(self.context, self._order(row))
        if own:
            self._activity(build, row, activity, own)
        elif base is not None:
            build.inherit(base, "activity", ("activities", "code"), assumed=activity.index not in row.above)
        else:
            build.doubt(Code.NO_ACTIVITY, "activities")
        self._number(build, row)
        if inherited:
            build.inherited("goal", assumed=inherited == "assumed")
        same_goal = (bool(inherited) and not self._has_own_goal(row)) or not row.columns.levels
        self._times(build, row)
        self._lists(build, row, same_goal)
        self._institutions(build, row, same_goal)
        self._money(build, row)
        self._rest(build, row)
        build.titles([*self.levels.path(), *(self.goals[k] for k in sorted(self.goals))])
        self._about_columns(build, row)
        self.last, self.last_row = build, row
        return build

    def _order(self, row: LogicalRow) -> int:
        ids = [f.id for cells in row.cells.values() for p in cells for f in p.cell.fragments]
        return min(ids, default=self.last.order if self.last else 0)

    def _spans(self, row: LogicalRow, column: Column) -> list[Span]:
        return [s for p in row.cells.get(column.index, []) for s in self._free(p)]

    def _free(self, placed: Placed) -> list[Span]:
        return lines(placed.cell, self.context.ledger)

    def _goals(self, row: LogicalRow) -> str:
        """Set the titles of level columns; how one of them was inherited: merged, assumed, or empty."""
        inherited = ""
        for column in row.columns.levels:
            spans = self._spans(row, column)
            if spans and self._goal_goes_on(column, spans):
                inherited = "merged"
                continue
            if spans:
                self._set_goal(row, column, spans)
            elif column.index in self.goals:
                merged = column.index in row.above and inherited != "assumed"
                inherited = "merged" if merged else "assumed"
        return inherited

    def _has_own_goal(self, row: LogicalRow) -> bool:
        return any(row.text(c.index).strip() for c in row.columns.levels)

    def _goal_goes_on(self, column: Column, spans: Sequence[Span]) -> bool:
        """The rest of a goal's cell after a page break starts in lower case."""
        title = self.goals.get(column.index)
        if title is None or not spans[0].text[:1].islower() or title.text.rstrip().endswith((".", "!", "?")):
            return False
        title.text = f"{title.text} {words_of(spans)}"
        title.spans = (*title.spans, *spans)
        return True

    def _set_goal(self, row: LogicalRow, column: Column, spans: list[Span]) -> None:
        marker = spans[0].fragment.marker
        title = make_title(spans, self.context.language, marker=marker)
        if title is None:
            title = Title(words_of(spans), None, "", tuple(spans))
        for deeper in [k for k in self.goals if k >= column.index and self._is_deeper(row, column, k)]:
            del self.goals[deeper]
        self.goals[column.index] = title
        self.made.append(title)

    def _is_deeper(self, row: LogicalRow, column: Column, other: int) -> bool:
        return other >= column.index

    def _activity_above(self, row: LogicalRow, activity: Column) -> Build | None:
        placed = row.above.get(activity.index)
        if placed is not None:
            return self.owner.get(id(placed.cell))
        return self.last

    def _activity(self, build: Build, row: LogicalRow, column: Column, spans: list[Span]) -> None:
        parts = self._paragraphs(row, column, spans)
        coded = [cut_code(strip_bullet(p)[1], marker=p[0].fragment.marker).code for p in parts]
        several = sum(1 for c in coded if c) > 1
        for number, part in enumerate(parts):
            marks, rest = strip_bullet(part)
            if not several and (number == 0 or coded[number]):
                cut = cut_title(rest, self.context.language, marker=part[0].fragment.marker)
                cut = cut if cut.label and cut.code else cut_code(rest, marker=part[0].fragment.marker)
                if cut.code and build.row.code is None and any(s.start < s.end for s in cut.title):
                    build.row.code = cut.code
                    build.mark("code", cut.marks)
                    rest = list(cut.title)
            build.mark("activities", marks)
            build.add("activities", [s.strip() for s in rest])
        for placed in row.cells.get(column.index, []):
            self.owner[id(placed.cell)] = build
        if row.joined:
            build.doubt(Code.ROW_JOINED, "activities")

    def _number(self, build: Build, row: LogicalRow) -> None:
        """A number of its own column belongs to the activity, or to the goal where it spans the same rows."""
        for column in row.columns.of("number"):
            spans = self._spans(row, column)
            if not spans:
                continue
            cut = cut_title(spans, self.context.language)
            code = cut.code if cut.code and not cut.text else words_of(spans).rstrip(".) ")
            level = self._level_of_number(row, column)
            if level is not None and level.code is None:
                level.code = code
                level.spans = (*spans, *level.spans)
            elif build.row.code is None:
                build.put("code", spans, text=code)
            else:
                build.add("notes", spans)

    def _level_of_number(self, row: LogicalRow, column: Column) -> Title | None:
        beside = [c for c in row.columns.levels if c.index == column.index + 1]
        if not beside or beside[0].index not in self.goals or not self._spans_alike(row, column, beside[0]):
            return None
        return self.goals[beside[0].index]

    def _spans_alike(self, row: LogicalRow, one: Column, other: Column) -> bool:
        """Number and goal are merged alike, or are filled in the same rows of the table and not in all."""
        raster = row.raster
        if raster.has_merges:
            a, b = raster.at(row.rows[0], one.index), raster.at(row.rows[0], other.index)
            return bool(a and b and a.row_span == b.row_span and a.row_span > 1)
        filled = [
            {r for r in range(raster.rows) if (p := raster.at(r, c.index)) and p.text.strip()}
            for c in (one, other, row.columns.activity or one)
        ]
        return filled[0] == filled[1] and filled[0] != filled[2]

    def _times(self, build: Build, row: LogicalRow) -> None:
        ticks = row.columns.of("tick")
        for column in ticks:
            self._tick(build, row, column)
        for column in row.columns.of("period", "deadline"):
            self._time(build, row, column)
        ends = row.columns.of("start", "end")
        for column in sorted(ends, key=lambda c: c.role != "start"):
            for span in self._spans(row, column):
                build.tick(periods.label_of(span.text), [span])
        if ticks and not build.row.periods and not build.row.deadline:
            build.doubt(Code.NO_PERIOD_TICKED, "periods")

    def _tick(self, build: Build, row: LogicalRow, column: Column) -> None:
        above = row.above.get(column.index)
        if above is not None:
            if periods.tick(above.text, self.context.language) and column.label not in build.row.periods:
                build.row.periods.append(column.label)
            return
        beside = [row.beside[column.index]] if column.index in row.beside else []
        for placed in [*row.cells.get(column.index, []), *beside]:
            answer = periods.tick(placed.text, self.context.language)
            spans = self._free(placed)
            if answer is None:
                build.add("period_notes", spans)
                build.mark_place("periods", spans)
            for span in spans if answer is not None else []:
                build.mark("periods", [span])
            if answer is False:
                continue
            if column.label not in build.row.periods and column.label:
                build.row.periods.append(column.label)
            if answer is None:
                build.doubt(Code.UNCLEAR_TICK, "periods", spans, placed.text[:60])

    def _time(self, build: Build, row: LogicalRow, column: Column) -> None:
        spans = self._spans(row, column)
        if not spans:
            above = row.above.get(column.index)
            source = self.owner.get(id(above.cell)) if above else None
            if source is not None:
                build.take_over(source, ("periods", "deadline"))
            return
        read = periods.read_cell(words_of(spans), self.context.language)
        for placed in row.cells[column.index]:
            self.owner[id(placed.cell)] = build
        if read.labels and (column.role == "period" or read.is_span):
            build.mark("periods", spans)
            build.row.periods += [label for label in read.labels if label not in build.row.periods]
            if not read.is_span:
                self.context.periods += [label for label in read.labels if label not in self.context.periods]
        else:
            if build.row.deadline:
                build.add("notes", spans)
                return
            build.put("deadline", spans)
            if read.unsure:
                build.doubt(Code.PERIOD_UNSURE, "deadline", spans)

    def _lists(self, build: Build, row: LogicalRow, same_goal: bool) -> None:
        for role, name in _LISTS.items():
            for column in row.columns.of(role):
                spans = self._spans(row, column)
                if spans:
                    self._items(build, name, self._paragraphs(row, column, spans))
                    self._own(row, column, build)
                else:
                    self._take_above(build, row, column, "results", (name,), same_goal)
        for column in row.columns.of("evaluation_term"):
            spans = self._spans(row, column)
            if spans and build.row.evaluation_term is None:
                build.put("evaluation_term", spans)
                self._own(row, column, build)
            elif spans:
                build.add("notes", spans)
            elif column.index in row.above and (source := self.owner.get(id(row.above[column.index].cell))):
                build.take_over(source, ("evaluation_term",))

    def _paragraphs(self, row: LogicalRow, column: Column, spans: Sequence[Span]) -> list[list[Span]]:
        """Paragraphs of a cell; where a page break cut the row, the rest of a paragraph is joined to its start."""
        language = self.context.language
        cells = row.cells.get(column.index, [])
        if not row.joined or len(cells) < 2:
            return paragraphs(spans, broken=self.broken, language=language)
        result: list[list[Span]] = []
        for placed in cells:
            own = {id(f) for f in placed.cell.fragments}
            parts = paragraphs([s for s in spans if id(s.fragment) in own], broken=self.broken, language=language)
            if result and parts and goes_on(result[-1][-1].text, parts[0][0].text, language):
                result[-1] += parts.pop(0)
            result += parts
        return result

    def _items(self, build: Build, name: str, parts: Sequence[Sequence[Span]]) -> None:
        for part in parts:
            marks, rest = strip_bullet(part)
            build.mark(name, marks)
            build.add(name, rest)

    def _own(self, row: LogicalRow, column: Column, build: Build) -> None:
        for placed in row.cells.get(column.index, []):
            self.owner[id(placed.cell)] = build

    def _take_above(
        self, build: Build, row: LogicalRow, column: Column, what: str, names: Sequence[str], same_goal: bool
    ) -> None:
        """An empty cell is merged with the one above, where the format says so or cannot say."""
        placed = row.above.get(column.index)
        source = self.owner.get(id(placed.cell)) if placed is not None else None
        if source is not None:
            build.inherit(source, what, names, assumed=False)
            return
        if placed is not None or self.last is None or not same_goal or not self._merges_hidden(row):
            return
        if any(getattr(self.last.row, n) for n in names):
            build.inherit(self.last, what, names, assumed=True)

    def _merges_hidden(self, row: LogicalRow) -> bool:
        return row.raster.table.ragged or not row.raster.has_merges

    def _institutions(self, build: Build, row: LogicalRow, same_goal: bool) -> None:
        columns = row.columns.of(*_INSTITUTIONS)
        partners = bool(row.columns.of("partners"))
        for column in columns:
            spans = self._spans(row, column)
            role = {"lead": "lead", "partners": "partner"}.get(column.role, "")
            if column.role == "responsible" and partners and not row.columns.of("lead"):
                role = "lead"
            if spans:
                if self.context.wrapped:
                    spans = physical_lines(spans)
                build.institutions(spans, role=role, first_leads=column.role == "lead_partners")
                self._own(row, column, build)
            elif len(columns) == 1 or not row.has(_INSTITUTIONS):
                self._take_above(build, row, column, "institutions", ("institutions", "lead"), same_goal)
            elif column.index in row.above and (source := self.owner.get(id(row.above[column.index].cell))):
                build.take_over_role(source, role)
        if columns and not build.row.institutions:
            build.doubt(Code.NO_INSTITUTION, "institutions")

    def _money(self, build: Build, row: LogicalRow) -> None:
        for column in row.columns.of("budget"):
            spans = self._spans(row, column)
            if spans:
                self._own(row, column, build)
                for amount, passage in amounts_of(spans, column, self.context.language):
                    build.amount(amount, passage)
                for rest in (r for span in spans for r in self._left(span)):
                    if re.search(r"\w", rest.text):
                        build.add("budget_note", [rest])
                    else:
                        build.mark("budget", [rest])
            elif column.index in row.above and (source := self.owner.get(id(row.above[column.index].cell))):
                build.take_over(source, ("budget",))

    def _left(self, span: Span) -> list[Span]:
        free = self.context.ledger.free(span.fragment)
        return [s for s in free if s.start >= span.start and s.end <= span.end]

    def _rest(self, build: Build, row: LogicalRow) -> None:
        for column in row.columns.of("source_of_funds"):
            build.row.budget += sums_of_sources(self._spans(row, column))
        for role, name in _EXTRA.items():
            for column in row.columns.of(role):
                spans = self._spans(row, column)
                if spans:
                    self._items(build, name, self._paragraphs(row, column, spans))
        for column in row.columns.of("activity")[1:]:
            for span in self._spans(row, column):
                build.add("notes", [span])

    def _extend(self, base: Build, row: LogicalRow) -> None:
        """More results, indicators or money of an activity whose cell goes over several rows."""
        for role, name in _LISTS.items():
            for column in row.columns.of(role):
                spans = self._spans(row, column)
                if spans:
                    self._items(base, name, self._paragraphs(row, column, spans))
        self._money(base, row)
        self._rest(base, row)
        self._number(base, row)
        for column in row.columns.of("evaluation_term"):
            for span in self._spans(row, column):
                base.add("notes", [span])

    def _about_columns(self, build: Build, row: LogicalRow) -> None:
        if row.columns.missing:
            build.doubt(Code.HEADER_MISSING)
        if any(n in row.raster.uneven for n in row.rows):
            build.doubt(Code.COLUMNS_UNEVEN)
        for column in row.columns.columns:
            if column.by == "shape" and row.text(column.index).strip() and not row.columns.missing:
                build.doubt(Code.COLUMN_BY_SHAPE, _field_of(column.role), detail=column.name)


def _field_of(role: str) -> str:
    """The row's field that a column fills."""
    if role in _INSTITUTIONS:
        return "institutions"
    if role in ("tick", "period", "start", "end"):
        return "periods"
    if role in ("goal", "chapter", "measure"):
        return "path"
    return {"activity": "activities", "number": "code", **_LISTS, **_EXTRA}.get(role, role)
