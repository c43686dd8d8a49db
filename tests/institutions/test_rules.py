import pytest
from hypothesis import given
from hypothesis import strategies as st

from naveza.institutions.rules import LEAST_LIKENESS, normalise, similar


@pytest.mark.parametrize(
    "one, other",
    [
        ("Ministrstvo za šolstvo", "MINISTRSTVO ZA SOLSTVO"),
        ("M.I.Z.Š.", "MIZŠ"),
        ("M. I. Z. Š.", "mizs"),
        ("Județul Dâmbovița", "Judeţul Dîmboviţa".replace("î", "â")),
        ("Odbor – péče, o. p. s.", "odbor péče ops"),
        ("Center „Reka“ (javni)", "center reka javni"),
        ("NIJZ,  OE  Koper", "NIJZ OE Koper"),
        ("Đorđe", "djordje".replace("dj", "d")),
        ("Društvo Reka", "Društvo\u00a0Reka"),
    ],
)
def test_two_ways_of_writing_one_name_are_the_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    "one, other",
    [("Ministrstvo za delo", "Ministrstvo za zdravje"), ("OE Koper", "OE Kranj"), ("Urad 1", "Urad 2")],
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text())
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


CANDIDATES = [
    (1, "Ministrstvo za zdravje"),
    (2, "Ministrstvo za šolstvo"),
    (3, "Nacionalni inštitut za javno zdravje"),
    (3, "NIJZ"),
    (4, "Policija"),
]


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("Ministrstvo za zdravj", 1),
        ("Ministrtsvo za solstvo", 2),
        ("Inštitut za javno zdravje, nacionalni", 3),
        ("policja", 4),
    ],
)
def test_a_mistyped_name_suggests_the_meant_one_first(typed: str, meant: int) -> None:
    found = similar(typed, CANDIDATES)
    assert found[0][0] == meant
    assert len({identity for identity, _ in found}) == len(found)


def test_a_strange_name_suggests_nothing() -> None:
    assert similar("Gozdarska zadruga", CANDIDATES) == []
    assert similar("", CANDIDATES) == []


@given(st.lists(st.tuples(st.integers(1, 9), st.text(min_size=1)), max_size=8), st.text())
def test_suggestions_are_ranked_and_never_below_the_threshold(names: list[tuple[int, str]], typed: str) -> None:
    scores = [score for _, score in similar(typed, names)]
    assert scores == sorted(scores, reverse=True)
    assert all(score >= LEAST_LIKENESS for score in scores)
