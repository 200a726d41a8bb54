"""Targets beside those of the level above: planted ladders."""

import numpy as np
import pandas as pd
import pytest

from analysis.targets.cascade import target_cascade


def targets(*rows: tuple[str | None, str, int, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["region_code", "region", "year", "target"])
    return table.assign(
        indicator_key="gdp",
        kind="growth_rate",
        base_unit="%",
        target_report=[f"r{number}" for number in range(len(table))],
    )


LADDER = targets(
    ("000000", "全国", 2018, 6.5),
    ("440000", "广东省", 2018, 7.0),
    ("440300", "深圳市", 2018, 8.0),
    ("440306", "宝安区", 2018, 8.5),
    ("130600", "保定市", 2018, 7.5),
    ("130626", "定兴县", 2017, 9.0),
)


def test_each_place_has_the_target_of_the_nearest_place_above_it():
    table = target_cascade(LADDER).set_index("region")
    assert table["above_region"].to_dict() == {
        "全国": None,
        "广东省": "全国",
        "深圳市": "广东省",
        "宝安区": "深圳市",
        "保定市": "全国",
        "定兴县": None,
    }
    assert table.loc["宝安区", "over"] == pytest.approx(0.5)
    assert table["over"].isna().sum() == 2


def test_a_county_passes_over_levels_without_a_target():
    without = LADDER[LADDER["region"] != "深圳市"]
    row = target_cascade(without).set_index("region").loc["宝安区"]
    assert (row["above_region"], row["over"]) == ("广东省", 1.5)


def test_places_of_other_provinces_are_never_above():
    two = targets(("440000", "广东省", 2018, 7.0), ("130626", "定兴县", 2018, 9.0))
    assert target_cascade(two)["above"].isna().all()


def test_the_state_council_comes_from_the_reference_only_where_the_corpus_lacks_it():
    nation = targets(("000000", "全国", 2018, 1.0), ("000000", "全国", 2017, 6.5))
    table = target_cascade(LADDER, nation=nation)
    assert len(table) == len(LADDER) + 1  # that of 2017
    assert table.set_index("region").loc[["定兴县", "广东省"], "above"].tolist() == [6.5, 6.5]


def test_only_rates_with_a_target_are_compared():
    amounts = LADDER.assign(kind="level")
    assert target_cascade(amounts).empty
    assert target_cascade(LADDER.assign(target=float("nan"))).empty


def test_the_last_report_that_sets_a_target_counts():
    again = targets(("440300", "深圳市", 2018, 8.0), ("440300", "深圳市", 2018, 7.8))
    table = target_cascade(again)
    assert table["target"].tolist() == [7.8]
    assert table["target_report"].tolist() == ["r1"]


def test_a_place_without_a_code_is_set_beside_the_state_council():
    two = targets(("000000", "全国", 2018, 6.5), (None, "大鹏新区", 2018, 8.0))
    row = target_cascade(two).set_index("region").loc["大鹏新区"]
    assert (row["above_region"], row["over"], row["level"]) == ("全国", 1.5, "county")


def test_a_place_without_a_code_is_below_the_parents_that_its_report_names():
    two = targets(*LADDER.head(3).iloc[:, :4].itertuples(index=False), (None, "坪山新区", 2018, 9))
    reports = pd.DataFrame({"report_id": ["r3", "r0"], "parents": ["广东省 > 深圳市", None]})
    row = target_cascade(two, reports=reports).set_index("region").loc["坪山新区"]
    assert (row["above_region"], row["over"]) == ("深圳市", 1.0)
    without = two[two["region"] != "深圳市"]
    row = target_cascade(without, reports=reports).set_index("region").loc["坪山新区"]
    assert (row["above_region"], row["over"]) == ("广东省", 2.0)
    pd.testing.assert_frame_equal(target_cascade(LADDER, reports=reports), target_cascade(LADDER))


def test_of_a_range_the_midpoint_counts_on_both_sides():
    ranges = targets(
        ("000000", "全国", 2019, 6.0),
        ("440000", "广东省", 2019, 6.0),
        ("440300", "深圳市", 2019, 7),
    ).assign(target_high=[6.5, np.nan, 7.5])
    table = target_cascade(ranges).set_index("region")
    assert table["target"].tolist() == [6, 6, 7]
    assert table["rate"].tolist() == [6.25, 6, 7.25]
    assert table["over"].tolist()[1:] == [-0.25, 1.25]
    assert table.loc["广东省", "above"] == 6.25


def test_shares_are_compared_as_rates_are():
    shares = LADDER.assign(indicator_key="unemployment_surveyed", kind="share")
    pd.testing.assert_series_equal(target_cascade(shares)["over"], target_cascade(LADDER)["over"])


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="promises has no column 'target'"):
        target_cascade(LADDER.drop(columns="target"))


def test_a_report_whose_place_is_unknown_has_no_level_and_is_left_out():
    unknown = targets(
        ("000000", "全国", 2018, 6.5), (None, None, 2018, 8.0), (None, "新区", 2018, 9)
    )
    assert target_cascade(unknown)["region"].tolist() == ["全国", "新区"]
