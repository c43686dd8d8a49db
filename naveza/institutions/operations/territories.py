"""Writing territories: one, or many at once from an official list."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from naveza.audit.operations import By, record
from naveza.institutions.models import Territory
from naveza.institutions.parsers.territories import TerritoryRow
from naveza.institutions.rules import normalise
from naveza.institutions.states import TerritoryKind
from naveza.lib.text import collapse


@transaction.atomic
def create_territory(*, by: By, kind: str, name: str, code: str = "", parent: Territory | None = None) -> Territory:
    """Add a country or a part of one. Raises ValidationError for a code that the kind already has."""
    if kind not in TerritoryKind.values:
        raise ValidationError({"kind": _("Naveza does not know this kind of territory.")})
    name = collapse(name)
    territory = Territory(kind=kind, code=code.strip(), parent=parent, name=name, key=normalise(name))
    territory.full_clean()
    territory.save()
    record(by=by, verb="created territory", thing=territory, after={"name": name, "kind": kind, "code": code})
    return territory


class Imported(NamedTuple):
    """How many territories were added, changed, and already so."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def import_territories(*, by: By, rows: Sequence[TerritoryRow]) -> Imported:
    """Add or change territories by their code; nothing is removed, and the same list twice changes nothing.

    Raises ValidationError with the line for a parent that is neither in the list nor known; then nothing is written.
    """
    known = {territory.code: territory for territory in Territory.objects.exclude(code="")}
    before = {code: _values(territory) for code, territory in known.items()}
    for row in rows:
        territory = known.setdefault(row.code, Territory(code=row.code))
        territory.kind, territory.name, territory.key = row.kind, row.name, normalise(row.name)
    new = [row.code for row in rows if row.code not in before]
    Territory.objects.bulk_create([known[code] for code in new])
    for row in rows:
        if row.parent and row.parent not in known:
            raise ValidationError(f"Line {row.line}: the parent {row.parent} is not known.")
        known[row.code].parent = known[row.parent] if row.parent else None
    touched = [known[row.code] for row in rows if before.get(row.code) != _values(known[row.code])]
    _refuse_circles(rows, known)
    Territory.objects.bulk_update(touched, ["kind", "name", "key", "parent"], batch_size=500)
    outcome = Imported(len(new), len(touched) - len(new), len(rows) - len(touched))
    if touched:
        record(by=by, verb="imported territories", thing=("institutions.territory", "list"), after=outcome._asdict())
    return outcome


def _values(territory: Territory) -> tuple[str, str, int | None]:
    return territory.kind, territory.name, territory.parent_id


def _refuse_circles(rows: Sequence[TerritoryRow], known: dict[str, Territory]) -> None:
    for row in rows:
        seen = {row.code}
        place = known[row.code].parent
        while place is not None:
            if place.code in seen:
                raise ValidationError(f"Line {row.line}: {row.code} would lie inside itself.")
            seen.add(place.code)
            place = known[place.code].parent if place.code in known else None
