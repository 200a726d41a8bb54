"""Figures over years: gaps are gaps, ranks are ranks, promises stand beside results."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from analysis.figures.years import (
    area_heat_map,
    promise_lines,
    trend_panels,
)


def test_a_heat_map_is_white_where_there_is_no_report_and_tells_small_shares_apart():
    table = pd.DataFrame(
        {"unit": [2016, 2016, 2018, 2018], "name": ["乙", "甲"] * 2, "share": [4.0, 0, 9, 25]}
    )
    axes, bar = area_heat_map(table).axes
    shades = axes.collections[0].get_array()
    assert shades.filled(-1).reshape(2, 3).tolist() == [[2, -1, 3], [0, -1, 5]]
    assert [one.get_text() for one in axes.get_yticklabels()] == ["乙", "甲"]
    assert [one.get_text() for one in bar.get_yticklabels()] == ["0", "1", "5", "10", "20"]
    assert bar.get_yticks().tolist() == pytest.approx(np.sqrt([0, 1, 5, 10, 20]))


@pytest.fixture
def trends():
    """Four areas, the first without the year 2017."""
    rows = [
        (name, year, share, share - 1, share + 1)
        for name, share in (("甲", 3.0), ("乙", 4.0), ("丙", 5.0), ("丁", 6.0))
        for year in (2014, 2015, 2016, 2018)
    ]
    return pd.DataFrame(rows, columns=["name", "unit", "share", "low", "high"])


def test_a_missing_year_is_a_gap_and_a_year_alone_a_dot(trends):
    figure = trend_panels(trends, panel="name", label="%")
    assert [axes.get_title("left") for axes in figure.axes] == ["甲", "乙", "丙", "丁"]
    axes = figure.axes[0]
    assert np.isnan(axes.lines[0].get_ydata()).tolist() == [False] * 3 + [True, False]
    assert axes.collections[0].get_offsets().tolist() == [[2018, 3]]
    ends = axes.collections[1].get_paths()[0].vertices[:, 1]
    assert (ends.min(), ends.max()) == (2, 4)


def test_another_report_is_a_dot_in_its_own_panel(trends):
    mark = pd.DataFrame({"name": ["乙"], "unit": [2018], "share": [1.5]})
    figure = trend_panels(trends, panel="name", label="%", mark=mark, mark_label="本区")
    dots = [axes.collections[-1].get_offsets().tolist() for axes in figure.axes]
    assert dots == [[], [[2018, 1.5]], [], []]
    assert "本区" in figure.get_supxlabel()
    assert "本区" not in trend_panels(trends, panel="name", label="%").get_supxlabel()


def test_every_second_period_is_shaded_and_the_first_row_names_them_all(trends):
    periods = [("甲任", 2014, 2015), ("乙任", 2016, 2017), ("丙任", 2018, 2020)]
    figure = trend_panels(trends, panel="name", label="%", periods=periods)
    for axes in figure.axes:
        shaded = [(one.get_x(), one.get_x() + one.get_width()) for one in axes.patches]
        assert shaded == [(2013.5, 2015.5), (2017.5, 2020.5)]
    named = [[one.get_text() for one in axes.texts] for axes in figure.axes]
    assert named == [["甲任", "乙任", "丙任"]] * 3 + [[]]


def test_promises_by_hand():
    """2015 a range, 2016 without a target, 2017 without a result, 2018 not spoken of at all."""
    table = pd.DataFrame(
        {
            "year": [2015, 2016, 2017, 2019],
            "target": [6.0, np.nan, 6.5, 7.0],
            "target_high": [7.0, np.nan, np.nan, np.nan],
            "result": [6.9, 6.7, np.nan, 7.2],
        }
    )
    axes = promise_lines(table, label="%").axes[0]
    nothing = pytest.approx(np.nan, nan_ok=True)
    assert axes.lines[0].get_xdata().tolist() == list(range(2015, 2020))
    assert axes.lines[0].get_ydata().tolist() == [6.9, 6.7, nothing, nothing, 7.2]
    [bar] = [one for one in axes.collections if isinstance(one, LineCollection)]
    assert [one.tolist() for one in bar.get_segments()] == [[[2015, 6], [2015, 7]]]
    dashes = axes.collections[-1].get_offsets()
    assert dashes[np.isfinite(dashes[:, 1])].tolist() == [[2017, 6.5], [2019, 7]]
    assert [one.get_x() + 0.5 for one in axes.patches] == [2016, 2018]
