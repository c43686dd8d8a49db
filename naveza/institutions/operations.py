"""Writing institutions: each call is one transaction with its audit event."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from naveza.audit.operations import By, record
from naveza.institutions.memberships import add_member, end_membership
from naveza.institutions.models import Alias, Institution, InstitutionName, Succession, Territory
from naveza.institutions.rules import normalise
from naveza.institutions.states import InstitutionKind, SuccessionKind, TerritoryKind
from naveza.lib.text import collapse, slug

# Words that are addresses themselves: /institutions/new/
RESERVED_SLUGS = {"new", "people"}

__all__ = [
    "add_alias",
    "add_member",
    "change_institution",
    "correct_name",
    "create_institution",
    "create_territory",
    "end_institution",
    "end_membership",
    "merge_institutions",
    "remove_alias",
    "rename_institution",
    "split_institution",
    "succeed_institution",
]


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
    name, abbreviation = _clean_name(name), collapse(abbreviation)
    _refuse_same_name(name, territory, valid_from, None)
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
    _write_name(institution, name, abbreviation, language, valid_from)
    for text in aliases:
        _write_alias(institution, text)
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
    name, abbreviation = _clean_name(name), collapse(abbreviation)
    language = language or institution.language
    _lock(institution)
    _refuse_ended(institution, on)
    _refuse_same_name(name, institution.territory, on, institution)
    present = institution.names.filter(language=language, valid_to=None).first()
    if present and (present.name, present.abbreviation) == (name, abbreviation):
        raise ValidationError({"name": _("This is its name already.")})
    _close_name(present, institution, language, on)
    new = _write_name(institution, name, abbreviation, language, on)
    if present and language == institution.language:
        _write_succession(SuccessionKind.RENAMED, on, legal_act, [institution], [institution])
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
    text = _clean_name(text)
    _refuse_same_name(text, name.institution.territory, name.valid_from, name.institution, name.valid_to)
    name.name, name.abbreviation = text, collapse(abbreviation)
    name.key, name.abbreviation_key = normalise(text), normalise(abbreviation)
    name.save(update_fields=["name", "abbreviation", "key", "abbreviation_key"])
    after = {"name": name.name, "abbreviation": name.abbreviation}
    record(by=by, verb="corrected name", thing=name.institution, about=text, why=why, before=before, after=after)
    return name


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
    succession = _write_succession(SuccessionKind.MERGED, on, legal_act, sources, [target])
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
    succession = _write_succession(SuccessionKind.SPLIT, on, legal_act, [source], targets)
    _record_succession(by, succession, [source], targets)
    return succession


@transaction.atomic
def succeed_institution(
    *, by: By, source: Institution, target: Institution, on: date, legal_act: str = ""
) -> Succession:
    """One other institution takes over from the day `on`; the source ends. Raises ValidationError."""
    _check_succession([source], [target], on, at_least=(1, 1))
    _end(source, on)
    succession = _write_succession(SuccessionKind.SUCCESSOR, on, legal_act, [source], [target])
    _record_succession(by, succession, [source], [target])
    return succession


@transaction.atomic
def end_institution(*, by: By, institution: Institution, on: date, why: str) -> Institution:
    """It ceases to exist without anybody after it. Needs a reason."""
    if not why.strip():
        raise ValidationError({"why": _("Say why it ended, for example the legal act.")})
    _lock(institution)
    _refuse_ended(institution, on)
    _end(institution, on)
    record(by=by, verb="ended institution", thing=institution, why=why, after={"ended_on": on})
    return institution


@transaction.atomic
def add_alias(*, by: By, institution: Institution, text: str) -> Alias:
    """Another way documents write it. The same alias twice is one; one that another institution has is
    refused."""
    alias, added = _write_alias(institution, text)
    if added:
        record(by=by, verb="added alias", thing=institution, about=alias.text)
    return alias


@transaction.atomic
def remove_alias(*, by: By, alias: Alias) -> None:
    """Take back an alias."""
    record(by=by, verb="removed alias", thing=alias.institution, about=alias.text)
    alias.delete()


def _lock(institution: Institution) -> None:
    """Two people who change one institution at once do it one after the other."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    institution.refresh_from_db()


def _clean_name(name: str) -> str:
    name = collapse(name)
    if not normalise(name):
        raise ValidationError({"name": _("A name needs letters or digits.")})
    return name


def _free_slug(name: str) -> str:
    base = slug(name) or "institution"
    taken = RESERVED_SLUGS | set(Institution.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, free = 1, base
    while free in taken:
        number += 1
        free = f"{base}-{number}"
    return free


def _write_name(
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


def _close_name(present: InstitutionName | None, institution: Institution, language: str, on: date) -> None:
    """End the open span of a language on the day, refusing days on which another name already was."""
    later = institution.names.filter(language=language).filter(Q(valid_from__gte=on) | Q(valid_to__gt=on))
    if later.exists():
        raise ValidationError({"on": _("It already has a name that begins on this day or later.")})
    if present:
        present.valid_to = on
        present.save(update_fields=["valid_to"])


def _write_alias(institution: Institution, text: str) -> tuple[Alias, bool]:
    text = _clean_name(text)
    key = normalise(text)
    other = Alias.objects.filter(key=key).exclude(institution=institution).select_related("institution").first()
    if other:
        raise ValidationError(
            {"text": _("“%(text)s” already stands for %(other)s.") % {"text": text, "other": other.institution.name}}
        )
    return Alias.objects.get_or_create(institution=institution, key=key, defaults={"text": text})


def _refuse_same_name(
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


def _refuse_circle(institution: Institution, parent: Institution | None) -> None:
    while parent is not None:
        if parent.pk == institution.pk:
            raise ValidationError({"parent": _("An institution cannot be a part of itself.")})
        parent = parent.parent


def _refuse_ended(institution: Institution, on: date) -> None:
    if not institution.exists_on(on):
        raise ValidationError(
            {"on": _("%(name)s ended on %(day)s.") % {"name": institution.name, "day": institution.ended_on}}
        )


def _check_succession(
    sources: Sequence[Institution], targets: Sequence[Institution], on: date, *, at_least: tuple[int, int]
) -> None:
    source_ids, target_ids = {s.pk for s in sources}, {t.pk for t in targets}
    if len(source_ids) < at_least[0] or len(target_ids) < at_least[1]:
        raise ValidationError(_("Choose the institutions before and after the change."))
    if source_ids & target_ids:
        raise ValidationError(_("An institution cannot follow itself; rename it instead."))
    for institution in (*sources, *targets):
        _lock(institution)
        _refuse_ended(institution, on)


def _end(institution: Institution, on: date) -> None:
    for name in institution.names.filter(valid_to=None):
        if name.valid_from and name.valid_from >= on:
            raise ValidationError({"on": _("%(name)s is younger than this day.") % {"name": name.name}})
        name.valid_to = on
        name.save(update_fields=["valid_to"])
    institution.ended_on = on
    institution.save(update_fields=["ended_on"])


def _write_succession(
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


def _values(institution: Institution) -> dict[str, object]:
    return {
        "slug": institution.slug,
        "kind": institution.kind,
        "territory": institution.territory_id,
        "parent": institution.parent_id,
        "website": institution.website,
    }
