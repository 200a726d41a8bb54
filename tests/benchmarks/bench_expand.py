"""Expanding a word list beside the usual tool: published lists recovered from five of their words.

    make bench REPORTS=folder
    python -m tests.benchmarks.bench_expand FOLDER…

For each folder of reports and each published list, five-word draws are expanded, and the other
words of the list (those that occur five times or more as words) are looked for among the first 20:
precision at 20, which cannot exceed their number over 20. ``usual`` is word2vec as most studies use
it (gensim; vector 100, window 6, min count 5, 5 epochs, one worker): the 100 neighbours of each
seed, ranked by cosine with the seeds' mean. Overlaps are means of pairs of the first 10: of
bootstraps of documents, and, for word2vec, of random seeds too. All seeds are fixed. Without
gensim (the extra ``compare``), its part is skipped.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from analysis.dictionaries.expansion import SPACE, _counted, _draws, _first, _to_seeds, _units
from analysis.dictionaries.expansion import _words as words_of
from analysis.dictionaries.word_list import published_list
from analysis.vectors import unit_rows
from corpus.collection import Corpus
from corpus.schema import WORD_KINDS
from corpus.store.build import build_store
from corpus.store.tables import read_table

LISTS = {"environment": "environment_chen_chen_2018", "digital": "digital_wu_2021"}
DRAWS, SEEDS_OF, MIN_COUNT, FIRST, SHORT = 30, 5, 5, 20, 10
BOOTSTRAPS, USUAL_TIMES = 50, 5
KEEP = 0.8

Drawn = list[list[str]]


def drawn(terms: Iterable[str], name: str) -> tuple[Drawn, set[str]]:
    """Draws of five of the words of a list that occur, and all that do."""
    there = [one for one in published_list(LISTS[name]) if one in set(terms)]
    rng = np.random.default_rng(1)
    draws = [sorted(rng.choice(there, SEEDS_OF, replace=False)) for _ in range(DRAWS)]
    return draws, set(there)


def precision(lists: Sequence[Sequence[str]], draws: Drawn, there: set[str]) -> list[float]:
    """The share of the first 20 that are other words of the list, of each draw."""
    return [
        len((there - set(own)) & set(one[:FIRST])) / FIRST
        for own, one in zip(draws, lists, strict=True)
    ]


def overlap(lists: Sequence[Sequence[str]]) -> float:
    """The mean share of the first 10 that two of the lists have in common."""
    pairs = combinations([set(one[:SHORT]) for one in lists], 2)
    return float(np.mean([len(a & b) / SHORT for a, b in pairs]))


def ours(tokens: pd.DataFrame, draws: dict[str, Drawn]) -> dict[str, list[list[list[str]]]]:
    """The first 20 of each draw, in all documents and then in each bootstrap."""
    words = words_of(tokens, WORD_KINDS, ())
    counted = _counted(words, SPACE.window, MIN_COUNT)
    long = np.asarray(counted.terms.str.len() >= 2)
    many = words["report_id"].nunique()
    found: dict[str, list[list[list[str]]]] = {name: [] for name in draws}
    for weights in [np.ones(many), *_draws(many, BOOTSTRAPS, 1)]:
        units = _units(counted, weights, SPACE)
        for name, each in draws.items():
            found[name].append([])
            for seeds in each:
                own = np.flatnonzero(counted.terms.isin(seeds))
                candidate = long & ~counted.terms.isin(seeds)
                first = _first(_to_seeds(units, own), candidate, FIRST)
                found[name][-1].append(counted.terms[first].tolist())
    return found


def by_inclusion(lists: list[list[str]]) -> tuple[list[str], list[str]]:
    """The words of bootstrapped lists by how many have them, and those in 80% or more."""
    share = pd.Series([one for each in lists for one in each]).value_counts() / len(lists)
    share = share.reset_index().sort_values(["count", "index"], ascending=[False, True])
    return share["index"].tolist(), share.loc[share["count"] >= KEEP, "index"].tolist()


def usual(sentences: list[list[str]], draws: dict[str, Drawn], seed: int) -> dict[str, Drawn]:
    """The first 20 of each draw by word2vec."""
    from gensim.models import Word2Vec  # type: ignore[import-not-found]

    model = Word2Vec(
        sentences, vector_size=100, window=6, min_count=MIN_COUNT, epochs=5, seed=seed, workers=1
    )
    terms = pd.Index(model.wv.index_to_key)
    units = unit_rows(model.wv.vectors.astype(float))
    return {
        name: [_usual_first(units, terms, seeds) for seeds in each] for name, each in draws.items()
    }


def _usual_first(units: np.ndarray, terms: pd.Index, seeds: list[str]) -> list[str]:
    own = np.flatnonzero(terms.isin(seeds))
    near = np.argsort(-(units @ units[own].T), axis=0, kind="stable")[:101]
    candidate = np.zeros(len(terms), dtype=bool)
    candidate[near.ravel()] = True
    candidate &= ~terms.isin(seeds) & np.asarray(terms.str.len() >= 2)
    return terms[_first(_to_seeds(units, own), candidate, FIRST)].tolist()


def sentences_of(tokens: pd.DataFrame) -> dict[str, list[list[str]]]:
    """The words of each sentence, by document."""
    words = words_of(tokens, WORD_KINDS, ())
    found: dict[str, list[list[str]]] = {}
    for (report, _), terms in words.groupby(["report_id", "within"])["term"]:
        found.setdefault(str(report), []).append(terms.tolist())
    return found


def again(by_report: dict[str, list[list[str]]], weights: np.ndarray) -> list[list[str]]:
    """The sentences of the documents, each as often as it is drawn."""
    return [
        one
        for of_report, times in zip(by_report.values(), weights, strict=True)
        for one in of_report * int(times)
    ]


def report(tokens: pd.DataFrame, folder: str) -> None:
    """Prints what both find in one corpus."""
    counted = tokens[tokens["kind"].isin(WORD_KINDS)]["term"].value_counts()
    often = counted.index[counted >= MIN_COUNT]
    every = {name: drawn(often, name) for name in LISTS if len(drawn_from(often, name)) > SEEDS_OF}
    draws = {name: one for name, (one, _) in every.items()}
    if not draws:
        print(f"skipped: in {folder} no published list has {SEEDS_OF + 1} words that occur often")
        return
    began = time.process_time()
    found = ours(tokens, draws)
    took = time.process_time() - began
    print(f"\n{folder}: {tokens['report_id'].nunique()} reports, {counted.sum():,} words")
    print(f"ours: 1 + {BOOTSTRAPS} decompositions in {took:.0f} s of processor time")
    for name, (of_list, there) in every.items():
        print_ours(name, found[name], of_list, there)
    if importlib.util.find_spec("gensim") is None:
        print("skipped: word2vec, since gensim is not installed (pip install '.[compare]')")
        return
    print_usual(tokens, every)


def drawn_from(often: pd.Index, name: str) -> list[str]:
    """The words of a list that occur often enough."""
    return [one for one in published_list(LISTS[name]) if one in often]


def print_ours(name: str, found: list[list[list[str]]], draws: Drawn, there: set[str]) -> None:
    """One line: precision by similarity and by inclusion, overlaps, and what is kept."""
    every, resampled = found[0], list(zip(*found[1:], strict=True))
    ranked, kept = zip(*(by_inclusion(list(one)) for one in resampled), strict=True)
    pairs = [
        np.mean([len(a & b & set(own)) for a, b in combinations(map(set, one), 2)])
        / np.mean([len(set(each) & set(own)) for each in one])
        for one, own in zip(resampled, kept, strict=True)
        if own
    ]
    hits = [len((there - set(d)) & set(one)) for d, one in zip(draws, kept, strict=True)]
    right = sum(hits) / max(sum(map(len, kept)), 1)
    print(
        f"  {name}: at most {(len(there) - SEEDS_OF) / FIRST:.3f}; "
        f"by similarity {np.mean(precision(every, draws, there)):.3f}, "
        f"by inclusion {np.mean(precision(ranked, draws, there)):.3f}; "
        f"overlap of the first {SHORT} {np.mean([overlap(one) for one in resampled]):.2f}; "
        f"kept {np.mean([len(one) for one in kept]):.1f}, of the list {right:.3f}, "
        f"overlap of what is kept {np.mean(pairs or [np.nan]):.2f} "
        f"(lowest {min(pairs, default=np.nan):.2f})"
    )


def print_usual(tokens: pd.DataFrame, every: dict[str, tuple[Drawn, set[str]]]) -> None:
    """The same of word2vec, with several seeds and several bootstraps."""
    by_report = sentences_of(tokens)
    draws = {name: one for name, (one, _) in every.items()}
    ones = np.ones(len(by_report))
    began = time.process_time()
    seeds = [usual(again(by_report, ones), draws, one) for one in range(1, USUAL_TIMES + 1)]
    took = (time.process_time() - began) / USUAL_TIMES
    resampled = [
        usual(again(by_report, one), draws, 1) for one in _draws(len(by_report), USUAL_TIMES, 1)
    ]
    print(f"usual: {took:.0f} s of processor time a model; {USUAL_TIMES} seeds, as many bootstraps")
    for name, (of_list, there) in every.items():
        each = [np.mean(precision(one[name], of_list, there)) for one in seeds]
        over = [
            np.mean([overlap([one[name][d] for one in runs]) for d in range(DRAWS)])
            for runs in (seeds, resampled)
        ]
        print(
            f"  {name}: precision at {FIRST} {np.mean(each):.3f} "
            f"({min(each):.3f} to {max(each):.3f} by seed); overlap of the first {SHORT} "
            f"{over[0]:.2f} between seeds, {over[1]:.2f} between bootstraps"
        )


def main(folders: Sequence[str]) -> None:
    """Prints the comparison for each folder of reports."""
    for folder in folders:
        with TemporaryDirectory() as scratch, threadpool_limits(1):
            corpus = Corpus(Path(folder), Path(scratch))
            build_store(corpus, jobs=1)
            report(read_table(corpus, "tokens"), Path(folder).name)


if __name__ == "__main__":
    main(sys.argv[1:])
