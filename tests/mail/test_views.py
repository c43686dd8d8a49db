from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from naveza.accounts.models import User
from naveza.mail.models import Attempt, Message

Browser = Callable[[User | None], Client]


@pytest.fixture
def message(db: None) -> Message:
    return Message.objects.create(to="ana@example.org", subject="Nova pot", body="http://testserver/secret-key/")


def test_administrators_see_that_mail_was_sent_but_not_its_text(
    client_of: Browser, administrator: User, message: Message
) -> None:
    browser = client_of(administrator)
    page = browser.get("/outbox/").content.decode()
    assert "Nova pot" in page
    assert "secret-key" not in page
    assert browser.get(f"/outbox/{message.pk}/").status_code == 403


def test_the_outbox_is_closed_to_everybody_else(client_of: Browser, owner: User, message: Message) -> None:
    for user in (owner, None):
        assert client_of(user).get("/outbox/").status_code == 403
        assert client_of(user).get(f"/outbox/{message.pk}/").status_code == 403


def test_in_the_demo_everybody_reads_the_mail_and_follows_its_link(
    client_of: Browser, owner: User, message: Message, settings: Settings
) -> None:
    settings.DEMO = True
    for user in (owner, None):
        assert "Nova pot" in client_of(user).get("/outbox/").content.decode()
        text = client_of(user).get(f"/outbox/{message.pk}/").content.decode()
        assert 'href="http://testserver/secret-key/"' in text


def test_the_outbox_says_why_a_message_did_not_arrive(
    client_of: Browser, administrator: User, message: Message
) -> None:
    Attempt.objects.create(message=message, error="550 nobody here")
    assert "550 nobody here" in client_of(administrator).get("/outbox/").content.decode()


def test_the_outbox_takes_the_same_queries_whatever_its_length(
    client: Client, settings: Settings, message: Message, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.DEMO = True
    Message.objects.bulk_create(Message(to="a@example.org", subject=str(n)) for n in range(20))
    with django_assert_num_queries(5):
        client.get("/outbox/")
