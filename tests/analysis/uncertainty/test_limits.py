"""Limits: the sums over blocks, once more block by block, and what the limits must obey."""

import numpy as np
import pytest
from scipy import sparse

from analysis.uncertainty.limits import DESIGN_EFFECT, Spread, limits, spread


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
