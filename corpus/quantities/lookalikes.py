"""Numbers that measure nothing: calendar years, ordinals, names, slogans, manners of speaking."""

from __future__ import annotations

import re
from bisect import bisect_right

from corpus.quantities.units import SPANS_OF_TIME, WEAK, Figure

# Short quotations contain names and slogans (“十三五”, “1+5”, “15分钟便民服务圈”), 《》 titles, and
# 〔〕 the year of a document. Reports of the 1980s close some quotations with ’.
NAMES = re.compile(
    r"“[^“”’\n]{1,16}[”’]|\"[^\"\n]{1,16}\"|‘[^‘’\n]{1,16}’|《[^《》\n]{1,60}》|〔[^〕\n]{1,8}〕"
)
# Ordinals, letters and signs before a numeral (PM2.5, C919, 1+5, 7×24小时).
BEFORE_NAME = re.compile(
    r"(?:[A-Za-z_^+×*#第初届\d]|(?<![超跨迈不翻])过|"
    r"第[\d一二三四五六七八九十]{1,4}[、至到和—\-]{1,2}|[\d.]\s?\.|最后|最先)$"
)
# 2×35万千瓦: several of one size.
BEFORE_SIZE = re.compile(r"\d ?[×*xX] ?$")
SIZES = frozenset(["千瓦", "兆瓦", "吉瓦", "MW", "GW", "kW", "吨", "蒸吨", "千伏安", "兆伏安"])
INITIALS = re.compile(r"(?:GDP|CPI|PPI|FDI|R&D)$")  # GDP4.77亿元
# The last characters of these, which are fast to check before the slower patterns.
NAME_ENDS = re.compile(r"[A-Za-z_^+×*#第初届\d过、至到和—\-.后先]")
HAN_ENDS = frozenset("百千万亿几上十数")
BEFORE_HAN = re.compile(r"(?:[百千万亿几上十]|(?<![人总件户次量指倍个])数)$")
# After a number with its unit: areas reached within a time, ranks, years that form a period.
AFTER_NAME = re.compile(
    r"[+＋]|(?:在线|不间断|不打烊|值班|值守|监控|过境|营业|自助|智能)|[^，。；、,;\s]{0,12}?(?:生活|服务|通勤|交通|高铁|公路|经济|便民)?圈"
)
AGES = frozenset(("岁", "周岁"))
GRADED = re.compile(r"[\u4e00-\u9fff]{0,2}级")
BEFORE_RANK = re.compile(r"(?<!年)前$")
RANKS = frozenset({"位", "名", "家", "个", "列", "%", "‰", "个月", "个季度"})
# Years that name a calendar period and measure nothing: 近三年, 过去五年, 三年行动.
BEFORE_PERIOD = re.compile(
    r"(?:过去|今后|未来|近|最近|前|后|这|头|每|本|上|下|两个|往后|此后|其后|以往|同|当|今明|"
    r"首个|个)$"
)
AFTER_PERIOD = re.compile(
    r" ?(?:多)?(?:来|以来|内(?!涵)|间|前|后|行动|规划|计划|攻坚|任期|期|奋斗|目标|累计|共|之|"
    r"中|里|平均|新增|"
    r"整省|国家|中央|全国|合计|财政|发展|方案|大变样|任务|倍增|提升|跃升|实现|完成|总|城|农|安|"
    r"实际)"
)
# 三年 is a duration only with one of these words; 30年 always is.
BEFORE_DURATION = re.compile(r"(?:用|延长|再|提前|为期|长达|历时|不少于|不超过|缩短)$")
AFTER_DURATION = re.compile(r"(?:左右|以上|以内|以下|多?的?时间)")
# 新建大桥两座: something built, its count, and the end of the clause.
BUILDS = re.compile(r"(?:新建|建成|建设|新增|完成|增加|改造|购置|扩建|开工)[^，。；,;]{2,14}$")
BUILT = frozenset("座所处台辆栋条家套艘架幢")
# Persons and businesses are counted, whatever follows: 引进两家, 十件民生实事.
COUNTED = frozenset("家座所台辆艘栋幢架户名例批")
ERRANDS = re.compile(r"(?:重点|重要|惠民|利民|便民|为民)?(?:民生|实事|好事)")
# An age that bounds a group of people (60岁以上老人), not one that is measured.
AGED = re.compile(
    r"(?:及?以[上下]|[及与至到\-—~].{1,4}岁)?的?(?:婴|幼|儿|老|少|青|妇|女|男|居民|人|群|学|未|适|失|参|城|农|困|低|高|户)"
)
# The year whose prices are meant: 90年不变价, 2005年价.
PRICES = re.compile(r"的?(?:不变|可比|现行|当年)价|价(?=[）)，,、计])")
CLAUSE_END = re.compile(r"\s?[，。；、,;！!]|\s?$")


