"""How evenly a term is spread over the parts of a text, or how far it is concentrated in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.counts import document_term
from corpus.arrays import Floats
from corpus.schema import check_columns

COLUMNS = (
    "term",
    "n",
    "range",
    "dp",
    "dp_norm",
    "dp_egbert",
    "juilland_d",
    "carroll_d2",
    "rosengren_s",
    "top_unit",
    "top_share",
    "parts",
    "reason",
)


def dispersion(
    counts: pd.DataFrame, sizes: Mapping[str, float] | pd.Series | None = None
) -> pd.DataFrame:
    """How evenly each term is spread over the parts.

    With v_i the count in part i, m_i its size, f = Σ v_i, s_i = m_i / Σ m_j, r_i = v_i / m_i, and N
    the number of parts that have words (an empty part changes nothing). A part of ``sizes`` in
    which nothing was counted is a part like the others:

    - range: the number of parts with v_i > 0.
    - dp: ½ Σ |v_i / f − s_i|; 0 is as even as possible, near 1 is in one small part (Gries 2008).
    - dp_norm: dp / (1 − min s_i) (Lijffijt and Gries 2012). dp_egbert: 1 − dp / (1 − min s_i over
      the parts that have the term), so that 1 is even and 0 is in one part (Egbert, Burch and Biber
      2020).
    - juilland_d: 1 − V / √(N − 1), V the population standard deviation of r_i over their mean; 1 is
      even (Juilland and Chang-Rodríguez 1964, with rates instead of counts, as parts differ).
    - carroll_d2: the entropy of r_i / Σ r_j over log N; 1 is even (Carroll 1970, with rates).
    - rosengren_s: (Σ √(s_i v_i))² / f; 1 is even (Rosengren 1971, for unequal parts).
    - top_unit, top_share: the part that contains the term most often, and its share of f: near 1 if
      the term is repeated in one paragraph.

    Args:
        counts: unit, term, n, as from ``count_terms``; the units are the parts.
        sizes: the number of words in each part, also of those in which nothing was counted; by
            default the sums of the counts, which omit whatever was not counted, such as stop words,
            and any part without a counted term.

    Returns:
        One row per term, the most frequent first, then by code point: the columns above with term,
        n (f), parts (N) and reason (why values are missing, or "").

    Raises:
        ValueError: if the counts are not valid, or a part has no size, two, one below its counts,
            or one that is no number of words.

    Example:
        >>> import pandas as pd
        >>> from analysis.dispersion import dispersion
        >>> rows = [("p1", "创新", 2), ("p2", "创新", 2), ("p3", "创新", 2), ("p1", "教育", 3)]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> table = dispersion(counts, sizes={"p1": 50, "p2": 50, "p3": 50}).round(2)
        >>> print(table[["term", "n", "range", "dp_norm", "top_share"]].to_string(index=False))
        term  n  range  dp_norm  top_share
          创新  6      3      0.0       0.33
          教育  3      1      1.0       1.00
    """
    matrix, units, terms = document_term(counts)
    if sizes is None:
        size = np.asarray(matrix.sum(axis=1), dtype=float).ravel()
    else:
        matrix, units, size = _sized(matrix, units, pd.Series(sizes, dtype=float))
    spoken = size > 0
    table = pd.DataFrame({"term": terms, "n": np.asarray(matrix.sum(axis=0)).ravel()})
    parts = sparse.csc_matrix(matrix[np.flatnonzero(spoken)], dtype=float)
    for name, column in _measures(parts, size[spoken]).items():
        table[name] = column
    table["top_unit"], table["top_share"] = _top(parts, units[spoken], table["n"].to_numpy(float))
    table["parts"] = int(spoken.sum())
    table["reason"] = "" if spoken.sum() > 1 else "one part only; dispersion requires 2"
    order = table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)
    return order[list(COLUMNS)]


def _sized(
    matrix: sparse.csr_matrix, units: pd.Index, sizes: pd.Series
) -> tuple[sparse.csr_matrix, pd.Index, Floats]:
    """The counts with an empty row for each part that has a size only, and all sizes."""
    _check_sizes(units, sizes)
    others = sizes.index.difference(units, sort=False)
    every = units.append(others)
    counted = np.asarray(matrix.sum(axis=1), dtype=float).ravel()
    size = sizes.reindex(every).to_numpy(dtype=float)
    if (size[: len(units)] < counted).any():
        at = int(np.argmax(size[: len(units)] < counted))
        raise ValueError(
            f"the size of unit {units[at]!r} ({size[at]:g}) is below the sum of its counts"
        )
    matrix = matrix.copy()
    matrix.resize((len(every), matrix.shape[1]))
    return matrix, every, size


def _check_sizes(units: pd.Index, sizes: pd.Series) -> None:
    missing = ~units.isin(sizes.index)
    if missing.any():
        raise ValueError(f"sizes has no unit {units[missing][0]!r}")
    if sizes.index.has_duplicates:
        raise ValueError(f"sizes has unit {sizes.index[sizes.index.duplicated()][0]!r} twice")
    wrong = ~(np.isfinite(sizes) & (sizes >= 0)).to_numpy()
    if wrong.any():
        raise ValueError(
            f"the size of unit {sizes.index[wrong][0]!r} is {sizes[wrong].iloc[0]:g}; it must be a "
            "number of words, 0 or more"
        )


def _measures(parts: sparse.csc_matrix, size: Floats) -> dict[str, NDArray[Any]]:
    """Each measure of each term; all but the range are NaN if there is only one part."""
    column = np.repeat(np.arange(parts.shape[1]), np.diff(parts.indptr))
    at, v, n_terms = parts.indices, parts.data, parts.shape[1]

    def summed(values: Floats) -> Floats:
        return np.asarray(np.bincount(column, weights=values, minlength=n_terms), dtype=float)

    share = (size / size.sum())[at]
    f = np.asarray(parts.sum(axis=0)).ravel()
    # Where v_i is 0, |v_i / f − s_i| is s_i: these add up to 1 less the s_i of parts with the term.
    dp = (summed(np.abs(v / f[column] - share) - share) + 1) / 2
    least = np.full(n_terms, np.inf)
    np.minimum.at(least, column, share)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {
            "dp": dp,
            "dp_norm": dp / (1 - (size / size.sum()).min()),
            "dp_egbert": 1 - dp / (1 - least),
            **_evenness(v / size[at], column, len(size), summed),
            "rosengren_s": summed(np.sqrt(share * v)) ** 2 / f,
        }
    if len(size) < 2:
        found = {name: np.full(n_terms, np.nan) for name in found}
    return {"range": np.bincount(column, minlength=n_terms), **found}


def _evenness(
    rate: Floats, column: NDArray[Any], n_parts: int, summed: Callable[[Floats], Floats]
) -> dict[str, Floats]:
    """The measures of the rates; parts without the term have a rate of 0 and are not listed."""
    absent = n_parts - summed(np.ones(len(rate)))
    mean = summed(rate) / n_parts
    variance = (summed((rate - mean[column]) ** 2) + absent * mean**2) / n_parts
    part_of_rates = rate / (mean * n_parts)[column]
    return {
        "juilland_d": 1 - np.sqrt(variance) / mean / np.sqrt(n_parts - 1),
        "carroll_d2": -summed(part_of_rates * np.log(part_of_rates)) / np.log(n_parts),
    }


def _top(parts: sparse.csc_matrix, units: pd.Index, f: Floats) -> tuple[list[str], Floats]:
    """The part that contains each term most often, the first of several, and its share."""
    at = np.asarray(parts.argmax(axis=0)).ravel()
    most = np.asarray(parts.max(axis=0).todense()).ravel()
    return list(units[at]), most / f


def average_reduced_frequency(tokens: pd.DataFrame, *, by: str = "term") -> pd.DataFrame:
    """The frequency of each term, discounted for repetitions close together.

    ARF = (1 / v) Σ min(d_i, v), where v = N / f, N the number of tokens, f the term's count, and
    d_i the distance from each occurrence to the next, and from the last on round to the first
    (Savický and Hlaváčová 2002). It is f if the term is spread evenly, and near 1 if all its
    occurrences are in one place.

    Args:
        tokens: one row per word, in the order of the text.
        by: the column of the term.

    Returns:
        One row per term, the highest first, then by code point: term, n, arf.

    Raises:
        ValueError: if the column is missing or there are no tokens.

    Example:
        >>> import pandas as pd
        >>> from analysis import average_reduced_frequency
        >>> words = pd.DataFrame({"term": ["创新", "教育", "教育", "改革", "创新", "就业"]})
        >>> print(average_reduced_frequency(words).head(2).round(1).to_string(index=False))
        term  n  arf
          创新  2  1.7
          教育  2  1.3
    """
    check_columns(tokens, [by])
    if tokens.empty:
        raise ValueError("the table of tokens is empty")
    codes, terms = pd.factorize(tokens[by], sort=True)
    total = len(codes)
    order = np.argsort(codes, kind="stable")
    n = np.bincount(codes)
    first = np.cumsum(n) - n
    gap = np.empty(total)
    gap[:-1] = np.diff(order)
    last = first + n - 1
    gap[last] = order[first] + total - order[last]
    expected = total / n
    arf = np.bincount(codes[order], weights=np.minimum(gap, expected[codes[order]])) / expected
    table = pd.DataFrame({"term": terms, "n": n, "arf": arf})
    return table.sort_values(["arf", "term"], ascending=[False, True], ignore_index=True)
