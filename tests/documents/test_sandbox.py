"""The limited process: what comes out is what the parser read, or a named refusal."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from naveza.documents import wire
from naveza.documents.blocks import PagePlace, Parsed, SheetPlace, Text
from naveza.documents.parsers import Refusal, parse
from naveza.documents.sandbox import parse_limited
from naveza.lib.limits import DEFAULT, MIB

from .builders import docx_table

ROOT = Path(__file__).resolve().parents[2]
TEXT = b"\tGoal\n\tWho\n\n\tBuild\n\tMinistry\n\n\tTrain\n\tInstitute\n\n\nEnd\n"


@pytest.mark.parametrize(
    "data, name",
    [(docx_table([["Goal", "Who"], ["Build", "Ministry"]]), "plan.docx"), (TEXT, "plan.txt")],
    ids=["docx", "text"],
)
def test_the_limited_process_gives_the_same_blocks(data: bytes, name: str) -> None:
    assert parse_limited(data, name) == parse(data, name)


def test_a_refusal_comes_out_with_its_code_and_the_name_of_the_file() -> None:
    with pytest.raises(Refusal) as refusal:
        parse_limited(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "načrt.doc")
    assert refusal.value.code == "old_word"
    assert "načrt.doc" in refusal.value.text


def test_reading_a_small_document_takes_well_under_a_second() -> None:
    started = time.perf_counter()
    parse_limited(TEXT, "plan.txt")
    assert time.perf_counter() - started < 1.0


def test_a_document_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Refusal) as refusal:
        parse_limited(TEXT, "plan.txt", replace(DEFAULT, wall_seconds=0.001))
    assert refusal.value.code == "timeout"


def test_a_document_that_needs_too_much_memory_is_stopped() -> None:
    rows = b"goal;activity;institution;period\n" * 120_000
    with pytest.raises(Refusal) as refusal:
        parse_limited(rows, "plan.csv", replace(DEFAULT, memory=110 * MIB))
    assert refusal.value.code == "memory"


def test_a_result_that_is_too_large_is_stopped() -> None:
    with pytest.raises(Refusal) as refusal:
        parse_limited(b"a line of words\n" * 20_000, "plan.txt", replace(DEFAULT, result=MIB // 4))
    assert refusal.value.code == "result_too_large"


def test_an_empty_file_and_a_large_one_are_refused_before_a_process_starts() -> None:
    for data, code in ((b"", "empty"), (b"a" * 2 * MIB, "too_large")):
        with pytest.raises(Refusal) as refusal:
            parse_limited(data, "plan.txt", replace(DEFAULT, upload=MIB))
        assert refusal.value.code == code


ATTEMPTS = {
    "connect": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "write": "open('/tmp/naveza-was-here', 'w')",
    "program": "import subprocess; subprocess.run(['true'])",
    "fork": "import os; os.fork()",
    "shell": "import os; os.system('true')",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_the_limited_process_cannot_reach_out(attempt: str) -> None:
    script = (
        "import sys; from naveza.documents import worker; sys.addaudithook(worker._forbid)\n"
        f"try:\n    {attempt}\nexcept PermissionError as error:\n    print('stopped', error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False, timeout=30
    )
    assert done.stdout.startswith("stopped a parser may not"), done.stderr


def test_the_limited_process_may_not_grow_beyond_its_memory() -> None:
    script = (
        "from naveza.documents import worker\n"
        "worker._set_limits(dict(cpu_seconds=9, memory=200 << 20, open_files=64, processes=0))\n"
        "try:\n    bytearray(300 << 20)\nexcept MemoryError:\n    print('stopped')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False, timeout=30
    )
    assert done.stdout.strip() == "stopped"


def test_every_kind_of_place_crosses_the_border() -> None:
    texts = (
        Text("a", PagePlace(2, (1.0, 2.0, 3.5, 4.0)), "a ", ((0, 1),), "1."),
        Text("b", SheetPlace("List1", "B7"), "b"),
    )
    parsed = Parsed("pdf", (), furniture=texts, pages=2, language="sl", title="t")
    assert wire.loads(wire.dumps(parsed)) == parsed


class _Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return (print, ("boom",))


def test_the_border_lets_nothing_but_plain_values_through() -> None:
    for data in (pickle.dumps(_Bomb()), pickle.dumps(Path), b"\x80\x05.", pickle.dumps((1, 2))):
        with pytest.raises(ValueError, match="not a document"):
            wire.loads(data)
