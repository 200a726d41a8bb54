"""Vectors of words from what occurs with what: PPMI, its singular value decomposition, cosines."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from corpus.arrays import Floats


def ppmi(n: Any, *, smoothing: float = 1.0) -> sparse.csr_array:
    """Positive pointwise mutual information of words and what they occur with.

    With n occurrences of a word in a context and N in all, ``n_w`` those of the word and ``n_c``
    those of the context, ``PPMI = max(0, ln(n S / (n_w n_c^a)))``, where a is the smoothing and
    ``S = Σ n_c^a``. At 1 this is the usual one; 0.75 makes rare contexts count for less (Levy,
    Goldberg and Dagan 2015).

    Args:
        n: counts, a sparse matrix of words by contexts.
        smoothing: the exponent of the contexts' counts.

    Example:
        >>> from scipy import sparse
        >>> from analysis.vectors import ppmi
        >>> ppmi(sparse.csr_array([[4, 0], [1, 3]])).toarray().round(3).tolist()
        [[0.47, 0.0], [0.0, 0.693]]
    """
    at = n.tocoo()
    rows = np.asarray(n.sum(axis=1)).ravel()
    if smoothing == 1:
        columns, total = np.asarray(n.sum(axis=0)).ravel(), n.sum()
    else:
        columns = np.asarray(n.sum(axis=0)).ravel() ** smoothing
        total = columns.sum()
    value = np.log(at.data * total / (rows[at.row] * columns[at.col]))
    kept = value > 0
    return sparse.csr_array((value[kept], (at.row[kept], at.col[kept])), shape=n.shape)


def decomposed(
    matrix: Any,
    dimensions: int,
    *,
    weighting: float = 0.5,
    seed: int = 1,
    rounds: int | Literal["auto"] = "auto",
) -> Floats:
    """The rows of ``U S^w`` of the matrix's largest singular values, one row per word.

    Args:
        matrix: of words by contexts, such as from ``ppmi``.
        dimensions: how many singular values.
        weighting: w, the exponent of the singular values: 1, 0.5 or 0 (Levy, Goldberg and Dagan
            2015).
        seed: of the decomposition, which is randomised (Halko, Martinsson and Tropp 2011).
        rounds: of power iteration.

    Example:
        >>> from scipy import sparse
        >>> from analysis.vectors import decomposed
        >>> abs(decomposed(sparse.csr_array([[4.0, 0], [0, 1.0]]), 1)).round(3).tolist()
        [[2.0], [0.0]]
    """
    u, s, _ = randomized_svd(matrix, n_components=dimensions, n_iter=rounds, random_state=seed)
    return np.asarray(u * s**weighting)


def unit_rows(vectors: Floats) -> Floats:
    """The vectors at length 1, so that products are cosines; one of zeros stays.

    Args:
        vectors: one row per word.

    Example:
        >>> import numpy as np
        >>> from analysis.vectors import unit_rows
        >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
        [[0.6, 0.8], [0.0, 0.0]]
    """
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
