"""Labels stand beside their dots and not on each other."""

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.figures.comparison import keyness_scatter
from analysis.figures.labels import label_points
from analysis.figures.style import new_figure, style
from tests.analysis.figures.conftest import crowd


def test_labels_of_a_scatter_do_not_overlap_each_other():
    figure = keyness_scatter(crowd(), target="plan", reference="review", labels=20)
    figure.draw_without_rendering()
    boxes = [one.get_window_extent() for one in figure.axes[0].texts if one.get_text()]
    assert len(boxes) == 20
    overlaps = [
        (a, b) for a, b in combinations(boxes, 2) if a.shrunk(0.8, 0.8).overlaps(b.shrunk(0.8, 0.8))
    ]
    assert not overlaps


def test_each_term_that_is_asked_for_stands_nearest_to_its_own_dot():
    table = pd.DataFrame(
        {"term": ["甲", "乙", "丙", "丁"], "x": [0.0, 1.0, 0.0, 1.0], "y": [0.0, 0.0, 1.0, 1.0]}
    )
    with style():
        figure = new_figure()
        axes = figure.add_subplot()
        axes.scatter(table["x"], table["y"])
        label_points(figure, axes, table, table.head(3), x="x", y="y")
        figure.draw_without_rendering()
        texts = [one for one in axes.texts if one.get_text()]
        centres = [np.mean(one.get_window_extent().get_points(), axis=0) for one in texts]
    assert [one.get_text() for one in texts] == ["甲", "乙", "丙"]
    dots = axes.transData.transform(table[["x", "y"]].to_numpy())
    nearest = [int(np.linalg.norm(dots - centre, axis=1).argmin()) for centre in centres]
    assert nearest == [0, 1, 2]
