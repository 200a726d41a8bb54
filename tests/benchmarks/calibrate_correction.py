"""How often corrected estimates hold the truth, on simulated texts with a machine that errs.

Run with ``python -m tests.benchmarks.calibrate_correction [RUNS]``; it prints tables in Markdown.
Three labels in ten are wrong, more of them where z is above 0, so that errors are not random. What
is drawn for coding is drawn with equal probabilities, or with twice those where the machine gives
the label and more where z is high. Clusters are 40 reports, with an effect of their own on the
outcome.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import expit

from analysis.areas.agreement import agreement, machine_quality
from analysis.uncertainty import design_based
from corpus.lexicon.lists import policy_areas

RUNS = 250
REPORTS = 40
WRONG = 0.3
MODELS = {  # the model, its covariates, and what is by machine
    "mean": ("mean", [], "y"),
    "linear, outcome by machine": ("linear", ["x"], "y"),
    "linear, covariate by machine": ("linear", ["x", "z"], "x"),
    "logit, outcome by machine": ("logit", ["x"], "y"),
}


class Cell(NamedTuple):
    """A model, how many of 2,000 texts are coded, how they are drawn, and whether in clusters."""

    model: str
    coded: int
    unequal: bool
    clustered: bool


CELLS = [
    *[Cell(name, 300, False, clustered) for name in MODELS for clustered in (False, True)],
    *[Cell(name, coded, True, False) for name in MODELS for coded in (50, 100)],
]


def texts(rng, cell: Cell, n: int = 2_000, reports: int = REPORTS) -> pd.DataFrame:
    """Texts with true x and y, the machine's version of one, and what was drawn for coding."""
    report = rng.integers(0, reports, n)
    effect = rng.normal(0, 0.7, reports)[report] if cell.clustered else np.zeros(n)
    z = rng.normal(size=n)
    if "covariate" in cell.model:
        x = (rng.random(n) < 0.3).astype(float)
        y = 1 + 0.5 * x + 0.5 * z + effect + rng.normal(size=n)
    else:
        x, slope = z, 0.0 if cell.model == "mean" else 0.8
        y = (rng.random(n) < expit(-1 + slope * z + effect)).astype(float)
    true = {"x": x, "y": y}[MODELS[cell.model][2]]
    wrong = rng.random(n) < np.where(z > 0, 1.4, 0.6) * WRONG
    machine = np.where(wrong, 1 - true, true)
    odds = np.where(machine == 1, 2, 1) * np.exp(0.3 * z) if cell.unequal else np.ones(n)
    probability = np.minimum(odds * cell.coded / odds.sum(), 1)
    drawn = rng.random(n) < probability
    return pd.DataFrame(
        {"x": x, "y": y, "z": z, "machine": machine, "p": probability, "report": report}
    ).assign(drawn=drawn)


def fit(table: pd.DataFrame, cell: Cell, *, naive: bool = False, full: bool = False):
    """The corrected estimates; those of the machine's labels; or those of the true ones."""
    model, covariates, name = MODELS[cell.model]
    label = table["machine"] if naive else table[name].where(full | table["drawn"])
    probability = 1.0 if naive or full else table["p"]
    given = table.assign(**{name: label, "p": probability})
    return design_based(
        given,
        outcome="y",
        covariates=covariates,
        predicted={name: "machine"},
        sampling_probability="p",
        model=model,
        cluster="report" if cell.clustered else None,
    ).set_index("term")


def truth(cell: Cell) -> pd.Series:
    """The coefficients in 400,000 texts, were all of them coded."""
    rng = np.random.default_rng(99)
    whole = fit(texts(rng, cell, 400_000, 100_000), cell, full=True)
    return whole["estimate"]


def cover(cell: Cell, runs: int) -> dict[str, float]:
    """Coverage of the coefficient that matters: the last but the control, and of the naive one."""
    rng = np.random.default_rng([8, CELLS.index(cell)])
    true = truth(cell)
    term = true.index[min(1, len(true) - 1)]
    held: dict[str, list[float]] = {"corrected": [], "naive": [], "width": [], "refused": []}
    for _ in range(runs):
        table = texts(rng, cell)
        try:
            corrected = fit(table, cell).loc[term]
        except ValueError:
            held["refused"].append(1)
            continue
        plain = fit(table, cell, naive=True).loc[term]
        held["corrected"].append(corrected["low"] <= true[term] <= corrected["high"])
        held["naive"].append(plain["low"] <= true[term] <= plain["high"])
        held["width"].append(corrected["high"] - corrected["low"])
    return {name: float(np.mean(ones)) if ones else 0.0 for name, ones in held.items()} | {
        "refused": len(held["refused"]) / runs
    }


class Sheet(NamedTuple):
    """How many areas there are, which are requested, and the size of the sheet."""

    areas: int
    asked: int
    sentences: int
    wrong: float = WRONG


