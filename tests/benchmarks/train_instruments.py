"""Learns the weights of the instrument coder from labelled sentences, and scores it.

Run with ``make instruments REPORTS=folder``. The labels are
``corpus/reference/instrument_labels.csv``: a row a sentence and reader, with the file below that
folder, the offsets in the document's text, and the codes. 1,586 sentences have two readers and are
scored; the others are learnt from only: they have one or, where they were chosen because the coder
was unsure of them, a third (a score with these would be that of hard sentences). Weights are learnt
from those that are not held out; with ``--score`` nothing is learnt, and only the sentences held
out are scored.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC
from tqdm import tqdm

from analysis.areas.model import probabilities
from analysis.instruments import model
from analysis.instruments.classify import code_instruments, decided
from analysis.instruments.markers import TOPICS, directive_by_rule
from analysis.instruments.model import CODES, KINDS, MARKERS, documents, marker_values
from analysis.sentences import sentences_in_context
from analysis.uncertainty.proportions import wilson_interval
from corpus.report import read_report
from corpus.store.rows import tables_of
from tests.benchmarks.measured import record

LABELS = Path(__file__).parents[2] / "corpus" / "reference" / "instrument_labels.csv"
FOLDS = 10
ALONE = 0.15  # the weight of a sentence without what is above and before it
SECOND = 0.3  # the weight of a sentence's second side beside its first
C = {"side": 2.0, "directive": 2.0}
# Sentences in which a run of characters must occur to tell reviews from plans, and the cost of
# errors: of 10 and 20, 0.1 to 1 (and runs of up to four) the smallest that is as good by report.
TOLD_LEAST, TOLD_C = 20, 0.3
PLAN, REVIEW = ("plan_next_year", "plan_multi_year"), ("review_past_year", "review_multi_year")
# Documents in which a feature must occur; each sentence is two (see ``both_ways``).
LEAST = {"run": 6, "act": 4}
# The second is another reader; the third, one of sentences that the coder was unsure of.
TURNS = (1, 2, 3)
# What of a sentence is known to the coder when it is scored.
KNOWN = {
    "sentence alone": (),
    "with heading and previous": ("heading", "previous"),
    "with orientation too": ("heading", "previous", "orientation"),
}


def labelled(folder: Path, *, held_out: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per labelled sentence, with its text and the codes of both readers; and all others.

    Args:
        folder: of the reports; those that are not there are left out.
        held_out: whether those held out are read, or the others.
    """
    labels = pd.read_csv(LABELS, dtype={"file": str, "second": "string"})
    labels = labels[labels["held_out"] == held_out]
    places = ["file", "start", "end"]
    wide = labels.pivot(index=places, columns="turn", values=["side", "second", "directive"])
    wide.columns = [f"{name}_{turn}" for name, turn in wide.columns]
    columns = [f"{name}_{turn}" for name in ("side", "second", "directive") for turn in TURNS]
    wide = wide.reindex(columns=columns)
    found = []
    for file, rows in tqdm(wide.reset_index().groupby("file"), unit="report"):
        path = folder / str(file)
        if not path.is_file():
            print(f"{file} is not in {folder}")
            continue
        tables = tables_of(read_report(path), str(file))
        names = ("sentences", "paragraphs", "texts")
        every = sentences_in_context(*(tables[name] for name in names)).assign(file=file)
        found.append(every.merge(rows, on=places, how="left", validate="one_to_one"))
    every = pd.concat(found, ignore_index=True) if found else wide.reset_index().head(0)
    own = every[every["side_1"].notna()] if found else every
    print(f"{len(own)} of {len(wide)} labelled sentences found")
    return own.reset_index(drop=True), every


def fold_of(files: pd.Series) -> np.ndarray:
    return np.array([int(hashlib.sha256(one.encode()).hexdigest(), 16) % FOLDS for one in files])


def learn_told(every: pd.DataFrame) -> list[list[str]]:
    """The lines of review_or_plan_weights.csv: runs of characters of reviews (positive), plans."""
    rows = every[every["orientation"].isin((*PLAN, *REVIEW))]
    counter = model.told_counter(min_df=TOLD_LEAST)
    table = normalize(counter.fit_transform(" ".join(one.split()) for one in rows["sentence"]))
    machine = LinearSVC(C=TOLD_C, random_state=0)
    machine.fit(table, rows["orientation"].isin(REVIEW))
    values = np.rint(1000 * machine.coef_[0]).astype(int).astype(str)
    lines = [["feature", "told"], ["", f"{1000 * machine.intercept_[0]:.0f}"]]
    # Weights near nothing stay in: they count for the length of a vector.
    return [*lines, *map(list, zip(counter.get_feature_names_out(), values, strict=True))]


