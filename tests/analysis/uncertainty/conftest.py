"""Made-up blocks of text, in which words come in bursts."""

import numpy as np
import pytest

from analysis.uncertainty.shares import compare_shares


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
def two_sides(rng):
    """Counts of 5 terms, and sizes, in 45 blocks of a target and 35 of a reference."""
    size = rng.integers(20, 150, 80)
    return bursty(rng, size, 0.03, terms=5), size, np.arange(80) < 45
