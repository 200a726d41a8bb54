import math
import re
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.collection import PROJECT
from corpus.quantities.numbers import KINDS, ROUND, SCALES
from corpus.quantities.table import COLUMNS, find_quantities
from corpus.report import read_report
from corpus.text.numerals import read_number

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
PAST, YEARS, PLAN, GOALS = (
    "review_past_year",
    "review_multi_year",
    "plan_next_year",
    "plan_multi_year",
)


def sentences_of(text: str, orientation: str = PAST) -> pd.DataFrame:
    """The text cut at 。；！？ and line ends, all of it with one orientation, one paragraph."""
    rows = [
        (number, 0, match.start(), match.end(), orientation)
        for number, match in enumerate(re.finditer(r"[^。；！？\n]+[。；！？]?", text))
    ]
    columns = ["sentence_id", "paragraph_id", "start", "end", "orientation"]
    return pd.DataFrame(rows, columns=columns)


def quantities_of(text: str, orientation: str = PAST, year: int | None = 2018) -> pd.DataFrame:
    return find_quantities(text, sentences_of(text, orientation), report_year=year)


def facts(text: str, orientation: str, columns: list[str]) -> list[tuple[object, ...]]:
    found = quantities_of(text, orientation)[columns]
    return list(found.itertuples(index=False, name=None))


