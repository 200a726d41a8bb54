"""Which quantities are targets and results of one year, and which of them measure the same."""

from __future__ import annotations

import re
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.targets.indicators import Indicator, indicator_key, indicators
from analysis.targets.plans_ahead import of_the_next_year
from analysis.targets.rows import Row, records, tuples
from analysis.targets.shared_numbers import with_shared
from analysis.targets.words_around import clause_of, segment_of, with_words
from corpus.text.base_phrases import base_before
from corpus.text.numerals import fold
from corpus.text.parts_of_a_year import PART_OF_A_YEAR, part_of_a_year

Measure = Literal["rate", "share", "points", "multiple", "amount"]
# A change to a level gives the level: 降到5.2%.
_TO_A_LEVEL = re.compile(
    r"(?:[长加高升涨大增降低少缩落减展调窄缓]|控制|保持|稳定|维持)了?(?:到|至|为|在)[约近超了不足]{0,3}$"
)
# A percentage of something else: 占财政支出的80%, 完成目标的102%.
_PORTION = re.compile(r"占|比重|贡献|相当于|(?:任务|目标|计划|预算)(?:数|值)?的$|全国(?:平均|的)")
_NEGATIVE = re.compile(r"负增长[^，。；]{0,2}$")
_MODIFIERS = re.compile("年均|累计|月均|日均|环比")
# What adds up over the year is the amount of the year: 全年累计接待游客152万人次.
_SUM_OF_THE_YEAR = re.compile(r"(?:全年|当年|年内)(?:以来)?(?:共|已|预计|可)*累计")
# A concentration is a mean over one year.
_YEARLY_MEAN = re.compile("年(?:平)?均(?:浓度|值)")
_TIME_REACH = 45  # characters before a number in which a part of a year is named
# Several years, or less than one, in the words before a number.
_MANY_YEARS = re.compile(
    r"每年|年均(?!浓度|值)|年平均(?!浓度)|平均每|累计|连续|[\d三四五两]年(?:来|间|内|共|合计)"
    r"|[比较与][“\"]?十[一二三四]?五"
    r"|前[一二两三四五六\d]年|[比较]\d{1,2}年前|以来|(?<![\d.第])[五5] ?年(?!级|期|以上)"
)
# Growth since a year that is named.
_SINCE = re.compile(r"[比较][^，。；]{0,3}((?:19|20)\d\d) ?年")
# What another year had, with which the number after it is compared: 比1958年的(2050亿元)增长40%.
_OF_ANOTHER_YEAR = re.compile(
    r"[比较](?:[\d一二三四五六七八九○〇零]{4} ?年|上年|去年)(?:同期)?的[^，。；、\d]{0,8}$"
)
# A part of a year at the head of a sentence is that of all its numbers, up to 全年; one in
# brackets is that of the number beside it: 1—11月，…；进出口(1—10月)30亿元.
_HEAD = re.compile(rf"[^，。；：]{{0,4}}?(?P<part>{PART_OF_A_YEAR})[，：]")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
# 扣除房地产开发投资后 is another indicator; 扣除价格因素 is a rate in real terms.
_LESS_A_PART = re.compile(r"(?:扣除|剔除)(?!价格|物价|通胀)")
# What belongs to a part of the place, 前海合作区…完成固定资产投资480亿元, but not 建设合作区，全年.
_PART = (
    r"(?:开发区|高新区|园区|示范区|试验区|合作区|片区|副中心|市中心|都市圈|经济带|产业带|省属企业)"
)
_OF_A_PART = re.compile(rf"{_PART}(?![^。；]{{0,25}}，(?:全年|全[省市区县州]))[^。；]{{0,25}}$")
# A clause that does something to a part, unless the next says what is completed there: 加快试验区
# 建设，数字经济核心产业增加值增长7%; 试验区获批，进出口增长10%.
_DONE_TO_A_PART = re.compile(
    r"(?:(?:^|(?<=，))(?:加[快大强]|完善|打造|建成|获批|入选|设立|新[增建设]|成功|推[进动]|争创|支持|培育|建设|创建|发展|深化|优化|实施|(?:全面)?完成)[^，。；]*"
    rf"{_PART}[^，。；]*|{_PART}(?:获批|挂牌|揭牌|成立|建成)[^，。；]*)，(?![^。；]*(?:完成|实现|创造)[^，。；]*$)"
)
# What a part completes, or so many firms do: 棚改力争完成固定资产投资90亿元, 在40多家出口超亿美元.
_BY_A_PART = re.compile(
    r"(?:(?:加工|集聚|聚集|保|保税|城|园|景|港)区|园|企业(?<!工业企业)|公司|集团|项目|工程|更新|改造|棚改|平台"
    r"|基地|口岸|街道)(?:[今全]年|预计|力争|争取|计划|将|拟|可|共|累计|已)*"
    r"(?:完成|实现|创造)(?![^。；]{0,25}，)[^。；]{0,25}$|\d[多余]?家(?:企业)?[^，。；、\d]{2,8}[超达过]$"
)
# What so many places or firms have each: 生产总值超200亿元的县, 百亿县.
_OF_EACH = re.compile(
    r"^[百千万亿]*元?(?:以[上下])?(?:的[^，。；、]{0,6}(?:县|市|区|乡|镇|街道|企业|园区|项目|楼宇|产业|集群|城市)|县)"
)
# What belongs to some places named before: 内蒙古、新疆、广西、宁夏四个自治区，工业总产值增长88%;
# but not 产品销往20个省市，工业总产值增长8%.
_OF_SOME_PLACES = re.compile(
    r"(?<![\d一二两三四五六七八九十往到盖射自引及进入居与向])(?<![往到盖射自引及进入居与向]全国)"
    r"[\d一二两三四五六七八九十]+个(?:少数民族)?(?:自治[区州县]|省区?|省市|地区)的?(?:，(?!全)|(?=[^，。；]*?总))"
    r"[^，。；]{0,30}$"
)
# What is told of the time since something began: 改革试点一年来，…，固定资产投资增长80%; but not of
# the year looked back on: 回顾一年来, 奋斗的一年来.
_SINCE_AN_EVENT = re.compile(
    r"(?!回[顾首望眸]|总结|[纵综]观)[^，。；、\s过去最近这刚]{2}(?<![的年])一年来，"
)
# What a plant can make is not what is made: 新增加的生产能力有：生铁一百万吨，钢一百一十六万吨.
_CAPACITY = re.compile(r"(?:生产能力|产能)(?:(?:有|为|是|包括)[：:，]?|[：:])[^。；]*$")
# So much of a plan: 钢完成96.4%.
_OF_A_PLAN = re.compile(r"完成了?(?:计划)?$")
# A goal as the name of a year sets none for it: 是实现经济翻一番的突破之年.
_NAMES_A_YEAR = re.compile(r"^[^，。；、\d]{0,16}之年")
# A percentage that is called a goal: 增长9.1%，接近10%左右的预期目标.
_CALLED_A_GOAL = re.compile(r"^%(?:左右|以[上内])?的?(?:预期|预定|年度|计划|增长)*目标")
# Rates that are nominal unless they are said to be real.
NOMINAL = frozenset(
    {
        "disposable_income",
        "urban_income",
        "rural_income",
        "retail_sales",
        "fixed_investment",
        "budget_revenue",
        "budget_expenditure",
        "trade",
        "exports",
        "imports",
        "industrial_output",
    }
)
# Indicators of which a report may give the stock or what is added to it.
_STOCKS = frozenset({"loans", "population", "good_farmland", "social_financing"})
_ADDED = re.compile(r"新增|新建|净增|新改|改造|建设|建成|实施|推进|完成|提升|增加|增长")
_LIFTED = re.compile(r"减少(?!到|至)|脱贫|摆脱|解决|解决了")
# Shares that a review of five years gives as they stand at its end.
_AT_THE_END = frozenset(
    {
        "urbanisation_rate",
        "hukou_urbanisation_rate",
        "rd_intensity",
        "forest_cover",
        "good_air_days",
        "water_quality",
    }
)
# An increase is not what it leads to: 增加三百六十二亿元.
_INCREASE = re.compile(
    r"(?:增加|增长|增收|多收|净增|多|减少|压缩|压减|缩减|削减|节约|减收|少收|下降|提高|扩大)"
    r"了?[约近超]?$"
)
# What something is reached from, and is not its time: 由一季度的8%放缓到(7.1%), 在…的情况下.
_A_BASE = re.compile(
    r"(?:由|从)[^，。；、]{1,30}?[\d%元人][^，。；、]{0,8}?(?:到|至|为)|在[^，。；]{1,40}?(?:基础上|情况下|背景下)，?"
)
# Prices of another year than the one before, and a number that an index of prices may be.
_FIXED_BASE = re.compile(r"定基|环比|为100")
_INDEX = re.compile(r"指数[^，。；\d]{0,6}$")
# What an earlier report had asked for: 去年报告提出，物价涨幅要从14.8%降到10%左右.
_ASKED_FOR = re.compile(
    r"要(?:从|由|在|比|控制|达到|保持|增长|降)|(?<!超)计划(?!的)|预[定期]目标(?:是|为)"
)
_INTENDS = re.compile(
    r"(?<![主重需])要|将(?!近)|力争|争取|计划|目标|预期|安排|确保|今年|左右|以上|以内|拟|努力"
)
_NEAR = 6  # sentences
_LEAST, _MOST = 90, 130  # between which lie indices of prices, the year before being 100
_GOAL = re.compile("目标|预期")
# Which of several is meant, where the name says so.
_SCOPES = {
    "budget_revenue": (
        ("total revenue", re.compile("全部|总收入|全口径|辖区")),
        ("the budget", re.compile("一般|公共|地方")),
    ),
    "high_tech_value_added": (
        ("high-tech manufacturing", re.compile("制造业")),
        ("high-tech industries", re.compile("产业")),
    ),
    "industrial_value_added": (
        ("all industry", re.compile("全部|全口径")),
        ("industry above designated size", re.compile("规上|规模|限额")),
    ),
    "industrial_output": (("industry above designated size", re.compile("规上|规模|限额")),),
}
# Indicators of which a number without a scope is of another than one with it.
_ALL_UNLESS_NAMED = frozenset({"industrial_output"})
# Revenue as if rules were those of the year before: 同口径, 剔除留抵退税因素.
_REVENUES = frozenset({"budget_revenue", "tax_revenue", "budget_expenditure"})
AS_BEFORE = "like for like"
_LIKE_FOR_LIKE = re.compile(
    r"(?:可比|同)口径|(?:剔[除出]|扣除)(?!价格|物价|通胀)[^，。；]{0,20}(?:因素|影响|口径)|可比增长"
)
_LIKE_FOR_LIKE_AFTER = re.compile(r"^[^，。；]{0,6}[（(](?:按)?(?:可比|同)口径[)）]")
# The goals of a plan period, and those of the report's own year: 今年经济社会发展的主要目标是.
_PLAN_GOALS = re.compile(
    r"(?:十[一二三四五]?五|[今此]后[五5]年|未来[五5]年|[五5]年)[”\"]?(?:时期|期间)?[^。，；]{0,16}目标"
)
_YEARS_GOALS = re.compile(r"(?:今年|本年度?|(20\d\d) ?年)[^。；]{0,24}(?:目标|计划)")
_OF_THE_YEAR = re.compile(r"今年|年内|本年|明年|当年|全年|20\d\d ?年")
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
    "scope",
)
_CURRENT_PRICES = re.compile("现价|现行价|当年价")
_PRICE_REACH = 10  # characters after a number: 2880亿元（按现价计算）
_CALLED_LAST_YEARS = re.compile(r"(?<![比较同与])(?:去年|上年)[^，。；]{0,20}$")


