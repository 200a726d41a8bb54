"""Rising and falling: the change by hand, intervals that hold where years resemble each other."""

import numpy as np
import pandas as pd
import pytest

from analysis.topics.change import rising_and_falling
from analysis.uncertainty.yearly import simulated_series


def prevalence_of(shares: np.ndarray, first: int = 1990) -> pd.DataFrame:
    """The prevalence of topics, one column each, in consecutive years."""
    wide = pd.DataFrame(shares, index=range(first, first + len(shares)))
    return wide.rename_axis("unit").reset_index().melt("unit", var_name="topic", value_name="share")


def test_what_rises_comes_first():
    years = range(2000, 2020)
    rows = [
        (year, topic, 5 + (year - 2000) * slope + (year % 3) / 10)
        for year in years
        for topic, slope in ((1, 0), (2, 1), (3, -0.2))
    ]
    table = rising_and_falling(pd.DataFrame(rows, columns=["unit", "topic", "share"]), years=5)
    assert table["topic"].tolist() == [2, 1, 3]
    assert table.loc[0, "change"] == pytest.approx(15, abs=0.2)
    assert table.loc[0, "low"] > 0 > table.loc[2, "high"]
    assert table.loc[1, "low"] < 0 < table.loc[1, "high"]
    assert table.loc[0, ["first_years", "last_years"]].tolist() == ["2000-2004", "2015-2019"]
    with pytest.raises(
        ValueError, match=r"^the table has 20 years; a comparison of 11 at each end requires 22$"
    ):
        rising_and_falling(pd.DataFrame(rows, columns=["unit", "topic", "share"]), years=11)


def test_a_change_is_the_difference_of_the_means_of_both_ends():
    share = np.array([1.0, 3, 2, 9, 9, 4, 9, 6, 5, 7])
    row = rising_and_falling(prevalence_of(share[:, None]), years=3).iloc[0]
    assert row[["first", "last", "change"]].tolist() == [2, 6, 4]
    assert (row["low"] + row["high"]) / 2 == pytest.approx(4)
    assert (row["p"] < 0.05) == (row["low"] > 0)


def autocorrelated(years: int, rho: float, topics: int, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return simulated_series(np.arange(years), rho, topics, rng)


@pytest.mark.parametrize(("years", "ends"), [(10, 5), (26, 10)])
@pytest.mark.parametrize("rho", [0, 0.6, 0.8])
def test_series_that_do_not_change_are_seldom_said_to(years, ends, rho):
    share = 5 * np.exp(0.5 * autocorrelated(years, rho, 400))
    table = rising_and_falling(prevalence_of(share), years=ends)
    false = (table["low"] > 0) | (table["high"] < 0)
    assert false.mean() < 0.085  # 0.05 and three standard errors
    assert ((table["p"] < 0.05) == false).mean() > 0.99
    assert (table["p_adjusted"] >= table["p"]).all()


def test_a_share_that_doubles_is_found():
    rise = np.where(np.arange(48) < 24, 5, 10)[:, None]
    share = rise * np.exp(0.3 * autocorrelated(48, 0, 200))
    table = rising_and_falling(prevalence_of(share))
    assert (table["low"] > 0).mean() > 0.7
    held = (table["low"] <= 5) & (table["high"] >= 5)
    assert held.mean() > 0.9


def test_more_autocorrelation_makes_wider_intervals():
    calm, drawn_out = (
        rising_and_falling(prevalence_of(autocorrelated(30, rho, 60))) for rho in (0, 0.8)
    )
    assert calm["autocorrelation"].median() < drawn_out["autocorrelation"].median()
    widths = [(table["high"] - table["low"]).median() for table in (calm, drawn_out)]
    assert widths[0] < widths[1]


def test_scale_and_place_of_the_shares_change_nothing():
    share = autocorrelated(20, 0.3, 3)
    one = rising_and_falling(prevalence_of(share), years=5).set_index("topic").sort_index()
    other = rising_and_falling(prevalence_of(40 + 2 * share), years=5).set_index("topic")
    other = other.sort_index()
    np.testing.assert_allclose(other["p"], one["p"])
    np.testing.assert_allclose(other[["low", "high"]], 2 * one[["low", "high"]])


def test_missing_years_are_time_that_passes():
    share = autocorrelated(24, 0.5, 1)
    whole = prevalence_of(share)
    gaps = whole.assign(unit=whole["unit"].where(whole["unit"] < 2000, whole["unit"] + 9))
    one, other = (rising_and_falling(table, years=6).iloc[0] for table in (whole, gaps))
    assert one["change"] == other["change"]
    assert one["low"] != other["low"]
    assert other["last_years"] == "2017-2022"
    without = whole.assign(share=whole["share"].where(whole["unit"] != 1995))
    dropped = rising_and_falling(whole[whole["unit"] != 1995], years=6)
    pd.testing.assert_frame_equal(rising_and_falling(without, years=6), dropped)


def test_too_few_years_have_no_interval_and_say_so():
    table = rising_and_falling(prevalence_of(autocorrelated(6, 0, 2)), years=3)
    assert table[["low", "high", "p", "p_adjusted"]].isna().all(axis=None)
    assert set(table["reason"]) == {"6 years; a CI requires 8"}
    wanders = np.cumsum(np.ones(10)) + np.tile([0.3, 0], 5)
    row = rising_and_falling(prevalence_of(wanders[:, None]), years=5).iloc[0]
    told = row["low"] > 0
    assert told or row["reason"].startswith("10 years do not rule out an autocorrelation of 0.95")


def test_a_topic_that_does_not_vary_has_no_interval():
    row = rising_and_falling(prevalence_of(np.full((12, 1), 0.1)), years=4).iloc[0]
    assert row["change"] == pytest.approx(0) and np.isnan(row["low"])
    assert row["reason"] == "the years of each end do not vary"


def test_a_topic_with_few_years_does_not_stop_the_others():
    share = autocorrelated(20, 0, 2)
    share[3:15, 1] = np.nan
    table = rising_and_falling(prevalence_of(share), years=5).set_index("topic")
    assert table.loc[1, "reason"] == "8 years; 5 at each end require 10"
    assert np.isfinite(table.loc[0, "low"])


def test_what_is_no_year_is_refused():
    table = prevalence_of(autocorrelated(8, 0, 1))
    with pytest.raises(ValueError, match=r"^unit 'plan' is not a year; give the prevalence by"):
        rising_and_falling(table.assign(unit=["plan", *range(7)]), years=2)


def test_a_change_that_is_told_needs_no_excuse():
    """Both ends rise as a wandering series would, but the change is a thousand times as large."""
    share = np.array([0.0, 1, 2, 3, 4, 1000, 1001, 1002, 1003, 1004])
    row = rising_and_falling(prevalence_of(share[:, None]), years=5).iloc[0]
    assert row["autocorrelation"] == 0.95
    assert row["low"] > 0 and row["reason"] == ""
