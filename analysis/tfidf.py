"""TF-IDF: what a unit says that the others do not."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfTransformer

from analysis.counts import document_term
from corpus.arrays import Floats

Variant = Literal["smooth", "unsmoothed", "sublinear", "c_tf_idf"]
Norm = Literal["l2", "l1"] | None


def tf_idf(counts: pd.DataFrame, variant: Variant = "smooth", *, norm: Norm = "l2") -> pd.DataFrame:
    """The weight of each term in each unit.

    With N units, tf the count of a term in a unit and df the number of units it stands in:

    - ``smooth``: ``tf * (ln((1 + N) / (1 + df)) + 1)``, scikit-learn's default;
    - ``unsmoothed``: ``tf * (ln(N / df) + 1)``, scikit-learn's with ``smooth_idf=False``;
    - ``sublinear``: ``(1 + ln(tf)) * (ln((1 + N) / (1 + df)) + 1)``, scikit-learn's with
      ``sublinear_tf=True``;
    - ``c_tf_idf``: ``tf / L * ln(1 + A / f)``, L the unit's tokens, A the mean of L over the units,
      f the term's count in all of them (Grootendorst 2022); not normalised. BERTopic's own code
      rounds A down. The only reference is the formula, computed by hand.

    The textbook's ``tf * ln(N / df)`` (Spärck Jones 1972; Manning, Raghavan and Schütze 2008, 6.2)
    is 0 for a term that stands in every unit, and so are R's tm and tidytext and gensim's default;
    scikit-learn's forms add 1, so that such a term keeps weight. Empty units count in N.

    Args:
        counts: unit, term, n.
        variant: the formula.
        norm: each unit's weights are divided by their Euclidean (``l2``) or absolute (``l1``)
            length, so that long units weigh no more than short ones; None for none. Of no effect
            on ``c_tf_idf``.

    Returns:
        A row a unit and term that stands in it: unit, term, n, df, tf_idf; within a unit the
        greatest weight first, then by term.

    Raises:
        ValueError: where the counts are no counts, or the variant or the norm is unknown.
    """
    if variant not in get_args(Variant):
        raise ValueError(f"there is no TF-IDF variant {variant!r}")
    if norm not in ("l2", "l1", None):
        raise ValueError(f"there is no norm {norm!r}; it is l2, l1 or None")
    matrix, units, terms = document_term(counts)
    weights = (
        _class_based(matrix) if variant == "c_tf_idf" else _of_documents(matrix, variant, norm)
    )
    at = matrix.tocoo()
    order = np.lexsort((at.col, -weights, at.row))
    row, column = at.row[order], at.col[order]
    df = np.bincount(at.col, minlength=len(terms))
    return pd.DataFrame(
        {
            "unit": units[row],
            "term": terms[column],
            "n": at.data[order],
            "df": df[column],
            "tf_idf": weights[order],
        }
    )


def _of_documents(matrix: Any, variant: Variant, norm: Norm) -> Floats:
    """scikit-learn's weights of the pairs that stand in the matrix, in its order."""
    transformer = TfidfTransformer(
        norm=norm, smooth_idf=variant != "unsmoothed", sublinear_tf=variant == "sublinear"
    )
    return np.asarray(transformer.fit_transform(matrix).data)


def _class_based(matrix: Any) -> Floats:
    length = np.asarray(matrix.sum(axis=1)).ravel()
    idf = np.log1p(length.mean() / np.asarray(matrix.sum(axis=0)).ravel())
    at = matrix.tocoo()
    return np.asarray(at.data / length[at.row] * idf[at.col])


def variant_agreement(counts: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """How much the lists of first terms depend on the formula.

    Args:
        counts: unit, term, n.
        top: how many terms of each unit are in a list.

    Returns:
        A row a variant, a column a variant: the overlap (Jaccard) of the two lists of units and
        terms; 1 is the same lists.
    """
    variants: tuple[Variant, ...] = get_args(Variant)
    lists = {one: _first_terms(tf_idf(counts, one), top) for one in variants}
    overlap = [
        [len(lists[a] & lists[b]) / len(lists[a] | lists[b]) for b in variants] for a in variants
    ]
    table = pd.DataFrame(overlap, columns=list(variants))
    table.insert(0, "variant", variants)
    return table


def _first_terms(weights: pd.DataFrame, top: int) -> set[tuple[object, str]]:
    first = weights.groupby("unit", sort=False).head(top)
    return set(zip(first["unit"], first["term"], strict=True))
