"""Any plan printed as a table is read back equal: columns in any order, merged or empty cells, one or two header rows,
header repeated or missing after a break, chapters as headings, full rows or lines, widths lost as in a text export."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from naveza.documents.blocks import Block, Cell, Heading, Paragraph, ParagraphPlace, Parsed, Table, TablePlace, Text
from naveza.plans.reading import read
from naveza.plans.reading.draft import Draft

PERIODS = ("2025-1", "2025-2", "2026-1", "2026-2")
VERBS = ("Train", "Open", "Equip", "Visit", "Describe", "Translate", "Repair", "Count")
THINGS = ("teachers in small schools", "a night shelter", "the mobile van", "all wards", "peer groups", "field kits")
GOALS = ("Safer nights", "Fewer infections", "Better schools", "Shorter waiting", "Stronger families")
CHAPTERS = ("Prevention", "Treatment", "Harm reduction")
BODIES = (
    "Ministry of Health",
    "Institute of Public Health",
    "Police",
    "Red Cross",
    "NGOs",
    "City Council",
    "University Hospital",
)
RESULTS = ("forty people trained", "report published", "shelter open", "kits in use", "fewer overdoses")


@dataclass(frozen=True)
class Work:
    activity: tuple[str, ...]
    periods: tuple[str, ...]
    results: tuple[str, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Chapters of goals of works."""

    chapters: tuple[tuple[str, tuple[tuple[str, tuple[Work, ...]], ...]], ...]


@dataclass(frozen=True)
class Style:
    order: tuple[str, ...]
    merged: bool
    two_headers: bool
    chapter: str
    repeat: str
    tick: str
    ragged: bool
    codes: bool
    headers: dict[str, str] = field(default_factory=dict)


def texts(*choices: str) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


@st.composite
def works(draw: st.DrawFn, number: int) -> Work:
    first = f"{draw(texts(*VERBS))} {draw(texts(*THINGS))} {number}"
    more = (f"{draw(texts(*VERBS))} also {draw(texts(*THINGS))}",) if draw(st.booleans()) else ()
    ticked = tuple(p for p in PERIODS if draw(st.booleans()))
    results = tuple(draw(st.lists(texts(*RESULTS), min_size=1, max_size=2, unique=True)))
    bodies = tuple(draw(st.lists(texts(*BODIES), min_size=1, max_size=4, unique=True)))
    return Work((first, *more), ticked, results, bodies)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    number = 0
    chapters = []
    for title in draw(st.lists(texts(*CHAPTERS), min_size=1, max_size=3, unique=True)):
        goals = []
        for goal in draw(st.lists(texts(*GOALS), min_size=1, max_size=3, unique=True)):
            made = []
            for _ in range(draw(st.integers(1, 3))):
                number += 1
                made.append(draw(works(number)))
            goals.append((goal, tuple(made)))
        chapters.append((title, tuple(goals)))
    return Plan(tuple(chapters))


@st.composite
def styles(draw: st.DrawFn) -> Style:
    ragged = draw(st.booleans())
    before = draw(st.permutations(["goal", "activity"])) if not ragged else ["goal", "activity"]
    after = draw(st.permutations(["results", "bodies"]))
    order = [*before, "periods", *after] if draw(st.booleans()) or ragged else [*after, *before, "periods"]
    return Style(
        order=tuple(order),
        merged=ragged or draw(st.booleans()),
        two_headers=draw(st.booleans()) or ragged,
        chapter=draw(texts("heading", "row", "line")),
        repeat=draw(texts("repeat", "missing", "none")),
        tick=draw(texts("X", "x", "✓", "●")),
        ragged=ragged,
        codes=draw(st.booleans()),
        headers={
            "goal": draw(texts("Goal", "Specific objective")),
            "activity": draw(texts("Activity", "Activities")),
            "periods": draw(texts("Timetable", "Implementation period")),
            "results": draw(texts("Expected results", "Outputs")),
            "bodies": draw(texts("Responsible institutions", "Responsible bodies")),
        },
    )


