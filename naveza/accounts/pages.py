"""The list of people, and one person, as values that the pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.design.tables import Cell, Column, DataTable, Row
from naveza.lib.dates import format_date

PER_PAGE = 25


@dataclass(frozen=True)
class PersonPage:
    """What an account is, in the reader's language."""

    language: str
    standing: str
    joined: str
    last_sign_in: str


def person_page(user: User) -> PersonPage:
    """One account."""
    return PersonPage(
        language=dict(settings.LANGUAGES).get(user.language, user.language),
        standing=standing(user),
        joined=_day(user.date_joined),
        last_sign_in=_day(user.last_login),
    )


def people_table(people: Iterable[User]) -> DataTable:
    """One row for each account."""
    columns = [
        Column(pgettext("person", "Name")),
        Column(_("E-mail address")),
        Column(_("Account")),
        Column(_("Last sign-in")),
    ]
    rows = [_row(user) for user in people]
    return DataTable(_("People"), columns, rows, name="people")


def standing(user: User) -> str:
    """What the account is, in a word or two."""
    if user.anonymised_at:
        return _("anonymised")
    if not user.is_active:
        return _("closed")
    return _("administrator") if user.is_administrator else _("open")


def _row(user: User) -> Row:
    href = reverse("person", args=[user.pk])
    last = _day(user.last_login)
    return Row([Cell(user.name, href=href), Cell(user.email), Cell(standing(user)), Cell(last)], href=href)


def _day(at: datetime | None) -> str:
    return format_date(timezone.localtime(at).date(), get_language() or "en") if at else _("not yet")
