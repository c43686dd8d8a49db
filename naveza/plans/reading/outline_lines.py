"""Lines of an outline: which are entries (numbered, labelled, listed, headings), which tell something about the entry
above (`Lead: …`), which go on with the line before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from naveza.plans.reading import headers, numbering
from naveza.plans.reading.cells import dangles
from naveza.plans.reading.fragments import SourceLine, Span
from naveza.plans.reading.layout import Context
from naveza.plans.reading.levels import repeated_labels
from naveza.plans.reading.vocabulary import load, tokens

Key = tuple[str, int | str]
"""Kind of an entry: number and its depth, roman, letter, label and its words, heading and its level, item and its
level or indent."""

DETAILS = frozenset({"lead", "partners", "responsible", "deadline", "period", "start", "end", "indicator", "result"})
DETAILS |= {"budget", "target_group", "source_of_funds", "note", "evaluation_term"}
_HEAD_WORDS = 6
_LONGEST_TITLE = 400
_LEGEND = re.compile(
    r"^\s*(?P<code>(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])\.?)?\s*(?:[-–—:=]\s*)?[\"„“»«'‚](?P<name>[^\"„“”»«]{2,40})[\"“”«»'‘]\s*$"
)
_PLAIN_LEGEND = re.compile(
    r"^\s*(?P<code>(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])\.?)\s*(?:[-–—:=]\s*)(?P<name>[^\W\d_][\w ]{2,38})$"
)
_INLINE = re.compile(r"(?:[;.(\[–—|]\s*|,\s+)(?P<head>[^\W\d_][^:;.()\[\]|–—]{1,40}):\s+")
_BRACKET = re.compile(r"\([^)]*\)")
_ROMAN = re.compile(r"^[IVXLC]+$")
_ONLY_NUMBER = re.compile(r"^\W*[\dIVX]{1,4}\W*$")


@dataclass(slots=True)
class Entry:
    """A line of the outline with the lines that go on with it. `details` are (role, label, value) below it; `more`
    are paragraphs that stand below it without a label."""

    key: Key
    line: SourceLine
    code: str | None
    label: str
    marks: list[Span]
    title: list[Span]
    named: tuple[Span, ...] = ()
    numbers: tuple[Span, ...] = ()
    details: list[Detail] = field(default_factory=list)
    more: list[list[Span]] = field(default_factory=list)


@dataclass(slots=True)
class Detail:
    """Something said about an entry: its role, the words of the label, the value's lines."""

    role: str
    label: Span
    value: list[Span]


@dataclass(slots=True)
class Legend:
    """The document's own list of its levels: names by depth from 1, their lines; whether it names a vision."""

    names: dict[int, str] = field(default_factory=dict)
    lines: list[SourceLine] = field(default_factory=list)
    vision: bool = False

    @property
    def deepest(self) -> int:
        return max(self.names, default=0)


def find_legend(lines: Sequence[SourceLine], language: str) -> Legend:
    """Neighbouring lines such as `1 "Area"` and `1.1 "Activity"` near the beginning."""
    words = load().narrowed("vision", "chapter", "goal", "measure", "activity").for_language(language)
    best = Legend()
    run: list[tuple[SourceLine, str, str]] = []
    for line in [*lines[:80], None]:
        found = _LEGEND.match(line.text) or _legend_by_words(line.text, language) if line is not None else None
        if line is not None and found is not None:
            run.append((line, (found["code"] or "").rstrip("."), found["name"].strip()))
            continue
        coded = [code for _, code, _ in run if code]
        if len(run) >= 2 and coded and len(run) > len(best.lines):
            best = Legend(lines=[item for item, _, _ in run])
            for depth, (_, code, name) in enumerate((r for r in run if r[1]), 1):
                best.names[code.count(".") + 1 if code[0].isdigit() else depth] = name
            best.vision = any(not code and _concept(words.whole(name)) == "vision" for _, code, name in run)
        run = []
    return best


def _legend_by_words(text: str, language: str) -> re.Match[str] | None:
    """`1 – Priority`, where the name is the name of a level."""
    found = _PLAIN_LEGEND.match(text)
    words = load().narrowed("chapter", "goal", "measure", "activity").for_language(language)
    return found if found is not None and words.whole(found["name"]) is not None else None


