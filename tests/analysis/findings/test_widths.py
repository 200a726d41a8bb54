"""What is said of intervals by section, paragraph and word."""

import numpy as np
import pandas as pd

from analysis.confidence import with_confidence
from analysis.findings import widths_reading

TABLE = pd.DataFrame(
    {
        "term": ["甲", "乙", "丙"],
        "low": [0.0, 0.0, np.nan],
        "high": [6.0, 2.0, np.nan],
        "low_paragraphs": 0.0,
        "high_paragraphs": [3.0, 2.0, np.nan],
        "low_words": 0.0,
        "high_words": [2.0, 1.0, 1.0],
    }
)


def test_ratios_are_those_of_the_terms_that_have_all_three():
    medians, most, effect = widths_reading(TABLE).sentences
    assert medians.startswith("By section, the 95% CIs of 2 terms are 2.5 times as wide as by word")
    assert most == "Most for “甲” (3.0 times), least for “乙” (2.0 times)."
    assert "1/6.2 of" in effect  # 2.5 squared


def test_without_intervals_nothing_is_compared():
    assert widths_reading(TABLE.tail(1), lang="zh").sentences == (
        "没有词同时有三种区间，不作比较。",
    )


def test_the_level_is_that_of_the_table():
    for lang, ci in (("en", "90% CI"), ("zh", "90%置信区间")):
        said = widths_reading(with_confidence(TABLE, 0.9), lang=lang).sentences[0]
        assert ci in said and "95%" not in said
