"""Vectors of words from what occurs together: PPMI and a singular value decomposition."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.counts import of_kinds, term_matrix, unit_codes, unit_columns
from analysis.vectors import decomposed, ppmi
from corpus.schema import WORD_KINDS, check_columns


def ppmi_vectors(
    tokens: pd.DataFrame,
    *,
    by: str = "paragraph",
    dimensions: int = 100,
    min_count: int = 5,
    kinds: Collection[str] | None = WORD_KINDS,
    seed: int = 1,
) -> pd.DataFrame:
    """Vectors of words, such that words of the same paragraphs have similar vectors.

    With n occurrences of a term in a paragraph, N in all, and ``n_t`` and ``n_p`` the totals of
    term and paragraph, ``PPMI = max(0, ln(n N / (n_t n_p)))``; with its singular value
    decomposition ``U S V'``, the vectors are the rows of ``U √S`` (Levy, Goldberg and Dagan 2015,
    who take the words around a word in place of the paragraph).

    Args:
        tokens: one row per word: report_id, term, kind and the column of ``by``.
        by: what words occur together in: paragraph, sentence, or another column.
        dimensions: the length of the vectors; as many as the data give if they give fewer.
        min_count: terms that occur less often have no vector.
        kinds: the kinds of tokens counted; None for all.
        seed: of the decomposition, which is randomised (Halko, Martinsson and Tropp 2011).

    Returns:
        One row per term (the index), one column per dimension.

    Raises:
        ValueError: if a column is missing, or fewer than 3 terms or places remain.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import ppmi_vectors
        >>> from corpus.store import read_table
        >>> vectors = ppmi_vectors(read_table(open_corpus(), "tokens"), dimensions=20)
        >>> vectors.loc[["教育", "企业"]].shape
        (2, 20)
    """
    columns = unit_columns(tokens, by)
    check_columns(tokens, ["report_id", "term", *columns], "tokens")
    place, _ = unit_codes(tokens, columns)
    n, terms = term_matrix(np.asarray(place), tokens, of_kinds(tokens, kinds))
    n = n.T.tocsr().astype(float)
    often = np.asarray(n.sum(axis=1)).ravel() >= min_count
    n, terms = n[often], terms[often]
    if min(n.shape) < 3:
        raise ValueError(
            f"{n.shape[0]} terms occur {min_count} times or more, in {n.shape[1]} places; "
            "PPMI vectors need 3 of each: give more text, or a smaller min_count"
        )
    kept = min(dimensions, min(n.shape) - 1)
    vectors = decomposed(ppmi(n), kept, seed=seed)
    return pd.DataFrame(vectors, index=pd.Index(terms, name="term"))
