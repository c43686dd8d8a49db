"""Columns that a person has mapped: for headers no word list knows, and for headers that were read wrong.

A mapping is plain JSON and knows its table by a signature of the header, so that the next document of that kind is read
without asking. `propose` gives what the reader would do by itself, with samples, for the mapping screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from naveza.plans.reading.columns import ROLES, Column, Columns, from_header, from_shape, header_rows
from naveza.plans.reading.fragments import SourceTable
from naveza.plans.reading.names import Judge, normal
from naveza.plans.reading.raster import Raster

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Roles of the columns of one kind of table. `roles` has one of `columns.ROLES` (or `ignore`) for each column,
    `labels` the period of each tick column (else empty), `header_rows` how many rows the header has."""

    signature: str
    roles: tuple[str, ...]
    labels: tuple[str, ...] = ()
    header_rows: int = 1

    def as_json(self) -> dict[str, Any]:
        return {
            "signature": self.signature,
            "roles": list(self.roles),
            "labels": list(self.labels),
            "header_rows": self.header_rows,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ColumnMapping:
        """Raises ValueError with a sentence where a role is not known."""
        roles = tuple(str(r) for r in data.get("roles", ()))
        unknown = [r for r in roles if r not in (*ROLES, "ignore")]
        if unknown or not roles:
            raise ValueError(f"A column cannot have the role {', '.join(unknown) or '(none)'}.")
        labels = tuple(str(x) for x in data.get("labels", ()))
        return cls(str(data.get("signature", "")), roles, labels, int(data.get("header_rows", 1)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the reader would take each column for: header, role, how it knows (header, shape) and sample cells."""

    mapping: ColumnMapping
    headers: tuple[str, ...]
    by: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...] = field(default=())


def signature(raster: Raster, rows: Sequence[int]) -> str:
    """Folded words of the header cells, column by column; of the first filled row where no header was found."""
    chosen = list(rows) or _first(raster)
    parts = []
    for column in range(raster.columns):
        words: list[str] = []
        for row in chosen:
            placed = raster.at(row, column)
            if placed is not None and normal(placed.text) not in words:
                words.append(normal(placed.text))
        parts.append(" ".join(w for w in words if w))
    return "|".join(parts)


def _first(raster: Raster) -> list[int]:
    return [r for r in range(raster.rows) if len(raster.filled(r)) > 1][:1]


def propose(table: SourceTable, *, language: str = "", judge: Judge | None = None) -> Proposal:
    """The reader's own reading of a table's columns."""
    raster = Raster(table, language)
    judge = judge or Judge(language)
    rows = header_rows(raster, language)
    columns = from_header(raster, rows, language, judge) if rows else from_shape(raster, language, judge)
    chosen = rows or _first(raster)
    mapping = ColumnMapping(
        signature(raster, rows),
        tuple(columns.roles),
        tuple(c.label for c in columns.columns),
        (chosen[-1] - chosen[0] + 1) if chosen else 0,
    )
    headers = tuple(_header(raster, chosen, c) for c in range(raster.columns))
    samples = tuple(_samples(raster, chosen, c) for c in range(raster.columns))
    return Proposal(mapping, headers, tuple(c.by for c in columns.columns), samples)


def _header(raster: Raster, rows: Sequence[int], column: int) -> str:
    texts = [p.text.strip() for r in rows if (p := raster.at(r, column)) is not None and p.text.strip()]
    return " / ".join(dict.fromkeys(texts))


def _samples(raster: Raster, rows: Sequence[int], column: int) -> tuple[str, ...]:
    start = (rows[-1] + 1) if rows else 0
    texts = [p.text.strip() for r in range(start, raster.rows) if (p := raster.at(r, column)) and p.row == r]
    return tuple(t[:120] for t in texts if t)[:_SAMPLES]


def columns_by_mapping(mappings: Sequence[object], raster: Raster, rows: Sequence[int]) -> Columns | None:
    """Columns of a table that a mapping knows; None where none does."""
    if not mappings:
        return None
    mine = signature(raster, rows)
    for mapping in mappings:
        if isinstance(mapping, ColumnMapping) and mapping.signature == mine and len(mapping.roles) == raster.columns:
            header = list(rows) or [r for r in _first(raster) for r in range(r, r + mapping.header_rows)]
            return _mapped(mapping, raster, header)
    return None


def _mapped(mapping: ColumnMapping, raster: Raster, header: list[int]) -> Columns:
    made = []
    for index, role in enumerate(mapping.roles):
        label = mapping.labels[index] if index < len(mapping.labels) else ""
        name = _header(raster, header, index)
        column = Column(index, "note" if role == "ignore" else role, name, label, "mapping")
        made.append(column if role == "tick" or not label else replace(column, label=label))
    return Columns(made, header)