def comparable(book: pd.DataFrame) -> pd.DataFrame:
    """The quantities of indicators in the vocabulary, with what is needed to compare them.

    Args:
        book: from ``ledger``.

    Returns:
        The rows of known indicators with added columns: ahead (whether a target is for the year
        after that of its report, though it names none), year (of the quantity; 0 where it is
        for several), span ("" for a single year, else the words that say otherwise), measure, unit
        (its base unit, the same for all counts of people), amount and amount_high (negative for
        falls of rates, a level otherwise), half (half a unit of the last printed digit), basis
        (real, nominal, like for like or ""), added (whether it is what was added to a stock),
        scope (which revenue, which industry). Numbers of the plan that tell of the year before are
        its results.
    """
    known = with_shared(with_words(book[book["indicator_key"].notna()]))
    known = known.assign(ahead=of_the_next_year(known))
    rows = [_read(one) for one in records(known)]
    known = known.assign(**pd.DataFrame(rows, columns=list(_COLUMNS), index=known.index))
    known = known.assign(span=known["span"].mask(_of_a_period(known), "五年目标"))
    return _of_the_past(known, _tells(known) | _beside_a_goal(known))


def _read(row: dict[str, Any]) -> tuple[object, ...]:
    one = indicators().get(str(row["indicator_key"]))
    clause = clause_of(str(row["before"]))
    to_a_level = _TO_A_LEVEL.search(clause) is not None
    index = _is_an_index(row, clause)
    measure = "rate" if index else _measure(row, one, clause, to_a_level)
    sign = -1.0 if _falls(row, measure, clause, to_a_level) else 1.0
    low, high = (_signed(row[name], sign, index) for name in ("base_value", "base_high"))
    year = _year(row, measure, to_a_level=to_a_level)
    year -= bool(year and _of_the_year_before(row, year))
    year += bool(row["ahead"])
    span = _span(row, one, clause, measure) if year else str(row["period"])
    span = span or _since(row, year)
    basis = _basis(row, clause)
    added = str(row["indicator_key"]) in _STOCKS and _ADDED.search(clause) is not None
    unit, half = "%" if index else _unit(row, one), half_unit(row)
    return year, span, measure, unit, low, high, half, basis, added, _scope(row)


