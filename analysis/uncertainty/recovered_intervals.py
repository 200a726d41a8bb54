"""Intervals of means and differences, recovered from the intervals of their independent parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from corpus.arrays import Floats


def combined_limits(
    estimates: ArrayLike, low: ArrayLike, high: ArrayLike, weights: ArrayLike
) -> tuple[Floats, Floats]:
    """The limits of a weighted sum of independent estimates, from the limits of each.

    ``θ = Σ w e``; the lower limit is ``θ − sqrt(Σ (w (e − l))²)``, with ``u`` in place of ``l``
    where the weight is negative, and the upper one correspondingly (Zou and Donner 2008, method of
    variance estimates recovery). Intervals that are not symmetric stay so. It assumes that the
    estimates are independent, such as those of reports of different years.

    Args:
        estimates: the estimates; sums are over the last axis.
        low: their lower limits.
        high: their upper limits; a missing limit makes the limits of the sum missing.
        weights: of the estimates: 1/k each for a mean of k, 1 and −1 for a difference.

    Returns:
        The lower and upper limits of the sums.

    Example:
        >>> from analysis.uncertainty import combined_limits
        >>> low, high = combined_limits([10, 6], [7, 4], [14, 9], [1, -1])  # a difference of 4
        >>> round(float(low), 1), round(float(high), 1)
        (-0.2, 8.5)
    """
    e, lower, upper, w = (np.asarray(one, dtype=float) for one in (estimates, low, high, weights))
    total = (w * e).sum(axis=-1)
    below = np.where(w > 0, w * (e - lower), w * (e - upper))
    above = np.where(w > 0, w * (upper - e), w * (lower - e))
    return total - np.sqrt((below**2).sum(axis=-1)), total + np.sqrt((above**2).sum(axis=-1))


def recovered_p(
    difference: ArrayLike, low: ArrayLike, high: ArrayLike, *, confidence: float = 0.95
) -> Floats:
    """The two-sided p value of a difference, from its interval.

    ``2 (1 − Φ(z |d| / h))``, h being the distance from d to the limit on the side of 0, z the
    normal quantile of the interval. p is below 0.05 exactly where the 95% interval excludes 0.

    Args:
        difference: the differences.
        low: their lower limits.
        high: their upper limits.
        confidence: of the interval.

    Returns:
        The p values; missing where a limit is.

    Example:
        >>> from analysis.uncertainty import recovered_p
        >>> recovered_p([4, 4], [0, -4], [8, 12]).round(3).tolist()
        [0.05, 0.327]
    """
    d, lower, upper = (np.asarray(one, dtype=float) for one in (difference, low, high))
    towards = np.where(d > 0, d - lower, upper - d)
    z = stats.norm.ppf((1 + confidence) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(d == 0, 0.0, np.abs(d) / towards)
    p = np.asarray(2 * stats.norm.sf(z * ratio))
    return np.where(np.isnan(towards), np.nan, p)
