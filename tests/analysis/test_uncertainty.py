"""Uncertainty: worked examples, survey sampling's estimator, and calibration by small simulations.

The large simulations are benchmarks; here they are seeded and small, so their bands are wide.
"""

from math import exp, log, sqrt

import numpy as np
import pytest
from scipy import stats

from analysis import uncertainty
from analysis.uncertainty import adjust_p, log_ratio_interval, permutation_p, share_interval


def bursty(rng, size, rate, *, shape: float = 0.5, terms: int = 1):
    """Negative binomial counts in blocks of these sizes: words come in bursts."""
    return rng.poisson(rng.gamma(shape, 1 / shape, (len(size), terms)) * (size * rate)[:, None])


@pytest.fixture
def rng():
    return np.random.default_rng(20181206)


@pytest.fixture
def one_side(rng):
    """Counts and sizes of 60 blocks."""
    size = rng.integers(20, 150, 60)
    return bursty(rng, size, 0.02)[:, 0], size


def test_share_interval_by_hand():
    """p = 4/40; e = 0, 1, −1, 0; se(ln p) = sqrt(4/3 · 2) / 4; t with 3 degrees of freedom."""
    found = share_interval([1, 2, 0, 1], [10, 10, 10, 10], min_blocks=3)
    half = 3.182446305284263 * sqrt(8 / 3) / 4
    assert (found.share, found.blocks, found.reason) == (0.1, 3, "")
    assert found.low == pytest.approx(0.1 * exp(-half), rel=1e-12)
    assert found.high == pytest.approx(0.1 * exp(half), rel=1e-12)


def test_share_interval_is_the_ratio_estimator_of_survey_sampling(one_side):
    """Cochran 1977, equation 6.13 without the finite population, then the delta method for ln."""
    n, size = one_side
    k, ratio = len(n), n.sum() / size.sum()
    variance = np.var(n - ratio * size, ddof=1) / k / size.mean() ** 2
    half = stats.t.ppf(0.975, k - 1) * sqrt(variance) / ratio
    found = share_interval(n, size)
    assert found.share == pytest.approx(ratio, rel=1e-12)
    assert (log(found.low), log(found.high)) == pytest.approx(
        (log(ratio) - half, log(ratio) + half), rel=1e-9
    )


def test_share_interval_is_near_the_jackknife(one_side):
    n, size = one_side
    without = np.log((n.sum() - n) / (size.sum() - size))
    k = len(n)
    jackknife = sqrt((k - 1) / k * ((without - without.mean()) ** 2).sum())
    found = share_interval(n, size)
    half = (log(found.high) - log(found.low)) / 2
    assert half == pytest.approx(stats.t.ppf(0.975, k - 1) * jackknife, rel=0.05)


def test_share_interval_without_bursts_is_near_the_binomial_one(rng):
    size = np.full(400, 50)
    found = [share_interval(n, size) for n in rng.binomial(50, 0.05, (100, 400))]
    binomial = [2 * 1.96 * sqrt(one.share * (1 - one.share) / size.sum()) for one in found]
    width = [one.high - one.low for one in found]
    assert np.mean(width) == pytest.approx(np.mean(binomial), rel=0.02)


def test_a_word_that_one_paragraph_repeats_has_the_wider_interval():
    size = np.full(40, 50)
    even, burst = np.ones(40), np.r_[np.full(39, 0.5), 20.5]
    assert even.sum() == burst.sum()
    one, other = share_interval(even, size), share_interval(burst, size)
    assert one.high - one.low < (other.high - other.low) / 10


def test_a_wider_interval_for_more_confidence(one_side):
    half, most = (share_interval(*one_side, confidence=value) for value in (0.5, 0.99))
    assert most.low < half.low < half.share < half.high < most.high


def test_share_interval_does_not_depend_on_order_or_empty_blocks_or_scale(one_side):
    n, size = one_side
    expected = share_interval(n, size)
    order = np.random.default_rng(1).permutation(len(n))
    for other in (
        share_interval(n[order], size[order]),
        share_interval(np.r_[n, 0, 0], np.r_[size, 0, 0]),
        share_interval(2 * n, 2 * size),
    ):
        assert (other.low, other.share, other.high) == pytest.approx(
            (expected.low, expected.share, expected.high), rel=1e-12
        )


