"""Bar charts: one list of terms, or several in panels."""

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
    """A horizontal bar chart, the first row at the top, with intervals where the table has them.

    Args:
        table: one row per bar; ``low`` and ``high``, if present, are the limits of its interval.
        value: the column that sets the length of the bars.
        label: the axis label, with the unit.
        term: the column with the names of the bars.
        notes: text printed at the end of each bar, such as its count.
        colour: of the bars.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import term_bars
        >>> table = pd.DataFrame({"term": ["创新", "教育"], "n": [17, 8]})
        >>> figure = term_bars(table, value="n", label="occurrences", notes=["3.1‰", "1.5‰"])
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['创新', '教育']
        >>> [float(bar.get_width()) for bar in figure.axes[0].patches]
        [17.0, 8.0]
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
    """Bar charts side by side, all on the same scale.

    Args:
        table: one row per bar, in order within each panel.
        panel: the column that assigns rows to panels; panels keep the order of the table.
        value: the column that sets the length of the bars.
        label: the axis label, with the unit.
        term: the column with the names of the bars.
        titles: titles of the panels; where one is missing, the value of ``panel`` is the title.
        colours: colours of the panels; blue where one is missing.
        columns: number of panels per row.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import bar_panels
        >>> table = pd.DataFrame({
        ...     "part": ["review", "review", "plan", "plan"],
        ...     "term": ["完成", "增长", "推进", "营商环境"],
        ...     "tf_idf": [4.1, 3.8, 5.2, 4.4],
        ... })
        >>> figure = bar_panels(table, panel="part", value="tf_idf", label="TF-IDF weight")
        >>> [axes.get_title(loc="left") for axes in figure.axes]
        ['review', 'plan']
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
