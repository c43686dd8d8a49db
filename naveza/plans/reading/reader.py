"""From a parsed document to a draft: front matter, then one layout after the other, then what is left."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import ModuleType

from naveza.documents.blocks import Parsed
from naveza.plans.reading import (
    abbreviations,
    card,
    doubts,
    frontmatter,
    grid,
    jumbled,
    leftovers,
    money,
    outline,
    prose,
)
from naveza.plans.reading.cells import BOOKMARK
from naveza.plans.reading.doubts import Code
from naveza.plans.reading.draft import Draft
from naveza.plans.reading.fragments import Ledger, Source
from naveza.plans.reading.language import Guess, detect
from naveza.plans.reading.layout import Build, Context
from naveza.plans.reading.lead import find_rule
from naveza.plans.reading.names import Judge, Registry
from naveza.plans.reading.periods import Period
from naveza.plans.reading.vocabulary import LANGUAGES

_LAYOUTS: tuple[ModuleType, ...] = (grid, jumbled, outline, card)
_ENOUGH = 0.5
_HARMLESS = frozenset({"navigation", "header_or_footer", "footnote", "footer", "header", "page_number"})


def read(
    parsed: Parsed,
    *,
    name: str,
    data: bytes | None = None,
    registry: Registry | None = None,
    mappings: Sequence[object] = (),
) -> Draft:
    """Read a parsed document as a plan. `name` is the file's name, `data` its bytes (for the hash), `registry` knows
    institutions, `mappings` are columns that a person has mapped. Never raises for odd content: what is not
    understood is in `unplaced` and in `doubts`."""
    source = Source(parsed)
    ledger = Ledger(source.fragments)
    draft = Draft(document=name, sha256=hashlib.sha256(data).hexdigest() if data is not None else "")
    text = "\n".join(f.text for f in source.fragments)
    guess = detect(text, parsed.language)
    draft.language = guess.language
    context = Context(source, ledger, draft, guess.language, Judge(guess.language, {}, registry), registry, mappings)
    context.wrapped = parsed.format == "pdf"
    _set_aside_debris(context)
    leftovers.set_aside_contents(context)
    frontmatter.read_front(context)
    draft.abbreviations = abbreviations.find(context)
    context.judge = Judge(guess.language, draft.abbreviations, registry)
    _lead_rule(context)
    builds = _layouts(context)
    draft.rows = [b.finish() for b in sorted(builds, key=lambda b: b.order)]
    found = context.lead_rule.as_json() if context.lead_rule is not None else None
    if found:
        draft.extra["lead_rule"] = found
    draft.level_names = context.level_names
    draft.periods = in_order(context.periods, guess.language)
    money.read_tables(context)
    prose.read_amounts(context)
    frontmatter.read_period(context)
    leftovers.explain(context)
    draft.unplaced = ledger.leftovers()
    _doubts(context, guess)
    return draft


def in_order(labels: Sequence[str], language: str) -> list[str]:
    """Periods by their first day; labels that say no day keep their place at the end."""
    known = {label: frontmatter.parse_label(label, language) for label in labels}
    return sorted(labels, key=lambda x: (known[x] is None, *_days(known[x])))


def _days(period: Period | None) -> tuple[str, str]:
    return (period.start.isoformat(), period.end.isoformat()) if period is not None else ("", "")


def _lead_rule(context: Context) -> None:
    """Find the document's rule for leads; the sentence that states it is named among the leftovers."""
    rule = find_rule(context.source, context.language)
    context.lead_rule = rule
    for statement in rule.statements:
        for span in statement.spans:
            if any(s.start <= span.start and span.end <= s.end for s in context.ledger.free(span.fragment)):
                why = "lead rule: says which institution leads"
                context.ledger.set_aside(span.fragment, span.start, span.end, why=why)


def _doubts(context: Context, guess: Guess) -> None:
    """Doubts about the whole document."""
    if not context.draft.rows:
        context.doubt(Code.NO_ROWS)
    tables = [u for u in context.draft.unplaced if u.why.startswith("table")]
    if tables and context.draft.rows:
        context.doubt(Code.TEXT_UNPLACED, detail=f"{len(tables)} cells of tables")
    if context.language not in LANGUAGES:
        context.doubt(Code.LANGUAGE_UNKNOWN, detail=context.language)
    elif not guess.sure:
        context.doubt(Code.LANGUAGE_GUESSED, detail=context.language)
    for note in context.source.parsed.notes:
        if note.code in _HARMLESS:
            continue
        places = [note.place.as_json()] if note.place is not None else []
        made = doubts.make(Code.PARSER_NOTE, detail=f"{note.code}: {note.detail}")
        made.source = places
        context.draft.doubts.append(made)


def _layouts(context: Context) -> list[Build]:
    """Ask the layouts, the best first, until none fits what is still free."""
    left, result = list(_LAYOUTS), []
    while left:
        scored = [(module.score(context), -i, module) for i, module in enumerate(left)]
        best, _, module = max(scored, key=lambda s: (s[0], s[1]))
        if best < _ENOUGH:
            break
        wrapped, context.wrapped = context.wrapped, context.wrapped or module is jumbled
        result += module.read(context)
        context.wrapped = wrapped
        left.remove(module)
    return result


def _set_aside_debris(context: Context) -> None:
    """Marks that a word processor left in the text."""
    for fragment in context.source.fragments:
        if "[bookmark" in fragment.text:
            for match in BOOKMARK.finditer(fragment.text):
                context.ledger.set_aside(fragment, match.start(), match.end(), why="debris: mark of a word processor")
