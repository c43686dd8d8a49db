"""Amounts of a budget column, in the currency, unit and year of its header."""

from __future__ import annotations

from collections.abc import Sequence

from naveza.plans.reading import amounts, periods
from naveza.plans.reading.columns import Column
from naveza.plans.reading.draft import Amount
from naveza.plans.reading.fragments import Span


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
