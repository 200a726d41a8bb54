"""The quality of topics: coherence, exclusivity, labels, and the choice of their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pandas as pd

from analysis.counts import document_term
from analysis.topics.model import (
    RANKED_DECIMALS,
    STABLE,
    TOP_TERMS,
    Progress,
    Refits,
    TopicFit,
    fit_topics,
)
from corpus.arrays import Floats

STEADY = 0.8  # the mean stability of a model whose topics may be reported one by one
_EPSILON = 1e-12  # gensim's, so that values are comparable


def coherence(counts: pd.DataFrame, topics: Sequence[Sequence[str]]) -> pd.DataFrame:
    """The coherence of each topic: how far its top terms co-occur in the text units of a corpus.

    With p_i the share of text units that contain a term, p_ij the share that contain both terms,
    ε = 1e-12 and ``npmi_ij = ln((p_ij + ε) / (p_i p_j)) / −ln(p_ij + ε)``: ``npmi`` is its mean
    over all pairs (Bouma 2009; Lau, Newman and Baldwin 2014). ``c_v`` is the mean over the terms of
    the cosine between a term's npmi with all terms of the topic and the sum of these over the terms
    (Röder, Both and Hinneburg 2015). Both equal gensim's if its window is longer than every
    document: here the text unit is the window.

    Args:
        counts: unit, term, n; the corpus in which co-occurrence is counted. Name it when you report
            coherence.
        topics: the terms of each topic.

    Returns:
        One row per topic: topic (from 1), npmi, c_v; missing if a term is not in the corpus.

    Raises:
        ValueError: if the counts are not valid, or a topic has fewer than two terms.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import coherence
        >>> texts = ["教育 学校 创新", "教育 学校", "创新 企业", "企业 就业"]
        >>> rows = [(i, term, 1) for i, text in enumerate(texts) for term in text.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> coherence(counts, [["教育", "学校"], ["创新", "就业"]])["npmi"].round(2).tolist()
        [1.0, -0.92]
    """
    short = [number for number, terms in enumerate(topics, start=1) if len(terms) < 2]
    if short:
        raise ValueError(f"topic {short[0]} has fewer than two terms; give at least two")
    matrix, units, names = document_term(counts)
    there = (matrix > 0).astype(float).tocsc()
    place = {name: column for column, name in enumerate(names)}
    rows = []
    for number, terms in enumerate(topics, start=1):
        if any(term not in place for term in terms):
            rows.append((number, np.nan, np.nan))
            continue
        chosen = there[:, [place[term] for term in terms]]
        both = np.asarray((chosen.T @ chosen).todense()) / len(units)
        alone = both.diagonal()
        npmi = np.log((both + _EPSILON) / np.outer(alone, alone)) / -np.log(both + _EPSILON)
        pairs = npmi[np.triu_indices(len(terms), 1)]
        rows.append((number, float(pairs.mean()), _c_v(npmi)))
    return pd.DataFrame(rows, columns=["topic", "npmi", "c_v"])


def _c_v(npmi: Floats) -> float:
    whole = npmi.sum(axis=0)
    length = np.linalg.norm(npmi, axis=1) * np.linalg.norm(whole)
    return float((npmi @ whole / length).mean())


def describe_topics(fit: TopicFit, counts: pd.DataFrame, *, relevance: float = 0.6) -> pd.DataFrame:
    """The terms of each topic with five measures by which to rank them.

    With φ_kw the probability of a term in topic k, p_w its share in the corpus:

    - probability: ``φ_kw``.
    - lift: ``φ_kw / p_w`` (Taddy 2012); it favours rare terms.
    - relevance: ``λ ln φ_kw + (1 − λ) ln(φ_kw / p_w)`` (Sievert and Shirley 2014).
    - exclusivity: ``φ_kw / Σ_j φ_jw``.
    - frex: the harmonic mean of the ranks (as shares of the vocabulary) of a term's exclusivity and
      probability within the topic, ``1 / (0.5 / F(exclusivity) + 0.5 / F(φ))`` (Bischof and Airoldi
      2012), with the weight 0.5 and the mean ranks of ties of ``calcfrex`` in R's stm (without its
      shrinkage of the exclusivity of rare terms).

    Args:
        fit: the model.
        counts: the counts that it was fitted to.
        relevance: λ, between 0 (lift) and 1 (probability).

    Returns:
        One row per topic and term with a probability above 0: topic, term, probability, lift,
        relevance, exclusivity, frex.

    Raises:
        ValueError: if relevance is not between 0 and 1.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import describe_topics, fit_topics
        >>> themes = ["教育 学校 发展"] * 6 + ["企业 创新 发展"] * 4
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> table = describe_topics(fit_topics(counts, n_topics=2, n_runs=2), counts)
        >>> print(table[["topic", "term", "lift"]].head(3).round(1).to_string(index=False))
         topic term  lift
             1   发展   1.0
             1   学校   1.7
             1   教育   1.7
    """
    if not 0 <= relevance <= 1:
        raise ValueError(f"relevance is {relevance}; it must lie between 0 and 1")
    table = fit.topic_terms
    wide = table.pivot(index="topic", columns="term", values="probability")
    n = counts.groupby("term")["n"].sum().reindex(wide.columns)
    share = (n / n.sum()).to_numpy(dtype=float)
    phi = wide.to_numpy(dtype=float).round(RANKED_DECIMALS)  # ranks must not depend on last bits
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = phi / share
        relevant = relevance * np.log(phi) + (1 - relevance) * np.log(lift)
        exclusive = (phi / phi.sum(axis=0)).round(RANKED_DECIMALS)
        frex = 1 / (0.5 / _rank_share(exclusive) + 0.5 / _rank_share(phi))
    found = pd.DataFrame(
        {
            "topic": np.repeat(wide.index, phi.shape[1]),
            "term": np.tile(wide.columns, len(phi)),
            "probability": phi.ravel(),
            "lift": lift.ravel(),
            "relevance": relevant.ravel(),
            "exclusivity": exclusive.ravel(),
            "frex": frex.ravel(),
        }
    )
    found = found[found["probability"] > 0]
    return found.sort_values(
        ["topic", "probability", "term"], ascending=[True, False, True], ignore_index=True
    )


def _rank_share(values: Floats) -> Floats:
    """The rank of each term in its topic over the number of terms; ties have their mean rank."""
    return np.asarray(pd.DataFrame(values).rank(axis=1, method="average", pct=True))


def proposed_labels(
    fit: TopicFit, areas: dict[str, int | None], names: dict[int, str]
) -> pd.DataFrame:
    """A label suggested for each topic from its policy terms, for a reader to confirm or change.

    Args:
        fit: the model.
        areas: the policy area of each term that has one.
        names: the names of the areas.

    Returns:
        One row per topic: topic, label ("proposed: …", the area to which most of the probability of
        the thirty top terms belongs, and its two leading terms), area (its code; missing if no term
        has an area), share (of the area in the probability of terms that have an area).

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import fit_topics, proposed_labels
        >>> themes = ["教育 学校 教师"] * 6 + ["企业 创新 产业"] * 4
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> fit = fit_topics(counts, n_topics=2, n_runs=2)
        >>> areas, names = {"教育": 6, "学校": 6, "企业": 15}, {6: "Education", 15: "Commerce"}
        >>> proposed_labels(fit, areas, names)["label"].tolist()
        ['proposed: Education (学校、教育)', 'proposed: Commerce (企业)']
    """
    rows: list[tuple[Any, str, int | None, float]] = []
    for topic, terms in fit.topic_terms.groupby("topic"):
        first = terms.head(30)
        known = first.assign(area=first["term"].map(areas)).dropna(subset="area")
        if known.empty:
            rows.append((topic, "", None, np.nan))
            continue
        weight = known.groupby("area")["probability"].sum().sort_values(ascending=False)
        area = int(cast(int, weight.idxmax()))
        lead = "、".join(known[known["area"] == area]["term"].head(2))
        label = f"proposed: {names[area]} ({lead})"
        share = round(float(weight.max() / weight.sum()), RANKED_DECIMALS)
        rows.append((topic, label, area, share))
    table = pd.DataFrame(rows, columns=["topic", "label", "area", "share"])
    return table.astype({"area": "Int64"})


def choose_n_topics(
    counts: pd.DataFrame,
    grid: Sequence[int],
    *,
    seed: int = 1,
    n_runs: int = 20,
    reference: pd.DataFrame | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Stability, coherence and fit for each number of topics, with a recommendation.

    The largest number of topics with a mean stability of at least 0.8 is recommended, so as to keep
    all the detail that the data support; if no number reaches 0.8, the largest within 0.02 of the
    best; and no number if the best is below 0.6. A number of topics of which not all are supported
    (see ``fit_topics``) is not recommended.

    Args:
        counts: unit, term, n.
        grid: the numbers of topics to try.
        seed: as ``fit_topics``.
        n_runs: the number of models per number of topics, each fitted to four fifths of the text
            units, from which stability is computed.
        reference: counts of other texts (unit, term, n) in which coherence is measured as well,
            such as State Council reports: the model was not fitted to them.
        progress: called with the number of models fitted so far, and in all.
        options: method and min_words, as ``fit_topics``.

    Returns:
        One row per number of topics: n_topics, n_supported (how many of them the counts support),
        stability (mean over topics), stable (share of topics with a stability of 0.6 or more),
        npmi, c_v (means over topics, in the same text units), npmi_reference, c_v_reference (in the
        reference, if one is given; over the topics whose top ten terms all occur in it),
        exclusivity (mean over the top ten terms), held_out (log-likelihood per word of the text
        units to which a model was not fitted, see ``held_out_score``; mean over the ``n_runs``
        models), recommended, reason (one sentence in the recommended row); and the range of
        stability, npmi, exclusivity and held_out over the ``n_runs`` models, as stability_low and
        stability_high.

    Raises:
        ValueError: if the grid is empty, or as ``fit_topics``.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import choose_n_topics
        >>> themes = ["教育 学校 教师"] * 12 + ["企业 创新 产业"] * 10 + ["环境 污染 绿化"] * 8
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> found = choose_n_topics(counts, [2, 3], n_runs=3)
        >>> print(found[["n_topics", "held_out", "recommended"]].round(2).to_string(index=False))
         n_topics  held_out  recommended
                2     -1.57        False
                3     -1.10         True
    """
    if not grid:
        raise ValueError("the grid is empty; give at least one number of topics")
    rows, ranges = [], []
    for done, n_topics in enumerate(sorted(set(grid)), start=1):
        fit = fit_topics(counts, n_topics=n_topics, seed=seed, n_runs=n_runs, **options)
        first = [
            list(terms["term"].head(TOP_TERMS)) for _, terms in fit.topic_terms.groupby("topic")
        ]
        together = coherence(counts, first)
        elsewhere = [] if reference is None else _elsewhere(reference, first)
        described = describe_topics(fit, counts).groupby("topic").head(TOP_TERMS)
        rows.append(
            (
                n_topics,
                fit.n_supported,
                fit.stability["value"].mean(),
                fit.stability["stable"].mean(),
                together["npmi"].mean(),
                together["c_v"].mean(),
                *elsewhere,
                described["exclusivity"].mean(),
                np.mean([run.held_out for run in cast("Refits", fit.refits).runs]),
            )
        )
        ranges.append(_ranges(counts, fit))
        if progress:
            progress(done, len(set(grid)))
    other = [] if reference is None else ["npmi_reference", "c_v_reference"]
    columns = ["n_topics", "n_supported", "stability", "stable", "npmi", "c_v", *other]
    columns += ["exclusivity", "held_out"]
    return _recommended(pd.DataFrame(rows, columns=columns)).join(pd.DataFrame(ranges))


