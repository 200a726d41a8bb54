"""How often changes are found where there are none, and where there is one: topics and wording.

Made-up series of years whose truth is known: normal or skewed, each year correlated with the one
before it (AR(1)). ``tables`` gives Markdown; run alone, the module prints it. Thousands of series
are taken at a time, by the steps that ``rising_and_falling`` and ``turning_points`` consist of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import NamedTuple

import numpy as np
from scipy.stats import gamma, norm

from analysis.across_reports import turning_years
from analysis.topics import change
from analysis.uncertainty.yearly import AUTOCORRELATIONS, allowed_for, simulated_series
from tests.benchmarks.published import printed

CORRELATIONS = (0.0, 0.3, 0.6, 0.8)
SERIES = 2_000
STEPS = 500  # series in which a turning point is planted
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


def found(shares: np.ndarray, years: np.ndarray, ends: int) -> float:
    """The share of the series whose interval of the change is without 0."""
    null = change._null(tuple(years.tolist()), ends)
    t, _, lag = change._scaled_change(shares, years, ends)
    limits = [null.critical(one) for one in AUTOCORRELATIONS]
    limit = np.interp(allowed_for(lag, null.bounds), AUTOCORRELATIONS, limits)
    return float((np.abs(t) > limit).mean())


def false_changes(design: Ends, noise: str) -> list[float]:
    years = design.calendar()
    series = (drawn(years, one, SERIES, 1) for one in CORRELATIONS)
    return [found(NOISE[noise](u), years, design.ends) for u in series]


def true_changes(design: Ends, course: str, spread: float) -> list[float]:
    """A share of 5% that doubles, at once in the middle or steadily; spread is that of its log."""
    years = design.calendar()
    time = (years - years[0]) / (years[-1] - years[0])
    level = 5 * (1 + (time >= 0.5 if course == "at once" else time))[:, None]
    series = (drawn(years, one, SERIES, 2) for one in CORRELATIONS)
    return [found(level * np.exp(spread * u), years, design.ends) for u in series]


def false_turns(years: int, noise: str) -> list[float]:
    """With any turning point."""
    calendar, make = np.arange(years), NOISE[noise]
    series = (drawn(calendar, one, SERIES, 3) for one in CORRELATIONS)
    return [any_turn(np.log(make(u)), calendar) for u in series]


def any_turn(logs: np.ndarray, years: np.ndarray) -> float:
    null, drawn = turning_years._null(tuple(years.tolist())), turning_years._statistics(logs, years)
    allowed = np.searchsorted(AUTOCORRELATIONS, allowed_for(drawn.lag, null.bounds) - 1e-9)
    return float(turning_years._rejected(drawn, null.of, allowed).mean())


def true_turns(years: int, kind: str, times: float, spread: float) -> list[float]:
    """Found as what it is, at its year; a level shift within three years of it."""
    calendar, at = np.arange(years), years // 2
    place = {"level shift": slice(at, None), "odd report": slice(at, at + 2), "step": at}[kind]
    near = slice(at - 3, at + 4) if kind == "level shift" else slice(at, at + 1)
    rates = []
    for correlation in CORRELATIONS:
        logs = spread * drawn(calendar, correlation, STEPS, 4)
        logs[place] += np.log(times)
        rates.append(float(np.mean([kind in named[near] for named in turns(logs, calendar)])))
    return rates


def turns(logs: np.ndarray, years: np.ndarray) -> Iterator[list[str]]:
    """The kind of turning point found at each step of each series, or nothing."""
    nulls, every = (
        turning_years._null(tuple(years.tolist())),
        turning_years._statistics(logs, years),
    )
    parts = [getattr(every, one.name) for one in fields(every)]
    for at in range(logs.shape[1]):
        one = turning_years._Statistics(*(part[..., [at]] for part in parts))
        null = nulls.allowing(float(one.lag[0]))
        kinds, t = turning_years._kinds(one, null)
        yield [
            turning_years.KINDS[kind] if null.p_adjusted(value, kind) < 0.05 else ""
            for kind, value in zip(kinds, t, strict=True)
        ]


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


def tables() -> Iterator[str]:
    """The Markdown tables, one after the other."""
    ends = ["years", "at each end"]
    named = [[f"{one.years}, some missing" if one.missing else one.years, one.ends] for one in ENDS]
    pairs = list(zip(ENDS, named, strict=True))
    yield markdown(
        f"Changes of a topic found where there is none ({SERIES} series a cell)",
        [*ends, "noise"],
        [
            ([*name, noise], false_changes(one, noise))
            for noise in ("normal", "lognormal", "gamma")
            for one, name in pairs
        ],
        SERIES,
    )
    yield markdown(
        f"Changes found of a share that doubles ({SERIES} series a cell)",
        [*ends, "doubles", "spread of its log"],
        [
            ([*name, course, spread], true_changes(one, course, spread))
            for course, spread in (("at once", 0.2), ("at once", 0.3), ("steadily", 0.3))
            for one, name in pairs
            if not one.missing
        ],
        SERIES,
    )
    yield markdown(
        f"Turning points found where there are none ({SERIES} series a cell)",
        ["years", "noise"],
        [((n, noise), false_turns(n, noise)) for n in (12, 26, 48) for noise in NOISE],
        SERIES,
    )
    yield markdown(
        f"Turning points found as what they are ({STEPS} series a cell)",
        ["years", "kind", "times as large", "spread of the log steps"],
        [
            ((n, kind, times, spread), true_turns(n, kind, times, spread))
            for n in (26, 48)
            for kind, times in (("level shift", 2), ("odd report", 3), ("step", 4))
            for spread in (0.2, 0.3, 0.45)
        ],
        STEPS,
    )


def main() -> None:
    printed(tables())


if __name__ == "__main__":
    main()
