"""Readings of target pressure."""

import numpy as np
import pandas as pd

from analysis.readings import pressure_reading

TABLE = pd.DataFrame(
    {"region": ["深圳市", "深圳市", "宝安区", "广东省"], "year": [2018, 2019, 2019, 2019],
     "indicator_key": "gdp", "rate": [8.0, 7.0, 6.25, np.nan],
     "pressure": [-0.8, 0.4, np.nan, np.nan], "amplification": [1.0, 1.0, -0.75, np.nan],
     "parent": ["全国", "广东省", "深圳市", None], "parent_target": [7.0, 6.0, 7.0, np.nan],
     "wording": ["hard", "soft", "point", "absent"]}
)  # fmt: skip


def test_wording_differences_and_what_was_not_found():
    assert pressure_reading(TABLE).sentences == (
        "3 of 4 reports have a target for gross domestic product: 1 in hard wording (at least, "
        "ensure, strive for), 1 in soft wording (around, a range), 1 as a number alone.",
        "It is below the last result in 1 of 2 reports (median difference −0.2 percentage points).",
        "It is above that of the nearest level above in 2 of 3 (median +1.0), by most in Shenzhen "
        "in 2018 (8% against 7% of the State Council).",
        "No target was found in 1 report, which need not mean that none was set: check its text.",
    )
    assert pressure_reading(TABLE, lang="zh").sentences == (
        "4份报告中，3份有地区生产总值目标：硬约束措辞（以上、确保、力争）1份，软约束措辞（左右、"
        "区间）1份，仅有数值的1份。",
        "有上年完成值的2份中，目标低于完成值的1份，差值中位数−0.2个百分点。",
        "可与最近上级比较的3份中，高于上级的2份，差值中位数+1.0个百分点，最大为深圳市2018年（8%，"
        "国务院7%）。",
        "1份未读出目标值，未必等于未设目标，请核对原文。",
    )


def test_what_cannot_be_compared_is_not_told():
    alone = TABLE.iloc[[3]]
    assert pressure_reading(alone).sentences[0].startswith("0 of 1 report has a target")
    assert len(pressure_reading(alone).sentences) == 2
    lower = pressure_reading(TABLE.iloc[[2]]).sentences
    assert lower[1] == "It is above that of the nearest level above in 0 of 1 (median −0.8)."
    assert str(pressure_reading(TABLE.head(0), lang="zh")) == "表中没有报告。"
