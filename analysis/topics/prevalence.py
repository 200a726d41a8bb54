"""How prevalent each topic is, in total and over time, and how topics relate to each other."""

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
    """Topic prevalence: the share of words that each topic accounts for, by year, part or region.

    ``share = Σ s_u w_u / Σ w_u`` over the k text units u of a group, s_u the share of the topic in
    the unit, w_u its number of words. With the standard error of a ratio over clusters (Cochran
    1977, 6.10), ``se = sqrt(k / (k − 1) Σ w_u² (s_u − share)²) / Σ w_u``, the interval is
    ``logit(share) ± t se / (share (1 − share))``, with Student's t of k − 1 degrees of freedom,
    and lies between 0 and 1. It treats the topics as given and does not reflect the uncertainty of
    the fit.

    Args:
        document_topics: from a fit or from ``transform``: unit, topic, share.
        units: one row per text unit: unit, words, and the column ``by``.
        by: the column that defines the groups.
        confidence: the confidence level, between 0 and 1.
        min_blocks: a group with fewer text units has no interval.

    Returns:
        One row per group and topic: unit (the group), topic, share (in %), low, high, words, blocks
        (text units), reason (why there is no interval, or ""). Text units without a known term are
        left out.

    Raises:
        ValueError: if a column is missing, or a text unit of the fit is not listed in ``units``.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import topic_prevalence
        >>> shares = pd.DataFrame({"unit": ["p1", "p1", "p2", "p2"], "topic": [1, 2, 1, 2]})
        >>> shares["share"] = [0.8, 0.2, 0.4, 0.6]
        >>> units = pd.DataFrame({"unit": ["p1", "p2"], "words": [60, 40], "year": 2018})
        >>> found = topic_prevalence(shares, units, by="year")
        >>> found["share"].round(1).tolist(), found["reason"].iloc[0]
        ([64.0, 36.0], '2 text units; a CI requires 20')
    """
    check_columns(document_topics, ["unit", "topic", "share"])
    check_columns(units, ["unit", "words", by])
    unknown = ~document_topics["unit"].isin(units["unit"])
    if unknown.any():
        one = document_topics.loc[unknown, "unit"].iloc[0]
        raise ValueError(f"text unit {one!r} has topics but is not listed in units; add its row")
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
                    "reason": f"{_units(len(index))}; a CI requires {max(min_blocks, 2)}"
                    if few
                    else "",
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def _units(k: int) -> str:
    return f"{k} text unit" if k == 1 else f"{k} text units"


def _ratio_interval(
    shares: Floats, words: Floats, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """Share, low and high of each topic; no interval at 0 and 1, where the logit is undefined."""
    k, total = len(words), words.sum()
    share = words @ shares / total
    apart = words[:, None] * (shares - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = np.sqrt(k / (k - 1) * (apart**2).sum(axis=0)) / total if k > 1 else share * np.nan
        half = stats.t.ppf((1 + confidence) / 2, max(k - 1, 1)) * se / (share * (1 - share))
        return share, expit(logit(share) - half), expit(logit(share) + half)


def topic_map(fit: TopicFit) -> pd.DataFrame:
    """A map of the topics: classical scaling of the distances between their terms.

    The distance between two topics is the square root of the Jensen–Shannon divergence of their
    term probabilities; x and y are the first two axes of its principal coordinates (Gower 1966),
    each oriented so that the first topic is on its positive side.

    Args:
        fit: the model.

    Returns:
        One row per topic: topic, x, y, share (the topic's mean share over the text units), shown
        (the proportion of the squared distances that x and y represent).

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import fit_topics, topic_map
        >>> themes = ["教育 学校 教师"] * 8 + ["教育 学生 教师"] * 6
        >>> themes += ["环境 污染 绿化"] * 5 + ["环境 污染 生态"] * 4
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> found = topic_map(fit_topics(counts, n_topics=4, n_runs=2))
        >>> found["x"].round(2).tolist(), found["shown"].round(2).tolist()[0]
        ([0.46, 0.46, -0.46, -0.46], 0.86)
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
