"""Uncertainty: worked examples, scipy's tests of pseudo-values, and small simulations.

The large simulations are benchmarks; here they are seeded and small, so their bands are wide.
"""

from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from analysis.uncertainty import permutation
from analysis.uncertainty.permutation import Arrangements, adjust_p, arrangements, permutation_p
from analysis.uncertainty.proportions import katz_interval, newcombe_interval, wilson_interval
from analysis.uncertainty.shares import (
    compare_shares,
    share_interval,
    share_intervals,
)


def bursty(rng, size, rate, *, shape: float = 0.5, terms: int = 1):
    """Negative binomial counts in blocks of these sizes: words come in bursts."""
    return rng.poisson(rng.gamma(shape, 1 / shape, (len(size), terms)) * (size * rate)[:, None])


def log_ratio_interval(*given, **options):
    """The ends of the intervals of the ratios, as keyness shows them."""
    found = compare_shares(*given, **options)
    return np.log2(found["ratio_low"].to_numpy()), np.log2(found["ratio_high"].to_numpy())


@pytest.fixture
def rng():
    return np.random.default_rng(20181206)


@pytest.fixture
def one_side(rng):
    """Counts and sizes of 60 blocks."""
    size = rng.integers(20, 150, 60)
    return bursty(rng, size, 0.02)[:, 0], size


def leaving_one_out(n, size):
    """ln(share) without each block in turn, one after the other."""
    return np.array([log((sum(n) - n[i]) / (sum(size) - size[i])) for i in range(len(n))])


def test_share_interval_by_hand():
    """p = 4/40; without one block 3/30, 2/30, 4/30, 3/30; t with 3 degrees of freedom."""
    found = share_interval([1, 2, 0, 1], [10, 10, 10, 10], min_blocks=3)
    left = [log(Fraction(k, 30)) for k in (3, 2, 4, 3)]
    mean = sum(left) / 4
    half = 3.182446305284263 * sqrt(3 / 4 * sum((one - mean) ** 2 for one in left))
    assert (found.share, found.blocks, found.reason) == (0.1, 3, "")
    assert found.low == pytest.approx(0.1 * exp(-half), rel=1e-12)
    assert found.high == pytest.approx(0.1 * exp(half), rel=1e-12)


def test_share_interval_is_the_jackknifes(one_side):
    n, size = one_side
    left, k = leaving_one_out(n, size), len(n)
    half = stats.t.ppf(0.975, k - 1) * sqrt((k - 1) ** 2 / k * np.var(left, ddof=1))
    found = share_interval(n, size)
    share = n.sum() / size.sum()
    assert found.share == pytest.approx(share, rel=1e-12)
    assert (log(found.low), log(found.high)) == pytest.approx(
        (log(share) - half, log(share) + half), rel=1e-9
    )


def test_share_interval_is_that_of_scipys_t_test_of_pseudo_values(one_side):
    """Tukey 1958: k ln(share) − (k − 1) ln(share without a block), taken as a sample."""
    n, size = one_side
    k = len(n)
    pseudo = k * log(n.sum() / size.sum()) - (k - 1) * leaving_one_out(n, size)
    interval = stats.ttest_1samp(pseudo, 0).confidence_interval()
    found = share_interval(n, size)
    assert log(found.high / found.low) == pytest.approx(interval.high - interval.low, rel=1e-9)


def test_share_interval_is_near_the_ratio_estimator_of_survey_sampling(rng):
    """Cochran 1977, equation 6.13 without the finite population, then the delta method for ln."""
    size = rng.integers(20, 150, 2_000)
    n = bursty(rng, size, 0.02)[:, 0]
    k, ratio = len(n), n.sum() / size.sum()
    variance = np.var(n - ratio * size, ddof=1) / k / size.mean() ** 2
    half = stats.t.ppf(0.975, k - 1) * sqrt(variance) / ratio
    found = share_interval(n, size)
    assert log(found.high / found.low) / 2 == pytest.approx(half, rel=2e-3)


