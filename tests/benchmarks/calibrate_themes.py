"""Coverage of the limits of centrality and density, on planted themes of simulated reports.

Run it as ``python -m tests.benchmarks.calibrate_themes``. Six themes of four terms each; a term has
another rate in each report, so that terms cluster by report. The truth is the mean of the measure
over many corpora of as many reports.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy import stats

from analysis.themes.jackknife import jackknife_limits
from analysis.themes.links import strengths
from analysis.themes.positions import link_sums, positions
from corpus.arrays import Floats
from tests.analysis.themes.generated import OF_CLUSTERS, clusters_of

# Reports, sentences of each, and how often a term occurs in sentences of other themes.
DESIGNS = ((8, 150, 0.02), (25, 60, 0.02), (25, 200, 0.01), (60, 60, 0.005))
CORPORA, TRUE_OF, DRAWS = 150, 1_500, 100
_NORMAL = (-1.96, 1.96)


def linked(together: Floats, weights: Floats | None) -> Floats:
    """The strengths of links of a corpus, with so much weight on each report."""
    summed = together.sum(axis=0) if weights is None else np.tensordot(weights, together, 1)
    return strengths(summed, "equivalence", 3)


def measures(strength: Floats) -> Floats:
    """Centrality and density of the planted themes."""
    found = positions(*link_sums(strength, OF_CLUSTERS), OF_CLUSTERS)
    return np.array([found.centrality, found.density])


def bootstraps(together: Floats, rng: np.random.Generator) -> Floats:
    """The measures in draws of reports with replacement."""
    k = len(together)
    drawn = [np.bincount(rng.integers(0, k, k), minlength=k) for _ in range(DRAWS)]
    return np.array([measures(linked(together, one.astype(float))) for one in drawn])


def bias_corrected(draws: Floats, own: Floats, without: Floats) -> Floats:
    """BCa limits (Efron 1987)."""
    apart = without.mean(axis=0) - without
    bend = (apart**3).sum(axis=0) / (6 * ((apart**2).sum(axis=0)) ** 1.5)
    with np.errstate(invalid="ignore", divide="ignore"):
        bias = stats.norm.ppf((draws < own).mean(axis=0))
        at = [stats.norm.cdf(bias + (bias + z) / (1 - bend * (bias + z))) for z in _NORMAL]
    shape = own.shape
    return np.array(
        [
            [
                [np.quantile(draws[:, i, j], np.nan_to_num(end[i, j])) for j in range(shape[1])]
                for i in range(shape[0])
            ]
            for end in at
        ]
    )


def covered(reports: int, sentences: int, noise: float) -> dict[str, Floats]:
    """The share of limits that contain the truth, of centrality and density, by method."""
    rng = np.random.default_rng(1)
    draw = partial(clusters_of, reports, sentences, noise, rng)
    truth = np.mean([measures(linked(draw(), None)) for _ in range(TRUE_OF)], axis=0)
    found: dict[str, list[Floats]] = {"percentile": [], "BCa": [], "jackknife": []}
    for _ in range(CORPORA):
        together = draw()
        own, draws = measures(linked(together, None)), bootstraps(together, rng)
        without = np.array(
            [measures(linked(np.delete(together, one, axis=0), None)) for one in range(reports)]
        )
        limits = jackknife_limits(partial(linked, together), OF_CLUSTERS, reports)
        for name, (low, high) in {
            "percentile": np.percentile(draws, (2.5, 97.5), axis=0),
            "BCa": bias_corrected(draws, own, without),
            "jackknife": np.swapaxes([limits["centrality"], limits["density"]], 0, 1),
        }.items():
            found[name].append(((low <= truth) & (truth <= high)).mean(axis=1))
    return {name: np.mean(shares, axis=0) for name, shares in found.items()}


def main() -> None:
    print(
        "| reports | sentences | noise | limits | centrality | density |",
        "|---|---|---|---|---|---|",
        sep="\n",
    )
    for design in DESIGNS:
        for name, (centrality, density) in covered(*design).items():
            print(
                "|", *(f"{one} |" for one in design), f"{name} | {centrality:.2f} | {density:.2f} |"
            )


if __name__ == "__main__":
    main()
