"""The screen on which a person says what the columns of a table mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naveza.documents.blocks import Parsed, Table
from naveza.lib.dates import bounds

from .reading import read
from .reading.columns import ROLES
from .reading.draft import row_to_json
from .reading.fragments import Source, SourceTable
from .reading.mapping import ColumnMapping, Proposal, propose

SHOWN_ROWS = 8
PREVIEW_ROWS = 40  # rows of the table that the preview reads; a look, not the whole reading
MOST_TABLES = 40

ROLE_NAMES: dict[str, Promise | str] = {
    "ignore": _("Not needed"),
    "number": _("Number"),
    "chapter": _("Chapter"),
    "goal": _("Goal"),
    "measure": _("Measure"),
    "activity": _("Activity"),
    "tick": _("Cross for a period"),
    "period": _("Period"),
    "start": _("Begin"),
    "end": _("End"),
    "deadline": _("Deadline"),
    "result": _("Expected results"),
    "indicator": _("Indicators"),
    "evaluation_term": _("Evaluation term"),
    "lead": _("Lead"),
    "responsible": _("Responsible institutions"),
    "partners": _("Partners"),
    "lead_partners": _("Lead and partners in one"),
    "budget": _("Money"),
    "source_of_funds": _("Source of money"),
    "target_group": _("Target group"),
    "note": _("Note"),
    "other": _("Something else"),
}


@dataclass(frozen=True)
class MappedColumn:
    """One column on the screen: its header, examples, and what it is taken for."""

    index: int
    header: str
    samples: Sequence[str]
    role: str
    label: str


@dataclass(frozen=True)
class TableChoice:
    """A table of the document that can be mapped."""

    index: int
    header: str
    rows: int
    current: bool


@dataclass(frozen=True)
class MappingPage:
    tables: Sequence[TableChoice]
    columns: Sequence[MappedColumn]
    rows: Sequence[Sequence[str]]  # the first rows of the table as it stands in the document
    header_rows: int
    mapping: ColumnMapping
    roles: Sequence[tuple[str, Promise | str]]


def mappable_tables(parsed: Parsed) -> list[SourceTable]:
    """Tables with at least two columns and rows, the first of each kind, the largest first."""
    kinds: dict[str, SourceTable] = {}
    for table in Source(parsed).tables():
        if table.rows >= 2 and table.columns >= 2:
            signature = propose(table).mapping.signature
            known = kinds.get(signature)
            if known is None or table.rows > known.rows:
                kinds[signature] = table
    return sorted(kinds.values(), key=lambda table: -table.rows * table.columns)[:MOST_TABLES]


def mapping_page(parsed: Parsed, *, table: int | None, sent: Mapping[str, Any] | None = None) -> MappingPage | None:
    """The screen for one table (the largest where none is asked for); None for a document without tables."""
    tables = mappable_tables(parsed)
    if not tables:
        return None
    chosen = next((found for found in tables if found.index == table), tables[0])
    proposal = propose(chosen, language=parsed.language)
    mapping = sent_mapping(proposal, sent) if sent else proposal.mapping
    columns = [
        MappedColumn(index, header or "", proposal.samples[index], mapping.roles[index], _label(mapping, index))
        for index, header in enumerate(proposal.headers)
    ]
    choices = [
        TableChoice(found.index, _first_words(found), found.rows, found.index == chosen.index) for found in tables
    ]
    return MappingPage(choices, columns, _first_rows(chosen), mapping.header_rows, mapping, roles())


def roles() -> list[tuple[str, Promise | str]]:
    """What a column can be, with the words of the screen."""
    return [(role, ROLE_NAMES.get(role, role)) for role in ("ignore", *ROLES)]


def _label(mapping: ColumnMapping, index: int) -> str:
    return mapping.labels[index] if index < len(mapping.labels) else ""


def sent_mapping(proposal: Proposal, sent: Mapping[str, Any]) -> ColumnMapping:
    """What the person chose, over what the reader proposed. Unknown roles fall back to the proposal's."""
    known = {"ignore", *ROLES}
    count = len(proposal.mapping.roles)
    chosen = [str(sent.get(f"role-{index}", "")) for index in range(count)]
    labels = [str(sent.get(f"label-{index}", "")).strip()[:40] for index in range(count)]
    header_rows = str(sent.get("header_rows", ""))
    return replace(
        proposal.mapping,
        roles=tuple(
            role if role in known else given for role, given in zip(chosen, proposal.mapping.roles, strict=True)
        ),
        labels=tuple(label if role == "tick" else "" for label, role in zip(labels, chosen, strict=True)),
        header_rows=int(header_rows)
        if header_rows.isdigit() and len(header_rows) < 3
        else proposal.mapping.header_rows,
    )


def problems(mapping: ColumnMapping) -> list[str]:
    """Why a mapping cannot give rows yet: codes."""
    found = []
    if not {"activity", "measure"} & set(mapping.roles):
        found.append("no_activity")
    if any(role == "tick" and not _label(mapping, index) for index, role in enumerate(mapping.roles)):
        found.append("no_label")
    labels = [label for label in mapping.labels if label]
    if len(set(labels)) < len(labels):
        found.append("same_label")
    return found


def preview(parsed: Parsed, page: MappingPage, name: str) -> list[dict[str, Any]]:
    """The rows that this mapping gives, from the first rows of the table."""
    index = next(choice.index for choice in page.tables if choice.current)
    block = parsed.blocks[index]
    assert isinstance(block, Table)  # noqa: S101 - chosen among the tables
    cells = tuple(cell for cell in block.cells if cell.row < PREVIEW_ROWS)
    short = replace(block, cells=cells, rows=min(block.rows, PREVIEW_ROWS))
    draft = read(replace(parsed, blocks=(short,), furniture=()), name=name, mappings=[page.mapping])
    return [row_to_json(row) for row in draft.rows]


def _first_rows(table: SourceTable) -> list[list[str]]:
    result = []
    for number in range(min(table.rows, SHOWN_ROWS)):
        texts = [""] * table.columns
        for cell in table.row(number):
            if cell.column < table.columns:
                texts[cell.column] = " ".join(fragment.text for fragment in cell.fragments)[:160]
        result.append(texts)
    return result


def _first_words(table: SourceTable) -> str:
    texts = [fragment.text for cell in table.row(0) for fragment in cell.fragments if fragment.text.strip()]
    return " · ".join(texts)[:80]


def is_known_period(label: str) -> bool:
    """Whether the label of a period tells its days (`2031-1`, `2031`)."""
    return bounds(label) is not None
