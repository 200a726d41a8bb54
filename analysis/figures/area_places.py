"""Policy areas of many places: who stands apart beyond error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures.page import (
    CLEAR,
    MARGIN,
    NAME,
    NOTE,
    POINT,
    bare,
    line_height,
    new_page,
    place,
    widest,
    wrapped,
    write,
    write_note,
)
from analysis.figures.scales import Axis, check_axis, three_ticks
from analysis.figures.style import (
    DOUBLE,
    GRID,
    NATION,
    OTHER,
    OWN,
    SECONDARY,
    STRIPE,
    TEXT,
    Drawing,
    style,
)
from analysis.figures.words import joined, says, short_name
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROWS = 60  # places on a page
_ROW, _AXIS, _GAP = 3.6, 5.0, 3.0  # millimetres
_WIDE = 150.0
_DIFFERENCE = ("difference", "difference_low", "difference_high")


@dataclass(frozen=True)
class _Chosen:
    """The areas that are shown, from left to right, and the places, from top to bottom."""

    areas: list[str]
    places: list[str]


def areas_by_place(
    table: pd.DataFrame,
    *,
    axis: Axis | None = None,
    nation: pd.DataFrame | None = None,
    nation_place: str | None = None,
    top: int | None = None,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """Policy areas of many places, a panel each and a row per place, with intervals.

    The areas are those in which places differ most beyond error: in which most places stand apart,
    then by the mean of ``(d / h)²``, d being a place's difference from the mean of the others and h
    half the length of its interval; ties by name. Places are in order of their value in the first
    of them, the largest on top. A place is filled where the interval of its difference excludes 0:
    a circle above the others, a square below. The thin line is the mean of all places, the dashed
    grey one the State Council. Of more than 60 places the 30 at either end are shown.

    Args:
        table: from ``against_others``, the places as unit: name, unit, what is drawn, low, high,
            difference, difference_low, difference_high.
        axis: what is drawn; None for the share of sentences.
        nation: name and the same column of the State Council's report, one row per area.
        nation_place: its label; None for its name.
        top: how many areas are shown at most; None for five, or two below 150 mm.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if the table has fewer than two places.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import against_others
        >>> from analysis.figures import areas_by_place
        >>> table = pd.DataFrame({"name": "Health", "unit": ["A", "B", "C"], "share": [4.0, 9, 5],
        ...                       "low": [3.0, 7, 4], "high": [6.0, 12, 7]})
        >>> figure = areas_by_place(against_others(table))
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['B', 'C', 'A']
    """
    axis = axis or Axis("share", says("percent_note", lang))
    check_axis(axis)
    check_columns(table, ["name", "unit", axis.column, "low", "high", *_DIFFERENCE])
    if table["unit"].nunique() < 2:
        return None
    chosen = _chosen(table, axis.column, top or (5 if width >= _WIDE else 2))
    grey = nation_place or says("state_council", lang)
    note = _note(table, chosen, axis.label, grey if nation is not None else "", lang)
    with style():
        return _draw(table, chosen, axis.column, nation, note, width)


def _chosen(table: pd.DataFrame, value: str, top: int) -> _Chosen:
    half = (table["difference_high"] - table["difference_low"]) / 2
    apart = (table["difference"] / half.where(half > 0)) ** 2
    sure = (table["difference_low"] > 0) | (table["difference_high"] < 0)
    spread = (
        table[["name"]]
        .assign(apart=apart, sure=sure)
        .groupby("name")
        .agg({"sure": "sum", "apart": "mean"})
    )
    order = (
        spread.fillna(-1)
        .reset_index()
        .sort_values(["sure", "apart", "name"], ascending=[False, False, True])
    )
    areas = order["name"].head(top).tolist()
    first = table[table["name"] == areas[0]].assign(unit=lambda rows: rows["unit"].astype(str))
    places = first.sort_values([value, "unit"], ascending=[False, True])["unit"].tolist()
    if len(places) > _ROWS:
        places = places[: _ROWS // 2] + places[-_ROWS // 2 :]
    return _Chosen(areas, places)


def _note(table: pd.DataFrame, chosen: _Chosen, label: str, grey: str, lang: Lang) -> str:
    every, areas = table["unit"].nunique(), table["name"].nunique()
    return joined(
        [
            label,
            says("places_guide", lang, intervals_of=table),
            says("dashed", lang, place=grey) if grey else "",
            says("most_apart", lang, top=len(chosen.areas), n=areas)
            if len(chosen.areas) < areas
            else "",
            says("places_shown", lang, top=_ROWS // 2, n=every) if every > _ROWS else "",
        ],
        lang,
    )


def _draw(
    table: pd.DataFrame,
    chosen: _Chosen,
    value: str,
    nation: pd.DataFrame | None,
    note: str,
    width: float,
) -> Drawing:
    n = len(chosen.areas)
    left = MARGIN + widest(chosen.places, NOTE) + CLEAR
    room = (width - left - MARGIN - 2 - _GAP * (n - 1)) / n
    titles = [wrapped(short_name(one), room + _GAP - 1, NAME) for one in chosen.areas]
    lines = wrapped(note, width - 2 * MARGIN)
    deep = max(map(len, titles))
    top = MARGIN + len(lines) * line_height() + 1.5 + deep * line_height(NAME) + 1
    height = max(_ROW * len(chosen.places), 10.0)
    page = new_page(width, top + height + _AXIS)
    write_note(page, lines)
    most = float(np.nanmax(table.loc[table["name"].isin(chosen.areas), [value, "high"]]))
    for number, (area, title) in enumerate(zip(chosen.areas, titles, strict=True)):
        at = left + number * (room + _GAP)
        axes = place(page, at, top, room, height)
        for line, text in enumerate(title):
            above = top - 1 - (len(title) - line) * line_height(NAME)
            write(page, text, (at, above), size=NAME, colour=TEXT)
        own = table[table["name"] == area].assign(unit=lambda rows: rows["unit"].astype(str))
        _panel(axes, own.set_index("unit").reindex(chosen.places), value, most)
        axes.axvline(float(own[value].mean()), color=SECONDARY, linewidth=0.6, zorder=1)
        behind = [] if nation is None else nation.loc[nation["name"] == area, value].tolist()
        for one in behind:
            axes.axvline(one, color=NATION, linewidth=1.2, linestyle=(0, (3, 2)), zorder=1)
        names = chosen.places if number == 0 else [""] * len(chosen.places)
        axes.set_yticks(range(len(names)), names, fontsize=NOTE, color=TEXT)
        axes.tick_params(axis="y", pad=(CLEAR - 0.4) / POINT)
    return page


def _panel(axes: Axes, rows: pd.DataFrame, value: str, most: float) -> None:
    bare(axes)
    n = len(rows)
    axes.set_ylim(n - 0.5, -0.5)
    axes.set_xlim(0, 1.03 * most)
    for row in range(1, n, 2):
        axes.axhspan(row - 0.5, row + 0.5, color=STRIPE, linewidth=0, zorder=0)
    ticks = three_ticks(most)
    axes.set_xticks(ticks, [f"{one:g}" for one in ticks])
    for one in ticks[1:]:
        axes.axvline(one, color=GRID, linewidth=0.5, zorder=0.5)
    places = np.arange(n)
    above = (rows["difference_low"] > 0).to_numpy()
    below = (rows["difference_high"] < 0).to_numpy()
    kinds = (
        (~above & ~below, NATION, "white", "o"),
        (above, OWN, OWN, "o"),
        (below, OTHER, OTHER, "s"),
    )
    for here, colour, face, marker in kinds:
        own = rows[here]
        axes.hlines(places[here], own["low"], own["high"], color=colour, linewidth=1.1, zorder=2)
        axes.scatter(
            own[value],
            places[here],
            s=13,
            c=face,
            edgecolors=colour,
            marker=marker,
            linewidths=0.9,
            zorder=3,
            clip_on=False,
        )
