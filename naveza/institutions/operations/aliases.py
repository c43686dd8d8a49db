"""Other ways in which documents write an institution."""

from django.db import transaction

from naveza.audit.operations import By, record
from naveza.institutions.models import Alias, Institution
from naveza.institutions.operations.shared import write_alias


@transaction.atomic
def add_alias(*, by: By, institution: Institution, text: str) -> Alias:
    """Another way documents write it. The same alias twice is one; one that another institution has is
    refused."""
    alias, added = write_alias(institution, text)
    if added:
        record(by=by, verb="added alias", thing=institution, about=alias.text)
    return alias


@transaction.atomic
def remove_alias(*, by: By, alias: Alias) -> None:
    """Take back an alias."""
    record(by=by, verb="removed alias", thing=alias.institution, about=alias.text)
    alias.delete()
