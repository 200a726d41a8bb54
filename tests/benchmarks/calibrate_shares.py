"""How often intervals of shares, ratios and differences hold the truth, and how wide they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.random import Generator
from scipy import sparse
from scipy.stats import t

from analysis.uncertainty.clusters import Cluster
from analysis.uncertainty.proportions import katz_interval, newcombe_interval, wilson_interval
from analysis.uncertainty.share_limits import limits, spread
from analysis.uncertainty.shares import compare_shares
from corpus.arrays import Floats
from tests.benchmarks.designs import (
    BY_SECTION,
    DESIGNS,
    LENGTHS,
    LONG,
    Text,
    clustered,
    rate_for,
    share_at,
    written,
)
from tests.benchmarks.monte_carlo import (
    Estimate,
    Found,
    Setting,
    markdown,
    percent,
    repeated,
    share_of,
    shown,
)

TERMS = 50  # in a table, which share the lengths of paragraphs and lend each other design effects
HOLDING = (3, 5, 10, 20, 50)
_Z = 1.96
_ALL = "all of these"


class One(NamedTuple):
    """A term in one text: how it clusters, in how many paragraphs it is expected, what varies."""

    lengths: str
    design: str
    holding: int
    cluster: Cluster
    paragraphs: int = 100
    sections: int | None = None

    def text(self, rng: Generator) -> Text:
        long = LONG if self.design in BY_SECTION else None
        paragraphs = max(self.paragraphs, round(2.2 * self.holding))
        return written(rng, self.lengths, paragraphs, self.sections or long)


class Two(NamedTuple):
    """The same in a target and a reference, of 60 paragraphs each."""

    lengths: str
    design: str
    holding: tuple[int, int]
    cluster: Cluster

    def sides(self) -> list[One]:
        return [One(self.lengths, self.design, one, self.cluster, 60) for one in self.holding]


def drawn(rng: Generator, cell: One, terms: int = TERMS) -> tuple[Floats, Floats, float, float]:
    """Counts and sizes of the clusters, the true share, and the true deviation of its estimate."""
    design, text = DESIGNS[cell.design], cell.text(rng)
    rate = rate_for(design, text.size, cell.holding)
    x, m = clustered(design.draw(rng, text, rate, terms), text, cell.cluster)
    deviation = np.sqrt(design.variance(text, rate)) / text.size.sum()
    return x, m, share_at(design, text.size, rate), float(deviation)


def cover_one(cell: One, runs: int) -> dict[str, Estimate]:
    return repeated(partial(_cover_one, cell), runs, cell)


def _cover_one(cell: One, rng: Generator) -> Found:
    x, m, share, deviation = drawn(rng, cell)
    oracle = 2 * _Z * deviation
    found: Found = {}
    for name in ("lent", "alone"):
        found |= judged(name, *limits_of(x, m, borrow=name == "lent"), share, oracle)
    found |= judged("former", *log_jackknife(x, m), share, oracle)
    return found | judged("words", *wilson_interval(x.sum(axis=0), m.sum()), share, oracle)


def limits_of(x: Floats, m: Floats, *, borrow: bool) -> tuple[Floats, Floats]:
    """Those of ``share_intervals``, without the time that a table takes."""
    return limits(spread(sparse.csc_array(x), m), confidence=0.95, borrow=borrow)


def judged(name: str, low: Floats, high: Floats, truth: float, oracle: float) -> Found:
    """How often intervals hold the truth, lie below and above it, and their median width."""
    given = np.isfinite(low) & np.isfinite(high)
    width = np.median((high - low)[given]) / oracle if given.any() else 0.0
    return {
        f"{name} held": share_of((low <= truth) & (truth <= high), given),
        f"{name} below": share_of(high < truth, given),
        f"{name} above": share_of(low > truth, given),
        f"{name} width": (float(width), float(given.any())),
    }


def log_jackknife(x: Floats, m: Floats) -> tuple[Floats, Floats]:
    """The former interval: t on the log scale, with the error of the delete-one jackknife.

    It was given for 20 blocks or more with the term. There is none if one block has all of it.
    """
    k, total = len(m), x.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = np.log((total - x) / (m.sum() - m)[:, None])
        squares = ((without - without.mean(axis=0)) ** 2).sum(axis=0)
        half = t.ppf(0.975, k - 1) * np.sqrt((k - 1) / k * squares)
        return total / m.sum() * np.exp(-half), total / m.sum() * np.exp(half)


def cover_two(cell: Two, runs: int) -> dict[str, Estimate]:
    return repeated(partial(_cover_two, cell), runs, cell)


def _cover_two(cell: Two, rng: Generator) -> Found:
    (x1, m1, p1, _), (x2, m2, p2, _) = (drawn(rng, side) for side in cell.sides())
    x, m, target = np.vstack([x1, x2]), np.append(m1, m2), np.arange(len(m1) + len(m2)) < len(m1)
    n1, n2 = x1.sum(axis=0), x2.sum(axis=0)
    occurs = (n1 > 0) | (n2 > 0)
    found: Found = {"open": share_of(n2 == 0, occurs)}
    for name in ("lent", "alone"):
        table = compare_shares(x, m, target, borrow=name == "lent")
        found[f"{name} ratio"] = held(table, "ratio", p1 / p2, occurs)
        found[f"{name} difference"] = held(table, "difference", p1 - p2, occurs)
    four = (n1, m1.sum(), n2, m2.sum())
    for name, ends, truth in (
        ("ratio", katz_interval(*four), p1 / p2),
        ("difference", newcombe_interval(*four), p1 - p2),
    ):
        low, high = (np.asarray(one) for one in ends)
        given = occurs & np.isfinite(low) & np.isfinite(high)
        found[f"words {name}"] = share_of((low <= truth) & (truth <= high), given)
    return found


def held(table: pd.DataFrame, what: str, truth: float, given: Floats) -> tuple[float, float]:
    """A ratio to nothing has no upper limit, and holds whatever lies above the lower one."""
    low, high = (table[f"{what}_{end}"].to_numpy() for end in ("low", "high"))
    return share_of((low <= truth) & ~(high < truth), given)


class Mixed(NamedTuple):
    """A table of terms that cluster in different ways, and of all frequencies."""

    lengths: str
    cluster: Cluster


def cover_mixed(cell: Mixed, runs: int) -> dict[str, Estimate]:
    return repeated(partial(_cover_mixed, cell), runs, cell)


def _cover_mixed(cell: Mixed, rng: Generator) -> Found:
    text, kinds = written(rng, cell.lengths, 110, LONG), list(product(DESIGNS, HOLDING))
    rates = [rate_for(DESIGNS[name], text.size, holding) for name, holding in kinds]
    each = list(zip([DESIGNS[name] for name, _ in kinds], rates, strict=True))
    counts = np.hstack([design.draw(rng, text, rate, 2) for design, rate in each])
    truth = np.repeat([share_at(design, text.size, rate) for design, rate in each], 2)
    low, high = limits_of(*clustered(counts, text, cell.cluster), borrow=True)
    holds = ((low <= truth) & (truth <= high)).reshape(-1, 2)
    found = {f"{kind}": share_of(one) for kind, one in zip(kinds, holds, strict=True)}
    together = holds.reshape(len(DESIGNS), len(HOLDING), 2)
    every = {f"{(_ALL, one)}": share_of(together[:, at]) for at, one in enumerate(HOLDING)}
    return found | every


_INDEPENDENT = [name for name in DESIGNS if name not in BY_SECTION]
SECTIONS = [One(*one, "section") for one in product(LENGTHS, DESIGNS, HOLDING)]
PARAGRAPHS = [One(*one, "paragraph") for one in product(LENGTHS, _INDEPENDENT, HOLDING)]
WRONG = [One(*one, "paragraph") for one in product(LENGTHS, BY_SECTION, HOLDING)]
FEW = [
    One("real", design, holding, "section", 60, sections)
    for sections, design, holding in product(
        (3, 4, 6), ("independent", "repeats, Zipf 2.1", "both"), (3, 10, 50)
    )
]
_PAIRS = ((2, 2), (2, 10), (5, 5), (10, 10), (20, 20))
_OF_PAIRS = ("independent", "bursts, ρ 0.05", "repeats, Zipf 2.1")
TWO = [
    *(Two(*one, "section") for one in product(("real", "Pareto"), (*_OF_PAIRS, "both"), _PAIRS)),
    *(Two(*one, "paragraph") for one in product(("real", "Pareto"), _OF_PAIRS, _PAIRS)),
]
MIXED = [Mixed(*one) for one in product(LENGTHS, ("section", "paragraph"))]

_CELL = ["lengths", "words", "paragraphs with it"]
_ONE = ["held", "below", "above", "width"]


def one_share(setting: Setting) -> Iterator[str]:
    """Coverage and width of the interval of one share."""
    cells, runs = [*SECTIONS, *PARAGRAPHS, *WRONG], setting.runs(200)
    found = dict(zip(cells, setting.each(cover_one, cells, [runs] * len(cells)), strict=True))
    yield f"Each row: {runs} texts of {TERMS} terms."
    yield summary(found)
    for title, some in (
        ("Coverage of 95% intervals of a share, by section", SECTIONS),
        ("Coverage of 95% intervals of a share, by paragraph", PARAGRAPHS),
        ("Coverage where sections share a rate, but paragraphs are taken as blocks", WRONG),
    ):
        rows = [(_name(cell), found[cell]) for cell in some]
        yield table_of_one(title, _CELL, rows)


def summary(found: dict[One, dict[str, Estimate]]) -> str:
    """The lowest and the highest coverage, and width, over all designs and lengths."""
    heads = ["by", "paragraphs with it", "lent: held", "lent: width"]
    heads += ["alone: held", "alone: width", "former: held", "by words: held"]
    names = ["lent held", "lent width", "alone held", "alone width", "former held", "words held"]
    groups = {"sections": SECTIONS, "paragraphs": PARAGRAPHS}
    groups["paragraphs, though sections share a rate"] = WRONG
    rows = []
    for group, holding in product(groups, HOLDING):
        some = [found[cell] for cell in groups[group] if cell.holding == holding]
        rows.append([group, str(holding), *(span(some, name) for name in names)])
    return markdown("Lowest and highest figures over all lengths and designs", heads, rows)


def span(some: Sequence[dict[str, Estimate]], name: str) -> str:
    """The lowest and the highest estimate, each with its error."""
    known = sorted(one[name] for one in some if not np.isnan(one[name].value))
    return " to ".join(next(shown({name: one}, [name])) for one in (known[0], known[-1]))


def _name(cell: One) -> list[str]:
    return [cell.lengths, cell.design, str(cell.holding)]


def table_of_one(
    title: str, heads: list[str], rows: Iterable[tuple[list[str], dict[str, Estimate]]]
) -> str:
    names = [f"{who} {what}" for who in ("lent", "alone") for what in _ONE]
    more = [f"{who}: {what}" for who in ("lent", "alone") for what in _ONE]
    return markdown(
        title,
        [*heads, *more, "former: held", "by words: held"],
        [[*cell, *shown(one, [*names, "former held", "words held"])] for cell, one in rows],
    )


def mixed(setting: Setting) -> Iterator[str]:
    """Coverage where terms that cluster differently lend each other their design effects."""
    runs = setting.runs(1_000)
    rows = []
    for cell, found in zip(
        MIXED, setting.each(cover_mixed, MIXED, [runs] * len(MIXED)), strict=True
    ):
        for name in (*DESIGNS, _ALL):
            each = [percent(found[f"{(name, holding)}"]) for holding in HOLDING]
            rows.append([cell.lengths, cell.cluster, name, *each])
    heads = ["lengths", "by", "words", *(f"in {one}" for one in HOLDING)]
    title = "Coverage in a table of terms of all these kinds, lent"
    yield f"Each row: {runs} texts of {2 * len(DESIGNS) * len(HOLDING)} terms."
    yield markdown(title, heads, rows)


def few_sections(setting: Setting) -> Iterator[str]:
    """Coverage in texts of three to six sections."""
    runs = setting.runs(200)
    found = setting.each(cover_one, FEW, [runs] * len(FEW))
    rows = [([str(one.sections), *_name(one)[1:]], of) for one, of in zip(FEW, found, strict=True)]
    yield f"Each row: {runs} texts of {TERMS} terms and 60 paragraphs of real lengths."
    yield table_of_one("Coverage with few sections", ["sections", *_CELL[1:]], rows)


def two_shares(setting: Setting) -> Iterator[str]:
    """Coverage of the intervals of a ratio and a difference."""
    runs = setting.runs(200)
    found = setting.each(cover_two, TWO, [runs] * len(TWO))
    names = [f"{who} {what}" for who in ("lent", "alone") for what in ("ratio", "difference")]
    names = [*names, "open", "words ratio", "words difference"]
    heads = ["by", *_CELL, "lent: ratio", "lent: difference", "alone: ratio"]
    heads += ["alone: difference", "no upper limit", "by words: ratio", "by words: difference"]
    yield f"Each row: {runs} pairs of texts of {TERMS} terms; a term occurs in either."
    yield markdown(
        "Coverage of 95% intervals of ratio and difference of two shares",
        heads,
        [[*_pair(cell), *shown(one, names)] for cell, one in zip(TWO, found, strict=True)],
    )


def _pair(cell: Two) -> list[str]:
    return [cell.cluster, cell.lengths, cell.design, " / ".join(map(str, cell.holding))]
