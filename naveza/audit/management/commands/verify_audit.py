"""`naveza verify_audit`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from naveza.audit.models import Event
from naveza.audit.queries import verify_chain


class Command(BaseCommand):
    help = "Check that no audit event was changed or removed."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = verify_chain()
        if broken:
            raise CommandError(f"The chain breaks at event {broken.sequence} ({broken.verb} {broken.thing_type}).")
        last = Event.objects.order_by("-sequence").first()
        tail = f"; the last hash is {last.hash}" if last else ""
        self.stdout.write(f"{last.sequence if last else 0} events, chain whole{tail}.")
