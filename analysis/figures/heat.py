"""A matrix of policy areas and years or places, shaded only beyond error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from analysis.figures.page import (
    LEAST,
    MARGIN,
    NAME,
    NOTE,
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
    BLUES,
    CONTEXT,
    DOUBLE,
    GRID,
    OTHER,
    SECONDARY,
    SINGLE,
    TEXT,
    Drawing,
    style,
)
from analysis.figures.words import joined, says, short_name
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 4.6  # height of a row in millimetres
_LABEL = 2.9  # width of an upright label
_BETWEEN = 0.7  # between two labels side by side
_PALE = "#FBE9D9"  # of the colour of less
_TESTED = ("difference_low", "difference_high", "p_adjusted")
_KEYS = ("less_adjusted", "less_95", "more_95", "more_adjusted")


@dataclass(frozen=True)
class _Matrix:
    """The cells as drawn: values, steps (−2 to 2), the mean of each row, and whose they are."""

    value: pd.DataFrame
    step: pd.DataFrame
    years: bool
    signed: bool
    of: pd.DataFrame


def area_heat(
    table: pd.DataFrame,
    *,
    value: str = "share",
    label: str | None = None,
    top: int = 40,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """Policy areas by year or place, as numbers, shaded where they differ beyond error.

    A cell is blue where its value is above the mean of the other years or places of its row, and
    outlined in orange where it is below, if the 95% interval of the difference excludes 0; dark,
    or thick, where p is below 0.05 after adjustment over all cells too. Years are in order, a
    missing one between two others is a blank column, and rows go from areas of early years to
    areas of late ones (by the mean year, weighted by value). Places and rows are in the order of
    the first axis of a correspondence analysis, which puts like beside like. If cells are too
    narrow for numbers, the area of a square shows the value.

    Values that are differences themselves (some are negative) are shaded where their own interval
    excludes 0, and rows go from the largest mean to the smallest.

    Args:
        table: from ``against_others`` or ``areas_by_side``: name, unit (years or places),
            ``value``, difference_low, difference_high, p_adjusted.
        value: the column that is drawn.
        label: what it is, with its unit; None for the share of sentences.
        top: how many years or places are shown at most: the last years, or the first places of the
            table; fewer places if their names have no room.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres; with few columns it is narrower, as a journal column.

    Returns:
        The figure; None if the table has fewer than two years or places.

    Example:
        >>> from analysis.across_reports import against_others, area_trends, national_reference
        >>> from analysis.figures import area_heat
        >>> trends = area_trends(national_reference()).query("code in (4, 7, 13) and unit > 1994")
        >>> figure = area_heat(against_others(trends))
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['Agriculture', 'Social welfare', 'Environment']
    """
    check_columns(table, ["name", "unit", value, *_TESTED])
    if table["unit"].nunique() < 2:
        return None
    every = table["unit"].nunique()
    left = MARGIN + widest(map(short_name, table["name"].unique())) + 1.5
    cells = _matrix(table, value, top, int((width - left - MARGIN) / _LABEL))
    names = [short_name(one) for one in cells.value.index]
    size = min((width - left - MARGIN) / cells.value.shape[1], 11.0)
    numbers = _fit(cells, size)
    if numbers:
        size = min(size, (width - left - MARGIN - _mean_width(lang)) / cells.value.shape[1])
    note = _note(cells, label, numbers, every, lang)
    right = left + size * cells.value.shape[1] + numbers * _mean_width(lang) + MARGIN
    width = min(width, max(right, SINGLE))  # a few columns take no more than a journal column
    with style():
        return _draw(cells, names, note, _Layout(left, size, numbers, width), lang)


@dataclass(frozen=True)
class _Layout:
    """The left end and the size of cells and the width, in millimetres; whether with numbers."""

    left: float
    size: float
    numbers: bool
    width: float


def _matrix(table: pd.DataFrame, value: str, top: int, room: int) -> _Matrix:
    """The cells in the order in which they are drawn."""
    units = list(dict.fromkeys(table["unit"]))
    years = all(isinstance(one, (int, np.integer)) for one in units)
    kept = sorted(units)[-top:] if years else units[: min(top, room)]
    rows = table[table["unit"].isin(kept)]
    above, below = rows["difference_low"] > 0, rows["difference_high"] < 0
    sure = rows["p_adjusted"] < 0.05
    rows = rows.assign(_step=(above * 1 - below * 1) * (1 + sure))
    wide = rows.pivot(index="name", columns="unit", values=value)[kept]
    signed = bool((wide < 0).any(axis=None))
    order = _by_mean(wide) if signed else _by_year(wide) if years else _by_axis(wide)
    wide = wide.loc[order[0], order[1]]
    if years and kept[-1] - kept[0] < top:
        wide = wide.reindex(columns=range(int(kept[0]), int(kept[-1]) + 1))
    step = rows.pivot(index="name", columns="unit", values="_step")
    step = step.reindex(index=wide.index, columns=wide.columns).fillna(0)
    return _Matrix(wide, step, years, signed, rows)


def _by_mean(wide: pd.DataFrame) -> tuple[list[Any], list[Any]]:
    """Rows from the largest mean to the smallest; columns as they are."""
    mean = wide.mean(axis=1).round(9)
    order = sorted(wide.index, key=lambda name: (-mean[name], str(name)))
    return order, list(wide.columns)


def _by_year(wide: pd.DataFrame) -> tuple[list[Any], list[Any]]:
    """Rows by their mean year, weighted by value; columns as they are."""
    weight = wide.fillna(0).to_numpy(dtype=float)
    total = weight.sum(axis=1)
    mean = (weight * np.asarray(wide.columns, dtype=float)).sum(axis=1)
    mean = np.divide(mean, total, out=np.full(len(wide), np.inf), where=total > 0)
    order = sorted(range(len(wide)), key=lambda at: (round(mean[at], 9), str(wide.index[at])))
    return [wide.index[at] for at in order], list(wide.columns)


def _by_axis(wide: pd.DataFrame) -> tuple[list[Any], list[Any]]:
    """Rows and columns by the first axis of a correspondence analysis; ties by name.

    The axis is signed so that the first column of the table is in the first half.
    """
    filled = wide.fillna(0).to_numpy(dtype=float)
    p = filled / max(filled.sum(), 1e-12)
    row, column = p.sum(axis=1), p.sum(axis=0)
    expected = np.outer(row, column)
    apart = np.where(wide.notna(), p - expected, 0.0)
    scaled = np.divide(apart, np.sqrt(expected), out=np.zeros_like(p), where=expected > 0)
    left, _, right = np.linalg.svd(scaled, full_matrices=False)
    places = [
        np.divide(axis, np.sqrt(mass), out=np.zeros_like(axis), where=mass > 0).round(9)
        for axis, mass in ((left[:, 0], row), (right[0], column))
    ]
    sign = -1 if places[1][0] > 0 else 1
    orders = [
        sorted(range(len(one)), key=lambda at: (sign * one[at], str(names[at])))
        for one, names in zip(places, (wide.index, wide.columns), strict=True)
    ]
    return [wide.index[at] for at in orders[0]], [wide.columns[at] for at in orders[1]]


def _printed(value: float, digits: int) -> str:
    text = "" if np.isnan(value) else f"{value:.{digits}f}"
    return text[1:] if text.strip("-0.") == "" and text[:1] == "-" else text.replace("-", "−")


def _digits(cells: _Matrix, size: float) -> int:
    """One decimal where values are small, of a row too if there is room for it; else none."""
    values = np.abs(cells.value.to_numpy(dtype=float))
    if float(np.nanmax(values)) < 5:
        return 1
    small = cells.value.abs().mean(axis=1).median() < 1
    return int(small and _widest(cells, 1) <= size)


def _widest(cells: _Matrix, digits: int) -> float:
    """The width that the widest number takes."""
    numbers = {_printed(one, digits) for one in cells.value.to_numpy(dtype=float).ravel()}
    return widest(numbers, LEAST) + 0.6


def _fit(cells: _Matrix, size: float) -> bool:
    """Whether the widest number fits into a cell."""
    return _widest(cells, _digits(cells, size)) <= size


def _mean_width(lang: Lang) -> float:
    return max(text_width(says("mean", lang), NOTE), text_width("88.8", NOTE)) + 2.5


def _note(cells: _Matrix, label: str | None, numbers: bool, every: int, lang: Lang) -> str:
    shown = int(cells.value.notna().any().sum())
    which = "last_shown" if cells.years else "units_shown"
    limited = says(which, lang, top=shown, n=every) if every > shown else ""
    return joined(
        [
            label or says("percent_note", lang),
            says(_rows_by(cells), lang),
            "" if numbers else says("no_numbers", lang),
            limited,
            says(_against(cells), lang),
        ],
        lang,
    )


def _rows_by(cells: _Matrix) -> str:
    return "rows_by_mean" if cells.signed else "rows_by_year" if cells.years else "rows_by_axis"


def _against(cells: _Matrix) -> str:
    if cells.signed:
        return "against_zero"
    return "against_others_years" if cells.years else "against_others_places"


def _draw(cells: _Matrix, names: list[str], note: str, layout: _Layout, lang: Lang) -> Drawing:
    left, size, numbers, width = astuple(layout)
    labels, plans = _columns(cells, size)
    lines = wrapped(note, width - 2 * MARGIN)
    upright = not cells.years or size >= _LABEL
    upright = upright and any(text_width(one, NOTE) > size - _BETWEEN for one in labels)
    foot = (widest(labels, NOTE) if upright else line_height()) + 2.5
    n, k = cells.value.shape
    said = {key: says(key, lang, intervals_of=cells.of) for key in _KEYS}
    keys = _key_lines(width, said)
    top = MARGIN + (len(lines) + len(keys)) * line_height() + 3 + (line_height() + 1) * bool(plans)
    if numbers:
        top = max(top, top + (0 if plans else line_height()))
    page = new_page(width, top + n * _ROW + foot)
    at = write_note(page, lines)
    axes = place(page, left, top, size * k, n * _ROW)
    _keys(page, keys, at + 0.5, said)
    _cells(axes, cells, size, numbers)
    _frame(axes, names, labels, upright, size)
    for first, last, text in plans:
        middle = left + size * (first + last + 1) / 2
        write(page, text, (middle, top - 1.2), ha="center", va="bottom")
        _rule(page, left + size * first + 0.4, left + size * (last + 1) - 0.4, top - 0.8)
    if numbers:
        _means(page, cells, left + size * k, top, lang)
    return page


def _columns(cells: _Matrix, size: float) -> tuple[list[str], list[tuple[int, int, str]]]:
    """The labels of the columns, and the five-year plans above them, by column."""
    if not cells.years:
        return [str(one) for one in cells.value.columns], []
    columns = [int(str(one)) for one in cells.value.columns]
    short = text_width(str(columns[0]), NOTE) > size - _BETWEEN
    labels = [f"{one % 100:02d}" if short else str(one) for one in columns]
    if not short:
        return labels, []
    if columns[-1] - columns[0] != len(columns) - 1:
        return [str(one) if size >= _LABEL or one % 10 == 0 else "" for one in columns], []
    if text_width("00", NOTE) > size - _BETWEEN:
        return [str(one) if one % 5 == 0 else "" for one in columns], []
    plans = []
    for first in sorted({one - (one - 1) % 5 for one in columns}):
        inside = [at for at, one in enumerate(columns) if first <= one < first + 5]
        span = f"{columns[inside[0]]}–{columns[inside[-1]] % 100:02d}"
        text = span if len(inside) > 1 else str(columns[inside[0]])
        if text_width(text, NOTE) <= size * len(inside) + 1.5:
            plans.append((inside[0], inside[-1], text))
    return labels, plans


def _cells(axes: Axes, cells: _Matrix, size: float, numbers: bool) -> None:
    values, steps = (one.to_numpy(dtype=float) for one in (cells.value, cells.step))
    digits = _digits(cells, size)
    kind = LEAST if size < 5.2 else NOTE
    most = max(float(np.nanmax(np.abs(values))), 1e-12)
    for (row, column), value in np.ndenumerate(values):
        if np.isnan(value):
            continue
        step = int(steps[row, column])
        if not numbers:
            axes.add_patch(_square(column, row, step, abs(value) / most, size))
        elif step:
            axes.add_patch(_cell(column, row, step))
        if numbers:
            colour = "white" if step == 2 else TEXT if step else SECONDARY
            # Within its cell, so that the layout need not measure it.
            axes.text(
                column,
                row,
                _printed(value, digits),
                ha="center",
                va="center_baseline",
                fontsize=kind,
                color=colour,
                in_layout=False,
            )


def _cell(column: float, row: float, step: int) -> Rectangle:
    """A filled cell for more, an outlined one for less; dark or thick for two steps."""
    if step > 0:
        return Rectangle(
            (column - 0.46, row - 0.46), 0.92, 0.92, linewidth=0, facecolor=BLUES[step]
        )
    return Rectangle(
        (column - 0.42, row - 0.42),
        0.84,
        0.84,
        linewidth=1.6 if step == -2 else 0.8,
        edgecolor=OTHER,
        facecolor=_PALE if step == -2 else "white",
    )


def _square(column: float, row: float, step: int, part: float, size: float) -> Rectangle:
    """A square whose area is a part of the largest, in the colours of ``_cell``."""
    side = 0.94 * min(size, _ROW) * np.sqrt(part)
    wide, high = side / size, side / _ROW
    face = _PALE if step == -2 else "white" if step < 0 else BLUES[step] if step else CONTEXT
    return Rectangle(
        (column - wide / 2, row - high / 2),
        wide,
        high,
        linewidth={-2: 1.2, -1: 0.7}.get(step, 0),
        edgecolor=OTHER,
        facecolor=face,
    )


def _frame(axes: Axes, names: list[str], labels: list[str], upright: bool, size: float) -> None:
    axes.set_xlim(-0.5, len(labels) - 0.5)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.set_yticks(range(len(names)), names, fontsize=NAME, color=TEXT)
    axes.set_xticks(
        range(len(labels)), labels, fontsize=NOTE, color=SECONDARY, rotation=90 if upright else 0
    )
    axes.tick_params(length=0, pad=2)
    for row in range(1, len(names)):
        axes.axhline(row - 0.5, color=GRID, linewidth=0.3, zorder=0)


def _rule(page: Drawing, left: float, right: float, top: float) -> None:
    from matplotlib.lines import Line2D

    across, down = (25.4 * float(one) for one in page.get_size_inches())
    ends = [left / across, right / across], [1 - top / down] * 2
    page.add_artist(Line2D(*ends, color=SECONDARY, linewidth=0.5))


def _means(page: Drawing, cells: _Matrix, left: float, top: float, lang: Lang) -> None:
    """The mean of each row at its right."""
    across = left + _mean_width(lang)
    write(page, says("mean", lang), (across, top - 0.6), ha="right", va="bottom")
    for row, mean in enumerate(cells.value.mean(axis=1)):
        write(
            page,
            f"{mean:.1f}".replace("-0.0", "0.0").replace("-", "\u2212"),
            (across, top + (row + 0.5) * _ROW),
            ha="right",
            va="center_baseline",
        )


def _key_lines(width: float, said: Mapping[str, str]) -> list[list[str]]:
    """The keys of the shades, in as many lines as they need."""
    lines: list[list[str]] = [[]]
    used = MARGIN
    for key in _KEYS:
        wide = 9 + text_width(said[key], NOTE)
        if used + wide > width and lines[-1]:
            lines.append([])
            used = MARGIN
        lines[-1].append(key)
        used += wide
    return lines


def _keys(
    page: Drawing, lines: Sequence[Sequence[str]], top: float, said: Mapping[str, str]
) -> None:
    steps = dict(zip(_KEYS, (-2, -1, 1, 2), strict=True))
    for line in lines:
        left = MARGIN
        for key in line:
            axes = place(page, left, top + 0.3, 4.6, 3.0)
            axes.set_axis_off()
            axes.set_xlim(-0.5, 0.5)
            axes.set_ylim(-0.5, 0.5)
            axes.add_patch(_cell(0, 0, steps[key]))
            write(page, said[key], (left + 5.6, top))
            left += 9 + text_width(said[key], NOTE)
        top += line_height()
