"""Simulated series have the autocorrelation asked for; what a test allows for grows with it."""

import numpy as np
import pytest

from analysis.uncertainty.yearly import (
    AUTOCORRELATIONS,
    HELD_TO,
    allowed_for,
    autocorrelation_bounds,
    lag_one,
    simulated_series,
)


def test_years_apart_correlate_by_their_distance():
    years = np.array([2000, 2001, 2004])
    found = np.corrcoef(simulated_series(years, 0.8, 200_000, np.random.default_rng(1)))
    expected = 0.8 ** np.abs(years[:, None] - years)
    np.testing.assert_allclose(found, expected, atol=0.01)


def test_the_lag_by_hand_counts_neighbouring_years_only():
    residuals = np.array([[1.0], [-1], [2], [0]])
    every = lag_one(residuals, np.array([1, 2, 3, 4]))
    assert every[0] == pytest.approx((-1 - 2 + 0) / 3 / (6 / 4))
    gap = lag_one(residuals, np.array([1, 2, 5, 6]))
    assert gap[0] == pytest.approx((-1 + 0) / 2 / (6 / 4))
    assert lag_one(residuals, np.array([1, 3, 5, 7])) == pytest.approx(every)
    assert np.isnan(lag_one(np.zeros((3, 1)), np.arange(3)))[0]


def test_the_first_bounds_that_hold_are_taken():
    lags = np.sort(np.random.default_rng(1).normal(AUTOCORRELATIONS[:, None], 0.2, (11, 500)))
    median = np.quantile(lags, 0.5, axis=1)
    easy = autocorrelation_bounds(lags, lambda bounds: np.zeros(3))
    np.testing.assert_allclose(easy, median)
    strict = autocorrelation_bounds(
        lags, lambda bounds: np.array([0.2 if bounds[0] > -0.25 else 0])
    )
    assert (strict < median).all() and strict[0] <= -0.25
    assert (allowed_for(median, strict) >= AUTOCORRELATIONS - 1e-9).all()


def test_it_is_between_0_and_what_is_simulated():
    bounds = np.linspace(-0.3, 0.6, len(AUTOCORRELATIONS))
    found = allowed_for(np.array([-0.9, 0.15, 0.99]), bounds)
    assert found[0] == 0 and 0 < found[1] < 0.95 and found[2] == 0.95
    assert AUTOCORRELATIONS[HELD_TO - 1] == 0.8


def test_where_no_bounds_hold_the_widest_are_taken():
    lags = np.sort(np.random.default_rng(1).normal(AUTOCORRELATIONS[:, None], 0.2, (11, 500)))
    tried = []
    found = autocorrelation_bounds(lags, lambda bounds: tried.append(bounds) or np.ones(3))
    assert len(tried) > 1 and (found <= tried[0]).all()
    np.testing.assert_array_equal(found, tried[-1])
