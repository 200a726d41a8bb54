"""Which quantities are targets and results of one year, and which of them measure the same."""

from __future__ import annotations

import re
from typing import Literal

import numpy as np
import pandas as pd

from analysis.targets.around import clause_of, segment_of, with_words
from analysis.targets.indicators import Indicator, indicators
from corpus.quantities.periods import BASE, BASE_AFTER
from corpus.text.numerals import fold

Measure = Literal["rate", "share", "points", "multiple", "amount"]
# A change to a level gives the level: 降到5.2%.
_TO_A_LEVEL = re.compile(
    r"(?:[长加高升涨大降低少缩落减展调窄缓]|控制|保持|稳定|维持)了?(?:到|至|为|在)[约近超了不足]{0,3}$"
)
# A percentage of something else: 占财政支出的80%, 完成目标的102%.
_PORTION = re.compile(r"占|比重|贡献|相当于|(?:任务|目标|计划|预算)(?:数|值)?的$|全国(?:平均|的)")
_NEGATIVE = re.compile(r"负增长[^，。；]{0,2}$")
# Several years, or less than one, in the words before a number.
_MANY_YEARS = re.compile(
    r"每年|年均|年平均|平均每|累计|连续|[\d三四五两]年(?:来|间|内|共|合计)|[比较与]“?十[一二三四]?五"
    r"|比[^，。；]{0,3}(?:19|20)\d\d ?年|较(?:19|20)\d\d ?年|[比较]\d{1,2}年前|以来"
)
_PART_OF_A_YEAR = re.compile(
    r"上半年|下半年|[一二三四前][一二三]?季度|前[一二三四五六七八九十\d]+个?月|\d{1,2} ?[-—–~至到] ?\d{1,2} ?月"
    r"|[一二三四五六七八九十\d]月(?:份)?(?!末|底)"
)
# 扣除房地产开发投资后 is another indicator; 扣除价格因素 is a rate in real terms.
_LESS_A_PART = re.compile(r"(?:扣除|剔除)(?!价格|物价|通胀)")
# Rates that are nominal unless they are said to be real.
NOMINAL = frozenset(
    "disposable_income urban_income rural_income retail_sales fixed_investment budget_revenue "
    "budget_expenditure trade exports imports industrial_output".split()
)
# Indicators of which a report may give the stock or what is added to it.
_STOCKS = frozenset({"loans", "population", "good_farmland", "social_financing"})
_ADDED = re.compile(r"新增|新建|净增|新改|改造|建设|建成|完成|提升|增加|增长")
_LIFTED = re.compile(r"减少(?!到|至)|脱贫|摆脱|解决|解决了")
# Shares that a review of five years gives as they stand at its end.
_AT_THE_END = frozenset(
    {"urbanisation_rate", "hukou_urbanisation_rate", "rd_intensity", "forest_cover"}
)
_CALLED_LAST_YEARS = re.compile(r"(?<![比较同与])(?:去年|上年)[^，。；]{0,20}$")


def comparable(book: pd.DataFrame) -> pd.DataFrame:
    """The quantities of indicators in the vocabulary, with what is needed to compare them.

    Args:
        book: from ``ledger``.

    Returns:
        The rows of known indicators with added columns: year (of the quantity; missing where it is
        for several), span ("" for a single year, else the words that say otherwise), measure, unit
        (its base unit, the same for all counts of people), amount and amount_high (negative for
        falls of rates, a level otherwise), half (half a unit of the last printed digit), basis
        (real, nominal or ""), added (whether it is what was added to a stock).
    """
    known = with_words(book[book["indicator_key"].notna()])
    rows = [_read(one) for one in known.to_dict("records")]
    return known.assign(**pd.DataFrame(rows, columns=list(_COLUMNS), index=known.index))


_COLUMNS = (
    "year",
    "span",
    "measure",
    "unit",
    "amount",
    "amount_high",
    "half",
    "basis",
    "added",
)


def _read(row: dict[str, object]) -> tuple[object, ...]:
    one = indicators().get(str(row["indicator_key"]))
    clause = clause_of(str(row["before"]))
    to_a_level = _TO_A_LEVEL.search(clause) is not None
    measure = _measure(row, one, clause, to_a_level)
    sign = -1.0 if _falls(row, measure, clause, to_a_level) else 1.0
    index = _is_an_index(row, measure)
    low, high = (_signed(row[name], sign, index) for name in ("base_value", "base_high"))
    year = _year(row, measure)
    span = _span(row, one, clause) if year else str(row["period"])
    basis = _basis(row)
    added = str(row["indicator_key"]) in _STOCKS and _ADDED.search(clause) is not None
    return year, span, measure, _unit(row, one), low, high, half_unit(row), basis, added


