"""The words that figures bring with them, in both languages, and terms and areas in English."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from corpus.language import Lang
from corpus.lexicon.lists import english_terms, policy_areas

_SAID: dict[str, tuple[str, str]] = {
    "opening": ("opening", "开头"),
    "review_past_year": ("review: past year", "回顾：上一年"),
    "review_multi_year": ("review: past years", "回顾：多年"),
    "problems": ("problems", "问题"),
    "plan_multi_year": ("plan: years to come", "部署：今后几年"),
    "plan_next_year": ("plan: next year", "部署：下一年"),
    "closing": ("closing", "结语"),
    "characters": ("characters of the speech, from its first to its last",
                   "报告全文字数（自首至尾）"),
    "log_ratio": ("log ratio (base 2):  ← more in the {reference}    more in the {target} →",
                  "对数比（以 2 为底）：← {reference}更多    {target}更多 →"),
    "counts_filled": ("counts as {target}:{reference}; filled: adjusted p < 0.05",
                      "次数为 {target}:{reference}；实心：校正后 p < 0.05"),
    "size_filled": ("size: occurrences; filled: adjusted p < 0.05",
                    "大小：出现次数；实心：校正后 p < 0.05"),
    "p_moving": ("p of moving paragraphs (dashed: 0.05)", "段落置换的 p 值（虚线：0.05）"),
    "hollow": (" (hollow: too few paragraphs for an interval)", "（空心：段落太少，不给区间）"),
    "year_of_report": ("year of the report", "报告年份"),
    "dot": ("; dot: {mark}", "；圆点：{mark}"),
    "no_target": ("year; grey: no target was named", "年份；灰色：未提出目标"),
    "reached": ("reached", "完成值"),
    "target_bar": ("target (bar: a range)", "目标（竖条为区间）"),
    "number_of_topics": ("number of topics", "主题数"),
    "topic_distance": ("distance of the terms (both axes show {share} of it)",
                       "词分布的距离（两轴共显示其中 {share}）"),
    "ways": ("{n} ways to measure it, by the result; orange: the suite's own",
             "{n} 种算法，按结果排列；橙色为本套件的默认"),
    "rank": ("rank (1: most)", "位次（1 为最多）"),
    "place": ("place in the speech, from its first word to its last",
              "在报告中的位置（自首词至末词）"),
    "stability": ("stability", "稳定性"),
    "stable": ("share of stable topics", "稳定主题的比例"),
    "npmi": ("NPMI", "NPMI"),
    "c_v": ("C_V", "C_V"),
    "npmi_reference": ("NPMI, nation", "NPMI（国务院报告）"),
    "c_v_reference": ("C_V, nation", "C_V（国务院报告）"),
    "exclusivity": ("exclusivity", "排他性"),
    "held_out": ("log probability held out", "留出词的对数概率"),
    "links": ("lines: in {n} or more paragraphs together; circles: paragraphs with the term",
              "连线：同现于 {n} 个以上段落；圆：含该词的段落数"),
    "sentences": ("sentence of {report}", "{report}的句序"),
    "percent": ("% of the sentences", "占句数的 %"),
}  # fmt: skip


def says(key: str, lang: Lang, **values: object) -> str:
    """The words of a figure in a language.

    Args:
        key: which.
        lang: en or zh.
        values: put into them.
    """
    return _SAID[key][0 if lang == "en" else 1].format(**values)


def in_language(table: pd.DataFrame, lang: Lang, *, columns: Collection[str]) -> pd.DataFrame:
    """The table with its terms in English, where the lexicon has an English rendering.

    Args:
        table: any.
        lang: ``zh`` leaves it as it is.
        columns: that hold terms.
    """
    if lang == "zh":
        return table
    known = english_terms()
    changed = {one: table[one].map(lambda term: known.get(term) or term) for one in columns}
    return table.assign(**changed)


def area_names(lang: Lang) -> Mapping[int, str]:
    """The names of the policy areas by their codes."""
    return {int(code): row[f"name_{lang}"] for code, row in policy_areas().items()}
