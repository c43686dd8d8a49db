"""A plan as the Word document that it once was, in its own table layout; and as plan-json."""

from __future__ import annotations

import json as json_module
from collections.abc import Sequence

from naveza.lib import tables
from naveza.lib.docx import write_table_document

from .. import queries
from ..models import Version
from ..pages import Filters, Line
from ..reading.draft import FORMAT
from .columns import Column, columns


def json(version: Version, filters: Filters) -> bytes:
    """naveza-plan/1; under filters only the rows asked for."""
    content = {"format": FORMAT, **version.head}
    rows = [
        queries.row_content(line) | {"key": str(line.activity.key), "number": line.activity.number}
        for line in queries.all_rows(version, filters)
    ]
    content["rows"] = rows
    return json_module.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


def docx(version: Version, filters: Filters) -> bytes:
    return write_table_document(table_document(version, filters))


def table_document(version: Version, filters: Filters) -> tables.TableDocument:
    """One table for each top title: title bands, goals merged over their rows, a narrow column for each period."""
    lines = queries.all_rows(version, filters)
    periods = list(version.periods.all())
    levels = [level.name for level in version.levels.all()]
    heads = columns(lines, periods, levels)
    blocks: list[tables.Block] = []
    for title, group in _by_top(lines):
        if title:
            blocks.append(tables.Heading(title, level=1))
        blocks.append(_table([head for head in heads if head.depth is None or not _is_band(head, lines)], group, heads))
    plan = version.plan
    return tables.TableDocument(
        plan.title, plan.language or "en", tuple(blocks), subtitle=version.legal_act, footer=plan.title
    )


def _by_top(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Runs of lines below the same first title; plans with one level of titles keep it as a column."""
    if max((len(line.path) for line in lines), default=0) < 2:
        return [("", list(lines))] if lines else []
    groups: list[tuple[str, list[Line]]] = []
    for line in lines:
        top = f"{line.path[0].code} {line.path[0].title}".strip() if line.path else ""
        if not groups or groups[-1][0] != top:
            groups.append((top, []))
        groups[-1][1].append(line)
    return groups


def _is_band(head: Column, lines: Sequence[Line]) -> bool:
    """Titles above the last level stand as bands over the table, not as columns."""
    depth = max(len(line.path) for line in lines)
    return head.depth is not None and head.depth < depth - 1


def _table(heads: Sequence[Column], lines: Sequence[Line], every: Sequence[Column]) -> tables.Table:
    header = tables.Row(tuple(tables.cell(head.title, bold=True) for head in heads), role=tables.Role.HEADER)
    rows = [header]
    bands = [head for head in every if head.depth is not None and head not in heads and head.depth > 0]
    above: list[str] = []
    spans = _goal_spans(lines)
    for line, span in zip(lines, spans, strict=True):
        titles = [" ".join(band.paragraphs(line)) for band in bands]
        for depth, title in enumerate(titles):
            if title and titles[: depth + 1] != above[: depth + 1]:
                rows.append(tables.Row((tables.cell(title, bold=True, columns=len(heads)),), role=tables.Role.BAND))
        above = titles
        rows.append(tables.Row(tuple(_cells(heads, line, span))))
    shares = tuple(tables.Column(head.share, narrow=head.tick) for head in heads)
    return tables.Table(shares, tuple(rows))


def _goal_spans(lines: Sequence[Line]) -> list[int]:
    """For each line the rows that its goal covers from here; 0 where the goal began above."""
    keys = [tuple(node.pk for node in line.path) for line in lines]
    spans = []
    for index, key in enumerate(keys):
        if index and keys[index - 1] == key:
            spans.append(0)
            continue
        end = index
        while end < len(keys) and keys[end] == key:
            end += 1
        spans.append(end - index)
    return spans


def _cells(heads: Sequence[Column], line: Line, span: int) -> list[tables.Cell]:
    cells = []
    for head in heads:
        if head.depth is None:
            cells.append(tables.cell(*head.paragraphs(line)))
        elif span:
            cells.append(tables.cell(*head.paragraphs(line), rows=span))
    return cells
