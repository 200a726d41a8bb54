"""Which topics rose and which fell between the first and the last years of a series."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.uncertainty.permutation import adjust_p
from analysis.uncertainty.yearly import (
    AUTOCORRELATIONS,
    HELD_TO,
    allowed_for,
    autocorrelation_bounds,
    lag_one,
    simulated_series,
)
from corpus.arrays import Floats, Ints
from corpus.schema import check_columns

LEVEL = 0.05
MIN_YEARS = 8  # fewer say too little about how much neighbouring years resemble each other
RUNS = 4_000
SKEW = 0.8  # of the lognormal series that the level is held in too, in logs
_VALUES = ("first", "last", "change", "low", "high", "p", "autocorrelation")


def rising_and_falling(prevalence: pd.DataFrame, *, years: int = 10) -> pd.DataFrame:
    """Which topics rose and which fell: their mean prevalence in the first and the last years.

    Each year has the same weight, however long its report. The years are treated as the sample, but
    not as independent: a topic that is high in one year tends to be high in the next. With e the
    residuals from the mean of the first years, the mean of the last years and a straight line
    through the years between them, ``t = change / sqrt(Σ e² / n)``. The interval is
    ``change ± c sqrt(Σ e² / n)``, where c is the 95% quantile of |t|, and p its tail, in 4,000
    simulated series of the same years that do not change: normal, first-order autoregressive, years
    d apart correlated with ρ^d. In short series the estimate of ρ is too low; ``autocorrelation``
    is therefore the ρ up to which the estimate would still be usual, chosen by simulation for the
    very years of the table so that at most 5% of the series without a change, at any ρ up to 0.8,
    have an interval without 0, normal and lognormal ones (the latter with a standard deviation of
    0.8 in logs).

    What it assumes: a level that the years vary around, with the same variance and ρ throughout. A
    topic that wanders without a level (ρ near 1) may differ at both ends without any turn in
    policy; where the years cannot rule that out, ``reason`` says so, and the interval is wide.

    Args:
        prevalence: from ``topic_prevalence`` by year: unit (the year), topic, share. Years may be
            missing; time goes on between them.
        years: the number of years at each end.

    Returns:
        One row per topic, the largest rise first: topic, first, last (mean shares in %), change (in
        percentage points), low, high (95% interval), p, p_adjusted (Benjamini–Hochberg over the
        topics), autocorrelation (what the interval allows for), first_years and last_years (which
        ones), reason (why there is no interval, or why it is wide, or "").

    Raises:
        ValueError: if a unit is not a year, years is below 2, or there are fewer than twice as many
            years.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import rising_and_falling
        >>> shares = {1: [30, 32, 29, 31, 30, 41, 43, 40, 41, 42], 2: [9, 11, 9, 10, 12] * 2}
        >>> rows = [(2015 + i, topic, shares[topic][i]) for topic in shares for i in range(10)]
        >>> prevalence = pd.DataFrame(rows, columns=["unit", "topic", "share"])
        >>> found = rising_and_falling(prevalence, years=5).round(1)
        >>> print(found[["topic", "first", "last", "change"]].to_string(index=False))
         topic  first  last  change
             1   30.4  41.4    11.0
             2   10.2  10.2     0.0
        >>> (found["low"] > 0).tolist()
        [True, False]
    """
    check_columns(prevalence, ["unit", "topic", "share"])
    wide = prevalence.pivot(index="unit", columns="topic", values="share")
    wide.index = _years(wide.index)
    wide = wide.sort_index()
    if years < 2 or len(wide) < 2 * years:
        raise ValueError(
            f"the table has {len(wide)} years; a comparison of {years} at each end requires "
            f"{2 * max(years, 2)}"
        )
    rows = [{"topic": topic, **_change(wide[topic].dropna(), years)} for topic in wide]
    table = pd.DataFrame(rows)
    table.insert(7, "p_adjusted", adjust_p(table["p"]))
    return table.sort_values("change", ascending=False, ignore_index=True)


def _years(units: pd.Index) -> pd.Index:
    years = pd.to_numeric(pd.Series(units), errors="coerce")
    wrong = (years % 1 != 0).to_numpy()  # also where it is missing
    if wrong.any():
        raise ValueError(f"unit {units[wrong][0]!r} is not a year; give the prevalence by year")
    return pd.Index(years.astype(int), name=units.name)


def _change(series: pd.Series, ends: int) -> dict[str, object]:
    """The row of a topic, from the years that it has a share in."""
    n = len(series)
    if n < 2 * ends:
        values: dict[str, object] = dict.fromkeys(_VALUES, np.nan)
        reason = f"{n} years; {ends} at each end require {2 * ends}"
        return values | {"first_years": "", "last_years": "", "reason": reason}
    index, share = series.index.to_numpy(), series.to_numpy(dtype=float)
    first, last = share[:ends].mean(), share[-ends:].mean()
    means = {"first": first, "last": last, "change": last - first}
    spans = {
        "first_years": f"{index[0]}-{index[ends - 1]}",
        "last_years": f"{index[-ends]}-{index[-1]}",
    }
    return means | _interval(share, index, ends) | spans


def _interval(share: Floats, years: Ints, ends: int) -> dict[str, object]:
    if len(share) < MIN_YEARS:
        return _untold(f"{len(share)} years; a CI requires {MIN_YEARS}")
    t, scale, lag = (one[0] for one in _scaled_change(share[:, None], years, ends))
    if np.isnan(lag):
        return _untold("the years of each end do not vary")
    null = _null(tuple(int(year) for year in years), ends)
    rho = float(allowed_for(lag, null.bounds))
    c, most = null.critical(rho), AUTOCORRELATIONS[-1]
    wide = f"{len(share)} years do not rule out an autocorrelation of {most:g}; too few to tell"
    return {
        "low": (t - c) * scale,
        "high": (t + c) * scale,
        "p": null.p(abs(t), rho),
        "autocorrelation": rho,
        "reason": wide if rho >= most and abs(t) <= c else "",
    }


def _untold(reason: str) -> dict[str, object]:
    return dict.fromkeys(_VALUES[3:], np.nan) | {"reason": reason}


def _scaled_change(shares: Floats, years: Ints, ends: int) -> tuple[Floats, Floats, Floats]:
    """t, the scale of the residuals, and their correlation at lag 1, of each column."""
    e = shares - _fitted(shares, years, ends)
    scale = np.sqrt((e**2).mean(axis=0))
    scale[scale < 1e-9 * np.abs(shares).max(axis=0)] = 0  # no variance, up to rounding
    change = shares[-ends:].mean(axis=0) - shares[:ends].mean(axis=0)
    t = np.divide(change, scale, out=np.full(len(scale), np.nan), where=scale > 0)
    return t, scale, np.where(scale > 0, lag_one(e, years), np.nan)


def _fitted(shares: Floats, years: Ints, ends: int) -> Floats:
    """The means of both ends, and a straight line between them through the other years."""
    parts = np.split(np.arange(len(years)), [ends, len(years) - ends])
    fitted = np.empty_like(shares)
    for number, part in enumerate(parts):
        columns = [np.ones(len(part))]
        if number == 1 and len(part) > 2:
            columns.append(years[part] - years[part].mean())
        x = np.column_stack(columns)
        fitted[part] = x @ np.linalg.lstsq(x, shares[part], rcond=None)[0]
    return fitted


@dataclass(frozen=True)
class _Null:
    """Series without a change: |t|, one sorted row per autocorrelation, and the bounds of it."""

    t: Floats
    bounds: Floats

    def _near(self, rho: float) -> tuple[int, float]:
        at = int(np.clip(np.searchsorted(AUTOCORRELATIONS, rho) - 1, 0, len(self.t) - 2))
        below, above = AUTOCORRELATIONS[at : at + 2]
        return at, float((rho - below) / (above - below))

    def critical(self, rho: float) -> float:
        at, weight = self._near(rho)
        c = np.quantile(self.t[at : at + 2], 1 - LEVEL, axis=1)
        return float((1 - weight) * c[0] + weight * c[1])

    def p(self, t: float, rho: float) -> float:
        at, weight = self._near(rho)
        tails = [(1 + (row >= t).sum()) / (1 + len(row)) for row in self.t[at : at + 2]]
        return float((1 - weight) * tails[0] + weight * tails[1])


@lru_cache(maxsize=64)
def _null(years: tuple[int, ...], ends: int) -> _Null:
    when, rng = np.array(years), np.random.default_rng(1)
    series = [simulated_series(when, rho, RUNS, rng) for rho in AUTOCORRELATIONS]
    t, lags = _drawn(series, when, ends)
    skewed = _drawn([np.exp(SKEW * one) for one in series[:HELD_TO]], when, ends)
    critical = np.maximum.accumulate(np.quantile(t, 1 - LEVEL, axis=1))

    def rates(bounds: Floats) -> Floats:
        found = []
        for one, r in ((t[:HELD_TO], lags[:HELD_TO]), skewed):
            limit = np.interp(allowed_for(r, bounds), AUTOCORRELATIONS, critical)
            found.append((one > limit).mean(axis=1))
        return np.concatenate(found)

    return _Null(np.sort(t, axis=1), autocorrelation_bounds(lags, rates, level=LEVEL))


def _drawn(series: list[Floats], years: Ints, ends: int) -> tuple[Floats, Floats]:
    """|t| and the correlation at lag 1 of simulated series, one row per autocorrelation."""
    found = [_scaled_change(one, years, ends) for one in series]
    return np.abs([one[0] for one in found]), np.stack([one[2] for one in found])
