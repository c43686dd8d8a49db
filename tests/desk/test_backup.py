"""Backup and restore, drilled: what comes back is what was there."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from naveza.accounts.models import User
from naveza.audit.queries import verify_chain
from naveza.desk.backup import BackupError, restore_backup, write_backup
from naveza.documents.operations import bring_in
from naveza.institutions.models import Institution
from naveza.plans import operations, queries
from tests.plans.test_publishing import content

pytestmark = pytest.mark.django_db


def _filled(owner: User, ministry: Institution) -> None:
    version = operations.publish_draft(operations.create_plan(by=owner, content=content(5), owner=ministry), by=owner)
    operations.open_amendment(version.plan, by=owner)
    bring_in(bytes(range(256)) * 40, name="raw.bin", by=owner)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/new.sqlite3", "NAVEZA_VAR": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "naveza.cli", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_a_new_installation_restored_from_a_backup_says_the_same(
    owner: User, ministry: Institution, tmp_path: Path
) -> None:
    _filled(owner, ministry)
    rows = write_backup(tmp_path / "first.zip")
    assert rows > 50
    restored = _run(tmp_path, "restore", str(tmp_path / "first.zip"))
    assert restored.stdout.strip() == f"Restored {rows} rows", restored.stderr
    again = _run(tmp_path, "backup", str(tmp_path / "second.zip"))
    assert again.returncode == 0, again.stderr
    first, second = (zipfile.ZipFile(tmp_path / name) for name in ("first.zip", "second.zip"))
    for name in first.namelist():
        assert first.read(name) == second.read(name), name
    assert _run(tmp_path, "verify_audit").returncode == 0
    assert _run(tmp_path, "restore", str(tmp_path / "first.zip")).returncode != 0


def test_a_restored_installation_still_proves_its_versions_and_its_audit(owner: User, ministry: Institution) -> None:
    _filled(owner, ministry)
    version = queries.latest_version(ministry.plans_owned.get())
    assert version is not None
    assert queries.is_unchanged(version)
    assert verify_chain() is None


def test_a_full_database_is_never_overwritten(owner: User, tmp_path: Path) -> None:
    write_backup(tmp_path / "backup.zip")
    with pytest.raises(BackupError, match="not empty"):
        restore_backup(tmp_path / "backup.zip")


def test_a_damaged_backup_is_refused_and_nothing_is_restored(tmp_path: Path) -> None:
    write_backup(tmp_path / "whole.zip")
    with zipfile.ZipFile(tmp_path / "whole.zip") as whole, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in whole.namelist():
            data = whole.read(name)
            bad.writestr(name, data + b" " if name == "accounts.user.jsonl" else data)
    with pytest.raises(BackupError, match=r"accounts\.user"):
        restore_backup(tmp_path / "bad.zip")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "cannot be read"), (b"PK\x03\x04 cut", "cannot be read"), (None, "no readable manifest")],
)
def test_a_file_that_is_no_backup_is_refused_with_a_sentence(tmp_path: Path, data: bytes | None, sentence: str) -> None:
    path = tmp_path / "other.zip"
    if data is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("hello.txt", "hello")
    else:
        path.write_bytes(data)
    with pytest.raises(BackupError, match=sentence):
        restore_backup(path)


def test_a_backup_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": "naveza-backup/1", "migrations": [], "tables": {}}))
    with pytest.raises(BackupError, match="another version"):
        restore_backup(path)
