"""Layout b: a half-year table as the plain text of a PDF, cell after cell, with its columns interleaved.

The lines of ticks are the skeleton: what stands between two of them belongs to the cells around. `jumbled_header` finds
the headers, `jumbled_tables` cuts the text into tables and runs, `jumbled_solve` divides the runs into cells, and
`jumbled_rows` puts the cells together; here they become rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from naveza.plans.reading import numbering
from naveza.plans.reading.doubts import Code, make
from naveza.plans.reading.fragments import Source, Span, places_of
from naveza.plans.reading.jumbled_columns import columns_by_place, rows_side_by_side
from naveza.plans.reading.jumbled_costs import INSTITUTIONS
from naveza.plans.reading.jumbled_header import Header, find_headers
from naveza.plans.reading.jumbled_lines import Line, page_number, read_lines
from naveza.plans.reading.jumbled_rows import rows_of
from naveza.plans.reading.jumbled_solve import solve
from naveza.plans.reading.jumbled_tables import JumbledTable, columns_of, tables_of
from naveza.plans.reading.jumbled_text import TITLE_ROLES, CellText, Gluer, Paragraph, RowText
from naveza.plans.reading.jumbled_ticks import Ticks
from naveza.plans.reading.layout import Build, Context, Title
from naveza.plans.reading.lead import choose_lead
from naveza.plans.reading.organisations import Organisation
from naveza.plans.reading.vocabulary import load

FIELDS = {"activity": "activities", "measure": "activities", "goal": "activities", "result": "expected_results"}
FIELDS |= {"indicator": "indicators"}


def score(context: Context) -> float:
    """High where lines (not tables) hold a header with several periods and rows of ticks below it."""
    _, tables = _tables(context)
    ticked = sum(len(table.ticks) for table in tables)
    if not ticked:
        return 0.0
    known = any(len(table.header.roles) >= 3 for table in tables)
    return (0.9 if known else 0.6) if ticked > 1 else 0.5


def read(context: Context) -> list[Build]:
    """Rows of all jumbled tables of the document."""
    lines, tables = _tables(context)
    if not tables:
        return []
    _set_aside(context, lines, tables)
    _name_levels(context, tables)
    flowing = [table for table in tables if not table.side_by_side]
    divisions = iter(solve(flowing, context.language, lines, context.draft.abbreviations))
    gluer = Gluer(line.raw for line in lines)
    found: list[tuple[JumbledTable, list[RowText]]] = []
    for table in tables:
        if table.side_by_side:
            found.append((table, _beside(table, _kept(lines), context.language)))
        else:
            found.append((table, rows_of(table, next(divisions), gluer)))
    _mend_names([rows for _, rows in found])
    reader = _Reader(context, _names_on_two_lines(rows for _, rows in found))
    for table, rows in found:
        reader.open(table)
        for row in rows:
            reader.row(table, row)
    return reader.builds


def _mend_names(tables: Sequence[Sequence[RowText]]) -> None:
    """Put names together that a page's end cut between two capitals."""
    cells = [row.cells[role] for rows in tables for row in rows for role in INSTITUTIONS & row.cells.keys()]
    names = {paragraph.text for cell in cells for paragraph in cell.paragraphs}
    for cell in cells:
        cell.mend(names)


def _names_on_two_lines(tables: Iterable[Sequence[RowText]]) -> set[str]:
    """Paragraphs of two lines that stand in several cells of institutions, always alike: each is one name."""
    counts: Counter[str] = Counter()
    for rows in tables:
        for row in rows:
            for role in INSTITUTIONS & row.cells.keys():
                counts.update(p.text for p in row.cells[role].paragraphs if len(p.spans) == 2)
    joining = load().narrowed("conjunction", "cooperation")
    return {
        name for name, count in counts.items() if count > 1 and not re.search(r"[,;:/]", name) and not joining.has(name)
    }


