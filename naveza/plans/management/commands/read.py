"""`naveza read FILE`: reads a plan and prints its draft; needs no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from naveza.documents.parsers import Refusal
from naveza.documents.sandbox import parse_limited
from naveza.plans.reading import read
from naveza.plans.reading.draft import to_json
from naveza.plans.reading.mapping import ColumnMapping
from naveza.plans.reading.summary import Exit, doubts_only, exit_code, table


class Command(BaseCommand):
    help = "Read a plan document and print it as naveza-plan/1 JSON, as a summary, or only its doubts."
    requires_system_checks: list[str] = []  # type: ignore[assignment]
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a .docx, .pdf, .xlsx, .html, .md, .csv or .txt file")
        parser.add_argument("--format", choices=("json", "table"), default="json", help="what to print")
        parser.add_argument("--doubts", action="store_true", help="print only what needs a person")
        parser.add_argument("--mapping", type=Path, metavar="FILE", help="JSON list of column mappings")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
            mappings = mappings_of(options["mapping"])
            parsed = parse_limited(data, path.name)
        except (OSError, ValueError, Refusal) as problem:
            self.stderr.write(_sentence(problem))
            sys.exit(Exit.UNREADABLE)
        draft = read(parsed, name=path.name, data=data, mappings=mappings)
        if options["doubts"]:
            self.stdout.write(doubts_only(draft), ending="")
        elif options["format"] == "table":
            self.stdout.write(table(draft), ending="")
        else:
            self.stdout.write(json.dumps(to_json(draft), ensure_ascii=False, indent=2))
        code = exit_code(draft)
        if code is Exit.NO_ROWS:
            self.stderr.write("No row of work was found. " + " ".join(d.text for d in draft.doubts))
        if code:
            sys.exit(code)


def mappings_of(path: Path | None) -> list[ColumnMapping]:
    """Column mappings of a JSON file (a list, or one object). Raises ValueError with a sentence."""
    if path is None:
        return []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path.name} is no JSON: {error}.") from None
    items = found if isinstance(found, list) else [found]
    if not all(isinstance(item, dict) for item in items):
        raise ValueError(f"{path.name} holds no column mapping.")
    return [ColumnMapping.from_json(item) for item in items]


def _sentence(problem: Exception) -> str:
    """What went wrong, in words."""
    if isinstance(problem, OSError):
        return f"{problem.filename or 'The file'} cannot be read: {problem.strerror}."
    return str(problem)
