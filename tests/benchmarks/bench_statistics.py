"""Times the statistics on the counts of a folder of reports, beside the plain way to get them.

Run with ``make bench-statistics REPORTS=folder``; it prints a table in Markdown. The plain way is
that of pandas or scikit-learn, where there is one, in the same run; a ratio below 1 is faster.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from tqdm import tqdm

from analysis.collocation import collocations
from analysis.comparison import TermFilter, compare_units, divergence
from analysis.concordance import concordance
from analysis.counts import count_terms
from analysis.dispersion import dispersion
from analysis.frequency import frequency_by
from analysis.keyness import keyness
from analysis.tfidf import tf_idf
from corpus.report import read_report
from corpus.store.rows import tables_of

REPEATS = 3


def best(call) -> float:
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return min(times)


def tables(folder: Path) -> dict[str, pd.DataFrame]:
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    each = [tables_of(read_report(path), path.stem) for path in tqdm(paths, unit="report")]
    return {
        name: pd.concat([one[name] for one in each], ignore_index=True)
        for name in ("tokens", "texts")
    }


def plain_counts(tokens: pd.DataFrame) -> object:
    words = tokens[tokens["kind"].isin(["word", "latin"])]
    return words.groupby(["report_id", "term"], observed=True).size().reset_index(name="n")


def of_words(vectorizer, tokens: pd.DataFrame) -> object:
    words = tokens[tokens["kind"].isin(["word", "latin"])]
    documents = words.groupby("report_id", observed=True)["term"].agg(list)
    return vectorizer(analyzer=list).fit_transform(documents)


def main() -> None:
    found = tables(Path(sys.argv[1]))
    tokens, texts = found["tokens"], found["texts"]
    counts = count_terms(tokens)
    units = sorted(counts["unit"].unique())
    half = units[: len(units) // 2]
    paragraphs = count_terms(tokens, by="paragraph")
    of_half = [unit for unit in paragraphs["unit"].unique() if unit.split(" / ")[0] in half]
    size = len(tokens)
    print(
        f"{len(units)} reports, {size} tokens, {counts['term'].nunique()} terms, "
        f"{paragraphs['unit'].nunique()} paragraphs; seconds, best of {REPEATS}\n"
    )
    plain = {
        "count_terms": lambda: plain_counts(tokens),
        "tf_idf, from tokens": lambda: of_words(TfidfVectorizer, tokens),
        "count_terms, as matrix": lambda: of_words(CountVectorizer, tokens),
    }
    ours = {
        "count_terms": lambda: count_terms(tokens),
        "count_terms, as matrix": lambda: count_terms(tokens),
        "count_terms by paragraph": lambda: count_terms(tokens, by="paragraph"),
        "tf_idf, from tokens": lambda: tf_idf(count_terms(tokens)),
        "tf_idf": lambda: tf_idf(counts),
        "frequency_by, all as one": lambda: frequency_by(tokens, by=None),
        "frequency_by report, with intervals": lambda: frequency_by(tokens),
        "dispersion over reports": lambda: dispersion(counts),
        "keyness of reports, 9,999 arrangements": lambda: keyness(counts, target=half),
        "keyness of paragraphs, 9,999 arrangements, n ≥ 20": lambda: keyness(
            paragraphs, target=of_half, min_count=20
        ),
        "compare_units, 9,999 arrangements, n ≥ 20": lambda: compare_units(
            tokens, target=units[-1], reference=units[-2], listed=TermFilter(min_count=20)
        ),
        "divergence of reports, 999 arrangements": lambda: divergence(counts, a=half),
        "collocations, window 5": lambda: collocations(tokens, window=5),
        "concordance of the commonest word": lambda: concordance(
            tokens, texts, tokens["term"][tokens["kind"] == "word"].value_counts().index[0]
        ),
    }
    print("| statistic | seconds | the plain way | ratio |\n|---|---|---|---|")
    for name, call in ours.items():
        own, other = best(call), best(plain[name]) if name in plain else np.nan
        beside = f"{other:.2f} | {own / other:.2f}" if name in plain else "|"
        print(f"| {name} | {own:.2f} | {beside} |", flush=True)


if __name__ == "__main__":
    main()