# (sentence, orientation, [(value, unit, indicator, kind, change, bound, status)])
UNDERSTOOD = [
    (
        "实现地区生产总值410.5亿元、增长7%,一般公共预算收入可比增长7%。",
        PAST,
        [
            (410.5, "亿元", "地区生产总值", "level", "none", "eq", "achieved"),
            (7.0, "%", "地区生产总值", "growth_rate", "up", "eq", "achieved"),
            (7.0, "%", "一般公共预算收入", "growth_rate", "up", "eq", "achieved"),
        ],
    ),
    (
        "登记失业率控制在2.85%以内。",
        PAST,
        [(2.85, "%", "登记失业率", "share", "none", "le", "achieved")],
    ),
    (
        "地区生产总值增长7%左右,失业率控制在3%以内。",
        PLAN,
        [
            (7.0, "%", "地区生产总值", "growth_rate", "up", "approx", "target"),
            (3.0, "%", "失业率", "share", "none", "le", "target"),
        ],
    ),
    (
        "为436家企业申报稳岗补贴2380万元。",
        PAST,
        [
            (436.0, "家", "企业", "count", "none", "eq", "achieved"),
            (2380.0, "万元", "稳岗补贴", "level", "none", "eq", "achieved"),
        ],
    ),
    (
        "清理海岸线4.2公里、楼院800余个、挡车器2650个。",
        PAST,
        [
            (4.2, "公里", "海岸线", "level", "none", "eq", "achieved"),
            (800.0, "个", "楼院", "count", "none", "approx_over", "achieved"),
            (2650.0, "个", "挡车器", "count", "none", "eq", "achieved"),
        ],
    ),
    (
        "城镇和农村居民人均可支配收入分别增长4.3%、5.3%。",
        PAST,
        [
            (4.3, "%", "城镇居民人均可支配收入", "growth_rate", "up", "eq", "achieved"),
            (5.3, "%", "农村居民人均可支配收入", "growth_rate", "up", "eq", "achieved"),
        ],
    ),
    (
        "今后五年，单位国内生产总值用水量、能耗、二氧化碳排放量分别下降23%、 15%、18%。",
        GOALS,
        [
            (23.0, "%", "单位国内生产总值用水量", "growth_rate", "down", "eq", "target"),
            (15.0, "%", "能耗", "growth_rate", "down", "eq", "target"),
            (18.0, "%", "二氧化碳排放量", "growth_rate", "down", "eq", "target"),
        ],
    ),
    (
        "国内生产总值增长6.5%—7%，居民消费价格涨幅3%左右。",
        PLAN,
        [
            (6.5, "%", "国内生产总值", "growth_rate", "up", "range", "target"),
            (3.0, "%", "居民消费价格", "growth_rate", "up", "approx", "target"),
        ],
    ),
    (
        "我国工农业总产值平均每年增长百分之十一。",
        YEARS,
        [(11.0, "%", "工农业总产值", "growth_rate", "up", "eq", "achieved")],
    ),
    (
        "原煤产量由六亿二千万吨增加到八亿五千万吨。",
        PAST,
        [
            (62000.0, "万吨", "原煤产量", "level", "none", "eq", "achieved"),
            (85000.0, "万吨", "原煤产量", "level", "up", "eq", "achieved"),
        ],
    ),
    (
        "财政补助由每人每年380元提高到420元。",
        PLAN,
        [
            (380.0, "元", "财政补助", "level", "none", "eq", "achieved"),
            (420.0, "元", "财政补助", "level", "up", "eq", "target"),
        ],
    ),
    (
        "服务业增加值年均增长5.2%,占地区生产总值比重达到73.7%。",
        YEARS,
        [
            (5.2, "%", "服务业增加值", "growth_rate", "up", "eq", "achieved"),
            (
                73.7,
                "%",
                "服务业增加值占地区生产总值比重",
                "share",
                "none",
                "at_reached",
                "achieved",
            ),
        ],
    ),
    (
        "今后五年，经济增长预期目标是在提高质量的基础上年均增长7%。",
        GOALS,
        [
            (
                7.0,
                "%",
                "经济增长预期目标是在提高质量的基础上",
                "growth_rate",
                "up",
                "eq",
                "target",
            )
        ],
    ),
    (
        "原煤、原油、天然气产量分别达到7000万吨、1280万吨、10亿立方米。",
        PLAN,
        [
            (7000.0, "万吨", "原煤产量", "level", "none", "at_reached", "target"),
            (1280.0, "万吨", "原油产量", "level", "none", "at_reached", "target"),
            (10.0, "亿立方米", "天然气产量", "level", "none", "at_reached", "target"),
        ],
    ),
    (
        "资本充足率从2007年底的8.4%提升到去年底的13.3%。",
        PAST,
        [
            (8.4, "%", "资本充足率", "share", "none", "eq", "achieved"),
            (13.3, "%", "资本充足率", "share", "up", "eq", "achieved"),
        ],
    ),
    (
        "国内生产总值比一九八○年翻一番。",
        GOALS,
        [(1.0, "番", "国内生产总值", "multiple", "up", "eq", "target")],
    ),
    (
        "民间投资增速高于全国3.7个百分点。",
        PAST,
        [(3.7, "个百分点", "民间投资", "pp_difference", "up", "gt", "achieved")],
    ),
    (
        "工业企业上云率近六成，中央专项转移支付项目减少三分之一。",
        PAST,
        [
            (6.0, "成", "工业企业上云率", "share", "none", "approx_under", "achieved"),
            (1 / 3, "", "中央专项转移支付项目", "share", "down", "eq", "achieved"),
        ],
    ),
    (
        "脱贫人口务工规模超过3300万，6600多万纳税人受益。",
        PAST,
        [
            (3300.0, "万", "脱贫人口务工规模", "count", "none", "gt", "achieved"),
            (6600.0, "万", "纳税人", "count", "none", "approx_over", "achieved"),
        ],
    ),
    (
        "每千人口医疗卫生机构床位数达到6.5张。",
        PAST,
        [(6.5, "张", "每千人口医疗卫生机构床位数", "ratio", "none", "at_reached", "achieved")],
    ),
    (
        "细颗粒物浓度降至30微克/立方米以下，城乡居民收入比缩小至2.42。",
        PAST,
        [
            (30.0, "微克/立方米", "细颗粒物浓度", "level", "down", "le", "achieved"),
            (2.42, "", "城乡居民收入比", "ratio", "down", "eq", "achieved"),
        ],
    ),
]

