"""`naveza read FILE`: JSON, summary, doubts, exit codes; no database is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

CLEAN = "Activity;Responsible;Deadline\nSurvey of schools;Police, NGOs;May 2026\nReport;NGOs;June 2026\n"
TICKED = "Activity;2025-1;2025-2;Responsible\nSurvey of schools;;;Police\nReport;X;;NGOs\n"
STRANGE = "Alpha;Beta;Gamma\nPaint lines;Roads;spring\nCount cars;Roads;autumn\n"


def run(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> tuple[int, str, str]:
    code = 0
    try:
        call_command("read", str(path), *options)
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def file(folder: Path, content: str | bytes, name: str = "plan.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_plan_is_printed_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, file(tmp_path, CLEAN))
    found = json.loads(out)
    assert code == 0
    assert (found["format"], found["document"], len(found["sha256"])) == ("naveza-plan/1", "plan.csv", 64)
    assert [row["activities"] for row in found["rows"]] == [["Survey of schools"], ["Report"]]
    assert found["rows"][0]["institutions"] == ["Police", "NGOs"]


def test_doubts_end_with_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, file(tmp_path, TICKED), "--doubts")
    assert code == 3
    assert "row 1 Survey of schools [periods]: No period is ticked in this row. (no_period_ticked)" in out


def test_a_summary_has_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, file(tmp_path, TICKED), "--format", "table")
    assert "2 rows, 1 with periods" in out


def test_a_document_without_rows_ends_with_four_and_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, file(tmp_path, "We met and we talked about the weather.\n", "minutes.txt"))
    assert code == 4
    assert json.loads(out)["rows"] == []
    assert "No row of work was found" in err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_read_ends_with_two_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    code, out, err = run(capsys, file(tmp_path, content, "plan.docx"))
    assert (code, out) == (2, "")
    assert err.strip().endswith(".")


def test_a_missing_file_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, tmp_path / "nowhere.txt")
    assert code == 2
    assert "cannot be read" in err


def test_a_mapping_file_is_used_and_a_wrong_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = file(tmp_path, STRANGE)
    roles = {"signature": "alpha|beta|gamma", "roles": ["activity", "lead", "deadline"]}
    _, out, _ = run(capsys, plan, "--mapping", str(file(tmp_path, json.dumps([roles]), "map.json")))
    assert [(r["activities"], r["lead"], r["deadline"]) for r in json.loads(out)["rows"]] == [
        (["Paint lines"], "Roads", "spring"),
        (["Count cars"], "Roads", "autumn"),
    ]
    code, _, err = run(capsys, plan, "--mapping", str(file(tmp_path, '[{"roles": ["boss"]}]', "wrong.json")))
    assert code == 2
    assert "boss" in err
