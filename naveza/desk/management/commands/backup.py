from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from naveza.desk.backup import write_backup


class Command(BaseCommand):
    help = "Write the whole installation to one file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        rows = write_backup(options["file"])
        self.stdout.write(f"Wrote {rows} rows to {options['file']}")
