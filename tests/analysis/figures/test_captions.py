"""Captions say what was counted."""

import pandas as pd
import pytest

from analysis.figures.captions import caption


def test_a_caption_says_what_was_counted(tmp_path):
    table = pd.DataFrame({"n": [1000, 234], "low": [1.0, None], "high": [2.0, None]})
    said = caption(table, what="Areas", counted="mention", out_of="words")
    assert said == (
        "Areas\nNotes: Counts of policy term mentions (longest match); denominator: words without "
        "punctuation and numbers; n = 1,234 (2 rows). Bars: 95% CIs, clustered by paragraph. "
        "No CI for 1 of 2 rows (too few paragraphs)."
    )
    chinese = caption(table, what="领域", counted="sentence", out_of="sentences", lang="zh")
    assert chinese == (
        "领域\n注：计数对象为句子（每句归入一个政策领域），分母为句数；n = 1,234（2行）。"
        "误差线为95%置信区间（以段落为重抽样单位）。2行中有1行因段落过少，未报告置信区间。"
    )
    with pytest.raises(ValueError, match=r"^counted: 'letters' is not known"):
        caption(table, what="x", counted="letters", out_of="words")


def test_a_caption_names_what_the_table_was_clustered_by():
    table = pd.DataFrame({"n": [5, 6], "low": 1.0, "high": 2.0, "cluster": ["section", "passage"]})
    said = caption(table, what="Areas", counted="mention", out_of="words")
    assert said.endswith("Bars: 95% CIs, clustered by section or passage.")
    chinese = caption(table, what="领域", counted="mention", out_of="words", lang="zh")
    assert chinese.endswith("误差线为95%置信区间（以节或文段为重抽样单位）。")
