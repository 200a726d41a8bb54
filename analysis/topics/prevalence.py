"""How much of what is said each topic takes up, and how topics lie to each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats
from scipy.special import expit, logit

from analysis.topics.model import RANKED_DECIMALS, TopicFit
from analysis.uncertainty.shares import MIN_BLOCKS
from corpus.arrays import Floats
from corpus.schema import check_columns


def topic_prevalence(
    document_topics: pd.DataFrame,
    units: pd.DataFrame,
    *,
    by: str,
    confidence: float = 0.95,
    min_blocks: int = MIN_BLOCKS,
) -> pd.DataFrame:
    """The share of the words that each topic accounts for, by year, part or region.

    ``share = Σ s_u w_u / Σ w_u`` over the k units u of a group, s_u the share of the topic in the
    unit, w_u its words. With the standard error of a ratio over clusters (Cochran 1977, 6.10),
    ``se = sqrt(k / (k − 1) Σ w_u² (s_u − share)²) / Σ w_u``, the interval is
    ``logit(share) ± t se / (share (1 − share))``, Student's t of k − 1 degrees of freedom, and
    lies between 0 and 1. It takes the topics as given, and does not hold what another fit would
    have found.

    Args:
        document_topics: of a fit, or from ``transform``: unit, topic, share.
        units: a row a unit: unit, words, and the column ``by``.
        by: the column that names the groups.
        confidence: of the intervals, between 0 and 1.
        min_blocks: a group with fewer units has no interval.

    Returns:
        A row a group and topic: unit (the group), topic, share (in %), low, high, words, blocks
        (units), reason (why there is no interval, or ""). Units without a known term are left out.

    Raises:
        ValueError: where a column is missing, or a unit of the fit is not among the units.
    """
    check_columns(document_topics, ["unit", "topic", "share"])
    check_columns(units, ["unit", "words", by])
    unknown = ~document_topics["unit"].isin(units["unit"])
    if unknown.any():
        one = document_topics.loc[unknown, "unit"].iloc[0]
        raise ValueError(f"unit {one!r} has topics, but no words are given for it")
    wide = document_topics.pivot(index="unit", columns="topic", values="share").dropna()
    size = units.set_index("unit").reindex(wide.index)
    rows = []
    for group, index in size.groupby(by, sort=True).groups.items():
        words = size.loc[index, "words"].to_numpy(dtype=float)
        share, low, high = _ratio_interval(wide.loc[index].to_numpy(), words, confidence)
        few = len(index) < max(min_blocks, 2)
        rows.append(
            pd.DataFrame(
                {
                    "unit": group,
                    "topic": wide.columns,
                    "share": 100 * share,
                    "low": np.nan if few else 100 * low,
                    "high": np.nan if few else 100 * high,
                    "words": int(words.sum()),
                    "blocks": len(index),
                    "reason": f"{len(index)} units; an interval needs {max(min_blocks, 2)}"
                    if few
                    else "",
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def _ratio_interval(
    shares: Floats, words: Floats, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """Share, low and high of each topic; no interval at 0 and 1, which say nothing of chance."""
    k, total = len(words), words.sum()
    share = words @ shares / total
    apart = words[:, None] * (shares - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = np.sqrt(k / (k - 1) * (apart**2).sum(axis=0)) / total if k > 1 else share * np.nan
        half = stats.t.ppf((1 + confidence) / 2, max(k - 1, 1)) * se / (share * (1 - share))
        return share, expit(logit(share) - half), expit(logit(share) + half)


def rising_and_falling(prevalence: pd.DataFrame, *, years: int = 10) -> pd.DataFrame:
    """What rose and what fell: each topic's mean share in the first and in the last years.

    Each year counts once, so that a long report weighs no more than a short one. The interval of
    the change is Welch's t on the years' shares: a year, not a word, is the draw.

    Args:
        prevalence: from ``topic_prevalence`` by year.
        years: how many years at each end.

    Returns:
        A row a topic, the greatest rise first: topic, first, last (mean shares in %), change (in
        points), low, high (95%), first_years and last_years (which ones).

    Raises:
        ValueError: where there are not twice as many years.
    """
    wide = prevalence.pivot(index="unit", columns="topic", values="share").sort_index()
    if years < 2 or len(wide) < 2 * years:
        raise ValueError(f"{len(wide)} years cannot give {years} at each end; 2 or more are needed")
    first, last = wide.head(years), wide.tail(years)
    found = stats.ttest_ind(last, first, equal_var=False)
    interval = found.confidence_interval(0.95)
    table = pd.DataFrame(
        {
            "topic": wide.columns,
            "first": first.mean().to_numpy(),
            "last": last.mean().to_numpy(),
            "change": (last.mean() - first.mean()).to_numpy(),
            "low": interval.low,
            "high": interval.high,
            "first_years": f"{first.index[0]}-{first.index[-1]}",
            "last_years": f"{last.index[0]}-{last.index[-1]}",
        }
    )
    return table.sort_values("change", ascending=False, ignore_index=True)


def topic_map(fit: TopicFit) -> pd.DataFrame:
    """Where topics lie to each other: classical scaling of the distances of their terms.

    The distance of two topics is the square root of the Jensen–Shannon divergence of their term
    probabilities; x and y are the two first axes of its principal coordinates (Gower 1966), each
    turned so that the first topic is on its positive side.

    Returns:
        A row a topic: topic, x, y, share (of the words of all units), shown (the share of the
        squared distances that x and y show).
    """
    from scipy.spatial.distance import jensenshannon

    wide = fit.topic_terms.pivot(index="topic", columns="term", values="probability")
    phi = wide.to_numpy(dtype=float)
    squared = np.array([[jensenshannon(a, b, base=2) ** 2 for a in phi] for b in phi])
    centre = np.eye(len(phi)) - 1 / len(phi)
    values, vectors = np.linalg.eigh(-centre @ squared @ centre / 2)
    first = np.argsort(-values)[:2]
    places = (vectors[:, first] * np.sqrt(np.maximum(values[first], 0))).round(RANKED_DECIMALS)
    places *= np.where(places[0] < 0, -1, 1)
    if places.shape[1] < 2:
        places = np.column_stack([places, np.zeros(len(places))])
    share = fit.document_topics.groupby("topic")["share"].mean()
    positive = np.maximum(values, 0).sum()
    return pd.DataFrame(
        {
            "topic": wide.index,
            "x": places[:, 0],
            "y": places[:, 1],
            "share": share.to_numpy(),
            "shown": np.maximum(values[first], 0).sum() / positive,
        }
    )
