"""Targets of a place by year, with what they are set beside."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection

from analysis.figures.pressure_years import pressure_by_year
from analysis.figures.style import CONTEXT, DOUBLE, NATION, OWN, SINGLE, save_figure
from analysis.figures.words import says
from tests.analysis.figures.page import check_page, words_drawn
from tests.crossed import crossed

TABLE = pd.DataFrame(
    {
        "year": [2014, 2015, 2017, 2018, 2020, 2021],
        "rate": [9.0, 7.25, 8.0, 7.0, np.nan, np.nan],
        "target": [9.0, 7.0, 8.0, 7.0, np.nan, np.nan],
        "target_high": [None, 7.5, *[None] * 4],
        "last_result": [10.0, 7.25, np.nan, 6.0, 6.5, np.nan],
        "parent_target": [8.0, 7.0, 6.5, np.nan, np.nan, 6.0],
        "wording": ["point", "soft", "hard", "hard", "absent", "in_step"],
    }
)


def made(rows):
    years = np.arange(2000, 2000 + rows)
    words = np.array(["hard", "soft", "point"])[years % 3]
    return pd.DataFrame(
        {
            "year": years,
            "rate": 8.0,
            "target": 8.0,
            "target_high": None,
            "last_result": 8.5,
            "parent_target": 7.0,
            "wording": words,
        }
    )


def spans(figure, colour):
    """The lines of one colour in the panel, as (x0, y0, x1, y1)."""
    from matplotlib.colors import to_rgb

    return [
        tuple(segment.ravel().round(6))
        for one in figure.axes[0].collections
        if isinstance(one, LineCollection) and tuple(one.get_color()[0][:3]) == to_rgb(colour)
        for segment in one.get_segments()
    ]


@crossed("lang, width, table", ["en", "zh"], [SINGLE, DOUBLE], [TABLE, made(2), made(26), made(60)])
def test_every_text_is_on_the_page_and_apart_from_others(lang, width, table):
    figure = pressure_by_year(table, label="Growth of GDP (%)", lang=lang, width=width)
    check_page(figure)
    assert figure.get_size_inches()[0] == pytest.approx(width / 25.4)


def test_what_is_drawn_is_what_the_table_has():
    figure = pressure_by_year(TABLE, label="GDP")
    assert spans(figure, NATION) == [
        (2013.62, 8.0, 2014.38, 8.0),
        (2014.62, 7.0, 2015.38, 7.0),
        (2016.62, 6.5, 2017.38, 6.5),
        (2020.62, 6.0, 2021.38, 6.0),
    ]
    bars = [one for one in spans(figure, CONTEXT) if one[0] == one[2]]
    assert bars == [(2014, 9, 2014, 10), (2015, 7.25, 2015, 7.25), (2018, 6, 2018, 7)]
    assert spans(figure, OWN) == [(2015, 7, 2015, 7.5)]
    dots = [
        tuple(one.get_offsets()[0])
        for one in figure.axes[0].collections
        if isinstance(one, PathCollection)
    ]
    assert {(2014, 10.0), (2015, 7.25), (2018, 6.0), (2020, 6.5)} <= set(dots)
    assert {(2014, 9.0), (2017, 8.0), (2018, 7.0)} <= set(dots)
    assert sum(x in (2020, 2021) and y < 1 for x, y in dots) == 2  # without a target, at the bottom
    shaded = [patch.get_x() + 0.5 for patch in figure.axes[0].patches]
    assert shaded == [2016, 2019]


def test_keys_are_of_what_occurs():
    words = {word for word, *_ in words_drawn(pressure_by_year(TABLE, label="GDP"))}
    every = [
        "wording_soft",
        "wording_point",
        "wording_absent",
        "wording_in_step",
        "key_last_result",
        "key_above",
        "key_no_report",
    ]
    assert {says(one, "en") for one in every} <= words and "target: hard wording" in words
    bare = made(3).assign(last_result=np.nan, parent_target=np.nan, wording="soft")
    words = {word for word, *_ in words_drawn(pressure_by_year(bare, label="GDP", lang="zh"))}
    assert "目标值：软约束" in words
    assert not {says(one, "zh") for one in every[1:]} & words


def test_falls_are_below_zero():
    table = made(3).assign(last_result=[-2.0, 3.0, 4.0])
    low, high = pressure_by_year(table, label="x").axes[0].get_ylim()
    assert low < -2 and high > 8
    assert pressure_by_year(made(3), label="x").axes[0].get_ylim()[0] == 0


def test_without_two_years_or_any_target_there_is_no_figure():
    assert pressure_by_year(TABLE.head(1), label="x") is None
    assert pressure_by_year(TABLE.tail(2), label="x") is None
    with pytest.raises(ValueError, match="parent_target"):
        pressure_by_year(TABLE.drop(columns="parent_target"), label="x")


def test_the_same_table_is_the_same_bytes(tmp_path):
    one, two = (
        save_figure(pressure_by_year(TABLE, label="x"), "x", folder=tmp_path / at) for at in "ab"
    )
    for first, second in zip(one, two, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name
