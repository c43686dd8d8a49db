"""Reads across institutions, their names and their people."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from naveza.accounts.permissions import Anyone
from naveza.institutions.models import (
    Institution,
    InstitutionName,
    InstitutionQuerySet,
    Membership,
    Succession,
    Territory,
    today,
)
from naveza.institutions.registry import Entry, Registry


def registry(on: date | None = None) -> Registry:
    """Every institution with its spellings, as a plain value of one day (today). Three queries whatever the
    size."""
    day = on or today()
    entries = []
    for institution in Institution.objects.with_names().prefetch_related("aliases").order_by("pk"):
        valid = [name for name in institution.names.all() if name.holds_on(day)]
        others = [name for name in institution.names.all() if not name.holds_on(day)]
        entries.append(
            Entry(
                institution_id=institution.pk,
                names=tuple(name.name for name in valid),
                abbreviations=tuple(name.abbreviation for name in valid if name.abbreviation),
                aliases=tuple(alias.text for alias in institution.aliases.all()),
                other_names=tuple(text for name in others for text in (name.name, name.abbreviation) if text),
            )
        )
    return Registry.of(day, entries)


def find_institutions(
    *, text: str = "", kind: str = "", territory: Territory | None = None, ended: bool = False
) -> InstitutionQuerySet:
    """The list of institutions, sorted by name; a territory includes its parts, `ended` those that ended."""
    found = Institution.objects.all() if ended else Institution.objects.current()
    if text:
        found = found.named_like(text)
    if kind:
        found = found.filter(kind=kind)
    if territory:
        found = found.filter(territory__in=[territory.pk, *parts_of(territory)])
    return found.select_related("territory", "parent").with_names().prefetch_related("parent__names").by_name()


def parts_of(territory: Territory) -> list[int]:
    """The ids of everything inside a territory, at any depth; one query for each level."""
    found: list[int] = []
    level = [territory.pk]
    while level:
        level = list(
            Territory.objects.filter(parent__in=level)
            .exclude(pk__in=[*found, territory.pk])
            .values_list("pk", flat=True)
        )
        found += level
    return found


@dataclass(frozen=True)
class TimelineStep:
    """One day of an institution's history: the names that begin, and what the law made of it. `on` is None
    for names that nobody dated."""

    on: date | None
    names: tuple[InstitutionName, ...]
    successions: tuple[Succession, ...] = ()


def history_of(institution: Institution) -> list[TimelineStep]:
    """The names and successions of an institution, oldest first; four queries, three where the names are
    fetched."""
    others = Institution.objects.with_names()
    found = Succession.objects.filter(Q(predecessors=institution) | Q(successors=institution)).distinct()
    successions: dict[date | None, list[Succession]] = {}
    for succession in found.prefetch_related(Prefetch("predecessors", others), Prefetch("successors", others)):
        successions.setdefault(succession.date, []).append(succession)
    names: dict[date | None, list[InstitutionName]] = {}
    for name in institution.names.all():
        names.setdefault(name.valid_from, []).append(name)
    days = sorted({*names, *successions}, key=lambda day: day or date.min)
    return [TimelineStep(day, tuple(names.get(day, ())), tuple(successions.get(day, ()))) for day in days]


def memberships_of(user: Anyone, on: date | None = None) -> list[Membership]:
    """Where a person works, with what role, on a day (today); empty for somebody not signed in."""
    if not user.is_authenticated:
        return []
    return list(
        Membership.objects.active(on)
        .filter(user=user.pk)
        .select_related("institution")
        .prefetch_related("institution__names")
    )


def institutions_of(user: Anyone, roles: tuple[str, ...] = (), on: date | None = None) -> list[Institution]:
    """The institutions in which a person has one of the roles (any role)."""
    return [m.institution for m in memberships_of(user, on) if not roles or m.role in roles]


def members_of(institution: Institution, on: date | None = None) -> list[Membership]:
    """Who works in an institution on a day (today), sorted by name."""
    return list(institution.memberships.active(on).select_related("user").order_by("user__name", "pk"))
