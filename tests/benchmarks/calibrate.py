"""How often intervals hold the truth and tests cry wolf, on made-up reports whose truth is known.

Run with ``make calibrate``; it prints tables in Markdown. Words come in bursts: the count of a term
in a paragraph of m words is beta-binomial with mean share p and overdispersion rho, the correlation
of two words of the same paragraph (0 is the binomial, words as independent draws). Paragraphs have
80 words in the mean, with a standard deviation of 57, as in the reports of the State Council.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import betaln, xlogy
from scipy.stats import chi2, t

from analysis.uncertainty.permutation import adjust_p, permutation_p
from analysis.uncertainty.proportions import katz_interval, newcombe_interval, wilson_interval
from analysis.uncertainty.shares import MIN_BLOCKS, compare_shares, share_intervals

OVERDISPERSION = (0.0, 0.01, 0.05)
RUNS = 8_000
TERMS = 200  # that share the sizes of paragraphs, and the arrangements, of one run of them


class One(NamedTuple):
    """Paragraphs, and the number of them that hold the term, in the mean."""

    rho: float
    paragraphs: int
    holding: float


class Two(NamedTuple):
    """The same of a target and a reference; its paragraphs are so many times longer."""

    rho: float
    paragraphs: tuple[int, int]
    holding: tuple[float, float]
    longer: float = 1.0


def sizes(rng, paragraphs):
    return np.maximum(rng.gamma(2, 40, paragraphs).round(), 4).astype(int)


def counts(rng, size, share, rho, terms):
    """Counts of terms with these shares (blocks × terms, or one for all)."""
    shape = (len(size), terms)
    p = np.broadcast_to(share, shape)
    if rho:
        p = rng.beta(p * (1 - rho) / rho, (1 - p) * (1 - rho) / rho)
    return rng.binomial(size[:, None], p)


def share_held_by(paragraphs, holding, rho):
    """The share at which a term stands in so many paragraphs in the mean."""
    size = sizes(np.random.default_rng(0), 20_000)

    def surplus(log_share):
        p = np.exp(log_share)
        if rho:
            a, b = p * (1 - rho) / rho, (1 - p) * (1 - rho) / rho
            without = np.exp(betaln(a, b + size) - betaln(a, b))
        else:
            without = (1 - p) ** size
        return paragraphs * (1 - without).mean() - holding

    return float(np.exp(brentq(surplus, -16, -0.01)))


def held(low, high, truth, given):
    return ((low <= truth) & (truth <= high))[given]


def until(runs, draw):
    """The rows that ``draw`` gives, a list of arrays each time, until there are so many."""
    found = []
    while sum(len(one[0]) for one in found) < runs:
        found.append(draw())
    return [np.concatenate(parts)[:runs].mean() for parts in zip(*found, strict=True)]


def cover_one(cell, runs):
    rng = np.random.default_rng([1, int(1000 * cell.rho), cell.paragraphs, int(cell.holding)])
    share = share_held_by(cell.paragraphs, cell.holding, cell.rho)

    def draw():
        size = sizes(rng, cell.paragraphs)
        n = counts(rng, size, share, cell.rho, TERMS)
        found = share_intervals(n, size)
        given = found["reason"] == ""
        words = wilson_interval(n.sum(axis=0), size.sum())
        return [
            held(found["low"], found["high"], share, given),
            held(*linearised(n, size), share, given),
            held(*words, share, given),
        ]

    return until(runs, draw)


def linearised(n, size):
    """The interval of Cochran 1977, 6.3, on the log scale, which ``share_intervals`` is not."""
    total, k = n.sum(axis=0), len(size)
    residual = n - size[:, None] * total / size.sum()
    half = t.ppf(0.975, k - 1) * np.sqrt(k / (k - 1) * (residual**2).sum(axis=0)) / total
    return total / size.sum() * np.exp(-half), total / size.sum() * np.exp(half)


def two_sides(rng, cell):
    size = sizes(rng, sum(cell.paragraphs))
    target = np.arange(len(size)) < cell.paragraphs[0]
    return np.where(target, size * cell.longer, size).astype(int), target


def cover_two(cell, runs):
    rng = np.random.default_rng([2, int(1000 * cell.rho), *cell.paragraphs, int(cell.holding[0])])
    p, q = (
        share_held_by(*one, cell.rho) for one in zip(cell.paragraphs, cell.holding, strict=True)
    )

    def draw():
        size, target = two_sides(rng, cell)
        n = counts(rng, size, np.where(target, p, q)[:, None], cell.rho, TERMS)
        found = compare_shares(n, size, target)
        given = (found["reason"] == "").to_numpy()
        four = (
            n[target].sum(axis=0),
            size[target].sum(),
            n[~target].sum(axis=0),
            size[~target].sum(),
        )
        return [
            held(found["ratio_low"], found["ratio_high"], p / q, given),
            held(found["difference_low"], found["difference_high"], p - q, given),
            held(*katz_interval(*four), p / q, given),
            held(*newcombe_interval(*four), p - q, given),
        ]

    return until(runs, draw)


def false_alarms(cell, runs):
    """How often p ≤ 0.05 without a difference: of both statistics, and of G²."""
    rng = np.random.default_rng([3, int(1000 * cell.rho), *cell.paragraphs, int(10 * cell.longer)])
    share = share_held_by(sum(cell.paragraphs), sum(cell.holding), cell.rho)

    def draw():
        size, target = two_sides(rng, cell)
        n = counts(rng, size, share, cell.rho, TERMS)
        n = n[:, (n > 0).sum(axis=0) >= MIN_BLOCKS]
        given = {"n_permutations": 999, "seed": int(rng.integers(2**31))}
        p = [
            permutation_p(n, size, target, statistic="difference", **given),
            permutation_p(n, size, target, statistic="studentised", **given),
            word_level_p(n, size, target),
        ]
        return [one <= 0.05 for one in p]

    return until(runs, draw)


def word_level_p(n, size, target):
    """That of the four-cell G², which takes words as independent draws."""
    sums = np.stack([n[target].sum(axis=0), n[~target].sum(axis=0)])
    words = np.array([[size[target].sum()], [size[~target].sum()]])
    cells = np.stack([sums, words - sums])
    expected = cells.sum(axis=1, keepdims=True) * words / words.sum()
    return chi2.sf(2 * (xlogy(cells, cells) - xlogy(cells, expected)).sum(axis=(0, 1)), 1)


def false_discoveries(cell, runs):
    """The share of false ones among the terms with p_adjusted < 0.05, and how many are found.

    A table has 200 terms that stand in 10 to 100 of 120 paragraphs; of ``different`` of them the
    target's share is three times the reference's.
    """
    rho, different = cell
    rng = np.random.default_rng([4, int(1000 * rho), different])
    every = np.array([share_held_by(120, one, rho) for one in np.linspace(10, 100, TERMS)])
    true = rng.permutation(TERMS) < different

    def draw():
        size, target = sizes(rng, 120), np.arange(120) < 60
        share = np.where(true & target[:, None], 1.5, np.where(true, 0.5, 1)) * every
        n = counts(rng, size, share, rho, TERMS)
        p = permutation_p(n, size, target, n_permutations=4_999, seed=int(rng.integers(2**31)))
        found = adjust_p(p) < 0.05
        power = (found & true).sum() / different if different else np.nan
        return [np.array([(found & ~true).sum() / max(found.sum(), 1)]), np.array([power])]

    return until(runs, draw)


ONE = [
    One(rho, *rest)
    for rho in OVERDISPERSION
    for rest in ((80, 30), (160, 22), (160, 30), (160, 60), (400, 30), (400, 100))
]
TWO = [
    Two(rho, *rest)
    for rho in OVERDISPERSION
    for rest in (
        ((60, 60), (25, 25)),
        ((100, 100), (12, 24)),
        ((100, 100), (30, 60)),
        ((40, 400), (15, 60)),
    )
]
ALIKE = [
    Two(rho, paragraphs, (12.5, 12.5) if few else (30, 30))
    for rho in OVERDISPERSION
    for paragraphs in ((50, 50), (30, 120))
    for few in (True, False)
]
LONGER = [
    Two(rho, paragraphs, (30, 30), longer)
    for rho in OVERDISPERSION
    for paragraphs, longer in (((75, 75), 2), ((30, 120), 2), ((120, 30), 2))
]
TABLES = [(rho, different) for rho in OVERDISPERSION for different in (0, 20)]


def percent(value):
    return "" if np.isnan(value) else f"{100 * value:.1f}"


def table(title, heads, cells, function, runs, pool, *, shown):
    results = list(pool.map(function, cells, [runs] * len(cells)))
    print(f"\n{title}\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for cell, result in zip(cells, results, strict=True):
        print("| " + " | ".join([*shown(cell), *map(percent, result)]) + " |", flush=True)


def pair(values):
    return " / ".join(f"{one:g}" for one in values)


def of_one(cell):
    return [f"{cell.rho:g}", f"{cell.paragraphs}", f"{cell.holding:g}"]


def of_two(cell):
    return [f"{cell.rho:g}", pair(cell.paragraphs), pair(cell.holding), f"{cell.longer:g}"]


def of_table(cell):
    return [f"{cell[0]:g}", f"{cell[1]}"]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    situation = ["overdispersion", "paragraphs", "holding the term"]
    longer = [*situation, "times longer in the target"]
    print(f"{runs} runs a cell, {runs // 4} tables for false discoveries; figures in %.")
    with ProcessPoolExecutor(2) as pool:
        table(
            "Coverage of 95% intervals of a share, the term in 20 paragraphs or more",
            [*situation, "by paragraphs", "the same linearised", "by words (Wilson)"],
            ONE,
            cover_one,
            runs,
            pool,
            shown=of_one,
        )
        table(
            "Coverage of 95% intervals of ratio and difference of two shares, likewise",
            [
                *longer,
                "ratio",
                "difference",
                "ratio by words (Katz)",
                "difference by words (Newcombe)",
            ],
            TWO,
            cover_two,
            runs,
            pool,
            shown=of_two,
        )
        table(
            "False alarms at 0.05 of moving paragraphs, alike in length",
            [*longer, "difference", "studentised", "by words (G²)"],
            ALIKE,
            false_alarms,
            runs,
            pool,
            shown=of_two,
        )
        table(
            "False alarms at 0.05 of moving paragraphs, longer on one side",
            [*longer, "difference", "studentised", "by words (G²)"],
            LONGER,
            false_alarms,
            runs,
            pool,
            shown=of_two,
        )
        table(
            "False discoveries among terms with adjusted p < 0.05, and differences found",
            ["overdispersion", "differences among 200 terms", "false discoveries", "found"],
            TABLES,
            false_discoveries,
            runs // 4,
            pool,
            shown=of_table,
        )


if __name__ == "__main__":
    main()
