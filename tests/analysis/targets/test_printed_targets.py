"""Targets and amounts as sentences print them."""

import pytest

from analysis.targets.printed_targets import amount_text, goal_text, shortest

ROW = {"target": 7.0, "target_high": None, "kind": "growth_rate", "base_unit": "%", "bound": "eq"}


@pytest.mark.parametrize(
    ("more", "en", "zh"),
    [
        ({"bound": "approx"}, "growth of around 7%", "增长7%左右"),
        (
            {"bound": "range", "target": 6.0, "target_high": 6.5},
            "growth of 6% to 6.5%",
            "增长6%至6.5%",
        ),
        ({"target": -3.0, "bound": "ge"}, "a fall of at least 3%", "下降3%以上"),
        ({"target": -3.0, "target_high": -4.0}, "a fall of 3% to 4%", "下降3%至4%"),
        (
            {"kind": "level", "base_unit": "元", "target": 1.25e12},
            "1.25 trillion yuan",
            "1.25万亿元",
        ),
        (
            {"kind": "count", "base_unit": "人", "target": 110000.0, "bound": "gt"},
            "more than 110,000 people",
            "超过11万人",
        ),
        ({"kind": "ratio", "target": 5.5, "bound": "le"}, "at most 5.5%", "5.5%以内"),
        ({"bound": "lt"}, "growth of less than 7%", "增长低于7%"),
        (
            {"kind": "level", "base_unit": "微克/立方米", "target": 25.0, "bound": "le"},
            "at most 25 µg/m³",
            "25微克/立方米以内",
        ),
        ({"kind": "count", "base_unit": "座", "target": 12.0, "bound": "eq"}, "12", "12座"),
    ],
)
def test_a_goal_keeps_its_bound(more, en, zh):
    assert goal_text(ROW | more, "en") == en
    assert goal_text(ROW | more, "zh") == zh


def test_an_amount_is_never_in_powers_of_ten():
    farmland = {"kind": "level", "base_unit": "平方米"}
    assert amount_text(farmland, 1e8, "en") == "100 million m²"
    assert amount_text(farmland, 8e7, "zh") == "8,000万平方米"
    assert amount_text({"kind": "level", "base_unit": "元"}, -3e9, "en") == "−3 billion yuan"


def test_the_shortest_form_keeps_two_decimals_and_the_sign():
    numbers = (7.0, 7.25, -0.001, -2.5, 1234.5)
    assert [shortest(one) for one in numbers] == ["7", "7.25", "0", "−2.5", "1,234.5"]
