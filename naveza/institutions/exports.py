"""The list of institutions as a file: every name of today in its own language, one row each."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from naveza.institutions.models import Institution, today
from naveza.lib.csvs import write_csv
from naveza.lib.xlsx import Sheet, write_workbook

Rows = list[list[str]]


def write(institutions: Iterable[Institution], format: str) -> tuple[bytes, str]:
    """The institutions as (bytes, media type). Raises KeyError for a format that is not in FORMATS."""
    header = [
        _("Name"), _("Abbreviation"), _("Language"), _("Kind"), _("Territory"), _("Territory code"), _("Part of"),
        _("Website"), _("Ended on"), _("Address"),
    ]  # fmt: skip
    _label, media_type, writer = _WRITERS[format]
    return writer(header, [_row(institution) for institution in institutions]), media_type


def _row(institution: Institution) -> list[str]:
    name = institution.name_on(today())
    territory = institution.territory
    return [
        name.name if name else institution.slug,
        name.abbreviation if name else "",
        institution.language,
        institution.get_kind_display(),
        territory.name if territory else "",
        territory.code if territory else "",
        institution.parent.name if institution.parent else "",
        institution.website,
        institution.ended_on.isoformat() if institution.ended_on else "",
        institution.get_absolute_url(),
    ]


def _csv(header: list[str], rows: Rows) -> bytes:
    return write_csv(header, rows)


def _xlsx(header: list[str], rows: Rows) -> bytes:
    widths = (48, 14, 10, 18, 24, 14, 40, 32, 12, 40)
    return write_workbook([Sheet(_("Institutions"), header, rows, widths=widths, freeze_columns=1)])


_WRITERS: dict[str, tuple[str, str, Callable[[list[str], Rows], bytes]]] = {
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "csv": ("CSV", "text/csv; charset=utf-8", _csv),
}
FORMATS = {name: label for name, (label, _media_type, _writer) in _WRITERS.items()}