def _concept(match: object) -> str:
    return getattr(match, "concept", "")


class LineReader:
    """Reads the free lines of a document one after the other into entries."""

    def __init__(self, context: Context, lines: Sequence[SourceLine]) -> None:
        self.context, self.lines = context, lines
        self.language = context.language
        self.plain = context.source.parsed.format in ("txt", "pdf")
        self.labels = repeated_labels([line.text for line in lines], self.language)
        self.width = max((len(line.fragment.raw.rstrip()) for line in lines), default=0)
        self.entries: list[Entry] = []
        self.before: list[SourceLine] = []
        self._last: list[Span] | None = None
        self._indent = 0
        self._gap = False
        self._closed = False
        self._kinds: set[Key] = set()

    def read(self) -> list[Entry]:
        """All entries; lines before the first one are kept apart."""
        previous: SourceLine | None = None
        for line in self.lines:
            self._gap = previous is not None and _apart(previous, line)
            previous = line
            if not self._place(line) and not self.entries:
                self.before.append(line)
        return self.entries

    def _place(self, line: SourceLine) -> bool:
        spans = self.context.ledger.free(line.fragment)
        if not spans or _ONLY_NUMBER.match(line.text):
            return False
        if self.entries and not self._closed and self._is_detail(line, spans):
            return True
        entry = self._entry(line, spans)
        if entry is not None and not (self._closed and entry.key[0] == "item" and entry.key not in self._kinds):
            self.entries.append(entry)
            self._kinds.add(entry.key)
            self._closed = False
            self._last, self._indent = entry.title, indent_of(line)
            return True
        if not self.entries or self._closed:
            return False
        if self._goes_on(line):
            if self._last is not None:
                self._last += spans
            return True
        if self._belongs(line):
            self.entries[-1].more.append(list(spans))
            self._last, self._indent = self.entries[-1].more[-1], indent_of(line)
            return True
        self._last, self._closed = None, True
        return False

    def _belongs(self, line: SourceLine) -> bool:
        """A paragraph without a label says more about the entry above: where it is indented below it, or, in formats
        that know paragraphs, where nothing else was said about the entry yet."""
        entry = self.entries[-1]
        if line.kind != "paragraph" or entry.details:
            return False
        return indent_of(line) > indent_of(entry.line) if self.plain else entry.line.kind != "heading"

    def _is_detail(self, line: SourceLine, spans: list[Span]) -> bool:
        marks, rest = numbering.strip_bullet(spans)
        text = rest[0].text
        cut = detail_length(text, self.language)
        if cut is None:
            return False
        role, end = cut
        label, value = rest[0].sub(0, end).strip(), rest[0].sub(end, len(text)).strip()
        entry = self.entries[-1]
        entry.marks += marks
        values = [span for span in (value, *rest[1:]) if span.start < span.end]
        entry.details.append(Detail(role, label, values))
        self._last, self._indent = entry.details[-1].value, indent_of(line)
        return True

    def _entry(self, line: SourceLine, spans: list[Span]) -> Entry | None:
        """The entry that a line begins; None for a line without number, label, bullet or heading."""
        fragment = line.fragment
        bullets, rest = numbering.strip_bullet(spans)
        if not rest:
            return None
        marker = fragment.marker
        cut = numbering.cut_title(rest, self.language, labels=self.labels, marker=marker)
        text = " ".join(span.text for span in cut.title).strip()
        if not re.search(r"[^\W\d_]{2}", text) or len(text) > _LONGEST_TITLE * 4:
            return None
        key = self._key(line, cut, bool(bullets))
        if key is None or (key[0] in ("number", "roman", "letter", "label") and not _starts_entry(text, line)):
            return None
        return Entry(key, line, cut.code, cut.label, bullets, list(cut.title), cut.named, cut.numbers)

    def _key(self, line: SourceLine, cut: numbering.Numbered, bullet: bool) -> Key | None:
        if cut.code and re.fullmatch(r"[A-Z]{0,3}[.\-]?\d+(?:[.\-]\d+)*", cut.code):
            depth = len(re.findall(r"\d+", cut.code))
            if not cut.label:
                return ("number", depth)
        if cut.label:
            return ("label", " ".join(t.folded for t in tokens(cut.label)))
        if line.kind == "heading":
            return ("heading", line.level)
        if cut.code:
            return ("roman", 1) if _ROMAN.match(cut.code) else ("letter", 1)
        if line.kind == "item":
            return ("item", line.level)
        return ("item", indent_of(line)) if bullet else None

    def _goes_on(self, line: SourceLine) -> bool:
        """Does a line go on with the one before? Only where the format keeps the lines of a paragraph apart."""
        if self._last is None or not self._last or not self.plain or line.kind != "paragraph":
            return False
        before = self._last[-1].text
        if line.text[:1].islower() or dangles(before, self.language):
            return True
        if self._gap:
            return False
        if indent_of(line) > self._indent:
            return True
        whole = self._last[-1].fragment.raw.rstrip()
        full = self.width < 200 and len(whole) + 1 + len(line.text.split(" ")[0]) > 0.9 * self.width
        return full and not before.endswith((".", ";", ":"))


