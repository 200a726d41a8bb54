"""What a quantity measures, of which year, and when two of an indicator can be compared."""

import numpy as np
import pandas as pd
import pytest

from analysis.targets.comparable import comparable
from analysis.targets.ledger_table import ledger
from analysis.targets.promises import promises_and_results
from analysis.targets.rows import whole
from corpus.quantities.table import find_quantities
from tests.analysis.targets.test_promises import compared, reports

PERIOD = "“十二五”时期我市的主要发展目标是：地区生产总值年均增长10%。"
WITHOUT = "万元GDP水耗下降20%。"
YEAR = "今年我市经济社会发展的主要目标是：地区生产总值增长9%。"


def spans(*parts: str) -> list[tuple[str, str]]:
    """The targets of a plan of 2011, each with the words that make it one of several years."""
    at = np.cumsum([0, *map(len, parts)])
    sentences = pd.DataFrame(
        {
            "report_id": "r",
            "sentence_id": range(len(parts)),
            "paragraph_id": 0,
            "start": at[:-1],
            "end": at[1:],
            "orientation": "plan_next_year",
        }
    )
    texts = pd.DataFrame({"report_id": ["r"], "text": ["".join(parts)]})
    about = pd.DataFrame(
        {"report_id": ["r"], "region_code": "440300", "region": "深圳市", "report_year": 2011}
    )
    found = find_quantities("".join(parts), sentences, report_year=2011).assign(report_id="r")
    known = comparable(whole(ledger(found, sentences, texts, about)))
    return list(zip(known["printed"], known["span"], strict=True))


@pytest.mark.parametrize(
    ("parts", "span"),
    [
        ((PERIOD, WITHOUT, YEAR), "五年目标"),
        ((PERIOD, "今年" + WITHOUT, YEAR), ""),  # says which year
        ((PERIOD, WITHOUT), ""),  # no goals of the year follow, from which it could be told
        ((YEAR, WITHOUT, PERIOD), ""),
        ((PERIOD, YEAR, WITHOUT), ""),
    ],
)
def test_a_target_among_those_of_a_plan_period_is_not_of_the_year(parts, span):
    assert dict(spans(*parts))["20"] == span


def test_the_target_after_a_part_of_the_place_is_of_the_whole():
    said = dict(
        spans("推进深港合作区建设，全年地区生产总值增长7%。", "合作区完成固定资产投资480亿元。")
    )
    assert said["7"] == ""
    assert said["480"].startswith("合作区")


# Indicators whose growth is nominal unless it is said to be real; that of the others is real.
@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("居民人均可支配收入", "not_comparable"),
        ("城镇居民人均可支配收入", "not_comparable"),
        ("农村居民人均可支配收入", "not_comparable"),
        ("社会消费品零售总额", "not_comparable"),
        ("固定资产投资", "not_comparable"),
        ("一般公共预算收入", "not_comparable"),
        ("一般公共预算支出", "not_comparable"),
        ("进出口总额", "not_comparable"),
        ("出口总额", "not_comparable"),
        ("进口总额", "not_comparable"),
        ("工业总产值", "not_comparable"),
        ("地区生产总值", "exceeded"),
        ("规模以上工业增加值", "exceeded"),
    ],
)
def test_real_growth_is_compared_with_what_is_real(name, verdict):
    row = compared(f"{name}实际增长9%。", f"{name}增长10%。").iloc[0]
    assert (row["target"], row["result"], row["verdict"]) == (9, 10, verdict)
    alike = compared(f"{name}实际增长9%。", f"{name}实际增长10%。").iloc[0]
    assert alike["verdict"] == "exceeded"


def test_of_a_nominal_and_a_real_rate_the_one_of_the_targets_basis_counts():
    both = "农民人均纯收入名义增长9%，实际增长7%。"
    assert compared("农村居民收入实际增长8%。", both).iloc[0]["result"] == 7
    assert compared("农村居民收入名义增长8%。", both).iloc[0]["result"] == 9


