"""Figures over the years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd

from analysis.figures.style import (
    BLUE,
    DOUBLE,
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
    """Policy areas by year, darker where they take more sentences; white where no report exists.

    The shade is proportional to the square root of the share, which keeps small areas
    distinguishable.

    Args:
        table: as from ``area_trends``: unit (the year), name, share (in %).
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import area_heat_map
        >>> table = pd.DataFrame({
        ...     "unit": [2016, 2016, 2018, 2018], "name": ["Education", "Environment"] * 2,
        ...     "share": [6.2, 4.1, 5.8, 7.5],
        ... })
        >>> figure = area_heat_map(table)
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['Education', 'Environment']
        >>> [float(end) for end in figure.axes[0].get_xlim()]  # 2017 is there, and white
        [2015.5, 2018.5]
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


_PANELS = 3  # of trends, side by side


def trend_panels(
    table: pd.DataFrame,
    *,
    panel: str,
    label: str,
    mark: pd.DataFrame | None = None,
    mark_label: str = "",
    apart: pd.DataFrame | None = None,
    periods: Sequence[tuple[str, int, int]] = (),
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Shares over the years in small panels, with bands where the table has confidence intervals.

    The line breaks where a year is missing.

    Args:
        table: one row per panel and year: unit (the year), share, low, high.
        panel: the column that assigns rows to panels; panels keep the order of the table.
        label: the axis label, with the unit.
        mark: values of another report to mark as dots, one row per panel: the column ``panel``,
            unit, share.
        mark_label: name of the marked report.
        apart: values of years that do not belong to the line, drawn as hollow grey dots; as
            ``mark``.
        periods: names with their first and last year, such as terms of office; every other period
            is shaded, and the first row of panels names them.
        lang: language of the axis label of the years: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import trend_panels
        >>> table = pd.DataFrame({
        ...     "name": ["Education"] * 3, "unit": [2015, 2016, 2018], "share": [6.2, 6.0, 5.8],
        ...     "low": [5.1, 4.9, 4.7], "high": [7.5, 7.3, 7.1],
        ... })
        >>> figure = trend_panels(table, panel="name", label="share of sentences (%)")
        >>> figure.axes[0].lines[0].get_ydata().tolist()  # 2017 is missing, not 0
        [6.2, 6.0, nan, 5.8]
    """
    keys = list(dict.fromkeys(table[panel]))
    rows = -(-len(keys) // _PANELS)
    with style():
        figure = new_figure(width, 34 * rows + 10)
        grid = figure.subplots(rows, _PANELS, squeeze=False, sharex=True)
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
            if apart is not None:
                axes.scatter(*_marked(apart, panel, key), s=7, facecolors="none", edgecolors="0.5",
                             linewidths=0.6, zorder=3)  # fmt: skip
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
    """Shades every other period, and names them all above the panel."""
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
    """The target set for each year, and the result that the next report gives.

    Target ranges are drawn as vertical bars; years without a target are shaded grey, and the line
    of results breaks where a result is missing.

    Args:
        table: one row per year: year, target, target_high, result; as from
            ``promises_and_results`` for one region and one indicator.
        label: name of the indicator, with its unit.
        lang: language of the key and the axis label: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import promise_lines
        >>> table = pd.DataFrame({
        ...     "year": [2015, 2016, 2017], "target": [7.0, 6.5, 6.5],
        ...     "target_high": [None, 7.0, None], "result": [6.9, 6.7, 6.9],
        ... })
        >>> figure = promise_lines(table, label="GDP growth (%)")
        >>> figure.axes[0].lines[0].get_ydata().tolist()
        [6.9, 6.7, 6.9]
        >>> [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
        ['reported result', 'target (bar: target range)']
    """
    rows = table.drop_duplicates("year").set_index("year").sort_index()
    rows = rows.reindex(range(int(rows.index.min()), int(rows.index.max()) + 1))
    with style():
        figure = new_figure(width, 75)
        axes = figure.subplots()
        axes.plot(rows.index, rows["result"], color=BLUE, linewidth=1.0, zorder=2)
        axes.scatter(
            rows.index, rows["result"], color=BLUE, s=10, zorder=3, label=says("reached", lang)
        )
        _draw_targets(axes, rows, lang)
        for year in rows.index[rows["target"].isna()]:
            axes.axvspan(year - 0.5, year + 0.5, color="0.93", linewidth=0, zorder=0)
        axes.set_ylabel(label)
        axes.set_xlabel(says("no_target", lang))
        axes.grid(axis="y")
        axes.grid(visible=False, axis="x")
        axes.legend(loc="upper right")
    return figure


def _draw_targets(axes: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    """Targets as dashes, target ranges as bars; ``rows`` are indexed by year."""
    ranged = rows["target_high"].notna()
    axes.vlines(
        rows.index[ranged],
        rows["target"][ranged],
        rows["target_high"][ranged],
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
