"""The indicator of a number: named before a rank that lies between."""

import pandas as pd
import pytest

from analysis.targets.ledger_table import ledger
from corpus.quantities.table import find_quantities


def keys(text: str) -> list[tuple[str, object]]:
    """The numbers of a sentence of the review, with their indicators."""
    sentences = pd.DataFrame(
        {
            "report_id": ["r"],
            "sentence_id": 0,
            "paragraph_id": 0,
            "start": 0,
            "end": len(text),
            "orientation": "review_past_year",
        }
    )
    texts = pd.DataFrame({"report_id": ["r"], "text": [text]})
    about = pd.DataFrame(
        {"report_id": ["r"], "region_code": "440307", "region": "龙岗区", "report_year": 2019}
    )
    found = find_quantities(text, sentences, report_year=2019).assign(report_id="r")
    book = ledger(found, sentences, texts, about)
    known = book["indicator_key"].fillna("")
    return list(zip(book["printed"], known, strict=True))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("地区生产总值3800亿元，跃居全市第二，增长9.8%。", [("3800", "gdp"), ("9.8", "gdp")]),
        ("地区生产总值3800亿元、全市第三，下降7.6%。", [("3800", "gdp"), ("7.6", "gdp")]),
        (
            "地区生产总值4200亿元，稳居全市第二，3年突破两个千亿大关，增长11%。",
            [("4200", "gdp"), ("3", ""), ("11", "gdp")],
        ),
        (
            "固定资产投资97亿元，突破历史最高纪录，增长9%。",
            [("97", "fixed_investment"), ("9", "fixed_investment")],
        ),
        (
            "地方财政收入300亿元，同口径比增长20%。",
            [("300", "budget_revenue"), ("20", "budget_revenue")],
        ),
        # What is no growth of the amount before is left as it is.
        ("地区生产总值3800亿元；高新技术产业全市第二，增长9.8%。", [("3800", "gdp"), ("9.8", "")]),
        ("地区生产总值3800亿元，专利申请量增长9.8%。", [("3800", "gdp"), ("9.8", "")]),
    ],
)
def test_the_rate_after_a_rank_is_the_growth_of_the_amount_before_it(said, expected):
    assert keys(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "化学需氧量、氨氮、二氧化硫、氮氧化物排放总量分别下降5%、4%、3%和1%。",
            ["oxygen_demand", "ammonia_nitrogen", "sulphur_dioxide", "nitrogen_oxides"],
        ),
        (
            "生产总值增长9%左右、全部财政收入和固定资产投资分别增长13.5%和14.5%。",
            ["gdp", "budget_revenue", "fixed_investment"],
        ),
        ("经济增长预期目标确定为8%。", ["gdp"]),
        ("经济增长目标设定在8%。", ["gdp"]),
        ("固定资产投资止跌回稳、增长5%。", ["fixed_investment"]),
    ],
)
def test_the_indicator_is_named_whatever_is_said_around_it(said, expected):
    assert [key for _, key in keys(said)] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("万元GDP能耗、水耗分别下降4.3%、2%。", ["energy_intensity", "water_intensity"]),
        (
            "万元GDP建设用地、能耗和水耗分别下降10%、3%和4%。",
            ["", "energy_intensity", "water_intensity"],
        ),
        ("单位生产总值水耗、能耗分别下降5%、4.6%。", ["water_intensity", "energy_intensity"]),
        ("万元GDP能耗下降4%，水耗下降2%。", ["energy_intensity", ""]),  # of whom is not said
        ("水耗、能耗分别下降5%、4.6%。", ["", ""]),
    ],
)
def test_what_heads_the_first_of_several_heads_them_all(said, expected):
    assert [key for _, key in keys(said)] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("粮食播种面积83万亩，产量7亿斤。", ["grain_area", "grain_output"]),
        ("粮食播种面积1530万亩、总产量125亿斤。", ["grain_area", "grain_output"]),
        ("粮食连年丰收，总产量达2480万吨，增长3.9%。", ["grain_output", "grain_output"]),
        ("粮食播种面积83万亩，蔬菜种植面积2万亩，产量7万吨。", ["grain_area", "", ""]),
        ("粮食丰收。新能源汽车产量7万辆。", [""]),
    ],
)
def test_output_is_that_of_grain_where_grain_was_named_last(said, expected):
    assert [key for _, key in keys(said)] == expected
