"""How far themes and their positions depend on which reports happen to be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from analysis.themes.communities import communities
from analysis.themes.occurrence import MIN_CLUSTERS, Occurrence
from analysis.themes.positions import Positions, link_sums, positions
from corpus.arrays import Floats, Ints

STABLE = 0.6
_LIMITS = (2.5, 97.5)
Linked = Callable[[Floats | None], Floats]  # the strengths of all links, clusters weighted


@dataclass(frozen=True)
class Stability:
    """What bootstraps say of each theme; nothing but missing values without any.

    Attributes:
        stability: the mean overlap (Jaccard) of its terms with the most alike community.
        by_chance: the same where the terms of each bootstrap's communities are exchanged.
        limits: the 2.5% and 97.5% quantiles of the ranks of centrality and density, by name.
        in_quadrant: the share of bootstraps in which it is in the same quadrant.
    """

    stability: Floats
    by_chance: Floats
    limits: dict[str, Floats]
    in_quadrant: Floats


def spread(
    found: Occurrence, linked: Linked, label: Ints, *, resolution: float, draws: int, seed: int
) -> Stability:
    """The themes of as many draws of clusters, with replacement, compared with those found."""
    enough = found.clusters >= MIN_CLUSTERS
    rng = np.random.default_rng(seed)
    overlap, chance, places = [], [], []
    for weights in _draws(found.clusters, draws if enough else 0, rng):
        strengths = linked(weights)
        again = communities(strengths, resolution=resolution)
        overlap.append(best_overlap(label, again))
        chance.append(best_overlap(label, rng.permutation(again)))
        places.append(positions(*link_sums(strengths, label), label))
    return _summary(overlap, chance, places, _of_all(linked, label))


def _of_all(linked: Linked, label: Ints) -> Positions:
    return positions(*link_sums(linked(None), label), label)


def _draws(clusters: int, draws: int, rng: np.random.Generator) -> Iterator[Floats]:
    """How many times each cluster is drawn."""
    for _ in range(draws):
        drawn = rng.integers(0, clusters, clusters)
        yield np.bincount(drawn, minlength=clusters).astype(np.float64)


def best_overlap(label: Ints, other: Ints) -> Floats:
    """The overlap |A ∩ B| / |A ∪ B| of each theme 0, 1 … with the most alike community."""
    own = label >= 0
    shape = (int(label.max()) + 1, int(other.max()) + 1)
    both = np.bincount(label[own] * shape[1] + other[own], minlength=shape[0] * shape[1])
    both = both.reshape(shape)
    size = np.bincount(label[own], minlength=shape[0])[:, None]
    found = both / (size + np.bincount(other, minlength=shape[1]) - both)
    return np.asarray(found.max(axis=1), dtype=np.float64)


def _summary(
    overlap: list[Floats], chance: list[Floats], places: list[Positions], own: Positions
) -> Stability:
    many = len(own.centrality)
    if not places:
        missing = np.full(many, np.nan)
        return Stability(
            missing, missing, {name: np.full((2, many), np.nan) for name in _NAMES}, missing
        )
    limits = {
        name: np.percentile([one.ranks[at] for one in places], _LIMITS, axis=0)
        for at, name in enumerate(_NAMES)
    }
    same = np.mean([one.quadrant == own.quadrant for one in places], axis=0)
    return Stability(np.mean(overlap, axis=0), np.mean(chance, axis=0), limits, same)


_NAMES = ("centrality_rank", "density_rank")
