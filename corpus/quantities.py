"""Every number that measures something: its unit, what it measures, and whether it was reached.

Three steps, each a few tables of words and short functions: numbers are *found* with their units;
dates, ordinals, names and slogans are *left out*; what remains is *understood* from the words to
its left (subject and predicate), the words to its right, and the orientation of its sentence.

How a number is printed decides three things:

- 410.5亿元, 一千二百万人: ``start``–``end`` is the numeral without its last 万 or 亿, which belong
  to the unit (410.5 and 亿元; 1200 and 万人; 三亿七千零六十二万吨 is 37062 万吨).
- 百分之六点五, 三分之一, 1/3: the whole expression; the unit is %, or empty for a fraction.
- 6%—6.5%, 5至8个: from the first digit of the first numeral to the last of the second.

翻一番 is 1 番, as printed: how many times that is, is for the normalisation to say. 一半 and
indefinite numbers (几十, 数百, 上万) are not numerals and are not found.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import pandas as pd

from corpus.numerals import ARABIC, HAN, LONGEST, MIXED, fold, read_number

Kind = Literal[
    "level", "growth_rate", "count", "share", "duration", "multiple", "ratio", "pp_difference"
]
Change = Literal["up", "down", "none"]
Bound = Literal[
    "eq", "ge", "gt", "le", "lt", "approx", "approx_over", "approx_under", "at_reached", "range"
]
Status = Literal["achieved", "target"]

COLUMNS = {
    "sentence_id": "int64",
    "start": "int64",
    "end": "int64",
    "value": "float64",
    "value_high": "float64",
    "unit": "str",
    "indicator": "str",
    "kind": "str",
    "change": "str",
    "bound": "str",
    "status": "str",
    "period": "str",
    "modifier": "str",
}
UNREAD = frozenset({"front_matter", "appendix", "boilerplate"})

# --- Units ---------------------------------------------------------------------------------------

# Measured with an instrument or an account: one of them is a quantity too (一吨, 两元).
MEASURES = """
    元 美元 欧元 日元 港元 英镑 卢布 加元 澳元 新台币 元人民币 块钱 吨 公吨 吨标准煤 吨标煤
    吨公里 载重吨 公斤 千克 克 毫克 微克 斤 市斤 担 市担 公里 千米 米 厘米 毫米 微米 纳米 海里
    华里 英寸 公里/小时 平方公里 平方千米 平方米 平方英尺 公顷 亩 市亩 亩次 立方米 立方公里 立方
    公方 土石方 土方 升 毫升 标准立方米 千瓦时 千瓦小时 瓦小时 瓦时 兆瓦时 瓦 千瓦 兆瓦 吉瓦 伏
    千伏 伏安 千伏安 兆伏安 马力 标准箱 标箱 重量箱 标准重量箱 标准台 锭 纱锭 岁 周岁 分贝 比特
    字节 大卡 千卡 摄氏度 ℃ TEU km kW MW GW kWh MPa PB TB Gbps EFLOPS EFlops Eflops PFlops
    PFLOPS P 标准煤 换算吨公里 人公里 毫克/升 微克/立方米 毫克/立方米 克/千瓦时 元/人 千克/公顷
    元/平方米 吨标准煤/万元 公斤/亩 元/吨 元/斤 元/公斤 元/千瓦时 元/月 人/平方公里 万元/亩
    吨/公顷
