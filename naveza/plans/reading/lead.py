"""Which institution leads: only by a rule that the document itself states or shows.

Rules, in the order in which they decide: a column or a prefix of its own (`lead`, `nosilec:`, `gestor`), names in bold
where the document says that bold means lead, the first name where the document says so. Without a rule nobody leads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from naveza.plans.reading.doubts import Code
from naveza.plans.reading.fragments import Source, Span, places_of
from naveza.plans.reading.organisations import Organisation
from naveza.plans.reading.vocabulary import Vocabulary, load

_SENTENCE = re.compile(r"[^.;]+(?:[.;](?!\s)[^.;]+)*[.;]?")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the document that says how leads are marked."""

    code: str  # bold_names, underlined_names, first_named
    spans: tuple[Span, ...]


@dataclass(slots=True)
class LeadRule:
    """The document's rules. `bold_visible`: the format kept bold letters among institutions."""

    statements: list[Statement] = field(default_factory=list)
    bold_visible: bool = False
    column: str = ""

    def states(self, code: str) -> bool:
        return any(s.code == code for s in self.statements)

    @property
    def code(self) -> str | None:
        """The rule that decides, by the stable code that stands in the draft."""
        if self.column:
            return "lead_column"
        if self.states("bold_names") and self.bold_visible:
            return "bold_names"
        if self.states("bold_shown"):
            return "bold_shown"
        if self.states("first_named"):
            return "first_named"
        return "bold_names" if self.states("bold_names") else None

    def as_json(self) -> dict[str, Any] | None:
        """For `draft.extra["lead_rule"]`."""
        if self.code is None:
            return None
        places = [p for s in self.statements if s.code == self.code for p in places_of(s.spans)]
        seen = [s.code for s in self.statements]
        return {"code": self.code, "source": places, "stated": seen, "bold_visible": self.bold_visible}


FIRST_LEADS = LeadRule([Statement("first_named", ())])
"""For a column headed "lead and partners"."""


@dataclass(frozen=True, slots=True)
class Lead:
    organisation: Organisation | None = None
    code: Code | None = None


def find_rule(source: Source, language: str) -> LeadRule:
    """Look for sentences that say which name leads, in running text and in table headers."""
    rule = LeadRule()
    words = (
        load()
        .narrowed(
            "rule_bold",
            "rule_underlined",
            "rule_first",
            "lead_meaning",
            "institution_meaning",
            "responsible",
            "lead",
        )
        .for_language(language)
    )
    for fragment in source.fragments:
        if len(fragment.text) < 12 or (fragment.kind == "cell" and len(fragment.text) > _LONGEST):
            continue
        for match in _SENTENCE.finditer(fragment.text):
            code = _code_of(match.group(), words)
            if code and not rule.states(code):
                rule.statements.append(Statement(code, (fragment.span(match.start(), match.end()).strip(),)))
    return rule


def _code_of(sentence: str, words: Vocabulary) -> str:
    if len(sentence) > _LONGEST:
        return ""
    concepts = {m.concept for m in words.matches(sentence)}
    for concept, code in (
        ("rule_bold", "bold_names"),
        ("rule_underlined", "underlined_names"),
        ("rule_first", "first_named"),
    ):
        about = bool(concepts & {"institution_meaning", "responsible", "lead"})
        if concept in concepts and "lead_meaning" in concepts and about:
            return code
    return ""


def watch_bold(rule: LeadRule, cells: Sequence[Sequence[Span]]) -> None:
    """Learn from the cells of institutions whether the format kept bold letters, and whether bold marks one name in
    nearly every cell though no sentence says so."""
    several = [spans for spans in cells if sum(len(s.text) for s in spans) > 0 and _could_hold_two(spans)]
    partly = [spans for spans in several if _partly_bold(spans)]
    rule.bold_visible = any(s.fragment.bold for spans in cells for s in spans)
    if several and len(partly) * 5 >= len(several) * 4 and not rule.statements:
        rule.statements.append(Statement("bold_shown", tuple(partly[0])))


def _could_hold_two(spans: Sequence[Span]) -> bool:
    return len(spans) > 1 or any(mark in spans[0].text for mark in ",;/")


def _partly_bold(spans: Sequence[Span]) -> bool:
    bold = sum(b - a for s in spans for a, b in s.fragment.bold)
    return 0 < bold < sum(len(s.text) for s in spans) - 2


def choose_lead(organisations: Sequence[Organisation], rule: LeadRule | None, role: str = "") -> Lead:
    """The lead among organisations of one cell, with a doubt where the rule leaves one."""
    if not organisations or role == "partner":
        return Lead()
    if role == "lead":
        return Lead(organisations[0], Code.LEAD_AMBIGUOUS if len(organisations) > 1 else None)
    marked = [o for o in organisations if o.role == "lead"]
    if marked:
        return Lead(marked[0], Code.LEAD_AMBIGUOUS if len(marked) > 1 else None)
    code = rule.code if rule else None
    if code in ("bold_names", "bold_shown") and rule is not None and rule.bold_visible:
        bold = [o for o in organisations if o.bold]
        if len(bold) == 1 or (bold and len(bold) < len(organisations)):
            return Lead(bold[0], Code.LEAD_AMBIGUOUS if len(bold) > 1 else None)
        return Lead(None, Code.LEAD_AMBIGUOUS)
    if code == "first_named":
        return Lead(organisations[0], Code.LEAD_BY_FIRST_NAME)
    if code is not None:
        return Lead(None, Code.LEAD_AMBIGUOUS)
    return Lead()