SHEETS = [Sheet(21, 21, 300), Sheet(21, 2, 300), Sheet(21, 21, 150, 0.15), Sheet(5, 2, 60)]


def sheet(rng, cell: Sheet, n: int = 5_000) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A corpus of sentences, and a sheet drawn from it as ``sample_sentences`` draws."""
    sizes = 1 / np.arange(1, cell.areas + 1)
    confused = rng.dirichlet(np.full(cell.areas, 0.3), cell.areas).cumsum(axis=1)
    machine = rng.choice(cell.areas, n, p=sizes / sizes.sum())
    other = (rng.random(n)[:, None] > confused[machine]).sum(axis=1).clip(max=cell.areas - 1)
    wrong = (cell.wrong * np.linspace(0.4, 1.6, cell.areas))[machine]  # rare areas more often
    true = np.where(rng.random(n) < wrong, other, machine)
    codes = np.array([int(one) for one in policy_areas()])
    corpus = pd.DataFrame({"code": codes[true], "machine": codes[machine]})
    corpus["coded_alike"] = corpus.groupby("machine")["machine"].transform("size")
    corpus["stratum"] = corpus["machine"].where(machine >= cell.areas - cell.asked, -1)
    parts = []
    for stratum, rows in corpus.groupby("stratum"):
        share = 0.4 if stratum == -1 else 0.6 / cell.asked
        share = 1 / cell.areas if cell.asked == cell.areas else share
        take = min(len(rows), max(1, round(share * cell.sentences)))
        part = rows.iloc[rng.choice(len(rows), take, replace=False)]
        parts.append(part.assign(weight=len(rows) / take, probability=take / len(rows)))
    drawn = pd.concat(parts, ignore_index=True).astype({"code": "Int64"})
    return corpus, drawn.assign(id=np.arange(len(drawn)))


def cover_sheet(cell: Sheet, runs: int) -> dict[str, float]:
    """Coverage and errors of agreement and corrected shares; areas of 1% of the corpus or more."""
    rng = np.random.default_rng([9, SHEETS.index(cell)])
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        corpus, drawn = sheet(rng, cell)
        pair, same = agreement([drawn]).iloc[0], (corpus["code"] == corpus["machine"]).mean()
        areas = machine_quality(drawn).set_index("code")
        true = 100 * corpus["code"].value_counts(normalize=True).reindex(areas.index).fillna(0)
        areas, true = areas[true >= 1], true[true >= 1]
        held = (areas["low"] <= true + 1e-9) & (true <= areas["high"] + 1e-9)
        new = {
            "agreement": float(pair["low"] <= same <= pair["high"]),
            "off": 100 * abs(pair["agreement"] - same),
            "plain_off": 100 * abs(pair["in_sheet"] - same),
            "shares": held.mean(),
            "error": ((areas["corrected"] - true) ** 2).mean(),
            "by_reader": ((areas["by_reader"] - true) ** 2).mean(),
            "machine": ((areas["machine"] - true) ** 2).mean(),
        }
        for name, value in new.items():
            found.setdefault(name, []).append(value)
    means = {name: float(np.mean(ones)) for name, ones in found.items()}
    return means | {name: means[name] ** 0.5 for name in ("error", "by_reader", "machine")}


def with_error(share: float, runs: int) -> str:
    """A share in %, and its Monte Carlo error."""
    return f"{100 * share:.1f} ± {100 * (share * (1 - share) / runs) ** 0.5:.1f}"


def report(runs: int) -> Iterator[str]:
    yield f"Coverage of 95% intervals, {WRONG:.0%} of 2,000 labels wrong, {runs} runs; in %\n"
    yield "| model | coded | drawn | clusters | corrected | naive | width | refused |"
    yield "|---|---|---|---|---|---|---|---|"
    for cell in CELLS:
        found = cover(cell, runs)
        drawn, clusters = "unequally" if cell.unequal else "equally", REPORTS * cell.clustered
        yield (
            f"| {cell.model} | {cell.coded} | {drawn} | {clusters or '–'} "
            f"| {with_error(found['corrected'], runs)} | {with_error(found['naive'], runs)} "
            f"| {found['width']:.2f} | {100 * found['refused']:.1f} |"
        )
    yield "\nCoding sheets of 5,000 sentences: coverage in %, errors in points\n"
    yield (
        "| areas | requested | sentences | labels wrong | agreement covered | its error "
        "| unweighted | shares covered | root mean square error: corrected | by_reader | machine |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for one in SHEETS:
        got = cover_sheet(one, runs // 4)
        yield (
            f"| {one.areas} | {one.asked} | {one.sentences} | {one.wrong:.0%} "
            f"| {with_error(got['agreement'], runs // 4)} | {got['off']:.2f} "
            f"| {got['plain_off']:.2f} | {100 * got['shares']:.1f} | {got['error']:.2f} "
            f"| {got['by_reader']:.2f} | {got['machine']:.2f} |"
        )


if __name__ == "__main__":
    for line in report(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS):
        print(line, flush=True)
