"""Ticks at round values."""

import pytest

from analysis.figures.scales import round_ticks, three_ticks


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(43, [0, 20, 40]), (7, [0, 3, 6]), (0.9, [0, 0.4, 0.8]), (60, [0, 30, 60]), (1, [0, 0.5, 1])],
)
def test_the_last_tick_is_round_and_just_below_the_largest_value(most, ticks):
    assert three_ticks(most) == pytest.approx(ticks)


@pytest.mark.parametrize("most", [0.013, 0.7, 3.3, 19.9, 101, 5800])
def test_ticks_fill_at_least_two_thirds_of_the_axis(most):
    assert 2 / 3 * most <= three_ticks(most)[-1] <= most * (1 + 1e-9)


@pytest.mark.parametrize(("low", "high"), [(0, 17), (-4, 7), (0, 0.3), (-20, 0), (0, 101)])
def test_ticks_are_round_within_and_hold_0(low, high):
    ticks = round_ticks(low, high)
    assert 0 in ticks and 3 <= len(ticks) <= 6
    assert all(low - 1e-9 <= one <= high + 1e-9 for one in ticks)
