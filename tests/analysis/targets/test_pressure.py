"""Target pressure: planted reports, read as reports are, with known answers."""

import itertools

import numpy as np
import pandas as pd
import pytest

from analysis.targets import promises_and_results, rate_sub, target_cascade, target_pressure
from analysis.targets.labels import PRESSURE_LABELS
from analysis.targets.ledger_table import ledger
from analysis.targets.pressure import COLUMNS
from corpus.quantities.table import find_quantities

GOAL = "今年经济社会发展的主要预期目标是："
PLACES = {
    "n": ("000000", "全国", "national", None),
    "p": ("440000", "广东省", "provincial", None),
    "c": ("440300", "深圳市", "prefecture", "广东省"),
    "d": ("440306", "宝安区", "county", "广东省 > 深圳市"),
    "x": (None, "大鹏新区", "county", "广东省 > 深圳市"),
}


def tables(said: dict[str, tuple[str, str]], **more):
    """Ledger, reports, sentences and texts of reports called by place and year, as c2019."""
    every, numbers, about, texts = [], [], [], []
    for name, parts in said.items():
        code, region, level, parents = PLACES[name[0]]
        year, text = int(name[1:5]), "".join(parts)
        at = np.cumsum([0, *map(len, parts)])
        sentences = pd.DataFrame(
            {
                "report_id": name,
                "sentence_id": range(2),
                "paragraph_id": 0,
                "start": at[:-1],
                "end": at[1:],
                "orientation": ["review_past_year", "plan_next_year"],
            }
        )
        numbers.append(find_quantities(text, sentences, report_year=year).assign(report_id=name))
        every.append(sentences)
        texts.append({"report_id": name, "text": text})
        about.append(
            {
                "report_id": name,
                "region_code": code,
                "region": region,
                "level": level,
                "parents": parents,
                "report_year": year,
                **more.get(name, {}),
            }
        )
    found = [pd.concat(one, ignore_index=True) for one in (numbers, every)]
    reports, documents = pd.DataFrame(about), pd.DataFrame(texts)
    return ledger(*found, documents, reports), reports, found[1], documents


def grew(rate: float) -> str:
    return f"全年地区生产总值增长{rate}%。"


def aims(words: str) -> str:
    return f"{GOAL}地区生产总值{words}，城镇新增就业10万人。"


LADDER = {
    "n2019": (grew(6.6), aims("增长6%—6.5%")),
    "p2019": (grew(6.8), aims("增长7%左右")),
    "c2019": (grew(7.5), aims("增长8%以上")),
    "d2019": (grew(9.0), aims("增长8.5%")),
    "x2019": (grew(5.0), aims("力争增长6%左右")),
}


def pressure_of(given: tuple[pd.DataFrame, ...], **options) -> pd.DataFrame:
    """The target pressure of what ``tables`` gives."""
    book, reports, sentences, texts = given
    return target_pressure(book, rate_sub(book, sentences, texts), reports, **options)


def test_pressure_and_amplification_of_a_planted_ladder():
    table = pressure_of(tables(LADDER)).set_index("region")
    assert table["rate"].to_dict() == {
        "全国": 6.25,
        "广东省": 7.0,
        "深圳市": 8.0,
        "宝安区": 8.5,
        "大鹏新区": 6.0,
    }
    assert table["pressure"].to_dict() == {
        "全国": -0.35,
        "广东省": 0.2,
        "深圳市": 0.5,
        "宝安区": -0.5,
        "大鹏新区": 1.0,
    }
    assert table["amplification"].drop("全国").to_dict() == {
        "广东省": 0.75,
        "深圳市": 1.0,
        "宝安区": 0.5,
        "大鹏新区": -2.0,
    }
    assert table["parent"].drop("全国").to_dict() == {
        "广东省": "全国",
        "深圳市": "广东省",
        "宝安区": "深圳市",
        "大鹏新区": "深圳市",
    }
    assert table["wording"].to_dict() == {
        "全国": "soft",
        "广东省": "soft",
        "深圳市": "hard",
        "宝安区": "point",
        "大鹏新区": "hard",
    }
    assert table.loc["全国", ["basis", "wording_words"]].tolist() == ["midpoint", "6%—6.5"]
    assert table.loc["大鹏新区", "wording_words"] == "力争 左右"
    assert table.loc["大鹏新区", "note"] == "a verb (力争) and 左右"
    assert table.loc["全国", "reason"] == "no level above the State Council"


