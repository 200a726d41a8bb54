"""The numbers of a text with their units, without dates, ordinals, names and slogans.

The span ``start``–``end`` depends on how a number is printed:

- 410.5亿元, 一千二百万人: the numeral without its last 万 or 亿, which belongs to the unit (410.5
  and 亿元; 1200 and 万人; 三亿七千零六十二万吨 is 37062 万吨).
- 百分之六点五, 三分之一, 1/3: the whole expression; the unit is %, or empty for a fraction.
- 6%—6.5%, 5至8个: from the first digit of the first numeral to the last digit of the second.

翻一番 is recorded as printed, as 1 番; converting it to a multiple is left to the normalisation of
units. 一半 and indefinite numbers (几十, 数百, 上万) are not numerals and are not recorded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from corpus.text.numerals import ARABIC, HAN, LONGEST, MIXED, read_number

QuantityKind = Literal[
    "level", "growth_rate", "count", "share", "duration", "multiple", "ratio", "pp_difference"
]

# Units of measurement or currency: even one of them is a quantity (一吨, 两元).
MEASURES = """
    元 美元 欧元 日元 港元 英镑 卢布 加元 澳元 新台币 元人民币 块钱 吨 公吨 吨标准煤 吨标煤
    吨公里 载重吨 公斤 千克 克 毫克 微克 斤 市斤 担 市担 公里 千米 米 厘米 毫米 微米 纳米 海里
    华里 英寸 公里/小时 平方公里 平方千米 平方米 平方英尺 公顷 亩 市亩 亩次 立方米 立方公里 立方
    公方 土石方 土方 升 毫升 标准立方米 千瓦时 千瓦小时 瓦小时 瓦时 兆瓦时 瓦 千瓦 兆瓦 吉瓦 伏
    千伏 伏安 千伏安 兆伏安 马力 标准箱 标箱 重量箱 标准重量箱 标准台 锭 纱锭 岁 周岁 分贝 比特
    字节 大卡 千卡 摄氏度 ℃ TEU km kW MW GW kWh MPa PB TB Gbps EFLOPS EFlops Eflops PFlops
    PFLOPS P 标准煤 换算吨公里 人公里 毫克/升 微克/立方米 毫克/立方米 克/千瓦时 元/人 千克/公顷
    元/平方米 吨标准煤/万元 公斤/亩 元/吨 元/斤 元/公斤 元/千瓦时 元/月 人/平方公里 万元/亩
    吨/公顷 吨/年 吨/日 吨/天 立方米/年 立方米/日 方/年 台/年 辆/年
"""
# Classifiers. With a Chinese numeral up to ten they are a manner of speaking (三个方面, 一条路).
CLASSIFIERS = """
    个 人 人次 名 位 户 户次 家 家次 项 项次 件 件次 条 条次 座 所 处 套 台 台次 台套 辆 辆次
    辆份 架 架次 艘 艘次 列 节 班 班次 场 场次 次 批 批次 起 宗 部 本 册 篇 张 份 只 羽 头 匹 口
    眼 株 棵 幅 枚 块 片 段 道 间 栋 幢 床 张床位 门 支 组 对 根 把 颗 粒 例 类 大类 种 轮 款 单
    笔 席 层 盏 面 期次 学时 课时 人份 剂次 剂 针次 标段 国家 台车 万人次 亩地 度 平方 箱 包 盘
    人天 场馆 车次 户家庭 头份 站次 尾 桩 艘船 班列 票 团次 词条
