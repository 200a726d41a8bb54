"""Labels of columns, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from corpus.lexicon.lists import policy_areas

CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same table gives the same file


class Label(NamedTuple):
    """The label of a column in both languages.

    Attributes:
        english: printed in English tables, such as ``rate per 1,000 words``.
        chinese: printed in Chinese tables, such as ``每千词频次``.
    """

    english: str
    chinese: str


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
# Of instruments and directives, which have no numbers in files for Stata.
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


def value_labels(column: str) -> Mapping[str, Label]:
    """The labels of a column's values, where it is one of a few codes or names.

    Args:
        column: level, orientation, verdict, wording (of targets) or area; others have none.

    Example:
        >>> from analysis.export import value_labels
        >>> value_labels("level")["county"]
        Label(english='county-level', chinese='县级')
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
    }
    return known.get(column, {})
