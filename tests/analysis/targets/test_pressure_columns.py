"""Target pressure in columns, one row per region and year."""

import numpy as np
import pandas as pd

from analysis.targets.pressure import COLUMNS
from analysis.targets.pressure_columns import pressure_wide, wide_labels
from analysis.targets.pressure_indicators import COMPARED_INDICATORS
from tests.analysis.targets.test_pressure import LADDER, MANY, pressure_of, tables

KEYS = list(COMPARED_INDICATORS)


def test_each_indicator_has_its_columns_beside_those_of_the_first():
    long = pressure_of(tables(MANY), indicator=KEYS)
    wide = pressure_wide(long)
    assert list(wide) == [*COLUMNS, *wide_labels()]
    gdp = long[long["indicator_key"] == "gdp"].reset_index(drop=True)
    pd.testing.assert_frame_equal(wide[COLUMNS], gdp)
    cpi = long[long["indicator_key"] == "cpi"]
    for name, column in (
        ("rate", "rate"),
        ("last", "last_result"),
        ("pressure", "pressure"),
        ("above", "parent_target"),
        ("wording", "wording"),
    ):
        assert wide[f"{name}_cpi"].tolist()[1:] == cpi[column].tolist()[1:]
    assert wide["rate_new_jobs"].tolist() == [1.1e7, 1.2e6]
    assert not {"above_new_jobs", "amplification_new_jobs"} & set(wide)


def test_rows_go_together_by_region_and_year_whatever_their_order():
    long = pressure_of(tables(LADDER | MANY), indicator=["gdp", "cpi"])
    once = long.drop_duplicates(["region_code", "region", "year", "indicator_key"])
    wide = pressure_wide(once.sample(frac=1, random_state=1)).set_index("region")
    assert wide.loc["全国", ["rate_cpi"]].tolist() == [3.0]
    assert np.isnan(wide.loc["大鹏新区", "rate_cpi"])
    assert len(wide) == once["region"].nunique()


def test_labels_fit_into_stata_and_name_the_unit_of_amounts():
    labels = wide_labels()
    assert all(len(one.english) <= 80 and len(one.chinese) <= 80 for one in labels.values())
    assert labels["rate_new_jobs"].english == "new urban jobs: target (people)"
    assert labels["rate_grain"].chinese == "粮食产量：目标值（千克）"


def test_no_rows_stay_none():
    assert pressure_wide(pressure_of(tables(MANY)).head(0)).empty
