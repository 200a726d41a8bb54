"""What a report says of its targets, in its own words, and of which numbers it says so."""

import numpy as np
import pytest

from analysis.targets.promises import promises_and_results
from tests.analysis.targets.test_promises import compared, reports

PLAN = "地区生产总值增长7%，财政收入增长8%，居民消费价格涨幅3%左右，城镇新增就业5万人。"


def told(review: str) -> dict[str, tuple[str, str]]:
    """The verdicts that rest on what a report says, with the words that it is quoted with."""
    rows = compared(PLAN, review)
    said = rows[rows["reason"].str.startswith("the report y2019 says: ")]
    words = said["reason"].str.removeprefix("the report y2019 says: ")
    return {key: (said.loc[key, "verdict"], words[key]) for key in said.index}


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("各项目标，除地区生产总值、财政收入、学校招生人数等3项指标，因需求不足的影响没有完成外，"
         "其他32项指标顺利完成。", {"gdp": "missed", "budget_revenue": "missed"}),
        ("除居民消费价格未完成外，其他目标全部完成32项。", {"cpi": "missed"}),
        ("除国家下达的地区生产总值未完成外，其他目标全部完成32项。", {}),
        ("除地区生产总值等3项指标外，其他目标全部完成32项。", {}),
        ("除地区生产总值外，3项目标没有完成。", {}),
    ],
)  # fmt: skip
def test_what_is_excepted_from_what_was_reached_is_missed(review, expected):
    assert {key: verdict for key, (verdict, _) in told(review).items()} == expected


# A number that decides otherwise is beside each claim, so that the claim is what is seen.
@pytest.mark.parametrize(
    ("claim", "verdict", "words"),
    [
        ("没有完成目标", "missed", None),
        ("没有完成年初目标", "missed", None),
        ("未能实现预期", "missed", None),
        ("未完全实现计划", "missed", None),
        ("未达到目标", "missed", None),
        ("不及预期", "missed", None),
        ("不如预期", "missed", None),
        ("与年初目标有差距", "missed", None),
        ("低于预期目标", "missed", None),
        ("略低于10%的预定目标", "missed", "低于10%的预定目标"),
        ("完成年计划的98%", "missed", None),
        ("完成年初确定目标任务的99.9%", "missed", None),
        ("没有能够按照年初所说的那样，完成目标", None, None),
    ],
)
def test_what_was_not_reached_is_missed_whatever_the_number(claim, verdict, words):
    expected = {} if verdict is None else {"gdp": (verdict, words or claim)}
    assert told(f"地区生产总值增长9%，{claim}。") == expected


@pytest.mark.parametrize(
    ("claim", "verdict", "words"),
    [
        ("超额完成目标", "exceeded", None),
        ("超额完成", "exceeded", None),
        ("好于预期", "exceeded", None),
        ("优于年初预期", "exceeded", None),
        ("高于预期目标", "exceeded", None),
        ("超出年度计划", "exceeded", None),
        ("超过了5%的预期目标", "exceeded", None),
        ("完成年计划的118.2%", "exceeded", None),
        ("完成年计划的100.1%", "exceeded", None),
        ("完成年计划的100%", "met", None),
        ("完成年度目标", "met", None),
        ("实现了预期目标", "met", None),
        ("达到年初预期", "met", None),
        ("完成目标", None, None),
        ("超额完成省定目标", None, None),
        ("超额完成上级下达任务", None, None),
        ("提前完成规划目标", None, None),
        ("实现了“十三五”规划目标", None, None),
    ],
)
def test_what_was_reached_is_met_or_exceeded_whatever_the_number(claim, verdict, words):
    found = told(f"地区生产总值增长5%，{claim}。")
    assert found.get("gdp", (None,))[0] == verdict, found
    assert verdict is None or found == {"gdp": (verdict, words or claim)}


def test_above_and_below_are_better_or_worse_as_the_indicator_should_rise_or_fall():
    assert told("居民消费价格上涨5%，高于预期目标。") == {"cpi": ("missed", "高于预期目标")}
    assert told("居民消费价格上涨5%，低于预期目标。") == {"cpi": ("exceeded", "低于预期目标")}


