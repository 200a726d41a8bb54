"""Coverage of the intervals of tone, on simulated reports whose words cluster by section.

Run it as ``python -m tests.benchmarks.calibrate_tone``. A report has as many sections, and these as
many words, as real ones do (medians: 20 sections of 250 words in a provincial report, 8 in that of
a small district). The rate of each section is the true one times a gamma variate, so that words
cluster by section; a count is Poisson. Sentences are of some 30 words, longer in some sections.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tone.rates import rated

REPORTS = 2_000
SECTIONS = (8, 20, 45)  # of a small district, a province and the State Council
RATES = (0.001, 0.003, 0.013)  # of negative and positive words in plans and reviews
SHAPES = {"independent": np.inf, "clustered": 2.0, "strongly clustered": 0.5}
SENTENCE = 30.0  # words


def simulated(sections: int, rate: float, shape: float, rng: np.random.Generator) -> pd.DataFrame:
    """Counts by section of many reports.

    Args:
        sections: of each report.
        rate: the true share.
        shape: of the gamma variates of sections; the smaller, the more clustered.
        rng: of the draw.
    """
    size = (REPORTS, sections)
    words = np.maximum(rng.lognormal(np.log(250), 0.6, size).astype(int), 20)
    effect = np.ones(size) if np.isinf(shape) else rng.gamma(shape, 1 / shape, size)
    longer = np.ones(size) if np.isinf(shape) else rng.gamma(20 * shape, 1 / (20 * shape), size)
    sentences = np.maximum(rng.poisson(words / SENTENCE), 1)
    spoken = rng.poisson(sentences * SENTENCE * longer)
    unit, place = np.indices(size)
    return pd.DataFrame(
        {
            "report_id": unit.ravel().astype(str),
            "unit": unit.ravel(),
            "place": place.ravel(),
            "cluster": "section",
            "hits": rng.poisson(words * rate * effect).ravel(),
            "words": words.ravel(),
            "spoken": spoken.ravel(),
            "sentences": sentences.ravel(),
        }
    )


def coverage(table: pd.DataFrame, truth: float) -> float:
    """The share of intervals that contain the truth; a missing one contains nothing."""
    return float(((table["low"] <= truth) & (truth <= table["high"])).mean())


def main() -> None:
    rng = np.random.default_rng(1)
    print(
        "| sections | words | rate per 1,000 | share covered | mean covered |",
        "|---|---|---|---|---|",
        sep="\n",
    )
    for sections in SECTIONS:
        for name, shape in SHAPES.items():
            for rate in RATES:
                rows = simulated(sections, rate, shape, rng)
                share = coverage(rated(rows, "hits", "words"), rate)
                means = rated(rows, "spoken", "sentences", kind="mean")
                mean = coverage(means, SENTENCE)
                print(f"| {sections} | {name} | {1000 * rate:g} | {share:.3f} | {mean:.3f} |")


if __name__ == "__main__":
    main()
