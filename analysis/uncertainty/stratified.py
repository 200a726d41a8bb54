"""Shares of a stratified sample, with intervals that hold in small strata."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.uncertainty.blocks import check_confidence
from corpus.arrays import Floats


def stratified_share(
    hits: ArrayLike, drawn: ArrayLike, sizes: ArrayLike, *, confidence: float = 0.95
) -> tuple[float, float, float]:
    """The share of a population by a stratified random sample of it, and its interval.

    ``share = Σ W x / n``, where x of the n that were drawn from a stratum are hits, and W is the
    stratum's share of the population. Its variance is ``Σ W² (1 − n / N) q (1 − q) / (n − 1)`` and
    its third moment ``2 Σ W³ (1 − n / N)^1.5 q (1 − q) (1 − 2q) / (n − 1)²``, and the limits are
    the quantiles of the gamma distribution (Pearson's type III) with these moments. A stratum of
    few without a hit would have no variance; therefore ``q = (x + p + b W) / (n + 1 + 2 b W)``,
    with one case more at the overall share p, and ``b = (1 + 1 / (k + 1)) / 2`` hits and others
    more in all strata together, for k hits or others, whichever are fewer. The interval is of the
    population at hand: where all of it was drawn, it has no width.

    In simulated coding sheets (``make calibrate``) 95% intervals had a coverage of 93 to 100%; they
    are the wider than needed, the more strata there are with few cases each.

    Args:
        hits: how many of those drawn from each stratum are hits.
        drawn: how many were drawn from each stratum, 1 or more.
        sizes: the size of each stratum.
        confidence: the confidence level, between 0 and 1.

    Returns:
        The share and the lower and upper limits, between 0 and 1.

    Raises:
        ValueError: if a stratum has more hits than were drawn, none drawn, or more drawn than its
            size, or confidence is not between 0 and 1.

    Example:
        >>> from analysis.uncertainty import stratified_share
        >>> # coders confirm 24 of 30 that the machine codes as education, and find 1 in 60 others
        >>> share, low, high = stratified_share([24, 1], [30, 60], [200, 3800])
        >>> round(100 * share, 1), round(100 * low, 1), round(100 * high, 1)
        (5.6, 3.2, 10.6)
    """
    check_confidence(confidence)
    x, n, size = (np.asarray(one, dtype=float) for one in (hits, drawn, sizes))
    _check(x, n, size)
    weight = size / size.sum()
    share = float((weight * x / n).sum())
    left = weight * np.sqrt(np.clip(1 - n / size, 0, None))
    variance, third = _moments(x, n, weight, left, (share * n.sum() + 0.5) / (n.sum() + 1))
    if variance == 0:
        return share, share, share
    level = (1 + confidence) / 2
    reach = stats.pearson3.ppf([1 - level, level], third / variance**1.5) * variance**0.5
    return share, max(share + float(reach[0]), 0.0), min(share + float(reach[1]), 1.0)


def _moments(
    x: Floats, n: Floats, weight: Floats, left: Floats, overall: float
) -> tuple[float, float]:
    """The variance and the third central moment of the share."""
    more = (1 + 1 / (min(x.sum(), (n - x).sum()) + 1)) / 2 * weight
    q = (x + overall + more) / (n + 1 + 2 * more)
    free = np.maximum(n - 1, 1)
    variance = left**2 * q * (1 - q) / free
    return float(variance.sum()), float((2 * left * variance * (1 - 2 * q) / free).sum())


def _check(x: Floats, n: Floats, size: Floats) -> None:
    if x.ndim != 1 or not x.shape == n.shape == size.shape or not len(x):
        raise ValueError("hits, drawn and sizes must be lists of the same length, one per stratum")
    wrong = ~((x >= 0) & (x <= n) & (n >= 1) & (n <= size + 1e-6))
    if wrong.any():
        one = int(np.flatnonzero(wrong)[0])
        raise ValueError(
            f"stratum {one + 1} has {x[one]:g} hits in {n[one]:g} drawn of {size[one]:g}; hits "
            "must not exceed those drawn, nor those drawn, 1 or more, the stratum"
        )