"""
# Counted. A Chinese numeral up to ten with one of these is a way of speaking (三个方面, 一条路).
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

KINDS: dict[str, Kind] = {
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

# After which character a unit is the beginning of another word: 12部门, 100万家庭, 二元结构.
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
    """The units as one alternation, the longest first, none of them before 级 (万吨级泊位)."""
    words = sorted(KINDS, key=len, reverse=True)
    endings = {w: f"(?![级{NOT_BEFORE.get(w, '')}])" for w in words}
    endings["所"] += "(?!以[^上下内])"
    return "|".join(re.escape(w) + endings[w] for w in words if w != "∶1")


NUMBER = re.compile(
    rf"[百千]分之(?:百|{HAN}|{ARABIC})|{HAN}(?:分之{HAN})?|{MIXED}|{ARABIC}(?:/\d{{1,3}}(?!\d))?"
)
# What stands between a numeral and its unit: 30余万人, 4万多元, 6 ％.
AFTER_NUMBER = re.compile(
    r" ?(?P<over>[余多])?(?P<scale>[百千]?万亿|[百千]?[万亿]|千(?=[多余人元户个名亩]))?"
    r"(?:(?P<over_scale>[余多])(?P<scale_over>亿)?)?"
    rf"(?: ?(?P<unit>{_unit_pattern()})|[∶：:](?P<ratio>1(?![\d.])))?"
)
SCALES = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}

# --- What is not a quantity ----------------------------------------------------------------------

# Short quotes hold names and slogans (“十三五”, “1+5”, “15分钟便民服务圈”); 《》 holds titles;
# 〔〕 the year of a document. Reports of the 1980s close some quotes with ’.
NAMES = re.compile(
    r"“[^“”’\n]{1,16}[”’]|\"[^\"\n]{1,16}\"|‘[^‘’\n]{1,16}’|《[^《》\n]{1,60}》|〔[^〕\n]{1,8}〕"
)
# Before a numeral: ordinals, letters and signs (PM2.5, C919, 1+5, 7×24小时).
BEFORE_NAME = re.compile(
    r"(?:[A-Za-z_^+×*#第初届\d]|(?<![超跨迈不翻])过|"
    r"第[\d一二三四五六七八九十]{1,4}[、至到和—\-]{1,2}|[\d.]\s?\.|最后|最先)$"
)
BEFORE_HAN = re.compile(r"(?:[百千万亿几上十]|(?<![人总件户次量指倍个])数)$")
# After a number with its unit: names of areas reached in a time, ranks, years as a period.
AFTER_NAME = re.compile(
    r"[+＋]|[^，。；、,;\s]{0,12}?(?:生活|服务|通勤|交通|高铁|公路|经济|便民)?圈"
)
GRADED = re.compile(r"[\u4e00-\u9fff]{0,2}级")
BEFORE_RANK = re.compile(r"前$")
RANKS = frozenset({"位", "名", "家", "个", "列", "%", "‰", "个月", "个季度"})
# Years that name a stretch of the calendar and measure nothing: 近三年, 过去五年, 三年行动.
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
# 三年 is a duration only where it is said to be one; 30年 always.
BEFORE_DURATION = re.compile(r"(?:用|延长|再|提前|为期|连续|长达|历时|不少于|不超过|缩短)$")
AFTER_DURATION = re.compile(r"(?:左右|以上|以内|以下|多?的?时间)")
# 新建大桥两座: a built thing, the count behind it, the end of the clause.
BUILDS = re.compile(r"(?:新建|建成|建设|新增|完成|增加|改造|购置|扩建|开工)[^，。；,;]{2,14}$")
BUILT = frozenset("座所处台辆栋条家套艘架幢")
CLAUSE_END = re.compile(r"\s?[，。；、,;！!]|\s?$")

RANGE = re.compile(r" ?(?:[—–\-~～]{1,2}|至|到) ?")
FROM = re.compile(r"(?:由|从|自)[^，。；,;]{0,24}$")

# --- What the words around a number say ----------------------------------------------------------

UPS = """
    增长 增加 提高 上升 上涨 扩大 提升 递增 增产 增收 增 升 涨 增速 涨幅 增幅 翻 高出 快于 高于
    增长速度 增多 多收 多增 上浮 上调 延长 壮大 攀升 跃升 猛增 净增 提标 加长
"""
DOWNS = """
    下降 降低 减少 压缩 缩小 回落 压减 削减 缩短 精简 下浮 下调 减 降 降幅 减产 减免 缩减 减轻
    收窄 压降 下跌 下滑 减低 少收 节约 节省
"""
LINKS = """
    达 达到 实现 完成 为 是 有 约 近 超 超过 突破 逾 高达 多达 大约 接近 不到 不足 不低于 不少于
    不高于 不超过 至少 低于 少于 大于 多于 左右 分别 各 均 都 平均 每年 年均 实际 名义 可比 同比
    环比 按 保持 保持在 控制 控制在 稳定 稳定在 维持在 在 到 至 由 从 了 已 已经 将 要 再 又 仅
    只 只有 共 共有 累计 合计 总计 拟 安排 预计 力争 争取 确保 能够 超额 占 年内 迈上 跨越 跨过
    站上 跃上 达成 以上 每 每人 每户 每亩 每吨 每月 新增 现有 已有 还 比较 大体 大体上 基本
    基本上 继续 平均每年 每年平均 年平均 月均 日均 人均 将达 实有 提前 首次 历史性 另 落在 位于
    处于 其中 全部 全年 全省 全国 全市 需要 须 必须 应当 目标 目标为 预期 预期目标 预期目标为
    只能 预定 连续 始终 不得 不得超过 不能超过 不小于 最高 最低 最多 最少 即 等于 相当于 相当
    相对 大幅 明显 显著 迅速 逐步 稳步 一举 成功 进一步 同时 以 与 和 及 以及 或 的 后 前 又有
    还有 约为 约占 迈过 有望 亦 计划 现 进行 定 定为
