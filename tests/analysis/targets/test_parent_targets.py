"""What the target of the level above is, and by how much a target is above it."""

import numpy as np
import pandas as pd
import pytest

from analysis.targets.parent_targets import (
    Parent,
    amplified,
    level_of_code,
    middle,
    middles,
    nearest_above,
)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("000000", "national"),
        ("110000", "provincial"),
        ("110105", "county"),
        ("440300", "prefecture"),
        (None, "county"),
        (float("nan"), "county"),
    ],
)
def test_levels_by_code(code, level):
    assert level_of_code(code) == level


def test_the_middle_of_a_range_and_of_a_number():
    assert middle(6.0, 6.5) == 6.25
    assert middle(7.0, np.nan) == 7.0
    assert middle(7.0, None) == 7.0


def test_the_middles_of_many_are_those_of_each():
    low, high = [6.0, 7.0, np.nan, -3.0], [6.5, np.nan, np.nan, -4.0]
    found = middles(pd.Series(low), pd.Series(high))
    np.testing.assert_equal(found.to_numpy(), [*map(middle, low, high)])


def test_equal_targets_differ_by_nothing_and_what_is_missing_stays_so():
    gap = amplified(pd.Series([0.1 + 0.2, 8.0, np.nan]), pd.Series([0.3, np.nan, 6.0]))
    assert gap[0] == 0 and gap[1:].isna().all()


def test_the_nearest_place_with_a_target_is_that_above():
    city, nation = Parent("深圳市", "prefecture", 8.0, "a"), Parent("全国", "national", 6.0, "b")
    known = {("440300", 2019): city, ("440000", 2019): None, ("000000", 2019): nation}
    places = ["440300", "440000", "000000"]
    assert nearest_above(places, known, 2019) is city
    assert nearest_above(places[1:], known, 2019) is nation
    assert nearest_above(places, known, 2018) is None
