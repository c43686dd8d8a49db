"""Layout e: the card of one project. Labels with their values below or beside them; a label such as "Goals of the
project" with a list gives one row for each item; labels of levels give the path; money is stated by year.

A label is a heading, a short line alone between empty lines, or what stands before a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from naveza.plans.reading import amounts, numbering, periods
from naveza.plans.reading.draft import Amount
from naveza.plans.reading.fragments import SourceLine, SourceTable, Span, places_of, words_of
from naveza.plans.reading.layout import Build, Context, Title
from naveza.plans.reading.levels import settle
from naveza.plans.reading.outline_lines import indent_of
from naveza.plans.reading.vocabulary import load, tokens

_LABEL_LETTERS, _LABEL_WORDS = 90, 10
_TITLE_LETTERS = 500
_FEWEST_ITEMS = 2
_MOST_LINES = 600
_LEVELS = ("chapter", "other", "goal", "measure")
_WORKS = ("activity", "measure", "goal")
_PERSONS = ("lead", "responsible", "partners")
_ROLES: tuple[str, ...] = ("activity", "goal", "measure", "chapter", "other", "result", "indicator", "budget")
_ROLES += ("lead", "partners", "responsible", "period", "deadline", "start", "end", "source_of_funds", "target_group")
_FILLERS = ("project", "preposition", "conjunction", "function_word", "total", "per_year", "year")
_CASH = re.compile(r"^(?P<label>[^:]{1,60}?)\s*:\s*(?P<value>.*\d.*)$")


@dataclass(slots=True)
class Value:
    """A paragraph or list item below a label; `marks` is a typed bullet."""

    spans: list[Span]
    item: bool
    line: SourceLine | None = None
    marks: list[Span] = field(default_factory=list)

    @property
    def text(self) -> str:
        return words_of(self.spans)


@dataclass(slots=True)
class Section:
    """A label and its values. `role` is the concept that the label names, empty for any other label; `known` where the
    words of the label are all known."""

    label: list[Span]
    role: str
    known: bool
    values: list[Value] = field(default_factory=list)

    @property
    def name(self) -> str:
        return words_of(self.label).rstrip(" :")

    def items(self) -> list[Value]:
        return [value for value in self.values if value.item]


def score(context: Context) -> float:
    """High where a label names goals or activities and a list follows it, among other labels."""
    if any(to.startswith("row") for _, to in context.ledger.placed()):
        return 0.0
    lines = [line for line in context.source.lines() if line.text.strip()]
    if len(lines) > _MOST_LINES:
        return 0.0
    sections = _sections(context)
    work = _work_section(sections)
    if work is None:
        return 0.0
    others = [s for s in sections if s is not work and s.values]
    project = context.draft.kind == "project"
    return 0.8 if project and others else 0.7 if any(s.role for s in others) else 0.3


def read(context: Context) -> list[Build]:
    """One row for each item of the list of work."""
    sections = _sections(context)
    work = _work_section(sections)
    if work is None:
        return []
    writer = _Writer(context, sections, work)
    return writer.write()


def _sections(context: Context) -> list[Section]:
    """Sections of the free lines, then rows of tables with two columns."""
    ledger = context.ledger
    lines = [line for line in context.source.lines() if line.text.strip()]
    sections: list[Section] = []
    open_section: Section | None = None
    for at, line in enumerate(lines):
        if not ledger.is_free(line.fragment):
            open_section = None
            continue
        spans = ledger.free(line.fragment)
        after = lines[at + 1] if at + 1 < len(lines) else None
        pair = _pair(line, spans, context.language)
        if pair is not None:
            sections.append(pair)
            open_section = None
        elif _is_label(line, after, open_section, context.language):
            role, known = _role(line.text, context.language)
            open_section = Section(spans, role, known)
            sections.append(open_section)
        elif open_section is not None:
            _add_value(open_section, line, spans)
    for table in context.source.tables():
        sections += _rows_as_sections(context, table)
    return sections


def _pair(line: SourceLine, spans: list[Span], language: str) -> Section | None:
    """`Partners: A, B` with a known label."""
    head, colon, rest = line.text.partition(":")
    if not colon or not rest.strip() or line.kind == "item" or len(spans) != 1:
        return None
    role, known = _role(head, language)
    if not role or not known or any(c.isdigit() for c in head):
        return None
    label, value = spans[0].sub(0, len(head) + 1), spans[0].sub(len(head) + 1, len(spans[0].text)).strip()
    return Section([label], role, known, [Value([value], False, line)])


def _is_label(line: SourceLine, after: SourceLine | None, section: Section | None, language: str) -> bool:
    """Could this line be a label? A line below a label that has no value yet is its value, unless it is known."""
    if line.kind == "heading":
        return True
    text = line.text
    bullet = numbering.has_bullet(line.fragment.raw) or line.kind == "item"
    if bullet or len(text) > _LABEL_LETTERS or len(tokens(text)) > _LABEL_WORDS or not text[:1].isupper():
        return False
    role, known = _role(text, language)
    if text.endswith((".", ",", ";", "!", "?")) or _CASH.match(text) or after is None:
        return False
    if section is not None and not section.values:
        return bool(role) and known
    return known or not after.text[:1].islower()


def _role(text: str, language: str) -> tuple[str, bool]:
    """The concept that a label names with its first words, and whether all of its words are known."""
    bare = text.rstrip(" :")
    found = tokens(bare)
    if not found or len(found) > _LABEL_WORDS or len(bare) > _LABEL_LETTERS:
        return "", False
    words = load().narrowed(*_ROLES, *_FILLERS).for_language(language)
    matches = words.matches_in(bare, found)
    covered = {i for m in matches for i in range(m.first_word, m.first_word + m.words)}
    named = [m for m in matches if m.concept in _ROLES]
    first = [m for m in named if m.first_word == 0 or all(i in covered for i in range(m.first_word))]
    if not first:
        return "", False
    best = max(first, key=lambda m: (m.words, -_ROLES.index(m.concept)))
    return best.concept, len(covered) == len(found)


def _add_value(section: Section, line: SourceLine, spans: list[Span]) -> None:
    """A line as a value; an unmarked line that is indented below an item or starts in lower case goes on with it."""
    marks, rest = numbering.strip_bullet(spans)
    item = bool(marks) or line.kind == "item"
    last = section.values[-1] if section.values else None
    if not item and last is not None and last.line is not None and line.kind == "paragraph":
        close = line.text[:1].islower() and not last.text.endswith((".", ";", ":"))
        if close or (last.item and indent_of(line) > indent_of(last.line)):
            last.spans += spans
            return
    section.values.append(Value(rest, item, line, marks) if item else Value(spans, item, line))


def _rows_as_sections(context: Context, table: SourceTable) -> Iterator[Section]:
    """A table of labels and values."""
    ledger = context.ledger
    if table.columns != 2 or table.rows < 3:
        return
    for number in range(table.rows):
        cells = table.row(number)
        if len(cells) != 2 or not all(ledger.is_free(f) for cell in cells for f in cell.fragments if f.text):
            continue
        label, value = cells[0].spans(), cells[1].spans()
        if not label or len(words_of(label)) > _LABEL_LETTERS:
            continue
        role, known = _role(words_of(label), context.language)
        many = len(value) >= _FEWEST_ITEMS
        yield Section(label, role, known, [Value([span], many) for span in value])


def _work_section(sections: Sequence[Section]) -> Section | None:
    """The list that gives the rows: of activities, else of measures, else of goals."""
    for role in _WORKS:
        lists = [s for s in sections if s.role == role and s.known and len(s.items()) >= _FEWEST_ITEMS]
        if lists:
            return max(lists, key=lambda s: len(s.items()))
    return None


class _Writer:
    """Writes the card: rows, path, money, what holds for the whole project."""

    def __init__(self, context: Context, sections: Sequence[Section], work: Section) -> None:
        self.context, self.sections, self.work = context, sections, work
        self.titles: list[Title] = []
        self.builds: list[Build] = []

    def write(self) -> list[Build]:
        self._path()
        for item in self.work.items():
            self._row(item)
        settle(self.context, self.titles)
        self._label(self.work, "level_names")
        for section in self.sections:
            if section.role in _PERSONS and section.values:
                self._institutions(section)
            elif section.role in ("period", "deadline", "start", "end") and len(section.values) == 1:
                self._period(section)
            elif _is_money(section):
                self._money(section)
        if not self.context.level_names:
            self.context.level_names = [*(t.level for t in self.titles if t.level), self.work.name]
        return self.builds

    def _label(self, section: Section, to: str) -> None:
        for span in section.label:
            self.context.ledger.take_span(span, to=to)
        self.context.draft.sources.setdefault(to, []).extend(places_of(section.label))

    def _path(self) -> None:
        """Labels of levels with one value, above the list."""
        for section in self.sections:
            if section is self.work:
                break
            value = section.values[0] if len(section.values) == 1 else None
            if section.role not in _LEVELS or value is None or value.item or len(value.text) > _TITLE_LETTERS:
                continue
            if section.role != "other" and not section.known:
                continue
            cut = numbering.cut_code(value.spans)
            spans = (*cut.numbers, *cut.title)
            title = Title(words_of(cut.title), cut.code, section.name, spans, tuple(section.label))
            self.titles.append(title)

    def _row(self, item: Value) -> None:
        build = Build(self.context, item.spans[0].fragment.id)
        build.titles(self.titles)
        cut = numbering.cut_code(item.spans, marker=item.line.fragment.marker if item.line else "")
        build.mark("activities", item.marks)
        if cut.code and cut.numbers:
            build.put("code", cut.numbers, text=cut.code)
        build.add("activities", cut.title)
        self.builds.append(build)

    def _institutions(self, section: Section) -> None:
        """Who carries the project holds for all its rows."""
        role = {"lead": "lead", "partners": "partner"}.get(section.role, "")
        first = self.builds[0]
        had = list(first.row.institutions)
        first.institutions([span for value in section.values for span in value.spans], role=role)
        if first.row.institutions == had:
            return
        self._set_aside(section)
        for build in self.builds[1:]:
            build.inherit(first, "institutions", ["institutions", "lead"], assumed=True)

    def _set_aside(self, section: Section) -> None:
        for span in section.label:
            why = f"label: {section.role or 'of a section'}"
            self.context.ledger.set_aside(span.fragment, span.start, span.end, why=why)

    def _period(self, section: Section) -> None:
        """First and last day of the project."""
        draft, spans = self.context.draft, section.values[0].spans
        found = periods.parse(words_of(spans), self.context.language)
        if found is None:
            return
        fields = {"start": ("period_start",), "end": ("period_end",)}.get(section.role, ("period_start", "period_end"))
        for name in fields:
            day = found.start if name == "period_start" else found.end
            setattr(draft, name, day.isoformat())
            draft.sources.setdefault(name, []).extend(places_of(spans))
        for span in spans:
            self.context.ledger.take_span(span, to=fields[0])
        self._set_aside(section)

    def _money(self, section: Section) -> None:
        """`2025: 120 000 EUR`, `Total: …`: one stated amount for each line, totals marked."""
        totals = load().narrowed("total").for_language(self.context.language)
        for value in section.values:
            text = value.text
            cash = _CASH.match(text)
            when = periods.parse(cash["label"], self.context.language) if cash else None
            spent = [self.context.ledger.take_span(span, to="budget") for span in value.spans]
            for stated in amounts.find_amounts(text):
                made = Amount(stated.amount, stated.currency, what=f"{section.name}: {text}", source=places_of(spent))
                made.total = totals.has(text[: stated.start])
                made.period = when.label if when is not None else None
                self.context.draft.budget.append(made)
        self._label(section, "budget")


def _is_money(section: Section) -> bool:
    """Every value states an amount, each after its year or the word for a total; or the label says money."""
    if not section.values:
        return False
    stated = [bool(amounts.find_amounts(value.text)) and len(value.text) < 120 for value in section.values]
    led = [bool(_CASH.match(value.text)) for value in section.values]
    return all(stated) and (all(led) or section.role == "budget")