"""
TIMES = "年 个月 个多月 天 小时 个小时 分钟 秒 周 个星期 个工作日 工作日 学年 个季度 个交易日"
RATIOS = "% ‰ 成"
MULTIPLES = "倍 番"
POINTS = "个百分点 百分点 个点 个千分点 千分点 个多百分点"

KINDS: dict[str, QuantityKind] = {
    **dict.fromkeys(MEASURES.split(), "level"),
    **dict.fromkeys(CLASSIFIERS.split(), "count"),
    **dict.fromkeys(TIMES.split(), "duration"),
    **dict.fromkeys(RATIOS.split(), "share"),
    **dict.fromkeys(MULTIPLES.split(), "multiple"),
    **dict.fromkeys(POINTS.split(), "pp_difference"),
    "∶1": "ratio",
}
KINDS["度"] = "level"
WEAK = frozenset((CLASSIFIERS + TIMES).split())
SPANS_OF_TIME = frozenset(TIMES.split())

# Characters after which a unit is the beginning of another word: 12部门, 100万家庭, 二元结构.
NOT_BEFORE = {
    "年": "代度级均龄", "元": "化素件旦首宵月结论", "人": "均才工", "位": "数一居列于",
    "户": "籍外", "家": "庭属长乡园电居", "项": "目", "台": "阶湾账风", "条": "件例约",
    "所": "有需在得", "场": "馆地所景均", "种": "植业子养粮", "次": "高要生级会全体代党",
    "批": "准发复", "部": "门署分队长委级", "口": "岸径", "门": "类户槛", "类": "别似",
    "天": "然津空地", "周": "年岁边期", "度": "假过电夏", "米": "兰面粉",
    "对": "口接外标应于比全照", "组": "织建合成团", "支": "持撑出付柱部农援", "根": "本据",
    "把": "握", "只": "增有能是要", "头": "部", "间": "接隔距", "段": "落", "道": "路德",
    "幅": "度员", "本": "科级届省市地年土来专", "例": "如外", "单": "位独项一产", "眼": "科光",
    "节": "能约水日气点", "列": "入为全第车居", "班": "子级组车", "升": "级至学规格", "款": "项",
    "轮": "换廓训", "座": "谈", "处": "理置于方罚在级", "套": "内种", "份": "额",
    "面": "临向对积", "层": "次级面", "克": "服", "包": "括含", "箱": "包", "倍": "增加速数",
    "成": "立为果功效本员长绩就熟套品人分都交型不", "张": "家力", "票": "据房", "片": "区面",
    "个": "体别性人", "名": "列牌录", "起": "来步到点草诉", "担": "保当负任", "尾": "矿水气",
    "P": "M", "秒": "级", "针": "对", "瓦": "解斯",
}  # fmt: skip


def _unit_pattern() -> str:
    """The units as one alternation, the longest first and none before 级 (万吨级泊位)."""
    words = sorted(KINDS, key=len, reverse=True)
    endings = {w: f"(?![级{NOT_BEFORE.get(w, '')}])" for w in words}
    endings["所"] += "(?!以[^上下内])"
    return "|".join(re.escape(w) + endings[w] for w in words if w != "∶1")


NUMBER = re.compile(
    # 突破百亿元 is 100 亿元; 上百亿 and 数百亿 are indefinite.
    rf"(?<=[破过超达近逾])[百千](?=亿|万[元人户亩吨])|"
    rf"[百千]分之(?:百|{HAN}|{ARABIC})|{HAN}(?:分之{HAN})?|{MIXED}|{ARABIC}(?:/\d{{1,3}}(?!\d))?"
)
# The characters between a numeral and its unit: 30余万人, 4万多元, 6 ％.
AFTER_NUMBER = re.compile(
    r" ?(?P<over>[余多])?(?P<scale>[百千]?万亿|[百千]?[万亿]|千(?=[多余人元户个名亩]))?"
    r"(?:(?P<over_scale>[余多])(?P<scale_over>亿)?)?"
    rf"(?: ?(?P<unit>{_unit_pattern()})|[∶：:](?P<ratio>1(?![\d.])))?"
)
# The first character of every number, and the characters that may precede or follow a Chinese
# numeral that is a quantity: most (一是, 统一, 十分) have no unit and are skipped before parsing.
NUMBER_START = re.compile(r"[\d百千一二三四五六七八九十两零〇○]")
BARE_HAN = re.compile("[一二三四五六七八九十百千两零〇○]+")
YEAR = re.compile("1[0-9]{3}|2[01][0-9]{2}|2200")
_FIRST_OF_UNITS = "".join(sorted({unit[0] for unit in KINDS}))
CAN_FOLLOW = frozenset(_FIRST_OF_UNITS + " 余多百千万亿∶：:点瓦克米伏卡—–-~～至到")
CAN_PRECEDE = frozenset("为至到达—–-~～ ")
ROUND = {"百": 100.0, "千": 1000.0}  # numbers only where NUMBER matches them
SCALES = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}

# --- What is not a quantity ----------------------------------------------------------------------

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
# The last characters of these, which are fast to check before the slower patterns.
NAME_ENDS = re.compile(r"[A-Za-z_^+×*#第初届\d过、至到和—\-.后先]")
HAN_ENDS = frozenset("百千万亿几上十数")
BEFORE_HAN = re.compile(r"(?:[百千万亿几上十]|(?<![人总件户次量指倍个])数)$")
# After a number with its unit: areas reached within a time, ranks, years that form a period.
AFTER_NAME = re.compile(
    r"[+＋]|(?:在线|不间断|不打烊|值班|值守|监控)|[^，。；、,;\s]{0,12}?(?:生活|服务|通勤|交通|高铁|公路|经济|便民)?圈"
)
GRADED = re.compile(r"[\u4e00-\u9fff]{0,2}级")
BEFORE_RANK = re.compile(r"前$")
RANKS = frozenset({"位", "名", "家", "个", "列", "%", "‰", "个月", "个季度"})
# Years that name a calendar period and measure nothing: 近三年, 过去五年, 三年行动.
BEFORE_PERIOD = re.compile(
    r"(?:过去|今后|未来|近|最近|连续|前|后|这|头|每|本|上|下|两个|往后|此后|其后|以往|同|当|今明|"
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
CLAUSE_END = re.compile(r"\s?[，。；、,;！!]|\s?$")

RANGE = re.compile(r" ?(?:[—–\-~～]{1,2}|至|到) ?")
FROM = re.compile(r"(?:由|从|自)[^，。；,;]{0,24}$")


class Figure(NamedTuple):
    """A number with its unit and offsets in the text, not yet interpreted."""

    start: int
    end: int
    unit_end: int
    value: float
    high: float
    scale: str
    measure: str
    over: bool
    is_han: bool

    @property
    def unit(self) -> str:
        """The unit with its 万 or 亿."""
        return self.scale + self.measure


# --- Finding -------------------------------------------------------------------------------------


def _figure(folded: str, match: re.Match[str]) -> Figure | None:
    """The number at a match with the unit after it, or None if it is not a number."""
    run = match.group().rstrip("点")
    if run.endswith("千") and folded[match.end() : match.end() + 1] in tuple("瓦克米伏卡"):
        run = run[:-1]  # 一千九百五十万千瓦
    numeral = run if _is_share(run) else run.rstrip("万亿")
    if len(run) > 2 * LONGEST or not numeral:
        return None
    value, end = ROUND.get(run) or read_number(run), match.start() + len(numeral)
    if value is None:
        return None
    is_han = not run[0].isdigit()
    bare = Figure(match.start(), end, end, value, float("nan"), "", "", False, is_han)
    if run[:3] in ("百分之", "千分之"):
        return bare._replace(measure="%" if run[0] == "百" else "‰")
    return _with_unit(folded, bare, run) if folded[end : end + 1] in CAN_FOLLOW else bare


def _is_share(run: str) -> bool:
    return "分之" in run or "/" in run


def _with_unit(folded: str, bare: Figure, run: str) -> Figure:
    """A number with the unit after it, and with 万 or 亿 in the unit rather than in the value."""
    after = AFTER_NUMBER.match(folded, bare.end)
    assert after is not None  # every part of the pattern is optional
    scale = (after["scale"] or "") + (after["scale_over"] or "")
    value = bare.value
    if not _is_share(run) and scale in SCALES and ("万" in run or "亿" in run):
        # 三亿七千零六十二万 and 六亿三千多万 are counted in 万.
        value = round((read_number(run.rstrip("万亿") + scale) or value) / SCALES[scale], 10)
    measure = after["unit"] or ("∶1" if after["ratio"] else "")
    has_more = measure.startswith("个多")  # 2个多百分点
    return bare._replace(
        unit_end=after.end(),
        value=value,
        scale=scale,
        measure=measure.replace("个多", "个"),
        over=bool(after["over"] or after["over_scale"]) or has_more,
    )


def _named_spans(folded: str) -> tuple[list[int], list[int]]:
    """Starts and ends of the quotations, titles and document years in which numbers are names."""
    spans = [match.span() for match in NAMES.finditer(folded)]
    return [start for start, _ in spans], [end for _, end in spans]


def _inside(position: int, spans: tuple[list[int], list[int]]) -> bool:
    index = bisect_right(spans[0], position) - 1
    return index >= 0 and position < spans[1][index]


def _is_calendar(figure: Figure, before: str, after: str) -> bool:
    """Whether a figure is a calendar year, or a period of years that measures nothing."""
    if figure.measure not in ("年", "起") or figure.scale:
        return False
    if 1000 <= figure.value <= 2200 and not figure.over:
        return True
    if BEFORE_DURATION.search(before):
        return False
    return bool(BEFORE_PERIOD.search(before) or AFTER_PERIOD.match(after))


def _is_name(folded: str, figure: Figure) -> bool:
    """Whether a figure is an ordinal, code, rank, period or other number that measures nothing."""
    before = folded[max(0, figure.start - 8) : figure.start]
    after = folded[figure.unit_end : figure.unit_end + 16]
    last = before[-1:]
    if NAME_ENDS.match(last) and BEFORE_NAME.search(before):
        return True
    if figure.is_han and last in HAN_ENDS and BEFORE_HAN.search(before):
        return True
    if figure.measure in RANKS and BEFORE_RANK.search(before):
        return True
    if figure.measure in SPANS_OF_TIME and AFTER_NAME.match(after):
        return True
    if figure.measure == "番" and not before.endswith(("翻", "翻了", "翻上")):
        return True
    is_latin = after[:1].isascii() and after[:1].isalpha()
    is_code = not figure.measure and (is_latin or bool(GRADED.match(after)))
    return after[:1] in ("+", "＋") or is_code or _is_calendar(figure, before, after)


def _is_manner_of_speaking(folded: str, figure: Figure) -> bool:
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
    is_built = figure.measure in BUILT and BUILDS.search(before) and CLAUSE_END.match(after)
    return not is_built


def _is_range(folded: str, low: Figure, high: Figure) -> bool:
    """Whether two numbers are the ends of one range: 6%—6.5%, 5至8个, but not 由7种到15种."""
    is_percent = low.is_han and low.measure == "%" and not high.unit  # 百分之八至九
    same_unit = low.scale in ("", high.scale) and low.measure in ("", high.measure)
    same_unit = same_unit or is_percent
    if high.start - low.unit_end > 4 or not same_unit or not low.value < high.value:
        return False
    gap = folded[low.unit_end : high.start]
    if not RANGE.fullmatch(gap):
        return False
    left = folded[max(0, low.start - 26) : low.start]
    return not (gap.strip() in ("到", "至") and FROM.search(left))


def _with_ranges(folded: str, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, with the two ends of every range combined into one."""
    last: Figure | None = None
    for figure in figures:
        if last is not None and _is_range(folded, last, figure):
            low, measure = last, figure.measure or last.measure
            last = figure._replace(
                start=low.start, value=low.value, high=figure.value, measure=measure
            )
            continue
        if last is not None:
            yield last
        last = figure
    if last is not None:
        yield last


