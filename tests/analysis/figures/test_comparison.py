"""Rates of several groups in a row, and tables drawn as shades."""

import pandas as pd
from matplotlib.colors import to_hex

from analysis.figures.comparison import heat_map, interval_dots
from analysis.figures.style import OTHER, OWN, TEXT
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
        "label": "次",
        "colours": {"plan": OWN, "review": OTHER},
        "titles": {"plan": "部署", "review": "回顾", "closing": "结语"},
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


def test_shades_have_their_numbers_and_what_is_missing_has_none():
    table = pd.DataFrame([[0.9, 0.1], [None, 0.55]], index=["部署", "回顾"], columns=["甲", "乙"])
    axes = heat_map(table, label="主题").axes[0]
    found = {(one.get_position(), one.get_text(), one.get_color()) for one in axes.texts}
    assert found == {
        ((0, 0), "90%", "white"),
        ((1, 0), "10%", TEXT),
        ((1, 1), "55%", "white"),
    }
    assert [one.get_text() for one in axes.get_yticklabels()] == ["部署", "回顾"]
    assert [one.get_text() for one in axes.get_xticklabels()] == ["甲", "乙"]
