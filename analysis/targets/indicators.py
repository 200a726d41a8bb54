"""Indicators under the names that reports give them, and their base units."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from corpus.language import Lang, check_language
from corpus.lexicon.lists import FOLDER

INDICATORS = FOLDER / "indicators.csv"
Better = Literal["more", "less"]
Percent = Literal["growth", "share"]
# The printed unit keeps 万 and 亿; the base unit has them multiplied out.
_MULTIPLES = (("万亿", 1e12), ("百万", 1e6), ("千万", 1e7), ("亿", 1e8), ("万", 1e4), ("千", 1e3))
# Units that begin with the character of a multiple but are units of their own.
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
    "千瓦小时": ("瓦时", 1e3),
    "瓦小时": ("瓦时", 1.0),
    "度": ("瓦时", 1e3),
    "个百分点": ("百分点", 1.0),
    "成": ("%", 10.0),
    "‰": ("%", 0.1),
}
# Words before or after the name of an indicator that do not change what it measures.
_AROUND = re.compile(
    r"^全(?=社会消费品)|^(?:全|本|我)(?:省|市|区|县|州|旗|国|疆|年|社会)|^[县区市]域(?=生产总值)|^[^，。]{0,24}目标(?:是|定?为)(?!$)|^(?:实现|完成|预计|力争|达到|计划|提出|安排|保持)"
    r"|^(?:中央|今年|全年|年均|党中央|国务院)|^[^，。]{0,8}(?:期间|时期)|[“”\"]"
    r"|(?:的?增长|增速|增幅|的?宏观?调控|速度|涨幅|增长幅度|上涨幅度|同口径|(?:年|平)?均值|平均值)$"
    r"|(?<=[口资费])(?:规模|总规模|额|总额)$|(?<=[率格])(?:略|微|小幅|稳定|水平)$|(?<=业)(?:人数|人口|岗位)$|(?<=脱贫)任务$"
    r"|(?<=M2)和社会融资规模(?:存量|余额)?$|(?:(?:低于|从|由|为|至)?每立方米)$"
    r"|(?<=[率口额入资])(?:每年|连续|预计|可|也|则)$"
    r"|\[\d+\]$"  # the mark of a footnote: 地方生产总值[1]
)
# What may come before a name without making another indicator of it: 综合提出国内生产总值, but not
# 海洋生产总值, 人均生产总值 or 工农业总产值.
_BEFORE = re.compile(
    r"(?:[-—\d.、，：: ]|[一二三四五六七八九十]+是|同时|其中|来|年[底末内初]?|底|末|在|把|使|为"
    r"|到|是|要|也|减少|再|确保|力争|争取|累计|合计|确定|规定|提出|要求|综合|初步(?:核算|预计|统计)|预计|统计"
    r"|计划|原定|(?:主要)?(?:预期)?目标|的|[全我本](?:国|省|市|区|县|州)|国家|国内(?!生产)"
    r"|今年|明年|去年|当年|本世纪末?|地方|辖区|本[地级]|区本?级|区域|空气质量|(?:主要)?流域|国[控考]断面|地表水"
    r"|(?:设区|地级及以上|国考\d*)?城?市(?!生)|加快|新建|改造|建设|建成|改扩建|和|与|提升|完成|新增|再建"
    r"|高质量|规上|规模以上|外贸|货物|一般|公共|财政|每年|平均)*"
)
# Names of several parts that reports put together in many ways.
_BY_PARTS = re.compile(
    r"(?P<rd_intensity>(?:全社会|全[国省市区县])*(?:研究与[试实]验(?:发展|开发)|研发|R&D)(?:经费)?(?:投入|支出)?"
    r"(?:占(?:全[省市区县]|[本我][省市区县])?(?:国内|地区)?(?:生产总值|GDP)的?(?:比[重例率]?)"
    r"|与(?:国内|地区)?(?:生产总值|GDP)之比))"
    r"|(?:万元|单位)(?:国内|地区)?(?:生产总值|GDP)(?:(?P<energy_intensity>(?:综合|标准煤)?能耗|能源消耗)"
    r"|(?P<water_intensity>水耗|用水量)|(?P<carbon_intensity>二氧化碳排放量?|碳排放))"
    r"|(?P<good_air_days>(?:环境)?空气(?:环境)?(?:质量)?(?:AQI)?(?:指数)?优良(?:率|天数(?:占比|比[例率])?))"
    r"|(?P<pm25>(?:空气中)?(?:细颗粒物)?[（(]?PM_?2\.5[)）]?年?(?:平均|均)?浓度均?值?)"
)
_LONG = 4  # least length, in characters, of a name recognised at the end of a longer one


@dataclass(frozen=True)
class Indicator:
    """An indicator of the vocabulary.

    Attributes:
        key: its name in columns and code.
        name_zh: its Chinese name.
        name_en: its English name.
        better: whether more or less of it is hoped for (less: prices, unemployment, intensities).
        percent: what a percentage of it is: a rate of growth, or a share.
        units: the base units it is measured in; "money" for any currency, none where any will do.
        synonyms: the names that reports give it.
    """

    key: str
    name_zh: str
    name_en: str
    better: Better
    percent: Percent
    units: tuple[str, ...]
    synonyms: tuple[str, ...]

    def measured_in(self, base_unit: str) -> bool:
        """Whether amounts of the indicator come in this base unit; one without a unit may be."""
        in_money = "money" in self.units and base_unit.endswith("元")
        return not self.units or not base_unit or in_money or base_unit in self.units


@cache
def indicators() -> dict[str, Indicator]:
    """The vocabulary of indicators, by key."""
    with INDICATORS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["key"]: Indicator(
            row["key"],
            row["name_zh"],
            row["name_en"],
            cast(Better, row["better"]),
            cast(Percent, row["percent"]),
            tuple(row["units"].split()),
            tuple(row["synonyms"].split(";")),
        )
        for row in rows
    }


@cache
def _synonyms() -> dict[str, str]:
    return {one: found.key for found in indicators().values() for one in found.synonyms}


def indicator_key(words: str) -> str | None:
    """The key of the indicator with this name in a report; None for a name not in the vocabulary.

    Args:
        words: the name as printed; 全区, 实现, 增长 and the like around it are ignored.

    Example:
        >>> from analysis.targets import indicator_key
        >>> [indicator_key(words) for words in ("全区地区生产总值", "城镇新增就业", "重点项目")]
        ['gdp', 'new_jobs', None]
    """
    # Words from a scan have misprints and blanks: 收人, 万元 GDP 能耗.
    plain = "".join(str(words).split()).replace("收人", "收入")
    known = _synonyms()
    while plain not in known:
        if parts := _BY_PARTS.fullmatch(plain):
            return parts.lastgroup
        shorter = _AROUND.sub("", plain, count=1)
        if shorter == plain:
            return _at_the_end(plain)
        plain = shorter
    return known[plain]


def _at_the_end(words: str) -> str | None:
    """The indicator whose name ends a longer one, as 国内生产总值 ends 综合提出国内生产总值."""
    known = _synonyms()
    ends = (at for at in range(len(words) - _LONG + 1) if words[at:] in known)
    longest = next(ends, None)
    if longest is None or not _BEFORE.fullmatch(words[:longest]):
        return None
    return known[words[longest:]]


def indicator_name(key: str, lang: Lang = "en") -> str:
    """The name of an indicator of the vocabulary.

    Args:
        key: its key, such as gdp.
        lang: en or zh.

    Raises:
        ValueError: if the vocabulary has no indicator with this key.

    Example:
        >>> from analysis.targets import indicator_name
        >>> indicator_name("gdp"), indicator_name("gdp", "zh")
        ('gross domestic product', '地区生产总值')
    """
    check_language(lang)
    if key not in indicators():
        raise ValueError(f"no indicator {key!r}; choose {', '.join(sorted(indicators()))}")
    one = indicators()[key]
    return one.name_en if lang == "en" else one.name_zh


def in_base_unit(value: float, unit: str) -> tuple[float, str]:
    """A value in its base unit: 万 and 亿 multiplied out, lengths in metres, weights in kilograms.

    Args:
        value: the number as printed.
        unit: the unit as printed, with 万 or 亿.

    Returns:
        The value and the base unit. Percentages stay in %, and money in its currency.

    Example:
        >>> from analysis.targets import in_base_unit
        >>> in_base_unit(410.5, "亿元")
        (41050000000.0, '元')
        >>> in_base_unit(3, "公里")
        (3000.0, '米')
    """
    rest, factor = unit, 1.0
    while rest and rest not in _WHOLE_UNITS and rest not in _BASES:
        multiple = next(
            ((name, one) for name, one in _MULTIPLES if rest.startswith(name)),
            None,
        )
        if multiple is None:
            break
        rest, factor = rest[len(multiple[0]) :], factor * multiple[1]
    if rest == "万千瓦":
        rest, factor = "千瓦", factor * 1e4
    base, size = _BASES.get(rest, (rest, 1.0))
    return value * factor * size, base
