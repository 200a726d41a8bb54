"""Noisy years made readable: five-year means with intervals, and ranks by five-year plan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from analysis.confidence import the_confidence_of, with_confidence
from analysis.uncertainty.recovered_intervals import combined_limits
from corpus.arrays import Floats, Ints
from corpus.schema import check_columns

_MEAN = ("mean", "mean_low", "mean_high")
_CHANGE = ("change", "change_low", "change_high")
_NO_INTERVAL = "a year of the mean has no CI"
PLANS = 1953, 1958, 1966, 1971  # first years of the first four plans; since 1971 all have five


def smoothed_trends(
    table: pd.DataFrame,
    *,
    by: str = "name",
    value: str = "share",
    window: int = 5,
    min_years: int = 3,
) -> pd.DataFrame:
    """Yearly shares with the centred mean of the years around each, and its interval.

    The mean is that of the k years of the window for which there is a report, ``Σ s / k``; its
    limits are ``mean − sqrt(Σ (s − l)²) / k`` and ``mean + sqrt(Σ (u − s)²) / k``, which takes the
    years for independent (see ``combined_limits``). The interval is one of the mean of these
    reports: it does not say how a report of another year would vary.

    Args:
        table: one row per year and series: unit (the year), ``by``, ``value``, low, high.
        by: the column with the series, such as policy areas.
        value: the column with the estimates.
        window: of how many years a mean is taken, the year in the middle; an odd number.
        min_years: where fewer years of the window have a report, such as beside a long gap, there
            is no mean.

    Returns:
        The rows by series and year, with mean, mean_low, mean_high, years (the reports in the mean)
        and mean_reason (why the mean or its interval is missing, or ""), and for each series
        change, change_low, change_high and change_reason: the last mean minus the first, where
        years in both cancel out. With fewer than ``window`` years in all there is no mean, and the
        change is from the first to the last year. An interval is missing where that of a year is.

    Raises:
        ValueError: if a column is missing, a series has a year twice, or the window is even.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import smoothed_trends
        >>> table = pd.DataFrame({"name": "Health", "unit": range(2018, 2023),
        ...                       "share": [2.0, 4, 3, 5, 6], "low": [1.0, 2, 2, 3, 4],
        ...                       "high": [4.0, 6, 5, 7, 9]})
        >>> smooth = smoothed_trends(table).query("unit == 2020").round(2)
        >>> smooth[["mean", "mean_low", "mean_high", "years"]].to_numpy().tolist()
        [[4.0, 3.25, 5.0, 5.0]]
        >>> smooth["change"].tolist()  # of the years 2020 to 2022, less 2018 to 2020
        [1.67]
    """
    check_columns(table, ["unit", by, value, "low", "high"], "table")
    if window < 1 or window % 2 == 0:
        raise ValueError(f"window is {window}; it must be odd, so that a year is in its middle")
    if table.duplicated([by, "unit"]).any():
        raise ValueError(f"a year stands twice in a series of {by!r}; give one row per year")
    enough = table["unit"].nunique() >= window
    reach, needed = (window // 2, min_years) if enough else (0, window)
    rows = table.sort_values([by, "unit"], kind="stable", ignore_index=True)
    parts = [_means(own, value, reach, needed) for _, own in rows.groupby(by, sort=False)]
    columns = [*_MEAN, "years", "mean_reason", *_CHANGE, "change_reason"]
    found = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    return rows.join(found)


def _means(own: pd.DataFrame, value: str, reach: int, needed: int) -> pd.DataFrame:
    """The means of one series, whose rows are in order of the years; none if ``reach`` is 0."""
    year = own["unit"].to_numpy(dtype=int)
    near = np.abs(year[:, None] - year) <= reach
    k = near.sum(axis=1)
    here = k >= (needed if reach else 1)
    weights = near / k[:, None]
    there = np.flatnonzero(here)
    ends = weights[there[-1:]] - weights[there[:1]]
    shown = here & (reach > 0)
    found = [np.where(shown, one, np.nan) for one in _sums(own, value, weights)]
    change = [one[0] if len(one) else np.nan for one in _sums(own, value, ends)]
    named = dict(zip((*_MEAN, *_CHANGE), (*found, *change), strict=True))
    few = [_few_years(one, needed) for one in (k if reach else np.full(len(k), len(k)))]
    reason = np.where(shown, np.where(np.isnan(found[1]), _NO_INTERVAL, ""), few)
    table = pd.DataFrame({**named, "years": np.where(shown, k, 0)}, index=own.index)
    return table.assign(mean_reason=reason, change_reason=_no_change(change, k, needed))


def _few_years(k: int, needed: int) -> str:
    return f"{k} year{'' if k == 1 else 's'}; a mean requires {needed}"


def _no_change(change: list[float], k: Ints, needed: int) -> str:
    """Why a series has no change from its first to its last mean, or no interval of it."""
    if np.isnan(change[0]):
        return _few_years(int(k.max()), needed)
    return _NO_INTERVAL if np.isnan(change[1:]).any() else ""


def _sums(rows: pd.DataFrame, value: str, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """The weighted sums of the rows, one per row of ``weights``, with their limits."""
    figures = [rows[name].to_numpy(dtype=float) for name in (value, "low", "high")]
    # A year without weight must not make the limits missing.
    used = [np.where(weights != 0, one, 0.0) for one in figures]
    low, high = combined_limits(used[0], used[1], used[2], weights)
    return (weights * used[0]).sum(axis=1), low, high


def plan_period(year: int) -> tuple[int, int, int]:
    """The five-year plan in force in a year: its number, first and last year.

    The years 1963–65 between the second and the third plan count to the second.

    Args:
        year: from 1953.

    Raises:
        ValueError: if the year is before the first plan.

    Example:
        >>> from analysis.across_reports import plan_period
        >>> plan_period(2018), plan_period(2026)
        ((13, 2016, 2020), (15, 2026, 2030))
    """
    if year < PLANS[0]:
        raise ValueError(f"{year} is before the first five-year plan, which began in {PLANS[0]}")
    if year >= PLANS[-1]:
        number = 4 + (year - PLANS[-1]) // 5
        first = PLANS[-1] + 5 * (number - 4)
        return number, first, first + 4
    number = sum(year >= one for one in PLANS)
    return number, PLANS[number - 1], PLANS[number] - 1


def plan_ranks(
    table: pd.DataFrame,
    *,
    by: str = "name",
    value: str = "share",
    draws: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Areas ranked by their mean share in each five-year plan, with the range of each rank.

    A mean has the limits of ``smoothed_trends``. Ranges are those of ``draws`` simulations, in each
    of which every mean is drawn from a normal distribution whose spread is, on either side, that
    of its interval: rank_low and rank_high leave out 2.5% of the draws each. Means are drawn
    independently; that the shares of a report add up to 100% makes the true ranges slightly wider.
    A mean without an interval is drawn as it is, and has no range.

    Args:
        table: one row per year and area: unit (the year), ``by``, ``value``, low, high.
        by: the column with what is ranked, such as policy areas.
        value: the column to rank by, the largest first; ties by name.
        draws: the number of simulations.
        seed: of the draws.

    Returns:
        One row per plan period and area, by period and rank: unit (first and last year with a
        report, such as 2001–05), ``by``, ``value`` (the mean), low, high, years (reports), rank,
        rank_low, rank_high, reason (why limits and range are missing, or "").

    Raises:
        ValueError: if a column is missing, or a year is before 1953.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import plan_ranks
        >>> names, years = ["Health", "Energy"] * 2, [2014, 2014, 2017, 2017]
        >>> table = pd.DataFrame({"unit": years, "name": names,
        ...                       "share": [9.0, 2, 5, 6], "low": [7.0, 1, 3, 4],
        ...                       "high": [12.0, 4, 8, 9]})
        >>> ranks = plan_ranks(table)
        >>> print(ranks[["unit", "name", "rank", "rank_low", "rank_high"]].to_string(index=False))
        unit   name  rank  rank_low  rank_high
        2014 Health     1         1          1
        2014 Energy     2         2          2
        2017 Energy     1         1          2
        2017 Health     2         1          2
    """
    check_columns(table, ["unit", by, value, "low", "high"], "table")
    confidence = the_confidence_of(table)
    reach = float(stats.norm.ppf((1 + confidence) / 2))
    period = table["unit"].map(lambda year: plan_period(int(year))[1])
    rng = np.random.default_rng(seed)
    parts = [
        _ranked(_period_means(rows, by, value), by, value, _Draws(rng, draws, reach))
        for _, rows in table.groupby(period.to_numpy(), sort=True)
    ]
    columns = ["unit", by, value, "low", "high", "years", "rank", "rank_low", "rank_high"]
    columns.append("reason")
    return with_confidence(pd.concat(parts, ignore_index=True)[columns], confidence)