def _ranges(counts: pd.DataFrame, fit: TopicFit) -> dict[str, float]:
    """The least and largest value of four measures over the models of parts of the text units."""
    runs = cast("Refits", fit.refits).runs
    topics = [topic for run in runs for topic in run.first]
    npmi = coherence(counts, topics)["npmi"].to_numpy().reshape(len(runs), -1).mean(axis=1)
    measured = {
        "stability": [run.overlap.mean() for run in runs],
        "npmi": npmi,
        "exclusivity": [run.exclusivity for run in runs],
        "held_out": [run.held_out for run in runs],
    }
    ends = (("low", min), ("high", max))
    return {
        f"{name}_{end}": float(pick(values))
        for name, values in measured.items()
        for end, pick in ends
    }


def _elsewhere(reference: pd.DataFrame, topics: list[list[str]]) -> list[float]:
    found = coherence(reference, topics)
    return [found["npmi"].mean(), found["c_v"].mean()]


def _recommended(table: pd.DataFrame) -> pd.DataFrame:
    stability = table["stability"].where(table["n_supported"] >= table["n_topics"])
    best = stability.max()
    least = min(STEADY, best - 0.02)
    largest = table.loc[stability >= least, "n_topics"].max()
    chosen = (table["n_topics"] == largest) & (best >= STABLE)
    near = f"within 0.02 of the best ({best:.2f})"
    enough = f"of at least {STEADY}"
    reason = f"the largest number of topics with a stability {enough if least == STEADY else near}"
    return table.assign(recommended=chosen, reason=np.where(chosen, reason, ""))