# (sentence, [(text of the span, value, value_high, unit)])
FORMS = [
    ("增长７％。", [("７", 7, None, "%")]),
    ("增长6．5％。", [("6．5", 6.5, None, "%")]),
    ("国内生产总值达到7 4 7 7 2 亿元。", [("7 4 7 7 2", 74772, None, "亿元")]),
    ("增长8 ．8 ％。", [("8 ．8", 8.8, None, "%")]),
    ("粮食产量33，212万吨。", [("33，212", 33212, None, "万吨")]),
    ("人均收入43,556元。", [("43,556", 43556, None, "元")]),
    ("日客流量达到30余万人。", [("30", 30, None, "万人")]),
    ("存款余额新增4万多亿元。", [("4", 4, None, "万亿元")]),
    ("投资一千二百万元。", [("一千二百", 1200, None, "万元")]),
    ("棉花产量三亿七千零六十二万吨。", [("三亿七千零六十二", 37062, None, "万吨")]),
    ("竣工面积达六亿三千多万平方米。", [("六亿三千", 63000, None, "万平方米")]),
    ("装机容量一千九百五十万千瓦。", [("一千九百五十", 1950, None, "万千瓦")]),
    ("就业人数两万。", [("两", 2, None, "万")]),
    ("增长百分之六点五。", [("百分之六点五", 6.5, None, "%")]),
    ("自然增长率千分之五。", [("千分之五", 5, None, "‰")]),
    ("减少1/3以上。", [("1/3", 1 / 3, None, "")]),
    ("增长6%—6.5%。", [("6%—6.5", 6, 6.5, "%")]),
    ("增长6%到6.5%。", [("6%到6.5", 6, 6.5, "%")]),
    ("增长4.5-5%。", [("4.5-5", 4.5, 5, "%")]),
    ("建设5至8个示范区。", [("5至8", 5, 8, "个")]),
    ("建设五至八个示范区。", [("五至八", 5, 8, "个")]),
    ("用3-5年时间完成。", [("3-5", 3, 5, "年")]),
    ("产量九千万至九千五百万吨。", [("九千万至九千五百", 9000, 9500, "万吨")]),
    ("疾病由7种扩大到15种。", [("7", 7, None, "种"), ("15", 15, None, "种")]),
    ("增长7%、8%和9%。", [("7", 7, None, "%"), ("8", 8, None, "%"), ("9", 9, None, "%")]),
    ("利润增长2.3倍。", [("2.3", 2.3, None, "倍")]),
    ("产值翻两番。", [("两", 2, None, "番")]),
    ("提高0.3个百分点。", [("0.3", 0.3, None, "个百分点")]),
    ("产值比为2.81∶1。", [("2.81", 2.81, None, "∶1")]),
    ("国内生产总值超过126万亿元。", [("126", 126, None, "万亿元")]),
    ("建成大型项目四百九十六个。", [("四百九十六", 496, None, "个")]),
    ("新设企业增加到1万6千多户。", [("1万6千", 16000, None, "户")]),
    ("旅游人次增加到1亿3千多万。", [("1亿3千", 13000, None, "万")]),
    ("日均新设企业5千多户。", [("5", 5, None, "千户")]),
    ("份额提高2个多百分点。", [("2", 2, None, "个百分点")]),
    ("增长百分之八至九。", [("百分之八至九", 8, 9, "%")]),
    ("新建跨江大桥两座。", [("两", 2, None, "座")]),
    ("用三年左右的时间完成。", [("三", 3, None, "年")]),
]

# (sentence, orientation, status)
STATUS = [
    ("国内生产总值增长7%。", PAST, "achieved"),
    ("国内生产总值增长7%。", "problems", "achieved"),
    ("国内生产总值增长7%。", PLAN, "target"),
    ("力争国内生产总值增长7%。", PAST, "target"),
    ("到2030年森林覆盖率将达到25%。", PAST, "target"),
    ("去年完成投资200亿元。", PLAN, "achieved"),
    ("目前参保率已达到95%。", PLAN, "achieved"),
    ("已累计完成投资300亿元。", PLAN, "achieved"),
    ("2016年产值达到20亿元。", PLAN, "achieved"),
    ("确保产值达到20亿元。", PLAN, "target"),
    ("比上年增加1800亿元。", PLAN, "target"),
    ("增加了500亿元。", PLAN, "achieved"),
]

# (sentence, orientation, period) for the report of 2018
PERIODS = [
    ("2016年产值达到20亿元。", PAST, "2016"),
    ("一九八五年产值达到20亿元。", PAST, "1985"),
    ("1 9 9 7 年产值达到2 0 亿元。", PAST, "1997"),
    ("产值达到20亿元。", PAST, "2017"),
    ("五年来产值达到20亿元。", YEARS, "2013-2017"),
    ("五年累计投资20亿元。", PAST, "2013-2017"),
    ("今后五年投资20亿元。", PLAN, "2018-2022"),
    ("产值增长7%。", PLAN, "2018"),
    ("到2030年，覆盖率达到20%。", PLAN, "2030"),
    ("“十三五”时期年均增长6%。", PLAN, "2016-2020"),
    ("2003年到2007年投资20亿元。", PAST, "2003-2007"),
    ("产值比2012年增长20%。", PAST, "2017"),
]

