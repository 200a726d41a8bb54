"""Uncertainty: the formula once more in plain Python, properties, and small simulations.

The large simulations are benchmarks; here they are seeded and small, so their bands are wide.
"""

from math import exp, hypot, log, sqrt

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


def plainly(n, size):
    """The limits of one term as the docstring has them, block by block."""
    k, words, total = len(n), sum(size), sum(n)
    share = total / words
    r2 = [((x - share * m) / (1 - m / words)) ** 2 for x, m in zip(n, size, strict=True)]
    own = (k - 1) / k * sum(r2) / (total * (1 - share))
    free = sum(r2) ** 2 / sum(one**2 for one in r2)
    d = min(2 * free, k - 1)
    effect = max(own, (4 * 2 + d * own) / (4 + d))
    largest = max(r for r, x in zip(r2, n, strict=True) if x)
    missed = 1 + 0.7 * largest / ((k - 1) / k * sum(r2))

    def words_at(effect, free):
        t = stats.t.ppf(0.975, min(max(free, 1), k - 1) + 8 / (4 + d))
        return words / effect * (stats.norm.ppf(0.975) / t) ** 2

    below, above = words_at(effect, 2 * free), words_at(effect * missed, free)
    low = stats.beta(share * below + 0.5, (1 - share) * below + 0.5).ppf(0.025)
    high = stats.beta(share * above + 0.5, (1 - share) * above + 0.5).ppf(0.975)
    return min(low, share), max(high, share)


@pytest.mark.parametrize("n", [[1, 2, 0, 1], [0, 0, 0, 1], [9, 0, 0, 8], [3, 3, 3, 3]])
def test_share_interval_is_as_its_docstring_says(n):
    size = [10, 12, 9, 11]
    found = share_interval(n, size)
    assert (found.share, found.reason) == (sum(n) / 42, "")
    assert (found.low, found.high) == pytest.approx(plainly(n, size), rel=1e-9)
    assert found.basis == f"{found.blocks} of 4 blocks"


def test_a_bursty_share_too(one_side):
    found = share_interval(*one_side)
    assert (found.low, found.high) == pytest.approx(plainly(*one_side), rel=1e-9)


def test_terms_of_like_frequency_lend_their_design_effect(rng):
    """The same counts have a wider interval among bursty terms than among even ones."""
    size = np.full(60, 80)
    own = (np.arange(60) % 10 == 0)[:, None]
    even = np.column_stack([rng.poisson(0.1, (60, 30)), own])
    bursts = np.column_stack([rng.poisson(0.02, (60, 30)) * 5, own])
    among = [share_intervals(n, size).iloc[-1] for n in (even, bursts)]
    assert among[0]["high"] < among[1]["high"]
    alone = share_intervals(bursts, size, borrow=False)
    one = share_interval(bursts[:, 0], size)
    assert tuple(alone.iloc[0]) == (one.share, one.low, one.high, one.blocks, one.basis, one.reason)


def test_few_terms_lend_nothing(two_sides):
    n, size, _ = two_sides
    pd.testing.assert_frame_equal(share_intervals(n, size), share_intervals(n, size, borrow=False))


def test_tables_and_sparse_counts_are_the_same(two_sides):
    n, size, _ = two_sides
    table = share_intervals(pd.DataFrame(n, columns=list("abcde")), size)
    assert list(table.index) == list("abcde")
    for same in (sparse.csr_array(n), sparse.csc_matrix(n), n.tolist()):
        pd.testing.assert_frame_equal(share_intervals(same, size), table.reset_index(drop=True))


def test_the_order_of_terms_changes_nothing(rng):
    n, size = rng.poisson(0.3, (40, 50)), rng.integers(20, 90, 40)
    order = rng.permutation(50)
    table, turned = share_intervals(n, size), share_intervals(n[:, order], size)
    ends = ["share", "low", "high"]
    np.testing.assert_allclose(table[ends].to_numpy()[order], turned[ends], rtol=1e-9)


