"""Layout c: an outline. Numbered, labelled or listed lines, one below the other; the deepest level is the work, the
levels above it are titles, lines with a label below the work fill its fields.

The document may bring its own legend of levels (`1 "Area"`, `1.1 "Activity"`); else the order of levels is learnt
from how the kinds of lines follow each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from naveza.plans.reading import amounts, numbering, periods
from naveza.plans.reading.doubts import Code, make
from naveza.plans.reading.draft import Amount
from naveza.plans.reading.fragments import SourceLine, Span, places_of, words_of
from naveza.plans.reading.layout import Build, Context, Title
from naveza.plans.reading.levels import settle
from naveza.plans.reading.outline_lines import Detail, Entry, Key, Legend, LineReader, find_legend, inline_details
from naveza.plans.reading.vocabulary import load, tokens

_LISTS = {"indicator": "indicators", "result": "expected_results", "target_group": "target_group", "note": "notes"}
_LISTS |= {"source_of_funds": "source_of_funds"}
_PERSONS = ("responsible", "lead", "partners")
_FEWEST = 3
_SAMPLE = 400
_VISION_LETTERS = 40


def score(context: Context) -> float:
    """High where most of the free text is entries of an outline with at least two levels or with labelled lines."""
    if any(to.startswith("row") for _, to in context.ledger.placed()):
        return 0.0
    outline = _outline(context, _SAMPLE)
    if outline is None:
        return 0.0
    inside = sum(len(e.title) + len(e.details) for e in outline.entries)
    loose = sum(len(e.more) for e in outline.entries)
    share = inside / (inside + loose)
    if share < 0.6:
        return 0.0
    work = len(outline.works())
    strong = bool(outline.legend.lines) or any(e.details for e in outline.entries) or outline.titled()
    return min(0.85, 0.5 + 0.02 * work) if strong and work >= _FEWEST else 0.4


def read(context: Context) -> list[Build]:
    """Rows of the outline."""
    outline = _outline(context)
    if outline is None:
        return []
    return _Writer(context, outline).write()


@dataclass
class Outline:
    """Entries with their order of levels: `ranks[key]` is the depth of a kind, from 0; `deepest` is that of work."""

    entries: list[Entry]
    legend: Legend
    ranks: dict[Key, int]
    deepest: int
    before: list[SourceLine] = field(default_factory=list)

    def works(self) -> list[Entry]:
        return [e for e in self.entries if self.ranks[e.key] == self.deepest]

    def titled(self) -> bool:
        return any(self.ranks[e.key] < self.deepest for e in self.entries)


def _outline(context: Context, most: int | None = None) -> Outline | None:
    """The outline among the free lines (the first so many); None where there is none."""
    lines = [line for line in context.source.lines() if context.ledger.is_free(line.fragment)][:most]
    legend = find_legend(lines, context.language)
    skip = {id(line) for line in legend.lines}
    start = _start(context, lines, legend)
    reader = LineReader(context, [line for line in lines[start:] if id(line) not in skip])
    entries = reader.read()
    if len(entries) < _FEWEST:
        return None
    ranks = _ranks(entries)
    deepest = _deepest(entries, ranks, legend)
    entries = _trim(_fold(entries, ranks, deepest), ranks, deepest)
    if not entries:
        return None
    return Outline(entries, legend, ranks, deepest, reader.before)


def _start(context: Context, lines: Sequence[SourceLine], legend: Legend) -> int:
    """Where the outline may begin: after the title and the legend."""
    after = [at + 1 for at, line in enumerate(lines) if legend.lines and line is legend.lines[-1]]
    title = context.title_index
    if title is not None:
        after.append(next((at for at, line in enumerate(lines) if line.index > title), 0))
    return max(after, default=0)


def _ranks(entries: Sequence[Entry]) -> dict[Key, int]:
    """Depth of each kind of entry. Numbers go by their dots; another kind stands below the kind it first follows,
    or beside the number that it carries (`Priority 1`, `Objective 1.1`)."""
    order: list[Key] = []
    alias = _aliases(entries)
    stack: list[Key] = []
    for entry in entries:
        key = alias.get(entry.key, entry.key)
        if key not in order:
            _insert(order, key, stack)
        rank = order.index(key)
        stack = [k for k in stack if order.index(k) < rank] + [key]
    return {entry.key: order.index(alias.get(entry.key, entry.key)) for entry in entries}


def _aliases(entries: Sequence[Entry]) -> dict[Key, Key]:
    """Labelled kinds whose numbers always have the same depth are that depth, where other numbers go on from them."""
    depths: dict[Key, Counter[int]] = {}
    plain = {int(e.key[1]) for e in entries if e.key[0] == "number"}
    for entry in entries:
        if entry.key[0] == "label" and entry.code and re.search(r"\d", entry.code):
            depths.setdefault(entry.key, Counter())[len(re.findall(r"\d+", entry.code))] += 1
    single = {key: next(iter(found)) for key, found in depths.items() if len(found) == 1}
    counts = Counter(single.values())
    dotted = bool(plain) or max(single.values(), default=0) > 1
    return {key: ("number", depth) for key, depth in single.items() if counts[depth] == 1 and dotted}


def _insert(order: list[Key], key: Key, stack: Sequence[Key]) -> None:
    """Put a new kind into the order of levels."""
    listed = [k for k in order if k[0] == "item"]
    if key[0] in ("heading", "label") and listed:
        order.insert(order.index(listed[0]), key)
        return
    if key[0] in ("number", "heading", "item"):
        family = [k for k in order if k[0] == key[0]]
        lower = [k for k in family if int(k[1]) > int(key[1])]
        if lower:
            order.insert(order.index(lower[0]), key)
            return
        if family and key[0] != "item":
            order.insert(order.index(family[-1]) + 1, key)
            return
    order.insert(order.index(stack[-1]) + 1 if stack else len(order), key)


def _deepest(entries: Sequence[Entry], ranks: dict[Key, int], legend: Legend) -> int:
    """The level of the work: that of the legend; of entries that have labelled lines below them; else the deepest
    that most titles above reach. Bullets below only some of the entries are parts of these."""
    if legend.deepest:
        named = {ranks[e.key] for e in entries if e.key == ("number", legend.deepest)}
        if named:
            return named.pop()
    detailed = Counter(ranks[e.key] for e in entries if e.details)
    if detailed and detailed.most_common(1)[0][1] >= _FEWEST:
        return detailed.most_common(1)[0][0]
    levels = sorted(set(ranks.values()))
    while len(levels) > 1:
        lowest, above = levels[-1], levels[-2]
        parents = [i for i, e in enumerate(entries) if ranks[e.key] == above]
        reaching = sum(1 for i in parents if i + 1 < len(entries) and ranks[entries[i + 1].key] == lowest)
        if parents and reaching >= 0.6 * len(parents):
            break
        if not parents:
            break
        levels.pop()
    return levels[-1]


def _fold(entries: Sequence[Entry], ranks: dict[Key, int], deepest: int) -> list[Entry]:
    """Entries below the work become paragraphs of the work above them."""
    result: list[Entry] = []
    for entry in entries:
        if ranks[entry.key] <= deepest or not result:
            result.append(entry)
            continue
        above = result[-1]
        above.marks += [*entry.marks, *entry.named, *entry.numbers]
        above.more.append(entry.title)
        above.more += entry.more
        above.details += entry.details
    return result


def _trim(entries: list[Entry], ranks: dict[Key, int], deepest: int) -> list[Entry]:
    """Cut titles at the end below which there is no work (`Abbreviations`, `Notes`), and what follows a second
    beginning."""
    while entries and ranks[entries[-1].key] < deepest:
        entries.pop()
    return entries


class _Writer:
    """Writes entries as rows."""

    def __init__(self, context: Context, outline: Outline) -> None:
        self.context, self.outline = context, outline
        self.stack: list[tuple[int, Entry, Title]] = []
        self.builds: list[Build] = []
        self.titles: list[Title] = []
        roles = {d.role for e in outline.entries for d in e.details}
        self.leads = "partners" in roles and "lead" not in roles
        self.vocabulary = _words_of_document(context)

    def write(self) -> list[Build]:
        outline = self.outline
        for line in outline.legend.lines:
            self.context.ledger.set_aside_free(line.fragment, why="legend: names of levels")
        self._vision()
        for entry in outline.entries:
            rank = outline.ranks[entry.key]
            if rank < outline.deepest:
                self._title(rank, entry)
            elif rank == outline.deepest:
                self._work(entry)
        settle(self.context, self.titles)
        self._names()
        return self.builds

    def _vision(self) -> None:
        """Where the legend names a vision, it is the text between title and outline."""
        if not self.outline.legend.vision or self.context.draft.vision:
            return
        lines = [line for line in self.outline.before if self.context.ledger.is_free(line.fragment)]
        long = [line for line in lines if len(line.text) >= _VISION_LETTERS]
        if not long:
            return
        spans = [line.fragment.span().strip() for line in lines[lines.index(long[0]) : lines.index(long[-1]) + 1]]
        for span in spans:
            self.context.ledger.take_span(span, to="vision")
        self.context.draft.vision = words_of(spans)
        self.context.draft.sources.setdefault("vision", []).extend(places_of(spans))

    def _title(self, rank: int, entry: Entry) -> None:
        level = self.outline.legend.names.get(rank + 1, "") or entry.label
        spans = (*entry.marks, *entry.numbers, *entry.title)
        title = Title(words_of(entry.title), entry.code, level, spans, entry.named)
        self.titles.append(title)
        if _is_cut(title.text, self.vocabulary):
            title.doubts.append(make(Code.TITLE_CUT, field="path", spans=entry.title))
        self.stack = [item for item in self.stack if item[0] < rank]
        self.stack.append((rank, entry, title))
        for below in entry.more:
            _set_aside(self.context, below, "text: below a title")
        for detail in entry.details:
            _set_aside(self.context, [detail.label, *detail.value], f"title: {detail.role} of a level, not of a row")

    def _work(self, entry: Entry) -> None:
        build = Build(self.context, entry.line.fragment.id)
        build.titles([title for _, _, title in self.stack])
        if entry.code:
            build.put("code", entry.numbers, text=entry.code)
        build.mark("activities", entry.marks)
        _set_aside(self.context, entry.named, "level name: repeated")
        title, inline = inline_details(entry.title, self.context.language)
        build.add("activities", title)
        for spans in entry.more:
            marks, rest = numbering.strip_bullet(spans)
            build.mark("activities", marks)
            build.add("activities", rest)
            build.doubt(Code.CELL_ASSIGNED_BY_POSITION, "activities", rest)
        for detail in [*inline, *entry.details]:
            detail.value, others = inline_details(detail.value, self.context.language)
            for found in [detail, *others]:
                self._detail(build, found)
        if _is_cut(words_of(title), self.vocabulary):
            build.doubt(Code.TITLE_CUT, "activities", title)
        self.builds.append(build)

    def _detail(self, build: Build, detail: Detail) -> None:
        """Fill the field that a labelled line is about."""
        _set_aside(self.context, [detail.label], f"label: names the field below an entry ({detail.role})")
        if detail.role in _PERSONS:
            wrapped = self.context.wrapped
            self.context.wrapped = len(detail.value) > 1
            role = {"lead": "lead", "partners": "partner", "responsible": "lead" if self.leads else ""}[detail.role]
            if detail.value:
                build.institutions(detail.value, role=role)
            self.context.wrapped = wrapped
        elif detail.role in ("deadline", "period", "start", "end"):
            self._time(build, detail)
        elif detail.role == "budget":
            self._money(build, detail)
        elif detail.role == "evaluation_term":
            build.put("evaluation_term", detail.value)
        else:
            build.add(_LISTS[detail.role], detail.value)

    def _time(self, build: Build, detail: Detail) -> None:
        read_time = periods.read_cell(words_of(detail.value), self.context.language)
        if read_time.labels and (detail.role != "deadline" or read_time.is_span):
            build.mark("periods", detail.value)
            build.row.periods += [label for label in read_time.labels if label not in build.row.periods]
            return
        if build.row.deadline:
            build.add("notes", detail.value)
            return
        build.put("deadline", detail.value)
        if read_time.unsure:
            build.doubt(Code.PERIOD_UNSURE, "deadline", detail.value)

    def _money(self, build: Build, detail: Detail) -> None:
        currency, times = amounts.unit_of(detail.label.text)
        for span in detail.value:
            at = 0
            for stated in amounts.find_amounts(span.text, currency=currency, times=times):
                made = Amount(stated.amount, stated.currency)
                build.amount(made, [span.sub(stated.start, stated.end)])
                _note(build, span.sub(at, stated.start))
                at = stated.end
            _note(build, span.sub(at, len(span.text)))

    def _names(self) -> None:
        """The document's own names of its levels, from the legend or from labels."""
        if self.context.level_names:
            return
        legend, outline = self.outline.legend, self.outline
        if legend.names:
            self.context.level_names = [legend.names[depth] for depth in sorted(legend.names)]
            return
        labels: dict[int, str] = {}
        for entry in outline.entries:
            if entry.label:
                labels.setdefault(outline.ranks[entry.key], entry.label)
        self.context.level_names = [labels[rank] for rank in sorted(labels)]


def _note(build: Build, span: Span) -> None:
    """Words beside an amount."""
    trimmed = span.strip(" ,;.()–-")
    if trimmed.start < trimmed.end:
        build.add("budget_note", [trimmed])


def _set_aside(context: Context, spans: Sequence[Span], why: str) -> None:
    for span in spans:
        context.ledger.set_aside(span.fragment, span.start, span.end, why=why)


def _words_of_document(context: Context) -> Counter[str]:
    return Counter(t.folded for f in context.source.fragments for t in tokens(f.text))


def _is_cut(text: str, vocabulary: Counter[str]) -> bool:
    """A long title that ends within a word: the last word stands nowhere else, but longer words begin with it."""
    if text.endswith(("...", "…")) or text.count("(") > text.count(")"):
        return True
    last = text.rsplit(" ", maxsplit=1)[-1]
    if len(text) < 60 or not last.isalpha() or not last.islower():
        return False
    folded = tokens(last)[0].folded
    longer = any(word.startswith(folded) and len(word) >= len(folded) + 2 for word in vocabulary)
    known = load().narrowed("function_word").has(last)
    return vocabulary[folded] == 1 and longer and not known and len(folded) <= 5