def test_columns_labels_and_places_in_the_text():
    given = tables(LADDER)
    table = pressure_of(given)
    assert list(table) == COLUMNS == list(PRESSURE_LABELS)
    text = given[3].set_index("report_id")["text"]
    row = table.set_index("region").loc["深圳市"]
    assert text[row["report_id"]][row["start"] : row["end"]] == "8"
    assert row["sentence"] == aims("增长8%以上")


def test_no_target_is_missing_with_a_reason_and_never_0():
    said = {
        "n2020": (grew(6.1), "没有提出全年经济增速具体目标。"),
        "p2020": (grew(6.2), "稳定就业。"),
        "c2020": (grew(6.7), "“十四五”时期主要目标是：地区生产总值年均增长6%左右。"),
        "d2020": ("深化改革。", aims("增长7%左右")),
    }
    more = {"p2020": {"warnings": '[{"code": "cut_short"}]'}}
    table = pressure_of(tables(said, **more)).set_index("report_id")
    silent = table.drop("d2020")
    assert silent[["target", "rate", "pressure", "amplification"]].isna().all(axis=None)
    assert (silent["wording"] == "absent").all()
    assert table.loc["n2020", "sentence"] == said["n2020"][1]
    assert "named without a number" in table.loc["n2020", "reason"]
    assert (
        "no target was found in the report; the text may be truncated"
        in (table.loc["p2020", "reason"])
    )
    assert table.loc["c2020", "reason"].startswith("a target for several years only")
    assert table.loc["d2020", "last_result_report"] == ""
    assert table.loc["d2020", "reason"] == (
        "no result for 2019 in a report of the corpus; "
        "no target of a level above for 2020 (the reports above set none)"
    )


def test_a_target_in_step_has_no_number():
    said = {"p2019": (grew(6.8), GOAL + "经济增长与全国同步。")}
    row = pressure_of(tables(said)).iloc[0]
    assert (row["wording"], row["rate_sub"]) == ("in_step", "in_step")
    assert np.isnan(row["rate"])


def test_the_last_result_is_of_the_same_report_before_a_later_one():
    said = {
        "c2019": ("改革开放。", aims("增长8%")),
        "c2020": ("2018年地区生产总值增长7.6%，2019年地区生产总值增长6.7%。", aims("增长6%")),
    }
    table = pressure_of(tables(said)).set_index("report_id")
    assert table["last_result"].to_dict() == {"c2019": 7.6, "c2020": 6.7}
    assert table["last_result_report"].to_dict() == {"c2019": "c2020", "c2020": "c2020"}


def test_a_level_passed_over_is_said():
    without = {name: one for name, one in LADDER.items() if name != "c2019"}
    row = pressure_of(tables(without)).set_index("region").loc["宝安区"]
    assert (row["parent"], row["parent_level"], row["amplification"]) == (
        "广东省",
        "provincial",
        1.5,
    )
    assert row["note"].startswith("not the next level above, but the provincial one")


def test_the_state_council_of_the_reference_and_the_year_before():
    nation = pd.DataFrame(
        {
            "indicator_key": "gdp",
            "kind": "growth_rate",
            "year": [2018, 2019, 2020],
            "target": [6.5, 6.0, np.nan],
            "target_high": [np.nan, 6.5, np.nan],
            "target_report": ["2018", "2019", "2020"],
        }
    )
    given = tables({"p2019": LADDER["p2019"], "p2020": (grew(6.2), aims("增长6%"))})
    table = pressure_of(given, nation=nation).set_index("report_id")
    assert table.loc["p2019", ["parent_target", "amplification"]].tolist() == [6.25, 0.75]
    assert np.isnan(table.loc["p2020", "parent_target"])
    assert "the reports above set none" in table.loc["p2020", "reason"]
    later = pressure_of(given, nation=nation, parent_lag=1).set_index("report_id")
    assert later["parent_year"].tolist() == [2018, 2019]
    assert later["parent_target"].tolist() == [6.5, 6.25]


