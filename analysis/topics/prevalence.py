"""How prevalent each topic is, in total and over time, and how topics relate to each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from scipy.special import expit, logit

from analysis.confidence import with_confidence
from analysis.uncertainty.blocks import check_confidence
from corpus.arrays import Floats
from corpus.schema import check_columns

# A text unit carries a topic if it gives a tenth of its words to it: fitted shares are hardly ever
# 0, so that less may be noise. With three carrying units or more, intervals had the coverage that
# tests/benchmarks/topics.md shows.
CARRYING, CARRIES = 3, 0.1


def topic_prevalence(
    document_topics: pd.DataFrame,
    units: pd.DataFrame,
    *,
    by: str,
    confidence: float = 0.95,
    min_blocks: int = CARRYING,
) -> pd.DataFrame:
    """Topic prevalence: the share of words that each topic accounts for, by year, part or region.

    ``share = Σ s_u w_u / Σ w_u`` over the k text units u of a group, s_u the share of the topic in
    the unit, w_u its number of words. ``se² = (k − 1) / k Σ(w_u (s_u − share) / (W − w_u))²``, W
    the sum of words, is the delete-one jackknife's. The interval is the union of two, because each
    is too short where the other holds:

    - ``logit(share) ± t se / (share (1 − share))``, which holds where many units carry the topic;
      Student's t has ``W² / Σ w_u² − 1`` degrees of freedom, k − 1 where all units are of one size;
    - for topics in few units, the beta interval of Korn and Graubard (1998) for ``share / m`` of
      ``n = share (m − share) / se²`` units, at most ``W² / Σ w_u²``, where
      ``m = Σ w_u s_u² / Σ w_u s_u`` is the share of the topic in the units that carry it.

    The units are treated as drawn one by one, so topics that cluster by section need wider
    intervals; the topics are taken as given: the uncertainty of the fit is not reflected.

    Args:
        document_topics: from a fit or from ``transform``: unit, topic, share.
        units: one row per text unit: unit, words, and the column ``by``.
        by: the column that defines the groups.
        confidence: the confidence level; unless it is 0.95, a column ``confidence_level`` has it.
        min_blocks: a topic to which fewer text units of the group give a tenth of their words or
            more has no interval.

    Returns:
        One row per group and topic: unit (the group), topic, share (in %), low, high, words, blocks
        (text units), carrying (those that give a tenth of their words or more to the topic), basis
        (beta, if that interval sets a limit, else t; "" without an interval), reason (why there is
        no interval, or ""). Text units without a known term are left out.

    Raises:
        ValueError: if a column is missing, a text unit of the fit is not listed in ``units``, or
            confidence is not between 0 and 1.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import topic_prevalence
        >>> shares = pd.DataFrame({"unit": ["p1", "p1", "p2", "p2"], "topic": [1, 2, 1, 2]})
        >>> shares["share"] = [0.8, 0.2, 0.4, 0.6]
        >>> units = pd.DataFrame({"unit": ["p1", "p2"], "words": [60, 40], "year": 2018})
        >>> found = topic_prevalence(shares, units, by="year")
        >>> found["share"].round(1).tolist(), found["reason"].iloc[0]
        ([64.0, 36.0], '2 text units with the topic; a CI requires 3')
    """
    check_columns(document_topics, ["unit", "topic", "share"])
    check_columns(units, ["unit", "words", by])
    check_confidence(confidence)
    unknown = ~document_topics["unit"].isin(units["unit"])
    if unknown.any():
        one = document_topics.loc[unknown, "unit"].iloc[0]
        raise ValueError(f"text unit {one!r} has topics but is not listed in units; add its row")
    wide = document_topics.pivot(index="unit", columns="topic", values="share").dropna()
    size = units.set_index("unit").reindex(wide.index)
    rows = []
    for group, index in size.groupby(by, sort=True).groups.items():
        found = _of_group(wide.loc[index], size.loc[index, "words"], confidence, max(min_blocks, 2))
        found.insert(0, "unit", [group] * len(found))
        rows.append(found)
    return with_confidence(pd.concat(rows, ignore_index=True), confidence)


def _of_group(wide: pd.DataFrame, words: pd.Series, confidence: float, needed: int) -> pd.DataFrame:
    """The prevalence of the topics in the text units of one group, with intervals in %."""
    shares, sizes = wide.to_numpy(dtype=float), words.to_numpy(dtype=float)
    share = sizes @ shares / sizes.sum()
    carrying = (shares >= CARRIES).sum(axis=0)
    few = [f"{_units(n)} with the topic; a CI requires {needed}" for n in carrying]
    alone = np.where(share >= 1, "all words belong to the topic", "")
    reason = np.where(carrying >= needed, alone, few)
    given = reason == ""
    low, high = np.full((2, len(share)), np.nan)
    basis = np.full(len(share), "", dtype=object)
    if given.any():
        ends = _union(shares[:, given], sizes, confidence)
        low[given], high[given], basis[given] = ends
    return pd.DataFrame(
        {
            "topic": wide.columns,
            "share": 100 * share,
            "low": 100 * low,
            "high": 100 * high,
            "words": int(sizes.sum()),
            "blocks": len(sizes),
            "carrying": carrying,
            "basis": basis,
            "reason": reason,
        }
    )


def _typical(shares: Floats, words: Floats) -> Floats:
    """The share of each topic in the text unit of an average word of it."""
    return (words @ shares**2) / np.maximum(words @ shares, 1e-300)


def _units(k: int) -> str:
    return f"{k} text unit" if k == 1 else f"{k} text units"


def _union(shares: Floats, words: Floats, confidence: float) -> tuple[Floats, Floats, Any]:
    """The lower of two lower limits, the higher of two upper ones, and which interval they are."""
    k, total = len(words), words.sum()
    share = words @ shares / total
    left_out = (words / (total - words))[:, None] * (shares - share)
    se = np.sqrt((k - 1) / k * (left_out**2).sum(axis=0))
    effective = total**2 / (words @ words)
    t = stats.t.ppf((1 + confidence) / 2, max(effective - 1, 1))
    half = t * se / (share * (1 - share))
    by_t = expit(logit(share) - half), expit(logit(share) + half)
    narrower = (stats.norm.ppf((1 + confidence) / 2) / t) ** 2  # of a normal in units of a t
    by_beta = _beta_interval(
        shares, words, se / np.sqrt(narrower), effective * narrower, confidence
    )
    low, high = np.minimum(by_t[0], by_beta[0]), np.maximum(by_t[1], by_beta[1])
    return low, high, np.where((low < by_t[0]) | (high > by_t[1]), "beta", "t")


def _beta_interval(
    shares: Floats, words: Floats, se: Floats, most: float, confidence: float
) -> tuple[Floats, Floats]:
    """Korn and Graubard's interval, in units of the share that carrying text units have."""
    share = words @ shares / words.sum()
    typical = np.maximum(_typical(shares, words), share)
    variance = np.maximum(se**2, 1e-300)
    n = np.clip(share * (typical - share) / variance, 1e-9, most)
    x = n * share / typical
    tail = (1 - confidence) / 2
    low = stats.beta.ppf(tail, x, n - x + 1)
    high = stats.beta.ppf(1 - tail, x + 1, np.maximum(n - x, 1e-9))
    return typical * low, typical * high
