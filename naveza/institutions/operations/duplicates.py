"""The same body twice in the registry: a mistake of people, not an act of law."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from naveza.audit.operations import By, record
from naveza.institutions.models import Alias, Institution, Membership, Succession, today
from naveza.institutions.operations.shared import lock
from naveza.institutions.ports import FOLDING
from naveza.institutions.rules import normalise


@transaction.atomic
def fold_duplicate(*, by: By, duplicate: Institution, kept: Institution, why: str) -> Institution:
    """Everything of the duplicate becomes the kept one's, its spellings as aliases, and the duplicate is removed.

    Apps to the right repoint their own rows through ports.FOLDING in the same transaction. Needs a reason; raises
    ValidationError where something still points at the duplicate.
    """
    if not why.strip():
        raise ValidationError({"why": _("Say why the two are the same.")})
    if duplicate.pk == kept.pk:
        raise ValidationError({"kept": _("Choose another institution.")})
    for institution in (duplicate, kept):
        lock(institution)
    for repoint in FOLDING:
        repoint(duplicate, kept)
    _move_spellings(duplicate, kept)
    _move_members(duplicate, kept)
    Institution.objects.filter(parent=duplicate).exclude(pk=kept.pk).update(parent=kept)
    Institution.objects.filter(pk=kept.pk, parent=duplicate).update(parent=None)
    _move_successions(duplicate, kept)
    about = f"{duplicate.slug} → {kept.slug}"
    record(by=by, verb="removed duplicate", thing=duplicate, about=about, why=why)
    record(by=by, verb="took in duplicate", thing=kept, about=about, why=why)
    try:
        duplicate.delete()
    except ProtectedError as error:
        raise ValidationError(_("Something still points at the duplicate; it cannot be removed yet.")) from error
    kept.refresh_from_db()
    return kept


def _move_spellings(duplicate: Institution, kept: Institution) -> None:
    """Names, abbreviations and aliases of the duplicate that the kept one does not have yet."""
    texts = [alias.text for alias in duplicate.aliases.all()]
    for name in duplicate.names.all():
        texts += [text for text in (name.name, name.abbreviation) if text]
    known = {key for name in kept.names.all() for key in (name.key, name.abbreviation_key)}
    duplicate.aliases.all().delete()
    for text in texts:
        if normalise(text) not in known:
            Alias.objects.get_or_create(institution=kept, key=normalise(text), defaults={"text": text})


def _move_members(duplicate: Institution, kept: Institution) -> None:
    """Roles move; where a person has an open role in both, the one in the duplicate ends today."""
    both = Membership.objects.filter(institution=kept, until=None).values("user")
    for membership in Membership.objects.filter(institution=duplicate, until=None, user__in=both):
        membership.until = max(today(), membership.since)
        membership.save(update_fields=["until"])
    Membership.objects.filter(institution=duplicate).update(institution=kept)


def _move_successions(duplicate: Institution, kept: Institution) -> None:
    for side in (Succession.predecessors, Succession.successors):
        name = side.field.name
        for succession in Succession.objects.filter(**{name: duplicate}):
            parties = getattr(succession, name)
            parties.remove(duplicate)
            parties.add(kept)
