"""What every layout shares: the context of one reading, titles of levels, and rows being built.

A layout is a module with two functions,

    score(context) -> float         0 to 1: how well the free part of the document fits this layout
    read(context) -> list[Build]    rows, every word they use spent in context.ledger

`reading.read` asks each layout in turn, the best score first, until none scores 0.5 on what is still free. A layout
touches only free fragments (`context.ledger.is_free`), spends what it uses through `Build` and `Title`, names what it
knows to be no content with `ledger.set_aside`, and leaves the rest alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from naveza.plans.reading import doubts
from naveza.plans.reading.draft import Amount, Doubt, Draft, PlaceJson, Row
from naveza.plans.reading.fragments import Ledger, Passage, Source, Span, places_of, words_of
from naveza.plans.reading.lead import FIRST_LEADS, LeadRule, choose_lead
from naveza.plans.reading.names import Judge, Registry
from naveza.plans.reading.organisations import split_organisations


@dataclass(eq=False, slots=True)
class Title:
    """A title above activities: spent once, shared by all rows below it.

    `level` is the document's own name of the level ("Konkretni cilji"), empty where it has none; `named` its place
    where it stands before this title, `spans` those of number and title."""

    text: str
    code: str | None = None
    level: str = ""
    spans: tuple[Span, ...] = ()
    named: tuple[Span, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    used: bool = False
    hidden: bool = False  # a heading such as "Measures": it ends what is above, but is no title of a level

    @classmethod
    def spend(
        cls, ledger: Ledger, text: Passage, *, code: str | None = None, level: str = "", marks: Passage = ()
    ) -> Title:
        """Spend the words of a title; `marks` are its number and the name of its level, spent too."""
        words = words_of(text)
        for span in [*text, *marks]:
            ledger.take_span(span, to=f"title {words[:40]}")
        return cls(words, code, level, (*marks, *text))


@dataclass(eq=False)
class Context:
    """One reading: the source, who spent what, the draft, and what is known about the document so far.

    `wrapped` says that lines of institutions may end in the middle of a name, `width` how long the longest one is."""

    source: Source
    ledger: Ledger
    draft: Draft
    language: str
    judge: Judge
    registry: Registry | None = None
    mappings: Sequence[object] = ()
    lead_rule: LeadRule | None = None
    wrapped: bool = False
    width: int = 0
    level_names: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    header_words: set[str] = field(default_factory=set)
    title_index: int | None = None
    memory: dict[str, Any] = field(default_factory=dict)

    def doubt(self, code: doubts.Code, *, spans: Iterable[Span] = (), detail: str = "") -> None:
        """A doubt about the whole document; the same one is kept once."""
        made = doubts.make(code, spans=spans, detail=detail)
        if not any(d.code == made.code and d.text == made.text for d in self.draft.doubts):
            self.draft.doubts.append(made)


class Build:
    """A row being built. `order` sorts rows in the document's order (id of a fragment); spending happens here."""

    def __init__(self, context: Context, order: int) -> None:
        self.context = context
        self.order = order
        self.row = Row()

    def _spend(self, field_name: str, spans: Passage) -> None:
        for span in spans:
            self.context.ledger.take_span(span, to=f"row {self.order} {field_name}")
        self._source(field_name, places_of(spans))

    def _source(self, field_name: str, places: Iterable[PlaceJson]) -> None:
        known = self.row.sources.setdefault(field_name, [])
        known.extend([p for p in places if p not in known])

    def add(self, field_name: str, passage: Passage, *, joint: str = " ") -> str:
        """One paragraph of a list field (activities, expected_results, indicators, …): spent, joined, appended."""
        self._spend(field_name, passage)
        text = words_of(passage, joint)
        if text:
            self._list(field_name).append(text)
        return text

    def _list(self, field_name: str) -> list[str]:
        if hasattr(self.row, field_name):
            value: list[str] = getattr(self.row, field_name)
            return value
        kept: list[str] = self.row.extra.setdefault(field_name, [])
        return kept

    def put(self, field_name: str, passage: Passage, *, text: str | None = None, joint: str = " ") -> str:
        """A field with one text (code, deadline, evaluation_term, …); `text` where the value is not the words."""
        self._spend(field_name, passage)
        value = words_of(passage, joint) if text is None else text
        if hasattr(self.row, field_name):
            setattr(self.row, field_name, value or None)
        elif value:
            self.row.extra[field_name] = value
        return value

    def mark(self, field_name: str, passage: Passage) -> None:
        """Spend words that decide a field without being its text: a tick, a bullet, a label before a colon."""
        self._spend(field_name, passage)

    def mark_place(self, field_name: str, passage: Passage) -> None:
        """Words spent for another field that decide this one too."""
        self._source(field_name, places_of(passage))

    def tick(self, label: str, passage: Passage) -> None:
        """A ticked period; the tick's own place is the source."""
        self._spend("periods", passage)
        if label not in self.row.periods:
            self.row.periods.append(label)

    def titles(self, titles: Sequence[Title]) -> None:
        """The path; the words of titles were spent when they were made."""
        self.row.path = [t.text for t in titles]
        self.row.path_codes = [t.code for t in titles]
        for title in titles:
            title.used = True
            self._source("path", places_of(title.spans))
            self.row.doubts += [d for d in title.doubts if d not in self.row.doubts]

    def institutions(self, lines: Passage, *, role: str = "", first_leads: bool = False) -> None:
        """Split a cell of organisations, spend it, choose the lead by the document's rule. `role` is `lead` or
        `partner` where the column itself says so; `first_leads` where its header names lead and partners."""
        split = split_organisations(
            lines, judge=self.context.judge, wrapped=self.context.wrapped, width=self.context.width
        )
        for organisation in split.organisations:
            self._spend("institutions", organisation.spans)
            self.row.institutions.append(organisation.text)
        for span in split.separators:
            self.context.ledger.set_aside(span.fragment, span.start, span.end, why="separator: between institutions")
        if split.glued:
            self.doubt(doubts.Code.GLUED_ORGANISATIONS, "institutions", lines)
        if split.unsure:
            self.doubt(doubts.Code.ORGANISATION_UNSURE, "institutions", lines)
        rule = self.context.lead_rule
        if first_leads and (rule is None or rule.code is None):
            rule = FIRST_LEADS
        lead = choose_lead(split.organisations, rule, role)
        if lead.organisation is not None and self.row.lead is None:
            self.row.lead = lead.organisation.text
            self._source("lead", places_of(lead.organisation.spans))
        if lead.code is not None:
            self.doubt(lead.code, "lead", lines)

    def amount(self, amount: Amount, passage: Passage) -> None:
        self._spend("budget", passage)
        amount.source = places_of(passage)
        self.row.budget.append(amount)

    def inherit(self, other: Build, what: str, fields: Sequence[str], *, assumed: bool, span: Passage = ()) -> None:
        """Take fields from a merged cell that `other` already spent. `what`: goal, activity, results, institutions.
        `assumed` where the format does not say that the cells are merged."""
        for name in fields:
            if hasattr(self.row, name):
                value = getattr(other.row, name)
                setattr(self.row, name, list(value) if isinstance(value, list) else value)
            elif name in other.row.extra:
                self.row.extra[name] = other.row.extra[name]
            if name in other.row.sources:
                self.row.sources[name] = list(other.row.sources[name])
        self.inherited(what, assumed=assumed, field_name=fields[0] if fields else "path")

    def take_over(self, other: Build, fields: Sequence[str]) -> None:
        """Take fields of a merged cell that the format's `inherits` has no name for (time, money)."""
        for name in fields:
            value = getattr(other.row, name)
            if value and not getattr(self.row, name):
                setattr(self.row, name, list(value) if isinstance(value, list) else value)
                self._source(name, other.row.sources.get(name, []))

    def take_over_role(self, other: Build, role: str) -> None:
        """Take the institutions of one role from a merged cell beside cells of this row's own."""
        names = [other.row.lead] if role == "lead" else [n for n in other.row.institutions if n != other.row.lead]
        kept = [n for n in names if n]
        self.row.institutions = kept + self.row.institutions if role == "lead" else self.row.institutions + kept
        if role == "lead":
            self.row.lead = other.row.lead
        self._source("institutions", other.row.sources.get("institutions", []))
        self.inherited("institutions", assumed=False, field_name="institutions")

    def inherited(self, what: str, *, assumed: bool, field_name: str = "path") -> None:
        """Note that a cell comes from a merged cell above."""
        if what not in self.row.inherits:
            self.row.inherits.append(what)
        if assumed:
            self.doubt(doubts.Code.MERGED_CELL_ASSUMED, field_name)

    def doubt(self, code: doubts.Code, field_name: str = "", spans: Passage = (), detail: str = "") -> None:
        made = doubts.make(code, field=field_name, spans=spans, detail=detail)
        if not any(d.code == made.code and d.field == made.field for d in self.row.doubts):
            self.row.doubts.append(made)

    def finish(self) -> Row:
        """The row with its confidence."""
        self.row.confidence = doubts.confidence(self.row.doubts)
        return self.row


Layout = tuple[str, Callable[[Context], float], Callable[[Context], list[Build]]]
