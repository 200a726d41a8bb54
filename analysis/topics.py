"""Topics over paragraphs, and how far one can rely on each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.decomposition import NMF, LatentDirichletAllocation
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from analysis.counts import document_term, unit_names

Floats = NDArray[np.float64]
Method = Literal["nmf", "lda"]

UNITS_A_TOPIC = 5
TOP_TERMS = 10
STABLE = 0.6
# Terms that always stand together have one probability, but for the last bits, which change with
# the place of an array in memory. Ranked by rounded values, ties are ties: names decide.
RANKED_DECIMALS = 9


@dataclass(frozen=True)
class TopicFit:
    """A fitted topic model.

    Attributes:
        topic_terms: a row a topic and term: topic (from 1), term, probability of the term in it;
            within a topic the most probable first.
        document_topics: a row a unit and topic: unit, topic, share of the unit's words.
        stability: a row a topic: topic, value, the mean overlap (Jaccard) of its ten first terms
            with those of its best match in models of four fifths of the units; stable, whether
            that is 0.6 or more.
        left_out: a row a unit that was not used: unit, words, reason.
        n_topics: how many topics.
        n_units: how many units were used.
        n_terms: how many terms were used.
        method: the estimator.
        seed: of the estimator and of the subsamples.
    """

    topic_terms: pd.DataFrame
    document_topics: pd.DataFrame
    stability: pd.DataFrame
    left_out: pd.DataFrame
    n_topics: int
    n_units: int
    n_terms: int
    method: Method
    seed: int


def fit_topics(
    counts: pd.DataFrame,
    *,
    n_topics: int,
    method: Method = "nmf",
    seed: int = 1,
    min_words: int = 10,
    min_units: int = 2,
    n_runs: int = 20,
) -> TopicFit:
    """Topics of the units, the same for the same counts whatever their order.

    ``nmf`` is non-negative matrix factorisation with the Kullback–Leibler divergence, started from
    a singular value decomposition, so that no chance is in it; it maximises the likelihood of
    probabilistic latent semantic analysis (Gaussier and Goutte 2005). ``lda`` is latent Dirichlet
    allocation by batch variational Bayes, started at random from the seed. Both are scikit-learn's.
    Stability is measured with both: ``n_runs`` models of four fifths of the units each, their
    topics matched to these by the Hungarian method on the cosine of the term probabilities.

    Args:
        counts: unit, term, n; the unit is best a paragraph.
        n_topics: how many topics; 2 or more.
        method: the estimator.
        seed: of the estimator and of the subsamples.
        min_words: units with fewer counted words are left out, and shown in ``left_out``.
        min_units: terms that stand in fewer of the units used are left out.
        n_runs: how many models stability is taken from; 1 or more.

    Raises:
        ValueError: where the counts are no counts, the method is unknown, the units are too few
            for the topics, or nothing is left to count.
    """
    if method not in get_args(Method):
        raise ValueError(f"there is no method {method!r}; it is nmf or lda")
    if n_runs < 1:
        raise ValueError(f"n_runs is {n_runs}; stability takes 1 model or more")
    if n_topics < 2:
        raise ValueError(f"n_topics is {n_topics}; a topic model has 2 topics or more")
    matrix, units, terms, left_out = _usable(counts, min_words, min_units)
    if len(units) < UNITS_A_TOPIC * n_topics:
        most = len(units) // UNITS_A_TOPIC
        raise ValueError(
            f"{n_topics} topics cannot be told apart in {len(units)} units of {min_words} words or "
            f"more; {n_topics} topics need {UNITS_A_TOPIC * n_topics} units, these carry {most}"
        )
    with threadpool_limits(1):  # the last bits of a sum depend on the number of threads
        by_topic, by_unit = _fit(matrix, n_topics, method, seed)
        order = np.argsort(-by_unit.sum(axis=0), kind="stable")
        by_topic, by_unit = by_topic[order], by_unit[:, order]
        values = _stability(matrix, by_topic, method, seed, n_runs)
    return TopicFit(
        topic_terms=_topic_terms(by_topic, terms),
        document_topics=_document_topics(by_unit, units),
        stability=pd.DataFrame(
            {"topic": range(1, n_topics + 1), "value": values, "stable": values >= STABLE}
        ),
        left_out=left_out,
        n_topics=n_topics,
        n_units=len(units),
        n_terms=len(terms),
        method=method,
        seed=seed,
    )


def _usable(
    counts: pd.DataFrame, min_words: int, min_units: int
) -> tuple[Any, pd.Index, pd.Index, pd.DataFrame]:
    """The matrix of units and terms that are enough, and the units that are not."""
    matrix, units, terms = document_term(counts)
    words = np.asarray(matrix.sum(axis=1)).ravel()
    long = words >= min_words
    common = np.asarray((matrix[long] > 0).sum(axis=0)).ravel() >= min_units
    if not common.any():
        raise ValueError(f"no term stands in {min_units} units of {min_words} words or more")
    used = matrix[long][:, common]
    speaks = np.asarray(used.sum(axis=1)).ravel() > 0
    kept = np.flatnonzero(long)[speaks]
    reason = np.where(long, f"none of its terms stands in {min_units} units",
                      f"fewer than {min_words} counted words")  # fmt: skip
    every = pd.DataFrame({"unit": units, "words": words, "reason": reason})
    left_out = every[~np.isin(np.arange(len(units)), kept)].reset_index(drop=True)
    return used[speaks], units[kept], terms[common], left_out


def _fit(matrix: Any, n_topics: int, method: Method, seed: int) -> tuple[Floats, Floats]:
    """Term probabilities of each topic, and the words of each unit that each topic accounts for."""
    if method == "nmf":
        model = NMF(n_topics, init="nndsvda", solver="mu", beta_loss="kullback-leibler",
                    max_iter=1000, tol=1e-5, random_state=seed)  # fmt: skip
    else:
        model = LatentDirichletAllocation(
            n_topics, learning_method="batch", max_iter=100, random_state=seed, n_jobs=1
        )
    weights = model.fit_transform(matrix.astype(float))
    mass = model.components_.sum(axis=1)
    by_topic = model.components_ / mass[:, None]
    shares = weights * mass if method == "nmf" else weights
    totals = shares.sum(axis=1, keepdims=True)
    return by_topic, np.divide(shares, totals, out=np.full_like(shares, np.nan), where=totals > 0)


def _stability(matrix: Any, topics: Floats, method: Method, seed: int, n_runs: int) -> Floats:
    rng = np.random.default_rng(seed)
    size = int(0.8 * matrix.shape[0])
    overlaps = np.zeros((n_runs, len(topics)))
    for run in range(n_runs):
        chosen = np.sort(rng.choice(matrix.shape[0], size, replace=False))
        others, _ = _fit(matrix[chosen], len(topics), method, seed + run)
        overlaps[run] = _matched_overlap(topics, others)
    return np.asarray(overlaps.mean(axis=0))


def _matched_overlap(topics: Floats, others: Floats) -> Floats:
    """The overlap of each topic's first terms with those of the topic that is matched to it."""
    unit = [each / np.linalg.norm(each, axis=1, keepdims=True) for each in (topics, others)]
    rows, columns = linear_sum_assignment(-(unit[0] @ unit[1].T))
    return np.array(
        [_jaccard(topics[row], others[column]) for row, column in zip(rows, columns, strict=True)]
    )


