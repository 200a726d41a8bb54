"""Figures that compare two sides or many units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.figures.labels import label_points
from analysis.figures.style import BLUE, DOUBLE, GREY, ORANGE, Drawing, new_figure, style
from analysis.figures.words import says
from corpus.language import Lang


def keyness_dots(
    table: pd.DataFrame,
    *,
    target: str,
    reference: str,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """The terms that set two sides apart: log ratio, with the counts of both sides.

    Filled dots: p_adjusted below 0.05.

    Args:
        table: from ``keyness``, the rows to draw, in order.
        target: the name of the target.
        reference: the name of the reference.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
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
    """Effect against evidence: how many times more often a term is used, and how sure that is.

    Across stands the log ratio, upwards the p of moving paragraphs, small ones on top. Filled dots:
    p_adjusted below 0.05. The terms with the smallest p are labelled, of equal ones those with the
    larger log ratio.

    Args:
        table: from ``keyness``.
        target: the name of the target.
        reference: the name of the reference.
        labels: how many terms are labelled.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
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
    """Dots with intervals where there are intervals, groups beside each other on each line.

    Args:
        table: a row a name and group: per_thousand, low, high.
        name: the column of the lines; they stand in order of appearance.
        label: of the axis, with its unit.
        group: the column of the groups.
        colours: of the groups.
        titles: of the groups.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
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
    """A table of shares as shades, each with its number.

    Args:
        table: rows and columns as drawn, values between 0 and 1; missing ones are left white.
        label: of the columns.
        width: in millimetres.
    """
    with style():
        figure = new_figure(width, 24 + 6.5 * len(table))
        axes = figure.add_subplot()
        darkest = max(0.5, float(np.nanmax(table)))
        axes.imshow(table, cmap="Blues", vmin=0, vmax=darkest, aspect="auto")
        axes.set_yticks(range(len(table)), table.index)
        axes.set_xticks(range(table.shape[1]), table.columns)
        axes.set_xlabel(label)
        axes.grid(visible=False)
        for (row, column), value in np.ndenumerate(table.to_numpy(dtype=float)):
            if np.isfinite(value):
                shade = "white" if value > 0.6 * darkest else "black"
                axes.text(column, row, f"{value:.0%}", ha="center", va="center", color=shade)
    return figure
