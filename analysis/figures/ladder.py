"""One indicator's targets by level of government."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures.page import (
    MARGIN,
    NAME,
    NOTE,
    bare,
    line_height,
    new_page,
    place,
    widest,
    wrapped,
    write,
    write_note,
)
from analysis.figures.promises import year_marks
from analysis.figures.scales import round_ticks
from analysis.figures.style import (
    DOUBLE,
    FOURTH,
    GRID,
    NATION,
    OWN,
    SECONDARY,
    TEXT,
    THIRD,
    Drawing,
    style,
)
from analysis.figures.words import joined, says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEVELS = ("national", "provincial", "prefecture", "county")
_COLOUR = dict(zip(LEVELS, (NATION, OWN, THIRD, FOURTH), strict=True))
_MARKER = dict(zip(LEVELS, ("D", "o", "s", "^"), strict=True))
_PANEL, _SHIFT = 60.0, 0.14  # height in millimetres; levels of one year are so many years apart


@dataclass(frozen=True)
class _Level:
    """The targets of one level: its rows, label, colour and marker."""

    name: str
    rows: pd.DataFrame
    label: str

    @property
    def colour(self) -> str:
        return _COLOUR[self.name]


def target_ladder(
    table: pd.DataFrame, *, label: str, lang: Lang = "en", width: float = DOUBLE
) -> Drawing | None:
    """The targets of one indicator by level of government, to see whether each adds to the last.

    With several years there is a line per level through the median of its places, and a bar from
    the lowest to the highest target; lines break where a year is missing. With one year there is a
    row per level from the top down, with a dot per place and the number of places at each target.
    Of a target range the middle counts. The State Council is grey and behind. A level with one
    place bears its name.

    Args:
        table: one row per target of one indicator: year, level (national, provincial, prefecture
            or county), place (its label), target, target_high (missing unless it is a range); rows
            of other levels or without a target are left out.
        label: name of the indicator, with its unit.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if there are fewer than two targets.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import target_ladder
        >>> table = pd.DataFrame({
        ...     "year": [2024, 2025] * 2, "level": ["national"] * 2 + ["prefecture"] * 2,
        ...     "place": ["State Council"] * 2 + ["Shenzhen"] * 2,
        ...     "target": [5.0, 5.0, 5.5, 5.5], "target_high": None,
        ... })
        >>> figure = target_ladder(table, label="Growth of GDP (%)")
        >>> [text.get_text() for text in figure.texts[1:]]
        ['Shenzhen', 'State Council']
    """
    check_columns(table, ["year", "level", "place", "target", "target_high"])
    rows = table[table["target"].notna() & table["level"].isin(LEVELS)]
    if len(rows) < 2:
        return None
    high = rows["target_high"].astype(float).fillna(rows["target"].astype(float))
    rows = rows.assign(middle=(rows["target"].astype(float) + high) / 2)
    levels = [
        _Level(one, own, _label(one, own, lang))
        for one in LEVELS
        for own in [rows[rows["level"] == one]]
        if len(own)
    ]
    with style():
        if rows["year"].nunique() == 1:
            return _one_year(levels, label, lang, width)
        return _by_year(levels, label, lang, width)


def _label(level: str, rows: pd.DataFrame, lang: Lang) -> str:
    places = rows["place"].unique()
    if len(places) == 1:
        return str(places[0])
    return says("places_of", lang, level=says(level, lang), n=len(places))


def _by_year(levels: list[_Level], label: str, lang: Lang, width: float) -> Drawing:
    rows = pd.concat([one.rows for one in levels])
    years = int(rows["year"].min()), int(rows["year"].max())
    low, high = min(float(rows["middle"].min()), 0.0), max(float(rows["middle"].max()), 0.0)
    ticks = round_ticks(low, high)
    printed = [f"{one:g}".replace("-", "\u2212") for one in ticks]
    lines = wrapped(joined([label, says("ladder_guide", lang)], lang), width - 2 * MARGIN)
    left, right = MARGIN + widest(printed, NOTE) + 2, widest(one.label for one in levels) + 3
    beside = right < 0.4 * width
    room = width - left - MARGIN - (right if beside else 0)
    keys = [] if beside else levels
    top = MARGIN + (len(lines) + len(keys)) * line_height() + 3
    page = new_page(width, top + _PANEL + 6)
    axes = place(page, left, top, room, _PANEL)
    bare(axes)
    pad = 0.06 * (high - low)
    axes.set_xlim(years[0] - 0.6, years[1] + 0.6)
    axes.set_ylim(low - pad * (low < 0), high + pad)
    for one in ticks:
        axes.axhline(one, color=GRID, linewidth=0.5, zorder=0)
    axes.set_yticks(ticks, printed)
    marked = year_marks(*years, room)
    axes.set_xticks(marked, [str(one) for one in marked])
    for number, level in enumerate(levels):
        _level(axes, level, _SHIFT * (number - (len(levels) - 1) / 2))
    at = write_note(page, lines)
    for number, level in enumerate(keys):
        write(page, level.label, (MARGIN, at + number * line_height()), colour=_ink(level))
    if beside:
        _end_labels(page, levels, (left + room + 2, top), axes)
    return page


def _level(axes: Axes, level: _Level, shift: float) -> None:
    grouped = level.rows.groupby("year")["middle"].agg(["median", "min", "max"])
    every = grouped.reindex(range(int(grouped.index.min()), int(grouped.index.max()) + 1))
    grey = level.name == "national"
    axes.plot(
        every.index + shift,
        every["median"],
        color=level.colour,
        zorder=1 if grey else 2,
        linewidth=2.2 if grey else 1.3,
        marker=_MARKER[level.name],
        markersize=3.2,
    )
    several = grouped[grouped["max"] > grouped["min"]]
    axes.vlines(
        several.index + shift,
        several["min"],
        several["max"],
        color=level.colour,
        linewidth=1.1,
        alpha=0.6,
        zorder=1.5,
    )


def _ink(level: _Level) -> str:
    return SECONDARY if level.name == "national" else level.colour


def _end_labels(
    page: Drawing, levels: list[_Level], corner: tuple[float, float], axes: Axes
) -> None:
    """The names of the levels at the ends of their lines, moved apart where these meet."""
    low, high = axes.get_ylim()
    ends = []
    for level in levels:
        last = level.rows[level.rows["year"] == level.rows["year"].max()]["middle"].median()
        ends.append((_PANEL * (1 - (last - low) / (high - low)), level))
    step = line_height(NAME)
    ends.sort(key=lambda one: (one[0], -LEVELS.index(one[1].name)))
    places: list[float] = []
    for at, _ in ends:
        places.append(max(at, places[-1] + step) if places else at)
    over = max(0.0, places[-1] - (_PANEL - step / 2))
    places = [one - over for one in places]
    for at, (_, level) in zip(places, ends, strict=True):
        write(
            page,
            level.label,
            (corner[0], corner[1] + at),
            size=NAME,
            colour=_ink(level),
            va="center_baseline",
        )


def _one_year(levels: list[_Level], label: str, lang: Lang, width: float) -> Drawing:
    """A row per level: targets on the axis, as many dots side by side as there are places."""
    year = levels[0].rows["year"].iloc[0]
    lines = wrapped(
        joined([label, str(year), says("ladder_year_guide", lang)], lang), width - 2 * MARGIN
    )
    names = [one.label for one in levels]
    left = MARGIN + widest(names) + 2
    top = MARGIN + len(lines) * line_height() + 3
    row = 12.0
    page = new_page(width, top + row * len(levels) + 7)
    axes = place(page, left, top, width - left - MARGIN - 6, row * len(levels))
    bare(axes)
    every = pd.concat([one.rows["middle"] for one in levels])
    pad = max(0.08 * (every.max() - every.min()), 0.05 * abs(every.max()), 1e-6)
    low, high = float(every.min() - pad), float(every.max() + pad)
    steps = MaxNLocator(nbins=5, steps=[1, 2, 5, 10]).tick_values(low, high)
    found = [float(one) for one in steps if low <= one <= high]
    axes.set_xlim(low, high)
    axes.set_ylim(len(levels) - 0.5, -0.5)
    axes.set_xticks(found, [f"{one:g}".replace("-", "\u2212") for one in found])
    axes.set_yticks(range(len(levels)), names, fontsize=NAME, color=TEXT)
    for one in found:
        axes.axvline(one, color=GRID, linewidth=0.5, zorder=0)
    for number, level in enumerate(levels):
        _dots_of(axes, level, number)
    write_note(page, lines)
    return page


def _dots_of(axes: Axes, level: _Level, row: int) -> None:
    """A dot for each target of a level, larger where more places have it, with their number."""
    n = level.rows["middle"].value_counts().sort_index()
    axes.scatter(
        n.index,
        np.full(len(n), row),
        s=14 * n**0.7 + 10,
        color=level.colour,
        marker=_MARKER[level.name],
        linewidths=0,
        zorder=2,
    )
    for value, count in zip(n.index, n, strict=True) if len(level.rows) > 1 else ():
        axes.text(
            value,
            row + 0.42,
            str(count),
            ha="center",
            va="bottom",
            fontsize=NOTE,
            color=SECONDARY,
        )
