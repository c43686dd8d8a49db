from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from naveza.desk.backup import BackupError, restore_backup


class Command(BaseCommand):
    help = "Read a file of `naveza backup` into an empty database, all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        try:
            rows = restore_backup(options["file"])
        except BackupError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Restored {rows} rows")
