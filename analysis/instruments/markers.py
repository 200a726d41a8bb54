"""Words that mark a side or the strength of a directive: the codebook's, and those beside them."""

from __future__ import annotations

import re
from collections import Counter

from analysis.targets.commitments import STRENGTHS

SIDES = ("supply", "environment", "demand", "none")
DIRECTIVES = ("mandatory", "firm", "exploratory", "encouraging", "none")  # where two fit, the first


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# The wording of commitments, and what the codebook adds; 力争 and 争取 only try (exploratory).
_TRIED = ("力争", "争取")
_GROUPS = {
    "mandatory": (
        *STRENGTHS["binding"],
        *_words(
            "绝不 守住 守牢 严守 坚守 全面落实 全面贯彻 严厉 严防 杜绝 禁止 不准 从严 严肃 严控 "
            "底线 红线 防止 不允许 零容忍 驰而不息 只能 切实做到"
        ),
    ),
    "firm": _words(
        "实现 完成 建成 实施 落实 新建 开工 达到 启动 竣工 投产 投用 投入使用 建设 改造 开展 "
        "出台 制定 举办 办好 设立 成立 组建 引进 新增 增加 提高到 扩建 改扩建 修建 编制 推出 "
        "打造 落户 落地 通车 开通 实行 推行 建立 取消 减免 发放 修订"
    ),
    "exploratory": (
        *STRENGTHS["exploratory"],
        *_TRIED,
        *_words("试行 尝试 先行先试 试验 力求 争创 申报 稳步"),
    ),
    "encouraging": (
        *(verb for verb in STRENGTHS["effort"] if verb not in _TRIED),
        *_words(
            "推进 加快 深化 优化 完善 提升 加强 加大 推动 强化 健全 提高 扩大 发展 培育 做好 "
            "抓好 改善 巩固 拓展 壮大 规范 丰富 增强 发挥 营造 坚持 弘扬 构建 畅通 保护"
        ),
    ),
    "works": _words(
        "道路 公路 铁路 高速 地铁 轨道 机场 港口 码头 大桥 管网 管道 供水 供电 供热 燃气 电网 "
        "水利 水库 灌区 农田 绿化 造林 植树 公园 绿道 广场 厂房 基础设施 5G 基站 算力 数据中心 "
        "平台 棚户区 棚改 老旧小区 城中村 保障房 保障性住房 公租房 安居 住房 学校 幼儿园 学位 "
        "校舍 医院 卫生院 床位 图书馆 文化馆 博物馆 体育馆 场馆 书屋 厕所 停车 充电 垃圾 污水 "
        "河道 黑臭 工程 项目 园区 基地 中心"
    ),
    "knowledge": _words(
        "人才 培训 技能 高校 科研 实验室 技术 研发 攻关 创新 孵化 众创 学科 教师 职业教育 "
        "义务教育 学前教育 高等教育 医疗 卫生 健康 医生 社康 疾控 公共服务 文化事业 文化惠民 "
        "体育 全民健身"
    ),
    "welfare": _words(
        "低保 救助 补助 补贴 养老 就业 扶贫 脱贫 慰问 医保 医疗保险 社会保障 社会保险 残疾 儿童 "
        "妇女 老人 老年 困难群众 优抚 投入 资金 民生 安置 住有 帮扶 收入 待遇 投资 种植 养殖 "
        "粮食 生产 供应 土地"
    ),
    "rules": _words(
        "条例 法律 法规 立法 制度 机制 体制 改革 规划 标准 监管 执法 整治 打击 审批 放管服 "
        "营商环境 税 收费 信贷 融资 金融 产权 诚信 信用 考核 问责 审计 监督 检查 规范 管理 权益 "
        "秩序 法治 依法 行政 政策 债务 财政 货币 价格 评估 方案 指南 办法 目录"
    ),
    "order": _words(
        "党 廉 作风 宣传 精神 思想 文明 创建 稳定 安全 应急 腐败 治安 犯罪 矛盾 信访 民主 人大 "
        "政协 国防 民族 宗教 统一 外交 和平 军 台湾 普法 节能 减排 碳 污染 环境 生态 淘汰 产能 "
        "防治 治理 保护 风险 防范"
    ),
    "economy": _words(
        "国有企业 国企 民营经济 民营企业 市场主体 产业 集群 农业 现代化 结构 升级 转型 发展 "
        "增长 战略 布局 协调 服务业 工业 城镇化 一体化"
    ),
    "demand": _words(
        "消费 出口 外贸 进出口 进口 贸易 招商 引进 外资 展会 会展 博览会 交易会 旅游 推介 营销 "
        "品牌 采购 订单 购买服务 以旧换新 推广应用 示范应用 场景 一带一路 经贸 合作 电商 内需 "
        "市场 商圈 夜间经济 首发经济 展销 签约 落户 走出去 外商 论坛 大会 赛事 大赛 开放"
    ),
}
WORDS: dict[str, tuple[str, ...]] = {
    name: tuple(dict.fromkeys(words)) for name, words in _GROUPS.items()
}
TOPICS = ("works", "knowledge", "welfare", "rules", "order", "economy", "demand")  # mark sides
_ANY = {
    name: re.compile("|".join(sorted(words, key=lambda one: (-len(one), one))))
    for name, words in WORDS.items()
}

