"""Limits of centrality and density, from leaving out some of the reports at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import stats

from analysis.themes.bootstrap import Linked
from analysis.themes.positions import link_sums, positions
from corpus.arrays import Floats, Ints

MEASURES = ("centrality", "density")
_GROUPS = 50  # of more clusters, so many groups are left out in turn
_LEVEL = 0.975


def jackknife_limits(linked: Linked, label: Ints, clusters: int) -> dict[str, Floats]:
    """The 95% limits of the centrality and the density of each theme, its terms held.

    Each cluster is left out in turn; of more than 50, one of 50 groups. With g groups, θ the
    measure of all clusters, and z_i its logarithm without group i,
    ``se² = (g − 1) / g Σ (z_i − z̄)²``, and the limits are ``θ exp(±t se)`` with t of g − 1 degrees
    of freedom (Kott 2001). On the scale of logarithms they are above 0, as the measures are.

    Bootstraps do not serve for them: a report drawn twice brings the pairs that it has by chance
    twice, and strength is the square of a count, so most draws have stronger links between themes
    than the reports themselves. On planted themes of 8 to 60 reports
    (``python -m tests.benchmarks.calibrate_themes``) 95% percentile limits of centrality had 74 to
    86% coverage, bias-corrected ones (BCa) 58 to 78%, these 95 to 97%; of density, the first had 81
    to 92%, these 92 to 93%.

    Args:
        linked: the strengths of all links, with so much weight on each cluster.
        label: the theme of each term from 0; -1 for none.
        clusters: how many there are.

    Returns:
        By measure, the lower and the upper limits; missing where a measure is 0 with or without
        one of the groups.
    """
    own = _measures(linked(None), label)
    without = np.array([_measures(linked(weights), label) for weights in _left_out(clusters)])
    groups = len(without)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = (np.log(without) - np.log(without).mean(axis=0)) ** 2
        half = stats.t.ppf(_LEVEL, groups - 1) * np.sqrt(
            (groups - 1) / groups * squares.sum(axis=0)
        )
        limits = np.array([own * np.exp(-half), own * np.exp(half)])
    known = np.isfinite(limits).all(axis=0) & (own > 0)
    limits = np.where(known, limits, np.nan)
    return {name: limits[:, at] for at, name in enumerate(MEASURES)}


def _measures(strengths: Floats, label: Ints) -> Floats:
    found = positions(*link_sums(strengths, label), label)
    return np.array([found.centrality, found.density])


def _left_out(clusters: int) -> Iterator[Floats]:
    """The weights of the clusters, one group of them left out at a time."""
    group = np.arange(clusters) % min(clusters, _GROUPS)
    for one in range(int(group.max()) + 1):
        yield (group != one).astype(np.float64)
