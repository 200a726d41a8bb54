"""The growth targets of a place by year, beside its last result and the level above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures.keys import Key, key_rows, write_keys
from analysis.figures.page import (
    MARGIN,
    NOTE,
    bare,
    line_height,
    new_page,
    place,
    widest,
    wrapped,
    write_note,
)
from analysis.figures.pressure_marks import NAMES, NUMBERED, WITHOUT, draw_wording, wording_keys
from analysis.figures.promises import year_marks
from analysis.figures.scales import round_ticks
from analysis.figures.style import CONTEXT, DOUBLE, GRID, NATION, OWN, TEXT, Drawing, style
from analysis.figures.words import joined, says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PANEL = 55.0  # height in millimetres
_SHADE = "#EFEFEF"  # years without a report
_NEEDED = ["year", "rate", "target", "target_high", "last_result", "parent_target", "wording"]
_Numbers = tuple[float, float, float, float, float]


def pressure_by_year(
    table: pd.DataFrame, *, label: str, lang: Lang = "en", width: float = DOUBLE
) -> Drawing | None:
    """The growth targets of a place by year, its last results, and the targets of the level above.

    A mark is a target, of a range its midpoint with a line from end to end: a triangle where the
    wording is hard, hollow where it is soft, a dot where it is a number alone. The bar leads to the
    result of the year before, a small diamond: its length is the pressure. The grey dash is the
    target of the nearest level above. A report without a target has a cross at the bottom; years
    without a report are shaded.

    Args:
        table: rows of ``pressure_panel`` for one place: year, rate, target, target_high,
            last_result, parent_target, wording.
        label: name of the indicator, with its unit.
        lang: language of the keys: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None with fewer than two years, or without any target.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import pressure_by_year
        >>> table = pd.DataFrame({
        ...     "year": [2017, 2018, 2020], "rate": [8.5, 8.0, None], "target": [8.5, 8.0, None],
        ...     "target_high": None, "last_result": [9.0, 8.8, 6.7],
        ...     "parent_target": [6.5, 6.5, None], "wording": ["soft", "hard", "absent"]})
        >>> figure = pressure_by_year(table, label="GDP growth (%)")
        >>> [text.get_text() for text in figure.texts[1:4]]
        ['target: hard wording', 'soft wording', 'no target found']
    """
    check_columns(table, _NEEDED, "table")
    rows = table.drop_duplicates("year").sort_values("year")
    if len(rows) < 2 or not rows["rate"].notna().any():
        return None
    note = joined([label, says("pressure_guide", lang)], lang)
    with style():
        return _draw(rows, wrapped(note, width - 2 * MARGIN), lang, width)


def _draw(rows: pd.DataFrame, note: list[str], lang: Lang, width: float) -> Drawing:
    low, high, ticks = _scale(rows)
    printed = [f"{one:g}".replace("-", "\u2212") for one in ticks]
    keys = _keys(rows, lang)
    left = MARGIN + widest(printed, NOTE) + 2
    room = width - left - MARGIN - 1
    deep = len(note) + len(key_rows([one for one, _ in keys], width))
    top = MARGIN + deep * line_height() + 3
    page = new_page(width, top + _PANEL + 6)
    axes = place(page, left, top, room, _PANEL)
    years = int(rows["year"].min()), int(rows["year"].max())
    bare(axes)
    axes.set_xlim(years[0] - 0.7, years[1] + 0.7)
    axes.set_ylim(low, high)
    for one in ticks:
        axes.axhline(one, color=GRID, linewidth=0.5, zorder=0.5)
    axes.set_yticks(ticks, printed)
    marked = year_marks(*years, room)
    axes.set_xticks(marked, [str(one) for one in marked])
    axes.tick_params(axis="x", length=2)
    _marks(axes, rows, years)
    write_keys(page, keys, write_note(page, note))
    return page


def _scale(rows: pd.DataFrame) -> tuple[float, float, list[float]]:
    """The ends of the axis, with room for the crosses at its bottom, and its ticks."""
    columns = ["target", "target_high", "last_result", "parent_target"]
    every = rows[columns].to_numpy(dtype=float)
    high, low = max(float(np.nanmax(every)), 0.0), min(float(np.nanmin(every)), 0.0)
    pad = 0.06 * (high - low)
    return low - pad * (low < 0), high + pad, round_ticks(low, high)


def _marks(axes: Axes, rows: pd.DataFrame, years: tuple[int, int]) -> None:
    for year in sorted(set(range(years[0], years[1] + 1)) - set(rows["year"])):
        axes.axvspan(year - 0.5, year + 0.5, color=_SHADE, linewidth=0, zorder=0)
    columns = rows[_NEEDED[:-1]].to_numpy(dtype=float)
    bottom = axes.get_ylim()[0] + 0.035 * np.ptp(axes.get_ylim())
    for (year, *numbers), wording in zip(columns, rows["wording"], strict=True):
        _year(axes, year, (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]))
        if wording in WITHOUT:
            draw_wording(axes, year, float(bottom), wording)
        elif np.isfinite(numbers[0]):
            draw_wording(axes, year, numbers[0], wording)


def _year(axes: Axes, year: float, numbers: _Numbers) -> None:
    """The target of the level above, the last result and the bar to it, and the ends of a range."""
    rate, low, high, last, parent = numbers
    if np.isfinite(parent):
        axes.hlines(parent, year - 0.38, year + 0.38, color=NATION, linewidth=1.6, zorder=1.5)
    if np.isfinite(last) and np.isfinite(rate):
        axes.vlines(year, min(last, rate), max(last, rate), color=CONTEXT, linewidth=3.2, zorder=1)
    if np.isfinite(last):
        axes.scatter([year], [last], s=9, c=TEXT, marker="D", linewidths=0, zorder=3.2)
    if np.isfinite(high) and high != low:
        axes.vlines(year, min(low, high), max(low, high), color=OWN, linewidth=1.3, zorder=2)


def _keys(rows: pd.DataFrame, lang: Lang) -> list[Key]:
    keys = wording_keys(rows["wording"], lang)
    first = next(
        at
        for at, (label, _) in enumerate(keys)
        if label in {says(NAMES[one], lang) for one in NUMBERED}
    )
    keys[first] = (says("target_word", lang, name=keys[first][0]), keys[first][1])
    if rows["last_result"].notna().any():
        keys.append((says("key_last_result", lang), _key_result))
    if rows["parent_target"].notna().any():
        keys.append((says("key_above", lang), _key_above))
    if len(rows) <= rows["year"].max() - rows["year"].min():
        keys.append(
            (says("key_no_report", lang), lambda axes: axes.axvspan(0.1, 0.9, color=_SHADE))
        )
    return keys


def _key_result(axes: Axes) -> None:
    axes.vlines(0.5, 0.5, 1.0, color=CONTEXT, linewidth=3.2)
    axes.scatter([0.5], [0.4], s=9, c=TEXT, marker="D", linewidths=0, zorder=3)


def _key_above(axes: Axes) -> None:
    axes.hlines(0.5, 0.1, 0.9, color=NATION, linewidth=1.6)
