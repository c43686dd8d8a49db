"""A plan as a worksheet or CSV: one row an activity, one paragraph a line of its cell, an X in a planned period."""

from __future__ import annotations

from naveza.lib import csvs
from naveza.lib.xlsx import Sheet, write_workbook

from .. import queries
from ..models import Version
from ..pages import Filters
from .columns import Column, columns


def _table(version: Version, filters: Filters) -> tuple[list[Column], list[list[str]]]:
    lines = queries.all_rows(version, filters)
    levels = [level.name for level in version.levels.all()]
    heads = columns(lines, list(version.periods.all()), levels)
    return heads, [["\n".join(column.paragraphs(line)) for column in heads] for line in lines]


def csv(version: Version, filters: Filters) -> bytes:
    heads, rows = _table(version, filters)
    return csvs.write_csv([column.title for column in heads], rows)


def xlsx(version: Version, filters: Filters) -> bytes:
    heads, rows = _table(version, filters)
    widths = [column.share * 14 for column in heads]
    title = version.plan.title
    sheet = Sheet(title[:31], [column.title for column in heads], rows, widths=widths, title=[title])
    return write_workbook([sheet])