@pytest.mark.parametrize(("holding", "shape"), [(3, 0.5), (5, 2), (10, 0.5), (20, 0.5), (60, 1)])
@pytest.mark.parametrize("borrow", [True, False])
def test_share_intervals_cover_from_three_blocks_on(rng, holding, shape, borrow):
    size = np.maximum(rng.gamma(2, 40, 80), 4).round()
    share = holding / size.sum() * 1.3
    n = bursty(rng, size, share, shape=shape, terms=500)
    found = share_intervals(n, size, borrow=borrow)
    assert found["high"].notna().all() and (found["reason"] == "").all()
    covered = (found["low"] <= share) & (share <= found["high"])
    assert covered.mean() >= 0.92
    assert covered.mean() <= 0.985 or holding < 20


def test_sections_that_share_a_rate_are_the_blocks_that_hold(rng):
    """15 sections of 10 paragraphs: by paragraph an interval misses the share far more often."""
    size = rng.integers(30, 120, 150)
    section = np.arange(150) // 10
    rate = rng.gamma(1.5, 1 / 1.5, (15, 400))[section]
    n = rng.poisson(rate * 0.01 * size[:, None])
    by_section = (
        np.add.reduceat(n, np.arange(0, 150, 10)),
        np.add.reduceat(size, np.arange(0, 150, 10)),
    )
    covered = []
    for counts, words in (by_section, (n, size)):
        found = share_intervals(counts, words)
        covered.append(((found["low"] <= 0.01) & (found["high"] >= 0.01)).mean())
    assert covered[0] >= 0.93 and covered[1] < 0.85


def test_without_bursts_an_interval_is_hardly_wider_than_the_binomial_one(rng):
    size = np.full(400, 50)
    found = share_intervals(rng.binomial(50, 0.05, (400, 100)), size)
    binomial = 2 * 1.96 * np.sqrt(found["share"] * (1 - found["share"]) / size.sum())
    ratio = (found["high"] - found["low"]) / binomial
    assert 0.98 < ratio.mean() < 1.15


def test_a_word_that_one_paragraph_repeats_has_the_wider_interval():
    size = np.full(40, 50)
    even, burst = np.ones(40), np.r_[np.full(39, 0.5), 20.5]
    assert even.sum() == burst.sum()
    one, other = share_interval(even, size), share_interval(burst, size)
    assert one.high - one.low < (other.high - other.low) / 3


def test_zero_hits_have_an_upper_limit():
    """Rule of three, times the design effect: 1 − 0.025^(1 / (M / 2 · (z / t)²))."""
    found = share_interval([0] * 30, [100] * 30)
    t = stats.t.ppf(0.975, 1 + 4)
    trials = 3000 / 2 * (stats.norm.ppf(0.975) / t) ** 2
    assert (found.share, found.low, found.blocks) == (0, 0, 0)
    assert found.high == pytest.approx(1 - 0.025 ** (1 / trials), rel=1e-9)
    more = share_interval([0] * 300, [100] * 300)
    assert more.high < found.high / 5
    assert found.basis == "0 of 30 blocks"


def test_a_term_that_stands_alone_in_every_block_has_the_upper_limit_1():
    found = share_interval(np.full(25, 7), np.full(25, 7))
    assert found.share == found.high == 1
    assert 0.8 < found.low < 1


@pytest.mark.parametrize(("n", "size"), [([3], [10]), ([], []), ([0, 0], [5, 5]), ([1, 1], [9, 0])])
def test_a_text_of_few_blocks_has_no_interval_but_a_reason(n, size):
    found = share_interval(n, size)
    assert np.isnan([found.low, found.high]).all()
    assert found.reason.startswith("the text has") and found.reason.endswith("a CI requires 3")


