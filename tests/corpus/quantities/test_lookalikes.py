import pytest

from corpus.quantities import lookalikes
from tests.corpus.conftest import check_first_look
from tests.corpus.quantities.conftest import PAST, PLAN, quantities_of

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
数百个项目、几千名群众、数千万人
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
千家万户、千方百计、万人空巷
每万元能耗、万村整治、百县千镇
60岁以上老人、16周岁以下未成年人、年满18岁
60岁及以上人口、0—3岁婴幼儿、3至6岁儿童
三件大事、四套班子、一家企业、一批项目
连续三年获得先进
走过百年历程、通过千家企业
用好240小时过境免签政策
建设3人制篮球场
5·12汶川地震
上午9时30分，会议开始。
十分，百分，满分
成千上万的群众
通过5年努力
力争通过三到五年的努力
""".strip().splitlines()


@pytest.mark.parametrize("text", NOT_QUANTITIES)
def test_leaves_out_what_is_not_a_quantity(text: str) -> None:
    for orientation in (PAST, PLAN):
        found = quantities_of(text, orientation)
        assert [text[q.start : q.end] + q.unit for q in found.itertuples()] == []


def test_the_list_of_what_is_not_a_quantity_is_long() -> None:
    assert len(NOT_QUANTITIES) >= 60


@pytest.mark.hypothesis
@pytest.mark.parametrize(
    ("pattern", "has"),
    [
        (lookalikes.BEFORE_NAME, lambda text: lookalikes.NAME_ENDS.match(text[-1])),
        (lookalikes.BEFORE_HAN, lambda text: text[-1] in lookalikes.HAN_ENDS),
    ],
    ids=["name", "han"],
)
def test_what_a_pattern_finds_has_what_is_looked_for_first(pattern, has) -> None:
    check_first_look(pattern, has)


@pytest.mark.parametrize(
    ("manner", "measured", "value"),
    [
        ("实施十项改革。", "实施十余项改革。", 10),
        ("采取十种方式。", "采取十多种方式。", 10),
        ("推进三项改革。", "推进十二项改革。", 12),
        ("推进三项改革。", "推进3项改革。", 3),
    ],
)
def test_a_small_numeral_is_a_manner_of_speaking_unless_it_is_measured(manner, measured, value):
    assert quantities_of(manner).empty
    assert quantities_of(measured)["value"].tolist() == [value]


# What is left out, and what is much the same but measured.
@pytest.mark.parametrize(
    ("left_out", "measured", "value"),
    [
        ("距今2200年。", "距今2201年。", 2201),  # a calendar year, or years
        ("距今1000年。", "距今999年。", 999),
        ("距今2000年。", "距今2000多年。", 2000),
        ("排名前300位。", "改造前300吨。", 300),
        ("居全市前5名。", "年前5名学员毕业。", 5),
        ("近5年来。", "工期5年。", 5),
        ("近5年。", "近5天。", 5),
        ("近3年。", "近3.5年。", 3.5),
        ("上午9时30分。", "满意度30分。", 30),
        ("60岁以上老人。", "平均年龄60岁以上。", 60),
        ("通过5年努力。", "通过5项法规。", 5),
        ("建设2×工程。", "建设2×35万千瓦机组。", 35),
        ("三番五次。", "翻三番。", 3),
        ("建设15分钟生活圈。", "等候时间15分钟。", 15),
        ("实行24小时值守。", "运行24小时。", 24),
    ],
)
def test_what_looks_like_a_name_may_be_measured(left_out, measured, value):
    assert quantities_of(left_out).empty
    assert quantities_of(measured)["value"].tolist() == [value]
