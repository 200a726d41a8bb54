"""Which result is set beside a target, and what is said where none is: reports by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis.targets.promises import promises_and_results
from tests.analysis.targets.test_promises import compared, made_up, reports

AIM = ("a18", "1", "gdp", "target", "2018", 7.0, np.nan, "eq", "up", "目标%")


@pytest.mark.parametrize(
    "before",
    [
        "城镇新增就业50万人",
        "一般公共预算收入增长8%",
        "五年来，地区生产总值年均增长8%",
        "固定资产投资实际增长8%以上",
        "地区生产总值增长6%—6.5%",
        "建成高标准农田6万亩",
        "社会融资规模新增50亿元",
        "2015年末常住人口100万人",
    ],
)
def test_unchanged_prices_take_nothing_from_the_number_before_them(before):
    review = f"{before}，居民消费价格与上年持平。"
    row = compared("居民消费价格涨幅3%左右。", review).loc["cpi"]
    assert (row["result"], row["difference"], row["verdict"]) == (0, -3, "exceeded")
    assert review[row["result_start"] : row["result_end"]] == "居民消费价格与上年持平"


@pytest.mark.parametrize("key", ["exports", "imports"])
def test_all_exports_or_imports_count_rather_than_some_named_before(key):
    name = {"exports": "出口", "imports": "进口"}[key]
    row = compared(f"{name}增长5%。", f"{name}增长20%，{name}总额增长6%。").loc[key]
    assert (row["target"], row["result"], row["verdict"]) == (5, 6, "exceeded")


def test_of_other_indicators_the_first_number_counts():
    row = compared("进出口增长5%。", "进出口增长20%，进出口总额增长6%。").loc["trade"]
    assert row["result"] == 20


# A sum of money within a third to three times of the target is of the same place.
@pytest.mark.parametrize(
    ("reached", "verdict", "reason"),
    [
        (33, "not_comparable", "the result is 0.33 times the target"),
        (34, "missed", ""),
        (299, "exceeded", ""),
        (300, "not_comparable", "the result is 3 times the target"),
    ],
)
def test_an_amount_from_three_times_away_is_of_something_else(reached, verdict, reason):
    row = compared("固定资产投资达到100亿元。", f"固定资产投资达到{reached}亿元。").loc[
        "fixed_investment"
    ]
    assert (row["verdict"], row["reason"], row["result"]) == (verdict, reason, reached * 1e8)


def test_a_rate_may_be_many_times_its_target():
    assert compared("出口增长1%。", "出口增长20%。").loc["exports", "verdict"] == "exceeded"


@pytest.mark.parametrize(
    ("plan", "key", "verdict", "reason"),
    [
        ("到2020年，地区生产总值达到10万亿元。", "gdp", "not_comparable",
         "set years before, in prices of another year"),
        ("到2020年，城镇化率提高3个百分点。", "urbanisation_rate", "not_comparable",
         "the base of a change for a later year is not said"),
        ("到2020年，地区生产总值增长20%。", "gdp", "not_comparable",
         "the base of a change for a later year is not said"),
        ("地区生产总值增长2倍。", "gdp", "not_comparable",
         "the base of a change for a later year is not said"),
        ("到2020年，城镇化率达到60%。", "urbanisation_rate", "not_reported",
         "no report of 2021 in the corpus"),
        ("到2020年，粮食产量达到100万吨。", "grain_output", "not_reported",
         "no report of 2021 in the corpus"),
    ],
)  # fmt: skip
def test_of_a_later_year_only_shares_and_amounts_of_things_can_be_compared(
    plan, key, verdict, reason
):
    row = compared(plan, "天气很好。").loc[key]
    assert (row["verdict"], row["reason"]) == (verdict, reason)


def test_prices_may_be_those_of_consumers_or_of_retail_trade():
    given = {
        ("物价涨幅3%左右。", "商品零售价格上涨2%。"): 2,
        ("商品零售价格涨幅3%左右。", "居民消费价格上涨2%。"): 2,
        ("物价涨幅3%左右。", "商品零售价格上涨2%，居民消费价格上涨1%。"): 1,
    }
    for (plan, review), result in given.items():
        assert compared(plan, review).iloc[0]["result"] == result
    consumers = compared("居民消费价格涨幅3%左右。", "商品零售价格上涨2%。").iloc[0]
    assert np.isnan(consumers["result"])
    assert consumers["verdict"] == "not_reported"


@pytest.mark.parametrize(
    ("plan", "review", "reason"),
    [
        ("国民生产总值增长7%。", "国内生产总值增长7.2%。", "gross domestic product"),
        ("国内生产总值增长7%。", "国民生产总值增长7.2%。", "gross national product"),
    ],
)
def test_the_product_of_a_nation_and_of_its_territory_are_not_compared(plan, review, reason):
    row = compared(plan, review).iloc[0]
    assert (row["verdict"], row["reason"]) == ("not_comparable", f"the result is of {reason}")
    assert np.isnan(row["result"])
    assert row["result_sentence"] == review


@pytest.mark.parametrize(
    ("plan", "review", "key", "reason"),
    [
        ("空气质量优良天数300天。", "空气质量优良天数比例85%。", "good_air_days",
         "the result is given as share (%) only"),
        ("城镇新增就业5万人。", "城镇新增就业增长5%。", "new_jobs",
         "the result is given as growth rate (%) only"),
        ("社会消费品零售总额实际增长9%。", "社会消费品零售总额名义增长10%。", "retail_sales",
         "another price basis: nominal, target real"),
        ("工业总产值（90年不变价）300亿元。", "工业总产值（现价）达280亿元。", "industrial_output",
         "another price basis: nominal, target real"),
        ("工业总产值（90年不变价）300亿元。", "工业总产值达280亿元。", "industrial_output",
         "another price basis: basis not named, target real"),
        ("工业总产值（90年不变价）300亿元，增长17%。",
         "规模以上工业总产值280亿元（现价），增长17.4%。", "industrial_output",
         "one is of industry above designated size, the other does not say of which"),
        ("规上工业总产值增长9%。", "工业总产值增长10%。", "industrial_output",
         "one is of industry above designated size, the other does not say of which"),
        ("社会消费品零售总额名义增长9%。", "社会消费品零售总额增长10%。", "retail_sales",
         "another price basis: basis not named, target nominal"),
        ("社会消费品零售总额增长9%。", "社会消费品零售总额实际增长10%。", "retail_sales",
         "another price basis: real, target not named"),
    ],
)  # fmt: skip
def test_how_a_result_differs_is_said_in_full(plan, review, key, reason):
    rows = compared(plan, review).loc[[key]]
    assert set(zip(rows["verdict"], rows["reason"], strict=True)) == {("not_comparable", reason)}
    row = rows.iloc[0]
    assert (row["result_report"], row["result_sentence"]) == ("y2019", review)


def test_an_amount_without_prices_is_in_those_of_its_year():
    for plan, review in (("300", "310亿元（现价）"), ("300亿元（按现行价）", "310")):
        said = [f"工业总产值{one}{'' if '元' in one else '亿元'}。" for one in (plan, review)]
        assert compared(*said).loc["industrial_output", "verdict"] == "exceeded"


@pytest.mark.parametrize(
    ("plan", "review", "reason"),
    [
        ("规模以上工业增加值", "工业增加值",
         "the target is of industry above designated size; the result does not say of which "
         "industry"),
        ("工业增加值", "规上工业增加值",
         "the result is of industry above designated size; the target does not say of which "
         "industry"),
        ("规模以上工业增加值", "规上工业企业增加值50亿元、全市第一，", ""),
        ("工业增加值", "工业增加值", ""),
    ],
)  # fmt: skip
def test_value_added_of_an_industry_that_is_not_named_is_compared_and_said(plan, review, reason):
    row = compared(f"{plan}增长9%。", f"{review}增长10%。").loc["industrial_value_added"]
    assert (row["result"], row["verdict"], row["reason"]) == (10, "exceeded", reason)


def test_what_is_given_for_several_years_only_is_said_so():
    row = compared("万元GDP能耗下降3%。", "“十二五”期间，万元GDP能耗为0.5吨标准煤。").iloc[0]
    reason = "given for another time or scope only (2011-2015)"
    assert (row["verdict"], row["reason"]) == ("not_reported", reason)


def test_points_are_no_result_of_a_level():
    row = compared("城镇登记失业率3%以内。", "城镇登记失业率下降0.2个百分点。").iloc[0]
    assert (row["verdict"], row["reason"]) == (
        "not_reported",
        "the report of 2019 does not give it",
    )


def test_a_number_beats_a_threshold_that_was_passed():
    both = compared("固定资产投资100亿元。", "固定资产投资突破120亿元，固定资产投资达到123亿元。")
    assert both["result"].tolist() == [123e8]
    passed = compared("固定资产投资100亿元。", "固定资产投资突破120亿元。")
    assert passed["result"].tolist() == [120e8]


def test_a_later_report_counts_where_it_names_the_year():
    """The report of 2019 is missing; that of 2020 gives two years, each by its name."""
    said = "2018年地区生产总值增长6.4%，2019年地区生产总值增长6.1%。"
    book = reports(y2018=("", "地区生产总值增长7%。"), y2020=(said, ""))
    row = promises_and_results(book).query("year == 2018").iloc[0]
    assert (row["result"], row["result_report"], row["verdict"]) == (6.4, "y2020", "missed")


def test_the_report_of_the_following_year_counts_rather_than_a_later_one():
    book = reports(
        y2018=("", "地区生产总值增长7%。"),
        y2019=("地区生产总值增长6.8%。", ""),
        y2020=("2018年地区生产总值增长6.7%。", ""),
    )
    row = promises_and_results(book).query("year == 2018").iloc[0]
    assert (row["result"], row["result_report"]) == (6.8, "y2019")


def test_places_are_told_apart():
    book = made_up(
        AIM,
        ("b19", "2", "gdp", "achieved", "2018", 7.5, np.nan, "eq", "up", ""),
        ("a19", "1", "gdp", "achieved", "2018", 6.0, np.nan, "eq", "up", ""),
    )
    row = promises_and_results(book).iloc[0]
    assert (row["region_code"], row["result"], row["result_report"]) == ("1", 6.0, "a19")


def test_a_target_that_is_recalled_counts_only_without_the_report_that_set_it():
    recalled = ("a19", "1", "gdp", "target", "2018", 8.0, np.nan, "eq", "up", "年初目标%")
    alone = promises_and_results(made_up(recalled))
    assert alone[["year", "target", "target_report"]].to_numpy().tolist() == [[2018, 8.0, "a19"]]
    both = promises_and_results(made_up(AIM, recalled))
    assert both["target_report"].tolist() == ["a18"]
    unnamed = promises_and_results(made_up((*recalled[:-1], "增长%")))
    assert unnamed.empty


def test_the_range_of_a_target_has_both_ends():
    row = compared("地区生产总值增长6.5%-7.5%。", "地区生产总值增长7.7%。").iloc[0]
    assert (row["target"], row["target_high"], row["bound"]) == (6.5, 7.5, "range")
    assert (row["difference"], row["verdict"]) == (pytest.approx(0.2), "exceeded")


@pytest.mark.parametrize(
    ("plan", "kind", "base_unit"),
    [
        ("地区生产总值增长7%。", "growth_rate", "%"),
        ("居民消费价格3%左右。", "growth_rate", "%"),
        ("城镇登记失业率3%以内。", "share", "%"),
        ("城镇化率提高1个百分点。", "pp_difference", "百分点"),
        ("城镇新增就业5万人。", "count", "人"),
        ("固定资产投资100亿元。", "level", "元"),
    ],
)
def test_kind_and_unit_are_those_compared(plan, kind, base_unit):
    row = compared(plan, "天气很好。").iloc[0]
    assert (row["kind"], row["base_unit"]) == (kind, base_unit)


def test_a_completed_target_does_not_take_back_a_better_number():
    better = compared("地区生产总值增长7%。", "地区生产总值增长8%，完成预期目标。").iloc[0]
    assert (better["verdict"], better["reason"]) == ("exceeded", "")
    within = compared("地区生产总值增长6%-7%。", "地区生产总值增长6.7%，实现预期目标。").iloc[0]
    assert (within["verdict"], within["reason"]) == ("within_range", "")
    worse = compared("地区生产总值增长7%。", "地区生产总值增长6%，完成预期目标。").iloc[0]
    assert worse["verdict"] == "met"
    assert worse["reason"] == "the report y2019 says: 完成预期目标"


def test_a_result_without_a_target_names_what_it_is():
    book = reports(y2020=("", "城镇新增就业900万人以上。"), y2021=("国内生产总值增长2.3%。", ""))
    row = promises_and_results(book).query("indicator_key == 'gdp'").iloc[0]
    assert row["indicator_en"] == "gross domestic product"
    names = ["kind", "base_unit", "bound", "target_report", "result_report", "reason"]
    assert row[names].tolist() == [
        "growth_rate",
        "%",
        "",
        "y2020",
        "y2021",
        "the report sets no number for growth",
    ]
    assert row["target_sentence"] == ""
    assert pd.isna(row["target_start"]) and pd.isna(row["difference"])


def test_a_year_with_a_target_for_growth_has_one_row():
    book = reports(
        y2020=("", "国民生产总值增长3%。"),
        y2021=("国民生产总值增长2.5%，国内生产总值增长2.3%。", ""),
    )
    assert promises_and_results(book)["indicator_key"].tolist() == ["gnp"]


@pytest.mark.parametrize("said", ["国内生产总值5万亿元。", "五年来，国内生产总值年均增长2.3%。"])
def test_a_level_or_a_mean_is_no_growth_of_a_year_without_a_number(said):
    book = reports(y2020=("", "城镇新增就业900万人以上。"), y2021=(said, ""))
    assert promises_and_results(book)["indicator_key"].tolist() == ["new_jobs"]


def test_a_ledger_without_offsets_has_no_unchanged_prices():
    said = (
        "a19",
        "1",
        "gdp",
        "achieved",
        "2018",
        7.0,
        np.nan,
        "eq",
        "up",
        "居民消费价格与上年持平%",
    )
    aim = ("a18", "1", "cpi", "target", "2018", 3.0, np.nan, "eq", "up", "目标%")
    row = promises_and_results(made_up(aim, said)).set_index("indicator_key").loc["cpi"]
    assert (row["verdict"], row["reason"]) == (
        "not_reported",
        "the report of 2019 does not give it",
    )


ONLY_A_BOUND = "the result is a bound (more or less than the number) and does not tell"


@pytest.mark.parametrize(
    ("plan", "review", "verdict", "reason"),
    [
        ("固定资产投资增长7%。", "固定资产投资增长6%以上。", "not_comparable", ONLY_A_BOUND),
        ("固定资产投资增长7%。", "固定资产投资增长7%以上。", "met", ""),
        ("固定资产投资达到220亿元。", "固定资产投资超过200亿元。", "not_comparable", ONLY_A_BOUND),
        ("固定资产投资达到190亿元。", "固定资产投资超过200亿元。", "exceeded", ""),
        ("登记失业率3.0%以内。", "登记失业率3.5%以内。", "not_comparable", ONLY_A_BOUND),
        ("登记失业率3%以内。", "登记失业率控制在3%以内。", "met", ""),
        (
            "单位生产总值能耗下降3%。",
            "单位生产总值能耗下降2%以上。",
            "not_comparable",
            ONLY_A_BOUND,
        ),
        ("单位生产总值能耗下降3%。", "单位生产总值能耗下降4%以上。", "exceeded", ""),
        ("单位生产总值能耗下降3.0%。", "单位生产总值能耗下降2.5%左右。", "missed", ""),
    ],
)
def test_a_result_that_is_a_bound_does_not_tell_what_lies_beyond(plan, review, verdict, reason):
    row = compared(plan, review).iloc[0]
    assert (row["verdict"], row["reason"]) == (verdict, reason)
    assert pd.isna(row["difference"]) == (verdict == "not_comparable")
    assert pd.notna(row["result"]) and row["result_sentence"] == review


@pytest.mark.parametrize("bound", ["6%以上", "超过6%", "近6%", "6%以内"])
def test_an_exact_result_counts_before_a_bound(bound):
    said = f"地区生产总值增长{bound}。地区生产总值增长6.4%。"
    assert compared("地区生产总值增长7%。", said).loc["gdp", "result"] == 6.4


def test_what_a_report_says_of_its_target_is_believed_where_the_number_is_a_bound():
    row = compared("城镇新增就业5万人。", "城镇新增就业超过4万人，没有完成预期目标。").iloc[0]
    assert row["verdict"] == "missed"
    assert row["reason"].startswith("the report y2019 says")


@pytest.mark.parametrize(
    ("plan", "review", "reason"),
    [
        (
            "城乡居民人均可支配收入增长8%。",
            "城镇、农村居民人均可支配收入分别增长7%、9%。",
            "the result is given for urban or rural residents only",
        ),
        (
            "城镇居民人均可支配收入增长8%。",
            "居民人均可支配收入增长9%。",
            "the result is given for all residents only",
        ),
        (
            "城镇居民人均可支配收入增长8%。",
            "居民人均可支配收入达到3万元。",
            "the report of 2019 does not give it",
        ),
        (
            "城镇居民人均可支配收入增长8%。",
            "五年来居民人均可支配收入年均增长9%。",
            "the report of 2019 does not give it",
        ),
        ("农村居民人均可支配收入增长8%。", "居民人均可支配收入增长9%，农民收入增长8%。", ""),
    ],
)
def test_incomes_of_all_and_of_some_residents_are_not_compared(plan, review, reason):
    row = compared(plan, review).iloc[0]
    assert row["reason"] == reason
    assert (row["verdict"] == "not_comparable") is ("residents" in reason)
    assert row["result_sentence"] == (review if row["verdict"] != "not_reported" else "")


@pytest.mark.parametrize(
    ("review", "verdict", "reason"),
    [
        ("固定资产投资100亿元。", "not_comparable", "the result is given as level (元) only"),
        (
            "五年来固定资产投资达100亿元。",
            "not_reported",
            "given for another time or scope only (2014-2018)",
        ),
        ("固定资产投资增速回落2个百分点。", "not_reported", "the report of 2019 does not give it"),
    ],
)
def test_what_is_given_in_another_form_is_of_the_year(review, verdict, reason):
    row = compared("固定资产投资增长7%。", review).iloc[0]
    assert (row["verdict"], row["reason"]) == (verdict, reason)


def test_only_rates_are_worded_as_growth_targets():
    table = compared("地区生产总值力争增长7%，固定资产投资力争达到100亿元。", "天气很好。")
    assert table["rate_sub"].to_dict() == {"gdp": "strive", "fixed_investment": ""}


def test_a_rate_or_multiple_since_another_year_is_of_that_time_and_a_level_is_not():
    grown = compared("固定资产投资增长7%。", "固定资产投资比2012年增长2倍。").iloc[0]
    assert (grown["verdict"], grown["reason"]) == (
        "not_reported",
        "the report of 2019 does not give it",
    )
    level = compared("固定资产投资达到290亿元。", "固定资产投资比2012年翻一番，达到300亿元。")
    assert level["result"].tolist() == [300e8]


def test_the_review_of_the_year_counts_before_what_the_plan_recalls():
    book = reports(
        y2018=("", "地区生产总值增长7%。"),
        y2019=("地区生产总值增长6.6%。", "2018年地区生产总值增长6.4%。"),
    )
    known = book[book["report_id"] == "y2019"]
    assert known[["status", "period"]].values.tolist() == [["achieved", "2018"]] * 2
    assert promises_and_results(book)["result"].tolist() == [6.6]


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        (("a19", "1", "cpi", "achieved", "2018", 2.0, np.nan, "eq", "up", ""),
         "the report of 2019 does not give it"),
        (("a21", "1", "cpi", "achieved", "2020", 2.0, np.nan, "eq", "up", ""),
         "no report of 2019 in the corpus"),
    ],
)  # fmt: skip
def test_a_result_that_only_a_later_report_gives_is_not_on_another_basis(between, reason):
    later = ("a20", "1", "gdp", "achieved", "2018", 6.5, np.nan, "eq", "up", "")
    table = promises_and_results(made_up(AIM, between, later))
    row = table[table["indicator_key"] == "gdp"].iloc[0]
    assert (row["verdict"], row["reason"]) == ("not_reported", reason)
    assert np.isnan(row["result"])
