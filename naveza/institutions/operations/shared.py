"""What several operations on institutions do inside their transaction."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from naveza.institutions.models import Alias, Institution, InstitutionName, Succession, Territory
from naveza.institutions.rules import normalise
from naveza.institutions.states import SuccessionKind
from naveza.lib.text import collapse


def lock(institution: Institution) -> None:
    """Two people who change one institution at once do it one after the other."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    institution.refresh_from_db()


def clean_name(name: str) -> str:
    name = collapse(name)
    if not normalise(name):
        raise ValidationError({"name": _("A name needs letters or digits.")})
    return name


def write_name(
    institution: Institution, name: str, abbreviation: str, language: str, valid_from: date | None
) -> InstitutionName:
    row = InstitutionName(
        institution=institution,
        name=name,
        abbreviation=abbreviation,
        language=language,
        valid_from=valid_from,
        key=normalise(name),
        abbreviation_key=normalise(abbreviation),
    )
    row.full_clean()
    row.save()
    return row


def write_alias(institution: Institution, text: str) -> tuple[Alias, bool]:
    text = clean_name(text)
    key = normalise(text)
    other = Alias.objects.filter(key=key).exclude(institution=institution).select_related("institution").first()
    if other:
        raise ValidationError(
            {"text": _("“%(text)s” already stands for %(other)s.") % {"text": text, "other": other.institution.name}}
        )
    return Alias.objects.get_or_create(institution=institution, key=key, defaults={"text": text})


def refuse_same_name(
    name: str,
    territory: Territory | None,
    start: date | None,
    but: Institution | None,
    end: date | None = None,
) -> None:
    """Two institutions of one territory do not have the same name on the same day."""
    same = InstitutionName.objects.filter(key=normalise(name), institution__territory=territory)
    same = same.filter(Q(valid_to=None) | Q(valid_to__gt=start)) if start else same
    same = same.filter(Q(valid_from=None) | Q(valid_from__lt=end)) if end else same
    if but is not None:
        same = same.exclude(institution=but)
    if same.exists():
        raise ValidationError({"name": _("“%(name)s” is already in the registry.") % {"name": name}})


def refuse_ended(institution: Institution, on: date) -> None:
    if not institution.exists_on(on):
        raise ValidationError(
            {"on": _("%(name)s ended on %(day)s.") % {"name": institution.name, "day": institution.ended_on}}
        )


def write_succession(
    kind: SuccessionKind,
    on: date,
    legal_act: str,
    before: Sequence[Institution],
    after: Sequence[Institution],
) -> Succession:
    succession = Succession.objects.create(kind=kind, date=on, legal_act=legal_act.strip())
    succession.predecessors.set(before)
    succession.successors.set(after)
    return succession
