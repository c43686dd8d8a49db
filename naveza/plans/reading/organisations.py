"""One cell of responsible institutions becomes one name each, in order.

`split_organisations` cuts at commas, semicolons, line breaks, slashes, conjunctions and phrases such as "in
cooperation with", but only where both sides can stand (names.py judges): `NIJZ, OE Koper` is one body, and so is a
ministry with commas in its name. Every character is accounted for: names, and separators that are words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from naveza.plans.reading.fragments import Span, words_of
from naveza.plans.reading.names import (
    LEGAL_FORM,
    Judge,
    Judgement,
    Registry,
    is_acronym,
    normal,
    vocabulary_of,
)

_SEPARATOR = re.compile(r"(?<!\d),|,(?!\d)|;|\n|\||/")
_BULLET = re.compile(r"\s*(?:[-–—•·▪■●◦*]\s*|\d{1,2}[.)]\s+|[a-z]\)\s+)")
_GLUED_ACRONYM = re.compile(r"(?<=[^\W\d_A-Z]{3})(?=[A-ZČŠŽŘĆĐ]{2,}(?![^\W\d_]))")
_GLUE = re.compile(r"(?<=[a-zčšžřěáéíóúýăâîșțşţćđłśźżąęäöüß)])(?=[A-ZČŠŽŘÁÉÍÓÚÝĂÂÎȘȚŞŢĆĐŁŚŹŻÄÖÜ][^\W\d_A-Z])")
_DOTTED = re.compile(r"(?:\b\w{1,3}\. ?){2,}$|\b(?:Inc|Ltd|zps)\.$")
_EDGE = " \t\n.,;:…–—-/|·•"


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


@dataclass(slots=True)
class _Piece:
    """Text between two separators, with what stood before it."""

    start: int
    end: int
    mark: str = (
        ""  # , ; n (line break) / & (conjunction) + (cooperation) : (prefix) g (glue); several possible
    )
    role: str = ""


class Strip:
    """Lines of a cell as one string, each position traceable to its span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.parts: list[tuple[int, Span]] = []
        text = ""
        for span in spans:
            if text:
                text += "\n"
            self.parts.append((len(text), span))
            text += span.text
        self.text = text

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        result = []
        for offset, span in self.parts:
            length = span.end - span.start
            a, b = max(start, offset), min(end, offset + length)
            if a < b:
                piece = span.sub(a - offset, b - offset).strip()
                if piece.start < piece.end:
                    result.append(piece)
        return tuple(result)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start] in _EDGE:
            start += 1
        tail = self.text[start:end].rstrip(" \t\n")
        while tail and tail[-1] in _EDGE and not _DOTTED.search(tail):
            tail = tail[:-1].rstrip(" \t\n")
        return start, start + len(tail)


def split_organisations(
    texts: Sequence[Span],
    *,
    abbreviations: Mapping[str, str] | None = None,
    registry: Registry | None = None,
    language: str = "",
    known: Collection[str] = (),
    wrapped: bool = False,
    judge: Judge | None = None,
) -> Split:
    """Split the lines of a cell into organisations. `known` are names seen alone elsewhere in the document;
    `wrapped` says that a line may end in the middle of a name (PDF, text of fixed width). A `judge` made before
    replaces language, abbreviations, registry and known."""
    judge = judge or Judge(language, abbreviations, registry, known)
    strip = Strip(texts)
    pieces = _pieces(strip.text, judge)
    result = Split()
    groups = _group(strip, pieces, judge, wrapped, result)
    for group in groups:
        for start, end, role in _divide(strip, group, judge, result):
            a, b = strip.trimmed(start, end)
            spans = strip.spans(a, b)
            if spans and re.search(r"\w", strip.text[a:b]):
                result.organisations.append(Organisation(words_of(spans), spans, role))
    result.separators = _unclaimed(strip, result.organisations)
    return result


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


