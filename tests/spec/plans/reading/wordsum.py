"""Nothing is dropped silently: does every word of a document stand in the draft, at its place, once?

Two ways that know nothing of each other: by the places that the draft names, and by its texts. Pure
functions; each gives a list of findings, empty where all is well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from naveza.documents.blocks import Cell, Parsed, Table, Text
from naveza.plans.reading.draft import Draft, PlaceJson, Row
from tests.spec.plans.reading.score import words

TICKS = {"x"}  # the mark of a period is a word of the document, but no text of the draft
# a draft names a place as precisely as the parser does; a PDF box may be rounded
SLACK = 1.5
BETWEEN = 0.75
SHORT, LONG = 3, 5  # letters of a word that is looked for inside others


def claims(draft: Draft) -> Iterator[tuple[str, PlaceJson]]:
    """Every place that the draft names, with who claims it: `row 3`, `document` or `unplaced`."""
    for number, row in enumerate(draft.rows):
        places = [p for found in row.sources.values() for p in found]
        places += [p for amount in row.budget for p in amount.source]
        for place in places:
            yield f"row {number}", place
    for found in draft.sources.values():
        for place in found:
            yield "document", place
    for amount in draft.budget:
        for place in amount.source:
            yield "document", place
    for left in draft.unplaced:
        for place in left.source:
            yield "unplaced", place


def texts(draft: Draft) -> Iterator[str]:
    """Every text of the draft: of rows, document fields and `unplaced`."""
    for row in draft.rows:
        yield from row_texts(row)
    named = {f.name: getattr(draft, f.name) for f in fields(draft)}
    for name in ("title", "vision", "region", "legal_basis"):
        yield named[name] or ""
    yield from [*draft.level_names, *draft.periods, *draft.abbreviations, *draft.abbreviations.values()]
    for amount in draft.budget:
        yield from (amount.who or "", amount.what or "", amount.period or "")
    yield from (left.text for left in draft.unplaced)


def row_texts(row: Row) -> Iterator[str]:
    yield from [*row.path, *(code or "" for code in row.path_codes), row.code or "", *row.activities]
    yield from [*row.expected_results, *row.indicators, *row.institutions, *row.periods]
    yield from (row.deadline or "", row.evaluation_term or "")
    if row.lead and row.lead not in row.institutions:
        yield row.lead
    for amount in row.budget:
        yield from (amount.who or "", amount.what or "", amount.period or "")


def uncovered(text: str, draft: Draft) -> list[str]:
    """Words of a text document that no place of the draft covers."""
    covered = bytearray(len(text))
    for _, place in claims(draft):
        covered[place["start"] : place["end"]] = b"\1" * (place["end"] - place["start"])
    return [
        f"line {text.count(chr(10), 0, m.start()) + 1}: {m.group()!r} is nowhere"
        for m in re.finditer(r"[^\W_]+", text)
        if not all(covered[m.start() : m.end()])
    ]


def counted_twice(text: str, draft: Draft) -> list[str]:
    """Words that two claims cover which are no merged cell: placed and unplaced at once, or in two rows.

    A merged cell is claimed by several rows with the same place; within one row, or among document fields, a
    place may lie inside another (a code in its cell, the lead in its list).
    """
    owner: list[tuple[str, int, int] | None] = [None] * len(text)
    findings: dict[str, None] = {}
    spans = {(who, place["start"], place["end"]) for who, place in claims(draft)}
    for who, start, end in sorted(spans, key=lambda s: (s[1], -s[2], s[0])):
        for at in range(start, end):
            before = owner[at]
            if before and text[at].isalnum() and _clash(before, (who, start, end)):
                findings[f"{text[start:end][:60]!r} is claimed by {before[0]} and by {who}"] = None
                break
            owner[at] = before or (who, start, end)
    return list(findings)


def _clash(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    if one[0] == other[0]:
        return False
    if "unplaced" in (one[0], other[0]):
        return True
    return "document" not in (one[0], other[0]) and one[1:] != other[1:]


def missing_words(document: list[str], draft: Draft) -> list[str]:
    """Words of the document that stand less often in the texts of the draft.

    Ticks and bare numbers do not count: a tick becomes a period, an amount is written anew. Names of levels stand
    once in the draft, however often they label a title. A word that the draft cuts or joins (glued names, a word
    broken by the page) is found in the row of letters.
    """
    named = {w for name in draft.level_names for w in words(name)}
    said = _parted(w for text in texts(draft) for w in words(text))
    have, letters, labels = Counter(said), "".join(said), " ".join(draft.periods)
    lost = {
        w: n - have[w] for w, n in Counter(_parted(document)).items() if n > have[w] and _counts(w) and w not in labels
    }
    lost = {w: n for w, n in lost.items() if w not in named and (have[w] or not _hidden(w, letters, have))}
    return [f"{word!r} stands {count} times too seldom" for word, count in sorted(lost.items())]


def invented_words(document: list[str], draft: Draft) -> list[str]:
    """Words of the draft that the document does not hold. Period labels are made, not copied."""
    rows = [t for row in draft.rows for t in row_texts(row) if t not in row.periods]
    said = {w for text in [*rows, draft.title or "", *(u.text for u in draft.unplaced)] for w in words(text)}
    have, letters = Counter(document), "".join(document)
    new = [w for w in sorted(said) if w not in have and _counts(w) and not _hidden(w, letters, have)]
    return [f"{word!r} is not in the document" for word in new]


def _parted(found: Iterable[str]) -> list[str]:
    """Words with digits and letters apart: a number glued to a title is a code and a title in the draft."""
    return [part for word in found for part in re.findall(r"\d+|\D+", word)]


def _counts(word: str) -> bool:
    return word.casefold() not in TICKS and not word.isdigit()


def _hidden(word: str, letters: str, have: Counter[str]) -> bool:
    """Does a word stand in a row of letters, cut or joined otherwise? Short words would stand anywhere."""
    return (len(word) >= LONG and word in letters) or (len(word) >= SHORT and any(word in longer for longer in have))


def not_at_its_place(text: str, draft: Draft) -> list[str]:
    """Words of a row that do not stand at the places which the row names (text documents)."""
    findings = []
    for number, row in enumerate(draft.rows):
        spans = {(p["start"], p["end"]) for found in row.sources.values() for p in found}
        there = [w for start, end in sorted(spans) for w in words(text[start:end])]
        have, letters = Counter(there), "".join(there)
        said = {w for said in row_texts(row) if said not in row.periods for w in words(said)}
        strange = [w for w in sorted(said) if w not in have and _counts(w) and not _hidden(w, letters, have)]
        findings += [f"row {number}: {w!r} is not at its place" for w in strange]
    return findings


def document_words(parsed: Parsed) -> list[str]:
    """Words of a parsed document, each cell once, in order."""
    return [w for text in parsed.texts() for w in words(f"{text.marker} {text.text}")]


def unclaimed(parsed: Parsed, draft: Draft) -> list[str]:
    """Texts of a parsed document (any format) whose place no part of the draft names."""
    named = [place for _, place in claims(draft)]
    index = {_key(place) for place in named}
    boxes = [place for place in named if "bbox" in place]
    covered = {at for place in named if "start" in place for at in range(place["start"], place["end"])}
    findings = []
    for text, cell in _with_cells(parsed):
        whole = _is_named(text, cell, index, boxes) or _is_covered(text, covered)
        if words(text.text) and not whole:
            findings.append(f"{text.text[:60]!r} at {text.place.as_json()} is nowhere")
    return findings


def _with_cells(parsed: Parsed) -> Iterator[tuple[Text, Cell | None]]:
    for block in parsed.blocks:
        if isinstance(block, Table):
            yield from ((text, cell) for cell in block.cells for text in cell.texts)
        else:
            yield block.text, None
    yield from ((text, None) for text in parsed.furniture)


def _is_covered(text: Text, covered: set[int]) -> bool:
    """Is a passage of text covered by smaller places? What stands between two names need not be."""
    place = text.place.as_json()
    if "start" not in place:
        return False
    here = range(place["start"], place["end"])
    return sum(at in covered for at in here) >= BETWEEN * len(here)


def _is_named(text: Text, cell: Cell | None, index: set[Any], boxes: list[PlaceJson]) -> bool:
    places = [text.place.as_json()] + ([cell.place.as_json()] if cell else [])
    return any(_key(p) in index or ("bbox" in p and any(_inside(p, box) for box in boxes)) for p in places)


def _key(place: PlaceJson) -> tuple[Any, ...]:
    # a place of a cell names all its paragraphs
    return tuple(
        sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in place.items() if not _of_cell(place, k))
    )


def _of_cell(place: PlaceJson, key: str) -> bool:
    return key == "paragraph" and "table" in place


def _inside(place: PlaceJson, box: PlaceJson) -> bool:
    if place["page"] != box["page"]:
        return False
    left, top, right, bottom = place["bbox"]
    x, y = (left + right) / 2, (top + bottom) / 2
    within_x = box["bbox"][0] - SLACK <= x <= box["bbox"][2] + SLACK
    return within_x and box["bbox"][1] - SLACK <= y <= box["bbox"][3] + SLACK