def test_the_intervals_of_a_table_are_those_of_its_columns(two_sides):
    n, size, _ = two_sides
    table = share_intervals(pd.DataFrame(n, columns=list("abcde")), size)
    assert list(table.index) == list("abcde")
    for column, name in enumerate(table.index):
        one = share_interval(n[:, column], size)
        assert tuple(table.loc[name]) == (one.share, one.low, one.high, one.blocks, one.reason)
    for same in (sparse.csr_array(n), sparse.csc_matrix(n), n.tolist()):
        pd.testing.assert_frame_equal(share_intervals(same, size), table.reset_index(drop=True))


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
        share_interval(n, size * 1.0),
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


def test_a_term_that_stands_alone_in_every_block_has_no_width():
    """Nothing varies, and nothing else is said: the share is 1 whatever is left out."""
    found = share_interval(np.full(25, 7), np.full(25, 7))
    assert (found.low, found.share, found.high) == pytest.approx((1, 1, 1), rel=1e-7)


def test_words_of_one_block_only_give_no_interval():
    found = share_interval([1, 1, 1], [10, 0, 0], min_blocks=2)
    assert np.isnan([found.low, found.high]).all()
    assert found.reason == "one paragraph holds all the words"


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


@pytest.mark.parametrize(
    ("n", "size", "message"),
    [
        (
            [1, 1],
            [5, 5],
            r"counts have the shape \(2,\), sizes \(2,\); they must be \(blocks, terms\)",
        ),
        ([[1], [1]], [5], r"counts have the shape \(2, 1\), sizes \(1,\); they must be"),
        ([[1], [-1]], [5, 5], "the counts of the blocks hold -1"),
        ([[1], [1]], [5, np.inf], "the sizes of the blocks hold inf"),
    ],
)
def test_share_intervals_refuse(n, size, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        share_intervals(n, size)


@pytest.fixture
def two_sides(rng):
    """Counts of 5 terms, and sizes, in 45 blocks of a target and 35 of a reference."""
    size = rng.integers(20, 150, 80)
    return bursty(rng, size, 0.03, terms=5), size, np.arange(80) < 45


def test_comparison_by_hand():
    """Shares 4/40 and 8/40; without one block 3/30, 2/30, 4/30, 3/30 and 7/30, 5/30, 6/30, 6/30."""
    n = [[1], [2], [0], [1], [1], [3], [2], [2]]
    found = compare_shares(n, [10] * 8, [1] * 4 + [0] * 4, min_blocks=7).iloc[0]
    squares, ends = [], []
    for share, left in ((0.1, (3, 2, 4, 3)), (0.2, (7, 5, 6, 6))):
        logs = [log(Fraction(k, 30)) for k in left]
        squares.append(3 / 4 * sum((one - sum(logs) / 4) ** 2 for one in logs))
        half = 3.182446305284263 * sqrt(squares[-1])
        ends.append((share, share * exp(-half), share * exp(half)))
    (p1, l1, u1), (p2, l2, u2) = ends
    free = sum(squares) ** 2 / sum(square**2 / 3 for square in squares)
    half = stats.t.ppf(0.975, free) * sqrt(sum(squares))
    assert found[["share_target", "share_reference", "difference", "ratio"]].tolist() == (
        pytest.approx([0.1, 0.2, -0.1, 0.5], rel=1e-12)
    )
    assert found[["blocks_target", "blocks_reference", "reason"]].tolist() == [3, 4, ""]
    expected = {
        "ratio_low": 0.5 * exp(-half),
        "ratio_high": 0.5 * exp(half),
        "difference_low": -0.1 - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
        "difference_high": -0.1 + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2),
    }
    assert found[list(expected)].to_dict() == pytest.approx(expected, rel=1e-12)
    low, high = log_ratio_interval(n, [10] * 8, [1] * 4 + [0] * 4, min_blocks=7)
    assert (low[0], high[0]) == pytest.approx(
        ((log(0.5) - half) / log(2), (log(0.5) + half) / log(2)), rel=1e-12
    )


def test_ratio_interval_is_that_of_scipys_welch_test_of_pseudo_values(two_sides):
    n, size, target = two_sides
    found = compare_shares(n, size, target)
    for column in range(n.shape[1]):
        pseudo = []
        for side in (target, ~target):
            x, m = n[side, column], size[side]
            k, whole = len(x), log(x.sum() / m.sum())
            pseudo.append(k * whole - (k - 1) * leaving_one_out(x, m))
        interval = stats.ttest_ind(*pseudo, equal_var=False).confidence_interval()
        row = found.loc[column]
        assert log(row["ratio_high"] / row["ratio_low"]) == pytest.approx(
            interval.high - interval.low, rel=1e-9
        )


