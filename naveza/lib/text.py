"""Words made comparable: folding of diacritics, slugs, white space, and what XML can carry."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ø": "o",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ĸ": "k",
        "ŋ": "n",
    }
)
_MARKS = frozenset({"Mn", "Me"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_WHITE = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# Everything outside the Char production of XML 1.0, section 2.2 (control characters, surrogates).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fold(text: str) -> str:
    """The text without case and diacritics, for comparing and searching: `Škofja Loka` → `skofja loka`.

    Cedilla and comma letters of Romanian fold to the same letter. White space and punctuation stay.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in _MARKS)
    return bare.translate(_UNDECOMPOSED)


def slug(text: str, *, limit: int = 60) -> str:
    """The text for an address: folded letters and digits joined by hyphens, cut at a word end within `limit`.

    Empty where the text holds no Latin letter or digit: the caller then needs a number instead.
    """
    words = _NOT_WORD.sub(" ", fold(text)).split()
    result = ""
    for word in words:
        longer = f"{result}-{word}" if result else word
        if len(longer) > limit:
            break
        result = longer
    return result or (words[0][:limit] if words else "")


def collapse(text: str) -> str:
    """White space of every kind collapsed to one blank, none at the ends."""
    return _WHITE.sub(" ", text).strip(" ")


def words(text: str) -> list[str]:
    """Folded words of the text in order, for counting and comparing."""
    return re.findall(r"\w+", fold(text))


def xml_safe(text: str) -> str:
    """The text without the characters that XML 1.0 cannot carry (control characters, lone surrogates).

    DOCX and XLSX are XML inside; a NUL in a plan must not make its export fail.
    """
    return _NOT_XML.sub("", text)


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Key to sort as people number things: `1.2` before `1.10`, `Č` beside `C`."""
    parts = re.split(r"(\d+)", fold(text))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part)