@pytest.mark.parametrize(
    ("plan", "review", "unit", "target", "result"),
    [
        ("转移农村劳动力5万人。", "转移农村劳动力6万人次。", "人", 5e4, 6e4),
        ("转移农村劳动力5万人次。", "转移农村劳动力6万。", "人", 5e4, 6e4),
        ("接待游客500万。", "接待游客600万人次。", "人", 5e6, 6e6),
        ("再减少农村贫困人口10万。", "农村贫困人口减少12万人。", "人", 1e5, 1.2e5),
        ("PM2.5平均浓度35微克/立方米以内。", "PM2.5平均浓度33微克。", "微克", 35, 33),
        ("粮食产量100万吨。", "粮食产量20.2亿斤。", "千克", 1e9, 1.01e9),
        ("空气质量优良天数300天。", "空气质量优良天数310天。", "天", 300, 310),
    ],
)
def test_units_of_an_indicator_are_brought_to_one(plan, review, unit, target, result):
    row = compared(plan, review).iloc[0]
    assert row["base_unit"] == unit
    assert (row["target"], row["result"]) == (pytest.approx(target), pytest.approx(result))


def test_money_in_another_currency_is_another_unit():
    row = compared("进出口总额达到100亿美元。", "进出口总额达到110亿元。").iloc[0]
    assert (row["verdict"], row["reason"]) == (
        "not_comparable",
        "the result is given as level (元) only",
    )


# An index of 103.6% is a rise of 3.6%, one of 98.4% a fall of 1.6%.
@pytest.mark.parametrize(
    ("said", "rate", "verdict"),
    [
        ("居民消费价格指数103.6%。", 3.6, "missed"),
        ("居民消费价格指数98.4%。", -1.6, "exceeded"),
        ("居民消费价格上涨3.6%。", 3.6, "missed"),
        ("居民消费价格下降1.6%。", -1.6, "exceeded"),
        ("居民消费价格3.6%。", 3.6, "missed"),
        ("居民消费价格上涨80%。", 80, "missed"),
        ("居民消费价格上涨130%。", 130, "missed"),
    ],
)
def test_prices_are_compared_as_rates_even_where_an_index_is_given(said, rate, verdict):
    row = compared("居民消费价格涨幅3%左右。", said).loc["cpi"]
    assert (row["kind"], row["result"]) == ("growth_rate", pytest.approx(rate))
    assert row["verdict"] == verdict


def test_an_index_is_one_of_prices_only():
    assert compared("出口增长3%。", "出口增长103.6%。").loc["exports", "result"] == 103.6


def test_a_change_in_points_has_its_direction():
    row = compared("城镇化率提高1个百分点。", "城镇化率下降0.5个百分点。").iloc[0]
    assert (row["result"], row["difference"], row["verdict"]) == (-0.5, -1.5, "missed")


# The stock of something, and what is added to it.
@pytest.mark.parametrize(
    ("stock", "added"),
    [
        ("常住人口达到100万人。", "常住人口增加101万人。"),
        ("社会融资规模达到500亿元。", "社会融资规模新增520亿元。"),
        ("高标准农田达到6万亩。", "建成高标准农田7万亩。"),
    ],
)
def test_a_stock_is_not_compared_with_what_is_added_to_it(stock, added):
    for plan, review in ((stock, added), (added, stock)):
        row = compared(plan, review).iloc[0]
        assert row["verdict"] == "not_comparable"
        assert row["reason"] == "one is the stock, the other what is added to it"
    assert compared(stock, stock).iloc[0]["verdict"] == "met"


# Shares that a review of several years gives as they are at its end, and shares that it does not.
@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("常住人口城镇化率", "exceeded"),
        ("户籍人口城镇化率", "exceeded"),
        ("研发经费投入强度", "exceeded"),
        ("森林覆盖率", "exceeded"),
        ("空气质量优良天数比例", "exceeded"),
        ("水质优良比例", "exceeded"),
        ("城镇登记失业率", "not_reported"),
        ("赤字率", "not_reported"),
    ],
)
def test_shares_at_the_end_of_several_years_are_of_the_last(name, verdict):
    row = compared(f"{name}60%。", f"五年来，{name}61%。").iloc[0]
    assert row["verdict"] == verdict


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        ("这些项目新增加的生产能力有：生铁一百万吨，钢一百万吨。", "steel_output"),
        ("有几项产品的产量没有完成计划：钢完成96.4%，原煤完成99.8%。", "steel_output"),
        ("今年是实现经济翻一番的突破之年。", "gdp"),
    ],
)
def test_capacity_shares_of_a_plan_and_names_of_a_year_are_no_targets(plan, key):
    assert key not in compared(plan, "天气很好。").index


