"""The draft of a plan: what reading gives, what `naveza read` prints, what `naveza publish` accepts (naveza-plan/1).

Field names are the keys of the JSON; `extra` keeps keys of others on a round trip. A place is a plain dict as in
`documents.blocks`. Source of the format: docs/reference/plan-json.md.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field, fields
from typing import Any

FORMAT = "naveza-plan/1"

PlaceJson = dict[str, Any]


@dataclass(slots=True)
class Doubt:
    """Why a person should look. `field` is a key of the row, empty for a doubt about the whole document."""

    code: str
    text: str
    field: str = ""
    # `field` is the name of a column in this class, so the function needs its full name here
    source: list[PlaceJson] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Amount:
    """A stated amount of money. `amount` is decimal text in the currency's unit; a total is never added up again."""

    amount: str
    currency: str
    who: str | None = None
    period: str | None = None
    what: str | None = None
    source: list[PlaceJson] = field(default_factory=list)
    total: bool = False


@dataclass(slots=True)
class Unplaced:
    """Text that went nowhere. `why` starts with a stable code, then a colon and words (`header: repeated …`)."""

    text: str
    why: str
    source: list[PlaceJson] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """One row of work: one Activity, however many paragraphs its cell has."""

    path: list[str] = field(default_factory=list)
    path_codes: list[str | None] = field(default_factory=list)
    code: str | None = None
    activities: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    deadline: str | None = None
    expected_results: list[str] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    evaluation_term: str | None = None
    lead: str | None = None
    institutions: list[str] = field(default_factory=list)
    budget: list[Amount] = field(default_factory=list)
    inherits: list[str] = field(default_factory=list)
    sources: dict[str, list[PlaceJson]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    confidence: float = 1.0
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """The whole plan as read."""

    document: str = ""
    sha256: str = ""
    kind: str = "unknown"
    language: str = ""
    title: str | None = None
    vision: str | None = None
    region: str | None = None
    legal_basis: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    level_names: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)
    budget: list[Amount] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    sources: dict[str, list[PlaceJson]] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


def _as_json(thing: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for f in fields(thing):
        value = getattr(thing, f.name)
        if f.name == "extra":
            continue
        if isinstance(value, list) and value and hasattr(value[0], "__dataclass_fields__"):
            value = [_as_json(v) for v in value]
        result[f.name] = value
    result.update(getattr(thing, "extra", {}))
    return result


def to_json(draft: Draft) -> dict[str, Any]:
    """The draft as a JSON object; keys in the order of the format."""
    return {"format": FORMAT, **_as_json(draft)}


def row_to_json(row: Row) -> dict[str, Any]:
    return _as_json(row)


def _known(cls: type, data: dict[str, Any]) -> dict[str, Any]:
    names = {f.name for f in fields(cls)} - {"extra"}
    return {k: v for k, v in data.items() if k in names}


def _unknown(cls: type, data: dict[str, Any]) -> dict[str, Any]:
    names = {f.name for f in fields(cls)} - {"extra"}
    return {k: v for k, v in data.items() if k not in names}


def row_from_json(data: dict[str, Any]) -> Row:
    known = _known(Row, data)
    known["budget"] = [Amount(**_known(Amount, a)) for a in known.get("budget", [])]
    known["doubts"] = [Doubt(**_known(Doubt, d)) for d in known.get("doubts", [])]
    return Row(**known, extra=_unknown(Row, data))


def from_json(data: dict[str, Any]) -> Draft:
    """Read a naveza-plan/1 object. Raises ValueError with a sentence where it is none."""
    if data.get("format") != FORMAT:
        raise ValueError(f"This is not a plan in the format {FORMAT}.")
    known = _known(Draft, data)
    known["budget"] = [Amount(**_known(Amount, a)) for a in known.get("budget", [])]
    known["doubts"] = [Doubt(**_known(Doubt, d)) for d in known.get("doubts", [])]
    known["unplaced"] = [Unplaced(**_known(Unplaced, u)) for u in known.get("unplaced", [])]
    known["rows"] = [row_from_json(r) for r in known.get("rows", [])]
    extra = _unknown(Draft, data)
    extra.pop("format", None)
    return Draft(**known, extra=extra)
