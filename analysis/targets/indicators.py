"""Indicators: the names that reports give them, and their base units."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from corpus.lexicon.lists import FOLDER

INDICATORS = FOLDER / "indicators.csv"
# 万 and 亿 stay in the printed unit; here they are multiplied out.
_MULTIPLES = (("万亿", 1e12), ("百万", 1e6), ("千万", 1e7), ("亿", 1e8), ("万", 1e4), ("千", 1e3))
# Units that are not counted in their multiples, though their names begin like one.
_WHOLE_UNITS = {"千米", "千瓦", "千瓦时", "千克", "千伏", "万千瓦"}
_BASES = {
    "公里": ("米", 1e3),
    "千米": ("米", 1e3),
    "吨": ("千克", 1e3),
    "公斤": ("千克", 1.0),
    "斤": ("千克", 0.5),
    "亩": ("平方米", 2000 / 3),
    "公顷": ("平方米", 1e4),
    "平方公里": ("平方米", 1e6),
    "千瓦": ("瓦", 1e3),
    "千瓦时": ("瓦时", 1e3),
    "个百分点": ("百分点", 1.0),
    "成": ("%", 10.0),
    "‰": ("%", 0.1),
}
# What stands around the name of an indicator and does not change it.
_AROUND = re.compile(
    r"^(?:全|本|我)(?:省|市|区|县|州|旗|国|年|社会)|^(?:实现|完成|预计|力争|达到|计划|提出|安排|保持)"
    r"|^(?:中央|今年|全年|年均|党中央|国务院)|^[^，。]{0,8}(?:期间|时期)|[“”\"]"
    r"|(?:的?增长|增速|增幅|的?宏观?调控|速度)$"
)
_LONG = 4  # characters of a name that is told at the end of a longer one


@dataclass(frozen=True)
class Indicator:
    """An indicator of the vocabulary.

    Attributes:
        key: its name in code and columns.
        name_zh: in Chinese.
        name_en: in English.
        synonyms: how reports name it.
    """

    key: str
    name_zh: str
    name_en: str
    synonyms: tuple[str, ...]


@cache
def indicators() -> dict[str, Indicator]:
    """The vocabulary of indicators, by key."""
    with INDICATORS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["key"]: Indicator(
            row["key"], row["name_zh"], row["name_en"], tuple(row["synonyms"].split(";"))
        )
        for row in rows
    }


@cache
def _synonyms() -> dict[str, str]:
    return {one: found.key for found in indicators().values() for one in found.synonyms}


def indicator_key(words: str) -> str | None:
    """The key of the indicator that a report calls so; None where the vocabulary has none.

    Args:
        words: the indicator as printed.
    """
    plain = str(words).strip()
    known = _synonyms()
    while plain not in known:
        shorter = _AROUND.sub("", plain, count=1)
        if shorter == plain:
            return _at_the_end(plain)
        plain = shorter
    return known[plain]


def _at_the_end(words: str) -> str | None:
    """The indicator that a longer name ends in: 综合提出国内生产总值."""
    ends = [one for one in _synonyms() if len(one) >= _LONG and words.endswith(one)]
    return _synonyms()[max(ends, key=len)] if ends else None


def in_base_unit(value: float, unit: str) -> tuple[float, str]:
    """A value in its base unit: 万 and 亿 multiplied out, lengths in metres, weights in kilograms.

    Args:
        value: as printed.
        unit: as printed, 万 and 亿 in it.

    Returns:
        The value and the base unit; per cent stay per cent, and money keeps its currency.
    """
    rest, factor = unit, 1.0
    while rest and rest not in _WHOLE_UNITS and rest not in _BASES:
        multiple = next(
            ((name, one) for name, one in _MULTIPLES if rest.startswith(name) and rest != name),
            None,
        )
        if multiple is None:
            break
        rest, factor = rest[len(multiple[0]) :], factor * multiple[1]
    if rest == "万千瓦":
        rest, factor = "千瓦", factor * 1e4
    base, size = _BASES.get(rest, (rest, 1.0))
    return value * factor * size, base
