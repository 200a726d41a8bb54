"""Limits of means and differences recovered from those of their parts."""

import numpy as np
import pytest
from scipy import stats

from analysis.uncertainty.recovered_intervals import combined_limits, recovered_p


def test_a_mean_of_equal_normal_estimates_is_narrower_by_the_root_of_their_number():
    low, high = combined_limits([5.0] * 4, [3.0] * 4, [7.0] * 4, [0.25] * 4)
    assert (float(low), float(high)) == pytest.approx((4.0, 6.0))


def test_a_difference_takes_the_far_limit_of_what_is_subtracted():
    low, high = combined_limits([10, 6], [7, 4], [14, 9], [1, -1])
    assert float(low) == pytest.approx(4 - np.hypot(3, 3))
    assert float(high) == pytest.approx(4 + np.hypot(4, 2))


def test_sums_are_over_the_last_axis_and_a_missing_limit_is_kept():
    low, high = combined_limits(
        [[1, 2], [3, 4]], [[0, 1], [np.nan, 3]], [[2, 3], [4, 5]], [0.5, 0.5]
    )
    assert np.isnan(low).tolist() == [False, True] and not np.isnan(high).any()


def test_the_interval_of_a_mean_covers_it():
    rng = np.random.default_rng(3)
    truth = np.array([0.02, 0.05, 0.1, 0.1, 0.2])
    n = rng.binomial(400, truth, (4000, 5))
    low, high = stats.beta.ppf([[[0.025]], [[0.975]]], n + 0.5, 400 - n + 0.5)
    found = combined_limits(n / 400, low, high, np.full(5, 0.2))
    covered = (found[0] <= truth.mean()) & (truth.mean() <= found[1])
    assert 0.935 <= covered.mean() <= 0.965


def test_p_is_below_005_exactly_where_the_interval_excludes_0():
    rng = np.random.default_rng(4)
    d = rng.normal(0, 2, 500)
    low, high = d - rng.uniform(0.1, 4, 500), d + rng.uniform(0.1, 4, 500)
    p = recovered_p(d, low, high)
    assert ((p < 0.05) == ((low > 0) | (high < 0))).all()
    assert recovered_p([0.0], [-1.0], [1.0]).tolist() == [1.0]
    assert np.isnan(recovered_p([1.0], [np.nan], [2.0])).all()


def test_p_of_a_normal_estimate_is_that_of_its_z():
    se = 1.3
    p = recovered_p(2.0, 2 - 1.959964 * se, 2 + 1.959964 * se)
    assert float(p) == pytest.approx(2 * stats.norm.sf(2 / se), rel=1e-5)
