"""Topic models of text units, with the stability of each topic."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import count, islice
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.special import psi
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from analysis.counts import document_term, unit_names
from analysis.topics.divergence import factorise, held_terms
from corpus.arrays import Floats

Method = Literal["nmf", "lda"]
Progress = Callable[[int, int], None]

_MIN_UNITS = 2  # text units that a term occurs in
UNITS_A_TOPIC = 5
TOP_TERMS = 10
STABLE = 0.6
# Terms that always co-occur have the same probability, except in the last bits, which depend on
# where an array lies in memory. Ranking by rounded values keeps ties as ties, ordered by name.
RANKED_DECIMALS = 9
# Steps of each estimator: more would change the last digits of probabilities, but no top term.
START_STEPS, LDA_STEPS = 200, 10
KEPT = 4  # models of which the same counts are not fitted again, such as one of those compared


@dataclass(frozen=True, eq=False)
class OtherFit:
    """What is kept of one of the models from which stability is computed.

    Attributes:
        overlap: of the top terms of each topic with those of its match in this model.
        first: the top ten terms of each topic of this model.
        exclusivity: their mean exclusivity.
        held_out: how well it predicts the other fifth of the text units, as ``held_out_score``.
    """

    overlap: Floats
    first: list[list[str]]
    exclusivity: float
    held_out: float


@dataclass(eq=False)
class Kept:
    """What has been computed of a model, to be used when it is asked for again.

    Attributes:
        fitted: term probabilities, shares in the text units, and how many topics are supported.
        runs: models of four fifths of the text units, as many as were needed so far.
    """

    fitted: tuple[Floats, Floats, int] | None = None
    runs: list[OtherFit] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Refits:
    """What the stability of topics is computed from, when somebody asks for it."""

    matrix: Any
    by_topic: Floats
    seeded: NDArray[np.str_]
    method: Method
    guided: Sequence[NDArray[np.int64]]
    seed: int
    n_runs: int
    terms: pd.Index
    kept: Kept = field(default_factory=Kept)

    @cached_property
    def runs(self) -> list[OtherFit]:
        """The models of four fifths of the text units; computed when first looked at."""
        known = self.kept.runs[: self.n_runs]
        with threadpool_limits(1):
            found = [*known, *islice(_runs(self, known=len(known)), self.n_runs - len(known))]
        self.kept.runs = max(found, self.kept.runs, key=len)
        return found

    def table(self) -> pd.DataFrame:
        """The stability of each topic; see ``TopicFit.stability``."""
        overlaps = np.array([run.overlap for run in self.runs])
        return _stability_table(overlaps.mean(axis=0), self.seeded)


@dataclass(frozen=True, eq=False)
class TopicFit:
    """A fitted topic model.

    Attributes:
        topic_terms: one row per topic and term: topic (from 1), term, probability of the term in
            the topic; within a topic the most probable first.
        document_topics: one row per text unit and topic: unit, topic, share of the unit's words.
        refits: what ``stability`` is computed from, or its table.
        left_out: one row per text unit that was not used: unit, words, reason.
        n_topics: the number of topics.
        n_units: the number of text units used.
        n_terms: the number of terms used.
        method: the estimator.
        seed: the seed of the subsamples.
        n_supported: how many of the topics the counts support, see ``fit_topics``.
    """

    topic_terms: pd.DataFrame
    document_topics: pd.DataFrame
    refits: Refits | pd.DataFrame
    left_out: pd.DataFrame
    n_topics: int
    n_units: int
    n_terms: int
    method: Method
    seed: int
    n_supported: int = 0

    @cached_property
    def stability(self) -> pd.DataFrame:
        """One row per topic: topic, value, stable, seeded; computed when first looked at.

        ``value`` is the mean overlap (Jaccard) of a topic's top ten terms with those of its match
        in ``n_runs`` models of four fifths of the text units, matched by the Hungarian method on
        the cosine of the term probabilities; ``stable``, whether that is 0.6 or more; ``seeded``,
        the name of the topic's anchors, or "".
        """
        return self.refits.table() if isinstance(self.refits, Refits) else self.refits

    @property
    def shares(self) -> pd.Series:
        """The share of each topic in the counted words of all text units, by topic.

        Where ``refits`` is a table, the numbers of words are not known, and all units weigh alike.
        """
        wide = self.document_topics.pivot(index="unit", columns="topic", values="share")
        words = np.ones(len(wide))
        if isinstance(self.refits, Refits):
            order = self.document_topics["unit"].drop_duplicates()
            wide, words = wide.reindex(order), np.asarray(self.refits.matrix.sum(axis=1)).ravel()
        return pd.Series(words @ wide.to_numpy() / words.sum(), index=wide.columns)


def fit_topics(
    counts: pd.DataFrame,
    *,
    n_topics: int,
    method: Method = "nmf",
    seed: int = 1,
    n_runs: int = 20,
    anchors: Mapping[str, Collection[str]] | None = None,
    min_words: int = 10,
) -> TopicFit:
    """A topic model of text units, the same for the same counts in whatever order.

    Both estimators start from a non-negative matrix factorisation of the tf-idf of the text units
    (scikit-learn's: squared error, coordinate descent, itself started from a singular value
    decomposition), so that nothing is left to chance. From there, ``nmf`` minimises the
    Kullback–Leibler divergence of the counts, which maximises the likelihood of probabilistic
    latent semantic analysis (Hofmann 1999; Gaussier and Goutte 2005), by
    expectation–maximisation; two topics that are one are merged, and one that is two is split
    (Ueda and others 2000). A topic is supported if the log-likelihood would fall by more than 0.85
    for each of its parameters if it were merged with another, and, where there are fewer such
    topics than asked for, by 1.3 or more without it. Then the terms of these are kept
    as they are, and the others fit what they leave over. ``lda`` continues with 10 steps of batch
    variational Bayes for latent Dirichlet allocation with the priors 1 / n_topics (Hoffman, Blei
    and Bach 2010; scikit-learn's). How many planted topics are recovered, and in what time, is in
    tests/benchmarks/topics.md (``make bench-topics``).

    With ``anchors``, the first topics are guided: the anchor terms of a topic have no probability
    in any other, and its starting point is the text units that contain them. All other terms, and
    the topics without anchors, are free.

    The stability of the topics is computed when ``stability`` is first looked at; it takes about
    0.8 ``n_runs`` times as long as the fit. What was computed for the last four models is kept, so
    that one of those that ``choose_n_topics`` has compared is not fitted again.

    Args:
        counts: unit, term, n; the text unit is preferably a paragraph, see ``merged_units``.
        n_topics: the number of topics, including guided ones; 2 or more.
        method: the estimator.
        seed: the seed of the subsamples.
        anchors: terms by the name of the topic that they guide, such as those of policy areas;
            terms that are not in the vocabulary are ignored.
        n_runs: the number of models from which stability is computed; 1 or more.
        min_words: text units with fewer counted words are left out and listed in ``left_out``;
            terms that occur in only one of the others are left out.

    Returns:
        The topics by terms, the text units by topics, and the stability of each topic; topics are
        numbered from the most to the least prevalent.

    Raises:
        ValueError: if the counts are not valid, the method is unknown, there are too few text units
            or terms for the number of topics, an anchor guides two topics, none of a topic's
            anchors is in the vocabulary, or no term is left to count.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import fit_topics
        >>> themes = ["教育 学校 教师"] * 6 + ["企业 创新 产业"] * 4
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> fit = fit_topics(counts, n_topics=2, n_runs=2)
        >>> fit.topic_terms.groupby("topic")["term"].agg(lambda terms: " ".join(terms[:3])).tolist()
        ['学校 教师 教育', '产业 企业 创新']
    """
    _check_options(method, n_topics, n_runs)
    matrix, units, terms, left_out = _usable(counts, min_words)
    _check_enough(n_topics, units, terms, min_words)
    guided = _anchor_columns(anchors or {}, terms, n_topics)
    names = np.array([*(anchors or {}), *[""] * (n_topics - len(guided))])
    kept = _kept(_digest(matrix, terms, guided), n_topics, method, seed)
    if kept.fitted is None:
        with threadpool_limits(1):  # the last bits of a sum depend on the number of threads
            kept.fitted = _fit(matrix, n_topics, method, guided)
    by_topic, by_unit, n_supported = kept.fitted
    order = np.argsort(-by_unit.sum(axis=0), kind="stable")
    by_topic, by_unit = by_topic[order], by_unit[:, order]
    return TopicFit(
        topic_terms=_topic_terms(by_topic, terms),
        document_topics=_document_topics(by_unit, units),
        refits=Refits(matrix, by_topic, names[order], method, guided, seed, n_runs, terms, kept),
        left_out=left_out,
        n_topics=n_topics,
        n_units=len(units),
        n_terms=len(terms),
        method=method,
        seed=seed,
        n_supported=n_supported,
    )


@lru_cache(maxsize=KEPT)
def _kept(digest: str, n_topics: int, method: Method, seed: int) -> Kept:
    """What is known of a model of these counts; of the last models only."""
    return Kept()


def _digest(matrix: Any, terms: pd.Index, guided: Sequence[NDArray[np.int64]]) -> str:
    """Of all counts, terms and anchors: two models that differ in any are not taken for one."""
    arrays = (np.array(matrix.shape), matrix.data, matrix.indices, matrix.indptr, *guided)
    said = [f"{one.dtype}{one.shape}".encode() + one.tobytes() for one in arrays]
    return hashlib.sha256(b"".join(said) + "\n".join(terms).encode()).hexdigest()


def _check_options(method: str, n_topics: int, n_runs: int) -> None:
    if method not in get_args(Method):
        raise ValueError(f"unknown method {method!r}; choose nmf or lda")
    if n_runs < 1:
        raise ValueError(f"n_runs is {n_runs}; it must be 1 or more")
    if n_topics < 2:
        raise ValueError(f"n_topics is {n_topics}; it must be 2 or more")


def _check_enough(n_topics: int, units: pd.Index, terms: pd.Index, min_words: int) -> None:
    """Raises ValueError if the text units or the terms are too few for the number of topics."""
    if len(units) < UNITS_A_TOPIC * n_topics:
        most = len(units) // UNITS_A_TOPIC
        raise ValueError(
            f"{n_topics} topics require {UNITS_A_TOPIC * n_topics} text units of {min_words} words "
            f"or more; there are {len(units)}, enough for {most} topics"
        )
    if len(terms) < n_topics:
        raise ValueError(
            f"{n_topics} topics require at least {n_topics} terms; there are {len(terms)}"
        )


def _usable(counts: pd.DataFrame, min_words: int) -> tuple[Any, pd.Index, pd.Index, pd.DataFrame]:
    """The matrix of usable text units and terms, their names, and the units left out."""
    matrix, units, terms = document_term(counts)
    words = np.asarray(matrix.sum(axis=1)).ravel()
    long = words >= min_words
    common = np.asarray((matrix[long] > 0).sum(axis=0)).ravel() >= _MIN_UNITS
    if not common.any():
        raise ValueError(f"no term occurs in {_MIN_UNITS} text units of {min_words} words or more")
    used = matrix[long][:, common]
    has_terms = np.asarray(used.sum(axis=1)).ravel() > 0
    kept = np.flatnonzero(long)[has_terms]
    reason = np.where(
        long,
        f"none of its terms occurs in {_MIN_UNITS} text units",
        f"fewer than {min_words} counted words",
    )
    every = pd.DataFrame({"unit": units, "words": words, "reason": reason})
    left_out = every[~np.isin(np.arange(len(units)), kept)].reset_index(drop=True)
    return used[has_terms], units[kept], terms[common], left_out


def _anchor_columns(
    anchors: Mapping[str, Collection[str]], terms: pd.Index, n_topics: int
) -> list[NDArray[np.int64]]:
    """The columns of the anchors of each guided topic."""
    if len(anchors) > n_topics:
        raise ValueError(
            f"{len(anchors)} topics have anchors, but n_topics is {n_topics}; raise n_topics"
        )
    taken: dict[str, str] = {}
    for name, words in anchors.items():
        for word in words:
            if taken.setdefault(word, name) != name:
                raise ValueError(
                    f"{word} is an anchor of both {taken[word]} and {name}; give it to one of them"
                )
        if not terms.isin(list(words)).any():
            raise ValueError(
                f"none of the anchors of {name} is in the vocabulary; give terms that the texts use"
            )
    return [np.flatnonzero(terms.isin(list(words))) for words in anchors.values()]


def _fit(
    matrix: Any, n_topics: int, method: Method, guided: Sequence[NDArray[np.int64]] = ()
) -> tuple[Floats, Floats, int]:
    """Term probabilities of topics, their shares in the text units, and how many are supported."""
    counted = matrix.astype(float)
    weights, terms = _start(counted, n_topics, guided)
    shares, by_topic, n_supported = factorise(counted, weights, terms, guided=len(guided))
    if method == "lda":
        by_topic, shares = _variational(counted, by_topic, shares, guided)
    totals = shares.sum(axis=1, keepdims=True)
    shares = np.divide(shares, totals, out=np.full_like(shares, np.nan), where=totals > 0)
    return by_topic, shares, n_supported


def _start(
    counted: Any, n_topics: int, guided: Sequence[NDArray[np.int64]]
) -> tuple[Floats, Floats]:
    """The starting point: weights of text units, and terms of topics, 0 where anchors exclude them.

    The steps that follow keep a value of 0, so all other values are set slightly above it.
    """
    held = np.concatenate([np.array([], dtype=int), *guided])
    free = n_topics - len(guided)
    weights, terms = (
        np.zeros(shape) for shape in ((counted.shape[0], n_topics), (n_topics, counted.shape[1]))
    )
    for topic, columns in enumerate(guided):
        weights[:, topic] = np.asarray(counted[:, columns].sum(axis=1)).ravel()
        terms[topic] = (counted.T @ weights[:, topic]) / max(weights[:, topic].sum(), 1)
    if free:
        others = np.setdiff1d(np.arange(counted.shape[1]), held)
        model = NMF(free, init="nndsvd", max_iter=START_STEPS, tol=1e-4, random_state=0)
        rest = counted[:, others]
        # A factorisation that has not converged after these steps still serves as a start.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            weights[:, len(guided) :] = model.fit_transform(TfidfTransformer().fit_transform(rest))
        terms[np.ix_(np.arange(len(guided), n_topics), others)] = model.components_
    weights += 1e-3 * weights.mean() + 1e-9
    terms += 1e-3 * terms.mean() + 1e-9
    for topic, columns in enumerate(guided):
        terms[np.ix_(np.delete(np.arange(n_topics), topic), columns)] = 0
    return weights, terms


def _variational(
    counted: Any, by_topic: Floats, shares: Floats, guided: Sequence[NDArray[np.int64]]
) -> tuple[Floats, Floats]:
    """Latent Dirichlet allocation, by steps of batch variational Bayes from given topics.

    scikit-learn accepts no starting point; ``partial_fit`` without decay on all text units is a
    step of the batch algorithm and continues from the public ``components_``.
    """
    n_topics, size = len(by_topic), counted.shape[0]
    model = LatentDirichletAllocation(
        n_topics, learning_decay=0.0, batch_size=size, total_samples=size, random_state=0, n_jobs=1
    )
    model.partial_fit(counted[:1])  # sets the priors; the fit itself is replaced
    _go_on_from(model, 1 / n_topics + by_topic * shares.sum(axis=0)[:, None])
    for _ in range(LDA_STEPS):
        model.partial_fit(counted)
        if guided:
            held = model.components_.copy()
            for topic, columns in enumerate(guided):
                held[np.ix_(np.delete(np.arange(n_topics), topic), columns)] = 1e-9
            _go_on_from(model, held)
    found = model.components_ / model.components_.sum(axis=1, keepdims=True)
    return found, np.asarray(model.transform(counted))


def _go_on_from(model: LatentDirichletAllocation, components: Floats) -> None:
    model.components_ = components
    total = components.sum(axis=1, keepdims=True)
    model.exp_dirichlet_component_ = np.exp(psi(components) - psi(total))


def _runs(refits: Refits, *, known: int = 0) -> Iterator[OtherFit]:
    """One model after another, without the first, which are ``known``."""
    rng = np.random.default_rng(refits.seed)
    n_units, n_topics = refits.matrix.shape[0], len(refits.by_topic)
    for number in count():
        chosen = np.sort(rng.choice(n_units, int(0.8 * n_units), replace=False))
        if number < known:
            continue
        others, _, _ = _fit(refits.matrix[chosen], n_topics, refits.method, refits.guided)
        rest = refits.matrix[np.setdiff1d(np.arange(n_units), chosen)]
        halves = np.random.default_rng((refits.seed, number))  # of its own: more runs change none
        yield _other_fit(refits, others, _completed(rest, others, halves))


def _other_fit(refits: Refits, others: Floats, held_out: float) -> OtherFit:
    """What is kept of a model with other topics."""
    first = np.array([_top_terms(each) for each in others])
    with np.errstate(invalid="ignore"):
        shares = np.where(others > 0, others / others.sum(axis=0), np.nan)
    exclusive = float(np.nanmean(np.take_along_axis(shares, first, axis=1)))
    names = [[str(term) for term in refits.terms[each]] for each in first]
    return OtherFit(_matched_overlap(refits.by_topic, others), names, exclusive, held_out)


def _matched_overlap(topics: Floats, others: Floats) -> Floats:
    """The overlap of each topic's top terms with those of the topic matched to it."""
    unit = [each / np.linalg.norm(each, axis=1, keepdims=True) for each in (topics, others)]
    rows, columns = linear_sum_assignment(-(unit[0] @ unit[1].T))
    return np.array(
        [_jaccard(topics[row], others[column]) for row, column in zip(rows, columns, strict=True)]
    )


def _jaccard(one: Floats, other: Floats) -> float:
    first, second = (set(_top_terms(each)) for each in (one, other))
    return len(first & second) / len(first | second)


def _top_terms(probabilities: Floats) -> NDArray[np.int64]:
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


def _stability_table(values: Floats, seeded: NDArray[np.str_]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "topic": range(1, len(values) + 1),
            "value": values,
            "stable": values >= STABLE,
            "seeded": seeded,
        }
    )