def test_what_a_block_is_called():
    found = share_interval([1, 1], [5, 5], block="section")
    assert found.reason == "the text has 2 sections; a CI requires 3"
    assert share_interval([1, 0, 0], [5, 5, 5], block="section").basis == "1 of 3 sections"


def test_a_wider_interval_for_more_confidence(one_side):
    half, most = (share_interval(*one_side, confidence=value) for value in (0.5, 0.99))
    assert most.low < half.low < half.share < half.high < most.high


def test_share_interval_does_not_depend_on_order_or_empty_blocks(one_side):
    n, size = one_side
    expected = share_interval(n, size)
    order = np.random.default_rng(1).permutation(len(n))
    for other in (
        share_interval(n[order], size[order]),
        share_interval(np.r_[n, 0, 0], np.r_[size, 0, 0]),
        share_interval(n, size * 1.0),
    ):
        assert (other.low, other.share, other.high) == pytest.approx(
            (expected.low, expected.share, expected.high), rel=1e-12
        )


def test_word_level_intervals_would_not_cover(rng):
    """What the block is for: taking words as independent, far fewer intervals hold the share."""
    size = rng.integers(30, 120, 60)
    share = bursty(rng, size, 0.03, terms=400).sum(axis=0) / size.sum()
    half = 1.96 * np.sqrt(share * (1 - share) / size.sum())
    assert np.mean(np.abs(share - 0.03) <= half) < 0.75


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


def test_comparison_is_built_from_the_limits_of_both_shares():
    n = [[1], [2], [0], [1], [1], [3], [2], [2]]
    found = compare_shares(n, [10] * 8, [1] * 4 + [0] * 4).iloc[0]
    one, other = share_interval([1, 2, 0, 1], [10] * 4), share_interval([1, 3, 2, 2], [10] * 4)
    assert found[["share_target", "share_reference", "difference", "ratio"]].tolist() == (
        pytest.approx([0.1, 0.2, -0.1, 0.5], rel=1e-12)
    )
    assert found[["blocks_target", "blocks_reference", "reason"]].tolist() == [3, 4, ""]
    assert found["basis"] == "3 of 4 blocks and 4 of 4 blocks"
    expected = {
        "ratio_low": 0.5 * exp(-hypot(log(0.1 / one.low), log(other.high / 0.2))),
        "ratio_high": 0.5 * exp(hypot(log(one.high / 0.1), log(0.2 / other.low))),
        "difference_low": -0.1 - hypot(0.1 - one.low, other.high - 0.2),
        "difference_high": -0.1 + hypot(one.high - 0.1, 0.2 - other.low),
    }
    assert found[list(expected)].to_dict() == pytest.approx(expected, rel=1e-12)


def test_a_term_of_one_side_only_has_one_limit_of_the_ratio(two_sides):
    n, size, target = two_sides
    n = n.copy()
    n[target, 1] = 0
    n[~target, 2] = 0
    n[:, 3] = 0
    found = compare_shares(n, size, target)
    assert found["difference_low"].notna().all() and found["difference_high"].notna().all()
    assert (
        found.loc[1, ["ratio", "ratio_low"]].tolist() == [0, 0] and found.loc[1, "ratio_high"] > 0
    )
    assert np.isnan(found.loc[2, "ratio"]) and np.isnan(found.loc[2, "ratio_high"])
    assert found.loc[2, "ratio_low"] > 0
    assert found.loc[3, ["ratio", "ratio_low", "ratio_high"]].isna().all()
    assert found.loc[2, "reason"] == "not in the reference text; the ratio has no upper limit"
    assert found.loc[3, "reason"] == "in neither text; the ratio has no limits"
    missing = found[["ratio_low", "ratio_high"]].isna().any(axis=1)
    assert (missing == (found["reason"] != "")).all()
    turned = compare_shares(n, size, ~target)
    assert turned.loc[2, "ratio_high"] == pytest.approx(1 / found.loc[2, "ratio_low"], rel=1e-9)


