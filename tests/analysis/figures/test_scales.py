"""Ticks at round values."""

import numpy as np
import pytest

from analysis.figures.scales import log_ticks, round_ticks, three_ticks


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


@pytest.mark.parametrize("apart", [0.05, 0.1, 0.3])
@pytest.mark.parametrize(
    ("low", "high"),
    [(0.05, 12), (0.01, 2.5), (0.5, 1.6), (1e-4, 1e4), (0.98, 1.03), (0.7, 41), (1.2, 1.9), (2, 9)],
)
def test_ratios_are_within_and_no_two_are_close(low, high, apart):
    ticks = log_ticks(low, high, apart)
    assert ticks and ticks == sorted(set(ticks))
    assert all(low - 1e-9 <= one <= high + 1e-9 for one in ticks)
    assert (1.0 in ticks) == (low <= 1 <= high)
    shares = np.diff(np.log(ticks)) / np.log(high / low)
    assert (shares >= 0.95 * apart).all()  # of a narrow range, evenly apart in value


def test_ratios_in_the_order_that_readers_expect():
    assert log_ticks(0.3, 3.1, 0.3) == [0.3, 1, 3]
    assert log_ticks(0.4, 2.9, 0.3) == [0.5, 1, 2]
    assert log_ticks(0.09, 11, 0.3) == [0.1, 1, 10]
