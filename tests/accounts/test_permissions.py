import pytest
from django.contrib.auth.models import AnonymousUser

from naveza.accounts.models import User
from naveza.accounts.permissions import (
    Denied,
    allows,
    check_is_administrator,
    check_is_signed_in,
    is_administrator,
)


def test_nobody_is_signed_in_without_an_open_account(owner: User) -> None:
    assert check_is_signed_in(owner) == owner
    owner.is_active = False
    for user in (owner, AnonymousUser()):
        with pytest.raises(Denied):
            check_is_signed_in(user)


def test_a_closed_administrator_is_none(administrator: User, owner: User) -> None:
    assert is_administrator(administrator)
    assert not is_administrator(owner)
    administrator.is_active = False
    assert not is_administrator(administrator)


def test_a_denial_carries_a_sentence(owner: User) -> None:
    with pytest.raises(Denied, match="Only administrators"):
        check_is_administrator(owner)


def test_can_answers_what_check_decides(owner: User, administrator: User) -> None:
    can = allows(check_is_administrator)
    assert [can(administrator), can(owner)] == [True, False]
