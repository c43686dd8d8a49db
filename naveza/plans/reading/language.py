"""Which language a document is in: the declared one, else small words and letters, else py3langid.

The word lists decide between ten languages in a millisecond; the statistical model is loaded only where they do not
agree, so that a short reading stays short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from naveza.plans.reading.concepts import CONCEPTS
from naveza.plans.reading.vocabulary import LANGUAGES, load, tokens

_SAMPLE = 6000
_HEADERS = 200  # words in which headers are looked for
_OWN_LETTERS = {
    "cs": "ěřůĚŘŮťď",
    "sk": "ľĺŕôĽŤň",
    "pl": "łąęśźżńŁŚŻ",
    "ro": "țșăţşȚȘĂâî",
    "de": "ßäüÄÜ",
    "fr": "èêçàùÉœ",
    "hr": "đćĐĆ",
    "sr": "ђћјљњЂЋЈЉЊđćĐĆ",
}
_FOREIGN_SCRIPT = re.compile(r"[\u0370-\u03ff\u0590-\u06ff\u0900-\u0fff\u10a0-\u10ff\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Guess:
    """ISO 639-1 code, empty for a text without words; `sure` is false where two languages are close."""

    language: str
    sure: bool


def detect(text: str, declared: str = "") -> Guess:
    """The language of a text. A declared language (`sl-SI`) is believed where the words do not clearly differ."""
    sample = _sample(text)
    scores = _scores(sample)
    ranked = sorted(((n, c) for n, c in scores.items() if c), key=lambda x: -x[1])[:2]
    declared = declared.replace("_", "-").split("-")[0].lower()
    best, best_score = ranked[0] if ranked else ("", 0.0)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    clear = best_score >= 8 and best_score >= 1.3 * second
    if declared and (declared == best or not clear):
        return Guess(declared, True)
    if clear:
        return Guess(best, True)
    guessed = _statistical(sample)
    if guessed == "bs":
        guessed = "hr" if scores["hr"] > scores["sr"] else "sr"
    if guessed:
        return Guess(guessed, guessed == best)
    return Guess(best, False)


def _sample(text: str) -> str:
    """Start, middle and end of a long text."""
    if len(text) <= _SAMPLE:
        return text
    part, middle = _SAMPLE // 3, len(text) // 2
    return " ".join((text[:part], text[middle : middle + part], text[-part:]))


def _scores(sample: str) -> dict[str, float]:
    """Small words and headers found for each language, letters of its own added."""
    words = load().narrowed("function_word")
    result: dict[str, float] = dict.fromkeys(LANGUAGES, 0.0)
    found = tokens(sample)
    if not found or len(_FOREIGN_SCRIPT.findall(sample)) * 3 > len(sample):
        return result
    for token in found:
        for language in {p.language for p in words.starting(token.folded) if len(p.words) == 1}:
            result[language] += 1
    headers = load().narrowed(*CONCEPTS, "action_plan", "strategy", "contents", "abbreviations")
    for at, token in enumerate(found[:_HEADERS]):
        named = {p.language for p in headers.starting(token.folded) if p.fits(found, at)}
        for language in named:
            result[language] += 1.5 / len(named)
    for language, letters in _OWN_LETTERS.items():
        hits = sum(sample.count(letter) for letter in letters)
        result[language] += min(hits, 60) * 0.5
    return result


def _statistical(sample: str) -> str:
    import py3langid

    if not re.search(r"[^\W\d_]{2}", sample):
        return ""
    code = str(py3langid.classify(sample)[0])
    return "" if code in ("zxx", "und", "mul") else code
