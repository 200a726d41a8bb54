"""Five-year means, and ranks by plan, of planted series."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.smoothing import plan_period, plan_ranks, smoothed_trends


def series(years, shares, name="Health", half=2.0):
    shares = np.asarray(shares, dtype=float)
    return pd.DataFrame(
        {
            "name": name,
            "unit": list(years),
            "share": shares,
            "low": shares - half,
            "high": shares + 2 * half,
        }
    )


def test_the_mean_is_of_the_five_years_around():
    found = smoothed_trends(series(range(2001, 2011), range(10))).set_index("unit")
    assert found["mean"].tolist() == pytest.approx([1, 1.5, *range(2, 8), 7.5, 8])
    assert found["years"].tolist() == [3, 4, 5, 5, 5, 5, 5, 5, 4, 3]
    assert found.loc[2005, "mean_low"] == pytest.approx(4 - 2 / np.sqrt(5))
    assert found.loc[2005, "mean_high"] == pytest.approx(4 + 4 / np.sqrt(5))


def test_the_change_is_from_the_first_mean_to_the_last():
    found = smoothed_trends(series(range(2001, 2011), range(10)))
    assert found["change"].tolist() == pytest.approx([7] * 10)
    # Three years each, of which none is in both.
    assert found["change_low"].iloc[0] == pytest.approx(7 - np.sqrt(3 * 4 + 3 * 16) / 3)
    assert found["change_high"].iloc[0] == pytest.approx(7 + np.sqrt(3 * 16 + 3 * 4) / 3)


def test_years_in_both_means_cancel_out():
    found = smoothed_trends(series(range(2001, 2006), [0, 0, 50, 6, 6]))
    assert found["change"].iloc[0] == pytest.approx(4)
    wide = series(range(2001, 2006), [0, 0, 50, 6, 6])
    wide.loc[2, ["low", "high"]] = [np.nan, np.nan]  # the year in both
    assert smoothed_trends(wide)["change_low"].equals(found["change_low"])


def test_missing_years_are_not_zero_and_a_year_alone_has_no_mean():
    years = [1954, 1978, *range(1990, 1995)]
    found = smoothed_trends(series(years, [9, 9, 4, 4, 4, 4, 4])).set_index("unit")
    assert found.loc[[1954, 1978], "mean"].isna().all()
    assert (found.loc[1990:, "mean"] == 4).all()
    assert (found["change"] == 0).all()


def test_with_few_years_there_is_no_mean_and_the_change_is_between_years():
    found = smoothed_trends(series([2020, 2021, 2024], [2, 9, 5]))
    assert found["mean"].isna().all() and (found["years"] == 0).all()
    assert (found["change"] == 3).all()
    assert found["change_low"].iloc[0] == pytest.approx(3 - np.hypot(2, 4))


def test_a_year_without_interval_leaves_the_mean():
    table = series(range(2001, 2011), range(10))
    table.loc[4, "low"] = np.nan
    found = smoothed_trends(table)
    assert found["mean"].notna().all() and found["mean_high"].notna().all()
    assert found["mean_low"].isna().sum() == 5


def test_what_cannot_be_smoothed_is_refused():
    table = series([2001, 2001], [1, 2])
    with pytest.raises(ValueError, match="twice"):
        smoothed_trends(table)
    with pytest.raises(ValueError, match="window"):
        smoothed_trends(series([2001, 2002], [1, 2]), window=4)


@pytest.mark.parametrize(
    ("year", "plan"),
    [
        (1953, (1, 1953, 1957)),
        (1964, (2, 1958, 1965)),
        (1970, (3, 1966, 1970)),
        (1975, (4, 1971, 1975)),
        (1976, (5, 1976, 1980)),
        (2025, (14, 2021, 2025)),
        (2026, (15, 2026, 2030)),
    ],
)
def test_plans_have_their_years(year, plan):
    assert plan_period(year) == plan


def test_there_is_no_plan_before_the_first():
    with pytest.raises(ValueError, match="1952"):
        plan_period(1952)


def three(half):
    return pd.concat(
        [
            series(range(2011, 2021), [20.0] * 5 + [1.0] * 5, "A", half),
            series(range(2011, 2021), [10.0] * 10, "B", half),
            series(range(2011, 2021), [9.5] * 10, "C", half),
        ]
    )


def test_ranks_are_of_the_means_of_each_plan():
    found = plan_ranks(three(0.1))
    assert found["unit"].unique().tolist() == ["2011–15", "2016–20"]
    assert found["name"].tolist() == ["A", "B", "C", "B", "C", "A"]
    assert found["rank"].tolist() == [1, 2, 3, 1, 2, 3]
    assert (found["rank_low"] == found["rank"]).all() and (
        found["rank_high"] == found["rank"]
    ).all()


def test_where_intervals_overlap_ranks_have_a_range():
    found = plan_ranks(three(2.0)).set_index(["unit", "name"])
    assert found.loc[("2011–15", "A"), ["rank_low", "rank_high"]].tolist() == [1, 1]
    assert found.loc[("2011–15", "B"), ["rank_low", "rank_high"]].tolist() == [2, 3]
    assert found.loc[("2011–15", "C"), ["rank_low", "rank_high"]].tolist() == [2, 3]


def test_the_spread_of_ranks_is_that_of_the_intervals():
    """Two means apart by 1.5 standard errors of their difference change places in 7% of draws."""
    apart = 1.5 * np.sqrt(2)
    rows = [(2011, "A", apart, apart - 1.96, apart + 1.96), (2011, "B", 0.0, -1.96, 1.96)]
    table = pd.DataFrame(rows, columns=["unit", "name", "share", "low", "high"])
    assert plan_ranks(table)["rank_high"].tolist() == [2, 2]
    table.loc[0, ["share", "low", "high"]] += 0.8  # 2.1 standard errors: 2%
    assert plan_ranks(table)["rank_high"].tolist() == [1, 2]


def test_a_mean_without_interval_has_no_range():
    table = three(1.0)
    table["low"] = table["low"].where(table["name"] != "A")
    found = plan_ranks(table).set_index("name")
    assert found.loc["A", "rank_low"].isna().all() and found.loc["B", "rank_low"].notna().all()
