"""Readings of policy instruments and directives."""

import pandas as pd
import pytest

from analysis.findings import instrument_names, instruments_reading
from analysis.findings.instruments import ASKED
from analysis.instruments.model import CODES


def shares(unit, supply, environment):
    return pd.DataFrame(
        {
            "unit": unit,
            "kind": "side",
            "code": ["supply", "environment", "none"],
            "share": [supply, environment, 100 - supply - environment],
            "low": [supply - 3, environment - 3, 1],
            "high": [supply + 3, environment + 3, 9],
        }
    )


def test_every_code_and_question_has_names_in_both_languages():
    codes = {code for every in CODES.values() for code in every}
    for lang in ("en", "zh"):
        assert set(instrument_names(lang)) == codes
        assert len(set(instrument_names(lang).values())) == len(codes)
    assert set(ASKED) == set(CODES)


def test_the_largest_share_is_first_and_the_unit_asked_for_is_told():
    table = pd.concat([shares(2017, 20.0, 60.0), shares(2018, 50.0, 40.0)])
    assert instruments_reading(table).sentences[0] == (
        "Sentences of the plan by instrument, 2018: supply side 50.0% (95% CI [47.0, 53.0]) and "
        "environment side 40.0% (95% CI [37.0, 43.0])."
    )
    assert instruments_reading(table, unit=2017, lang="zh").sentences[0] == (
        "2017年部署部分的句子按政策工具划分：环境型占60.0%（95%置信区间[57.0, 63.0]），"
        "供给型占20.0%（95%置信区间[17.0, 23.0]）。"
    )


def test_nothing_is_said_of_comparisons_where_none_can_be_made():
    table = pd.concat([shares(year, 20.0, 60.0) for year in (1954, 2025)])
    table.loc[table["unit"] == 1954, ["low", "high"]] = None
    assert "comparison" not in str(instruments_reading(table))


def test_a_year_that_stands_apart_is_named_and_one_that_does_not_is_not():
    alike = pd.concat([shares(year, 20.0, 60.0) for year in range(2010, 2015)])
    assert "0 of 10 comparisons differ" in str(instruments_reading(alike))
    odd = pd.concat([alike, shares(2015, 50.0, 30.0)])
    said = str(instruments_reading(odd))
    assert "differ after adjustment, most of all" in said and "2015" in said.split("most of all")[1]


def test_one_difference_is_told_as_one():
    alike = pd.concat([shares(year, 20.0, 60.0) for year in range(2010, 2015)])
    odd = pd.concat([alike, shares(2015, 27.0, 60.0)])
    said = str(instruments_reading(odd))
    assert "1 of 12 comparisons differs after adjustment: supply side, 2015." in said
    assert "显著的有1项，即2015年的供给型" in str(instruments_reading(odd, lang="zh"))


def test_one_report_is_compared_with_nothing_and_two_kinds_are_refused():
    assert len(instruments_reading(shares(2018, 50.0, 40.0)).sentences) == 2
    both = pd.concat([shares(2018, 50.0, 40.0), shares(2018, 1.0, 2.0).assign(kind="directive")])
    with pytest.raises(ValueError, match="choose one kind"):
        instruments_reading(both)
    assert (
        str(instruments_reading(shares(2018, 1.0, 2.0).head(0)))
        == "No sentence of a plan was coded."
    )
