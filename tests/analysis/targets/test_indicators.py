"""Indicators: told by the names that reports give them, in their base units."""

import pytest

from analysis.targets.indicators import in_base_unit, indicator_key, indicators


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("地区生产总值", "gdp"),
        ("全区地区生产总值", "gdp"),
        ("计划国内生产总值", "gdp"),
        ("“十五”期间年均经济", "gdp"),
        ("经济增长速度的宏观调控", "gdp"),
        ("一般公共预算收入", "budget_revenue"),
        ("城镇新增就业", "new_jobs"),
        ("县域生产总值", "gdp"),
        ("全疆地区生产总值", "gdp"),
        ("地方生产总值[1]", "gdp"),
        ("我市经济和社会发展的主要预期目标是国内生产总值", "gdp"),
        ("全社会消费品零售总额", "retail_sales"),
        ("全社会固定资产投资", "fixed_investment"),
        ("转移就业", "labour_transfer"),
        ("加快建设高标准农田", "good_farmland"),
        ("城镇居民人均可支配收人", "urban_income"),  # a misprint
        ("人均可支配收入", "disposable_income"),
        ("城镇和农村居民人均可支配收入", "disposable_income"),
        ("居民登记失业率", "unemployment_registered"),
        ("一般公共预算地方本级收入", "budget_revenue"),
        ("氨氮排放总量", "ammonia_nitrogen"),
        ("研发经费支出占地区生产总值比重", "rd_intensity"),
        ("人均GDP", "gdp_per_capita"),
        ("服务业增加值", "services_value_added"),
        ("万元 GDP 能耗", "energy_intensity"),  # blanks of a scan
        ("万元生产总值水耗", "water_intensity"),
        ("单位国内生产总值用水量", "water_intensity"),
        ("单位地区生产总值二氧化碳排放量", "carbon_intensity"),
        ("全社会研发支出占GDP比重", "rd_intensity"),
        ("研究与试验发展经费支出占全省生产总值的比重", "rd_intensity"),
        ("全社会研发经费支出与国内生产总值之比", "rd_intensity"),
        ("环境空气质量优良率", "good_air_days"),
        ("空气质量AQI优良率", "good_air_days"),
        ("空气中PM2.5年平均浓度", "pm25"),
        ("全区PM2.5年均浓度值", "pm25"),
        ("全社会固定资产投资总规模", "fixed_investment"),
        ("户籍居民登记失业率", "unemployment_registered"),
        ("PM2.5日均浓度", None),  # of a day
        ("企业研发投入占全社会研发投入比重", None),
        ("海洋研发支出占GDP比重", None),
        ("每平方公里GDP产出", None),
        ("农村贫困人口脱贫任务", "poverty_reduction"),
        ("贫困人口稳定脱贫", "poverty_reduction"),
        ("任务", None),
        ("县域经济", None),
        ("主要预期目标是", None),
        ("民营经济", None),
        ("街巷路", None),
        ("", None),
    ],
)
def test_names_of_indicators(words, key):
    assert indicator_key(words) == key


def test_no_synonym_belongs_to_two_indicators():
    every = [one for found in indicators().values() for one in found.synonyms]
    assert len(every) == len(set(every))
    assert all(found.name_en.isascii() for found in indicators().values())


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (410.5, "亿元", (410.5e8, "元")),
        (1.18, "亿美元", (1.18e8, "美元")),
        (24.66, "万亿元", (24.66e12, "元")),
        (62.3, "万平方米", (623_000, "平方米")),
        (3, "公里", (3_000, "米")),
        (2, "万吨", (2e7, "千克")),
        (6, "万亩", (6e4 * 2000 / 3, "平方米")),
        (5, "千瓦", (5_000, "瓦")),
        (20, "万千瓦", (2e8, "瓦")),
        (7, "%", (7, "%")),
        (3, "成", (30, "%")),
        (12, "个", (12, "个")),
        (2.08, "万户", (20_800, "户")),
        (4, "", (4, "")),
    ],
)
def test_base_units(value, unit, expected):
    found = in_base_unit(value, unit)
    assert found == (pytest.approx(expected[0]), expected[1])
