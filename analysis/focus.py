"""Policy focus: how much of what is said goes to each policy area."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import pandas as pd

from analysis.counts import DEFAULT_KINDS, unit_names
from analysis.uncertainty import share_interval
from corpus.lexicon import policy_areas

_BLOCK = ["report_id", "paragraph_id"]
_FIGURES = ("n", "words", "per_thousand", "low", "high", "paragraphs", "reason")


def attention(
    mentions: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    by: str | Collection[str] = "orientation",
    of: str = "area",
    kinds: Collection[str] = DEFAULT_KINDS,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Mentions of each policy area (or term) in 1,000 words of each unit, with an interval.

    The numerator is mentions (the longest policy term at each place), the denominator word tokens
    without punctuation and numbers, the interval that of ``share_interval`` with the paragraph as
    block. It speaks of what this author might have written, not of other authors.

    Args:
        mentions: a row a policy term that stands in the text, in context.
        tokens: a row a word, in context.
        by: the column, or columns, of both that name the unit; rows without one are left out.
        of: the column of mentions that is counted: area or term; rows without one are left out.
        kinds: of tokens in the denominator.
        confidence: of the interval.

    Returns:
        A row a unit and area that is mentioned in any unit, in that order: unit, area (or term),
        n, words, per_thousand (missing where there are no words), low, high, paragraphs (how many
        hold a mention), reason (why there is no interval, or "").

    Raises:
        ValueError: where a column is missing.
    """
    columns = [by] if isinstance(by, str) else list(by)
    _check(mentions, [*_BLOCK, *columns, of], "mentions")
    _check(tokens, [*_BLOCK, *columns, "kind"], "tokens")
    words = tokens[tokens["kind"].isin(list(kinds))]
    words = words.assign(unit=unit_names(words, columns))
    found = mentions[mentions[of].notna()]
    found = found.assign(unit=unit_names(found, columns))
    size = words.groupby(["unit", *_BLOCK]).size()
    n = found.groupby(["unit", *_BLOCK, of]).size().unstack(of, fill_value=0)
    # A block is there when it has words, or a mention, or both.
    blocks = size.index.union(n.index)
    size, n = size.reindex(blocks, fill_value=0), n.reindex(blocks, fill_value=0)
    rows = [
        {"unit": unit, of: value, **_share(here[value], size.loc[here.index], confidence)}
        for unit, here in n.groupby("unit")
        for value in n.columns
    ]
    return pd.DataFrame(rows, columns=["unit", of, *_FIGURES])


def _check(table: pd.DataFrame, columns: list[str], name: str) -> None:
    missing = [column for column in columns if column not in table]
    if missing:
        raise ValueError(f"{name} has no column {missing[0]!r}")


def _share(n: pd.Series, size: pd.Series, confidence: float) -> dict[str, float | int | str]:
    found = share_interval(n, size, confidence=confidence)
    figures = (int(n.sum()), int(size.sum()), 1000 * found.share, 1000 * found.low,
               1000 * found.high, found.blocks, found.reason)  # fmt: skip
    return dict(zip(_FIGURES, figures, strict=True))


def named_areas(table: pd.DataFrame, *, language: Literal["en", "zh"] = "en") -> pd.DataFrame:
    """The table with the names of its policy areas in the column ``name``, in order of the codes.

    Args:
        table: with the column area, as from ``attention``.
        language: of the names.
    """
    areas = policy_areas()
    names = table["area"].map(lambda code: areas[str(code)][f"name_{language}"])
    return table.assign(name=names).sort_values(["area", "unit"], ignore_index=True)
