"""How good and how fast topics are: planted ones, and the State Council's, beside plain LDA.

    make bench-topics
    python -m tests.benchmarks.bench_topics planted twice prevalence nation choice   # or some

Everything runs on one thread, and times are those of the processor, so that they can be compared
on a busy machine. The texts of the planted corpora are generated; the counts of the State Council
reports are the shipped reference.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
from tqdm import tqdm

from analysis.across_reports.nation import national_reference
from analysis.counts import document_term
from analysis.topics.model import _fit, _matched_overlap, _usable, fit_topics
from analysis.topics.prevalence import topic_prevalence
from analysis.topics.quality import choose_n_topics
from corpus.lexicon.lists import stop_words

Floats = NDArray[np.float64]
SEEDS = (31, 32, 33)  # of nmf; plain LDA and lda are fitted to the first corpus of each design
RUNS = 10  # perturbed models for a stability
GRID = (4, 5, 6, 7, 8, 10, 15, 20, 30)
MIN_WORDS, MIN_UNITS = 50, 5  # of the State Council's passages, as in notebook 04


@dataclass(frozen=True)
class Design:
    """A planted corpus."""

    shape: str
    n_topics: int
    size: int
    terms: int = 2000
    length: int = 100

    def __str__(self) -> str:
        """As the table has it."""
        return f"{self.n_topics} in {self.size} of {self.length}, {self.shape}"


PLANTED = (
    Design("equal", 20, 3000),
    Design("equal", 8, 300),
    Design("unequal", 20, 3000),
    Design("correlated", 20, 3000),
    Design("chained", 20, 3000),
    Design("equal", 15, 1500, terms=1000, length=40),
    Design("unequal", 10, 1000, terms=4000, length=150),
    Design("correlated", 12, 1200, terms=4000, length=200),
    Design("chained", 20, 2000, terms=3000, length=150),
)
TWICE = (
    Design("equal", 12, 2000),
    Design("equal", 8, 300),
    Design("unequal", 12, 2000),
    Design("correlated", 12, 2000),
    Design("chained", 12, 2000),
    Design("equal", 15, 1500, terms=1000, length=40),
    Design("chained", 20, 3000),
)


def planted(design: Design, seed: int) -> tuple[Floats, Floats]:
    """Counts of generated documents, and the topics they were drawn from.

    Sparse topics (Dirichlet 0.02 for each term), one word in ten from a common background,
    documents with few topics each.
    """
    rng = np.random.default_rng(seed)
    topics = 0.9 * rng.dirichlet(np.full(design.terms, 0.02), design.n_topics)
    topics += 0.1 * rng.dirichlet(np.full(design.terms, 0.5))
    shares = SHARES[design.shape](rng, design.n_topics, design.size)
    lengths = rng.poisson(design.length, design.size) + 5
    n = np.stack(
        [
            rng.multinomial(length, share @ topics)
            for length, share in zip(lengths, shares, strict=True)
        ]
    )
    known = (n > 0).sum(axis=0) >= 2
    return n[:, known].astype(float), topics[:, known]


def _even(rng: np.random.Generator, n_topics: int, size: int) -> Floats:
    """Topics of one size, each document on its own."""
    return rng.dirichlet(np.full(n_topics, 0.1), size)


def _uneven(rng: np.random.Generator, n_topics: int, size: int) -> Floats:
    """The largest topic has ten times the words of the smallest."""
    sizes = np.geomspace(1, 0.1, n_topics)
    return rng.dirichlet(0.1 * n_topics * sizes / sizes.sum(), size)


def _correlated(rng: np.random.Generator, n_topics: int, size: int) -> Floats:
    """Logistic normal shares with a quarter as many factors as topics."""
    load = rng.normal(size=(n_topics, max(2, n_topics // 4)))
    spread = 0.7 * load @ load.T + 0.5 * np.eye(n_topics)
    spread *= 4 / np.diag(spread).mean()
    return _softmax(rng.multivariate_normal(np.zeros(n_topics), spread, size))


def _chained(rng: np.random.Generator, n_topics: int, size: int) -> Floats:
    """Logistic normal shares; each topic's logarithm correlates 0.8 with the next one's."""
    apart = np.abs(np.subtract.outer(np.arange(n_topics), np.arange(n_topics)))
    return _softmax(rng.multivariate_normal(np.zeros(n_topics), 4 * 0.8**apart, size))


def _softmax(logits: Floats) -> Floats:
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


SHARES: dict[str, Callable[[np.random.Generator, int, int], Floats]] = {
    "equal": _even,
    "unequal": _uneven,
    "correlated": _correlated,
    "chained": _chained,
}


def recovered(found: Floats, topics: Floats) -> float:
    """The share of planted topics whose match has a cosine above 0.9."""
    cosine = normalize(found) @ normalize(topics).T
    return float((cosine[linear_sum_assignment(-cosine)] > 0.9).mean())


def plain(matrix: Floats, n_topics: int, seed: int = 1) -> Floats:
    """scikit-learn's LDA as it comes, in batches of all, twenty steps."""
    model = LatentDirichletAllocation(
        n_topics, learning_method="batch", max_iter=20, random_state=seed
    )
    found = model.fit(matrix).components_
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def called(method: str, counts: pd.DataFrame, n_topics: int, seed: int) -> Floats:
    """Topics by terms, as a user calls it: from the table of counts."""
    if method == "plain LDA":
        return plain(document_term(counts)[0], n_topics, seed)
    fit = fit_topics(counts, n_topics=n_topics, method=method, min_words=1)  # type: ignore[arg-type]
    wide = fit.topic_terms.pivot(index="topic", columns="term", values="probability")
    return np.asarray(wide)


