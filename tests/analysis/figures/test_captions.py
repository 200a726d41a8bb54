"""Captions say what was counted."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures.captions import _COUNTED, _MEASURED, caption
from analysis.fonts.coverage import missing_characters


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


KEY = pd.DataFrame(
    {
        "n_target": [900, 334],
        "n_reference": [20, 3],
        "log_ratio_low": [0.5, -np.inf],
        "log_ratio_high": [1.5, 2.0],
        "p_adjusted": [0.01, 0.4],
        "cluster": "section",
    }
)


def test_a_comparison_has_the_occurrences_of_both_sides_and_its_tests():
    sides = {"n_target": "plan", "n_reference": "review"}
    said = caption(KEY, what="Key words", counted="token", out_of="words", n=sides)
    assert said == (
        "Key words\nNotes: Counts of words segmented by jieba with the policy lexicon; "
        "denominator: words without punctuation and numbers; n = 1,234 (plan), "
        "23 (review). Bars: 95% CIs, clustered by section. "
        "p adjusted by Benjamini–Hochberg (2 tests)."
    )
    sides = {"n_target": "部署部分", "n_reference": "回顾部分"}
    chinese = caption(KEY, what="词", counted="token", out_of="words", n=sides, lang="zh")
    assert (
        "n = 1,234（部署部分），23（回顾部分）。误差线为95%置信区间（以节为重抽样单位）。"
        in chinese
    )
    assert chinese.endswith("p值经Benjamini–Hochberg校正（2个检验）。")


def test_an_interval_with_one_limit_is_an_interval():
    one_sided = KEY.assign(log_ratio_low=[np.nan, np.nan], log_ratio_high=[1.5, np.nan])
    said = caption(one_sided, what="x", counted="token", n={"n_target": "plan"})
    assert "No CI for 1 of 2 rows (too few sections)." in said and "denominator" not in said


@pytest.mark.parametrize(
    ("counted", "english", "chinese"),
    [
        ("likeness", "Cosine similarity", "余弦相似度；n = 3份报告。"),
        ("divergence", "Jensen–Shannon divergence (bits)", "JS散度（比特）；n = 3份报告。"),
        ("repeated", "% of characters in sentences", "（%）；n = 3份报告。"),
        ("target", "Targets and the results", "完成值；n = 3项目标。"),
        ("specification", "Ratio of two rates under", "取值；n = 3种口径。"),
    ],
)
def test_what_is_measured_is_named_with_its_n(counted, english, chinese):
    table = pd.DataFrame({"value": [0.1, 0.2, 0.3]})
    said = caption(table, what="x", counted=counted)
    assert said.startswith(f"x\nNotes: {english}") and "Counts" not in said and "CI" not in said
    unit = said.removesuffix(".").rsplit("n = 3 ", 1)[1]
    assert unit.endswith("s")
    assert caption(table.head(1), what="x", counted=counted).endswith(f"n = 1 {unit[:-1]}.")
    assert caption(table, what="x", counted=counted, lang="zh").endswith(chinese)


def test_every_kind_is_there_in_both_languages():
    table = pd.DataFrame({"n": [3], "likeness_low": [0.1], "likeness_high": [0.2]})
    for kind in _COUNTED | _MEASURED:
        for lang, said in (("en", "95% CI"), ("zh", "95%置信区间")):
            text = caption(table, what="x", counted=kind, lang=lang, source="《报告》")
            assert said in text and "n = " in text and "《报告》" in text
            assert missing_characters(text.replace("\n", "")) == []


def test_what_is_not_known_is_refused():
    with pytest.raises(ValueError, match=r"^out_of: 'letters' is not known; choose None, words"):
        caption(KEY, what="x", counted="token", out_of="letters")


def test_intervals_of_a_likeness_have_their_own_cluster_and_of_a_difference_may_have_none():
    table = pd.DataFrame(
        {
            "likeness_low": [0.1, None],
            "likeness_high": [0.2, None],
            "likeness_cluster": ["section", None],
        }
    )
    said = caption(table, what="x", counted="likeness")
    assert "Bars: 95% CIs, clustered by section. No CI for 1 of 2 rows (too few sections)." in said
    apart = pd.DataFrame({"n_a": [3], "difference_low": [0.1], "difference_high": [0.2]})
    for lang, end in (("en", "Bars: 95% CIs."), ("zh", "误差线为95%置信区间。")):
        said = caption(apart, what="x", counted="sentence", n={"n_a": "x"}, lang=lang)
        assert said.endswith(end)
    none = apart.assign(difference_low=np.nan, difference_high=np.nan)
    assert caption(none, what="x", counted="sentence", n="n_a").endswith("No CI for 1 of 1 row.")


def test_shares_of_topics_are_clustered_by_text_unit():
    table = pd.DataFrame({"low": [1.0, None], "high": [2.0, None], "cluster": "text unit"})
    said = caption(table, what="x", counted="topic")
    assert said.endswith("clustered by text unit. No CI for 1 of 2 rows (too few text units).")
    chinese = caption(table, what="x", counted="topic", lang="zh")
    assert "（以文本单元为重抽样单位）。2行中有1行因文本单元过少，" in chinese
