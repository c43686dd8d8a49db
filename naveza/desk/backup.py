"""A whole installation in one file, and back: the same file for SQLite and PostgreSQL, so that it also moves an
installation from one to the other.

A zip with `manifest.json` (format, migrations, rows and SHA-256 of each table) and one file of JSON lines a table.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

FORMAT = "naveza-backup/1"
PAGE = 200
# Made anew by every installation, or worthless on another one.
LEFT_OUT = {"contenttypes.contenttype", "auth.permission", "sessions.session", "django_tasks_db.dbtaskresult"}


class BackupError(Exception):
    """Why a file cannot be restored, in a sentence."""


def models() -> list[type[Model]]:
    """Every table that is kept, each behind those that it points to."""
    found = serializers.sort_dependencies([(config, None) for config in apps.get_app_configs()])
    return [model for model in found if model._meta.label_lower not in LEFT_OUT and not model._meta.proxy]


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _lines(model: type[Model]) -> Iterator[bytes]:
    """Each row as one line, page by page, so that a large table never stands in memory."""
    last: Any = None
    while True:
        rows = model._default_manager.order_by("pk")
        page = list((rows if last is None else rows.filter(pk__gt=last))[:PAGE])
        if not page:
            return
        for data in serializers.serialize("python", page):
            yield json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n"
        last = page[-1].pk


@transaction.atomic
def write_backup(target: Path) -> int:
    """Write everything to `target`; a file half written never gets its name. Returns the number of rows."""
    part = target.with_name(target.name + ".part")
    tables: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for model in models():
            label, digest, rows = model._meta.label_lower, hashlib.sha256(), 0
            with archive.open(f"{label}.jsonl", "w", force_zip64=True) as file:
                for line in _lines(model):
                    file.write(line)
                    digest.update(line)
                    rows += 1
            tables[label] = {"rows": rows, "sha256": digest.hexdigest()}
        manifest = {"format": FORMAT, "migrations": _migrations(), "tables": tables}
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    part.replace(target)
    return sum(table["rows"] for table in tables.values())


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (KeyError, json.JSONDecodeError) as problem:
        raise BackupError("This is not a backup of Naveza: it has no readable manifest.") from problem
    if manifest.get("format") != FORMAT:
        raise BackupError(f"This backup is of the format {manifest.get('format')!r}, not {FORMAT!r}.")
    if manifest["migrations"] != _migrations():
        raise BackupError(
            "This backup was made by another version of Naveza. Restore it with that version, then upgrade."
        )
    return manifest


def _check_whole(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    for label, table in manifest["tables"].items():
        digest = hashlib.sha256()
        with archive.open(f"{label}.jsonl") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        if digest.hexdigest() != table["sha256"]:
            raise BackupError(f"The backup is damaged: the table {label} is not what its manifest says.")


def restore_backup(source: Path) -> int:
    """Read everything from `source` into this empty database, or nothing at all. Returns the number of rows."""
    full = [model._meta.label_lower for model in models() if model._default_manager.exists()]
    if full:
        raise BackupError(f"This database is not empty ({', '.join(full[:3])}). Restore into a new one.")
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive)
            _check_whole(archive, manifest)
            with transaction.atomic():
                return _restore(archive, manifest)
    except (OSError, zipfile.BadZipFile, EOFError) as problem:
        raise BackupError(f"{source.name} cannot be read: {problem}.") from problem


def _restore(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> int:
    count = 0
    kept = models()
    with connection.constraint_checks_disabled():
        for model in kept:
            if model._meta.label_lower in manifest["tables"]:
                with archive.open(f"{model._meta.label_lower}.jsonl") as file:
                    count += _load(file)
    connection.check_constraints()
    for statement in connection.ops.sequence_reset_sql(_no_style(), kept):
        with connection.cursor() as cursor:
            cursor.execute(statement)
    return count


def _load(file: IO[bytes]) -> int:
    count = 0
    for line in file:
        for row in serializers.deserialize("python", [json.loads(line)]):
            row.save(force_insert=True)
            count += 1
    return count


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()
