"""Learns the weights of words for policy areas from labelled sentences, and scores the coder.

Run with ``make areas REPORTS=folder``. The labels are ``corpus/reference/area_labels.csv``: a row a
sentence and coder, with the file below that folder, the offsets in the document's text, and the
code. Weights are learnt from those that are not held out. It prints how well the coder does on the
others, which were coded twice, and by cross-validation on its own.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from tqdm import tqdm

from analysis.areas import classify as coding
from analysis.areas.classify import code_sentences, features
from analysis.sentences import sentences_in_context
from analysis.uncertainty.proportions import wilson_interval
from corpus.lexicon.lists import policy_areas
from corpus.report import read_report
from corpus.store.rows import tables_of
from tests.benchmarks.measured import record

LABELS = Path(__file__).parents[2] / "corpus" / "reference" / "area_labels.csv"
AREAS = [int(code) for code in policy_areas()]


def labelled(folder: Path) -> pd.DataFrame:
    """The labels with their sentences; those of files that are not there are left out."""
    labels = pd.read_csv(LABELS, dtype={"file": str})
    found = []
    for file, rows in tqdm(labels.groupby("file"), unit="report"):
        path = folder / str(file)
        if not path.is_file():
            print(f"{file} is not in {folder}")
            continue
        tables = tables_of(read_report(path), str(file))
        names = ("sentences", "paragraphs", "texts")
        every = sentences_in_context(*(tables[name] for name in names))
        found.append(rows.merge(every, on=["start", "end"], validate="many_to_one"))
    together = pd.concat(found, ignore_index=True)
    print(f"{len(together)} of {len(labels)} labels have their sentence")
    return together


def learn(sentences: list[str], codes: np.ndarray) -> list[list[str]]:
    """The rows of area_weights.csv."""
    vectors = TfidfVectorizer(analyzer=features, sublinear_tf=True, min_df=2)
    model = LogisticRegression(C=30, max_iter=2_000)
    model.fit(vectors.fit_transform(sentences), codes)
    place = {code: row for row, code in enumerate(model.classes_)}
    missing = float(model.intercept_.min()) - 1  # of an area that no sentence has
    bias = [model.intercept_[place[code]] if code in place else missing for code in AREAS]
    rows = [["feature", "idf", *map(str, AREAS)], ["(bias)", "0", *(f"{one:.4f}" for one in bias)]]
    for word, idf, row in zip(
        vectors.get_feature_names_out(), vectors.idf_, model.coef_.T, strict=True
    ):
        values = [row[place[code]] if code in place else 0.0 for code in AREAS]
        rows.append([word, f"{idf:.4f}", *(f"{one:.3f}" for one in values)])
    return rows


def write(rows: list[list[str]]) -> None:
    with coding.WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    coding.area_model.cache_clear()


def cross_validated(own: pd.DataFrame, folds: int = 10) -> np.ndarray:
    """The code of each sentence by weights that were learnt without it."""
    fold = np.random.default_rng(0).permutation(len(own)) % folds
    found = np.zeros(len(own), dtype=int)
    for one in tqdm(range(folds), unit="fold"):
        train = own[fold != one]
        write(learn(list(train["sentence"]), train["code"].to_numpy()))
        found[fold == one] = code_sentences(own[fold == one])["code"]
    return found


def report(name: str, code: np.ndarray, expected: np.ndarray) -> None:
    hits = int((code == expected).sum())
    low, high = wilson_interval(hits, len(code))
    f1 = f1_score(expected, code, average="macro", labels=sorted(set(expected)), zero_division=0)
    print(
        f"{name}: accuracy {hits / len(code):.3f} ({float(low):.3f} to {float(high):.3f}), "
        f"macro F1 {f1:.3f}, {len(code)} sentences"
    )
    record(
        f"areas, {name}",
        accuracy=hits / len(code),
        low=float(low),
        high=float(high),
        macro_f1=float(f1),
        sentences=len(code),
    )


def by_area(code: np.ndarray, expected: np.ndarray) -> None:
    names = {int(one): row["name_en"] for one, row in policy_areas().items()}
    print("\n| area | sentences | recall | 95% interval | precision |\n|---|---|---|---|---|")
    for area in sorted(set(expected)):
        there, said = expected == area, code == area
        hits = int((there & said).sum())
        low, high = wilson_interval(hits, int(there.sum()))
        precision = f"{hits / said.sum():.2f}" if said.any() else ""
        print(
            f"| {area} {names[area]} | {there.sum()} | {hits / there.sum():.2f} | "
            f"{float(low):.2f} to {float(high):.2f} | {precision} |"
        )


def main() -> None:
    every = labelled(Path(sys.argv[1]))
    own = every[~every["held_out"]].drop_duplicates(["file", "start"]).reset_index(drop=True)
    if "--score" not in sys.argv:
        report("cross-validated", cross_validated(own), own["code"].to_numpy())
        write(learn(list(own["sentence"]), own["code"].to_numpy()))
    twice = every[~every["held_out"]].pivot_table(
        index=["file", "start"], columns="turn", values="code"
    )
    twice = twice.dropna() if twice.shape[1] > 1 else twice.head(0)
    if len(twice):
        print(
            f"labels to learn from, read twice: {len(twice)}, agreement "
            f"{(twice[1] == twice[2]).mean():.3f}"
        )
    held = every[every["held_out"]]
    wide = held.pivot_table(index=["file", "start"], columns="turn", values="code").dropna()
    rows = held.sort_values("turn").drop_duplicates(["file", "start"], keep="last")
    rows = rows.set_index(["file", "start"])
    code = code_sentences(rows)["code"].to_numpy()
    report("held out, all, second reading", code, rows["code"].to_numpy())
    if wide.shape[1] > 1:
        rows = rows.loc[wide.index]
        code = code_sentences(rows)["code"].to_numpy()
        a, b = wide[1].to_numpy(dtype=int), wide[2].to_numpy(dtype=int)
        kappa = float(cohen_kappa_score(a, b))
        print(f"\nheld out, two readings: agreement {(a == b).mean():.3f}, kappa {kappa:.3f}")
        record("areas, two readings", agreement=float((a == b).mean()), kappa=kappa)
        report("held out, against reading 1", code, a)
        report("held out, against reading 2", code, b)
        both = a == b
        report("held out, where they agree", code[both], a[both])
        by_area(code[both], a[both])


if __name__ == "__main__":
    main()
