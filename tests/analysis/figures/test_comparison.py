"""Rates of several groups in a row."""

import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex

from analysis.figures.comparison import interval_dots
from analysis.figures.scales import Axis
from analysis.figures.style import OTHER, OWN
from analysis.figures.words import says
from tests.analysis.figures.page import check_page, texts_drawn
from tests.crossed import crossed


def texts(figure):
    return [one.get_text() for one, _ in texts_drawn(figure)]


@crossed("lang, width", ["en", "zh"], [85, 175])
def test_no_text_runs_off_the_page_or_onto_another(lang, width):
    rows = [(f"新质生产力{n}", part, n) for n in range(15) for part in "abc"]
    table = pd.DataFrame(rows, columns=["term", "part", "per_thousand"])
    table = table.assign(low=table["per_thousand"] * 0.5, high=table["per_thousand"] * 2)
    groups = {"a": ("按节", OWN), "b": ("by paragraph", OTHER), "c": ("by word (Wilson)", OWN)}
    axis = Axis("per_thousand", says("per_thousand", lang))
    options = {"name": "term", "group": "part", "axis": axis, "groups": groups}
    check_page(interval_dots(table, **options, lang=lang, width=width))


def test_groups_are_told_apart_without_colour():
    table = pd.DataFrame({"term": "甲", "part": ["a", "b"], "n": 1.0, "low": 0.5, "high": 2.0})
    groups = {"a": ("A", OWN), "b": ("B", OWN)}
    figure = interval_dots(table, name="term", group="part", axis=Axis("n", "n"), groups=groups)
    lines, dots = (
        [one for one in figure.axes[0].collections if isinstance(one, kind)]
        for kind in (LineCollection, PathCollection)
    )
    assert lines[0].get_linewidths()[0] > lines[1].get_linewidths()[0]
    assert len(dots[0].get_paths()[0]) != len(dots[1].get_paths()[0])


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
    plan, review = (one for one in axes.collections if isinstance(one, PathCollection))
    assert plan.get_offsets()[:, 0].tolist() == [3, 4]
    assert review.get_offsets()[:, 0].tolist() == [1, 2]
    assert (plan.get_offsets()[:, 1] < review.get_offsets()[:, 1]).all()
    fills = [[to_hex(one).upper() for one in dots.get_facecolors()] for dots in (plan, review)]
    assert fills == [[OWN, OWN], ["#FFFFFF", OTHER]]
    said = says("lines_are_cis", "en", what="次")
    assert said + says("hollow", "en") in texts(figure)
    assert said in texts(interval_dots(table.iloc[1:], **options))
    assert [one for one in texts(figure) if one in ("部署", "回顾", "结语")] == ["部署", "回顾"]


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
    assert [
        one.get_offsets()[:, 0].tolist()
        for one in axes.collections
        if isinstance(one, PathCollection)
    ] == [[42.0]]
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