def _measure(row: dict[str, Any], one: Indicator | None, clause: str, to_a_level: bool) -> Measure:
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
    if one is not None and one.percent == "growth" and _CALLED_A_GOAL.search(str(row["after"])):
        return "rate"
    if one is not None and one.percent == "share":
        # 人口自然增长率 is called a rate of growth, and is a share.
        changes = changes and not str(row["indicator"]).endswith("增长率")
        return "rate" if kind == "growth_rate" and changes and not to_a_level else "share"
    always = str(row["indicator_key"]) in ("cpi", "money_supply")
    return "rate" if always or kind == "growth_rate" or changes else "share"


def _falls(row: dict[str, Any], measure: Measure, clause: str, to_a_level: bool) -> bool:
    """Whether a rate of change is one of a fall; a fall to a level is that level."""
    if measure not in ("rate", "points") or to_a_level:
        return False
    return row["change"] == "down" or _NEGATIVE.search(clause) is not None


def _is_an_index(row: dict[str, Any], clause: str) -> bool:
    """Whether prices are given as an index, the year before being 100: 指数为102.1 or 102.1%."""
    if row["indicator_key"] != "cpi" or not _LEAST < float(row["base_value"]) < _MOST:
        return False
    return row["base_unit"] == "%" or (not row["base_unit"] and _INDEX.search(clause) is not None)


