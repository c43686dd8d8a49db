"""Numbers and names of levels that stand before a title: `1.1.`, `8.4`, `II.`, `Obiectiv general 1:`, `Poglavje: …`.

Cuts a line into label (the document's own name of a level), code and title, each as spans of the source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from naveza.plans.reading.fragments import Span, words_of
from naveza.plans.reading.vocabulary import Vocabulary, load, tokens

LABEL_CONCEPTS = ("chapter", "goal", "measure", "activity", "vision", "result")
_LABEL_WORDS = 6
_NUMBER = r"\d{1,3}(?:\s?[.\-]\s?\d{1,3}){0,5}(?:[a-z](?![^\W\d_]))?"
_CODE = re.compile(
    rf"(?P<code>[A-ZČŠŽ]{{1,3}}[.\- ]?{_NUMBER}|{_NUMBER}|[IVXLC]{{1,6}}(?:\.\d{{1,3}})*|[A-Za-z])"
    r"(?P<close>\s?[.):]+|\s?[-–—](?=\s)|(?=\s))\s*"
)
_TYPED = re.compile(
    r"\s*(?P<code>(?:[A-ZČŠŽ]{1,3}[.\- ]?)?\d{1,3}(?:\.\s?\d{1,3}){1,5}|[A-ZČŠŽ]{1,2}\d{1,3})(?P<close>[.):]*)\s*"
    r"(?=[^\W\d_]|[\"„“»«'(\[])"
)
_SHORT = re.compile(
    r"\s*(?P<code>\d{1,3}|[IVXLC]{1,6}|[A-Za-z])(?P<close>\s?[.):]|\s[-–—](?=\s))\s*(?=[^\W\d_]|[\"„“»«'(\[])"
)
_BARE = re.compile(r"\s*(?P<code>\d{1,2}|[IVX]{1,5})(?P<close>)\s*(?=[A-ZČŠŽŘĚŮÁÉÍÓÚÝĂÂÎȘȚŞŢĆĐŁŚŹŻÄÖÜА-ЯЂЈЉЊЋЏ])")
_UNIT = re.compile(r"^(?:mi[lo]|mio|mrd|tis|%|€|eur|kč|lei|ron)", re.IGNORECASE)
_LABEL_CODE = re.compile(
    r"\s+(?:(?i:št|no|nr|č|br|n°)\.?\s*)?(?:[A-ZČŠŽ]{0,2}[.\-]?\d[\d.\-]*[a-z]?|[IVXLC]+|[A-Z])\.?\s*$"
)
_NUMBER_SIGN = re.compile(r"\s*(?:št|no|nr|č|br|n°|№)\.?\s*(?=\d|[IVX])", re.IGNORECASE)
_BULLET = re.compile(
    r"\s*(?:[-–—•·▪■●◦*o§→►➢✓\uf0b7\uf0a7\uf0d8\uf02d\uf0fc])\s+|\s*[•·▪■●◦►➢\uf0b7\uf0a7\uf0d8]\s*|\s*[-–](?=[^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line cut up. `marks` are the spans of everything before the title: `named` (the label) and `numbers` (the
    code and the punctuation around it); `title` is the rest."""

    label: str
    code: str | None
    marks: tuple[Span, ...]
    title: tuple[Span, ...]
    named: tuple[Span, ...] = ()
    numbers: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        return words_of(self.title)


def bare_code(written: str) -> str:
    """A number as the draft has it: without closing mark and blanks."""
    return re.sub(r"\s+", "", written).rstrip(".):-–—") or written.strip()


