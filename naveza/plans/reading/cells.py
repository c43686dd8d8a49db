"""What stands in one cell: its lines, its paragraphs, its list items, free of what was set aside before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from naveza.plans.reading.fragments import Fragment, Ledger, SourceCell, Span
from naveza.plans.reading.numbering import has_bullet
from naveza.plans.reading.vocabulary import load, tokens

BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
LINE_FORMATS = frozenset({"txt", "pdf"})
_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-z]\))\s")


def lines(cell: SourceCell, ledger: Ledger) -> list[Span]:
    """Free spans of a cell, one or more for each line or paragraph, blanks trimmed."""
    return [span for fragment in cell.fragments for span in ledger.free(fragment)]


def paragraphs(spans: Sequence[Span], *, broken: bool, language: str = "") -> list[list[Span]]:
    """Spans grouped into paragraphs. `broken`: one span is one physical line, a paragraph may run over several;
    then a line goes on with the one before it where it starts in lower case or the one before cannot end."""
    if not broken:
        return _by_fragment(spans)
    result: list[list[Span]] = []
    first_lower = bool(spans) and _starts_lower(spans[0].text)
    for span in spans:
        if result and _continues(result[-1][-1].text, span.text, first_lower, language):
            result[-1].append(span)
        else:
            result.append([span])
    return result


def physical_lines(spans: Iterable[Span]) -> list[Span]:
    """Spans cut where the document's own lines end, for formats that keep line ends in `raw` (PDF)."""
    result: list[Span] = []
    for span in spans:
        raw = span.fragment.raw
        if "\n" not in raw or raw.split() != span.fragment.text.split():
            result.append(span)
            continue
        at, edges = 0, [span.start]
        for line in raw.split("\n")[:-1]:
            at += len(" ".join(line.split())) + 1
            if span.start < at < span.end:
                edges.append(at)
        edges.append(span.end)
        pieces = (Span(span.fragment, a, b).strip() for a, b in itertools.pairwise(edges))
        result += [p for p in pieces if p.start < p.end]
    return result


def _by_fragment(spans: Iterable[Span]) -> list[list[Span]]:
    result: list[list[Span]] = []
    last: Fragment | None = None
    for span in spans:
        if result and span.fragment is last:
            result[-1].append(span)
        else:
            result.append([span])
        last = span.fragment
    return result


def _starts_lower(text: str) -> bool:
    return text.lstrip("\"„“»«'([")[:1].islower()


def _continues(before: str, line: str, first_lower: bool, language: str) -> bool:
    if has_bullet(line) or _NUMBER.match(line):
        return False
    if dangles(before, language):
        return True
    if before.rstrip().endswith((".", "!", "?", ";")):
        return False
    return _starts_lower(line) and not (first_lower and not before.endswith((",", "-")))


def goes_on(before: str, text: str, language: str = "") -> bool:
    """A text after a page break that is the rest of the one before."""
    return _continues(before, text, False, language)


def dangles(text: str, language: str = "") -> bool:
    """The text cannot end here: a preposition, conjunction, hyphen, comma or open bracket stands last."""
    stripped = text.rstrip()
    if not stripped or stripped[-1] in "-–,(/":
        return bool(stripped)
    if stripped.count("(") > stripped.count(")") and len(stripped) < 400:
        return True
    found = tokens(stripped[-25:])
    if not found or stripped[-1] in ".;:!?)":
        return False
    words = load().narrowed("preposition", "conjunction").for_language(language)
    last = stripped[-25:][found[-1].start : found[-1].end]
    return last.islower() and words.whole(last) is not None
