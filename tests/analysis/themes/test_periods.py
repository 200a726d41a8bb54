"""Periods: whose reports are in which, and what is drawn from them."""

import pandas as pd
import pytest

from analysis.themes import themes, themes_by_period
from corpus.errors import Refusal
from tests.analysis.themes.generated import mentions_of, reports_of

YEARS = [*range(2001, 2006), *range(2007, 2011), 2026]


def found(**options):
    return themes_by_period(mentions_of(YEARS), reports_of(YEARS), **{"bootstraps": 0} | options)


def test_plans_are_the_periods_named_by_the_years_that_are_there():
    reports = found().groupby("period", sort=False)["reports"].first()
    assert reports.to_dict() == {"2001-2005": 5, "2007-2010": 4, "2026": 1}


def test_each_period_has_the_themes_of_its_own_reports():
    table = found(periods=[(2001, 2003), (2004, 2008)])
    assert list(table["period"].unique()) == ["2001-2003", "2004-2008"]
    mentions = mentions_of(YEARS)
    own = mentions[mentions["report_id"].isin([f"r{one}" for one in range(2004, 2009)])]
    alone = themes(own, bootstraps=0)
    mine = table[table["period"] == "2004-2008"].reset_index(drop=True)
    assert mine["term"].equals(alone["term"]) and mine["theme"].equals(alone["theme"])


def test_all_periods_are_drawn_alike():
    assert set(found(bootstraps=3)["cluster"].dropna()) == {"section"}
    five = found(bootstraps=3, periods=[(2001, 2005), (2006, 2026)])
    assert set(five["cluster"].dropna()) == {"report"}
    assert set(found(bootstraps=3, cluster="paragraph")["cluster"].dropna()) == {"paragraph"}


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ([(2005, 2001)], "in order"),
        ([(2001, 2005), (2005, 2010)], "no year in two"),
        ([(2006, 2010), (2001, 2005)], "in order"),
        ([(1980, 1985)], "no report is of a year"),
        ([], "pairs"),
        ([(2001,)], "pairs"),
    ],
)
def test_periods_that_are_none_are_refused(periods, said):
    with pytest.raises(ValueError, match=said):
        found(periods=periods)


def test_reports_without_a_year_are_left_out():
    reports = reports_of(YEARS)
    reports["report_year"] = reports["report_year"].astype("Int64")
    reports.loc[0, "report_year"] = None
    table = themes_by_period(mentions_of(YEARS), reports, bootstraps=0)
    assert table["reports"].iloc[0] == 4 and table["period"].iloc[0] == "2002-2005"


def test_a_plan_with_too_little_text_does_not_stop_the_others():
    mentions = mentions_of(YEARS)
    short = pd.concat(
        [
            mentions[mentions["report_id"] != "r2026"],
            mentions[mentions["report_id"] == "r2026"].head(2),
        ]
    )
    table = themes_by_period(short, reports_of(YEARS), bootstraps=0)
    assert list(table["period"].unique()) == ["2001-2005", "2007-2010"]
    assert list(table.index) == list(range(len(table)))
    with pytest.raises(Refusal, match="too little text"):
        themes_by_period(short, reports_of(YEARS), periods=[(2001, 2010), (2026, 2026)])
    with pytest.raises(Refusal):
        themes_by_period(short.tail(2), reports_of([2026]), bootstraps=0)
