"""Prints an invented half-year table page by page and gives the plain text that a PDF text layer would hold.

A small model of a printer and of a text extractor: cells are wrapped to their columns, rows break over pages, and the
lines come out cell by cell, with an empty line wherever the pen jumps by more than a line (or to the right or left).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.plans.reading.jumbled_words import Words

_WIDTHS = {"i": 22, "j": 22, "l": 22, "f": 28, "t": 28, "I": 28, " ": 28, ",": 28, ".": 28, "r": 33, "-": 33, "(": 33}
_WIDTHS |= {")": 33, "m": 83, "M": 83, "w": 72, "W": 94, "k": 50, "c": 50, "s": 50, "v": 50, "x": 50, "y": 50, "z": 50}
SIZE = 10.0
GLYPH = 6.5
TOP, BOTTOM = 70.0, 520.0
TEXTS = ("goal", "work", "result", "institutions")
"""The columns of text in the order in which `Print` gives their looks."""


@dataclass(slots=True)
class Row:
    """A row as it is printed. `results` and `institutions` are None where a merged cell above reaches down."""

    works: list[str]
    ticks: tuple[bool, ...]
    results: list[str] | None
    institutions: list[str] | None


@dataclass(slots=True)
class Goal:
    title: str
    rows: list[Row]


@dataclass(slots=True)
class Chapter:
    title: str
    goals: list[Goal]


@dataclass(slots=True)
class Print:
    """How the table is printed: order of columns, for each column of text its width in points, line spacing (1.2 tight,
    1.8 loose), empty lines between paragraphs and at a cell's end; ticks one below the other; the chapter's title after
    the first page of its table; whether the extractor writes empty lines and blanks at line ends."""

    order: tuple[str, ...] = ("goal", "work", "ticks", "result", "institutions")
    widths: tuple[float, ...] = (120, 125, 120, 115)
    tick: float = 32
    spacing: tuple[float, ...] = (1.2, 1.2, 1.2, 1.2)
    between: tuple[bool, ...] = (False, False, False, True)
    ends: tuple[bool, ...] = (True, True, False, False)
    upright: bool = False
    title_after: bool = True
    labels: tuple[str, ...] = ("2031-1", "2031-2", "2032-1", "2032-2")
    mark: str = "X"
    numbered: bool = False
    blanks: bool = True


@dataclass(slots=True)
class Mark:
    """A line of text with its place on the page; `text` ends with a blank, as word processors write it."""

    x: float
    y: float
    text: str


@dataclass(slots=True)
class Cell:
    """Lines of a cell: (drop from the line before, text)."""

    x: float
    lines: list[tuple[float, str]] = field(default_factory=list)


def width(text: str) -> float:
    return sum(_WIDTHS.get(c, 67 if c.isupper() else 56) for c in text) * SIZE / 100


def wrap(text: str, room: float) -> list[str]:
    """Lines of a paragraph, filled greedily."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def invent(words: Words, random: Random, goals: int, periods: int = 4) -> Chapter:
    """A chapter of invented goals, with all kinds of merged cells."""
    made = []
    for _ in range(goals):
        rows = []
        for number in range(random.choice((1, 1, 1, 2, 3))):
            works = [words.work(random) for _ in range(random.choice((1, 1, 2, 3)))]
            ticks = random.choice(((True,) * periods, tuple(random.random() < 0.5 for _ in range(periods))))
            ticks = ticks if any(ticks) else (False, True) + (False,) * (periods - 2)
            own = number == 0 or random.random() < 0.15
            results = [words.result(random) for _ in range(random.choice((1, 1, 2, 3)))] if own else None
            bodies = random.sample(words.institutions, random.choice((1, 2, 3, 4))) if own else None
            rows.append(Row(works, ticks, results, bodies))
        made.append(Goal(words.goal(random), rows))
    return Chapter("", made)


