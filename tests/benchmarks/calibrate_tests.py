"""How often tests of two shares cry wolf, and how often they find what is there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from scipy.special import xlogy
from scipy.stats import chi2

from analysis.uncertainty.clusters import Cluster
from analysis.uncertainty.permutation import adjust_p, permutation_p
from corpus.arrays import Bools, Floats
from tests.benchmarks.designs import (
    BY_SECTION,
    DESIGNS,
    LONG,
    Text,
    clustered,
    rate_for,
    rate_of,
    share_at,
    written,
)
from tests.benchmarks.monte_carlo import (
    Estimate,
    Found,
    Setting,
    markdown,
    repeated,
    share_of,
    shown,
)

TERMS = 40
LEVEL = 0.05
PERMUTATIONS = 499
_MOST = 200  # terms in a table of false discoveries


class Pair(NamedTuple):
    """Two texts of real lengths; a term is expected in so many paragraphs if shares are equal.

    The target's paragraphs are so many times ``longer``; its share is ``ratio`` times the other's,
    both being as far from the common one; infinite for a term that only the target has.
    """

    design: str
    cluster: Cluster
    holding: int
    paragraphs: tuple[int, int] = (60, 60)
    longer: int = 1
    ratio: float = 1.0

    def sides(self, rng: Generator) -> list[Text]:
        long = LONG if self.design in BY_SECTION else None
        target, reference = (written(rng, "real", one, long) for one in self.paragraphs)
        return [Text(target.size * self.longer, target.section), reference]


def drawn(
    rng: Generator, cell: Pair, holding: Floats, different: Bools
) -> tuple[Floats, Floats, Bools]:
    """Counts, sizes and sides of the clusters of both texts.

    Args:
        rng: the source of randomness.
        cell: the two texts.
        holding: in how many paragraphs each term is expected.
        different: which terms have different shares.
    """
    design, texts = DESIGNS[cell.design], cell.sides(rng)
    size = np.concatenate([one.size for one in texts])
    kinds = list(zip(holding, different, strict=True))
    common = {one: share_at(design, size, rate_for(design, size, one)) for one in set(holding)}
    sides = []
    for text, times in zip(texts, shares_of(cell.ratio), strict=True):
        share = {(one, other): common[one] * (times if other else 1) for one, other in set(kinds)}
        rate = {kind: rate_of(design, text.size, one) for kind, one in share.items()}
        counts = np.hstack([design.draw(rng, text, rate[kind], 1) for kind in kinds])
        sides.append(clustered(counts, text, cell.cluster))
    (x1, m1), (x2, m2) = sides
    return np.vstack([x1, x2]), np.append(m1, m2), np.arange(len(m1) + len(m2)) < len(m1)


def shares_of(ratio: float) -> tuple[float, float]:
    """Of two texts with this ratio, on either side of 1."""
    reference = 2 / (1 + ratio)
    return 2 - reference, reference


def rejections(cell: Pair, runs: int) -> dict[str, Estimate]:
    return repeated(partial(_rejections, cell), runs, cell)


def _rejections(cell: Pair, rng: Generator) -> Found:
    n, size, target = drawn(rng, cell, np.full(TERMS, cell.holding), np.full(TERMS, True))
    n = n[:, n.sum(axis=0) > 0]
    given = {"n_permutations": PERMUTATIONS, "seed": int(rng.integers(2**31))}
    return {
        "studentised": share_of(permutation_p(n, size, target, **given) <= LEVEL),
        "difference": share_of(
            permutation_p(n, size, target, statistic="difference", **given) <= LEVEL
        ),
        "words": share_of(word_level_p(n, size, target) <= LEVEL),
        "blocks": (float(len(size)), 1.0),
    }


def word_level_p(n: Floats, size: Floats, target: Bools) -> Floats:
    """That of the four-cell G², which takes words as independent draws."""
    sums = np.stack([n[target].sum(axis=0), n[~target].sum(axis=0)])
    words = np.array([[size[target].sum()], [size[~target].sum()]])
    cells = np.stack([sums, words - sums])
    expected = cells.sum(axis=1, keepdims=True) * words / words.sum()
    return chi2.sf(2 * (xlogy(cells, cells) - xlogy(cells, expected)).sum(axis=(0, 1)), 1)


def discoveries(cell: Pair, runs: int) -> dict[str, Estimate]:
    return repeated(partial(_discoveries, cell), runs, cell)


def _discoveries(cell: Pair, rng: Generator) -> Found:
    """Of 200 terms in 10 to 60 paragraphs, so many as ``holding`` have a different share."""
    different = rng.permutation(_MOST) < cell.holding
    holding = np.repeat(np.linspace(10, 60, 10), _MOST // 10)
    n, size, target = drawn(rng, cell, holding, different)
    seed = int(rng.integers(2**31))
    p = permutation_p(n, size, target, n_permutations=4_999, seed=seed)
    found = adjust_p(p) < LEVEL
    return {
        "false": ((found & ~different).sum() / max(found.sum(), 1), 1.0),
        "found": share_of(found, different),
        "blocks": (float(len(target)), 1.0),
    }


_SHAPES = (((60, 60), 1), ((40, 120), 1), ((60, 60), 3), ((40, 120), 3), ((120, 40), 3))
_INDEPENDENT = ("independent", "bursts, ρ 0.05", "repeats, Zipf 2.1")


def pairs(cluster: Cluster, designs: tuple[str, ...], holding: tuple[int, ...]) -> list[Pair]:
    return [
        Pair(design, cluster, one, *shape)
        for shape, design, one in product(_SHAPES, designs, holding)
    ]


ALIKE = [
    *pairs("section", (*_INDEPENDENT, "both"), (6, 30)),
    *pairs("paragraph", _INDEPENDENT, (6, 30)),
]
WRONG = pairs("paragraph", BY_SECTION, (6, 30))
POWER = [
    Pair(design, cluster, holding, ratio=ratio)
    for cluster, designs in (("section", (*_INDEPENDENT, "both")), ("paragraph", _INDEPENDENT))
    for design in designs
    for holding, ratio in ((8, np.inf), (20, 4.0), (60, 3.0))
]
TABLES = [
    Pair(design, cluster, different, paragraphs, ratio=3.0)
    for cluster, design, paragraphs in (
        *(("section", one, (60, 60)) for one in (*_INDEPENDENT, "both")),
        ("section", "both", (240, 240)),
        *(("paragraph", one, (60, 60)) for one in _INDEPENDENT),
    )
    for different in (0, 20)
]

_HEADS = ["by", "words", "paragraphs", "times longer", "paragraphs with it", "number of blocks"]
_TESTS = ["studentised", "difference", "words"]


def false_alarms(setting: Setting) -> Iterator[str]:
    """How often p is 0.05 or less without a difference."""
    runs = setting.runs(150)
    found = list(setting.each(rejections, [*ALIKE, *WRONG], [runs] * len([*ALIKE, *WRONG])))
    yield f"Each row: {runs} pairs of texts of {TERMS} terms, {PERMUTATIONS} arrangements or all."
    yield _table("False alarms at 0.05", ALIKE, found[: len(ALIKE)])
    yield _table(
        "False alarms at 0.05 where sections share a rate, but paragraphs are moved",
        WRONG,
        found[len(ALIKE) :],
    )


def power(setting: Setting) -> Iterator[str]:
    """How often p is 0.05 or less where shares differ."""
    runs = setting.runs(150)
    found = setting.each(rejections, POWER, [runs] * len(POWER))
    rows = []
    for cell, one in zip(POWER, found, strict=True):
        ratio = "only in the target" if np.isinf(cell.ratio) else f"{cell.ratio:g}"
        blocks = f"{one['blocks'].value:.0f}"
        known = [cell.cluster, cell.design, str(cell.holding), ratio, blocks]
        rows.append([*known, *shown(one, _TESTS)])
    heads = ["by", "words", "paragraphs with it", "ratio", "number of blocks", *_TESTS[:2]]
    yield f"Each row: {runs} pairs of texts of {TERMS} terms and 60 paragraphs each."
    yield markdown("Differences found at 0.05", [*heads, "by words (G²)"], rows)


def false_discoveries(setting: Setting) -> Iterator[str]:
    """The share of false ones among terms with p_adjusted < 0.05, and how many are found."""
    runs = setting.runs(40)
    found = setting.each(discoveries, TABLES, [runs] * len(TABLES))
    rows = []
    for cell, one in zip(TABLES, found, strict=True):
        paragraphs, blocks = "{} / {}".format(*cell.paragraphs), f"{one['blocks'].value:.0f}"
        known = [cell.cluster, cell.design, paragraphs, blocks, str(cell.holding)]
        rows.append([*known, *shown(one, ["false", "found"])])
    heads = ["by", "words", "paragraphs", "number of blocks", "differences"]
    heads += ["false discoveries", "found"]
    yield f"Each row: {runs} tables of {_MOST} terms; a difference is threefold."
    yield markdown("False discoveries among terms with adjusted p < 0.05", heads, rows)


def _table(title: str, cells: list[Pair], found: list[dict[str, Estimate]]) -> str:
    rows = []
    for cell, one in zip(cells, found, strict=True):
        paragraphs, blocks = "{} / {}".format(*cell.paragraphs), f"{one['blocks'].value:.0f}"
        known = [cell.cluster, cell.design, paragraphs, str(cell.longer), str(cell.holding), blocks]
        rows.append([*known, *shown(one, _TESTS)])
    return markdown(title, [*_HEADS, *_TESTS[:2], "by words (G²)"], rows)
