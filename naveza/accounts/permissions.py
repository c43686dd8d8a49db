"""Denial with a sentence for the person, and the right of administrators.

Every app follows this pair: `check_can_x(user, thing)` raises Denied, `can_x(user, thing)` answers a
template.
"""

from collections.abc import Callable
from typing import Any, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from naveza.accounts.models import User

Anyone = User | AnonymousUser
P = ParamSpec("P")


class Denied(PermissionDenied):
    """Not allowed; `str()` is the sentence that the person reads. Somebody not signed in is asked to sign
    in."""


def allows(check: Callable[P, Any]) -> Callable[P, bool]:
    """The can_x of a check_can_x: the same decision without the sentence."""

    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except Denied:
            return False
        return True

    can.__name__ = check.__name__.removeprefix("check_")
    can.__doc__ = f"Whether {check.__name__} lets it pass."
    return can


def check_is_signed_in(user: Anyone) -> User:
    """The user, typed; Denied for somebody not signed in."""
    if not isinstance(user, User) or not user.is_active:
        raise Denied(_("Sign in to see this page."))
    return user


def check_is_administrator(user: Anyone) -> User:
    """Administrators look after the installation and its accounts."""
    if not is_administrator(user):
        raise Denied(_("Only administrators of this installation can do this."))
    return check_is_signed_in(user)


def is_administrator(user: Anyone) -> bool:
    return isinstance(user, User) and user.is_active and user.is_administrator
