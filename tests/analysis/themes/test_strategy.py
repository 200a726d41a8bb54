"""The strategic map of planted themes."""

import pandas as pd
import pytest

from analysis.themes import strategic_map, themes, themes_by_period
from tests.analysis.themes.generated import mentions_of, reports_of

YEARS = range(2001, 2006)


def test_the_map_has_the_sums_of_the_terms():
    table = themes(mentions_of(YEARS, noise=0.8), bootstraps=5)
    found = strategic_map(table).set_index("theme")
    groups = table.dropna(subset="theme").groupby("theme")
    assert found["terms"].to_dict() == groups.size().to_dict()
    assert found["n"].to_dict() == groups["n"].sum().to_dict()
    assert found["centrality"].to_numpy() == pytest.approx(10 * groups["outside"].sum().to_numpy())
    density = 100 * groups["inside"].sum() / 2 / groups.size()
    assert found["density"].to_numpy() == pytest.approx(density.to_numpy())
    assert sorted(found["centrality_rank"]) == [1, 2, 3, 4]
    assert found["quadrant"].notna().all()
    assert (found["stability"] == groups["stability"].first()).all()


def test_fewer_than_four_themes_have_no_quadrants():
    mentions = mentions_of(YEARS)
    three = themes(mentions[~mentions["term"].str.startswith("丁")], bootstraps=5)
    found = strategic_map(three)
    assert len(found) == 3 and found["quadrant"].isna().all() and found["in_quadrant"].isna().all()
    assert found["reason"].str.endswith("fewer than 4 themes fill no quadrants").all()
    assert found["stability"].notna().all()


def test_periods_are_mapped_one_by_one():
    years = range(2001, 2011)
    table = themes_by_period(mentions_of(years), reports_of(years), bootstraps=0)
    found = strategic_map(table)
    for period, own in table.groupby("period"):
        alone = strategic_map(own.drop(columns=["period", "reports"]))
        mine = found[found["period"] == period]
        assert (mine["reports"] == 5).all()
        mine = mine.drop(columns=["period", "reports"]).reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, alone)


def test_a_table_without_themes_is_refused():
    table = themes(mentions_of(YEARS), bootstraps=0)
    with pytest.raises(ValueError, match="has no theme"):
        strategic_map(table.assign(theme=pd.NA))
