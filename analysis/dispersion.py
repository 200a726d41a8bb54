"""How evenly a term is spread over the parts of a text: frequent everywhere, or in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.counts import document_term
from corpus.arrays import Floats
from corpus.schema import check_columns

COLUMNS = ("term", "n", "range", "dp", "dp_norm", "dp_egbert", "juilland_d", "carroll_d2",
           "rosengren_s", "top_unit", "top_share", "parts", "reason")  # fmt: skip


def dispersion(
    counts: pd.DataFrame, sizes: Mapping[str, float] | pd.Series | None = None
) -> pd.DataFrame:
    """How evenly each term is spread over the parts.

    With v_i the count in part i, m_i its size, f = Σ v_i, s_i = m_i / Σ m_j, r_i = v_i / m_i, and N
    the number of parts that have words (an empty part changes nothing):

    - range: parts with v_i > 0.
    - dp: ½ Σ |v_i / f − s_i|; 0 is as even as can be, near 1 is in one small part (Gries 2008).
    - dp_norm: dp / (1 − min s_i) (Lijffijt and Gries 2012). dp_egbert: dp / (1 − min s_i over the
      parts that have the term), turned round, so that 1 is even and 0 is in one part (Egbert, Burch
      and Biber 2020).
    - juilland_d: 1 − V / √(N − 1), V the population standard deviation of r_i over their mean; 1 is
      even (Juilland and Chang-Rodríguez 1964, with rates in place of counts, as parts differ).
    - carroll_d2: the entropy of r_i / Σ r_j over log N; 1 is even (Carroll 1970, with rates).
    - rosengren_s: (Σ √(s_i v_i))² / f; 1 is even (Rosengren 1971, for unequal parts).
    - top_unit, top_share: the part that has the term most often, and its share of f: near 1 where
      one paragraph repeats the term.

    Args:
        counts: unit, term, n, as from ``count_terms``; the units are the parts.
        sizes: words of each part; the sums of the counts where not given, which leave out what was
            not counted, such as stop words.

    Returns:
        A row a term, the most frequent first, then by code points: the columns above with term, n
        (f), parts (N) and reason: why figures are missing, or "".

    Raises:
        ValueError: as ``check_counts``, or where a part has no size or less than its counts.
    """
    matrix, units, terms = document_term(counts)
    size = _sizes(matrix, units, sizes)
    spoken = size > 0
    table = pd.DataFrame({"term": terms, "n": np.asarray(matrix.sum(axis=0)).ravel()})
    parts = sparse.csc_matrix(matrix[np.flatnonzero(spoken)], dtype=float)
    for name, column in _measures(parts, size[spoken]).items():
        table[name] = column
    table["top_unit"], table["top_share"] = _top(parts, units[spoken], table["n"].to_numpy(float))
    table["parts"] = int(spoken.sum())
    table["reason"] = "" if spoken.sum() > 1 else "one part only: there is nothing to spread over"
    order = table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)
    return order[list(COLUMNS)]


def _sizes(
    matrix: sparse.csr_matrix, units: pd.Index, sizes: Mapping[str, float] | pd.Series | None
) -> Floats:
    counted = np.asarray(matrix.sum(axis=1), dtype=float).ravel()
    if sizes is None:
        return counted
    size = pd.Series(sizes).reindex(units).to_numpy(dtype=float)
    if np.isnan(size).any():
        raise ValueError(f"sizes has no unit {units[np.isnan(size)][0]!r}")
    if (size < counted).any():
        at = int(np.argmax(size < counted))
        raise ValueError(f"sizes holds {size[at]:g} for unit {units[at]!r}, less than its counts")
    return size


def _measures(parts: sparse.csc_matrix, size: Floats) -> dict[str, NDArray[Any]]:
    """Each measure of each column; NaN where there is one part only."""
    n_parts = len(size)
    share = size / size.sum()
    f = np.asarray(parts.sum(axis=0)).ravel()
    at, column, v = (
        parts.indices,
        np.repeat(np.arange(parts.shape[1]), np.diff(parts.indptr)),
        parts.data,
    )

    def summed(values: Floats) -> Floats:
        return np.asarray(np.bincount(column, weights=values, minlength=len(f)), dtype=float)

    present = np.bincount(column, minlength=len(f))
    # Where v_i is 0, |v_i / f − s_i| is s_i: 1 less those of the parts that have the term.
    dp = (summed(np.abs(v / f[column] - share[at]) - share[at]) + 1) / 2
    rate = v / size[at]
    mean = summed(rate) / n_parts
    variance = (summed((rate - mean[column]) ** 2) + (n_parts - present) * mean**2) / n_parts
    part_of_rates = rate / (mean * n_parts)[column]
    least = np.full(len(f), np.inf)
    np.minimum.at(least, column, share[at])
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {
            "range": present,
            "dp": dp,
            "dp_norm": dp / (1 - share.min()),
            "dp_egbert": 1 - dp / (1 - least),
            "juilland_d": 1 - np.sqrt(variance) / mean / np.sqrt(n_parts - 1),
            "carroll_d2": -summed(part_of_rates * np.log(part_of_rates)) / np.log(n_parts),
            "rosengren_s": summed(np.sqrt(share[at] * v)) ** 2 / f,
        }
    if n_parts > 1:
        return found
    return {
        name: values if name == "range" else np.full(len(f), np.nan)
        for name, values in found.items()
    }


def _top(parts: sparse.csc_matrix, units: pd.Index, f: Floats) -> tuple[list[str], Floats]:
    """The part that has each term most often, the first of several, and its share."""
    at = np.asarray(parts.argmax(axis=0)).ravel()
    most = np.asarray(parts.max(axis=0).todense()).ravel()
    return list(units[at]), most / f


def average_reduced_frequency(tokens: pd.DataFrame, *, by: str = "term") -> pd.DataFrame:
    """The frequency of each term with repetitions close together counted as less than one each.

    ARF = (1 / v) Σ min(d_i, v), where v = N / f, N the tokens given, f the term's count, and d_i
    the distance from each place to the next, the last one's to the first, round the end (Savický
    and Hlaváčová 2002). It is f where the term is spread evenly, near 1 where it is in one place.

    Args:
        tokens: a row a word, in the order of the text.
        by: the column of the term.

    Returns:
        A row a term, the highest first, then by code points: term, n, arf.

    Raises:
        ValueError: where the column is missing or there is no token.
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