def strip_bullet(passage: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Cut a bullet from the first span: (marks, rest)."""
    if not passage:
        return [], []
    match = _BULLET.match(passage[0].text)
    if not match or match.end() == len(passage[0].text):
        return [], list(passage)
    mark = passage[0].sub(0, match.end()).strip()
    rest = passage[0].sub(match.end(), len(passage[0].text)).strip()
    return [mark], [rest, *passage[1:]]


def has_bullet(text: str) -> bool:
    match = _BULLET.match(text)
    return bool(match) and match is not None and match.end() < len(text)


def cut_code(passage: Sequence[Span], *, marker: str = "", loose: bool = False) -> Numbered:
    """Cut a typed number from the start. `marker` is an automatic number; `loose` also takes a number without a
    point before a capital letter (`1Primární prevence`), which only titles have."""
    if not passage:
        return Numbered("", None, (), ())
    text = passage[0].text
    match = _TYPED.match(text) or _SHORT.match(text) or (_BARE.match(text) if loose else None)
    if match is not None and _UNIT.match(text[match.end() :]):
        match = None
    if match is not None and _is_word(match, text):
        match = None
    if match is None:
        automatic = bare_code(marker) if re.search(r"[^\W_]", marker) and not has_bullet(marker + " x") else None
        return Numbered("", automatic, (), tuple(passage))
    mark = passage[0].sub(match.start("code"), match.end("close"))
    rest = passage[0].sub(match.end(), len(text))
    numbers = (mark.strip(),)
    return Numbered("", bare_code(match["code"]), numbers, (rest, *passage[1:]), (), numbers)


def _is_word(match: re.Match[str], text: str) -> bool:
    """`A) …` and `I. …` are numbers; `i. e.` and initials of a name are not."""
    code = match["code"]
    if not code.isalpha() or len(code) > 1:
        return False
    rest = text[match.end() :]
    return bool(re.match(r"[^\W\d_]\.", rest)) or (match["close"].strip() == "." and code.islower())


def cut_title(passage: Sequence[Span], language: str, *, labels: Collection[str] = (), marker: str = "") -> Numbered:
    """Cut label and code from a title. `labels` are folded labels that the document uses more than once."""
    if not passage:
        return Numbered("", None, (), ())
    text = passage[0].text
    label_end = label_length(text, language, labels)
    if not label_end:
        return cut_code(passage, marker=marker, loose=True)
    label = " ".join(text[:label_end].split())
    at = label_end
    sign = _NUMBER_SIGN.match(text, at)
    at = sign.end() if sign else at
    blank = re.compile(r"\s*").match(text, at)
    at = blank.end() if blank else at
    found = _CODE.match(text, at)
    code = None
    if found and not _starts_title(found, text):
        code, at = bare_code(found["code"]), found.end()
    closing = re.compile(r"[\s:.)\-–—]*").match(text, at)
    at = closing.end() if closing else at
    if code is None:
        inner = cut_code([passage[0].sub(at, len(text))], loose=True)
        code, at = inner.code, (inner.title[0].start - passage[0].start if inner.title else at)
    mark = passage[0].sub(label_end, at).strip()
    rest = passage[0].sub(at, len(text)).strip()
    title = tuple(s for s in (rest, *passage[1:]) if s.start < s.end)
    numbers = (mark,) if mark.start < mark.end else ()
    named = (passage[0].sub(0, label_end),)
    code = code or (bare_code(marker) if re.search(r"\d", marker) else None)
    return Numbered(label, code, (*named, *numbers), title, named, numbers)


def _starts_title(found: re.Match[str], text: str) -> bool:
    """A single letter or roman numeral that is the first word of the title."""
    code = found["code"]
    return code.isalpha() and not found["close"].strip() and (len(code) == 1 or not re.fullmatch(r"[IVXLC]+", code))


def _words(language: str) -> Vocabulary:
    return load().narrowed(*LABEL_CONCEPTS).for_language(language)


def label_length(text: str, language: str, labels: Collection[str] = ()) -> int:
    """How many characters at the start are the name of a level; 0 for none."""
    match = _words(language).start(text)
    if match is None or match.start > 0 or not text[:1].isupper():
        return 0
    colon = text.find(":")
    if 0 < colon <= 90 and len(tokens(text[:colon])) <= _LABEL_WORDS + 2:
        head = text[:colon]
        code = re.search(_LABEL_CODE, head)
        head = head[: code.start()] if code else head
        if len(tokens(head)) <= _LABEL_WORDS and not re.search(r"[.;,]\s", head):
            return len(head.rstrip())
    rest = text[match.end :]
    numbered = re.match(r"\s*(?:(?:št|no|nr|č|br|n°)\.?\s*)?(?:\d|[IVXLC]+\b(?=[\s.:)–-])|[A-Z](?=[.:)]))", rest)
    if numbered and (match.end < len(text)):
        return match.end
    first = rest.lstrip(" –—-")
    if not first or not first[0].isupper():
        return 0
    head = first[:60]
    shouted = head.upper() == head and any(c.isalpha() for c in head)
    known = " ".join(t.folded for t in tokens(text[: match.end])) in labels
    return match.end if (shouted and not text[: match.end].isupper()) or known else 0
