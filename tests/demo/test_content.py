"""The invented country is consistent with itself, and invented."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from naveza.demo.documents import PLANS
from naveza.demo.texts import content
from naveza.lib.dates import bounds
from naveza.lib.text import fold, words
from naveza.plans.reading.draft import from_json, to_json

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
GRIDS = ("national-2024", "national-2026", "national-early-warning")


def institution_names() -> dict[str, set[str]]:
    """Every way an institution of the country is called, with the institutions called so."""
    result: dict[str, set[str]] = {}
    for item in content("institutions")["institutions"]:
        texts = {n["name"] for n in item["names"]} | {n["abbreviation"] for n in item["names"]}
        for text in (texts | set(item["aliases"])) - {""}:
            result.setdefault(fold(text), set()).add(item["key"])
    return result


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_a_draft_of_the_format_and_keeps_its_hints_on_a_round_trip(name: str) -> None:
    plan = content(name)
    again = to_json(from_json(plan))
    assert again["layout"] == plan["layout"]
    assert [row["activities"] for row in again["rows"]] == [row["activities"] for row in plan["rows"]]


@pytest.mark.parametrize("name", PLANS)
def test_every_institution_of_a_plan_stands_in_the_register_once(name: str) -> None:
    known = institution_names()
    called = [text for row in content(name)["rows"] for text in row["institutions"]]
    assert {text: known.get(fold(text), set()) for text in called if len(known.get(fold(text), set())) != 1} == {}


@pytest.mark.parametrize("name", PLANS)
def test_a_lead_is_the_first_of_its_institutions(name: str) -> None:
    leads = [(row["lead"], row["institutions"][:1]) for row in content(name)["rows"] if row["lead"]]
    assert all([lead] == first for lead, first in leads)


@pytest.mark.parametrize("name", PLANS)
def test_what_is_printed_in_a_cell_of_institutions_is_what_the_row_says(name: str) -> None:
    for row in content(name)["rows"]:
        printed = " ".join(row.get("layout", {}).get("institutions", []))
        places, start = [], 0
        for text in row["institutions"] if printed else []:
            start = printed.index(text, start)
            places.append(start)
            start += len(text)
        assert places == sorted(places)


@pytest.mark.parametrize("name", GRIDS)
def test_ticks_are_periods_of_the_plan_and_lie_within_its_span(name: str) -> None:
    plan = content(name)
    spans = [bounds(label) for label in plan["periods"]]
    assert spans[0] is not None
    assert spans[-1] is not None
    assert (spans[0][0], spans[-1][1]) == (plan["period_start"], plan["period_end"])
    assert all(set(row["periods"]) <= set(plan["periods"]) for row in plan["rows"])
    assert sum(not row["periods"] for row in plan["rows"]) == (0 if name == "national-2024" else 1)


@pytest.mark.parametrize("name", PLANS)
def test_stated_amounts_add_up_to_the_stated_total(name: str) -> None:
    amounts = [(Decimal(a["amount"]), a.get("total", False)) for a in content(name)["budget"]]
    totals = [amount for amount, total in amounts if total]
    assert totals in ([], [sum(amount for amount, total in amounts if not total)])


def test_sizes_are_those_of_real_plans() -> None:
    assert {name: len(content(name)["rows"]) for name in PLANS} == {
        "national-2024": 39,
        "national-2026": 55,
        "national-early-warning": 28,
        "regional-modrin": 38,
        "county-alunis": 16,
        "local-brodisce": 12,
        "project-mobile-units": 6,
    }


def test_two_national_plans_share_some_activities_and_not_most() -> None:
    before, after = ({tuple(r["activities"]) for r in content(name)["rows"]} for name in GRIDS[:2])
    assert 8 <= len(before & after) <= len(before) // 2


def test_merged_cells_several_paragraphs_and_a_row_without_a_tick_occur() -> None:
    rows = content("national-2026")["rows"]
    inherited = Counter(field for row in rows for field in row["inherits"])
    assert inherited["goal"] > 20
    assert inherited["results"] >= 1
    assert inherited["institutions"] >= 4
    assert sum(len(row["activities"]) > 1 for row in rows) >= 2


def test_territories_form_one_tree_under_the_country() -> None:
    territories = content("territories")["territories"]
    seen: set[str | None] = {None}
    for item in territories:
        assert item["parent"] in seen
        seen.add(item["code"])
    assert Counter(t["kind"] for t in territories) == {
        "country": 1,
        "region": 4,
        "county": 9,
        "municipality": 16,
    }


def test_codes_of_territories_are_of_no_real_country() -> None:
    # XA to XZ are left to users by ISO 3166-1, so Eurostat can have no such code.
    assert all(t["code"].startswith("XD") for t in content("territories")["territories"])


def test_institutions_come_after_those_they_belong_to_and_lie_somewhere() -> None:
    codes = {t["code"] for t in content("territories")["territories"]}
    seen: set[str | None] = {None}
    for item in content("institutions")["institutions"]:
        assert item["parent"] in seen
        assert item["territory"] in codes
        assert item["key"] not in seen
        seen.add(item["key"])
    assert len(seen) > 60


def test_names_of_an_institution_do_not_overlap_in_time() -> None:
    for item in content("institutions")["institutions"]:
        for language in {n["language"] for n in item["names"]}:
            spans = [n for n in item["names"] if n["language"] == language]
            assert all(a["valid_to"] == b["valid_from"] for a, b in pairwise(spans))
            assert all(span["valid_to"] for span in spans[:-1])


def test_one_ministry_was_renamed_and_two_were_merged_on_the_same_day() -> None:
    data = content("institutions")
    found = {s["kind"]: (s["from"], s["to"], date.fromisoformat(s["date"])) for s in data["successions"]}
    day = date(2025, 3, 1)
    assert found == {"renamed": (["mim"], ["mim"], day), "merged": (["mdd", "msv"], ["mddsv"], day)}
    ended = {i["key"]: i["names"][-1]["valid_to"] for i in data["institutions"]}
    assert [ended[key] for key in ("mdd", "msv", "mddsv", "mim")] == ["2025-03-01", "2025-03-01", None, None]


def test_people_have_reserved_addresses_and_known_places() -> None:
    people: list[dict[str, Any]] = content("people")["people"]
    keys = {i["key"] for i in content("institutions")["institutions"]}
    assert all(p["email"].endswith(".example") for p in people)
    assert len({p["email"] for p in people}) == len({p["name"] for p in people}) == len(people)
    assert {m["institution"] for p in people for m in p["memberships"]} <= keys
    assert {t["plan"] for p in people for t in p["teams"]} <= set(PLANS)
    assert sum(p["administrator"] for p in people) == 1


def test_every_plan_of_more_than_a_card_has_a_coordinator() -> None:
    people = content("people")["people"]
    led = {t["plan"] for p in people for t in p["teams"] if t["role"] == "coordinator"}
    assert set(PLANS) - led == {"project-mobile-units"}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not beside this checkout")
def test_no_eight_words_in_a_row_come_from_a_source_document() -> None:
    runs: set[tuple[str, ...]] = set()
    for path in SEEDS.glob("*.txt"):
        found = words(path.read_text(encoding="utf-8"))
        runs |= {tuple(found[n : n + 8]) for n in range(len(found) - 7)}
    for part in resources.files("naveza.demo").joinpath("content").iterdir():
        own = words(json.dumps(json.loads(part.read_text(encoding="utf-8")), ensure_ascii=False))
        copied = [own[n : n + 8] for n in range(len(own) - 7) if tuple(own[n : n + 8]) in runs]
        assert copied == [], part.name
