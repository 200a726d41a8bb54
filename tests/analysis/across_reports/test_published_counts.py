"""Published counts beside ours: the numbers as printed, and sums that are made from the counts."""

import pandas as pd
import pytest

from analysis.across_reports import (
    national_reference,
    rates_in_nation,
    recipe_in_nation,
    recounted,
    word_rates,
)
from analysis.across_reports.nation import Reference
from analysis.across_reports.published_counts import PUBLISHED, RECOUNTED_LIST, RECOUNTS
from analysis.dictionaries import published_list
from analysis.uncertainty import share_interval

ENVIRONMENT = published_list(RECOUNTED_LIST)


@pytest.fixture(scope="module")
def every():
    return national_reference(kinds=None)


def counts_of(table, way):
    rows = table[table["way"] == way]
    return dict(zip(rows["term"], rows["ours"], strict=True))


def test_words_by_icu_are_within_a_third_of_a_percent_of_those_of_quanteda(every):
    table = recounted(every, source="quanteda")
    words = table[~table["term"].str.contains(" ")]
    assert set(words["reports"]) == {49}
    assert words.loc[words["way"] == "icu", "off_percent"].abs().max() < 0.3
    assert counts_of(words, "icu")["主义"] == 2817
    assert counts_of(words, "jieba")["主义"] == 3


def test_pairs_are_met_where_stop_words_are_out(every):
    table = recounted(every, source="quanteda")
    assert counts_of(table, "icu")["社会 主义"] == 1787
    without = table[table["way"] == "icu_stopped"]
    assert (without["difference"] == 0).sum() == 6
    assert without["off_percent"].abs().max() < 1
    assert "mention" not in set(table.loc[table["term"].str.contains(" "), "way"])


def test_the_broadcaster_counted_words_of_jieba_and_characters_of_the_text(every):
    table = recounted(every, source="CGTN")
    nearest = table.drop_duplicates(["first", "term"])
    assert nearest["way"].tolist() == ["jieba", "jieba", "text", "body"]
    assert nearest["ours"].tolist() == [5445, 134, 977316, 51623]
    assert table.loc[table["first"] == 2019, "reports"].eq(1).all()


def test_a_source_that_is_not_there_is_named(every):
    with pytest.raises(ValueError, match="choose from CGTN, quanteda"):
        recounted(every, source="austin")


def test_the_counts_are_whole_and_each_is_there_once():
    counts = pd.read_csv(RECOUNTS)
    assert not counts.duplicated(["report_year", "way", "term"]).any()
    assert counts["report_year"].nunique() == 57
    per_year = counts.groupby("report_year").size()
    assert per_year.nunique() == 1
    wide = counts.pivot(index=["report_year", "term"], columns="way", values="n")
    assert (wide["icu"].dropna() <= wide["substring"][wide["icu"].notna()]).mean() > 0.99
    assert (wide["body"].dropna() <= wide["text"].dropna()).all()
    assert set(pd.read_csv(PUBLISHED)["term"]) <= set(counts["term"])


def test_the_body_has_the_characters_of_the_reference(every):
    counts = pd.read_csv(RECOUNTS)
    body = counts[counts["way"] == "body"].set_index("report_year")["n"]
    characters = every.passages.groupby("report_year")["characters"].sum()
    assert (body - characters).abs().max() < 0.01 * characters.max()
    assert body[1955] == characters[1955] == 51623


def reference():
    terms = pd.DataFrame(
        [
            (2001, 0, "生态环境", 3),
            (2001, 1, "生态", 1),
            (2002, 0, "经济", 5),
            (2003, 0, "生态", 4),
        ],
        columns=["report_year", "passage", "term", "n"],
    )
    passages = pd.DataFrame(
        [(2001, 0, 100), (2001, 1, 50), (2002, 0, 200), (2003, 0, 150)],
        columns=["report_year", "passage", "words"],
    )
    about = pd.DataFrame({"report_year": [2001, 2002, 2003]})
    empty = pd.DataFrame()
    return Reference(about, passages, terms, empty, empty, empty, empty)


def test_rates_of_years_together_vary_by_report():
    table = word_rates(reference(), ["经济", "生态"], first=2001, last=2003)
    assert table["term"].tolist() == ["生态", "经济"]
    assert table[["n", "words", "reports"]].to_numpy().tolist() == [[8, 500, 2], [5, 500, 1]]
    by_report = share_interval([4, 0, 4], [150, 200, 150], block="report")
    expected = [1000 * one for one in (by_report.share, by_report.low, by_report.high)]
    assert table.loc[0, ["per_thousand", "low", "high"]].tolist() == pytest.approx(expected)
    assert table.loc[0, "basis"] == "2 of 3 reports"
    assert word_rates(reference(), ["生态"], first=2003, last=2003)["n"].tolist() == [4]


def test_years_without_reports_and_no_terms_are_refused():
    with pytest.raises(ValueError, match="no report of 1990 to 1991"):
        word_rates(reference(), ["生态"], first=1990, last=1991)
    for wrong in ([], "生态"):
        with pytest.raises(ValueError, match="a list of one term or more"):
            word_rates(reference(), wrong, first=2001, last=2003)


def test_the_recipe_is_strings_over_tokens_beside_the_rate_of_the_list(every):
    table = recipe_in_nation(every, ENVIRONMENT)
    rates = rates_in_nation(every, ENVIRONMENT)
    assert table[["year", "n", "words"]].to_numpy().tolist() == (
        rates[["unit", "n", "words"]].to_numpy().tolist()
    )
    assert table["value"].tolist() == pytest.approx(rates["value"].tolist())
    counts = pd.read_csv(RECOUNTS)
    last = counts[counts["report_year"] == 2025]
    strings = last[(last["way"] == "substring") & last["term"].isin(ENVIRONMENT)]["n"].sum()
    tokens = last.loc[last["way"] == "tokens", "n"].item()
    row = table.iloc[-1]
    assert (row["hits"], row["tokens"]) == (strings, tokens)
    assert row["recipe"] == pytest.approx(1000 * strings / tokens)
    bounded = table[(table["n"] > 0) & (table["reason"] == "")]
    assert ((bounded["low"] < bounded["value"]) & (bounded["value"] < bounded["high"])).all()


def test_a_list_that_was_not_counted_as_strings_is_refused(every):
    with pytest.raises(ValueError, match="沙河口"):
        recipe_in_nation(every, ["沙河口", "污染"])
