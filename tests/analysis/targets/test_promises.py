"""Promises against results: by rows made up, and by sentences that are read as reports are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.targets.ledger_table import ledger
from analysis.targets.promises import (
    completeness,
    promises_and_results,
    target_revisions,
)
from corpus.quantities.table import find_quantities


def made_up(*rows) -> pd.DataFrame:
    """A ledger: report, region, key, status, period, value, high, bound, change, sentence."""
    columns = [
        "report_id",
        "region_code",
        "indicator_key",
        "status",
        "period",
        "base_value",
        "base_high",
        "bound",
        "change",
        "sentence",
    ]
    table = pd.DataFrame(rows, columns=columns)
    year = 2000 + pd.to_numeric(table["report_id"].str[1:]).fillna(18)
    return table.assign(
        region=table["region_code"],
        indicator_en="x",
        kind="growth_rate",
        base_unit="%",
        modifier="",
        printed="%",
        report_year=year,
    )


BOOK = made_up(
    ("a18", "1", "gdp", "target", "2018", 6.5, np.nan, "approx", "up", "预期目标"),
    ("a19", "1", "gdp", "achieved", "2018", 6.6, np.nan, "eq", "up", ""),
    ("a19", "1", "gdp", "target", "2019", 6.0, 6.5, "range", "up", "预期目标"),
    ("a20", "1", "gdp", "achieved", "2019", 5.5, np.nan, "eq", "up", ""),
    ("a20", "1", "cpi", "target", "2020", 3.0, np.nan, "approx", "up", "预期目标"),
    ("a21", "1", "cpi", "achieved", "2020", 2.4, np.nan, "eq", "up", ""),
    ("a21", "1", "energy_intensity", "target", "2021", 3.0, np.nan, "ge", "down", ""),
    ("a22", "1", "energy_intensity", "achieved", "2021", 2.7, np.nan, "eq", "down", ""),
    ("a22", "1", "gdp", "target", "2022", 5.5, np.nan, "approx", "up", "预期目标"),
    ("b18", "2", "gdp", "target", "2018", 8.0, np.nan, "ge", "up", "目标"),
    ("b18", "2", "gdp", "target", "2016-2020", 7.0, np.nan, "ge", "up", "目标"),
)


@pytest.mark.parametrize("use", [promises_and_results, completeness, target_revisions])
def test_a_ledger_without_known_indicators_has_no_targets(use):
    for book in (BOOK.head(0), BOOK.assign(indicator_key=None), BOOK.assign(sentence=None)):
        table = use(book)
        assert list(table) == list(use(BOOK))
        assert table.empty or book["indicator_key"].notna().all()


def reports(**said: tuple[str, str]) -> pd.DataFrame:
    """The ledger of reports of one place: y2018=(what it says of the year before, its plan)."""
    parts = [_tables_of(name, *halves) for name, halves in said.items()]
    return ledger(*(pd.concat(tables, ignore_index=True) for tables in zip(*parts, strict=True)))


def _tables_of(name: str, review: str, plan: str) -> tuple[pd.DataFrame, ...]:
    """The quantities, sentences, text and metadata of a report, for the ledger."""
    year, text, rows = int(name[1:5]), "", []
    for orientation, part in (("review_past_year", review), ("plan_next_year", plan)):
        for sentence in part.replace("。", "。\n").split():
            row = (len(rows), len(rows), len(text), len(text) + len(sentence), orientation)
            rows.append(row)
            text += sentence
    columns = ["sentence_id", "paragraph_id", "start", "end", "orientation"]
    sentences = pd.DataFrame(rows, columns=columns).assign(report_id=name)
    found = find_quantities(text, sentences, report_year=year).assign(report_id=name)
    about = {"report_id": [name], "region_code": "1", "region": "某省", "report_year": year}
    texts = pd.DataFrame({"report_id": [name], "text": text})
    return found, sentences, texts, pd.DataFrame(about)


def compared(plan: str, review: str) -> pd.DataFrame:
    """The targets of a plan of 2018 beside what the report of 2019 says."""
    table = promises_and_results(reports(y2018=("", plan), y2019=(review, "")))
    return table[table["target_report"] == "y2018"].set_index("indicator_key")


def test_a_target_stands_beside_its_result():
    table = promises_and_results(BOOK).set_index(["region_code", "indicator_key", "year"])
    first = table.loc[("1", "gdp", 2018)]
    assert (first["target"], first["result"], first["result_report"]) == (6.5, 6.6, "a19")
    assert first["difference"] == pytest.approx(0.1)
    assert first["verdict"] == "exceeded"
    assert table.loc[("1", "gdp", 2019), "difference"] == pytest.approx(-0.5)
    assert table.loc[("1", "gdp", 2019), "verdict"] == "missed"
    assert table.loc[("1", "cpi", 2020), "verdict"] == "exceeded"  # a ceiling
    assert np.isnan(table.loc[("1", "gdp", 2022), "result"])
    assert table.loc[("1", "gdp", 2022), "verdict"] == "not_reported"
    assert table.loc[("1", "gdp", 2022), "reason"] == "no report of 2023 in the corpus"
    assert len(table) == 6  # a target for five years is none for one


def test_the_columns_of_the_contract_come_first():
    assert list(promises_and_results(BOOK))[:16] == [
        "region_code", "indicator_key", "kind", "base_unit", "year", "target", "target_high",
        "bound", "target_report", "target_start", "result", "result_report", "result_start",
        "difference", "verdict", "reason",
    ]  # fmt: skip


def test_what_goes_down_is_negative():
    table = promises_and_results(BOOK).set_index(["indicator_key"])
    row = table.loc["energy_intensity"]
    assert (row["target"], row["result"], row["verdict"]) == (-3.0, -2.7, "met")


def test_the_sentence_that_calls_it_a_target_wins_over_one_before_it():
    twice = made_up(
        ("a", "1", "gdp", "target", "2011", 10.3, np.nan, "eq", "up", "增长%。"),
        ("a", "1", "gdp", "target", "2011", 8.0, np.nan, "approx", "up", "主要预期目标是%。"),
    )
    assert promises_and_results(twice)["target"].tolist() == [8.0]


def test_growth_since_a_named_year_is_no_result():
    since = made_up(
        ("a07", "1", "gdp", "target", "2007", 8.0, np.nan, "approx", "up", "目标%"),
        ("b08", "1", "gdp", "achieved", "2007", 65.5, np.nan, "eq", "up", "比2002年增长%"),
    )
    row = promises_and_results(since).iloc[0]
    assert np.isnan(row["result"])
    assert (row["verdict"], row["result_report"]) == ("not_reported", "b08")


def test_how_many_targets_are_spoken_of_again():
    table = completeness(BOOK).set_index("target_report")
    assert table.loc["a18"].tolist() == [1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert table.loc["a22", "no_next_report"] == 1 and table.loc["a22", "not_reported"] == 0


# By what becomes of it: what is planned of an indicator, and what the next report says.
FATES = {
    "gdp": ("地区生产总值增长7%。", ["地区生产总值增长8%。", "地区生产总值增长6%。", ""]),
    "fixed_investment": (
        "完成固定资产投资160亿元。",
        ["完成固定资产投资160亿元。", "固定资产投资3298亿元。", "固定资产投资增长9%。", ""],
    ),
    "cpi": ("居民消费价格涨幅控制在3%以内。", ["居民消费价格上涨2%。", ""]),
    "unemployment": (
        "城镇登记失业率控制在4.5%以内。",
        ["城镇登记失业率控制在预期目标以内。", "城镇登记失业率5.1%。", ""],
    ),
}


@given(st.tuples(*(st.sampled_from(["no target", *fates]) for _, fates in FATES.values())))
@settings(max_examples=25, deadline=None)
def test_the_parts_of_completeness_add_up_to_its_whole(fates):
    """Also of targets with a result that cannot be compared, and with a verdict but no number."""
    both = zip(fates, FATES.values(), strict=True)
    plan = "".join(aim for fate, (aim, _) in both if fate != "no target")
    review = "".join(fate for fate in fates if fate != "no target")
    table = completeness(reports(y2018=("", plan), y2019=(review, "")))
    told = table[["exceeded", "met", "within_range", "missed"]].sum(axis=1)
    assert (table["reported"] == told).all()
    others = table[["not_reported", "not_comparable", "no_next_report"]].sum(axis=1)
    assert (table["targets"] == table["reported"] + others).all()


def test_a_result_that_cannot_be_compared_is_counted_once():
    book = reports(y2018=("", FATES["fixed_investment"][0]), y2019=("固定资产投资3298亿元。", ""))
    assert promises_and_results(book)["result"].notna().all()
    [row] = completeness(book).to_dict("records")
    assert (row["targets"], row["reported"], row["not_comparable"]) == (1, 0, 1)


def test_the_report_that_reviews_the_year_wins_and_a_mean_is_no_result():
    """A report's own figure for its year is the year before's, misread; a mean is of many years."""
    book = made_up(
        ("a18", "1", "gdp", "target", "2018", 6.5, np.nan, "approx", "up", "预期目标"),
        ("a18", "1", "gdp", "achieved", "2018", 6.9, np.nan, "eq", "up", ""),
        ("a19", "1", "gdp", "achieved", "2018", 7.1, np.nan, "eq", "up", ""),
        ("a19", "1", "gdp", "achieved", "2018", 6.6, np.nan, "eq", "up", ""),
    )
    for modifier in ("可比、年均", "比2012年"):
        book.loc[2, "modifier"] = modifier
        row = promises_and_results(book).iloc[0]
        assert (row["result"], row["result_report"]) == (6.6, "a19")


@pytest.mark.parametrize("printed", [2.6, -2.6])
def test_a_decrease_is_negative_however_it_is_printed(printed: float) -> None:
    """下降2.6% and 增长-2.6%."""
    book = made_up(
        ("a18", "1", "gdp", "target", "2018", 6.5, np.nan, "approx", "up", "预期目标"),
        ("a19", "1", "gdp", "achieved", "2018", printed, np.nan, "eq", "down", ""),
    )
    assert promises_and_results(book).iloc[0]["result"] == -2.6


# What the plan of 2018 says, what the report of 2019 says, and what comes of it.
CASES = [
    ("gdp", "地区生产总值增长7%左右。", "地区生产总值增长7.6%。", 7, 7.6, "exceeded"),
    ("gdp", "地区生产总值增长7%左右。", "地区生产总值增长7.5%。", 7, 7.5, "met"),
    ("gdp", "地区生产总值增长7%左右。", "地区生产总值增长6.5%。", 7, 6.5, "met"),
    ("gdp", "地区生产总值增长5.5%左右。", "地区生产总值增长5%。", 5.5, 5, "missed"),
    ("gdp", "地区生产总值增长6%－6.5%。", "地区生产总值增长6.1%。", 6, 6.1, "within_range"),
    ("gdp", "地区生产总值增长6%－6.5%。", "地区生产总值增长6.6%。", 6, 6.6, "exceeded"),
    ("gdp", "地区生产总值增长6%－6.5%。", "地区生产总值增长5.9%。", 6, 5.9, "missed"),
    ("cpi", "居民消费价格涨幅3%左右。", "居民消费价格微降0.1%。", 3, -0.1, "exceeded"),
    ("cpi", "居民消费价格涨幅3%左右。", "居民消费价格涨幅由2.9%回落到2.1%。", 3, 2.1, "exceeded"),
    ("cpi", "居民消费价格涨幅2%左右。", "地区生产总值增长6%，居民消费价格与上年持平。", 2, 0,
     "exceeded"),
    ("unemployment_surveyed", "城镇调查失业率5.5%以内。", "城镇调查失业率降到5.2%。", 5.5, 5.2,
     "exceeded"),
    ("unemployment_surveyed", "城镇调查失业率5.5%左右。", "城镇调查失业率均值5.2%。", 5.5, 5.2,
     "exceeded"),
    ("poverty_reduction", "再减少农村贫困人口1000万以上。", "农村贫困人口减少1232万人。", 1e7,
     1.232e7, "exceeded"),
    ("energy_intensity", "单位国内生产总值能耗下降3.1%以上。", "单位国内生产总值能耗下降5.6%。",
     -3.1, -5.6, "exceeded"),
    ("energy_intensity", "单位国内生产总值能耗下降3.4%以上。", "单位国内生产总值能耗下降2.5%。",
     -3.4, -2.5, "missed"),
    ("good_air_days", "空气质量优良天数比例达到80%以上。", "优良天数比例提高到83.8%。", 80, 83.8,
     "exceeded"),
    ("new_jobs", "城镇新增就业1100万人以上。", "城镇新增就业1361万人。", 1.1e7, 1.361e7,
     "exceeded"),
    ("grain_output", "粮食产量保持在1.3万亿斤以上。", "粮食产量1.37万亿斤。", 6.5e11, 6.85e11,
     "exceeded"),
    ("fixed_investment", "固定资产投资迈上千亿元新台阶，达到1157亿元以上。",
     "固定资产投资1160亿元。", 1.157e11, 1.16e11, "exceeded"),
    ("fixed_investment", "固定资产投资迈上千亿元新台阶。", "固定资产投资1160亿元。", 1e11, 1.16e11,
     "exceeded"),
    ("gdp", "地区生产总值增长7%左右。", "一季度增长8%，全年地区生产总值增长7.2%。", 7, 7.2, "met"),
    ("gdp", "地区生产总值增长7%。", "地区生产总值一季度增长8%，全年增长6.2%。", 7, 6.2, "missed"),
    ("gdp", "地区生产总值增长7%。", "一季度地区生产总值增长8%，全年实现9亿元，增长7%。", 7, 7,
     "met"),
    ("gdp", "地区生产总值增长7%。", "地区生产总值在上年增长9%的基础上增长7.2%。", 7, 7.2, "met"),
    ("gdp", "地区生产总值在去年增长9%的基础上增长7%。", "地区生产总值增长7.6%。", 7, 7.6,
     "exceeded"),
    ("gdp", "地区生产总值增长7%。", "地区生产总值负增长1.2%。", 7, -1.2, "missed"),
    ("gdp", "地区生产总值增长7%。", "地区生产总值出现负增长，为-1.2%。", 7, -1.2, "missed"),
    ("gdp", "地区生产总值增长7%。", "地区生产总值增速由8%放缓到7.1%。", 7, 7.1, "met"),
    ("trade", "进出口总额增长7%。", "进出口总额降幅由一季度的9%收窄到-1.4%。", 7, -1.4, "missed"),
    ("deficit_ratio", "赤字率从2.8%提高到3%。", "赤字率3.1%。", 3, 3.1, "met"),
    ("deficit_ratio", "赤字率由去年的2.8%提高到3%。", "赤字率3%。", 3, 3, "met"),
    ("cpi", "居民消费价格涨幅3%左右。", "居民消费价格指数为102.1。", 3, 2.1, "exceeded"),
    ("cpi", "居民消费价格指数控制在103以内。", "居民消费价格总指数102.1%。", 3, 2.1, "exceeded"),
    ("cpi", "居民消费价格指数104左右。", "居民消费价格下降0.5%。", 4, -0.5, "exceeded"),
    ("rural_income", "城乡居民收入增长6%、7%。", "城镇、农村居民收入增长6%、7.6%。", 7, 7.6,
     "exceeded"),
    ("urban_income", "城镇和农村居民收入增长6%和7%。", "城乡居民收入增长5%、7.6%。", 6, 5,
     "missed"),
    ("trade", "进出口总额增长3%。", "地区生产总值增长6%，进出口总额与上年基本持平。", 3, 0,
     "missed"),
    ("budget_revenue", "地区生产总值增长6%，一般公共预算收入与上年持平。", "财政收入增长0.4%。", 0,
     0.4,
     "met"),
    ("pm25", "PM2.5平均浓度控制在35微克/立方米以内。", "PM2.5年均浓度36微克/立方米。", 35, 36,
     "missed"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "plan", "review", "target", "result", "verdict"), CASES)
def test_sentences_beside_each_other(key, plan, review, target, result, verdict):
    row = compared(plan, review).loc[key]
    assert (row["target"], row["result"]) == (pytest.approx(target), pytest.approx(result))
    assert row["verdict"] == verdict
    assert row["reason"] == ""


@pytest.mark.parametrize(
    ("key", "plan", "review", "verdict", "reason"),
    [
        ("gdp", "地区生产总值增长7%。", "五年来，地区生产总值年均增长7.1%。", "not_reported",
         "time"),
        ("new_jobs", "城镇新增就业50万人。", "五年累计城镇新增就业265万人。", "not_reported",
         "time"),
        ("gdp", "地区生产总值增长7%。", "一季度，地区生产总值增长7.1%。", "not_reported", "time"),
        ("gdp", "地区生产总值增长7%。", "地区生产总值5.2万亿元。", "not_comparable", "level"),
        ("gdp", "地区生产总值增长7%。", "粮食产量100万吨。", "not_reported", "does not give it"),
        ("gdp", "到2020年，地区生产总值达到10万亿元。", "", "not_comparable", "prices"),
        ("agricultural_output", "农业总产值增长4%。", "工农业总产值增长7%。", "not_reported",
         "give"),
        ("gnp", "国民生产总值增长8%。", "国内生产总值增长13.4%。", "not_comparable", "domestic"),
        ("fixed_investment", "固定资产投资增长5%。", "扣除房地产开发投资后，固定资产投资增长2.7%。",
         "not_reported", "扣除"),
        ("retail_sales", "社会消费品零售总额实际增长9%。", "社会消费品零售总额增长10%。",
         "not_comparable", "basis"),
        ("exports", "出口增长3%。", "对非洲市场出口增长20%。", "not_reported", "does not give it"),
        ("good_farmland", "建设高标准农田6万亩。", "高标准农田达到90万亩。", "not_comparable",
         "one is the stock, the other what is added to it"),
        ("gdp", "地区生产总值增长7%。", "三年来，地区生产总值增长30%。", "not_reported",
         "2016-2018"),
        ("gdp", "地区生产总值增长7%。", "全年平稳，一季度地区生产总值增长7.1%。", "not_reported",
         "一季度"),
        ("gdp", "地区生产总值增长7%。", "地区生产总值在增长7%的基础上提质。", "not_reported",
         "在增长"),
        ("cpi", "居民消费价格涨幅3%。", "以1978年价格为100，2018年居民消费价格指数为102.1。",
         "not_reported", "为100"),
        ("cpi", "居民消费价格涨幅3%。", "贷款增长6%，居民消费价格涨幅与上年持平。", "not_reported",
         "持平"),
        ("unemployment_surveyed", "城镇调查失业率5%以内。",
         "贷款增长6%，城镇调查失业率与上年持平。",
         "not_reported", "持平"),
        ("disposable_income", "居民人均可支配收入增长5%。",
         "贷款增长6%，居民人均可支配收入增长与全国持平。", "not_reported", "does not give it"),
        ("trade", "进出口总额增长5%。", "贷款增长6%，支持平台进出口总额。", "not_reported",
         "give it"),
        ("budget_revenue", "全部财政收入增长8%。", "一般公共预算收入增长9%。", "not_comparable",
         "one is of total revenue, the other of the budget"),
    ],
)  # fmt: skip
def test_why_nothing_is_compared(key, plan, review, verdict, reason):
    row = compared(plan, review or "天气很好。").loc[key]
    assert row["verdict"] == verdict
    assert reason in row["reason"]
    assert np.isnan(row["difference"])


@pytest.mark.parametrize(
    ("plan", "review", "key", "verdict", "words"),
    [
        ("单位国内生产总值能耗降低4%左右。",
         "没有实现年初确定的单位国内生产总值能耗降低4%左右的目标。",
         "energy_intensity", "missed", "没有实现"),
        ("城镇新增就业900万人。", "城镇新增就业980万人，超额完成全年目标。", "new_jobs", "exceeded",
         "超额完成"),
        ("国内生产总值增长8%左右。", "国内生产总值增长7.8%，略低于8%的预定目标。", "gdp", "missed",
         "低于"),
        ("居民消费价格涨幅10%左右。", "居民消费价格涨幅9.8%，低于预期目标。", "cpi", "exceeded",
         "低于"),
        ("广义货币M2增长13%左右。", "广义货币M2增长13.2%，好于预期。", "money_supply", "exceeded",
         "好于预期"),
        ("城镇新增就业41万人。",
         "城镇新增就业、新增发放创业担保贷款分别完成年计划的118.2%、248.57%。", "new_jobs",
         "exceeded", "完成年计划的118.2%"),
        ("城镇新增就业41万人。", "城镇新增就业42万人，完成全年目标任务的98%。", "new_jobs",
         "missed", "完成全年目标任务的98%"),
        ("城镇新增就业41万人。", "城镇新增就业、农村用水普及分别完成年度目标的100%和95%。",
         "new_jobs", "met", "100%"),
    ],
)  # fmt: skip
def test_what_the_next_report_says_of_the_target_wins(plan, review, key, verdict, words):
    row = compared(plan, review).loc[key]
    assert row["verdict"] == verdict
    assert words in row["reason"]
    assert row["result_report"] == "y2019"


def test_a_target_of_others_is_not_this_one():
    row = compared("城镇新增就业50万人。", "城镇新增就业45万人，超额完成国家下达任务。").loc[
        "new_jobs"
    ]
    assert (row["verdict"], row["reason"]) == ("missed", "")


def test_several_numbers_of_a_sentence_go_to_their_own():
    table = compared(
        "规上工业增加值增长7%，城乡居民人均可支配收入分别增长5%、6%。",
        "规模以上工业企业达7.6万家、增加值增长3%，城镇、农村居民人均可支配收入分别增长4.5%、6.7%。",
    )
    assert table["result"].to_dict() == {
        "industrial_value_added": 3,
        "rural_income": 6.7,
        "urban_income": 4.5,
    }
    assert table["target"].tolist() == [7, 6, 5]


def test_a_clause_before_the_number_names_what_it_measures():
    table = compared(
        "进出口总值增长5%。",
        "对东盟进出口分别增长37%、19%，全省进出口总值创历史新高，达到5379亿元、增长18.5%。",
    )
    assert table.loc["trade", "result"] == 18.5


def test_what_was_reached_at_the_end_of_several_years_is_of_the_last():
    plan = "技术合同成交额5000亿元以上，城镇新增就业40万人。"
    said = "五年来，技术合同成交额从1795亿元增加到5260亿元，城镇新增就业265万人。"
    table = compared(plan, said)
    assert table.loc["technology_contracts", "result"] == 5.26e11
    assert table.loc["new_jobs", "verdict"] == "not_reported"


def test_a_year_without_a_number_keeps_its_result():
    book = reports(y2020=("", "城镇新增就业900万人以上。"), y2021=("国内生产总值增长2.3%。", ""))
    row = promises_and_results(book).query("indicator_key == 'gdp'").iloc[0]
    assert np.isnan(row["target"])
    assert (row["year"], row["result"], row["rate_sub"]) == (2020, 2.3, "none")
    assert row["verdict"] == "not_comparable"
    assert completeness(book)["targets"].tolist() == [1]


def test_both_sentences_are_found_by_their_offsets():
    plan, review = "今年地区生产总值增长7%左右。", "去年地区生产总值增长7.6%。"
    row = compared(plan, review).loc["gdp"]
    assert plan[row["target_start"] : row["target_end"]] == "7"
    assert review[row["result_start"] : row["result_end"]] == "7.6"
    assert (row["target_sentence"], row["result_sentence"]) == (plan, review)


def test_the_year_before_told_in_the_plan_is_its_result():
    book = reports(
        y2018=("", "今年地区生产总值增长8%至9%。"),
        y2019=(
            "",
            "地区生产总值比上年增长10.2%，实现了预期目标。进出口总额达到2800亿美元，增长18.6%。",
        ),
    )
    table = promises_and_results(book)
    assert table["indicator_key"].tolist() == ["gdp"]
    assert table["result"].tolist() == [10.2]


def test_what_is_told_of_the_year_before_goes_on_until_something_is_intended():
    book = reports(
        y2018=("", "今年地区生产总值增长8%，财政收入增长8%，城镇新增就业5万人。"),
        y2019=(
            "",
            "地区生产总值比上年增长10.2%，实现了预期目标。目前城镇化率已达到65%。财政收入增长9%。"
            "今年要城镇新增就业6万人。",
        ),
    )
    table = promises_and_results(book).set_index(["indicator_key", "year"])
    assert table["result"].dropna().to_dict() == {("gdp", 2018): 10.2, ("budget_revenue", 2018): 9}
    assert table.loc[("new_jobs", 2019), "target"] == 6e4


def test_numbers_that_intend_nothing_beside_a_goal_are_told_of_the_year_before():
    book = reports(
        y2010=("", "预期目标是：国内生产总值增长8%左右，城镇新增就业900万人以上。"),
        y2011=(
            "",
            "国内生产总值增长10.3%，城镇新增就业1168万人，国际收支状况有所改善。"
            "预期目标是：国内生产总值增长8%左右。",
        ),
    )
    table = promises_and_results(book).set_index(["indicator_key", "year"])
    assert table["result"].dropna().to_dict() == {("gdp", 2010): 10.3, ("new_jobs", 2010): 1.168e7}
    assert table.loc[("gdp", 2011), "target"] == 8


def test_rises_of_years_before_are_no_results():
    """As in the report of 2007, which says itself that the target was not reached."""
    row = compared(
        "单位国内生产总值能耗降低4%左右。",
        "单位国内生产总值能耗由前三年分别上升4.9%、5.5%、0.2%，转为下降1.2%。"
        "全国没有实现年初确定的单位国内生产总值能耗降低4%左右的目标。",
    ).loc["energy_intensity"]
    assert (row["result"], row["verdict"]) == (-1.2, "missed")
    assert "没有实现" in row["reason"]


def test_an_amount_many_times_the_target_is_of_something_else():
    far = compared("加快新港建设，完成固定资产投资160亿元。", "固定资产投资3298亿元。")
    row = far.loc["fixed_investment"]
    assert row["verdict"] == "not_comparable"
    assert row["reason"] == "the result is 20.6 times the target"
    assert row["result"] == pytest.approx(3298e8)
    near = compared("完成固定资产投资1600亿元。", "固定资产投资3298亿元。")
    assert near.loc["fixed_investment", "verdict"] == "exceeded"


@pytest.mark.parametrize("target", [5, 5.5, 6.05])
def test_a_better_result_never_has_a_worse_verdict(target):
    """And the verdict on an indicator that should fall is the mirror image."""
    order = ["missed", "met", "exceeded"]
    steps = np.arange(4.5, 7.01, 0.25)
    results = sorted({*steps.round(2), *(steps + 0.3).round(2)})
    table = compared_in_places([(of_three(target), of_three(one)) for one in results])
    assert len(table) == 3 * len(results)
    wide = table["verdict"].map(order.index).unstack("indicator_key")
    assert wide["gdp"].is_monotonic_increasing and {1, 2} <= set(wide["gdp"])
    assert wide["energy_intensity"].tolist() == wide["gdp"].tolist()
    assert wide["cpi"].tolist() == (2 - wide["gdp"]).tolist()


def of_three(rate: float) -> str:
    return f"地区生产总值增长{rate}%。能耗强度下降{rate}%。居民消费价格上涨{rate}%。"


def compared_in_places(said: list[tuple[str, str]]) -> pd.DataFrame:
    """As ``compared``, of many places at once: by place, in their order, and by indicator."""
    books = [reports(y2018=("", plan), y2019=(review, "")) for plan, review in said]
    for place, book in enumerate(books):
        book["report_id"] += f"-{place}"
        book["region_code"] = book["region"] = str(place)
    table = promises_and_results(pd.concat(books, ignore_index=True))
    table["place"] = table["region_code"].astype(int)
    return table[table["year"] == 2018].set_index(["place", "indicator_key"])


def test_a_target_that_is_named_again_is_revised():
    book = made_up(
        ("a16", "1", "gdp", "target", "2020", 7.0, np.nan, "eq", "up", ""),
        ("a18", "1", "gdp", "target", "2020", 6.5, np.nan, "eq", "up", ""),
        ("a18", "1", "cpi", "target", "2020", 3.0, np.nan, "eq", "up", ""),
        ("a19", "1", "gdp", "target", "2020", 6.5, np.nan, "eq", "up", ""),
    )
    table = target_revisions(book)
    assert table[["first_report", "target_report"]].to_numpy().tolist() == [
        ["a16", "a18"],
        ["a16", "a19"],
    ]
    assert table["revision"].tolist() == [-0.5, -0.5]


def test_a_range_is_revised_by_its_midpoint():
    book = made_up(
        ("a16", "1", "gdp", "target", "2020", 6.0, 6.5, "range", "up", ""),
        ("a18", "1", "gdp", "target", "2020", 6.0, np.nan, "eq", "up", ""),
    )
    assert target_revisions(book)["revision"].tolist() == [-0.25]
