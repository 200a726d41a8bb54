"""The names of columns and values that the commands print, in the language of the terminal."""

from __future__ import annotations

from typing import Final

from analysis.export.labels import value_labels
from corpus.display import printable
from corpus.language import terminal_language

CHINESE_NAMES: Final = {
    # gwr list, gwr doctor
    "report_id": "报告编号",
    "report_year": "报告年度",
    "region_code": "行政区划代码",
    "region": "地区",
    "level": "层级",
    "speaker": "报告人",
    "warnings": "提示",
    "finding": "问题",
    "detail": "情况",
    "advice": "建议",
    # gwr parse
    "title": "标题",
    "reviewed_year": "回顾年度",
    "delivery_date": "作报告日期",
    "published": "发布日期",
    "speaker_post": "报告人职务",
    "session": "会议",
    "encoding": "编码",
    "edition": "区划版本",
    "body": "正文",
    "headings": "标题数",
    "paragraphs": "段落数",
    "quantities": "数值数",
    "quoted_terms": "引号内词语数",
    # gwr agreement
    "one": "编码者",
    "other": "另一编码者",
    "sentences": "句数",
    "agreement": "一致率",
    "low": "区间下限",
    "high": "区间上限",
    "in_sheet": "表内一致率",
    "kappa": "kappa 系数",
    "alpha": "alpha 系数",
    "code": "领域代码",
    "name": "政策领域",
    "side": "政策工具",
    "directive": "措辞力度",
    "n": "人工编码句数",
    "precision": "精确率",
    "recall": "召回率",
    "machine": "机器占比（%）",
    "corrected": "校正占比（%）",
    "by_reader": "人工占比（%）",
}
# What the columns of gwr agreement hold, in English and Chinese.
PAIR_COLUMNS: Final = {
    "sentences": ("sentences that both coded", "两者均已编码的句数"),
    "agreement": (
        "share of the corpus with the same code (1 = all), estimated from the sheet",
        "两者编码相同的句子在语料中的占比（1为全部），由编码表估计",
    ),
    "low": ("lower limit of its 95% interval", "一致率95%置信区间的下限"),
    "high": ("upper limit of its 95% interval", "一致率95%置信区间的上限"),
    "in_sheet": (
        "the same share of the sheet, where rare areas are drawn in excess",
        "在编码表中的同一占比；编码表对少见领域抽取较多",
    ),
    "kappa": ("agreement beyond chance in the sheet (Cohen)", "编码表中扣除偶然一致后的一致性"),
    "alpha": (
        "the same by Krippendorff; 0.8 and more is reliable, 0.667 the least",
        "同上（Krippendorff）；0.8及以上为可靠，0.667为下限",
    ),
}
AREA_COLUMNS: Final = {
    "n": ("sentences of the first sheet with this code", "第一份编码表中编为该类的句数"),
    "precision": (
        "of the sentences that the machine gives this code, the share that is right",
        "机器编为该类的句子中，编码正确的占比",
    ),
    "recall": (
        "of the sentences that the reader gives this code, the share that the machine finds",
        "人工编为该类的句子中，机器识别出的占比",
    ),
    "machine": ("share of the corpus by automatic coding, in %", "自动编码在语料中的占比"),
    "corrected": (
        "the same corrected by the reader's codes; low, high: its 95% interval",
        "经人工编码校正的占比；区间下限、上限为其95%置信区间",
    ),
    "by_reader": (
        "the reader's codes, weighted by the sampling probabilities only",
        "人工编码的占比，仅按抽样概率加权",
    ),
}


def name_shown(name: str) -> str:
    """The name of a column in the language of the terminal.

    Args:
        name: as in the tables.
    """
    return CHINESE_NAMES.get(name, name) if terminal_language() == "zh" else name


def value_shown(column: str, value: object) -> str:
    """A value of a column in the language of the terminal; missing values are empty.

    Args:
        column: as in the tables.
        value: one of its values.
    """
    import pandas as pd

    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    label = value_labels(column).get(str(value))
    return label.chinese if label and terminal_language() == "zh" else printable(str(value))
