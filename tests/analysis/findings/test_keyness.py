"""Readings of key terms."""

import numpy as np
import pandas as pd

from analysis.findings import keyness_reading

SIDES = {"target": "plan", "reference": "review"}


def table(**more):
    return pd.DataFrame(
        {
            "term": ["创新", "招商", "就业", "城市"],
            "n_target": [12, 8, 2, 5],
            "n_reference": [8, 0, 9, 10],
            "words_target": 1000,
            "words_reference": 2000,
            "log_odds_z": [2.0, 2.5, -2.2, 0.1],
            "p": [0.001, 0.002, 0.003, 0.9],
            "p_adjusted": [0.0004, 0.008, 0.04, 0.9],
            "p_method": "permutation",
            **more,
        }
    )


def test_the_higher_rate_comes_first_and_only_what_is_significant():
    assert keyness_reading(table(), **SIDES).sentences == (
        "Of 4 terms tested, 3 differ after adjustment (adjusted p < 0.05).",
        "The plan uses “招商” [attracting investors] 8 times, the review never (adjusted p = "
        "0.008); likewise “创新” [innovation] (3.0 times).",
        "The review uses “就业” [employment] 2.2 times as often as the plan, relative to length "
        "(adjusted p = 0.040).",
        "The other term may differ too: this is not evidence of equality.",
    )
    assert keyness_reading(table(), **SIDES, lang="zh").sentences == (
        "检验4个词，3个校正后仍显著（校正后p < 0.05）。",
        "部署部分使用“招商”8次，回顾部分未使用（校正后p = 0.008）；同样较多的还有“创新”（3.0倍）。",
        "按每千词计，回顾部分使用“就业”的频率是部署部分的2.2倍（校正后p = 0.040）。",
        "其余1个词不能断定，但不等于没有差异。",
    )


def test_relative_to_length_the_higher_rate_may_have_the_lower_count():
    one = table(n_target=[6, 0, 2, 5], p_adjusted=[0.0004, 0.9, 0.9, 0.9])
    said = keyness_reading(one, target="Benxi 2018", reference="Dalian 2018").sentences
    assert said[1] == (
        "Benxi 2018 uses “创新” [innovation] 1.5 times as often as Dalian 2018, relative to length "
        "(adjusted p < 0.001)."
    )


def test_none_significant():
    none = table(p_adjusted=0.2)
    assert str(keyness_reading(none, **SIDES)) == (
        "Of 4 terms tested, 3 have p < 0.05; none does after adjustment. This report alone does "
        "not "
        "establish a difference."
    )
    assert str(keyness_reading(none, **SIDES, lang="zh")) == (
        "检验4个词，3个p < 0.05，校正后无一显著；仅凭本报告不能断定用词存在差异。"
    )
    one = none.head(1)
    assert str(keyness_reading(one, target="Benxi", reference="Dalian")) == (
        "Of 1 term tested, 1 has p < 0.05; none does after adjustment. These texts alone do not "
        "establish a difference."
    )


def test_p_values_of_words_taken_one_by_one_establish_nothing():
    said = keyness_reading(table(p_method=["g2", "fisher", "g2", "g2"]), **SIDES)
    assert len(said.sentences) == 1 and "do not establish a difference" in str(said)
    assert "招商" not in str(keyness_reading(table(p_method="fisher"), **SIDES, lang="zh"))


def test_without_p_values_nothing_is_told():
    none = table(p=np.nan, p_adjusted=np.nan)
    assert str(keyness_reading(none, **SIDES)) == (
        "No p value could be computed, so no difference can be told."
    )


def test_without_a_small_p_value_there_is_none_to_be_adjusted():
    none = table(p=0.5, p_adjusted=0.9)
    assert str(keyness_reading(none, **SIDES)).startswith("Of 4 terms tested, none has p < 0.05. ")
    assert str(keyness_reading(none, **SIDES, lang="zh")).startswith("检验4个词，无一p < 0.05；")


def test_years_are_texts_when_they_say_something():
    years = {"target": "2021–2025", "reference": "2016"}
    said = keyness_reading(table(), **years).sentences
    assert said[1].startswith("The text of 2021–2025 uses “招商”")
    assert ", the report of 2016 never" in said[1]
    said = keyness_reading(table(), **years, lang="zh").sentences
    assert said[1].startswith("2021—2025年使用“招商”8次，2016年未使用")
