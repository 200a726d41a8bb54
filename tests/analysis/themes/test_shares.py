"""Shares of themes: all reports, all themes, nothing lost."""

import pandas as pd
import pytest

from analysis.themes import theme_shares, themes, themes_by_period
from tests.analysis.themes.generated import mentions_of, reports_of

YEARS = range(2001, 2006)


@pytest.fixture(scope="module")
def mentions():
    return mentions_of(YEARS)


def test_every_report_has_every_theme_and_the_counts_are_those_of_the_mentions(mentions):
    table = themes(mentions, bootstraps=0)
    found = theme_shares(mentions, table)
    assert len(found) == 5 * 4 and not found.duplicated(["report_id", "theme"]).any()
    theme = dict(zip(table["term"], table["theme"], strict=True))
    counts = mentions.assign(theme=mentions["term"].map(theme))
    counts = counts.groupby(["report_id", "theme"]).size()
    assert found.set_index(["report_id", "theme"])["n"].to_dict() == counts.to_dict()
    sizes = found.groupby("report_id")["mentions"].first()
    assert sizes.to_dict() == mentions.groupby("report_id").size().to_dict()
    assert found.groupby("report_id")["share"].sum().to_numpy() == pytest.approx(100)
    assert (found["low"] < found["share"]).all() and (found["share"] < found["high"]).all()
    assert found["cluster"].unique().tolist() == ["section"]
    bare = theme_shares(mentions, table, intervals=False)
    same = ["report_id", "theme", "name", "n", "mentions", "share"]
    pd.testing.assert_frame_equal(bare[same], found[same])
    assert bare["low"].isna().all()


def test_a_report_without_a_theme_has_0(mentions):
    table = themes(mentions, bootstraps=0)
    other = pd.DataFrame(
        {"report_id": "x", "paragraph_id": range(4), "section": range(4), "term": "子"}
    )
    found = theme_shares(pd.concat([mentions, other]), table)
    own = found[found["report_id"] == "x"]
    assert own["n"].tolist() == [0] * 4 and (own["share"] == 0).all() and (own["high"] > 0).all()


def test_themes_of_several_periods_are_refused(mentions):
    table = themes_by_period(
        mentions, reports_of(YEARS), periods=[(2001, 2003), (2004, 2005)], bootstraps=0
    )
    with pytest.raises(ValueError, match="themes of one period"):
        theme_shares(mentions, table)
