"""What a column holds by the look of its cells: ticks, periods, sums, numbers, institutions, long or short texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from naveza.plans.reading import periods
from naveza.plans.reading.names import Judge
from naveza.plans.reading.raster import Raster
from naveza.plans.reading.vocabulary import tokens

_MONEY = "€|eur|kč|czk|lei|ron|usd|rsd|kn|zł|gbp|£|\\$"
_SUM = re.compile(
    rf"^[^\w]*(?:{_MONEY})?\s*\d[\d .,\u00a0\u202f]*(?:,-)?\s*(?:{_MONEY}|mio|tis|mil)?\.?[^\w]*$", re.IGNORECASE
)
_ORDINAL = re.compile(r"^[A-Z]{0,2}\d{1,3}(?:\.\d{1,3})*[.)]?$|^[IVXLC]{1,5}[.)]?$")
_CUT = re.compile(r"[,;\n]")
_SAMPLE = 40
_MOSTLY_KNOWN = 3  # with so many known headers, one of unknown words is no column that the lists would not know


@dataclass(frozen=True, slots=True)
class Shape:
    """Shares (0 to 1) of a column's filled cells; `words` is the mean number of words, `filled` the share of rows in
    which a cell of its own starts, `distinct` the share of different texts."""

    ticks: float = 0.0
    times: float = 0.0
    dates: float = 0.0
    sums: float = 0.0
    ordinals: float = 0.0
    institutions: float = 0.0
    words: float = 0.0
    filled: float = 0.0
    distinct: float = 0.0


def shape_of(raster: Raster, column: int, rows: Sequence[int], language: str, judge: Judge) -> Shape:
    """The look of a column."""
    cells = [p for r in rows[:_SAMPLE] if (p := raster.at(r, column)) and p.row == r and p.text.strip()]
    if not cells:
        return Shape()
    texts = [p.text.strip() for p in cells]
    count = len(texts)
    read = [periods.read_cell(t, language) for t in texts]
    parsed = [periods.parse(t, language) for t in texts]
    points = [p is not None and p.kind in ("month", "day") for p in parsed]  # a month alone is a deadline
    return Shape(
        ticks=sum(1 for t in texts if periods.tick(t, language)) / count,
        times=sum(
            1 for t, r, p in zip(texts, read, points, strict=True) if r.labels and not p and not _ORDINAL.match(t)
        )
        / count,
        dates=sum(1 for r, p in zip(read, points, strict=True) if p or _is_deadline(r)) / count,
        sums=sum(1 for t in texts if _SUM.match(t) and re.search(r"\d{2}", t)) / count,
        ordinals=sum(1 for t in texts if _ORDINAL.match(t)) / count,
        institutions=sum(_institution_share(p.cell.text, judge) for p in cells) / count,
        words=sum(len(tokens(t)) for t in texts) / count,
        filled=count / max(1, min(len(rows), _SAMPLE)),
        distinct=len(set(texts)) / count,
    )


def _is_deadline(read: periods.CellPeriods) -> bool:
    return bool(read.deadline) and not read.unsure and len(read.deadline or "") < 60


def _institution_share(text: str, judge: Judge) -> float:
    pieces = [x for x in _CUT.split(text) if x.strip()]
    good = sum(1 for x in pieces if judge(x).strong and not (judge(x).lower and not judge(x).generic))
    return good / len(pieces) if pieces else 0.0


def guess_roles(
    raster: Raster, rows: Sequence[int], *, made_roles: Sequence[str], language: str, judge: Judge
) -> list[str]:
    """A role for every column; those in `made_roles` that are not empty stay. Columns that could be anything become
    `note`."""
    shapes = [shape_of(raster, i, rows, language, judge) for i in range(raster.columns)]
    roles = [role or _by_look(shapes[i]) for i, role in enumerate(made_roles)]
    texts = [i for i, role in enumerate(roles) if role == "text"]
    if "activity" not in roles and texts:
        chosen = _most_active(texts, shapes)
        roles[chosen] = "activity"
        texts.remove(chosen)
    activity = roles.index("activity") if "activity" in roles else -1
    for index in texts:
        known = sum(1 for role in made_roles if role)
        named = [raster.at(r, index) for r in range(raster.rows) if r not in rows]
        headed = any(p is not None and p.text.strip() for p in named) and known >= _MOSTLY_KNOWN
        roles[index] = _text_role(index, activity, shapes, roles) if not headed or index < activity else "note"
    return roles


def _by_look(shape: Shape) -> str:
    if shape.filled == 0.0:
        return "note"
    if shape.ticks >= 0.8:
        return "tick"
    if shape.ordinals >= 0.8:
        return "number"
    if shape.times >= 0.6:
        return "period"
    if shape.sums >= 0.6:
        return "budget"
    if shape.dates >= 0.6:
        return "deadline"
    return "responsible" if shape.institutions >= 0.6 else "text"


def _most_active(texts: Sequence[int], shapes: Sequence[Shape]) -> int:
    """The work: the leftmost column of texts that is filled in (nearly) every row and repeats (nearly) nothing."""
    fullest = max(shapes[i].filled for i in texts)
    full = [i for i in texts if shapes[i].filled >= fullest - 0.05 and shapes[i].words >= 1.5]
    unlike = [i for i in full if shapes[i].distinct >= 0.9]
    return (unlike or full or list(texts))[0]


def _text_role(index: int, activity: int, shapes: Sequence[Shape], roles: Sequence[str]) -> str:
    if index < activity:
        return "goal"
    if "result" not in roles and shapes[index].words >= 2 and not any(r == "indicator" for r in roles):
        return "result"
    return "note"