def test_differences_have_the_intervals_of_both_shares_in_them(two_sides):
    """Newcombe's method 10, from the intervals that ``share_interval`` gives each side."""
    n, size, target = two_sides
    found = compare_shares(n, size, target)
    for column in range(n.shape[1]):
        one, other = (
            share_interval(n[side, column], size[side], min_blocks=2) for side in (target, ~target)
        )
        gap = one.share - other.share
        low = gap - sqrt((one.share - one.low) ** 2 + (other.high - other.share) ** 2)
        high = gap + sqrt((one.high - one.share) ** 2 + (other.share - other.low) ** 2)
        row = found.loc[column, ["difference", "difference_low", "difference_high"]]
        assert row.tolist() == pytest.approx([gap, low, high], rel=1e-9)


def test_comparisons_swap(two_sides):
    n, size, target = two_sides
    one, other = compare_shares(n, size, target), compare_shares(n, size, ~target)
    np.testing.assert_allclose(one["difference_low"], -other["difference_high"], rtol=1e-9)
    np.testing.assert_allclose(one["ratio_low"], 1 / other["ratio_high"], rtol=1e-9)
    np.testing.assert_allclose(one["share_target"], other["share_reference"], rtol=1e-12)
    assert (one["blocks_target"] == other["blocks_reference"]).all()


def test_comparisons_take_tables_and_sparse_counts(two_sides):
    n, size, target = two_sides
    table = compare_shares(pd.DataFrame(n, columns=list("abcde")), size, target)
    assert list(table.index) == list("abcde")
    same = compare_shares(sparse.csr_matrix(n), size, target)
    pd.testing.assert_frame_equal(table.reset_index(drop=True), same)
    np.testing.assert_array_equal(
        permutation_p(sparse.csr_array(n), size, target, n_permutations=99),
        permutation_p(n, size, target, n_permutations=99),
    )


@pytest.mark.parametrize("doubled", ["counts", "blocks"])
def test_doubling_leaves_shares_and_ratios(two_sides, doubled):
    n, size, target = two_sides
    once = compare_shares(n, size, target)
    twice = (
        compare_shares(2 * n, 2 * size, target)
        if doubled == "counts"
        else compare_shares(np.r_[n, n], np.r_[size, size], np.r_[target, target])
    )
    for column in ("share_target", "share_reference", "difference", "ratio"):
        np.testing.assert_allclose(once[column], twice[column], rtol=1e-12)
    width = [table["ratio_high"] / table["ratio_low"] for table in (once, twice)]
    if doubled == "counts":
        np.testing.assert_allclose(*width, rtol=1e-9)
    else:
        assert (width[1] < width[0]).all()


def test_why_a_comparison_has_no_interval(two_sides):
    n, size, target = two_sides
    n = n.copy()
    n[15:, 0] = 0
    n[target, 1] = 0
    n[~target, 2] = 0
    n[np.flatnonzero(~target)[0], 2] = 1
    found = compare_shares(n, size, target)
    held = (n[:, :3] > 0).sum(axis=0)
    assert found["reason"].tolist() == [
        f"stands in {held[0]} blocks of both sides; an interval needs 20",
        "stands in 0 blocks of the target; an interval needs 2",
        "stands in 1 block of the reference; an interval needs 2",
        "",
        "",
    ]
    assert (found["reason"] != "").equals(found["ratio_low"].isna())
    assert (found["reason"] != "").equals(found["difference_high"].isna())
    assert found["ratio"].notna().tolist() == [False, True, True, True, True]
    assert found.loc[1, "ratio"] == 0


def test_a_side_of_one_block_says_so(two_sides):
    n, size, _ = two_sides
    reasons = compare_shares(n, size, np.arange(80) < 79)["reason"]
    assert set(reasons) == {"the reference is one block; an interval needs 2"}


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