# (sentence, bound)
BOUNDS = [
    ("投资20亿元。", "eq"),
    ("投资20亿元以上。", "ge"),
    ("投资不低于20亿元。", "ge"),
    ("投资超过20亿元。", "gt"),
    ("投资突破20亿元。", "gt"),
    ("投资控制在20亿元以内。", "le"),
    ("投资不超过20亿元。", "le"),
    ("投资低于20亿元。", "lt"),
    ("投资20亿元左右。", "approx"),
    ("投资约20亿元。", "approx"),
    ("投资20多亿元。", "approx_over"),
    ("投资近20亿元。", "approx_under"),
    ("投资达到20亿元。", "at_reached"),
    ("投资20亿元—30亿元。", "range"),
]

# (sentence, modifier)
MODIFIERS = [
    ("收入可比增长7%。", "可比"),
    ("按可比价格计算，平均每年增长11%。", "可比、年均"),
    ("产值年均增长7%。", "年均"),
    ("累计投资20亿元。", "累计"),
    ("产值同比增长7%。", "同比"),
    ("收入实际增长7%。", "实际"),
    ("产值增长7%。", ""),
]

NOT_QUANTITIES = """
2017年，我们迎难而上。
2017年12月6日在会议上
一九八五年九月通过决议。
1 9 9 8 年3 月5 日召开会议。
方案（2016—2020年）已经印发。
1979、1980两年的调整。
九月、十月两次会议。
20世纪90年代以来
二十一世纪的中国
七十年代末的水平
党的十九大精神
十八届三中、四中、五中、六中全会精神
第十九次全国代表大会
省委十二届十一次全会精神
第十四届人民代表大会第四次会议
第五次经济普查
完成“十二五”规划
顺利实现“十三五”良好开局
“六五’期间的计划
“1+5”食品安全快检网络
实施“532”免单式就业培训
落实“721工作法”
建立“4+N”服务模式
构建1+10+N体系
依据国发〔2018〕3号文件
根据第17条规定
一是坚持改革。
（一）推动产业升级
1.加强管理
二要鼓励创新
电话:0411-84368559
举报电话12345和96685
地铁1、2号线建成通车
8号线开通运营
统筹推进“五位一体”总体布局
建立五位一体的机制
实现“两个一百年”奋斗目标
两个一百年奋斗目标
协调推进四个全面战略布局
推进“三去一降一补”
共建一带一路
开展“两学一做”学习教育
深入推进“七五”普法
启动“15分钟便民服务圈”建设
打造15分钟生活圈
建设1小时通勤圈
保持和谐统一一体
一批项目、一系列政策、一些困难
我们万众一心、千方百计
十分重视工作
一年来，成绩显著。
五年来，综合实力提升。
过去五年，极不平凡。
今后五年，前景广阔。
近三年持续改善
百年奋斗目标
全区3A级以上社会组织发展
创建5A级景区
建设5G网络
扩大A股市场
出席COP15大会
推进自贸区3.0版谈判
C919大型客机下线
治理PM2.5污染
制定《中国制造2025》行动纲领
一个中国原则
一条商业特色街
三个方面的工作
四大板块协调发展
七大重点产业
重点抓好十一个方面工作
学科进入世界排名前1%
十项重点民生工程
八类事项
三级网格体系
位列前10名
跻身世界500强
居全国第3位
成立75周年
打通最后一公里
一三产业融合
一二三产业融合发展
长三角、珠三角
二十国集团峰会
七十七国集团
几十年的努力
数百个项目、上千名群众
十几个国家
提升质量三年行动
万吨级泊位建设
跨入两万亿级城市行列
九二共识
二氧化碳排放
三农问题
学前一年免费政策
7×24小时服务
四川、三峡、九江
一九七九年以来，贯彻三项政策
不忘初心，三生有幸
""".strip().splitlines()


@pytest.mark.parametrize(("text", "orientation", "expected"), UNDERSTOOD)
def test_understands(text: str, orientation: str, expected: list[tuple[object, ...]]) -> None:
    columns = ["value", "unit", "indicator", "kind", "change", "bound", "status"]
    assert facts(text, orientation, columns) == expected


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_finds_every_form(text: str, expected: list[tuple[str, float, float | None, str]]) -> None:
    found = [
        (text[q.start : q.end], q.value, None if math.isnan(q.value_high) else q.value_high, q.unit)
        for q in quantities_of(text).itertuples()
    ]
    assert found == expected