class _Draws(NamedTuple):
    """So many simulations, and how many standard deviations an interval reaches to a side."""

    rng: np.random.Generator
    many: int
    reach: float


def _period_means(rows: pd.DataFrame, by: str, value: str) -> pd.DataFrame:
    """The mean of each area over the years of one period."""
    found = []
    for name, own in rows.groupby(by, sort=True):
        mean, low, high = _sums(own, value, np.full((1, len(own)), 1 / len(own)))
        found.append((name, mean[0], low[0], high[0], len(own)))
    table = pd.DataFrame(found, columns=[by, value, "low", "high", "years"])
    return table.assign(unit=_span(int(rows["unit"].min()), int(rows["unit"].max())))


def _span(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first}–{last % 100:02d}" if first // 100 == last // 100 else f"{first}–{last}"


def _ranked(means: pd.DataFrame, by: str, value: str, draws: _Draws) -> pd.DataFrame:
    """The means of one period with their ranks and the ranges of these."""
    means = means.sort_values([value, by], ascending=[False, True], ignore_index=True)
    share, low, high = (means[name].to_numpy(dtype=float) for name in (value, "low", "high"))
    z = draws.rng.standard_normal((draws.many, len(means)))
    side = np.where(z > 0, high - share, share - low) / draws.reach
    drawn = share + z * np.nan_to_num(side)
    ranks = 1 + (-drawn).argsort(axis=1, kind="stable").argsort(axis=1)
    ends = np.quantile(ranks, [0.025, 0.975], axis=0, method="nearest").astype("int64")
    known = ~np.isnan(low) & ~np.isnan(high)
    limits = [pd.array(one, dtype="Int64") for one in ends]
    for one in limits:
        one[~known] = pd.NA
    ranked = means.assign(
        rank=np.arange(1, 1 + len(means)), reason=np.where(known, "", _NO_INTERVAL)
    )
    return ranked.assign(rank_low=limits[0], rank_high=limits[1])