@pytest.mark.parametrize(
    ("plan", "review", "target", "result", "verdict"),
    [
        ("提高粮食综合生产能力，粮食产量达到100万吨。", "粮食产量100万吨。", 1e9, 1e9, "met"),
        ("进出口总额100亿元。", "进出口总额增至120亿元。", 1e10, 1.2e10, "exceeded"),
        ("进出口总额100亿元。", "五年来，进出口总额增至120亿元。", 1e10, 1.2e10, "exceeded"),
        ("进出口增长5%。", "一年来，全市进出口增长8%。", 5, 8, "exceeded"),
        ("进出口增长5%。", "新设两个自治区，全国进出口总额增长8%。", 5, 8, "exceeded"),
    ],
)
def test_what_only_looks_like_another_time_or_scope_is_compared(
    plan, review, target, result, verdict
):
    row = compared(plan, review).iloc[0]
    assert (row["target"], row["result"], row["verdict"]) == (target, result, verdict)


def test_a_percentage_that_is_called_a_goal_of_growth_is_a_rate():
    row = compared("天气很好。", "地区生产总值增长9.1%，接近10%左右的预期目标。")
    assert row.empty  # of a year whose plan is known
    book = reports(y2019=("地区生产总值增长9.1%，接近10%左右的预期目标。", "天气很好。"))
    row = promises_and_results(book).iloc[0]
    assert (row["kind"], row["target"], row["result"], row["verdict"]) == (
        "growth_rate", 10, 9.1, "missed"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "review", "words"),
    [
        ("固定资产投资达到100亿元。", "固定资产投资增加101亿元。", "增加"),
        ("减少农村贫困人口10万人。", "农村贫困人口12万人。", "贫困人口"),
        ("粮食产量达到100万吨。", "粮食产量连续五年保持在101万吨。", "连续"),
        ("地区生产总值增长7%。", "地区生产总值比2015年增长27.2%。", "比2015年"),
        ("地区生产总值增长7%。", "一季度，地区生产总值增长7.2%。", "一季度"),
        ("固定资产投资达到100亿元。", "产业园区完成固定资产投资101亿元。", "园区完成固定资产投资"),
        ("财政收入增长8%。", "扣除减税因素，财政收入增长9%。", "扣除"),
        ("城镇新增就业5万人。", "每年城镇新增就业5万人以上。", "每年"),
        ("农村贫困人口减少10万人。", "农村贫困人口减少到10万人。", "贫困人口"),
        ("森林覆盖率60%。", "“十二五”期间，森林覆盖率61%。", "2011-2015"),
        ("出口增长8%。", '"十二五"期间，出口增长81%。', "2011-2015"),
        (
            "工业总产值增长9%。",
            "甲、乙两个自治区，工业总产值增长88%。",
            "两个自治区，工业总产值增长",
        ),
        ("工业总产值增长9%。", "改革试点一年来，工作有力，工业总产值同比增长80%。", "试点一年来，"),
    ],
)
def test_the_words_that_make_it_no_result_of_the_year_are_given(plan, review, words):
    row = compared(plan, review).iloc[0]
    assert np.isnan(row["result"])
    assert row["reason"] == f"given for another time or scope only ({words})"


def test_what_follows_for_the_whole_place_and_year_is_a_result():
    review = "加快建设开发区，全年固定资产投资101亿元。"
    row = compared("固定资产投资达到100亿元。", review).iloc[0]
    assert (row["result"], row["verdict"]) == (101e8, "exceeded")


def test_growth_without_the_rise_of_prices_is_real():
    row = compared("财政收入增长8%。", "扣除价格因素，财政收入增长9%。").iloc[0]
    assert row["reason"] == "another price basis: real, target not named"


def test_growth_since_the_year_before_by_its_number_is_of_the_year():
    row = compared("地区生产总值增长7%。", "地区生产总值比2017年增长7.2%。").iloc[0]
    assert (row["result"], row["verdict"]) == (7.2, "met")


# Which revenue: all of it, or that of the budget; where a name does not say, either.
@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("全部财政收入", 9),
        ("财政总收入", 9),
        ("一般公共预算收入", 8.5),
        ("地方财政收入", 8.5),
        ("财政收入", 9),
    ],
)
def test_revenue_is_compared_with_the_same_revenue(name, result):
    row = compared(f"{name}增长8%。", "财政总收入增长9%，一般公共预算收入增长8.5%。")
    assert row.loc["budget_revenue", "result"] == result


# Half a unit of the last digit as printed decides between met and missed.
@pytest.mark.parametrize(
    ("plan", "reached", "verdict"),
    [
        ("增长7%", 6.5, "met"),
        ("增长7%", 6.4, "missed"),
        ("增长7.0%", 6.95, "met"),
        ("增长7.0%", 6.9, "missed"),
        ("增长百分之七", 6.5, "met"),
        ("增长百分之七", 6.4, "missed"),
        ("增长百分之七点零", 6.9, "met"),
        ("增长7.25%", 7.24, "missed"),
    ],
)
def test_a_target_is_as_exact_as_it_is_printed(plan, reached, verdict):
    row = compared(f"地区生产总值{plan}。", f"地区生产总值增长{reached}%。").iloc[0]
    assert row["verdict"] == verdict


