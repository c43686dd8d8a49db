"""Abbreviations that the document explains: in its own list or table, and in brackets after the full name.

A bracket counts only where the letters are those of the words before it, so that `MF (FURS)` explains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from naveza.plans.reading.fragments import Fragment, SourceLine, SourceTable, Span, places_of, words_of
from naveza.plans.reading.layout import Context
from naveza.plans.reading.names import is_acronym
from naveza.plans.reading.vocabulary import Vocabulary, fold, load, tokens

_BRACKET = re.compile(r"\(([^()]{2,70})\)")
_LINE = re.compile(
    r"^\s*[-–•·]?\s*(?P<short>[^\s:=–—-][^:=–—\t]{0,14}?)\s*(?:\t+|\s[-–—=]\s?|:\s|\s{2,})\s*(?P<long>\S.{3,})$"
)
_WORDS_BACK = 14
_FEWEST = 2


def find(context: Context) -> dict[str, str]:
    """All explained abbreviations; those of a list are spent, those in brackets stay where they stand."""
    result: dict[str, str] = {}
    for fragment in context.source.fragments:
        if "(" in fragment.text:
            for short, long in in_brackets(fragment.text, context.language):
                result.setdefault(short, long)
    listed = _listed(context)
    for name, meaning in listed:
        result[words_of([name])] = words_of(meaning)
        for span in (name, *meaning):
            context.ledger.take_span(span, to="abbreviations")
    if listed:
        places = [p for name, meaning in listed for p in places_of([name, *meaning])]
        context.draft.sources.setdefault("abbreviations", []).extend(places)
    return result


def in_brackets(text: str, language: str = "") -> list[tuple[str, str]]:
    """`Nacionalni inštitut za javno zdravje (NIJZ)` and `NIJZ (Nacionalni inštitut za javno zdravje)`."""
    result = []
    for match in _BRACKET.finditer(text):
        inside = _after_hereinafter(match.group(1), language)
        before = text[: match.start()].rstrip()
        if is_acronym(inside) and " " not in inside:
            long = _words_before(before, inside)
            if long:
                result.append((inside, long))
        elif (short := before.split()[-1] if before else "") and is_acronym(short) and _fits(short, inside):
            result.append((short.strip(".,;:"), " ".join(inside.split())))
    return result


def _after_hereinafter(inside: str, language: str) -> str:
    """`v nadaljnjem besedilu: NIJZ` gives NIJZ."""
    words = load().narrowed("hereinafter").for_language(language)
    match = words.start(inside)
    rest = inside[match.end :] if match else inside
    return rest.strip(" :„“\"'»«,")


def _words_before(before: str, short: str) -> str:
    """The shortest run of words at the end whose initials give the abbreviation; the first one is capital."""
    clause = re.split(r"[;:.(\n]\s", before)[-1]
    found = list(re.finditer(r"[^\s,]+", clause))[-_WORDS_BACK:]
    for start in range(len(found) - _FEWEST, -1, -1):
        run = clause[found[start].start() :].strip()
        if run[:1].isupper() and _fits(short, run):
            return " ".join(run.split())
    return ""


def _fits(short: str, long: str) -> bool:
    """The letters of the abbreviation are initials of the words, in order; small words may be left out, the first
    and the last long word not."""
    letters = [fold(c) for c in short if c.isalpha()]
    words = tokens(long)
    if len(letters) < _FEWEST or len(words) < _FEWEST or not words[0].folded.startswith(letters[0]):
        return False
    at, used = 0, 0
    for word in words:
        if at < len(letters) and word.folded.startswith(letters[at]):
            at += 1
            used += 1
            # two letters of one word: `ReNPPD`, `MKGP`
        elif at < len(letters) and used and len(word.folded) > 3:
            return False
    return at == len(letters)


def _words(language: str, *concepts: str) -> Vocabulary:
    return load().narrowed(*concepts).for_language(language)


def _listed(context: Context) -> list[tuple[Span, list[Span]]]:
    """Entries of lists: below a heading such as "Seznam kratic", and tables of two columns with abbreviations."""
    result: list[tuple[Span, list[Span]]] = []
    heading = _words(context.language, "abbreviations")
    inside = False
    for block in context.source.blocks:
        if isinstance(block, SourceTable):
            result += _table(context, block, inside)
            inside = False
        elif heading.whole(block.text):
            context.ledger.set_aside_free(block.fragment, why="header: list of abbreviations")
            inside = True
        elif inside:
            entry = _entry(context, block)
            result += [entry] if entry else []
            inside = entry is not None or not block.text.strip()
    return result


def _entry(context: Context, block: SourceLine) -> tuple[Span, list[Span]] | None:
    text = block.fragment.text
    raw = block.fragment.raw or text
    match = _LINE.match(text) or (
        _LINE.match(" ".join(raw.replace("\t", " – ").split())) and re.match(r"^(?P<short>\S+)\s+(?P<long>.+)$", text)
    )
    if not match or not context.ledger.is_free(block.fragment):
        return None
    short = block.fragment.span(match.start("short"), match.end("short"))
    long = block.fragment.span(match.start("long"), match.end("long"))
    if not _short_enough(short.text):
        return None
    return short, [long]


def _short_enough(text: str) -> bool:
    return is_acronym(text) or (len(text) <= 12 and sum(1 for c in text if c.isupper()) >= _FEWEST)


def _table(context: Context, table: SourceTable, announced: bool) -> list[tuple[Span, list[Span]]]:
    """A table of two columns whose first holds abbreviations."""
    if table.columns != 2 or not any(context.ledger.is_free(f) for c in table.cells for f in c.fragments):
        return []
    rows = [[c for c in table.row(r) if c.text.strip()] for r in range(table.rows)]
    pairs = [r for r in rows if len(r) == 2]
    good = [r for r in pairs if _short_enough(r[0].text.strip()) and len(r[0].fragments) == 1]
    if len(good) < 2 - announced or len(good) * 3 < len(pairs) * 2 or len(pairs) * 2 < len([r for r in rows if r]):
        return []
    if not announced and not all(_explains(r[0].text.strip(), r[1].text) for r in good[:3]):
        head = pairs[0][0].text
        if not _words(context.language, "abbreviation_word", "abbreviations").has(head):
            return []
    for row in rows:
        if row and row not in good:
            for fragment in (f for c in row for f in c.fragments):
                context.ledger.set_aside_free(fragment, why="header: list of abbreviations")
    return [(r[0].fragments[0].span().strip(), _spans(r[1].fragments)) for r in good]


def _explains(short: str, long: str) -> bool:
    return len(tokens(long)) >= _FEWEST and fold(long[:1]) == fold(short[:1])


def _spans(fragments: Sequence[Fragment]) -> list[Span]:
    return [f.span().strip() for f in fragments if f.text.strip()]
