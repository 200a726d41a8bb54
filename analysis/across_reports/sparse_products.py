"""Products of rows of sparse matrices, for many pairs of rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from corpus.arrays import Floats, Ints


def products(a: Any, b: Any, left: Ints, right: Ints) -> Floats:
    """The product ``a[left] · b[right]`` of each pair of rows.

    Args:
        a: a sparse matrix by row.
        b: another with the same columns.
        left: rows of ``a``, in any order, also repeatedly.
        right: as many rows of ``b``.
    """
    found, dense = np.empty(len(left)), np.zeros(b.shape[1])
    for row, at in row_groups(right):
        here = slice(b.indptr[row], b.indptr[row + 1])
        dense[b.indices[here]] = b.data[here]
        found[at] = a[left[at]] @ dense
        dense[b.indices[here]] = 0
    return found


def row_groups(rows: Ints) -> Iterator[tuple[int, Ints]]:
    """Each value, in order, and where it occurs."""
    order = np.argsort(rows, kind="stable")
    values, first = np.unique(rows[order], return_index=True)
    yield from zip(values.tolist(), np.split(order, first[1:]), strict=False)


def ranges(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The numbers from each start to before its end, in succession, and the range of each."""
    sizes = ends - starts
    which = np.repeat(np.arange(len(starts)), sizes)
    within = np.arange(len(which)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return starts[which] + within, which
