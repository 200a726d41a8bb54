"""Turning points: where the change from report to report is larger than usual, or from when on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.special import ndtri
from scipy.stats import rankdata

from analysis.uncertainty.yearly import (
    AUTOCORRELATIONS,
    HELD_TO,
    allowed_for,
    autocorrelation_bounds,
    lag_one,
    simulated_series,
)
from corpus.arrays import Bools, Floats, Ints
from corpus.schema import check_columns

LEVEL = 0.05
MIN_STEPS = 10
RUNS = 2_000
KINDS = ("level shift", "odd report", "step")
_NORMAL_MAD = 0.6745  # the median absolute deviation of the normal distribution


def turning_points(steps: pd.DataFrame) -> pd.DataFrame:
    """Where the wording changes more than usual between two reports, or more from a year onwards.

    Wording changes every year, so each step is compared with the other steps rather than with
    chance. The steps are taken in logs: of ``jsd − jsd_by_chance`` if all are above chance,
    otherwise of ``jsd / jsd_by_chance`` (of jsd where chance is 0; what is 0 or less counts as half
    the smallest above 0). Three kinds are told apart:

    - level shift: from this step on they are larger, or smaller, than before. The steps are
      replaced by the normal scores of their ranks; of all divisions with at least 5 steps and 15%
      on either side, the one with the largest t of the difference in means is tested (sup-t).
    - step: one step, ``t = (log step − m) / s``, m the median of the steps on the same side of that
      division, s the median absolute deviation from it over 0.6745.
    - odd report: the steps to and from one report, the lower at least half as much above the usual
      as the higher; ``t = (t₁ + t₂) / √2``. The step back is no turning point of its own.

    Each t is compared with its maximum in 2,000 simulated series of the same years without any
    turning point: normal in logs, first-order autoregressive. p_adjusted is the share of these in
    which the most extreme of any kind and year is as extreme; it is below 0.05 in at most 5% of the
    series without a turning point, at any autocorrelation up to 0.8. What is found in one step or
    one report is then left out, and the other steps are tested again without it.

    What is assumed of the usual steps: in logs they are no more skewed, and have no heavier tails,
    than normal ones. Where they were drawn from Student's t with 5 degrees of freedom, so that odd
    steps are usual, something was found in 9% of series of 25 years without a turning point, in 17%
    of 48 years and 25% of 70. Only the largest level shift is tested; cut the table there to look
    for others. Two changes of wording in consecutive years look like one odd report: read the
    texts.

    Args:
        steps: from ``neighbour_divergence``. A step across missing years is left out.

    Returns:
        The table, without its p of exchanges, with step (jsd less jsd_by_chance), usual (the median
        step on the same side of the largest shift), kind (what the row is tested as), size (how
        many times as large as usual; of a level shift, as before it; in excess over chance or in
        the ratio to it, as above), t, p (of this year and kind, times 3 for the kinds; of a level
        shift, of all years), p_adjusted (of all years and kinds), reason (why there is no p, or
        "").

    Raises:
        ValueError: if a column is missing, or the years do not ascend.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import turning_points
        >>> jsd = [0.24, 0.25, 0.23, 0.26, 0.38, 0.24, 0.26, 0.25, 0.24, 0.26, 0.23, 0.25]
        >>> steps = pd.DataFrame({"report_year": range(2012, 2024), "jsd": jsd,
        ...                       "jsd_by_chance": 0.1, "gap": 1})
        >>> table = turning_points(steps).round({"size": 1, "p_adjusted": 3})
        >>> print(table.loc[[3, 4], ["report_year", "kind", "size", "p_adjusted"]]
        ...       .to_string(index=False))
         report_year kind  size  p_adjusted
                2015 step   1.1       0.973
                2016 step   1.9       0.039
    """
    check_columns(steps, ["report_year", "gap", "jsd", "jsd_by_chance"])
    years = steps["report_year"].to_numpy(dtype=int)
    if (np.diff(years) <= 0).any():
        raise ValueError("the years do not ascend; sort the steps by report_year")
    known = (steps["gap"] == 1) & steps["jsd"].notna() & steps["jsd_by_chance"].notna()
    table = steps.assign(
        step=(steps["jsd"] - steps["jsd_by_chance"]).where(steps["gap"] == 1),
        **dict.fromkeys(("usual", "size", "t", "p", "p_adjusted"), np.nan),
        kind="",
        reason=[_reason(gap, here) for gap, here in zip(steps["gap"], known, strict=True)],
    )
    at = np.flatnonzero(known)
    if len(at) < MIN_STEPS:
        table.loc[known, "reason"] = f"{len(at)} steps; a test requires {MIN_STEPS}"
    else:
        found = _tested(_logs(steps[known]), years[at], table["step"].to_numpy()[at])
        table.loc[known, list(found)] = found.set_axis(table.index[known])
    last = ["step", "usual", "kind", "size", "t", "p", "p_adjusted", "reason"]
    return table[[*steps.columns.difference(last, sort=False), *last]]


def _reason(gap: int, known: bool) -> str:
    if gap != 1:
        return f"a step across {gap} years"
    return "" if known else "no divergence, or none by chance"


def _logs(steps: pd.DataFrame) -> Floats:
    """The logs of the steps; what is 0 or less counts as half the smallest that is above 0."""
    jsd, chance = (steps[name].to_numpy(dtype=float) for name in ("jsd", "jsd_by_chance"))
    value = jsd - chance
    if (value <= 0).any():
        value = jsd / np.where(chance > 0, chance, 1)
    least = value[value > 0].min() / 2 if (value > 0).any() else 1.0
    return np.log(np.maximum(value, least))


def _tested(logs: Floats, years: Ints, step: Floats) -> pd.DataFrame:
    """The columns of the steps that can be tested, until nothing more is found."""
    if np.ptp(logs) == 0:
        return pd.DataFrame({"usual": step, "reason": "the steps do not vary"})
    table = _tested_once(logs, years, step)
    rest = ~_events(table)
    if rest.all() or rest.sum() < MIN_STEPS:
        return table
    again = _tested(logs[rest], years[rest], step[rest]).set_axis(table.index[rest])
    table.loc[rest, list(again)] = again
    return table


def _events(table: pd.DataFrame) -> Bools:
    """Which steps are turning points of one step or one report, and no longer usual."""
    found = (table["p_adjusted"] <= LEVEL) & (table["kind"] != "level shift")
    return (found | (table["reason"] != "")).to_numpy()


def _tested_once(logs: Floats, years: Ints, step: Floats) -> pd.DataFrame:
    found = _statistics(logs[:, None], years)
    null = _null(tuple(int(year) for year in years)).allowing(float(found.lag[0]))
    kind, t = _kinds(found, null)
    p_adjusted, p = (
        np.array([of(value, one) for value, one in zip(t, kind, strict=True)])
        for of in (null.p_adjusted, null.p)
    )
    reason = np.full(len(years), "", dtype=object)
    for at in np.flatnonzero((kind[:-1] == 1) & (kind[1:] != 0) & (p_adjusted[:-1] <= LEVEL)):
        p[at + 1] = p_adjusted[at + 1] = np.nan
        reason[at + 1] = f"the step back from the odd report of {years[at]}"
    after = np.arange(len(years)) >= found.cut[0]
    return pd.DataFrame(
        {
            "usual": _by_side(step, after, np.nanmedian),
            "kind": np.array(KINDS, dtype=object)[kind],
            "size": np.exp(_sizes(found.raised[:, 0], kind, logs, after)),
            "t": t,
            # That of the year counts each kind in full; that of all years never lies below it.
            "p": np.minimum(p, p_adjusted),
            "p_adjusted": p_adjusted,
            "reason": reason,
        }
    )


def _kinds(found: _Statistics, null: _Null) -> tuple[Ints, Floats]:
    """What each step is tested as (the number in KINDS), and its t: the kind that it fits best."""
    t = np.stack([np.full(len(found.step), -np.inf), found.odd[:, 0], found.step[:, 0]])
    cut = found.cut[0]
    t[0, cut] = found.shift[0]
    kind = (t / null.critical[:, None]).argmax(axis=0)
    if null.p_adjusted(found.shift[0], 0) <= LEVEL:
        kind[cut] = 0
    return kind, t[kind, np.arange(len(kind))]


def _sizes(raised: Floats, kind: Ints, logs: Floats, after: Bools) -> Floats:
    """By how much, in logs: the step, the mean of both steps of an odd report, or the shift."""
    both = (raised + np.append(raised[1:], 0)) / 2
    shift = np.median(logs[after]) - np.median(logs[~after])
    return np.select([kind == 0, kind == 1], [np.full(len(raised), shift), both], raised)


@dataclass(frozen=True)
class _Statistics:
    """Of series in columns: the largest shift and where it is, and t of each step and report."""

    shift: Floats
    cut: Ints
    lag: Floats
    raised: Floats
    step: Floats
    odd: Floats

    def most(self) -> Floats:
        """The largest of each kind, one row per kind."""
        return np.stack([self.shift, self.odd.max(axis=0), self.step.max(axis=0)])


def _statistics(logs: Floats, years: Ints) -> _Statistics:
    scores = ndtri((rankdata(logs, axis=0) - 0.375) / (len(logs) + 0.25))
    shift, cut = _largest_shift(scores)
    after = np.arange(len(logs))[:, None] >= cut
    lag = lag_one(scores - _by_side(scores, after, np.nanmean), years)
    raised = logs - _by_side(logs, after, np.nanmedian)
    spread = np.median(np.abs(raised), axis=0) / _NORMAL_MAD
    step = np.divide(raised, spread, out=np.zeros_like(raised), where=spread > 0)
    return _Statistics(shift, cut, np.nan_to_num(lag), raised, step, _odd(step, years))


def _by_side(values: Floats, after: Bools, middle: Callable[..., Floats]) -> Floats:
    """The mean, or the median, of the values on the same side of the division."""
    sides = [middle(np.where(one, values, np.nan), axis=0) for one in (~after, after)]
    return np.where(after, sides[1], sides[0])


def _largest_shift(scores: Floats) -> tuple[Floats, Ints]:
    """The largest |t| of a difference in means between before and after, and where after begins."""
    n = len(scores)
    least = max(5, int(np.ceil(0.15 * n)))
    before = np.arange(least, n - least + 1)[:, None]
    sums = np.cumsum(scores, axis=0)
    difference = (sums[-1] - sums[before[:, 0] - 1]) / (n - before) - sums[
        before[:, 0] - 1
    ] / before
    between = difference**2 * before * (n - before) / n
    within = (scores**2).sum(axis=0) - scores.sum(axis=0) ** 2 / n - between
    t = np.sqrt(between / np.maximum(within, 1e-12) * (n - 2))
    return t.max(axis=0), before[t.argmax(axis=0), 0]


def _odd(step: Floats, years: Ints) -> Floats:
    """T of the steps to and from each report; −∞ if they are not both raised."""
    to, back = step[:-1], step[1:]
    both = (np.minimum(to, back) >= np.maximum(to, back) / 2) & (to > 0)
    both &= (np.diff(years) == 1)[:, None]
    odd = np.full_like(step, -np.inf)
    odd[:-1][both] = (to + back)[both] / np.sqrt(2)
    return odd


@dataclass(frozen=True)
class _Null:
    """Series without a turning point, of one autocorrelation.

    Attributes:
        every: t of all years and series, sorted, of each kind.
        most: the largest of each series, sorted, of each kind.
        rarest: the smallest p that each series has in any kind, sorted.
    """

    every: tuple[Floats, ...]
    most: Floats
    rarest: Floats

    @property
    def critical(self) -> Floats:
        return np.asarray(np.quantile(self.most, 1 - LEVEL, axis=1))

    def p(self, t: float, kind: int) -> float:
        return min(1.0, len(KINDS) * float(_tail(self.every[kind], t)))

    def p_adjusted(self, t: float, kind: int) -> float:
        rank = np.searchsorted(self.rarest, _tail(self.most[kind], t), "right")
        return float((1 + rank) / (1 + len(self.rarest)))


def _tail(ordered: Floats, t: Floats | float) -> Floats:
    """How often a value is at least t, the observed one included."""
    at_least = len(ordered) - np.searchsorted(ordered, t, "left")
    return np.asarray((1 + at_least) / (1 + len(ordered)))


@dataclass(frozen=True)
class _Nulls:
    """Those of each autocorrelation, and the bounds that say which is allowed for."""

    of: tuple[_Null, ...]
    bounds: Floats

    def allowing(self, lag: float) -> _Null:
        """That of the autocorrelation which a series with this estimate may have."""
        rho = allowed_for(np.array([lag]), self.bounds)[0]
        return self.of[int(np.searchsorted(AUTOCORRELATIONS, rho - 1e-9))]


@lru_cache(maxsize=8)
def _null(years: tuple[int, ...]) -> _Nulls:
    when, rng = np.array(years), np.random.default_rng(1)
    drawn = [_statistics(simulated_series(when, rho, RUNS, rng), when) for rho in AUTOCORRELATIONS]
    nulls = tuple(_null_of(one) for one in drawn)
    lags = np.stack([one.lag for one in drawn])

    def rates(bounds: Floats) -> Floats:
        allowed = np.searchsorted(AUTOCORRELATIONS, allowed_for(lags[:HELD_TO], bounds) - 1e-9)
        found = zip(drawn[:HELD_TO], allowed, strict=True)
        return np.array([_rejected(one, nulls, at).mean() for one, at in found])

    return _Nulls(nulls, autocorrelation_bounds(lags, rates, level=LEVEL))


def _null_of(drawn: _Statistics) -> _Null:
    most = drawn.most()
    p = np.stack([_tail(np.sort(one), one) for one in most])
    every = (drawn.shift, drawn.odd.ravel(), drawn.step.ravel())
    return _Null(
        tuple(np.sort(one) for one in every), np.sort(most, axis=1), np.sort(p.min(axis=0))
    )


def _rejected(drawn: _Statistics, nulls: tuple[_Null, ...], allowed: Ints) -> Bools:
    """Which series have a turning point if this autocorrelation (its number) is allowed for."""
    most, rejected = drawn.most(), np.zeros(len(allowed), dtype=bool)
    for at in np.unique(allowed):
        here, null = allowed == at, nulls[at]
        p = [_tail(null.most[kind], most[kind][here]) for kind in range(len(KINDS))]
        limit = float(np.quantile(null.rarest, LEVEL, method="lower"))
        rejected[here] = np.min(p, axis=0) <= limit
    return rejected
