"""Bars of shares and percentages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naveza.design.charts import Share, per_cent, share_segments


def test_parts_lie_side_by_side_with_a_gap() -> None:
    first, second = share_segments([Share("done", 1), Share("late", 1)])
    assert (first.x, first.width) == ("0.00%", "49.80%")
    assert (second.x, second.width) == ("50.20%", "49.80%")


def test_a_part_of_zero_is_not_drawn() -> None:
    assert [part.state for part in share_segments([Share("done", 3), Share("late", 0)])] == ["done"]


def test_a_bar_of_nothing_is_empty() -> None:
    assert share_segments([]) == []
    assert share_segments([Share("done", 0)]) == []


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        share_segments([Share("done", -1)])


@given(st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=6))
def test_a_bar_never_grows_longer_than_its_room(counts: list[int]) -> None:
    segments = share_segments([Share("done", count) for count in counts])
    if segments:
        last = segments[-1]
        assert float(last.x[:-1]) + float(last.width[:-1]) == pytest.approx(100, abs=0.02)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(12, 61, 20), (1, 2, 50), (1, 8, 13), (0, 5, 0), (5, 5, 100), (0, 0, None)],
)
def test_percentages_are_rounded_half_up(part: int, whole: int, expected: int | None) -> None:
    assert per_cent(part, whole) == expected