def _signed(value: float | None, sign: float, index: bool) -> float:
    number = np.nan if value is None else float(value)
    number = number - 100 if index else number
    return -abs(number) if sign < 0 else number


def _unit(row: dict[str, Any], one: Indicator | None) -> str:
    """The unit compared: bare counts of an indicator of people are of people."""
    base = str(row["base_unit"])
    units = one.units if one is not None else ()
    bare = units and units != ("money",) and (not base or base in units)
    return units[0] if bare else base


def _year(row: dict[str, Any], measure: Measure, *, to_a_level: bool) -> int:
    """The year of a quantity, 0 where it is for several.

    What a review of several years says was reached at their end (由A增加到B) is of the last one.
    """
    period = str(row["period"])
    if re.fullmatch(r"\d{4}", period):
        return int(period)
    stands = row["indicator_key"] in _AT_THE_END and measure == "share"
    stands = stands or (row["indicator_key"] == "pm25" and measure == "amount")
    at_end = stands or (to_a_level and measure in ("amount", "share"))
    several = re.fullmatch(r"\d{4}-(\d{4})", period)
    reviewed = several and int(several[1]) + 1 == row["report_year"]
    return int(several[1]) if several and at_end and reviewed else 0


def _of_the_year_before(row: dict[str, Any], year: int) -> bool:
    """Whether a result that is dated in the year planned is one of the year before."""
    planned = row["status"] == "achieved" and year == row["report_year"]
    return planned and str(year) not in str(row["before"]) and "今年" not in str(row["before"])


