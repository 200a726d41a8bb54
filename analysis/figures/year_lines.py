"""One quantity over the years of a place, with the State Council's behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures.style import (
    DOUBLE,
    GRID,
    NATION,
    OWN,
    SECONDARY,
    Drawing,
    new_figure,
    style,
)
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def year_lines(
    own: pd.DataFrame,
    *,
    value: str,
    nation: pd.DataFrame | None = None,
    chance: str | None = None,
    label: str = "",
    place: str = "",
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """A line over the years, with the chance baseline and the State Council's line behind.

    A missing year or value breaks a line. The State Council's is drawn for the same years only.

    Args:
        own: one row per year: report_year and the columns named.
        value: the column that is drawn.
        nation: the same columns for the State Council; None for none.
        chance: the column with the chance baseline, drawn thin; None for none.
        label: what the values are, printed above.
        place: the label of the own line.
        lang: en or zh.
        width: in millimetres.

    Returns:
        The figure; None with fewer than two years that have a value.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import year_lines
        >>> own = pd.DataFrame({"report_year": [2017, 2018, 2019], "jsd": [0.2, 0.25, 0.22]})
        >>> year_lines(own, value="jsd", place="Shenzhen") is None
        False
    """
    check_columns(own, ["report_year", value, *([chance] if chance else [])], "own")
    drawn = _by_year(own, value).dropna()
    if len(drawn) < 2:
        return None
    with style():
        figure = new_figure(width, 62)
        axes = figure.add_subplot()
        axes.grid(visible=False)
        axes.grid(axis="y", color=GRID)
        figure.suptitle(label, x=0.01, ha="left", fontsize=8, color=SECONDARY)
        if nation is not None:
            there = nation[nation["report_year"].between(drawn.index.min(), drawn.index.max())]
            _line(axes, _by_year(there, value), NATION, 1.2, says("state_council", lang))
        if chance:
            _line(axes, _by_year(own, chance), SECONDARY, 0.6, says("chance", lang))
        _line(axes, _by_year(own, value), OWN, 1.6, place, dots=True)
        axes.set_ylim(bottom=0)
        axes.set_xlim(drawn.index.min() - 0.6, drawn.index.max() + 0.6)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=9))
        _name_lines(axes, figure)
    return figure


def _by_year(table: pd.DataFrame, value: str) -> pd.Series:
    """The values by year, with the years between that are missing."""
    series = table.set_index("report_year")[value].astype(float).sort_index()
    if series.empty:
        return series
    return series.reindex(range(int(series.index.min()), int(series.index.max()) + 1))


def _line(
    axes: Axes, series: pd.Series, colour: str, width: float, name: str, *, dots: bool = False
) -> None:
    if series.notna().any():
        marker = "o" if dots else None
        axes.plot(series.index, series, color=colour, linewidth=width, label=name, marker=marker,
                  markersize=2.6, markeredgewidth=0)  # fmt: skip
        alone = series[series.notna() & series.shift().isna() & series.shift(-1).isna()]
        axes.plot(alone.index, alone, "o", color=colour, markersize=2.2, markeredgewidth=0)


def _name_lines(axes: Axes, figure: Drawing) -> None:
    """The name of each line at its end, moved apart where they would overlap."""
    lines = [one for one in axes.get_lines() if not one.get_label().startswith("_")]
    ends = sorted(((_last(one), one) for one in lines), key=lambda pair: pair[0])
    low, high = axes.get_ylim()
    apart = (high - low) * 8.5 / 110
    at = -np.inf
    for value, line in ends:
        at = max(value, at + apart)
        axes.annotate(
            line.get_label(),
            (1.005, at),
            xycoords=("axes fraction", "data"),
            color=line.get_color(),
            fontsize=7.5,
            va="center",
            annotation_clip=False,
        )


def _last(line: object) -> float:
    values = np.asarray(line.get_ydata(), dtype=float)  # type: ignore[attr-defined]
    return float(values[~np.isnan(values)][-1])
