"""Yearly series whose neighbouring years resemble each other: what they do by chance, simulated."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from corpus.arrays import Floats, Ints

# The autocorrelations for which series are simulated, and how many of them tests are held to.
AUTOCORRELATIONS = np.array([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])
HELD_TO = int(np.searchsorted(AUTOCORRELATIONS, 0.8)) + 1  # of these: up to 0.8
# How often the estimate of a series may be below what its autocorrelation would lead one to expect.
_SHARES = (0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.17, 0.14, 0.11, 0.08, 0.05, 0.02)


def simulated_series(
    years: Ints, autocorrelation: float, runs: int, rng: np.random.Generator
) -> Floats:
    """Normal series without any change, each year correlated with the one before it (AR(1)).

    Years d apart correlate with ``autocorrelation ** d``, so that missing years count as time.

    Args:
        years: the years of the series, ascending.
        autocorrelation: the correlation of consecutive years.
        runs: the number of series.
        rng: the source of random numbers.

    Returns:
        One column per series, one row per year; mean 0, variance 1.
    """
    noise = rng.standard_normal((len(years), runs))
    for at, gap in enumerate(np.diff(years), start=1):
        link = autocorrelation**gap
        noise[at] = link * noise[at - 1] + np.sqrt(1 - link**2) * noise[at]
    return noise


def lag_one(residuals: Floats, years: Ints) -> Floats:
    """The correlation of neighbouring residuals, without a correction of its bias.

    ``r = mean(e_t e_{t+1}) / mean(e_t²)``, over the pairs of years that are next to each other, or
    the least apart where no two are.

    Args:
        residuals: one row per year, one column per series.
        years: the years, ascending.

    Returns:
        One value per series; missing if a series does not vary.
    """
    gap = np.diff(years)
    near = gap == gap.min()
    products = (residuals[1:] * residuals[:-1])[near].mean(axis=0)
    variance = (residuals**2).mean(axis=0)
    known = variance > 0
    return np.divide(products, variance, out=np.full(len(variance), np.nan), where=known)


def autocorrelation_bounds(
    lags: Floats, rejection_rates: Callable[[Floats], Floats], *, level: float = 0.05
) -> Floats:
    """Which estimate makes a test allow for which autocorrelation, so that it holds its level.

    In short series the estimate is too low, and a test that believes it finds changes where there
    are none. The bound at each autocorrelation is a quantile of the estimates in series that have
    it: the highest of ``_SHARES``, from the median down, with which the test rejects no more than
    ``level`` of the series of any design.

    Args:
        lags: the estimates in simulated series, one row per autocorrelation.
        rejection_rates: how often the test rejects with such bounds, one value per design.
        level: the highest type I error rate.

    Returns:
        One bound per autocorrelation, ascending; see ``allowed_for``.
    """
    for share in _SHARES:
        bounds = np.maximum.accumulate(np.quantile(lags, share, axis=1))
        if (rejection_rates(bounds) <= level).all():
            break
    return bounds


def allowed_for(lag: Floats, bounds: Floats) -> Floats:
    """The autocorrelation that a test allows for if the estimate is this: at most 0.95."""
    return np.interp(lag, bounds, AUTOCORRELATIONS)
