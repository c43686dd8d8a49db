"""The invented plans are fair: what the truth asks for is printed in the file, and nothing is taken from the seeds."""

from __future__ import annotations

import io
from collections import Counter
from itertools import pairwise
from pathlib import Path

import docx
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from naveza.plans.reading.draft import Draft, row_from_json
from tests.spec.plans.reading.documents.make import build
from tests.spec.plans.reading.documents.truth import NAMES, expected_rows, load
from tests.spec.plans.reading.score import Thresholds, score, words
from tests.spec.plans.reading.seeds.annotation import NAMES as SEED_NAMES
from tests.spec.plans.reading.seeds.annotation import seed_path

RUN = 8  # so many words in a row would be a sentence of somebody else


def printed_words(name: str) -> Counter[str]:
    """Words of the file, by a library that the reader does not use for this."""
    file_name, data = build(name)
    suffix = Path(file_name).suffix
    if suffix == ".docx":
        body = docx.Document(io.BytesIO(data)).element.body
        return Counter(w for p in body.iter("{*}p") for w in words("".join(_docx_text(p))))
    if suffix == ".pdf":
        pages = pypdfium2.PdfDocument(data)
        return Counter(w for page in pages for w in words(page.get_textpage().get_text_bounded()))
    if suffix == ".xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = [row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()]
        return Counter(w for row in rows for cell in row for w in words(str(cell)))
    return Counter(words(data.decode("utf-8-sig").replace("<br>", " ")))


def _docx_text(paragraph: object) -> list[str]:
    nodes = paragraph.iter("{*}t", "{*}br")  # type: ignore[attr-defined]
    return [node.text or "" if node.tag.endswith("}t") else " " for node in nodes]


def test_there_are_enough_plans_in_enough_languages_and_formats() -> None:
    plans = [load(name) for name in NAMES]
    assert len(plans) >= 16
    assert {p["plan"]["language"] for p in plans} == {"cs", "de", "en", "fr", "hr", "pl", "ro", "sk", "sl", "sr"}
    formats = {Path(p["file"]).suffix for p in plans}
    assert formats == {".csv", ".docx", ".html", ".md", ".pdf", ".txt", ".xlsx"}


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_has_eight_to_thirty_rows(name: str) -> None:
    assert 8 <= len(load(name)["plan"]["rows"]) <= 30


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_truth_is_printed(name: str) -> None:
    have = printed_words(name)
    for row in expected_rows(name):
        texts = [*row.activity, *row.paths[0], *row.results, *row.indicators, row.deadline or ""]
        missing = [w for text in texts for w in words(text) if w not in have]
        assert not [w for w in missing if not any(w in glued for glued in have)]
        for organisation in row.institutions[0]:
            assert all(any(w in token for token in have) for w in words(organisation)), organisation


@pytest.mark.parametrize("name", NAMES)
def test_a_lead_stands_among_the_organisations(name: str) -> None:
    for row in load(name)["plan"]["rows"]:
        assert row.get("lead") is None or row["lead"] in row["institutions"]


@pytest.mark.parametrize("name", NAMES)
def test_a_row_takes_over_only_what_stands_above_it(name: str) -> None:
    rows = load(name)["plan"]["rows"]
    for above, row in pairwise(rows):
        if "institutions" in row.get("inherits", []):
            assert (row["institutions"], row.get("lead")) == (above["institutions"], above.get("lead"))
        if "goal" in row.get("inherits", []):
            assert row["path"] == above["path"]


@pytest.mark.skipif(seed_path("000") is None, reason="the seeds are not beside this repository")
@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_is_taken_from_the_seeds(name: str) -> None:
    seeds = [words(path.read_text(encoding="utf-8")) for seed in SEED_NAMES if (path := seed_path(seed))]
    known = {tuple(text[n : n + RUN]) for text in seeds for n in range(len(text) - RUN + 1)}
    own = words((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    assert not [own[n : n + RUN] for n in range(len(own) - RUN + 1) if tuple(own[n : n + RUN]) in known]


@pytest.mark.parametrize("name", NAMES)
def test_the_truth_itself_would_get_full_marks(name: str) -> None:
    rows = [row_from_json({k: v for k, v in row.items() if k != "print"}) for row in load(name)["plan"]["rows"]]
    result = score(expected_rows(name), Draft(rows=rows))
    assert result.failures(Thresholds(1, 1, 1, 1, 1)) == [], result.differences