def _document_topics(by_unit: Floats, units: pd.Index) -> pd.DataFrame:
    n_topics = by_unit.shape[1]
    return pd.DataFrame(
        {
            "unit": np.repeat(units, n_topics),
            "topic": np.tile(np.arange(1, n_topics + 1), len(units)),
            "share": by_unit.ravel(),
        }
    )


def unit_shares(fit: TopicFit, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """The topics of each paragraph, with its text and its place in the document.

    A paragraph has the shares of the text unit that it is counted in.

    Args:
        fit: the model.
        paragraphs: the rows of the store with the column unit, as from ``merged_units``; without
            that column, the unit is the paragraph, named as by ``count_terms(by="paragraph_id")``.

    Returns:
        One row per topic and paragraph, the largest shares of each topic first: topic, share, unit,
        report_id, paragraph_id, orientation, start, end, text.

    Example:
        >>> from analysis import count_terms, open_corpus
        >>> from analysis.topics import fit_topics, unit_shares
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> counts = count_terms(read_table(corpus, "mentions"), by="paragraph_id")
        >>> fit = fit_topics(counts, n_topics=3, n_runs=1)
        >>> found = unit_shares(fit, read_table(corpus, "paragraphs"))
        >>> found[["topic", "paragraph_id"]].iloc[0].tolist(), found.loc[0, "text"][:12]
        ([1, 11], '一是坚定不移贯彻新发展理')
    """
    named = "unit" in paragraphs
    unit = paragraphs["unit"] if named else unit_names(paragraphs, ["paragraph_id"])
    columns = ["unit", "report_id", "paragraph_id", "orientation", "start", "end", "text"]
    joined = fit.document_topics.merge(paragraphs.assign(unit=unit)[columns], on="unit")
    order = ["topic", "rounded", "report_id", "paragraph_id"]
    joined = joined.assign(rounded=joined["share"].round(RANKED_DECIMALS))
    joined = joined.sort_values(order, ascending=[True, False, True, True], ignore_index=True)
    return joined[["topic", "share", *columns]]


def transform(fit: TopicFit, counts: pd.DataFrame) -> pd.DataFrame:
    """The topics of new text units according to a model already fitted.

    The shares of a unit are those of maximum likelihood, found by expectation–maximisation with the
    terms of the topics held fixed. Terms that are not in the model are left out.

    Args:
        fit: the model.
        counts: the counts of the new text units: unit, term, n.

    Returns:
        One row per text unit and topic: unit, topic, share; missing if no term of a unit is in the
        model.

    Raises:
        ValueError: if the counts are not valid.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import fit_topics, transform
        >>> themes = ["教育 学校 教师"] * 6 + ["企业 创新 产业"] * 4
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> fit = fit_topics(counts, n_topics=2, n_runs=2)
        >>> new = pd.DataFrame({"unit": "2018", "term": ["教育", "创新", "产业"], "n": [1, 2, 1]})
        >>> transform(fit, new)["share"].round(2).tolist()
        [0.25, 0.75]
    """
    matrix, units, terms = document_term(counts)
    wide = fit.topic_terms.pivot(index="topic", columns="term", values="probability")
    by_topic = wide.reindex(columns=terms).fillna(0).to_numpy(dtype=float)
    return _document_topics(_shares(matrix, by_topic), units)


def _shares(matrix: Any, by_topic: Floats, steps: int = 200) -> Floats:
    """The maximum-likelihood shares of the topics in each text unit, by fixed-point steps."""
    known = np.flatnonzero(by_topic.sum(axis=0) > 0)
    counted = matrix[:, known].astype(float)
    even = np.full((counted.shape[0], len(by_topic)), 1 / len(by_topic))
    shares = held_terms(counted, even, by_topic[:, known], steps)
    total = np.asarray(counted.sum(axis=1)).ravel()
    return np.where(total[:, None] > 0, shares, np.nan)


def held_out_score(
    counts: pd.DataFrame,
    *,
    n_topics: int,
    method: Method = "nmf",
    seed: int = 1,
    min_words: int = 10,
) -> float:
    """The held-out log-likelihood per word: how well a model predicts words that it has not seen.

    A model of four fifths of the text units is given half of the words of each remaining unit and
    predicts the other half (document completion; Wallach and others 2009); a word to which it gives
    no probability is assigned one in a million.

    Args:
        counts: unit, term, n.
        n_topics: as ``fit_topics``.
        method: as ``fit_topics``.
        seed: the seed of the held-out set and of the halves.
        min_words: as ``fit_topics``.

    Returns:
        The mean natural logarithm of the probability of a word; closer to 0 is better.

    Raises:
        ValueError: if the counts are not valid, or no term is left to count.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import held_out_score
        >>> themes = ["教育 学校 教师"] * 12 + ["企业 创新 产业"] * 10 + ["环境 污染 绿化"] * 8
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> [round(held_out_score(counts, n_topics=k), 2) for k in (2, 3)]
        [-1.64, -1.1]
    """
    matrix, _, _, _ = _usable(counts, min_words)
    rng = np.random.default_rng(seed)
    order = rng.permutation(matrix.shape[0])
    fitted = int(0.8 * len(order))
    with threadpool_limits(1):
        by_topic, _, _ = _fit(matrix[np.sort(order[:fitted])], n_topics, method)
        return _completed(matrix[np.sort(order[fitted:])], by_topic, rng)


def _completed(matrix: Any, by_topic: Floats, rng: np.random.Generator) -> float:
    """The mean log probability of one half of the words of text units, given the other half."""
    rest = matrix.astype(np.int64)
    half = rest.copy()
    half.data = rng.binomial(rest.data, 0.5)
    probability = np.nan_to_num(_shares(half, by_topic)) @ by_topic
    seen = (rest - half).tocoo()
    logs = np.log(np.maximum(probability[seen.row, seen.col], 1e-6))
    return float((seen.data * logs).sum() / max(seen.data.sum(), 1))
