"""Trials by simulation, each figure with its Monte Carlo error, and tables of them in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.random import Generator

# What one run finds: for each measure, its sum, and over how many terms it was summed.
Found = dict[str, tuple[float, float]]


class Estimate(NamedTuple):
    """A mean over runs, and its standard error."""

    value: float
    error: float


class Setting(NamedTuple):
    """How a part is run: ``each`` maps a function over cells, as ``map`` or a pool's does."""

    each: Callable[..., Iterable[Any]] = map
    effort: float = 1.0
    reports: Path | None = None

    def runs(self, usual: int) -> int:
        return max(round(usual * self.effort), 2)


def estimate(total: np.ndarray, of: np.ndarray) -> Estimate:
    """Σ total / Σ of. Runs are independent, but the terms of one are not: they share lengths."""
    if of.sum() == 0:
        return Estimate(np.nan, np.nan)
    value = total.sum() / of.sum()
    squares = ((total - value * of) ** 2).sum() * len(of) / (len(of) - 1)
    return Estimate(float(value), float(np.sqrt(squares) / of.sum()))


def repeated(run: Callable[[Generator], Found], runs: int, cell: Any) -> dict[str, Estimate]:
    """The estimate of each measure; the seed is the name of the cell."""
    rng = np.random.default_rng(crc32(repr(cell).encode()))
    found = [run(rng) for _ in range(runs)]
    sums = {name: np.array([one[name] for one in found], dtype=float).T for name in found[0]}
    return {name: estimate(*both) for name, both in sums.items()}


def share_of(hits: np.ndarray, given: np.ndarray | None = None) -> tuple[float, float]:
    """How many of the terms, or of those given, are hit."""
    hits = np.asarray(hits) if given is None else np.asarray(hits)[given]
    return float(hits.sum()), float(hits.size)


def percent(one: Estimate) -> str:
    return _shown(one, 100, ".1f")


def number(one: Estimate) -> str:
    return _shown(one, 1, ".2f")


def _shown(one: Estimate, times: float, form: str) -> str:
    if np.isnan(one.value):
        return "–"
    return f"{times * one.value:{form}} ± {times * one.error:{form}}"


def markdown(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([title, "", f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *lines])


def shown(found: dict[str, Estimate], names: Sequence[str]) -> Iterator[str]:
    """Estimates as cells of a table: widths as numbers, shares in per cent."""
    for name in names:
        yield (number if name.endswith("width") else percent)(found[name])
