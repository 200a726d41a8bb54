"""Readings of change from report to report."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports import histories_by_year
from analysis.findings import histories_reading, neighbours_reading, reuse_reading, turning_reading

TURNS = pd.DataFrame(
    {
        "report_year": range(2011, 2016),
        "kind": ["step", "level shift", "step", "odd report", "step"],
        "size": [1.9, 1.5, 1.0, 2.2, np.nan],
        "p_adjusted": [0.03, 0.001, 0.8, 0.01, np.nan],
        "gap": [1, 1, 1, 1, 2],
        "reason": ["", "", "", "", "a step across 2 years"],
    }
)


def test_turning_points_by_kind_the_surest_first():
    assert turning_reading(TURNS).sentences == (
        "Of 4 steps tested, 3 stand out.",
        "From 2012 on, neighbouring reports differ 1.5 times as much as before (adjusted p = "
        "0.001).",
        "The report of 2014 differs from those before and after it, 2.2 times as much as usual "
        "(adjusted p = 0.010).",
        "The step to 2015 is across missing years and was left out.",
    )
    assert turning_reading(TURNS.head(1), lang="zh").sentences[1] == (
        "至2011年的一步为通常的1.9倍（校正后p = 0.030）。"
    )


def test_no_turning_point_can_be_told():
    none = TURNS.assign(p_adjusted=[0.3, 0.5, 0.8, 0.9, np.nan])
    assert turning_reading(none).sentences[0] == (
        "Of 4 steps tested, none stands out (smallest adjusted p = 0.300): no turning point can be "
        "told."
    )
    few = TURNS.assign(p_adjusted=np.nan, gap=1)
    assert str(turning_reading(few, lang="zh")) == "可检验的步数过少（共5步），不能断定有无转折。"
    odd = TURNS.assign(p_adjusted=np.nan, gap=2)
    assert turning_reading(odd).sentences[0] == (
        "No two reports are a year apart, so no turning point can be told."
    )
    assert "没有相邻年份的报告" in str(turning_reading(odd, lang="zh"))


STEPS = pd.DataFrame(
    {
        "report_year": [2001, 2002, 2004],
        "before": [2000, 2001, 2002],
        "gap": [1, 1, 2],
        "jsd": [0.24, 0.31, 0.5],
        "jsd_by_chance": [0.26, 0.23, 0.2],
        "p": [0.9, 0.005, 0.001],
        "more": ["稳", "创新、就业、教育、城市", "x"],
        "less": ["", "招商", ""],
    }
)


def test_words_that_are_the_same_have_not_changed():
    none = STEPS.head(2).assign(jsd=0.0, jsd_by_chance=0.0, p=1.0, more="", less="")
    assert neighbours_reading(none.head(1)).sentences[0] == (
        "From 2000 to 2001 the words and their frequencies are the same (no divergence)."
    )
    assert neighbours_reading(none.head(1), lang="zh").sentences[0] == (
        "2000年至2001年用词及其频率相同（JS散度为0）。"
    )
    assert neighbours_reading(none).sentences[0] == (
        "In all 2 pairs of reports the words and their frequencies are the same (no divergence)."
    )
    alike = none.assign(jsd=0.2)
    assert neighbours_reading(alike, lang="zh").sentences[0] == (
        "2对相邻报告的用词变化相同，如2000年至2001年（JS散度为0.20比特，随机基准为0.00）。"
    )


def test_the_largest_step_is_one_of_neighbouring_years():
    assert neighbours_reading(STEPS).sentences == (
        "The wording changed most from 2001 to 2002 (Jensen–Shannon divergence 0.31 bits; 0.23 by "
        "chance) and least from 2000 to 2001 (0.24).",
        "The report of 2002 uses more “创新” [innovation], “就业” [employment] and “教育” "
        "[education], "
        "and less “招商” [attracting investors].",
        "Of 2 pairs, 1 differs more than by chance (adjusted p < 0.05); 1 is below chance, as "
        "where "
        "text is repeated.",
        "The pair from 2002 to 2004 (0.50) is 2 years apart and not ranked with these.",
    )
    zh = neighbours_reading(STEPS, lang="zh").sentences
    assert zh[0] == (
        "用词变化最大的是2001年至2002年（JS散度为0.31比特，随机基准为0.23），2000年至2001年最小"
        "（0.24）。"
    )
    assert zh[3] == "2002年至2004年（0.50）相隔2年，不与相邻年份一并比较。"


def test_a_report_after_years_of_absence_is_named_with_its_divergence():
    later = pd.concat([STEPS, STEPS.tail(1).assign(report_year=2026, before=2004, gap=22, jsd=0.6)])
    assert neighbours_reading(later).sentences[3] == (
        "2 more pairs, the last from 2004 to 2026 (0.60), are over a year apart and not ranked "
        "with these."
    )
    assert neighbours_reading(later, lang="zh").sentences[3] == (
        "另有2对相隔一年以上，不与相邻年份一并比较，最后一对为2004年至2026年（0.60）。"
    )
    steps = pd.concat([TURNS, TURNS.tail(1).assign(report_year=2026, gap=11)])
    assert turning_reading(steps).sentences[3] == (
        "2 steps across missing years were left out, the last of them to 2026."
    )


def test_terms_that_the_latest_report_has_again_after_an_absence_are_counted():
    words = pd.Series(1000, index=[*range(2001, 2011), 2026])
    said = [(year, "招商", 5) for year in range(2001, 2004)] + [(2026, "招商", 9)]
    said += [(year, "教育", 3) for year in words.index]
    histories = histories_by_year(pd.DataFrame(said, columns=["unit", "term", "n"]), words)
    assert histories_reading(histories).sentences[0] == (
        "Of the 2 terms in the table, 1 was there throughout and 1 was dropped; 1 of them occurs "
        "again in the report of 2026, which alone is no return."
    )
    assert "其中1个中断后又见于2026年报告" in str(histories_reading(histories, lang="zh"))
    gone = histories[histories["term"] == "教育"]
    assert "again" not in str(histories_reading(gone))


def test_pairs_below_chance_are_counted():
    low = STEPS.assign(gap=1, jsd_by_chance=[0.26, 0.4, 0.2])
    assert (
        "; 2 are below chance, as where text is repeated." in neighbours_reading(low).sentences[2]
    )
    assert "；2对低于随机基准" in neighbours_reading(low, lang="zh").sentences[2]


def test_pairs_without_a_baseline_and_a_single_pair():
    short = STEPS.assign(jsd_by_chance=np.nan, p=np.nan)
    assert (
        neighbours_reading(short).sentences[2] == "The reports are too short for a chance baseline."
    )
    one = neighbours_reading(STEPS.head(1)).sentences
    assert one[0] == (
        "The wording changed from 2000 to 2001 (Jensen–Shannon divergence 0.24 bits; 0.26 by "
        "chance)."
    )
    assert one[2].startswith("Of 1 pair, none differs more than by chance")
    assert "最大" not in neighbours_reading(STEPS.head(1), lang="zh").sentences[0]


def histories(**classes):
    rows = [
        (term, year, n, kind)
        for kind, terms in classes.items()
        for term, years in terms.items()
        for year, n in years.items()
    ]
    table = pd.DataFrame(rows, columns=["term", "year", "n", "class"])
    return table.assign(**{"class": table["class"].str.replace("_", " ")})


def test_terms_that_came_and_went():
    table = histories(
        came_to_stay={"创新": {2001: 0, 2005: 4, 2006: 9}, "就业": {2006: 2}},
        dropped={"招商": {2001: 3, 2002: 1, 2006: 0}},
        throughout={"教育": {2001: 3, 2006: 3}},
    )
    assert histories_reading(table).sentences == (
        "Of the 4 terms in the table, 2 came to stay, 1 was there throughout and 1 was dropped.",
        "Most frequent of those that came to stay: “创新” [innovation] (most in 2006) and “就业” "
        "[employment] (most in 2006).",
        "Most frequent of those that were dropped: “招商” [attracting investors] (most in 2001).",
    )
    assert histories_reading(table, top=1, lang="zh").sentences == (
        "表中4个词，2个出现后延续至今，1个贯穿始终，1个不再使用。",
        "出现后延续至今的词中，频次最高的是“创新”（2006年最多）。",
        "不再使用的词中，频次最高的是“招商”（2001年最多）。",
    )


def test_the_peak_is_of_the_rate_and_ties_are_told():
    table = histories(dropped={"招商": {2001: 3, 2002: 4, 2009: 1}, "就业": {2001: 2, 2004: 2}})
    said = histories_reading(table).sentences[1]
    assert said.endswith("(most in 2002) and “就业” [employment] (most in 2001 and 2004).")
    rated = table.assign(per_ten_thousand=[9.0, 4.0, 1.0, 2.0, 2.5])
    assert "（2001年最多）和“就业”（2004年最多）。" in str(histories_reading(rated, lang="zh"))
    often = histories(dropped={"招商": {2001: 3, 2002: 3, 2003: 3}})
    assert "most in" not in str(histories_reading(often))


def test_repeated_text_with_ties_and_gaps():
    table = pd.DataFrame(
        {"report_year": [2016, 2017, 2018, 2019], "share": [np.nan, 0.04, 0.16, 0.04]}
    )
    assert reuse_reading(table).sentences == (
        "A report repeats 4.0% of its characters (median of 3) from the year before: most in 2018 "
        "(16.0%), least in 2017 and 2019 (4.0%).",
        "Only near-identical sentences count.",
        "1 more report has none of the year before to compare: missing is not zero.",
    )
    assert reuse_reading(table, lang="zh").sentences[0] == (
        "报告与上一年报告相同的句子占字数的4.0%（3份的中位数）：2018年最高（16.0%），2017和"
        "2019年最低"
        "（4.0%）。"
    )
    many = pd.DataFrame({"y": range(2001, 2008), "reused": [0.0] * 6 + [0.3]})
    assert "least in 6 years (0.0%)" in str(reuse_reading(many, year="y", value="reused"))
    with pytest.raises(ValueError, match="divide percentages by 100"):
        reuse_reading(table.assign(share=16.0))


def test_two_reports_tell_which_terms_both_have_and_no_history():
    table = histories(throughout={"甲": {1954: 3, 2025: 2}, "乙": {1954: 1, 2025: 5}})
    assert str(histories_reading(table)) == (
        "The 2 terms in the table all occur in both reports, 1954 and 2025; two reports do not "
        "tell when terms came or went."
    )
    assert "贯穿" not in str(histories_reading(table, lang="zh"))


def test_one_class_is_said_of_all_terms():
    table = histories(throughout={one: {2017: 3, 2018: 3, 2019: 3} for one in "甲乙"})
    assert str(histories_reading(table)) == "All 2 terms in the table were there throughout."
    assert str(histories_reading(table, lang="zh")) == "表中2个词均贯穿始终。"


def test_after_a_missing_year_there_is_no_year_before():
    table = pd.DataFrame({"report_year": [1954, 2026], "share": [float("nan")] * 2})
    assert str(reuse_reading(table)).startswith("No report has one of the year before")
    assert "上一年" in str(reuse_reading(table, lang="zh"))
