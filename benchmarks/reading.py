"""Reading: a Word plan against a bare parse of its XML in the same run, the real documents as text, PDF, memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from lxml import etree

from benchmarks.content import plan
from benchmarks.measure import Figure, median_seconds
from naveza.documents.parsers import parse
from naveza.lib import tables
from naveza.lib.pdf import write_table_pdf
from naveza.plans.reading import read

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def _printed(rows: int) -> tables.TableDocument:
    """The invented plan as a printed half-year grid."""
    content = plan(rows)
    labels = content["periods"]
    heads = ["Goal", "Activity", *labels, "Expected results", "Responsible institutions"]
    lines = [tables.Row(tuple(tables.cell(head, bold=True) for head in heads), role=tables.Role.HEADER)]
    for row in content["rows"]:
        ticks = [tables.cell("X" if label in row["periods"] else "") for label in labels]
        cells = [tables.cell(row["path"][-1]), tables.cell(*row["activities"]), *ticks]
        cells += [tables.cell(*row["expected_results"]), tables.cell(", ".join(row["institutions"]))]
        lines.append(tables.Row(tuple(cells)))
    shares = [2.0, 3.0, *[0.6] * len(labels), 3.0, 2.5]
    table = tables.Table(tuple(tables.Column(s, narrow=s < 1) for s in shares), tuple(lines))
    return tables.TableDocument("Plan of the valley 2031–2032", "en", (table,))


def _word(rows: int) -> bytes:
    """The invented plan as a Word document with all the parts that a word processor writes (about 40 kB)."""
    content = plan(rows)
    labels = content["periods"]
    document = docx.Document()
    document.add_heading("Plan of the valley 2031–2032")
    table = document.add_table(rows=1, cols=4 + len(labels))
    _fill(table.rows[0], ["Goal", "Activity", *labels, "Expected results", "Responsible institutions"])
    for row in content["rows"]:
        ticks = ["X" if label in row["periods"] else "" for label in labels]
        texts = [row["path"][-1], "\n".join(row["activities"]), *ticks]
        _fill(table.add_row(), [*texts, "\n".join(row["expected_results"]), ", ".join(row["institutions"])])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _fill(row: Any, texts: list[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _bare(data: bytes) -> None:
    """The peer: lxml parses every XML part of the file, and that is all."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def _read(data: bytes, name: str) -> int:
    return len(read(parse(data, name), name=name, data=data).rows)


def run() -> Iterator[Figure]:
    word = _word(100)
    assert _read(word, "plan.docx") == 100
    ratio = median_seconds(lambda: _read(word, "plan.docx"), 9) / median_seconds(lambda: _bare(word), 9)
    parsing = median_seconds(lambda: parse(word, "plan.docx"), 9) / median_seconds(lambda: _bare(word), 9)
    size = len(word) / 1024
    yield Figure(f"parse a DOCX of 100 activities ({size:.0f} kB), in bare lxml parses", parsing, 12, "times")
    yield Figure(f"parse and read it ({size:.0f} kB), in bare lxml parses", ratio, 12, "times")
    for path in sorted(SEEDS.glob("*.txt")):
        data = path.read_bytes()
        seconds = median_seconds(lambda data=data, name=path.name: _read(data, name))  # type: ignore[misc]
        yield Figure(f"read the text seed {path.name[:3]}", seconds * 1000, 150, "ms")
    yield from _pdf()


def _pdf() -> Iterator[Figure]:
    document = write_table_pdf(_printed(300))
    start = time.perf_counter()
    parsed = parse(document, "plan.pdf")
    assert len(read(parsed, name="plan.pdf").rows) == 300
    seconds = time.perf_counter() - start
    yield Figure(f"parse and read a PDF ({parsed.pages} pages)", parsed.pages / seconds, 10, "pages/s", at_least=True)
    code = f"import sys; sys.path.insert(0, {str(Path.cwd())!r}); from benchmarks.reading import peak; print(peak())"
    megabytes = float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    yield Figure("peak memory of reading that Word plan in a process of its own", megabytes, 300, "MiB")


def peak() -> float:
    """Peak memory of this process after reading a plan of 100 activities, in MiB."""
    _read(_word(100), "plan.docx")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