def _span(row: dict[str, Any], one: Indicator | None, clause: str, measure: Measure) -> str:
    """Why a quantity is not one of a whole single year, or ""; the words that say so."""
    if measure == "share" and one is not None and one.percent == "growth" and clause[-1:] == "的":
        return "的"  # 财政收入的60%以上来自国有企业: a part of it
    told_of = clause + re.split("[，。；]", str(row["after"]))[0]
    if row["indicator_key"] == "poverty_reduction" and not _LIFTED.search(told_of):
        return "贫困人口"
    segment = segment_of(str(row["before"]))
    near = segment[-_TIME_REACH:]
    of_part = _DONE_TO_A_PART.sub("", near)
    money = one is not None and one.units == ("money",)
    modifier = str(row["modifier"])
    if _SUM_OF_THE_YEAR.search(clause):
        clause, modifier = _SUM_OF_THE_YEAR.sub("", clause), modifier.replace("累计", "")
    tests = (
        (_MODIFIERS, modifier, not _YEARLY_MEAN.search(clause)),
        (_MANY_YEARS, clause, True),
        (_LESS_A_PART, near, money and not _is_like_for_like(row, clause)),
        (_OF_A_PART, of_part, money),
        (_BY_A_PART, of_part, money),
        (_OF_SOME_PLACES, near, money),
        (_SINCE_AN_EVENT, near, True),
        (_CAPACITY, segment, str(row["indicator_key"]).endswith("_output")),
        (_OF_A_PLAN, clause, measure == "share" and one is not None and one.percent == "growth"),
        (_OF_ANOTHER_YEAR, clause, True),
        (_FIXED_BASE, str(row["sentence"]), _is_an_index(row, clause)),
        (_ASKED_FOR, clause, row["status"] == "achieved"),
        (_INCREASE, clause, measure == "amount" and _is_an_amount_a_year(row, one)),
        (_OF_EACH, str(row["after"]), money),
    )
    found = (pattern.search(words) for pattern, words, applies in tests if applies)
    from_it = base_before(clause, str(row["after"]))
    spans = [one.group() for one in (*found, from_it) if one]
    return next(iter(spans), "") or _part_of_a_year(row, clause)


def _is_an_amount_a_year(row: dict[str, Any], one: Indicator | None) -> bool:
    """Whether an indicator has amounts that rise and fall; of people and stocks some are added."""
    return (
        one is not None
        and bool(one.units)
        and "人" not in one.units
        and str(row["indicator_key"]) not in _STOCKS
    )


def _part_of_a_year(row: dict[str, Any], clause: str) -> str:
    """The part of a year that the words before a number name last, unless 全年 follows it."""
    before = str(row["before"])
    near = segment_of(before)[-_TIME_REACH:]
    others = _IN_BRACKETS.sub("", near.removesuffix(clause))
    part = part_of_a_year(_A_BASE.sub("", others + clause), months=True)
    head = _HEAD.match(before)
    return part or (head["part"] if head and "全年" not in before else "")


