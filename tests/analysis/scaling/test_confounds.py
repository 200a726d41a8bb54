"""What a position goes with: Pearson's r with year and log words, and when it is said."""

import numpy as np
import pandas as pd
import pytest

from analysis.scaling import against
from analysis.scaling.confounds import printed

TABLE = pd.DataFrame(
    {
        "unit": list("abcdef"),
        "score": [0.1, 0.2, 0.5, 0.4, 0.9, 0.7],
        "n": [10, 20, 40, 80, 160, 320],
    }
)
REPORTS = pd.DataFrame({"report_id": list("abcdef"), "report_year": [1, 2, 4, 3, 6, 5]}).assign(
    report_year=lambda one: one["report_year"] + 2000
)


def test_it_is_pearsons_r_of_what_is_known():
    found = against(TABLE, REPORTS).set_index("variable")
    r = np.corrcoef(TABLE["score"], REPORTS["report_year"])[0, 1]
    assert found.loc["year", "r"] == pytest.approx(r)
    r = np.corrcoef(TABLE["score"], np.log(TABLE["n"]))[0, 1]
    assert found.loc["length", "r"] == pytest.approx(r) and found.loc["length", "units"] == 6
    assert found.loc["year", "warning"].endswith("this is a position in time.")
    assert found.loc["length", "warning"].endswith("this is a position in length.")


def test_missing_positions_and_years_are_left_out():
    table = TABLE.assign(score=TABLE["score"].where(TABLE["unit"] != "b"))
    found = against(table, REPORTS.head(5)).set_index("variable")
    assert found["units"].tolist() == [4, 5]
    rows = [0, 2, 3, 4]
    r = np.corrcoef(TABLE["score"].iloc[rows], REPORTS["report_year"].iloc[rows])[0, 1]
    assert found.loc["year", "r"] == pytest.approx(r) and found.loc["year", "warning"] == ""


def test_a_falling_line_is_one_in_time_too_and_a_weak_one_is_not():
    falling = against(TABLE.assign(score=-TABLE["score"]), REPORTS)
    assert falling["r"][0] < -0.7 and "position in time" in falling["warning"][0]
    weak = against(TABLE.assign(score=[1, 2, 1, 2, 1, 2]), REPORTS)
    assert weak["warning"].tolist() == ["", ""] and weak["r"].notna().all()


def test_years_are_those_of_units_where_units_are_years():
    years = TABLE.assign(unit=range(2001, 2007))
    assert against(years)["r"].notna().all()
    assert against(years.assign(unit=years["unit"].astype(str)))["units"].tolist() == [6, 6]
    for other in (list("abcdef"), range(1, 7), np.arange(2001, 2007) + 0.5):
        found = against(TABLE.assign(unit=other))
        assert found["reason"][0] == "0 units with known years; a correlation requires 3"


def test_units_of_a_selection_are_matched_by_their_unit():
    chosen = REPORTS.assign(unit=[f"place {one}" for one in "abcdef"])
    table = TABLE.assign(unit=chosen["unit"])
    pd.testing.assert_frame_equal(against(table, chosen), against(TABLE, REPORTS))
    pd.testing.assert_frame_equal(against(TABLE, chosen), against(TABLE, REPORTS))


def test_one_year_is_no_time():
    found = against(TABLE, REPORTS.assign(report_year=2020))
    assert pd.isna(found["r"][0]) and found["reason"][0] == "all units have the same value"


def test_what_is_printed_has_each_number():
    assert printed(against(TABLE, REPORTS))[0].startswith("r = 0.9")
    said = printed(against(TABLE.drop(columns="n")))
    assert said == [
        "r with the report year: 0 units with known years; a correlation requires 3.",
        "r with the length of the text (log words): 0 units with known lengths; a correlation "
        "requires 3.",
    ]


def test_columns_that_are_missing_are_named():
    with pytest.raises(ValueError, match="score"):
        against(TABLE.drop(columns="score"))
    with pytest.raises(ValueError, match="report_year"):
        against(TABLE, REPORTS.drop(columns="report_year"))
