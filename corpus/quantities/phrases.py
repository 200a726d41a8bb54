"""The words around a number: its subject and predicate, bound, kind and statistical basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from corpus.quantities.units import KINDS, RATIOS, Figure, QuantityKind
from corpus.text.parts_of_a_year import PART_OF_A_YEAR

Change = Literal["up", "down", "none"]
Bound = Literal[
    "eq", "ge", "gt", "le", "lt", "approx", "approx_over", "approx_under", "at_reached", "range"
]
Status = Literal["achieved", "target"]

UPS = """
    增长 增加 提高 上升 上涨 扩大 提升 递增 增产 增收 增 升 涨 增速 涨幅 增幅 翻 高出 快于 高于
    增长速度 增多 多收 多增 上浮 上调 延长 壮大 攀升 跃升 猛增 净增 提标 加长
"""
DOWNS = """
    下降 降低 减少 压缩 缩小 回落 压减 削减 缩短 精简 下浮 下调 减 降 降幅 减产 减免 缩减 减轻
    收窄 压降 下跌 下滑 减低 少收 节约 节省 放缓 减缓 趋缓 减幅 降价 负增长
"""
LINKS = """
    达 达到 实现 完成 为 是 有 约 近 超 超过 突破 逾 高达 多达 大约 接近 不到 不足 不低于 不少于
    不高于 不超过 至少 低于 少于 大于 多于 左右 分别 各 均 都 平均 每年 年均 实际 名义 可比 同比
    环比 按 保持 保持在 控制 控制在 稳定 稳定在 维持在 在 到 至 由 从 了 已 已经 将 要 再 又 仅
    只 只有 共 共有 累计 合计 总计 拟 安排 预计 力争 争取 确保 能够 超额 占 年内 迈上 跨越 跨过
    站上 跃上 达成 以上 每 每人 每户 每亩 每吨 每月 新增 现有 已有 还 比较 大体 大体上 基本
    基本上 继续 平均每年 每年平均 年平均 月均 日均 人均 将达 实有 提前 首次 历史性 另 落在 位于
    破 双双 调整 处于 其中 全部
    全年 全省 全国 全市 需要 须 必须 应当 目标 目标为 预期 预期目标 预期目标为
    只能 跨上 预定 连续 始终 不得 不得超过 不能超过 不小于 最高 最低 最多 最少 即 等于 相当于 相当
    相对 大幅 明显 显著 迅速 逐步 稳步 一举 成功 进一步 同时 以 与 和 及 以及 或 的 后 前 又有
    还有 未 未能 没有 没能 约为 约占 迈过 有望 亦 计划 现 进行 定 定为
    确定为 设定为 确定在 设定在 定在 止跌回稳 企稳回升 由负转正
    同口径 可比口径 出现