METHODS: dict[str, Callable[[Floats, int, int], Floats]] = {
    "nmf": lambda matrix, n_topics, _: _fit(matrix, n_topics, "nmf")[0],
    "lda": lambda matrix, n_topics, _: _fit(matrix, n_topics, "lda")[0],
    "plain LDA": plain,
}


def as_counts(n: Floats) -> pd.DataFrame:
    unit, term = np.nonzero(n)
    table = pd.DataFrame({"unit": unit, "term": term, "n": n[unit, term].astype(int)})
    return table.assign(term=table["term"].map("t{:05}".format))


def planted_table(designs: tuple[Design, ...], times: int) -> pd.DataFrame:
    """The share of planted topics recovered with so many times their number, and the seconds."""
    rows = []
    for design in tqdm(designs, desc="planted"):
        for seed in SEEDS:
            n, topics = planted(design, seed)
            counts, asked = as_counts(n), times * design.n_topics
            for method in METHODS if seed == SEEDS[0] else ("nmf",):
                begin = time.process_time()
                found = called(method, counts, asked, seed)
                seconds = time.process_time() - begin
                rows.append((str(design), asked, method, recovered(found, topics), seconds))
    columns = ["planted", "asked", "method", "recovered", "seconds"]
    table = pd.DataFrame(rows, columns=columns)
    of = table.groupby(["planted", "asked", "method"], sort=False)
    found = of["recovered"].agg(["count", "mean", "min"])
    found.columns = ["corpora", "recovered", "least"]
    return found.assign(seconds=of["seconds"].mean()).reset_index()


KINDS: dict[str, tuple[float, float]] = {"most of": (8, 2), "part of": (2, 3), "little of": (1, 6)}
LENGTHS = ("equal", "lognormal")
DRAWS = 40  # of lengths, and of shares for each
GROUPS = ((8, 0.4), (20, 0.15), (20, 0.3), (40, 0.1), (60, 0.5), (100, 0.05), (30, 1.0))


def prevalence_table() -> pd.DataFrame:
    """The coverage of 95% intervals of prevalence, and how often there is one.

    In a group of text units each carries the topic with some probability, and gives most, a part
    or little of its words to it; the others give it about 1 word in 100. The draws of a design are
    the topics of groups with different lengths. Only intervals that are given count.
    """
    rows = []
    for place, (kind, (a, b)) in enumerate(KINDS.items()):
        for lengths in LENGTHS:
            for units, carry in GROUPS:
                rng = np.random.default_rng([place, LENGTHS.index(lengths), units, int(99 * carry)])
                spread = 0.6 if lengths == "lognormal" else 0
                words = np.exp(rng.normal(4.4, spread, (DRAWS, units))).round().clip(20)
                size = (DRAWS, units, DRAWS)
                carrying = rng.random(size) < carry
                shares = np.where(carrying, rng.beta(a, b, size), rng.beta(0.3, 30, size))
                truth = 100 * (carry * a / (a + b) + (1 - carry) * 0.3 / 30.3)
                rows.append((kind, lengths, units, carry, *_coverage(shares, words, truth)))
    columns = ["gives", "lengths", "units", "carry", "intervals", "coverage", "error", "width"]
    return pd.DataFrame(rows, columns=columns)


