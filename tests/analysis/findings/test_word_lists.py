"""Readings of a word list: what is found, what carries it, and what is only a neighbour."""

import numpy as np
import pandas as pd
import pytest

from analysis.findings import audit_reading, expansion_reading, index_reading

AUDIT = pd.DataFrame(
    {
        "term": ["生态", "污染", "市政", "排污"],
        "mentions": [6, 4, 0, 0],
        "of_all": [0.6, 0.4, 0.0, 0.0],
        "share_without": [0.8, 1.2, 2.0, 2.0],
        "finding": ["", "mostly inside longer terms", "mostly within other words", "never found"],
    }
)
RATE = {"n": 10, "share": 2.0, "low": 1.0, "high": 4.0}


def test_an_audit_names_the_carrier_and_the_words_that_mislead():
    assert audit_reading(AUDIT, RATE).sentences == (
        "2 of the 4 words of the list occur, 10 times together, or 2.0 per 1,000 words "
        "(95% CI [1.0, 4.0]).",
        "“生态” alone makes up 60% of this; without it, the rate is 0.8.",
        "2 words occur mostly inside longer policy terms or other words, where they may mean "
        "something else: “污染” [pollution] and “市政” [municipal services].",
        "Never found: “排污”.",
    )
    assert audit_reading(AUDIT, RATE, lang="zh").sentences == (
        "词表4个词中出现2个，合计10次，每千词2.0次（95%置信区间[1.0, 4.0]）。",
        "其中“生态”一词占60%；去掉该词，每千词为0.8次。",
        "2个词多见于更长的政策词或其他词之内，含义可能不同：“污染”和“市政”。",
        "未出现：“排污”。",
    )


def test_an_audit_of_one_word_and_of_none():
    rate = {**RATE, "n": 6, "low": np.nan, "high": np.nan}
    alone = audit_reading(AUDIT.head(1), rate).sentences
    assert alone == ("The word of the list occurs, 6 times, or 2.0 per 1,000 words.",)
    of_two = audit_reading(AUDIT.iloc[[0, 3]], rate).sentences
    assert of_two[0] == "1 of the 2 words of the list occurs, 6 times, or 2.0 per 1,000 words."
    nothing = {"n": 0}
    assert str(audit_reading(AUDIT.tail(2), nothing)).startswith("None of the 2 words of the list")
    assert "list does not occur in" in str(audit_reading(AUDIT.tail(1), nothing))
    assert "指数均为0" in str(audit_reading(AUDIT.tail(1), nothing, lang="zh"))
    with pytest.raises(ValueError, match="finding"):
        audit_reading(AUDIT.drop(columns="finding"), RATE)


def test_many_words_are_counted_not_listed():
    many = pd.DataFrame(
        {
            "term": [f"词{n}" for n in range(9)],
            "mentions": [5, *[0] * 8],
            "of_all": 0.0,
            "share_without": 0.0,
            "finding": ["", *["never found"] * 8],
        }
    )
    assert audit_reading(many, RATE).sentences[-1].endswith("“词5”, “词6” and 2 more.")
    assert audit_reading(many, RATE, lang="zh").sentences[-1].endswith("“词6”等8个。")
    assert audit_reading(many.head(7), RATE).sentences[-1].endswith("“词5” and “词6”.")


def expansion(kept, draws=20):
    inclusion = [0.9 if one else 0.4 for one in kept]
    terms = [f"候选{n}" for n in range(len(kept))]
    return pd.DataFrame({"term": terms, "inclusion": inclusion, "kept": kept, "bootstraps": draws})


def test_candidates_that_are_kept_are_named_and_called_no_synonyms():
    said = expansion_reading(expansion([True, False, True])).sentences
    assert said[0] == (
        "2 of 3 candidates are kept, being among the nearest words in most of 20 draws of the "
        "reports: “候选0” and “候选2”."
    )
    # of 18, 18 and 8 of 20 draws: (2 · 18 · 17 + 8 · 7) / (20 · 19) of 2.2 words on average
    assert said[1] == "Two draws have 80% of their candidates in common."
    assert said[2].startswith("Words in like contexts may also be opposites")
    zh = expansion_reading(expansion([True, False, True]), lang="zh").sentences
    assert zh[0] == "3个候选词中保留2个，它们在20次自助抽样的多数中居前：“候选0”和“候选2”。"
    assert zh[1] == "任意两次抽样的候选词平均有80%相同。"
    assert "逐条阅读上下文" in zh[2]