# A search never begins within digits, and names have an end: a clause may be endless.
NUMBER = re.compile(
    r"(?<![0-9０-９])[0-9０-９]+(?:[.．]\d+)?\s*(?:"
    r"[%％家万亿项人户所套亩台处座条吨元辆场名倍米对艘架间栋件宗例支种"
    r"站]|个(?!方面)|公里|平方|千瓦|百分点)|[一二三四五六七八九十两百]{1,3}(?:家|所|套|座|条|公里|万|亿)"
)
NAMED = re.compile(
    r"[“\"「《][^”\"」》]{2,20}[”\"」》]|(?:实施|开展|启动)[^，。；、]{2,18}(?:行动|工程|计划|攻坚|战略)"
    r"|[\u4e00-\u9fff]{2,200}(?:等项目|等工程|项目建设|高速|铁路|医院|学校|中学|小学|公园|大桥|机场|中心"
    r"|基地|大厦|体育馆|博物馆|水库|电站)"
)
DATED = re.compile(r"年内|年底|上半年|下半年|\d月|今年|本年度|月底|年前")
# What was done or found: 了 and 已, the year before, growth on it, prizes and ranks.
TOLD = re.compile(
    r"了(?!解)|已|去年|过去|[一五]年来|累计|同比|比上年|增长\d|得到|取得|获|成功|圆满|顺利|突破|跃升"
    r"|位居|居全|超过|先后|显著|明显|不断|进一步|持续"
)
_CLAUSE = re.compile(r"[，,；;。：:！!]")


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, divided at commas, semicolons, colons and full stops.

    Example:
        >>> from analysis.instruments.markers import clauses
        >>> clauses("新建学校3所，优化布局。")
        ['新建学校3所', '优化布局']
    """
    found = [one for one in _CLAUSE.split(sentence) if len(one.strip()) > 1]
    return found or [sentence]


def marked(group: str, text: str) -> list[str]:
    """The marker words of a group in a text, in order, each once.

    Args:
        group: a key of ``WORDS``.
        text: a sentence, clause or heading.

    Example:
        >>> from analysis.instruments.markers import marked
        >>> marked("mandatory", "坚决守住底线，坚决不让步")
        ['坚决', '守住', '底线']
    """
    return list(dict.fromkeys(_ANY[group].findall(text)))


# How something is done, and what numbers or joins clauses: what is done comes after it.
_MANNER = re.compile(
    r"要|将|应|我们|大力|积极|扎实|全面|切实|坚决|稳步|深入|着力|继续|持续|进一步|不断|努力|全力|认真"
    r"|高标准|高质量|高水平|高起点|科学|合理|有效|严格|抓紧|重点|广泛|统筹|主动|充分|更好|更加|逐步|有序"
    r"|稳妥|坚定不移|坚持不懈|毫不动摇|持之以恒|千方百计|因地制宜|着眼|尽快|加快|同时|并|也|都|还"
    r"|[一二三四五六七八九十]是|——|[（(].{1,3}[）)]|[“”\s]"
)
_ACT = 2  # characters of what is done: most verbs have two


def acts(sentence: str) -> list[str]:
    """What each clause begins with, and how it ends: the act, the words of manner before it (~).

    An act is named once more where its clause has a number (#) or a named project (“), and that of
    the first clause with ^: 推进 by itself points somewhere, 推进 with a project promises it.

    Example:
        >>> from analysis.instruments.markers import acts
        >>> acts("大力新建学校3所，优化布局")
        ['新建', '~大力', '3所$', '新建#', '^新建', '^~大力', '优化', '布局$', '布局$$']
    """
    found: list[str] = []
    parts = [one.strip() for one in clauses(sentence)]
    for place, clause in enumerate(parts):
        act, manner = _act(clause)
        found += [act, *(f"~{one}" for one in manner), f"{clause[-_ACT:]}$"]
        if NUMBER.search(clause):
            found.append(f"{act}#")
        elif NAMED.search(clause):
            found.append(f"{act}“")
        if not place:
            found += [f"^{act}", *(f"^~{one}" for one in manner[:1])]
    return [*found, f"{parts[-1][-_ACT:]}$$"]


def _act(clause: str) -> tuple[str, list[str]]:
    """The first characters of a clause after its words of manner, and these words."""
    manner, at = [], 0
    while one := _MANNER.match(clause, at):
        manner.append(one.group())
        at = one.end()
    return clause[at : at + _ACT], manner


def clause_directive(clause: str) -> str:
    """How strongly a clause directs by its marker words alone: the first that fits.

    Mandatory words, a number with a unit (firm), exploratory words, a named project or a verb of
    building (firm), verbs of direction (encouraging); otherwise none.

    Example:
        >>> from analysis.instruments.markers import clause_directive
        >>> [clause_directive(one) for one in ["严禁复耕", "新建学校3所", "优化布局", "各位代表"]]
        ['mandatory', 'firm', 'encouraging', 'none']
    """
    if _ANY["mandatory"].search(clause):
        return "mandatory"
    if NUMBER.search(clause):
        return "firm"
    if _ANY["exploratory"].search(clause):
        return "exploratory"
    if NAMED.search(clause) or _BUILT.search(clause):
        return "firm"
    acts = _ANY["encouraging"].search(clause) or _ANY["firm"].search(clause)
    return "encouraging" if acts else "none"


_BUILT = re.compile("建成|完成|新建|开工|竣工|投产|投用|启动|达到|投入使用")


def directive_by_rule(sentence: str) -> str:
    """The directive of most clauses, of the first where they are even: the codebook as a rule.

    A baseline, and evidence for the coder; it does not know whether a sentence tells what was done.

    Example:
        >>> from analysis.instruments.markers import directive_by_rule
        >>> directive_by_rule("新建学校3所，优化布局，完善制度。")
        'encouraging'
    """
    codes = [clause_directive(one) for one in clauses(sentence)]
    counted = Counter(codes)
    return max(counted, key=lambda one: (counted[one], -codes.index(one)))
