"""The words printed in figures, in English and Chinese, and English names of terms and areas."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from analysis.confidence import at_confidence, confidence_of
from corpus.language import Lang, check_language
from corpus.lexicon.lists import english_terms, policy_areas
from corpus.schema import SPOKEN, check_columns

_SAID: dict[str, tuple[str, str]] = {
    "plan": ("plan", "部署部分"),
    "review": ("review", "回顾部分"),
    "plan_of": ("the plan of {label}", "{label}部署部分"),
    "review_of": ("the review of {label}", "{label}回顾部分"),
    "whole_of": ("{label}", "{label}"),
    "state_council": ("State Council", "国务院"),
    "state_council_of": ("State Council, {year}", "国务院{year}年"),
    "span_of": ("{first}–{last}", "{first}—{last}年"),
    "nation_background": ("State Council reports", "国务院政府工作报告"),
    "corpus_background": ("the reports compared", "所比较的各份报告"),
    "t_parts": ("Parts of the reports, {label}", "{label}报告各部分"),
    "t_terms_by": ("Policy terms, {label}", "{label}政策词"),
    "t_cloud": ("Words, {label}", "{label}词云"),
    "t_weights": ("Terms of its own, {label}", "{label}特有词"),
    "t_weights_parts": ("Terms of each part, {label}", "{label}报告各部分的特有词"),
    "t_choice": ("Choice of the number of topics, {label}", "{label}主题数的选择"),
    "t_topics": ("Topics, {label}", "{label}的主题"),
    "t_topics_parts": ("Topics by part, {label}", "{label}报告各部分的主题"),
    "t_areas": ("Policy areas, {label}", "{label}的政策领域"),
    "t_gaps": (
        "Policy areas: plan minus review, {label}",
        "{label}部署部分与回顾部分的政策领域之差",
    ),
    "t_sides": ("Words of plan and review, {label}", "{label}部署部分与回顾部分的用词"),
    "t_rates": ("Rates of words with three intervals, {label}", "{label}词频及三种置信区间"),
    "t_histories": ("Histories of policy terms, {label}", "{label}政策词的兴替"),
    "t_divergence": ("Divergence from the report before, {label}", "{label}与上一份报告的散度"),
    "t_repeated": (
        "Near-identical sentences in the report before, {label}",
        "{label}与上一年报告几乎逐字相同的句子",
    ),
    "t_words_years": ("Words of the last and the first years, {label}", "{label}后期与前期的用词"),
    "t_two": ("{label} and {other}: policy areas", "{label}与{other}的政策领域"),
    "t_two_words": ("Words of {label} and {other}", "{label}与{other}的用词"),
    "t_likeness": ("Likeness to the level above", "与上级政府报告的相似度"),
    "t_curve": (
        "{name} under all specifications: {target} over {reference}, {label}",
        "{label}{name}在各测量口径下{target}与{reference}之比",
    ),
    "t_sides_coded": ("Policy instruments in plans, {label}", "{label}部署部分的政策工具"),
    "t_directives": ("Strength of directives in plans, {label}", "{label}部署部分的措辞力度"),
    "t_positions": ("Positions of reports, {label}", "{label}报告的位置"),
    "t_firmness": ("Firmness of plans, {label}", "{label}部署部分的强硬程度"),
    "t_strategy": ("Strategic map of themes, {label}", "{label}共词主题战略坐标图"),
    "t_flows": ("Themes by period, {label}", "{label}各时期的共词主题"),
    "t_verdicts": ("Targets by verdict, {label}", "{label}目标完成情况"),
    "t_targets": ("Targets and results: {name}, {label}", "{label}{name}目标与完成值"),
    "t_ladder": ("Targets by level of government: {name}", "各级政府的{name}目标"),
    "t_pressure": ("Target pressure: {name}, {label}", "{label}{name}目标压力"),
    "t_amplification": (
        "Targets beside those of the level above: {name}, {year}",
        "{year}年{name}目标与上级目标之差",
    ),
    "t_tone": ("Tone and sentence length, {label}", "{label}报告的语气与句长"),
    "t_formula": ("Formulaic language, {label}", "{label}报告的套语"),
    "t_dispersion": ("Positions of policy terms, {label}", "{label}政策词的位置"),
    "t_cowords": ("Co-occurring policy terms, {label}", "{label}政策词共现"),
    "t_list_words": ("Words of the list, {label}", "{label}词表用词"),
    "t_list_index": ("Index of the list, {label}", "{label}词表指数"),
    "t_counted_words": ("Words in State Council reports, {label}", "{label}国务院政府工作报告用词"),
    "t_recipe": (
        "Words of the list in State Council reports, by two measures",
        "国务院政府工作报告中的词表用词（两种指标）",
    ),
    "recipe_strings": (
        "character strings per 1,000 tokens, punctuation included",
        "每千词例字符串数（含标点）",
    ),
    "recipe_mentions": ("mentions per 1,000 words", "每千词提及次数"),
    "periods_n": (
        "{n} of {of} reports are compared by period; the other periods have too little text for a "
        "theme.",
        "按时期比较{of}份报告中的{n}份；其余时期文本过少，没有主题。",
    ),
    "taken_n": (
        "{n} of {of} reports are taken, evenly spread, so that all fits into memory; "
        "set most for more.",
        "为控制内存，从{of}份报告中等距取{n}份；需要更多请设most。",
    ),
    "list_n": ("Words in the list: {n} ({source}).", "词表共{n}个词（{source}）。"),
    "own_list": ("your own", "自备词表"),
    "index_label": ("index: weighted occurrences per 1,000 words", "指数：每千词的加权频次"),
    "weights_one": ("Equal weights", "等权"),
    "weights_idf": ("IDF weights", "IDF加权"),
    "strategy_guide": (
        "Area: units with the theme's terms; bars: 95% ranges of ranks over "
        "bootstraps; filled: stability 0.6 or more; lines: medians",
        "面积：主题各词的单元数；线段：位次的95%自助范围；实心：稳定性不低于0.6；纵横线：中位数",
    ),
    "strategy_x": (
        "rank of centrality (links to other themes) →",
        "中心度位次（与其他主题的联系）→",
    ),
    "strategy_y": ("rank of density (links within the theme) →", "密度位次（主题内部的联系）→"),
    "quadrant_motor": ("Motor themes", "驱动主题"),
    "quadrant_basic": ("Basic themes", "基础主题"),
    "quadrant_niche": ("Niche themes", "专门主题"),
    "quadrant_emerging_or_declining": ("Emerging or declining themes", "新兴或衰退主题"),
    "flows_guide": (
        "Bar: % of units of a period's themes; filled: stability 0.6 or more; n: reports\nBand: "
        "shared terms, inclusion {n} or more; blue: more than by chance (adjusted "
        "p < 0.05)",
        "竖条：占该时期主题词单元数的百分比；实心：稳定性不低于0.6；n：报告份数\n"
        "色带：共有的词（包含度不低于{n}）；蓝色：多于随机水平（校正后p < 0.05）",
    ),
    "flows_least": ("Not drawn: {n} smaller themes", "未绘：{n}个较小的主题"),
    "flows_first": (
        "Not drawn for want of room: periods before {period}",
        "限于版面，未绘{period}以前的时期",
    ),
    "t_ranks": ("Ranks of policy areas by plan period, {label}", "{label}各五年规划时期的领域位次"),
    "no_place": ("an unknown place", "某地"),
    "wordfish_n": ("Wordfish: {n} texts, {terms} terms.", "Wordfish模型：{n}份文本，{terms}个词。"),
    "stop_words_n": (
        "{n} stop words are left out of the tables, not of the denominator.",
        "表中不列{n}个停用词，但计入分母。",
    ),
    "text_units_n": ("Text units: {n}; reports: {reports}.", "文本单元{n}个，报告{reports}份。"),
    "background_n": ("Background: {name}, {n} texts.", "背景：{name}，共{n}个文本。"),
    "no_sheet": (
        "No coding sheet is given. gwr sample coding.xlsx --sentences 300 draws one; fill "
        "in its column code, and set sheet to its path.",
        "未指定编码表。请用 gwr sample coding.xlsx --sentences 300 抽取句子，填好code列，"
        "再将sheet设为其路径。",
    ),
    "coded_n": ("{area}: {n} sentences were coded by hand.", "{area}：人工编码{n}句。"),
    "chance": ("by chance", "随机基准"),
    "to": ("{a} – {b}", "{a}—{b}"),
    "scale_guide": (
        "Line: 95% CI, {cluster}; thin line: mean of the texts",
        "线段：95%置信区间，{cluster}；细线：各文本均值",
    ),
    "scale_words": ("words taken as independent, hence too short", "视各词相互独立，故偏窄"),
    "scale_section": ("clustered by section", "以节为重抽样单位"),
    "scale_paragraph": ("clustered by paragraph", "以段为重抽样单位"),
    "scale_hollow": ("Hollow: no CI", "空心：不报告置信区间"),
    "scale_shown": ("The first and last {top} of {n} texts", "共{n}个文本，仅列首尾各{top}个"),
    "scale_year": (
        "Correlation with the report year: {r} (n = {n})",
        "与报告年度的相关系数：{r}（n = {n}）",
    ),
    "scale_length": (
        "Correlation with log words: {r} (n = {n})",
        "与词数对数的相关系数：{r}（n = {n}）",
    ),
    "scale_is": (", so that this is a position in {what}", "，所测主要是{what}"),
    "scale_is_year": ("time", "时间"),
    "scale_is_length": ("length", "篇幅"),
    "cosine": ("cosine similarity", "余弦相似度"),
    "likeness_guide": (
        "dot and line: cosine with its 95% CI; tick: chance baseline; filled: the CI excludes it",
        "圆点与线段：余弦及其95%置信区间；短线：随机基准；实心：区间不含基准",
    ),
    "words_of": ("Most frequent words, {label}", "{label}高频词"),
    "terms_of": ("Most frequent policy terms, {label}", "{label}高频政策词"),
    "areas_of": ("Policy areas in review and plan, {label}", "{label}回顾部分与部署部分的政策领域"),
    "mentions_note": (
        "Mentions of policy terms by longest match.",
        "政策词提及次数，按最长匹配计。",
    ),
    "plan_less_review": ("plan minus review, percentage points", "部署部分减回顾部分（百分点）"),
    "cluster_sections": ("by section", "以节为重抽样单位"),
    "cluster_paragraphs": ("by paragraph", "以段为重抽样单位"),
    "cluster_words": ("by word (Wilson)", "按词（Wilson）"),
    "jsd": (
        "Jensen–Shannon divergence from the report before (bits)",
        "与上一份报告的JS散度（比特）",
    ),
    "repeated": (
        "% of characters in near-identical sentences",
        "几乎逐字相同的句子占字符的比例（%）",
    ),
    "ratio_of": (
        "{name}: ratio of rates, {target} over {reference}",
        "{name}：{target}与{reference}的频率之比",
    ),
    "numerator": ("What is counted", "计数方式"),
    "denominator": ("Denominator", "分母"),
    "part": ("Part", "部分"),
    "points_of": (
        "{name}: result minus target, percentage points",
        "{name}：完成值减目标值（百分点）",
    ),
    "growth_of": ("{name}: growth target (%)", "{name}增长目标（%）"),
    "opening": ("opening", "开头"),
    "review_past_year": ("previous-year review", "上年回顾"),
    "review_multi_year": ("multi-year review", "过去几年回顾"),
    "problems": ("problems acknowledged", "问题与不足"),
    "plan_multi_year": ("multi-year plan", "今后几年部署"),
    "plan_next_year": ("plan for the report year", "当年部署"),
    "closing": ("closing", "结语"),
    "lines_are_cis": ("{what}; lines: 95% CIs", "{what}；线段：95%置信区间"),
    "hollow": (
        " (hollow: too few paragraphs for a 95% CI)",
        "（空心：段落过少，不报告95%置信区间）",
    ),
    "number_of_topics": ("number of topics", "主题数"),
    "place": ("position in the body (characters)", "在报告正文中的位置（字符）"),
    "stability": ("topic stability", "主题稳定性"),
    "npmi": ("coherence (NPMI)", "连贯性（NPMI）"),
    "exclusivity": ("exclusivity", "排他性"),
    "held_out": ("held-out log-likelihood", "留出对数似然"),
    "less": ("{a} minus {b}", "{a}减{b}"),
    "percent_note": ("% of sentences", "占句数的百分比"),
    "means_note": (
        "line: five-year mean; band: its 95% CI; dots: years",
        "线：五年平均；色带：其95%置信区间；点：各年",
    ),
    "years_note": ("dots: years; bars: 95% CIs", "点：各年；竖线：95%置信区间"),
    "bands_cut": ("CIs beyond the scale are cut off", "超出刻度的置信区间截去上部"),
    "changes_note": (
        "Panels from largest rise to largest fall (change from first to last, "
        "top right; in brackets: its CI includes 0)",
        "各图按升幅由大到小排列（右上角为首尾变化，加括号者置信区间包含0）",
    ),
    "largest": ("The {top} largest of {n}", "仅列{n}项中最大的{top}项"),
    "mean": ("mean", "均值"),
    "rows_by_year": (
        "Rows from those of the early years to those of the late ones",
        "各行按重心年份由早到晚排列",
    ),
    "rows_by_axis": (
        "Rows and columns so ordered that like is beside like",
        "行列按对应分析第一轴排列，相近者相邻",
    ),
    "no_numbers": ("Area of a square: the value", "方块面积为数值大小"),
    "units_shown": ("{top} of {n} are shown", "共{n}列，仅列{top}列"),
    "last_shown": ("The last {top} of {n} are shown", "共{n}列，仅列最后{top}列"),
    "against_zero": ("Against 0:", "与0相比："),
    "rows_by_mean": ("Rows from the largest mean to the smallest", "各行按均值从大到小排列"),
    "against_others_years": ("Against the mean of the other years:", "与其余年份均值相比："),
    "against_others_places": ("Against the mean of the other places:", "与其余地区均值相比："),
    "less_adjusted": ("below, adjusted p < 0.05", "偏低，校正后p < 0.05"),
    "less_95": ("below, 95% CI", "偏低，95%置信区间不含0"),
    "more_95": ("above, 95% CI", "偏高，95%置信区间不含0"),
    "more_adjusted": ("above, adjusted p < 0.05", "偏高，校正后p < 0.05"),
    "dashed": ("Dashed: {place}", "虚线：{place}"),
    "most_apart": (
        "The {top} of {n} areas in which places differ most beyond error",
        "仅列{n}个领域中地区差异最超出误差的{top}个",
    ),
    "places_shown": ("The first and last {top} of {n} places", "共{n}个地区，仅列首尾各{top}个"),
    "places_guide": (
        "Lines: 95% CIs; thin line: mean of the places; filled: the CI of the "
        "difference from the mean of the other places excludes 0 (circle above, "
        "square below)",
        "线段为95%置信区间，细线为各地均值；实心：与其余地区均值之差的置信区间不"
        "含0（圆点偏高，方块偏低）",
    ),
    "difference_points": ("percentage points", "百分点"),
    "few_points": ("points", "百分点"),
    "pair_guide": (
        "Lines: 95% CIs (none: no CI). Filled difference: its CI excludes 0",
        "线段为95%置信区间（无线段：未报告）；差值实心：置信区间不含0",
    ),
    "parts_guide": (
        "Length in characters; right: share of each part (%)",
        "长度为字符数；右侧为各部分占比（%）",
    ),
    "last_reports": ("The last {top} of {n} reports", "共{n}份报告，仅列最后{top}份"),
    "characters_short": ("characters", "字符"),
    "gaps_guide": (
        "Target of each year and the result that the next report gives",
        "各年目标值与次年报告所称的完成值",
    ),
    "key_target": ("target (alone: no result)", "目标值（单独：无完成值）"),
    "key_range": ("target range", "目标区间"),
    "key_kept": ("result: met or exceeded", "完成值：完成或超额"),
    "key_missed": ("result: missed", "完成值：未完成"),
    "key_no_target": ("no target found, or no report", "未见目标值，或无报告"),
    "key_loose": ("result: not comparable", "完成值：不可比"),
    "wording_hard": ("hard wording", "硬约束"),
    "wording_soft": ("soft wording", "软约束"),
    "wording_point": ("number alone", "仅有数值"),
    "wording_in_step": ("in step, without a number", "同步，无数值"),
    "wording_absent": ("no target found", "未见目标值"),
    "target_word": ("target: {name}", "目标值：{name}"),
    "key_last_result": ("result of the year before", "上年完成值"),
    "key_above": ("target of the nearest level above", "最近上级的目标值"),
    "key_no_report": ("no report", "无报告"),
    "pressure_guide": (
        "Marks: targets, of a range its midpoint; bar: from the result of the year before",
        "标记为目标值（区间取中点），竖条自上年完成值起",
    ),
    "amplification_guide": (
        "Target of each place less that of the nearest level above; of a range its midpoint",
        "各地目标值减最近上级的目标值（区间取中点）",
    ),
    "absent_shown": (
        "{top} of {n} places that cannot be compared are listed",
        "无法比较的{n}个地区仅列{top}个",
    ),
    "own_target": ("target", "目标值"),
    "target_above": ("level above", "最近上级"),
    "measures_guide": (
        "Dots: reports; lines: 95% CIs; each scale is in the unit named above it",
        "圆点为各份报告，线段为95%置信区间；各图单位见标题，尺度不同",
    ),
    "measures_hollow": ("Hollow: no CI", "空心：不报告置信区间"),
    "national": ("State Council", "国务院"),
    "provincial": ("provincial", "省级"),
    "prefecture": ("prefecture-level", "地级"),
    "county": ("county-level", "县级"),
    "places_of": ("{level} ({n})", "{level}（{n}个）"),
    "ladder_guide": (
        "Lines: median of the places of a level; bars: lowest to highest target",
        "折线为该级各地目标值的中位数，竖线为最低至最高",
    ),
    "ladder_year_guide": ("Numbers: places with this target", "数字为取该目标值的地区数"),
    "bump_guide": ("Number in a mark: %", "标记内数字为百分比"),
    "rank_ranges": (
        "Thin bars: 95% of the ranks in resampling; where bars overlap, the order is uncertain",
        "细线为重抽样中95%的位次；细线重叠者次序不确定",
    ),
    "no_ranges": (
        "Ranks without ranges: neighbours may differ by chance",
        "位次未附范围，相邻者之差可能出于偶然",
    ),
    "curve_guide": (
        "{n} specifications, ordered by result; lines: 95% CIs",
        "{n}种测量口径，按结果排序；竖线为95%置信区间",
    ),
    "curve_without": (
        "{n} specifications, ordered by result; without CIs",
        "{n}种测量口径，按结果排序；无置信区间",
    ),
    "curve_filled": ("Filled: the CI excludes {null}", "实心：置信区间不含{null}"),
    "default_way": ("default", "默认口径"),
    "median": ("median", "中位数"),
    "count": ("count", "频次"),
    "opening_short": ("opening", "开头"),
    "review_past_year_short": ("review", "回顾"),
    "review_multi_year_short": ("review", "回顾"),
    "problems_short": ("problems", "问题"),
    "plan_multi_year_short": ("plan", "部署"),
    "plan_next_year_short": ("plan", "部署"),
    "closing_short": ("closing", "结语"),
    "reuse_guide": (
        "Each line: a repeated sentence (n = {n}), the darker the more of it is repeated",
        "每条线为一个重复句（n = {n}），重复越多颜色越深",
    ),
    "sentence_number": ("sentence number", "句子编号"),
    "exceeded": ("exceeded", "超额完成"),
    "met": ("met", "完成"),
    "within_range": ("within range", "在目标区间内"),
    "missed": ("missed", "未完成"),
    "not_comparable": ("not comparable", "不可比"),
    "not_reported": ("not reported", "未报告"),
    "no_next_report": ("no next report", "缺次年报告"),
    "verdicts_guide": (
        "Number of targets by verdict; not reported is not missed",
        "目标数，按完成情况；未报告不等于未完成",
    ),
    "last_units": ("The last {top} are shown", "仅列最后{top}列"),
    "dots_guide": (
        "Dot: {value}. Line: 95% CI. n: occurrences",
        "圆点：{value}；线段：95%置信区间；n：频次",
    ),
    "dots_plain": ("Dot: {value}. n: occurrences", "圆点：{value}；n：频次"),
    "dots_hollow": (
        "Hollow: no CI (too few paragraphs or sections)",
        "空心：不报告置信区间（出现的段落或节过少）",
    ),
    "ratio_guide": (
        "Ratio of rates per word; numbers: occurrences. Line: 95% CI (arrow: no limit)",
        "按词数计的频率之比；数字为频次；线段：95%置信区间（箭头：无上限或下限）",
    ),
    "ratio_filled": (
        "Filled: adjusted p < 0.05 ({test}). Grey: not distinguishable from chance",
        "实心：校正后p < 0.05（{test}）；灰色：与随机差异无法区分",
    ),
    "permutation": ("permutation test", "置换检验"),
    "dropped": ("dropped", "不再提及"),
    "came and went": ("came and went", "出现后消失"),
    "came back": ("went and came back", "消失后重现"),
    "came to stay": ("came to stay", "出现后延续"),
    "histories_guide": (
        "Bar: occurrences per 10,000 words (height by square root). Thin line: "
        "first to last report with the term",
        "竖条：每万词出现次数（高度按平方根）；细线：首次至末次出现的报告",
    ),
    "histories_rule": (
        "Shown: in each class, the {n} terms that occur most at most",
        "各类至多列出出现最多的{n}个词",
    ),
    "no_report": ("Shaded: no report", "阴影：无报告"),
    "first_nation": (
        "first in a State Council report (none: before {year}, or never)",
        "国务院报告首次出现（无标记：早于{year}年或从未出现）",
    ),
    "occurrences": ("occurrences", "出现次数"),
    "tf_idf": ("TF-IDF weight", "TF-IDF权重"),
    "tf_idf_against": ("TF-IDF weight (background: {name})", "TF-IDF权重（背景：{name}）"),
    "latest_units": ("The latest {n} of {all}", "共{all}份，列出最近{n}份"),
    "telling_units": (
        "{n} of {all}: those whose terms have the highest weights",
        "共{all}个，列出词语权重最高的{n}个",
    ),
    "topics_guide": (
        "Terms by {by}, the most distinctive first; %: probability of the term in "
        "the topic. Line: stability from 0 to 1, tick at {least}",
        "词按{by}排序，最具区分度者在前；%：词在主题中的概率；横线：稳定性（0至1，刻度为{least}）",
    ),
    "frex": ("FREX", "FREX"),
    "lift": ("lift", "提升度"),
    "relevance": ("relevance", "相关度"),
    "probability": ("probability", "概率"),
    "topic_number": ("Topic {n}", "主题{n}"),
    "unstable_topics": (
        "Not to be interpreted (stability below {least}): {topics}",
        "不宜解读（稳定性低于{least}）：{topics}",
    ),
    "of_words": ("{share}% of words", "占词数{share}%"),
    "named_topic": ("Topic {n}: {name}", "主题{n}：{name}"),
    "choice_guide": ("Vertical line: recommended number", "竖线：建议的主题数"),
    "choice_none": ("No number is stable enough to be recommended", "各主题数均不够稳定，不作建议"),
    "choice_runs": (
        "Dots: all text units. Thin lines: range over models of four fifths of them",
        "圆点：全部文本单元；细线：各次仅用五分之四文本单元所得的范围",
    ),
    "shares_guide": (
        "Share of words (%); n: text units. Outlined: no CI, the topic is carried by "
        "fewer than 3 text units",
        "占词数的比例（%）；n：文本单元数；空心格：主题见于不足3个文本单元，不报告置信区间",
    ),
    "shares_intervals": ("Brackets: 95% CI", "方括号：95%置信区间"),
    "shares_no_numbers": (
        "Shade: under 10%, 10-25%, 25-50%, over 50%",
        "深浅：10%以下，10–25%，25–50%，50%以上",
    ),
    "text_units": ("n from {low} to {high}", "n为{low}至{high}"),
    "cowords_guide": (
        "Number: sentences that two terms share, {n} or more. Read left and down "
        "from a term. Line: clusters",
        "数字：两词共现的句数（至少{n}句）；自词向左、向下读；折线：聚类",
    ),
    "cowords_shade": (
        "Shade: times more than by chance, adjusted p < 0.05 (G², sentences as "
        "independent). None: under twice, or not distinguishable from chance",
        "深浅：为随机期望的倍数，校正后p < 0.05（G²，视各句相互独立）；"
        "无底色：不足2倍，或与随机差异无法区分",
    ),
    "overlap_guide": (
        "Number: overlap of two topics' terms (%; 100: the same). Read left and down from a topic",
        "数字：两主题词分布的重合度（%，100为相同）；自主题向左、向下读",
    ),
    "or_more": ("{n} or more", "{n}以上"),
    "word_plot_guide": (
        "A word's dot stands at the ratio of its rates; height has no meaning. "
        "Grey, small dot: not distinguishable from chance (adjusted p ≥ 0.05)",
        "词下圆点为两文频率之比，上下位置无含义；"
        "灰色、小圆点：与随机差异无法区分（校正后p ≥ 0.05）",
    ),
    "word_plot_key": ("Per 1,000 words:", "每千词频次："),
    "cloud_times": ("{name} (2× or more)", "{name}（2倍以上）"),
    "cloud_neither": ("less than 2× apart, or not compared", "相差不足2倍，或未比较"),
    "ratio_half": (
        "An occurrence of 0 counts as half a one in the ratio",
        "频次为0者，计算比值时按0.5次计",
    ),
    "per_thousand": ("rate per 1,000 words", "每千词频次"),
    "more_in": ("more in {name}", "{name}更多"),
    "by_words": ("words taken as independent", "视各词相互独立"),
}


# The options of a specification, as ``analysis.robustness`` names them.
_OPTIONS = {
    "mention": ("the list's terms alone", "仅本表词"),
    "mention_with_lexicon": ("longest policy term", "最长政策词"),
    "token": ("words, with the lexicon", "词（加载政策词典）"),
    "token_plain": ("words, by jieba alone", "词（仅jieba分词）"),
    "substring": ("every string", "所有字符串"),
    "words": ("words", "词"),
    "tokens": ("all tokens", "全部词例"),
    "characters": ("Chinese characters", "汉字"),
    "sentences": ("sentences", "句子"),
    "all": ("whole report", "全文"),
    "plan": ("plan", "部署部分"),
    "review": ("review", "回顾部分"),
}

# Short names of the areas whose titles do not fit into a panel.
_SHORT = {
    "Housing and community development": "Housing, urban development",
    "Banking, finance and domestic commerce": "Finance, commerce",
    "Public lands and water": "Public lands, water",
    "Party leadership and ideology": "Party leadership, ideology",
}


def says(
    key: str, lang: Lang, *, intervals_of: pd.DataFrame | None = None, **values: object
) -> str:
    """A word or phrase printed in figures, in one of the two languages.

    Args:
        key: of the phrase.
        lang: en or zh.
        intervals_of: the table whose intervals the phrase is about; their level takes the place of
            95%.
        values: that fill the placeholders of the phrase.

    Example:
        >>> from analysis.figures import says
        >>> says("more_in", "en", name="Shenzhen"), says("plan", "zh")
        ('more in Shenzhen', '部署部分')
    """
    check_language(lang)
    said = _SAID[key][0 if lang == "en" else 1].format(**values)
    return said if intervals_of is None else at_confidence(said, confidence_of(intervals_of))


def short_name(name: object) -> str:
    """A name as figures print it: the long titles of policy areas are shortened.

    Args:
        name: of an area, a place or anything else.

    Example:
        >>> from analysis.figures.words import short_name
        >>> short_name("Banking, finance and domestic commerce"), short_name("Education")
        ('Finance, commerce', 'Education')
    """
    return _SHORT.get(str(name), str(name))


def begun(sentence: str) -> str:
    """An English sentence with a capital letter, if it begins with a word and not with a symbol.

    Example:
        >>> from analysis.figures.words import begun
        >>> begun("rate per 1,000 words"), begun("n: text units"), begun("每千词频次")
        ('Rate per 1,000 words', 'n: text units', '每千词频次')
    """
    return sentence[:1].upper() + sentence[1:] if re.match("[a-z]{2}", sentence) else sentence


def joined(sentences: Iterable[str], lang: Lang) -> str:
    """Sentences, without their full stops, as one note."""
    given = [one for one in sentences if one]
    if lang == "en":
        return ". ".join(map(begun, given))
    return "".join(one if one.endswith("：") else f"{one}。" for one in given)


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
    check_columns(table, list(columns))
    check_language(lang)
    if lang == "zh":
        return table
    known = english_terms()
    changed = {one: table[one].map(lambda term: known.get(term) or term) for one in columns}
    return table.assign(**changed)


def part_names(lang: Lang) -> Mapping[str, str]:
    """The names of the parts of a report, by time reference.

    Args:
        lang: en or zh.

    Example:
        >>> from analysis.figures import part_names
        >>> part_names("en")["problems"], part_names("zh")["plan_next_year"]
        ('problems acknowledged', '当年部署')
    """
    return {part: says(part, lang) for part in SPOKEN}


def area_names(lang: Lang) -> Mapping[int, str]:
    """The names of the policy areas by code (Comparative Agendas Project).

    Args:
        lang: en or zh.

    Example:
        >>> from analysis.figures import area_names
        >>> area_names("en")[6], area_names("zh")[6]
        ('Education', '教育')
    """
    check_language(lang)
    return {int(code): row[f"name_{lang}"] for code, row in policy_areas().items()}


def specification_names(lang: Lang) -> Mapping[str, str]:
    """What figures print for the options of a specification.

    Args:
        lang: en or zh.

    Example:
        >>> from analysis.figures import specification_names
        >>> specification_names("en")["substring"], specification_names("zh")["token_plain"]
        ('every string', '词（仅jieba分词）')
    """
    check_language(lang)
    return {one: names[lang == "zh"] for one, names in _OPTIONS.items()}
