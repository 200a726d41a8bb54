"""Learns the weights of words for policy areas from labelled sentences, and scores the coder.

Run with ``make areas REPORTS=folder``. The labels are ``corpus/reference/area_labels.csv``: a row a
sentence and coder, with the file below that folder, the offsets in the document's text, and the
code. Weights are learnt from those that are not held out. It prints how well the coder does on the
others, which were coded twice, and by cross-validation on its own.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.svm import LinearSVC
from tqdm import tqdm

from analysis.areas import model
from analysis.areas.classify import SURE, code_sentences
from analysis.areas.model import KINDS, Texts, features, pairs, sentence_vectors, texts_of
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


def vocabulary(texts: Texts, least: int = 2) -> tuple[dict[str, dict[str, int]], np.ndarray]:
    """The features of labelled sentences, by kind, with ``ln((1 + N) / (1 + df)) + 1``.

    Args:
        texts: the sentences.
        least: the number of sentences in which a feature must occur.
    """
    kinds = (
        features([*texts.sentences, *texts.headings]),
        features(texts.headings),
        features(texts.before),
        [pairs(one) for one in texts.sentences],
    )
    rows: dict[str, dict[str, int]] = {}
    idf: list[float] = []
    for kind, documents in zip(KINDS, kinds, strict=True):
        df = Counter(one for document in documents for one in set(document))
        known = sorted(one for one, n in df.items() if n >= least)
        rows[kind] = {one: len(idf) + place for place, one in enumerate(known)}
        idf += [float(np.log((1 + len(documents)) / (1 + df[one])) + 1) for one in known]
    return rows, np.array(idf)


def learn(sentences: pd.DataFrame, codes: np.ndarray, scale: float) -> list[list[str]]:
    """The lines of area_weights.csv."""
    texts = texts_of(sentences)
    rows, idf = vocabulary(texts)
    machine = LinearSVC(C=0.3, random_state=0)
    machine.fit(sentence_vectors(texts, rows, idf), codes)
    place = {code: row for row, code in enumerate(machine.classes_)}
    # An area that no sentence has is never chosen.
    bias = [machine.intercept_[place[code]] if code in place else -9.99 for code in AREAS]
    none = np.zeros(len(idf))
    columns = [machine.coef_[place[code]] if code in place else none for code in AREAS]
    weights = np.rint(100 * np.array(columns).T).astype(int)
    lines = [["kind", "feature", "idf", *map(str, AREAS)]]
    lines.append(["bias", "", f"{scale:.2f}", *(f"{100 * one:.0f}" for one in bias)])
    for kind, known in rows.items():
        for word, row in known.items():
            if weights[row].any():
                lines.append([kind, word, f"{idf[row]:.2f}", *map(str, weights[row])])
    return lines


def write(lines: list[list[str]]) -> None:
    with model.WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    model.area_model.cache_clear()


def cross_validated(own: pd.DataFrame, folds: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """The code and the decision values of each sentence, by weights learnt without its report."""
    fold = np.array(
        [int(hashlib.sha256(one.encode()).hexdigest(), 16) % folds for one in own["file"]]
    )
    code = np.zeros(len(own), dtype=int)
    decisions = np.zeros((len(own), len(AREAS)))
    for one in tqdm(range(folds), unit="fold"):
        train, left = own[fold != one], own[fold == one]
        write(learn(train, train["code"].to_numpy(), 1.0))
        code[fold == one] = code_sentences(left)["code"]
        learnt = model.area_model()
        vectors = sentence_vectors(texts_of(left), learnt.rows, learnt.idf)
        decisions[fold == one] = vectors @ learnt.weights + learnt.bias
    return code, decisions


def fitted_scale(decisions: np.ndarray, codes: np.ndarray) -> float:
    """The scale under which the probabilities of the true codes are highest."""
    place = np.array([AREAS.index(code) for code in codes])
    every = np.arange(len(codes))

    def loss(scale: float) -> float:
        return -float(np.log(model.probabilities(decisions, scale)[every, place]).mean())

    return float(minimize_scalar(loss, bounds=(0.5, 20), method="bounded").x)


def calibration(decisions: np.ndarray, codes: np.ndarray, scale: float) -> None:
    """Prints how often codes of each probability are right."""
    likely = model.probabilities(decisions, scale)
    score, right = likely.max(axis=1), np.array(AREAS)[likely.argmax(axis=1)] == codes
    bins = pd.cut(score, [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    table = pd.DataFrame({"score": score, "right": right}).groupby(bins, observed=True)
    found = table.agg(n=("right", "size"), score=("score", "mean"), right=("right", "mean"))
    print(found.round(3).to_string())
    error = float((found["n"] * (found["score"] - found["right"]).abs()).sum() / len(codes))
    sure = score >= SURE
    print(
        f"scale {scale:.2f}, calibration error {error:.3f}; sure {sure.mean():.3f} of all, of "
        f"which {right[sure].mean():.3f} are right"
    )
    record(
        "areas, calibration",
        error=error,
        sure=float(sure.mean()),
        right_where_sure=float(right[sure].mean()),
    )


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
        codes = own["code"].to_numpy()
        found, decisions = cross_validated(own)
        report("cross-validated", found, codes)
        scale = fitted_scale(decisions, codes)
        calibration(decisions, codes, scale)
        write(learn(own, codes, scale))
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
    local = held["file"].str.startswith("local/")
    score_held_out("nation and provinces", held[~local])
    score_held_out("lower governments", held[local])


def score_held_out(name: str, held: pd.DataFrame) -> None:
    """How well the coder does on sentences read twice, against either reading and both."""
    if not len(held):
        return
    wide = held.pivot_table(index=["file", "start"], columns="turn", values="code").dropna()
    rows = held.drop_duplicates(["file", "start"]).set_index(["file", "start"]).loc[wide.index]
    code = code_sentences(rows)["code"].to_numpy()
    a, b = wide[1].to_numpy(dtype=int), wide[2].to_numpy(dtype=int)
    kappa = float(cohen_kappa_score(a, b))
    print(f"\nheld out, {name}: two readings agree in {(a == b).mean():.3f}, kappa {kappa:.3f}")
    record(f"areas, {name}, two readings", agreement=float((a == b).mean()), kappa=kappa)
    report(f"{name}, held out, against reading 1", code, a)
    report(f"{name}, held out, against reading 2", code, b)
    report(f"{name}, held out, where they agree", code[a == b], a[a == b])
    by_area(code[a == b], a[a == b])


if __name__ == "__main__":
    main()
