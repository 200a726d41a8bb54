"""Areas of plan and review, and of two profiles, beside each other."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.area_differences import areas_by_side, pair_profiles
from analysis.across_reports.two_reports import areas_of_two
from analysis.areas.classify import NONE
from analysis.uncertainty.permutation import adjust_p
from analysis.uncertainty.recovered_intervals import recovered_p


def coded(unit, plan, review, size=40):
    """A unit whose plan and review have some sentences of education, one paragraph each."""
    codes = [6] * plan + [1] * (size - plan) + [6] * review + [1] * (size - review)
    return pd.DataFrame(
        {
            "unit": unit,
            "report_id": f"r{unit}",
            "paragraph_id": range(2 * size),
            "side": ["plan"] * size + ["review"] * size,
            "code": codes,
        }
    )


def test_planted_differences_are_found_in_their_unit_and_no_other():
    rows = pd.concat([coded(2017, 30, 5), coded(2018, 12, 12)])
    table = areas_by_side(rows)
    education = table[table["code"] == 6].set_index("unit")
    assert education["difference"].to_dict() == pytest.approx({2017: 62.5, 2018: 0.0})
    assert education.loc[2017, "difference_low"] > 0 > education.loc[2018, "difference_low"]
    assert education.loc[2017, "p_adjusted"] < 0.001 and education.loc[2018, "p"] == 1
    other = table[table["code"] == 1].set_index("unit")["difference"]
    assert other.to_dict() == pytest.approx({2017: -62.5, 2018: 0.0})


def test_each_unit_is_as_if_alone_but_for_the_adjustment_over_all():
    rows = pd.concat([coded(2018, 20, 8), coded(2017, 9, 14)])
    table = areas_by_side(rows)
    for unit in (2017, 2018):
        alone = areas_of_two(rows[rows["unit"] == unit], a="plan", b="review", of="side")
        own = table[table["unit"] == unit].reset_index(drop=True)
        pd.testing.assert_frame_equal(own[list(alone.columns)], alone, check_dtype=False)
    p = recovered_p(table["difference"], table["difference_low"], table["difference_high"])
    assert table["p"].tolist() == pytest.approx(p.tolist())
    assert table["p_adjusted"].tolist() == pytest.approx(list(adjust_p(p)))
    assert (table["p_adjusted"] >= table["p"]).all()
    assert table["unit"].drop_duplicates().tolist() == [2017, 2018]


def test_sentences_of_no_side_do_not_count_and_a_side_alone_is_left_out():
    rows = coded(2018, 20, 8)
    none = rows.assign(side=None, paragraph_id=rows["paragraph_id"] + 100)
    only = coded(2019, 20, 8).query("side == 'plan'")
    pd.testing.assert_frame_equal(areas_by_side(pd.concat([rows, none, only])), areas_by_side(rows))
    empty = areas_by_side(only)
    assert empty.empty and {"unit", "code", "difference", "p_adjusted"} <= set(empty)
    with pytest.raises(ValueError, match="side"):
        areas_by_side(rows.drop(columns="side"))


def profile(codes, shares, n=10):
    return pd.DataFrame(
        {
            "code": codes,
            "n": n,
            "sentences": 100,
            "share": shares,
            "low": np.array(shares) - 3,
            "high": np.array(shares) + 5,
        }
    )


def test_two_profiles_by_hand():
    """Lower limit: d - sqrt((a - low a)² + (high b - b)²) = 8 - sqrt(9 + 25)."""
    table = pair_profiles(profile([6, 1], [18.0, 20.0]), profile([1, 6], [30.0, 10.0]))
    assert table["code"].tolist() == [6, 1]
    assert table["difference"].tolist() == [8, -10]
    assert table["difference_low"].tolist() == pytest.approx([8 - 34**0.5, -10 - 34**0.5])
    assert table["difference_high"].tolist() == pytest.approx([8 + 34**0.5, -10 + 34**0.5])
    assert table["name_en"].tolist()[0] == "Education" and table["name_zh"].tolist()[0] == "教育"
    assert table[["share_a", "share_b"]].to_numpy().tolist() == [[18, 10], [20, 30]]


def test_turned_round_the_differences_change_their_sign():
    a, b = profile([1, 3, 6], [9.0, 12.0, 18.0]), profile([1, 3, 6], [11.0, 5.0, 17.0])
    one, other = (pair_profiles(*two).set_index("code") for two in ((a, b), (b, a)))
    other = other.loc[one.index]
    assert one["difference"].tolist() == (-other["difference"]).tolist()
    assert one["difference_low"].tolist() == pytest.approx((-other["difference_high"]).tolist())


def test_areas_of_neither_and_salutations_have_no_row_and_limits_may_be_missing():
    a = profile([6, 7, NONE], [18.0, 0.0, 50.0]).assign(n=[10, 0, 30])
    b = profile([6, 7], [10.0, 0.0]).assign(n=[5, 0], low=[np.nan, 0.0])
    table = pair_profiles(a, b)
    assert table["code"].tolist() == [6]
    assert table["difference"].tolist() == [8] and table["difference_high"].isna().all()
    one_only = pair_profiles(profile([6], [18.0]), profile([7], [10.0]))
    assert sorted(one_only["code"]) == [6, 7] and one_only["difference"].isna().all()


def test_profiles_of_several_units_are_refused():
    with pytest.raises(ValueError, match="profile b lists an area twice"):
        pair_profiles(profile([6], [18.0]), profile([6, 6], [10.0, 12.0]))
    with pytest.raises(ValueError, match="sentences"):
        pair_profiles(profile([6], [18.0]), profile([6], [9.0]).drop(columns="sentences"))
