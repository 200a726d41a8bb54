"""Rates of several groups beside each other, and a table drawn as shades."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from analysis.figures.page import NAME, NOTE
from analysis.figures.style import BLUES, DOUBLE, TEXT, Drawing, new_figure, style
from analysis.figures.words import says
from corpus.language import Lang

_SHADES = LinearSegmentedColormap.from_list("blues", ["white", *BLUES])


def interval_dots(
    table: pd.DataFrame,
    *,
    name: str,
    label: str,
    group: str,
    colours: Mapping[Any, str],
    titles: Mapping[Any, str],
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Rates with their confidence intervals, groups next to each other in each row.

    A hollow dot has no confidence interval.

    Args:
        table: one row per name and group: per_thousand, low, high.
        name: the column with the names of the rows; rows keep the order of the table.
        label: the axis label, with the unit.
        group: the column with the groups, such as review and plan.
        colours: colours of the groups.
        titles: names of the groups; their order is that of the key.
        lang: language of the note on hollow dots: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import OTHER, OWN, interval_dots
        >>> table = pd.DataFrame({
        ...     "term": ["创新", "创新"], "part": ["review", "plan"], "per_thousand": [1.2, 3.4],
        ...     "low": [None, 2.1], "high": [None, 5.5],
        ... })
        >>> figure = interval_dots(
        ...     table, name="term", group="part", label="rate per 1,000 words",
        ...     colours={"review": OTHER, "plan": OWN},
        ...     titles={"review": "previous-year review", "plan": "plan for the report year"},
        ... )
        >>> print(figure.axes[0].get_xlabel())
        rate per 1,000 words (hollow: too few paragraphs for a 95% CI)
    """
    names = list(dict.fromkeys(table[name]))
    groups = [key for key in titles if key in set(table[group])]
    with style():
        figure = new_figure(width, 26 + 6.2 * len(names))
        axes = figure.add_subplot()
        for number, key in enumerate(groups):
            rows = table[table[group] == key].set_index(name).reindex(names)
            places = np.arange(len(names)) + 0.26 * (number - (len(groups) - 1) / 2)
            axes.hlines(places, rows["low"], rows["high"], color=colours[key], linewidth=1.2)
            hollow = np.where(rows["low"].isna(), "white", colours[key])
            axes.scatter(
                rows["per_thousand"],
                places,
                s=20,
                c=hollow,
                edgecolors=colours[key],
                label=titles[key],
                zorder=3,
                linewidths=1.0,
                clip_on=False,
            )
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xlim(left=0)
        without = says("hollow", lang) if table["low"].isna().any() else ""
        axes.set_xlabel(label + without)
        legend = figure.legend(loc="outside upper left", ncols=len(groups))
        for handle, key in zip(legend.legend_handles, groups, strict=True):
            handle.set_facecolor(colours[key])  # type: ignore[union-attr]
    return figure


def heat_map(table: pd.DataFrame, *, label: str, width: float = DOUBLE) -> Drawing:
    """A table of shares drawn as shades of blue, each cell with its percentage.

    Args:
        table: rows and columns as drawn, values between 0 and 1; missing values are left white.
        label: the label below the columns.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import heat_map
        >>> table = pd.DataFrame({"topic 1": [0.62, 0.10], "topic 2": [0.38, None]})
        >>> figure = heat_map(table.set_axis(["review", "plan"]), label="share of words")
        >>> [text.get_text() for text in figure.axes[0].texts]
        ['62%', '38%', '10%']
    """
    size = NOTE
    with style():
        figure = new_figure(width, 18 + 5.2 * len(table))
        axes = figure.add_subplot()
        darkest = max(0.5, float(np.nanmax(table)))
        axes.imshow(table, cmap=_SHADES, vmin=0, vmax=darkest, aspect="auto")
        axes.set_yticks(range(len(table)), table.index, fontsize=NAME)
        axes.set_xticks(range(table.shape[1]), table.columns, fontsize=size)
        axes.set_xlabel(label, fontsize=size)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        for (row, column), value in np.ndenumerate(table.to_numpy(dtype=float)):
            if np.isfinite(value):
                shade = "white" if value > 0.6 * darkest else TEXT
                axes.text(column, row, f"{value:.0%}", ha="center", va="center_baseline",
                          color=shade, fontsize=size)  # fmt: skip
    return figure
