"""How often the intervals of ``similarity`` hold the truth, on generated reports.

Run with ``python -m tests.benchmarks.calibrate_similarity``; it takes about a minute and prints a
table in Markdown. Two authors write many reports each. A section has a subject, drawn from those
of its author, and a log-normal number of words, which come from the subject and from what all
sections share; the shares of words vary between sections of the same subject (Dirichlet), so that
words come in bursts. The truth is the mean cosine over all pairs of a report of one author with one
of the other: what is estimated is the likeness of reports as long as these. Beside it stands a
percentile bootstrap of sections, which lies too low.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.across_reports.likeness import similarity

WORDS, SUBJECTS = 2_000, 12
REPORTS = 200  # of each author
RESAMPLED = 60  # pairs that are also bootstrapped, with so many draws:
DRAWS = 200


class Cell(NamedTuple):
    """The sections of the two reports, the spread of their lengths, and of their authors."""

    sections: tuple[int, int]
    spread: float
    alike: float  # concentration of the authors' subjects: small for authors apart


CELLS = [
    Cell(sections, spread, alike)
    for sections in ((5, 5), (10, 10), (20, 20), (45, 45), (12, 50))
    for spread, alike in ((0.4, 2.0), (1.0, 0.3))
]


def subjects(rng):
    """The shares of words in each subject, with Zipf's law in what they have in common."""
    common = 1 / np.arange(1, WORDS + 1)
    common /= common.sum()
    return 0.5 * common + 0.5 * rng.dirichlet(200 * common, SUBJECTS)


def report(rng, shares, mix, sections, spread):
    """The words of each section of one report, as counts."""
    of = rng.choice(SUBJECTS, sections, p=mix)
    size = np.maximum(rng.lognormal(np.log(110), spread, sections), 10).astype(int)
    bursts = rng.gamma(400 * shares[of] + 1e-9)
    return rng.multinomial(size, bursts / bursts.sum(axis=1, keepdims=True))


def tokens_of(name, counts):
    section, word = np.nonzero(counts)
    rows = pd.DataFrame({"paragraph_id": section, "term": word}).loc[
        np.repeat(np.arange(len(section)), counts[section, word])
    ]
    return rows.assign(report_id=name, heading_path=rows["paragraph_id"].map(str))


def written(cell, rng):
    """The reports of both authors, as counts by section."""
    shares = subjects(rng)
    mixes = [rng.dirichlet(np.full(SUBJECTS, cell.alike)) for _ in cell.sections]
    return [
        [report(rng, shares, mix, sections, cell.spread) for _ in range(REPORTS)]
        for mix, sections in zip(mixes, cell.sections, strict=True)
    ]


def compared(authors):
    """Every report of one author with its counterpart, and the mean over all pairs."""
    tokens = pd.concat(
        tokens_of(f"{'ab'[side]}{n:04}", counts)
        for side, reports in enumerate(authors)
        for n, counts in enumerate(reports)
    ).assign(kind="word")
    tokens["term"] = tokens["term"].map(str)
    names = [f"{n:04}" for n in range(REPORTS)]
    pairs = pd.DataFrame({"report": [f"a{n}" for n in names], "other": [f"b{n}" for n in names]})
    found = similarity(tokens, pairs=pairs)
    every = found["by_chance"] * found["shuffled"]  # each shuffled pair is counted twice
    truth = (every.sum() / 2 + found["cosine"].sum()) / REPORTS**2
    return found, truth


def bootstrapped(authors, rng):
    """The limits of a percentile bootstrap of sections, of the first pairs."""
    whole = np.array([counts.sum(axis=0) for reports in authors for counts in reports])
    idf = np.log((1 + len(whole)) / (1 + (whole > 0).sum(axis=0))) + 1
    limits = []
    for pair in range(RESAMPLED):
        x, y = (
            (rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), DRAWS) @ counts)
            * idf
            for counts in (authors[0][pair], authors[1][pair])
        )
        lengths = np.linalg.norm(x, axis=1) * np.linalg.norm(y, axis=1)
        limits.append(np.percentile((x * y).sum(axis=1) / lengths, [2.5, 97.5]))
    return np.array(limits).T


def main() -> None:
    print(
        f"{REPORTS} pairs of generated reports a cell; coverage of 95% intervals in %\n\n"
        "| sections | spread of lengths | cosine | sd | coverage | too high | width | bootstrap |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    covered = []
    for number, cell in enumerate(CELLS):
        rng = np.random.default_rng([11, number])
        authors = written(cell, rng)
        found, truth = compared(authors)
        held = (found["low"] <= truth) & (truth <= found["high"])
        low, high = bootstrapped(authors, rng)
        covered.append(held.mean())
        print(
            f"| {cell.sections[0]} / {cell.sections[1]} | {cell.spread} | {truth:.3f} | "
            f"{found['cosine'].std():.3f} | {100 * held.mean():.1f} | "
            f"{100 * (truth < found['low']).mean():.1f} | "
            f"{(found['high'] - found['low']).mean():.3f} | "
            f"{100 * ((low <= truth) & (truth <= high)).mean():.1f} |",
            flush=True,
        )
    print(
        f"\nMean coverage {100 * np.mean(covered):.1f}, {100 * min(covered):.1f} to "
        f"{100 * max(covered):.1f}"
    )


if __name__ == "__main__":
    main()
