"""TF-IDF: which terms distinguish a unit from the others."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfTransformer

from analysis.checks import check_counts
from analysis.counts import document_term
from corpus.arrays import Floats, Ints

Variant = Literal["smooth", "unsmoothed", "sublinear", "textbook", "c_tf_idf"]
Norm = Literal["l2", "l1"] | None


def tf_idf(
    counts: pd.DataFrame,
    variant: Variant = "smooth",
    *,
    background: pd.DataFrame | None = None,
    norm: Norm = "l2",
) -> pd.DataFrame:
    """The TF-IDF weight of each term in each unit.

    With N units, tf the count of a term in a unit and df the number of units that contain it:

    - ``smooth``: ``tf * (ln((1 + N) / (1 + df)) + 1)``, scikit-learn's default;
    - ``unsmoothed``: ``tf * (ln(N / df) + 1)``, scikit-learn's with ``smooth_idf=False``;
    - ``sublinear``: ``(1 + ln(tf)) * (ln((1 + N) / (1 + df)) + 1)``, scikit-learn's with
      ``sublinear_tf=True``;
    - ``textbook``: ``tf * ln((1 + N) / (1 + df))``, with one more unit that has every term, so that
      a term that the background lacks has a weight too;
    - ``c_tf_idf``: ``tf / L * ln(1 + A / f)``, L the unit's tokens, A the mean of L over the units,
      f the term's count in all of them (Grootendorst 2022); not normalised. BERTopic's own code
      rounds A down. It is tested against the formula alone, computed by hand.

    The textbook's ``tf * ln(N / df)`` (Spärck Jones 1972; Manning, Raghavan and Schütze 2008, 6.2)
    is 0 for a term that occurs in every unit, and so are R's tm and tidytext and gensim's default;
    scikit-learn's forms add 1, so that such a term keeps some weight. Empty units count in N.

    With a background, N and df are those of its units: what is common there (建设, 推进, 发展)
    weighs little, however few the units compared are. With ``textbook`` it cannot lead; with the
    forms that add 1 it still can, through its frequency alone.

    Args:
        counts: unit, term, n.
        variant: the formula.
        background: unit, term, n of the texts that say what is common, such as the passages of the
            State Council reports; None for the units themselves.
        norm: each unit's weights are divided by their Euclidean (``l2``) or absolute (``l1``)
            length, so that long units weigh no more than short ones; None for no normalisation. It
            has no effect on ``c_tf_idf``.

    Returns:
        One row per unit and term that occurs in it: unit, term, n, df (of the background, where one
        is given), tf_idf; within a unit the greatest weight first, then by term.

    Raises:
        ValueError: if the counts are not valid, the variant or the norm is unknown, or a background
            is given to ``c_tf_idf``, or to ``unsmoothed`` and lacks a term.

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
    matrix.sort_indices()
    at = matrix.tocoo()
    n_units, df = _frequencies(matrix, terms, background, variant)
    if variant == "c_tf_idf":
        weights = _class_based(matrix)
    else:
        weights = _of_documents(matrix, _idf(n_units, df, variant), variant, norm)
    order = np.lexsort((at.col, -weights, at.row))
    row, column = at.row[order], at.col[order]
    return pd.DataFrame(
        {
            "unit": units[row],
            "term": terms[column],
            "n": at.data[order],
            "df": df[column],
            "tf_idf": weights[order],
        }
    )


def _frequencies(
    matrix: Any, terms: Any, background: pd.DataFrame | None, variant: Variant
) -> tuple[int, Ints]:
    """The number of units, and of those with each term, here or in the background."""
    if background is None:
        counted = np.bincount(matrix.tocoo().col, minlength=len(terms))
        return matrix.shape[0], counted.astype(np.int64)
    if variant == "c_tf_idf":
        raise ValueError("c_tf_idf weighs the units against each other; choose another variant")
    check_counts(background)
    there = background[background["n"] > 0].groupby("term")["unit"].nunique()
    df = np.asarray(there.reindex(terms).fillna(0), dtype=np.int64)
    if variant == "unsmoothed" and not df.all():
        missing = terms[df == 0][0]
        raise ValueError(f"the background lacks {missing!r}; choose smooth or textbook")
    return int(background["unit"].nunique()), df


def _idf(n_units: int, df: Ints, variant: Variant) -> Floats:
    if variant == "unsmoothed":
        return np.log(n_units / df) + 1
    smooth = np.log((1 + n_units) / (1 + df))
    return smooth if variant == "textbook" else smooth + 1


def _of_documents(matrix: Any, idf: Floats, variant: Variant, norm: Norm) -> Floats:
    """scikit-learn's weights of the pairs in the matrix, in its order."""
    transformer = TfidfTransformer(norm=norm, sublinear_tf=variant == "sublinear")
    transformer.idf_ = idf
    weighted = transformer.transform(matrix)
    weighted.sort_indices()
    return np.asarray(weighted.data)


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
          textbook    0.85
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
