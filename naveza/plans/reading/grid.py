"""Layout: plans as tables, one row of the table for each activity.

Reads all tables of a document in order, with the titles around and inside them: chapters as paragraphs, headings, full
rows or one-cell tables; headers of one to four rows, repeated, missing or cut; columns in any order.
"""

from __future__ import annotations

from collections.abc import Sequence

from naveza.documents.blocks import SheetPlace
from naveza.plans.reading import periods
from naveza.plans.reading.cells import lines, physical_lines
from naveza.plans.reading.columns import Columns
from naveza.plans.reading.doubts import Code
from naveza.plans.reading.fields import Fields
from naveza.plans.reading.fragments import SourceLine, SourceTable, Span, places_of, words_of
from naveza.plans.reading.headers import is_period_header
from naveza.plans.reading.layout import Build, Context, Title
from naveza.plans.reading.lead import watch_bold
from naveza.plans.reading.levels import (
    Key,
    Levels,
    is_caption,
    is_title_line,
    is_title_row,
    key_of,
    make_title,
    repeated_labels,
    settle,
)
from naveza.plans.reading.money import amounts_of
from naveza.plans.reading.names import normal
from naveza.plans.reading.organisations import names_standing_alone
from naveza.plans.reading.raster import Placed
from naveza.plans.reading.rows import HeaderRow, LogicalRow, TitleRow, TotalRow, body_items
from naveza.plans.reading.tables import PlanTable, plan_tables
from naveza.plans.reading.vocabulary import load

_GENERIC = (
    *("action_plan", "plan_word", "activity", "measure", "goal", "chapter", "introduction", "contents", "caption"),
    *("conjunction", "preposition", "period", "result", "indicator", "responsible"),
)
_INSTITUTIONS = ("responsible", "lead", "partners", "lead_partners")


def score(context: Context) -> float:
    """1 where a table with a known header is still free, 0.6 where only the look of its columns speaks for it."""
    best = 0.0
    for plan in plan_tables(context):
        best = max(best, 0.6 if plan.columns.missing else 1.0)
    return best


def read(context: Context) -> list[Build]:
    """Rows of all plan tables."""
    return _GridReader(context).run()