def test_differences_are_covered_too(rng):
    size = rng.integers(30, 120, 100)
    target = np.arange(100) < 55
    counts = bursty(rng, size, np.where(target, 0.03, 0.015), terms=600)
    found = compare_shares(counts, size, target)
    within = (found["difference_low"] <= 0.015) & (found["difference_high"] >= 0.015)
    assert 0.91 <= within[found["reason"] == ""].mean() <= 0.98


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
    monkeypatch.setattr(permutation, "EXACT_ARRANGEMENTS", 0)
    drawn = permutation_p(n, size, target, n_permutations=20_000)
    np.testing.assert_allclose(drawn, exact, atol=4 * sqrt(0.25 / 20_000))


@pytest.mark.parametrize("statistic", ["difference", "studentised"])
def test_exact_p_is_scipys(rng, statistic):
    """scipy.stats.permutation_test on the shares of the sides, block by block."""
    size = rng.integers(20, 150, 11)
    n, target = bursty(rng, size, 0.05, shape=2, terms=6), np.arange(11) < 5

    found = permutation_p(n, size, target, statistic=statistic)
    for column in range(n.shape[1]):
        x = n[:, column]

        def one(first, second, x=x):
            parts = [(x[side.astype(int)], size[side.astype(int)]) for side in (first, second)]
            shares = [x.sum() / m.sum() for x, m in parts]
            if statistic == "difference":
                return abs(shares[0] - shares[1])
            squares = [
                np.sum((x - p * m) ** 2) * len(x) / (len(x) - 1) / m.sum() ** 2
                for (x, m), p in zip(parts, shares, strict=True)
            ]
            return abs(shares[0] - shares[1]) / sqrt(sum(squares))

        places = np.arange(11)
        expected = stats.permutation_test(
            (places[target], places[~target]),
            one,
            vectorized=False,
            alternative="greater",
            n_resamples=np.inf,
        )
        assert found[column] == pytest.approx(expected.pvalue, rel=1e-9)


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


