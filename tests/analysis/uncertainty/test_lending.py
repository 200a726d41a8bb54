"""Design effects lent from text to text: limits that hold, and closer ones than of each alone."""

import numpy as np
import pytest

from analysis.uncertainty.lending import across_texts
from analysis.uncertainty.share_limits import Spread, limits


def texts(rng: np.random.Generator, shapes: np.ndarray, rate: float) -> Spread:
    """The counts of as many texts as there are shapes, in sections whose rates are gamma."""
    rows = []
    for shape in shapes:
        m = np.maximum(rng.gamma(2.5, 60, rng.integers(20, 45)).round(), 3)
        x = rng.poisson(m * rate * rng.gamma(shape, 1 / shape, len(m)))
        share = x.sum() / m.sum()
        r = (x - share * m) / (1 - m / m.sum())
        largest = np.max(r**2, where=x > 0, initial=0)
        rows.append((x.sum(), m.sum(), len(m), (r**2).sum(), (r**4).sum(), largest))
    n, words, blocks, *rest = np.array(rows, dtype=float).T
    return Spread(n, words, blocks.astype(int), *rest)


@pytest.mark.parametrize("lowest", [0.3, 5.0])
def test_limits_hold_and_are_closer(lowest):
    rng, rate = np.random.default_rng(3), 0.006
    held, wide = {True: [], False: []}, {True: [], False: []}
    for _ in range(60):
        found = texts(rng, np.exp(rng.uniform(np.log(lowest), np.log(5), 20)), rate)
        group = across_texts(np.zeros(20), found.blocks, np.full(20, "section"))
        for lent in held:
            low, high = limits(found, confidence=0.95, borrow=group if lent else False)
            held[lent] += list((low <= rate) & (rate <= high))
            wide[lent] += list(high - low)
    # Of 1,200 intervals, clustered by 60 draws: one Monte Carlo error is about 0.7 points.
    assert np.mean(held[True]) >= 0.94
    assert np.median(wide[True]) < 0.95 * np.median(wide[False])


def test_few_texts_and_texts_of_few_blocks_lend_nothing():
    found = texts(np.random.default_rng(4), np.ones(9), 0.006)
    group = across_texts(np.zeros(9), found.blocks, ["section"] * 9)
    alone, nine = (limits(found, confidence=0.95, borrow=one) for one in (False, group))
    np.testing.assert_array_equal(alone, nine)
    assert len(set(across_texts(np.zeros(4), [2, 2, 1, 30], ["section"] * 4))) == 4


def test_sections_lend_to_sections_and_paragraphs_to_paragraphs():
    kinds = ["section", "paragraph", "section", "paragraph"]
    assert across_texts([0, 0, 1, 1], [9] * 4, kinds).tolist() == [0, 1, 2, 3]
