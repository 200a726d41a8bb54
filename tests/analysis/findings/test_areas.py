"""Readings of policy areas: in parts of a report, over years, and between places."""

import numpy as np
import pandas as pd
import pytest

from analysis.findings import area_trends_reading, areas_reading, places_reading
from tests.analysis.findings.tables import areas, numbers

PARTS = pd.DataFrame(
    {
        "code": [1, 6, 7] * 2 + [99],
        "unit": ["review"] * 3 + ["plan"] * 4,
        "share": [30.0, 10, 5, 12, 14, 9, 60],
        "low": [25.0, 7, 4, 8, 10, 8, 50],
        "high": [36.0, 14, 6, 17, 19, 10, 70],
        "cluster": "section",
    }
)


def test_the_leading_areas_and_where_plan_and_review_differ():
    assert areas_reading(PARTS).sentences == (
        "Macroeconomics leads in the review (30.0% of sentences, 95% CI [25.0, 36.0]); Education "
        "leads in the plan (14.0%, 95% CI [10.0, 19.0]).",
        "Between the plan and the review, 2 of 3 areas differ beyond their 95% CIs: Environment "
        "takes more of the plan (+4.0 percentage points, 95% CI [2.6, 5.4]), Macroeconomics takes "
        "less of the plan (−18.0 percentage points, 95% CI [−25.2, −10.9]).",
        "In Education the two differ by 4.0 percentage points (95% CI [−1.7, 9.8]).",
        "The direction is uncertain; this is not evidence of equality.",
    )
    assert areas_reading(PARTS, lang="zh").sentences == (
        "居首的领域：回顾部分为宏观经济（占句数的30.0%，95%置信区间[25.0, 36.0]）；部署部分为教育"
        "（14.0%，95%置信区间[10.0, 19.0]）。",
        "部署部分与回顾部分相比，3个领域中，2个之差的95%置信区间不含0：生态环境在部署部分占比较"
        "高（+4.0个"
        "百分点，95%置信区间[2.6, 5.4]），宏观经济在部署部分占比较低（−18.0个百分点，95%置信区间"
        "[−25.2, "
        "−10.9]）。",
        "教育的占比两者相差4.0个百分点（95%置信区间[−1.7, 9.8]），方向无法确定，但不等于没有差异。",
    )


def test_the_units_compared_can_be_named():
    turned = areas_reading(PARTS, a="review", b="plan").sentences[1]
    assert "Macroeconomics takes more of the review (+18.0 percentage points" in turned
    assert areas_reading(PARTS, a="review", b="plan").sentences[2] == (
        "In Education the two differ by 4.0 percentage points (95% CI [−1.7, 9.8])."
    )
    three = pd.concat([PARTS, PARTS[PARTS["unit"] == "plan"].assign(unit="opening")])
    assert areas_reading(three).sentences[1] == areas_reading(PARTS).sentences[1]


def test_one_area_may_lead_both_and_ties_are_told():
    same = PARTS.assign(share=[30.0, 10, 5, 30, 14, 9, 60])
    assert areas_reading(same).sentences[0] == (
        "Macroeconomics leads in the review (30.0% of sentences, 95% CI [25.0, 36.0]) and in "
        "the plan "
        "(30.0%, 95% CI [8.0, 17.0])."
    )
    tied = PARTS.assign(share=[30.0, 30, 5, 12, 14, 9, 60])
    assert (
        areas_reading(tied)
        .sentences[0]
        .startswith(
            "Education and Macroeconomics are tied for the lead in the review (30.0%); "
            "Education leads"
        )
    )


def test_the_state_council_has_other_powers():
    both = PARTS.replace({"unit": {"review": "nation"}})
    said = areas_reading(both, a="plan", b="nation", nation="nation", region="Benxi", year=2018)
    assert said.sentences[2:] == (
        "In 2018, Macroeconomics takes 12.0% of sentences in Benxi's plan and 30.0% in the State "
        "Council's.",
        "Their powers differ: a lower share is not neglect.",
    )
    turned = areas_reading(both, a="nation", b="plan", nation="nation", lang="zh").sentences
    assert turned[2] == "宏观经济在本地部署部分占12.0%的句子，在国务院报告部署部分占30.0%。"


def test_without_intervals_and_with_one_unit():
    none = PARTS.assign(low=np.nan, high=np.nan)
    assert areas_reading(none).sentences[1] == (
        "There are too few sections for CIs, so no difference can be told."
    )
    assert areas_reading(PARTS[PARTS["unit"] == "plan"], lang="zh").sentences[1] == (
        "表中仅有部署部分；置信区间反映各节之间的变异，不能推及其他年份或政府。"
    )
    lapped = PARTS.assign(low=0.0, high=80.0)
    assert areas_reading(lapped).sentences[1] == (
        "Between the plan and the review, no difference of the 3 areas has a 95% CI without 0."
    )


def years(shares, first=2001, **more):
    rows = [(first + at, code, one) for code, of in shares.items() for at, one in enumerate(of)]
    table = pd.DataFrame(rows, columns=["unit", "code", "share"])
    return table.assign(low=table["share"] - 2, high=table["share"] + 2, **more)


