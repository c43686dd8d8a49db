"""The colours can be read, in light and in dark, and the states stay apart for everybody."""

from itertools import combinations
from pathlib import Path

import pytest

from naveza.design import colours
from naveza.design.colours import DEUTERANOPIA, PROTANOPIA, TokenPair

DESIGN = Path(colours.__file__).parent / "static" / "design"
TOKENS = colours.read_tokens((DESIGN / "tokens.css").read_text(encoding="utf-8"))
SCHEMES = ("light", "dark")
PAPERS = ("paper", "paper-raised", "paper-sunk")
STATES = ("done", "under-way", "not-begun", "late", "given-up", "not-due")

# text colour on the grounds it stands on: at least 4.5 : 1
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "brand", "brand-strong", "alarm") for ground in PAPERS],
    *[(ink, "brand-tint") for ink in ("ink", "ink-soft", "brand", "brand-strong")],
    *[(ink, "signal-tint") for ink in ("ink", "ink-soft", "brand", "signal-ink")],
    ("on-brand", "brand-fill"),
    ("on-brand", "brand-strong"),
    ("on-signal", "signal-fill"),
    ("on-alarm", "alarm-fill"),
    ("signal-ink", "paper"),
    ("insert-ink", "insert-tint"),
    ("delete-ink", "delete-tint"),
    ("paper", "ink"),
]
# borders of fields, shapes of states, the focus ring: at least 3 : 1
SHAPES = [
    *[("line-strong", ground) for ground in PAPERS],
    *[("focus", ground) for ground in (*PAPERS, "brand-tint", "signal-tint")],
    *[(f"state-{state}", ground) for state in STATES for ground in ("paper", "paper-raised", "brand-tint")],
    ("signal-line", "paper"),
]


def _colour(name: str, scheme: str) -> str:
    pair: TokenPair = TOKENS[name]
    return pair.light if scheme == "light" else pair.dark


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(ink: str, ground: str, scheme: str) -> None:
    assert colours.contrast(_colour(ink, scheme), _colour(ground, scheme)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_a_shape_stands_out_from_its_ground(shape: str, ground: str, scheme: str) -> None:
    assert colours.contrast(_colour(shape, scheme), _colour(ground, scheme)) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("one", "other"), list(combinations(STATES, 2)))
def test_two_states_differ_for_people_who_see_few_colours(one: str, other: str, scheme: str) -> None:
    first, second = _colour(f"state-{one}", scheme), _colour(f"state-{other}", scheme)
    assert colours.difference(colours.linear(first), colours.linear(second)) >= 12
    for deficiency in (DEUTERANOPIA, PROTANOPIA):
        seen = colours.difference(colours.as_seen(first, deficiency), colours.as_seen(second, deficiency))
        assert seen >= 12


def test_no_style_sheet_but_the_tokens_writes_a_colour() -> None:
    allowed = {"tokens.css", "print.css"}
    for path in DESIGN.glob("*.css"):
        if path.name not in allowed:
            text = path.read_text(encoding="utf-8")
            assert "rgb(" not in text, path.name
            assert not colours.HEX.search(text), path.name