@pytest.mark.parametrize("text", NOT_QUANTITIES)
def test_leaves_out_what_is_not_a_quantity(text: str) -> None:
    for orientation in (PAST, PLAN):
        found = quantities_of(text, orientation)
        assert [text[q.start : q.end] + q.unit for q in found.itertuples()] == []


def test_the_list_of_what_is_not_a_quantity_is_long() -> None:
    assert len(NOT_QUANTITIES) >= 60


@pytest.mark.parametrize(("text", "orientation", "status"), STATUS)
def test_status(text: str, orientation: str, status: str) -> None:
    assert facts(text, orientation, ["status"]) == [(status,)]


@pytest.mark.parametrize(("text", "orientation", "period"), PERIODS)
def test_period(text: str, orientation: str, period: str) -> None:
    assert facts(text, orientation, ["period"]) == [(period,)]


@pytest.mark.parametrize(("text", "bound"), BOUNDS)
def test_bound(text: str, bound: str) -> None:
    assert facts(text, PAST, ["bound"]) == [(bound,)]


@pytest.mark.parametrize(("text", "modifier"), MODIFIERS)
def test_modifier(text: str, modifier: str) -> None:
    assert facts(text, PAST, ["modifier"]) == [(modifier,)]


@pytest.mark.parametrize("orientation", ["front_matter", "appendix", "boilerplate"])
def test_does_not_read_the_page_around_the_report(orientation: str) -> None:
    assert quantities_of("投资20亿元。", orientation).empty


def test_an_empty_text_gives_an_empty_table_with_all_columns() -> None:
    found = quantities_of("")
    assert list(found.columns) == list(COLUMNS)
    assert found.empty


def test_a_year_is_not_needed() -> None:
    found = quantities_of("五年来累计投资20亿元，增长7%。", YEARS, year=None)
    assert found["period"].tolist() == ["五年来", "五年来"]


def test_a_sentence_begins_with_the_subject_of_the_one_before() -> None:
    found = quantities_of("粮食产量达到5亿吨。比上年增长3%。")
    assert found["indicator"].tolist() == ["粮食产量", "粮食产量"]


def check_spans(text: str, found: pd.DataFrame) -> None:
    """Spans are in order, apart, inside the text, and read back to the value."""
    assert found["start"].is_monotonic_increasing
    assert (found["start"] < found["end"]).all()
    assert (found["start"].to_numpy()[1:] >= found["end"].to_numpy()[:-1]).all()
    for q in found.itertuples():
        if math.isnan(q.value_high):
            assert reads_back(text[q.start : q.end], q.unit) == pytest.approx(q.value)
        else:
            assert q.value < q.value_high


def reads_back(printed: str, unit: str) -> float | None:
    """The value of a span; a Chinese numeral with 万 or 亿 inside is counted in its unit's."""
    scale = "万亿" if unit.startswith("万亿") else unit[:1] if unit[:1] in ("万", "亿") else ""
    if scale and re.search("[万亿]", printed):
        return (read_number(printed + scale) or 0) / SCALES[scale]
    return ROUND.get(printed) or read_number(printed)


@pytest.fixture(scope="module")
def report() -> str:
    return REPORT.read_text(encoding="utf-8")


def test_a_whole_report(report: str) -> None:
    found = quantities_of(report)
    check_spans(report, found)
    assert 130 <= len(found) <= 170
    assert found["indicator"].str.len().gt(0).mean() > 0.98
    growth = found[(found["indicator"] == "地区生产总值") & (found["kind"] == "growth_rate")]
    assert growth["value"].tolist() == [7.0, 6.5, 7.0]
    assert growth["modifier"].tolist() == ["", "年均", ""]


WORDS = (
    "百分之 分之 增长 下降 达到 以上 左右 分别 由 提高到 地区生产总值 和 2017年 亿元 个多 1万6千"
)
SIGNS = "0123456789一二三十百千万亿两零点年月日个元，。；%—到至第近约“”《》（）. +/∶比"
PIECES = st.sampled_from([*SIGNS, *WORDS.split(), *sorted(KINDS)])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([PAST, YEARS, PLAN, GOALS]))
def test_anything_put_together_from_numbers_and_words(text: str, orientation: str) -> None:
    check_spans(text, quantities_of(text, orientation))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    check_spans(text, quantities_of(text))


