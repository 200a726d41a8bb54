"""Rates of several groups in a row."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.comparison import interval_dots
from analysis.figures.scales import Axis
from analysis.figures.style import OTHER, OWN
from analysis.figures.words import says


def test_a_dot_without_an_interval_is_hollow_and_the_axis_says_so():
    table = pd.DataFrame(
        {
            "term": ["甲", "甲", "乙", "乙"],
            "part": ["review", "plan"] * 2,
            "per_thousand": [1.0, 3.0, 2.0, 4.0],
            "low": [None, 2.0, 1.0, 3.0],
            "high": [None, 5.0, 4.0, 6.0],
        }
    )
    options = {
        "name": "term",
        "group": "part",
        "axis": Axis("per_thousand", "次"),
        "groups": {"plan": ("部署", OWN), "review": ("回顾", OTHER), "closing": ("结语", OWN)},
    }
    figure = interval_dots(table, **options)
    axes = figure.axes[0]
    plan, review = (one for one in axes.collections if len(one.get_offsets()) == 2)
    assert plan.get_offsets()[:, 0].tolist() == [3, 4]
    assert review.get_offsets()[:, 0].tolist() == [1, 2]
    assert (plan.get_offsets()[:, 1] < review.get_offsets()[:, 1]).all()
    fills = [[to_hex(one).upper() for one in dots.get_facecolors()] for dots in (plan, review)]
    assert fills == [[OWN, OWN], ["#FFFFFF", OTHER]]
    assert axes.get_xlabel() == "次" + says("hollow", "en")
    assert interval_dots(table.iloc[1:], **options).axes[0].get_xlabel() == "次"
    assert [one.get_text() for one in figure.legends[0].get_texts()] == ["部署", "回顾"]


def test_another_value_is_drawn_and_a_missing_column_is_named():
    table = pd.DataFrame(
        {"term": ["甲"], "part": ["plan"], "percent": [42.0], "low": [30.0], "high": [55.0]}
    )
    options = {
        "name": "term",
        "group": "part",
        "groups": {"plan": ("部署", OWN)},
    }
    axes = interval_dots(table, axis=Axis("percent", "%"), **options).axes[0]
    assert [one.get_offsets()[:, 0].tolist() for one in axes.collections[1:]] == [[42.0]]
    with pytest.raises(ValueError, match=r"has no column 'per_thousand'"):
        interval_dots(table, axis=Axis("per_thousand", "%"), **options)


@pytest.mark.parametrize(
    ("rows", "group", "said"),
    [
        (["甲", "甲"], "plan", "'甲' occurs twice in group 'plan'; keep one row"),
        (["甲", "乙"], "review", "none of the groups named; it has plan"),
    ],
)
def test_groups_that_cannot_be_drawn_are_refused_in_a_sentence(rows, group, said):
    table = pd.DataFrame({"term": rows, "part": "plan", "per_thousand": 1.0, "low": 0.5, "high": 2})
    axis, groups = Axis("per_thousand", "次"), {group: ("部署", OWN)}
    with pytest.raises(ValueError, match=said):
        interval_dots(table, name="term", group="part", axis=axis, groups=groups)
