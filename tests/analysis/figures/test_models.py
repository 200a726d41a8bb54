"""Figures of topic models and of specifications, read back from what is drawn."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.models import choice_panels, topic_scatter
from analysis.figures.style import BLUE, ORANGE
from analysis.figures.words import says
from tests.analysis.figures.conftest import texts_of


def colours_of(dots) -> list[str]:
    return [to_hex(one).upper() for one in dots.get_facecolors()]


def test_a_panel_a_measure_that_is_there_and_the_recommended_number_is_orange():
    table = pd.DataFrame(
        {
            "n_topics": [5, 10, 15],
            "npmi": [0.1, 0.3, 0.2],
            "stability": [0.9, 0.8, 0.6],
            "recommended": [False, True, False],
        }
    )
    figure = choice_panels(table)
    assert [axes.get_title("left") for axes in figure.axes] == [
        says(name, "en") for name in ("stability", "npmi")
    ]
    for axes, name in zip(figure.axes, ("stability", "npmi"), strict=True):
        assert axes.lines[0].get_ydata().tolist() == table[name].tolist()
        assert axes.collections[0].get_offsets()[:, 1].tolist() == table[name].tolist()
        assert colours_of(axes.collections[0]) == [BLUE, ORANGE, BLUE]


def test_topics_lie_where_the_map_has_them_as_large_as_their_share():
    table = pd.DataFrame(
        {
            "topic": [1, 2, 3],
            "x": [-0.4, 0.3, 0.1],
            "y": [0.0, 0.2, -0.3],
            "share": [0.5, 0.3, 0.2],
            "shown": 0.814,
        }
    )
    figure = topic_scatter(table, labels={1: "企业 创新", 2: "教育", 3: "生态"})
    axes = figure.axes[0]
    circles, dots = axes.collections[:2]
    for one in (circles, dots):
        assert one.get_offsets().tolist() == table[["x", "y"]].to_numpy().tolist()
    sizes = circles.get_sizes()
    assert (sizes / sizes.sum()).tolist() == pytest.approx([0.5, 0.3, 0.2])
    assert {"企业 创新", "教育", "生态"} <= texts_of(figure)
    assert "81%" in axes.get_xlabel()