"""
PREDICATES = frozenset((UPS + DOWNS + LINKS).split())
# Words that only look as if they ended in a predicate: 国际条约187个, 附近3公里.
NOUN_ENDINGS = re.compile(
    r"(?:[条公合节契制]约|[发到抵]达|[附邻]近|[行作认]为|[普涉]及|总和|[主重需]要|存在|现在|"
    r"所有|成为|国有)$"
)
LONGEST_PREDICATE = max(map(len, PREDICATES))
# A time or a comparison that stands between the subject and the number: 比上年, 一九八五年.
YEAR = r"(?:(?:19|20)\d\d|1 9 \d \d|2 0 \d \d|[一二][八九〇○零][一二三四五六七八九〇○零]{2})"
TIME_TAIL = re.compile(
    rf"(?:到|从|由|自|在|比|较|同|与)?(?:{YEAR} ?年?(?:底|末|初)?|"
    r"[今去上全当明本]年(?:末|底|初)?|现在|目前|"
    r"年[末底]|(?:今后|过去|这|前)?[\d一二三四五六七八九十两]{1,4} ?年(?:内|间|来|中|前)?|"
    r"上半年|同期|本世纪末|"
    r"“?(?:十?[一二三四五六七八九]|十)五[”’]?(?:计划)?(?:时期|期间|末期|末)|时期|期间|[“”])$"
)
TIME_HEAD = re.compile(
    rf"(?:[、和及与并以而但且，,：: ”]|其中|到?{YEAR} ?年(?:底|末)?|今年|去年末?|上年末?|全年|"
    rf"当年|明年|"
    r"(?:五|5) ?年[来内]?|过去五年|五年间|一年来|截至|年末|年底|这五年|现在|届时|累计|平均每天|"
    r"平均每年|每年|预计|确保|力争|"
    r"争取|共|已|再|又|将|还|其余|仅|要|拟|使(?!用)|目前|我国有|我国|特别是)+"
)
COMPARED = re.compile(r"(?:(?<![占之对入率比])比|(?<!比)较)(?![重例率值较])[^，,、；;比]{1,14}$")
# Verbs whose object is what the number measures: the subject begins after the last of them.
GOVERNING = re.compile(
    r"实现|完成|达成|发放|申报|拨付|筹集|筹措|吸引|引进|带动|推动|解决|实施|开展|推进|处置|"
    r"清理|拆除|维修|"
    r"安装|成立|培育|认定|办理|整治|淘汰|查处|提供|惠及|完善|建立|制定|修订|安置|聚集|拥有|"
    r"覆盖|获评|入选|安排|"
    r"实有|超额|使得|促进|保持|新改扩建|支持"
)
# Words on the right that end a noun phrase.
STOPPING = re.compile(
    r"(?:全部|主体|顺利|正式|相继|基本(?=建成|完成|实现|消除)|加快|已经|成功|建成|开工|竣工|"
    r"投产|投入|完工|获得|被评|荣获|获批|入选|达到|"
    r"增长|覆盖|纳入|受益|实行|实现|得到|进行|通过|摘牌|上市|落地|落户|用于|支持|参加|享受|"
    r"完成|投用|运行|通车|"
    r"打造|推进|申报|发放|推行|挂牌|未|成为|增加|提高|上升|扩大|下降|减少|降低|缩短|增至|升至|"
    r"降至|台阶|大关|使|位列|跻身|进入|入围|居(?!民|住|家)|如期|全面(?=完成|建成)|是|为|在|将|"
    r"已|由|对|被|获).*"
)
RIGHT_PHRASE = re.compile(r" ?的?(?P<phrase>[^，。；：、,;:！!？?（）()\n\d]{2,24})")

LINKED = re.compile(r" ?(?:以上|以内|左右)?的")
RIGHT_BOUND: dict[str, Bound] = {
    "以上": "ge", "以内": "le", "之内": "le", "以下": "le", "左右": "approx", "上下": "approx",
    "有余": "approx_over", "多一点": "approx_over", "或更多": "ge", "或更少": "le",
}  # fmt: skip
RIGHT_MARK = re.compile(
    r" ?(?:\([^)\n]{1,8}\))?(?P<mark>或?及?以[上下内]|之内|左右|上下|有余|或更[多少])"
)
# In the order of precedence: the first that is found in the predicate counts.
LEFT_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("ge", re.compile("不低于|不少于|至少|不小于|最低|不得低于")),
    ("le", re.compile("不超过|不高于|不大于|不得超过|不能超过|最高|最多|控制在")),
    ("lt", re.compile("低于|少于|不足|不到|小于")),
    ("gt", re.compile("超过|突破|高于|多于|大于|逾|超|跨过|迈过|过了$")),
    ("approx_under", re.compile("近|接近|将近")),
    ("approx", re.compile("大?约|大体")),
)
REACHED = re.compile("达到?|高达|多达")

GROWTH_WORDS = re.compile(
    r"增速|涨幅|增幅|降幅|(?<!自然)增长率|增长速度|递增率|增长$|增长预期|"
    r"增长目标"
)
GROWS = re.compile("(?:增速|涨幅|增长|增幅|增长率)$|增长(?:预期)?目标")
TO_A_LEVEL = re.compile("[长加高升涨大降低少缩落减展调]了?[到至为在]")
PER_HEAD = re.compile(r"每[十百千万]+(?:名|个|户|常住|老年|就业|在校)*(?:人|户|常住|老|居民|劳动)?")
GROWTH_AFTER = re.compile(r"(?:以上|左右)?的?(?:速度|预期|年均)?(?:增长|增速|递增|增幅|涨幅)")

UP = re.compile("|".join(sorted(UPS.split(), key=len, reverse=True)))
DOWN = re.compile("|".join(sorted(DOWNS.split(), key=len, reverse=True)))
NEW = re.compile("新增|增加值|多增加的")

MODIFIERS = (
    ("可比", re.compile("可比|不变价")),
    ("年均", re.compile("年均|平均每年|每年平均|年平均|每年递增|年递增")),
    ("累计", re.compile("累计")),
    ("同比", re.compile("同比|比上年|比去年|较上年|较去年")),
    ("环比", re.compile("环比")),
    ("实际", re.compile("实际(?!利用|使用|到位|投)|扣除物价|扣除价格")),
    ("名义", re.compile("名义")),
    ("日均", re.compile("日均|平均每天")),
    ("月均", re.compile("月均")),
)
PRICE_BASIS = re.compile(r"可比价|不变价|扣除(?:物价|价格)|平均每年|年均")

# --- Time ----------------------------------------------------------------------------------------

DONE = re.compile(
    r"已(?!有的|建成的)|(?:增长|增加|提高|下降|减少|完成|达到|实现|建成|新增|培养|投入|解决|"
    r"安排|超过|翻|取得)了|"
    r"累计(?:完成|实现)|目前|截至|现有|(?<![比较同于与])去年(?:末|底|全|[^，]{0,8}(?:增长|完成|"
    r"达到))|过去(?:的)?[一五]年"
)
INTENDED = re.compile(
    r"力争|争取(?=到|在|[^，。]{0,12}(?:达|超|增长|实现|完成|率|突破))|计划到|预期目标|"
    r"奋斗目标|目标(?:是|为)|拟(?!人)|将(?=[达增超突为提新安发建有在])|"
    r"(?<![需重主])要(?:达|提|增|实|力|确|完|新|建|控|超)|今后|未来(?=[三五十一二两几\d])"
)
TO_A_YEAR = re.compile(r"到20[2-9]\d年")
AS_A_TARGET = re.compile(r"(?:以[上内])?(?:左右)?的?(?:年度|全年|预期|奋斗|规划|增长|发展)+目标")
BASE = re.compile(r"(?:由|从)[^，。；,;]{0,30}$")
BASE_AFTER = re.compile(
    r"[^，。；,;、]{0,16}?(?:提高|增加|扩大|增长|上升|下降|降低|减少|缩短|提升|缩小|降|增|升|"
    r"压减|压缩|减|上调|发展)(?:到|至|为)"
)

PERIOD = re.compile(
    rf"(?P<first>{YEAR}) ?年?(?:[—–\-~～]{{1,2}}|至|到)(?P<last>{YEAR}) ?年|(?P<year>{YEAR}) ?年|"
    r"(?P<word>今年|去年|(?<!础)上年(?!均)|明年)|“?(?P<plan>十?[一二三四五六七八九]|"
    r"十)五”?(?:规划|计划)?(?:时期|期间|以来|末)|"
    r"(?P<past>(?:过去|前)的?[五5] ?年|[五5] ?年来)|(?P<five>[五5] ?年(?:间|内|累计|共|新增|"
    r"合计|平均))|(?P<coming>(?:今后|未来)[五5] ?年)"
)
COMPARISON = re.compile(r"[比较同与于]$")

# Characters that end the stretch in which a number's subject is looked for.
BOUNDARY = re.compile(r"[，。；：,;:！!？?（(）)\n]")
# What an item of a list may leave to the last: 汽车、集成电路、机器人产量; not 化学需氧量.
MEASURE_NOUN = re.compile(
    r"(?:增加值|总产值|产值|产量|产能|销量|收入|支出|投资|进出口|出口|进口|排放量|浓度|营收|利润|"
    r"覆盖率|入学率|参保率|普及率|比重|占比)$"
)
PAIRED = frozenset(["城镇", "农村", "城市", "乡村", "工业", "农业", "中央", "地方", "中", "东部"])
MEASURE_ENDINGS = "量率额值数入出重比耗度价费金款积资利润速平口次数放准"
JOINED = re.compile(r"\s?(?:、|和|及|与|以及|或)\s?")
# 参保率均达到95%: every item before it.
ALL_OF = re.compile("(?<![平年月日人])均|都|合计|总计")
SPLIT = re.compile(r"、|以及|和|及|与")
REACH = 90
LONGEST_LIST = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, found but not yet understood; offsets in the text."""

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


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words to the left of a number say: its subject and the predicate between."""

    subject: str
    predicate: str
    status: Status
    pending: tuple[str, ...] = ()


# --- Finding -------------------------------------------------------------------------------------


def _figure(folded: str, match: re.Match[str]) -> Figure | None:
    """The number at a match with the unit behind it, or None where it is no number."""
    run = match.group().rstrip("点")
    if run.endswith("千") and folded[match.end() : match.end() + 1] in tuple("瓦克米伏卡"):
        run = run[:-1]  # 一千九百五十万千瓦
    is_share = "分之" in run or "/" in run
    numeral = run if is_share else run.rstrip("万亿")
    if len(run) > 2 * LONGEST or not numeral:
        return None
    value, end = read_number(run), match.start() + len(numeral)
    if value is None:
        return None
    if run[:3] in ("百分之", "千分之"):
        measure = "%" if run[0] == "百" else "‰"
        return Figure(match.start(), end, end, value, float("nan"), "", measure, False, True)
    after = AFTER_NUMBER.match(folded, end)
    assert after is not None  # every part of the pattern is optional
    scale = (after["scale"] or "") + (after["scale_over"] or "")
    if not is_share and scale in SCALES and re.search("[万亿]", run):
        # 三亿七千零六十二万 and 六亿三千多万 are counted in 万.
        value = round((read_number(numeral + scale) or value) / SCALES[scale], 10)
    measure = after["unit"] or ("∶1" if after["ratio"] else "")
    has_more = measure.startswith("个多")  # 2个多百分点
    return Figure(
        start=match.start(),
        end=end,
        unit_end=after.end(),
        value=value,
        high=float("nan"),
        scale=scale,
        measure=measure.replace("个多", "个"),
        over=bool(after["over"] or after["over_scale"]) or has_more,
        is_han=not run[0].isdigit(),
    )


def _named_spans(folded: str) -> tuple[list[int], list[int]]:
    """Starts and ends of the quotes, titles and document years in which numbers are names."""
    spans = [match.span() for match in NAMES.finditer(folded)]
    return [start for start, _ in spans], [end for _, end in spans]


def _inside(position: int, spans: tuple[list[int], list[int]]) -> bool:
    index = bisect_right(spans[0], position) - 1
    return index >= 0 and position < spans[1][index]


def _is_calendar(figure: Figure, before: str, after: str) -> bool:
    """A year of the calendar, or a stretch of years that measures nothing."""
    if figure.measure not in ("年", "起") or figure.scale:
        return False
    if 1000 <= figure.value <= 2200 and not figure.over:
        return True
    if BEFORE_DURATION.search(before):
        return False
    return bool(BEFORE_PERIOD.search(before) or AFTER_PERIOD.match(after))


def _is_name(folded: str, figure: Figure) -> bool:
    """An ordinal, a code, a rank, a period or another number that measures nothing."""
    before = folded[max(0, figure.start - 8) : figure.start]
    after = folded[figure.unit_end : figure.unit_end + 16]
    if BEFORE_NAME.search(before) or (figure.is_han and BEFORE_HAN.search(before)):
        return True
    if figure.measure in RANKS and BEFORE_RANK.search(before):
        return True
    if figure.measure in TIMES.split() and AFTER_NAME.match(after):
        return True
    if figure.measure == "番" and not before.endswith(("翻", "翻了", "翻上")):
        return True
    is_latin = after[:1].isascii() and after[:1].isalpha()
    is_code = not figure.measure and (is_latin or bool(GRADED.match(after)))
    return after[:1] in ("+", "＋") or is_code or _is_calendar(figure, before, after)


def _is_manner_of_speaking(folded: str, figure: Figure) -> bool:
    """A small Chinese numeral with a classifier: 三个方面, 一条路, 五年; but not 用三年时间."""
    is_small = figure.is_han and figure.value <= 10 and figure.high != figure.high
    if figure.is_han and folded.startswith("方面", figure.unit_end):
        return True
    if not is_small or figure.over or figure.scale or figure.measure not in WEAK:
        return False
    before = folded[max(0, figure.start - 20) : figure.start]
    after = folded[figure.unit_end : figure.unit_end + 8]
    if figure.measure in TIMES.split():
        return not (BEFORE_DURATION.search(before) or AFTER_DURATION.match(after))
    is_built = figure.measure in BUILT and BUILDS.search(before) and CLAUSE_END.match(after)
    return not is_built


def _is_range(folded: str, low: Figure, high: Figure) -> bool:
    """Two numbers that are the ends of one: 6%—6.5%, 5至8个; but not 由7种到15种."""
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
    """The figures, with the two ends of every range made one."""
    last: Figure | None = None
    for figure in figures:
        if last is not None and _is_range(folded, last, figure):
            low, measure = last, figure.measure or last.measure
            last = replace(
                figure, start=low.start, value=low.value, high=figure.value, measure=measure
            )
            continue
        if last is not None:
            yield last
        last = figure
    if last is not None:
        yield last


def _is_measured(folded: str, figure: Figure) -> bool:
    """A figure that has a unit, a 万 or 亿 in its place, or is a fraction or a named ratio."""
    if figure.measure or figure.scale:
        return True
    printed = folded[figure.start : figure.end]
    if "分之" in printed or "/" in printed:
        return True
    left = folded[max(0, figure.start - 14) : figure.start]
    is_ratio = re.search(r"(?:比|系数|指数)[^，。；]{0,6}[为至到达]$", left)
    return bool(is_ratio and CLAUSE_END.match(folded, figure.end))


def _figures(text: str) -> list[Figure]:
    """Every figure of a text, in order, names and manners of speaking left out."""
    folded, found = fold(text), []
    named = _named_spans(folded)
    for match in NUMBER.finditer(folded):
        if _inside(match.start(), named):
            continue
        figure = _figure(folded, match)
        if figure is not None and not _is_name(folded, figure):
            found.append(figure)
    return [
        figure
        for figure in _with_ranges(folded, found)
        if _is_measured(folded, figure) and not _is_manner_of_speaking(folded, figure)
    ]


# --- Understanding -------------------------------------------------------------------------------


def _left(text: str, figure: Figure, since: int) -> str:
    """The words between a number and the figure, clause or sentence before it."""
    window = text[max(since, figure.start - REACH) : figure.start]
    cuts = [match.end() for match in BOUNDARY.finditer(window)]
    return window[cuts[-1] :] if cuts else window


def _one_step_shorter(words: str) -> str:
    """The words without the predicate, time or comparison at their end."""
    for length in range(min(LONGEST_PREDICATE, len(words)), 0, -1):
        if length == 1 and NOUN_ENDINGS.search(words[-3:]):
            break
        if words[-length:] in PREDICATES:
            return words[:-length]
    time = TIME_TAIL.search(words[-16:])
    return words[: len(words) - len(time.group())] if time else words


def _without_predicate(left: str) -> str:
    """The subject of a number: its left side without verbs, times and comparisons at the end."""
    words, shorter = "", left.rstrip(" 、")
    while shorter != words:
        words = shorter
        shorter = _one_step_shorter(words).rstrip(" 、")
        changed = UP.search(left, len(words)) or DOWN.search(left, len(words))
        if shorter == words and changed:
            shorter = COMPARED.sub("", words).rstrip(" 、")
    return words


def _noun(subject: str) -> str:
    """A subject without leading times and without the verb that governs it."""
    head = TIME_HEAD.match(subject)
    words = subject[head.end() :] if head else subject
    cuts = [m.end() for m in GOVERNING.finditer(words) if len(words) - m.end() >= 2]
    words = words[cuts[-1] :] if cuts else words
    return words.lstrip("了、和及与 ”的").rstrip("“、 的")


def _last_item(subject: str) -> str:
    """The last of the items before a number that only this one has: 维修道路、新增泊位 11335 个."""
    last = _noun(subject.rpartition("、")[2])
    return last if len(last) >= 2 else _noun(subject)


def _items(subject: str, n: int) -> tuple[str, ...]:
    """The n subjects of 分别, a shared end given back: 城镇和农村居民收入 is two incomes."""
    parts = [part for part in SPLIT.split(_noun(subject)) if part]
    if len(parts) != n:
        return (_noun(subject),) * n
    return tuple([*(part + _shared_end(part, parts[-1]) for part in parts[:-1]), parts[-1]])


def _shared_end(part: str, last: str) -> str:
    """What an item leaves to the last one to say: 城镇(居民收入), 东盟(进出口), 汽车(产量)."""
    if part[-1] in MEASURE_ENDINGS:
        return ""
    if part in PAIRED and len(last) > len(part) + 2:
        return last[len(part) :]
    common = last.find(part[-2:]) + 2 if part[-2:] in last else last.find(part[-1]) + 1
    if 0 < common < len(last):
        return last[common:]
    measure = MEASURE_NOUN.search(last)
    return measure.group() if measure else ""


def _right_phrase(text: str, figure: Figure) -> str:
    """The noun phrase behind a number: 10处…养老服务中心."""
    if figure.measure == "人" and text.startswith("口", figure.unit_end):
        return "人口"
    mark = RIGHT_MARK.match(text, figure.unit_end)
    match = RIGHT_PHRASE.match(text, mark.end() if mark else figure.unit_end)
    phrase = STOPPING.sub("", match["phrase"]) if match else ""
    if not phrase or phrase[0] in "以左的至到和及与余多”" or GROWTH_AFTER.match(phrase):
        return ""
    return phrase.strip(" 和及与") if len(phrase) >= 2 else ""


def _list_length(text: str, figures: Sequence[Figure], index: int) -> int:
    """How many figures stand in a row from this one: 4.3%、5.3%."""
    n, row = 1, figures[index : index + LONGEST_LIST]
    for one, two in pairwise(row):
        if not JOINED.fullmatch(text[one.unit_end : two.start][:6]):
            break
        n += 1
    return n


def _subject(text: str, figure: Figure, noun: str, carried: str) -> str:
    """What a number measures: the noun before it, behind it, or the last one that was named."""
    behind = _right_phrase(text, figure)
    kind = KINDS.get(figure.measure, "count")
    is_linked = bool(LINKED.match(text, figure.unit_end)) and bool(noun)
    is_object = kind == "count" or (len(noun) <= 4 and kind == "level")
    if behind and not is_linked and (is_object or not (noun or carried)):
        return behind
    if noun.startswith("占"):
        return carried + noun
    return noun or (behind if figure.measure not in RATIOS.split() else "") or carried or behind


def _has_subject(subject: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fffA-Za-z]", subject))


def _topic(text: str, since: int, position: int) -> str:
    """The clause before the one that a position is in, if it holds no number: 经费，从2亿元….."""
    words = text[max(since, position - 2 * REACH) : position]
    clauses = [clause for clause in BOUNDARY.split(words)[:-1] if _has_subject(clause)]
    return _noun(_without_predicate(clauses[-1])) if clauses else ""


def _named_before(text: str, figure: Figure, predicate: str, since: int, last: Reading) -> str:
    """The subject of a predicate that names none: the last one, or a topic set off by a comma."""
    is_first = not last.predicate
    if is_first or predicate.startswith(("从", "由")) or "分别" in predicate:
        topic = _topic(text, since, figure.start)
        if topic:
            return topic
    return last.subject


def _carried(text: str, figure: Figure, predicate: str, since: int, last: Reading) -> str:
    """What a number with a bare predicate measures: 增长7% the last subject, 新增3个 its object."""
    carried = _named_before(text, figure, predicate, since, last)
    is_change = UP.search(NEW.sub("", predicate)) or DOWN.search(predicate)
    is_count = KINDS.get(figure.measure, "count") == "count"
    if is_count and _right_phrase(text, figure):
        return _subject(text, figure, "", "")
    if carried and (is_change or REACHED.search(predicate)):
        return carried
    return _subject(text, figure, "", carried) or predicate.strip("、 ")


def _read(
    text: str, figures: Sequence[Figure], index: int, since: int, last: Reading, status: Status
) -> Reading:
    """The subject and predicate of the figure at an index, given those of the one before."""
    figure = figures[index]
    if index and JOINED.fullmatch(text[since : figure.start][:6]):
        if last.pending:
            return replace(last, subject=last.pending[0], pending=last.pending[1:])
        return replace(last, subject=_subject(text, figure, "", last.subject))
    left = _left(text, figure, since)
    subject = _without_predicate(left)
    predicate = left[len(subject) :]
    names = _has_subject(subject)
    if "分别" in predicate:
        whole = subject if names else _named_before(text, figure, predicate, since, last)
        first, *rest = _items(whole, _list_length(text, figures, index))
        return Reading(first, predicate, status, tuple(rest))
    if not names:
        return Reading(_carried(text, figure, predicate, since, last), predicate, status)
    noun = _noun(subject) if ALL_OF.search(predicate) else _last_item(subject)
    if GOVERNING.fullmatch(noun) or len(noun) < 2:
        noun = ""
    measured = _subject(text, figure, noun, last.subject)
    return Reading(measured or subject.strip(), predicate, status)


def _change(predicate: str, subject: str, after: str) -> Change:
    """Up or down, from the verb nearest to the number; 新增 is a flow, not a change."""
    near = NEW.sub("", predicate)
    up = max((m.start() for m in UP.finditer(near)), default=-1)
    down = max((m.start() for m in DOWN.finditer(near)), default=-1)
    if up == down == -1:
        if GROWTH_AFTER.match(after) or GROWS.search(subject):
            return "up"
        return "down" if subject.endswith("降幅") else "none"
    return "up" if up > down else "down"


def _bound(figure: Figure, predicate: str, after: str) -> Bound:
    """What the words around a number say of its exactness; a range is a range."""
    if figure.high == figure.high:
        return "range"
    right = RIGHT_MARK.match(after)
    if right:
        mark = right["mark"].removeprefix("或").removeprefix("及")
        return RIGHT_BOUND.get(mark, RIGHT_BOUND.get(right["mark"], "eq"))
    for bound, pattern in LEFT_BOUNDS[:4]:
        if pattern.search(predicate):
            return bound
    if figure.over:
        return "approx_over"
    for bound, pattern in LEFT_BOUNDS[4:]:
        if pattern.search(predicate):
            return bound
    return "at_reached" if REACHED.search(predicate) else "eq"


def _kind(figure: Figure, reading: Reading, left: str, change: Change, after: str) -> Kind:
    """What sort of number it is, from its unit and, for percentages, from its predicate."""
    kind = KINDS.get(figure.measure, "count")
    if not figure.unit:
        return "share" if figure.value < 1 else "ratio"
    if kind in ("level", "count") and PER_HEAD.search(left + "，" + reading.subject):
        return "ratio"
    if kind != "share":
        return kind
    words = reading.predicate + "，" + reading.subject
    if "增长" in reading.predicate or GROWTH_WORDS.search(words) or GROWTH_AFTER.match(after):
        return "growth_rate"
    to_a_level = TO_A_LEVEL.search(reading.predicate)
    return "share" if change == "none" or to_a_level else "growth_rate"


def _modifier(predicate: str, left: str, context: str) -> str:
    """The basis of a change: 可比, 年均, 累计, …; several joined with 、."""
    words = predicate + left + ("可比价" if PRICE_BASIS.search(context) else "")
    words = words if not re.search("可比价|不变价|扣除", context) else words + context
    if not re.search("可比价|不变价", context):
        words = words.replace("可比价", "")
    return "、".join(name for name, pattern in MODIFIERS if pattern.search(words))


def _status(
    orientation: str, clause: str, figure: Figure, text: str, period_end: int, year: int | None
) -> Status:
    """Reached or promised: the orientation's word, unless the clause or its year say otherwise."""
    plans = orientation.startswith("plan")
    after = text[figure.unit_end : figure.unit_end + 30]
    if AS_A_TARGET.match(after):
        return "target"
    if plans:
        is_base = BASE.search(clause) and BASE_AFTER.match(after)
        is_past = year is not None and 0 < period_end < year
        return "achieved" if is_base or is_past or DONE.search(clause) else "target"
    is_future = period_end > year if year else bool(TO_A_YEAR.search(clause))
    if DONE.search(clause):
        return "achieved"
    return "target" if is_future or INTENDED.search(clause) else "achieved"


