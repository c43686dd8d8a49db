from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from naveza.desk.reference import FOLDER, pages


class Command(BaseCommand):
    help = "Write the generated pages of docs/reference; with --check, only say which are out of date."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = [path for path, text in pages().items() if not path.is_file() or path.read_text() != text]
        if options["check"]:
            if stale:
                names = ", ".join(path.name for path in stale)
                raise CommandError(f"Out of date in docs/reference: {names}. Run `./run docs`.")
            self.stdout.write("The reference pages are up to date")
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path, text in pages().items():
            path.write_text(text)
        self.stdout.write(f"Wrote {len(stale)} pages")