def test_a_side_of_few_blocks_says_so(two_sides):
    n, size, _ = two_sides
    table = compare_shares(n, size, np.arange(80) < 78, block="section")
    assert set(table["reason"]) == {"the reference text has 2 sections; a CI requires 3"}
    ends = ["difference_low", "difference_high", "ratio_low", "ratio_high"]
    assert table[ends].isna().all(axis=None) and table["ratio"].notna().any()


@pytest.mark.parametrize("holding", [(2, 2), (2, 10), (5, 5), (20, 40)])
def test_ratios_and_differences_cover_with_few_blocks_too(rng, holding):
    size = np.maximum(rng.gamma(2, 40, 120), 4).round()
    target = np.arange(120) < 60
    rates = [
        held / size[side].sum() * 1.2 for held, side in zip(holding, (target, ~target), strict=True)
    ]
    n = bursty(rng, size, np.where(target, *rates), terms=600)
    found = compare_shares(n, size, target)
    gap, ratio = rates[0] - rates[1], rates[0] / rates[1]
    within = (found["difference_low"] <= gap) & (gap <= found["difference_high"])
    assert within.mean() >= 0.93
    either = n.sum(axis=0) > 0
    low, high = found["ratio_low"].fillna(0), found["ratio_high"].fillna(np.inf)
    assert ((low <= ratio) & (ratio <= high))[either].mean() >= 0.93


def test_differences_have_the_intervals_of_both_shares_in_them(two_sides):
    """Newcombe's method 10, from the intervals that ``share_interval`` gives each side."""
    n, size, target = two_sides
    found = compare_shares(n, size, target)
    for column in range(n.shape[1]):
        one, other = (share_interval(n[side, column], size[side]) for side in (target, ~target))
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


def test_log_ratio_interval_is_antisymmetric(two_sides):
    n, size, target = two_sides
    low, high = log_ratio_interval(n, size, target)
    other_low, other_high = log_ratio_interval(n, size, ~target)
    assert np.isfinite(low).all()
    np.testing.assert_allclose(low, -other_high, rtol=1e-12)
    np.testing.assert_allclose(high, -other_low, rtol=1e-12)


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
    assert 0.93 <= ((low <= 1) & (high >= 1))[given].mean() <= 0.985


def test_differences_are_covered_too(rng):
    size = rng.integers(30, 120, 100)
    target = np.arange(100) < 55
    counts = bursty(rng, size, np.where(target, 0.03, 0.015), terms=600)
    found = compare_shares(counts, size, target)
    within = (found["difference_low"] <= 0.015) & (found["difference_high"] >= 0.015)
    assert 0.93 <= within[found["reason"] == ""].mean() <= 0.985


def test_a_side_of_one_block_has_no_interval(two_sides):
    n, size, _ = two_sides
    assert np.isnan(log_ratio_interval(n, size, np.arange(80) < 1)).all()


def test_counts_that_exceed_their_blocks_are_rates_with_a_poisson_interval():
    """Events per sentence: of independent ones, the interval is that of a gamma distribution."""
    found = share_interval([5, 2, 3, 4], [2] * 4)
    assert found.low < found.share == 1.75 < found.high
    rng = np.random.default_rng(5)
    events = rng.poisson(3.0, 400)
    rate = share_interval(events, np.ones(400))
    half = 1.96 * np.sqrt(events.mean() / 400)
    assert rate.low == pytest.approx(events.mean() - half, rel=0.02)
    assert rate.high == pytest.approx(events.mean() + half, rel=0.02)


def test_a_rate_does_not_depend_on_the_unit_it_is_counted_in():
    counts, sizes = [5, 0, 3, 4, 1], np.array([2, 3, 2, 2, 4])
    one, many = share_interval(counts, sizes), share_interval(counts, sizes * 1_000_000)
    for name in ("share", "low", "high"):
        assert getattr(one, name) == pytest.approx(1e6 * getattr(many, name), rel=1e-4)
