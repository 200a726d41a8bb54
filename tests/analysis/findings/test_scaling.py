"""Readings of positions, word for word."""

import pandas as pd
import pytest

from analysis.findings import scaling_reading
from analysis.scaling import against

TABLE = pd.DataFrame(
    {
        "unit": ["大连市", "本溪市", "抚顺市"],
        "score": [1.0, -0.9, -1.0],
        "se": [0.1, 0.1, 0.1],
        "low": [0.8, -1.1, -1.2],
        "high": [1.2, -0.7, -0.8],
        "n": [900, 1000, 1100],
    }
)
FOUND = pd.DataFrame(
    {"variable": ["year", "length"], "r": [0.93, -0.2], "warning": ["in time", ""]}
)
TERMS = pd.DataFrame(
    {"term": list("甲乙丙丁"), "weight": [2.0, 1.9, -1.0, -3.0], "n": [1, 4, 90, 1]}
)


def test_every_sentence_in_both_languages():
    assert scaling_reading(TABLE, against=FOUND, terms=TERMS, top=1).sentences == (
        "大连市 lies highest (1.00, 95% CI [0.80, 1.20]), 抚顺市 lowest (−1.00).",
        "Of 2 pairs of neighbours, 1 is apart (the CI of the difference excludes 0); CIs take "
        "words as independent and are too short.",
        "Positions correlate with the report year by 0.93: they measure time, so compare texts of "
        "one year.",
        "Words of the high end: “乙”; of the low end: “丙”.",
    )
    assert scaling_reading(TABLE, against=FOUND, terms=TERMS, top=1, lang="zh").sentences == (
        "大连市位置最高（1.00，95%置信区间[0.80, 1.20]），抚顺市最低（−1.00）。",
        "2对相邻文本中，1对可以区分（其差的置信区间不含0）；置信区间视各词相互独立，故偏窄。",
        "位置与报告年度的相关系数为0.93，所测主要是时间，宜在同一年内比较。",
        "高端的词：“乙”；低端的词：“丙”。",
    )


def test_clustered_intervals_need_no_excuse_and_weak_correlations_no_warning():
    weak = FOUND.assign(r=[0.1, -0.2], warning="")
    said = scaling_reading(TABLE.assign(cluster="section"), against=weak).sentences
    assert said[1].endswith("excludes 0).") and len(said) == 3
    assert (
        said[2] == "Positions correlate with the report year by 0.10 and with log words by −0.20."
    )
    zh = scaling_reading(TABLE, against=weak, lang="zh").sentences[2]
    assert zh == "位置与报告年度的相关系数为0.10，与词数对数的相关系数为−0.20。"


def test_length_is_named_without_a_year():
    only = FOUND.assign(r=[0.1, 0.8], warning=["", "in length"])
    assert scaling_reading(TABLE, against=only).sentences[2] == (
        "Positions correlate with log words by 0.80: they measure length."
    )


def test_neighbours_are_compared_by_the_error_of_their_difference():
    near = TABLE.assign(score=[0.0, 0.27, 0.56])  # 1.96 times the root of 0.02 is 0.277
    assert "Of 2 pairs of neighbours, 1 is apart" in str(scaling_reading(near, against=FOUND))
    none = TABLE.assign(score=[0.0, 0.27, 0.54])
    assert "neighbours, none is apart" in str(scaling_reading(none, against=FOUND))
    assert "无一可以区分" in str(scaling_reading(none, against=FOUND, lang="zh"))
    without = TABLE.assign(se=float("nan"))
    assert "neighbours" not in str(scaling_reading(without, against=FOUND))


def test_one_text_and_none():
    one = scaling_reading(TABLE.head(1), against=against(TABLE.head(1)))
    assert str(one) == "Only 大连市 has a position (1.00, 95% CI [0.80, 1.20])."
    none = TABLE.assign(score=float("nan"))
    assert str(scaling_reading(none, against=FOUND)) == "No text has a position."
    assert str(scaling_reading(none, against=FOUND, lang="zh")) == "没有文本有位置。"


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="se"):
        scaling_reading(TABLE.drop(columns="se"), against=FOUND)
