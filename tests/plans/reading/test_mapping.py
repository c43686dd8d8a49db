"""Columns that a person has mapped, remembered by the header of their table."""

from __future__ import annotations

import json

import pytest

from naveza.plans.reading.fragments import Source
from naveza.plans.reading.mapping import ColumnMapping, propose
from tests.spec.plans.reading.drawn import document, draft

STRANGE = """
    | Alpha       | Beta          | Gamma          | Delta   |
    | Safer roads | Paint lines   | Roads and more | spring  |
    | ^           | Count cars    | Roads and more | autumn  |
"""


def test_a_proposal_shows_header_guess_and_samples() -> None:
    table = Source(document(STRANGE)).tables()[0]
    proposal = propose(table, language="en")
    assert proposal.headers == ("Alpha", "Beta", "Gamma", "Delta")
    assert proposal.samples[1] == ("Paint lines", "Count cars")
    assert proposal.mapping.signature == "alpha|beta|gamma|delta"
    assert set(proposal.by) == {"shape"}


def test_a_known_header_is_proposed_by_its_words() -> None:
    table = Source(document("| Activity | Lead | 2025-1 |\n| Survey | Police | X |")).tables()[0]
    mapping = propose(table, language="en").mapping
    assert mapping.roles == ("activity", "lead", "tick")
    assert mapping.labels == ("", "", "2025-1")


def test_a_mapping_is_plain_json_and_comes_back_equal() -> None:
    mapping = ColumnMapping("a|b", ("goal", "activity"), ("", ""), 2)
    assert ColumnMapping.from_json(json.loads(json.dumps(mapping.as_json()))) == mapping


@pytest.mark.parametrize("data", [{"roles": ["boss"]}, {"roles": []}, {}])
def test_a_mapping_with_an_unknown_role_is_refused_with_a_sentence(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="A column cannot have the role"):
        ColumnMapping.from_json(data)


def test_a_mapped_table_is_read_without_guessing() -> None:
    mapping = ColumnMapping("alpha|beta|gamma|delta", ("goal", "activity", "lead", "deadline"))
    found = draft(STRANGE, mappings=[mapping])
    assert [(r.path, r.activities, r.lead, r.deadline) for r in found.rows] == [
        (["Safer roads"], ["Paint lines"], "Roads and more", "spring"),
        (["Safer roads"], ["Count cars"], "Roads and more", "autumn"),
    ]
    assert not [d for r in found.rows for d in r.doubts if d.code == "column_by_shape"]


def test_a_mapping_serves_the_next_document_of_that_kind_only() -> None:
    mapping = ColumnMapping("alpha|beta|gamma|delta", ("goal", "activity", "lead", "deadline"))
    other = "| One | Two | Three | Four |\n| Safer roads | Paint lines | Roads | spring |"
    assert draft(other, mappings=[mapping]) == draft(other)


def test_a_tick_column_is_mapped_with_its_period() -> None:
    mapping = ColumnMapping("alpha|beta|gamma", ("activity", "tick", "ignore"), ("", "2026-1", ""))
    found = draft("| Alpha | Beta | Gamma |\n| Paint lines | X | why not |", mappings=[mapping])
    assert (found.rows[0].periods, found.periods) == (["2026-1"], ["2026-1"])
