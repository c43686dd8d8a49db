"""naveza publish FILE: a checked plan in plan-json becomes version 1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from naveza.institutions.models import Institution
from naveza.plans.models import Version
from naveza.plans.operations import publish_content
from naveza.plans.reading.draft import FORMAT
from naveza.plans.rules import RowProblem, clean_row, content_hash


class Command(BaseCommand):
    help = "Publish a checked plan (plan-json, as `naveza read` prints it) as version 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", default="", help="slug of the institution whose plan it is")

    def handle(self, *args: Any, **options: Any) -> None:
        content = _content(options["file"])
        owner = _owner(options["owner"])
        twin = _published_already(content)
        if twin:
            self.stdout.write(f"Published already: /plans/{twin.plan.slug}/")
            return
        try:
            version = publish_content(content, by=None, owner=owner)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Published: /plans/{version.plan.slug}/ ({version.activities.count()} activities)")


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{path} cannot be read: {problem}.") from problem
    except json.JSONDecodeError as problem:
        raise CommandError(f"{path} is not JSON (line {problem.lineno}): run `naveza read` first.") from problem
    if not isinstance(content, dict) or content.pop("format", "") != FORMAT:
        raise CommandError(f"{path} is not a plan in the format {FORMAT}: run `naveza read` first.")
    return content


def _owner(slug: str) -> Institution | None:
    if not slug:
        return None
    try:
        return Institution.objects.get(slug=slug)
    except Institution.DoesNotExist as problem:
        raise CommandError(f"There is no institution {slug!r} in the registry.") from problem


def _published_already(content: dict[str, Any]) -> Version | None:
    """The version that says exactly this, so that the command is safe to run twice."""
    head = {key: value for key, value in content.items() if key != "rows"}
    try:
        rows = [clean_row(row) for row in content.get("rows", [])]
    except RowProblem as problem:
        raise CommandError(str(problem)) from problem
    for row in rows:
        row.pop("number", None)
        row.pop("key", None)
    return Version.objects.filter(sha256=content_hash(head, rows)).select_related("plan").first()
