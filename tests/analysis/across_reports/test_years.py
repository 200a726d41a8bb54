"""Years: turning points that were planted, terms that come and go, neighbours in time."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.nation import Reference
from analysis.across_reports.years import (
    area_trends,
    neighbour_divergence,
    term_histories,
    turning_points,
)


def test_trends_are_profiles_of_years(nation):
    every, plan = area_trends(nation), area_trends(nation, side="plan")
    assert every.groupby("unit")["share"].sum().to_numpy() == pytest.approx(100)
    assert (
        every[every["unit"] == 2018]["sentences"].iloc[0]
        > plan[plan["unit"] == 2018]["sentences"].iloc[0]
    )
    with pytest.raises(ValueError, match=r"^side 'tomorrow' has no passages"):
        area_trends(nation, side="tomorrow")


def invented(histories: dict[str, str]) -> Reference:
    """A made-up series of ten reports: a term a row, + in the reports that have it."""
    years = range(2001, 2011)
    rows = [
        (year, 0, term, 1, 2)
        for term, signs in histories.items()
        for year, sign in zip(years, signs, strict=True)
        if sign == "+"
    ]
    mentions = pd.DataFrame(rows, columns=["report_year", "passage", "term", "area", "n"])
    passages = pd.DataFrame({"report_year": years, "passage": 0, "words": 1000})
    about = pd.DataFrame({"report_year": years})
    terms = mentions.drop(columns="area")
    return Reference(about, passages, terms, mentions, terms, mentions, mentions)


def made_up_steps(size: int, seed: int) -> pd.DataFrame:
    """Made-up steps of a steady drift: normal around 0.1."""
    jsd = np.random.default_rng(seed).normal(0.1, 0.01, size)
    return pd.DataFrame(
        {"report_year": range(2000, 2000 + size), "gap": 1, "jsd": jsd, "jsd_by_chance": 0.0}
    )


def test_a_planted_turning_point_is_found_and_a_drift_has_none():
    steps = made_up_steps(30, seed=2)
    drift = turning_points(steps)
    assert (drift["p_adjusted"] > 0.05).all()
    steps.loc[14, "jsd"] += 0.1
    found = turning_points(steps)
    assert found[found["p_adjusted"] < 0.05]["report_year"].tolist() == [2014]


def test_the_steps_of_a_drift_have_small_p_as_often_as_they_say():
    p = np.concatenate([turning_points(made_up_steps(40, seed))["p"] for seed in range(60)])
    assert 0.035 < (p < 0.05).mean() < 0.065


def test_a_step_over_missing_years_is_no_turning_point():
    steps = made_up_steps(12, seed=1)
    steps.loc[3, ["gap", "jsd"]] = [4, 0.9]
    found = turning_points(steps)
    assert np.isnan(found.loc[3, "p"]) and found.loc[2, "usual"] < 0.12
    assert found.loc[0, "neighbours"] == 4  # five after it, one of them over missing years
    with pytest.raises(ValueError, match=r"^window is 1"):
        turning_points(steps, window=1)


def test_terms_that_enter_leave_and_return():
    made = invented(
        {
            "新": "-----+++++",
            "旧": "+++-------",
            "常": "++++++++++",
            "归": "+-----++++",
            "稀": "-----+----",
            "潮": "---+++----",
        }
    )
    table = term_histories(made, recent=3).set_index("term")
    assert "稀" not in table.index
    assert table["status"].to_dict() == {
        "新": "entered",
        "旧": "left",
        "常": "lasting",
        "归": "lasting",
        "潮": "entered and left",
    }
    assert table["returns_after"].to_dict() == {"新": 0, "旧": 0, "常": 0, "归": 5, "潮": 0}
    assert table.loc["新", ["first_year", "last_year", "years"]].tolist() == [2006, 2010, 5]
    assert table.loc["常", "peak"] == pytest.approx(2)


def test_neighbours_in_time_are_compared(nation):
    few = nation.terms[nation.terms["report_year"].isin([2016, 2017, 2018])]
    table = neighbour_divergence(
        replace(nation, terms=few),
        n_permutations=19,
    )
    assert table["report_year"].tolist() == [2017, 2018]
    assert table["gap"].tolist() == [1, 1]
    assert (table["jsd"] > 0).all() and (table["jsd_by_chance"] < table["jsd"] + 0.1).all()
