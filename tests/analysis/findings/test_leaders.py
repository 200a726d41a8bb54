"""Who leads, with ties told as ties, and what differs beyond its interval."""

import numpy as np
import pandas as pd
import pytest

from analysis.confidence import with_confidence
from analysis.findings.leaders import (
    apart,
    beyond,
    by_chance,
    differences,
    leads,
    mean_of,
    tie_groups,
    units_of,
)


def named(table, **options):
    return [one["term"].tolist() for one in tie_groups(table, "n", "term", **options)]


@pytest.mark.parametrize(
    ("n", "groups"),
    [
        ([5, 3, 1], [["a"], ["b"], ["c"]]),
        ([5, 3, 3, 3], [["a"]]),
        ([2, 2, 2, 2], []),
        ([4, 4, 1], [["a", "b"], ["c"]]),
        ([], []),
    ],
)
def test_a_group_of_ties_is_named_whole_or_not_at_all(n, groups):
    table = pd.DataFrame({"term": list("abcd")[: len(n)], "n": n})
    assert named(table) == groups
    assert named(table.iloc[::-1]) == groups


def test_leaders_are_counted_and_ties_told():
    top = pd.DataFrame({"unit": ["x", "x", "y"], "name": ["A", "B", "A"]})
    said = leads(top, ("area", "领域"), units_of(top["unit"]), "en")
    assert said == "Of 2 texts, the leading area is A in 2 and B in 1 (ties count for each)."
    said = leads(top, ("area", "领域"), units_of(top["unit"], places=True), "zh")
    assert said == "2个地方中，A居首2个，B居首1个（并列者分别计入）。"
    four = pd.DataFrame({"unit": list("wxyz"), "name": list("ABCD")})
    assert leads(four, ("term", "词"), units_of(list("wxyz")), "en") == (
        "Of 4 texts, no term leads in more than others."
    )
    more = pd.DataFrame({"unit": range(2001, 2008), "name": list("AAABBCD")})
    said = leads(more, ("term", "词"), units_of(more["unit"]), "zh")
    assert said == "7年中，A居首3年，B居首2年；其余由其他词居首。"
    one = pd.DataFrame({"unit": [2001, 2002], "name": ["A", "A"]})
    assert leads(one, ("term", "词"), units_of(one["unit"]), "en") == (
        "The leading term is A in both years."
    )


def test_a_difference_has_the_limits_of_newcombe_and_misses_what_is_missing():
    a = pd.DataFrame(
        {"share": [12.0, 5], "low": [9.0, np.nan], "high": [16.0, 6]}, index=["x", "y"]
    )
    b = pd.DataFrame({"share": [5.0, 5], "low": [3.0, 4], "high": [8.0, 6]}, index=["y", "x"])
    found = differences(a, b)
    assert found.loc["x", "low"] == pytest.approx(7 - np.hypot(3, 1))
    assert found.loc["x", "high"] == pytest.approx(7 + np.hypot(4, 1))
    assert np.isnan(found.loc["y", "low"]) and found.loc["y", "difference"] == 0
    assert beyond(found).tolist() == [True, False]


def test_a_limit_just_beyond_0_is_beyond_it():
    table = pd.DataFrame({"low": [0.01, 0.0, -3.0, np.nan], "high": [5.0, 5.0, -0.01, 4.0]})
    assert beyond(table).tolist() == [True, False, True, False]


def test_a_mean_of_equal_rows_is_surer_than_one():
    rows = pd.DataFrame({"share": [10.0] * 4, "low": 8.0, "high": 14.0})
    assert mean_of(rows) == pytest.approx((10, 9, 12))


def test_who_stands_apart_is_compared_with_the_others_only():
    rows = pd.DataFrame(
        {
            "unit": ["A", "B", "C", "D"],
            "name": "Health",
            "share": [9.0, 4, 4, 5],
            "low": [7.0, 3, 3, np.nan],
            "high": [12.0, 6, 6, 9],
        }
    )
    found = apart(rows, by="name").set_index("unit")
    assert found.index.tolist() == ["A", "B", "C"]  # D has no interval
    assert found["difference"].tolist() == [5.0, -2.5, -2.5]
    assert found.loc["A", "low"] > 0 > found.loc["B", "low"]
    assert apart(rows.head(1), by="name").empty


def test_how_many_would_differ_by_chance():
    tested = pd.DataFrame({"low": [1.0] * 100})
    assert by_chance(tested.head(22), "en") == " (about 1 would by chance alone)"
    assert by_chance(tested, "zh") == "（仅凭偶然约有5个）"
    assert by_chance(tested.head(9), "en") == ""


def test_more_intervals_of_a_lower_level_exclude_0_by_chance():
    tested = with_confidence(pd.DataFrame({"low": [1.0] * 22}), 0.9)
    assert by_chance(tested, "en") == " (about 2 would by chance alone)"


def test_no_rest_is_told_where_those_named_lead_everywhere_and_others_only_beside_them():
    rows = [(one, name) for one in range(2001, 2005) for name in ("A", "B")][:7]
    rows += [(2004, name) for name in "CDE"]
    tied = pd.DataFrame(rows, columns=["unit", "name"])
    years = units_of(tied["unit"])
    assert "rest" not in leads(tied, ("term", "词"), years, "en")
    zh = leads(tied, ("term", "词"), years, "zh")
    assert "其余" not in zh and "另有词与之并列" in zh
    apart = pd.concat([tied, pd.DataFrame({"unit": [2005], "name": ["F"]})])
    assert leads(apart, ("term", "词"), years, "en").count("others lead in the rest") == 1
