"""Bars: terms and panels of terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.figures.style import BLUE, DOUBLE, STYLE, Drawing, new_figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def term_bars(
    table: pd.DataFrame,
    *,
    value: str,
    label: str,
    term: str = "term",
    notes: Sequence[str] | None = None,
    colour: str = BLUE,
    width: float = DOUBLE,
) -> Drawing:
    """Bars, the first row of the table on top; with their intervals where the table has any.

    Args:
        table: a row a bar; where it has low and high, they are the ends of its interval.
        value: the column that is drawn.
        label: of the axis, with its unit.
        term: the column of names.
        notes: what is set at the end of each bar.
        colour: of the bars.
        width: in millimetres.
    """
    with style():
        figure = new_figure(width, 16 + 4.6 * len(table))
        axes = figure.add_subplot()
        _bars(axes, table, value, term, colour)
        ends = table[value].to_numpy(dtype=float)
        if {"low", "high"} <= set(table):
            axes.hlines(
                np.arange(len(table)),
                table["low"],
                table["high"],
                linewidth=1.0,
                color="black",
                zorder=3,
            )
            ends = np.fmax(ends, table["high"].to_numpy(dtype=float))
        for place, (end, note) in enumerate(zip(ends, notes or (), strict=False)):
            axes.annotate(
                note,
                (end, place),
                (4, 0),
                textcoords="offset points",
                va="center",
                color="#555555",
                fontsize=7,
            )
        axes.set_xlim(0, float(ends.max()) * (1.35 if notes else 1.03))
        axes.set_xlabel(label)
    return figure


def _bars(axes: Axes, table: pd.DataFrame, value: str, term: str, colour: str) -> None:
    places = np.arange(len(table))
    axes.barh(places, table[value], height=0.68, color=colour)
    axes.set_yticks(places, list(table[term]))
    axes.set_ylim(len(table) - 0.4, -0.6)


def bar_panels(
    table: pd.DataFrame,
    *,
    panel: str,
    value: str,
    label: str,
    term: str = "term",
    titles: Mapping[Any, str] | None = None,
    colours: Mapping[Any, str] | None = None,
    columns: int = 3,
    width: float = DOUBLE,
) -> Drawing:
    """Bars in panels beside each other, on one scale.

    Args:
        table: a row a bar, in order within each panel.
        panel: the column that says which panel a row is in; panels stand in order of appearance.
        value: the column that is drawn.
        label: of the axes, with the unit.
        term: the column of names.
        titles: of the panels; the value of ``panel`` where there is none.
        colours: of the panels.
        columns: panels in a row.
        width: in millimetres.
    """
    keys = list(dict.fromkeys(table[panel]))
    rows = -(-len(keys) // columns)
    deepest = int(table.groupby(panel).size().max())
    with style():
        figure = new_figure(width, rows * (15 + 4.4 * deepest) + 6)
        grid = figure.subplots(rows, columns, squeeze=False, sharex=True)
        for axes, key in zip(grid.flat, keys, strict=False):
            _bars(axes, table[table[panel] == key], value, term, (colours or {}).get(key, BLUE))
            axes.set_title((titles or {}).get(key, str(key)))
            axes.tick_params(labelbottom=True)
            axes.set_xlim(0, float(table[value].max()) * 1.03)
        for axes in list(grid.flat)[len(keys) :]:
            axes.remove()
        figure.supxlabel(label, fontsize=STYLE["font.size"])
    return figure