"""
PREDICATES = frozenset((UPS + DOWNS + LINKS).split())
# Nouns that end in the characters of a predicate: 国际条约187个, 附近3公里.
NOUN_ENDINGS = re.compile(
    r"(?:[条公合节契制]约|[发到抵下送传]达|[附邻]近|[行作认]为|[普涉]及|总和|[主重需]要|存在|现在|"
    r"所有|成为|国有)$"
)
LONGEST_PREDICATE = max(map(len, PREDICATES))
# The last characters of predicates, and of what TIME_TAIL and BASIS_TAIL match.
PREDICATE_ENDS = frozenset(word[-1] for word in PREDICATES)
TIME_ENDS = frozenset(" 0123456789一二三四五六七八九〇○零年底末初度月份在前内间来中期“”")
BASIS_ENDS = frozenset("算径素响后外")
# A time or comparison between the subject and the number: 比上年, 一九八五年.
YEAR = r"(?:(?:19|20)\d\d|1 9 \d \d|2 0 \d \d|[一二][八九〇○零][一二三四五六七八九〇○零]{2})"
MANY = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九]|[1-9]?\d)"
TIME_TAIL = re.compile(
    rf"(?:到|从|由|自|在|比|较|同|与)?(?:{YEAR} ?年?(?:底|末|初)?|{PART_OF_A_YEAR}|"
    r"[今去上全当明本]年(?:末|底|初)?|现在|目前|"
    r"年[末底]|(?:今后|过去|这|前)?[\d一二三四五六七八九十两]{1,4} ?年(?:内|间|来|中|前)?|"
    r"同期|本世纪末|"
    r"“?(?:十?[一二三四五六七八九]|十)五[”’]?(?:计划)?(?:时期|期间|末期|末)|时期|期间|[“”])$"
)
BASIS_TAIL = re.compile(
    r"(?:按[^，]{2,8}(?:计算|口径)|(?:扣除|剔[除出])[^，]{2,8}因素(?:影响)?(?:后|外)?)$"
)
# What may stand before a subject; also what is left of 5亿元以上(项目), and the number of an item.
TIME_HEAD = re.compile(
    rf"(?:[、和及与并而但且，,：: ”]|以[上下内来]|以(?!外)|左右|或者?|其中|"
    rf"{YEAR} ?年?[—–\-~～至到]{{1,2}}{YEAR} ?年|在[^，。；]{{1,40}}?基础上|"
    rf"(?:到?{YEAR} ?年|[今去上明]年|年(?=[末底]))(?:底|末|初)?"
    r"(?:[以之][前来后]|前(?![沿期往海]))?|全年|当年|"
    r"\d{1,3}[.．](?!\d)|[一二三四五六七八九十]{1,3}[是要]|"
    rf"(?:今后|未来|过去|最近|近|这){MANY} ?年[来内间]?|{MANY} ?年[来间]|"
    rf"{PART_OF_A_YEAR}(?!末)|"
    r"(?:五|5) ?年[来内]?|一年来|截至|现在|届时|累计|平均每天|"
    r"平均每年|每年|预计|确保|力争|"
    r"争取|共|已|再(?!就业)|又|将|还|其余|仅|要求|要|拟|使(?!用)|目前|我国有|我国|特别是)+"
)
COMPARED = re.compile(r"(?:(?<![占之对入率比])比|(?<!比)较)(?![重例率值较])[^，,、；;比]{1,14}$")
# Verbs whose object the number measures: the subject begins after the last of them.
GOVERNING = re.compile(
    r"实现|完成|达成|发放|申报|拨付|筹集|筹措|吸引|引进|带动|推动|解决|实施|开展|推进|处置|"
    r"清理|拆除|维修|"
    r"安装|成立|培育|认定|办理|整治|淘汰|查处|提供|惠及|完善|建立|制定|修订|安置|聚集|拥(?<!人拥)有|"
    r"覆盖|获评|入选|安排|"
    r"实有|超额|使得|促进|保持|新改扩建|支持"
)
# Words that end the noun phrase after a number.
STOPPING = re.compile(
    r"(?:[年户人]均|增收|迁入|实现|共有|全部|主体|顺利|正式|正在?[按建推施实进]|暂缓|推迟|相继|基本(?=建成|完成|实现|消除)|加快|已经|成功|建成|开工|竣工|"
    r"投产|投入|完工|获得|被评|荣获|获批|入选|达到|"
    r"增长|覆盖|纳入|受益|实行|实现|得到|进行|通过|摘牌|上市|落地|落户|用于|支持|参加|享受|"
    r"完成|投用|运行|通车|"
    r"打造|推进|申报|发放|推行|挂牌|未(?!就业|成年|来)|成为|增加|提高|上升|扩大|下降|减少|降低|缩短|增至|升至|"
    r"降至|(?:提升|调整|攀升|跃升|压减|压降|缩减)(?:到|至|为)|台阶|大关|使|位列|跻身|进入|入围|(?<![安民宜])居(?!民|住|家)|如期|全面(?=完成|建成)|是|为|在|将|"
    r"已|由|对|被|获).*"
)
RIGHT_PHRASE = re.compile(r" ?的?(?P<phrase>[^，。；：、,;:！!？?（）()\n\d]{1,24})")

LINKED = re.compile(r" ?(?:以上|以内|左右)?的")
# 1.75亿元的生产总值和6000万元的税收: the noun between the numbers is the first one's.
LINKED_TO_LAST = re.compile(LINKED.pattern + r"[^，。；：、,;:\d和及与]{2,16}(?:、|和|及|与|以及)")
RIGHT_BOUND: dict[str, Bound] = {
    "以上": "ge",
    "以内": "le",
    "之内": "le",
    "以下": "le",
    "左右": "approx",
    "上下": "approx",
    "有余": "approx_over",
    "或更多": "ge",
    "或更少": "le",
}
RIGHT_MARK = re.compile(
    r" ?(?:\([^)\n]{1,8}\))?(?P<mark>或?及?以[上下内]|之内|左右|上下|有余|或更[多少])"
)
# In order of precedence: the first one found in the predicate counts.
LEFT_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("ge", re.compile("不低于|不少于|至少|不小于|最低|不得低于")),
    ("le", re.compile("不超过|不高于|不大于|不得超过|不能超过|最高|最多|控制在")),
    ("lt", re.compile("低于|少于|不足|不到|小于")),
    ("gt", re.compile("超过|突破|高于|多于|大于|逾|超|跨过|迈过|过了$")),
    ("approx_under", re.compile("近|接近|将近")),
    ("approx", re.compile("大?约|大体")),
)
AND_MORE = re.compile("多(?![个种样家方元])")
REACHED = re.compile("(?<![下送传])达")
# 产值上亿元, 上百家: 上 before a round number is at least.
OVER_A_ROUND_NUMBER = re.compile("(?<![跨迈登站])上$")

GROWTH_WORDS = re.compile(
    r"增速|涨幅|增幅|降幅|(?<!自然)增长率|增长速度|递增率|增长$|增长预期|"
    r"增长目标"
)
GROWS = re.compile("(?:增速|涨幅|增长|增幅|增长率)$|增长(?:预期)?目标")
TO_A_LEVEL = re.compile("[长加高升涨大增降低少缩落减展调窄缓]了?[到至为在]")
OF_A_LEVEL = re.compile("[占到至为]")  # 压减事项占全部的20%
PER_HEAD = re.compile(
    r"每[十百千万]+(?:名|个|户|常住|老年|就业|在校)*(?:人|户|常住|老|居民|劳动)?|"
    r"[百千万]人(?<![\d百千万亿几数余多近上][百千万]人)[^，“”]{0,12}(?:[数量率有]|床位|社工|医[师生])"
)
SO_MANY_OF = re.compile(r"\d{1,2} ?[×*xX] ?$")  # 2×35万千瓦
# A sum of money without 元: 产值突破三千亿大关.
MONEY = re.compile(
    r"(?:总值|产值|增加值|收入|投资|[存贷]款|余额|支出|税收|资产|营收|利润|零售总?额|GDP|经济总量|经济规模)$"
)
AFTER_MONEY = re.compile(
    r"大关|大?台阶|关口|门槛|人民币|以[上下内]|左右|\s?[，。；、,;！!）)]|\s?$"
)
GROWTH_AFTER = re.compile(r"(?:以上|左右)?的?(?:速度|预期|年均)?(?:增长|增速|递增|增幅|涨幅)")
# 压减公用经费15%, 平均提高低保标准10%, but not 提高入学率、降低药占比.
CHANGED = re.compile(
    r"(?:平均|累计|全面|整体)?(?:(?P<up>提高(?!到|至|了)|增加(?!值|到|至))|压减|压缩|削减|缩减|精简|减少(?!到|至)|"
    r"降低(?!到|至)|减(?=时间|材料|环节|跑动|费用|成本|人员|事项))[^，。占率比重]{2,24}"
)
BY_A_RATE = re.compile(r"(?:以上|左右)?的?(?:幅度|速度|比例)(?:压减|压缩|削减|减少|下降|降低|递减)")

UP = re.compile("|".join(sorted(UPS.split(), key=len, reverse=True)))
DOWN = re.compile("|".join(sorted(DOWNS.split(), key=len, reverse=True)))
NEW = re.compile("新增|增加值|多增加的")

MODIFIERS = (
    ("可比", re.compile("可比|不变价")),
    ("年均", re.compile("年均|平均每年|每年平均|年平均|每年递增|年递增")),
    ("累计", re.compile("累计")),
    ("同比", re.compile("同比|比上年|比去年|较上年|较去年")),
    ("环比", re.compile("环比")),
    ("实际", re.compile("实际(?!利用|使用|到位|投)|(?:扣除|剔除)(?:物价|价格)")),
    ("名义", re.compile("名义")),
    ("日均", re.compile("日均|平均每天")),
    ("月均", re.compile("月均")),
)
# Common to all of them and rare elsewhere, so that one search usually replaces nine.
ANY_MODIFIER = re.compile(
    "可比|不变价|年均|平均|递增|累计|[比较][上去]年|同比|环比|实际|扣除|剔除|名义|日均|月均"
)
PRICE_BASIS = re.compile(r"可比价|不变价|(?:扣除|剔除)(?:物价|价格)|平均每年|年均")

# Characters that end the passage in which the subject of a number is sought.
BOUNDARY = re.compile(r"[，。；：,;:！!？?（(）)\n]")
TO_LAST_BOUNDARY = re.compile(rf".*{BOUNDARY.pattern}", re.DOTALL)
# A remark of ten characters, or one on prices or on what a word covers from here on (下同).
REMARK = re.compile(
    r"[（(](?:[^（()）\d，。；]{1,10}|[^（()）\n]{0,60}(?:下同|不变价|可比价|年价)[^（()）\n]{0,6})[）)]"
)
# Goods named by a single character.
_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z]")
GOODS = frozenset("钢铁煤油粮棉糖茶布纱纸铜铝锌铅盐肉蛋奶鱼")
PLACES = frozenset("村县乡镇市校")  # 55个村完成改造, but not 9个市、区项目
LISTED_PLACES = re.compile(r"、(?![\d一二三四五六七八九十百两])")
# 经济增长速度的调控(目标定为): the kind of goal is not part of the indicator's name.
AS_A_GOAL = re.compile(r"的(?:宏观)?(?:调控|预期|控制|计划|奋斗)$|(?<=[度率额量资])(?:宏观)?调控$")
# Endings that the items of a list may share: 汽车、集成电路、机器人产量, but not 化学需氧量.
MEASURE_NOUN = re.compile(
    r"(?:增加值|总产值|产值|产量|产能|[存出]栏量|吞吐量|销量|收入|支出|投资|进出口|出口|进口|排放总?量|浓度|营收|利润|税收|"
    r"(?:覆盖|入学|入园|参保|普及|治理|处理|利用|达标|合格|就业|保障|满意)率|比重|占比|余额|比例|面积|费用|警情|保险参保人数|参保人数|管网)$"
)
# Amounts, which are measured whatever follows the number; and what money is spent on.
AMOUNT = re.compile(
    r"(?:总值|税收|收入|产值|利润|增加值|进出口|出口|进口|出口额|消费|投资|投入|支出|贷款|存款|出资|斥资|"
    r"耗资|融资|产量|销售额|营业额)$"
)
SPENDING = re.compile(
    "实施|新建|改造|建设|开展|启动|推进|修建|打造|扩建|支持|推动|[对为向给用]|解决|完善|购置|发展|治理|整治|"
    "提升|改善|加强|扶持|奖励|保障|建成|修复|开工"
)
FUNDS = re.compile(r"(?:资金|经费|款|基金|补助|补贴|债券|产业|项目|企业)$")
PAIRED = frozenset(["城镇", "农村", "城市", "乡村", "工业", "农业", "中央", "地方", "中", "东部"])
MEASURE_ENDINGS = "量率额值数入出重比耗度价费金款积资利润速平口次数放准"
JOINED = re.compile(r"\s?(?:以[上内下]|左右)?(?:、|和|及|与|以及|或者?)\s?")
# 参保率均达到95% applies to every item before it.
ALL_OF = re.compile("(?<![平年月日人])均|双双|都|合计|总计")
SPLIT = re.compile(r"、|以及|(?<![总共])和(?![谐平睦])|(?<![普涉])及(?![时格])|(?<!参)与(?!会)")
# One name for several subjects of a list: 城乡居民收入增长6%、7%, 三次产业分别增长3%、5%、7%.
COLLECTIVES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile("城乡(?=(?:常住)?居民)"), ("城镇", "农村")),
    (re.compile("城乡(?=低保)"), ("城市", "农村")),
    (
        re.compile("(?:第?一[、和]?第?二[、和]?第?三|三)(?:次|个)?产业"),
        ("第一产业", "第二产业", "第三产业"),
    ),
    (re.compile("第?二[、和]?第?三次?产业"), ("第二产业", "第三产业")),
)
# What a subject has in it that may be several.
LISTED = re.compile(rf"{SPLIT.pattern}|城乡|三次?产业")
# 突破百亿元大关、增长38%: what follows a number and is no subject of the next.
AFTER_LIMIT = re.compile(
    r"(?:(?:以[上内下])?(?:大关|台阶|关口|门槛)、?|[^，。]{0,10}?基础上[再又]?)"
)
OWN_PLACE = re.compile("(?:我|全|本)?[国省市区县州旗]")
# 分别完成省定任务的170%、184%: what is measured is what was to be done.
AS_ASSIGNED = re.compile(r"(?:任务|计划|目标|预算|进度|同期|年度)$")
REACH = 90
AFTER = 16  # characters after a number that may say more of it
LONGEST_JOINT = 4
LONGEST_LIST = 20
SHORTEST_ITEM = 4  # characters of a subject that needs no shared ending (城镇和农村…收入)
LONGEST_VERB = 4  # characters before a noun: 新增发放


class Context(NamedTuple):
    """The words to the left of a number: its subject and the predicate between the two."""

    subject: str
    predicate: str
    status: Status
    pending: tuple[str, ...] = ()  # the subjects of the numbers that follow, after 分别
    named: tuple[str, ...] = ()  # the subjects named so far, which 分别 and 均 refer back to
    shared: tuple[str, ...] = ()  # those among which 分别 last shared out its numbers


def words_before(text: str, figure: Figure, since: int) -> str:
    """The words between a number and the figure, clause or sentence before it.

    A remark in brackets qualifies the word before it and does not end a clause: 化肥（折纯）达到.
    """
    window = text[max(since, figure.start - REACH) : figure.start]
    if "(" in window or "（" in window:
        window = REMARK.sub("", window)
    before = TO_LAST_BOUNDARY.match(window)
    return window[before.end() :] if before else window


def _one_step_shorter(words: str) -> str:
    """The words without the predicate, time or comparison at the end."""
    last = words[-1:]
    longest = min(LONGEST_PREDICATE, len(words)) if last in PREDICATE_ENDS else 0
    for length in range(longest, 0, -1):
        if length == 1 and NOUN_ENDINGS.search(words[-3:]):
            break
        if words[-length:] in PREDICATES:
            return words[:-length]
    basis = BASIS_TAIL.search(words[-16:]) if last in BASIS_ENDS else None
    if basis:
        return words[: len(words) - len(basis.group())]
    time = TIME_TAIL.search(words[-16:]) if last in TIME_ENDS else None
    return words[: len(words) - len(time.group())] if time else words


def _without_predicate(left: str) -> str:
    """The subject of a number: the words before it without final verbs, times and comparisons."""
    words, shorter = "", left.rstrip(" 、")
    while shorter != words:
        words = shorter
        shorter = _one_step_shorter(words).rstrip(" 、")
        if shorter != words:
            continue
        if UP.search(left, len(words)) or DOWN.search(left, len(words)):
            shorter = COMPARED.sub("", words).rstrip(" 、")
    return words


def _noun(subject: str) -> str:
    """A subject without leading time expressions and without the verb that governs it."""
    head = TIME_HEAD.match(subject)
    words = subject[head.end() :] if head else subject
    cuts = [m.end() for m in GOVERNING.finditer(words) if len(words) - m.end() >= 2]
    words = AS_A_GOAL.sub("", words[cuts[-1] :] if cuts else words)
    return words.lstrip("了、和及与 ”的").rstrip("“、 的")


def _last_item(subject: str) -> str:
    """The last item before a number that applies to it alone: 维修道路、新增泊位 11335 个."""
    last = _noun(subject.rpartition("、")[2])
    return last if len(last) >= 2 else _noun(subject)


def _items(subject: str, n: int) -> tuple[str, ...]:
    """The n subjects of 分别, with a shared ending restored: 城镇和农村居民收入 is two incomes."""
    noun = _noun(subject)
    parts = [part for part in SPLIT.split(noun) if part]
    if members := _members(noun, n):
        return members
    if len(parts) != n:
        return _items_of_verbs(subject, n) or (_noun(subject),) * n
    return tuple([*(part + _shared_end(part, parts[-1]) for part in parts[:-1]), parts[-1]])


def _members(noun: str, n: int) -> tuple[str, ...]:
    """The n subjects that one name stands for, or (): 城乡居民收入 is two incomes."""
    for name, members in COLLECTIVES:
        found = name.search(noun) if len(members) == n else None
        if found and not SPLIT.search(noun[: found.start()] + noun[found.end() :]):
            return tuple(noun[: found.start()] + one + noun[found.end() :] for one in members)
    return ()


def _items_of_verbs(subject: str, n: int) -> tuple[str, ...]:
    """The n subjects of 分别 of which each may begin with a verb (新增就业、发放贷款), or ()."""
    parts = SPLIT.split(subject)
    nouns = tuple(map(_noun, parts))
    whole = min(map(len, nouns)) >= SHORTEST_ITEM
    before = [len(part) - len(noun) for part, noun in zip(parts, nouns, strict=True)]
    return nouns if len(nouns) == n and whole and max(before) <= LONGEST_VERB else ()


def _listed_items(
    text: str, figures: Sequence[Figure], index: int, subject: str
) -> tuple[str, ...]:
    """The subjects of as many numbers of one unit, or (): 肉、蛋、奶产量达60、30和10万吨."""
    n = _list_length(text, figures, index) if LISTED.search(subject) else 1
    if n == 1 or len({one.measure for one in figures[index : index + n]}) > 1:
        return ()
    noun = _noun(subject)
    is_list = not noun.startswith("占") and (_members(noun, n) or len(SPLIT.split(noun)) == n)
    return _items(subject, n) if is_list else ()


def _shared_end(part: str, last: str) -> str:
    """The ending that an item shares with the last: 城镇(居民收入), 东盟(进出口), 汽车(产量)."""
    if last.endswith("款余额") and part[-1] in "存贷款":
        return "款余额"[part[-1] == "款" :]
    if part[-1] in MEASURE_ENDINGS or part.endswith("GDP"):
        return ""
    if part in PAIRED and len(last) > len(part) + 2:
        return last[len(part) :]
    common = last.find(part[-2:]) + 2 if part[-2:] in last else last.find(part[-1], 1) + 1
    if 0 < common < len(last):  # 氨氮 shares no 氮 with 氮氧化物排放量
        return last[common:]
    measure = MEASURE_NOUN.search(last)
    return measure.group() if measure and not MEASURE_NOUN.search(part) else ""


def _right_phrase(text: str, figure: Figure) -> str:
    """The noun phrase after a number: 10处…养老服务中心."""
    if figure.measure == "人" and text.startswith("口", figure.unit_end):
        return "人口"
    mark = RIGHT_MARK.match(text, figure.unit_end)
    match = RIGHT_PHRASE.match(text, mark.end() if mark else figure.unit_end)
    if match is None:
        return ""
    phrase = STOPPING.sub("", match["phrase"])
    if not phrase or phrase[0] in "以左的至到和及与或余多”" or GROWTH_AFTER.match(phrase):
        return ""
    if len(phrase) == 1:
        return phrase if phrase in PLACES and not LISTED_PLACES.match(text, match.end()) else ""
    return phrase.strip(" 和及与")


def _list_length(text: str, figures: Sequence[Figure], index: int) -> int:
    """The number of figures listed consecutively from this one: 4.3%、5.3%."""
    n, row = 1, figures[index : index + LONGEST_LIST]
    for one, two in pairwise(row):
        if not JOINED.fullmatch(text[one.unit_end : two.start][:6]):
            break
        n += 1
    return n


def words_after(text: str, figures: Sequence[Figure], index: int, predicate: str) -> str:
    """The words after a number; after the next one with a bound where 分别 shares out a list.

    分别增长9%和10%以上 is at least 9% and at least 10%.
    """
    figure = figures[index]
    if "分别" not in predicate:
        return text[figure.unit_end : figure.unit_end + AFTER]
    n = _list_length(text, figures, index)
    ends = [one.unit_end for one in figures[index : index + n] if one.measure == figure.measure]
    marked = (end for end in ends if RIGHT_MARK.match(text, end))
    end = next(marked, figure.unit_end)
    return text[end : end + AFTER]


def _subject(text: str, figure: Figure, noun: str, carried: str) -> str:
    """What a number measures: the noun before or after it, or the last one named."""
    kind = KINDS.get(figure.measure, "count")
    has_link = LINKED.match(text, figure.unit_end) is not None
    is_object = kind == "count" or (len(noun) <= 4 and kind == "level" and not AMOUNT.search(noun))
    if noun and not is_object and not (has_link and kind == "level"):
        return carried + noun if noun.startswith("占") else noun  # whatever follows the number
    behind = _right_phrase(text, figure)
    if figure.measure.endswith("元") and SPENDING.match(behind) and not FUNDS.search(behind):
        behind = ""  # 投资8000万元实施…工程
    is_linked = has_link and bool(noun)
    if has_link and kind == "level" and AMOUNT.search(behind) and not AMOUNT.search(noun):
        return behind  # 地均产出1.75亿元的生产总值
    if behind and not is_linked and (is_object or not (noun or carried)):
        return behind
    if noun.startswith("占"):
        return carried + noun
    return noun or (behind if figure.measure not in RATIOS.split() else "") or carried or behind


def _has_subject(subject: str) -> bool:
    return _LETTER.search(subject) is not None


def _topic(text: str, since: int, position: int) -> str:
    """The subject of the clause before the current one, as in 经费，从2亿元…, or ""."""
    mark = RIGHT_MARK.match(text, since)
    words = text[max(mark.end() if mark else since, position - 2 * REACH) : position]
    words = REMARK.sub("", words) if "(" in words or "（" in words else words
    clauses = [clause for clause in BOUNDARY.split(words)[:-1] if _has_subject(clause)]
    return _noun(_without_predicate(clauses[-1])) if clauses else ""


def _named_before(text: str, figure: Figure, predicate: str, since: int, last: Context) -> str:
    """The subject of a predicate that names none: the last one, or a topic before a comma."""
    is_first = not last.predicate
    if is_first or predicate.startswith(("从", "由")) or "分别" in predicate:
        topic = _topic(text, since, figure.start)
        if topic:
            return topic
    return last.subject


def _carried(text: str, figure: Figure, predicate: str, since: int, last: Context) -> str:
    """What a number without a subject measures: 增长7% the last subject, 新增3个 its object."""
    carried = _named_before(text, figure, predicate, since, last)
    is_change = UP.search(NEW.sub("", predicate)) or DOWN.search(predicate)
    is_count = KINDS.get(figure.measure, "count") == "count"
    if is_count and _right_phrase(text, figure):
        return _subject(text, figure, "", "")
    if carried and (is_change or REACHED.search(predicate)):
        return carried
    return _subject(text, figure, "", carried) or predicate.strip("、 ")


def read_figure(
    text: str,
    figures: Sequence[Figure],
    index: int,
    since: int,
    before: str,
    last: Context,
    status: Status,
) -> Context:
    """The subject and predicate of the figure at an index, given those of the figure before.

    Args:
        text: the folded text.
        figures: those of the sentence.
        index: of the figure among them.
        since: where the figure before it ends with its unit, or the sentence begins.
        before: the words between the two, from ``words_before``.
        last: the reading of the figure before.
        status: result or target, by its clause.
    """
    figure = figures[index]
    if index and JOINED.fullmatch(text[since : figure.start][:6]):
        if last.pending:
            return last._replace(subject=last.pending[0], pending=last.pending[1:])
        return last._replace(subject=_subject(text, figure, "", last.subject))
    if index and LINKED_TO_LAST.fullmatch(text[since : figure.start]):
        behind = _right_phrase(text, figure) if LINKED.match(text, figure.unit_end) else ""
        if behind:
            return last._replace(subject=behind)
    if "；" in text[since : figure.start]:
        last = Context(last.subject, "", last.status)
    left = _left_of(text, figure, before)
    if "分别" in left:
        return _shared_out(text, figures, index, since, last, status)
    subject = _without_predicate(left)
    predicate = left[len(subject) :]
    items = _listed_items(text, figures, index, subject)
    if items and not ALL_OF.search(predicate):
        return Context(items[0], predicate, status, items[1:], (*last.named, *items), shared=items)
    if not _has_subject(subject):
        n = _list_length(text, figures, index)
        return _referring_back(text, figure, predicate, since, last, status, n)
    noun = _noun(subject) if ALL_OF.search(predicate) else _last_item(subject)
    if (
        GOVERNING.fullmatch(noun)
        or noun == "下达"
        or OWN_PLACE.fullmatch(noun)
        or (len(noun) < 2 and noun not in GOODS and not left.startswith("以"))
    ):
        noun = ""
    measured = _subject(text, figure, noun, last.subject) or subject.strip()
    return Context(measured, predicate, status, (), (*last.named, measured), last.shared)


def _left_of(text: str, figure: Figure, before: str) -> str:
    """The words before a number, without what belongs to the numeral: 上(亿元), 2×(35万千瓦)."""
    limit = AFTER_LIMIT.match(before)
    left = before[limit.end() :] if limit else before
    if left.endswith("上") and text[figure.start] in "百千万亿":
        left = OVER_A_ROUND_NUMBER.sub("至少", left)
    return SO_MANY_OF.sub("", left) if left.endswith(("×", "*", "x", "X", " ")) else left


def _referring_back(
    text: str, figure: Figure, predicate: str, since: int, last: Context, status: Status, n: int
) -> Context:
    """The reading of a number, the first of n in a list, before which no subject is named."""
    if ALL_OF.search(predicate) and len(last.named) > 1:
        return last._replace(subject="、".join(last.named[-LONGEST_JOINT:]), predicate=predicate)
    if 1 < len(last.shared) == n:
        first, *rest = last.shared  # 分别达到5亿元和6亿元，增长3%和4%
        return last._replace(subject=first, predicate=predicate, pending=tuple(rest))
    measured = _carried(text, figure, predicate, since, last)
    is_counted = text.startswith((measured + "、", measured + "，"), figure.unit_end)
    named = (*last.named, measured) if is_counted else last.named
    return last._replace(subject=measured, predicate=predicate, status=status, named=named)


def _shared_out(
    text: str, figures: Sequence[Figure], index: int, since: int, last: Context, status: Status
) -> Context:
    """The first of the subjects to which 分别 gives one number each; the others are pending.

    They are the items before 分别 (甲、乙分别为), or the subjects named before
    (甲5吨、乙6吨，分别增长), with the object that follows 分别, if any (甲和乙分别实现产值).
    """
    left = words_before(text, figures[index], since)
    head, _, tail = left.partition("分别")
    subject = _without_predicate(head)
    n = _list_length(text, figures, index)
    whole = subject
    if not _has_subject(subject):
        whole = _named_before(text, figures[index], left, since, last)
    items = _items(whole, n)
    if not _has_subject(subject) and len(set(items)) < n:
        items = _named_last(last, n) or items
    shared = _noun(_without_predicate(tail))
    if len(shared) > 1 and not AS_ASSIGNED.search(tail.rstrip("的")):
        items = tuple(item if shared in item else item + shared for item in items)
    first, *rest = items
    return Context(first, left[len(subject) :], status, tuple(rest), last.named, items)


def _named_last(last: Context, n: int) -> tuple[str, ...]:
    """The n subjects that 分别 refers back to: those it shared out, or the last ones named."""
    if len(last.shared) == n and last.subject in last.shared:
        return last.shared
    return last.named[-n:] if n <= len(last.named) else ()


def change_of(figure: Figure, reading: Context, after: str) -> Change:
    """Up, down or none, from the verb nearest to the number and its sign (增长-2.6%)."""
    is_percent = figure.measure in ("%", "‰")
    words = reading.predicate, reading.subject
    change = (_of_an_object(*words) if is_percent else None) or _direction(*words, after)
    is_fall = figure.value < 0 and (change == "up" or is_percent)
    return "down" if is_fall else change


def _of_an_object(predicate: str, subject: str) -> Change | None:
    """The change of a percentage whose verb is before the object: 压减公用经费(15%)."""
    if OF_A_LEVEL.search(predicate) or (found := CHANGED.fullmatch(subject)) is None:
        return None
    return "up" if found["up"] else "down"


def _direction(predicate: str, subject: str, after: str) -> Change:
    """The change of which the words speak; 新增 is a flow, not a change."""
    up, down = _last_verbs(predicate)
    if up == down == -1:
        if GROWTH_AFTER.match(after) or GROWS.search(subject):
            return "up"
        is_down = subject.endswith("降幅") or BY_A_RATE.match(after)
        return "down" if is_down else "none"
    return "up" if up > down else "down"


@lru_cache(maxsize=1 << 12)  # a few predicates make up most occurrences
def _last_verbs(predicate: str) -> tuple[int, int]:
    """Where the last verb of a rise and the last one of a fall begin; -1 where there is none."""
    near = NEW.sub("", predicate).replace("负增长", "下降")
    up = max((m.start() for m in UP.finditer(near)), default=-1)
    return up, max((m.start() for m in DOWN.finditer(near)), default=-1)


def with_currency(figure: Figure, subject: str, after: str) -> Figure:
    """The figure, in 元 where money is counted in 万 or 亿 alone: 产值突破三千亿大关."""
    is_money = figure.scale and not figure.measure and MONEY.search(subject)
    return figure._replace(measure="元") if is_money and AFTER_MONEY.match(after) else figure


def bound_of(figure: Figure, predicate: str, after: str) -> Bound:
    """The bound that the words around a number express; two ends make a range."""
    if figure.high == figure.high:
        return "range"
    right = RIGHT_MARK.match(after)
    if right:
        mark = right["mark"].removeprefix("或").removeprefix("及")
        return RIGHT_BOUND.get(mark, RIGHT_BOUND.get(right["mark"], "eq"))
    bound = _bound_before(predicate)
    is_strict = bound in ("ge", "le", "lt", "gt")
    return "approx_over" if not is_strict and (figure.over or AND_MORE.match(after)) else bound


@lru_cache(maxsize=1 << 12)
def _bound_before(predicate: str) -> Bound:
    """The bound that a predicate expresses."""
    found = (bound for bound, pattern in LEFT_BOUNDS if pattern.search(predicate))
    return next(found, "at_reached" if REACHED.search(predicate) else "eq")


def kind_of(
    figure: Figure, reading: Context, left: str, change: Change, after: str
) -> QuantityKind:
    """The kind of quantity, from its unit and, for percentages, from its predicate."""
    kind = KINDS.get(figure.measure, "count")
    if not figure.unit:
        return "share" if figure.value < 1 else "ratio"
    if kind in ("level", "count"):
        words = left + "，" + reading.subject
        is_per_head = ("每" in words or "人" in words) and PER_HEAD.search(words)
        return "level" if is_per_head else kind  # 每千人学位数107.9座, as 人均34068元 is
    if kind != "share":
        return kind
    words = reading.predicate + "，" + reading.subject
    if (
        figure.value < 0  # no share is
        or BY_A_RATE.match(after)
        or "增长" in reading.predicate
        or GROWTH_WORDS.search(words)
        or GROWTH_AFTER.match(after)
    ):
        return "growth_rate"
    to_a_level = TO_A_LEVEL.search(reading.predicate)
    return "share" if change == "none" or to_a_level else "growth_rate"


def modifier_of(predicate: str, left: str, context: str) -> str:
    """The statistical basis of a change (可比, 年均, 累计, …); several are joined by 、."""
    if not ANY_MODIFIER.search(predicate + left + context):
        return ""
    words = predicate + left + ("可比价" if PRICE_BASIS.search(context) else "")
    words = words if not re.search("可比价|不变价|扣除|剔除", context) else words + context
    if not re.search("可比价|不变价", context):
        words = words.replace("可比价", "")
    return "、".join(name for name, pattern in MODIFIERS if pattern.search(words))
