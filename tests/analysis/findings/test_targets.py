"""Readings of targets."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.findings import ladder_reading, promises_reading

PROMISES = pd.DataFrame(
    {
        "region": "沙河口区", "region_code": "210204",
        "indicator_key": ["gdp", "gdp", "cpi", "cpi", "gdp", "gdp", "gdp"],
        "year": [2017, 2018, 2017, 2018, 2019, 2016, 2015], "kind": "growth_rate", "base_unit": "%",
        "target": [7.0, 6.5, 3.0, 3.0, 6.0, 7.0, np.nan], "target_high": np.nan,
        "bound": ["approx", "ge", "le", "le", "eq", "eq", ""],
        "result": [6.4, 6.9, 2.0, np.nan, np.nan, np.nan, 7.0],
        "verdict": ["missed", "exceeded", "exceeded", "not_reported", "not_reported",
                    "not_comparable", "not_comparable"],
        "reason": ["", "", "", "the report of 2019 does not give it",
                   "no report of 2020 in the corpus", "another price basis", ""],
    }
)  # fmt: skip


def test_verdicts_a_target_with_its_bound_and_what_is_not_reported():
    assert promises_reading(PROMISES).sentences == (
        "By our rules, of 3 targets with a comparable result 2 were exceeded, 0 met and 1 "
        "missed; of "
        "the others 1 cannot be compared and 1 has no next report in the corpus.",
        "The 2018 report of Shahekou set a target for gross domestic product of growth of at least "
        "6.5%; next year's gives growth of 6.9% (by our rule: exceeded).",
        "The next report does not mention 1 of 5 targets.",
        "Not reported is not missed.",
    )
    assert promises_reading(PROMISES, indicator="cpi", lang="zh").sentences == (
        "按本文规则，3项有可比完成值的目标中，超额完成2项、完成0项、未完成1项；另有1项不可比，"
        "1项在语料库中"
        "缺次年报告。",
        "沙河口区2017年报告提出居民消费价格目标为增长3%以内，次年报告称增长2%；按本文规则判为“超"
        "额完成”。",
        "5项目标中，次年报告未提及1项；未报告不等于未完成。",
    )


# What is counted apart, and the words that count it in either language.
COUNTED = {
    "exceeded": (r"(\d+) (?:was|were) exceeded", r"超额完成(\d+)项"),
    "met": (r"(\d+) met\b", r"、完成(\d+)项"),
    "within_range": (r"(\d+) within range", r"在目标区间内(\d+)项"),
    "missed": (r"(\d+) missed", r"未完成(\d+)项"),
    "not_comparable": (r"(\d+) cannot be compared", r"(\d+)项不可比"),
    "alone": (r"(\d+) ha(?:s|ve) no next report", r"(\d+)项在语料库中缺次年报告"),
    "not_reported": (r"does not mention (\d+) of", r"次年报告未提及(\d+)项"),
}
WHOLES = (
    (r"of (\d+) targets? with a comparable result", r"(\d+)项有可比完成值的目标中"),
    (r"does not mention \d+ of (\d+) target", r"(\d+)项目标中"),
)


def numbers_said(said: str, zh: bool) -> dict[str, int]:
    found = {name: re.search(one[zh], said) for name, one in COUNTED.items()}
    return {name: int(one[1]) if one else 0 for name, one in found.items()}


@pytest.mark.parametrize("lang", ["en", "zh"])
@given(fates=st.lists(st.tuples(st.sampled_from([*COUNTED]), st.booleans()), min_size=1))
@settings(deadline=None)
def test_every_target_is_counted_once(lang, fates):
    """Whether or not it has a number for a result: the parts add up to the wholes that are said."""
    names = [name for name, _ in fates]
    table = pd.DataFrame([PROMISES.iloc[0]] * len(fates)).assign(
        verdict=["not_reported" if one == "alone" else one for one in names],
        reason=["no report of 2020 in the corpus" if one == "alone" else "" for one in names],
        result=[6.4 if numbered else np.nan for _, numbered in fates],
    )
    zh = lang == "zh"
    sentences = promises_reading(table, lang=lang).sentences
    said = " ".join(one for one in sentences if "沙河口" not in one and "Shahekou" not in one)
    if set(names) == {"alone"}:
        assert str(len(fates)) in said or len(fates) == 1
        return
    counts = numbers_said(said, zh)
    assert counts == {name: names.count(name) for name in COUNTED}
    judged = sum(counts[one] for one in ("exceeded", "met", "within_range", "missed"))
    wholes = [re.search(one[zh], said) for one in WHOLES]
    assert (int(wholes[0][1]) if wholes[0] else 0) == judged
    if wholes[1]:
        assert int(wholes[1][1]) == len(fates) - counts["alone"]


def test_nothing_can_be_told_without_a_next_report():
    alone = PROMISES.assign(verdict="not_reported", reason="no report of 2020 in the corpus")
    assert promises_reading(alone).sentences == (
        "None of 6 targets has a next report in the corpus, so no result can be told.",
    )
    assert str(promises_reading(PROMISES.tail(1), lang="zh")) == (
        "未读到年度已知的目标值，未必等于未设目标。"
    )


def test_another_indicator_is_told_if_the_one_asked_for_has_no_result():
    assert "消费价格" in str(promises_reading(PROMISES.iloc[2:], lang="zh"))
    nation = PROMISES.assign(region="全国", region_code="000000")
    assert "report of the State Council set" in str(promises_reading(nation))


LADDER = pd.DataFrame(
    {
        "indicator_key": ["gdp"] * 4 + ["cpi"],
        "year": 2018,
        "region": ["全国", "A", "B", "C", "A"],
        "target": [6.5, 6.5, 7.0, 6.0, 9.0],
        "above": [np.nan, 6.5, 6.5, 6.5, 3.0],
        "over": [np.nan, 0.0, 0.5, -0.5, 6.0],
    }
)


def test_pairs_of_levels_are_counted():
    assert ladder_reading(LADDER, indicator="gdp").sentences == (
        "For gross domestic product, a lower level set a higher target for the same year than the "
        "nearest level above it in 1 of 3 pairs, the same in 1 and a lower one in 1.",
        "The median difference is 0.0 percentage points.",
        "Largest gap: B in 2018 (7% against 6.5%).",
    )
    assert ladder_reading(LADDER, lang="zh").sentences[0] == (
        "下级与最近上级同一年的目标共3对，下级较高的1对，相同的1对，较低的1对。"
    )  # prices are not the more ambitious for being higher
    assert "in 1 of 1 pair," in str(ladder_reading(LADDER, indicator="cpi"))


def test_no_pairs_and_no_gap():
    assert str(ladder_reading(LADDER.head(1), indicator="gdp")) == (
        "The table has no targets for gross domestic product of two levels of government for "
        "the same "
        "year."
    )
    assert len(ladder_reading(LADDER.iloc[[1, 3]]).sentences) == 2
    tied = ladder_reading(LADDER.assign(over=0.5, above=6.0).head(4), indicator="gdp")
    assert tied.sentences[2].endswith("; 3 more with the same gap.")


def test_of_a_range_the_midpoint_is_told():
    ranges = LADDER.assign(rate=[6.5, 6.5, 7.25, 6.0, 9.0], over=[np.nan, 0.0, 0.75, -0.5, 6.0])
    assert ladder_reading(ranges, indicator="gdp").sentences[2] == (
        "Largest gap: B in 2018 (7.25% against 6.5%)."
    )
