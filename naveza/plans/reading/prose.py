"""What running text says that the draft has a place for: amounts of money, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from naveza.plans.reading import amounts
from naveza.plans.reading.draft import Amount
from naveza.plans.reading.fragments import SourceLine, Span, places_of, words_of
from naveza.plans.reading.layout import Context
from naveza.plans.reading.names import Judge, is_acronym, vocabulary_of
from naveza.plans.reading.strips import Strip
from naveza.plans.reading.vocabulary import load

_END = re.compile(r"(?<=[.!?])\s+(?=[\"„»(]?[A-ZČŠŽŘĚŮÁÉÍÓÚÝĂÂÎȘȚŞŢĆĐŁŚŹŻÄÖÜА-Я])")
_CAPITAL = r"[A-ZČŠŽŘĚŮÁÉÍÓÚÝĂÂÎȘȚŞŢĆĐŁŚŹŻÄÖÜА-Я]"
_LONGEST = 3000  # characters of a sentence; longer runs are no prose
_ABBREVIATED = re.compile(r"\b(?:t|št|oz|npr|dr|mag|prof|nr|art|čl|ust|tzv|resp|str|ev)\.$", re.IGNORECASE)


def read_amounts(context: Context) -> None:
    """Stated amounts of the prose: each with its sentence as `what`, the institution it names as `who`."""
    for spans in _runs(context):
        strip = Strip(spans)
        for start, end in _sentences(strip.text):
            _sentence(context, strip, start, end)


def _runs(context: Context) -> Iterator[list[Span]]:
    """Neighbouring free lines: in plain text a sentence goes over several."""
    run: list[Span] = []
    for block in context.source.blocks:
        short = isinstance(block, SourceLine) and len(block.fragment.text) <= _LONGEST * 10
        if short and isinstance(block, SourceLine) and context.ledger.is_free(block.fragment):
            run.append(block.fragment.span().strip())
            if context.source.parsed.format == "txt":
                continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _END.finditer(text):
        if _ABBREVIATED.search(text[at : match.start()]):
            continue
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _sentence(context: Context, strip: Strip, start: int, end: int) -> None:
    if end - start > _LONGEST:
        return
    text = strip.text[start:end].replace("\n", " ")
    found = amounts.find_amounts(text)
    if not found:
        return
    spans = list(strip.spans(start, end))
    if any(not _is_free(context, s) for s in spans):
        return
    for span in spans:
        context.ledger.take_span(span, to="budget")
    total = load().narrowed("total").for_language(context.language).has(text)
    yearly = load().narrowed("per_year").for_language(context.language).matches(text)
    for stated in found:
        who = who_in(text[: stated.start], context.judge) or who_in(text[stated.end :], context.judge)
        context.draft.budget.append(
            Amount(
                stated.amount,
                stated.currency,
                who=who,
                period=text[yearly[0].start : yearly[0].end] if yearly else _year(text),
                what=words_of(spans),
                source=places_of(spans),
                total=total and who is None and stated is found[0],  # of one body it is no total of the plan
            )
        )


def _is_free(context: Context, span: Span) -> bool:
    return any(s.start <= span.start and span.end <= s.end for s in context.ledger.free(span.fragment))


def _year(text: str) -> str | None:
    match = re.search(r"\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\b(?!\.\d)", text)
    return re.sub(r"\s+", "", match.group()) if match else None


def who_in(text: str, judge: Judge) -> str | None:
    """The first institution that a text names: from a capital organisation noun or abbreviation on, as far as a name
    can go."""
    for match in re.finditer(rf"(?<!\w){_CAPITAL}[\w-]+", text):
        first = match.group()
        if is_acronym(first) or judge.is_known(first) or judge(first).noun == 0:
            return _name_at(text[match.start() :], judge)
    return None


def _name_at(text: str, judge: Judge) -> str:
    """The longest known name that the text begins with; else words with capitals, the words after one preposition,
    the fields of a ministry, and at most two small words before another capital."""
    words = list(re.finditer(r"[^\s,;:.()]+", text[:160]))
    for size in range(len(words), 0, -1):
        name = text[: words[size - 1].end()]
        if judge.is_known(name):
            return " ".join(name.split())
    if is_acronym(words[0].group()):
        return words[0].group()
    conjunctions = vocabulary_of("conjunction", language=judge.language)
    ministry, end, preposition = judge(words[0].group()).ministry, 0, False
    for index in range(1, len(words)):
        gap, word = text[words[index - 1].end() : words[index].start()].strip(), words[index].group()
        field = ministry and _is_field(words, index, judge)
        if gap not in ("", ",") or (gap and not field):
            break
        if conjunctions.whole(word) and word.islower():
            if not (ministry and _is_field(words, index + 1, judge)):
                break
        elif judge(word).dangling:
            if preposition or index != end + 1:
                break  # a second complement is no part of the name
            preposition = True
        elif field or (not judge(word).lower and index - end <= 3) or judge(words[index - 1].group()).dangling:
            end = index
    return " ".join(text[: words[end].end()].split())


def _is_field(words: list[re.Match[str]], index: int, judge: Judge) -> bool:
    """A field of a ministry (`socialne zadeve`): the word alone, or one of two."""
    fields = vocabulary_of("portfolio", language=judge.language)
    runs = [(index, index + 1), (index, index + 2), (index - 1, index + 1)]
    return any(fields.whole(" ".join(w.group() for w in words[a:b])) for a, b in runs if a > 0 and b <= len(words))
