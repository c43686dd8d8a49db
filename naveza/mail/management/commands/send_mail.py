"""`naveza send_mail`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from naveza.mail.operations import deliver_waiting


class Command(BaseCommand):
    help = "Deliver the mail that waits, and try again what failed."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_HOST:
            raise CommandError("No mail server is set (NAVEZA_MAIL_HOST); the mail stays in the outbox.")
        delivered, failed = deliver_waiting()
        self.stdout.write(f"{delivered} delivered, {failed} not delivered.")
