"""How frequent terms are: counts, shares and their intervals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.counts import by_block, listed_terms, unit_codes, unit_columns
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.shares import share_intervals
from corpus.arrays import Ints
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
    """The frequency of each term in each unit, with an interval and how far it is spread.

    The interval is that of ``share_interval`` with the paragraph as block. It speaks of what the
    same authors might have written, not of other authors. A word-level interval beside it shows
    what it is for: ``wilson_interval`` of n and words.

    Args:
        rows: a row a word or mention: report_id, paragraph_id, term and the columns of ``by``;
            words have a kind.
        by: the unit, as in ``count_terms``; None for all rows as one unit, named ``all``.
        words: a row a word, for the denominators of mentions, with the same columns; None where
            the rows are words themselves.
        stop_words: terms left out of the table; they stay in the denominator.
        kinds: of tokens counted, in numerator and denominator.
        min_length: of a term in the table, in characters.
        inference: confidence and min_blocks of the intervals: a term that occurs in fewer
            paragraphs of a unit has no interval there, and the reason is given.

    Returns:
        A row a unit and term that stands in it, by unit, the most frequent first, then by code
        points: unit, term, n, words (of the unit: the denominator), per_thousand
        (``1000 n / words``), low, high (of the interval, in 1,000 words too), paragraphs and
        documents (how many of the unit's it stands in), reason (why there is no interval, or "").

    Raises:
        ValueError: where a column is missing, no unit has words, the same place is there in two
            rows, or confidence is none.
    """
    columns = [] if by is None else unit_columns(rows, by)
    blocks, n, size, terms = by_block(rows, words, columns=columns, kinds=kinds)
    if not size.any():
        raise ValueError("no unit has words; a frequency needs a denominator")
    listed = listed_terms(terms, stop_words, min_length)
    n, terms = n[:, listed], terms[listed]
    unit, units = unit_codes(blocks, columns) if columns else (size * 0, ["all"])
    report, _ = pd.factorize(blocks["report_id"])
    members = [np.flatnonzero(unit == one) for one in range(len(units))]
    tables = [_unit_frequency(n[own], size[own], report[own], terms, inference) for own in members]
    return (
        pd.concat(tables, keys=list(units), names=["unit"])
        .reset_index("unit")
        .reset_index(drop=True)
    )


def _unit_frequency(
    n: Any, size: Ints, report: Ints, terms: pd.Index, inference: Inference
) -> pd.DataFrame:
    """The terms of one unit: counts (blocks × terms), words and report of each block."""
    total = n.sum(axis=0)
    order = np.argsort(-total, kind="stable")[: np.count_nonzero(total)]
    n = n[:, order]
    found = share_intervals(
        n, size, confidence=inference.confidence, min_blocks=inference.min_blocks
    )
    in_reports = sparse.csr_array((np.ones(len(report)), (report, np.arange(len(report)))))
    return pd.DataFrame(
        {
            "term": terms[order],
            "n": total[order],
            "words": size.sum(),
            "per_thousand": 1000 * found["share"],
            "low": 1000 * found["low"],
            "high": 1000 * found["high"],
            "paragraphs": found["blocks"],
            "documents": ((in_reports @ n) > 0).sum(axis=0),
            "reason": found["reason"],
        }
    )