class _GridReader:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.ledger = context.ledger
        self.tables = {p.table.index: p for p in plan_tables(context)}
        self.levels = Levels()
        self.fields = Fields(context, self.levels)
        self.builds: list[Build] = []
        self.columns: list[Columns] = []
        self.events: list[LogicalRow | list[tuple[Key, Title]]] = []
        self.table_start = 0
        self.labels = self._labels()
        self.last: LogicalRow | None = None
        self._learn_names()

    def _labels(self) -> set[str]:
        texts = [line.text for line in self.context.source.lines()]
        texts += [t.text for p in self.tables.values() for r in range(p.raster.rows) if (t := p.raster.title_of(r))]
        return repeated_labels(texts, self.context.language)

    def _learn_names(self) -> None:
        """Names of institutions that stand alone somewhere help to cut and join the others."""
        cells: list[list[Span]] = []
        for plan in self.tables.values():
            for column in plan.columns.of(*_INSTITUTIONS):
                for number in range(plan.raster.rows):
                    placed = plan.raster.at(number, column.index)
                    if placed and placed.row == number and number not in plan.columns.header:
                        cells.append(placed.cell.spans())
        if self.context.lead_rule is not None:
            watch_bold(self.context.lead_rule, cells)
            bold = self.context.lead_rule.code in ("bold_names", "bold_shown")
            self.context.judge.bold_binds = bold and self.context.lead_rule.bold_visible
        wrapped = self.context.wrapped
        if wrapped:
            cells = [physical_lines(spans) for spans in cells]
            self.context.width = max((s.end - s.start for spans in cells for s in spans), default=0)
        self.context.judge.learn(names_standing_alone(cells, self.context.judge, wrapped=wrapped))

    def run(self) -> list[Build]:
        pending: list[SourceLine | SourceTable] = []
        after = self._titles_follow()
        for block in self.context.source.blocks:
            plan = self.tables.get(block.index) if isinstance(block, SourceTable) else None
            if plan is None:
                pending.append(block)
                continue
            if not after:
                self._titles_before(pending)
            else:
                self._titles_after(pending)
            pending = []
            self._table(plan)
        if after:
            self._titles_after(pending)
        self._build()
        settle(self.context, [*self.levels.made, *self.fields.made])
        self._names_of_levels()
        return self.builds

    def _build(self) -> None:
        """Fill the rows, now that it is known which of them a page break had cut."""
        for event in self.events:
            if isinstance(event, LogicalRow):
                build = self.fields.row(event)
                self.builds += [build] if build is not None else []
            else:
                self.levels.push(event)
                self.fields.new_chapter()

    def _titles_follow(self) -> bool:
        """Chapter lines stand below their tables: one after the last table, none before the first."""
        order = sorted(self.tables)
        if not order:
            return False
        labelled = [b.index for b in self.context.source.lines() if self._is_labelled(b)]
        return any(i > order[-1] for i in labelled) and not any(i < order[0] for i in labelled) and not self._inside()

    def _inside(self) -> bool:
        return any(p.raster.title_of(r) for p in self.tables.values() for r in range(p.raster.rows))

    def _is_labelled(self, line: SourceLine) -> bool:
        title = make_title([line.fragment.span()], self.context.language, self.labels)
        return title is not None and bool(title.level) and is_title_line(line, line.text, self.context.language)

    def _titles_before(self, pending: Sequence[SourceLine | SourceTable]) -> None:
        """Titles among the blocks before a table: the last ones without a gap, headings and named levels also
        further up."""
        run: list[tuple[Key, Title]] = []
        near = True
        for block in reversed(pending):
            found = self._title(block)
            if found is None:
                near = near and self._is_transparent(block)
                continue
            key = found[0]
            if self._before_title(block) and key[0] == "plain":
                continue
            if near or key[0] in ("heading", "label"):
                run.insert(0, found)
        self._titles(run)

    def _titles_after(self, pending: Sequence[SourceLine | SourceTable]) -> None:
        """Titles below a table belong to its rows: they go before the rows collected last."""
        run = [found for block in pending if (found := self._title(block)) is not None and found[0][0] == "label"]
        if run:
            self.events.insert(self.table_start, run)

    def _titles(self, run: list[tuple[Key, Title]]) -> None:
        if run:
            self.events.append(run)
            self.last = None

    def _title(self, block: SourceLine | SourceTable) -> tuple[Key, Title] | None:
        language = self.context.language
        if isinstance(block, SourceTable):
            filled = [c for c in block.cells if c.text.strip()]
            spans = [s for c in filled for s in lines(c, self.ledger)]
            if not spans or len(filled) > 2 or len(filled[-1].text) > 300:
                return None
            title = make_title(spans, language, self.labels)
            return (key_of(title), title) if title is not None and (title.level or len(filled) == 1) else None
        spans = self.ledger.free(block.fragment)
        text = words_of(spans)
        if self.ledger.is_partly_placed(block.fragment) or self._is_only_sheet(block):
            return None
        if not spans or not is_title_line(block, text, language, self.labels) or self._is_date(block, text):
            return None
        title = make_title(spans, language, self.labels, block.fragment.marker)
        if title is None:
            return None
        title.hidden = self._is_generic(title)
        key = key_of(title, block)
        return None if title.hidden and key[0] == "plain" else (key, title)

    def _is_date(self, line: SourceLine, text: str) -> bool:
        """A line of place and date, or one that only repeats the plan's period."""
        if line.kind == "heading":
            return False
        found = periods.periods_in(text, self.context.language) if len(text) <= 60 else []
        return any(p.kind in ("month", "span") for p in found) or self._is_dated(text)

    def _is_dated(self, text: str) -> bool:
        """`Agreed by the board on 3 December 2024`: a title names no day."""
        return any(p.kind == "day" for p in periods.periods_in(text, self.context.language))

    def _is_only_sheet(self, block: SourceLine) -> bool:
        """The name of a sheet is a title only where several sheets hold tables of the plan."""
        if not isinstance(block.fragment.place, SheetPlace) or block.fragment.place.cell:
            return False
        sheets = {p.table.place.sheet for p in self.tables.values() if isinstance(p.table.place, SheetPlace)}
        return len(sheets) < 2

    def _is_generic(self, title: Title) -> bool:
        """`Ukrepi in aktivnosti`, `Action plan`: words for the table, not a title of a level."""
        if title.level:
            return False
        words = load().narrowed(*_GENERIC)
        found = words.for_language(self.context.language).matches(title.text)
        covered = {n for m in found for n in range(m.first_word, m.first_word + m.words)}
        return len(covered) == len(normal(title.text).split())

    def _is_transparent(self, block: SourceLine | SourceTable) -> bool:
        """It does not part a title from its table: nothing readable is left in it, or it is a caption, a date, or a
        line such as "Measures and activities"."""
        if isinstance(block, SourceTable):
            return not any(self.ledger.is_free(f) for c in block.cells for f in c.fragments)
        spans = self.ledger.free(block.fragment)
        text = words_of(spans)
        if not spans or self._is_date(block, text) or is_caption(text, self.context.language):
            return True
        title = make_title(spans, self.context.language, self.labels) if len(text) < 120 else None
        return title is not None and self._is_generic(title)

    def _before_title(self, block: SourceLine | SourceTable) -> bool:
        """A line above the document's own title is no chapter."""
        title = self.context.title_index
        return title is not None and block.index < title

    def _table(self, plan: PlanTable) -> None:
        self.table_start = len(self.events)
        before = self.last if not plan.columns.header or self._continues(plan) else None
        self._header(plan)
        self.columns.append(plan.columns)
        run: list[tuple[Key, Title]] = []
        for item in body_items(plan.raster, plan.columns, self.context.language, before):
            if isinstance(item, TitleRow):
                found = self._title_row(item)
                run += [found] if found else []
                continue
            self._titles(run)
            run = []
            if isinstance(item, HeaderRow):
                self._aside([s for p in item.cells for s in lines(p.cell, self.ledger)], "header: repeated header")
            elif isinstance(item, TotalRow):
                self._total(item)
            else:
                self.events.append(item)
                self.last = item
        self._titles(run)

    def _continues(self, plan: PlanTable) -> bool:
        """The table repeats the header of the one before, with nothing between: the same table after a page."""
        if not self.columns or self.last is None:
            return False
        return [c.role for c in self.columns[-1].columns] == [c.role for c in plan.columns.columns]

    def _title_row(self, item: TitleRow) -> tuple[Key, Title] | None:
        spans = [s for p in item.cells for s in lines(p.cell, self.ledger)]
        if not spans or any(self.ledger.is_partly_placed(s.fragment) for s in spans):
            return None
        text = words_of(spans)
        if not is_title_row(text, self.context.language, self.labels) or self._is_dated(text):
            return None
        marker = spans[0].fragment.marker
        if len(item.cells) == 2:
            number = lines(item.cells[0].cell, self.ledger)
            title = make_title(lines(item.cells[1].cell, self.ledger), self.context.language, self.labels)
            if title is not None and number:
                title.code = title.code or words_of(number).rstrip(".) ")
                title.spans = (*number, *title.spans)
        else:
            title = make_title(spans, self.context.language, self.labels, marker)
        return (_row_key(title), title) if title is not None else None

    def _total(self, item: TotalRow) -> None:
        """A row of sums: amounts of the document, marked as totals."""
        for column in item.row.columns.columns:
            spans = [s for p in item.row.cells.get(column.index, []) for s in lines(p.cell, self.ledger)]
            if column.role != "budget":
                self._aside(spans, "total: a row of sums")
                continue
            for amount, passage in amounts_of(spans, column, self.context.language, total=True):
                for span in passage:
                    self.ledger.take_span(span, to="budget total")
                amount.source = places_of(passage)
                self.context.draft.budget.append(amount)

    def _aside(self, spans: Sequence[Span], why: str) -> None:
        for span in spans:
            self.ledger.set_aside(span.fragment, span.start, span.end, why=why)

    def _header(self, plan: PlanTable) -> None:
        """Header words: names of levels and labels of periods are fields of the document, the first time they
        stand; the rest is named as header."""
        seen: set[int] = set()
        for number in plan.columns.header:
            for placed in plan.raster.starts[number]:
                if id(placed.cell) not in seen:
                    seen.add(id(placed.cell))
                    self._header_cell(plan, placed)

    def _header_cell(self, plan: PlanTable, placed: Placed) -> None:
        column = plan.columns.columns[placed.column]
        spans = lines(placed.cell, self.ledger)
        draft = self.context.draft
        if not spans:
            return
        name = normal(placed.text)
        first = name not in self.context.header_words
        self.context.header_words.add(name)
        if not first:
            self._aside(spans, "header: repeated header")
        elif column.role == "tick" and is_period_header(placed.text, self.context.language):
            for span in spans:
                self.ledger.take_span(span, to="periods")
            draft.sources.setdefault("periods", []).extend(places_of(spans))
        elif column.role in ("goal", "chapter", "measure", "activity") and normal(column.name) == name:
            for span in spans:
                self.ledger.take_span(span, to="level_names")
            draft.sources.setdefault("level_names", []).extend(places_of(spans))
        else:
            self._aside(spans, "header: name of a column")

    def _names_of_levels(self) -> None:
        """Names of levels as the document has them, and the periods its columns name."""
        names = self.levels.names()
        for columns in self.columns:
            names += [c.name for c in columns.levels if c.name and c.by != "before"]
            for column in columns.of("tick"):
                if column.label and column.label not in self.context.periods:
                    self.context.periods.append(column.label)
        if not any(c.name for columns in self.columns for c in columns.levels):
            names += [t.level for t in self.fields.made if t.level]
        names += [c.activity.name for c in self.columns if c.activity and c.activity.name]
        last = {normal(c.activity.name) for c in self.columns if c.activity}
        ordered = sorted(names, key=lambda n: normal(n) in last)  # the activity last
        for name in ordered:
            if normal(name) not in {normal(n) for n in self.context.level_names}:
                self.context.level_names.append(name)
        if any(c.missing for c in self.columns) and not any(c.header for c in self.columns):
            self.context.doubt(Code.COLUMN_BY_SHAPE)


def _row_key(title: Title) -> Key:
    key = key_of(title)
    return ("row", key[1]) if key[0] == "plain" else key
