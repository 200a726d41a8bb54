"""Policy focus: how much of the text is devoted to each policy area."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis.areas.classify import NONE
from analysis.confidence import with_confidence
from analysis.counts import by_block, unit_codes
from analysis.uncertainty.clustered import clustered_intervals
from analysis.uncertainty.clusters import Cluster, clusters
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.shares import share_intervals
from corpus.arrays import Ints
from corpus.language import Lang, check_language
from corpus.lexicon.lists import policy_areas
from corpus.schema import WORD_KINDS, check_columns

_BLOCK = ["report_id", "paragraph_id"]
_FIGURES = (
    "n",
    "words",
    "per_thousand",
    "low",
    "high",
    "paragraphs",
    "cluster",
    "basis",
    "reason",
)


def attention(
    mentions: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    by: str | Collection[str] = "orientation",
    of: str = "area",
    kinds: Collection[str] = WORD_KINDS,
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """Mentions of each policy area (or term) per 1,000 words in each unit, with intervals.

    The numerator is the number of mentions (the longest policy term at each place), the denominator
    that of word tokens without punctuation and numbers. The interval is that of
    ``share_intervals``, clustered by section where the rows have a column ``section``, otherwise by
    paragraph; the areas of a unit lend each other their design effects. It describes what this
    author might have written, not other authors.

    Args:
        mentions: one row per policy term found in the text, as from ``in_context``.
        tokens: one row per word, as from ``in_context``.
        by: the column or columns of both that define the unit; rows without a unit are left out.
        of: the column of mentions that is counted: area or term; rows without one are left out.
        kinds: the kinds of tokens in the denominator.
        inference: confidence, cluster and min_blocks of the intervals.

    Returns:
        One row per unit and area mentioned in any unit, in that order: unit, area (or term), n,
        words, per_thousand (missing if there are no words), low, high, paragraphs (with a mention),
        cluster (what varies in the interval), basis (how many clusters it rests on), reason (why
        there is no interval, or "").

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> from analysis import attention, in_context, open_corpus, with_side
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> tables = (read_table(corpus, name) for name in ("mentions", "tokens"))
        >>> paragraphs = read_table(corpus, "paragraphs")
        >>> mentions, tokens = (with_side(in_context(one, paragraphs)) for one in tables)
        >>> table = attention(mentions, tokens, by="side").query("area == 6").round(1)
        >>> print(table[["unit", "area", "n", "per_thousand", "paragraphs"]].to_string(index=False))
          unit  area  n  per_thousand  paragraphs
          plan     6 23           8.2           9
        review     6 17           8.3           5
    """
    columns = [by] if isinstance(by, str) else list(by)
    check_columns(mentions, [*_BLOCK, *columns, of], "mentions")
    check_columns(tokens, [*_BLOCK, *columns, "kind"], "tokens")
    found = mentions[mentions[of].notna()]
    found = found.assign(term=found[of].to_numpy())
    blocks, n, size, values = by_block(found, tokens, columns=columns, kinds=kinds)
    unit, units = unit_codes(blocks, columns)
    tables = [
        _attention(blocks[unit == code], n[unit == code], size[unit == code], inference).assign(
            unit=name, **{of: values}
        )
        for code, name in enumerate(units)
    ]
    every = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=_FIGURES)
    table = every.reindex(columns=["unit", of, *_FIGURES])
    return with_confidence(table, inference.confidence)


def _attention(blocks: pd.DataFrame, n: Any, size: Ints, inference: Inference) -> pd.DataFrame:
    """The figures of one unit, from the counts (paragraphs × areas) and words of its paragraphs."""
    found = clustered_intervals(blocks, n, size, inference=inference)
    return found.assign(
        n=n.sum(axis=0),
        words=size.sum(),
        per_thousand=1000 * found["share"],
        low=1000 * found["low"],
        high=1000 * found["high"],
        paragraphs=(n > 0).sum(axis=0),
    )


def named_areas(table: pd.DataFrame, *, lang: Lang = "en") -> pd.DataFrame:
    """The table with the names of its policy areas in the column ``name``, in order of their codes.

    Args:
        table: with the columns area and unit, as from ``attention``.
        lang: the language of the names.

    Returns:
        The rows by area and unit, with the column name.

    Example:
        >>> import pandas as pd
        >>> from analysis import named_areas
        >>> table = pd.DataFrame({"unit": ["plan", "plan"], "area": [6, 1], "n": [12, 40]})
        >>> named_areas(table, lang="zh")["name"].tolist()
        ['宏观经济', '教育']
    """
    check_language(lang)
    check_columns(table, ["area", "unit"])
    areas = policy_areas()
    names = table["area"].map(lambda code: areas[str(code)][f"name_{lang}"])
    return table.assign(name=names).sort_values(["area", "unit"], ignore_index=True)


def area_profile(counts: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """The share of each policy area in the sentences of each unit, with confidence intervals.

    The interval is that of ``share_intervals``, clustered by block: a section, a paragraph, or a
    passage if the counts are by passage. Salutations and the like (99) remain in the denominator.

    Args:
        counts: one row per unit, block and area: unit, block, code, n (sentences).
        sizes: one row per unit and block: unit, block, sentences and, where known, cluster (what
            the blocks of the unit are).

    Returns:
        One row per unit and area, zeros included, in that order: unit, code, name, n, sentences,
        share (in %), low, high, blocks (with the area), cluster (what varies in the interval),
        basis (how many it rests on), reason (why there is no interval, or "").

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis import area_profile, coded_counts
        >>> rows = pd.DataFrame({"paragraph_id": [1, 1, 2, 3], "code": [1, 6, 6, 99]})
        >>> profile = area_profile(*coded_counts(rows.assign(unit="plan", report_id="r")))
        >>> print(profile.query("n > 0")[["code", "n", "share"]].to_string(index=False))
         code  n  share
            1  1   25.0
            6  2   50.0
           99  1   25.0
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
        cluster = size["cluster"].iloc[0] if "cluster" in size else "block"
        found = share_intervals(n, size["sentences"], block=cluster)
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
                    "cluster": cluster,
                    "basis": found["basis"].to_numpy(),
                    "reason": found["reason"].to_numpy(),
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def coded_counts(
    sentences: pd.DataFrame, *, cluster: Cluster = "section"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Coded sentences counted by section or paragraph, in the form that ``area_profile`` takes.

    Args:
        sentences: one row per sentence: unit, report_id, paragraph_id, code and, to count by
            section, section.
        cluster: what the sentences are counted by; units with fewer than three sections, or rows
            without that column, are counted by paragraph.

    Returns:
        The counts (unit, block, code, n) and the sizes (unit, block, sentences, cluster).

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis import coded_counts
        >>> rows = pd.DataFrame({"paragraph_id": [1, 1, 2], "code": [6, 6, 1]})
        >>> counts, sizes = coded_counts(rows.assign(unit="plan", report_id="shahekou-2018"))
        >>> counts["n"].tolist(), sizes["sentences"].tolist()
        ([2, 1], [2, 1])
    """
    check_columns(sentences, ["unit", *_BLOCK, "code"], "sentences")
    tables = []
    for _, rows in sentences.groupby("unit", sort=True):
        block, kind = clusters(rows, np.zeros(len(rows), dtype=np.int64), cluster)
        tables.append(rows[["unit", "code"]].assign(block=block, cluster=kind))
    every = pd.concat(tables) if tables else sentences.assign(block=0, cluster=cluster)
    counts = every.groupby(["unit", "block", "code"]).size().rename("n").reset_index()
    sizes = every.groupby(["unit", "block", "cluster"]).size().rename("sentences").reset_index()
    return counts, sizes[["unit", "block", "sentences", "cluster"]]


def profile_overlap(own: pd.DataFrame, other: pd.DataFrame) -> dict[str, float]:
    """How similar two area profiles are: how closely one report follows another.

    ``overlap = 1 - Σ |p - q| / 2``, p and q being the shares of the areas without 99: the share of
    sentences that would not have to change their area for the profiles to be equal (Duncan and
    Duncan 1955, one minus their dissimilarity). ``by_chance`` is the chance baseline: what two
    samples of these sizes from the pooled profile would give on average, treating sentences as
    independent draws. With few sentences, an overlap of 1 cannot be reached.

    Args:
        own: the profile of one unit, from ``area_profile``: code, n.
        other: the profile of another unit.

    Returns:
        overlap, by_chance, rank_correlation (Kendall's τ-b of the areas' shares).

    Raises:
        ValueError: if a profile has no coded sentence, or lists an area twice.

    Example:
        >>> import pandas as pd
        >>> from analysis import profile_overlap
        >>> city = pd.DataFrame({"code": [1, 6, 14], "n": [40, 25, 35]})
        >>> province = pd.DataFrame({"code": [1, 6, 14], "n": [60, 20, 20]})
        >>> found = profile_overlap(city, province)
        >>> round(found["overlap"], 2), round(found["by_chance"], 2)
        (0.8, 0.92)
    """
    check_columns(own, ["code", "n"], "own")
    check_columns(other, ["code", "n"], "other")
    both = [one[one["code"] != NONE].set_index("code")["n"].astype(float) for one in (own, other)]
    if any(one.index.has_duplicates for one in both):
        raise ValueError("a profile lists an area twice; give the rows of one unit only")
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