def _number_of_plan(name: str) -> int:
    """Which five-year plan: 一 is the first, 十四 the fourteenth."""
    return int(read_number(name) or 0)


def _span_of_plan(number: int) -> tuple[int, int]:
    """The first and last year of a five-year plan; the third began after a pause, in 1966."""
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    return first, first + 4


def _calendar_year(printed: str) -> int:
    """A year in digits from 1997, 1 9 9 7 or 一九九七."""
    names = dict(zip("一二三四五六七八九〇○零", "123456789000", strict=True))
    return int("".join(names.get(char, char) for char in printed if char != " "))


def _years_of(match: re.Match[str], year: int | None, plans: bool) -> tuple[int, int] | str:
    """The first and last year of a period in words; the words where no report year is known."""
    if match["first"]:
        return _calendar_year(match["first"]), _calendar_year(match["last"])
    if match["year"]:
        return (_calendar_year(match["year"]),) * 2
    if match["plan"]:
        return _span_of_plan(_number_of_plan(match["plan"]))
    if year is None:
        return match.group()
    if match["past"] or (match["five"] and not plans):
        return year - 5, year - 1
    if match["coming"] or match["five"]:
        return year, year + 4
    return (year - 1 if match["word"] in ("去年", "上年") else year,) * 2


def _periods(
    text: str, start: int, end: int, year: int | None, plans: bool
) -> list[tuple[int, str, int]]:
    """Periods that a sentence names, as (position, label, last year); comparisons left out."""
    found = []
    for match in PERIOD.finditer(text, start, end):
        if COMPARISON.search(text[max(start, match.start() - 1) : match.start()]):
            continue
        years = _years_of(match, year, plans)
        if isinstance(years, str):
            found.append((match.start(), years, 0))
        elif years[0] <= years[1]:
            label = str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"
            found.append((match.start(), label, years[1]))
    return found


