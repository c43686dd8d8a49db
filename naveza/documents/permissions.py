"""Who may see a document: whoever brought it in, administrators, and everybody once apps to the right say so."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.accounts.permissions import Denied

from .models import Document
from .ports import READERS

Person = User | AnonymousUser | None


def can_view_document(user: Person, document: Document) -> bool:
    if user is None or getattr(user, "is_administrator", False):
        return True
    if isinstance(user, User) and document.uploads.filter(uploaded_by=user).exists():
        return True
    return any(may_read(user, document) for may_read in READERS)


def check_can_view_document(user: Person, document: Document) -> None:
    if not can_view_document(user, document):
        raise Denied(_("This document is for those who brought it in and for the team of its plan."))
