"""Why a text went nowhere: every leftover gets a reason, by where it stands and what it says.

Reasons start with a stable code: `page number`, `navigation`, `furniture`, `contents`, `introduction`, `signature`,
`note`, `caption`, `separator`, `table`, `text`. Others are given by the layouts (`header`, `title`, `lead rule`, …).
"""

from __future__ import annotations

import re
from collections import Counter

from naveza.plans.reading.fragments import Fragment, SourceTable
from naveza.plans.reading.layout import Context
from naveza.plans.reading.levels import is_caption
from naveza.plans.reading.vocabulary import Vocabulary, load, tokens

_PAGE = re.compile(r"^\W*(?:[^\W\d_]{1,8}\.?\s*)?\d{1,4}\s*(?:(?:/|[^\W\d_]{1,3})\s*\d{1,4})?\W*$")
_BARE_PAGE = re.compile(r"^\W*\d{1,4}(?:\s*/\s*\d{1,4})?\W*$")
_ENTRY = 300  # characters that an entry of contents may have
_DOTS = re.compile(r"\.{4,}\s*\d+\s*$|…{2,}\s*\d+\s*$")


def explain(context: Context) -> None:
    """Set everything that is still free aside, with its reason."""
    places = _Places(context)
    for fragment in context.source.fragments:
        for span in context.ledger.free(fragment):
            why = places.reason(fragment, span.text)
            context.ledger.set_aside(fragment, span.start, span.end, why=why)


def set_aside_contents(context: Context) -> None:
    """A table of contents: lines below its heading that end in a page number or stand again further down, and
    lines of dots. Done before the layouts, which would take them for titles."""
    heading = load().narrowed("contents").for_language(context.language)
    again = Counter(_bare_entry(b.text[:_ENTRY]) for b in context.source.lines())
    inside = False
    for block in context.source.blocks:
        if isinstance(block, SourceTable):
            inside = False
            continue
        text = block.fragment.raw or block.text
        dotted = bool(_DOTS.search(text))
        entry = bool(re.search(r"\s\d{1,3}$", block.text)) or again[_bare_entry(block.text[:_ENTRY])] > 1
        if heading.whole(block.text) and context.ledger.is_free(block.fragment):
            inside = True
        elif not dotted and not (inside and entry):
            inside = False
            continue
        if context.ledger.is_free(block.fragment):
            context.ledger.set_aside(block.fragment, why="contents: table of contents")


def _bare_entry(text: str) -> str:
    """Words of an entry without its number and page."""
    return " ".join(t.folded for t in tokens(re.sub(r"^\W*[\dIVX.]+\s|[.…\s]*\d{1,3}$", " ", text)))


class _Places:
    def __init__(self, context: Context) -> None:
        self.context = context
        words = load()
        self.words: dict[str, Vocabulary] = {
            name: words.narrowed(name).for_language(context.language)
            for name in ("navigation", "page", "introduction", "contents", "signature", "note")
        }
        self.menu = {n.detail for n in context.source.parsed.notes if n.code == "navigation"}
        self.navigation = words.narrowed("navigation")
        placed = [span.fragment.id for span, to in context.ledger.placed() if to.startswith("row")]
        self.first = min(placed, default=len(context.source.fragments))
        self.last = max(placed, default=-1)
        self.in_table = {f.id for t in context.source.tables() for c in t.cells for f in c.fragments}

    def reason(self, fragment: Fragment, text: str) -> str:
        if fragment.kind == "furniture" and (text in self.menu or self.navigation.whole(text)):
            return "navigation"
        if fragment.kind == "furniture":
            return "page number" if _PAGE.match(text) else "furniture: header, footer or footnote"
        if not re.search(r"\w", text):
            return "separator: a mark without words"
        whole = text.strip() == fragment.text.strip()
        if (
            whole
            and fragment.id not in self.in_table
            and (_BARE_PAGE.match(text) or (_PAGE.match(text) and self.words["page"].start(text)))
        ):
            return "page number"
        if whole and self.navigation.whole(text):
            return "navigation"
        if is_caption(text, self.context.language):
            return "caption"
        start = self.words["note"].start(text)
        if text.startswith("*") or (start is not None and text[start.end : start.end + 1] in ":.–-"):
            return "note"
        return self._by_place(fragment, text)

    def _by_place(self, fragment: Fragment, text: str) -> str:
        if fragment.id in self.in_table:
            return "table: not part of the plan's rows"
        if self.last < 0:
            return "text: no row was found in this document"
        if fragment.id < self.first:
            return "introduction: before the first row"
        if fragment.id > self.last:
            return "signature" if self._is_signature(fragment, text) else "text: after the last row"
        return "text: between the rows"

    def _is_signature(self, fragment: Fragment, text: str) -> bool:
        """A short text among the last ones; a title of office stands in it or near it."""
        if len(text) > 160 or text.rstrip().endswith("."):
            return False
        rest = [f.text for f in self.context.source.fragments[self.last + 1 :] if f.kind != "furniture"]
        signed = [i for i, t in enumerate(rest) if len(t) < 160 and self.words["signature"].has(t)]
        here = [i for i, t in enumerate(rest) if t.strip() == fragment.text.strip()]
        return bool(signed and here) and here[-1] >= signed[0] - 1 and len(rest) - signed[0] <= 8
