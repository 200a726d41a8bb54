"""Communities of linked nodes that do not depend on chance or on the order of rows."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from corpus.arrays import Floats, Ints

_ROUNDS = 50  # of refinement; on real networks two or three are enough
_TIE = 1e-12  # gains that differ by less are the same, on every machine


def communities(weights: Floats, *, resolution: float = 1.0) -> Ints:
    """The community of each node, numbered by its first node, by the Louvain method.

    Nodes are visited in a fixed order, the most strongly linked first and ties by their place, and
    a tie between communities goes to the one with the lowest number, so that nothing is left to
    chance. Beyond Blondel and others (2008), single nodes are moved again once communities have
    been joined (refinement; Rotta and Noack 2011), and a community that falls apart into pieces
    without a link is divided.

    Args:
        weights: symmetric, 0 or more, with nothing on the diagonal.
        resolution: more than 1 for smaller communities.
    """
    total = weights.sum()
    if total == 0:
        return np.arange(len(weights), dtype=np.int64)
    scaled = weights / total
    label = np.arange(len(weights), dtype=np.int64)
    for _ in range(_ROUNDS):
        before = label
        label = _joined(scaled, _moved(scaled, before, resolution), resolution)
        if np.array_equal(label, before):
            break
    return _connected(scaled, label)


def modularity(weights: Floats, label: Ints, *, resolution: float = 1.0) -> float:
    """How much more weight lies within communities than by chance (Newman and Girvan 2004).

    ``Q = Σ_c (w_c / w − resolution (k_c / w)²)``, with w_c the weight within a community, k_c that
    of the links of its nodes, both counted from each end, and w the sum of the matrix.

    Args:
        weights: symmetric, 0 or more.
        label: the community of each node, from 0.
        resolution: the weight of what is expected by chance.

    Returns:
        Q; 0 if there are no links.

    Example:
        >>> import numpy as np
        >>> from analysis.themes import modularity
        >>> two_pairs = np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1.0], [0, 0, 1, 0]])
        >>> modularity(two_pairs, np.array([0, 0, 1, 1]))
        0.5
    """
    if not weights.any():
        return 0.0
    merged = _merged(weights, _renumbered(label))
    share = merged.sum(axis=1) / merged.sum()
    return float(np.trace(merged) / merged.sum() - resolution * (share**2).sum())


def _moved(weights: Floats, label: Ints, resolution: float) -> Ints:
    """Nodes moved to the community where they add most, until no move adds anything."""
    label, degree = label.copy(), weights.sum(axis=1)
    sums = np.bincount(label, weights=degree, minlength=len(label))
    order = np.argsort(-np.round(degree / _TIE) * _TIE, kind="stable")
    rest = weights.copy()
    np.fill_diagonal(rest, 0)
    moving = True
    while moving:
        moving = False
        for node in order:
            own, k = label[node], degree[node]
            sums[own] -= k
            into = np.bincount(label, weights=rest[node], minlength=len(label))
            gain = np.where(into > 0, into - resolution * k * sums, -np.inf)
            best = int(np.flatnonzero(gain >= gain.max() - _TIE)[0])
            if gain[best] > into[own] - resolution * k * sums[own] + _TIE:
                label[node], moving = best, True
            sums[label[node]] += k
    return label


def _joined(weights: Floats, label: Ints, resolution: float) -> Ints:
    """Whole communities joined as long as that adds anything."""
    label = _renumbered(label)
    while True:
        merged = _merged(weights, label)
        again = _renumbered(_moved(merged, np.arange(len(merged)), resolution))
        if again.max() + 1 == len(merged):
            return label
        label = _renumbered(again[label])


def _merged(weights: Floats, label: Ints) -> Floats:
    """The weights between communities, and within each on the diagonal."""
    many = int(label.max()) + 1
    pair = (label[:, None] * many + label).ravel()
    sums = np.bincount(pair, weights=weights.ravel(), minlength=many * many)
    return np.asarray(sums, dtype=np.float64).reshape(many, many)


def _renumbered(label: Ints) -> Ints:
    """Communities numbered in the order of their first nodes."""
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[inverse], dtype=np.int64)


def _connected(weights: Floats, label: Ints) -> Ints:
    """Each community divided into its connected pieces."""
    within = sparse.csr_array(np.where(label[:, None] == label, weights, 0))
    _, piece = connected_components(within, directed=False)
    return _renumbered(np.asarray(piece, dtype=np.int64))