UNSAID = "the target is like for like; the result does not say whether it is"
UNSAID_OF_TARGET = "the result is like for like; the target does not say whether it is"
REAL = "another price basis: real, target not named"


# Revenue as if rules had not changed is not revenue as counted.
@pytest.mark.parametrize(
    ("plan", "review", "result", "reason"),
    [
        ("同口径增长3%", "同口径增长4%", 4, ""),
        ("按可比口径增长3%", "剔除留抵退税因素增长4%", 4, ""),
        ("可比增长3%", "增长30%，扣除不可比因素影响增长4%", 4, ""),
        ("增长3%（同口径）", "剔出不可比因素增长4%", 4, ""),
        ("增长3%", "同口径增长4%", 4, UNSAID_OF_TARGET),
        ("增长3%", "增长9%，同口径增长4%", 9, ""),
        ("同口径增长3%", "增长9%，同口径增长4%", 4, ""),
        ("同口径增长3%", "增长9%", 9, UNSAID),
        ("增长3%", "剔除价格因素增长9%", 9, REAL),
    ],
)
def test_revenue_like_for_like_is_compared_with_its_like(plan, review, result, reason):
    row = compared(f"一般公共预算收入{plan}。", f"一般公共预算收入{review}。").iloc[0]
    assert (row["result"], row["reason"]) == (result, reason)
    assert (row["verdict"] == "not_comparable") is (reason == REAL)


# The modifiers of a noun and the one who does it belong to the indicator.
@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("产业集聚区完成固定资产投资", "集聚区完成固定资产投资"),
        ("棚改已完成固定资产投资", "棚改已完成固定资产投资"),
        ("城市更新全年完成固定资产投资", "更新全年完成固定资产投资"),
        ("重点项目共完成固定资产投资", "项目共完成固定资产投资"),
        ("国有企业完成固定资产投资", "企业完成固定资产投资"),
        ("东部产业园完成固定资产投资", "园完成固定资产投资"),
    ],
)
def test_what_a_part_of_the_place_completes_is_not_of_the_whole(part, words):
    rows = compared("固定资产投资100亿元。", f"{part}90亿元。")
    assert rows.iloc[0]["reason"] == f"given for another time or scope only ({words})"
    both = compared("固定资产投资100亿元。", f"{part}90亿元，全市固定资产投资110亿元。")
    assert both.iloc[0]["result"] == 110e8


def test_what_a_part_is_to_complete_is_no_target_of_the_whole():
    assert compared("棚改力争完成固定资产投资90亿元。", "天气很好。").empty


def test_what_all_large_firms_add_is_of_the_whole():
    row = compared("规模以上工业增加值50亿元。", "规模以上工业企业实现增加值60亿元。").iloc[0]
    assert row["result"] == 60e8


def test_what_so_many_firms_export_is_not_all_exports():
    row = compared("出口总额3亿美元。", "有40多家出口超1亿美元。").iloc[0]
    assert np.isnan(row["result"])


@pytest.mark.parametrize(
    ("plan", "review", "reason"),
    [
        ("高新技术产业增加值增长9%", "高技术制造业增加值增长10%",
         "one is of high-tech manufacturing, the other of high-tech industries"),
        ("规模以上工业增加值增长9%", "全部工业增加值增长10%",
         "one is of industry above designated size, the other of all industry"),
    ],
)  # fmt: skip
def test_industries_are_compared_with_the_same_industries(plan, review, reason):
    row = compared(f"{plan}。", f"{review}。").iloc[0]
    assert (row["verdict"], row["reason"]) == ("not_comparable", reason)


@pytest.mark.parametrize("year", ["2017年", "上年", "去年", "上年同期"])
def test_what_another_year_had_is_no_target(year):
    rows = compared(f"工业总产值达到90亿元，比{year}的70亿元有所提高。", "天气很好。")
    assert rows["target"].tolist() == [90e8]


