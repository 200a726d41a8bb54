import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.quantities import numbers
from tests.corpus.conftest import check_first_look
from tests.corpus.quantities.conftest import PAST, PLAN, quantities_of

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


@given(st.integers(0, 10**8), st.sampled_from(["亿元", "%", "万人", "公里", "个", "平方米"]))
def test_every_integer_is_found_as_printed(number: int, unit: str) -> None:
    found = quantities_of(f"全区指标数{number}{unit}。")
    assert list(zip(found["value"], found["unit"], strict=True)) == [(number, unit)]


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


RANGES = st.tuples(
    st.sampled_from(["百分之三", "5%", "三", "6", "比", "系数"]),
    st.sampled_from(["至", "到", "—", "-", " 至 ", "为", "达"]),
    st.sampled_from(["五", "九", "8"]),
    st.sampled_from(["", "个", "%", "，", "次"]),
).map("".join)
NUMBERS = st.lists(
    st.one_of(
        RANGES,
        st.sampled_from(list("一二三五十百千万亿两零〇点个年元级度至到—~-为达比数几上第初余多过前")),
        st.sampled_from(["百分之", "分之", "2025年", "1850年度", "2021-2025年", "GDP", "十五", "%",
                         "万元", "亿吨", "：1", "方面", "千瓦", "突破", " ", "，", "、", "“", "”"]),
        st.integers(0, 99999).map(str),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(NUMBERS)
def test_figures_are_those_found_by_trying_everything_everywhere(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(numbers, "_numbers", numbers.NUMBER.finditer)
        patched.setattr(numbers, "_is_bare", lambda folded, match: False)
        patched.setattr(numbers, "CAN_FOLLOW", AnyCharacter())
        patched.setattr(numbers, "NAME_ENDS", re.compile(""))
        patched.setattr(numbers, "HAN_ENDS", AnyCharacter())
        expected = numbers.figures_in(text)
    assert repr(numbers.figures_in(text)) == repr(expected)


class AnyCharacter:
    def __contains__(self, item: object) -> bool:
        return True


FIRST_LOOKS = [
    (numbers.NUMBER, numbers.NUMBER_START.match),
    (numbers.BEFORE_NAME, lambda text: numbers.NAME_ENDS.match(text[-1])),
    (numbers.BEFORE_HAN, lambda text: text[-1] in numbers.HAN_ENDS),
]


@pytest.mark.parametrize(("pattern", "has"), FIRST_LOOKS, ids=["number", "name", "han"])
def test_what_a_pattern_finds_has_what_is_looked_for_first(pattern, has) -> None:
    check_first_look(pattern, has)
