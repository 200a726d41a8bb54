"""Figures of many reports: areas by year, ranks that change, sentences said again."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd

from analysis.figure_words import Language, says
from analysis.figures import BLUE, DOUBLE, GREY, ORANGE, STYLE, Drawing, new_figure, style


def area_heat_map(table: pd.DataFrame, *, lang: Language = "en", width: float = DOUBLE) -> Drawing:
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
            np.arange(years.start, years.stop + 1) - 0.5, np.arange(len(names) + 1) - 0.5,
            np.ma.masked_invalid(np.sqrt(wide.to_numpy(dtype=float))), cmap=shades, vmin=0,
            vmax=np.sqrt(most),
        )  # fmt: skip
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
    lang: Language = "en",
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
            axes.plot(wide.index, wide[one].where(wide[one] <= depth), color=colour, linewidth=1.2,
                      marker="o", markersize=3, zorder=3)  # fmt: skip
            axes.annotate(one, (wide.index[-1], last[one]), xytext=(5, 0), va="center",
                          textcoords="offset points", fontsize=7, color="black",
                          annotation_clip=False)  # fmt: skip
        for one in last.index[top:]:
            axes.plot(wide.index, wide[one].where(wide[one] <= depth), color="0.85",
                      linewidth=0.7, zorder=1)  # fmt: skip
        axes.set_ylim(depth + 0.5, 0.5)
        axes.set_yticks(range(1, depth + 1))
        axes.set_ylabel(says("rank", lang))
        axes.set_xlabel(says("year_of_report", lang))
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
    return figure


def reuse_lines(
    table: pd.DataFrame, *, source: str, target: str, lang: Language = "en", width: float = DOUBLE
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
