"""Each report with that of the level above."""

import pandas as pd
import pytest

from analysis.across_reports.levels import with_level_above

ROWS = [
    ("n18", "000000", "全国", "national", None, 2018, "2018-03-05"),
    ("n17", "000000", "全国", "national", None, 2017, "2017-03-05"),
    ("gd18", "440000", "广东省", "provincial", None, 2018, None),
    ("sz18", "440300", "深圳市", "prefecture", "广东省", 2018, "2018-01-17"),
    ("sz18-b", "440300", "深圳市", "prefecture", "广东省", 2018, "2018-02-01"),
    ("sz17", "440300", "深圳市", "prefecture", "广东省", 2017, None),
    ("ba18", "440306", "宝安区", "county", "广东省 > 深圳市", 2018, None),
    ("ps18", None, "坪山新区", "county", "广东省 > 深圳市", 2018, None),
    ("bj-cy18", "110105", "朝阳区", "county", "北京市", 2018, None),
    ("lost", None, None, "county", None, 2018, None),
    ("undated", "440306", "宝安区", "county", "广东省 > 深圳市", None, None),
]
COLUMNS = [
    "report_id",
    "region_code",
    "region",
    "level",
    "parents",
    "report_year",
    "delivery_date",
]
REPORTS = pd.DataFrame(ROWS, columns=COLUMNS)


def pairs_of(lag: int = 0, reports: pd.DataFrame = REPORTS) -> dict[str, str]:
    table = with_level_above(reports, lag=lag)
    return dict(zip(table["report"], table["other"], strict=True))


def test_the_nearest_level_that_is_there_is_taken_and_the_last_delivered_of_a_year():
    assert pairs_of() == {
        "gd18": "n18",
        "sz18": "gd18",
        "sz18-b": "gd18",
        "sz17": "n17",
        "ba18": "sz18-b",
        "ps18": "sz18-b",
        "bj-cy18": "n18",
    }


def test_with_a_lag_the_report_above_is_of_an_earlier_year():
    assert pairs_of(lag=1) == {
        "gd18": "n17",
        "sz18": "n17",
        "sz18-b": "n17",
        "ba18": "sz17",
        "ps18": "sz17",
        "bj-cy18": "n17",
    }
    found = with_level_above(REPORTS, lag=1)
    assert set(found["lag"]) == {1}
    assert (found["report_year"] - found["other_year"]).eq(1).all()
    assert found.set_index("report").loc["ba18", "group"] == "county / prefecture"


def test_codes_alone_are_enough():
    bare = REPORTS.dropna(subset="region_code")
    bare = bare[["report_id", "region_code", "level", "report_year"]]
    assert pairs_of(reports=bare)["ba18"] == "sz18"  # the first by ID without a date


def test_a_corpus_of_one_level_has_no_pairs_and_a_missing_column_is_named():
    table = with_level_above(REPORTS[REPORTS["level"] == "county"])
    assert table.empty and list(table)[:3] == ["report", "other", "group"]
    with pytest.raises(ValueError, match="reports has no column 'level'"):
        with_level_above(REPORTS.drop(columns="level"))
