"""Themes under other settings: what comes back, and what a setting cannot give."""

import pandas as pd
import pytest

from analysis.themes import Grouping, themes, themes_by_setting
from tests.analysis.themes.generated import mentions_of

YEARS = range(2001, 2006)
USUAL = Grouping()


@pytest.fixture(scope="module")
def mentions():
    return mentions_of(YEARS, noise=0.8)


@pytest.fixture(scope="module")
def found(mentions):
    return themes(mentions, grouping=USUAL, bootstraps=0)


def test_the_same_setting_gives_every_theme_back(mentions, found):
    table = themes_by_setting(mentions, found, {"same": USUAL})
    assert table["overlap"].tolist() == [1.0] * 4
    assert table["like"].tolist() == table["name"].tolist()
    assert table["themes"].unique().tolist() == [4] and table["reason"].eq("").all()
    assert table["terms"].sum() == found["theme"].notna().sum()


def test_one_group_of_all_terms_overlaps_by_the_size_of_each(mentions, found):
    """At a resolution near 0 all is one community, so that the overlap is a share of its terms."""
    table = themes_by_setting(mentions, found, {"one": Grouping(resolution=1e-6)})
    assert table["themes"].unique().tolist() == [1]
    size = found.dropna(subset="theme").groupby("theme").size()
    assert table["overlap"].tolist() == pytest.approx((size / size.sum()).tolist())


def test_terms_that_a_setting_leaves_out_do_not_count_against_it(mentions, found):
    table = themes_by_setting(mentions, found, {"fewer": Grouping(max_terms=16)})
    assert table["terms"].sum() == 16
    many = table[table["terms"] >= 3]
    assert len(many) == 3 and many["overlap"].tolist() == [1.0] * 3


def test_a_setting_without_themes_says_why(mentions, found):
    settings = {"same": USUAL, "none": Grouping(min_units=100_000)}
    table = themes_by_setting(mentions, found, settings).set_index("setting")
    assert table.loc["none", "overlap"].isna().all() and (table.loc["none", "themes"] == 0).all()
    assert table.loc["none", "reason"].str.contains("occur in 100000 units").all()
    assert table.loc["same", "reason"].eq("").all()


def test_a_table_without_a_theme_is_refused(mentions, found):
    with pytest.raises(ValueError, match="no theme"):
        themes_by_setting(mentions, found.assign(theme=pd.NA), {"same": USUAL})
