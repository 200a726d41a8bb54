"""Figures of topic models and of specifications, read back from what is drawn."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.figures.models import choice_panels, specification_curve, topic_scatter
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


def test_a_specification_curve_rises_and_shows_the_choices_below_each_result():
    table = pd.DataFrame(
        {
            "how": ["词", "字", "句", "词"],
            "of": ["全文", "全文", "全文", "部署"],
            "share": [3.0, 1.0, None, 2.0],
            "default": [True, False, False, False],
        }
    )
    figure = specification_curve(table, choices=["how", "of"], value="share", label="份额")
    above, below = figure.axes
    assert above.collections[0].get_offsets().tolist() == [[0, 1], [1, 2], [2, 3]]
    assert colours_of(above.collections[0]) == [BLUE, BLUE, ORANGE]
    names = [one.get_text() for one in below.get_yticklabels()]
    found = {
        name: [int(place) for place, _ in marks.get_offsets()]
        for name, marks in zip(names, below.collections, strict=True)
    }
    assert found == {
        "how: 词": [1, 2],
        "how: 字": [0],
        "how: 句": [],
        "of: 全文": [0, 2],
        "of: 部署": [1],
    }