def _coverage(shares: Floats, words: Floats, truth: float) -> tuple[float, float, float, float]:
    group, unit, topic = (each.ravel() for each in np.indices(shares.shape))
    names = group * shares.shape[1] + unit
    topics = pd.DataFrame({"unit": names, "topic": topic, "share": shares.ravel()})
    units = pd.DataFrame({"unit": np.arange(words.size), "words": words.ravel().astype(int)})
    found = topic_prevalence(topics, units.assign(group=units.index // words.shape[1]), by="group")
    given = found[found["reason"] == ""]
    held = ((given["low"] <= truth) & (truth <= given["high"])).mean()
    error = np.sqrt(held * (1 - held) / len(given))
    return len(given) / len(found), held, error, (given["high"] - given["low"]).mean()


def national_counts() -> pd.DataFrame:
    """The words of the State Council's passages since 1978."""
    terms = national_reference().terms
    terms = terms[(terms["report_year"] >= 1978) & (terms["term"].str.len() > 1)]
    terms = terms[~terms["term"].isin(stop_words())]
    unit = terms["report_year"].astype(str) + " / " + terms["passage"].astype(str)
    return terms.assign(unit=unit)[["unit", "term", "n"]]


def national_table(counts: pd.DataFrame, grid: tuple[int, ...]) -> pd.DataFrame:
    """Stability of our topics and of plain LDA's, each over models of four fifths."""
    matrix = _usable(counts, MIN_WORDS, MIN_UNITS)[0]
    rows = []
    for n_topics in tqdm(grid, desc="nation"):
        for method in METHODS:
            rng = np.random.default_rng(1)
            begin = time.process_time()
            whole = METHODS[method](matrix, n_topics, 0)
            seconds = time.process_time() - begin
            overlaps = []
            for run in range(1, RUNS + 1):
                part = np.sort(rng.choice(matrix.shape[0], int(0.8 * matrix.shape[0]), False))
                overlaps.append(
                    _matched_overlap(whole, METHODS[method](matrix[part], n_topics, run))
                )
            values = np.mean(overlaps, axis=0)
            rows.append((n_topics, method, values.mean(), (values >= 0.6).mean(), seconds))
    columns = ["n_topics", "method", "stability", "stable", "seconds"]
    return pd.DataFrame(rows, columns=columns)


def show(table: pd.DataFrame) -> None:
    """A table in Markdown."""
    lines = [table.columns, ["---"] * table.shape[1], *table.astype(str).to_numpy().tolist()]
    print("\n".join(f"| {' | '.join(line)} |" for line in lines), "\n")


def passages(counts: pd.DataFrame) -> str:
    """How many passages there are, and how many of them are used."""
    used = len(_usable(counts, MIN_WORDS, MIN_UNITS)[1])
    every = national_reference().passages
    since = (every["report_year"] >= 1978).sum()
    return f"{len(every)} passages, {since} of them since 1978; {used} have 50 words or more"


def main(parts: list[str]) -> None:
    counts = national_counts()
    with threadpool_limits(1):
        if "planted" in parts:
            print("## Planted topics\n")
            show(planted_table(PLANTED, 1).round(2))
        if "twice" in parts:
            print("## Twice as many topics as were planted\n")
            show(planted_table(TWICE, 2).round(2))
        if "prevalence" in parts:
            print("## Intervals of prevalence\n")
            show(prevalence_table().round(3))
        if "nation" in parts:
            print(f"## State Council reports: {passages(counts)}\n")
            show(national_table(counts, (7, 30)).round(2))
        if "choice" in parts:
            print("## The choice of their number\n")
            show(choice_table(counts).round(3))


def choice_table(counts: pd.DataFrame) -> pd.DataFrame:
    choice = choose_n_topics(counts, GRID, n_runs=20, min_words=MIN_WORDS, min_units=MIN_UNITS)
    print(choice.loc[choice["recommended"], "reason"].sum(), "\n")
    return choice.drop(columns="reason")


PARTS = ["planted", "twice", "prevalence", "nation", "choice"]

if __name__ == "__main__":
    main(sys.argv[1:] or PARTS)
