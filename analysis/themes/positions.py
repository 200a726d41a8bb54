"""Where themes stand: centrality, density, ranks and quadrants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.stats import rankdata

from corpus.arrays import Bools, Floats, Ints

Quadrant = Literal["motor", "basic", "niche", "emerging_or_declining"]
QUADRANTS = get_args(Quadrant)
LEAST_THEMES = 4  # fewer do not fill four quadrants
_DECIMALS = 12  # the last bits of a sum must not decide a rank


@dataclass(frozen=True)
class Positions:
    """Centrality and density of each theme, and their ranks (1 is the lowest, ties share)."""

    centrality: Floats
    density: Floats

    @property
    def ranks(self) -> tuple[Floats, Floats]:
        """The ranks of centrality and of density."""
        return ranked(self.centrality), ranked(self.density)

    @property
    def quadrant(self) -> Ints:
        """The place of each theme's quadrant in ``QUADRANTS``."""
        central, dense = (above_median(one) for one in self.ranks)
        return np.asarray(np.where(central, np.where(dense, 0, 1), np.where(dense, 2, 3)))


def ranked(values: Floats) -> Floats:
    """Ranks from 1, the lowest; those of ties are their mean."""
    return np.asarray(rankdata(np.round(values, _DECIMALS)), dtype=np.float64)


def above_median(ranks: Floats) -> Bools:
    """Which are above the median: half of them at most, also where many are tied."""
    return np.asarray(ranks > np.median(ranks), dtype=np.bool_)


def link_sums(linked: Floats, label: Ints) -> tuple[Floats, Floats]:
    """Of each term, the strength of its links within its theme, and to terms of other themes."""
    own = label >= 0
    same = (label[:, None] == label) & own[:, None]
    across = own[:, None] & own & ~same
    return (linked * same).sum(axis=1), (linked * across).sum(axis=1)


def positions(inside: Floats, outside: Floats, label: Ints) -> Positions:
    """Callon's measures of themes 0, 1 …, from the sums of their terms; -1 is no theme.

    Centrality is ``10 Σ e_kh``, k in the theme and h in another one, and density ``100 Σ e_ij / w``
    over the pairs of its w terms, each pair once.
    """
    own = label >= 0
    many = int(label.max()) + 1
    sums = [np.bincount(label[own], one[own], many).astype(np.float64) for one in (inside, outside)]
    terms = np.bincount(label[own], minlength=many)
    return Positions(10 * sums[1], 100 * sums[0] / 2 / terms)


def quadrant_names(found: Ints) -> list[str | None]:
    """The names of quadrants; none where themes are too few to fill four."""
    if len(found) < LEAST_THEMES:
        return [None] * len(found)
    return [QUADRANTS[int(one)] for one in found]
