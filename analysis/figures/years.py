"""Figures over years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd

from analysis.figures.style import (
    BLUE,
    DOUBLE,
    GREY,
    ORANGE,
    STYLE,
    VERMILION,
    Drawing,
    new_figure,
    style,
)
from analysis.figures.words import says
from corpus.language import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def area_heat_map(table: pd.DataFrame, *, lang: Lang = "en", width: float = DOUBLE) -> Drawing:
    """Policy areas by year, darker where more sentences are about them; white: no report.

    The shade is the square root of the share, so that small areas can be told apart.

    Args:
        table: as ``area_trends``: unit (the year), name, share (in %).
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    names = list(dict.fromkeys(table["name"]))
    wide = table.pivot(index="name", columns="unit", values="share").reindex(names)
    years = range(int(wide.columns.min()), int(wide.columns.max()) + 1)
    wide = wide.reindex(columns=years)
    with style():
        figure = new_figure(width, 22 + 5.0 * len(names))
        axes = figure.subplots()
        shades = mpl.colormaps["Blues"].with_extremes(bad="white")
        most = float(np.nanmax(wide.to_numpy()))
        picture = axes.pcolormesh(
            np.arange(years.start, years.stop + 1) - 0.5,
            np.arange(len(names) + 1) - 0.5,
            np.ma.masked_invalid(np.sqrt(wide.to_numpy(dtype=float))),
            cmap=shades,
            vmin=0,
            vmax=np.sqrt(most),
        )
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.grid(visible=False)
        axes.set_xlabel(says("year_of_report", lang))
        marks = [tick for tick in (0, 1, 5, 10, 20, 40, 60) if tick <= most]
        bar = figure.colorbar(picture, ax=axes, pad=0.01, aspect=40, ticks=np.sqrt(marks))
        bar.ax.set_yticklabels([str(one) for one in marks])
        bar.set_label(says("percent", lang))
        bar.outline.set_visible(False)
    return figure


