"""Running heads, running feet and page numbers: what repeats at the edge of the pages."""

from __future__ import annotations

import re
from collections import defaultdict

from naveza.documents.parsers.pdf_lines import Line, lines_of
from naveza.documents.parsers.pdf_page import Page, Word

_EDGE_LINES = 3
_EDGE = 0.14
_SHARE = 0.4
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–\s(]*(?:(?:page|pag\.?|pagina|stran|strana|str\.?|seite|s\.?|oldal|strona)\s*)?"
    r"(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|\||od|of|z|ze|din|von|iz|sur)\s*\d{1,4})?[-–\s)]*",
    re.IGNORECASE,
)
_ALMOST = 8.0
_CLOSE = 2.2
_FAR = 1e9


def furniture(pages: list[Page], inside: dict[int, set[int]]) -> dict[int, list[Line]]:
    """Lines of each page that repeat at its edge, by page number.

    `inside[number]` holds the ids of words that stand in tables: a repeated header row is part of its table.
    """
    seen: dict[tuple[str, bool], list[tuple[int, float, Line]]] = defaultdict(list)
    numbers: list[tuple[int, Line]] = []
    for page in pages:
        for line, is_top in _edge_lines(page, inside.get(page.number, set())):
            text = line.text
            seen[(_DIGITS.sub("#", text), is_top)].append((page.number, line.top, line))
            if _PAGE_NUMBER.fullmatch(text) and (len(pages) > 1 or text.strip() == str(page.number)):
                numbers.append((page.number, line))
    found: dict[int, list[Line]] = defaultdict(list)
    for occurrences in seen.values():
        same_place = _in_one_place(occurrences)
        if len({number for number, _, _ in same_place}) >= max(2, _SHARE * len(pages)):
            for number, _, line in same_place:
                found[number].append(line)
    for page in pages:
        found[page.number] = _apart(page, found[page.number])
    for number, line in numbers:
        if line not in found[number]:
            found[number].append(line)
    return found


def _edge_lines(page: Page, inside: set[int]) -> list[tuple[Line, bool]]:
    """Lines near the upper and the lower edge, with whether it is the upper one."""
    top, bottom = page.height * _EDGE, page.height * (1 - _EDGE)
    upper: list[Word] = []
    lower: list[Word] = []
    for word in page.words:
        if word.angle or id(word) in inside:
            continue
        if word.bottom <= top:
            upper.append(word)
        elif word.top >= bottom:
            lower.append(word)
    head, foot = lines_of(upper)[:_EDGE_LINES], lines_of(lower)[-_EDGE_LINES:]
    return [(line, True) for line in head] + [(line, False) for line in foot]


def _apart(page: Page, candidates: list[Line]) -> list[Line]:
    """Lines that stand apart from the text of the page. What stands close to it is the repeated header of a table
    without rules."""
    chosen = {id(word) for line in candidates for word in line.words}
    body = lines_of(w for w in page.words if not w.angle and id(w) not in chosen)
    upper = [line for line in candidates if line.base <= page.height / 2]
    lower = [line for line in candidates if line.base > page.height / 2]
    kept: list[Line] = []
    for line in sorted(upper, key=lambda c: -c.base) + sorted(lower, key=lambda c: c.base):
        if min((abs(b.base - line.base) for b in body), default=_FAR) < _CLOSE * line.size:
            body.append(line)
        else:
            kept.append(line)
    return sorted(kept, key=lambda c: c.base)


def _in_one_place(occurrences: list[tuple[int, float, Line]]) -> list[tuple[int, float, Line]]:
    middle = sorted(top for _, top, _ in occurrences)[len(occurrences) // 2]
    return [o for o in occurrences if abs(o[1] - middle) <= _ALMOST]
