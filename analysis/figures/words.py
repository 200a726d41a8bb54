"""The words printed in figures, in English and Chinese, and English names of terms and areas."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from corpus.language import Lang
from corpus.lexicon.lists import english_terms, policy_areas

_SAID: dict[str, tuple[str, str]] = {
    "opening": ("opening", "开头"),
    "review_past_year": ("previous-year review", "上年回顾"),
    "review_multi_year": ("multi-year review", "过去几年回顾"),
    "problems": ("problems acknowledged", "问题与不足"),
    "plan_multi_year": ("multi-year plan", "今后几年部署"),
    "plan_next_year": ("plan for the report year", "当年部署"),
    "closing": ("closing", "结语"),
    "characters": ("position in the body (characters)", "在报告正文中的位置（字符）"),
    "log_ratio": ("log ratio (base 2)\n← more in the {reference}    more in the {target} →",
                  "对数比（以2为底）：← {reference}更多    {target}更多 →"),
    "counts_filled": ("occurrences as {target}:{reference}; filled: adjusted p < 0.05",
                      "频次为{target}:{reference}；实心：校正后p < 0.05"),
    "size_filled": ("size: occurrences; filled: adjusted p < 0.05",
                    "大小：频次；实心：校正后p < 0.05"),
    "p_moving": ("p value (permutation test; dashed: 0.05)", "p值（置换检验；虚线：0.05）"),
    "hollow": (" (hollow: too few paragraphs for a 95% CI)",
               "（空心：段落过少，不报告95%置信区间）"),
    "year_of_report": ("report year", "报告年度"),
    "dot": ("; dot: {mark}", "；圆点：{mark}"),
    "no_target": ("year (grey: no target set)", "年份（灰色：未提出目标）"),
    "reached": ("reported result", "完成值（报告所称）"),
    "target_bar": ("target (bar: target range)", "目标值（竖条：目标区间）"),
    "number_of_topics": ("number of topics", "主题数"),
    "topic_distance": ("distance between the topics' terms (axes show {share} of it)",
                       "主题之间的词分布距离（两轴共显示{share}）"),
    "ways": ("specifications, ordered by result (n = {n}); orange: default",
             "测量口径，按结果排序（n = {n}）；橙色：默认口径"),
    "rank": ("rank (1 = highest)", "位次（1为最高）"),
    "place": ("position in the body (characters)", "在报告正文中的位置（字符）"),
    "stability": ("topic stability", "主题稳定性"),
    "stable": ("share of stable topics", "稳定主题的占比"),
    "npmi": ("coherence (NPMI)", "连贯性（NPMI）"),
    "c_v": ("coherence (C_V)", "连贯性（C_V）"),
    "npmi_reference": ("NPMI, State Council reports", "NPMI（国务院报告）"),
    "c_v_reference": ("C_V, State Council reports", "C_V（国务院报告）"),
    "exclusivity": ("exclusivity", "排他性"),
    "held_out": ("held-out log-likelihood", "留出对数似然"),
    "links": ("lines: shared paragraphs (min. {n}); size: paragraphs with the term",
              "连线：共现段落（至少{n}个）；大小：含该词段落数"),
    "sentences": ("sentence number ({report})", "句子编号（{report}）"),
    "points": ("percentage points (95% CI)", "百分点（95%置信区间）"),
    "less": ("{a} minus {b}", "{a}减{b}"),
    "two_guide": ("Filled: the CI of the difference excludes 0. No line: no CI",
                  "实心：差值的置信区间不含0；无线段：未报告置信区间。"),
    "percent": ("share of sentences (%)", "占句数的比例（%）"),
    "per_thousand": ("rate per 1,000 words", "每千词频次"),
    "dots_guide": ("Dot: {value}. Line: 95% CI. n: occurrences",
                   "圆点：{value}；线段：95%置信区间；n：频次"),
    "dots_plain": ("Dot: {value}. n: occurrences", "圆点：{value}；n：频次"),
    "dots_hollow": ("Hollow: no CI (too few paragraphs or sections)",
                    "空心：不报告置信区间（出现的段落或节过少）"),
    "more_in": ("more in {name}", "{name}更多"),
    "ratio_guide": ("Ratio of relative frequencies; numbers: occurrences. Line: 95% CI (arrow: no "
                    "limit)",
                    "相对频率之比；数字为频次；线段：95%置信区间（箭头：无上限或下限）"),
    "ratio_filled": ("Filled: adjusted p < 0.05 ({test}). Grey: not distinguishable from chance",
                     "实心：校正后p < 0.05（{test}）；灰色：与随机差异无法区分"),
    "permutation": ("permutation test", "置换检验"),
    "by_words": ("words taken as independent", "视各词相互独立"),
    "dropped": ("dropped", "不再提及"),
    "came and went": ("came and went", "出现后消失"),
    "came back": ("went and came back", "消失后重现"),
    "came to stay": ("came to stay", "出现后延续"),
    "histories_guide": ("Bar: mentions per 10,000 words (height by square root). Thin line: first "
                        "to last report with the term", "竖条：每万词提及次数（高度按平方根）；"
                        "细线：首次至末次出现的报告"),
    "histories_rule": ("Shown: in each class, the {n} terms with the most mentions at most",
                       "各类至多列出提及最多的{n}个词"),
    "no_report": ("Shaded: no report", "阴影：无报告"),
    "first_nation": ("first in a State Council report (none: before {year}, or never)",
                     "国务院报告首次出现（无标记：早于{year}年或从未出现）"),
    "mentions": ("mentions", "提及次数"),
    "tf_idf": ("TF-IDF weight", "TF-IDF权重"),
    "tf_idf_against": ("TF-IDF weight (background: {name})", "TF-IDF权重（背景：{name}）"),
    "weights_guide": ("Dot: {value}. n: occurrences", "圆点：{value}；n：频次"),
    "latest_units": ("The latest {n} of {all}", "共{all}份，列出最近{n}份"),
    "telling_units": ("{n} of {all}: those whose terms have the highest weights",
                      "共{all}个，列出词语权重最高的{n}个"),
    "topics_guide": ("Terms by {by}, the most distinctive first; %: probability of the term in "
                     "the topic. Line: stability from 0 to 1, tick at {least}",
                     "词按{by}排序，最具区分度者在前；%：词在主题中的概率；"
                     "横线：稳定性（0至1，刻度为{least}）"),
    "frex": ("FREX", "FREX"),
    "lift": ("lift", "提升度"),
    "relevance": ("relevance", "相关度"),
    "probability": ("probability", "概率"),
    "topic_number": ("Topic {n}", "主题{n}"),
    "unstable_topics": ("Not to be interpreted (stability below {least}): {topics}",
                        "不宜解读（稳定性低于{least}）：{topics}"),
    "of_words": ("{share}% of words", "占词数{share}%"),
    "named_topic": ("Topic {n}: {name}", "主题{n}：{name}"),
    "choice_guide": ("Vertical line: recommended number", "竖线：建议的主题数"),
    "choice_none": ("No number is stable enough to be recommended", "各主题数均不够稳定，不作建议"),
    "choice_runs": ("Thin lines: range over the runs", "细线：各次拟合的范围"),
    "shares_guide": ("Share of words (%); n: text units. Outlined: no CI, the topic is carried by "
                     "fewer than 3 text units", "占词数的比例（%）；n：文本单元数；"
                     "空心格：主题见于不足3个文本单元，不报告置信区间"),
    "shares_intervals": ("Brackets: 95% CI", "方括号：95%置信区间"),
    "shares_no_numbers": ("Shade: under 10%, 10-25%, 25-50%, over 50%",
                          "深浅：10%以下，10–25%，25–50%，50%以上"),
    "text_units": ("n from {low} to {high}", "n为{low}至{high}"),
    "cowords_guide": ("Number: sentences that two terms share, {n} or more. Read left and down "
                      "from a term. Line: clusters",
                      "数字：两词共现的句数（至少{n}句）；自词向左、向下读；折线：聚类"),
    "cowords_shade": ("Shade: times more than by chance, adjusted p < 0.05 (G², sentences as "
                      "independent). None: under twice, or not distinguishable from chance",
                      "深浅：为随机期望的倍数，校正后p < 0.05（G²，视各句相互独立）；"
                      "无底色：不足2倍，或与随机差异无法区分"),
    "overlap_guide": ("Number: overlap of two topics' terms (%; 100: the same). Read left and "
                      "down from a topic",
                      "数字：两主题词分布的重合度（%，100为相同）；自主题向左、向下读"),
    "or_more": ("{n} or more", "{n}以上"),
    "word_plot_guide": ("A word's dot stands at its ratio of relative frequencies; height has no "
                        "meaning. Grey, small dot: not distinguishable from chance (adjusted "
                        "p ≥ 0.05)",
                        "词下圆点为两文相对频率之比，上下位置无含义；"
                        "灰色、小圆点：与随机差异无法区分（校正后p ≥ 0.05）"),
    "word_plot_key": ("Occurrences in both:", "两文合计频次："),
    "cloud_times": ("{name} (2× or more)", "{name}（2倍以上）"),
    "cloud_neither": ("less than 2× apart, or not compared", "相差不足2倍，或未比较"),
    "ratio_half": ("An occurrence of 0 counts as half a one in the ratio",
                   "频次为0者，计算比值时按0.5次计"),
}  # fmt: skip


def says(key: str, lang: Lang, **values: object) -> str:
    """A word or phrase printed in figures, in one of the two languages.

    Args:
        key: of the phrase.
        lang: en or zh.
        values: that fill the placeholders of the phrase.
    """
    return _SAID[key][0 if lang == "en" else 1].format(**values)


def in_language(table: pd.DataFrame, lang: Lang, *, columns: Collection[str]) -> pd.DataFrame:
    """The table with its terms in English, where the policy lexicon has an English name.

    Terms without an English name stay in Chinese.

    Args:
        table: any table.
        lang: en; with zh the table is returned unchanged.
        columns: the columns that hold terms.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import in_language
        >>> table = pd.DataFrame({"term": ["营商环境", "创新", "沙河口"], "n": [4, 17, 30]})
        >>> in_language(table, "en", columns=["term"])["term"].tolist()
        ['business environment', 'innovation', '沙河口']
    """
    if lang == "zh":
        return table
    known = english_terms()
    changed = {one: table[one].map(lambda term: known.get(term) or term) for one in columns}
    return table.assign(**changed)


def area_names(lang: Lang) -> Mapping[int, str]:
    """The names of the policy areas by code (Comparative Agendas Project).

    Args:
        lang: en or zh.

    Example:
        >>> from analysis.figures import area_names
        >>> area_names("en")[6], area_names("zh")[6]
        ('Education', '教育')
    """
    return {int(code): row[f"name_{lang}"] for code, row in policy_areas().items()}