def _beside(table: JumbledTable, lines: Sequence[Line], language: str) -> list[RowText]:
    """Rows of a table whose columns stand side by side: the places of the names give their order."""
    header = table.header
    own = lines[header.first : header.last + 1]
    roles, names = columns_by_place(own, header.labels, language)
    if len(roles) >= 3:
        table.header = replace(header, roles=roles, names=names)
        table.columns = columns_of(table.header)
    return rows_side_by_side(table.body, own, header.labels, table.columns)


_KNOWN: WeakKeyDictionary[Source, tuple[int, list[Line], list[JumbledTable]]] = WeakKeyDictionary()


def _tables(context: Context) -> tuple[list[Line], list[JumbledTable]]:
    """The lines of the document and its tables with at least one row of ticks; found once as long as nobody spends
    more of the document."""
    spent = len(context.ledger.entries)
    known = _KNOWN.get(context.source)
    if known is None or known[0] != spent:
        known = _KNOWN[context.source] = (spent, *_find_tables(context))
    return known[1], known[2]


def _find_tables(context: Context) -> tuple[list[Line], list[JumbledTable]]:
    free = context.ledger.is_free

    def usable(line: Line) -> bool:
        return free(line.fragment)

    lines = read_lines(context.source.lines())
    found = find_headers(lines, context.language, usable=usable)
    if not found:
        return lines, []
    kept = _kept(lines)
    tables = tables_of(_renumbered(kept), _moved(found, kept), context.language, usable)
    return lines, [table for table in tables if table.ticks]


def _kept(lines: Sequence[Line]) -> list[Line]:
    """Lines without page numbers."""
    return [line for line in lines if not (line.gap.page and page_number(line.text) is not None)]


def _renumbered(lines: Sequence[Line]) -> list[Line]:
    return [Line(i, line.fragment, line.raw, line.gap) for i, line in enumerate(lines)]


def _moved(headers: Sequence[Header], kept: Sequence[Line]) -> list[Header]:
    """Headers with the indexes of the kept lines."""
    place = {line.index: i for i, line in enumerate(kept)}
    return [Header(place[h.first], place[h.last], h.labels, h.roles, h.names) for h in headers]


def _set_aside(context: Context, lines: Sequence[Line], tables: Sequence[JumbledTable]) -> None:
    """Headers, page numbers and headings between tables are no content of a row."""
    ledger = context.ledger
    kept = _kept(lines)
    for line in lines:
        if line.gap.page and page_number(line.text) is not None:
            ledger.set_aside_free(line.fragment, why="page number: printed on each page")
    for number, table in enumerate(tables):
        why = "header: repeated names of columns" if number else "header: names of columns"
        for line in kept[table.header.first : table.header.last + 1]:
            ledger.set_aside_free(line.fragment, why=why)


def _name_levels(context: Context, tables: Sequence[JumbledTable]) -> None:
    first = tables[0]
    for label in first.header.labels:
        if label not in context.periods:
            context.periods.append(label)
    names = first.header.names
    levels = [names[r] for r in first.columns.before if r in TITLE_ROLES and r != first.columns.work and r in names]
    chapter = next((t.title for t in tables if t.title is not None), None)
    if chapter is not None:
        label = numbering.cut_title([line.fragment.span() for line in chapter.lines], context.language).label
        levels = [label, *levels] if label else levels
    work = names.get(first.columns.work)
    if not context.level_names:
        context.level_names = [*levels, *([work] if work else [])]


