"""Positions and themes beside the usual tools: time, and whether both find the same.

    make bench REPORTS=folder

Printed are seconds of processor time on one thread, and what agrees: the correlation of positions,
or the modularity of communities. The usual ways: for Wordfish, alternating Newton steps over the
whole matrix; for Wordscores, tables of pandas; for latent semantic scaling, TruncatedSVD of
scikit-learn, with five random states; for themes, Louvain communities of networkx, with ten seeds
(the extra ``compare``; skipped without it). All seeds are fixed.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from threadpoolctl import threadpool_limits

from analysis.counts import count_terms, document_term, term_matrix, unit_codes
from analysis.scaling import DIRECTIVE_SEEDS, latent_semantic, wordfish, wordscores
from analysis.themes.communities import communities, modularity
from analysis.themes.links import strengths
from analysis.themes.occurrence import occurrence
from analysis.vectors import unit_rows
from corpus.arrays import Floats
from corpus.collection import Corpus
from corpus.lexicon.lists import stop_words
from corpus.schema import WORD_KINDS
from corpus.store.build import build_store
from corpus.store.tables import read_table

LEAST = 3  # reports in which a term must occur
STATES, SEEDS = 5, 10  # random states of the usual tools
TERMS, TOGETHER = 250, 3  # of themes


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """The processor time of a call, and what it returns."""
    begin = time.process_time()
    found = call()
    return time.process_time() - begin, found


def correlation(a: Any, b: Any) -> float:
    """How alike two lines are, whichever end is left."""
    return abs(float(np.corrcoef(a, b)[0, 1]))


def plain_wordfish(n: Floats, rounds: int = 3000, settled: float = 1e-6) -> Floats:
    """Positions by Newton steps for texts and words in turn, with the priors of ``wordfish``."""
    words, texts = n.sum(axis=0), n.sum(axis=1)
    psi, alpha = np.log(words / words.sum()), np.log(texts)
    rest = n - np.exp(alpha[:, None] + psi)
    left, values, right = np.linalg.svd(rest / np.sqrt(np.exp(alpha[:, None] + psi)), False)
    theta = left[:, 0] / left[:, 0].std(ddof=1)
    beta = right[0] * values[0] / np.sqrt(words)
    for _ in range(rounds):
        before = theta
        mean = np.exp(alpha[:, None] + psi + np.outer(theta, beta))
        alpha += np.log(texts / mean.sum(axis=1))
        mean = np.exp(alpha[:, None] + psi + np.outer(theta, beta))
        theta = theta + ((n - mean) @ beta - theta) / (mean @ beta**2 + 1)
        theta = (theta - theta.mean()) / theta.std(ddof=1)
        mean = np.exp(alpha[:, None] + psi + np.outer(theta, beta))
        psi += np.log(words / mean.sum(axis=0))
        mean = np.exp(alpha[:, None] + psi + np.outer(theta, beta))
        beta = beta + ((n - mean).T @ theta - beta / 9) / (mean.T @ theta**2 + 1 / 9)
        if np.abs(theta - before).max() < settled:
            break
    return theta


def plain_wordscores(counts: pd.DataFrame, scores: dict[Any, float]) -> pd.Series:
    """Raw scores of texts by tables of shares."""
    wide = counts.pivot_table(index="unit", columns="term", values="n", fill_value=0)
    shares = wide.div(wide.sum(axis=1), axis=0)
    given = shares.loc[list(scores)]
    of_words = given.mul(pd.Series(scores), axis=0).sum() / given.sum()
    known = wide.loc[:, given.sum() > 0]
    return known.div(known.sum(axis=1), axis=0).mul(of_words[known.columns], axis=1).sum(axis=1)


def plain_latent(tokens: pd.DataFrame, state: int) -> pd.Series:
    """Mean cosine of words with the seeds, from scikit-learn's decomposition of the sentences."""
    tokens = tokens[tokens["kind"].isin(WORD_KINDS)]
    every = np.ones(len(tokens), dtype=bool)
    row, _ = unit_codes(tokens, ["report_id", "sentence_id"])
    matrix, terms = term_matrix(row, tokens, every)
    often = np.asarray(matrix.sum(axis=0)).ravel() >= 5
    model = TruncatedSVD(300, random_state=state).fit(matrix[:, often].astype(float))
    vectors = pd.DataFrame(unit_rows(np.ascontiguousarray(model.components_.T)), index=terms[often])
    known = [one for one in DIRECTIVE_SEEDS if one in vectors.index]
    sides = pd.Series({one: DIRECTIVE_SEEDS[one] for one in known}, dtype=float)
    sides /= sides.groupby(sides).transform("size")
    weights = vectors @ (vectors.loc[known].T @ sides)
    return tokens["term"].map(weights).groupby(tokens["report_id"]).mean()


