import pickle
from datetime import date

from naveza.institutions.registry import Entry, Registry

REGISTRY = Registry.of(
    date(2024, 1, 1),
    [
        Entry(
            1,
            names=("Ministrstvo za skrb",),
            abbreviations=("MZS",),
            aliases=("Min. za skrb",),
            other_names=("Ministrstvo za mir", "MM"),
        ),
        Entry(2, names=("Inštitut za reke",), abbreviations=("IR",), other_names=("MZS",)),
        Entry(3, names=("Inštitut za gozdove",), abbreviations=("IR",)),
    ],
)


def test_a_name_resolves_whatever_its_case_diacritics_and_dots() -> None:
    assert REGISTRY.resolve("MINISTRSTVO ZA SKRB.") == 1
    assert REGISTRY.resolve("Institut za reke") == 2
    assert REGISTRY.resolve("M.Z.S.") == 1
    assert REGISTRY.resolve("min za skrb") == 1


def test_a_name_of_the_day_goes_before_a_former_one() -> None:
    assert REGISTRY.resolve("MZS") == 1


def test_a_former_name_still_resolves() -> None:
    assert REGISTRY.resolve("Ministrstvo za mir") == 1


def test_a_spelling_that_two_share_resolves_to_none() -> None:
    assert REGISTRY.resolve("IR") is None


def test_an_unknown_or_empty_name_resolves_to_none() -> None:
    assert REGISTRY.resolve("Urad za mostove") is None
    assert REGISTRY.resolve("  ") is None


def test_suggestions_come_best_first_with_the_name_of_the_day() -> None:
    found = REGISTRY.suggest("Ministrstva za skrbi")
    assert (found[0].institution_id, found[0].name) == (1, "Ministrstvo za skrb")
    assert found == sorted(found, key=lambda s: -s.score)
    assert REGISTRY.suggest("xyzzy qqq") == []


def test_the_registry_survives_pickling() -> None:
    copy = pickle.loads(pickle.dumps(REGISTRY))
    assert copy == REGISTRY
    assert copy.resolve("mzs") == 1
    assert "Min. za skrb" in copy.known_names()
