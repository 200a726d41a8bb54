"""Promises against results."""

import numpy as np
import pandas as pd
import pytest

from analysis.targets.promises import (
    completeness,
    promises_and_results,
    target_cascade,
    target_revisions,
)


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
    ("a21", "1", "cpi", "achieved", "2020", 2.5, np.nan, "eq", "up", ""),
    ("a21", "1", "energy_intensity", "target", "2021", 3.0, np.nan, "ge", "down", ""),
    ("a22", "1", "energy_intensity", "achieved", "2021", 2.7, np.nan, "eq", "down", ""),
    ("a22", "1", "gdp", "target", "2022", 5.5, np.nan, "approx", "up", "预期目标"),
    ("b18", "2", "gdp", "target", "2018", 8.0, np.nan, "ge", "up", "目标"),
    ("b18", "2", "gdp", "target", "2016-2020", 7.0, np.nan, "ge", "up", "目标"),
)


def test_a_target_stands_beside_its_result():
    table = promises_and_results(BOOK).set_index(["region_code", "indicator_key", "year"])
    first = table.loc[("1", "gdp", 2018)]
    assert (first["target"], first["result"], first["result_report"]) == (6.5, 6.6, "a19")
    assert first["difference"] == pytest.approx(0.1)
    assert first["verdict"] == "kept"
    assert table.loc[("1", "gdp", 2019), "difference"] == pytest.approx(-0.5)
    assert table.loc[("1", "gdp", 2019), "verdict"] == "missed"
    assert table.loc[("1", "cpi", 2020), "verdict"] == "kept"  # a ceiling
    assert np.isnan(table.loc[("1", "gdp", 2022), "result"])
    assert table.loc[("1", "gdp", 2022), "verdict"] == ""
    assert len(table) == 6  # a target for five years is none for one


def test_what_goes_down_is_negative():
    table = promises_and_results(BOOK).set_index(["indicator_key"])
    row = table.loc["energy_intensity"]
    assert (row["target"], row["result"]) == (-3.0, -2.7)


def test_the_sentence_that_calls_it_a_target_wins_over_one_before_it():
    twice = made_up(
        ("a", "1", "gdp", "target", "2011", 10.3, np.nan, "eq", "up", "增长%。"),
        ("a", "1", "gdp", "target", "2011", 8.0, np.nan, "approx", "up", "主要预期目标是%。"),
    )
    assert promises_and_results(twice)["target"].tolist() == [8.0]


def test_growth_since_a_named_year_is_no_result():
    since = made_up(
        ("a", "1", "gdp", "target", "2007", 8.0, np.nan, "approx", "up", "目标%"),
        ("b", "1", "gdp", "achieved", "2007", 65.5, np.nan, "eq", "up", "比2002年增长%"),
    )
    assert promises_and_results(since)["result"].isna().all()


def test_how_many_targets_are_spoken_of_again():
    table = completeness(BOOK).set_index("target_report")
    assert table.loc["a18"].tolist() == [1, 1, 1, 0]
    assert table.loc["a22"].tolist() == [1, 0, 0, 0]


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


def test_targets_down_the_levels():
    levels = pd.DataFrame(
        {
            "report_id": ["a18", "b18", "a19", "a20", "a21", "a22"],
            "level": ["national", "county"] + ["national"] * 4,
        }
    )
    table = target_cascade(BOOK, levels=levels)
    row = table[(table["year"] == 2018) & (table["level"] == "county")].iloc[0]
    assert (row["above"], row["over"]) == (6.5, 1.5)
    assert table[table["level"] == "national"]["above"].isna().all()
