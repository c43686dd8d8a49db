"""The list of institutions and one institution as values that the pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from naveza.design.tables import Cell, Column, DataTable, Row
from naveza.institutions.models import Institution, InstitutionName, Succession, today
from naveza.institutions.queries import TimelineStep, history_of
from naveza.institutions.states import SuccessionKind
from naveza.lib.dates import format_date

PER_PAGE = 25


@dataclass(frozen=True)
class Link:
    """A name that leads somewhere."""

    text: str
    href: str


@dataclass(frozen=True)
class NameLine:
    """A name with its abbreviation and the language it is in."""

    name: str
    abbreviation: str
    code: str
    language: str


@dataclass(frozen=True)
class Step:
    """One moment of the history: what happened, to or from whom, and how it was called from then on."""

    day: str
    title: str
    links: tuple[Link, ...]
    legal_act: str
    names: tuple[NameLine, ...]


@dataclass(frozen=True)
class InstitutionPage:
    """What everybody sees of an institution. `official` is its own name where another one is shown; `ended` is empty
    while it exists."""

    institution: Institution
    name: str
    language: str
    abbreviation: str
    official: str
    kind: str
    territory: str
    parent: Link | None
    units: tuple[Link, ...]
    website: str
    ended: str
    aliases: tuple[tuple[int, str], ...]
    steps: tuple[Step, ...]

    @property
    def eyebrow(self) -> str:
        return " · ".join(part for part in (self.kind, self.territory) if part)


def institution_page(institution: Institution) -> InstitutionPage:
    """Six queries whatever the length of its history."""
    day = today()
    shown = institution.name_on(day, get_language() or "")
    official = institution.name_on(day)
    units = institution.units.current().with_names().by_name()
    return InstitutionPage(
        institution=institution,
        name=institution.name,
        language=shown.language if shown else "",
        abbreviation=shown.abbreviation if shown else "",
        official=official.name if official and official != shown else "",
        kind=institution.get_kind_display(),
        territory=institution.territory.name if institution.territory else "",
        parent=_link(institution.parent) if institution.parent else None,
        units=tuple(_link(unit) for unit in units),
        website=institution.website,
        ended=_day(institution.ended_on) if not institution.exists_on(day) and institution.ended_on else "",
        aliases=tuple((alias.pk, alias.text) for alias in institution.aliases.all()),
        steps=tuple(step for moment in history_of(institution) for step in _steps(institution, moment)),
    )


def institution_table(institutions: Iterable[Institution]) -> DataTable:
    """One row for each institution; expects with_names() and the joins of find_institutions()."""
    columns = [Column(_("Name")), Column(_("Abbreviation")), Column(_("Kind")), Column(_("Territory"))]
    return DataTable(_("Institutions"), columns, [_row(i) for i in institutions], name="institutions")


def count_text(total: int, filtered: bool) -> str:
    """How many there are, in words."""
    if filtered:
        return ngettext("%(n)d institution found", "%(n)d institutions found", total) % {"n": total}
    return ngettext("%(n)d institution", "%(n)d institutions", total) % {"n": total}


def _row(institution: Institution) -> Row:
    shown = institution.name_on(today(), get_language() or "")
    href = institution.get_absolute_url()
    kind = institution.get_kind_display()
    if institution.ended_on and not institution.exists_on(today()):
        kind = _("%(kind)s, until %(day)s") % {"kind": kind, "day": _day(institution.ended_on)}
    cells = [
        Cell(institution.name, href=href, language=shown.language if shown else ""),
        Cell(institution.abbreviation),
        Cell(kind),
        Cell(institution.territory.name if institution.territory else ""),
    ]
    return Row(cells, href=href)


def _steps(institution: Institution, moment: TimelineStep) -> list[Step]:
    day = _day(moment.on) if moment.on else _("Since before our records")
    names = tuple(_name_line(name) for name in moment.names)
    if not moment.successions:
        official = any(name.language == institution.language for name in moment.names)
        return [Step(day, _("Named") if official else _("Name in another language"), (), "", names)]
    return [
        Step(
            day,
            *_told(institution, succession),
            legal_act=succession.legal_act,
            names=names if number == 0 else (),
        )
        for number, succession in enumerate(moment.successions)
    ]


def _told(institution: Institution, succession: Succession) -> tuple[str, tuple[Link, ...]]:
    """What the succession was from the side of this institution, and the others in it."""
    before, after = list(succession.predecessors.all()), list(succession.successors.all())
    came_before = institution in before
    others = tuple(_link(other) for other in (after if came_before else before) if other != institution)
    kind = SuccessionKind(succession.kind)
    if kind == SuccessionKind.RENAMED:
        return _("Renamed"), ()
    titles = {
        (SuccessionKind.MERGED, True): _("Merged into"),
        (SuccessionKind.MERGED, False): _("Took over"),
        (SuccessionKind.SPLIT, True): _("Split into"),
        (SuccessionKind.SPLIT, False): _("Split off from"),
        (SuccessionKind.SUCCESSOR, True): _("Succeeded by"),
        (SuccessionKind.SUCCESSOR, False): _("Follows"),
    }
    if kind == SuccessionKind.SPLIT and came_before and institution.exists_on(succession.date):
        return _("Gave a part of its work to"), others
    return titles[kind, came_before], others


def _name_line(name: InstitutionName) -> NameLine:
    language = dict(settings.LANGUAGES).get(name.language, name.language)
    return NameLine(name.name, name.abbreviation, name.language, language)


def _link(institution: Institution) -> Link:
    return Link(institution.name, reverse("institution", args=[institution.slug]))


def _day(day: date) -> str:
    return format_date(day, get_language() or "en")
