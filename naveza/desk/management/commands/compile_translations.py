from typing import Any

from django.core.management.base import BaseCommand

from naveza.desk.translations import compile_catalogues


class Command(BaseCommand):
    help = "Compile the translations of the screens; set-up does it by itself."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Compiled {compile_catalogues()} catalogues")