def _is_measured(folded: str, figure: Figure) -> bool:
    """Whether a figure has a unit, or 万 or 亿 in its place, or is a fraction or a named ratio."""
    if figure.measure or figure.scale:
        return True
    printed = folded[figure.start : figure.end]
    if "分之" in printed or "/" in printed:
        return True
    left = folded[max(0, figure.start - 14) : figure.start]
    is_ratio = re.search(r"(?:比|系数|指数)[^，。；]{0,6}[为至到达]$", left)
    return bool(is_ratio and CLAUSE_END.match(folded, figure.end))


def _numbers(folded: str) -> Iterator[re.Match[str]]:
    """As ``NUMBER.finditer``, but only from characters at which a number can begin."""
    start = NUMBER_START.search(folded)
    while start:
        match = NUMBER.match(folded, start.start())
        if match:
            yield match
        start = NUMBER_START.search(folded, match.end() if match else start.end())


def _is_bare(folded: str, match: re.Match[str]) -> bool:
    """Whether it is a calendar year, or a Chinese numeral without a unit, range or ratio beside it.

    Most numerals of a report are of this kind: 一是, 进一步, 十分.
    """
    after = folded[match.end() : match.end() + 1]
    if after == "年" and YEAR.fullmatch(match.group()):
        return True
    if after in CAN_FOLLOW or not BARE_HAN.fullmatch(match.group()):
        return False
    return folded[max(match.start() - 1, 0) : match.start()] not in CAN_PRECEDE


def figures_in(folded: str) -> list[Figure]:
    """The figures of a folded text, in order, without names and manners of speaking."""
    found = []
    named = _named_spans(folded)
    for match in _numbers(folded):
        if _is_bare(folded, match) or _inside(match.start(), named):
            continue
        figure = _figure(folded, match)
        if figure is not None and not _is_name(folded, figure):
            found.append(figure)
    return [
        figure
        for figure in _with_ranges(folded, found)
        if _is_measured(folded, figure) and not _is_manner_of_speaking(folded, figure)
    ]