def _pieces(text: str, judge: Judge) -> list[_Piece]:
    """Cut at every mark outside brackets that could separate, at phrases of cooperation and at role prefixes."""
    cuts = [(m.start(), m.end(), "n" if m.group() == "\n" else m.group()) for m in _SEPARATOR.finditer(text)]
    closed = _bracketed(text)
    cuts = [c for c in cuts if not any(a < c[0] < b for a, b in closed)]
    for match in vocabulary_of("cooperation", language=judge.language).matches(text):
        if not any(a < match.start < b - 1 and a != match.start - 1 for a, b in closed):
            cuts.append((match.start, match.end, "+"))
    cuts += _prefixes(text, judge.language)
    for match in vocabulary_of("et_cetera", language=judge.language).matches(text):
        rest = text[match.end :].lstrip(" .)")
        if not rest or rest[0] in "\n,;":
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
            pieces.append(_Piece(at + skip, start, mark + ("*" if skip else ""), role))
            mark = ""
        if kind in ("lead", "partner"):
            role, mark = kind, mark + ":"
        elif kind == "+":
            role, mark = "partner" if pieces else role, mark + "+"
        else:
            mark += kind
        at = end
    return pieces


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Outermost brackets, both ends included; none where they do not balance."""
    result, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in "([":
            start = start if depth else at
            depth += 1
        elif letter in ")]":
            depth -= 1
            if depth == 0:
                result.append((start, at + 1))
            if depth < 0:
                return []
    return result if depth == 0 else []


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


def _group(strip: Strip, pieces: list[_Piece], judge: Judge, wrapped: bool, result: Split) -> list[_Piece]:
    """Join pieces that belong to one name."""
    groups: list[_Piece] = []
    for index, piece in enumerate(pieces):
        if groups and _joins(strip, groups[-1], pieces, index, judge, wrapped, result):
            groups[-1] = _Piece(groups[-1].start, piece.end, groups[-1].mark, groups[-1].role)
        else:
            groups.append(piece)
    return groups


def _joins(
    strip: Strip, before: _Piece, pieces: list[_Piece], index: int, judge: Judge, wrapped: bool, result: Split
) -> bool:
    """Does the piece go on with the name before it?"""
    piece = pieces[index]
    if set(piece.mark) & set("+:;|*e"):
        return False
    left, right = strip.text[before.start : before.end], strip.text[piece.start : piece.end]
    a, b = judge(left), judge(right)
    if LEGAL_FORM.match(right.strip()) and "," in piece.mark:
        return True
    if judge.is_known(left + " " + right) or (a.dangling and not (a.known or b.known)):
        return True
    if "/" in piece.mark:
        return not (b.strong and a.strong) or (b.lower and not b.generic and not a.lower)
    if "," in piece.mark:
        return _joins_at_comma(strip, a, pieces, index, judge, result)
    return _joins_at_line(a, b, judge, wrapped, result)


def _joins_at_comma(
    strip: Strip, a: Judgement, pieces: list[_Piece], index: int, judge: Judge, result: Split
) -> bool:
    piece = pieces[index]
    b = judge(strip.text[piece.start : piece.end])
    if b.lower and (b.relative or b.preposition == 0) and not (b.known or a.acronym):
        return True
    if not b.known and not a.lower and ((b.unit and not a.unit) or a.holds(b)):
        return True
    if a.ministry and b.portfolio and not (b.known or b.acronym):
        return True
    if b.strong and not _tail_noun(a, b, judge):
        return False
    open_name = a.has_complement and not a.lower and not a.known and not a.acronym
    if open_name and _closes_enumeration(strip, pieces, index, judge) and (not b.lower or _lower_complement(a)):
        return True
    if b.lower and a.ministry:
        return True
    result.unsure = result.unsure or not b.known
    return False


def _lower_complement(a: Judgement) -> bool:
    """`Odbor školství`: the name goes on in lower case after its noun, so that an enumeration may follow."""
    return a.text.split()[-1][:1].islower()


def _tail_noun(a: Judgement, b: Judgement, judge: Judge) -> bool:
    """`Centre for Education, Counselling and Support Services`: the noun is a common word at the end of b."""
    if b.residual or b.generic or b.lower:
        return False
    conjunction = vocabulary_of("conjunction", language=judge.language).matches(b.text)
    return (
        bool(conjunction) and b.weak_noun and b.noun > 0 and a.preposition > 0 and not (b.known or b.acronym)
    )


def _closes_enumeration(strip: Strip, pieces: list[_Piece], index: int, judge: Judge) -> bool:
    """From here on pieces without an organisation noun lead to one with a conjunction inside: `…, Evaluare și
    Consiliere Antidrog Cluj` goes on with a name whose complement is an enumeration."""
    conjunctions = vocabulary_of("conjunction", language=judge.language)
    for piece in pieces[index:]:
        if piece is not pieces[index] and "," not in piece.mark:
            return False
        text = strip.text[piece.start : piece.end]
        if judge(text).strong and not judge(text).weak_noun:
            return False
        inner = [m for m in conjunctions.matches(text) if m.start > 0]
        if inner:
            return not judge(text[inner[-1].end :]).strong or judge(text[inner[-1].end :]).weak_noun
    return False


def _joins_at_line(a: Judgement, b: Judgement, judge: Judge, wrapped: bool, result: Split) -> bool:
    """A line break without a comma: goes on in lower case, in a bracket or with what a name still lacks."""
    if b.text.startswith(("(", "[")):
        return True
    if b.known or b.acronym:
        return False
    if _starts_with(b, judge, "conjunction"):
        rest = judge(b.text[b.words[0].end :])
        return not rest.strong
    if b.preposition == 0 or b.relative:
        return True
    if b.lower:
        tail = b.weak_noun and len(b.words) == 1 and not b.generic
        return not a.known and (not a.complete or tail or (not b.strong and (wrapped or a.preposition > 0)))
    if a.complete or a.known or b.strong:
        if wrapped and not b.strong and not a.known:
            return True
        return not a.complete and not a.known and judge.begins_known(a.text + " " + b.text)
    result.unsure = True
    return wrapped


def _starts_with(b: Judgement, judge: Judge, concept: str) -> bool:
    match = vocabulary_of(concept, language=judge.language).start(b.text)
    return match is not None and match.start == 0 and b.text[:1].islower()


def _divide(strip: Strip, group: _Piece, judge: Judge, result: Split) -> list[tuple[int, int, str]]:
    """Cut a group at conjunctions between two organisations and where names are glued."""
    text = strip.text[group.start : group.end]
    start, end = group.start, group.end
    lead = vocabulary_of("conjunction", language=judge.language).start(text)
    if lead and not text[: lead.start].strip() and lead.end < len(text) and group.mark:
        rest = judge(text[lead.end :])
        if text[lead.start].islower() and rest.strong and len(text[lead.start : lead.end]) < 12:
            start += lead.end
    parts: list[tuple[int, int, str]] = []
    base = start
    for match in _conjunctions(strip.text[start:end], judge):
        at, after = base + match[0], base + match[1]
        if _both_stand(strip.text[start:at], strip.text[after:end], judge, result):
            parts += [(a, b, group.role) for a, b in _unglue(strip, start, at, judge, result)]
            start = after
    parts += [(a, b, group.role) for a, b in _unglue(strip, start, end, judge, result)]
    return parts


def _conjunctions(text: str, judge: Judge) -> list[tuple[int, int]]:
    closed = _bracketed(text)
    found = [(m.start, m.end) for m in vocabulary_of("conjunction", language=judge.language).matches(text)]
    found = [(a, b) for a, b in found if text[a:b].islower()]
    found += [(m.start(), m.end()) for m in re.finditer(r"(?<=\s)[&+](?=\s)", text)]
    merged: list[tuple[int, int]] = []
    for a, b in sorted(found):
        if a > 0 and not any(x < a < y for x, y in closed) and not (merged and a < merged[-1][1]):
            merged.append((a, b))
    return merged


def _both_stand(left: str, right: str, judge: Judge, result: Split) -> bool:
    """Is the conjunction between two organisations, not within one name?"""
    following = _conjunctions(right, judge)
    near = right[: following[0][0]] if following else right
    a, b = judge(left), judge(near)
    if judge.is_known(left.strip() + " " + right.strip()):
        return False
    if not left.strip(_EDGE) or not right.strip(_EDGE) or a.residual or (a.relative and a.lower):
        return False
    if judge.is_known(near) or judge.is_known(right) or b.acronym:
        return a.strong
    if b.residual and len(b.words) == 1:
        return False
    if a.known and not (a.ministry and b.portfolio):
        return True
    if not a.strong or not b.strong:
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


def _unglue(strip: Strip, start: int, end: int, judge: Judge, result: Split) -> list[tuple[int, int]]:
    """Cut names that stand without any separator."""
    text = strip.text[start:end]
    if judge.is_known(text):
        return [(start, end)]
    cuts = sorted({*_glued_words(text, judge), *_strung_words(text, judge)})
    if not cuts:
        return [(start, end)]
    result.glued = True
    edges = [0, *cuts, len(text)]
    return [(start + a, start + b) for a, b in zip(edges, edges[1:], strict=False)]


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


def names_standing_alone(cells: Iterable[Sequence[Span]], judge: Judge) -> set[str]:
    """Normal names that a first, careful cut of all cells finds: evidence for cutting or joining elsewhere. Names with
    a conjunction or comma inside are left out, since they could be two."""
    result: set[str] = set()
    for spans in cells:
        split = split_organisations(spans, judge=judge)
        if split.unsure:
            continue
        for name in split.names:
            judged = judge(name)
            proper = judged.complete and (not judged.lower or judged.generic) and len(name) <= 90
            if proper and "," not in name and not _conjunctions(name, judge):
                result.add(normal(name))
    return result
