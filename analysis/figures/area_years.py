"""Policy areas over the years, in small panels with one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.figures.free_place import Box, free_place
from analysis.figures.page import (
    MARGIN,
    NAME,
    NOTE,
    bare,
    line_height,
    new_page,
    place,
    text_width,
    widest,
    wrapped,
    write_note,
)
from analysis.figures.scales import Axis, check_axis, three_ticks
from analysis.figures.style import DOUBLE, GRID, NATION, OWN, SECONDARY, TEXT, Drawing, style
from analysis.figures.words import joined, says, short_name
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PANEL, _TITLE, _TICKS = 25.0, 5.0, 5.0  # heights in millimetres
_WIDE = 150.0  # four panels a row from here on, otherwise two
_HEADROOM = 1.16  # of the scale, for the change at the top right
_POINTS = 25  # of an interval that names stay clear of
_DASH = 0.35  # of a year, to either side of one that stands alone between gaps
_BANDS = 2.5  # times the highest line or dot: how far an interval is shown


@dataclass(frozen=True)
class _Panels:
    """What all panels share: the years, the top of the scale, their sizes in millimetres."""

    first: int
    last: int
    top: float
    width: float
    height: float = _PANEL

    @property
    def pad(self) -> float:
        """What is kept free beside the first and the last year, in years."""
        return 0.02 * max(self.last - self.first, 1) if self.last - self.first > 4 else 0.15

    def at(self, year: ArrayLike, value: ArrayLike) -> Floats:
        """Where values are in a panel, in millimetres from its bottom left corner."""
        span = self.last - self.first + 2 * self.pad
        across = (np.asarray(year, dtype=float) - self.first + self.pad) / span * self.width
        return np.column_stack([across, np.asarray(value) / self.top * self.height])


def areas_by_year(
    table: pd.DataFrame,
    *,
    nation: pd.DataFrame | None = None,
    axis: Axis | None = None,
    place: str = "",
    top: int = 12,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """Policy areas over the years, one panel each, all on one scale.

    Dots are years, the line is the five-year mean and the band its 95% interval; with fewer than
    five years each dot has its own interval and there is no line. Lines and bands break where a
    year is missing; a year alone between gaps has a dash and a bar. Bands and intervals over 2.5
    times as high as the highest line or dot are cut off, which the note says. The areas with the
    largest means over the years are shown, ties by name, in order of their change from the largest
    rise to the largest fall. The change is in brackets where its interval includes 0 or is missing.
    The State Council's mean is grey, in the years of the table.

    Args:
        table: one row per area and year: name, unit (the year), what is drawn, low, high and, from
            ``smoothed_trends``, mean, mean_low, mean_high, change, change_low, change_high.
        nation: the same of the State Council reports.
        axis: what is drawn; None for the share of sentences.
        place: label of the table's own line, such as the name of the place.
        top: how many areas are shown at most.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if the table has fewer than two years.

    Example:
        >>> from analysis.across_reports import area_trends, national_reference, smoothed_trends
        >>> from analysis.figures import areas_by_year
        >>> trends = area_trends(national_reference()).query("code in (1, 4, 7) and unit >= 1978")
        >>> figure = areas_by_year(smoothed_trends(trends), width=85)
        >>> [axes.get_title(loc="left") for axes in figure.axes]
        ['Environment', 'Macroeconomics', 'Agriculture']
    """
    axis = axis or Axis("share", says("percent_note", lang))
    check_axis(axis)
    check_columns(table, ["name", "unit", axis.column, "low", "high"])
    if table["unit"].nunique() < 2:
        return None
    value = axis.column
    names = _by_change(table, value, top)
    behind = _within(nation, table)
    note = _note(table, names, axis, behind, lang)
    columns = 4 if width >= _WIDE else 2
    drawn = [(name, table[table["name"] == name]) for name in names]
    with style():
        return _draw(
            drawn,
            behind,
            value,
            columns,
            width,
            wrapped(note, width - 2 * MARGIN),
            (place, says("state_council", lang)),
        )


def _within(nation: pd.DataFrame | None, table: pd.DataFrame) -> pd.DataFrame | None:
    """The State Council's rows in the years of the table."""
    if nation is None:
        return None
    return nation[nation["unit"].between(table["unit"].min(), table["unit"].max())]


