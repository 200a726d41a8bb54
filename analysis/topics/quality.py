"""How good topics are: coherence, exclusivity, and how many of them a corpus carries."""

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
    Method,
    Progress,
    TopicFit,
    fit_topics,
    held_out_score,
)
from corpus.arrays import Floats

STEADY = 0.8  # the mean stability of a model that may be told in detail
_EPSILON = 1e-12  # gensim's, so that the figures can be compared


def coherence(counts: pd.DataFrame, topics: Sequence[Sequence[str]]) -> pd.DataFrame:
    """How much the first terms of each topic stand together in the units of a corpus.

    With p_i the share of units that hold a term, p_ij that of both, ε = 1e-12 and
    ``npmi_ij = ln((p_ij + ε) / (p_i p_j)) / −ln(p_ij + ε)``: ``npmi`` is its mean over all pairs
    (Bouma 2009; Lau, Newman and Baldwin 2014). ``c_v`` is the mean over the terms of the cosine
    between a term's npmi with all terms of the topic and the sum of these over the terms (Röder,
    Both and Hinneburg 2015). Both are gensim's where its window is longer than each document: the
    unit is the window here.

    Args:
        counts: unit, term, n; the corpus that the terms are looked for in, which belongs into the
            report of the figure.
        topics: the terms of each topic.

    Returns:
        A row a topic: topic (from 1), npmi, c_v; missing where a term is not in the corpus.

    Raises:
        ValueError: where the counts are no counts, or a topic has fewer than two terms.
    """
    short = [number for number, terms in enumerate(topics, start=1) if len(terms) < 2]
    if short:
        raise ValueError(f"topic {short[0]} has fewer than two terms")
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
    """The terms of each topic by five ways to rank them.

    With φ_kw the probability of a term in topic k, p_w its share in the corpus:

    - lift: ``φ_kw / p_w`` (Taddy 2012): favours rare terms.
    - relevance: ``λ ln φ_kw + (1 − λ) ln(φ_kw / p_w)`` (Sievert and Shirley 2014).
    - exclusivity: ``φ_kw / Σ_j φ_jw``.
    - frex: the harmonic mean of the ranks (as shares of the vocabulary) of a term's exclusivity and
      probability within the topic, ``1 / (0.5 / F(exclusivity) + 0.5 / F(φ))`` (Bischof and Airoldi
      2012, with the weight 0.5 of R's stm).

    Args:
        fit: the model.
        counts: that it was fitted to.
        relevance: λ, between 0 (lift) and 1 (probability).

    Returns:
        A row a topic and term with a probability above 0: topic, term, probability, lift,
        relevance, exclusivity, frex.

    Raises:
        ValueError: where relevance is not between 0 and 1.
    """
    if not 0 <= relevance <= 1:
        raise ValueError(f"relevance is {relevance}; it lies between 0 and 1")
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
    """The share of the terms of a topic that are no greater."""
    return np.asarray(pd.DataFrame(values).rank(axis=1, method="max", pct=True))


def proposed_labels(
    fit: TopicFit, areas: dict[str, int | None], names: dict[int, str]
) -> pd.DataFrame:
    """A label for each topic, proposed from its policy terms: for a reader to confirm or change.

    Args:
        fit: the model.
        areas: the policy area of each term that has one.
        names: of the areas.

    Returns:
        A row a topic: topic, label ("proposed: …", the area with most of the probability of its
        thirty first terms, and the two first of those terms), area (its code; missing where no
        term has one), share (of the area in what has one).
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
    method: Method = "nmf",
    seed: int = 1,
    n_runs: int = 20,
    reference: pd.DataFrame | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> pd.DataFrame:
    """What speaks for each number of topics.

    Args:
        counts: unit, term, n.
        grid: the numbers tried.
        method: as ``fit_topics``.
        seed: as ``fit_topics``.
        n_runs: perturbed models for each number: four fifths of the units.
        reference: counts of other texts (unit, term, n), in which coherence is measured too, such
            as the nation's: what stands together in them was not fitted.
        progress: called with the number of models fitted, and of all.
        options: min_words and min_units, as ``fit_topics``.

    Returns:
        A row a number: n_topics, stability (mean over the topics of their overlap with the
        perturbed models'), stable (share of topics of 0.6 or more), npmi, c_v (means over the
        topics, on the same units), npmi_reference, c_v_reference (on the reference, where one is
        given; over the topics whose ten first terms it has), exclusivity (mean of the ten first
        terms), held_out (mean log probability of a word in the fifth of the units that the model
        did not see, by half of the words of each unit), recommended, reason (one sentence in the
        recommended row).
        Recommended is the largest number with a stability of 0.8 or more, so that no detail is
        given away that the units carry; where none has it, the largest within 0.02 of the best;
        none where the best is below 0.6.

    Raises:
        ValueError: where the grid is empty, or as ``fit_topics``.
    """
    if not grid:
        raise ValueError("the grid is empty; name at least one number of topics")
    rows = []
    for done, n_topics in enumerate(sorted(set(grid)), start=1):
        fit = fit_topics(
            counts, n_topics=n_topics, method=method, seed=seed, n_runs=n_runs, **options
        )
        first = [
            list(terms["term"].head(TOP_TERMS)) for _, terms in fit.topic_terms.groupby("topic")
        ]
        together = coherence(counts, first)
        elsewhere = [] if reference is None else _elsewhere(reference, first)
        described = describe_topics(fit, counts).groupby("topic").head(TOP_TERMS)
        rows.append(
            (
                n_topics,
                fit.stability["value"].mean(),
                fit.stability["stable"].mean(),
                together["npmi"].mean(),
                together["c_v"].mean(),
                *elsewhere,
                described["exclusivity"].mean(),
                held_out_score(counts, n_topics=n_topics, method=method, seed=seed, **options),
            )
        )
        if progress:
            progress(done, len(set(grid)))
    other = [] if reference is None else ["npmi_reference", "c_v_reference"]
    columns = ["n_topics", "stability", "stable", "npmi", "c_v", *other, "exclusivity", "held_out"]
    return _recommended(pd.DataFrame(rows, columns=columns))


def _elsewhere(reference: pd.DataFrame, topics: list[list[str]]) -> list[float]:
    found = coherence(reference, topics)
    return [found["npmi"].mean(), found["c_v"].mean()]


def _recommended(table: pd.DataFrame) -> pd.DataFrame:
    best = table["stability"].max()
    least = min(STEADY, best - 0.02)
    largest = table.loc[table["stability"] >= least, "n_topics"].max()
    chosen = (table["n_topics"] == largest) & (best >= STABLE)
    near = f"a stability within 0.02 of the best, {best:.2f}"
    enough = f"a stability of {STEADY} or more"
    said = f"the most topics with {enough if least == STEADY else near}"
    return table.assign(recommended=chosen, reason=np.where(chosen, said, ""))
