"""Automatic numbers and bullets of a DOCX, counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from naveza.documents.parsers.docx_styles import VAL, W

_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_PRIVATE_USE = range(0xE000, 0xF900)
_MOST_ROMAN = 4000


def roman(number: int) -> str:
    """Lower-case Roman numeral; digits where there is none."""
    if not 0 < number < _MOST_ROMAN:
        return str(number)
    result = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        result += letters * count
    return result


def letters(number: int) -> str:
    """a to z, then aa, bb … as Word goes on."""
    if number < 1:
        return str(number)
    repeat, index = divmod(number - 1, 26)
    return chr(97 + index) * min(repeat + 1, 10)


def _formatted(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        text = letters(number)
    elif kind in ("lowerRoman", "upperRoman"):
        text = roman(number)
    elif kind == "decimalZero":
        text = f"{number:02d}"
    elif kind == "none":
        text = ""
    else:
        text = str(number)
    return text.upper() if kind.startswith("upper") else text


@dataclass(slots=True)
class Level:
    start: int = 1
    kind: str = "decimal"
    text: str = "%1."
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A `w:num`: the levels it uses and the counters that it shares with other numbers of the same list."""

    levels: dict[int, Level]
    counters: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)
    """Overridden starts that were not used yet."""


class Numbering:
    """The counters of a document. `marker` must be called once for each numbered paragraph, in order.

    `load` gives the root of the numbering part; it is called when the first numbered paragraph is met.
    """

    def __init__(self, load: Callable[[], etree._Element | None]) -> None:
        self._load = load
        self._known: dict[str, _List] | None = None

    @property
    def _lists(self) -> dict[str, _List]:
        if self._known is None:
            root = self._load()
            self._known = {} if root is None else _lists(root)
        return self._known

    def level_of_style(self, number: str, style: str) -> int | None:
        """Level of a list that belongs to a paragraph style."""
        found = self._lists.get(number)
        return next((i for i, lvl in found.levels.items() if lvl.style == style), None) if found else None

    def marker(self, number: str, level: int) -> str:
        """Count one paragraph and return its printed number or bullet; empty where there is no such list."""
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        this = found.levels[level]
        if this.kind == "bullet":
            return _bullet(this.text)
        counters = found.counters
        if level in found.starts:
            counters[level] = found.starts.pop(level)
        else:
            counters[level] = counters.get(level, this.start - 1) + 1
        for deeper in [i for i in counters if i > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and level < restart):
                del counters[deeper]
        return _PLACEHOLDER.sub(lambda m: self._part(found, int(m[1]) - 1, this.legal), this.text).strip()

    @staticmethod
    def _part(found: _List, level: int, legal: bool) -> str:
        lvl = found.levels.get(level, Level())
        number = found.counters.setdefault(level, lvl.start)
        return _formatted(number, "decimal" if legal and lvl.kind != "decimalZero" else lvl.kind)


def _lists(root: etree._Element) -> dict[str, _List]:
    lists: dict[str, _List] = {}
    abstracts = {a.get(W + "abstractNumId", ""): a for a in root.iterfind(W + "abstractNum")}
    by_style = {_value(a, "styleLink"): key for key, a in abstracts.items() if _value(a, "styleLink")}
    levels = {key: _levels(a) for key, a in abstracts.items()}
    counters: dict[str, dict[int, int]] = {key: {} for key in abstracts}
    for num in root.iterfind(W + "num"):
        key = _value(num, "abstractNumId")
        if key in abstracts and not levels[key]:
            key = by_style.get(_value(abstracts[key], "numStyleLink"), key)
        if key not in abstracts:
            continue
        made = _List(dict(levels[key]), counters[key])
        for override in num.iterfind(W + "lvlOverride"):
            _override(made, override)
        lists[num.get(W + "numId", "")] = made
    return lists


def _override(made: _List, override: etree._Element) -> None:
    index = override.get(W + "ilvl", "")
    if not index.isdigit():
        return
    own = override.find(W + "lvl")
    if own is not None:
        made.levels[int(index)] = _level(own)
    start = _value(override, "startOverride")
    if start.isdigit():
        made.starts[int(index)] = int(start)


def _bullet(text: str) -> str:
    """Bullets of symbol fonts have no meaning outside the font."""
    return "•" if not text or ord(text[0]) in _PRIVATE_USE else text


def _levels(abstract: etree._Element) -> dict[int, Level]:
    levels = {}
    for element in abstract.iterfind(W + "lvl"):
        index = element.get(W + "ilvl", "")
        if index.isdigit():
            levels[int(index)] = _level(element)
    return levels


def _level(element: etree._Element) -> Level:
    start = _value(element, "start")
    restart = _value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        start=int(start) if start.isdigit() else 1,
        kind=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        restart=int(restart) if restart.isdigit() else None,
        legal=legal is not None and legal.get(VAL, "1") not in ("0", "false", "off"),
        style=_value(element, "pStyle"),
    )


def _value(element: etree._Element, name: str) -> str:
    found = element.find(W + name)
    return found.get(VAL, "") if found is not None else ""
