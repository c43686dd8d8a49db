"""naveza export PLAN --format FORMAT: what is in force, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from naveza.plans import exports, queries
from naveza.plans.models import Plan
from naveza.plans.pages import Filters


class Command(BaseCommand):
    help = "Write a published plan as a file: json, xlsx, csv or docx."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", help="slug of the plan, as in its address")
        parser.add_argument("--format", choices=sorted(exports.FORMATS), default="json")
        parser.add_argument("--version-number", type=int, default=None, help="an older version")
        parser.add_argument("--output", type=Path, default=None, help="file to write; else standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan.objects.filter(slug=options["plan"]).first()
        version = queries.latest_version(plan, options["version_number"]) if plan else None
        if version is None:
            raise CommandError(f"There is no published plan {options['plan']!r}.")
        data, _ = exports.write(version, Filters(), options["format"])
        if options["output"]:
            options["output"].write_bytes(data)
            self.stdout.write(f"Wrote {options['output']} ({len(data)} bytes)")
        else:
            sys.stdout.buffer.write(data)  # bytes: workbooks and Word documents are not text