def _usual_period(orientation: str, year: int | None) -> str:
    """The period of a sentence that names none, from its orientation."""
    if year is None:
        return ""
    usual = {
        "review_past_year": f"{year - 1}",
        "review_multi_year": f"{year - 5}-{year - 1}",
        "problems": f"{year - 1}",
        "plan_next_year": f"{year}",
        "plan_multi_year": f"{year}-{year + 4}",
    }
    return usual.get(orientation, "")


def _period(
    periods: list[tuple[int, str, int]], position: int, orientation: str, year: int | None
) -> tuple[str, int]:
    """Label and last year of the period last named before a position, or the usual label."""
    index = bisect_left(periods, (position, "", 0)) - 1
    if index < 0:
        return _usual_period(orientation, year), 0
    _, label, last = periods[index]
    # A report given in December says 今年 for the year it reviews.
    if orientation.startswith("review") and label == str(year) and last == year:
        return _usual_period(orientation, year), 0
    return label, last


def _clause(text: str, start: int, position: int) -> str:
    """The words between the last comma and a position."""
    words = text[max(start, position - 80) : position]
    return re.split(r"[，。；,;：:]", words)[-1]


Row = tuple[int, int, int, float, float, str, str, Kind, Change, Bound, Status, str, str]


def _rows(
    text: str,
    figures: Sequence[Figure],
    sentence_id: int,
    span: tuple[int, int],
    orientation: str,
    year: int | None,
    carried: str,
) -> Iterator[Row]:
    """The rows of one sentence; ``carried`` is the subject that the sentence before ended with."""
    periods = _periods(text, *span, year, orientation.startswith("plan"))
    since, reading = span[0], Reading(carried, "", "achieved")
    for index, figure in enumerate(figures):
        after = text[figure.unit_end : figure.unit_end + 16]
        left = _left(text, figure, since)
        period, last_year = _period(periods, figure.start, orientation, year)
        clause = _clause(text, span[0], figure.start)
        status = _status(orientation, clause, figure, text, last_year, year)
        reading = _read(text, figures, index, since, reading, status)
        change = _change(reading.predicate, reading.subject, after)
        yield (
            sentence_id,
            figure.start,
            figure.end,
            figure.value,
            figure.high,
            figure.unit,
            reading.subject,
            _kind(figure, reading, left, change, after),
            change,
            _bound(figure, reading.predicate, after),
            reading.status,
            period,
            _modifier(reading.predicate, left, text[max(since, figure.start - 30) : figure.start]),
        )
        since = figure.unit_end


