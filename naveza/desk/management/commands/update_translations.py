from typing import Any

from django.core.management.base import BaseCommand

from naveza.desk.translations import LANGUAGES, apps, update_catalogue


class Command(BaseCommand):
    help = "Bring new texts of the screens into the catalogues, to be translated."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        for language in LANGUAGES:
            empty = {app.name: update_catalogue(app, language) for app in apps()}
            todo = ", ".join(f"{name} {count}" for name, count in empty.items() if count)
            self.stdout.write(f"{language}: {todo or 'everything is translated'}")
