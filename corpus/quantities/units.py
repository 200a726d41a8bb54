"""Units of measurement and classifiers, and the number with its unit as it is found."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

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
    字节 大卡 千卡 摄氏度 ℃ TEU km kW MW GW kWh MWh GWh MPa PB TB Gbps EFLOPS EFlops Eflops PFlops
    PFLOPS P 标准煤 换算吨公里 人公里 毫克/升 微克/立方米 毫克/立方米 克/千瓦时 元/人 千克/公顷
    元/平方米 吨标准煤/万元 公斤/亩 元/吨 元/斤 元/公斤 元/千瓦时 元/月 人/平方公里 万元/亩
    元/年 元/天 元/次 元/立方米 蒸吨 平米 分 分/千瓦时 个/立方厘米 公里/平方公里
    吨/公顷 吨/年 吨/日 吨/天 立方米/年 立方米/日 方/年 台/年 辆/年
"""
# Classifiers. With a Chinese numeral up to ten they are a manner of speaking (三个方面, 一条路).
CLASSIFIERS = """
    个 人 人次 名 位 户 户次 家 家次 项 项次 件 件次 条 条次 座 所 处 套 台 台次 台套 辆 辆次
    辆份 架 架次 艘 艘次 列 节 班 班次 场 场次 次 批 批次 起 宗 部 本 册 篇 张 份 只 羽 头 匹 口
    眼 株 棵 幅 枚 块 片 段 道 间 栋 幢 床 张床位 门 支 组 对 根 把 颗 粒 例 类 大类 种 轮 款 单
    笔 席 层 盏 面 期次 学时 课时 人份 剂次 剂 针次 标段 国家 台车 万人次 亩地 度 平方 箱 包 盘
    人天 场馆 车次 户家庭 头份 站次 尾 桩 艘船 班列 票 团次 词条
    航次 棒 车次 列次 课次 期 趟 卷 例次
"""
TIMES = "年 个月 个多月 天 小时 个小时 分钟 秒 周 个星期 个工作日 工作日 学年 个季度 个交易日"
RATIOS = "% ‰ 成"
MULTIPLES = "倍 番"
PER_SO_MANY = "批次/千人 件/万人 部/百人 张/千人 人/千人 人/万人 人/百亿元 /10万 /十万"
POINTS = "个百分点 百分点 个点 个千分点 千分点 个多百分点"

KINDS: dict[str, QuantityKind] = {
    **dict.fromkeys(MEASURES.split(), "level"),
    **dict.fromkeys(CLASSIFIERS.split(), "count"),
    **dict.fromkeys(TIMES.split(), "duration"),
    **dict.fromkeys(RATIOS.split(), "share"),
    **dict.fromkeys(MULTIPLES.split(), "multiple"),
    **dict.fromkeys(POINTS.split(), "pp_difference"),
    **dict.fromkeys([*PER_SO_MANY.split(), "∶1"], "ratio"),
}
KINDS |= {"度": "level", "岁": "duration", "周岁": "duration"}
WEAK = frozenset((CLASSIFIERS + TIMES).split())
SPANS_OF_TIME = frozenset(TIMES.split())

# Characters after which a unit is the beginning of another word: 12部门, 100万家庭, 二元结构.
NOT_BEFORE = {
    "年": "代度级均龄",
    "元": "化素件旦首宵月结论",
    "人": "均才工制民",
    "位": "数一居列于",
    "户": "籍外",
    "家": "庭属长乡园电居",
    "项": "目",
    "台": "阶湾账风",
    "条": "件例约",
    "所": "有需在得",
    "场": "馆地所景均",
    "种": "植业子养粮",
    "次": "高要生级会全体代党",
    "批": "准发复",
    "部": "门署分队长委级",
    "口": "岸径",
    "门": "类户槛",
    "类": "别似",
    "天": "然津空地",
    "周": "年岁边期",
    "度": "假过电夏",
    "米": "兰面粉",
    "对": "口接外标应于比全照",
    "组": "织建合成团",
    "支": "持撑出付柱部农援",
    "根": "本据",
    "把": "握",
    "只": "增有能是要",
    "头": "部",
    "间": "接隔距",
    "段": "落",
    "道": "路德",
    "幅": "度员",
    "本": "科级届省市地年土来专",
    "例": "如外",
    "单": "位独项一产",
    "眼": "科光",
    "节": "能约水日气点",
    "列": "入为全第车居",
    "班": "子级组车",
    "升": "级至学规格",
    "款": "项",
    "轮": "换廓训",
    "座": "谈",
    "处": "理置于方罚在级",
    "套": "内种",
    "份": "额",
    "面": "临向对积",
    "层": "次级面",
    "克": "服",
    "包": "括含",
    "箱": "包",
    "倍": "增加速数",
    "成": "立为果功效本员长绩就熟套品人分都交型不",
    "张": "家力",
    "票": "据房",
    "片": "区面",
    "个": "体别性人",
    "名": "列牌录",
    "起": "来步到点草诉",
    "担": "保当负任",
    "尾": "矿水气",
    "期": "间末内货权待盼刊许限望中房盼数货友于",
    "卷": "入",
    "P": "M",
    "秒": "级",
    "瓦": "解斯",
}
# … unless that word goes on to be another: 7家乡镇企业, 8个人民法庭, 5项目标.
YET_BEFORE = {
    "个人": "口民才工",
    "个体": "育系检",
    "家乡": "镇",
    "家园": "区",
    "家居": "家",
    "家电": "商子",
    "家长": "者",
    "项目": "标",
}
# 达到85分, but not 5分之一.
AFTER_POINTS = "，。；、,;!！)）以"


def unit_pattern() -> str:
    """The units as one alternation, the longest first and none before 级 (万吨级泊位)."""
    words = sorted(KINDS, key=len, reverse=True)
    endings = {w: f"(?![级{NOT_BEFORE.get(w, '')}])" for w in words}
    for pair, following in YET_BEFORE.items():
        unit, character = pair[0], pair[1]
        others = endings[unit].replace(character, "", 1)
        endings[unit] = f"{others}(?!{character}(?![{following}]))"
    endings["所"] += "(?!以[^上下内])"
    endings["分"] = f"(?![^{AFTER_POINTS}])"
    return "|".join(re.escape(w) + endings[w] for w in words if w != "∶1")


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
