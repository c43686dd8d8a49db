"""Finds the cells of all jumbled tables of a document: divides, learns from the division, divides again.

The first division knows only what is common to all tables. From it the widths of the columns, the words and names of
each column and the heights of the cells at a page's end are learnt, and the next division is a better one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from naveza.plans.reading.jumbled_cells import Divider, Division, Placed, Run
from naveza.plans.reading.jumbled_costs import BLANK, INSTITUTIONS, Costs, Cut, Sight, Style, learn_widths
from naveza.plans.reading.jumbled_lexicon import Lexicon
from naveza.plans.reading.jumbled_lines import Line, Piece
from naveza.plans.reading.jumbled_look import Eyes
from naveza.plans.reading.jumbled_stations import AFTER, BEFORE, OUTSIDE, REST, Station
from naveza.plans.reading.jumbled_tables import JumbledTable
from naveza.plans.reading.vocabulary import fold

ROUNDS = 3
MERGED_SHARE = 0.6


def solve(
    tables: Sequence[JumbledTable], language: str, lines: Iterable[Line], names: Iterable[str] = ()
) -> list[list[Division]]:
    """For each table the division of each of its runs. `names` are institutions known beforehand."""
    eyes = Eyes(language, names)
    eyes.learn(line.text for line in lines)
    jumps = _parted_by_jumps(tables)
    styles = [Style(jumps=jumps) for _ in tables]
    lexicon, sights = Lexicon(), dict[int, Sight]()
    divisions: list[list[Division]] = [[] for _ in tables]
    shapes: list[Shape] = [() for _ in tables]
    moving = set(range(len(tables)))
    for number in range(ROUNDS):
        for at in sorted(moving):
            divider = Divider(tables[at].columns, _judge(eyes, styles[at], lexicon, sights))
            divisions[at] = divider.divide(tables[at].runs)
            before, shapes[at] = shapes[at], _shape(divisions[at])
            if before == shapes[at]:
                moving.discard(at)
        if number == ROUNDS - 1 or not moving:
            break
        lexicon = _learn(tables, divisions, eyes, styles)
        for table, divided in zip(tables, divisions, strict=True):
            _learn_cuts(table, divided, eyes)
    return divisions


Shape = tuple[tuple[Station, bool], ...]
"""Where each piece of a table was placed; a table whose shape stays the same is divided for good."""


def _shape(divided: Sequence[Division]) -> Shape:
    return tuple((placed.station, placed.paragraph) for division in divided for placed in division.placed)


def _judge(eyes: Eyes, style: Style, lexicon: Lexicon, sights: dict[int, Sight]) -> Callable[[Run], Costs]:
    def judge(run: Run) -> Costs:
        if run.number not in sights:
            sights[run.number] = Sight(eyes, run.pieces, style.jumps)
        return Costs(eyes, style, lexicon, sights[run.number], run.number)

    return judge


def _parted_by_jumps(tables: Sequence[JumbledTable]) -> bool:
    """True where empty lines stand between some lines but not all: then they tell cells apart."""
    gaps = [p.gap for t in tables for run in t.runs for p in run.pieces[1:]]
    return any(gap.empty for gap in gaps)


def _learn(
    tables: Sequence[JumbledTable], divisions: Sequence[Sequence[Division]], eyes: Eyes, styles: Sequence[Style]
) -> Lexicon:
    """Widths of the columns of each table, words of the columns and names of institutions of the document."""
    lexicon = Lexicon()
    names: Counter[str] = Counter()
    beats: Counter[tuple[str, bool, bool]] = Counter()
    for table, divided, style in zip(tables, divisions, styles, strict=True):
        seen: dict[str, list[tuple[float, float | None]]] = {}
        for run, division in zip(table.runs, divided, strict=True):
            for number, placed in enumerate(division.placed):
                if placed.station.part == OUTSIDE:
                    continue
                role = placed.station.role
                own = role in INSTITUTIONS
                lexicon.learn(run.number, role, placed.piece.text, institutions=own, opener=placed.paragraph)
                if not placed.opens and not placed.piece.gap.page:
                    beats[(role, placed.paragraph, placed.piece.gap.empty > 0)] += 1
                seen.setdefault(role, []).append(_printed(division.placed, number, eyes))
                if own:
                    after = division.placed[number + 1] if number + 1 < len(division.placed) else None
                    same = after is not None and not after.opens and after.station == placed.station
                    lexicon.pair(run.number, placed.piece.text, after.piece.text if same and after else "")
                if own and placed.paragraph:
                    names[fold(placed.piece.text).strip(" ,;.")] += 1
        style.widths = learn_widths(seen)
        style.margins = {role: 1.02 + 0.6 / len(found) for role, found in seen.items()}
    rhythm = _rhythm(beats)
    for style in styles:
        style.rhythm = rhythm
    eyes.know(name for name, count in names.items() if count > 1)
    return lexicon


def _rhythm(beats: Counter[tuple[str, bool, bool]]) -> dict[tuple[str, bool], float]:
    """For each column, wrapped lines and paragraphs apart, the share that comes after an empty line."""
    kinds = {(role, paragraph) for role, paragraph, _ in beats}
    return {kind: (beats[(*kind, True)] + 1.0) / (beats[(*kind, True)] + beats[(*kind, False)] + 2.0) for kind in kinds}


def _printed(placed: Sequence[Placed], number: int, eyes: Eyes) -> tuple[float, float | None]:
    """Width of a line, and with the next word where the line was wrapped."""
    look = eyes.look(placed[number].piece.text)
    after = placed[number + 1] if number + 1 < len(placed) else None
    if after is None or after.opens or after.paragraph:
        return look.width, None
    return look.width, look.width + BLANK + eyes.look(after.piece.text).first_word


def _learn_cuts(table: JumbledTable, divided: Sequence[Division], eyes: Eyes) -> None:
    """For each run in which a page ends: how high the cells of its row stood before, and how they ended."""
    roles = (*table.columns.before, *table.columns.after)
    for number, run in enumerate(table.runs):
        if number == 0 or not any(p.gap.page or p.gap.lines >= 4 for p in run.pieces):
            continue
        own = _row_cells(divided, number)
        heights = {role: _height(pieces) for role, pieces in own.items()}
        highest = max(heights.values(), default=1.0)
        run.cuts = {}
        for role in roles:
            pieces = own.get(role) or _merged(divided, number, role)
            share = heights[role] / highest if role in own else MERGED_SHARE
            run.cuts[role] = _cut(pieces, share, eyes)


def _row_cells(divided: Sequence[Division], number: int) -> dict[str, list[Piece]]:
    """Cells of the row between run `number - 1` and run `number`, up to the end of the page."""
    cells: dict[str, list[Piece]] = {}
    for placed in divided[number - 1].placed:
        if placed.station.part == BEFORE:
            cells.setdefault(placed.station.role, []).append(placed.piece)
    for placed in divided[number].placed:
        if placed.station.part == AFTER:
            cells.setdefault(placed.station.role, []).append(placed.piece)
    return cells


def _merged(divided: Sequence[Division], number: int, role: str) -> list[Piece]:
    """The cell of an earlier row that may reach down to this row."""
    for earlier in range(number - 1, 0, -1):
        pieces = _row_cells(divided, earlier).get(role, [])
        rest = [p.piece for p in divided[earlier].placed if p.station.part == REST and p.station.role == role]
        if pieces or rest:
            return [*pieces, *rest]
    return []


def _height(pieces: Sequence[Piece]) -> float:
    """Height of a cell in lines: a jump within it is wide spacing, a blank line an empty paragraph."""
    return sum(1.0 + (0.6 * min(p.gap.empty, 1) + p.gap.blank if i else 0.0) for i, p in enumerate(pieces))


def _cut(pieces: Sequence[Piece], share: float, eyes: Eyes) -> Cut:
    opened = sum(p.text.count("(") - p.text.count(")") for p in pieces)
    return Cut(share, eyes.look(pieces[-1].text) if pieces else None, opened > 0)
