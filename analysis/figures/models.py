"""Figures of topic models, and of one result under many specifications."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures.labels import label_points
from analysis.figures.style import BLUE, DOUBLE, ORANGE, STYLE, Drawing, new_figure, style
from analysis.figures.words import says
from corpus.language import Lang

CHOICES = (
    "stability",
    "stable",
    "npmi",
    "c_v",
    "npmi_reference",
    "c_v_reference",
    "exclusivity",
    "held_out",
)


def choice_panels(
    table: pd.DataFrame, *, columns: int = 4, lang: Lang = "en", width: float = DOUBLE
) -> Drawing:
    """The criteria for choosing the number of topics, one panel each; the recommendation in orange.

    Args:
        table: from ``choose_n_topics``; criteria without a column are left out.
        columns: number of panels per row; 2 fit into a journal column (85 mm).
        lang: language of the panel titles: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import choice_panels
        >>> tried = pd.DataFrame({
        ...     "n_topics": [5, 10, 15], "stability": [0.91, 0.84, 0.66],
        ...     "held_out": [-7.1, -6.8, -6.7], "recommended": [False, True, False],
        ... })
        >>> figure = choice_panels(tried)
        >>> [axes.get_title(loc="left") for axes in figure.axes]
        ['topic stability', 'held-out log-likelihood']
    """
    shown = [name for name in CHOICES if name in table]
    rows = -(-len(shown) // columns)
    with style():
        figure = new_figure(width, 34 * rows + 10)
        grid = figure.subplots(rows, columns, squeeze=False, sharex=True)
        for axes, name in zip(grid.flat, shown, strict=False):
            axes.plot(table["n_topics"], table[name], color=BLUE, linewidth=1.0)
            colours = np.where(table["recommended"], ORANGE, BLUE)
            axes.scatter(table["n_topics"], table[name], c=colours, s=14, zorder=3)
            axes.set_title(says(name, lang), fontsize=7.5)
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        for axes in list(grid.flat)[len(shown) :]:
            axes.remove()
        figure.supxlabel(says("number_of_topics", lang), fontsize=STYLE["font.size"])
    return figure


def topic_scatter(
    table: pd.DataFrame, *, labels: Mapping[int, str], lang: Lang = "en", width: float = DOUBLE
) -> Drawing:
    """A map of topics: topics close together share terms, and large ones cover more words.

    Args:
        table: from ``topic_map``: topic, x, y, share, shown.
        labels: a label for each topic, such as its top terms.
        lang: language of the axis label: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import topic_scatter
        >>> where = pd.DataFrame({
        ...     "topic": [1, 2, 3], "x": [-0.4, 0.3, 0.1], "y": [0.0, 0.2, -0.3],
        ...     "share": [0.5, 0.3, 0.2], "shown": 0.81,
        ... })
        >>> figure = topic_scatter(where, labels={1: "企业 创新", 2: "教育 学校", 3: "生态 环境"})
        >>> print(figure.axes[0].get_xlabel())
        distance between the topics' terms (axes show 81% of it)
    """
    with style():
        figure = new_figure(width, 0.62 * width)
        axes = figure.subplots()
        axes.scatter(table["x"], table["y"], s=4000 * table["share"], color=BLUE, alpha=0.25)
        axes.scatter(table["x"], table["y"], s=6, color=BLUE)
        axes.margins(0.18)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        shown = table["shown"].iloc[0]
        axes.set_xlabel(says("topic_distance", lang, share=f"{shown:.0%}"))
        axes.set_yticks([])
        axes.set_xticks([])
        names = table.assign(term=table["topic"].map(labels))
        label_points(figure, axes, names, names, x="x", y="y")
    return figure
