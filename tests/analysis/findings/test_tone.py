"""Readings of tone."""

import numpy as np
import pandas as pd
import pytest

from analysis.findings import tone_reading

TABLE = pd.DataFrame(
    {
        "region": ["深圳市", "保定市", "全国"],
        "year": [2018, 2019, 2020],
        "measure": "long_sentences",
        "value": [30.0, 12.0, 20.0],
        "low": [25.0, 9.0, np.nan],
        "high": [36.0, 15.0, np.nan],
    }
)


def test_the_ends_and_how_the_measure_misleads():
    assert tone_reading(TABLE, measure="long_sentences").sentences == (
        "Sentences of over 60 characters: highest in Shenzhen in 2018 (30.0%, 95% CI [25.0, 36.0]) "
        "and lowest in Baoding in 2019 (12.0%, 95% CI [9.0, 15.0]), of 3 reports.",
        "Mind what is measured: follows the punctuation of the source; not validated as "
        "readability of Chinese.",
    )
    assert tone_reading(TABLE, measure="long_sentences", lang="zh").sentences == (
        "3份报告中，“超过60字的句子”最高的是深圳市2018年（30.0%，95%置信区间[25.0, 36.0]），"
        "最低的是保定市2019年（12.0%，95%置信区间[9.0, 15.0]）。",
        "注意：取决于来源的标点，未经中文可读性验证。",
    )


def test_intervals_that_overlap_leave_the_order_uncertain():
    wide = TABLE.assign(high=TABLE["high"] + 15)
    said = tone_reading(wide, measure="long_sentences").sentences
    assert said[1] == "Their CIs overlap, so that the order of the two is uncertain."
    assert "高低未定" in str(tone_reading(wide, measure="long_sentences", lang="zh"))


def test_equal_values_are_neither_highest_nor_lowest():
    same = TABLE.assign(value=[0.1 + 0.2, 0.3, 0.3])
    assert tone_reading(same, measure="long_sentences").sentences[0] == (
        "Sentences of over 60 characters: the same in all 3 reports, 0.3%."
    )
    assert tone_reading(same.head(2), measure="long_sentences", lang="zh").sentences[0] == (
        "2份报告的“超过60字的句子”相同，均为0.3%。"
    )


def test_one_report_and_none():
    one = tone_reading(TABLE.tail(1), measure="long_sentences").sentences[0]
    assert one == (
        "Sentences of over 60 characters in the report of the State Council in 2020: 20.0%."
    )
    none = tone_reading(TABLE, measure="modal", lang="zh")
    assert str(none) == "没有年度已知的报告有“情态词”的数值。"
    few = [str(tone_reading(TABLE, measure="formulaic_own", lang=lang)) for lang in ("en", "zh")]
    assert few == [
        "The corpus has too few other reports to compute words repeated from the place's other "
        "years.",
        "语料库中可比的其他报告过少，无法计算“沿用本地其他年份的用词”。",
    ]
    with pytest.raises(ValueError, match="no measure 'mood'; choose positive, "):
        tone_reading(TABLE, measure="mood")
