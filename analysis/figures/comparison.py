"""Rates of several groups beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures.keys import Key, key_rows, write_keys
from analysis.figures.page import (
    CLEAR,
    MARGIN,
    NAME,
    bare,
    line_height,
    new_page,
    note_lines,
    place,
    widest,
    write_note,
)
from analysis.figures.scales import Axis, check_axis
from analysis.figures.style import DOUBLE, GRID, STRIPE, TEXT, Drawing, style
from analysis.figures.words import says
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BETWEEN = 1.9  # millimetres between the groups of a row
_MARKS, _LINES = ("o", "s", "D"), (1.9, 1.1, 0.6)  # of the groups, in order


@dataclass(frozen=True)
class _Look:
    """How a group is drawn."""

    name: str
    colour: str
    marker: str
    line: float


def interval_dots(
    table: pd.DataFrame,
    *,
    name: str,
    axis: Axis,
    group: str,
    groups: Mapping[Any, tuple[str, str]],
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Rates with their confidence intervals, groups next to each other in each row.

    The groups of a row are below one another in the order of the key, each with its own mark and
    the first with the thickest interval, so that grey print tells them apart. What is drawn stands
    above, the scale begins at 0, and a hollow mark has no confidence interval.

    Args:
        table: one row per name and group: the rate, low, high.
        name: the column with the names of the rows; rows keep the order of the table.
        axis: the rates or, for example, percentages.
        group: the column with the groups, such as review and plan.
        groups: name and colour of each group, in the order of the key.
        lang: language of the note on intervals: en or zh.
        width: of the figure, in millimetres.

    Raises:
        ValueError: if a column is missing, a name occurs twice in a group, or no group has rows.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import OTHER, OWN, Axis, interval_dots
        >>> table = pd.DataFrame({
        ...     "term": ["创新", "创新"], "part": ["review", "plan"], "per_thousand": [1.2, 3.4],
        ...     "low": [None, 2.1], "high": [None, 5.5],
        ... })
        >>> figure = interval_dots(
        ...     table, name="term", axis=Axis("per_thousand", "rate per 1,000 words"), group="part",
        ...     groups={"review": ("previous-year review", OTHER), "plan": ("plan", OWN)},
        ... )
        >>> print(figure.texts[0].get_text())
        Rate per 1,000 words; lines: 95% CIs (hollow: too few paragraphs for a 95% CI)
    """
    check_axis(axis)
    check_columns(table, [name, group, axis.column, "low", "high"])
    names = list(dict.fromkeys(table[name]))
    shown = [key for key in groups if key in set(table[group])]
    _check_groups(table, name, group, shown)
    rows = [table[table[group] == key].set_index(name).reindex(names) for key in shown]
    looks = [
        _Look(*groups[key], _MARKS[at % len(_MARKS)], _LINES[min(at, len(_LINES) - 1)])
        for at, key in enumerate(shown)
    ]
    without = says("hollow", lang, intervals_of=table) if table["low"].isna().any() else ""
    note = says("lines_are_cis", lang, intervals_of=table, what=axis.label) + without
    with style():
        return _draw(rows, names, looks, axis.column, note, width)


def _draw(
    rows: list[pd.DataFrame],
    names: list[Any],
    looks: list[_Look],
    value: str,
    note: str,
    width: float,
) -> Drawing:
    lines = note_lines([note], width)
    keys: list[Key] = [(one.name, partial(_key, look=one)) for one in looks]
    each = 2.0 + _BETWEEN * len(rows)
    left = MARGIN + widest(names) + CLEAR
    top = MARGIN + (len(lines) + len(key_rows([one.name for one in looks], width))) * line_height()
    page = new_page(width, top + 2 + each * len(names) + 7)
    axes = place(page, left, top + 2, width - left - MARGIN - 2, each * len(names))
    bare(axes)
    for row in range(1, len(names), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=STRIPE, linewidth=0, zorder=0)
    for at, (one, look) in enumerate(zip(rows, looks, strict=True)):
        offset = _BETWEEN / each * (at - (len(rows) - 1) / 2)
        _dots(axes, one, value, np.arange(len(names), dtype=float) + offset, look)
    axes.set_yticks(range(len(names)), names, fontsize=NAME, color=TEXT)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.grid(visible=True, axis="x", color=GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    write_keys(page, keys, write_note(page, lines))
    return page


def _dots(axes: Axes, rows: pd.DataFrame, value: str, places: Floats, look: _Look) -> None:
    axes.hlines(places, rows["low"], rows["high"], color=look.colour, linewidth=look.line)
    axes.scatter(
        rows[value],
        places,
        s=13,
        c=np.where(rows["low"].isna(), "white", look.colour),
        edgecolors=look.colour,
        marker=look.marker,
        zorder=3,
        linewidths=0.9,
        clip_on=False,
    )


def _key(axes: Axes, *, look: _Look) -> None:
    axes.hlines(0.5, 0.05, 0.95, color=look.colour, linewidth=look.line)
    axes.scatter([0.5], [0.5], s=13, c=look.colour, marker=look.marker, linewidths=0.9)


def _check_groups(table: pd.DataFrame, name: str, group: str, groups: list[Any]) -> None:
    """Refuses groups that cannot be drawn."""
    if not groups:
        found = ", ".join(map(str, dict.fromkeys(table[group])))
        raise ValueError(f"column {group!r} has none of the groups named; it has {found}")
    twice = table[table[group].isin(groups) & table.duplicated([name, group])]
    if len(twice):
        first = twice.iloc[0]
        raise ValueError(f"{first[name]!r} occurs twice in group {first[group]!r}; keep one row")
