"""Figures of topic models and of specifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    """What speaks for each number of topics, a panel a measure; the recommended one is orange.

    Args:
        table: from ``choose_n_topics``.
        columns: panels in a row.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
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
    """Where topics lie to each other: near ones share terms, large ones take up more words.

    Args:
        table: from ``topic_map``: topic, x, y, share, shown.
        labels: of each topic, such as its first terms.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
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


def specification_curve(
    table: pd.DataFrame,
    *,
    choices: Sequence[str],
    value: str,
    label: str,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """One result by every way to measure it, from the smallest to the largest.

    Above stand the results, below which choices made each. The suite's own way is orange.

    Args:
        table: a row a variant: value, the columns of the choices, default.
        choices: the columns of the choices.
        value: the column of the result.
        label: of the result.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    rows = table.dropna(subset=[value]).sort_values(value, ignore_index=True)
    options = [(name, one) for name in choices for one in dict.fromkeys(table[name])]
    with style():
        figure = new_figure(width, 50 + 4.2 * len(options))
        heights = (45, 4.2 * len(options))
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=heights)
        colours = np.where(rows["default"], ORANGE, BLUE)
        above.scatter(rows.index, rows[value], c=colours, s=14)
        above.set_ylabel(label)
        for place, (name, one) in enumerate(options):
            here = rows.index[rows[name] == one]
            below.scatter(here, np.full(len(here), place), c=colours[here], s=9, marker="|")
        below.set_yticks(range(len(options)), [f"{name}: {one}" for name, one in options])
        below.set_ylim(len(options) - 0.4, -0.6)
        below.set_xlabel(says("ways", lang, n=len(rows)))
        below.grid(visible=False)
    return figure
