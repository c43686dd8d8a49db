"""One cell of responsible institutions becomes one name each, in order.

`split_organisations` cuts at commas, semicolons, line breaks, slashes, conjunctions and phrases such as "in
cooperation with", but only where both sides can stand (names.py judges): `NIJZ, OE Koper` is one body, and so is a
ministry with commas in its name. Every character is accounted for: names, and separators that are words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from naveza.plans.reading.fragments import Span, words_of
from naveza.plans.reading.joining import Joiner, Wrap
from naveza.plans.reading.names import Judge, Registry, is_acronym, normal, vocabulary_of
from naveza.plans.reading.strips import EDGE, Piece, Strip, bracketed

_SEPARATOR = re.compile(r"(?<!\d),|,(?!\d)|;|\n|\||/|:(?=\s)")
_KIND = {"\n": "n", ":": "k"}
_BULLET = re.compile(r"\s*(?:[-–—•·▪■●◦*]\s*|\d{1,2}[.)]\s+|[a-z]\)\s+)")
_GLUED_ACRONYM = re.compile(r"(?<=[^\W\d_A-Z]{3})(?=[A-ZČŠŽŘĆĐ]{2,}(?![^\W\d_]))")
_GLUE = re.compile(r"(?<=[a-zčšžřěáéíóúýăâîșțşţćđłśźżąęäöüß)])(?=[A-ZČŠŽŘÁÉÍÓÚÝĂÂÎȘȚŞŢĆĐŁŚŹŻÄÖÜ][^\W\d_A-Z])")
_EDGE = EDGE


@dataclass(slots=True)
class Organisation:
    """A name as written. `role` is `lead` or `partner` where a word before it says so, else empty."""

    text: str
    spans: tuple[Span, ...]
    role: str = ""

    @property
    def bold(self) -> bool:
        """All of it is printed bold."""
        return bool(self.spans) and all(s.is_bold() for s in self.spans)


@dataclass(slots=True)
class Split:
    """Organisations in order; `separators` are words between them that belong to none ("in", "in cooperation
    with", "Nosilec:"); `glued` where names stood without a separator; `unsure` where a cut could be wrong."""

    organisations: list[Organisation] = field(default_factory=list)
    separators: list[Span] = field(default_factory=list)
    glued: bool = False
    unsure: bool = False

    @property
    def names(self) -> list[str]:
        return [o.text for o in self.organisations]


def split_organisations(
    texts: Sequence[Span],
    *,
    abbreviations: Mapping[str, str] | None = None,
    registry: Registry | None = None,
    language: str = "",
    known: Collection[str] = (),
    wrapped: bool = False,
    width: int = 0,
    judge: Judge | None = None,
) -> Split:
    """Split the lines of a cell into organisations. `known` are names seen alone elsewhere in the document;
    `wrapped` says that a line may end in the middle of a name (PDF, text of fixed width), `width` how many characters
    the longest line of the column has. A `judge` made before replaces language, abbreviations, registry and known."""
    judge = judge or Judge(language, abbreviations, registry, known)
    strip = Strip(texts)
    cut = _cut(strip, judge, Wrap(width) if wrapped else None)
    result = Split(glued=cut.glued, unsure=cut.unsure)
    for start, end, role in cut.names:
        spans = strip.spans(start, end)
        result.organisations.append(Organisation(words_of(spans), spans, role))
    result.separators = _unclaimed(strip, result.organisations)
    return result


@dataclass(slots=True)
class Cut:
    """Where the names of a text stand: (start, end, role). Cells repeat, so that cuts are remembered by their text."""

    names: list[tuple[int, int, str]] = field(default_factory=list)
    glued: bool = False
    unsure: bool = False


def _cut(strip: Strip, judge: Judge, wrap: Wrap | None) -> Cut:
    key = (strip.text, strip.bold_marks(), wrap)
    before = judge.cuts.get(key)
    if isinstance(before, Cut) and (
        key in judge.settled or all(judge.is_known(strip.text[a:b]) for a, b, _ in before.names)
    ):
        return before  # cut into names that all turned out to be known: nothing could change
    result = Cut()
    for group in _group(strip, _pieces(strip.text, judge), judge, wrap, result):
        for start, end, given in _divide(strip, group, judge, result):
            a, b = strip.trimmed(start, end)
            a, b, role = _marked(strip, a, b, given, judge)
            if re.search(r"\w", strip.text[a:b]):
                result.names.append((a, b, role))
    judge.cuts[key] = result
    judge.settled.add(key)
    return result


def _marked(strip: Strip, start: int, end: int, role: str, judge: Judge) -> tuple[int, int, str]:
    """`NIJZ (nosilec)`: the role that a bracket behind the name gives; the bracket is no part of the name."""
    match = re.search(r"\s*[(\[–-]\s*([^()\[\]]{2,30}?)\s*[)\]]$", strip.text[start:end])
    if match is None:
        return start, end, role
    found = vocabulary_of("lead_prefix", "partner_prefix", language=judge.language).whole(match.group(1))
    if found is None:
        return start, end, role
    return start, start + match.start(), "lead" if found.concept == "lead_prefix" else "partner"


def _unclaimed(strip: Strip, organisations: list[Organisation]) -> list[Span]:
    """Words between the organisations."""
    result: list[Span] = []
    for _, span in strip.parts:
        at = span.start
        inside = [s for o in organisations for s in o.spans if s.fragment is span.fragment]
        inside = [s for s in inside if span.start <= s.start < span.end]
        for taken in sorted(inside, key=lambda s: s.start):
            result.append(Span(span.fragment, at, taken.start).strip(_EDGE))
            at = taken.end
        result.append(Span(span.fragment, at, span.end).strip(_EDGE))
    return [s for s in result if re.search(r"\w", s.text)]


def _pieces(text: str, judge: Judge) -> list[Piece]:
    """Cut at every mark outside brackets that could separate, at phrases of cooperation and at role prefixes."""
    cuts = [(m.start(), m.end(), _KIND.get(m.group(), m.group())) for m in _SEPARATOR.finditer(text)]
    closed = bracketed(text)
    cuts = [c for c in cuts if not any(a < c[0] < b for a, b in closed)]
    for match in vocabulary_of("cooperation", language=judge.language).matches(text):
        if not any(a < match.start < b - 1 and a != match.start - 1 for a, b in closed):
            cuts.append((match.start, match.end, "+"))
    cuts += _prefixes(text, judge.language)
    for match in vocabulary_of("et_cetera", language=judge.language).matches(text):
        rest = text[match.end :].lstrip(" .)")
        inside = any(a < match.start < b for a, b in closed)
        if not inside and (not rest or rest[0] in "\n,;"):
            cuts.append((match.start, match.end, "e"))
    cuts.sort()
    pieces, at, mark, role = [], 0, "", ""
    for start, end, kind in [*cuts, (len(text), len(text), "")]:
        if start < at:
            continue
        body = text[at:start]
        if body.strip(_EDGE):
            bullet = _BULLET.match(body) if not mark or "n" in mark else None
            skip = bullet.end() if bullet and bullet.end() < len(body) else 0
            pieces.append(Piece(at + skip, start, mark + ("*" if skip else ""), role))
            mark = ""
        if kind in ("lead", "partner"):
            role, mark = kind, mark + ":"
        elif kind == "+":
            role, mark = "partner" if pieces else role, mark + "+"
        else:
            mark += kind
        at = end
    return pieces


def _prefixes(text: str, language: str) -> list[tuple[int, int, str]]:
    """`Nosilec:`, `Partnerji:`, `Lead:` with the role they give."""
    result = []
    for match in vocabulary_of("lead_prefix", "partner_prefix", language=language).matches(text):
        before = text[: match.start].rstrip(" ")
        after = re.match(r"\s*(?:\([^)]{1,20}\)\s*)?[:：]", text[match.end :])
        if after and (not before or before[-1] in "\n,;.(/|"):
            role = "lead" if match.concept == "lead_prefix" else "partner"
            result.append((match.start, match.end + after.end(), role))
    return result


def _group(strip: Strip, pieces: list[Piece], judge: Judge, wrap: Wrap | None, result: Cut) -> list[Piece]:
    """Join pieces that belong to one name."""
    joiner = Joiner(strip, pieces, judge, wrap)
    groups: list[Piece] = []
    for index, piece in enumerate(pieces):
        if groups and joiner.joins(groups[-1].start, groups[-1].end, index):
            groups[-1] = Piece(groups[-1].start, piece.end, groups[-1].mark, groups[-1].role)
        else:
            groups.append(piece)
    result.unsure = result.unsure or joiner.unsure
    return groups


def _divide(strip: Strip, group: Piece, judge: Judge, result: Cut) -> list[tuple[int, int, str]]:
    """Cut a group at conjunctions between two organisations and where names are glued."""
    text = strip.text[group.start : group.end]
    start, end = group.start, group.end
    lead = vocabulary_of("conjunction", language=judge.language).start(text)
    if lead and not text[: lead.start].strip() and lead.end < len(text) and group.mark:
        rest = judge(text[lead.end :])
        if text[lead.start].islower() and rest.strong and len(text[lead.start : lead.end]) < 12:
            start += lead.end
    if judge.is_known(strip.text[start:end]):
        return [(start, end, group.role)]
    trailing = [m for m in _conjunctions(strip.text[start:end], judge) if not strip.text[start + m[1] : end].strip()]
    if trailing:
        end = start + trailing[-1][0]
    parts: list[tuple[int, int, str]] = []
    base = start
    for match in _conjunctions(strip.text[start:end], judge):
        at, after = base + match[0], base + match[1]
        left_bold, right_bold = strip.all_bold(at - 2, at), strip.all_bold(after, after + 2)
        if judge.bold_binds and left_bold and right_bold and strip.all_bold(at, after):
            stands = _both_strong(strip.text[start:at], strip.text[after:end], judge)
        else:
            stands = _both_stand(strip.text[start:at], strip.text[after:end], judge, result)
        if stands or (judge.bold_binds and left_bold != right_bold):
            parts += [(a, b, group.role) for a, b in _unglue(strip, start, at, judge, result)]
            start = after
    parts += [(a, b, group.role) for a, b in _unglue(strip, start, end, judge, result)]
    return parts


def _conjunctions(text: str, judge: Judge) -> list[tuple[int, int]]:
    closed = bracketed(text)
    found = [(m.start, m.end) for m in vocabulary_of("conjunction", language=judge.language).matches(text)]
    found = [(a, b) for a, b in found if text[a:b].islower()]
    found += [(m.start(), m.end()) for m in re.finditer(r"(?<=\s)[&+](?=\s)", text)]
    merged: list[tuple[int, int]] = []
    for a, b in sorted(found):
        inner = any(x < a < y for x, y in closed) or text[:a].rstrip().endswith("-")  # `Kinder- und Jugendamt`
        if a > 0 and not inner and not (merged and a < merged[-1][1]):
            merged.append((a, b))
    return merged


def _both_strong(left: str, right: str, judge: Judge) -> bool:
    """Within one bold run only two names that each are known or headed by a noun are two leads."""
    a, b = judge(left), judge(right)
    return (a.known and b.known) or (a.noun == 0 and b.noun == 0 and not b.weak_noun)


def _both_stand(left: str, right: str, judge: Judge, result: Cut) -> bool:
    """Is the conjunction between two organisations, not within one name?"""
    following = _conjunctions(right, judge)
    near = right[: following[0][0]] if following else right
    a, b = judge(left), judge(near)
    if judge.is_known(left.strip() + " " + right.strip()):
        return False
    if not left.strip(_EDGE) or not right.strip(_EDGE) or a.residual or (a.relative and a.lower):
        return False
    if judge.is_known(near) or judge.is_known(right) or b.acronym:
        return a.strong or (b.acronym and not a.lower)
    if b.residual and len(b.words) == 1:
        return False
    if b.residual and b.noun >= 0:
        return True
    if a.known and not (a.ministry and b.portfolio):
        return True
    if not (a.strong or judge(_after_last(left, judge)).strong) or not b.strong:
        return False
    named = a.has_complement and (a.preposition > 0 or not a.acronym)
    if b.residual or b.generic:
        return True
    if b.lower:
        return not (named and not a.lower and a.preposition > 0) and (a.acronym or not b.weak_noun or a.lower)
    if b.portfolio and a.ministry:
        return False
    if named and b.weak_noun and (b.noun > 0 or a.preposition > 0):
        result.unsure = True
        return False
    return True


def _after_last(text: str, judge: Judge) -> str:
    """What follows the last conjunction: `Bars and Restaurants Association` has its noun there."""
    found = _conjunctions(text, judge)
    return text[found[-1][1] :] if found else text


def _unglue(strip: Strip, start: int, end: int, judge: Judge, result: Cut) -> list[tuple[int, int]]:
    """Cut names that stand without any separator."""
    text = strip.text[start:end]
    if judge.is_known(text):
        return [(start, end)]
    cuts = sorted(
        {
            *_known_tail(text, judge),
            *_glued_words(text, judge),
            *_strung_words(text, judge),
            *_bold_edges(strip, start, end, judge),
        }
    )
    if not cuts:
        return [(start, end)]
    result.glued = True
    edges = [0, *cuts, len(text)]
    return [(start + a, start + b) for a, b in itertools.pairwise(edges)]


def _bold_edges(strip: Strip, start: int, end: int, judge: Judge) -> list[int]:
    """Where bold letters end between two words and both sides can stand: `**NIJZ** občine`."""
    result: list[int] = []
    if not strip.has_bold:
        return result
    for match in re.finditer(r"\s+", strip.text[start:end]):
        at, after = start + match.start(), start + match.end()
        if strip.is_bold(at - 1, at) != strip.is_bold(after, after + 1) and strip.is_bold(start, at) != strip.is_bold(
            after, end
        ):
            left, right = judge(strip.text[start:at]), judge(strip.text[after:end])
            if left.complete and right.strong and not right.text.startswith("("):
                result.append(after - start)
    return result[:1]


def _glued_words(text: str, judge: Judge) -> list[int]:
    """`NIJZZveza društev`: an abbreviation that runs into a name; `SlovenijeZveza`: small letter, then capital."""
    cuts = [m.start() for m in _GLUE.finditer(text) if judge(text[m.start() :]).noun in (0, 1)]
    cuts += [m.start() for m in _GLUED_ACRONYM.finditer(text) if text[m.start() - 1].islower()]
    for match in re.finditer(r"\b([^\W\d_a-z]{2,})(?=[^\W\d_A-Z])", text):
        run = match.group(1)
        for size in range(len(run) - 1, 1, -1):
            rest = text[match.start() + size :]
            if (judge.is_known(run[:size]) or size == len(run) - 1) and judge(rest).noun == 0:
                cuts.append(match.start() + size)
                break
    return cuts


def _known_tail(text: str, judge: Judge) -> list[int]:
    """`NIJZ OE Ravne MZ`: an abbreviation that stands alone elsewhere, after a unit's name or a known name."""
    match = re.search(r"\s(\S+)\s*$", text)
    if match is None or not (is_acronym(match.group(1)) and judge.is_known(match.group(1))):
        return []
    rest = text[: match.start()]
    unit = vocabulary_of("organisation_unit", language=judge.language).matches(rest)
    inside = any(m.start > 0 and m.end < len(rest.rstrip()) for m in unit)
    return [match.start(1)] if inside or (judge.is_known(rest) and " " in rest.strip()) else []


def _strung_words(text: str, judge: Judge) -> list[int]:
    """`LAS Univerze Inštituti URSIKS`: three or more words, each an abbreviation or a noun that can stand alone."""
    words = list(re.finditer(r"\S+", text))
    if len(words) < 3 or judge.begins_known(text) or re.search(r"[^\w\s-]", text.strip(_EDGE)):
        return []
    alone = [is_acronym(w.group()) or (judge(w.group()).noun == 0 and w.group()[0].isupper()) for w in words]
    nouns = sum(1 for w in words[1:] if not is_acronym(w.group()))
    if not all(alone) or nouns == 0 or not is_acronym(words[0].group()):
        return []
    return [w.start() for w in words[1:]]


def names_standing_alone(cells: Iterable[Sequence[Span]], judge: Judge, *, wrapped: bool = False) -> set[str]:
    """Normal names that a first, careful cut of all cells finds: evidence for cutting or joining elsewhere. Names with
    a conjunction or comma inside are left out, since they could be two; where lines may be wrapped, only names that
    stand on one line between two marks count."""
    result: set[str] = set()
    for spans in cells:
        for name in _bounded(spans, judge) if wrapped else _careful(spans, judge):
            judged = judge(name)
            proper = judged.complete and (not judged.lower or judged.generic) and len(name) <= 90
            if proper and "," not in name and not _conjunctions(name, judge):
                result.add(normal(name))
        if judge.bold_binds:
            split = split_organisations(spans, judge=judge, wrapped=wrapped)
            result |= {normal(o.text) for o in split.organisations if o.bold and "," in o.text}
    return result


def _careful(spans: Sequence[Span], judge: Judge) -> list[str]:
    split = split_organisations(spans, judge=judge)
    return [] if split.unsure else split.names


def _bounded(spans: Sequence[Span], judge: Judge) -> list[str]:
    """Pieces between commas, semicolons and the cell's edges that hold no line break, but for those that an
    enumeration could go on with (`Fachstelle für Integration, Bildung …`)."""
    result, before = [], ""
    for match in re.finditer(r"([^,;]+)([,;]|$)", Strip(spans).text):
        name, after = match.group(1).strip(_EDGE), match.group(2)
        judged = judge(name)
        open_name = after == "," and judged.preposition > 0
        part = before == "," and (judged.unit or judged.parts)
        if name and "\n" not in name and not open_name and not part:
            result.append(name)
        before = after
    return result