def _since(row: dict[str, Any], year: int) -> str:
    """The words that make a rate one since another year than the one before: 比2002年增长65.5%."""
    if row["base_unit"] != "%" and row["kind"] != "multiple":
        return ""
    said = (str(row["modifier"]), segment_of(str(row["before"]))[-2 * _TIME_REACH :])
    found = [one for one in map(_SINCE.search, said) if one and int(one[1]) != year - 1]
    return found[0].group() if found else ""


def _scope(row: dict[str, Any]) -> str:
    """Which of several (total revenue, that of the budget) a number is of; "" if not named."""
    scopes = _SCOPES.get(str(row["indicator_key"]), ())
    words = str(row["indicator"])
    if indicator_key(words) is None:  # 规上工业增加值2198亿元、全市第一，下降19%
        words = segment_of(str(row["before"]))
    named = (name for name, pattern in scopes if pattern.search(words))
    return next(named, "")


def _basis(row: dict[str, Any], clause: str) -> str:
    """The basis of a rate: real, nominal, like for like, or "" where it is not named.

    An amount of money in constant prices (90年不变价) is real, too, and one in 现价 nominal.
    """
    if _is_like_for_like(row, clause):
        return AS_BEFORE
    if row["indicator_key"] not in NOMINAL:
        return ""
    modifier = str(row["modifier"])
    if row["base_unit"] == "元" and "可比" in modifier:
        return "real"
    if row["base_unit"] == "元" and _CURRENT_PRICES.search(
        clause + str(row["after"])[:_PRICE_REACH]
    ):
        return "nominal"
    return "real" if "实际" in modifier else "nominal" if "名义" in modifier else ""


def _is_like_for_like(row: dict[str, Any], clause: str) -> bool:
    """Whether growth of revenue is that without changes of rules (同口径, 剔除留抵退税因素)."""
    if row["indicator_key"] not in _REVENUES or row["base_unit"] != "%":
        return False
    after = _LIKE_FOR_LIKE_AFTER.search(str(row["after"]))
    return after is not None or _LIKE_FOR_LIKE.search(clause) is not None


def half_unit(row: dict[str, Any]) -> float:
    """Half a unit of the last printed digit, in the base unit: 0.05 for 5.5%, 5,000 for 1100万."""
    printed = fold(str(row["printed"]))
    numbers = re.findall(r"\d+(?:\.(\d+))?", printed.replace(" ", ""))
    value = float(row.get("value", row["base_value"]))
    if numbers:
        decimals = max(map(len, numbers))
    elif "点" in printed or not re.search("[一二三四五六七八九十百千万亿两]", printed):
        decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    else:
        decimals = 0
    scale = float(row["base_value"]) / value if value else 1.0
    return float(abs(scale) * 10.0**-decimals / 2)


def _of_a_period(known: pd.DataFrame) -> pd.Series:
    """Whether a target follows the goals of a plan period, and precedes those of the year itself.

    After “十二五”时期的主要目标是, sentences go on without years: 研发支出占GDP比重达到4%.
    """
    found = pd.Series(data=False, index=known.index)
    if not {"start", "orientation"} <= set(known):
        return found
    plan = known["orientation"].astype(str).str.startswith("plan") & known["status"].eq("target")
    for _, own in known[plan].sort_values(["report_id", "start"]).groupby("report_id"):
        between = False
        rows = []
        for index, one in zip(own.index, tuples(own), strict=True):
            said = fold(str(one.sentence))
            year = _YEARS_GOALS.search(said)
            ends = year and year[1] in (None, str(one.report_year))
            between = not ends and (between or _PLAN_GOALS.search(said) is not None)
            same = pd.notna(one.year) and pd.notna(one.report_year) and one.year == one.report_year
            unnamed = same and not _OF_THE_YEAR.search(said)
            rows += [index] if between and unnamed else []
        if rows and not between:  # the goals of the year itself do follow
            found[rows] = True
    return found