@dataclass
class _Reader:
    """Turns rows of cells into builds; keeps the titles and the rows from which merged cells reach down."""

    context: Context
    whole_names: set[str] = field(default_factory=set)
    builds: list[Build] = field(default_factory=list)
    chapter: Title | None = None
    titles: dict[str, Title] = field(default_factory=dict)
    group: list[tuple[Build, RowText]] = field(default_factory=list)

    def open(self, table: JumbledTable) -> None:
        """A new table: its chapter, or the chapter of the table before."""
        ledger = self.context.ledger
        lines, near = (table.title.lines, table.title.near) if table.title else (table.headings, True)
        for line in table.headings if table.title else ():
            ledger.set_aside_free(line.fragment, why="heading: stands over several tables")
        if not lines:
            return
        spans = [line.fragment.span() for line in lines]
        cut = numbering.cut_title(spans, self.context.language)
        self.chapter = Title.spend(ledger, cut.title, code=cut.code, level=cut.label, marks=cut.marks)
        if not near:
            self.chapter.doubts.append(make(Code.CHAPTER_ASSUMED, field="path", spans=cut.title))
        self.titles, self.group = {}, []

    def row(self, table: JumbledTable, row: RowText) -> None:
        work = row.cells.get(table.columns.work, CellText())
        marks = row.marks or _tick_spans(row.ticks)
        order = min((span.fragment.id for span in work.spans()), default=marks[0].fragment.id)
        build = Build(self.context, order)
        grouped = self._titles(build, table, row)
        self._work(build, work)
        self._periods(build, table.header.labels, row)
        for role in (*table.columns.before, *table.columns.after):
            if role != table.columns.work and role not in TITLE_ROLES and role in row.cells:
                self._cell(build, role, row.cells[role])
        if grouped:
            self._inherit(build, table, row)
        self.group.append((build, row))
        self.builds.append(build)

    def _titles(self, build: Build, table: JumbledTable, row: RowText) -> bool:
        """The path of a row; true where it belongs to the group of the row before."""
        roles = [r for r in (*table.columns.before, *table.columns.after) if r in TITLE_ROLES]
        roles = [r for r in roles if r != table.columns.work]
        fresh = False
        for role in roles:
            cell = row.cells.get(role)
            if cell is None:
                continue
            if not fresh:
                for lower in roles[roles.index(role) :]:
                    self.titles.pop(lower, None)
            fresh = True
            cut = numbering.cut_title(cell.spans(), self.context.language)
            level = cut.label or table.header.names.get(role, "")
            made = Title.spend(self.context.ledger, cut.title, code=cut.code, level=level, marks=cut.marks)
            made.text = _with_glue(cell, made.text)
            self.titles[role] = made
            self._cell_doubts(build, "path", cell)
        if fresh:
            self.group = []
        path = [self.chapter] if self.chapter else []
        build.titles([*path, *(self.titles[r] for r in roles if r in self.titles)])
        grouped = not fresh and bool(self.group)
        if grouped and self.titles:
            build.inherited("goal", assumed=True)
        return grouped

    def _work(self, build: Build, cell: CellText) -> None:
        for number, paragraph in enumerate(cell.paragraphs):
            marks, rest = numbering.strip_bullet(paragraph.spans)
            cut = numbering.cut_code(rest) if number == 0 else numbering.Numbered("", None, (), tuple(rest))
            if cut.code:
                build.put("code", cut.marks, text=cut.code)
            _add(build, "activities", marks, list(cut.title), paragraph)
        self._cell_doubts(build, "activities", cell)
        if not cell.paragraphs:
            build.doubt(Code.NO_ACTIVITY, "activities")

    def _periods(self, build: Build, labels: Sequence[str], row: RowText) -> None:
        marks = row.marks or _tick_spans(row.ticks)
        ticked = [label for label, cell in zip(labels, row.ticks.cells, strict=False) if cell]
        for label, mark in zip(ticked, marks, strict=False):
            build.tick(label, [mark])
        for mark in marks[len(ticked) :]:
            build.mark("periods", [mark])
        if not row.ticks.sure:
            build.doubt(Code.PERIOD_UNSURE, "periods", marks)

    def _cell(self, build: Build, role: str, cell: CellText) -> None:
        if role in INSTITUTIONS:
            part = {"lead": "lead", "partners": "partner"}.get(role, "")
            if cell.by_place:
                build.institutions(cell.spans(), role=part)
            for paragraph in () if cell.by_place else self._parts(cell):
                self._institutions(build, paragraph, part)
            self._cell_doubts(build, "institutions", cell)
            return
        name = FIELDS.get(role, role)
        for paragraph in cell.paragraphs:
            marks, rest = numbering.strip_bullet(paragraph.spans)
            _add(build, name, marks, rest, paragraph)
        self._cell_doubts(build, name, cell)

    def _parts(self, cell: CellText) -> list[Paragraph]:
        """Paragraphs of a cell of institutions; one that begins with "and" goes on with the one before."""
        joining = load().narrowed("conjunction").for_language(self.context.language)
        result: list[Paragraph] = []
        for paragraph in cell.paragraphs:
            first = joining.start(paragraph.text) if result and paragraph.text[:1].islower() else None
            if first is None or first.start > 0:
                result.append(paragraph)
                continue
            before = result[-1]
            result[-1] = Paragraph(before.spans + paragraph.spans, before.glued + paragraph.glued)
        return result

    def _institutions(self, build: Build, paragraph: Paragraph, part: str) -> None:
        if paragraph.text not in self.whole_names:
            build.institutions(paragraph.spans, role=part)
            return
        build.mark("institutions", paragraph.spans)
        build.row.institutions.append(paragraph.text)
        name = Organisation(paragraph.text, tuple(paragraph.spans))
        if build.row.lead is None and choose_lead([name], self.context.lead_rule, part).organisation is not None:
            build.row.lead = name.text
            build.row.sources["lead"] = places_of(paragraph.spans)

    def _cell_doubts(self, build: Build, name: str, cell: CellText) -> None:
        if cell.joined:
            build.doubt(Code.ROW_JOINED, name, cell.spans())
        if cell.cut or cell.unsure:
            build.doubt(Code.CELL_ASSIGNED_BY_POSITION, name, cell.spans())

    def _inherit(self, build: Build, table: JumbledTable, row: RowText) -> None:
        """Cells that reach down from the row above."""
        for role in (*table.columns.before, *table.columns.after):
            if role in row.cells or role in TITLE_ROLES or role == table.columns.work:
                continue
            source = next((b for b, text in reversed(self.group) if role in text.cells), None)
            if source is None:
                continue
            if role in INSTITUTIONS:
                build.inherit(source, "institutions", ["institutions", "lead"], assumed=True)
            else:
                name = FIELDS.get(role, role)
                build.inherit(source, "results" if role == "result" else role, [name], assumed=True)


def _with_glue(cell: CellText, text: str) -> str:
    if not any(glued for paragraph in cell.paragraphs for glued in paragraph.glued):
        return text
    whole = " ".join(paragraph.text for paragraph in cell.paragraphs)
    return whole[-len(text) + 1 :].strip() if len(whole) < len(text) else text


def _add(build: Build, name: str, marks: list[Span], rest: list[Span], paragraph: Paragraph) -> None:
    """A paragraph of a list field; words that a line cut in two are put together."""
    if marks:
        build.mark(name, marks)
    if not rest:
        return
    added = build.add(name, rest)
    if added and any(paragraph.glued):
        made = Paragraph(rest, paragraph.glued[len(paragraph.glued) - len(rest) :])
        values = build.row.extra[name] if name in build.row.extra else getattr(build.row, name)
        values[-1] = made.text


def _tick_spans(ticks: Ticks) -> list[Span]:
    """The marks of a row, each as a span of its line."""
    result = []
    for found in ticks.lines:
        text = found.line.text
        at = len(" ".join(found.before.split()))
        stop = len(text) - len(" ".join(found.after.split()))
        for position in range(at, stop):
            if not text[position].isspace():
                result.append(found.line.fragment.span(position, position + 1))
    return result
