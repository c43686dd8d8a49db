"""Bytes of a text file → characters: byte order marks, UTF-16, and the code pages of Central Europe."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from naveza.documents.blocks import Note, Place, Text, TextPlace
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import DEFAULT, Limits

INVISIBLE = {
    0x00AD: "soft hyphen",
    0x034F: "grapheme joiner",
    0x061C: "Arabic letter mark",
    0x180E: "Mongolian vowel separator",
    0x200B: "zero-width space",
    0x200C: "zero-width non-joiner",
    0x200D: "zero-width joiner",
    0x200E: "left-to-right mark",
    0x200F: "right-to-left mark",
    0x202A: "direction embedding",
    0x202B: "direction embedding",
    0x202C: "direction end",
    0x202D: "direction override",
    0x202E: "direction override",
    0x2060: "word joiner",
    0x2061: "invisible operator",
    0x2062: "invisible operator",
    0x2063: "invisible operator",
    0x2064: "invisible operator",
    0x2066: "direction isolate",
    0x2067: "direction isolate",
    0x2068: "direction isolate",
    0x2069: "direction end",
    0xFEFF: "byte order mark",
    0x0000: "NUL",
}
"""Characters that print nothing. They are taken out of `text` and stay in `raw`."""

_DROP = dict.fromkeys(INVISIBLE)
_INVISIBLE = re.compile("[" + "".join(map(chr, INVISIBLE)) + "]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f]")

_SIGNS_1250 = bytes(range(0x80, 0xA0))
_LETTERS_LATIN2 = b"\xa9\xae\xb9\xbe"
_LETTERS_1252 = b"\xe0\xe5\xc5\xea"
_QUARTER = 0.25


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters of a text file, without its byte order mark; line ends as they were. All offsets count in
    `text`."""

    text: str
    encoding: str
    guessed: bool


def decode(data: bytes) -> Decoded:
    """Characters of a text file. Never fails: what no encoding explains is read as Windows-1250."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, False)
    wide = _wide_encoding(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 and len(data) > 4 and error.reason == "unexpected end of data":
            return Decoded(data.decode("utf-8", "replace"), "utf-8", True)
    encoding = _code_page(data)
    return Decoded(data.decode(encoding, "replace"), encoding, True)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark shows as NUL in every second byte."""
    sample = data[:4096]
    if len(sample) < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * _QUARTER and even < odd // 8:
        return "utf-16-le"
    if even > half * _QUARTER and odd < even // 8:
        return "utf-16-be"
    return ""


def _code_page(data: bytes) -> str:
    """Which one-byte page. ISO 8859-2 has Š, Ž, š, ž where Windows-1250 has signs, and nothing at 80 to 9F.
    Windows-1252 shows by à, å, ê, in whose places Windows-1250 has letters that are rare outside Polish."""

    def count(letters: bytes) -> int:
        return sum(data.count(letter) for letter in letters)

    signs, latin2 = count(_SIGNS_1250), count(_LETTERS_LATIN2)
    polish = data.count(0xB3)
    if not polish and count(_LETTERS_1252) > signs + latin2:
        return "cp1252"
    return "iso8859-2" if latin2 > signs else "cp1250"


def visible(text: str) -> str:
    """White space collapsed, characters that print nothing taken out."""
    if _INVISIBLE.search(text):
        text = text.translate(_DROP)
    return " ".join(text.split())


def text_notes(decoded: Decoded, limits: Limits = DEFAULT) -> list[Note]:
    """Notes on invisible and right-to-left characters. Raises Refusal where the text is no text."""
    text = decoded.text
    _check_control(text)
    notes = [Note("encoding_guessed", decoded.encoding)] if decoded.guessed else []
    notes += character_notes(text, lambda at: line_place(text, at))
    return notes


def notes_of_texts(texts: Iterable[Text]) -> Iterator[Note]:
    """The same notes for texts that already have their places."""
    found = list(texts)
    starts = list(accumulate((len(text.raw) + 1 for text in found), initial=0))
    whole = "\n".join([text.raw for text in found])
    return character_notes(whole, lambda at: found[bisect_right(starts, at) - 1].place)


def character_notes(text: str, place: Callable[[int], Place]) -> Iterator[Note]:
    """One note for each kind of invisible character, and one where the text holds right-to-left letters; with the
    place of the first."""
    seen: dict[str, tuple[int, int]] = {}
    if not text.isascii() or "\0" in text:
        for match in _INVISIBLE.finditer(text):
            kind = INVISIBLE[ord(match[0])]
            count, first = seen.get(kind, (0, match.start()))
            seen[kind] = (count + 1, first)
    for kind, (count, first) in seen.items():
        yield Note("invisible_characters", f"{kind}: {count}", place(first))
    found = None if text.isascii() else _RIGHT_TO_LEFT.search(text)
    if found:
        yield Note("right_to_left", f"U+{ord(found[0]):04X}", place(found.start()))


def line_place(text: str, offset: int) -> TextPlace:
    """Place of one character."""
    line = text.count("\n", 0, offset) + 1
    return TextPlace(line, line, offset, offset + 1)


def _check_control(text: str) -> None:
    """A few control characters are dirt; many are a program or a picture."""
    first = _CONTROL.search(text)
    nul = text.count("\0")
    if first is None and not nul:
        return
    count = len(_CONTROL.findall(text)) + nul
    if count > 8 and count * 50 > len(text):
        start = text.index("\0") if first is None else first.start()
        raise Refusal("control_characters", count=count, line=text.count("\n", 0, start) + 1)
