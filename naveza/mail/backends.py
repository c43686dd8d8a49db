"""Django's mail goes through our own table: nothing is sent that is not kept, nothing before the commit."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import get_language

from naveza.mail.operations import post_message

KIND_HEADER = "X-Naveza-Kind"


class RecordingBackend(BaseEmailBackend):
    """Stores each message for each address; delivery follows after the commit where a mail server is set."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        posted = 0
        with transaction.atomic():
            for message in email_messages:
                if message.attachments or getattr(message, "alternatives", None):
                    raise ValueError("Naveza's mail is plain text without attachments.")
                for address in message.recipients():
                    post_message(
                        to=address,
                        subject=str(message.subject),
                        body=str(message.body),
                        language=get_language() or "",
                        kind=message.extra_headers.get(KIND_HEADER, ""),
                    )
                    posted += 1
        return posted
