"""What the law makes of institutions: merged, split, succeeded, ended."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from naveza.audit.operations import By, record
from naveza.institutions.models import Institution, Succession
from naveza.institutions.operations.shared import lock, refuse_ended, write_succession
from naveza.institutions.states import SuccessionKind


@transaction.atomic
def merge_institutions(
    *, by: By, sources: Sequence[Institution], target: Institution, on: date, legal_act: str = ""
) -> Succession:
    """From the day `on` the sources live on in the target, which may be an older institution or a new one.

    The sources end on that day with their names; nothing that points at them moves. Raises ValidationError.
    """
    _check_succession(sources, [target], on, at_least=(1, 1))
    for source in sources:
        _end(source, on)
    succession = write_succession(SuccessionKind.MERGED, on, legal_act, sources, [target])
    _record_succession(by, succession, sources, [target])
    return succession


@transaction.atomic
def split_institution(
    *,
    by: By,
    source: Institution,
    targets: Sequence[Institution],
    on: date,
    legal_act: str = "",
    source_ends: bool = True,
) -> Succession:
    """From the day `on` the work of the source is done by the targets; the source ends unless it goes on
    smaller.

    Raises ValidationError.
    """
    _check_succession([source], targets, on, at_least=(1, 2 if source_ends else 1))
    if source_ends:
        _end(source, on)
    succession = write_succession(SuccessionKind.SPLIT, on, legal_act, [source], targets)
    _record_succession(by, succession, [source], targets)
    return succession


@transaction.atomic
def succeed_institution(
    *, by: By, source: Institution, target: Institution, on: date, legal_act: str = ""
) -> Succession:
    """One other institution takes over from the day `on`; the source ends. Raises ValidationError."""
    _check_succession([source], [target], on, at_least=(1, 1))
    _end(source, on)
    succession = write_succession(SuccessionKind.SUCCESSOR, on, legal_act, [source], [target])
    _record_succession(by, succession, [source], [target])
    return succession


@transaction.atomic
def end_institution(*, by: By, institution: Institution, on: date, why: str) -> Institution:
    """It ceases to exist without anybody after it. Needs a reason."""
    if not why.strip():
        raise ValidationError({"why": _("Say why it ended, for example the legal act.")})
    lock(institution)
    refuse_ended(institution, on)
    _end(institution, on)
    record(by=by, verb="ended institution", thing=institution, why=why, after={"ended_on": on})
    return institution


def _check_succession(
    sources: Sequence[Institution], targets: Sequence[Institution], on: date, *, at_least: tuple[int, int]
) -> None:
    source_ids, target_ids = {s.pk for s in sources}, {t.pk for t in targets}
    if len(source_ids) < at_least[0] or len(target_ids) < at_least[1]:
        raise ValidationError(_("Choose the institutions before and after the change."))
    if source_ids & target_ids:
        raise ValidationError(_("An institution cannot follow itself; rename it instead."))
    for institution in (*sources, *targets):
        lock(institution)
        refuse_ended(institution, on)


def _end(institution: Institution, on: date) -> None:
    for name in institution.names.filter(valid_to=None):
        if name.valid_from and name.valid_from >= on:
            raise ValidationError({"on": _("%(name)s is younger than this day.") % {"name": name.name}})
        name.valid_to = on
        name.save(update_fields=["valid_to"])
    institution.ended_on = on
    institution.save(update_fields=["ended_on"])


def _record_succession(
    by: By, succession: Succession, before: Sequence[Institution], after: Sequence[Institution]
) -> None:
    """One event for each institution concerned, so that each one's history tells it."""
    for institution in (*before, *after):
        record(
            by=by,
            verb=f"{succession.kind} institutions",
            thing=institution,
            about=" + ".join(i.slug for i in before) + " → " + " + ".join(i.slug for i in after),
            why=succession.legal_act,
            after={"date": succession.date},
        )
