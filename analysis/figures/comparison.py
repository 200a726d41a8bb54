"""Figures that compare two texts, or many units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from analysis.figures.labels import label_points
from analysis.figures.sheet import NAME, NOTE
from analysis.figures.style import (
    BLUE,
    BLUES,
    DOUBLE,
    GREY,
    ORANGE,
    TEXT,
    Drawing,
    new_figure,
    style,
)
from analysis.figures.words import says
from corpus.language import Lang

_SHADES = LinearSegmentedColormap.from_list("blues", ["white", *BLUES])


def keyness_dots(
    table: pd.DataFrame,
    *,
    target: str,
    reference: str,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Key terms by their log ratio, each with its counts in both texts.

    Dots are filled where p_adjusted is below 0.05.

    Args:
        table: the rows of ``keyness`` to draw, in order.
        target: name of the focus text.
        reference: name of the reference text.
        lang: language of the axis label: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import keyness_dots
        >>> key = pd.DataFrame({
        ...     "term": ["营商环境", "完成"], "n_target": [9, 1], "n_reference": [1, 9],
        ...     "log_ratio": [3.2, -3.2], "p_adjusted": [0.01, 0.20],
        ... })
        >>> figure = keyness_dots(key, target="plan", reference="review")
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['营商环境  9:1', '完成  1:9']
    """
    with style():
        figure = new_figure(width, 20 + 4.6 * len(table))
        axes = figure.add_subplot()
        places = np.arange(len(table))
        colours = np.where(table["log_ratio"] > 0, ORANGE, BLUE)
        sure = table["p_adjusted"] < 0.05
        axes.axvline(0, color="black", linewidth=0.6)
        axes.hlines(places, 0, table["log_ratio"], color="#C9C9C9", linewidth=1.0)
        axes.scatter(
            table["log_ratio"],
            places,
            s=24,
            zorder=3,
            edgecolors=list(colours),
            c=np.where(sure, colours, "white"),
        )
        counted = zip(table["n_target"], table["n_reference"], strict=True)
        labels = [f"{term}  {a}:{b}" for term, (a, b) in zip(table["term"], counted, strict=True)]
        axes.set_yticks(places, labels)
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.set_xlabel(
            says("log_ratio", lang, reference=reference, target=target)
            + "\n"
            + says("counts_filled", lang, reference=reference, target=target)
        )
    return figure


def keyness_scatter(
    table: pd.DataFrame,
    *,
    target: str,
    reference: str,
    labels: int = 24,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """All terms by effect size (log ratio) and strength of evidence (p value).

    The vertical axis shows the p value of the permutation test, small values at the top. Dots are
    filled where p_adjusted is below 0.05. The terms with the smallest p are labelled; ties go to
    the larger absolute log ratio, then to the order of the terms.

    Args:
        table: from ``keyness``.
        target: name of the focus text.
        reference: name of the reference text.
        labels: number of terms to label.
        lang: language of the axis labels: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import keyness_scatter
        >>> key = pd.DataFrame({
        ...     "term": ["营商环境", "创新", "完成"], "log_ratio": [3.2, 0.3, -3.2],
        ...     "n_target": [9, 5, 1], "n_reference": [1, 4, 9],
        ...     "p": [0.002, 0.70, 0.004], "p_adjusted": [0.006, 0.70, 0.006],
        ... })
        >>> figure = keyness_scatter(key, target="plan", reference="review", labels=2)
        >>> [text.get_text() for text in figure.axes[0].texts if text.get_text()]
        ['营商环境', '完成']
    """
    with style():
        figure = new_figure(width, 110)
        axes = figure.add_subplot()
        colours = np.where(table["log_ratio"] > 0, ORANGE, BLUE)
        sure = table["p_adjusted"] < 0.05
        size = 6 + 4 * np.sqrt(table["n_target"] + table["n_reference"])
        axes.axvline(0, color="black", linewidth=0.6)
        axes.axhline(0.05, color=GREY, linewidth=0.6, linestyle="dashed")
        axes.scatter(
            table["log_ratio"],
            table["p"],
            s=size,
            edgecolors=list(colours),
            zorder=3,
            c=np.where(sure, colours, "white"),
            linewidths=0.8,
            clip_on=False,
        )
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_ylim(1.3, float(table["p"].min()) / 1.6)
        axes.set_ylabel(says("p_moving", lang))
        axes.set_xlabel(
            says("log_ratio", lang, reference=reference, target=target)
            + "\n"
            + says("size_filled", lang)
        )
        axes.margins(x=0.08)
        label_points(figure, axes, table, _most_evident(table, labels), x="log_ratio", y="p")
    return figure


def _most_evident(table: pd.DataFrame, labels: int) -> pd.DataFrame:
    """The rows with the smallest p; ties by absolute log ratio, then by term."""
    order = table.assign(effect=-table["log_ratio"].abs()).sort_values(["p", "effect", "term"])
    return order.head(labels)


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
        >>> from analysis.figures import BLUE, ORANGE, interval_dots
        >>> table = pd.DataFrame({
        ...     "term": ["创新", "创新"], "part": ["review", "plan"], "per_thousand": [1.2, 3.4],
        ...     "low": [None, 2.1], "high": [None, 5.5],
        ... })
        >>> figure = interval_dots(
        ...     table, name="term", group="part", label="rate per 1,000 words",
        ...     colours={"review": BLUE, "plan": ORANGE},
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
