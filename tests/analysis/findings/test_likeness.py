"""Readings of what reports share."""

import numpy as np
import pandas as pd

from analysis.findings import first_said_reading, likeness_reading

PAIRS = pd.DataFrame(
    {
        "report": ["Dalian", "Benxi", "Fushun"],
        "other": "Liaoning",
        "cosine": [0.71, 0.5, 0.6],
        "low": [0.64, 0.4, 0.5],
        "high": [0.77, 0.6, 0.7],
        "by_chance": [0.45, 0.44, 0.45],
        "shared": [0.06, 0.02, 0.01],
    }
)


def test_most_and_least_alike_and_beyond_chance():
    assert likeness_reading(PAIRS).sentences == (
        "Dalian and Liaoning are most alike (cosine 0.71, 95% CI [0.64, 0.77]), Benxi and Liaoning "
        "least (0.50).",
        "Of 3 pairs, 2 are more alike than by chance (the whole CI is above the baseline); for the "
        "other this cannot be told.",
        "1.0 to 6.0% of the sentences of a report are identical to one of the other, numbers and "
        "punctuation aside.",
    )
    assert likeness_reading(PAIRS, lang="zh").sentences == (
        "Dalian和Liaoning最相似（余弦0.71，95%置信区间[0.64, 0.77]），Benxi和Liaoning最不相似"
        "（0.50）。",
        "3对报告中，2对的相似超出偶然（置信区间全部高于随机基准）；其余1对不能断定。",
        "逐字相同（数字和标点不计）的句子占1.0%至6.0%。",
    )


def test_all_none_and_no_baseline():
    second = [
        likeness_reading(PAIRS.assign(by_chance=one)).sentences[1] for one in (0.1, 0.9, np.nan)
    ]
    assert second == [
        "All 3 pairs are more alike than by chance (the whole CI is above the baseline).",
        "Of 3 pairs, none has a CI wholly above the chance baseline; more cannot be told.",
        "Without a baseline or a CI it cannot be told whether this is beyond chance.",
    ]


def test_a_single_pair_and_equal_pairs():
    one = PAIRS.head(1)
    assert likeness_reading(one).sentences[:2] == (
        "Dalian and Liaoning have a cosine of 0.71 (95% CI [0.64, 0.77]).",
        "The pair is more alike than by chance (the whole CI is above the baseline).",
    )
    assert likeness_reading(one, lang="zh").sentences[1] == (
        "这对报告的相似超出偶然（置信区间全部高于随机基准）。"
    )
    assert str(likeness_reading(PAIRS.assign(cosine=0.6))).startswith("All pairs of reports have a")


def test_a_panel_is_read_by_place_and_year():
    names = {"cosine": "likeness", "other": "likeness_to"}
    names |= {one: f"likeness_{one}" for one in ("low", "high", "by_chance", "shared")}
    panel = PAIRS.rename(columns=names)
    panel = panel.assign(region=panel["report"], report_year=2018, likeness_to_region="辽宁省")
    panel.loc[2, "likeness"] = np.nan
    said = likeness_reading(panel).sentences
    assert said[0].startswith("Dalian, 2018 and Liaoning are most alike (cosine 0.71")
    assert said[-1] == "1 more report has nothing to be compared with: missing is not zero."
    assert "Dalian2018年和辽宁省最相似" in str(likeness_reading(panel, lang="zh"))
    none = panel.assign(likeness=np.nan)
    assert str(likeness_reading(none)) == (
        "The corpus has no report of a level above for the same year to compare with."
    )
    assert "语料库中没有同一年度的上级政府报告，无从比较" in str(likeness_reading(none, lang="zh"))


FIRSTS = pd.DataFrame(
    {
        "term": ["创新", "就业", "教育"],
        "reports": [3, 2, 2],
        "first_year": [2017, 2018, 2018],
        "first": ["大连市", "大连市、本溪市", "大连市"],
    }
)


def test_who_was_first():
    assert first_said_reading(FIRSTS).sentences == (
        "Of 3 terms, 2 were first used by one place (Dalian 2), and 1 by several in the same year.",
        "Most widely used: “创新” [innovation] (3 reports, first in 2017), “就业” [employment] (2 "
        "reports, first in 2018) and “教育” [education] (2 reports, first in 2018).",
        "First means first in this corpus, not first ever.",
    )


def test_nobody_is_first_of_one_place_or_one_year():
    one = FIRSTS.assign(first="大连市")
    assert first_said_reading(one).sentences[0] == (
        "All 3 terms occur first in Dalian, so no place can be compared with another."
    )
    years = FIRSTS.assign(first="大连市、本溪市")
    assert first_said_reading(years).sentences[0] == (
        "Of 3 terms, 0 were first used by one place, and 3 by several in the same year."
    )
    same = FIRSTS.assign(first="大连市、本溪市", first_year=2025)
    assert first_said_reading(same, lang="zh").sentences[0] == (
        "表中3个词均首见于2025年的几份报告，无从断定何地在先。"
    )


def test_terms_that_nobody_else_could_have_said_are_not_compared():
    table = FIRSTS.assign(others_there=[2, 2, 0], may_be_earlier=[True, False, False])
    assert first_said_reading(table).sentences[:2] == (
        "The one term occurs first in several reports of 2018: it cannot be told who was first.",
        "2 terms are not compared: first used in the first report that the corpus has of a place, "
        "or when no other place had a report.",
    )
    none = first_said_reading(table.assign(others_there=0), lang="zh").sentences
    assert none[0].startswith("3个词无从比较")
    assert len(none) == 3


def test_where_no_sentence_is_shared_it_is_said_in_words():
    table = PAIRS.assign(shared=0.0)
    none = "No sentence of one is identical to one of the other, numbers and punctuation aside."
    assert none in str(likeness_reading(table))
    assert "没有逐字相同的句子（数字和标点不计）。" in str(likeness_reading(table, lang="zh"))


def test_reports_without_year_or_place_are_not_said_to_share_nothing():
    none = pd.DataFrame(columns=["term", "reports", "first_year", "first"])
    said = str(first_said_reading(none))
    assert said == "No term occurs in several reports whose place and year are known."
    assert "年度和地区已知" in str(first_said_reading(none, lang="zh"))
