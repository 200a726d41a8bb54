"""How alike reports are to those of the level of government above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.figures.style import (
    DOUBLE,
    GRID,
    OTHER,
    OWN,
    SECONDARY,
    STRIPE,
    TEXT,
    Drawing,
    new_figure,
    style,
)
from analysis.figures.words import says
from corpus.language import Lang
from corpus.place_names import place_name
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 4.6  # millimetres


def likeness_dots(
    table: pd.DataFrame, *, top: int = 40, lang: Lang = "en", width: float = DOUBLE
) -> Drawing | None:
    """The likeness of each report to that of the level above, with its CI and the chance baseline.

    Filled dots: the baseline lies outside the CI. Rows are in the order of place and year; of more
    than ``top``, the latest are drawn.

    Args:
        table: from ``likeness_panel``, with label (place and year).
        top: the most rows.
        lang: en or zh.
        width: in millimetres.

    Returns:
        The figure; None if no report has one of a higher level.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import likeness_dots
        >>> table = pd.DataFrame({"label": ["Luohu, 2018"], "report_year": [2018],
        ...                       "likeness": [0.6], "likeness_low": [0.5], "likeness_high": [0.7],
        ...                       "likeness_by_chance": [0.4], "likeness_to_region": ["深圳市"]})
        >>> likeness_dots(table) is None
        False
    """
    needed = ["label", "report_year", "likeness", "likeness_low", "likeness_high",
              "likeness_by_chance", "likeness_to_region"]  # fmt: skip
    check_columns(table, needed, "table")
    known = table[table["likeness"].notna()]
    if known.empty:
        return None
    latest = known.sort_values("report_year", kind="stable").tail(top)
    rows = known[known.index.isin(latest.index)].iloc[::-1].reset_index(drop=True)
    with style():
        figure = new_figure(width, 20 + ROW * len(rows))
        axes = figure.add_subplot()
        axes.grid(axis="x", color=GRID)
        for place in range(0, len(rows), 2):
            axes.axhspan(place - 0.5, place + 0.5, color=STRIPE, linewidth=0, zorder=0)
        for place, row in rows.iterrows():
            _draw(axes, int(str(place)), row)
        above = [place_name(str(one), lang) for one in rows["likeness_to_region"]]
        axes.set_yticks(range(len(rows)), [says("to", lang, a=a, b=b) for a, b in zip(
            rows["label"], above, strict=True)], fontsize=7.5, color=TEXT)  # fmt: skip
        axes.set_ylim(-0.5, len(rows) - 0.5)
        axes.set_xlabel(says("cosine", lang))
        figure.suptitle(says("likeness_guide", lang), x=0.01, ha="left", fontsize=7.5,
                        color=SECONDARY)  # fmt: skip
    return figure


def _draw(axes: Axes, place: int, row: pd.Series) -> None:
    low, high = row["likeness_low"], row["likeness_high"]
    chance = row["likeness_by_chance"]
    if pd.notna(low) and pd.notna(high):
        axes.plot([low, high], [place, place], color=OWN, linewidth=1.1, solid_capstyle="butt")
    sure = pd.notna(low) and pd.notna(chance) and not low <= chance <= high
    face = OWN if sure else "white"
    axes.plot(row["likeness"], place, "o", color=OWN, markersize=4, markerfacecolor=face)
    if pd.notna(chance):
        axes.plot(chance, place, "|", color=OTHER, markersize=7, markeredgewidth=1.2)
