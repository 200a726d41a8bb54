"""A number of several indicators is one of each: both are targets, both are results."""

import pandas as pd
import pytest

from analysis.targets.shared_numbers import with_shared
from tests.analysis.targets.test_promises import compared


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            "二氧化硫、氮氧化物排放量均下降3%。",
            {"sulphur_dioxide": -3, "nitrogen_oxides": -3},
        ),
        (
            "化学需氧量排放量和二氧化硫、氮氧化物排放量削减3%左右。",
            {"oxygen_demand": -3, "sulphur_dioxide": -3, "nitrogen_oxides": -3},
        ),
        (
            "地区生产总值、一般公共预算收入均增长8%以上。",
            {"gdp": 8, "budget_revenue": 8},
        ),
        (
            "城镇居民人均可支配收入和农民人均纯收入均增长8.5%。",
            {"urban_income": 8.5, "rural_income": 8.5},
        ),
        # Each name has a number of its own.
        (
            "二氧化硫、氮氧化物排放量分别下降3%和4%。",
            {"sulphur_dioxide": -3, "nitrogen_oxides": -4},
        ),
        (
            "城镇、农村居民人均可支配收入增长6%、7%。",
            {"urban_income": 6, "rural_income": 7},
        ),
        ("出口增长5%、进口增长6%。", {"exports": 5, "imports": 6}),
        # One for town and one for country, and one for all.
        ("城乡居民人均可支配收入均增长7%左右。", {"urban_income": 7, "rural_income": 7}),
        ("城乡居民收入都增长7%。", {"urban_income": 7, "rural_income": 7}),
        ("城乡居民人均可支配收入增长7%。", {"disposable_income": 7}),
        # An amount may be that of all together.
        ("出口、进口达到100亿元。", None),
    ],
)
def test_each_indicator_has_the_number_that_it_shares(plan, expected):
    found = compared(plan, "天气很好。")["target"].to_dict()
    if expected is None:
        assert len(found) <= 1
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("二氧化硫、氮氧化物排放量均下降", "%。", ["nitrogen_oxides", "sulphur_dioxide"]),
        ("二氧化硫和用电量、氮氧化物排放量均下降", "%。", ["nitrogen_oxides"]),
        ("二氧化硫下降，氮氧化物排放量下降", "%。", ["nitrogen_oxides"]),
        ("二氧化硫下降5%、氮氧化物排放量下降", "%。", ["nitrogen_oxides"]),
        ("二氧化硫、氮氧化物排放量分别下降", "%。", ["nitrogen_oxides"]),
        ("二氧化硫、氮氧化物排放量下降", "%、4%。", ["nitrogen_oxides"]),
        ("二氧化硫、氮氧化物排放量下降", "%左右和4%。", ["nitrogen_oxides"]),
        ("二氧化硫、氮氧化物排放量下降", "%，降幅4%。", ["nitrogen_oxides", "sulphur_dioxide"]),
        ("二氧化硫、排放量下降", "%。", ["nitrogen_oxides"]),
    ],
)
def test_names_are_a_list_up_to_the_number(before, after, expected):
    row = {
        "indicator_key": "nitrogen_oxides",
        "indicator_en": "",
        "base_unit": "%",
        "indicator": "氮氧化物排放量",
        "before": before,
        "after": after,
    }
    assert with_shared(pd.DataFrame([row]))["indicator_key"].tolist() == expected
    of_no_rate = with_shared(pd.DataFrame([row | {"base_unit": "千克"}]))
    assert of_no_rate["indicator_key"].tolist() == ["nitrogen_oxides"]


def test_a_result_is_of_each_indicator_that_shares_it():
    table = compared(
        "化学需氧量下降5%，二氧化硫排放量下降6%。", "二氧化硫排放量和化学需氧量均削减5.5%。"
    )
    assert table["result"].to_dict() == {"oxygen_demand": -5.5, "sulphur_dioxide": -5.5}
    assert table["verdict"].to_dict() == {"oxygen_demand": "met", "sulphur_dioxide": "met"}
    assert table["indicator_en"].nunique() == 2
    assert table["result_start"].nunique() == 1
