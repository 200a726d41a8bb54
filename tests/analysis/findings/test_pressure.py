"""Readings of target pressure."""

import numpy as np
import pandas as pd

from analysis.findings import pressure_levels_reading, pressure_reading

TABLE = pd.DataFrame(
    {
        "region": ["深圳市", "深圳市", "宝安区", "广东省"],
        "year": [2018, 2019, 2019, 2019],
        "indicator_key": "gdp",
        "rate": [8.0, 7.0, 6.25, np.nan],
        "pressure": [-0.8, 0.4, np.nan, np.nan],
        "amplification": [1.0, 1.0, -0.75, np.nan],
        "parent": ["全国", "广东省", "深圳市", None],
        "parent_target": [7.0, 6.0, 7.0, np.nan],
        "wording": ["hard", "soft", "point", "absent"],
    }
)


def test_wording_differences_and_what_was_not_found():
    assert pressure_reading(TABLE).sentences == (
        "3 of 4 reports have a target for gross domestic product: 1 in hard wording (at least, "
        "ensure, strive for), 1 in soft wording (around, a range), 1 as a number alone.",
        "It is below the last result in 1 of 2 reports (median difference −0.2 percentage points).",
        "It is above that of the nearest level above in 2 of 3 (median +1.0), by most in Shenzhen "
        "in 2018 (8% against 7% of the State Council), and in 1 more by as much.",
        "No target was found in 1 report, which need not mean that none was set: check its text.",
    )
    assert pressure_reading(TABLE, lang="zh").sentences == (
        "4份报告中，3份有地区生产总值目标：硬约束措辞（以上、确保、力争）1份，软约束措辞（左右、"
        "区间）1份，仅有数值的1份。",
        "有上年完成值的2份中，目标低于完成值的1份，差值中位数−0.2个百分点。",
        "可与最近上级比较的3份中，高于上级的2份，差值中位数+1.0个百分点，最大为深圳市2018年（8%，"
        "国务院7%），另有1份差值相同。",
        "1份未读出目标值，未必等于未设目标，请核对原文。",
    )


def test_one_report_is_told_by_its_numbers():
    first = pressure_reading(TABLE.iloc[[0]])
    assert first.sentences == (
        "The target of Shenzhen for gross domestic product in 2018 is 8%, in hard wording.",
        "It is 0.8 percentage points below the last result of 8.8%.",
        "It is 1 percentage point above the target of the State Council (7%), the nearest level "
        "above with one.",
    )
    assert pressure_reading(TABLE.iloc[[0]], lang="zh").sentences == (
        "深圳市2018年地区生产总值目标为8%，措辞为硬约束。",
        "与上年完成值（8.8%）相比，低0.8个百分点。",
        "与最近上级（国务院，7%）相比，高1个百分点。",
    )
    lower = pressure_reading(TABLE.iloc[[2]]).sentences
    assert lower == (
        "The target of Bao'an for gross domestic product in 2019 is 6.25%, a number alone.",
        "It is 0.75 percentage points below the target of Shenzhen (7%), the nearest level above "
        "with one.",
    )
    same = TABLE.iloc[[0]].assign(pressure=0.0, amplification=0.1 + 0.2 - 0.3)
    assert "equal to the last result of 8%" in str(pressure_reading(same))
    assert "相比，持平" in str(pressure_reading(same, lang="zh"))


def test_what_cannot_be_compared_is_not_told():
    alone = TABLE.iloc[[3]]
    assert str(pressure_reading(alone)) == (
        "No target for gross domestic product was found in the report of Guangdong for 2019, which "
        "need not mean that none was set: check its text."
    )
    assert "未读出" in str(pressure_reading(alone, lang="zh"))
    two = pressure_reading(TABLE.iloc[[2, 3]]).sentences
    assert two[1] == "It is above that of the nearest level above in 0 of 1 (median −0.8)."
    assert str(pressure_reading(TABLE.head(0), lang="zh")) == (
        "没有年度已知的报告，无从读取目标值。"
    )


JOBS = pd.DataFrame(
    {
        "region": "深圳市",
        "year": [2018, 2019],
        "indicator_key": "new_jobs",
        "unit": "人",
        "rate": [80000.0, 80000.0],
        "pressure": [-23000.0, -19400.0],
        "amplification": np.nan,
        "parent": None,
        "parent_target": np.nan,
        "wording": ["point", "hard"],
    }
)


def test_amounts_are_told_in_their_unit():
    assert pressure_reading(JOBS.head(1)).sentences == (
        "The target of Shenzhen for new urban jobs in 2018 is 80,000 people, a number alone.",
        "It is 23,000 people below the last result of 103,000 people.",
    )
    assert pressure_reading(JOBS.head(1), lang="zh").sentences[1] == (
        "与上年完成值（10.3万人）相比，低2.3万人。"
    )
    assert pressure_reading(JOBS).sentences[1] == (
        "It is below the last result in 2 of 2 reports (median difference −21,200 people)."
    )
    assert pressure_reading(JOBS, lang="zh").sentences[1] == (
        "有上年完成值的2份中，目标低于完成值的2份，差值中位数−2.12万人。"
    )


LEVELS = pd.DataFrame(
    {
        "level": ["national", "prefecture", ""],
        "reports": [1, 1, 2],
        "hard": [1, 0, 0],
        "absent": [0, 1, 0],
        "compared": [0, 1, 0],
        "higher": [0, 1, 0],
        "same": [0, 0, 0],
        "lower": [0, 0, 0],
        "median_amplification": [np.nan, 0.5, np.nan],
    }
)


def test_each_level_has_a_sentence_and_the_unknown_one_none():
    assert pressure_levels_reading(LEVELS).sentences == (
        "Of 1 report of the State Council, 1 words the target hard; none can be compared with "
        "a level above.",
        "Of 1 report of prefecture-level cities, 0 word the target hard, and in 1 none was found; "
        "of 1 that can be compared with the level above, 1 is higher, 0 the same and 0 lower "
        "(median +0.5 percentage points).",
    )
    assert pressure_levels_reading(LEVELS, lang="zh").sentences == (
        "国务院报告1份，硬约束措辞1份，均无法与上级比较。",
        "地级报告1份，硬约束措辞0份，未读出目标值1份；可与上级比较的1份中，较高1份、相同0份、"
        "较低0份（差值中位数+0.5个百分点）。",
    )
    alone = str(pressure_levels_reading(LEVELS.tail(1)))
    assert alone.startswith("Of 2 reports of an unknown level")
    assert str(pressure_levels_reading(LEVELS.head(0), lang="zh")) == (
        "没有年度已知的报告，无从读取目标值。"
    )


def test_a_place_that_is_unknown_is_called_so():
    nowhere = TABLE.head(1).assign(region=None)
    assert str(pressure_reading(nowhere)).startswith("The target of an unknown place for gross")
    assert str(pressure_reading(nowhere, lang="zh")).startswith("某地")