@pytest.mark.parametrize("shape", [0.5, 2])
def test_share_intervals_cover(rng, shape):
    size = rng.integers(30, 120, 60)
    counts = bursty(rng, size, 0.03, shape=shape, terms=400)
    found = [share_interval(n, size) for n in counts.T]
    assert not any(one.reason for one in found)
    assert 0.91 <= np.mean([one.low <= 0.03 <= one.high for one in found]) <= 0.98


def test_word_level_intervals_would_not_cover(rng):
    """What the block is for: taking words as independent, far fewer intervals hold the share."""
    size = rng.integers(30, 120, 60)
    share = bursty(rng, size, 0.03, terms=400).sum(axis=0) / size.sum()
    half = 1.96 * np.sqrt(share * (1 - share) / size.sum())
    assert np.mean(np.abs(share - 0.03) <= half) < 0.75


@pytest.mark.parametrize(
    ("n", "blocks", "share"), [([1] * 19 + [0] * 9, 19, 19 / 280), ([0] * 28, 0, 0)]
)
def test_too_few_blocks_have_no_interval_but_a_reason(n, blocks, share):
    found = share_interval(n, [10] * 28)
    assert np.isnan([found.low, found.high]).all()
    assert (found.share, found.blocks) == (share, blocks)
    assert found.reason == f"stands in {blocks} paragraphs; an interval needs 20"


@pytest.mark.parametrize(("n", "size"), [([3], [10]), ([], []), ([0, 0], [5, 5])])
def test_less_than_two_blocks_never_have_an_interval(n, size):
    found = share_interval(n, size, min_blocks=0)
    assert np.isnan([found.low, found.high]).all()
    assert found.reason.endswith("an interval needs 2")


def test_a_share_of_no_words_is_missing():
    assert np.isnan(share_interval([0, 0], [0, 0]).share)


def test_a_block_with_the_term_but_no_words_still_counts():
    assert share_interval([1, 1, 1], [10, 10, 0]).share == 3 / 20


