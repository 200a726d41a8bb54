"""How frequent terms are: counts, rates per 1,000 words, and their confidence intervals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.confidence import with_confidence
from analysis.counts import by_block, listed_terms, unit_codes, unit_columns
from analysis.uncertainty.clustered import clustered_intervals
from analysis.uncertainty.inference import INFERENCE, Inference
from corpus.arrays import Bools, Ints
from corpus.schema import WORD_KINDS


def frequency_by(
    rows: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = "report_id",
    words: pd.DataFrame | None = None,
    stop_words: Collection[str] = frozenset(),
    kinds: Collection[str] = WORD_KINDS,
    min_length: int = 2,
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """The rate of each term in each unit per 1,000 words, with its confidence interval and range.

    The interval is that of ``share_intervals``, clustered by section where the rows have a column
    ``section`` (as from ``in_context``), otherwise by paragraph; design effects are lent among all
    terms of the unit, listed or not. It describes what the same authors might have written, not
    other authors. For comparison, ``wilson_interval`` of n and
    words shows how narrow an interval becomes if words are treated as independent.

    Args:
        rows: one row per word or mention: report_id, paragraph_id, term and the columns of ``by``;
            words have a kind.
        by: the unit, as in ``count_terms``; None for all rows as one unit, named ``all``.
        words: one row per word, for the denominators of mentions, with the same columns; None if
            the rows are words themselves.
        stop_words: terms left out of the table; they remain in the denominator.
        kinds: the kinds of tokens counted, in numerator and denominator.
        min_length: the minimum length of a term in the table, in characters.
        inference: confidence, cluster and min_blocks of the intervals.

    Returns:
        One row per unit and term that occurs in it, by unit, the most frequent first, then by code
        point: unit, term, n, words (of the unit: the denominator), per_thousand
        (``1000 n / words``), low, high (limits of the interval, also per 1,000 words), paragraphs
        and documents (how many of the unit contain the term), cluster (what varies in the
        interval), basis (how many clusters it rests on), reason (why there is no interval, or "").

    Raises:
        ValueError: if a column is missing, no unit has words, the same place is listed twice, or
            confidence is not between 0 and 1.

    Example:
        >>> from analysis import frequency_by, open_corpus
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> mentions, words = read_table(corpus, "mentions"), read_table(corpus, "tokens")
        >>> table = frequency_by(mentions, words=words)
        >>> columns = ["term", "n", "per_thousand", "low", "high"]
        >>> print(table[columns].head(2).round(1).to_string(index=False))
        term  n  per_thousand  low  high
          企业 21           4.2  1.8   8.5
          城市 14           2.8  1.0   6.4
    """
    columns = [] if by is None else unit_columns(rows, by)
    blocks, n, size, terms = by_block(rows, words, columns=columns, kinds=kinds)
    if not size.any():
        raise ValueError("no unit has words; a rate requires a denominator")
    listed = listed_terms(terms, stop_words, min_length)
    unit, units = unit_codes(blocks, columns) if columns else (size * 0, ["all"])
    _check_words(blocks["report_id"], size)
    members = [np.flatnonzero(unit == one) for one in range(len(units))]
    tables = [
        _unit_frequency(blocks.iloc[own], n[own], size[own], terms, listed, inference)
        for own in members
    ]
    table = (
        pd.concat(tables, keys=list(units), names=["unit"])
        .reset_index("unit")
        .reset_index(drop=True)
    )
    return with_confidence(table, inference.confidence)


def _check_words(reports: pd.Series, size: Ints) -> None:
    """Refuses words of other reports than the mentions are of: a rate of 0 words is none."""
    words = pd.Series(size).groupby(reports.to_numpy()).sum()
    if (words == 0).any():
        first = words.index[words == 0][0]
        raise ValueError(f"words has none of report {first!r}; give the words of every report")


def _unit_frequency(
    blocks: pd.DataFrame,
    n: Any,
    size: Ints,
    terms: pd.Index,
    listed: Bools,
    inference: Inference,
) -> pd.DataFrame:
    """The table of one unit, from the counts (paragraphs × terms) and words of its paragraphs."""
    occurs = np.flatnonzero(n.sum(axis=0))
    found = clustered_intervals(blocks, n[:, occurs], size, inference=inference)
    shown = np.flatnonzero(listed[occurs])
    n, found, names = n[:, occurs[shown]], found.iloc[shown], terms[occurs[shown]]
    report, _ = pd.factorize(blocks["report_id"])
    in_reports = sparse.csr_array((np.ones(len(report)), (report, np.arange(len(report)))))
    table = pd.DataFrame(
        {
            "term": names,
            "n": n.sum(axis=0),
            "words": size.sum(),
            "per_thousand": 1000 * found["share"].to_numpy(),
            "low": 1000 * found["low"].to_numpy(),
            "high": 1000 * found["high"].to_numpy(),
            "paragraphs": (n > 0).sum(axis=0),
            "documents": ((in_reports @ n) > 0).sum(axis=0),
            "cluster": found["cluster"].to_numpy(),
            "basis": found["basis"].to_numpy(),
            "reason": found["reason"].to_numpy(),
        }
    )
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)