def test_a_long_claim_is_quoted_by_its_beginning_and_end():
    said = told("没有实现年初确定的地区生产总值增长7%左右的目标。")
    assert said == {"gdp": ("missed", "没有实现…目标")}


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("未能实现年初所确定的目标", "未能实现年初所确定的目标"),  # of twelve characters
        ("未能全面实现年初确定的目标", "未能全面…目标"),
    ],
)
def test_a_claim_of_up_to_twelve_characters_is_quoted_in_full(claim, words):
    assert told(f"地区生产总值增长6%，{claim}。") == {"gdp": ("missed", words)}


def test_all_that_is_before_is_meant_after_each_or_all():
    numbers = "地区生产总值增长9%，财政收入增长9%"
    for each in ("均", "都", "全部", "双双"):
        assert set(told(f"{numbers}，{each}低于预期目标。")) == {"gdp", "budget_revenue"}
    assert set(told(f"{numbers}，低于预期目标。")) == {"budget_revenue"}


def test_a_claim_is_not_of_a_number_two_clauses_before():
    assert set(told("地区生产总值增长9%，低于预期目标。")) == {"gdp"}
    assert told("地区生产总值增长9%，经济稳定，人心安定，低于预期目标。") == {}


def test_a_claim_ends_with_its_segment():
    assert told("地区生产总值增长9%；经济运行低于预期目标。") == {}
    assert set(told("地区生产总值增长9%，低于预期目标；财政收入增长9%。")) == {"gdp"}


def test_each_percentage_of_a_plan_is_of_its_own_number():
    said = told("地区生产总值、财政收入分别完成年计划的98%、102%。")
    assert {key: verdict for key, (verdict, _) in said.items()} == {
        "gdp": "missed",
        "budget_revenue": "exceeded",
    }


def test_what_is_told_without_a_number_has_its_place():
    review = "今年形势复杂。没有实现年初确定的地区生产总值增长7%的目标。"
    row = promises_and_results(
        reports(y2018=("", "地区生产总值增长7%。"), y2019=(review, ""))
    ).iloc[0]
    assert (row["verdict"], row["result_report"]) == ("missed", "y2019")
    assert np.isnan(row["result"])
    assert review[row["result_start"] :].startswith("没有实现年初")


def test_a_plan_says_nothing_of_what_was_reached():
    book = reports(
        y2018=("", "地区生产总值增长7%。"),
        y2019=("地区生产总值增长9%。", "地区生产总值增长5%，低于预期目标。"),
    )
    row = promises_and_results(book).query("year == 2018").iloc[0]
    assert (row["verdict"], row["reason"]) == ("exceeded", "")


# Each review has a number of something else.
@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("粮食9万吨，城镇登记失业率控制在预期目标以内。", {"unemployment_registered": "met"}),
        ("粮食9万吨；城镇登记失业率控制在年度调控目标范围内。", {"unemployment_registered": "met"}),
        (
            "粮食9万吨；化学需氧量、氨氮排放量继续下降，超额完成控制目标。",
            {"oxygen_demand": "exceeded", "ammonia_nitrogen": "exceeded"},
        ),
        ("粮食9万吨；化学需氧量和扬尘下降，超额完成控制目标。", {}),
        ("粮食9万吨；城镇登记失业率控制在省定目标以内。", {}),
        ("粮食9万吨；节能8万吨，城镇登记失业率，城镇建设超额完成目标。", {}),
        # The number of the target after the claim is none of the claim's own.
        ("粮食9万吨；城镇登记失业率低于控制目标3%。", {"unemployment_registered": "exceeded"}),
    ],
)
def test_what_is_said_of_a_name_without_a_number_is_of_the_indicator(review, expected):
    plan = "城镇登记失业率4.6%以内，化学需氧量下降5%，氨氮下降4%，粮食播种面积9万亩。"
    rows = compared(plan, review)
    told = rows[rows["reason"].str.startswith("the report y2019 says: ")]
    assert told["verdict"].to_dict() == expected
