"""What stands above the rows: title, kind, period, region, legal basis, vision.

The title is the line near the beginning that looks most like one: it names a kind of plan, states years, is a heading,
stands twice. Lines that go on with it (`for the period 2025–2027`) are joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from naveza.documents.blocks import SheetPlace
from naveza.plans.reading import periods
from naveza.plans.reading.amounts import find_amounts
from naveza.plans.reading.doubts import Code
from naveza.plans.reading.fragments import Fragment, SourceLine, SourceTable, Span, places_of, words_of
from naveza.plans.reading.layout import Context
from naveza.plans.reading.levels import label_length
from naveza.plans.reading.names import normal
from naveza.plans.reading.outline_lines import detail_length
from naveza.plans.reading.vocabulary import Match, Vocabulary, load, tokens

KINDS = ("action_plan", "strategy", "project")
_FIRST_LINES = 40
_LONGEST = 320
_SURE = 3.0  # likelihood above which a line is the title without a doubt
_YEAR_AT_END = re.compile(r"\b20\d\d\.$")
_NUMBERED_ACT = re.compile(r"\b(?:nr|št|no|č|br|n°|poz)\.?\s*\d+|\d+\s*/\s*\d{2,4}|\b\d+\.\s*člen", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """A candidate: its block, the fragment and what is free of it."""

    index: int
    fragment: Fragment
    text: str
    heading: int = 0
    score: float = 0.0


def read_front(context: Context) -> None:
    """Set the draft's title, kind, region, vision, legal basis; spend their words."""
    lines = _first_lines(context)
    title = _title(context, lines)
    if title:
        spans = [s for line in title for s in context.ledger.free(line.fragment)]
        context.draft.title = words_of(spans)
        _place(context, "title", spans)
        context.title_index = title[-1].index
        for line in lines:
            if line not in title and normal(line.text) == normal(context.draft.title):
                context.ledger.set_aside_free(line.fragment, why="title: repeated title of the document")
                context.title_index = max(context.title_index, line.index)
    context.draft.kind = _kind(context, lines)
    _legal_basis(context, lines, title)
    _vision(context)
    context.draft.region = _region(context)


def _place(context: Context, field: str, spans: Sequence[Span]) -> None:
    for span in spans:
        context.ledger.take_span(span, to=field)
    context.draft.sources.setdefault(field, []).extend(places_of(spans))


def _words(context: Context, *concepts: str) -> Vocabulary:
    return load().narrowed(*concepts).for_language(context.language)


def _first_lines(context: Context) -> list[Line]:
    """Lines above the first large table, one-cell tables included."""
    result: list[Line] = []
    for block in context.source.blocks:
        if len(result) >= _FIRST_LINES:
            break
        table = isinstance(block, SourceTable)
        if isinstance(block, SourceTable):
            fragments, whole = _preface(block)
        else:
            heading = block.level if block.kind == "heading" else 0
            fragments, whole = [(block.fragment, -1 if _is_sheet(block) else heading)], True
        for fragment, level in fragments:
            text = words_of(context.ledger.free(fragment))
            if text:
                result.append(Line(block.index, fragment, text, level))
        if table and not whole:
            break
    return result


def _is_sheet(line: SourceLine) -> bool:
    """The name of a sheet of a workbook."""
    return isinstance(line.fragment.place, SheetPlace) and not line.fragment.place.cell


def _preface(table: SourceTable) -> tuple[list[tuple[Fragment, int]], bool]:
    """Rows of a single cell at the top of a table (workbooks have their title there), and whether that is all."""
    fragments: list[tuple[Fragment, int]] = []
    for number in range(table.rows):
        filled = [c for c in table.row(number) if c.text.strip()]
        if len(filled) > 1:
            return fragments, False
        fragments += [(f, 0) for c in filled for f in c.fragments]
    return fragments, True


def _title(context: Context, lines: Sequence[Line]) -> list[Line]:
    kinds = _words(context, *KINDS)
    wide = load().narrowed(*KINDS).for_language("en") if context.language else kinds
    seen = [normal(line.text) for line in lines]
    tops = [b for b in context.source.lines() if b.kind == "heading" and b.level == 1]
    for position, line in enumerate(lines):
        line.score = _likelihood(context, line, position, kinds, wide, seen.count(seen[position]))
        dated = bool(periods.periods_in(line.text, context.language))
        if line.heading == 1 and len(tops) > 1 and not dated and not wide.has(line.text) and not kinds.has(line.text):
            line.score -= 4.0  # one of several headings of the same level: a chapter
    best = max(lines, key=lambda x: x.score, default=None)
    if best is None or best.score <= 0:
        return []
    if best.score < _SURE:
        context.doubt(Code.TITLE_GUESSED, detail=best.text[:80])
    return _with_neighbours(context, lines, best)


