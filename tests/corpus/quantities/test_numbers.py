import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quantities import lookalikes, numbers
from tests.corpus.quantities.conftest import quantities_of

# (sentence, [(text of the span, value, value_high, unit)])
FORMS = [
    ("增长７％。", [("７", 7, None, "%")]),
    ("居民消费价格指数控制在103以内。", [("103", 103, None, "")]),
    ("居民消费价格指数控制在203以内。", []),  # prices do not double
    ("建成08、09年小区。", [("09", 9, None, "年")]),  # not 8年
    (f"建成学校{'1' * 49}所。", []),  # too long for a number
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
    ("差错率为万分之三。", [("万分之三", 0.0003, None, "")]),
    ("差错率控制在万分之3.5以内。", [("万分之3.5", 0.00035, None, "")]),
    ("投诉率低于百万分之一。", [("百万分之一", 1e-6, None, "")]),
    ("死亡率十万分之八点五。", [("十万分之八点五", 8.5e-5, None, "")]),
    ("孕产妇死亡率为10.5/10万，", [("10.5", 10.5, None, "/10万")]),
    ("孕产妇死亡率8/10万，婴儿死亡率3‰", [("8", 8, None, "/10万"), ("3", 3, None, "‰")]),
    ("价格指数一季度-2.5%。", [("-2.5", -2.5, None, "%")]),
    ("上半年-6.2%，2021年-2025年投资6亿元。", [("-6.2", -6.2, None, "%"), ("6", 6, None, "亿元")]),
    ("增长6%—6.5%。", [("6%—6.5", 6, 6.5, "%")]),
    ("增长6% —— 6.5%。", [("6% —— 6.5", 6, 6.5, "%")]),
    ("增长6%到6.5%。", [("6%到6.5", 6, 6.5, "%")]),
    ("增长4.5-5%。", [("4.5-5", 4.5, 5, "%")]),
    ("建设5至8个示范区。", [("5至8", 5, 8, "个")]),
    ("建设五至八个示范区。", [("五至八", 5, 8, "个")]),
    ("用3-5年时间完成。", [("3-5", 3, 5, "年")]),
    ("产量九千万至九千五百万吨。", [("九千万至九千五百", 9000, 9500, "万吨")]),
    ("由7种到15种。", [("7", 7, None, "种"), ("15", 15, None, "种")]),
    ("7种到15种。", [("7种到15", 7, 15, "种")]),
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
    ("实际利用外资增长-3.5%。", [("-3.5", -3.5, None, "%")]),
    ("气温降至－5℃。", [("－5", -5, None, "℃")]),
    ("财政收入增长19·5％。", [("19·5", 19.5, None, "%")]),
    ("近千个村庄通了公路。", [("千", 1000, None, "个")]),
    ("惠及上亿户群众。", [("亿", 1, None, "亿户")]),
    ("用电量破亿度。", [("亿", 1, None, "亿度")]),
    ("年产百万吨以上。", [("百", 100, None, "万吨")]),
    ("形成千万吨炼油能力。", [("千", 1000, None, "万吨")]),
    ("总量超万亿元。", [("万", 1, None, "万亿元")]),
    ("面积扩大一半。", [("一半", 0.5, None, "")]),
    ("三分之一以上的企业受益。", [("三分之一", 1 / 3, None, "")]),
    ("总产连续16年增长。", [("16", 16, None, "年")]),
    ("收入连续十五年增长。", [("十五", 15, None, "年")]),
    ("十件民生实事全部完成。", [("十", 10, None, "件")]),
    ("派出两批医生。", [("两", 2, None, "批")]),
    ("县乡各1个。", [("1", 1, None, "个")]),
    ("开办培训班40期。", [("40", 40, None, "期")]),
    ("邮轮靠泊2152航次。", [("2152", 2152, None, "航次")]),
    ("成立四家金融公司。", [("四", 4, None, "家")]),
    ("人均预期寿命达到79岁以上。", [("79", 79, None, "岁")]),
    ("建立6家乡镇敬老院。", [("6", 6, None, "家")]),
    ("新建90家居家养老中心。", [("90", 90, None, "家")]),
    ("开办12家长者食堂。", [("12", 12, None, "家")]),
    ("设立7个人民法庭。", [("7", 7, None, "个")]),
    ("完成9项目标任务。", [("9", 9, None, "项")]),
    ("建成3个体育公园。", [("3", 3, None, "个")]),
    ("满意度达到92分。", [("92", 92, None, "分")]),
    ("满意度达到92.5分以上。", [("92.5", 92.5, None, "分")]),
    ("通过10项法规（其中6项为修订）。", [("10", 10, None, "项"), ("6", 6, None, "项")]),
    ("合格率由五年前71.5%提升到90%。", [("71.5", 71.5, None, "%"), ("90", 90, None, "%")]),
    ("新增2×60万千瓦机组。", [("60", 60, None, "万千瓦")]),
    ("全省5600万人民。", [("5600", 5600, None, "万")]),
    ("抽检量为3.5批次/千人。", [("3.5", 3.5, None, "批次/千人")]),
    ("路网密度8公里/平方公里。", [("8", 8, None, "公里/平方公里")]),
    ("生产总值突破三千亿大关。", [("三千", 3000, None, "亿元")]),
    ("贷款余额超2万亿，", [("2", 2, None, "万亿元")]),
    ("进出口总额突破千亿大关。", [("千", 1000, None, "亿")]),
    ("人口突破3亿大关。", [("3", 3, None, "亿")]),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_finds_every_form(text: str, expected: list[tuple[str, float, float | None, str]]) -> None:
    found = [
        (text[q.start : q.end], q.value, None if math.isnan(q.value_high) else q.value_high, q.unit)
        for q in quantities_of(text).itertuples()
    ]
    assert found == expected


@given(st.integers(0, 10**8), st.sampled_from(["亿元", "%", "万人", "公里", "个", "平方米"]))
def test_every_integer_is_found_as_printed(number: int, unit: str) -> None:
    found = quantities_of(f"全区指标数{number}{unit}。")
    assert list(zip(found["value"], found["unit"], strict=True)) == [(number, unit)]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("研发经费突破百亿元。", [(100, "亿元")]),
        ("进出口总额超千亿美元。", [(1000, "亿美元")]),
        ("投入上百亿元，惠及数千万人。", [(100, "亿元")]),
        ("产量连续四年居全国第一。", []),
        ("建成1500万吨/年项目。", [(1500, "万吨/年")]),
        ("实行24小时在线监控。", []),
        ("按不低于5%的幅度压减一般性支出。", [(5, "%")]),
    ],
)
def test_round_numbers_and_stretches_of_years(text, facts):
    rows = quantities_of(text)
    assert list(zip(rows["value"], rows["unit"], strict=True)) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("教育和卫生分别投入33.1和9.8亿元。", [(33.1, "亿元"), (9.8, "亿元")]),
        ("三项占比提高2.1、0.6、1.7个百分点。", [(n, "个百分点") for n in (2.1, 0.6, 1.7)]),
        ("减少12万、3.5万、3万亩。", [(12, "万亩"), (3.5, "万亩"), (3, "万亩")]),
        ("产值突破6、8亿元。", [(6, "亿元"), (8, "亿元")]),
        ("产值突破6万元、8亿元。", [(6, "万元"), (8, "亿元")]),
        ("1、5个项目开工。", [(5, "个")]),  # item 1 of a list
        ("一、二产业比重提高2个百分点。", [(2, "个百分点")]),
        ("新增三、5个项目。", [(5, "个")]),
        ("新增2/3、5个项目。", [(2 / 3, ""), (5, "个")]),
        ("改造国道305、6条道路。", [(6, "条")]),
        ("用三、四年时间。", [(4, "年")]),
        ("2018、2019年建成。", []),
    ],
)
def test_the_numbers_of_a_list_share_its_unit(text, facts):
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


