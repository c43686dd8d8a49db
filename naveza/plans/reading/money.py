"""Amounts of money in tables: of a budget column of the plan, and of tables that only list sums."""

from __future__ import annotations

from collections.abc import Sequence

from naveza.plans.reading import amounts, periods
from naveza.plans.reading.columns import Column
from naveza.plans.reading.draft import Amount
from naveza.plans.reading.fragments import SourceTable, Span, places_of, words_of
from naveza.plans.reading.headers import classify
from naveza.plans.reading.layout import Context
from naveza.plans.reading.raster import Placed, Raster
from naveza.plans.reading.shapes import shape_of
from naveza.plans.reading.vocabulary import load

_MOST_COLUMNS = 12


def amounts_of(
    spans: Sequence[Span], column: Column, language: str, *, total: bool = False
) -> list[tuple[Amount, list[Span]]]:
    """Amounts of a cell with the span of each. Nothing is added up; `total` marks those of a row of sums."""
    currency, times = amounts.unit_of(column.name)
    years = periods.periods_in(column.name, language)
    period = column.label or (years[0].label if len(years) == 1 else None)
    result = []
    for span in spans:
        for stated in amounts.find_amounts(span.text, currency=currency, times=times):
            amount = Amount(stated.amount, stated.currency, period=period, total=total)
            result.append((amount, [span.sub(stated.start, stated.end)]))
    return result


def sums_of_sources(spans: Sequence[Span]) -> list[Amount]:
    """`town budget 20,000 €` among the sources of funds: the amount is stated, the words stay a source."""
    return [
        Amount(a.amount, a.currency, what=span.text, source=places_of([span.sub(a.start, a.end)]))
        for span in spans
        for a in amounts.find_amounts(span.text)
    ]


def read_tables(context: Context) -> None:
    """Tables beside the plan that list sums (who or what, how much): amounts of the document."""
    for table in context.source.tables():
        fragments = [f for c in table.cells for f in c.fragments if f.text.strip()]
        if 1 < table.columns <= _MOST_COLUMNS and fragments and all(context.ledger.is_free(f) for f in fragments):
            _read_table(context, table)


def _read_table(context: Context, table: SourceTable) -> None:
    raster = Raster(table, context.language)
    first = next((r for r in range(raster.rows) if len(raster.filled(r)) > 1), raster.rows)
    body = [r for r in range(first + 1, raster.rows) if raster.filled(r)]
    columns = [c for c in range(raster.columns) if _holds_sums(context, raster, first, body, c)] if body else []
    if not columns:
        return
    for placed in raster.filled(first):
        for fragment in placed.cell.fragments:
            context.ledger.set_aside_free(fragment, why="header: name of a column")
    for row in body:
        _read_row(context, raster, first, row, columns)


def _holds_sums(context: Context, raster: Raster, header: int, body: Sequence[int], column: int) -> bool:
    """Headed by a word for money, and nearly nothing but sums below."""
    placed = raster.at(header, column)
    head = classify(placed.text, context.language) if placed is not None else None
    if head is None or head.concept != "budget":
        return False
    return shape_of(raster, column, body, context.language, context.judge).sums >= 0.8


def _read_row(context: Context, raster: Raster, header: int, row: int, columns: Sequence[int]) -> None:
    cells = raster.filled(row)
    label = [s for p in cells if p.column not in columns for s in p.cell.spans()]
    made: list[Amount] = []
    total = load().narrowed("total").for_language(context.language).start(words_of(label)) is not None
    for placed in cells:
        if placed.column in columns:
            made += _amounts(context, raster, header, placed, total)
    if not made:
        return
    for span in label:
        context.ledger.take_span(span, to="budget what")
    for amount in made:
        amount.what = words_of(label) or None
        amount.source = [*places_of(label), *amount.source]
    context.draft.budget += made


def _amounts(context: Context, raster: Raster, header: int, placed: Placed, total: bool) -> list[Amount]:
    head = raster.at(header, placed.column)
    column = Column(placed.column, "budget", head.text if head is not None else "")
    result = []
    for amount, passage in amounts_of(placed.cell.spans(), column, context.language, total=total):
        for span in passage:
            context.ledger.take_span(span, to="budget")
        amount.source = places_of(passage)
        result.append(amount)
    return result