@pytest.mark.parametrize(
    ("n", "size", "options", "message"),
    [
        ([1, -1], [5, 5], {}, "the counts of the blocks hold -1"),
        ([1, np.nan], [5, 5], {}, "the counts of the blocks hold nan"),
        ([1, np.inf], [5, 5], {}, "the counts of the blocks hold inf"),
        ([1, 1], [5, -5], {}, "the sizes of the blocks hold -5"),
        ([1, 1], [5, np.nan], {}, "the sizes of the blocks hold nan"),
        ([1, 1], [5], {}, r"counts have the shape \(2,\), sizes \(1,\); both must be \(blocks,\)"),
        ([[1, 1]], [[5, 5]], {}, r"counts have the shape \(1, 2\), sizes"),
        ([1, 1], [5, 5], {"confidence": 95}, "confidence is 95; it lies between 0 and 1"),
    ],
)
def test_share_interval_refuses(n, size, options, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        share_interval(n, size, **options)


@pytest.fixture
def two_sides(rng):
    """Counts of 5 terms, and sizes, in 45 blocks of a target and 35 of a reference."""
    size = rng.integers(20, 150, 80)
    return bursty(rng, size, 0.03, terms=5), size, np.arange(80) < 45


def test_log_ratio_interval_by_hand():
    """Shares 4/40 and 8/40; the se of each as above; equal sides, so 6 degrees at most."""
    n = [[1], [2], [0], [1], [1], [3], [2], [2]]
    low, high = log_ratio_interval(n, [10] * 8, [1] * 4 + [0] * 4, min_blocks=7)
    squares = (4 / 3 * 2 / 16, 4 / 3 * 2 / 64)
    free = sum(squares) ** 2 / sum(square**2 / 3 for square in squares)
    half = stats.t.ppf(0.975, free) * sqrt(sum(squares)) / log(2)
    assert (low[0], high[0]) == pytest.approx((-1 - half, -1 + half), rel=1e-12)


def test_log_ratio_interval_is_antisymmetric(two_sides):
    n, size, target = two_sides
    low, high = log_ratio_interval(n, size, target)
    other_low, other_high = log_ratio_interval(n, size, ~target)
    assert np.isfinite(low).all()
    np.testing.assert_allclose(low, -other_high, rtol=1e-12)
    np.testing.assert_allclose(high, -other_low, rtol=1e-12)


def test_log_ratio_interval_has_the_log_ratio_in_its_middle(two_sides):
    n, size, target = two_sides
    low, high = log_ratio_interval(n, size, target)
    shares = [n[side].sum(axis=0) / size[side].sum() for side in (target, ~target)]
    np.testing.assert_allclose((low + high) / 2, np.log2(shares[0] / shares[1]), rtol=1e-9)


def test_empty_blocks_change_no_comparison(two_sides):
    n, size, target = two_sides
    more = (np.r_[n, np.zeros((2, 5))], np.r_[size, 0, 0], np.r_[target, True, False])
    np.testing.assert_array_equal(log_ratio_interval(n, size, target), log_ratio_interval(*more))
    np.testing.assert_array_equal(permutation_p(n, size, target), permutation_p(*more))


def test_log_ratio_intervals_cover(rng):
    size = rng.integers(30, 120, 100)
    target = np.arange(100) < 55
    rate = np.where(target, 0.03, 0.015)
    counts = bursty(rng, size, rate, terms=600)
    low, high = log_ratio_interval(counts, size, target)
    given = np.isfinite(low)
    assert given.mean() > 0.99
    assert 0.91 <= ((low <= 1) & (high >= 1))[given].mean() <= 0.98


def test_a_log_ratio_without_enough_blocks_is_missing(two_sides):
    n, size, target = two_sides
    n = n.copy()
    n[15:, 0] = 0  # stands in 15 blocks at most
    n[target, 1] = 0  # not in the target
    n[~target, 2] = 0  # not in the reference
    low, high = log_ratio_interval(n, size, target)
    assert np.isfinite(low).tolist() == np.isfinite(high).tolist() == [False] * 3 + [True] * 2


def test_a_side_of_one_block_has_no_interval(two_sides):
    n, size, _ = two_sides
    assert np.isnan(log_ratio_interval(n, size, np.arange(80) < 1)).all()


def test_permutation_p_by_hand():
    """Of the 6 ways to choose 2 of 4 equal blocks, 2 differ as much as a a | b b."""
    assert permutation_p([[3], [3], [0], [0]], [10] * 4, [1, 1, 0, 0]).tolist() == [2 / 6]
    assert permutation_p([[3], [0], [3], [0]], [10] * 4, [1, 1, 0, 0]).tolist() == [1]


def test_drawn_and_exact_p_agree(rng, monkeypatch):
    size = rng.integers(20, 150, 12)
    n, target = bursty(rng, size, 0.03, terms=30), np.arange(12) < 6
    exact = permutation_p(n, size, target)
    assert np.array_equal(exact * 924, np.round(exact * 924))
    monkeypatch.setattr(uncertainty, "EXACT_ARRANGEMENTS", 0)
    drawn = permutation_p(n, size, target, n_permutations=20_000)
    np.testing.assert_allclose(drawn, exact, atol=4 * sqrt(0.25 / 20_000))


@pytest.mark.parametrize("n_permutations", [19, 1_000, 1_001])
def test_a_drawn_p_counts_the_arrangement_itself(n_permutations):
    """Nothing drawn is as extreme as 30 blocks with against 30 without, so p is 1 / (1 + B)."""
    n = np.r_[np.ones((30, 1)), np.zeros((30, 1))]
    p = permutation_p(n, [10] * 60, n[:, 0] > 0, n_permutations=n_permutations)
    assert p.tolist() == [1 / (1 + n_permutations)]


def test_permutation_p_repeats_by_seed(two_sides):
    first, again, other = (permutation_p(*two_sides, seed=seed) for seed in (3, 3, 4))
    assert (first == again).all()
    assert (first != other).any()
    np.testing.assert_allclose(first, other, atol=0.03)


def test_permutation_p_of_one_term_does_not_depend_on_the_others(two_sides):
    n, size, target = two_sides
    assert permutation_p(n[:, [2]], size, target)[0] == permutation_p(n, size, target)[2]


def test_false_alarms_of_permutation_are_about_five_in_a_hundred(rng):
    size = rng.integers(30, 120, 50)
    counts = bursty(rng, size, 0.03, terms=1_000)
    p = permutation_p(counts, size, np.arange(50) < 22, n_permutations=999)
    assert 0.035 <= (p <= 0.05).mean() <= 0.065


def test_permutation_finds_a_difference(rng):
    size = rng.integers(30, 120, 100)
    target = np.arange(100) < 55
    counts = bursty(rng, size, np.where(target, 0.05, 0.015), shape=2, terms=50)
    assert (permutation_p(counts, size, target, n_permutations=999) < 0.05).mean() > 0.9


@pytest.mark.parametrize("function", [permutation_p, log_ratio_interval])
@pytest.mark.parametrize(
    ("n", "size", "is_target", "message"),
    [
        ([[1], [1]], [5, 5], [1, 1], "the target is everything or nothing; a comparison needs"),
        ([[1], [1]], [5, 5], [0, 0], "the target is everything or nothing; a comparison needs"),
        ([[1], [0]], [5, 0], [1, 0], "the target is everything or nothing; a comparison needs"),
        ([[1], [1], [1]], [5, 5, 0], [1, 0, 0], "a block of size 0 has a count; a comparison"),
        ([[1], [-1]], [5, 5], [1, 0], "the counts of the blocks hold -1"),
        ([[1], [1]], [5, np.nan], [1, 0], "the sizes of the blocks hold nan"),
        ([1, 1], [5, 5], [1, 0], r"counts have the shape \(2,\), sizes \(2,\), is_target \(2,\)"),
        ([[1], [1]], [5], [1, 0], r"counts have the shape \(2, 1\), sizes \(1,\), is_target"),
    ],
)
def test_comparisons_refuse(function, n, size, is_target, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        function(n, size, is_target)


def test_adjusted_p_is_the_reference_one(golden):
    figures = golden("inference")
    for given, expected in (("p", "fdr_bh"), ("p", "bh_r"), ("p_chi2", "bh_r_chi2")):
        np.testing.assert_allclose(adjust_p(figures[given]), figures[expected], rtol=1e-9)


def test_adjusted_p_by_hand():
    """m = 4: 0.01 · 4/1, 0.02 · 4/2, 0.03 · 4/3, 0.5 · 4/4, then the least of what follows."""
    assert adjust_p([0.5, 0.01, 0.03, 0.02]).tolist() == pytest.approx([0.5, 0.04, 0.04, 0.04])


def test_missing_p_stay_missing_and_are_no_family():
    found = adjust_p([0.01, np.nan, 0.02])
    assert np.isnan(found).tolist() == [False, True, False]
    np.testing.assert_allclose(found[[0, 2]], adjust_p([0.01, 0.02]))
    assert np.isnan(adjust_p([np.nan])).all()
    assert adjust_p([]).size == 0


def test_discoveries_are_false_seldom(rng):
    """900 terms without a difference and 100 with a large one: the false among those found."""
    size = rng.integers(30, 120, 100)
    target = np.arange(100) < 50
    rate = np.stack([np.full(100, 0.03)] * 900 + [np.where(target, 0.06, 0.01)] * 100, axis=1)
    gamma = rng.gamma(1, 1, (100, 1_000))
    p = permutation_p(rng.poisson(gamma * size[:, None] * rate), size, target)
    found = adjust_p(p) < 0.05
    assert found[900:].mean() > 0.9
    assert found[:900].sum() / found.sum() < 0.1
