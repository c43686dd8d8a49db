"""Titles above the activities, from headings, paragraphs, full-width rows and level columns: one stack for a document.

A title knows what kind it is: the name of its level ("Obiectiv general"), the level of its heading, the depth of its
number, or nothing. Which kind stands above which is learnt from the order in which kinds follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from naveza.plans.reading.fragments import SourceLine, Span, places_of, words_of
from naveza.plans.reading.layout import Context, Title
from naveza.plans.reading.names import normal
from naveza.plans.reading.numbering import cut_title, label_length
from naveza.plans.reading.vocabulary import load, tokens

Key = tuple[str, str | int]

_LONGEST_PLAIN = 170
_LONGEST_LABELLED = 900
_CAPTION = re.compile(r"^(?:tab\.|graf|slika|figure|obr\.|fig\.|abb\.)\s*\d", re.I)


def key_of(title: Title, line: SourceLine | None = None) -> Key:
    """The kind of a title."""
    if title.level:
        return ("label", " ".join(t.folded for t in tokens(title.level)))
    if line is not None and line.kind == "heading":
        return ("heading", line.level)
    if title.code:
        letter = "" if title.code[0].isdigit() else "roman" if title.code[0] in "IVX" else "letter"
        return ("number", f"{title.code.count('.')}{letter}")
    return ("plain", "")


class Levels:
    """The stack of titles in force, and the order of kinds learnt so far."""

    def __init__(self) -> None:
        self.order: list[Key] = []
        self.stack: list[tuple[Key, Title]] = []
        self.made: list[Title] = []

    def push(self, run: Sequence[tuple[Key, Title]]) -> None:
        """Titles that stand together, top down. An unknown kind takes its place between its neighbours."""
        for position, (key, title) in enumerate(run):
            self._learn(key, [k for k, _ in run[position + 1 :]], position > 0)
            rank = self.order.index(key)
            self.stack = [(k, t) for k, t in self.stack if self.order.index(k) < rank]
            self.stack.append((key, title))
            self.made.append(title)

    def _learn(self, key: Key, following: Sequence[Key], inside: bool) -> None:
        if key in self.order:
            return
        if key[0] == "heading":
            lower = [k for k in self.order if k[0] == "heading" and int(k[1]) > int(key[1])]
            higher = [k for k in self.order if k[0] == "heading" and int(k[1]) < int(key[1])]
            if lower:
                self.order.insert(self.order.index(lower[0]), key)
                return
            if higher and not self.stack:
                self.order.insert(self.order.index(higher[-1]) + 1, key)
                return
        known = next((k for k in following if k in self.order), None)
        if known is not None:
            self.order.insert(self.order.index(known), key)
        elif self.stack:
            self.order.insert(self.order.index(self.stack[-1][0]) + 1, key)
        else:
            self.order.insert(0, key)

    def path(self) -> list[Title]:
        """Titles from the top down; a title that the next one repeats is left out."""
        titles = [t for _, t in self.stack if not t.hidden]
        kept = []
        for at, title in enumerate(titles):
            if at + 1 < len(titles) and same(title, titles[at + 1]):
                continue
            kept.append(title)
        return kept

    def names(self) -> list[str]:
        """The document's own names of its levels, top down."""
        result: list[str] = []
        for key in self.order:
            written = [t.level for t in self.made if key_of(t) == key and t.level]
            if written and written[0] not in result:
                result.append(written[0])
        return result


def same(one: Title, other: Title) -> bool:
    """The same words, whatever the case and the punctuation."""
    return [t.folded for t in tokens(one.text)] == [t.folded for t in tokens(other.text)]


def settle(context: Context, titles: Iterable[Title]) -> None:
    """Spend the words of titles that stand above a row, and the first of each level's name; name the others."""
    ledger, named = context.ledger, context.header_words
    for title in titles:
        for span in title.spans if title.used else ():
            ledger.take_span(span, to=f"title {title.text[:40]}")
        if not title.used:
            for span in [*title.named, *title.spans]:
                ledger.set_aside_free(span.fragment, why="title: repeated or without rows")
            continue
        for span in title.named:
            name = normal(span.text)
            if name not in named:
                ledger.take_span(span, to="level_names")
                context.draft.sources.setdefault("level_names", []).extend(places_of([span]))
                named.add(name)
            else:
                ledger.set_aside(span.fragment, span.start, span.end, why="level name: repeated")


def make_title(spans: Sequence[Span], language: str, labels: Collection[str] = (), marker: str = "") -> Title | None:
    """A title from the spans of its line or cell; None where nothing is left beside label and number."""
    cut = cut_title(spans, language, labels=labels, marker=marker)
    text = words_of(cut.title)
    if not re.search(r"\w", text):
        if not (cut.label and cut.code):
            return None
        text = words_of(cut.marks)
    return Title(text, cut.code, cut.label, (*cut.numbers, *cut.title), cut.named)


def is_title_line(line: SourceLine, text: str, language: str, labels: Collection[str] = ()) -> bool:
    """Could this line be a title of a level? Headings are; paragraphs where they are short and no sentence."""
    text = text.strip()
    if not re.search(r"[^\W\d_]{2}", text) or is_caption(text, language):
        return False
    if line.kind == "heading":
        return True
    if line.kind == "item" and len(text) > _LONGEST_PLAIN:
        return False
    if label_length(text, language, labels):
        return len(text) <= _LONGEST_LABELLED
    if len(text) > _LONGEST_PLAIN or text[-1] in ".;,:?!" or "\t" in line.fragment.raw.strip():
        return False
    if not re.match(r"[\"„“»(\[]?(?:[A-ZČŠŽĆĐŘĚŮÁÉÍÓÚÝĂÂÎȘȚŞŢŁŚŹŻÄÖÜА-ЯЂЈЉЊЋЏ]|\d|[IVX]+\b)", text):
        return False
    return line.kind != "item"


def is_title_row(text: str, language: str, labels: Collection[str] = ()) -> bool:
    """Is the text of a full-width row a title? A sentence without number and level name is a remark."""
    text = text.strip()
    if not re.search(r"[^\W\d_]{2}", text) or is_caption(text, language):
        return False
    if label_length(text, language, labels) or re.match(r"(?:\d|[IVX]+\.)", text):
        return True
    words = load().narrowed("note").for_language(language).start(text)
    remark = words is not None and text[words.end : words.end + 1] == ":"
    return not (remark or text.startswith("*") or (text[-1] in ".;:" and len(tokens(text)) > 5))


def is_caption(text: str, language: str) -> bool:
    """`Table 3: …`, `Tableau des actions`: the name of a table is no title of a level."""
    start = load().narrowed("caption").for_language(language).start(text)
    return bool(_CAPTION.match(text)) or (start is not None and start.start == 0)


def repeated_labels(lines: Iterable[str], language: str) -> set[str]:
    """Folded level names that start more than one line ("Arie prioritară …")."""
    words = load().narrowed("chapter", "goal", "measure").for_language(language)
    counts: dict[str, set[str]] = {}
    for text in lines:
        match = words.start(text[:200]) if text[:1].isupper() else None
        if match is not None and match.start == 0:
            label = " ".join(t.folded for t in tokens(text[: match.end]))
            counts.setdefault(label, set()).add(text[match.end :].strip()[:40])
    return {label for label, rests in counts.items() if len(rests) > 1}