class Printer:
    """Prints a plan in a style as blocks."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.blocks: list[Block] = [Heading(self._line("Drug action plan 2025-2026"), 1)]
        self.tables = 0
        self.width = len(style.order) - 1 + len(PERIODS)

    def _line(self, text: str) -> Text:
        return Text(text, ParagraphPlace(len(getattr(self, "blocks", []))), text)

    def print(self, plan: Plan) -> Parsed:
        for number, (title, goals) in enumerate(plan.chapters, start=1):
            name = f"{number}. {title}" if self.style.codes else title
            rows: list[list[tuple[tuple[str, ...], int, int]]] = []
            if self.style.chapter == "heading":
                self.blocks.append(Heading(self._line(name), 2))
            elif self.style.chapter == "line":
                self.blocks.append(Paragraph(self._line(f"Chapter: {name}")))
            else:
                rows.append([((f"Chapter: {name}",), 1, self.width)])
            rows += self._header()
            body = [row for goal, made in goals for row in self._goal(goal, made)]
            cut = next((i for i in range(1, len(body)) if self._whole(body, i)), len(body))
            if self.style.repeat == "none" or self.style.ragged or cut == len(body):
                self._table([*rows, *body])
            else:
                self._table([*rows, *body[:cut]])
                self._table([*(self._header() if self.style.repeat == "repeat" else []), *body[cut:]])
        return Parsed("docx", tuple(self.blocks))

    def _whole(self, body: list[list[tuple[tuple[str, ...], int, int]]], cut: int) -> bool:
        """No merged cell reaches over the cut, and the goal is named again below it."""
        return len(body[cut]) == self.width and all(h <= cut - i for i in range(cut) for _, h, _ in body[i])

    def _header(self) -> list[list[tuple[tuple[str, ...], int, int]]]:
        tall = 2 if self.style.two_headers else 1
        first: list[tuple[tuple[str, ...], int, int]] = []
        for column in self.style.order:
            if column != "periods":
                first.append(((self.style.headers[column],), tall, 1))
            elif self.style.two_headers:
                first.append(((self.style.headers[column],), 1, len(PERIODS)))
            else:
                first += [((p,), 1, 1) for p in PERIODS]
        return [first, [((p,), 1, 1) for p in PERIODS]] if self.style.two_headers else [first]

    def _goal(self, goal: str, made: tuple[Work, ...]) -> list[list[tuple[tuple[str, ...], int, int]]]:
        rows = []
        for number, work in enumerate(made):
            row: list[tuple[tuple[str, ...], int, int]] = []
            for column in self.style.order:
                if column == "goal":
                    if self.style.merged and number == 0:
                        row.append(((goal,), len(made), 1))
                    elif not self.style.merged:
                        row.append(((goal,), 1, 1))
                elif column == "periods":
                    row += [((self.style.tick,) if p in work.periods else (), 1, 1) for p in PERIODS]
                else:
                    value = {"activity": work.activity, "results": work.results, "bodies": work.bodies}[column]
                    row.append((value, 1, 1))
            rows.append(row)
        return rows

    def _table(self, rows: list[list[tuple[tuple[str, ...], int, int]]]) -> None:
        cells: list[Cell] = []
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            c = 0
            for written, height, width in row:
                while (r, c) in taken:
                    c += 1
                place = TablePlace(self.tables, r, c)
                lines = tuple(Text(t, TablePlace(self.tables, r, c, n), t) for n, t in enumerate(written))
                cells.append(Cell(r, c, lines, place, height, width))
                taken |= {(r + i, c + j) for i in range(height) for j in range(width)}
                c += width
        if self.style.ragged:
            cells = self._ragged(cells, len(rows))
        self.blocks.append(Table(tuple(cells), len(rows), self.width, TablePlace(self.tables, 0, 0), self.style.ragged))
        self.tables += 1

    def _ragged(self, cells: list[Cell], rows: int) -> list[Cell]:
        """Widths lost; a cell that reaches down leaves empty ones below it."""
        result = []
        for r in range(rows):
            here = sorted((c for c in cells if c.row <= r < c.row + c.row_span), key=lambda c: c.column)
            for ordinal, cell in enumerate(here):
                lines = cell.texts if cell.row == r else ()
                result.append(Cell(r, ordinal, lines, TablePlace(self.tables, r, ordinal)))
        return result


def told(draft: Draft) -> list[tuple[list[str], list[str | None], list[str], list[str], list[str], list[str]]]:
    return [(r.path, r.path_codes, r.activities, r.periods, r.expected_results, r.institutions) for r in draft.rows]


def meant(
    plan: Plan, style: Style
) -> list[tuple[list[str], list[str | None], list[str], list[str], list[str], list[str]]]:
    rows = []
    for number, (title, goals) in enumerate(plan.chapters, start=1):
        code = str(number) if style.codes else None
        for goal, made in goals:
            for work in made:
                lists = (list(work.activity), list(work.periods), list(work.results), list(work.bodies))
                rows.append(([title, goal], [code, None], *lists))
    return rows


@settings(max_examples=60, deadline=None)
@given(plans(), styles())
def test_any_plan_in_any_layout_is_read_back_equal(plan: Plan, style: Style) -> None:
    draft = read(Printer(style).print(plan), name="printed")
    assert told(draft) == meant(plan, style)
    assert draft.periods == list(PERIODS)
    assert not [u for u in draft.unplaced if u.why.partition(":")[0] in ("table", "text", "unrecognised")]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=25), min_size=1, max_size=6), min_size=1, max_size=8))
def test_no_table_of_nonsense_breaks_the_reader_or_loses_a_word(rows: list[list[str]]) -> None:
    cells = tuple(
        Cell(r, c, (Text(" ".join(t.split()), TablePlace(0, r, c), t),) if t.strip() else (), TablePlace(0, r, c))
        for r, row in enumerate(rows)
        for c, t in enumerate(row)
    )
    width = max(len(row) for row in rows)
    parsed = Parsed("docx", (Table(cells, len(rows), width, TablePlace(0, 0, 0)),))
    draft = read(parsed, name="nonsense")
    named = {(p["row"], p["column"]) for p in _places(draft) if "row" in p}
    wanted = {(c.row, c.column) for c in cells for t in c.texts if any(x.isalnum() for x in t.text)}
    assert wanted <= named


def _places(draft: Draft) -> list[dict[str, object]]:
    found = [p for row in draft.rows for places in row.sources.values() for p in places]
    found += [p for row in draft.rows for amount in row.budget for p in amount.source]
    found += [p for places in draft.sources.values() for p in places]
    found += [p for amount in draft.budget for p in amount.source]
    return found + [p for left in draft.unplaced for p in left.source]
