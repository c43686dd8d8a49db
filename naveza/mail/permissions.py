"""Who may see the outbox. This app stands left of accounts, so it asks the user for no more than a flag."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


def check_can_see_outbox(user: Any) -> None:
    """Administrators see what was sent to whom; in the demo everybody does, signed in or not."""
    if not can_see_outbox(user):
        raise PermissionDenied(_("Only administrators see the outbox."))


def can_see_outbox(user: Any) -> bool:
    return settings.DEMO or (user.is_authenticated and user.is_active and user.is_administrator)


def check_can_read_message(user: Any) -> None:
    """The text of a mail may let its reader into an account: it is shown in the demo only."""
    if not can_read_message(user):
        raise PermissionDenied(_("The text of a mail is shown only in the demo."))


def can_read_message(user: Any) -> bool:
    return settings.DEMO and can_see_outbox(user)
