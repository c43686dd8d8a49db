"""Adding institutions, changing their details, and naming them."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from naveza.audit.operations import By, record
from naveza.institutions.models import Institution, InstitutionName, Territory
from naveza.institutions.operations.shared import (
    clean_name,
    lock,
    refuse_ended,
    refuse_same_name,
    write_alias,
    write_name,
    write_succession,
)
from naveza.institutions.rules import normalise
from naveza.institutions.states import InstitutionKind, SuccessionKind
from naveza.lib.text import collapse, slug

# Words that are addresses themselves: /institutions/new/
RESERVED_SLUGS = {"new", "people"}


@transaction.atomic
def create_institution(
    *,
    by: By,
    name: str,
    kind: str = InstitutionKind.OTHER,
    language: str = "en",
    abbreviation: str = "",
    territory: Territory | None = None,
    parent: Institution | None = None,
    website: str = "",
    valid_from: date | None = None,
    aliases: Sequence[str] = (),
) -> Institution:
    """Add an institution under its first name. `valid_from` None: it has been called so as long as anybody
    asks.

    Raises ValidationError for a name that another institution of the same territory has at the same time.
    """
    name, abbreviation = clean_name(name), collapse(abbreviation)
    refuse_same_name(name, territory, valid_from, None)
    institution = Institution(
        slug=_free_slug(name),
        kind=kind,
        language=language,
        territory=territory,
        parent=parent,
        website=website,
    )
    institution.full_clean()
    institution.save()
    write_name(institution, name, abbreviation, language, valid_from)
    for text in aliases:
        write_alias(institution, text)
    record(by=by, verb="created institution", thing=institution, about=name, after=_values(institution))
    return institution


@transaction.atomic
def change_institution(
    *,
    by: By,
    institution: Institution,
    kind: str,
    territory: Territory | None,
    parent: Institution | None,
    website: str,
) -> Institution:
    """Correct what is not its name. Raises ValidationError where it would become a part of itself."""
    before = _values(institution)
    _refuse_circle(institution, parent)
    institution.kind, institution.territory, institution.parent, institution.website = (
        kind,
        territory,
        parent,
        website,
    )
    institution.full_clean()
    institution.save(update_fields=["kind", "territory", "parent", "website"])
    record(by=by, verb="changed institution", thing=institution, before=before, after=_values(institution))
    return institution


@transaction.atomic
def rename_institution(
    *,
    by: By,
    institution: Institution,
    name: str,
    on: date,
    abbreviation: str = "",
    language: str = "",
    legal_act: str = "",
) -> InstitutionName:
    """From the day `on` it is called otherwise in one language (its own); the former name is kept with its
    span.

    Raises ValidationError where the day is not after the start of the present name, or the name is taken.
    """
    name, abbreviation = clean_name(name), collapse(abbreviation)
    language = language or institution.language
    lock(institution)
    refuse_ended(institution, on)
    refuse_same_name(name, institution.territory, on, institution)
    present = institution.names.filter(language=language, valid_to=None).first()
    if present and (present.name, present.abbreviation) == (name, abbreviation):
        raise ValidationError({"name": _("This is its name already.")})
    _close_name(present, institution, language, on)
    if language == institution.language:
        institution.names.filter(valid_to=None).filter(Q(valid_from=None) | Q(valid_from__lt=on)).update(valid_to=on)
    new = write_name(institution, name, abbreviation, language, on)
    if present and language == institution.language:
        write_succession(SuccessionKind.RENAMED, on, legal_act, [institution], [institution])
    record(
        by=by,
        verb="renamed institution",
        thing=institution,
        about=name,
        why=legal_act,
        before={"name": present.name, "abbreviation": present.abbreviation} if present else None,
        after={"name": name, "abbreviation": abbreviation, "language": language, "valid_from": on},
    )
    return new


@transaction.atomic
def correct_name(*, by: By, name: InstitutionName, text: str, abbreviation: str, why: str) -> InstitutionName:
    """Repair a typing error in a name; what the law changed is a renaming. Needs a reason."""
    if not why.strip():
        raise ValidationError({"why": _("Say why the name was wrong.")})
    before = {"name": name.name, "abbreviation": name.abbreviation}
    text = clean_name(text)
    refuse_same_name(text, name.institution.territory, name.valid_from, name.institution, name.valid_to)
    name.name, name.abbreviation = text, collapse(abbreviation)
    name.key, name.abbreviation_key = normalise(text), normalise(abbreviation)
    name.save(update_fields=["name", "abbreviation", "key", "abbreviation_key"])
    after = {"name": name.name, "abbreviation": name.abbreviation}
    record(by=by, verb="corrected name", thing=name.institution, about=text, why=why, before=before, after=after)
    return name


def _free_slug(name: str) -> str:
    base = slug(name) or "institution"
    taken = RESERVED_SLUGS | set(Institution.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, free = 1, base
    while free in taken:
        number += 1
        free = f"{base}-{number}"
    return free


def _close_name(present: InstitutionName | None, institution: Institution, language: str, on: date) -> None:
    """End the open span of a language on the day, refusing days on which another name already was."""
    later = institution.names.filter(language=language).filter(Q(valid_from__gte=on) | Q(valid_to__gt=on))
    if later.exists():
        raise ValidationError({"on": _("It already has a name that begins on this day or later.")})
    if present:
        present.valid_to = on
        present.save(update_fields=["valid_to"])


def _refuse_circle(institution: Institution, parent: Institution | None) -> None:
    while parent is not None:
        if parent.pk == institution.pk:
            raise ValidationError({"parent": _("An institution cannot be a part of itself.")})
        parent = parent.parent


def _values(institution: Institution) -> dict[str, object]:
    return {
        "slug": institution.slug,
        "kind": institution.kind,
        "territory": institution.territory_id,
        "parent": institution.parent_id,
        "website": institution.website,
    }
