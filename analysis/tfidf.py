"""TF-IDF: what a unit says that the others do not."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfTransformer

from analysis.counts import document_term

Variant = Literal["smooth", "unsmoothed", "sublinear", "c_tf_idf"]
Norm = Literal["l2", "l1"] | None


def tf_idf(counts: pd.DataFrame, variant: Variant = "smooth", *, norm: Norm = "l2") -> pd.DataFrame:
    """The weight of each term in each unit.

    With N units, tf the count of a term in a unit and df the number of units it stands in:

    - ``smooth``: ``tf * (ln((1 + N) / (1 + df)) + 1)``, scikit-learn's default;
    - ``unsmoothed``: ``tf * (ln(N / df) + 1)``;
    - ``sublinear``: ``(1 + ln(tf)) * (ln((1 + N) / (1 + df)) + 1)``;
    - ``c_tf_idf``: ``tf / L * ln(1 + A / f)``, L the unit's tokens, A the mean of L over the units,
      f the term's count in all of them (Grootendorst 2022); not normalised. BERTopic's own code
      rounds A down.

    The textbook's ``tf * ln(N / df)`` is 0 for a term that stands in every unit; scikit-learn's
    forms add 1, so that such a term keeps weight.

    Args:
        counts: unit, term, n.
        variant: the formula.
        norm: each unit's weights are divided by their Euclidean (``l2``) or absolute (``l1``)
            length, so that long units weigh no more than short ones; None for none.

    Returns:
        A row a unit and term that stands in it: unit, term, n, df, tf_idf; within a unit the
        greatest weight first, then by term.

    Raises:
        ValueError: where the counts are no counts, or the variant is unknown.
    """
    matrix, units, terms = document_term(counts)
    if variant == "c_tf_idf":
        length = np.asarray(matrix.sum(axis=1)).ravel()
        total = np.asarray(matrix.sum(axis=0)).ravel()
        idf = np.log1p(length.mean() / total)
        inverse = np.divide(1, length, out=np.zeros(len(length)), where=length > 0)
        weights = matrix.multiply(inverse[:, None]).multiply(idf[None, :]).tocsr()
    elif variant in ("smooth", "unsmoothed", "sublinear"):
        smooth, sublinear = variant != "unsmoothed", variant == "sublinear"
        transformer = TfidfTransformer(norm=norm, smooth_idf=smooth, sublinear_tf=sublinear)
        weights = transformer.fit_transform(matrix)
    else:
        raise ValueError(f"there is no TF-IDF variant {variant!r}")
    at = weights.tocoo()
    table = pd.DataFrame({"unit": units[at.row], "term": terms[at.col], "tf_idf": at.data})
    table = table.merge(counts[["unit", "term", "n"]], on=["unit", "term"], validate="one_to_one")
    table["df"] = table.groupby("term")["unit"].transform("size")
    table = table[["unit", "term", "n", "df", "tf_idf"]]
    order = ["unit", "tf_idf", "term"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)


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
    overlap = [[len(lists[a] & lists[b]) / len(lists[a] | lists[b]) for b in variants]
               for a in variants]  # fmt: skip
    table = pd.DataFrame(overlap, columns=list(variants))
    table.insert(0, "variant", variants)
    return table


def _first_terms(weights: pd.DataFrame, top: int) -> set[tuple[object, str]]:
    first = weights.groupby("unit", sort=False).head(top)
    return set(zip(first["unit"], first["term"], strict=True))
