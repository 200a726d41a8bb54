"""Policy focus: how much of what is said goes to each policy area."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import stats

from analysis.areas.classify import NONE
from analysis.counts import unit_names
from analysis.uncertainty.shares import share_interval, share_intervals
from corpus.language import Lang
from corpus.lexicon.lists import policy_areas
from corpus.schema import WORD_KINDS, check_columns

_BLOCK = ["report_id", "paragraph_id"]
_FIGURES = ("n", "words", "per_thousand", "low", "high", "paragraphs", "reason")


def attention(
    mentions: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    by: str | Collection[str] = "orientation",
    of: str = "area",
    kinds: Collection[str] = WORD_KINDS,
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
    check_columns(mentions, [*_BLOCK, *columns, of], "mentions")
    check_columns(tokens, [*_BLOCK, *columns, "kind"], "tokens")
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


def _share(n: pd.Series, size: pd.Series, confidence: float) -> dict[str, float | int | str]:
    found = share_interval(n, size, confidence=confidence)
    figures = (
        int(n.sum()),
        int(size.sum()),
        1000 * found.share,
        1000 * found.low,
        1000 * found.high,
        found.blocks,
        found.reason,
    )
    return dict(zip(_FIGURES, figures, strict=True))


def named_areas(table: pd.DataFrame, *, lang: Lang = "en") -> pd.DataFrame:
    """The table with the names of its policy areas in the column ``name``, in order of the codes.

    Args:
        table: with the column area, as from ``attention``.
        lang: of the names.
    """
    areas = policy_areas()
    names = table["area"].map(lambda code: areas[str(code)][f"name_{lang}"])
    return table.assign(name=names).sort_values(["area", "unit"], ignore_index=True)


def area_profile(counts: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """The share of each policy area in the sentences of each unit, with intervals.

    The interval is that of ``share_intervals``, the block being a paragraph, or a passage where
    counts are by passage. Salutations and the like (99) stay in the denominator.

    Args:
        counts: a row a unit, block and area: unit, block, code, n (sentences).
        sizes: a row a unit and block: unit, block, sentences.

    Returns:
        A row a unit and area, zeros included, in that order: unit, code, name, n, sentences,
        share (in %), low, high, blocks (with the area), reason (why there is no interval, or "").

    Raises:
        ValueError: where a column is missing.
    """
    check_columns(counts, ["unit", "block", "code", "n"], "counts")
    check_columns(sizes, ["unit", "block", "sentences"], "sizes")
    codes = sorted(int(code) for code in policy_areas())
    names = {int(code): row["name_en"] for code, row in policy_areas().items()}
    rows = []
    for unit, size in sizes.groupby("unit", sort=True):
        here = counts[counts["unit"] == unit]
        n = here.pivot_table(index="block", columns="code", values="n", aggfunc="sum")
        n = n.reindex(index=size["block"], columns=codes).fillna(0)
        found = share_intervals(n, size["sentences"])
        rows.append(
            pd.DataFrame(
                {
                    "unit": unit,
                    "code": codes,
                    "name": [names[code] for code in codes],
                    "n": n.sum().astype(int).to_numpy(),
                    "sentences": int(size["sentences"].sum()),
                    "share": 100 * found["share"].to_numpy(),
                    "low": 100 * found["low"].to_numpy(),
                    "high": 100 * found["high"].to_numpy(),
                    "blocks": found["blocks"].to_numpy(),
                    "reason": found["reason"].to_numpy(),
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def coded_counts(sentences: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Coded sentences as ``area_profile`` takes them, the paragraph as block.

    Args:
        sentences: a row a sentence: unit, report_id, paragraph_id, code.

    Returns:
        The counts (unit, block, code, n) and the sizes (unit, block, sentences).
    """
    check_columns(sentences, ["unit", *_BLOCK, "code"], "sentences")
    block = sentences["report_id"].astype(str) + " / " + sentences["paragraph_id"].astype(str)
    rows = sentences.assign(block=block)
    counts = rows.groupby(["unit", "block", "code"]).size().rename("n").reset_index()
    sizes = rows.groupby(["unit", "block"]).size().rename("sentences").reset_index()
    return counts, sizes


def profile_overlap(own: pd.DataFrame, other: pd.DataFrame) -> dict[str, float]:
    """How alike two area profiles are: how closely one report follows another.

    ``overlap = 1 - Σ |p - q| / 2``, p and q being the shares of the areas without 99: the share of
    sentences that would not have to change their area for the profiles to be equal (Duncan and
    Duncan 1955, one minus their dissimilarity). ``by_chance`` is what two samples of these sizes
    from the pooled profile would give on average, sentences taken as independent draws: with few
    sentences an overlap of 1 cannot be reached.

    Args:
        own: of one unit, from ``area_profile``: code, n.
        other: likewise.

    Returns:
        overlap, by_chance, rank_correlation (Kendall's τ-b of the areas' shares).

    Raises:
        ValueError: where a profile has no coded sentence, or an area twice.
    """
    both = [one[one["code"] != NONE].set_index("code")["n"].astype(float) for one in (own, other)]
    if any(one.index.has_duplicates for one in both):
        raise ValueError("a profile has an area twice; give the rows of one unit")
    n = pd.concat(both, axis=1).fillna(0).to_numpy()
    sizes = n.sum(axis=0)
    if not sizes.all():
        raise ValueError("a profile has no sentence with a policy area")
    p, q = (n / sizes).T
    pooled = n.sum(axis=1) / sizes.sum()
    # The mean absolute difference of two near-normal shares: sqrt(2 / π) of its standard deviation.
    spread = np.sqrt(pooled * (1 - pooled) * (1 / sizes).sum())
    return {
        "overlap": float(1 - np.abs(p - q).sum() / 2),
        "by_chance": float(1 - np.sqrt(2 / np.pi) * spread.sum() / 2),
        "rank_correlation": float(stats.kendalltau(p, q).statistic),
    }