def _likelihood(context: Context, line: Line, position: int, kinds: Vocabulary, wide: Vocabulary, times: int) -> float:
    text = line.text
    if len(text) > _LONGEST or not re.search(r"[^\W\d_]{3}", text) or len(tokens(text)) < 2:
        return -9.0
    skipped = _words(context, "navigation", "introduction", "contents", "abbreviations", "page")
    if skipped.whole(text):
        return -9.0
    score = 2.0 - 0.12 * position - (6.0 if find_amounts(text) else 0.0)
    named = {m.concept: m for m in [*wide.matches(text), *kinds.matches(text)]}
    if named:
        start = min(m.start for m in named.values())
        only_project = set(named) == {"project"} and start > 0  # many lines speak of "the project"
        score += 0.5 if only_project else (3.0 if start < 60 else 1.5) + ("action_plan" in named)
    dated = bool(periods.periods_in(text, context.language))
    if label_length(text, context.language) and not (dated or "action_plan" in named):
        return -9.0
    score += 1.5 if dated else 0.0
    score += {-1: -3.0, 0: 0.0, 1: 2.5, 2: 1.0}.get(line.heading, 0.5)
    score += 1.0 if text.isupper() else 0.0
    score += 0.5 if line.fragment.span().is_bold() else 0.0
    score += 1.0 if times > 1 else 0.0
    score -= 4.0 if text[-1] in ".;," and not text.isupper() and not _YEAR_AT_END.search(text) else 0.0
    score -= 9.0 if detail_length(text, context.language) else 0.0
    score -= 3.0 if label_length(text, context.language) or text[-1] == ":" else 0.0
    score -= 3.0 if len(text) > 220 else 0.0
    score -= 4.0 if _legal(context, text) and not named else 0.0
    return score


def _with_neighbours(context: Context, lines: Sequence[Line], best: Line) -> list[Line]:
    """Lines before and after that belong to the same title."""
    at = lines.index(best)
    first = last = at
    while last + 1 < len(lines) and last - first < 3 and _goes_on(context, lines[last], lines[last + 1]):
        last += 1
    while first > 0 and last - first < 3 and _goes_on(context, lines[first - 1], lines[first], upwards=True):
        first -= 1
    return list(lines[first : last + 1])


def _goes_on(context: Context, before: Line, line: Line, *, upwards: bool = False) -> bool:
    """Does a line go on with the title line before it?"""
    text = line.text
    if len(text) > 200 or len(before.text) > 200 or line.heading != before.heading:
        return False
    if normal(text) == normal(before.text) or before.text.endswith((".", ":")):
        return False
    if label_length(text, context.language) or _legal(context, text) or _legal(context, before.text):
        return False
    if _words(context, "navigation", "introduction", "contents").whole(before.text):
        return False
    words = _words(context, "preposition", "conjunction", "relative")
    start = words.start(text)
    if start is not None and start.start == 0 and not upwards:
        return text[:1].islower() or text.isupper() or bool(periods.periods_in(text, context.language))
    ending = words.matches(before.text)
    dangling = bool(ending) and ending[-1].end == len(before.text)
    if dangling:
        return True
    if text[:1].islower():
        return True
    only_years = bool(periods.parse(text, context.language))
    if only_years and not upwards:
        return True
    return (
        upwards
        and before.text.isupper()
        and text.isupper()
        and len(tokens(before.text)) <= 4
        and bool(_words(context, *KINDS).has(before.text))
    )


def _kind(context: Context, lines: Sequence[Line]) -> str:
    """By the first kind of plan that the title names, else by the words of the first lines."""
    for language in (context.language, "en", ""):
        words = load().narrowed(*KINDS)
        words = words.for_language(language) if language else words
        for text in [context.draft.title or "", " ".join(line.text for line in lines)[:3000]]:
            found = words.matches(text)
            named = [m for m in found if m.concept != "strategy" or not _of_strategy(text, m.start)]
            if named:
                return _most_telling(text, named, context.language, text == context.draft.title)
    plan = _words(context, "plan_word").has(context.draft.title or "")
    return "action_plan" if plan else "unknown"


def _of_strategy(text: str, start: int) -> bool:
    return bool(re.search(r"(?:strategije|strategiei|of the|strategie)\s*$", text[:start], re.IGNORECASE))


