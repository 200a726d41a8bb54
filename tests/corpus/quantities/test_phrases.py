import pandas as pd
import pytest

from corpus.quantities import phrases
from corpus.quantities.table import find_quantities
from tests.corpus.conftest import check_first_look
from tests.corpus.quantities.conftest import GOALS, PAST, PLAN, YEARS, facts

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
        "城镇和农村居民人均可支配收入分别增长9%和10%以上。",
        PAST,
        [
            (9.0, "%", "城镇居民人均可支配收入", "growth_rate", "up", "ge", "achieved"),
            (10.0, "%", "农村居民人均可支配收入", "growth_rate", "up", "ge", "achieved"),
        ],
    ),
    (
        "煤炭、原油产量分别达到70万吨、80万吨左右，天然气产量达到9亿立方米。",
        PAST,
        [
            (70.0, "万吨", "煤炭产量", "level", "none", "approx", "achieved"),
            (80.0, "万吨", "原油产量", "level", "none", "approx", "achieved"),
            (9.0, "亿立方米", "天然气产量", "level", "none", "at_reached", "achieved"),
        ],
    ),
    (
        "城镇新增就业、新增发放创业担保贷款分别完成年计划的118.2%、248.57%。",
        PAST,
        [
            (118.2, "%", "城镇新增就业", "share", "none", "eq", "achieved"),
            (248.57, "%", "创业担保贷款", "share", "none", "eq", "achieved"),
        ],
    ),
    (
        "一般公共预算收入11.7亿元，同口径增长9%；新增就业50人，再就业16人。",
        PAST,
        [
            (11.7, "亿元", "一般公共预算收入", "level", "none", "eq", "achieved"),
            (9.0, "%", "一般公共预算收入", "growth_rate", "up", "eq", "achieved"),
            (50.0, "人", "新增就业", "count", "none", "eq", "achieved"),
            (16.0, "人", "再就业", "count", "none", "eq", "achieved"),
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
        [(6.5, "张", "每千人口医疗卫生机构床位数", "level", "none", "at_reached", "achieved")],
    ),
    (
        "占全市70%以上的审批事项和80%的便民事项，每平方公里产出1.2亿元的生产总值、900万元的税收。",
        PAST,
        [
            (70.0, "%", "审批事项", "share", "none", "ge", "achieved"),
            (80.0, "%", "便民事项", "share", "none", "eq", "achieved"),
            (1.2, "亿元", "生产总值", "level", "none", "eq", "achieved"),
            (900.0, "万元", "税收", "level", "none", "eq", "achieved"),
        ],
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
    ("投资上亿元。", "ge"),
    ("投资迈上千亿元台阶。", "eq"),
    ("下达20亿元。", "eq"),
    ("已下达投资20亿元。", "eq"),
    ("居民收入增长不低于6%。", "ge"),
    ("居民收入增长不少于6%。", "ge"),
    ("居民收入至少增长6%。", "ge"),
    ("居民收入最低增长6%。", "ge"),
    ("居民收入增长6%以上。", "ge"),
    ("居民收入增长6%及以上。", "ge"),
    ("产值上亿元。", "ge"),
    ("失业率不超过6%。", "le"),
    ("失业率不高于6%。", "le"),
    ("失业率不得超过6%。", "le"),
    ("失业率最高6%。", "le"),
    ("失业率控制在6%。", "le"),
    ("失业率6%以内。", "le"),
    ("失业率6%以下。", "le"),
    ("失业率6%之内。", "le"),
    ("失业率低于6%。", "lt"),
    ("失业率不到6%。", "lt"),
    ("失业率不足6%。", "lt"),
    ("居民收入超过6万元。", "gt"),
    ("居民收入突破6万元。", "gt"),
    ("居民收入逾6万元。", "gt"),
    ("居民收入超6万元。", "gt"),
    ("居民收入近6万元。", "approx_under"),
    ("居民收入接近6万元。", "approx_under"),
    ("居民收入约6万元。", "approx"),
    ("居民收入大约6万元。", "approx"),
    ("居民收入6万元左右。", "approx"),
    ("居民收入6万元上下。", "approx"),
    ("居民收入6万余元。", "approx_over"),
    ("居民收入6万多元。", "approx_over"),
    ("居民收入6万元多一点。", "approx_over"),
    ("床位6张或更多。", "ge"),
    ("床位6张或更少。", "le"),
    ("床位6张有余。", "approx_over"),
    ("居民收入达到6万元。", "at_reached"),
    ("居民收入达6万元。", "at_reached"),
    ("居民收入6万元。", "eq"),
    ("居民收入6万至7万元。", "range"),
    # Two words, of which one counts.
    ("居民收入达到6万元以上。", "ge"),
    ("居民收入超过6万元左右。", "approx"),
    ("失业率控制在低于6%。", "le"),
    ("居民收入接近达到6万元。", "approx_under"),
    ("居民收入超过6万余元。", "gt"),
    ("居民收入近6万余元。", "approx_over"),
]

# (sentence, value, kind, change)
KINDS_AND_CHANGES = [
    ("产值负增长3%。", 3, "growth_rate", "down"),
    ("产值出现负增长，为-3%。", -3, "growth_rate", "down"),
    ("产值增速为-3%。", -3, "growth_rate", "down"),
    ("产值增速由8%放缓到7.1%。", 7.1, "growth_rate", "down"),
    ("占比由8%收窄到7%。", 7, "share", "down"),
    ("产值增速由8%放缓，占比达到7%。", 7, "share", "none"),
    ("产值增速从8%提高到9%，失业率降到4%。", 4, "share", "down"),
    ("产值增速由8%提高到10亿元的9%。", 9, "share", "none"),
    ("压减公用经费15%。", 15, "growth_rate", "down"),
    ("平均提高低保标准10%。", 10, "growth_rate", "up"),
    ("提高参保率95%以上。", 95, "share", "none"),
    ("压减事项占全部的20%。", 20, "share", "none"),
    ("精简文件到上年的70%。", 70, "share", "none"),
    ("平均减时间83%。", 83, "growth_rate", "down"),
    ("药品平均降价52%。", 52, "growth_rate", "down"),
    ("增加值占30%。", 30, "share", "none"),
    ("审批事项减幅达38%。", 38, "growth_rate", "down"),
    ("万人拥有社工数5人。", 5, "level", "none"),
    ("千人床位数增至6.1张。", 6.1, "level", "up"),
    ("就业9万人，学位数5个。", 5, "count", "none"),
    ("“万人计划”专家3人。", 3, "count", "none"),
    ("抽检量3.5批次/千人。", 3.5, "ratio", "none"),
    ("零售总额增长-3.6%。", -3.6, "growth_rate", "down"),
    ("零售总额增长3.6%。", 3.6, "growth_rate", "up"),
    ("生产总值突破三千亿大关。", 3000, "level", "none"),
    ("入学率95%。", 95, "share", "none"),
    ("入学率提高到95%。", 95, "share", "up"),
    ("入学率增至95%。", 95, "share", "up"),
    ("入学率提高5%。", 5, "growth_rate", "up"),
    ("入学率提高5个百分点。", 5, "pp_difference", "up"),
    ("产值增速7%。", 7, "growth_rate", "up"),
    ("产值降幅7%。", 7, "growth_rate", "down"),
    ("产值增长-7%。", -7, "growth_rate", "down"),
    ("产值实现7%的增长。", 7, "growth_rate", "up"),
    ("一般性支出按7%的幅度压减。", 7, "growth_rate", "down"),
    ("先增长后下降7%。", 7, "growth_rate", "down"),
    ("先下降后增长7%。", 7, "growth_rate", "up"),
    ("新增床位7张。", 7, "count", "none"),
    ("每千人床位数7张。", 7, "level", "none"),
    ("产值翻两番。", 2, "multiple", "up"),
]


@pytest.mark.parametrize(("text", "value", "kind", "change"), KINDS_AND_CHANGES)
def test_kind_and_change(text: str, value: float, kind: str, change: str) -> None:
    assert facts(text, PAST, ["value", "kind", "change"])[-1] == (value, kind, change)


# (sentence, modifier)
MODIFIERS = [
    ("收入可比增长7%。", "可比"),
    ("按可比价格计算，平均每年增长11%。", "可比、年均"),
    ("产值年均增长7%。", "年均"),
    ("累计投资20亿元。", "累计"),
    ("产值同比增长7%。", "同比"),
    ("与2012年相比，产值达到20亿元。", ""),  # no change, so nothing it is from
    ("收入实际增长7%。", "实际"),
    ("产值增长7%。", ""),
    ("产值可比增长7%。", "可比"),
    ("产值平均每年增长7%。", "年均"),
    ("累计完成投资7亿元。", "累计"),
    ("产值比上年增长7%。", "同比"),
    ("产值较去年增长7%。", "同比"),
    ("产值环比增长7%。", "环比"),
    ("扣除物价因素，收入增长7%。", "实际"),
    ("实际利用外资增长7%。", ""),
    ("收入名义增长7%。", "名义"),
    ("日均客流7万人。", "日均"),
    ("月均客流7万人。", "月均"),
]


@pytest.mark.parametrize(("text", "orientation", "expected"), UNDERSTOOD)
def test_understands(text: str, orientation: str, expected: list[tuple[object, ...]]) -> None:
    columns = ["value", "unit", "indicator", "kind", "change", "bound", "status"]
    assert facts(text, orientation, columns) == expected


@pytest.mark.parametrize(("text", "bound"), BOUNDS)
def test_bound(text: str, bound: str) -> None:
    assert facts(text, PAST, ["bound"]) == [(bound,)]


@pytest.mark.parametrize(("text", "modifier"), MODIFIERS)
def test_modifier(text: str, modifier: str) -> None:
    assert facts(text, PAST, ["modifier"]) == [(modifier,)]


FIRST_LOOKS = [*(pattern for _, pattern in phrases.MODIFIERS), phrases.PRICE_BASIS]


@pytest.mark.hypothesis
@pytest.mark.parametrize("pattern", FIRST_LOOKS, ids=range(len(FIRST_LOOKS)))
def test_what_a_pattern_finds_has_what_is_looked_for_first(pattern) -> None:
    check_first_look(pattern, phrases.ANY_MODIFIER.search)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("维修道路、新增泊位5个。", ["新增泊位"]),
        ("维修道路、泊位5个。", ["泊位"]),
        ("维修道路、桥5座。", ["道路、桥"]),  # a single character names nothing by itself
        ("全市经费，增长7%。", ["全市经费"]),
        ("粮食产量100万吨，全市经费，从2亿元增加到3亿元。", ["粮食产量", "全市经费", "全市经费"]),
        ("粮食产量100万吨，全市经费，由2亿元增加到3亿元。", ["粮食产量", "全市经费", "全市经费"]),
        ("粮食产量100万吨，增长7%。", ["粮食产量", "粮食产量"]),
        (
            "粮食产量100万吨，城镇、农村居民收入，分别增长7%、8%。",
            ["粮食产量", "城镇居民收入", "农村居民收入"],
        ),
    ],
)
def test_the_subject_of_a_number_is_the_last_that_is_named(text, indicators):
    assert [one for (one,) in facts(text, PAST, ["indicator"])] == indicators