@pytest.mark.parametrize(
    ("review", "result"),
    [
        ("1—11月，一般公共预算收入30亿元；地区生产总值增长7.1%。", None),
        ("1—11月，一般公共预算收入30亿元；全年地区生产总值增长7.1%。", 7.1),
        ("实际利用外资(1—11月)3亿美元，地区生产总值增长7.1%。", 7.1),
    ],
)
def test_a_part_of_the_year_at_the_head_of_a_sentence_is_that_of_its_numbers(review, result):
    row = compared("地区生产总值增长7%。", review).iloc[0]
    assert row["result"] == result if result else np.isnan(row["result"])


def test_a_concentration_in_a_review_of_several_years_is_that_of_the_last():
    plan, review = "PM2.5平均浓度控制在14微克/立方米以内。", "五年来，PM2.5平均浓度13微克/立方米。"
    assert compared(plan, review).iloc[0]["result"] == 13


@pytest.mark.parametrize(
    ("plan", "review", "key", "result"),
    [
        # What the name calls a rate of growth may be a share.
        ("人口自然增长率控制在7‰以内。", "人口自然增长率5‰。", "natural_growth", 0.5),
        # What so many places have each is nothing of the whole.
        ("生产总值达到300亿元。", "生产总值超200亿元的县达到34个。", "gdp", None),
        ("财政收入达到11亿元。", "财政收入超10亿元的县（市）达到52个。", "budget_revenue", None),
        ("生产总值达到300亿元。", "生产总值达到280亿元的历史新高。", "gdp", 280e8),
        # An increase is not what it leads to.
        ("粮食产量达到100万吨。", "粮食产量增加5万吨。", "grain_output", None),
        ("粮食产量达到100万吨。", "粮食产量增加5万吨，达到105万吨。", "grain_output", 1.05e9),
        ("发电量达到100亿千瓦时。", "发电量增加90亿千瓦时。", "power_output", None),
        ("城镇新增就业9万人。", "城镇新增就业增加8万人。", "new_jobs", 8e4),
        # What adds up over the year is the amount of the year.
        ("接待游客150万人次。", "全年累计接待游客152万人次。", "visitors", 152e4),
        ("接待游客150万人次。", "三年累计接待游客152万人次。", "visitors", None),
        # People who are no longer poor, named after their number.
        ("60万农村贫困人口脱贫。", "64.8万贫困人口稳定脱贫。", "poverty_reduction", 64.8e4),
        ("完成60万农村贫困人口脱贫任务。", "农村贫困人口减少64万。", "poverty_reduction", 64e4),
        ("减少农村贫困人口60万人。", "农村贫困人口还有64万人。", "poverty_reduction", None),
        ("城镇新增就业3000人次。", "城镇新增就业3100人。", "new_jobs", 3100),
    ],
)
def test_what_is_a_result_of_the_year_and_place(plan, review, key, result):
    row = compared(plan, review).loc[key]
    assert row["result"] == pytest.approx(result) if result else np.isnan(row["result"])


@pytest.mark.parametrize(
    ("review", "is_of_the_whole"),
    [
        ("加快国家创新发展试验区建设，技术合同成交额达到110亿元。", True),
        ("自由贸易试验区获批，技术合同成交额达到110亿元。", True),
        ("完善体系，争创科技成果转化示范区，技术合同成交额达到110亿元。", True),
        ("打造智慧园区，全面完成园区改造，技术合同成交额达到110亿元。", True),
        # The part itself has it.
        ("加快合作区建设，完成技术合同成交额110亿元。", False),
        ("合作区综合排名跻身前50，技术合同成交额达到110亿元。", False),
        ("加快推动合作区发展，合作区技术合同成交额达到110亿元。", False),
        ("综合排名跻身省级开发区前50，技术合同成交额达到110亿元。", False),
    ],
)
def test_a_part_of_the_place_that_something_is_done_to_has_no_number(review, is_of_the_whole):
    row = compared("技术合同成交额达到100亿元。", review).loc["technology_contracts"]
    assert (row["verdict"] == "exceeded") is is_of_the_whole


@pytest.mark.parametrize(
    "review",
    [
        "回顾一年来，固定资产投资增长9%。",
        "奋斗的一年来，固定资产投资增长9%。",
        "产品销往20个省市，固定资产投资增长9%。",
        "产品覆盖全国20个省区，固定资产投资增长9%。",
        "建成2个省级园区，固定资产投资增长9%。",
        "入选国家级试验区，固定资产投资增长9%。",
    ],
)
def test_a_year_looked_back_on_and_what_was_done_elsewhere_do_not_narrow_a_result(review):
    row = compared("固定资产投资增长7%。", review).loc["fixed_investment"]
    assert (row["result"], row["verdict"]) == (9, "exceeded")
