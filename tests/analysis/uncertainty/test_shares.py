"""Uncertainty: worked examples, scipy's tests of pseudo-values, and small simulations.

The large simulations are benchmarks; here they are seeded and small, so their bands are wide.
"""

from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from analysis.uncertainty.shares import compare_shares, share_interval, share_intervals
from tests.analysis.uncertainty.conftest import bursty, log_ratio_interval


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
    assert found.reason == f"found in {blocks} paragraphs; a CI requires 20"


@pytest.mark.parametrize(("n", "size"), [([3], [10]), ([], []), ([0, 0], [5, 5])])
def test_less_than_two_blocks_never_have_an_interval(n, size):
    found = share_interval(n, size, min_blocks=0)
    assert np.isnan([found.low, found.high]).all()
    assert found.reason.endswith("a CI requires 2")


def test_a_term_that_stands_alone_in_every_block_has_no_width():
    """Nothing varies, and nothing else is said: the share is 1 whatever is left out."""
    found = share_interval(np.full(25, 7), np.full(25, 7))
    assert (found.low, found.share, found.high) == pytest.approx((1, 1, 1), rel=1e-7)


def test_words_of_one_block_only_give_no_interval():
    found = share_interval([1, 1, 1], [10, 0, 0], min_blocks=2)
    assert np.isnan([found.low, found.high]).all()
    assert found.reason == "all words are in one paragraph; a CI requires 2"


def test_a_share_of_no_words_is_missing():
    assert np.isnan(share_interval([0, 0], [0, 0]).share)


def test_a_block_with_the_term_but_no_words_still_counts():
    assert share_interval([1, 1, 1], [10, 10, 0]).share == 3 / 20


@pytest.mark.parametrize(
    ("n", "size", "options", "message"),
    [
        ([1, -1], [5, 5], {}, "the counts of the blocks include -1"),
        ([1, np.nan], [5, 5], {}, "the counts of the blocks include nan"),
        ([1, np.inf], [5, 5], {}, "the counts of the blocks include inf"),
        ([1, 1], [5, -5], {}, "the sizes of the blocks include -5"),
        ([1, 1], [5, np.nan], {}, "the sizes of the blocks include nan"),
        ([1, 1], [5], {}, r"counts have the shape \(2,\), sizes \(1,\); both must be \(blocks,\)"),
        ([[1, 1]], [[5, 5]], {}, r"counts have the shape \(1, 2\), sizes"),
        ([1, 1], [5, 5], {"confidence": 95}, "confidence is 95; it must lie between 0 and 1"),
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
        ([[1], [-1]], [5, 5], "the counts of the blocks include -1"),
        ([[1], [1]], [5, np.inf], "the sizes of the blocks include inf"),
    ],
)
def test_share_intervals_refuse(n, size, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        share_intervals(n, size)


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
        f"found in {held[0]} blocks of both texts; a CI requires 20",
        "found in 0 blocks of the focus text; a CI requires 2",
        "found in 1 block of the reference text; a CI requires 2",
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
    assert set(reasons) == {"the reference text has only one block; a CI requires 2"}


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
