"""How far the topics of a model share their terms."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.topics.model import TopicFit


def topic_overlaps(fit: TopicFit) -> pd.DataFrame:
    """The overlap of each pair of topics: what their term probabilities have in common.

    ``overlap = Σ_w min(φ_kw, φ_jw)``, φ_kw the probability of a term in topic k: 1 minus half the
    sum of the absolute differences; 0 for topics without a common term, 1 for two that are alike.

    Args:
        fit: the model.

    Returns:
        One row per pair: topic, other, overlap, shared (the three terms with the largest common
        probability, the largest first; fewer if they share fewer).

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import fit_topics, topic_overlaps
        >>> themes = ["教育 学校 发展"] * 6 + ["企业 创新 发展"] * 4
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> topic_overlaps(fit_topics(counts, n_topics=2, n_runs=2)).round(2)
           topic  other  overlap shared
        0      1      2     0.33     发展
    """
    wide = fit.topic_terms.pivot(index="topic", columns="term", values="probability").fillna(0)
    phi, terms = wide.to_numpy(dtype=float), wide.columns.to_numpy()
    rows = []
    for a, b in combinations(range(len(phi)), 2):
        common = np.minimum(phi[a], phi[b]).round(12)
        first = [place for place in np.argsort(-common, kind="stable")[:3] if common[place] > 1e-9]
        shared = "、".join(str(terms[place]) for place in first)
        rows.append((wide.index[a], wide.index[b], float(common.sum()), shared))
    return pd.DataFrame(rows, columns=["topic", "other", "overlap", "shared"])
