"""Who stands apart from the mean of the others."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.standing_apart import against_others


def planted(half=1.0):
    rows = [
        (name, unit, share, share - half, share + half)
        for name, shares in (("Health", [2, 4, 6, 20]), ("Energy", [5, 5, 5, 5]))
        for unit, share in zip("abcd", shares, strict=True)
    ]
    return pd.DataFrame(rows, columns=["name", "unit", "share", "low", "high"])


def test_a_unit_is_compared_with_the_mean_of_the_others():
    found = against_others(planted()).set_index(["name", "unit"])
    assert found.loc[("Health", "d"), "others"] == 4
    assert found.loc[("Health", "d"), "difference"] == 16
    half = np.sqrt(1 + 3 / 9)  # one share, and a third of each of three
    assert found.loc[("Health", "d"), "difference_low"] == pytest.approx(16 - half)
    assert (found.loc["Energy", "difference"] == 0).all()
    assert (found.loc["Energy", "p"] == 1).all()


def test_rows_keep_their_order_and_what_they_had():
    table = planted().sample(frac=1, random_state=1)
    found = against_others(table)
    pd.testing.assert_frame_equal(found[list(table)], table)
    ordered = against_others(planted()).set_index(["name", "unit"])["difference"]
    assert found.set_index(["name", "unit"])["difference"].to_dict() == ordered.to_dict()


def test_p_is_adjusted_over_all_cells():
    found = against_others(planted(half=4.0))
    assert (found["p_adjusted"] >= found["p"] - 1e-12).all()
    assert found["p_adjusted"].min() == pytest.approx(8 * found["p"].min())


def test_what_cannot_be_compared_is_missing():
    table = planted()
    alone = against_others(table[table["unit"] == "a"])
    assert alone[["others", "difference", "p", "p_adjusted"]].isna().all(axis=None)
    table.loc[0, "low"] = np.nan
    found = against_others(table)
    assert found.loc[0, "difference"] == -8 and np.isnan(found.loc[0, "difference_low"])
    assert found["p_adjusted"].isna().sum() == found["p"].isna().sum() > 0


def test_a_unit_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        against_others(pd.concat([planted(), planted()]))
