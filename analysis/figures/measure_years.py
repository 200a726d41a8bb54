"""Several measures over the years, each in a panel with a scale and unit of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures.page import (
    MARGIN,
    NAME,
    NOTE,
    bare,
    columns_of,
    line_height,
    new_page,
    place,
    widest,
    wrapped,
    write,
    write_note,
)
from analysis.figures.promises import year_marks
from analysis.figures.scales import three_ticks
from analysis.figures.style import DOUBLE, GRID, OWN, TEXT, Drawing, style
from analysis.figures.words import joined, says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ["measure", "value", "low", "high"]
_PANEL, _YEARS, _GAP = 28.0, 7.5, 6.0  # millimetres


def measures_by_year(
    table: pd.DataFrame, *, titles: Mapping[str, str], lang: Lang = "en", width: float = DOUBLE
) -> Drawing | None:
    """Measures over the years with their confidence intervals, a panel each.

    A dot is a report, the line joins years that follow each other, and a hollow dot has no
    interval. Each panel has a scale of its own from 0, in the unit of its title, so that heights
    are compared within a panel only.

    Args:
        table: one row per year and measure: year, measure, value, low, high, such as the rows of
            ``tone_panel`` for one place.
        titles: names of the measures with their units, in the order of the panels; others are left
            out.
        lang: en or zh.
        width: in millimetres.

    Returns:
        The figure; None where no measure has values for two years.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import measures_by_year
        >>> table = pd.DataFrame({"year": [2017, 2018], "measure": "positive",
        ...                       "value": [8.0, 9.0], "low": [6.0, 7.0], "high": [10.0, 11.0]})
        >>> figure = measures_by_year(table, titles={"positive": "words of praise"})
        >>> len(figure.axes)
        1
    """
    check_columns(table, ["year", *NEEDED], "table")
    known = table[table["value"].notna()].drop_duplicates(["year", "measure"])
    many = known.groupby("measure")["year"].nunique()
    shown = {one: title for one, title in titles.items() if many.get(one, 0) > 1}
    if not shown:
        return None
    drawn = known[known["measure"].isin(list(shown))].sort_values("year")
    note = [says("measures_guide", lang, intervals_of=drawn), hollow_note(drawn, lang)]
    with style():
        return _draw(drawn, shown, wrapped(joined(note, lang), width - 2 * MARGIN), width)


def hollow_note(rows: pd.DataFrame, lang: Lang) -> str:
    """What a hollow dot is, where there is one."""
    return says("measures_hollow", lang) if rows["low"].isna().any() else ""


def _draw(rows: pd.DataFrame, titles: Mapping[str, str], note: list[str], width: float) -> Drawing:
    scales = {one: scale_of(rows[rows["measure"] == one]) for one in titles}
    left = (
        MARGIN + widest([f"{tick:g}" for _, ticks in scales.values() for tick in ticks], NOTE) + 2
    )
    columns = columns_of(len(titles), 2, width, 60)
    room = (width - columns * left - MARGIN - (columns - 1) * _GAP) / columns
    heads = {one: wrapped(title, room + left - 2, NAME) for one, title in titles.items()}
    head = max(map(len, heads.values())) * line_height(NAME) + 1.5
    high = head + _PANEL + _YEARS
    top = MARGIN + len(note) * line_height() + 2
    page = new_page(width, top + -(-len(titles) // columns) * high + 1)
    write_note(page, note)
    years = int(rows["year"].min()), int(rows["year"].max())
    for number, one in enumerate(titles):
        row, column = divmod(number, columns)
        across, down = left + column * (left + room + _GAP), top + row * high
        for line, text in enumerate(heads[one]):
            at = down + line * line_height(NAME)
            write(page, text, (across - left + MARGIN, at), size=NAME, colour=TEXT)
        axes = place(page, across, down + head, room, _PANEL)
        _panel(axes, rows[rows["measure"] == one], years, scales[one], room)
    return page


def scale_of(rows: pd.DataFrame) -> tuple[float, list[float]]:
    """The top of a scale from 0, and three round values on it."""
    most = float(np.nanmax([*rows["value"], *rows["high"], 1e-9]))
    return 1.05 * most, three_ticks(most)


def _panel(
    axes: Axes,
    rows: pd.DataFrame,
    years: tuple[int, int],
    scale: tuple[float, list[float]],
    room: float,
) -> None:
    bare(axes)
    axes.set_xlim(years[0] - 0.6, years[1] + 0.6)
    axes.set_ylim(0, scale[0])
    for one in scale[1][1:]:
        axes.axhline(one, color=GRID, linewidth=0.5, zorder=0)
    axes.set_yticks(scale[1], [f"{one:g}" for one in scale[1]])
    marked = year_marks(*years, room)
    axes.set_xticks(marked, [str(one) for one in marked])
    axes.tick_params(axis="x", length=2)
    every = rows.set_index("year")["value"].astype(float).reindex(range(years[0], years[1] + 1))
    axes.plot(every.index, every, color=OWN, linewidth=0.8, alpha=0.5, zorder=1)
    axes.vlines(rows["year"], rows["low"], rows["high"], color=OWN, linewidth=1.1, zorder=2)
    face = np.where(rows["low"].isna(), "white", OWN)
    axes.scatter(
        rows["year"],
        rows["value"],
        s=14,
        c=face,
        edgecolors=OWN,
        linewidths=1.0,
        zorder=3,
        clip_on=False,
    )
