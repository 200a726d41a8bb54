"""What tables say in words in their cells, in Chinese: reasons, notes, findings and bases.

Tables and their files have these in English; what is shown to a Chinese reader has them in Chinese.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from corpus.language import Lang
from corpus.translation import Translator, translator

# Columns whose cells hold messages, and what else such a column is called after.
_NAMES: Final = ("reason", "note", "finding", "basis", "warning", "evidence", "method")

# What is counted, and its Chinese; each has the messages below, for one and for several.
_UNITS: Final = {
    "section": "节",
    "paragraph": "段",
    "report": "份",
    "document": "份",
    "row": "行",
    "block": "个单位",
    "text unit": "个文本单元",
    "year": "年",
}
_OF_UNITS: Final = {
    "{} UNIT": "{}UNIT",
    "{} of {} UNIT": "{1}UNIT中的{0}UNIT",
    "{} has {} UNIT; a CI requires {}": "{}仅有{}UNIT，不足{}UNIT，不报告置信区间",
    "{} UNIT; a CI requires {}": "仅有{}UNIT，不足{}UNIT，不报告置信区间",
    "{} UNIT with the topic; a CI requires {}": ("仅{}UNIT含该主题，不足{}UNIT，不报告置信区间"),
    "{} UNIT; stability requires {}": "仅有{}UNIT，不足{}UNIT，不报告稳定性",
    "{} UNIT; inclusion requires {}": "仅有{}UNIT，不足{}UNIT，不报告入选率",
    "{} UNIT; a mean requires {}": "仅有{}UNIT，均值至少需要{}UNIT",
    "fewer than {} UNIT": "不足{}UNIT",
    "one of the texts is a single UNIT; a CI requires 2 of each": (
        "其中一个文本仅有1UNIT，置信区间要求双方至少各有2UNIT"
    ),
}

# As written, with {} where something is named, and in Chinese; {0} is the first of these.
_OTHERS: Final = {
    # intervals and tests
    "{} of {} seeds": "{1}个种子词中的{0}个",
    "the text": "该文本",
    "the focus text": "考察文本",
    "the reference text": "参照文本",
    "one report": "其中一份报告",
    "{} years; {} at each end require {}": "仅有{}年，首尾各{}年共需{}年",
    "one of the texts is a single unit; a p value requires 2 of each": (
        "其中一个文本仅有一个单位，p值要求双方至少各有2个"
    ),
    "not in the reference text; the ratio has no upper limit": "参照文本中未出现，比值无上限",
    "not in the focus text; the log ratio has no lower limit": "考察文本中未出现，对数比无下限",
    "in neither text; the ratio has no limits": "两个文本中均未出现，比值无上下限",
    "one part only; dispersion requires 2": "仅有一个部分，离散度至少需要2个",
    "nothing to count": "无可计数的内容",
    "a year of the mean has no CI": "均值所含年份有未报告置信区间者",
    "a share has no CI": "有占比未报告置信区间",
    "no other unit has it": "其他单位均无此项",
    "in one profile only": "仅见于其中一方",
    "1 word with a weight; a standard error requires 2": "仅有1个带权重的词，标准误至少需要2个",
    "a measure is 0 where some of the text is left out": "去掉部分文本后指标为0，不报告置信区间",
    "exact permutation": "精确置换检验",
    "permutation": "置换检验",
    "too few coded sentences": "人工编码的句子过少",
    "not asked for": "未要求计算",
    # topics
    "fewer than {} counted words": "计入的词不足{}个",
    "none of its terms occurs in {} text units": "其中没有词出现于{}个文本单元",
    "all words belong to the topic": "全部词均属该主题",
    "the years of each end do not vary": "首尾各年没有变化",
    "{} years do not rule out an autocorrelation of {}; too few to tell": (
        "{}年不足以排除{}的自相关，难以判断"
    ),
    "the largest number of topics with a stability {}": "稳定性{}的最大主题数",
    "within {} of the best ({})": "与最佳值（{1}）相差不超过{0}",
    "of at least {}": "不低于{}",
    "beta": "Beta分布",
    # years, places and pairs of reports
    "another version of {}": "{}的另一版本",
    "outside the years chosen": "不在所选年份之内",
    "the corpus has no report of a higher level for {}": "语料库中没有{}年的上级政府报告",
    "jackknife by section of both reports (Fisher's z, t)": "两份报告逐节刀切法（Fisher z，t分布）",
    "jackknife by paragraph of both reports (Fisher's z, t)": (
        "两份报告逐段刀切法（Fisher z，t分布）"
    ),
    "no other pair of the group to shuffle with: by_chance is missing": (
        "组内没有可供随机配对的其他报告，随机基准缺失"
    ),
    "the two have no word in common": "两份报告没有共同的词",
    "the two have the same words in the same proportions": "两份报告用词及比例完全相同",
    "no dates were given": "未提供日期",
    "both were delivered on the same day": "两份报告同日作出",
    "by report year: a delivery date is missing": "按报告年度判断：缺作报告日期",
    "a delivery date is missing": "缺作报告日期",
    "a step across {} years": "跨越{}年",
    "no divergence, or none by chance": "无散度值，或无随机基准",
    "{} steps; a test requires {}": "仅有{}步变化，检验至少需要{}步",
    "the steps do not vary": "各步变化相同",
    "the step back from the odd report of {}": "从{}年异常报告的回复",
    # word lists
    "never found": "从未出现",
    "mostly within other words": "多在其他词内",
    "mostly inside longer terms": "多在更长的政策词内",
    "carries the result": "左右结果",
    "no bootstraps were asked for": "未要求重抽样",
    "inclusion is below {}": "入选率低于{}",
    "{}; {} bootstraps of {}": "{0}；对{2}重抽样{1}次",
    "{} (not found {} times or more: {})": "{}（出现不足{}次的：{}）",
    "all values are the same; none is standardised": "各值相同，未作标准化",
    "missing: {}": "缺失：{}",
    "{} and {} more": "{}等，另有{}处",
    "{} in row {}": "第{1}行的{0}",
    # tone
    "there are {} {}; {} requires {}": "语料库中{1}有{0}份，{2}至少需要{3}份",
    "the share": "该占比",
    "the rarefied share": "抽样后占比",
    "other reports": "其他报告",
    "reports of other places": "其他地区的报告",
    "reports of the place for other years": "该地其他年份的报告",
    # positions
    "no words": "没有词",
    "no words with a weight": "没有带权重的词",
    "no words that the reference texts have": "没有参照文本中的词",
    "a standard deviation requires 2 other texts": "标准差要求另有2个文本",
    "all units have the same value": "各文本的值相同",
    "{} units with known {}; a correlation requires 3": "{1}已知的文本仅{0}个，相关系数至少需要3个",
    "years": "年份",
    "lengths": "长度",
    "this is a position in {}": "该位置反映的是{}",
    "time": "时间先后",
    "length": "文本长短",
    # themes
    "no bootstraps": "未重抽样",
    "in a group of fewer than {} terms": "所在群组不足{}个词",
    "not linked with another term": "与其他词无联系",
    "fewer than {} themes fill no quadrants": "不足{}个主题，无法划分象限",
    # targets and results
    "no report of {} in the corpus": "语料库中没有{}年报告",
    "the report of {} does not give it": "{}年报告未提及",
    "the report {} says: {}": "报告{}称：{}",
    "the report sets no number for growth": "报告未设增长目标数值",
    "the base of a change for a later year is not said": "为以后年份的变化，未说明基期",
    "set years before, in prices of another year": "目标在数年前设定，价格年份不同",
    "the result is {} times the target": "完成值为目标值的{}倍",
    "the result is of GDP": "完成值为地区生产总值",
    "the result is of GNP": "完成值为国民生产总值",
    "the result is of {}": "完成值为另一指标（{}）",
    "the result is given for urban or rural residents only": "完成值仅按城镇或农村居民给出",
    "the result is given for all residents only": "完成值仅按全体居民给出",
    "another price basis: {}": "价格口径不同：{}",
    "another price basis: {}, target {}": "价格口径不同：完成值{}，目标值{}",
    "another basis: {}": "口径不同：{}",
    "another basis: {}, target {}": "口径不同：完成值{}，目标值{}",
    "basis not named": "未注明",
    "not named": "未注明",
    "given for another time or scope only ({})": "仅有其他时段或范围的数值（{}）",
    "the result is given as {} only": "完成值仅以{}给出",
    "the result is given as {} and {} only": "完成值仅以{}和{}给出",
    "level ({})": "水平值（{}）",
    "growth rate ({})": "增长率（{}）",
    "count ({})": "数量（{}）",
    "share ({})": "占比（{}）",
    "ratio ({})": "比率（{}）",
    "multiple ({})": "倍数（{}）",
    "duration ({})": "时长（{}）",
    "change in points ({})": "百分点变化（{}）",
    "one is the stock, the other what is added to it": "一为存量，一为新增量",
    "one is of {}, the other of {}": "一为{}，一为{}",
    "one is of {}, the other does not say of which": "一为{}，一未说明范围",
    "the target is of {}; the result does not say of which industry": (
        "目标为{}；完成值未说明工业的范围"
    ),
    "the result is of {}; the target does not say of which industry": (
        "完成值为{}；目标未说明工业的范围"
    ),
    "total revenue": "财政总收入",
    "the budget": "一般公共预算收入",
    "all industry": "全部工业",
    "industry above designated size": "规模以上工业",
    "high-tech manufacturing": "高技术制造业",
    "high-tech industries": "高新技术产业",
    "like for like": "同口径",
    "the target is like for like; the result does not say whether it is": (
        "目标为同口径；完成值未说明口径"
    ),
    "the result is like for like; the target does not say whether it is": (
        "完成值为同口径；目标未说明口径"
    ),
    "the result is a bound (more or less than the number) and does not tell": (
        "完成值为界限（以上、以下、超过等），无法据以判断"
    ),
    # target pressure
    "named without a number": "提及而无数值",
    "a target for several years only": "仅有多年目标",
    "no target was found in the report{}": "报告中未读出目标值{}",
    "; the text may be truncated": "；文本可能不完整",
    "no target was found in the report; the text may be truncated": (
        "报告中未读出目标值；文本可能不完整"
    ),
    "no result for {} in a report of the corpus": "语料库中的报告未给出{}年完成值",
    "{}; given for another time only ({})": "{}，仅有其他时段的数值（{}）",
    "the result for {} has another basis or unit than the target": (
        "{}年完成值与目标的口径或单位不同"
    ),
    "the last result is a bound (more or less than the number)": (
        "上年完成值为界限（以上、以下、超过等）"
    ),
    "the last result is in real terms": "上年完成值为实际增速",
    "amounts of places of different size are not compared": "各地规模不同，绝对量不与上级比较",
    "no level above the State Council": "国务院之上无上级",
    "no target of a level above for {} ({})": "{}年无上级目标（{}）",
    "a verb ({}) and {}": "动词（{}）与“{}”并用",
    "not the next level above, but the {} one: {}": "并非直接上级，而是{}：{}",
    "national": "国家级",
    "provincial": "省级",
    "prefecture": "地级",
    "county": "县级",
    "its report sets none": "其间的报告未设目标",
    "no report with one in the corpus": "语料库中其间无设目标的报告",
    "the reports above set none": "上级报告未设目标",
    "no report with targets above": "无设目标的上级报告",
    "also for this region and year: {}": "同一地区同一年度另有：{}",
    "midpoint": "区间中点",
    "number": "单值",
    # what a code rests on
    "heading: {}": "标题：{}",
    "before: {}": "上一句：{}",
}
MESSAGES: Final = _OTHERS | {
    english.replace("UNIT", unit + plural): chinese.replace("UNIT", _UNITS[unit])
    for english, chinese in _OF_UNITS.items()
    for unit in _UNITS
    for plural in ("", "s")
}
# What a message names ends before a second message begins.
_NAMED: Final = r"((?:(?!; | and |, \w+ in row ).)*?)"


def holds_messages(column: object) -> bool:
    """Whether the cells of a column are messages, by its name.

    Args:
        column: its name, such as reason or ``likeness_reason_lag``.

    Example:
        >>> from analysis.export.cell_messages import holds_messages
        >>> holds_messages("reason"), holds_messages("likeness_reason"), holds_messages("term")
        (True, True, False)
    """
    return any(part in _NAMES for part in (str(column), *str(column).split("_")))


def cell_message(english: str, lang: Lang) -> str:
    """A message of a cell, or several joined by semicolons, in a language.

    Args:
        english: as tables have it; what is no message of the suite stays as it is.
        lang: en or zh.

    Example:
        >>> from analysis.export.cell_messages import cell_message
        >>> cell_message("the text has 2 sections; a CI requires 3", "zh")
        '该文本仅有2节，不足3节，不报告置信区间'
        >>> cell_message("no target of a level above for 2020 (the reports above set none)", "zh")
        '2020年无上级目标（上级报告未设目标）'
    """
    return english if lang == "en" else _chinese()(english)


@cache
def _chinese() -> Translator:
    return translator(MESSAGES, named=_NAMED)
