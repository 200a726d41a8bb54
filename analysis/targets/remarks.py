"""The reasons and notes of target pressure, in both languages."""

from __future__ import annotations

import re

from corpus.language import Lang

_LEVELS = {"national": "国家级", "provincial": "省级", "prefecture": "地级", "county": "县级"}
_WHY = {"its report sets none": "其间的报告未设目标",
        "no report with one in the corpus": "语料库中其间无设目标的报告",
        "the reports above set none": "上级报告未设目标",
        "no report with targets above": "无设目标的上级报告",
        "": "", "; the text may be truncated": "；文本可能不完整"}  # fmt: skip
# English as written in the rows, and the Chinese for it; groups are put in by number.
_CHINESE: tuple[tuple[str, str], ...] = (
    (r"named without a number", "提及而无数值"),
    (r"a target for several years only", "仅有多年目标"),
    (r"no target was found in the report(.*)", "报告中未读出目标值{0}"),
    (r"no result for (\d+) in a report of the corpus", "语料库中的报告未给出{0}年完成值"),
    (r"no result for (\d+) in a report of the corpus; given for another time only \((.+)\)",
     "语料库中的报告未给出{0}年完成值，仅有其他时段的数值（{1}）"),
    (r"the result for (\d+) has another basis or unit than the target",
     "{0}年完成值与目标的口径或单位不同"),
    (r"the last result is a bound \(more or less than the number\)",
     "上年完成值为界限（以上、以下、超过等）"),
    (r"the last result is in real terms", "上年完成值为实际增速"),
    (r"amounts of places of different size are not compared", "各地规模不同，绝对量不与上级比较"),
    (r"no level above the State Council", "国务院之上无上级"),
    (r"no target of a level above for (\d+) \((.+)\)", "{0}年无上级目标（{1}）"),
    (r"a verb \((.+)\) and (.+)", "动词（{0}）与“{1}”并用"),
    (r"not the next level above, but the (\w+) one: (.+)", "并非直接上级，而是{0}：{1}"),
    (r"also for this region and year: (.+)", "同一地区同一年度另有：{0}"),
)  # fmt: skip


def remark(english: str, lang: Lang) -> str:
    """A reason or note in the language of the table.

    Args:
        english: as the rows have it; "" stays so.
        lang: en or zh.

    Raises:
        KeyError: if there is no Chinese for it.

    Example:
        >>> from analysis.targets.remarks import remark
        >>> remark("no target of a level above for 2020 (no report with targets above)", "zh")
        '2020年无上级目标（无设目标的上级报告）'
    """
    if lang == "en" or not english:
        return english
    for pattern, chinese in _CHINESE:
        found = re.fullmatch(pattern, english)
        if found:
            return chinese.format(*(_LEVELS.get(x, _WHY.get(x, x)) for x in found.groups()))
    raise KeyError(english)
