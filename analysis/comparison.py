"""One part of what is said against another."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.counts import check_columns, count_terms
from analysis.keyness import keyness

# The two directions of a report; opening and closing have none.
SIDES = {
    "review_past_year": "review",
    "review_multi_year": "review",
    "problems": "review",
    "plan_multi_year": "plan",
    "plan_next_year": "plan",
}


def with_side(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that look back or ahead, with the column ``side``: review or plan.

    Args:
        rows: tokens or mentions in context, with orientation.
    """
    return rows.assign(side=rows["orientation"].map(SIDES)).dropna(subset="side")


def keyness_of_side(
    rows: pd.DataFrame,
    *,
    side: str = "side",
    target: str,
    reference: str,
    stop_words: Collection[str] = frozenset(),
    min_length: int = 2,
    min_count: int = 1,
    seed: int = 1,
) -> pd.DataFrame:
    """Keyness of the paragraphs of one side against those of the other.

    Args:
        rows: tokens or mentions, with report_id, paragraph_id, term and the column of the sides.
        side: that column.
        target: its value for the target.
        reference: its value for the reference.
        stop_words: terms that are not counted, nor part of the sizes.
        min_length: of a term, in characters.
        min_count: see ``keyness``.
        seed: of the permutations.

    Returns:
        As ``keyness``, with p by permutation of paragraphs.

    Raises:
        ValueError: where a column is missing, a side has no paragraph, or a paragraph has both.
    """
    check_columns(rows, ["report_id", "paragraph_id", "term", side])
    units = {}
    for name in (target, reference):
        counts = count_terms(
            rows[rows[side] == name], by="paragraph_id", stop_words=stop_words,
            min_length=min_length,
        )  # fmt: skip
        if counts.empty:
            raise ValueError(f"no paragraph is {name!r}; there is nothing to compare")
        units[name] = counts
    sides = {name: set(counts["unit"]) for name, counts in units.items()}
    shared = sides[target] & sides[reference]
    if shared:
        raise ValueError(f"paragraph {min(shared)!r} is {target!r} and {reference!r}")
    return keyness(
        pd.concat(units.values(), ignore_index=True), target=sides[target],
        reference=sides[reference], min_count=min_count, seed=seed,
    )  # fmt: skip


def both_ends(table: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """The first terms of each side: the ``top`` highest and the ``top`` lowest log_odds_z.

    Args:
        table: from ``keyness``.
        top: how many of each side; fewer where fewer have that sign.
    """
    more = table[table["log_odds_z"] > 0].head(top)
    less = table[table["log_odds_z"] < 0].tail(top)
    return pd.concat([more, less], ignore_index=True)