def _most_telling(text: str, named: Sequence[Match], language: str, from_title: bool) -> str:
    """Of a title the first kind, unless the next one stands right after it ("Strategy Action Plan"); of other text
    the most frequent one."""
    concepts = [m.concept for m in named]
    if not from_title:
        return max(KINDS, key=concepts.count)
    chosen = named[0]
    for match in named[1:]:
        if language in ("en", "de") and not re.search(r"[^\W\d_]", text[chosen.end : match.start]):
            chosen = match
    return chosen.concept


def _legal(context: Context, text: str) -> bool:
    """A line that names an act with its number."""
    match = _words(context, "legal_basis").matches(text[:160])
    return bool(match) and bool(_NUMBERED_ACT.search(text)) and len(text) < 600


def _legal_basis(context: Context, lines: Sequence[Line], title: Sequence[Line]) -> None:
    """The act that adopted the plan: the first line near the title that names one with its number."""
    for line in lines:
        if line in title or not _legal(context, line.text):
            continue
        first = _words(context, "legal_basis").matches(line.text)[0]
        if first.start > 60:
            continue
        free = context.ledger.free(line.fragment)
        spans = [free[0].sub(first.start, free[0].end - free[0].start), *free[1:]]
        context.draft.legal_basis = words_of(spans)
        _place(context, "legal_basis", spans)
        return


def _vision(context: Context) -> None:
    """`Vizija: …`, or the paragraph below a heading that says vision."""
    words = _words(context, "vision")
    blocks = [b for b in context.source.blocks if isinstance(b, SourceLine)]
    for at, block in enumerate(blocks):
        start = words.start(block.text)
        if start is None or start.start > 1 or not context.ledger.is_free(block.fragment):
            continue
        rest = block.text[start.end :]
        colon = re.match(r"\s*[:–—-]\s*", rest)
        if colon and len(rest) > colon.end() + 15:
            context.ledger.set_aside(block.fragment, 0, start.end, why="header: vision")
            span = block.fragment.span(start.end + colon.end()).strip()
        elif not rest.strip(" :") and at + 1 < len(blocks) and len(blocks[at + 1].text) > 30:
            context.ledger.set_aside_free(block.fragment, why="header: vision")
            span = blocks[at + 1].fragment.span().strip()
        else:
            continue
        context.draft.vision = span.text
        _place(context, "vision", [span])
        return


def _region(context: Context) -> str | None:
    """The territory that the title names, in its own words: `JUDEȚULUI CLUJ`, `Moravskoslezského kraje`."""
    title = context.draft.title or ""
    found = _words(context, "region_word").matches(title)
    if not found:
        return None
    match = found[0]
    after = re.match(r"(?:\s+(?:of|de|du)?\s*[A-ZČŠŽŘĚŮÁÉÍÓÚÝĂÂÎȘȚŞŢĆĐŁŚŹŻÄÖÜА-Я][\w-]*)+", title[match.end :])
    before = re.search(r"(?:[A-ZČŠŽŘĚŮÁÉÍÓÚÝĂÂÎȘȚŞŢĆĐŁŚŹŻÄÖÜА-Я][\w-]*\s+){1,2}$", title[: match.start])
    prefer_before = context.language in ("cs", "sk", "en") and before is not None and not title.isupper()
    if prefer_before and before is not None:
        return " ".join(title[before.start() : match.end].split())
    if after:
        return " ".join(title[match.start : match.end + after.end()].split())
    return " ".join(title[before.start() : match.end].split()) if before else None


def read_period(context: Context) -> None:
    """First and last day, unless a labelled line named them: from the title, the lines around it, the period columns,
    the rows."""
    draft, language = context.draft, context.language
    if draft.period_start and draft.period_end:
        return
    near = [line.text for line in _first_lines(context)[:12] if len(line.text) < 120]
    for text in [draft.title or "", *near]:
        found = [p for p in periods.periods_in(text, language) if p.kind in ("span", "year", "half")]
        if found and (text == draft.title or any(p.kind == "span" for p in found)):
            _set_period(context, found)
            return
    labels = draft.periods or [label for row in draft.rows for label in row.periods]
    parsed = [p for label in dict.fromkeys(labels) for p in [parse_label(label, language)] if p is not None]
    if parsed:
        _set_period(context, parsed)


def parse_label(label: str, language: str) -> periods.Period | None:
    """The days of a label without blanks."""
    spaced = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", label)
    return periods.parse(label, language) or periods.parse(spaced, language)


def _set_period(context: Context, found: Sequence[periods.Period]) -> None:
    spans = [p for p in found if p.kind == "span"] or list(found)
    context.draft.period_start = min(p.start for p in spans).isoformat()
    context.draft.period_end = max(p.end for p in spans).isoformat()