def _by_sentence(
    figures: Sequence[Figure], starts: Sequence[int], ends: Sequence[int]
) -> dict[int, list[Figure]]:
    """The figures of each sentence, by the sentence's position in the table."""
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        index = bisect_right(starts, figure.start) - 1
        if index >= 0 and figure.end <= ends[index]:
            groups.setdefault(index, []).append(figure)
    return groups


def find_quantities(
    text: str, sentences: pd.DataFrame, *, report_year: int | None = None
) -> pd.DataFrame:
    """Every quantity of a report with what it measures, one row a number, in the text's order.

    Status follows the orientation of the sentence (review and problems: achieved; plan: target),
    unless the clause says otherwise: 已, 了, 目前, a year before the report's, or the base of
    由…提高到 is achieved in a plan; 力争, 将, 到2030年 is a target in a review.

    Args:
        text: the document's text; all offsets are code points in it.
        sentences: one row a sentence: sentence_id, paragraph_id, start, end, orientation.
            Front matter, appendix and boilerplate are not read.
        report_year: the year that the report plans for; without it, periods stay in words.

    Returns:
        One row per quantity: sentence_id, start, end, value, value_high, unit, indicator, kind,
        change, bound, status, period, modifier. ``value_high`` is missing but for ranges.

    Raises:
        KeyError: a column of ``sentences`` is missing.
    """
    order = sentences.sort_values("start", kind="stable")
    starts, ends = order["start"].tolist(), order["end"].tolist()
    groups = _by_sentence(_figures(text), starts, ends)
    ids, orientations = order["sentence_id"].tolist(), order["orientation"].tolist()
    paragraphs = order["paragraph_id"].tolist()
    folded, rows = fold(text), []
    last, carried = -1, ""
    for index in sorted(groups):
        if orientations[index] in UNREAD:
            continue
        is_near = last == index - 1 and last >= 0 and paragraphs[last] == paragraphs[index]
        span = (starts[index], ends[index])
        found = list(
            _rows(
                folded, groups[index], ids[index], span, orientations[index], report_year,
                carried if is_near else "",
            )
        )  # fmt: skip
        rows.extend(found)
        last, carried = index, found[-1][6]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