def test_every_report_with_a_year_has_one_row_whatever_their_order():
    book, reports, sentences, texts = tables(LADDER | {"c2019b": LADDER["c2019"]})
    table = pressure_of((book, reports, sentences, texts))
    assert sorted(table["report_id"]) == sorted(reports["report_id"])
    twice = table[table["region"] == "深圳市"]
    assert twice["note"].tolist() == [
        f"also for this region and year: {one}" for one in ("c2019b", "c2019")
    ]
    shuffled = reports.sample(frac=1, random_state=1)
    again = pressure_of((book.sample(frac=1, random_state=2), shuffled, sentences, texts))
    pd.testing.assert_frame_equal(table, again)
    without_year = reports.assign(report_year=[2019, None, 2019, 2019, 2019, 2019])
    assert len(pressure_of((book, without_year, sentences, texts))) == 5


def test_amplification_is_that_of_the_cascade_for_numbers_and_ranges():
    rates = itertools.cycle(["6", "6%—6.5", "7.5", "8", "7%—8", "9", "6.5"])
    said = {
        f"{place}{year}": (grew(5), aims(f"增长{next(rates)}%"))
        for place, year in itertools.product("npcd", range(2011, 2020))
        if (place, year) not in {("p", 2012), ("c", 2014), ("n", 2015)}
    }
    given = tables(said)
    table = pressure_of(given).set_index("report_id")
    cascade = target_cascade(promises_and_results(given[0]))
    other = cascade[cascade["indicator_key"] == "gdp"].set_index("target_report")
    assert len(other) == len(table) == 33
    pd.testing.assert_series_equal(
        table["amplification"], other["over"].loc[table.index], check_names=False
    )


def test_an_unknown_indicator_is_refused():
    with pytest.raises(ValueError, match="no indicator 'gpd'"):
        pressure_of(tables(LADDER), indicator="gpd")
    with pytest.raises(ValueError, match="indicator is empty"):
        pressure_of(tables(LADDER), indicator=[])


MANY = {
    "n2019": (
        "居民消费价格上涨2.1%。城镇调查失业率5%左右。城镇新增就业1361万人。单位国内生产总值能耗下降3.1%。"
        "居民人均可支配收入实际增长6.5%。",
        GOAL + "居民消费价格涨幅3%左右；城镇调查失业率5.5%左右；城镇新增就业1100万人以上；"
        "单位国内生产总值能耗下降3%左右；居民收入增长与经济增长同步。",
    ),
    "p2019": (
        "居民消费价格上涨2.4%。城镇登记失业率控制在2.5%以内。城镇新增就业超过140万人。"
        "一般公共预算收入增长7.9%。",
        GOAL + "居民消费价格涨幅控制在2.5%—3%；城镇调查失业率5%以内；城镇新增就业120万人；"
        "单位地区生产总值能耗下降3.5%；一般公共预算收入增长5%左右；城镇登记失业率3%以内。",
    ),
}


@pytest.mark.parametrize(
    ("indicator", "rate", "last", "pressure", "amplification", "wording"),
    [
        ("cpi", [3.0, 2.75], [2.1, 2.4], [0.9, 0.35], [None, -0.25], ["soft", "soft"]),
        ("unemployment_surveyed", [5.5, 5.0], [5.0, None], [0.5, None], [None, -0.5],
         ["soft", "hard"]),
        ("new_jobs", [1.1e7, 1.2e6], [1.361e7, 1.4e6], [-2.61e6, -2e5], [None, None],
         ["hard", "point"]),
        ("energy_intensity", [-3.0, -3.5], [-3.1, None], [0.1, None], [None, -0.5],
         ["soft", "point"]),
        ("budget_revenue", [None, 5.0], [None, 7.9], [None, -2.9], [None, None],
         ["absent", "soft"]),
        ("disposable_income", [None, None], [6.5, None], [None, None], [None, None],
         ["in_step", "absent"]),
    ],
)  # fmt: skip
def test_pressure_of_prices_shares_and_amounts(
    indicator, rate, last, pressure, amplification, wording
):
    table = pressure_of(tables(MANY), indicator=indicator)
    for name, known in (
        ("rate", rate),
        ("last_result", last),
        ("pressure", pressure),
        ("amplification", amplification),
    ):
        np.testing.assert_allclose(table[name], np.array(known, dtype=float), err_msg=name)
    assert table["wording"].tolist() == wording