class Printer:
    """Prints chapters; `text()` is what an extractor gives."""

    def __init__(self, words: Words, style: Print) -> None:
        self.words, self.style = words, style
        self.pages: list[list[Mark]] = [[]]
        self.y = TOP
        self.chapters = 0
        edges, x = [], 30.0
        for name in style.order:
            edges.append((name, x))
            x += self._room(name)
        self.lefts = dict(edges)

    def _room(self, name: str) -> float:
        if name == "ticks":
            return len(self.style.labels) * self.style.tick
        return self.style.widths[TEXTS.index(name)]

    def chapter(self, chapter: Chapter) -> None:
        """A table on a new page, with its header and its title."""
        if self.pages[-1]:
            self._new_page()
        self.chapters += 1
        titled = Mark(60, 40, f"{self.words.chapter}: {chapter.title} ")
        if not self.style.title_after:
            self.pages[-1].append(titled)
        first = self.pages[-1]
        self._header()
        for number, goal in enumerate(chapter.goals, 1):
            for second, row in enumerate(goal.rows, 1):
                code = f"{self.chapters}.{number}"
                self._row(self._coded(code, goal.title) if second == 1 else None, row, f"{code}.{second}")
        if self.style.title_after:
            first.append(titled)

    def _coded(self, code: str, text: str) -> str:
        return f"{code}. {text}" if self.style.numbered else text

    def _new_page(self) -> None:
        self.pages.append([])
        self.y = TOP

    def _header(self) -> None:
        names = dict(zip(("goal", "work", "ticks", "result", "institutions"), self.words.header, strict=True))
        cells = [
            Cell(x, [(12.0, line) for line in wrap(names[name], self._room(name) - 8)])
            for name, x in self.lefts.items()
        ]
        self._emit(cells)
        left, step = self.lefts["ticks"], self.style.tick
        self._emit([Cell(left + i * step, [(12.0, label)]) for i, label in enumerate(self.style.labels)])

    def _cell(self, name: str, paragraphs: list[str]) -> Cell:
        """A text cell."""
        style, cell, column = self.style, Cell(self.lefts[name]), TEXTS.index(name)
        drop = SIZE * style.spacing[column]
        for number, paragraph in enumerate(paragraphs):
            if number and style.between[column]:
                cell.lines.append((drop, ""))
            cell.lines += [(drop, line) for line in wrap(paragraph, style.widths[column] - 8)]
        if style.ends[column]:
            cell.lines.append((drop, ""))
        return cell

    def _row(self, title: str | None, row: Row, code: str) -> None:
        works = [self._coded(code, row.works[0]), *row.works[1:]]
        content = {"goal": title and [title], "work": works, "result": row.results, "institutions": row.institutions}
        depth = len(self._cell("work", works).lines) if self.style.upright else 1
        cells = []
        for name in self.style.order:
            if name == "ticks":
                for number, tick in enumerate(row.ticks):
                    lines = [(12.0, self.style.mark if tick else "")] + [(12.0, "")] * (depth - 1)
                    cells.append(Cell(self.lefts[name] + number * self.style.tick, lines))
            elif content[name] is not None:
                cells.append(self._cell(name, list(content[name] or [])))
        if self.y > BOTTOM - 40:
            self._new_page()
        self._emit(cells)

    def _emit(self, cells: list[Cell]) -> None:
        """Write the cells of a row side by side; what does not fit goes to the next page."""
        while any(cell.lines for cell in cells):
            lowest, rest = self.y, []
            for cell in cells:
                y, left = self.y, list(cell.lines)
                while left and y + left[0][0] <= BOTTOM:
                    drop, text = left.pop(0)
                    y += drop
                    self.pages[-1].append(Mark(cell.x, y, f"{text} "))
                lowest = max(lowest, y)
                rest.append(Cell(cell.x, left))
            cells = rest
            if any(cell.lines for cell in cells):
                self._new_page()
            else:
                self.y = lowest + 4

    def text(self) -> str:
        pages = [_page_text(marks) for marks in self.pages]
        if self.style.blanks:
            return "\n\n\n".join(pages)
        lines = [line.rstrip() for page in pages for line in page.split("\n")]
        return "\n".join(line for line in lines if line)


def _page_text(marks: list[Mark]) -> str:
    """Lines of a page as an extractor writes them: one line while the pen stays on it, an empty line after a jump."""
    out, before, opened = " \n\n \n\n", None, True
    line_x = 0.0
    for mark in marks:
        if before is None:
            line_x = mark.x
        elif abs(mark.y - before.y) >= GLYPH / 2:
            far = abs(mark.y - before.y) > 2.5 * GLYPH
            aside = abs(mark.x - line_x) > 5 and not opened
            out += "\n\n" if far or aside else "\n"
            opened, line_x = far or aside, mark.x
        out += mark.text
        before = mark
    return out + "\n"
