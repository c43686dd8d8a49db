"""Words that headers, organisations and periods are recognised by, in ten languages, read from `plans/data/*.csv`.

A phrase is words with blanks between; `*` at an end of a word stands for any letters (`cilj*`, `*zeitraum`). Matching
ignores case, diacritics (cedilla and comma letters are the same) and punctuation between words. A data file has the
columns concept, language (`*` for all) and phrases (parted by ` | `): add a language by adding lines.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = ("headers", "organisations", "phrases", "periods")
TOKEN = re.compile(r"[\w\u0300-\u036f]+")
LANGUAGES = ("sl", "cs", "ro", "en", "hr", "sr", "sk", "pl", "de", "fr")
_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ı": "i", "ð": "d"})
_REMEMBERED = 2000  # characters of texts whose words are remembered
_LONGEST_PHRASE = 200
_BREAKS = ".;:!?\n\t|"


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, without diacritics: for comparing, never for showing."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: folded form and its place in the text."""

    folded: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Words of a text. Digits and letters that touch are one word (`1st`, `Q3`)."""
    return _tokens(text) if len(text) <= _REMEMBERED else _tokens.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple([Token(fold(m.group()), m.start(), m.end()) for m in TOKEN.finditer(text)])


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: its concept, place in the text, number of words, and the language of the word list."""

    concept: str
    start: int
    end: int
    words: int
    language: str
    first_word: int


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a phrase: fixed part and where letters may follow or precede."""

    fixed: str
    before: bool
    after: bool

    def fits(self, folded: str) -> bool:
        if self.before and self.after:
            return self.fixed in folded
        if self.before:
            return folded.endswith(self.fixed)
        return folded.startswith(self.fixed) if self.after else folded == self.fixed


@dataclass(frozen=True, slots=True)
class Phrase:
    concept: str
    language: str
    words: tuple[_Word, ...]

    def fits(self, found: Sequence[Token], at: int) -> bool:
        if at + len(self.words) > len(found):
            return False
        return all(w.fits(found[at + i].folded) for i, w in enumerate(self.words))


def _word(written: str) -> _Word:
    return _Word(fold(written.strip("*")), written.startswith("*"), written.endswith("*"))


def parse_phrase(concept: str, language: str, written: str) -> Phrase:
    """`izvedben* aktivnost*` as a phrase."""
    words = tuple(_word(w) for w in re.findall(r"[*\w\u0300-\u036f°]+", written.replace("°", "")))
    if not words or not all(w.fixed for w in words):
        raise ValueError(f"The phrase {written!r} of {concept} ({language}) has no letters.")
    return Phrase(concept, language, words)


class Vocabulary:
    """The word lists. `languages` narrows to some (plus those for all); matching keeps the longest phrases."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._exact: dict[str, list[Phrase]] = {}
        self._prefix: dict[str, list[Phrase]] = {}
        self._anywhere: list[Phrase] = []
        self._by_concept: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            first = phrase.words[0]
            self._by_concept.setdefault(phrase.concept, []).append(phrase)
            if first.before:
                self._anywhere.append(phrase)
            elif first.after:
                self._prefix.setdefault(first.fixed[:2], []).append(phrase)
            else:
                self._exact.setdefault(first.fixed, []).append(phrase)
        self._candidates: dict[str, list[Phrase]] = {}
        self._kin: dict[tuple[str, ...], Vocabulary] = {}

    def starting(self, folded: str) -> list[Phrase]:
        """Phrases whose first word fits; remembered, since documents repeat their words."""
        known = self._candidates.get(folded)
        if known is None:
            pool = [
                *self._exact.get(folded, ()),
                *self._prefix.get(folded[:2], ()),
                *self._prefix.get(folded[:1], ()),
            ]
            pool += self._anywhere
            known = [p for p in pool if p.words[0].fits(folded)]
            if len(self._candidates) < 50_000:
                self._candidates[folded] = known
        return known

    def phrases(self) -> Iterator[Phrase]:
        """All phrases, concept by concept."""
        for phrases in self._by_concept.values():
            yield from phrases

    def narrowed(self, *concepts: str) -> Vocabulary:
        """A vocabulary of these concepts only."""
        if concepts not in self._kin:
            self._kin[concepts] = Vocabulary(p for c in concepts for p in self._by_concept.get(c, ()))
        return self._kin[concepts]

    def for_language(self, language: str) -> Vocabulary:
        """A vocabulary of one language; all languages where there is no list for it."""
        key = ("language", language)
        if key not in self._kin:
            chosen = [p for ps in self._by_concept.values() for p in ps if p.language in (language, "*")]
            self._kin[key] = Vocabulary(chosen) if language in LANGUAGES else self
        return self._kin[key]

    def matches(self, text: str) -> list[Match]:
        """All phrases found, several concepts at one place included; a shorter one within a longer one of the same
        concept and place is left out. Phrases do not reach over the end of a sentence."""
        return self.matches_in(text, tokens(text))

    def matches_in(self, text: str, found: Sequence[Token]) -> list[Match]:
        best: dict[tuple[str, int], Match] = {}
        for at, token in enumerate(found):
            for phrase in self.starting(token.folded):
                length = len(phrase.words)
                if length > 1 and not (phrase.fits(found, at) and _unbroken(text, found, at, length)):
                    continue
                key = (phrase.concept, at)
                if key not in best or best[key].words < length:
                    end = found[at + length - 1].end
                    best[key] = Match(phrase.concept, token.start, end, length, phrase.language, at)
        return sorted(best.values(), key=lambda m: (m.start, -m.words))

    def start(self, text: str) -> Match | None:
        """The longest phrase that the text starts with (before it only punctuation)."""
        found = tokens(text[:120])
        return self._at(text, found, 0)

    def _at(self, text: str, found: Sequence[Token], at: int) -> Match | None:
        if at >= len(found):
            return None
        fitting = [
            p
            for p in self.starting(found[at].folded)
            if len(p.words) == 1 or (p.fits(found, at) and _unbroken(text, found, at, len(p.words)))
        ]
        if not fitting:
            return None
        longest = max(fitting, key=lambda p: len(p.words))
        end = found[at + len(longest.words) - 1].end
        return Match(longest.concept, found[at].start, end, len(longest.words), longest.language, at)

    def whole(self, text: str) -> Match | None:
        """A phrase that is the whole text, but for punctuation."""
        found = tokens(text) if len(text) <= _LONGEST_PHRASE else ()
        if not found or len(found) > 8:
            return None
        for phrase in self.starting(found[0].folded):
            if len(phrase.words) == len(found) and phrase.fits(found, 0):
                return Match(phrase.concept, found[0].start, found[-1].end, len(found), phrase.language, 0)
        return None

    def has(self, text: str) -> bool:
        return bool(self.matches(text))


def _unbroken(text: str, found: Sequence[Token], at: int, length: int) -> bool:
    between = (text[found[i].end : found[i + 1].start] for i in range(at, at + length - 1))
    return not any(mark in gap and len(gap) > 1 for gap in between for mark in _BREAKS if mark != ".") and not any(
        "\n" in gap for gap in between
    )


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """All word lists, read once."""
    phrases: list[Phrase] = []
    for name in FILES:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for written in row["phrases"].split(" | "):
                    if written.strip():
                        phrases.append(parse_phrase(row["concept"], row["language"], written))
    return Vocabulary(phrases)
