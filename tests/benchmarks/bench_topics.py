"""How good and how fast topics are: planted ones, and the nation's, beside plain LDA.

    make bench-topics

Everything is timed side by side in one run on one thread. The texts of the planted corpora are
generated; the national counts are the shipped reference.
"""

from __future__ import annotations

import time
from collections.abc import Callable

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
from analysis.topics.model import _fit, _matched_overlap, _usable
from analysis.topics.quality import choose_n_topics
from corpus.lexicon.lists import stop_words

Floats = NDArray[np.float64]
SHAPES = (("equal", 20, 3000), ("equal", 8, 300), ("unequal", 20, 3000), ("correlated", 20, 3000))
SEEDS = (1, 2, 3)
RUNS = 10  # perturbed models for a stability
GRID = (4, 5, 6, 7, 8, 10, 15, 20, 30)


def planted(shape: str, n_topics: int, size: int, seed: int) -> tuple[Floats, Floats]:
    """Counts of generated documents, and the topics they were drawn from.

    Sparse topics (Dirichlet 0.02 over 2,000 terms), one word in ten from a common background,
    documents of some 100 words with few topics each: symmetric, with topics of very different
    sizes, or with topics that come together.
    """
    rng = np.random.default_rng(seed)
    topics = 0.9 * rng.dirichlet(np.full(2000, 0.02), n_topics)
    topics += 0.1 * rng.dirichlet(np.full(2000, 0.5))
    if shape == "correlated":
        load = rng.normal(size=(n_topics, max(2, n_topics // 4)))
        spread = 0.7 * load @ load.T + 0.5 * np.eye(n_topics)
        spread *= 4 / np.diag(spread).mean()
        logits = rng.multivariate_normal(np.zeros(n_topics), spread, size)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
    else:
        sizes = np.ones(n_topics) if shape == "equal" else np.geomspace(1, 0.1, n_topics)
        shares = rng.dirichlet(0.1 * n_topics * sizes / sizes.sum(), size)
    lengths = rng.poisson(100, size) + 5
    n = np.stack(
        [
            rng.multinomial(length, share @ topics)
            for length, share in zip(lengths, shares, strict=True)
        ]
    )
    known = (n > 0).sum(axis=0) >= 2
    return n[:, known].astype(float), topics[:, known]


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


METHODS: dict[str, Callable[[Floats, int, int], Floats]] = {
    "nmf": lambda matrix, n_topics, _: _fit(matrix, n_topics, "nmf")[0],
    "lda": lambda matrix, n_topics, _: _fit(matrix, n_topics, "lda")[0],
    "plain LDA": plain,
}


def timed(method: str, matrix: Floats, n_topics: int, seed: int) -> tuple[Floats, float]:
    begin = time.perf_counter()
    return METHODS[method](matrix, n_topics, seed), time.perf_counter() - begin


def planted_table() -> pd.DataFrame:
    """Share recovered and time in that of plain LDA, mean over the seeds."""
    from scipy import sparse

    rows = []
    for shape, n_topics, size in tqdm(SHAPES, desc="planted"):
        for seed in SEEDS:
            n, topics = planted(shape, n_topics, size, seed)
            every = {one: timed(one, sparse.csr_array(n), n_topics, seed) for one in METHODS}
            slow = every["plain LDA"][1]
            rows += [
                (f"{n_topics} in {size}, {shape}", one, recovered(found, topics), seconds / slow)
                for one, (found, seconds) in every.items()
            ]
    table = pd.DataFrame(rows, columns=["planted", "method", "recovered", "time_ratio"])
    return table.groupby(["planted", "method"], sort=False).mean().reset_index()


def national_counts() -> pd.DataFrame:
    """The words of the State Council's passages since 1978."""
    terms = national_reference().terms
    terms = terms[(terms["report_year"] >= 1978) & (terms["term"].str.len() > 1)]
    terms = terms[~terms["term"].isin(stop_words())]
    unit = terms["report_year"].astype(str) + " / " + terms["passage"].astype(str)
    return terms.assign(unit=unit)[["unit", "term", "n"]]


def national_table(counts: pd.DataFrame, grid: tuple[int, ...]) -> pd.DataFrame:
    """Stability of our topics and of plain LDA's, each over models of four fifths."""
    matrix = _usable(counts, 50, 5)[0]
    rows = []
    for n_topics in tqdm(grid, desc="nation"):
        for method in METHODS:
            rng = np.random.default_rng(1)
            whole, seconds = timed(method, matrix, n_topics, 0)
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


def main() -> None:
    with threadpool_limits(1):
        print("## Planted topics\n")
        show(planted_table().round(2))
        counts = national_counts()
        print(f"## The nation: {len(document_term(counts)[1])} passages\n")
        show(national_table(counts, (7, 30)).round(2))
        begin = time.perf_counter()
        choice = choose_n_topics(counts, GRID, n_runs=20, min_words=50, min_units=5)
        print(f"## The choice of their number: {time.perf_counter() - begin:.0f} s\n")
        show(choice.drop(columns="reason").round(3))
        print(choice.loc[choice["recommended"], "reason"].sum())


if __name__ == "__main__":
    main()
