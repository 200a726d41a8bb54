"""The intensity of policies: sums by hand, what is missing, and what is no score."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.dictionaries.intensities import intensity

SHEET = pd.DataFrame(
    {
        "report_id": list("aabbccdd"),
        "region": ["甲市"] * 6 + ["乙市"] * 2,
        "year": [2020] * 8,
        "p": [1, 2, 3, 4, 5, 1, 2, 2],
        "m": [1, 2, 3, 4, 5, 5, 3, np.nan],
        "g": [5, 4, 3, 2, 1, 1, 3, 2],
    }
)


def test_the_sum_is_that_of_the_formula():
    table = intensity(SHEET).set_index("region")
    assert table.loc["甲市", "value"] == 6 + 12 + 18 + 24 + 30 + 6
    assert table.loc["甲市", "mean"] == 96 / 6
    assert table.loc["甲市", ["n", "documents", "missing"]].tolist() == [6, 3, 0]


def test_the_interval_is_of_documents_as_draws():
    row = intensity(SHEET).set_index("region").loc["甲市"]
    error = np.sqrt(3) * np.std([18, 42, 36], ddof=1)
    half = stats.t.ppf(0.975, 2) * error
    assert row["high"] - row["value"] == pytest.approx(half)
    assert row["value"] - row["low"] == pytest.approx(half)
    assert row["cluster"] == "document" and row["basis"] == "3 documents"
    rows = intensity(SHEET.drop(columns="report_id")).set_index("region").loc["甲市"]
    assert rows["cluster"] == "row" and rows["basis"] == "6 rows"
    assert rows["high"] - rows["value"] == pytest.approx(
        stats.t.ppf(0.975, 5) * np.sqrt(6) * np.std([6, 12, 18, 24, 30, 6], ddof=1)
    )


def test_a_missing_score_is_named_and_never_0():
    row = intensity(SHEET).set_index("region").loc["乙市"]
    assert np.isnan(row["value"]) and row["mean"] == 12 and row["missing"] == 1
    assert row["reason"] == "missing: m in row 8; 1 document; a CI requires 3"


@pytest.mark.parametrize("wrong", [0, 6, "high", -1])
def test_a_score_outside_1_to_5_is_refused_by_name_and_row(wrong):
    sheet = SHEET.astype({"g": object})
    sheet.loc[4, "g"] = wrong
    with pytest.raises(ValueError, match=rf"g is {wrong} in row 5 of the sheet; scores are 1 to 5"):
        intensity(sheet)


def test_reports_give_region_and_year():
    reports = pd.DataFrame(
        {
            "report_id": list("abcd"),
            "region_code": ["1", "1", "1", "2"],
            "region": "甲",
            "level": "county",
            "report_year": [2020, 2020, 2021, 2021],
        }
    )
    table = intensity(SHEET.drop(columns=["region", "year"]), reports=reports)
    assert table["report_year"].tolist() == [2020, 2021, 2021]
    assert table["value"].tolist()[:2] == [60, 36]
    assert table["n"].sum() == len(SHEET)


def test_a_sheet_without_what_is_needed_is_refused():
    with pytest.raises(ValueError, match="no column for year"):
        intensity(SHEET.drop(columns="year"))
    with pytest.raises(ValueError, match="m"):
        intensity(SHEET.drop(columns="m"))
    with pytest.raises(ValueError, match="by is empty"):
        intensity(SHEET, by=[])


def test_no_limit_is_below_0():
    sheet = pd.DataFrame(
        {"region": "甲市", "year": 2020, "p": [1, 1, 5], "m": [1, 1, 5], "g": [1, 1, 5]}
    )
    row = intensity(sheet).iloc[0]
    assert row["value"] == 54 and row["low"] == 0 < row["high"] - row["value"]
