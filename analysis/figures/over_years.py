"""One quantity over the years of a place, with the State Council's behind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures import page
from analysis.figures.scales import Axis, check_axis, round_ticks
from analysis.figures.style import DOUBLE, GRID, NATION, OWN, SECONDARY, Drawing, style
from analysis.figures.words import says
from corpus.language import Lang, check_language
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HIGH, _TICKS, _YEARS = 48.0, 12.0, 6.5  # millimetres: the panel, beside it, below it


def year_lines(
    own: pd.DataFrame,
    *,
    axis: Axis,
    nation: pd.DataFrame | None = None,
    chance: str | None = None,
    place: str = "",
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """A line over the years, with the chance baseline and the State Council's line behind.

    A missing year or value breaks a line; a year between two that are missing is a dot. The State
    Council's is drawn for the same years only. Names stand at the ends of the lines.

    Args:
        own: one row per year: report_year and the columns named.
        axis: what is drawn; its label is printed above. It is linear and begins at 0.
        nation: the same columns for the State Council, or None.
        chance: the column with the chance baseline, drawn thin, or None.
        place: the label of the own line.
        lang: en or zh.
        width: in millimetres, 30 or more.

    Returns:
        The figure; None with fewer than two years that have a value.

    Raises:
        ValueError: if a column is missing, a year is there twice, a value is infinite or below 0,
            the axis has a null or is logarithmic, or the page is too narrow.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import Axis, year_lines
        >>> own = pd.DataFrame({"report_year": [2017, 2018, 2019], "jsd": [0.2, 0.25, 0.22]})
        >>> year_lines(own, axis=Axis("jsd", "divergence"), place="Shenzhen") is None
        False
    """
    check_language(lang)
    check_axis(axis)
    value = axis.column
    _check_linear(axis)
    page.check_width(width)
    _check_years(own, [value, *([chance] if chance else [])], "own")
    if nation is not None:
        _check_years(nation, [value], "nation")
    drawn = _by_year(own, value).dropna()
    if len(drawn) < 2:
        return None
    lines = [(_by_year(own, value), OWN, 1.5, place)]
    if chance:
        lines = [(_by_year(own, chance), SECONDARY, 0.6, says("chance", lang)), *lines]
    if nation is not None:
        there = nation[nation["report_year"].between(drawn.index.min(), drawn.index.max())]
        lines = [(_by_year(there, value), NATION, 1.1, says("state_council", lang)), *lines]
    lines = [one for one in lines if one[0].notna().any()]
    with style():
        return _draw(lines, page.wrapped(axis.label, width - 2 * page.MARGIN), width)


def _check_linear(axis: Axis) -> None:
    if axis.log or axis.null is not None:
        raise ValueError(
            "year_lines draws a linear axis that begins at 0; give an Axis without log and null"
        )


def _check_years(table: pd.DataFrame, values: Sequence[str], name: str) -> None:
    """Raises ValueError unless a table has one row per year, and values that can be drawn."""
    check_columns(table, ["report_year", *values], name)
    twice = table["report_year"][table["report_year"].duplicated()]
    if len(twice):
        raise ValueError(f"{name} has several rows for {twice.iloc[0]}; give one row per year")
    for value in values:
        given = table[value].astype(float)
        wrong = given[(given < 0) | (given == math.inf)]
        if len(wrong):
            raise ValueError(
                f"column {value} of {name} contains {wrong.iloc[0]:g}; give finite values of 0 or "
                "more, or none"
            )


def _by_year(table: pd.DataFrame, value: str) -> pd.Series:
    """The values by year, with the years between that are missing."""
    series = table.set_index("report_year")[value].astype(float).sort_index()
    if series.empty:
        return series
    return series.reindex(range(int(series.index.min()), int(series.index.max()) + 1))


def _draw(
    lines: Sequence[tuple[pd.Series, str, float, str]], note: Sequence[str], width: float
) -> Drawing:
    names = page.fitted_apart([name for *_, name in lines], 0.25 * width, page.NOTE)
    room = width - 2 * page.MARGIN - _TICKS - page.widest(names, page.NOTE) - 2
    top = page.MARGIN + len(note) * page.line_height() + 3.5
    figure = page.new_page(width, top + _HIGH + _YEARS)
    page.write_note(figure, note)
    axes = page.place(figure, page.MARGIN + _TICKS, top, room, _HIGH)
    page.bare(axes)
    axes.grid(visible=True, axis="y", color=GRID)
    for series, colour, thick, _ in lines:
        _line(axes, series, colour, thick, dots=colour == OWN)
    axes.set_ylim(0, 1.05 * max(float(series.max()) for series, *_ in lines) or 1)
    _axis_of_years(axes, lines[-1][0].dropna().index, room)
    for (_, colour, *_), name, y in zip(lines, names, _apart(axes, lines, top), strict=True):
        if name:
            left = page.MARGIN + _TICKS + room + 1.5
            page.write(figure, name, (left, y), colour=colour, va="center_baseline")
    return figure


def _axis_of_years(axes: Axes, years: pd.Index, room: float) -> None:
    first, last = int(years.min()), int(years.max())
    axes.set_xlim(first - 0.6, last + 0.6)
    most = max(2, min(9, int(room // 11)))
    round_years = MaxNLocator(integer=True, nbins=most).tick_values(first, last)
    axes.set_xticks([int(year) for year in round_years if first <= year <= last])
    axes.set_yticks(round_ticks(0, axes.get_ylim()[1]))


def _line(axes: Axes, series: pd.Series, colour: str, thick: float, *, dots: bool) -> None:
    kind: dict[str, Any] = {"color": colour, "markersize": 2.6, "markeredgewidth": 0}
    axes.plot(series.index, series, linewidth=thick, marker="o" if dots else None, **kind)
    alone = series[series.notna() & series.shift().isna() & series.shift(-1).isna()]
    if not dots and len(alone):
        axes.plot(alone.index, alone, "o", **kind)


def _apart(
    axes: Axes, lines: Sequence[tuple[pd.Series, str, float, str]], top: float
) -> list[float]:
    """Heights on the page of the names at the ends of lines, a line of text apart at least."""
    most = axes.get_ylim()[1]
    ends = [top + _HIGH * (1 - float(series.dropna().iloc[-1]) / most) for series, *_ in lines]
    heights = list(ends)
    at = top + _HIGH + page.LINE
    for number in sorted(range(len(ends)), key=lambda one: -ends[one]):
        at = heights[number] = min(ends[number], at - page.LINE)
    return heights