def inline_details(spans: Sequence[Span], language: str) -> tuple[list[Span], list[Detail]]:
    """Cut labelled parts from the end of lines: `Train staff (lead: A; deadline: 2026)`. The label stands after a
    mark of punctuation and names a field; its value goes on up to the next label."""
    head: list[Span] = []
    details: list[Detail] = []
    for span in spans:
        into, at = details[-1].value if details else head, 0
        for match in _INLINE.finditer(span.text):
            role = role_of(match["head"].strip(), language)
            if not role:
                continue
            _put(into, span.sub(at, match.start()), bool(details))
            details.append(Detail(role, span.sub(match.start("head"), match.end()).strip(), []))
            into, at = details[-1].value, match.end()
        _put(into, span.sub(at, len(span.text)), bool(details))
    return head, details


def _put(into: list[Span], span: Span, value: bool) -> None:
    """Add words to a value, without the brackets and marks around them."""
    kept = span.strip(" ;,()[]|–—") if value else span.strip()
    if kept.start < kept.end:
        into.append(kept)


def _starts_entry(text: str, line: SourceLine) -> bool:
    """A title starts with a capital, a digit or a quotation mark; automatic numbers are believed."""
    first = text.lstrip("\"„“»«'([")[:1]
    return bool(line.fragment.marker) or not first.islower() or line.kind == "heading"


def _apart(before: SourceLine, line: SourceLine) -> bool:
    """An empty line stands between two lines of plain text."""
    a, b = before.fragment.place.as_json(), line.fragment.place.as_json()
    return "end_line" in a and "line" in b and b["line"] - a["end_line"] > 1


def indent_of(line: SourceLine) -> int:
    """Blanks before the text; a tab counts as four."""
    raw = line.fragment.raw.expandtabs(4)
    return len(raw) - len(raw.lstrip())


@lru_cache(maxsize=4096)
def detail_length(text: str, language: str) -> tuple[str, int] | None:
    """Role of a line such as `Responsible: A, B` and where its value begins; None for any other line."""
    head, colon, _ = text.partition(":")
    if not colon or len(head) > 60 or not head[:1].isalpha() or any(c.isdigit() for c in head):
        return None
    if len(tokens(head)) > _HEAD_WORDS:
        return None
    role = role_of(head, language)
    return (role, len(head) + 1) if role else None


@lru_cache(maxsize=2048)
def role_of(head: str, language: str) -> str:
    """What a label says: a concept of `DETAILS`, empty for a label that is none."""
    if _BRACKET.sub("", head) != head:
        head = _BRACKET.sub(" ", head).strip()
    found = headers.classify(head, language)
    if found is not None and found.concept in DETAILS and found.coverage >= 0.6:
        return found.concept
    if found is not None and found.coverage >= 0.6:
        return ""
    words = load().for_language(language)
    for concept, role in (("lead_prefix", "lead"), ("partner_prefix", "partners"), ("until", "deadline")):
        if words.narrowed(concept).whole(head) is not None:
            return role
    return ""
