"""Figures and first differences of every seed and invented plan: `python -m tests.spec.plans.reading.report [NAME]`."""

from __future__ import annotations

import sys

from tests.spec.plans.reading import test_documents, test_seeds, wordsum
from tests.spec.plans.reading.documents.truth import NAMES as PLANS
from tests.spec.plans.reading.documents.truth import expected_rows
from tests.spec.plans.reading.score import Score, score, words
from tests.spec.plans.reading.seeds.annotation import NAMES as SEEDS
from tests.spec.plans.reading.seeds.annotation import load, seed_path

SHOWN = 3  # differences of each document; all of them where one is named


def result_of(name: str) -> tuple[Score, list[str]]:
    """The score of a document and what its word sum finds."""
    if name in SEEDS:
        seed, draft = load(name), test_seeds.draft_of(name)
        findings = wordsum.uncovered(seed.text, draft) + wordsum.counted_twice(seed.text, draft)
        document = words(seed.text)
        findings += wordsum.not_at_its_place(seed.text, draft)
    else:
        parsed, draft = test_documents.parsed_of(name), test_documents.draft_of(name)
        findings, document = wordsum.unclaimed(parsed, draft), wordsum.document_words(parsed)
    findings += wordsum.missing_words(document, draft) + wordsum.invented_words(document, draft)
    return score(load(name).rows if name in SEEDS else expected_rows(name), draft), findings


def show(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(asked: list[str]) -> None:
    seeds = SEEDS if seed_path(SEEDS[0]) else ()
    for name in asked or [*seeds, *PLANS]:
        try:
            result, findings = result_of(name)
        except Exception as error:
            show(f"{name:16} {type(error).__name__}: {error}")
            continue
        show(f"{name:16} {result.line()} | word sum {len(findings)}")
        limit = None if asked else SHOWN
        for line in [*result.differences[:limit], *findings[:limit]]:
            show(f"    {line if asked else line[:240]}")


if __name__ == "__main__":
    main(sys.argv[1:])
