"""Ranks over periods or years, with the ranges of the ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.figures.page import (
    LEAST,
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
    write,
    write_note,
)
from analysis.figures.style import (
    CONTEXT,
    DOUBLE,
    FOURTH,
    GRID,
    OTHER,
    OTHER_TEXT,
    OWN,
    SECONDARY,
    THIRD,
    Drawing,
    style,
)
from analysis.figures.words import joined, says, short_name
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW, _WIDE = 5.2, 150.0  # millimetres
_RANGE = ("rank_low", "rank_high")
_FOCUS = ((OWN, OWN, "o"), (OTHER, OTHER_TEXT, "s"), (THIRD, THIRD, "8"), (FOURTH, FOURTH, "p"))
_CURVE = np.linspace(0, 1, 21)


def bump_chart(
    table: pd.DataFrame,
    *,
    name: str = "name",
    value: str = "share",
    focus: Sequence[str] | None = None,
    top: int = 14,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """Ranks over periods or years: four lines in colour, all others grey, each with its name.

    Names stand at both ends (below 150 mm at the right), with their ranks. In the marks of the four
    stands the value, if there is room; thin bars are the ranges of their ranks. Lines below ``top``
    leave the figure at its foot. A line breaks where an item has no value.

    Args:
        table: one row per unit and item: unit (periods or years, in the order of the table),
            ``name``, ``value`` and, as from ``plan_ranks``, rank, rank_low and rank_high; without
            ranks items are ranked by value, the largest first, ties by name.
        name: the column with the names of the items, such as policy areas.
        value: the column to rank by.
        focus: up to four names to be coloured; None for the four whose rank changes most from the
            first to the last unit among those that are in the figure at both, ties by name.
        top: number of ranks that are shown.
        lang: language of the note: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if the table has fewer than two units.

    Raises:
        ValueError: if ``focus`` holds more than four names, or one that is not in the table.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import bump_chart
        >>> table = pd.DataFrame({
        ...     "unit": [2016, 2016, 2016, 2018, 2018, 2018], "name": ["教育", "环境", "交通"] * 2,
        ...     "share": [6.2, 4.1, 3.0, 5.8, 7.5, 2.9],
        ... })
        >>> figure = bump_chart(table, focus=["环境"], lang="zh")
        >>> figure.axes[0].lines[-1].get_ydata()[[0, -1]].tolist()
        [2.0, 1.0]
    """
    check_columns(table, ["unit", name, *([] if "rank" in table else [value])])
    if table["unit"].nunique() < 2:
        return None
    rows = table if "rank" in table else _ranked(table, name, value)
    units = list(dict.fromkeys(rows["unit"]))
    ranks = rows.pivot(index=name, columns="unit", values="rank")[units].astype(float)
    chosen = _focus(ranks, top) if focus is None else list(focus)
    unknown = [one for one in chosen if one not in ranks.index]
    if len(chosen) > len(_FOCUS) or unknown:
        raise ValueError(
            f"focus holds {len(chosen)} names, {len(unknown)} of them unknown; "
            f"give up to four names of the column {name!r}"
        )
    shown = ranks[(ranks <= top).any(axis=1)]
    with style():
        return _draw(rows.set_index([name, "unit"]), shown, chosen, value, top, lang, width)


def _ranked(table: pd.DataFrame, name: str, value: str) -> pd.DataFrame:
    """The table with ranks within each unit, units in order."""
    ordered = table.dropna(subset=[value]).sort_values(
        ["unit", value, name], ascending=[True, False, True]
    )
    return ordered.assign(rank=ordered.groupby("unit").cumcount() + 1)


def _focus(ranks: pd.DataFrame, top: int) -> list[str]:
    """The four items whose rank changes most from the first to the last unit."""
    ends = ranks.iloc[:, [0, -1]].dropna()
    ends = ends[(ends <= top).all(axis=1)]
    change = (ends.iloc[:, 1] - ends.iloc[:, 0]).abs()
    order = sorted(change.index, key=lambda one: (-change[one], str(one)))
    return [one for one in order if change[one] > 0][: len(_FOCUS)]


def _draw(
    rows: pd.DataFrame,
    ranks: pd.DataFrame,
    focus: list[str],
    value: str,
    top: int,
    lang: Lang,
    width: float,
) -> Drawing:
    depth = int(min(top, np.nanmax(ranks.to_numpy())))
    both = width >= _WIDE
    labels = [short_name(one) for one in ranks.index]
    side = widest(labels) + text_width("10", NOTE) + 4
    left = MARGIN + (side if both else text_width("10", NOTE) + 3)
    room = width - left - MARGIN - side
    step = room / ranks.shape[1]
    numbers = step >= 9
    has_ranges = set(_RANGE) <= set(rows) and bool(rows["rank_low"].notna().any())
    note = joined(
        [
            says("bump_guide", lang) if numbers else "",
            says("rank_ranges" if has_ranges else "no_ranges", lang),
        ],
        lang,
    )
    lines = wrapped(note, width - 2 * MARGIN)
    every = max(1, int(np.ceil(2.9 / step)))  # upright labels are 2.9 mm wide
    last = ranks.shape[1] - 1
    units = [str(one) if (last - at) % every == 0 else "" for at, one in enumerate(ranks.columns)]
    upright = widest(units, NOTE) + 1.5 > step
    head = (widest(units, NOTE) if upright else line_height()) + 1.5
    above = MARGIN + len(lines) * line_height() + head + 1.5
    page = new_page(width, above + _ROW * depth + 2)
    write_note(page, lines)
    axes = place(page, left, above, room, _ROW * depth)
    _frame(axes, units, depth, upright)
    for one in ranks.index:
        if one not in focus:
            _line(axes, ranks.loc[one].to_numpy(), CONTEXT, 1.0, "o", 2.6)
    for number, one in enumerate(focus):
        if one in ranks.index:
            own = rows.loc[[one], ["rank", value, *(_RANGE if has_ranges else ())]].droplevel(0)
            _focused(axes, own, ranks.T[one], number, numbers)
    _both_ends(page, ranks, focus, depth, (left, room, above), both=both)
    return page


def _both_ends(
    page: Drawing,
    ranks: pd.DataFrame,
    focus: list[str],
    depth: int,
    at: tuple[float, float, float],
    *,
    both: bool,
) -> None:
    """Names at the right and, where there is room for them, at the left; otherwise ranks there."""
    left, room, above = at
    _names(page, ranks.iloc[:, -1], focus, depth, (left + room + 1.5, above), "left")
    if both:
        _names(page, ranks.iloc[:, 0], focus, depth, (left - 1.5, above), "right")
        return
    for rank in range(1, depth + 1):
        write(
            page,
            str(rank),
            (left - 1, above + (rank - 0.5) * _ROW),
            ha="right",
            va="center_baseline",
        )


def _frame(axes: Axes, units: list[str], depth: int, upright: bool) -> None:
    bare(axes, keep="")
    axes.set_xlim(-0.5, len(units) - 0.5)
    axes.set_ylim(depth + 0.5, 0.5)
    axes.set_yticks([])
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(units)), units, rotation=90 if upright else 0)
    axes.tick_params(length=0, labelsize=NOTE, labelcolor=SECONDARY, pad=2)
    for rank in range(1, depth + 1):
        axes.axhline(rank, color=GRID, linewidth=0.4, zorder=0)


def _line(
    axes: Axes, ranks: Any, colour: str, width: float, marker: str, size: float, order: float = 1
) -> None:
    """A smooth line through the ranks, which breaks where one is missing, with its marks."""
    smooth = 3 * _CURVE**2 - 2 * _CURVE**3
    across: list[float] = []
    down: list[float] = []
    for at in range(len(ranks) - 1):
        across += list(at + _CURVE)
        down += list(ranks[at] + (ranks[at + 1] - ranks[at]) * smooth)
    axes.plot(across, down, color=colour, linewidth=width, zorder=order, solid_capstyle="butt")
    inside = ranks <= axes.get_ylim()[0] - 0.5
    axes.scatter(
        np.arange(len(ranks))[inside],
        ranks[inside],
        s=size**2,
        marker=marker,
        facecolors="white" if order == 1 else colour,
        edgecolors=colour,
        linewidths=0.8,
        zorder=order + 1,
        clip_on=False,
    )


def _focused(axes: Axes, own: pd.DataFrame, ranks: pd.Series, number: int, numbers: bool) -> None:
    """The line of an item in colour: its ranks, values in the marks, and the ranges of ranks."""
    colour, _, marker = _FOCUS[number]
    shift = 0.09 * (number - 1.5) + (0.06 if number > 1 else -0.06)
    depth = axes.get_ylim()[0] - 0.5
    there = own.astype("Float64").astype(float).reindex(ranks.index)
    for at, (rank, value, *ends) in enumerate(there.to_numpy()):
        if ends and np.isfinite(ends[0]):
            axes.vlines(
                at + shift,
                ends[0] - 0.15,
                ends[1] + 0.15,
                color=colour,
                linewidth=1.1,
                alpha=0.75,
                zorder=2,
            )
        if numbers and rank <= depth:
            axes.text(
                at,
                rank,
                f"{value:.0f}",
                color="white",
                fontsize=LEAST,
                ha="center",
                va="center_baseline",
                zorder=9,
            )
    _line(axes, ranks.to_numpy(), colour, 2.2, marker, 11 if numbers else 4.5, 3 + number)


def _names(
    page: Drawing,
    ranks: pd.Series,
    focus: list[str],
    depth: int,
    corner: tuple[float, float],
    ha: str,
) -> None:
    """Ranks and names at one end."""
    for name, rank in ranks.dropna().items():
        if rank > depth:
            continue
        ink = _FOCUS[focus.index(str(name))][1] if name in focus else SECONDARY
        text = short_name(name)
        label = f"{rank:.0f}  {text}" if ha == "left" else f"{text}  {rank:.0f}"
        write(
            page,
            label,
            (corner[0], corner[1] + (rank - 0.5) * _ROW),
            size=NAME,
            colour=ink,
            ha=ha,
            va="center_baseline",
        )
