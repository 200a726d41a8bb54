"""Parts of a year of which a number may be: 上半年, 前三季度, 1—11月."""

from __future__ import annotations

import re

PART_OF_A_YEAR = (
    r"(?:第?(?:[一二三四]、)?[一二三四]季度|前[一二三]个?季度|[上下]半年|"
    r"前[一二三四五六七八九十\d]{1,2}个?月|"
    r"(?<![\d.])\d{1,2} ?[—–\-~～至到]{1,2} ?\d{1,2} ?月份?)"
)
_PART = re.compile(rf"{PART_OF_A_YEAR}(?!以来)|(?P<whole>全年)")
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?!末|底)"
_PART_OR_MONTH = re.compile(f"{_PART.pattern}|{_MONTH}")


def part_of_a_year(words: str, *, months: bool = False) -> str:
    """The part of a year that words name last, or "" where they name none or 全年 follows it.

    Args:
        words: those before a number.
        months: whether a single month (12月份) is a part.

    Example:
        >>> from corpus.text.parts_of_a_year import part_of_a_year
        >>> part_of_a_year("前三季度增长"), part_of_a_year("上半年增长8%，全年增长")
        ('前三季度', '')
    """
    if not ("年" in words or "月" in words or "季" in words):
        return ""
    found = list((_PART_OR_MONTH if months else _PART).finditer(words))
    return "" if not found or found[-1]["whole"] else found[-1].group().replace(" ", "")