def _tells(known: pd.DataFrame) -> pd.Series:
    """Whether a number of the plan is in a passage that tells of the year before.

    It is where its sentence intends nothing and a rate of 比上年 is told a few sentences before.
    """
    if not {"sentence_id", "start", "orientation"} <= set(known):
        return pd.Series(data=False, index=known.index)
    columns = ["report_id", "sentence_id", "status", "modifier", "sentence", "orientation"]
    ordered = known.sort_values(["report_id", "start"])[columns]
    found: dict[Any, bool] = {}
    told, last, report = False, 0, None
    for index, one in zip(ordered.index, tuples(ordered), strict=True):
        near = told and one.report_id == report and one.sentence_id - last <= _NEAR
        in_plan = str(one.orientation).startswith("plan")
        if one.status == "achieved":
            told = in_plan and ("同比" in str(one.modifier) or near)
        else:
            told = near and in_plan and _INTENDS.search(str(one.sentence)) is None
            found[index] = told
        last, report = one.sentence_id if told else last, one.report_id
    return pd.Series(found, dtype=bool).reindex(known.index, fill_value=False)


def _beside_a_goal(known: pd.DataFrame) -> pd.Series:
    """Whether a number of the plan intends nothing while its report names another as a goal.

    国内生产总值增长10.3%，新增就业1168万人 is told where 预期目标是国内生产总值增长8% follows.
    """
    own = (known["status"] == "target") & (known["year"] == known["report_year"])
    goal = own & known["sentence"].str.contains(_GOAL)
    keys = ["report_id", "indicator_key", "measure", "unit"]
    aimed = pd.MultiIndex.from_frame(known.loc[goal, keys])
    also = pd.MultiIndex.from_frame(known[keys]).isin(aimed)
    intends = known["sentence"].str.contains(_INTENDS)
    told = own & ~goal & ~intends & also & (known["bound"] == "eq") & (known["measure"] == "rate")
    same = ["report_id", "sentence"]
    in_one = pd.MultiIndex.from_frame(known[same]).isin(
        pd.MultiIndex.from_frame(known.loc[told, same])
    )
    return own & ~goal & ~intends & in_one


def _of_the_past(known: pd.DataFrame, tells: pd.Series) -> pd.DataFrame:
    """The numbers with those that tell of the year before as its results."""
    status = known["status"].mask(tells, "achieved")
    year = known["year"].mask(tells & (known["year"] == known["report_year"]), known["year"] - 1)
    return known.assign(status=status, year=year)


def is_target(row: Row) -> bool:
    """Whether a quantity is a target of a single year."""
    return bool(
        row.status == "target"
        and row.span == ""
        and not _NAMES_A_YEAR.search(row.after)
        and not _CALLED_LAST_YEARS.search(_A_BASE.sub("", clause_of(row.before)))
    )


def same_measure(one: Row, other: Row) -> bool:
    """Whether two quantities of an indicator can be compared: the same measure, unit and scope."""
    names = ("measure", "unit", "added")
    unnamed = set() if one.indicator_key in _ALL_UNLESS_NAMED else {""}
    scopes = {one.scope, other.scope} - unnamed
    return len(scopes) < 2 and all(getattr(one, name) == getattr(other, name) for name in names)


def same_basis(result: Row, target: Row) -> bool:
    """Whether a result is on the basis of a target.

    Budgets are drawn up like for like (同口径), and reports often leave it unsaid: growth without a
    basis is taken for a result of such a target, and the other way round, where there is no other.
    """
    bases = {result.basis, target.basis}
    # An amount without prices is in those of its year.
    amounts = result.measure == "amount" and bases == {"", "nominal"}
    return len(bases) == 1 or bases == {"", AS_BEFORE} or amounts


def missing(value: float | None) -> bool:
    """Whether a number is missing."""
    return value is None or bool(np.isnan(value))
