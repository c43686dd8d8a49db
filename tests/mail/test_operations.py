from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from naveza.lib import clock
from naveza.mail.backends import KIND_HEADER, RecordingBackend
from naveza.mail.models import Message, MessageState
from naveza.mail.operations import MOST_ATTEMPTS, deliver_waiting, post_message
from tests.conftest import NOW
from tests.mail.post_office import PostOffice, open_post_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    with open_post_office() as office:
        settings.MAIL_HOST, settings.MAIL_PORT, settings.MAIL_TLS = "127.0.0.1", office.port, False
        yield office


def post(kind: str = "reminder") -> Message:
    return post_message(to="ana@example.org", subject="Poročilo", body="Čas je.\n", language="sl", kind=kind)


def test_without_a_mail_server_mail_waits_in_the_outbox(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = post()
    assert message.state == MessageState.WAITING
    assert message.attempts.count() == 0


def test_mail_leaves_only_after_the_commit(
    office: PostOffice, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = post()
        assert office.letters == []
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert [attempt.error for attempt in message.attempts.all()] == [""]
    [(recipient, text)] = office.letters
    assert recipient == "ana@example.org"
    assert "Content-Language: sl" in text


def test_the_text_of_a_secret_does_not_outlive_its_delivery(office: PostOffice) -> None:
    message = post("password_reset")
    assert deliver_waiting() == (1, 0)
    message.refresh_from_db()
    assert message.body == ""


def test_a_passing_failure_is_kept_with_its_reason_and_tried_again(office: PostOffice) -> None:
    office.answer = "451 the box is locked"
    message = post()
    assert deliver_waiting() == (0, 1)
    message.refresh_from_db()
    assert "the box is locked" in message.attempts.get().error
    assert message.state == MessageState.WAITING
    assert deliver_waiting() == (0, 0), "it is not due again at once"
    office.answer = "250 ok"
    with clock.standing(NOW + timedelta(hours=1)):
        assert deliver_waiting() == (1, 0)


def test_an_address_that_does_not_exist_is_given_up(office: PostOffice) -> None:
    office.answer = "550 nobody here"
    message = post()
    deliver_waiting()
    message.refresh_from_db()
    assert message.state == MessageState.RETURNED


def test_a_server_that_is_away_is_asked_a_few_times_only(settings: Settings) -> None:
    with open_post_office() as office:
        settings.MAIL_HOST, settings.MAIL_PORT, settings.MAIL_TLS = "127.0.0.1", office.port, False
    message = post()
    for days in range(MOST_ATTEMPTS + 2):
        with clock.standing(NOW + timedelta(days=days)):
            deliver_waiting()
    message.refresh_from_db()
    assert message.attempts.count() == MOST_ATTEMPTS
    assert message.state == MessageState.RETURNED


def test_the_backend_keeps_one_message_for_each_address() -> None:
    letter = EmailMessage("Vabilo", "Pridi.", to=["ana@example.org", "bor@example.org"], headers={KIND_HEADER: "x"})
    assert RecordingBackend().send_messages([letter]) == 2
    assert sorted(Message.objects.values_list("to", "kind")) == [
        ("ana@example.org", "x"),
        ("bor@example.org", "x"),
    ]


def test_the_backend_refuses_what_it_would_have_to_drop() -> None:
    letter = EmailMessage("Vabilo", "Pridi.", to=["ana@example.org"])
    letter.attach("plan.txt", "text", "text/plain")
    with pytest.raises(ValueError, match="without attachments"):
        RecordingBackend().send_messages([letter])
    assert not Message.objects.exists()


def test_send_mail_delivers_and_says_how_many(office: PostOffice, capsys: pytest.CaptureFixture[str]) -> None:
    post()
    call_command("send_mail")
    call_command("send_mail")
    assert capsys.readouterr().out == "1 delivered, 0 not delivered.\n0 delivered, 0 not delivered.\n"


def test_send_mail_says_that_no_server_is_set() -> None:
    with pytest.raises(CommandError, match="NAVEZA_MAIL_HOST"):
        call_command("send_mail")
