"""Years: trends, terms that come and go, neighbours in time."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.across_reports.nation import Reference
from analysis.across_reports.years import (
    area_trends,
    neighbour_divergence,
    term_histories,
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
