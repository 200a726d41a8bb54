"""Labels of columns, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from corpus.language import Lang
from corpus.lexicon.lists import policy_areas

CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same table gives the same file


class Label(NamedTuple):
    """The label of a column in both languages.

    Attributes:
        english: printed in English tables, such as ``rate per 1,000 words``.
        chinese: printed in Chinese tables, such as ``每千词频次``.
        values: the labels of the column's values, for .dta; those of level, orientation, verdict,
            area and the like are known without.
    """

    english: str
    chinese: str
    values: Mapping[str, Label] = MappingProxyType({})

    def in_language(self, lang: Lang) -> str:
        """The label in English or Chinese."""
        return self.chinese if lang == "zh" else self.english


_LEVELS: Final = {
    "national": Label("national", "国家级"),
    "provincial": Label("provincial", "省级"),
    "prefecture": Label("prefecture-level", "地级"),
    "county": Label("county-level", "县级"),
}
_ORIENTATIONS: Final = {
    "front_matter": Label("front matter", "正文之前"),
    "opening": Label("opening", "开头"),
    "review_past_year": Label("previous-year review", "上年回顾"),
    "review_multi_year": Label("multi-year review", "过去几年回顾"),
    "problems": Label("problems acknowledged", "问题与不足"),
    "plan_multi_year": Label("multi-year plan", "今后几年部署"),
    "plan_next_year": Label("plan for the report year", "当年部署"),
    "closing": Label("closing", "结语"),
    "appendix": Label("appendix", "附录"),
    "boilerplate": Label("page furniture", "网页附加文字"),
}
_VERDICTS: Final = {
    "exceeded": Label("exceeded", "超额完成"),
    "met": Label("met", "完成"),
    "within_range": Label("within range", "在目标区间内"),
    "missed": Label("missed", "未完成"),
    "not_reported": Label("not reported", "未报告"),
    "not_comparable": Label("not comparable", "不可比"),
}
_WORDINGS: Final = {
    "hard": Label("hard", "硬约束"),
    "soft": Label("soft", "软约束"),
    "point": Label("number alone", "仅有数值"),
    "in_step": Label("in step, without a number", "同步，无数值"),
    "absent": Label("absent", "未设"),
}
# What gwr doctor finds, and further warnings that gwr list names.
_FINDINGS: Final = {
    "refused": Label("not added", "未收录"),
    "no_such_report": Label("no such report", "无此报告"),
    "missing_years": Label("missing years", "年份缺失"),
    "no_year": Label("no year", "无年度"),
    "no_region": Label("no region", "无地区"),
    "two_of_one_year": Label("two of one year", "同年两篇"),
    "two_versions": Label("two versions", "两个版本"),
    "mixed_versions": Label("mixed versions", "版本混用"),
    "near_duplicate": Label("near duplicate", "近乎重复"),
    "one_page_of_several": Label("one page of several", "缺后续分页"),
    "cut_short": Label("truncated text", "文本不完整"),
    "no_ending": Label("no closing", "无结束语"),
    "missing_chapter": Label("missing chapter", "缺章"),
    "abridged": Label("abridged text", "摘要版"),
    "uncounted_text": Label("uncounted text", "未计入的文字"),
    "no_review": Label("no review", "无回顾部分"),
    "no_plan": Label("no plan", "无部署部分"),
    "uncertain_parts": Label("uncertain parts", "各部分难以确定"),
    "region_from_mentions": Label("region from mentions", "地区据提及推断"),
    "region_from_site": Label("region from the site", "地区据网站"),
    "region_from_name": Label("region from the file name", "地区据文件名"),
    "report_year_from_name": Label("year from the file name", "年度据文件名"),
    "named_after_another_place": Label("named after another place", "文件名与地区不符"),
    "contradicts_text": Label("contradicts the text", "与正文不符"),
    "code_of_another_year": Label("code of another year", "他年代码"),
    "region_without_code": Label("region without a code", "地区无代码"),
    "recognised": Label("recognised scan", "扫描识别"),
    "likely_misread": Label("likely misread", "疑似误识"),
    "uncertain_line": Label("uncertain line", "识别存疑的行"),
    "unrecognised_print": Label("unrecognised print", "未能识别的印刷内容"),
    "oddly_short": Label("unusually short", "篇幅过短"),
    "oddly_long": Label("unusually long", "篇幅过长"),
    "repeated_paragraphs": Label("repeated paragraphs", "重复段落"),
    "broken_lines": Label("broken lines", "句中断行"),
    "running_heads": Label("page heads in the text", "正文夹页眉页码"),
    "mixed_columns": Label("columns side by side", "分栏混排"),
    "mixed_encodings": Label("two encodings", "两种编码"),
    "traditional_script": Label("Traditional script", "繁体"),
    "uncertain_encoding": Label("uncertain encoding", "编码存疑"),
    "control_characters": Label("control characters", "控制字符"),
    "broken_characters": Label("broken characters", "字符无法解码"),
    "wrong_charset": Label("wrong charset declared", "所声明编码有误"),
    "warning": Label("warning", "提示"),
}
_WARNINGS: Final = {
    **_FINDINGS,
    "unknown_report_year": Label("no year", "无年度"),
    "unknown_region_code": Label("no region", "无地区"),
    "corrected": Label("corrected", "按 reports.csv 更正"),
    "amended": Label("revised text", "修订稿"),
    "cut_by_cell": Label("cell filled to the limit", "单元格已满"),
    "text_in_two_cells": Label("text in two cells", "正文分在两格"),
    "joined_rows": Label("one row per paragraph", "一行一段"),
    "other_format": Label("another format", "格式与扩展名不符"),
    "escapes_written_out": Label("markup in the text", "正文含标记"),
    "spaced_text": Label("spaced text", "字间空格"),
    "pages_without_text": Label("pages without text", "无文字页"),
    "number_letter_for_digit": Label("letters in numbers", "数字中有字母"),
    "number_spaced_digits": Label("spaces in numbers", "数字中有空格"),
    "number_lost_character": Label("damaged numbers", "数字缺字"),
    "number_above_100_percent": Label("percentage too high", "百分比过大"),
}
# Of instruments and directives, which are one column, measure, in panels.
SIDES: Final = {
    "supply": Label("supply side", "供给型"),
    "environment": Label("environment side", "环境型"),
    "demand": Label("demand side", "需求型"),
    "none": Label("none", "无"),
}
DIRECTIVES: Final = {
    "mandatory": Label("mandatory", "强制"),
    "firm": Label("firm", "明确承诺"),
    "encouraging": Label("encouraging", "鼓励引导"),
    "exploratory": Label("exploratory", "探索试行"),
    "none": Label("none", "无"),
}
_COUNTED: Final = "个项条件所座张场处宗辆台栋次部类支头块位种起株只对枚批列间份片期根册"
# Units of quantities; what only counts things has none in English.
UNITS: Final = {
    "元": Label("yuan", "元"),
    "美元": Label("US dollars", "美元"),
    "元/月": Label("yuan per month", "元/月"),
    "人": Label("people", "人"),
    "名": Label("people", "名"),
    "户": Label("households", "户"),
    "家": Label("firms", "家"),
    "套": Label("dwellings", "套"),
    "人次": Label("visits", "人次"),
    "标箱": Label("TEU", "标箱"),
    "标准箱": Label("TEU", "标准箱"),
    "千克": Label("kg", "千克"),
    "微克": Label("µg", "微克"),
    "微克/立方米": Label("µg/m³", "微克/立方米"),
    "吨标准煤": Label("t of coal equivalent", "吨标准煤"),
    "米": Label("m", "米"),
    "平方米": Label("m²", "平方米"),
    "平米": Label("m²", "平米"),
    "立方米": Label("m³", "立方米"),
    "立方米/日": Label("m³ per day", "立方米/日"),
    "吨/日": Label("t per day", "吨/日"),
    "瓦": Label("W", "瓦"),
    "瓦时": Label("Wh", "瓦时"),
    "兆瓦": Label("MW", "兆瓦"),
    "千伏": Label("kV", "千伏"),
    "岁": Label("years", "岁"),
    "年": Label("years", "年"),
    "个月": Label("months", "个月"),
    "天": Label("days", "天"),
    "个工作日": Label("working days", "个工作日"),
    "小时": Label("hours", "小时"),
    "分钟": Label("minutes", "分钟"),
    "倍": Label("times", "倍"),
    "百分点": Label("percentage points", "百分点"),
    **{one: Label("", one) for one in _COUNTED},
}


def value_labels(column: str) -> Mapping[str, Label]:
    """The labels of a column's values, where it is one of a few codes or names.

    Args:
        column: level, orientation, verdict, wording (of targets), finding (of ``gwr doctor``),
            warnings (of ``gwr list``) or area; others have none.

    Example:
        >>> from analysis.export import value_labels
        >>> value_labels("level")["county"].english
        'county-level'
        >>> value_labels("area")["6"].chinese
        '教育'
    """
    if column == "area":
        areas = policy_areas().items()
        return {code: Label(row["name_en"], row["name_zh"]) for code, row in areas}
    known = {
        "level": _LEVELS,
        "orientation": _ORIENTATIONS,
        "verdict": _VERDICTS,
        "wording": _WORDINGS,
        "finding": _FINDINGS,
        "warnings": _WARNINGS,
    }
    return known.get(column, {})