@given(st.integers(0, 10**8), st.sampled_from(["亿元", "%", "万人", "公里", "个", "平方米"]))
def test_every_integer_is_found_as_printed(number: int, unit: str) -> None:
    found = quantities_of(f"全区指标数{number}{unit}。")
    assert list(zip(found["value"], found["unit"], strict=True)) == [(number, unit)]


def seconds(text: str) -> float:
    """How long it takes to read a text that is one sentence."""
    table = pd.DataFrame([(0, 0, 0, len(text), PLAN)], columns=sentences_of("x").columns)
    began = time.perf_counter()
    find_quantities(text, table, report_year=2018)
    return time.perf_counter() - began


@pytest.mark.parametrize(
    "piece", ["1", "亿", ",", "，", "一", "一亿", "1 ", "“", "《", "到", "比", "的"]
)
def test_a_megabyte_of_one_character_is_no_trouble(piece: str) -> None:
    assert seconds(piece * (10**6 // len(piece))) < 120  # a pattern that is not linear takes hours


REPEATED = (
    "1, 1. 1、 1- 1/ 2017年 2017— 百分之 第一 一个 1年 7%、 “1” 分别增长7%、 2017年投资20亿元 "
    "由1个到2个， 增长 1到 一点 比1年 1万6千"
)


@pytest.mark.parametrize("piece", REPEATED.split())
def test_repetition_takes_linear_time(piece: str) -> None:
    assert seconds(piece * (10**5 // len(piece))) < 120  # a pattern that is not linear takes hours


@pytest.mark.parametrize(
    ("text", "value", "warning"),
    [
        ("地区生产总值增长1O.5%。", 10.5, "letter_for_digit"),
        ("地区生产总值增长l2%。", 12, "letter_for_digit"),
        ("财政收入达到2O亿元。", 20, "letter_for_digit"),
        ("地区生产总值增长6. 5%。", 6.5, "spaced_digits"),
        ("培训3 2 0人。", 320, "spaced_digits"),
        ("城镇登记失业率为350%。", 350, "above_100_percent"),
        ("单位能耗下降120%。", 120, "above_100_percent"),
        ("完成年度计划的103%。", 103, ""),
        ("进出口增长150%。", 150, ""),
        ("发展O2O平台12个。", 12, ""),
        ("地区生产总值增长6.5%。", 6.5, ""),
    ],
)
def test_what_looks_wrong_is_read_and_flagged(text, value, warning):
    rows = quantities_of(text)
    assert rows["value"].tolist() == [value]
    assert rows["warning"].tolist() == [warning]


@pytest.mark.parametrize("printed", ["6.\n5%", "6\n.5%", "6.5\n%"])
def test_a_number_broken_over_lines_is_flagged(tmp_path, printed):
    text = REPORT.read_text(encoding="utf-8")
    assert text.count("地区生产总值增长7%") == 1
    broken = text.replace("地区生产总值增长7%", f"地区生产总值增长{printed}")
    (tmp_path / "r.txt").write_text(broken, encoding="utf-8")
    report = read_report(tmp_path / "r.txt")
    flagged = report.quantities[report.quantities["warning"] == "broken_line"]
    at = broken.index(printed)
    assert len(flagged) and flagged["start"].between(at, at + len(printed)).all()


def test_letters_for_digits_are_told(tmp_path):
    text = REPORT.read_text(encoding="utf-8").replace("地区生产总值增长7%", "地区生产总值增长1O%")
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    report = read_report(tmp_path / "r.txt")
    notice = next(one for one in report.notices if one.code == "number_letter_for_digit")
    assert text[notice.start : notice.end] == "1O"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("研发经费突破百亿元。", [(100, "亿元")]),
        ("进出口总额超千亿美元。", [(1000, "亿美元")]),
        ("投入上百亿元，惠及数千万人。", []),
        ("产量连续四年居全国第一。", []),
        ("建成1500万吨/年项目。", [(1500, "万吨/年")]),
        ("实行24小时在线监控。", []),
        ("按不低于5%的幅度压减一般性支出。", [(5, "%")]),
    ],
)
def test_round_numbers_and_stretches_of_years(text, facts):
    rows = quantities_of(text)
    assert list(zip(rows["value"], rows["unit"], strict=True)) == facts
