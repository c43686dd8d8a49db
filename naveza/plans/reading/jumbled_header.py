"""Headers of jumbled tables: the line of period labels, the words of the other columns around it, their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from naveza.plans.reading import headers, numbering, periods
from naveza.plans.reading.jumbled_costs import INSTITUTIONS
from naveza.plans.reading.jumbled_lines import Line
from naveza.plans.reading.vocabulary import Match, Vocabulary, load, tokens

_REACH = 9
_WORDS = 14
_MOST_LABELS = 16
DEFAULT = ("goal", "activity", "period", "result", "responsible")
_TEXTUAL = frozenset({*INSTITUTIONS, "chapter", "goal", "measure", "activity", "result", "indicator"})
_ROLES = frozenset({*_TEXTUAL, "budget", "source_of_funds", "target_group", "note", "evaluation_term", "period"})


@dataclass(frozen=True, slots=True)
class Header:
    """A header as found: its lines (indexes `first` to `last`), period labels, roles of the columns in order (one of
    them `period`) and the words of each column; no words where the roles were assumed."""

    first: int
    last: int
    labels: tuple[str, ...]
    roles: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)

    @property
    def before(self) -> tuple[str, ...]:
        at = self.roles.index("period")
        return self.roles[:at]

    @property
    def after(self) -> tuple[str, ...]:
        at = self.roles.index("period")
        return self.roles[at + 1 :]


def find_headers(lines: Sequence[Line], language: str, *, usable: Callable[[Line], bool]) -> list[Header]:
    """All headers, in order; repeated ones too. Labels that repeat in the document are taken for granted."""
    words = load().narrowed(*headers.CONCEPTS, "preposition").for_language(language)
    found: list[Header] = []
    at = 0
    while at < len(lines):
        labels, end = _labels(lines, at, language) if usable(lines[at]) else ((), at)
        if len(labels) < 2:
            at += 1
            continue
        floor = found[-1].last + 1 if found else 0
        made = _surroundings(lines, at, end, labels, words, language, floor)
        found.append(made)
        at = max(made.last + 1, at + 1)
    return _agree(found)


def _labels(lines: Sequence[Line], at: int, language: str) -> tuple[tuple[str, ...], int]:
    """Period labels that begin on a line: all on it, or one on each of several lines. The end is exclusive."""
    text = lines[at].text
    if len(text) > 120 or not any(c.isdigit() or c in "IVX" for c in text):
        return (), at
    labels = _labels_of(text, language)
    if len(labels) > 1:
        years = _labels_of(lines[at + 1].text, language, partial=True) if at + 1 < len(lines) else ()
        if years and len(years) % len(labels) == 0 and all(label.isdigit() and len(label) == 4 for label in labels):
            share = len(years) // len(labels)
            return tuple(f"{labels[i // share]}-{label}" for i, label in enumerate(years)), at + 2
        return labels, at + 1
    within = _labels_among(text, language)
    if within:
        return within, at + 1
    end = at
    stacked: list[str] = []
    while end < len(lines) and len(stacked) < _MOST_LABELS and (end == at or not lines[end].gap.page):
        single = periods.parse(lines[end].text, language) if len(lines[end].text) < 25 else None
        if single is None or single.kind in ("day", "span"):
            break
        stacked.append(single.label)
        end += 1
    return (tuple(stacked), end) if len(set(stacked)) > 1 else ((), at)


def _labels_of(text: str, language: str, *, partial: bool = False) -> tuple[str, ...]:
    """Labels of a line that holds nothing else."""
    if not partial:
        found = periods.parse_all(text, language)
        if found is not None and len(found) > 1 and all(p.kind not in ("day", "span") for p in found):
            return tuple(p.label for p in found)
    parts = text.split()
    for size in (1, 2, 3):
        if len(parts) < 2 * size or len(parts) % size or len(parts) // size > _MOST_LABELS:
            continue
        chunks = [" ".join(parts[i : i + size]) for i in range(0, len(parts), size)]
        known = headers.is_period_header if not partial else _is_part
        if all(known(chunk, language) for chunk in chunks) and (partial or len(set(chunks)) == len(chunks)):
            return tuple(periods.label_of(chunk) for chunk in chunks)
    return ()


def _labels_among(text: str, language: str) -> tuple[str, ...]:
    """Labels that stand between names of columns on one line."""
    parts = text.split()
    if not 3 <= len(parts) <= _MOST_LABELS + _WORDS or sum(any(c.isdigit() for c in p) for p in parts) < 2:
        return ()
    best: tuple[str, ...] = ()
    for first in range(len(parts)):
        if not any(c.isdigit() or c in "IVXHQ" for c in parts[first]):
            continue
        for stop in range(len(parts), first + 1, -1):
            labels = _labels_of(" ".join(parts[first:stop]), language)
            if len(labels) > len(best):
                rest = parts[:first] + parts[stop:]
                words = load().narrowed(*headers.CONCEPTS, "preposition").for_language(language)
                if _is_header_line(" ".join(rest), "", "", words, language) or len(rest) < 2:
                    best = labels
            if labels:
                break
    return best


def _is_part(text: str, language: str) -> bool:
    return periods.parse_partial(text, language) is not None


def _surroundings(
    lines: Sequence[Line],
    at: int,
    end: int,
    labels: tuple[str, ...],
    words: Vocabulary,
    language: str,
    floor: int,
) -> Header:
    """The header around its labels: lines before and after that hold names of columns."""
    first = at
    while first > max(floor, at - _REACH):
        below = lines[first].text if first < at else ""
        above = lines[first - 2].text if first > 1 and not lines[first - 1].gap.page else ""
        if not _is_header_line(lines[first - 1].text, above, below, words, language):
            beyond = above if first > 1 and len(tokens(lines[first - 1].text)) <= 3 else ""
            if not (beyond and first - 2 >= floor and _is_header_line(beyond, "", "", words, language)):
                break
        first -= 1
        if lines[first].gap.page:
            break
    last = end - 1
    while last + 1 < min(len(lines), end + 3) and not lines[last + 1].gap.page:
        if not _is_header_line(lines[last + 1].text, "", "", words, language) or first < at:
            break
        last += 1
    text_before = " ".join(line.text for line in lines[first:at])
    text_after = " ".join(line.text for line in lines[end : last + 1])
    if end == at + 1:
        left, right = _beside(lines[at].text, labels)
        text_before, text_after = f"{text_before} {left}", f"{right} {text_after}"
    before, names = _roles(text_before, words)
    after, names_after = _roles(text_after, words)
    roles = list(before)
    if "period" not in roles:
        roles = _with_period(roles, bool(text_after.strip()))
    roles += [role for role in after if role not in roles]
    return Header(first, last, labels, tuple(roles), {**names_after, **names})


def _beside(text: str, labels: tuple[str, ...]) -> tuple[str, str]:
    """Words to the left and right of the labels on their line."""
    parts = text.split()
    for first in range(len(parts)):
        for stop in range(len(parts), first, -1):
            if periods.label_of(" ".join(parts[first:stop])) == "".join(labels):
                return " ".join(parts[:first]), " ".join(parts[stop:])
    return "", ""


def _with_period(roles: list[str], labels_between: bool) -> list[str]:
    """Where no column is named after its period, the labels stand after the work, or where they were printed."""
    if labels_between or not roles:
        return [*roles, "period"]
    work = max((i for i, role in enumerate(roles) if role in ("activity", "measure")), default=len(roles) - 1)
    return [*roles[: work + 1], "period", *roles[work + 1 :]]


def _is_header_line(text: str, above: str, below: str, words: Vocabulary, language: str) -> bool:
    """A line that holds names of columns: known words make up most of it, and it is no title of a chapter. A name
    may have begun in the line above or go on in the line below."""
    own = len(tokens(text))
    if not own or own > _WORDS or text.rstrip().endswith((".", ";")):
        return False
    if ":" in text and numbering.label_length(text, language):
        return False
    skip = len(tokens(above)) if len(tokens(above)) <= 6 else 0
    joined = f"{above if skip else ''} {text} {below}"
    matches = [m for m in words.matches(joined) if m.concept != "preposition"]
    known = {i - skip for m in matches for i in range(m.first_word, m.first_word + m.words)}
    found = sum(1 for i in known if 0 <= i < own)
    return found * 2 >= own and found > 0


def _roles(text: str, words: Vocabulary) -> tuple[list[str], dict[str, str]]:
    """Roles named in a header's text, in order, each with its words. What follows a preposition belongs to the name
    before it ("period of carrying out the activities")."""
    found = words.matches(text)
    named = [m for m in headers._without_inner(found) if m.concept in _ROLES]
    prepositions = [m.start for m in found if m.concept == "preposition"]
    heads: list[Match] = []
    for match in named:
        if heads and match.start < heads[-1].end:
            continue
        inner = heads and any(heads[-1].end <= p < match.start for p in prepositions)
        capital = text[match.start : match.start + 1].isupper()
        if inner and not capital:
            continue
        if any(head.concept == match.concept for head in heads):
            continue
        heads.append(match)
    names = {}
    for number, head in enumerate(heads):
        stop = heads[number + 1].start if number + 1 < len(heads) else len(text)
        start = head.start if number else 0
        names[head.concept] = text[start:stop].strip(" :,-–/")
    return [head.concept for head in heads], names


def _agree(found: list[Header]) -> list[Header]:
    """Headers of one document name the same columns: the fullest one lends its roles to poorer ones, so that a header
    that was cut or garbled is still read."""
    full = [h for h in found if len(h.roles) >= 3]
    if not full:
        return [replace(h, roles=DEFAULT, names={}) for h in found]
    best = max(full, key=lambda h: len(h.roles))
    result = []
    for header in found:
        poor = len(header.roles) < 3 or not {"activity", "measure"} & set(header.roles)
        result.append(replace(header, roles=best.roles, names=best.names) if poor else header)
    return result
