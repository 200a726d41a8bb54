"""How often changes are found where there are none, and where there is one: topics and wording.

Made-up series of years whose truth is known: normal or skewed, each year correlated with the one
before it (AR(1)). ``tables`` gives Markdown; run alone, the module prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import gamma, norm

from analysis.across_reports.turning import _tested_once
from analysis.topics import rising_and_falling
from analysis.uncertainty.yearly import simulated_series

CORRELATIONS = (0.0, 0.3, 0.6, 0.8)
SERIES = 1_000
STEPS = 400
NOISE: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "normal": lambda u: 10 + u,
    "lognormal": lambda u: np.exp(0.8 * u),
    "gamma": lambda u: gamma.ppf(norm.cdf(u), 2),
    "exponential": lambda u: -np.log(norm.sf(u)),
}


class Ends(NamedTuple):
    """So many years, so many of them at each end; some are missing."""

    years: int
    ends: int
    missing: bool = False

    def calendar(self) -> np.ndarray:
        every = np.arange(1970, 2070)
        return every[every % 6 != 3][: self.years] if self.missing else every[: self.years]


ENDS = (
    *(Ends(10, 5), Ends(15, 5), Ends(15, 7), Ends(26, 10), Ends(26, 10, True)),
    *(Ends(48, 10), Ends(48, 10, True), Ends(48, 20)),
)


def drawn(years: np.ndarray, correlation: float, series: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng([seed, len(years), round(10 * correlation)])
    return simulated_series(years, correlation, series, rng)


def changed(shares: np.ndarray, years: np.ndarray, ends: int) -> pd.DataFrame:
    wide = pd.DataFrame(shares, index=pd.Index(years, name="unit")).reset_index()
    long = wide.melt("unit", var_name="topic", value_name="share")
    return rising_and_falling(long, years=ends)


def found(table: pd.DataFrame) -> float:
    return float(((table["low"] > 0) | (table["high"] < 0)).mean())


def false_changes(design: Ends, noise: str) -> list[float]:
    years = design.calendar()
    series = (drawn(years, one, SERIES, 1) for one in CORRELATIONS)
    return [found(changed(NOISE[noise](u), years, design.ends)) for u in series]


def true_changes(design: Ends, course: str, spread: float) -> list[float]:
    """A share of 5% that doubles, at once in the middle or steadily; spread is that of its log."""
    years = design.calendar()
    time = (years - years[0]) / (years[-1] - years[0])
    level = 5 * (1 + (time >= 0.5 if course == "at once" else time))[:, None]
    series = (drawn(years, one, SERIES, 2) for one in CORRELATIONS)
    return [found(changed(level * np.exp(spread * u), years, design.ends)) for u in series]


def turned(logs: np.ndarray, years: np.ndarray) -> list[pd.DataFrame]:
    tables = (_tested_once(one, years, np.exp(one)) for one in logs.T)
    return [one[one["p_adjusted"] < 0.05].assign(at=lambda rows: rows.index) for one in tables]


def false_turns(years: int, noise: str) -> list[float]:
    """With any turning point."""
    calendar, make = np.arange(years), NOISE[noise]
    series = (drawn(calendar, one, STEPS, 3) for one in CORRELATIONS)
    return [
        float(np.mean([len(one) > 0 for one in turned(np.log(make(u)), calendar)])) for u in series
    ]


def true_turns(years: int, kind: str, times: float, spread: float) -> list[float]:
    """Found as what it is, at its year; a level shift within three years of it."""
    calendar, at = np.arange(years), years // 2
    place = {"level shift": slice(at, None), "odd report": slice(at, at + 2), "step": at}[kind]
    within = 3 if kind == "level shift" else 0
    rates = []
    for correlation in CORRELATIONS:
        logs = spread * drawn(calendar, correlation, STEPS, 4)
        logs[place] += np.log(times)
        rates.append(np.mean([_has(one, kind, at, within) for one in turned(logs, calendar)]))
    return rates


def _has(table: pd.DataFrame, kind: str, at: int, within: int) -> bool:
    return bool(((table["kind"] == kind) & ((table["at"] - at).abs() <= within)).any())


def markdown(
    title: str,
    heads: Sequence[str],
    rows: Sequence[tuple[Sequence[object], list[float]]],
    runs: int,
) -> str:
    """A table of rates in %, with their Monte Carlo errors."""
    heads = [*heads, *(f"correlation {one:g}" for one in CORRELATIONS)]
    lines = [f"{title}\n", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for names, rates in rows:
        cells = [f"{100 * one:.1f} ± {100 * np.sqrt(one * (1 - one) / runs):.1f}" for one in rates]
        lines.append(f"| {' | '.join([*map(str, names), *cells])} |")
    return "\n".join(lines)


def tables() -> list[str]:
    """The Markdown tables, which take about two minutes."""
    ends = ["years", "at each end"]
    named = [[f"{one.years}, some missing" if one.missing else one.years, one.ends] for one in ENDS]
    pairs = list(zip(ENDS, named, strict=True))
    return [
        markdown(
            f"Changes of a topic found where there is none ({SERIES} series a cell)",
            [*ends, "noise"],
            [
                ([*name, noise], false_changes(one, noise))
                for noise in ("normal", "lognormal", "gamma")
                for one, name in pairs
            ],
            SERIES,
        ),
        markdown(
            f"Changes found of a share that doubles ({SERIES} series a cell)",
            [*ends, "doubles", "spread of its log"],
            [
                ([*name, course, spread], true_changes(one, course, spread))
                for course, spread in (("at once", 0.2), ("at once", 0.3), ("steadily", 0.2))
                for one, name in pairs
                if not one.missing
            ],
            SERIES,
        ),
        markdown(
            f"Turning points found where there are none ({STEPS} series a cell)",
            ["years", "noise"],
            [((n, noise), false_turns(n, noise)) for n in (12, 26, 48) for noise in NOISE],
            STEPS,
        ),
        markdown(
            f"Turning points found as what they are ({STEPS} series a cell)",
            ["years", "kind", "times as large", "spread of the log steps"],
            [
                ((n, kind, times, spread), true_turns(n, kind, times, spread))
                for n in (26, 48)
                for kind, times in (("level shift", 2), ("odd report", 3), ("step", 4))
                for spread in (0.2, 0.3, 0.4)
            ],
            STEPS,
        ),
    ]


def main() -> None:
    print(*tables(), sep="\n\n")


if __name__ == "__main__":
    main()
