"""`naveza import_territories`."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from naveza.institutions.operations import import_territories
from naveza.institutions.parsers.territories import BadTerritories, read_territories


class Command(BaseCommand):
    help = "Load an official list of territories (CSV: code, name, kind, parent); safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV in UTF-8; codes carry the country's letters: SI038, SI-061.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = read_territories(options["file"].read_bytes())
            outcome = import_territories(by="import_territories", rows=rows)
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except BadTerritories as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{outcome.added} territories added, {outcome.changed} changed, {outcome.unchanged} as they were."
        )
