"""Limits: the sums over blocks, once more block by block, and what the limits must obey."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse, stats

from analysis.uncertainty.share_limits import DESIGN_EFFECT, Spread, limits, spread


def test_sums_are_those_of_every_block(rng):
    x, m = rng.poisson(0.4, (30, 6)).astype(float), rng.integers(5, 90, 30).astype(float)
    found = spread(sparse.csc_array(x), m)
    residual = (x - m[:, None] * x.sum(axis=0) / m.sum()) / (1 - m / m.sum())[:, None]
    np.testing.assert_allclose(found.squares, (residual**2).sum(axis=0), rtol=1e-9)
    np.testing.assert_allclose(found.fourths, (residual**4).sum(axis=0), rtol=1e-9)
    largest = np.where(x > 0, residual**2, 0).max(axis=0)
    np.testing.assert_allclose(found.largest, largest, rtol=1e-9)


def one(n, squares, fourths, largest, *, words=1_000.0, blocks=20):
    values = (np.array([float(value)]) for value in (n, words, blocks, squares, fourths, largest))
    return limits(Spread(*values), confidence=0.95, borrow=False)


def test_limits_hold_the_share_and_widen_with_the_variance():
    widths = []
    for squares in (5, 20, 80):
        low, high = one(10, squares, squares**2 / 10, squares / 10)
        assert 0 < low[0] < 0.01 < high[0] < 1
        widths.append(high[0] - low[0])
    assert widths == sorted(widths) and widths[-1] > 2 * widths[0]


def test_nothing_seen_is_the_usual_design_effect():
    """With no variance of its own, a term has that of twice as few words."""
    assert DESIGN_EFFECT == 2
    low, high = one(0, 0, 0, 0)
    assert low[0] == 0 and 3.7 / 1_000 < high[0] < 30 / 1_000


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.99])
def test_more_confidence_is_wider(confidence, rng):
    found = spread(sparse.csc_array(rng.poisson(0.4, (30, 6)).astype(float)), np.full(30, 50.0))
    inner, outer = (limits(found, confidence=c, borrow=False) for c in (confidence, 0.995))
    assert (outer[0] < inner[0]).all() and (inner[1] < outer[1]).all()


@pytest.mark.parametrize("n", [1, 10, 900, 999])
def test_a_share_is_between_its_limits_even_where_little_confidence_is_asked_for(n):
    values = (np.array([float(one)]) for one in (n, 1_000, 20, 5, 2.5, 0.5))
    low, high = limits(Spread(*values), confidence=0.05, borrow=False)
    assert low[0] <= n / 1_000 <= high[0]


@pytest.mark.parametrize("of_parts", [True, False])
@pytest.mark.parametrize("borrow", [True, False])
def test_no_upper_limit_is_below_that_of_a_term_that_does_not_occur(rng, borrow, of_parts):
    """Where terms burst, a few lone occurrences seem to say that these do not."""
    sizes = rng.integers(30, 90, 25).astype(float)
    bursts = rng.poisson(0.05, (25, 30)) * rng.geometric(0.15, (25, 30))
    few = np.zeros((25, 10))
    few[:9, 1:] = np.tri(9).T  # 0 to 9 occurrences, each in another block
    found = spread(sparse.csc_array(np.hstack([few, np.minimum(bursts, 29)])), sizes)
    high = limits(found, confidence=0.95, borrow=borrow, of_parts=of_parts)[1]
    assert (high >= high[0] * (1 - 1e-12)).all()
    assert not borrow or (np.diff(high[:10]) >= -1e-12).all()  # it never falls with occurrences
    assert not borrow or high[1] == pytest.approx(high[0])  # and would have fallen


@pytest.mark.parametrize("borrow", [True, False])
def test_limits_of_rates_are_what_those_of_ever_smaller_shares_come_to(rng, borrow):
    sizes = rng.integers(2, 9, 12).astype(float)
    counts = rng.poisson(sizes[:, None] * np.exp(rng.normal(-1, 1.5, 30))).astype(float)
    counts[:, 0] = 0
    found = spread(sparse.csc_array(counts), sizes)
    rates = limits(found, confidence=0.95, borrow=borrow, of_parts=False)
    fine = replace(found, words=found.words * 1e6)
    shares = limits(fine, confidence=0.95, borrow=borrow)
    for rate, share in zip(rates, shares, strict=True):
        np.testing.assert_allclose(rate, share * 1e6, rtol=1e-4)
    assert rates[0][0] == 0 < rates[1][0]


def test_a_rate_of_no_events_has_the_exact_limit():
    """Where the design effect is 2, as if seen with four degrees of freedom."""
    values = (np.array([float(one)]) for one in (0, 50, 20, 0, 0, 0))
    low, high = limits(Spread(*values), confidence=0.95, borrow=False, of_parts=False)
    times = 50 / 2 * (stats.norm.ppf(0.975) / stats.t.ppf(0.975, 1 + 4)) ** 2
    assert low[0] == 0
    assert high[0] == pytest.approx(stats.chi2.ppf(0.975, 2) / 2 / times)


def lent_plainly(found, term, count=None, *, above=False):
    """The design effect lent to a term, and its degrees of freedom, one other term at a time."""
    k, own = found.blocks[term], max(found.n[term] if count is None else count, 1)
    like = [
        at
        for at, n in enumerate(found.n)
        if n > 0 and own / 8 <= n <= (16 if above else 8) * own and found.blocks[at] == k
    ]
    if len(like) < 10:
        return None
    variance = {at: found.squares[at] * (k - 1) / k for at in like}
    simple = {at: found.n[at] * (1 - found.n[at] / found.words[at]) for at in like}
    lent = max(sum(variance.values()) / sum(simple.values()), 1)
    if above:
        itself = {at: found.fourths[at] * ((k - 1) / k) ** 2 for at in like}
        pairs = sum((variance[at] ** 2 - itself[at]) / found.n[at] for at in like)
        cubes = {at: np.sqrt(variance[at] * itself[at]) / found.n[at] for at in like}
        simply = sum((variance[at] - cubes[at]) * simple[at] / found.n[at] for at in like)
        lent *= min(max(pairs / simply / lent, 1), 1.5)
    return lent, min(len(like), 20)


def words_plainly(found, term, degrees, effect, known):
    """The effective number of words."""
    t = stats.t.ppf(0.975, min(max(degrees, 1), found.blocks[term] - 1) + known)
    return found.words[term] / effect * (stats.norm.ppf(0.975) / t) ** 2


def absent_plainly(found, term):
    """The upper limit of a term that does not occur."""
    usual = (DESIGN_EFFECT, 4)
    first = lent_plainly(found, term, 0, above=True) or usual
    limit = 1 - 0.025 ** (1 / words_plainly(found, term, 0, *first))
    again = lent_plainly(found, term, limit * found.words[term], above=True) or first
    return 1 - 0.025 ** (1 / words_plainly(found, term, 0, *again))


def limits_plainly(found, term):
    """The limits of a term that others lend to, the upper one found twice."""
    n, words, k = found.n[term], found.words[term], found.blocks[term]
    if n == 0:
        return 0, absent_plainly(found, term)
    share, squares = n / words, found.squares[term]
    own, free = squares * (k - 1) / k / (n * (1 - share)), squares**2 / found.fourths[term]

    def end(lent, degrees, tail):
        effect, known = lent
        seen = min(2 * free, k - 1)
        effect = max(own, (known * effect + seen * own) / (known + seen))
        number = words_plainly(found, term, degrees, effect, known)
        return stats.beta(share * number + 0.5, (1 - share) * number + 0.5).ppf(tail)

    above = lent_plainly(found, term, above=True)
    first = max(end(above, free, 0.975), share)
    above = lent_plainly(found, term, first * words, above=True) or above
    low = end(lent_plainly(found, term), 2 * free, 0.025)
    return min(low, share), max(end(above, free, 0.975), share, absent_plainly(found, term))


# Ten terms at the very edges of a term's frequency (8 to 512 for 64); more than twenty; hardly any
# variance; and terms that do not occur beside those that do.
COUNTS = {
    "edges": [8, *[64] * 8, 512],
    "one too few": [7, *[64] * 8, 512],
    "many": [*range(10, 40)],
    "none": [0, 0, 0, *[4] * 10],
    "none, far": [0, 0, *[9] * 10],
}


@pytest.mark.parametrize("even", [1, 0.05])
@pytest.mark.parametrize("counts", COUNTS.values(), ids=COUNTS)
def test_what_is_lent_is_what_terms_of_like_frequency_have_together(rng, counts, even):
    n = np.array(counts, dtype=float)
    squares = even * n * rng.uniform(0.8, 6, len(n))
    given = (n, np.full(len(n), 9e3), np.full(len(n), 25), squares, squares**2 / 7, squares / 4)
    found = Spread(*given)
    low, high = limits(found, confidence=0.95, borrow=True)
    alone = limits(found, confidence=0.95, borrow=False)
    for term in range(len(n)):
        lends = counts[term] == 0 or lent_plainly(found, term)
        expected = limits_plainly(found, term) if lends else [one[term] for one in alone]
        assert [low[term], high[term]] == pytest.approx(expected, rel=1e-9)
    assert (lent_plainly(found, 1) is None) == (counts[0] == 7 or counts[-1] == 9)


def test_terms_lend_within_their_group_only(rng):
    x = rng.poisson(0.4, (30, 20)) * rng.choice([1, 6], 20)
    sizes = np.full(30, 50.0)
    every = spread(sparse.csc_array(x.astype(float)), sizes)
    group = np.arange(20) % 2
    together = limits(every, confidence=0.95, borrow=group)
    for own in (0, 1):
        part = spread(sparse.csc_array(x[:, group == own].astype(float)), sizes)
        apart = limits(part, confidence=0.95, borrow=True)
        for one, other in zip(together, apart, strict=True):
            np.testing.assert_allclose(one[group == own], other, rtol=1e-12)
    assert not np.allclose(together[1], limits(every, confidence=0.95, borrow=True)[1])


BLOCKS, WORDS = 40, 80.0


def bursts(rng, terms, blocks, mean):
    """Counts of terms that come up in so many blocks, a geometric number of times in each."""
    times = rng.poisson(blocks / BLOCKS, (BLOCKS, terms))
    return rng.negative_binomial(np.maximum(times, 1), 1 / mean) * (times > 0) + times


@pytest.mark.parametrize("bursty", [20, 40])
def test_few_bursts_among_independent_words_are_not_taken_for_rare_words(rng, bursty):
    """In 3 blocks, in a table with others; 87 and 88% where what is lent is that of the estimate.

    One Monte Carlo error is about 0.7 points.
    """
    held = []
    for _ in range(50):
        plain = rng.poisson(np.repeat([2, 4, 8, 16], 10) / BLOCKS, (BLOCKS, 40))
        x = sparse.csc_array(np.hstack([bursts(rng, bursty, 3, 4), plain]).astype(float))
        low, high = limits(spread(x, np.full(BLOCKS, WORDS)), confidence=0.95, borrow=True)
        truth = 3 * 4 / (BLOCKS * WORDS)
        held += [*((low <= truth) & (truth <= high))[:bursty]]
    assert np.mean(held) >= 0.95


def test_terms_that_are_alike_have_limits_as_close_as_before(rng):
    """Of independent words in 20 blocks, at most 1.25 times as wide as with the true variance."""
    widths = []
    for _ in range(10):
        x = sparse.csc_array(rng.poisson(20 / BLOCKS, (BLOCKS, 40)).astype(float))
        low, high = limits(spread(x, np.full(BLOCKS, WORDS)), confidence=0.95, borrow=True)
        widths += [*(high - low)]
    oracle = 2 * 1.96 * np.sqrt(20) / (BLOCKS * WORDS)
    assert 1 < np.median(widths) / oracle < 1.1
