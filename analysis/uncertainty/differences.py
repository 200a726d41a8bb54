"""Means and differences of shares whose intervals are known, each independent of the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from corpus.arrays import Floats


def difference_interval(
    share: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    other: ArrayLike,
    other_low: ArrayLike,
    other_high: ArrayLike,
) -> tuple[Floats, Floats, Floats]:
    """The difference of two shares with its interval, recovered from the intervals of both.

    ``d − sqrt((p1 − l1)² + (u2 − p2)²)`` to ``d + sqrt((u1 − p1)² + (p2 − l2)²)``, with
    ``d = p1 − p2`` (Newcombe 1998, method 10; Zou and Donner 2008), as ``compare_shares`` computes
    it from the blocks of both texts. The shares must be those of different texts.

    Args:
        share: of the one, in any unit.
        low: its lower limit.
        high: its upper limit.
        other: the share of the other, in the same unit.
        other_low: its lower limit.
        other_high: its upper limit.

    Returns:
        The difference and its two limits; a limit is missing where one of those that it is computed
        from is.

    Example:
        >>> from analysis.uncertainty import difference_interval
        >>> d, low, high = difference_interval(12, 9, 16, 5, 3, 8)
        >>> float(d), round(float(low), 2), round(float(high), 2)
        (7.0, 2.76, 11.47)
    """
    p1, l1, u1 = (np.asarray(one, dtype=float) for one in (share, low, high))
    p2, l2, u2 = (np.asarray(one, dtype=float) for one in (other, other_low, other_high))
    d = p1 - p2
    return d, d - np.hypot(p1 - l1, u2 - p2), d + np.hypot(u1 - p1, p2 - l2)


def mean_interval(share: ArrayLike, low: ArrayLike, high: ArrayLike) -> tuple[float, float, float]:
    """The mean of independent shares, each of the same weight, with its interval.

    ``p − sqrt(Σ (p_i − l_i)²) / k`` to ``p + sqrt(Σ (u_i − p_i)²) / k`` (Zou and Donner 2008). It
    describes these very texts, such as the reports of five years: how much years vary around their
    level is not in it.

    Args:
        share: k shares, in any unit.
        low: their lower limits.
        high: their upper limits.

    Returns:
        The mean and its two limits, missing where one of those they are computed from is.

    Raises:
        ValueError: if there are no shares.

    Example:
        >>> from analysis.uncertainty import mean_interval
        >>> [round(one, 2) for one in mean_interval([10, 14], [7, 10], [14, 17])]
        [12.0, 9.5, 14.5]
    """
    p, lower, upper = (np.asarray(one, dtype=float) for one in (share, low, high))
    if not p.size:
        raise ValueError("there are no shares; a mean requires one or more")
    mean, k = float(p.mean()), p.size
    below, above = (float(np.sqrt((one**2).sum())) / k for one in (p - lower, upper - p))
    return mean, mean - below, mean + above