def test_candidates_of_which_none_is_kept_and_untested_ones():
    none = expansion([False])
    assert str(expansion_reading(none)).startswith("None of 1 candidate is among the nearest")
    assert str(expansion_reading(none, lang="zh")).startswith("1个候选词均不稳定")
    untested = none.assign(inclusion=np.nan)
    assert str(expansion_reading(untested)) == (
        "1 candidate was not tested in other draws of the reports; none is kept."
    )
    assert "不予保留" in str(expansion_reading(untested, lang="zh"))


@pytest.mark.parametrize("nothing", [None, expansion([])])
def test_without_candidates_one_sentence_says_what_is_needed(nothing):
    said = expansion_reading(nothing).sentences
    assert len(said) == 1 and "in 5 reports or more" in said[0]
    assert "至少5份报告" in str(expansion_reading(nothing, lang="zh"))


def index(values, half, **columns):
    values = np.asarray(values, dtype=float)
    table = pd.DataFrame(
        {
            "unit": range(2001, 2001 + len(values)),
            "weighting": "one",
            "n": 9,
            "value": values,
            "low": values - half,
            "high": values + half,
            "carried_by": "生态",
            "carried": 0.3,
        }
    )
    return table.assign(**columns)


def test_an_index_has_its_ends_its_carrier_and_how_weights_reorder_it():
    one = index([2, 9, 4], 1, carried=[0.6, 0.5, 0.2], carried_by=["绿色", "生态", "生态"])
    idf = index([5, 9, 4], 1, weighting="idf of 3 reports")
    assert index_reading(pd.concat([one, idf])).sentences == (
        "The index with weights of 1 is highest in 2002 (9.0 per 1,000 words, 95% CI [8.0, 10.0]) "
        "and lowest in 2001 (2.0, 95% CI [1.0, 3.0]), of 3 reports.",
        "In 2 of 3 one word makes up half of it or more: “生态” (1) and “绿色” (1).",
        "With idf weights 1 of 3 pairs of reports changes order.",
    )
    assert index_reading(pd.concat([one, idf]), lang="zh").sentences == (
        "3份报告中，等权指数最高的是2002年（每千词9.0次，95%置信区间[8.0, 10.0]），"
        "最低的是2001年（2.0次，95%置信区间[1.0, 3.0]）。",
        "其中2份由一个词占一半以上：“生态”（1份）和“绿色”（1份）。",
        "改用IDF权重，3对报告中有1对次序改变。",
    )


def test_the_order_of_ends_whose_intervals_overlap_is_uncertain():
    wide = index_reading(index([2, 9, 4], 4)).sentences
    assert wide[1] == "Their CIs overlap, so that the order of the two is uncertain."
    assert wide[2] == "No single word makes up half of it."
    assert "高低未定" in str(index_reading(index([2, 9], 4), lang="zh"))
    assert "uncertain" not in str(index_reading(index([2, 9], 4).assign(low=None, high=None)))


def test_equal_values_are_neither_highest_nor_lowest():
    assert index_reading(index([2, 2], 1)).sentences == (
        "The index with weights of 1 is the same in both reports, 2.0 per 1,000 words.",
        "No single word makes up half of it.",
    )
    assert index_reading(index([2, 2, 2], 1), lang="zh").sentences[0] == (
        "3份报告的等权指数相同，均为每千词2.0次。"
    )


def test_an_order_that_stays_and_weightings_in_another_order_of_rows():
    one, idf = index([2, 9], 1), index([3, 10], 1, weighting="idf of 2 reports")
    assert index_reading(pd.concat([one, idf[::-1]])).sentences[-1] == (
        "With idf weights the order is the same."
    )
    assert "次序不变" in str(index_reading(pd.concat([one, idf]), lang="zh"))


def test_one_report_is_neither_high_nor_low_and_none_is_0():
    alone = index([2.0], 1, unit="沙河口区2018年", carried=0.7)
    assert str(index_reading(alone)) == (
        "The index of 沙河口区2018年 with weights of 1 is 2.0 per 1,000 words (95% CI [1.0, 3.0]); "
        "one value alone is neither high nor low. “生态” makes up half of it or more."
    )
    assert str(index_reading(alone, lang="zh")).endswith("无从比较高低。“生态”一词占一半以上。")
    assert str(index_reading(index([0, 0], 0, n=0))).startswith("The index is 0 in all 2 reports")
    assert str(index_reading(index([0], 0, n=0))).startswith("The index is 0 in the report")
    assert "未必未被提及" in str(index_reading(index([0], 0, n=0), lang="zh"))
    with pytest.raises(ValueError, match="no rows with weights of 1"):
        index_reading(alone.assign(weighting="given"))


def test_the_state_council_has_its_article():
    table = index([2, 9], 1, unit=["State Council", "Shenzhen"])
    assert "lowest in the State Council (2.0" in str(index_reading(table))