def test_areas_that_rose_and_fell_over_five_years_at_each_end():
    table = years({1: [20.0] * 5 + [10.0] * 5, 6: [5.0] * 5 + [8.0] * 5, 7: [4.0] * 10})
    assert area_trends_reading(table).sentences == (
        "From 2001–2005 to 2006–2010 (means of 5 reports each), 2 of 3 areas changed beyond their "
        "95% CIs; of these Education rose most, to 8.0% of sentences (+3.0 percentage points, "
        "95% CI "
        "[1.7, 4.3]), and Macroeconomics fell most, to 10.0% of sentences (−10.0 percentage "
        "points, "
        "95% CI [−11.3, −8.7]).",
        "For the other area the direction is uncertain, not shown to be equal.",
    )
    assert (
        area_trends_reading(table, lang="zh")
        .sentences[0]
        .startswith(
            "2001—2005年至2006—2010年（各5份报告的均值），3个领域中，2个变化的95%置信区间不含0；"
            "其中教育升幅"
            "最大，升至8.0%（+3.0个百分点"
        )
    )


def test_missing_years_are_not_zero():
    table = years({1: [20.0] * 9 + [10.0]})
    table = table[~table["unit"].isin([2004, 2005, 2008])]
    said = area_trends_reading(table, region="Benxi").sentences
    assert said[0].startswith("From 2001 to 2010, 1 of 1 area changed beyond its 95% CI; of these")
    assert said[1:] == (
        "The corpus has no Benxi report for 2004–2005 and 2008; the line breaks there.",
        "Missing is not zero.",
    )
    assert "2004" not in str(area_trends_reading(table, missing_years=[]))
    assert "2016" in str(area_trends_reading(table, missing_years=[2016], lang="zh"))


def test_areas_without_an_interval_are_told():
    table = years({1: [20.0, 10.0], 6: [5.0, 9.0]})
    table.loc[3, "low"] = np.nan
    assert area_trends_reading(table).sentences[1] == "1 area without a CI could not be compared."
    flat = years({1: [20.0, 21.0], 6: [5.0, 5.0]})
    assert area_trends_reading(flat).sentences == (
        "From 2001 to 2002, the 95% CI of the change of any of the 2 areas contains 0: the "
        "direction "
        "is uncertain, which is not evidence of equality.",
    )


def test_an_area_that_lacks_a_year_of_an_end_is_not_compared():
    table = years({1: [20.0] * 5 + [10.0] * 5, 6: [5.0] * 5 + [9.0] * 5})
    table = table[~((table["unit"] == 2010) & (table["code"] == 6))]
    said = str(area_trends_reading(table))
    assert "1 of 1 area changed" in said and "Education" not in said


def test_places_are_no_years():
    with pytest.raises(ValueError, match="unit 'plan' is not a year"):
        area_trends_reading(PARTS[PARTS["unit"] == "plan"])


PLACES = pd.DataFrame(
    {
        "code": 7,
        "unit": ["Benxi", "Dalian", "Fushun", "nation"],
        "share": [4.0, 12, 5, 50],
        "low": [1.5, 10, 2.5, 45],
        "high": [7.5, 14.5, 8.5, 60],
        "cluster": "section",
    }
)


def test_places_that_stand_apart_after_adjustment():
    said = places_reading(PLACES, nation="nation").sentences
    assert said[0] == "The leading area is Environment in all 3 places."
    assert said[1] == (
        "Of 3 comparisons of a place with the mean of the others, 2 have a 95% CI without 0; after "
        "adjustment 2 differ (adjusted p < 0.05)."
    )
    assert said[2].startswith(
        "Furthest apart: Dalian in Environment (12.0%; +7.5 percentage points"
    )
    assert "Fushun" not in said[2] and "State Council" not in str(said)
    zh = places_reading(PLACES, nation="nation", lang="zh").sentences
    assert zh[2].startswith("相差最大的是：Dalian的生态环境（占12.0%，+7.5个百分点，95%置信区间[")


def test_no_place_stands_apart():
    alike = PLACES.head(3).assign(share=5.0, low=3.0, high=8.0)
    assert places_reading(alike).sentences[1] == (
        "Of 3 comparisons of a place with the mean of the others, none has a 95% CI without 0, "
        "which "
        "is not evidence of equality."
    )
    assert len(places_reading(PLACES.head(1)).sentences) == 2


def test_the_numbers_are_in_the_table_or_differences_of_it():
    for seed in range(20):
        table = areas(np.random.default_rng(seed), ["plan", "review"])
        wide = table.pivot(index="code", columns="unit", values=["share", "low", "high"])
        p, r = (wide.xs(one, axis=1, level=1) for one in ("plan", "review"))
        d = p["share"] - r["share"]
        low = d - np.hypot(p["share"] - p["low"], r["high"] - r["share"])
        high = d + np.hypot(p["high"] - p["share"], r["share"] - r["low"])
        every = np.concatenate([table[["share", "low", "high"]].to_numpy().ravel(), d, low, high])
        shown = {f"{abs(one):.{k}f}" for one in every for k in (1, 2, 3)}
        said = str(areas_reading(table)).replace("95%", "")
        assert {one for one in numbers(said) if "." in one} <= shown
