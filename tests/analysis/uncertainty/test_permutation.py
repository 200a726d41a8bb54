"""Permutation tests: by hand, against scipy, and how often they are wrong; adjusted p-values."""

from math import sqrt

import numpy as np
import pytest
from scipy import sparse, stats

from analysis.uncertainty import permutation
from analysis.uncertainty.permutation import Arrangements, adjust_p, arrangements, permutation_p
from tests.analysis.uncertainty.conftest import bursty


def test_permutation_p_by_hand():
    """Of the 6 ways to choose 2 of 4 equal blocks, 2 differ as much as a a | b b."""
    assert permutation_p([[3], [3], [0], [0]], [10] * 4, [1, 1, 0, 0]).tolist() == [2 / 6]
    assert permutation_p([[3], [0], [3], [0]], [10] * 4, [1, 1, 0, 0]).tolist() == [1]


def test_drawn_and_exact_p_agree(rng, monkeypatch):
    size = rng.integers(20, 150, 12)
    n, target = bursty(rng, size, 0.03, terms=30), np.arange(12) < 6
    exact = permutation_p(n, size, target)
    np.testing.assert_allclose(exact * 924, np.round(exact * 924), rtol=1e-12)
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


def test_permutation_p_takes_sparse_counts(two_sides):
    n, size, target = two_sides
    np.testing.assert_array_equal(
        permutation_p(sparse.csr_array(n), size, target, n_permutations=99),
        permutation_p(n, size, target, n_permutations=99),
    )


def test_empty_blocks_change_no_p(two_sides):
    n, size, target = two_sides
    more = (np.r_[n, np.zeros((2, 5))], np.r_[size, 0, 0], np.r_[target, True, False])
    np.testing.assert_array_equal(permutation_p(n, size, target), permutation_p(*more))


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
        ({"statistic": "median"}, "unknown statistic 'median'; choose difference or student"),
        ({"n_permutations": 0}, "n_permutations is 0; it must be 1 or more"),
    ],
)
def test_permutation_p_refuses(two_sides, options, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        permutation_p(*two_sides, **options)


def test_a_studentised_p_needs_two_blocks_a_side():
    with pytest.raises(
        ValueError, match=r"^one side has only one block; the studentised statistic"
    ):
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
    with pytest.raises(ValueError, match=f"^a p value is {wrong:g}; it must lie between 0 and 1$"):
        adjust_p([0.5, wrong])


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
