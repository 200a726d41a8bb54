"""TF-IDF: which terms distinguish a unit from the others."""

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
    """The TF-IDF weight of each term in each unit.

    With N units, tf the count of a term in a unit and df the number of units that contain it:

    - ``smooth``: ``tf * (ln((1 + N) / (1 + df)) + 1)``, scikit-learn's default;
    - ``unsmoothed``: ``tf * (ln(N / df) + 1)``, scikit-learn's with ``smooth_idf=False``;
    - ``sublinear``: ``(1 + ln(tf)) * (ln((1 + N) / (1 + df)) + 1)``, scikit-learn's with
      ``sublinear_tf=True``;
    - ``c_tf_idf``: ``tf / L * ln(1 + A / f)``, L the unit's tokens, A the mean of L over the units,
      f the term's count in all of them (Grootendorst 2022); not normalised. BERTopic's own code
      rounds A down. It is tested against the formula alone, computed by hand.

    The textbook's ``tf * ln(N / df)`` (Spärck Jones 1972; Manning, Raghavan and Schütze 2008, 6.2)
    is 0 for a term that occurs in every unit, and so are R's tm and tidytext and gensim's default;
    scikit-learn's forms add 1, so that such a term keeps some weight. Empty units count in N.

    Args:
        counts: unit, term, n.
        variant: the formula.
        norm: each unit's weights are divided by their Euclidean (``l2``) or absolute (``l1``)
            length, so that long units weigh no more than short ones; None for no normalisation. It
            has no effect on ``c_tf_idf``.

    Returns:
        One row per unit and term that occurs in it: unit, term, n, df, tf_idf; within a unit the
        greatest weight first, then by term.

    Raises:
        ValueError: if the counts are not valid, or the variant or the norm is unknown.

    Example:
        >>> import pandas as pd
        >>> from analysis import tf_idf
        >>> counts = pd.DataFrame({"unit": ["2017", "2017", "2018", "2018"], "n": [2, 2, 1, 3]})
        >>> counts["term"] = ["创新", "教育", "创新", "营商环境"]
        >>> print(tf_idf(counts).round(2).to_string(index=False))
        unit term  n  df  tf_idf
        2017   教育  2   1    0.81
        2017   创新  2   2    0.58
        2018 营商环境  3   1    0.97
        2018   创新  1   2    0.23
    """
    if variant not in get_args(Variant):
        raise ValueError(f"unknown variant {variant!r}; choose {', '.join(get_args(Variant))}")
    if norm not in ("l2", "l1", None):
        raise ValueError(f"unknown norm {norm!r}; choose l2, l1 or None")
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
    """scikit-learn's weights of the pairs in the matrix, in its order."""
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
    """How much the lists of top terms depend on the formula.

    Args:
        counts: unit, term, n.
        top: the number of top terms per unit.

    Returns:
        One row and one column per variant: the overlap (Jaccard) of their lists of units and terms;
        1 if the lists are the same.

    Raises:
        ValueError: if the counts are not valid.

    Example:
        >>> from analysis import count_terms, in_context, open_corpus, variant_agreement
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> placed = in_context(read_table(corpus, "mentions"), read_table(corpus, "paragraphs"))
        >>> table = variant_agreement(count_terms(placed, by="part"), top=10)
        >>> print(table[["variant", "smooth"]].round(2).to_string(index=False))
           variant  smooth
            smooth    1.00
        unsmoothed    1.00
         sublinear    0.88
          c_tf_idf    0.88
    """
    variants: tuple[Variant, ...] = get_args(Variant)
    lists = {one: _top_terms(tf_idf(counts, one), top) for one in variants}
    overlap = [
        [len(lists[a] & lists[b]) / len(lists[a] | lists[b]) for b in variants] for a in variants
    ]
    table = pd.DataFrame(overlap, columns=list(variants))
    table.insert(0, "variant", variants)
    return table


def _top_terms(weights: pd.DataFrame, top: int) -> set[tuple[object, str]]:
    first = weights.groupby("unit", sort=False).head(top)
    return set(zip(first["unit"], first["term"], strict=True))
