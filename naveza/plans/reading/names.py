"""Judging a piece of text: can it stand alone as the name of an organisation, or is it part of one?

Evidence, strongest first: it is known (registry, abbreviations, seen alone elsewhere in the document), it begins with
an abbreviation in capitals, an organisation noun stands before its first preposition.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from naveza.plans.reading.vocabulary import LANGUAGES, Token, Vocabulary, fold, load, tokens

ACRONYM = re.compile(r"^(?=(?:[^a-z]*[A-ZČŠŽŘĚŮĎŤŇÁÉÍÓÚÝĂÂÎȘȚŞŢĆĐŁŚŹŻĄĘÄÖÜА-ЯЉЊЋЂЏ]){2})[^\W_a-z][^\Wa-z]*$")
LEGAL_FORM = re.compile(
    r"^(o\. ?p\. ?s|o\. ?s|z\. ?s|z\. ?ú|s\. ?r\. ?o|a\. ?s|d\. ?o\. ?o|d\. ?d|e\. ?V|n\. ?o|o\. ?z|p\. ?o"
    r"|Inc|Ltd|GmbH|SRL|SA|příspěvková organizace|zapsaný spolek|zapsaný ústav|obecně prospěšná společnost"
    r"|príspevková organizácia|nezisková organizácia|občianske združenie|javni zavod|eingetragener Verein)"
    r"\.?(?=$|\s+[^\W\d_]{1,5}\s)"
)
_COMPANY = re.compile(
    r"\s(?:o\. ?p\. ?s|o\. ?s|z\. ?s|z\. ?ú|s\. ?r\. ?o|a\. ?s|d\. ?o\. ?o|d\. ?d|e\. ?V|n\. ?o|p\. ?o)\.?$"
    r"|\s(?:Inc|Ltd|GmbH|SRL|S\.R\.L|SA|eG|AG|plc)\.?$"
)
_CONCEPTS = (
    *("organisation", "organisation_unit", "organisation_weak", "portfolio", "other_organisations", "preposition"),
    *("conjunction", "generic_actor", "relative", "city_body", "city_part", "school_body", "school_part"),
    *("health_body", "health_part", "person"),
)
_MINISTRY = re.compile(r"^(?:bundes|staats|sozial)?minist|^министар")
_NAME = re.compile(r"\w+|[()]")
_REACH = 5  # an organisation noun this many words into a name still heads it


class Registry(Protocol):
    """Names of institutions that are known beforehand (on the web: the table of institutions)."""

    def resolve(self, name: str) -> str | None:
        """The official name for a name, alias or abbreviation; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a piece looks like. `noun` is the position of the organisation noun among the words, -1 for none."""

    text: str
    words: tuple[Token, ...]
    known: bool
    acronym: bool
    noun: int
    weak_noun: bool
    unit: bool
    residual: bool
    generic: bool
    portfolio: bool
    relative: bool
    preposition: int
    lower: bool
    ministry: bool
    bodies: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    company: bool = False
    person: bool = False

    @property
    def strong(self) -> bool:
        """Can begin an organisation."""
        return self.known or self.acronym or self.noun >= 0 or self.residual or self.generic or self.company

    @property
    def has_complement(self) -> bool:
        """More words follow the noun: a name such as `Ministrstvo za …`, `Ministerstvo školství`."""
        return self.noun >= 0 and len(self.words) > self.noun + 1

    @property
    def complete(self) -> bool:
        """Could end here: it has a noun or is an abbreviation, and does not end in a preposition or conjunction."""
        return self.strong and not self.dangling

    def holds(self, part: Judgement) -> bool:
        """The other is a part of this body: a department of a city, a faculty of a university."""
        return bool({f"{kind}_part" for kind in self.bodies} & part.parts)

    @property
    def dangling(self) -> bool:
        return bool(self.words) and self.preposition == len(self.words) - 1


def is_acronym(word: str) -> bool:
    """`NIJZ`, `MŠMT`, `LAS-i`, `ONG-uri`, `MoH`: capitals, an ending after a hyphen and, in a short word, a small
    letter allowed."""
    head = re.split(r"[-–’']", word, maxsplit=1)[0].strip(".,;:()[]…\"'„“»«")
    if not 2 <= len(head) <= 12 or not head[0].isupper():
        return False
    return bool(ACRONYM.match(head)) or (len(head) <= 5 and head.isalpha() and sum(c.isupper() for c in head) >= 2)


class Judge:
    """Judges pieces of one document. `known` are folded names seen alone elsewhere in it."""

    def __init__(
        self,
        language: str = "",
        abbreviations: Mapping[str, str] | None = None,
        registry: Registry | None = None,
        known: Collection[str] = (),
    ) -> None:
        self.language = language
        self.abbreviations = {fold(k): v for k, v in (abbreviations or {}).items()}
        self.registry = registry
        self.names = {normal(n) for n in known} | {normal(v) for v in (abbreviations or {}).values()}
        words = load().narrowed(*_CONCEPTS)
        self.own = words.for_language(language)
        wide = words.narrowed("organisation", "organisation_unit", "organisation_weak")
        self.wide = wide.for_language("en") if language in LANGUAGES else wide
        self.bold_binds = False  # the document says that bold marks the lead: a bold run is one name
        self.cuts: dict[tuple[object, ...], object] = {}  # by the text of a cell (organisations.py)
        self.settled: set[tuple[object, ...]] = set()  # those made with all that is known
        self._memory: dict[str, Judgement] = {}
        self._begins: frozenset[str] | None = None

    def learn(self, names: Collection[str]) -> None:
        """Names seen alone in the document, folded; judgements made before are forgotten."""
        self.names |= {n for n in names if n}
        self._begins = None
        self.settled.clear()
        self._memory.clear()

    def is_known(self, text: str) -> bool:
        """Known as a whole, from any source."""
        name = normal(text)
        if not name or name in self.names or name in self.abbreviations:
            return bool(name)
        return self.registry is not None and self.registry.resolve(text.strip()) is not None

    def begins_known(self, text: str) -> bool:
        """A known name is this text or goes on from it."""
        return normal(text) in self._beginnings()

    def _beginnings(self) -> frozenset[str]:
        """Every run of words that a known name begins with."""
        if self._begins is None:
            words = (name.split() for name in self.names)
            self._begins = frozenset(" ".join(ws[:size]) for ws in words for size in range(1, len(ws) + 1))
        return self._begins

    def __call__(self, text: str) -> Judgement:
        text = text.strip()
        if text not in self._memory:
            self._memory[text] = self._judge(text)
        return self._memory[text]

    def _judge(self, text: str) -> Judgement:
        words = tokens(text)
        found: dict[str, list[int]] = {}
        for vocabulary in (self.own, self.wide):
            for match in vocabulary.matches_in(text, words):
                found.setdefault(match.concept, []).append(match.first_word)
        for concept in ("preposition", "conjunction"):  # not the letters of `a. s.`, `d. o. o.`
            found[concept] = [n for n in found.get(concept, []) if text[words[n].end : words[n].end + 1] != "."]
        preposition = min(found["preposition"], default=-1)
        dangling = bool(words) and (len(words) - 1) in found["preposition"] + found["conjunction"]
        if dangling and not (words[-1].end - words[-1].start == 1 and text[words[-1].start].isupper()):
            preposition = len(words) - 1
        limit = min(x for x in (preposition if preposition > 0 else _REACH, _REACH) if x > 0)
        conjunction = [c for c in found["conjunction"] if c > 0 and text[words[c - 1].end] != "-"]
        limit = min([limit, *conjunction])
        nouns = [n for n in found.get("organisation", []) + found.get("organisation_unit", []) if n < max(limit, 1)]
        first = text.lstrip("„“\"'»«( ")[:1]
        noun = min(nouns, default=-1)
        units = found.get("organisation_unit", [])
        near = {name for name, at in found.items() if at and min(at) <= 1 + ("_body" in name)}
        return Judgement(
            text=text,
            words=tuple(words),
            known=self.is_known(text),
            acronym=bool(words) and is_acronym(text.split(maxsplit=1)[0]),
            noun=noun,
            weak_noun=noun >= 0 and noun in found.get("organisation_weak", []),
            unit=0 in units or (1 in units and noun != 0 and not is_acronym(text.split(maxsplit=1)[0])),
            residual=0 in found.get("other_organisations", []),
            generic=0 in found.get("generic_actor", []),
            portfolio=0 in found.get("portfolio", []),
            relative=0 in found.get("relative", []),
            preposition=preposition,
            lower=first.islower(),
            ministry=bool(words) and any(_MINISTRY.match(w.folded) for w in words[:2]),
            bodies=frozenset(n[:-5] for n in near if n.endswith("_body")),
            person=any(n < limit for n in found.get("person", [])),
            company=bool(_COMPANY.search(text)),
            parts=frozenset(n for n in near if n.endswith("_part")),
        )


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """Folded name for comparing: punctuation but brackets out, one blank between words."""
    return " ".join(_NAME.findall(fold(text)))


def vocabulary_of(*concepts: str, language: str) -> Vocabulary:
    return load().narrowed(*concepts).for_language(language)
