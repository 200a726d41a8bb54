"""Target pressure by level of government."""

import numpy as np
import pandas as pd
import pytest

from analysis.targets.pressure_levels import COLUMNS, pressure_by_level

PANEL = pd.DataFrame(
    {
        "level": ["county", "provincial", "county", None, "county", "national"],
        "wording": ["hard", "soft", "absent", "point", "in_step", "soft"],
        "amplification": [0.5, 0.1 + 0.2 - 0.3, np.nan, -1.0, -0.5, np.nan],
        "pressure": [1.0, -1.0, np.nan, np.nan, 2.0, np.nan],
    }
)


def test_levels_from_the_top_down_and_the_unknown_last():
    table = pressure_by_level(PANEL)
    assert list(table) == COLUMNS
    assert table["level"].tolist() == ["national", "provincial", "county", ""]
    county = table.set_index("level").loc["county"]
    assert county.iloc[:-1].tolist() == [3, 1, 0, 0, 1, 1, 2, 1, 0, 1, 0.0]
    assert county["median_pressure"] == 1.5
    assert np.isnan(table.loc[0, "median_amplification"]) and table.loc[0, "compared"] == 0
    assert table.loc[1, ["higher", "same", "lower"]].tolist() == [0, 1, 0]  # equal but for rounding


def test_nothing_is_lost():
    table = pressure_by_level(PANEL)
    assert table["reports"].sum() == len(PANEL)
    words = table[["hard", "soft", "point", "in_step", "absent"]].sum(axis=1)
    assert (words == table["reports"]).all()
    assert (table[["higher", "same", "lower"]].sum(axis=1) == table["compared"]).all()
    assert pressure_by_level(PANEL.head(0)).empty
    with pytest.raises(ValueError, match="wording"):
        pressure_by_level(PANEL.drop(columns="wording"))