def test_what_is_compared_is_said_and_amounts_have_no_level_above():
    keys = ["gdp", "cpi", "new_jobs", "unemployment_surveyed"]
    table = pressure_of(tables(MANY), indicator=keys)
    assert table["indicator_key"].tolist() == keys * 2  # those of a report go together
    first = table.head(4)
    assert first["compared"].tolist() == ["rate", "rate", "amount", "share"]
    assert first["unit"].tolist() == ["%", "%", "人", "%"]
    assert first["better"].tolist() == ["more", "less", "more", "less"]
    jobs = table[table["indicator_key"] == "new_jobs"]
    assert jobs["reason"].tolist() == ["amounts of places of different size are not compared"] * 2
    assert jobs["note"].tolist() == [
        "",
        "the last result is a bound (more or less than the number)",
    ]
    alone = pressure_of(tables(MANY), indicator="cpi")
    several = table[table["indicator_key"] == "cpi"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, several, check_dtype=False)


def test_a_result_on_another_price_basis_or_of_all_revenue_is_not_compared():
    said = {
        "c2019": (
            "居民人均可支配收入实际增长6%。辖区公共财政收入9102亿元、增长5.5%；"
            "地方一般公共预算收入3538亿元、增长6.2%。",
            GOAL + "居民人均可支配收入增长7%；一般公共预算收入增长6.5%左右。",
        ),
    }
    keys = ["disposable_income", "budget_revenue"]
    table = pressure_of(tables(said), indicator=keys).set_index("indicator_key")
    assert np.isnan(table.loc["disposable_income", "last_result"])
    assert "another basis or unit" in table.loc["disposable_income", "reason"]
    assert table.loc["budget_revenue", ["last_result", "pressure"]].tolist() == [6.2, 0.3]
    silent = {"c2019": (said["c2019"][0], "稳定就业。")}
    row = pressure_of(tables(silent), indicator=keys).set_index("indicator_key")
    assert row["last_result"].to_dict() == {"disposable_income": 6.0, "budget_revenue": 6.2}
    assert row.loc["disposable_income", "note"] == "the last result is in real terms"


def test_prices_as_in_the_year_before_rose_by_nothing():
    said = {
        "p2026": ("地区生产总值增长5%，居民消费价格与上年持平。", GOAL + "居民消费价格涨幅2%左右。")
    }
    row = pressure_of(tables(said), indicator="cpi").iloc[0]
    assert (row["last_result"], row["pressure"]) == (0.0, 2.0)


def test_the_reference_fills_in_where_a_report_of_the_corpus_sets_no_target():
    nation = pd.DataFrame(
        {
            "indicator_key": "unemployment_surveyed",
            "kind": "share",
            "year": [2019],
            "target": [5.5],
            "target_high": [np.nan],
            "target_report": ["2019"],
        }
    )
    silent = MANY | {"n2019": ("深化改革。", "稳定就业。")}
    given = {"indicator": "unemployment_surveyed", "nation": nation}
    row = pressure_of(tables(silent), **given).set_index("report_id").loc["p2019"]
    assert (row["parent_report"], row["amplification"]) == ("2019", -0.5)


def test_reports_without_any_number_have_rows_without_one():
    said = {"p2019": ("深化改革。", "稳定就业。")}
    assert pressure_of(tables(said), indicator="cpi")["rate"].isna().all()


def test_of_two_versions_of_a_report_the_one_with_a_target_is_that_of_the_level_above():
    for first, last in (("c2019", "c2019b"), ("c2019b", "c2019")):
        said = {
            first: (grew(7.5), aims("增长8%")),
            last: (grew(7.4), "稳定就业。"),
            "d2019": LADDER["d2019"],
        }
        table = pressure_of(tables(said)).set_index("report_id")
        assert table.loc["d2019", ["parent", "parent_report"]].tolist() == ["深圳市", first]
        assert table.loc[[first, last], "last_result"].tolist() == [7.5, 7.4]  # its own


def test_a_mean_of_several_years_is_no_last_result_and_another_years_target_none_of_this():
    said = {
        "c2019": (
            "五年来地区生产总值年均增长9%。",
            "2021年地区生产总值增长5%的目标不变。" + aims("增长8%"),
        )
    }
    row = pressure_of(tables(said)).iloc[0]
    assert np.isnan(row["last_result"])
    assert row["reason"].startswith("no result for 2018 in a report of the corpus")
    assert row["target"] == 8
    without = {"c2019": (grew(7), "2021年地区生产总值增长5%的目标不变。")}
    assert np.isnan(pressure_of(tables(without)).iloc[0]["target"])