def named_spans(folded: str) -> tuple[list[int], list[int]]:
    """Starts and ends of the quotations, titles and document years in which numbers are names."""
    spans = [match.span() for match in NAMES.finditer(folded)]
    return [start for start, _ in spans], [end for _, end in spans]


def inside(position: int, spans: tuple[list[int], list[int]]) -> bool:
    """Whether a position is in one of the spans."""
    index = bisect_right(spans[0], position) - 1
    return index >= 0 and position < spans[1][index]


def _is_calendar(figure: Figure, before: str, after: str) -> bool:
    """Whether a figure is a calendar year, or a period of years that measures nothing."""
    if figure.measure not in ("年", "起") or figure.scale:
        return False
    if (1000 <= figure.value <= 2200 and not figure.over) or PRICES.match(after):
        return True
    if before.endswith("连续") or figure.value % 1 or BEFORE_DURATION.search(before):
        return False
    return bool(BEFORE_PERIOD.search(before) or AFTER_PERIOD.match(after))


def _is_measured_after_all(figure: Figure, before: str) -> bool:
    """Whether it is a quantity in spite of what is before it: GDP4.77亿元, 2×35万千瓦.

    And 通过10项法规, but not 通过5年努力.
    """
    if not figure.measure:
        return False
    if before.endswith("通过"):
        return figure.measure not in SPANS_OF_TIME
    is_size = figure.measure in SIZES and BEFORE_SIZE.search(before)
    return bool(is_size or INITIALS.search(before))


def is_name(folded: str, figure: Figure) -> bool:
    """Whether a figure is an ordinal, code, rank, period or other number that measures nothing."""
    before = folded[max(0, figure.start - 8) : figure.start]
    after = folded[figure.unit_end : figure.unit_end + 16]
    last = before[-1:]
    is_named = NAME_ENDS.match(last) and BEFORE_NAME.search(before)
    if is_named and not _is_measured_after_all(figure, before):
        return True
    if figure.measure == "分" and (figure.is_han or last in tuple("时点")):  # 十分, 9时30分
        return True
    if figure.is_han and last in HAN_ENDS and BEFORE_HAN.search(before):
        return last != "上" or folded[figure.start] not in "百千万亿"
    if figure.measure in AGES and (before.endswith(("满", "年")) or AGED.match(after)):
        return "寿命" not in folded[max(0, figure.start - 16) : figure.start]
    if figure.measure in RANKS and BEFORE_RANK.search(before):
        return True
    if figure.measure in SPANS_OF_TIME and AFTER_NAME.match(after):
        return True
    if figure.measure == "番" and not before.endswith(("翻", "翻了", "翻上")):
        return True
    is_latin = after[:1].isascii() and after[:1].isalpha()
    is_code = not figure.measure and (is_latin or bool(GRADED.match(after)))
    return after[:1] in ("+", "＋") or is_code or _is_calendar(figure, before, after)


def is_manner_of_speaking(folded: str, figure: Figure) -> bool:
    """Whether it is a small Chinese numeral and classifier: 三个方面, 五年, not 用三年时间."""
    is_small = figure.is_han and figure.value <= 10 and figure.high != figure.high
    if figure.is_han and folded.startswith("方面", figure.unit_end):
        return True
    if not is_small or figure.over or figure.scale or figure.measure not in WEAK:
        return False
    before = folded[max(0, figure.start - 20) : figure.start]
    after = folded[figure.unit_end : figure.unit_end + 8]
    if figure.measure in SPANS_OF_TIME:
        return not (BEFORE_DURATION.search(before) or AFTER_DURATION.match(after))
    if figure.value >= 2 and (
        figure.measure in COUNTED or (figure.measure == "件" and ERRANDS.match(after))
    ):
        return False
    is_built = figure.measure in BUILT and BUILDS.search(before) and CLAUSE_END.match(after)
    return not is_built