@pytest.mark.parametrize(("blocks", "exact"), [(16, True), (18, False)])
def test_arrangements_are_exact_up_to_twenty_thousand(blocks, exact):
    """12,870 ways to choose 8 of 16 blocks; 48,620 to choose 9 of 18."""
    target = np.arange(blocks) < blocks // 2
    every = arrangements(target, n_permutations=1_500, seed=2)
    tried = np.concatenate(list(every.batches()), axis=1)
    assert (every.exact, every.count) == (exact, 12_870 if exact else 1_500)
    assert tried.shape == (blocks, every.count)
    assert (tried.sum(axis=0) == blocks // 2).all()
    if exact:
        assert len(np.unique(tried, axis=1).T) == every.count


def test_every_drawn_arrangement_is_as_likely():
    """10 ways to choose 2 of 5 blocks, each about 2,000 times in 20,000."""
    every = Arrangements(np.arange(5) < 2, 20_000, exact=False, seed=1)
    tried = np.concatenate(list(every.batches()), axis=1)
    _, times = np.unique(tried, axis=1, return_counts=True)
    assert len(times) == 10
    assert stats.chisquare(times).pvalue > 0.01


def test_p_does_not_depend_on_scale_or_the_order_of_terms(two_sides):
    n, size, target = two_sides
    for statistic in ("difference", "studentised"):
        p = permutation_p(n, size, target, statistic=statistic, n_permutations=499)
        other = permutation_p(
            3 * n[:, ::-1], 3 * size, target, statistic=statistic, n_permutations=499
        )
        np.testing.assert_array_equal(p, other[::-1])


def test_many_terms_have_the_p_that_few_have(rng):
    """More terms than are multiplied at a time."""
    size = rng.integers(30, 120, 40)
    n, target = bursty(rng, size, 0.01, terms=3_000), np.arange(40) < 20
    whole = permutation_p(n, size, target, n_permutations=299)
    some = permutation_p(n[:, 2_990:], size, target, n_permutations=299)
    np.testing.assert_array_equal(whole[2_990:], some)


def test_a_studentised_p_holds_where_one_side_is_longer(rng):
    """120 paragraphs of a target, 30 of a reference, half as long: see the calibration."""
    size = np.r_[rng.integers(60, 240, 120), rng.integers(30, 120, 30)]
    target = np.arange(150) < 120
    counts = rng.binomial(size[:, None], 0.005, (150, 1_000))
    plain, studentised = (
        (permutation_p(counts, size, target, statistic=one, n_permutations=499) <= 0.05).mean()
        for one in ("difference", "studentised")
    )
    assert plain > 0.09
    assert 0.03 <= studentised <= 0.08


@pytest.mark.parametrize("statistic", ["difference", "studentised"])
def test_what_does_not_differ_has_p_1(statistic):
    n = np.tile([[2], [4]], (4, 1))
    p = permutation_p(n, np.tile([20, 40], 4), np.arange(8) < 4, statistic=statistic)
    assert p.tolist() == [1]


def test_a_term_that_is_nowhere_has_p_1():
    assert permutation_p([[0], [0], [0], [0]], [5] * 4, [1, 1, 0, 0]).tolist() == [1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"statistic": "median"}, "there is no statistic 'median'; it is difference or student"),
        ({"n_permutations": 0}, "n_permutations is 0; a p needs 1 or more"),
    ],
)
def test_permutation_p_refuses(two_sides, options, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        permutation_p(*two_sides, **options)


def test_a_studentised_p_needs_two_blocks_a_side():
    with pytest.raises(ValueError, match=r"^a side is one block; a studentised difference"):
        permutation_p([[1], [1], [2]], [5] * 3, [1, 0, 0], statistic="studentised")


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


@pytest.mark.parametrize("function", [permutation_p, log_ratio_interval, compare_shares])
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


def test_adjusted_p_of_benjamini_and_hochberg_1995():
    """Their 15 tests of thrombolysis: at 0.05 the first four are rejected."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
         0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    assert (adjust_p(p) <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert adjust_p(p)[:4].tolist() == pytest.approx([0.0015, 0.003, 0.0095, 0.035625], rel=1e-9)


@pytest.mark.parametrize("wrong", [-0.1, 1.5, np.inf])
def test_what_is_no_p_is_refused(wrong):
    with pytest.raises(ValueError, match=f"^a p is {wrong:g}; it lies between 0 and 1$"):
        adjust_p([0.5, wrong])


def test_wilson_interval_is_the_reference_one(golden):
    for shares, expected in golden("inference")["wilson"].items():
        n, words = map(int, shares.split("/"))
        assert wilson_interval(n, words) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("n", "words", "expected"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_interval_of_newcombe_1998(n, words, expected):
    """Newcombe 1998a, table I, method 3."""
    assert wilson_interval(n, words) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("four", "expected"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1)),
        ((10, 10, 0, 10), (0.6075, 1)),
    ],
)
def test_newcombe_interval_of_newcombe_1998(four, expected):
    """Newcombe 1998b, table II, method 10."""
    assert newcombe_interval(*four) == pytest.approx(expected, abs=5e-5)


def test_katz_interval_of_the_physicians_health_study():
    """Agresti 2002, 2.2 and 3.1: 189 of 11,034 against 104 of 11,037, ratio 1.82 (1.43, 2.31)."""
    found = katz_interval(189, 11_034, 104, 11_037)
    assert found == pytest.approx((1.43, 2.31), abs=0.005)
    half = 1.959963984540054 * sqrt(
        Fraction(1, 189) - Fraction(1, 11_034) + Fraction(1, 104) - Fraction(1, 11_037)
    )
    ratio = Fraction(189 * 11_037, 104 * 11_034)
    assert found == pytest.approx((ratio * exp(-half), ratio * exp(half)), rel=1e-12)


def test_word_level_intervals_of_many_terms():
    low, high = katz_interval([3, 0, 2], 10, [1, 2, 0], 20)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [False, True, True]
    assert newcombe_interval([3, 0], 10, [1, 2], 20)[0].shape == (2,)


@pytest.mark.parametrize(
    ("n", "words", "message"),
    [
        (-1, 5, "-1 of 5 words is no share"),
        ([1, 6], 5, "6 of 5 words is no share"),
        (0, 0, "0 of 0 words is no share"),
        (np.nan, 5, "nan of 5 words is no share"),
    ],
)
def test_wilson_interval_refuses(n, words, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        wilson_interval(n, words)


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
