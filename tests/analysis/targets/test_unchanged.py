"""What is said to be level with the year before, as rows beside those of the ledger."""

import pytest

from analysis.targets.comparable import comparable
from analysis.targets.rows import whole
from analysis.targets.unchanged import unchanged, with_unchanged
from tests.analysis.targets.test_promises import reports


def told(sentence):
    book = whole(reports(y2020=(sentence, "")))
    return book, unchanged(book)


@pytest.mark.parametrize(
    ("said", "key", "bound", "words"),
    [
        ("居民消费价格与上年持平", "cpi", "eq", "居民消费价格与上年持平"),
        ("进出口总额同比基本持平", "trade", "approx", "进出口总额同比基本持平"),
        ("一般公共预算收入和去年持平", "budget_revenue", "eq", "一般公共预算收入和去年持平"),
    ],
)
def test_what_grows_is_then_growth_of_0_in_the_year_reviewed(said, key, bound, words):
    sentence = f"地区生产总值增长6%，{said}。"
    book, rows = told(sentence)
    [row] = rows.to_dict("records")
    assert (row["indicator_key"], row["amount"], row["unit"]) == (key, 0, "%")
    assert (row["bound"], row["year"], row["span"]) == (bound, 2019, "")
    start, first = int(row["start"]), int(book["start"].min()) - sentence.index("6")
    assert sentence[start - first : int(row["end"]) - first] == words


@pytest.mark.parametrize("said", ["居民消费价格涨幅与上年持平", "城镇调查失业率与上年持平"])
def test_a_rate_or_share_that_is_level_has_no_number_and_says_why(said):
    _, rows = told(f"地区生产总值增长6%，{said}。")
    [row] = rows.to_dict("records")
    assert row["span"].endswith("持平")


@pytest.mark.parametrize(
    "said", ["居民人均可支配收入增长与全国持平", "支持平台进出口总额", "干部作风与上年持平"]
)
def test_what_is_level_with_others_or_is_no_indicator_is_left_out(said):
    assert told(f"地区生产总值增长6%，{said}。")[1].empty


def test_they_follow_the_rows_of_the_ledger_of_which_none_is_lost():
    book, steady = told("地区生产总值增长6%，居民消费价格与上年持平。")
    both = with_unchanged(book)
    assert len(both) == len(comparable(book)) + len(steady)
    assert both["indicator_key"].tolist() == ["gdp", "cpi"]


def test_without_any_the_rows_are_those_of_the_ledger():
    book, steady = told("地区生产总值增长6%。")
    assert steady.empty and with_unchanged(book).equals(comparable(book))
