"""Limits of centrality and density: around the estimate, and as often right as they say."""

from functools import partial

import numpy as np
import pytest

from analysis.themes import strategic_map, themes
from analysis.themes.jackknife import jackknife_limits
from tests.analysis.themes.generated import OF_CLUSTERS, clusters_of, mentions_of
from tests.benchmarks.calibrate_themes import linked, measures


def limits_of(together):
    found = jackknife_limits(partial(linked, together), OF_CLUSTERS, len(together))
    return np.array([found["centrality"], found["density"]])


def test_limits_are_those_of_the_jackknife_on_logarithms():
    """By hand: t of 4 degrees of freedom, and the five logarithms."""
    together = clusters_of(5, 400, 0.02, np.random.default_rng(1))
    own = measures(linked(together, None))
    logs = np.log([measures(linked(np.delete(together, one, 0), None)) for one in range(5)])
    half = 2.776445105 * np.sqrt(4 / 5 * ((logs - logs.mean(0)) ** 2).sum(0))
    low, high = np.swapaxes(limits_of(together), 0, 1)
    assert low == pytest.approx(own * np.exp(-half))
    assert high == pytest.approx(own * np.exp(half))


def test_limits_contain_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(2)
    draw = partial(clusters_of, 12, 60, 0.02, rng)
    truth = np.mean([measures(linked(draw(), None)) for _ in range(300)], axis=0)
    found = np.array([limits_of(draw()) for _ in range(50)])
    right = (found[:, :, 0] <= truth) & (truth <= found[:, :, 1])
    centrality, density = right.mean(axis=(0, 2))
    assert 0.92 <= centrality <= 1
    assert 0.87 <= density <= 0.99


def test_the_limits_of_every_theme_contain_its_estimate():
    found = strategic_map(themes(mentions_of(range(1996, 2006), noise=0.5), bootstraps=10))
    for name in ("centrality", "density"):
        own, low, high = (found[f"{name}{end}"] for end in ("", "_low", "_high"))
        assert (low < own).all()
        assert (own < high).all()


def test_more_clusters_than_groups_are_left_out_in_groups():
    together = clusters_of(120, 10, 0.02, np.random.default_rng(3))
    weights = []

    def counted(one):
        weights.append(one)
        return linked(together, one)

    limits = jackknife_limits(counted, OF_CLUSTERS, 120)
    assert len(weights) == 51
    assert weights[0] is None
    assert (np.sum(weights[1:], axis=0) == 49).all()
    assert np.isfinite(limits["density"]).all()


def test_a_theme_without_links_to_others_has_no_limits_of_centrality():
    apart = np.where(OF_CLUSTERS[:, None] == OF_CLUSTERS, 5.0, 0.0)
    limits = limits_of(np.repeat(apart[None], 6, axis=0))
    assert np.isnan(limits[0]).all()
    assert np.isfinite(limits[1]).all()
