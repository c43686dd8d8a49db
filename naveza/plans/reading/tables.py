"""Which tables of a document hold activities, and what their columns are.

A table is tried in this order: columns that a person has mapped, a header whose words are known, the columns of the
table before, a header of unknown words, the looks of its cells, a card with the names of fields on its left.
"""

from __future__ import annotations

from dataclasses import dataclass

from naveza.plans.reading.columns import (
    Columns,
    completed,
    from_header,
    from_shape,
    header_rows,
    inherited,
    unknown_header,
)
from naveza.plans.reading.fragments import SourceTable
from naveza.plans.reading.headers import classify
from naveza.plans.reading.layout import Context
from naveza.plans.reading.mapping import columns_by_mapping
from naveza.plans.reading.raster import Raster, transposed

_MOST_COLUMNS = 80  # a plan has none wider; spreadsheets of data have
_SIGNS = frozenset({"tick", "period", "deadline", "responsible", "lead", "partners"})


@dataclass(eq=False, slots=True)
class PlanTable:
    """A table that holds activities."""

    table: SourceTable
    raster: Raster
    columns: Columns


def plan_tables(context: Context) -> list[PlanTable]:
    """Tables that hold activities, with their columns, in the document's order."""
    if "plan_tables" not in context.memory:
        context.memory["plan_tables"] = _plan_tables(context)
    found: list[PlanTable] = context.memory["plan_tables"]
    return found


def _plan_tables(context: Context) -> list[PlanTable]:
    result: list[PlanTable] = []
    before: Columns | None = None
    for table in context.source.tables():
        if not any(context.ledger.is_free(f) for c in table.cells for f in c.fragments):
            continue
        if not (1 < table.columns <= _MOST_COLUMNS and table.rows > 0):
            continue
        raster = Raster(table, context.language)
        columns = _columns(context, raster, before)
        if columns is None or columns.activity is None or _is_card(raster, columns, context.language):
            raster = Raster(transposed(table), context.language)
            columns = _card_columns(context, raster)
        else:
            before = columns
        if columns is not None and columns.activity is not None:
            result.append(PlanTable(table, raster, columns))
    return result


def _is_card(raster: Raster, columns: Columns, language: str) -> bool:
    """No header above, but the first column names fields: activity, lead, deadline, …"""
    if columns.header and not all(c.by == "shape" for c in columns.columns):
        return False
    return _names_fields(Raster(transposed(raster.table), language), language)


def _names_fields(raster: Raster, language: str) -> bool:
    """The first row (of an exchanged table) names at least three fields, the activity among them."""
    if raster.rows < 2 or raster.columns < 3:
        return False
    found = [h for p in raster.filled(0) if (h := classify(p.text, language)) is not None and h.coverage >= 0.3]
    concepts = {h.concept for h in found}
    work = concepts & {"activity", "measure"} and concepts & {"lead", "responsible", "deadline", "period", "indicator"}
    return bool(work) and len(concepts) >= 3 and len(found) * 3 >= len(raster.filled(0)) * 2


def _card_columns(context: Context, raster: Raster) -> Columns | None:
    if not _names_fields(raster, context.language):
        return None
    return from_header(raster, [0], context.language, context.judge)


def _columns(context: Context, raster: Raster, before: Columns | None) -> Columns | None:
    if raster.columns < 2 or not any(len(raster.filled(r)) > 1 for r in range(raster.rows)):
        return None
    rows = header_rows(raster, context.language)
    mapped = columns_by_mapping(context.mappings, raster, rows)
    if mapped is not None:
        return mapped
    if rows:
        return completed(from_header(raster, rows, context.language, context.judge), before)
    if before is not None and (kept := inherited(before, raster)) is not None:
        return kept
    rows = unknown_header(raster, context.language, context.judge)
    if rows:
        named = from_header(raster, rows, context.language, context.judge)
        known = {c.role for c in named.columns} & _SIGNS
        return named if known and raster.columns >= 3 and named.activity is not None else None
    guessed = from_shape(raster, context.language, context.judge)
    signs = {c.role for c in guessed.columns} & _SIGNS
    enough = len(signs) >= 1 and raster.columns >= 3 and raster.rows >= 2
    return guessed if enough and guessed.activity is not None else None