def bump_chart(
    table: pd.DataFrame,
    *,
    name: str = "name",
    value: str = "share",
    top: int = 8,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Ranks over the years, of what is among the first in the last year.

    Args:
        table: a row a year and thing: unit (the year), the columns ``name`` and ``value``.
        name: the column of the things.
        value: the column that ranks them, the most first; ties by name.
        top: how many of the last year are drawn in colour; the rest of them in grey.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    ordered = table.sort_values(["unit", value, name], ascending=[True, False, True])
    ranks = ordered.assign(rank=ordered.groupby("unit").cumcount() + 1)
    wide = ranks.pivot(index="unit", columns=name, values="rank").sort_index()
    last = wide.iloc[-1].sort_values()
    first = list(last.index[:top])
    with style():
        figure = new_figure(width, 24 + 5.2 * top)
        axes = figure.subplots()
        depth = top + 2
        for place, one in enumerate(first):
            colour = (BLUE, ORANGE)[place % 2]
            axes.plot(
                wide.index,
                wide[one].where(wide[one] <= depth),
                color=colour,
                linewidth=1.2,
                marker="o",
                markersize=3,
                zorder=3,
            )
            axes.annotate(
                one,
                (wide.index[-1], last[one]),
                xytext=(5, 0),
                va="center",
                textcoords="offset points",
                fontsize=7,
                color="black",
                annotation_clip=False,
            )
        for one in last.index[top:]:
            axes.plot(
                wide.index,
                wide[one].where(wide[one] <= depth),
                color="0.85",
                linewidth=0.7,
                zorder=1,
            )
        axes.set_ylim(depth + 0.5, 0.5)
        axes.set_yticks(range(1, depth + 1))
        axes.set_ylabel(says("rank", lang))
        axes.set_xlabel(says("year_of_report", lang))
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
    return figure


def reuse_lines(
    table: pd.DataFrame, *, source: str, target: str, lang: Lang = "en", width: float = DOUBLE
) -> Drawing:
    """Which sentences of a report stand in an earlier one, a line each, from place to place.

    Args:
        table: from ``reused_sentences``.
        source: the name of the earlier report.
        target: the name of the report that repeats it.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    with style():
        figure = new_figure(width, 60)
        axes = figure.subplots()
        for before, now, overlap in table[
            ["source_sentence_id", "sentence_id", "overlap"]
        ].to_numpy(dtype=float):
            axes.plot([before, now], [1, 0], color=BLUE, alpha=overlap, linewidth=0.8)
        axes.set_yticks([1, 0], [source, target])
        axes.set_ylim(-0.08, 1.08)
        axes.set_xlabel(says("sentences", lang, report=f"{source} / {target}"))
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", colors=GREY, labelcolor="black")
        axes.xaxis.label.set_fontsize(STYLE["font.size"])
    return figure


def trend_panels(
    table: pd.DataFrame,
    *,
    panel: str,
    label: str,
    mark: pd.DataFrame | None = None,
    mark_label: str = "",
    periods: Sequence[tuple[str, int, int]] = (),
    columns: int = 3,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Shares over the years, a panel each, with bands where there are intervals.

    Gaps between years are gaps in the line.

    Args:
        table: a row a panel and year: unit (the year), share, low, high.
        panel: the column of the panels; they stand in order of appearance.
        label: of the axes, with the unit.
        mark: one more report's values, a row a panel: unit, share, and low, high.
        mark_label: what it is.
        periods: names with their first and last year, such as who was in office; every second one
            is shaded, and the first row of panels names them.
        columns: panels in a row.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    keys = list(dict.fromkeys(table[panel]))
    rows = -(-len(keys) // columns)
    with style():
        figure = new_figure(width, 34 * rows + 10)
        grid = figure.subplots(rows, columns, squeeze=False, sharex=True)
        for axes, key in zip(grid.flat, keys, strict=False):
            own = table[table[panel] == key].set_index("unit").sort_index()
            every = own.reindex(range(int(own.index.min()), int(own.index.max()) + 1))
            axes.plot(every.index, every["share"], color=BLUE, linewidth=1.0)
            alone = every["share"].notna() & every["share"].shift(1).isna()
            alone &= every["share"].shift(-1).isna()
            axes.scatter(every.index[alone], every["share"][alone], color=BLUE, s=5)
            axes.fill_between(
                every.index,
                every["low"].astype(float),
                every["high"].astype(float),
                color=BLUE,
                alpha=0.25,
                linewidth=0,
            )
            if mark is not None:
                axes.scatter(*_marked(mark, panel, key), color=VERMILION, s=18, zorder=4)
            axes.set_title(str(key), fontsize=7.5, pad=9 if periods else 4)
            axes.set_ylim(bottom=0)
            _shade(axes, periods, named=axes in list(grid[0]))
        for axes in list(grid.flat)[len(keys) :]:
            axes.remove()
        note = says("dot", lang, mark=mark_label) if mark is not None else ""
        figure.supylabel(label, fontsize=STYLE["font.size"])
        figure.supxlabel(says("year_of_report", lang) + note, fontsize=STYLE["font.size"])
    return figure


def _shade(axes: Axes, periods: Sequence[tuple[str, int, int]], *, named: bool) -> None:
    for place, (name, first, last) in enumerate(periods):
        if place % 2 == 0:
            axes.axvspan(first - 0.5, last + 0.5, color="0.93", linewidth=0, zorder=0)
        if named:
            axes.annotate(
                name,
                ((first + last) / 2, 1),
                xycoords=("data", "axes fraction"),
                xytext=(0, 1.5),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=4.5,
                color="0.35",
            )


def _marked(mark: pd.DataFrame, panel: str, key: Any) -> tuple[list[Any], list[Any]]:
    own = mark[mark[panel] == key]
    return list(own["unit"]), list(own["share"])


def promise_lines(
    table: pd.DataFrame, *, label: str, lang: Lang = "en", width: float = DOUBLE
) -> Drawing:
    """What was promised for each year, and what was reached: ranges as ranges, gaps as gaps.

    Args:
        table: a row a year: year, target, target_high, bound, result; as ``promises_and_results``
            of one region and indicator.
        label: of the indicator, with its unit.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    rows = table.drop_duplicates("year").set_index("year").sort_index()
    rows = rows.reindex(range(int(rows.index.min()), int(rows.index.max()) + 1))
    high = rows["target_high"].fillna(rows["target"])
    ranged = rows["target_high"].notna()
    with style():
        figure = new_figure(width, 75)
        axes = figure.subplots()
        axes.plot(rows.index, rows["result"], color=BLUE, linewidth=1.0, zorder=2)
        axes.scatter(
            rows.index, rows["result"], color=BLUE, s=10, zorder=3, label=says("reached", lang)
        )
        axes.vlines(
            rows.index[ranged],
            rows["target"][ranged],
            high[ranged],
            color=VERMILION,
            linewidth=3,
            zorder=4,
        )
        axes.scatter(
            rows.index[~ranged],
            rows["target"][~ranged],
            color=VERMILION,
            marker="_",
            s=60,
            linewidths=1.8,
            zorder=4,
            label=says("target_bar", lang),
        )
        for year in rows.index[rows["target"].isna()]:
            axes.axvspan(year - 0.5, year + 0.5, color="0.93", linewidth=0, zorder=0)
        axes.set_ylabel(label)
        axes.set_xlabel(says("no_target", lang))
        axes.grid(axis="y")
        axes.grid(visible=False, axis="x")
        axes.legend(loc="upper right")
    return figure