def write(lines: list[list[str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    model.told_model.cache_clear()
    model.instrument_model.cache_clear()


def known_only(rows: pd.DataFrame, known: tuple[str, ...]) -> pd.DataFrame:
    return rows[["sentence", *known]]


def apart(
    own: pd.DataFrame, every: pd.DataFrame, fold: np.ndarray
) -> dict[str, tuple[dict[str, list[list[str]]], np.ndarray]]:
    """The words and markers of each sentence, where what tells reviews is learnt without it."""
    found: dict[str, Any] = {}
    values = {name: np.zeros((len(own), len(MARKERS))) for name in KNOWN}
    elsewhere = fold_of(every["file"])
    for one in tqdm(range(FOLDS), unit="fold"):
        write(learn_told(every[elsewhere != one]), model.TOLD_WEIGHTS)
        for name, known in KNOWN.items():
            read = model.read_sentences(known_only(own[fold == one], known))
            values[name][fold == one] = marker_values(read)
    for name, known in KNOWN.items():
        found[name] = documents(model.read_sentences(known_only(own, known))), values[name]
    return found


def vocabulary(words: dict[str, list[list[str]]]) -> tuple[dict, np.ndarray]:
    """The words of labelled sentences, by kind, with ``ln((1 + N) / (1 + df)) + 1``."""
    rows: dict[str, dict[str, int]] = {}
    idf: list[float] = []
    for kind in KINDS:
        df = Counter(one for document in words[kind] for one in set(document))
        known = sorted(one for one, n in df.items() if n >= LEAST.get(kind, 2))
        rows[kind] = {one: len(idf) + place for place, one in enumerate(known)}
        n = len(words[kind])
        idf += [float(np.log((1 + n) / (1 + df[one])) + 1) for one in known]
    return rows, np.array(idf)


def scales(given: np.ndarray, question: str) -> tuple[np.ndarray, np.ndarray]:
    """The mean of each marker, and the factor that it has before weights are learnt.

    What a sentence is about says little of how strongly it directs.
    """
    factor = np.full(len(MARKERS), 0.09)
    for place, name in enumerate(MARKERS):
        if name.split(":")[0] in TOPICS:
            factor[place] = 0.15 if question == "side" else 0.06
        elif name.split(":")[0] == "heading":
            factor[place] = 0.12 if name in model._HEADED else 0.05
        elif name.startswith("told"):
            factor[place] = 0.3
    return given.mean(axis=0), factor / (given.std(axis=0) + 1e-9)


def examples(own: pd.DataFrame, question: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The place, code and weight of each reading; second sides have a smaller weight."""
    every = np.arange(len(own))
    places, codes, weights = [], [], []
    for turn in TURNS:
        read = own[f"{question}_{turn}"].notna().to_numpy()
        places.append(every[read])
        codes.append(own[f"{question}_{turn}"][read])
        weights.append(own["weight"].to_numpy()[read])
        if question == "side":
            has = own[f"second_{turn}"].notna().to_numpy()
            places.append(every[has])
            codes.append(own[f"second_{turn}"][has])
            weights.append(SECOND * own["weight"].to_numpy()[has])
    return np.concatenate(places), pd.concat(codes).to_numpy(dtype=str), np.concatenate(weights)


def subset(words: dict[str, list[list[str]]], chosen: np.ndarray) -> dict[str, list[list[str]]]:
    return {kind: [words[kind][at] for at in np.flatnonzero(chosen)] for kind in KINDS}


def classifier(question: str) -> Any:
    return LogisticRegression(C=C[question], max_iter=1000)


def learn(
    own: pd.DataFrame, words: dict[str, list[list[str]]], given: np.ndarray
) -> tuple[dict, np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The model of some sentences: rows, idf, and by question weights and bias."""
    rows, idf = vocabulary(words)
    weights, bias = {}, {}
    for question, codes in CODES.items():
        mean, factor = scales(given, question)
        table = model.vectors(words, (given - mean) * factor, rows, idf)
        places, labels, weight = examples(own, question)
        machine = classifier(question)
        machine.fit(table[places], labels, sample_weight=weight)
        order = [list(machine.classes_).index(one) for one in codes]
        learnt = machine.coef_[order].T
        learnt[len(idf) :] *= factor[:, None]
        weights[question] = learnt
        bias[question] = machine.intercept_[order] - mean @ learnt[len(idf) :]
    return rows, idf, weights, bias


def lines_of(rows, idf, weights, bias, scale) -> list[list[str]]:
    """The lines of instrument_weights.csv."""
    names = [f"{question}:{one}" for question, codes in CODES.items() for one in codes]
    lines = [["kind", "feature", "idf", *names]]
    together = np.rint(1000 * np.hstack([weights[one] for one in CODES])).astype(int)
    lines.append(["bias", "", "0", *(f"{1000 * b:.0f}" for one in CODES for b in bias[one])])
    lines.append(["scale", "", "0", *(f"{1000 * scale[q]:.0f}" for q in CODES for _ in CODES[q])])
    for kind, known in rows.items():
        lines += [
            [kind, word, f"{idf[row]:.3f}", *map(str, together[row])] for word, row in known.items()
        ]
    for place, name in enumerate(MARKERS):
        lines.append(["marker", name, "0", *map(str, together[len(idf) + place])])
    return lines


def both_ways(
    own: pd.DataFrame, read: dict[str, Any], chosen: np.ndarray
) -> tuple[pd.DataFrame, dict[str, list[list[str]]], np.ndarray]:
    """Sentences to learn from: each with what is above and before it, and once more alone."""
    ways = [read[one] for one in ("with heading and previous", "sentence alone")]
    words = [subset(one, chosen) for one, _ in ways]
    twice = {kind: [*words[0][kind], *words[1][kind]] for kind in KINDS}
    rows = [own[chosen].assign(weight=1.0), own[chosen].assign(weight=ALONE)]
    return pd.concat(rows, ignore_index=True), twice, np.vstack([one[chosen] for _, one in ways])


def cross_validated(own, read, fold) -> dict[str, dict[str, np.ndarray]]:
    """The decision values of each sentence by what is known, by weights of other reports."""
    found = {name: {one: np.zeros((len(own), len(CODES[one]))) for one in CODES} for name in KNOWN}
    for left_out in (fold == one for one in range(FOLDS)):
        for name, values in fold_decisions(own, read, left_out).items():
            for question in CODES:
                found[name][question][left_out] = values[question]
    return found


def fold_decisions(own, read, left_out: np.ndarray) -> dict[str, dict[str, np.ndarray]]:
    """The decision values of the sentences of one fold, by weights of the others."""
    rows, idf, weights, bias = learn(*both_ways(own, read, ~left_out))
    values: dict[str, dict[str, np.ndarray]] = {}
    for name, (own_words, own_given) in read.items():
        table = model.vectors(subset(own_words, left_out), own_given[left_out], rows, idf)
        values[name] = {one: table @ weights[one] + bias[one] for one in CODES}
    return values


def fitted_scale(decisions: np.ndarray, own: pd.DataFrame, question: str) -> float:
    """The scale under which the probabilities of the readers' codes are highest."""
    places, labels, weight = examples(
        own.assign(weight=1.0, **{f"second_{turn}": None for turn in TURNS}), question
    )
    at = np.array([CODES[question].index(one) for one in labels])

    def loss(scale: float) -> float:
        likely = probabilities(decisions, scale)[places, at]
        return -float(np.average(np.log(likely + 1e-12), weights=weight))

    return float(minimize_scalar(loss, bounds=(0.2, 5), method="bounded").x)


def report(name: str, found: np.ndarray, own: pd.DataFrame, question: str) -> None:
    """Prints and records how often codes are those of the readers."""
    a, b = (own[f"{question}_{turn}"].to_numpy(dtype=str) for turn in (1, 2))
    both = a == b
    hits = [int((found == one).sum()) for one in (a, b)]
    low, high = (float(one) for one in wilson_interval(sum(hits) / 2, len(own)))
    kappa = [float(cohen_kappa_score(found, one)) for one in (a, b)]
    f1 = float(f1_score(a[both], found[both], average="macro", zero_division=0))
    values = {
        "accuracy": sum(hits) / 2 / len(own),
        "low": low,
        "high": high,
        "reader_1": hits[0] / len(own),
        "reader_2": hits[1] / len(own),
        "where_they_agree": float((found == a)[both].mean()),
        "kappa_1": kappa[0],
        "kappa_2": kappa[1],
        "macro_f1": f1,
        "readers_agree": float(both.mean()),
        "readers_kappa": float(cohen_kappa_score(a, b)),
    }
    print(f"{question}, {name}: " + ", ".join(f"{key} {one:.3f}" for key, one in values.items()))
    record(f"instruments, {question}, {name}", sentences=len(own), **values)


def by_code(found: np.ndarray, own: pd.DataFrame, question: str) -> None:
    """Prints precision and recall by code, and the confusion of codes, where readers agree."""
    a, b = (own[f"{question}_{turn}"].to_numpy(dtype=str) for turn in (1, 2))
    expected, found = a[a == b], found[a == b]
    print(
        f"\n| {question} | sentences | recall | 95% interval | precision |\n|---|---|---|---|---|"
    )
    for code in CODES[question]:
        there, said = expected == code, found == code
        if not there.any():
            continue
        hits = int((there & said).sum())
        low, high = (float(one) for one in wilson_interval(hits, int(there.sum())))
        precision = f"{hits / said.sum():.2f}" if said.any() else ""
        print(
            f"| {code} | {there.sum()} | {hits / there.sum():.2f} | {low:.2f} to {high:.2f} | "
            f"{precision} |"
        )
    print(pd.crosstab(pd.Series(expected, name="readers"), pd.Series(found, name="coder")), "\n")


def calibration(score: np.ndarray, right: np.ndarray, question: str) -> None:
    bins = pd.cut(score, [0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    table = pd.DataFrame({"score": score, "right": right}).groupby(bins, observed=True)
    found = table.agg(n=("right", "size"), score=("score", "mean"), right=("right", "mean"))
    error = float((found["n"] * (found["score"] - found["right"]).abs()).sum() / len(score))
    print(found.round(3).to_string(), f"\ncalibration error {error:.3f}")
    record(f"instruments, {question}, calibration", error=error)


def score_folds(own, decisions, scale) -> None:
    """Scores the sentences that two readers have read; the others are only learnt from."""
    twice = own["side_2"].notna().to_numpy()
    own = own[twice].reset_index(drop=True)
    decisions = {
        name: {one: values[twice] for one, values in found.items()}
        for name, found in decisions.items()
    }
    plan = own["orientation"].isin(PLAN).to_numpy()
    for name, known in KNOWN.items():
        likely = {one: probabilities(decisions[name][one], scale[one]) for one in CODES}
        orientation = own["orientation"].tolist() if "orientation" in known else [""] * len(own)
        for question, (places, score) in decided(likely, orientation).items():
            found = np.array(CODES[question])[places]
            report(f"cross-validated, {name}", found, own, question)
            report(f"cross-validated, {name}, plan only", found[plan], own[plan], question)
            if name == "with heading and previous":
                by_code(found, own, question)
                right = (found == own[f"{question}_1"]).to_numpy()
                calibration(score, right, question)
    rule = np.array([directive_by_rule(one) for one in own["sentence"]])
    rule[~plan] = "none"
    report("markers alone, with orientation", rule, own, "directive")


def train(folder: Path) -> None:
    own, every = labelled(folder, held_out=False)
    fold = fold_of(own["file"])
    read = apart(own, every, fold)
    decisions = cross_validated(own, read, fold)
    scale = {
        one: fitted_scale(decisions["with heading and previous"][one], own, one) for one in CODES
    }
    print("scale", scale)
    score_folds(own, decisions, scale)
    write(learn_told(every), model.TOLD_WEIGHTS)
    learnt = learn(*both_ways(own, read, np.full(len(own), True)))
    write(lines_of(*learnt, scale), model.WEIGHTS)


def score_held_out(folder: Path) -> None:
    own, _ = labelled(folder, held_out=True)
    if not len(own):
        print("no sentence is held out")
        return
    for name, known in KNOWN.items():
        coded = code_instruments(known_only(own, known))
        for question in CODES:
            found = coded[question].to_numpy(dtype=str)
            report(f"held out, {name}", found, own, question)
            by_code(found, own, question)


def main() -> None:
    folder = Path(sys.argv[1])
    if "--score" not in sys.argv:
        train(folder)
    score_held_out(folder)


if __name__ == "__main__":
    main()
