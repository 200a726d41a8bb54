"""Blocks of text as matrices: counts, sizes and sides, checked before use."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from corpus.arrays import Bools, Floats


def as_matrix(n: Any) -> Any:
    """Counts as a sparse matrix by column; anything but a table or matrix is returned as it is."""
    if not sparse.issparse(n):
        n = np.asarray(n, dtype=float)
        if n.ndim != 2:
            return n
    return sparse.csc_array(n, dtype=float)


def names_of(n: Any) -> pd.Index | None:
    """The names of the terms if the counts are a table, else None."""
    return pd.Index(n.columns) if isinstance(n, pd.DataFrame) else None


def without_empty(x: Any, m: Floats) -> tuple[Any, Floats]:
    """Counts and sizes, checked, without the blocks that have neither words nor occurrences."""
    check_not_negative(x, m)
    spoken = m > 0
    spoken[x.indices[x.data > 0]] = True
    return (x, m) if spoken.all() else (x[spoken], m[spoken])


def check_not_negative(x: Any, m: Floats) -> None:
    """Raises ValueError if a count or a size is negative, infinite or missing."""
    for name, values in (("counts", x.data), ("sizes", m)):
        wrong = ~np.isfinite(values) | (values < 0)
        if wrong.any():
            raise ValueError(
                f"the {name} of the blocks include {values[wrong][0]:g}; "
                "they must be finite and 0 or more"
            )


def check_confidence(confidence: float) -> None:
    """Raises ValueError if the confidence level is not between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}; it must lie between 0 and 1")


def two_sides(n: Any, size: ArrayLike, is_target: ArrayLike) -> tuple[Any, Floats, Bools]:
    """Counts, sizes and sides, checked, without the blocks that have no words."""
    x, m = as_matrix(n), np.asarray(size, dtype=float)
    target = np.asarray(is_target, dtype=bool)
    if x.ndim != 2 or m.shape != (x.shape[0],) or target.shape != (x.shape[0],):
        raise ValueError(
            f"counts have the shape {x.shape}, sizes {m.shape}, is_target {target.shape}; "
            "they must be (blocks, terms), (blocks,) and (blocks,)"
        )
    check_not_negative(x, m)
    spoken = m > 0
    if x[~spoken].sum() > 0:
        raise ValueError("a block of size 0 has a count; give the number of words in each block")
    x, m, target = (x, m, target) if spoken.all() else (x[spoken], m[spoken], target[spoken])
    if target.all() or not target.any():
        raise ValueError(
            "all blocks are on one side; is_target must be true of some blocks and false of others"
        )
    return x, m, target
