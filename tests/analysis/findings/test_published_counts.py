"""Readings of published counts, of ways of counting, and of the recipe."""

import numpy as np
import pandas as pd
import pytest

from analysis.findings import recipe_reading, recount_reading, ways_reading


def recounts(rows):
    table = pd.DataFrame(rows, columns=["term", "published", "way", "ours"])
    table["off_percent"] = 100 * (table["ours"] / table["published"] - 1)
    return table.assign(first=1954, last=2017, reports=49)


TWO = recounts(
    [
        ("经济", 5036, "icu", 5037),
        ("主义", 2817, "icu", 2817),
        ("经济", 5036, "jieba", 3103),
        ("主义", 2817, "jieba", 3),
    ]
)


def test_the_nearest_way_is_named_with_the_furthest_count_of_it_and_of_others():
    assert recount_reading(TWO, lang="zh").sentences == (
        "按ICU分词计数，2个已发表的频次中1个完全相同，另有1个相差不超过1%。",
        "相差最大的是“经济”：本文5,037，原文5,036（+0.02%）。",
        "换一种方法则相差更大：按jieba分词（不加词典）计，“主义”为3（原文2,817）。",
    )


def test_counts_that_are_all_met_have_no_furthest():
    exact = TWO[(TWO["term"] == "主义") & (TWO["way"] == "icu")]
    assert recount_reading(exact).sentences == (
        "Counted by ICU’s word breaks, the same reports give 1 of 1 published counts exactly and "
        "0 more within 1%.",
    )


def test_ways_are_compared_over_the_counts_that_all_have():
    """A way that has one count only, by luck the right one, is judged by that count alone."""
    table = recounts(
        [("甲", 100, "icu", 90), ("乙", 100, "icu", 100), ("甲", 100, "icu_stopped", 99)]
    )
    assert "icu_stopped" not in str(recount_reading(table))
    assert "without stop words, the same reports give 0 of 1" in str(recount_reading(table))


def test_characters_of_a_text_are_named_by_the_years():
    table = recounts([("all", 977643, "text", 977316)])
    assert "The furthest is 1954–2017: 977,316 for 977,643 (−0.03%)." in str(recount_reading(table))
    assert "1954—2017年" in str(recount_reading(table, lang="zh"))


def test_a_table_without_rows_or_columns_is_refused():
    with pytest.raises(ValueError, match="no rows"):
        recount_reading(TWO.head(0))
    with pytest.raises(ValueError, match="off_percent"):
        recount_reading(TWO.drop(columns="off_percent"))


def ways(rows):
    return pd.DataFrame(rows, columns=["term", "way", "n"])


def test_one_word_may_lead_in_all_ways_and_all_ways_may_agree():
    alike = ways([("发展", "substring", 9), ("发展", "token", 9)])
    assert str(ways_reading(alike)) == "All ways give the same counts."
    alike = pd.concat([alike, ways([("经济", "substring", 8), ("经济", "token", 8)])])
    assert str(ways_reading(alike)) == "All ways give the same counts. “发展” is first in all ways."
    assert str(ways_reading(alike, lang="zh")) == "各种方法的频次相同。各种方法均以“发展”居首。"


def test_a_way_that_never_finds_a_word_has_it_0_times():
    table = ways([("主义", "substring", 11), ("发展", "substring", 8), ("发展", "token", 7)])
    assert ways_reading(table, lang="zh").sentences == (
        "“主义”受计数方法影响最大：按加载政策词典的词例计0次，按字符串计11次。",
        "居首的词因方法而异：按字符串为“主义”；按加载政策词典的词例为“发展”。",
    )


def test_rare_words_are_not_compared():
    rare = ways([("发展", "substring", 4), ("发展", "token", 1)])
    assert str(ways_reading(rare)).startswith("None of the words occurs 5 times")
    assert "不足5次" in str(ways_reading(rare.head(0), lang="zh"))


def recipe(**columns):
    return pd.DataFrame(
        {
            "year": [2015, 2016, 2017],
            "hits": [10, 20, 40],
            "n": [9, 20, 40],
            "recipe": [1.0, 2.0, 4.0],
            "value": [1.3, 2.8, 5.5],
            "low": [0.8, 1.9, 4.0],
            "high": [2.1, 4.2, 7.6],
        }
        | columns
    )


def test_pairs_of_years_that_change_order_are_counted():
    turned = recipe(recipe=[1.0, 4.0, 3.0])
    assert "1 of 3 pairs of years change order" in str(recipe_reading(turned))
    assert "3对年份中有1对次序改变" in str(recipe_reading(turned, lang="zh"))


def test_one_year_has_no_correlation_and_a_missing_interval_no_overlap():
    one = recipe(low=np.nan, high=np.nan).head(1)
    assert recipe_reading(one).sentences == (
        "Of 10 strings that the recipe counts, 9 are mentions.",
        "The rate is highest in 2015 (1.3 per 1,000 words).",
    )


def test_a_list_that_never_occurs_is_said():
    assert str(recipe_reading(recipe(hits=[0, 0, 0]))) == "No word of the list occurs."
    assert "均未出现" in str(recipe_reading(recipe(hits=[0, 0, 0]), lang="zh"))