@given(NUMBERS)
def test_figures_are_those_found_by_trying_everything_everywhere(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(numbers, "_numbers", numbers.NUMBER.finditer)
        patched.setattr(numbers, "_is_bare", lambda folded, match: False)
        patched.setattr(numbers, "CAN_FOLLOW", AnyCharacter())
        patched.setattr(lookalikes, "NAME_ENDS", re.compile(""))
        patched.setattr(lookalikes, "HAN_ENDS", AnyCharacter())
        expected = numbers.figures_in(text)
    assert repr(numbers.figures_in(text)) == repr(expected)


class AnyCharacter:
    def __contains__(self, item: object) -> bool:
        return True


# Numerals, and what may stand around one that is a quantity, or around one that is not.
AROUND = st.text(
    "0123456789-−.一二三四五六七八九十百千万亿两零〇○点半分之个年是统步度，为至到 ", max_size=12
)


@given(AROUND)
def test_a_number_that_is_passed_over_is_one_that_measures_nothing(text: str) -> None:
    # A number may begin at each of these; most single numerals are passed over without a look.
    begins = re.compile(r"[-−\d百千万亿一二三四五六七八九十两零〇○]")
    every, at = [], begins.search(text)
    while at:
        match = numbers.NUMBER.match(text, at.start())
        every += [match] if match else []
        at = begins.search(text, match.end() if match else at.end())
    told = [one.span() for one in every if not numbers._is_bare(text, one)]
    found = [one for one in numbers._numbers(text) if not numbers._is_bare(text, one)]
    assert [one.span() for one in found] == told


@pytest.mark.parametrize("colon", ["∶", ":", "："])
def test_a_ratio_of_three_is_one_quantity_without_a_single_value(colon: str) -> None:
    text = f"三次产业比由35.8{colon}35.4{colon}28.8调整为28.3{colon}43.9{colon}27.8。"
    rows = quantities_of(text)
    assert [text[row.start : row.end].count(colon) for row in rows.itertuples()] == [2, 2]
    assert rows["value"].isna().all()
    assert rows[["unit", "indicator", "kind"]].drop_duplicates().values.tolist() == [
        ["", "三次产业比", "ratio"]
    ]