def _measure(
    row: dict[str, object], one: Indicator | None, clause: str, to_a_level: bool
) -> Measure:
    """What a quantity measures; percentages are rates or shares as the indicator has it."""
    kind, base = str(row["kind"]), str(row["base_unit"])
    if kind == "pp_difference" or base == "百分点":
        return "points"
    if kind == "multiple":
        return "multiple"
    if base != "%":
        return "amount"
    changes = row["change"] in ("up", "down")
    if _PORTION.search(clause):
        return "share"
    if one is not None and one.percent == "share":
        return "rate" if kind == "growth_rate" and changes and not to_a_level else "share"
    always = str(row["indicator_key"]) in ("cpi", "money_supply")
    return "rate" if always or kind == "growth_rate" or changes else "share"


def _falls(row: dict[str, object], measure: Measure, clause: str, to_a_level: bool) -> bool:
    """Whether a rate of change is one of a fall; a fall to a level is that level."""
    if measure not in ("rate", "points") or to_a_level:
        return False
    return row["change"] == "down" or _NEGATIVE.search(clause) is not None


def _is_an_index(row: dict[str, object], measure: Measure) -> bool:
    """Whether prices are given as an index, the year before being 100."""
    value = float(str(row["base_value"]))
    return row["indicator_key"] == "cpi" and measure in ("rate", "amount") and 90 < value < 130


def _signed(value: object, sign: float, index: bool) -> float:
    number = float(str(value))
    number = number - 100 if index else number
    return -abs(number) if sign < 0 else number


def _unit(row: dict[str, object], one: Indicator | None) -> str:
    """The unit compared: bare counts of an indicator of people are of people."""
    base = str(row["base_unit"])
    return one.units[0] if one is not None and one.units and (not base or base in one.units) \
        and one.units != ("money",) else base


def _year(row: dict[str, object], measure: Measure) -> int:
    """The year of a quantity, 0 where it is for several."""
    period = str(row["period"])
    if re.fullmatch(r"\d{4}", period):
        return int(period)
    at_end = row["indicator_key"] in _AT_THE_END and measure == "share"
    several = re.fullmatch(r"\d{4}-(\d{4})", period)
    reviewed = several and int(several[1]) + 1 == row["report_year"]
    return int(several[1]) if several and at_end and reviewed else 0


def _span(row: dict[str, object], one: Indicator | None, clause: str) -> str:
    """Why a quantity is not one of a whole single year, or ""; the words that say so."""
    modifier = re.search("年均|累计|月均|日均|环比", str(row["modifier"]))
    near = segment_of(str(row["before"]))[-45:]
    money = one is not None and one.units == ("money",)
    found = (
        modifier
        or _MANY_YEARS.search(clause)
        or _PART_OF_A_YEAR.search(near)
        or (_LESS_A_PART.search(near) if money else None)
        or _is_base(row, clause)
    )
    if row["indicator_key"] == "poverty_reduction" and not _LIFTED.search(clause):
        return "贫困人口"
    return found.group() if found else ""


def _is_base(row: dict[str, object], clause: str) -> re.Match[str] | None:
    """The first number of a change from one level to another: 由5.4%降到2.6%."""
    from_it = BASE.search(clause)
    return from_it if from_it and BASE_AFTER.match(str(row["after"]).lstrip("% 亿万元人")) else None


def _basis(row: dict[str, object]) -> str:
    if row["indicator_key"] not in NOMINAL:
        return ""
    modifier = str(row["modifier"])
    return "real" if re.search("实际", modifier) else "nominal" if "名义" in modifier else ""


def half_unit(row: dict[str, object]) -> float:
    """Half a unit of the last printed digit, in the base unit: 0.05 for 5.5%, 5,000 for 1100万."""
    printed = fold(str(row["printed"]))
    numbers = re.findall(r"\d+(?:\.(\d+))?", printed.replace(" ", ""))
    value = float(str(row.get("value", row["base_value"])))
    if numbers:
        decimals = max(map(len, numbers))
    elif "点" in printed or not re.search("[一二三四五六七八九十百千万亿两]", printed):
        decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    else:
        decimals = 0
    scale = float(str(row["base_value"])) / value if value else 1.0
    return float(abs(scale) * 10.0**-decimals / 2)


def is_target(row: pd.Series) -> bool:
    """Whether a quantity is a target of a single year from its report's year on."""
    return bool(
        row["status"] == "target"
        and row["span"] == ""
        and row["year"] >= row["report_year"]
        and not _CALLED_LAST_YEARS.search(clause_of(row["before"]))
    )


def same_measure(one: object, other: object) -> bool:
    """Whether two quantities of an indicator can be compared: the same measure, unit and scope."""
    names = ("measure", "unit", "added")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def missing(value: object) -> bool:
    """Whether a number is missing."""
    return value is None or bool(np.isnan(float(str(value))))
