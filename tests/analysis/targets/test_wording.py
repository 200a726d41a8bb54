"""How strongly growth targets are worded."""

import pandas as pd
import pytest

from analysis.targets.ledger_table import ledger
from analysis.targets.wording import rate_sub, worded
from corpus.quantities.table import find_quantities


def of_plan(text: str) -> pd.DataFrame:
    """The growth targets of a report of 2020 whose plan is these sentences."""
    parts = [one + "。" for one in text.split("。") if one]
    ends = pd.Series([len(one) for one in parts]).cumsum()
    sentences = pd.DataFrame(
        {
            "report_id": "r",
            "sentence_id": range(len(parts)),
            "paragraph_id": 0,
            "start": ends - [len(one) for one in parts],
            "end": ends,
            "orientation": "plan_next_year",
        }
    )
    texts = pd.DataFrame({"report_id": ["r"], "text": [text]})
    about = pd.DataFrame(
        {"report_id": ["r"], "region_code": "000000", "region": "全国", "report_year": 2020}
    )
    found = find_quantities(text, sentences, report_year=2020).assign(report_id="r")
    return rate_sub(ledger(found, sentences, texts, about), sentences, texts)


@pytest.mark.parametrize(
    ("said", "wording", "words"),
    [
        ("地区生产总值增长7%左右。", "about", "左右"),
        ("地区生产总值增长约7%。", "about", "约"),
        ("地区生产总值增长7%以上。", "at_least", "以上"),
        ("地区生产总值增长不低于7%。", "at_least", "不低于"),
        ("确保地区生产总值增长7%。", "ensure", "确保"),
        ("力争地区生产总值增长7%以上。", "strive", "力争"),
        ("地区生产总值增长6%－6.5%。", "range", ""),
        ("地区生产总值增长7%。", "exact", ""),
        ("地区生产总值增长控制在7%。", "at_most", "控制在"),
        ("地区生产总值增长控制在7%以内。", "at_most", "以内"),
        ("地区生产总值增幅7%以下。", "at_most", "以下"),
        ("地区生产总值增长不少于7%。", "at_least", "不少于"),
        ("地区生产总值增长低于7%。", "at_most", "低于"),
        ("地区生产总值增长突破7%。", "at_least", "突破"),
    ],
)
def test_the_wording_of_a_number(said, wording, words):
    row = of_plan("今年主要预期目标是：" + said).iloc[0]
    assert (row["indicator_key"], row["rate_sub"]) == ("gdp", wording)
    assert row["words"] == words
    assert row["target"] in (6, 7)


def test_targets_without_a_number():
    said = "城镇新增就业900万人以上。没有提出全年经济增速具体目标。"
    goals = "预期目标是：进出口总额力争保持正增长，居民收入增长与经济增长基本同步。"
    table = of_plan(said + goals).set_index("indicator_key")
    assert table["rate_sub"].to_dict() == {
        "gdp": "none",
        "trade": "none",
        "disposable_income": "in_step",
    }
    row = table.loc["disposable_income"]
    assert (said + goals)[row["start"] : row["end"]] == "居民收入增长与经济增长基本同步"
    assert table["target"].isna().all()


def test_above_the_mean_of_the_whole_is_in_step():
    said = "新增就业9万人。预期目标是：固定资产投资增速保持在全国平均水平以上，进出口稳定增长。"
    table = of_plan(said).set_index("indicator_key")
    assert table.loc["fixed_investment", ["rate_sub", "words"]].tolist() == [
        "in_step", "在全国平均水平以上"
    ]  # fmt: skip
    assert table.loc["trade", "rate_sub"] == "none"


def test_a_report_that_says_nothing_of_growth_has_a_row():
    table = of_plan("城镇新增就业900万人以上。")
    assert table[["indicator_key", "rate_sub", "words"]].to_numpy().tolist() == [
        ["gdp", "none", ""]
    ]
    assert table["start"].isna().all()


def test_a_verb_has_precedence_and_only_that_of_its_clause():
    assert worded("力争进出口增长5%，地区生产总值增长", "%以上", "ge") == ("at_least", "以上")
    assert worded("地区生产总值力争增长", "%左右", "approx") == ("strive", "力争")