def line(name: str, ours: float, usual: float, agreement: str) -> None:
    print(f"| {name} | {ours:.2f} | {usual:.2f} | {ours / usual:.2f} | {agreement} |")


def of_positions(tokens: pd.DataFrame) -> None:
    """The rows of Wordfish, Wordscores and latent semantic scaling."""
    words = tokens[~tokens["term"].isin(stop_words())]
    often = words.groupby("term")["report_id"].nunique()
    counts = count_terms(words[words["term"].map(often) >= LEAST])
    matrix = document_term(counts)[0].toarray().astype(float)
    seconds, fit = timed(lambda: wordfish(counts))
    plain, theta = timed(lambda: plain_wordfish(matrix))
    position = fit.documents["position"]
    line("wordfish", seconds, plain, f"r = {correlation(position, theta):.5f}")
    order = fit.documents.sort_values("position")["unit"].tolist()
    given = {order[0]: -1.0, order[-1]: 1.0}
    seconds, scored = timed(lambda: wordscores(counts, scores=given))
    plain, other = timed(lambda: plain_wordscores(counts, given))
    apart = np.abs(scored.set_index("unit")["score"] - other).max()
    line("wordscores", seconds, plain, f"largest difference {apart:.0e}")
    seconds, latent = timed(lambda: latent_semantic(words, seeds=DIRECTIVE_SEEDS))
    usual = [timed(lambda one=state: plain_latent(words, one)) for state in range(STATES)]
    score = latent.documents.set_index("unit")["score"]
    own = [correlation(score, one.reindex(score.index)) for _, one in usual]
    between = [correlation(a, b) for (_, a), (_, b) in combinations(usual, 2)]
    line(
        "latent_semantic",
        seconds,
        float(np.mean([one for one, _ in usual])),
        f"r = {min(own):.3f} to {max(own):.3f}; usual between random states {min(between):.3f} "
        f"to {max(between):.3f}",
    )


def of_themes(mentions: pd.DataFrame) -> None:
    """The row of the communities that themes are made of."""
    found = occurrence(mentions, unit="sentence", max_terms=TERMS, min_units=5, cluster=None)
    linked = strengths(found.together(None), "equivalence", TOGETHER)
    seconds, label = timed(lambda: communities(linked))
    if importlib.util.find_spec("networkx") is None:
        print("skipped: communities, since networkx is not installed (pip install '.[compare]')")
        return
    import networkx as nx  # type: ignore[import-untyped]

    graph = nx.from_numpy_array(linked)
    usual = [
        timed(lambda one=seed: nx.community.louvain_communities(graph, seed=one))
        for seed in range(SEEDS)
    ]
    values = [modularity(linked, _label(one, len(linked))) for _, one in usual]
    line(
        "communities",
        seconds,
        float(np.mean([one for one, _ in usual])),
        f"modularity {modularity(linked, label):.4f}; usual {min(values):.4f} to "
        f"{max(values):.4f} between seeds",
    )


def _label(groups: list[set[int]], n: int) -> Any:
    label = np.zeros(n, dtype=np.int64)
    for number, group in enumerate(groups):
        label[list(group)] = number
    return label


def main(folder: Path) -> None:
    """Prints the table of a folder of reports."""
    with TemporaryDirectory() as scratch, threadpool_limits(1):
        corpus = Corpus(folder, Path(scratch))
        build_store(corpus, jobs=1)
        tokens, mentions = (read_table(corpus, name) for name in ("tokens", "mentions"))
        reports = tokens["report_id"].nunique()
        print(f"\n{folder.name}: {reports} reports\n")
        if reports < LEAST:
            print(f"skipped: positions and themes, of {LEAST} reports or more")
            return
        print("| | ours, s | usual, s | ratio | agreement |\n|---|---|---|---|---|")
        of_positions(tokens)
        of_themes(mentions)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
