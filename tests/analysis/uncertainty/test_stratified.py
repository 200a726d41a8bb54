"""Shares of stratified samples: by hand, by property, and by simulation of a skewed case."""

import numpy as np
import pytest

from analysis.uncertainty import stratified_share


def test_the_share_is_the_weighted_mean_of_the_strata():
    share, low, high = stratified_share([2, 9], [10, 30], [100, 900])
    assert share == pytest.approx(0.1 * 0.2 + 0.9 * 0.3)
    assert 0 < low < share < high < 1


def test_one_stratum_is_a_simple_sample():
    """Half of 1,000 of a million: 3.1 points to either side."""
    share, low, high = stratified_share([500], [1000], [1_000_000])
    assert share == 0.5
    assert (high - low) / 2 == pytest.approx(1.96 * (0.25 / 999) ** 0.5, rel=2e-3)


def test_what_was_counted_in_full_has_no_width_and_half_of_it_less():
    assert stratified_share([3, 5], [10, 20], [10, 20]) == (8 / 30, 8 / 30, 8 / 30)
    _, low, high = stratified_share([200], [1000], [2000])
    _, wide_low, wide_high = stratified_share([200], [1000], [10**9])
    assert (high - low) / (wide_high - wide_low) == pytest.approx(0.5**0.5, rel=1e-2)


def test_no_hits_give_an_upper_bound_and_all_hits_a_lower_one():
    share, low, high = stratified_share([0, 0], [20, 20], [500, 500])
    assert share == low == 0 and 0.02 < high < 0.15
    share, low, high = stratified_share([20, 20], [20, 20], [500, 500])
    assert share == high == 1 and 0.85 < low < 0.98


def test_a_mirrored_sample_has_a_mirrored_interval():
    share, low, high = stratified_share([2, 9], [10, 30], [100, 900])
    other, other_low, other_high = stratified_share([8, 21], [10, 30], [100, 900])
    assert (1 - other, 1 - other_high) == pytest.approx((share, low), rel=1e-6)
    assert 1 - other_low == pytest.approx(high, rel=1e-6)


def test_a_sample_by_code_is_covered_where_wilson_is_not():
    """A rare area, drawn in excess: the plain share of the sheet is many points off."""
    rng, hits, plain = np.random.default_rng(1), 0, 0
    sizes, rates, drawn = np.array([200, 3800]), np.array([0.8, 0.02]), np.array([100, 150])
    for _ in range(400):
        true = rng.binomial(sizes, rates)
        x = rng.hypergeometric(true, sizes - true, drawn)
        truth = true.sum() / sizes.sum()
        _, low, high = stratified_share(x, drawn, sizes)
        hits += low <= truth <= high
        plain += abs(x.sum() / 250 - truth) < 0.05
    assert hits / 400 > 0.93 and plain == 0


def test_what_is_no_stratified_sample_is_refused():
    for given in (([3], [2], [10]), ([0], [0], [10]), ([1], [11], [10])):
        with pytest.raises(
            ValueError, match=r"^stratum 1 has .* drawn of 10; hits must not exceed"
        ):
            stratified_share(*given)
    with pytest.raises(ValueError, match=r"lists of the same length"):
        stratified_share([1, 2], [3], [4])
    with pytest.raises(ValueError, match=r"^confidence is 2"):
        stratified_share([1], [3], [4], confidence=2)
