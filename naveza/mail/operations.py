"""Posting a message and delivering what waits."""

import smtplib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from django.conf import settings
from django.db import transaction

from naveza.lib import clock
from naveza.mail.models import Attempt, Message

# Kinds whose text lets its reader into an account: the body does not outlive its delivery.
SECRET_KINDS = frozenset({"password_reset", "invitation"})
MOST_ATTEMPTS = 6
TIMEOUT_SECONDS = 10

Connect = Callable[[], AbstractContextManager[smtplib.SMTP]]


def post_message(*, to: str, subject: str, body: str, language: str = "", kind: str = "") -> Message:
    """Write one message in the caller's transaction and deliver it after the commit."""
    message = Message.objects.create(to=to, subject=subject[:300], body=body, language=language, kind=kind)
    if settings.MAIL_HOST:
        transaction.on_commit(lambda: deliver_one(message.pk))
    return message


def deliver_one(pk: int, connect: Connect | None = None) -> bool | None:
    """Deliver one waiting message; None when it is not due or another worker has it."""
    message = _claim(pk)
    return deliver(message, connect) if message else None


def deliver(message: Message, connect: Connect | None = None) -> bool:
    """Try once; the attempt is kept whatever happens. True when the server took the message."""
    try:
        with (connect or smtp_server)() as server:
            refused_for_good = False
            server.send_message(_letter(message))
        error = ""
    except (smtplib.SMTPException, OSError) as problem:
        error = f"{type(problem).__name__}: {problem}"[:1000]
        refused_for_good = _is_final(problem)
    with transaction.atomic():
        Attempt.objects.create(message=message, error=error)
        if not error:
            message.sent_at = clock.now()
            if message.kind in SECRET_KINDS:
                message.body = ""
        elif refused_for_good or message.attempts.count() >= MOST_ATTEMPTS:
            message.given_up_at = clock.now()
        else:
            message.due_at = clock.now() + timedelta(minutes=2 ** message.attempts.count())
        message.save(update_fields=["sent_at", "given_up_at", "due_at", "body"])
    return not error


def deliver_waiting(connect: Connect | None = None, limit: int = 100) -> tuple[int, int]:
    """Deliver what is due; safe to call at any time, from several workers. Returns (delivered, not
    delivered)."""
    delivered = failed = 0
    for pk in list(Message.objects.waiting().filter(due_at__lte=clock.now()).values_list("pk", flat=True)[:limit]):
        outcome = deliver_one(pk, connect)
        delivered += outcome is True
        failed += outcome is False
    return delivered, failed


def deliver_when_possible() -> None:
    """For the worker: deliver what is due where a mail server is set."""
    if settings.MAIL_HOST:
        deliver_waiting(limit=10)


def forget_address(address: str) -> None:
    """Take a person out of the mail that she was sent; that something was sent stays."""
    kept = Message.objects.filter(to=address)
    kept.waiting().update(given_up_at=clock.now())
    kept.update(to="anonymised@invalid.invalid", subject="", body="")


def smtp_server() -> smtplib.SMTP:
    """An open, signed-in connection to the configured mail server."""
    server = smtplib.SMTP(settings.MAIL_HOST, settings.MAIL_PORT, timeout=TIMEOUT_SECONDS)
    if settings.MAIL_TLS:
        server.starttls()
    if settings.MAIL_USER:
        server.login(settings.MAIL_USER, settings.MAIL_PASSWORD)
    return server


def _claim(pk: int) -> Message | None:
    """Take a due message for this process by moving its due time, so that another worker passes it by."""
    later = clock.now() + timedelta(minutes=5)
    taken = Message.objects.waiting().filter(pk=pk, due_at__lte=clock.now()).update(due_at=later)
    return Message.objects.get(pk=pk) if taken else None


def _letter(message: Message) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = settings.DEFAULT_FROM_EMAIL
    letter["To"] = message.to
    letter["Subject"] = " ".join(message.subject.splitlines())
    letter["Date"] = formatdate(message.created_at.timestamp())
    letter["Message-ID"] = make_msgid(idstring=str(message.pk), domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2])
    letter.set_content(message.body)
    if message.language:
        letter["Content-Language"] = message.language
    return letter


def _is_final(problem: Exception) -> bool:
    """A 5xx answer about the recipient will not change by asking again."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    return False