@pytest.mark.hypothesis
@pytest.mark.parametrize(
    ("pattern", "has"),
    [
        (phrases.TIME_TAIL, lambda text: text[-1] in phrases.TIME_ENDS or text[-1].isdigit()),
        (phrases.BASIS_TAIL, lambda text: text[-1] in phrases.BASIS_ENDS),
        (phrases.PER_HEAD, lambda text: "每" in text or "人" in text),
    ],
)
def test_what_ends_the_words_before_a_number_has_a_sign_that_is_looked_for_first(
    pattern, has
) -> None:
    check_first_look(pattern, has)


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("培训5万人口。", [(5, "人口")]),
        ("投资8000万元实施绿化工程。", [(8000, "投资")]),
        ("完成1.75亿元的生产总值和6000万元的税收。", [(1.75, "生产总值"), (6000, "税收")]),
        ("完成1.75亿元的生产总值和6000万元以上。", [(1.75, "生产总值"), (6000, "生产总值")]),
        (
            "生产总值增长5%，财政收入增长6%，均高于全省3个百分点。",
            [(5, "生产总值"), (6, "财政收入"), (3, "生产总值、财政收入")],
        ),
    ],
)
def test_what_is_measured_may_be_named_after_the_number_or_far_before_it(text, measured):
    assert facts(text, PAST, ["value", "indicator"]) == measured


def test_a_semicolon_within_a_sentence_ends_what_was_said_of_several():
    """Only where sentences end does the corpus divide them; 均 refers to what is after it."""
    whole = pd.DataFrame(
        {"sentence_id": [0], "paragraph_id": [0], "start": [0], "orientation": [PAST]}
    )
    for mark, shared in (("，", True), ("；", False)):
        text = f"生产总值增长5%，财政收入增长6%{mark}均高于全省3个百分点。"
        found = find_quantities(text, whole.assign(end=len(text)), report_year=2018)
        assert (found["indicator"].iloc[-1] == "生产总值、财政收入") == shared


@pytest.mark.parametrize("verb", ["安排", "总计", "先后用"])
def test_what_money_is_spent_on_is_not_what_it_measures(verb):
    assert facts(f"{verb}2亿元实施道路改造工程。", PAST, ["value", "indicator"]) == [(2, verb)]


def test_a_number_of_a_whole_is_of_the_subject_before_it():
    found = facts("规上企业1200家，占企业总数达60家。", PAST, ["value", "indicator"])
    assert found == [(1200, "规上企业"), (60, "规上企业占企业总数")]
