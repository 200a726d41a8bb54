"""Centrality and density: by hand, beside bibliometrix's definition, and parts that add up."""

import numpy as np
import pytest

from analysis.themes.positions import (
    Positions,
    above_median,
    link_sums,
    positions,
    quadrant_names,
    ranked,
)

LABEL = np.array([0, 0, 0, 1, 1, 2, 2, -1])


def linked(seed=1):
    upper = np.triu(np.random.default_rng(seed).random((8, 8)), 1)
    return upper + upper.T


def found(links=None):
    return positions(*link_sums(linked() if links is None else links, LABEL), LABEL)


def test_both_measures_are_those_of_callon():
    links = np.zeros((8, 8))
    for one, other, strength in (
        (0, 1, 0.2),
        (1, 2, 0.1),
        (3, 4, 0.4),
        (0, 3, 0.05),
        (2, 5, 0.03),
        (0, 7, 0.9),
    ):
        links[one, other] = links[other, one] = strength
    own = found(links)
    assert own.centrality == pytest.approx([10 * 0.08, 10 * 0.05, 10 * 0.03])
    assert own.density == pytest.approx([100 * 0.3 / 3, 100 * 0.4 / 2, 0])


def test_nothing_is_lost_and_every_link_counts_for_both_its_themes():
    links, own = linked(), found()
    pairs = [(i, j) for i in range(7) for j in range(i)]
    across = sum(links[i, j] for i, j in pairs if LABEL[i] != LABEL[j])
    within = sum(links[i, j] for i, j in pairs if LABEL[i] == LABEL[j])
    assert own.centrality.sum() == pytest.approx(2 * 10 * across)
    assert (own.density * np.bincount(LABEL[:7])).sum() == pytest.approx(100 * within)


def bibliometrix(links, n):
    """As ``thematicMap`` computes them: the upper triangle with its diagonal, theme by theme."""
    whole = np.triu(links + np.diag(1 / n))
    centrality, density = np.zeros(3), np.zeros(3)
    for i in range(7):
        for j in range(7):
            if whole[i, j] > 0 and LABEL[i] != LABEL[j]:
                centrality[LABEL[i]] += whole[i, j]
            elif whole[i, j] > 0:
                density[LABEL[i]] += whole[i, j] / np.sum(LABEL[i] == LABEL) * 100
    return centrality, density


def test_bibliometrix_differs_as_the_docstring_says():
    links, n = linked(), np.arange(3.0, 11.0)
    centrality, density = bibliometrix(links, n)
    own = found(links)
    assert own.centrality.sum() == pytest.approx(20 * centrality.sum())
    assert (own.centrality / 10 != pytest.approx(centrality)) is True
    links_to_itself = [100 * (1 / n[one == LABEL]).mean() for one in range(3)]
    assert density - links_to_itself == pytest.approx(own.density)


def test_ranks_are_from_the_lowest_and_ties_share():
    assert ranked(np.array([0.3, 0.1, 0.1 + 1e-15, 0.9])).tolist() == [3, 1.5, 1.5, 4]


def test_quadrants_are_above_the_medians():
    four = Positions(np.array([1.0, 2, 3, 4]), np.array([1.0, 3, 2, 4]))
    names = quadrant_names(four.quadrant)
    assert names == ["emerging_or_declining", "niche", "basic", "motor"]
    assert quadrant_names(four.quadrant[:3]) == [None] * 3
    assert above_median(np.array([2.0, 2, 2, 4])).tolist() == [False] * 3 + [True]
    assert above_median(np.array([1.0, 2, 3])).tolist() == [False, False, True]
