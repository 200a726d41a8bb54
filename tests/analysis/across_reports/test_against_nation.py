"""A report beside the State Council's of its year: counts of both by hand."""

import pandas as pd
import pytest

from analysis.across_reports import against_nation
from analysis.across_reports.against_nation import keyness_against_nation, terms_against_nation
from corpus.errors import Refusal
from corpus.lexicon.lists import stop_words
from corpus.schema import SIDES, WORD_KINDS
from corpus.store.tables import read_table

REPORT = "shahekou-2018"


@pytest.fixture(scope="module")
def plan(two_districts):
    return keyness_against_nation(two_districts, REPORT, year=2018, min_count=8)


def words_of(corpus, side):
    tokens, paragraphs = (
        read_table(corpus, one, report_id=REPORT) for one in ("tokens", "paragraphs")
    )
    part = dict(zip(paragraphs["paragraph_id"], paragraphs["orientation"], strict=True))
    tokens = tokens[tokens["kind"].isin(WORD_KINDS)]
    if side != "whole":
        tokens = tokens[tokens["paragraph_id"].map(part).map(SIDES) == side]
    return tokens["term"].value_counts()


def words_of_nation(nation, side):
    passages = nation.passages[nation.passages["report_year"] == 2018]
    if side != "whole":
        passages = passages[passages["orientation"].map(SIDES) == side]
    terms = nation.terms[nation.terms["report_year"] == 2018]
    terms = terms[terms["passage"].isin(passages["passage"])]
    return terms.groupby("term")["n"].sum()


@pytest.mark.parametrize("side", ["plan", "review", None])
def test_counts_are_those_of_the_side_in_both(two_districts, nation, side):
    found = keyness_against_nation(two_districts, REPORT, year=2018, side=side, min_count=8)
    named = side or "whole"
    assert (found["compared"] == named).all() and len(found) > 20
    own, theirs = words_of(two_districts, named), words_of_nation(nation, named)
    counts = found.set_index("term")
    assert counts["n_target"].to_dict() == {one: own.get(one, 0) for one in counts.index}
    assert counts["n_reference"].to_dict() == {one: theirs.get(one, 0) for one in counts.index}


def test_stop_words_and_single_characters_are_left_out_and_rare_words_too(plan):
    assert not set(plan["term"]) & set(stop_words())
    assert plan["term"].str.len().min() > 1
    assert (plan["n_target"] + plan["n_reference"]).min() >= 8


def test_the_same_seed_is_the_same_table(two_districts, plan):
    again = keyness_against_nation(two_districts, REPORT, year=2018, min_count=8)
    pd.testing.assert_frame_equal(plan, again)


def test_what_the_place_alone_says_is_more_in_it(plan):
    there = plan[(plan["n_target"] >= 8) & (plan["n_reference"] == 0)]
    assert len(there) and (there["log_ratio"] > 0).all()


def test_where_one_has_no_such_part_the_whole_reports_are_compared(two_districts, monkeypatch):
    whole = keyness_against_nation(two_districts, REPORT, year=2018, side=None, min_count=8)
    theirs = against_nation._theirs
    monkeypatch.setattr(against_nation, "_theirs", lambda *of: theirs(*of).assign(side="review"))
    found = keyness_against_nation(two_districts, REPORT, year=2018, side="plan", min_count=8)
    pd.testing.assert_frame_equal(found, whole)


def test_an_unknown_report_is_refused(two_districts):
    with pytest.raises(Refusal) as refused:
        keyness_against_nation(two_districts, "nowhere", year=2018)
    assert refused.value.code == "unknown_report"


def test_terms_by_hand(nation):
    said = nation.occurrences.set_index(["term", "report_year"])["n"]
    mentions = pd.DataFrame({"term": ["教育", "企业", "教育", "企业", "创新", "无此词"]})
    table = terms_against_nation(mentions, year=2018).set_index("term")
    assert table["n"].to_dict() == {"企业": 2, "教育": 2, "创新": 1, "无此词": 1}
    assert list(table.index[:2]) == sorted(["教育", "企业"])  # as many each: by code point
    for term in ("企业", "教育", "创新"):
        assert table.loc[term, "nation_same_year"] == said.get((term, 2018), 0) > 0
        assert table.loc[term, "nation_all_years"] == said.loc[term].sum()
        assert table.loc[term, "nation_first"] == said.loc[term].index.min()
    none = table.loc["无此词"]
    assert (none["nation_same_year"], none["nation_all_years"]) == (0, 0)
    assert pd.isna(none["nation_first"]) and pd.isna(none["english"])
    assert table.loc["教育", "english"] == "education"
    later = terms_against_nation(mentions, year=2999).set_index("term")  # no report is not zero
    assert later["nation_same_year"].isna().all() and later.loc["教育", "nation_all_years"] > 0
    with pytest.raises(ValueError, match="term"):
        terms_against_nation(mentions.rename(columns={"term": "word"}), year=2018)