def _by_change(table: pd.DataFrame, value: str, top: int) -> list[str]:
    """The largest areas, from the largest rise to the largest fall."""
    mean = table.groupby("name")[value].mean().rename("mean").reset_index()
    kept = mean.sort_values(["mean", "name"], ascending=[False, True])["name"].head(top)
    change = {name: _change(table[table["name"] == name], value)[0] for name in kept}
    return sorted(change, key=lambda name: (-change[name], name))


def _change(own: pd.DataFrame, value: str) -> tuple[float, bool]:
    """The change of an area, and whether its interval excludes 0."""
    if "change" in own:
        low, high = own["change_low"].iloc[0], own["change_high"].iloc[0]
        return float(own["change"].iloc[0]), bool(low > 0 or high < 0)
    ordered = own.sort_values("unit")[value]
    return float(ordered.iloc[-1] - ordered.iloc[0]), False


def _note(
    table: pd.DataFrame,
    names: list[str],
    axis: Axis,
    nation: pd.DataFrame | None,
    lang: Lang,
) -> str:
    every = table["name"].nunique()
    parts = [
        axis.label,
        says("means_note" if _has_mean(table) else "years_note", lang, intervals_of=table),
    ]
    first = ("；" if lang == "zh" else "; ").join(parts)
    limited = says("largest", lang, top=len(names), n=every) if every > len(names) else ""
    shown = table["name"].isin(names)
    lines, bands = _highest(table[shown], _named(nation, names), axis.column)
    cut = says("bands_cut", lang) if bands > _BANDS * lines else ""
    return joined([first, says("changes_note", lang), limited, cut], lang)


def _named(nation: pd.DataFrame | None, names: list[str]) -> pd.DataFrame | None:
    return None if nation is None else nation[nation["name"].isin(names)]


def _has_mean(table: pd.DataFrame) -> bool:
    return "mean" in table and bool(table["mean"].notna().any())


