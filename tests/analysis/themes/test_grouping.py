"""Planted themes are found, named and numbered, and no term is lost."""

import pandas as pd
import pytest

from analysis.themes import Grouping, coword_links, strategic_map, themes
from corpus.errors import Refusal
from tests.analysis.themes.generated import groups_of, mentions_of


def terms_by_theme(table):
    return {frozenset(own) for _, own in table.dropna(subset="theme").groupby("theme")["term"]}


@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
@pytest.mark.parametrize("strength", ["equivalence", "association"])
@pytest.mark.parametrize("year", [2003, 2008, 2013])
def test_planted_themes_are_found(year, strength, unit):
    mentions = mentions_of(range(year, year + 3), sentences=150)
    if unit == "paragraph":  # three sentences of one paragraph are of three themes
        mentions["paragraph_id"] = mentions["sentence_id"]
    found = themes(mentions, grouping=Grouping(unit, strength=strength), bootstraps=0)
    assert terms_by_theme(found) == {frozenset(one) for one in groups_of(year)}


def test_no_term_is_lost_and_each_has_its_sums():
    mentions = mentions_of(range(2001, 2006), noise=0.8)
    found = themes(mentions, grouping=Grouping(min_units=1), bootstraps=0).set_index("term")
    assert sorted(found.index) == sorted(set(mentions["term"]))
    links = coword_links(mentions, min_units=1)
    both = pd.concat([links, links.rename(columns={"term": "other", "other": "term"})])
    both["same"] = both["term"].map(found["theme"]) == both["other"].map(found["theme"])
    for name, side in (("inside", both["same"]), ("outside", ~both["same"])):
        sums = both[side].groupby("term")["equivalence"].sum().reindex(found.index).fillna(0)
        assert found[name].to_numpy() == pytest.approx(sums.to_numpy())
    counts = mentions.drop_duplicates(["report_id", "sentence_id", "term"])["term"].value_counts()
    assert found["n"].to_dict() == counts.to_dict()


def test_themes_are_numbered_by_their_units_and_named_by_their_most_central_terms():
    found = themes(mentions_of(range(2001, 2006)), bootstraps=0)
    known = found.dropna(subset="theme")
    sums = known.groupby("theme")["n"].sum()
    assert sums.index.tolist() == [1, 2, 3, 4] and sums.is_monotonic_decreasing
    for _, own in known.groupby("theme"):
        assert own["inside"].round(9).is_monotonic_decreasing
        assert own["name"].unique().tolist() == ["、".join(own["term"][:2])]


def test_terms_in_no_theme_are_last_and_say_why():
    mentions = mentions_of(range(2001, 2006))
    rows = [("r2001", 900 + n, 900, 900, term) for n in range(6) for term in ("子", "丑")]
    rows += [("r2001", 950 + n, 900, 900, "寅") for n in range(6)]
    mentions = pd.concat([mentions, pd.DataFrame(rows, columns=mentions.columns)])
    found = themes(mentions, bootstraps=0)
    last = found.tail(3)
    assert set(last["term"]) == {"子", "丑", "寅"} and last["theme"].isna().all()
    reasons = dict(zip(last["term"], last["reason"], strict=True))
    assert reasons["寅"] == "not linked with another term"
    assert reasons["子"] == reasons["丑"] == "in a group of fewer than 3 terms"
    assert (last["name"] == "").all() and found["theme"].notna().sum() == 28
    two = themes(mentions, grouping=Grouping(min_terms=2), bootstraps=0)
    assert frozenset(["子", "丑"]) in terms_by_theme(two)


def test_the_order_of_rows_changes_nothing():
    mentions = mentions_of(range(2001, 2007), noise=0.9)
    one = themes(mentions, bootstraps=5)
    other = themes(mentions.sample(frac=1, random_state=4), bootstraps=5)
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    renamed = mentions.assign(report_id=mentions["report_id"].astype("category"))
    pd.testing.assert_frame_equal(one, themes(renamed, bootstraps=5), check_exact=True)


def test_one_report_is_drawn_by_section_or_paragraph():
    mentions = mentions_of(range(2001, 2002), sentences=200)
    for given, cluster in ((mentions, "section"), (mentions.drop(columns="section"), "paragraph")):
        found = themes(given, bootstraps=5)
        assert found["cluster"].dropna().unique().tolist() == [cluster]
        assert strategic_map(found)["stability"].notna().all()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"strength": "cosine"}, "strength: 'cosine' is not known"),
        ({"min_terms": 1}, "min_terms"),
        ({"resolution": 0}, "resolution is 0"),
        ({"min_together": 0}, "min_together is 0"),
    ],
)
def test_a_grouping_out_of_range_is_refused(options, said):
    with pytest.raises(ValueError, match=said):
        Grouping(**options)


def test_what_cannot_be_done_is_said():
    mentions = mentions_of(range(2001, 2006)).drop(columns="section")
    with pytest.raises(ValueError, match="bootstraps is -1"):
        themes(mentions, bootstraps=-1)
    with pytest.raises(ValueError, match="no column 'section'"):
        themes(mentions, grouping=Grouping("report"), cluster="section")


def test_without_a_theme_the_text_is_too_little():
    with pytest.raises(Refusal, match="no theme has 20 terms"):
        themes(mentions_of(range(2001, 2006)), grouping=Grouping(min_terms=20))