def _jaccard(one: Floats, other: Floats) -> float:
    first, second = (set(_first_terms(each)) for each in (one, other))
    return len(first & second) / len(first | second)


def _first_terms(probabilities: Floats) -> NDArray[np.int64]:
    return np.argsort(-probabilities.round(RANKED_DECIMALS), kind="stable")[:TOP_TERMS]


def _topic_terms(by_topic: Floats, terms: pd.Index) -> pd.DataFrame:
    topics = np.repeat(np.arange(1, len(by_topic) + 1), len(terms))
    table = pd.DataFrame(
        {"topic": topics, "term": list(terms) * len(by_topic), "probability": by_topic.ravel()}
    )
    table["rounded"] = table["probability"].round(RANKED_DECIMALS)
    order = ["topic", "rounded", "term"]
    table = table.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return table.drop(columns="rounded")


def _document_topics(by_unit: Floats, units: pd.Index) -> pd.DataFrame:
    n_topics = by_unit.shape[1]
    return pd.DataFrame(
        {
            "unit": np.repeat(units, n_topics),
            "topic": np.tile(np.arange(1, n_topics + 1), len(units)),
            "share": by_unit.ravel(),
        }
    )


def paragraph_shares(fit: TopicFit, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """The topics of each paragraph, walked back to the document.

    Args:
        fit: of counts by paragraph_id.
        paragraphs: the table of the store.

    Returns:
        A row a topic and paragraph, each topic's greatest shares first: topic, share, report_id,
        paragraph_id, orientation, start, end, text.
    """
    unit = unit_names(paragraphs, ["paragraph_id"])
    columns = ["report_id", "paragraph_id", "orientation", "start", "end", "text"]
    joined = fit.document_topics.merge(
        paragraphs[columns].assign(unit=unit), on="unit", validate="many_to_one"
    )
    order = ["topic", "rounded", "report_id", "paragraph_id"]
    joined = joined.assign(rounded=joined["share"].round(RANKED_DECIMALS))
    joined = joined.sort_values(order, ascending=[True, False, True, True], ignore_index=True)
    return joined[["topic", "share", *columns]]


def transform(fit: TopicFit, counts: pd.DataFrame) -> pd.DataFrame:
    """The topics of other units by a model that stays as it is.

    The words of a unit are shared out over the topics by the steps of expectation and maximisation
    with the topics' terms held fixed: its most likely shares. Terms that the model does not know
    are left out.

    Args:
        fit: the model.
        counts: of the new units: unit, term, n.

    Returns:
        A row a unit and topic: unit, topic, share; missing where no term of a unit is known.

    Raises:
        ValueError: where the counts are no counts.
    """
    matrix, units, terms = document_term(counts)
    wide = fit.topic_terms.pivot(index="topic", columns="term", values="probability")
    by_topic = wide.reindex(columns=terms).fillna(0).to_numpy(dtype=float)
    return _document_topics(_shares(matrix, by_topic), units)


def _shares(matrix: Any, by_topic: Floats, steps: int = 200) -> Floats:
    """The most likely shares of the topics in each unit, by fixed-point steps."""
    known = by_topic.sum(axis=0) > 0
    counted = np.asarray(matrix[:, np.flatnonzero(known)].todense(), dtype=float)
    phi = by_topic[:, known]
    total = counted.sum(axis=1, keepdims=True)
    shares = np.full((len(counted), len(phi)), 1 / len(phi))
    for _ in range(steps):
        expected = shares @ phi
        ratio = np.divide(counted, expected, out=np.zeros_like(counted), where=expected > 0)
        shares = shares * (ratio @ phi.T)
        sums = shares.sum(axis=1, keepdims=True)
        shares = np.divide(shares, sums, out=np.full_like(shares, np.nan), where=sums > 0)
    return np.where(total > 0, shares, np.nan)


def held_out_score(
    counts: pd.DataFrame,
    *,
    n_topics: int,
    method: Method = "nmf",
    seed: int = 1,
    min_words: int = 10,
    min_units: int = 2,
) -> float:
    """The mean log probability of words that a model did not see (document completion).

    A model of four fifths of the units is given half of the words of each other unit, and asked
    for the other half (Wallach and others 2009); a word that it gives no probability has one in a
    million.

    Args:
        counts: unit, term, n.
        n_topics: as ``fit_topics``.
        method: as ``fit_topics``.
        seed: of the estimator and of the halves.
        min_words: as ``fit_topics``.
        min_units: as ``fit_topics``.
    """
    matrix, _, _, _ = _usable(counts, min_words, min_units)
    rng = np.random.default_rng(seed)
    order = rng.permutation(matrix.shape[0])
    cut = int(0.8 * len(order))
    with threadpool_limits(1):
        by_topic, _ = _fit(matrix[np.sort(order[:cut])], n_topics, method, seed)
        rest = matrix[np.sort(order[cut:])].astype(np.int64)
        half = rest.copy()
        half.data = rng.binomial(rest.data, 0.5)
        other = rest - half
        probability = np.nan_to_num(_shares(half, by_topic)) @ by_topic
    seen = other.tocoo()
    logs = np.log(np.maximum(probability[seen.row, seen.col], 1e-6))
    return float((seen.data * logs).sum() / max(seen.data.sum(), 1))