def _draw(
    drawn: list[tuple[str, pd.DataFrame]],
    nation: pd.DataFrame | None,
    value: str,
    columns: int,
    width: float,
    note: list[str],
    labels: tuple[str, str],
) -> Drawing:
    own = pd.concat([rows for _, rows in drawn])
    ticks, most = _scale(own, _named(nation, [name for name, _ in drawn]), value)
    left, end = MARGIN + widest(ticks, NOTE) + 2, widest([_printed(100, ticks[-1])], NAME) + 1
    gap = end + 3.5
    rows = -(-len(drawn) // columns)
    room = (width - left - end - MARGIN - gap * (columns - 1)) / columns
    panels = _Panels(int(own["unit"].min()), int(own["unit"].max()), most, room)
    titles = [wrapped(short_name(name), room + end, NAME) for name, _ in drawn]
    high = _TITLE + (max(map(len, titles)) - 1) * line_height(NAME)
    above = MARGIN + len(note) * line_height() + 2
    page = new_page(width, above + rows * (high + _PANEL + 2) + _TICKS)
    write_note(page, note)
    todo = labels if nation is not None else (labels[0], "")
    for number, (name, table) in enumerate(drawn):
        row, column = divmod(number, columns)
        axes = place(
            page,
            left + column * (room + gap),
            above + high + row * (high + _PANEL + 2),
            room,
            _PANEL,
        )
        axes.set_title("\n".join(titles[number]), loc="left", fontsize=NAME, color=TEXT, pad=3)
        behind = None if nation is None else nation[nation["name"] == name]
        _panel(axes, table, behind, value, panels, ticks)
        _sides(axes, panels, ticks, first=column == 0, last=number + columns >= len(drawn))
        if any(todo) and _labelled(axes, table, behind, value, panels, todo):
            todo = ("", "")
    return page


def _scale(own: pd.DataFrame, nation: pd.DataFrame | None, value: str) -> tuple[list[float], float]:
    """Three round values from 0, and the top of the scale."""
    lines, bands = _highest(own, nation, value)
    top = _HEADROOM * max(lines, min(bands, _BANDS * lines))
    return three_ticks(top / _HEADROOM), top


def _highest(own: pd.DataFrame, nation: pd.DataFrame | None, value: str) -> tuple[float, float]:
    """The highest line or dot, and the highest limit: a wide interval must not flatten all."""
    lines = [own[value].max(), own["mean"].max() if _has_mean(own) else 0, 1e-9]
    if nation is not None and len(nation):
        lines.append(nation["mean"].max() if _has_mean(nation) else nation[value].max())
    bands = own["mean_high"].max() if _has_mean(own) else own["high"].max()
    return float(np.nanmax(lines)), float(np.nanmax([bands, 0]))


def _printed(value: float, step: float) -> str:
    return f"{value:.0f}" if step >= 8 else f"{value:.1f}"


def _panel(
    axes: Axes,
    table: pd.DataFrame,
    behind: pd.DataFrame | None,
    value: str,
    panels: _Panels,
    ticks: list[float],
) -> None:
    own = table.sort_values("unit")
    if behind is not None and len(behind):
        column = "mean" if _has_mean(behind) else value
        _line(axes, behind.sort_values("unit"), column, colour=NATION, width=1.2)
    if _has_mean(table):
        _band(axes, own)
        _line(axes, own, "mean", colour=OWN, width=1.5)
    else:
        axes.vlines(own["unit"], own["low"], own["high"], color=OWN, linewidth=1.1)
    shown = {"s": 3, "alpha": 0.6} if _has_mean(table) else {"s": 12, "alpha": 1}
    axes.scatter(own["unit"], own[value], color=OWN, linewidths=0, zorder=3, clip_on=False, **shown)
    _numbers(axes, own, value, panels, ticks)


def _band(axes: Axes, own: pd.DataFrame) -> None:
    """The intervals of the means; that of a year alone between gaps is as wide as its dash."""
    every = _every_year(own)
    low, high = every["mean_low"].astype(float), every["mean_high"].astype(float)
    alone = _alone(low.where(high.notna()))
    kind: dict[str, Any] = {"color": OWN, "alpha": 0.18, "linewidth": 0, "zorder": 1.5}
    axes.fill_between(every.index, low, high, **kind)
    axes.bar(alone.index, high[alone.index] - alone, 2 * _DASH, bottom=alone, **kind)


def _alone(every: pd.Series) -> pd.Series:
    """The values of the years that have none beside them, where neither line nor band is seen."""
    there = every.notna()
    return every[there & ~there.shift(1, fill_value=False) & ~there.shift(-1, fill_value=False)]


def _every_year(own: pd.DataFrame) -> pd.DataFrame:
    """One row per year, without values where no report exists."""
    indexed = own.set_index("unit")
    return indexed.reindex(range(int(indexed.index.min()), int(indexed.index.max()) + 1))


def _line(axes: Axes, own: pd.DataFrame, column: str, *, colour: str, width: float) -> None:
    """A line that breaks where a year is missing; a year alone between gaps is a dash."""
    every = _every_year(own)[column].astype(float)
    axes.plot(every.index, every, color=colour, linewidth=width, zorder=2, solid_capstyle="round")
    alone = _alone(every)
    axes.hlines(
        alone, alone.index - _DASH, alone.index + _DASH, color=colour, linewidth=width, zorder=2
    )


def _numbers(
    axes: Axes, own: pd.DataFrame, value: str, panels: _Panels, ticks: list[float]
) -> None:
    """The change at the top right, and the last value at the end of the line."""
    change, sure = _change(own, value)
    text = f"{change:+.0f}" if ticks[-1] >= 8 else f"{change:+.1f}"
    text = text.replace("-", "\u2212") if float(text) else text.lstrip("+-")
    axes.text(
        1,
        1,
        text if sure else f"({text})",
        transform=axes.transAxes,
        ha="right",
        va="top",
        fontsize=NOTE,
        color=TEXT if sure else SECONDARY,
    )
    column = own["mean"] if _has_mean(own) else own[value]
    last = float(column.dropna().iloc[-1])
    axes.annotate(
        _printed(last, ticks[-1]),
        (panels.last + panels.pad, last),
        xytext=(3, 0),
        textcoords="offset points",
        va="center",
        fontsize=NAME,
        color=OWN,
        annotation_clip=False,
    )


def _sides(axes: Axes, panels: _Panels, ticks: list[float], *, first: bool, last: bool) -> None:
    bare(axes)
    axes.set_xlim(panels.first - panels.pad, panels.last + panels.pad)
    axes.set_ylim(0, panels.top)
    for one in ticks[1:]:
        axes.axhline(one, color=GRID, linewidth=0.5, zorder=0)
    axes.set_yticks(ticks, [f"{one:g}" for one in ticks] if first else [""] * len(ticks))
    middle = (panels.first + panels.last) // 2
    room = panels.width > 4 * text_width("2000", NOTE) and panels.last - panels.first > 3
    years = [panels.first, middle, panels.last] if room else [panels.first, panels.last]
    axes.set_xticks(years, [str(year) for year in years] if last else [""] * len(years))
    axes.tick_params(axis="x", length=2)
    named = axes.get_xticklabels()
    named[0].set_horizontalalignment("left")
    named[-1].set_horizontalalignment("right")


def _labelled(
    axes: Axes,
    table: pd.DataFrame,
    behind: pd.DataFrame | None,
    value: str,
    panels: _Panels,
    labels: tuple[str, str],
) -> bool:
    """Names the lines of this panel where both names find a free place; whether they did."""
    column = "mean" if _has_mean(table) else value
    lines = [panels.at(table["unit"], table[column])]
    if behind is not None and len(behind):
        lines.append(panels.at(behind["unit"], behind["mean" if _has_mean(behind) else value]))
    elif labels[1]:
        return False
    dots = panels.at(table["unit"], table[value])
    if not _has_mean(table):
        dots = np.concatenate([dots, *_bars(panels, table)])
    corner = (panels.width - 9, panels.height - line_height() - 0.5)
    found: list[Box | None] = []
    for number, (text, line) in enumerate(zip(labels, lines, strict=False)):
        size = (text_width(text, NOTE), line_height() * 0.9)
        others = [one for at, one in enumerate(lines) if at != number]
        taken = [one for one in found if one]
        extent = (panels.width, panels.height)
        spot = free_place(size, line, others, dots, panels=extent, corner=corner, taken=taken)
        if text and spot is None:
            return False
        found.append((*spot, *size) if text and spot else None)
    for text, box, colour in zip(labels, found, (OWN, SECONDARY), strict=False):
        if box:
            _write_label(axes, text, box[0] / panels.width, box[1] / panels.height, colour)
    return True


def _bars(panels: _Panels, table: pd.DataFrame) -> list[Floats]:
    """Points along the interval of each year, close enough that no name slips between two."""
    low, high = (table[one].astype(float) for one in ("low", "high"))
    return [panels.at(table["unit"], low + at * (high - low)) for at in np.linspace(0, 1, _POINTS)]


def _write_label(axes: Axes, text: str, x: float, y: float, colour: str) -> None:
    axes.text(
        x,
        y,
        text,
        fontsize=NOTE,
        transform=axes.transAxes,
        color=colour,
        ha="left",
        va="bottom",
    )
