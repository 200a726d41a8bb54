"""Intervals that take words as independent, to be set beside those of blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.uncertainty.blocks import check_confidence
from corpus.arrays import Floats


def wilson_interval(
    n: ArrayLike, words: ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Wilson's score interval of a share (1927; Newcombe 1998a, method 3), without correction.

    ``(2n + z² ± z sqrt(z² + 4 n (1 − n / words))) / (2 (words + z²))``. It takes each word as an
    independent draw, which words are not: it is here to be set beside ``share_interval``, and was
    measured to hold the share in half the cases where it says 95%.

    Args:
        n: how often the terms stand.
        words: out of how many words, 1 or more.
        confidence: of the interval, between 0 and 1.

    Returns:
        Lower and upper ends.

    Raises:
        ValueError: where n is negative or more than words, or confidence is none.
    """
    x, m = np.asarray(n, dtype=float), np.asarray(words, dtype=float)
    check_confidence(confidence)
    wrong = ~((x >= 0) & (x <= m) & (m > 0))
    if wrong.any():
        pair = np.broadcast_to(x, wrong.shape)[wrong], np.broadcast_to(m, wrong.shape)[wrong]
        raise ValueError(f"{pair[0][0]:g} of {pair[1][0]:g} words is no share")
    z = stats.norm.ppf((1 + confidence) / 2)
    half = z * np.sqrt(z**2 + 4 * x * (1 - x / m))
    low, high = ((2 * x + z**2 + sign * half) / (2 * (m + z**2)) for sign in (-1, 1))
    return np.where(x == 0, 0, low), np.where(x == m, 1, high)


def newcombe_interval(
    n_target: ArrayLike,
    words_target: ArrayLike,
    n_reference: ArrayLike,
    words_reference: ArrayLike,
    *,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """Newcombe's interval of a difference of shares (1998b, method 10): Wilson's put together.

    It takes each word as an independent draw, which words are not: see ``compare_shares`` for
    blocks in their place.

    Args:
        n_target: how often the terms stand in the target.
        words_target: its words.
        n_reference: how often the terms stand in the reference.
        words_reference: its words.
        confidence: of the interval, between 0 and 1.

    Returns:
        Lower and upper ends of the share in the target less that in the reference.

    Raises:
        ValueError: as ``wilson_interval``.
    """
    (l1, u1), (l2, u2) = (
        wilson_interval(n, words, confidence=confidence)
        for n, words in ((n_target, words_target), (n_reference, words_reference))
    )
    p1 = np.divide(n_target, words_target)
    p2 = np.divide(n_reference, words_reference)
    return p1 - p2 - np.hypot(p1 - l1, u2 - p2), p1 - p2 + np.hypot(u1 - p1, p2 - l2)


def katz_interval(
    n_target: ArrayLike,
    words_target: ArrayLike,
    n_reference: ArrayLike,
    words_reference: ArrayLike,
    *,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """The interval of a ratio of shares by Katz and others (1978), on the log scale.

    ``ratio exp(± z sqrt(1/a − 1/A + 1/b − 1/B))``, a of A words in the target and b of B in the
    reference. It takes each word as an independent draw, which words are not: see
    ``compare_shares`` for blocks in their place.

    Args:
        n_target: how often the terms stand in the target.
        words_target: its words.
        n_reference: how often the terms stand in the reference.
        words_reference: its words.
        confidence: of the interval, between 0 and 1.

    Returns:
        Lower and upper ends of the ratio of the target's share to the reference's; NaN where one
        of them is 0.

    Raises:
        ValueError: where confidence is none.
    """
    check_confidence(confidence)
    given = (n_target, words_target, n_reference, words_reference)
    a, n_a, b, n_b = (np.asarray(one, dtype=float) for one in given)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (a / n_a) / (b / n_b)
        half = stats.norm.ppf((1 + confidence) / 2) * np.sqrt(1 / a - 1 / n_a + 1 / b - 1 / n_b)
        low, high = ratio * np.exp(-half), ratio * np.exp(half)
        stand = (a > 0) & (b > 0)
        return np.where(stand, low, np.nan), np.where(stand, high, np.nan)
