from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from naveza.accounts.models import User
from naveza.accounts.operations import (
    activate_user,
    anonymise_user,
    change_profile,
    create_user,
    deactivate_user,
    invite_user,
    set_administrator,
)
from naveza.audit.models import Event
from naveza.audit.queries import verify_chain
from naveza.mail.models import Message

pytestmark = pytest.mark.django_db


def test_an_address_has_one_account_whatever_its_case() -> None:
    create_user(by="tests", email="Ana@Example.org ", name="Ana")
    with pytest.raises(ValidationError):
        create_user(by="tests", email="ana@example.ORG", name="Ana")
    assert User.objects.get_by_natural_key("ANA@example.org").name == "Ana"


@pytest.mark.parametrize(
    "values",
    [
        {"email": "no address"},
        {"language": "xx"},
        {"name": "  "},
        {"password": "password12"},
        {"password": "short"},
    ],
)
def test_an_account_with_bad_values_is_not_made(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        create_user(by="tests", **{"email": "ana@example.org", "name": "Ana", **values})
    assert not User.objects.exists()
    assert not Event.objects.exists()


def test_the_audit_of_an_account_holds_no_name_and_no_address() -> None:
    create_user(by="tests", email="ana@example.org", name="Ana Vodja", administrator=True)
    event = Event.objects.get()
    assert event.after == {"is_active": True, "is_administrator": True, "language": "en"}
    assert "Ana" not in f"{event.about}{event.why}"


def test_an_invitation_lets_its_reader_set_a_password(administrator: User) -> None:
    user = create_user(by=administrator, email="ana@example.org", name="Ana", language="sl")
    message = invite_user(by=administrator, user=user, site="https://naveza.example.org/")
    assert (message.to, message.language, message.kind) == ("ana@example.org", "sl", "invitation")
    assert "https://naveza.example.org/accounts/password/reset/key/" in message.body


def test_an_anonymised_account_keeps_nothing_of_its_person(administrator: User, owner: User) -> None:
    change_profile(by=owner, user=owner, name="Ana Vodja", language="cs")
    invite_user(by=owner, user=owner, site="https://naveza.example.org/")
    anonymise_user(by=administrator, user=owner, why="She asked for it")
    owner.refresh_from_db()
    assert not owner.is_active
    assert "Ana" not in owner.name
    assert "example.org" not in owner.email
    assert not Event.objects.filter(who_name="Ana Vodja").exists()
    assert not Message.objects.filter(to="ana@example.org").exists()
    assert verify_chain() is None


def test_an_anonymised_account_is_not_opened_again(administrator: User, owner: User) -> None:
    anonymise_user(by=administrator, user=owner)
    with pytest.raises(ValidationError):
        activate_user(by=administrator, user=owner)


def test_the_database_refuses_an_anonymised_account_that_can_act(administrator: User, owner: User) -> None:
    anonymise_user(by=administrator, user=owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=owner.pk).update(is_active=True)


def test_the_last_administrator_stays(administrator: User, owner: User) -> None:
    for attempt in (
        lambda: deactivate_user(by=administrator, user=administrator),
        lambda: set_administrator(by=administrator, user=administrator, administrator=False),
        lambda: anonymise_user(by=administrator, user=administrator),
    ):
        with pytest.raises(ValidationError):
            attempt()
    set_administrator(by=administrator, user=owner, administrator=True)
    deactivate_user(by=owner, user=administrator)
    assert not User.objects.get(pk=administrator.pk).is_active


def test_a_closed_account_can_be_opened_again(administrator: User, owner: User) -> None:
    deactivate_user(by=administrator, user=owner, why="On leave")
    activate_user(by=administrator, user=owner)
    assert User.objects.get(pk=owner.pk).is_active
