"""Rates of several groups beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.figures.scales import Axis, check_axis
from analysis.figures.style import DOUBLE, Drawing, new_figure, style
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns


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

    A hollow dot has no confidence interval.

    Args:
        table: one row per name and group: the rate, low, high.
        name: the column with the names of the rows; rows keep the order of the table.
        axis: the rates or, for example, percentages.
        group: the column with the groups, such as review and plan.
        groups: name and colour of each group, in the order of the key.
        lang: language of the note on hollow dots: en or zh.
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
        >>> print(figure.axes[0].get_xlabel())
        rate per 1,000 words (hollow: too few paragraphs for a 95% CI)
    """
    check_axis(axis)
    check_columns(table, [name, group, axis.column, "low", "high"])
    names = list(dict.fromkeys(table[name]))
    shown = [key for key in groups if key in set(table[group])]
    _check_groups(table, name, group, shown)
    with style():
        figure = new_figure(width, 26 + 6.2 * len(names))
        axes = figure.add_subplot()
        for number, key in enumerate(shown):
            title, colour = groups[key]
            rows = table[table[group] == key].set_index(name).reindex(names)
            places = np.arange(len(names)) + 0.26 * (number - (len(shown) - 1) / 2)
            axes.hlines(places, rows["low"], rows["high"], color=colour, linewidth=1.2)
            hollow = np.where(rows["low"].isna(), "white", colour)
            axes.scatter(
                rows[axis.column],
                places,
                s=20,
                c=hollow,
                edgecolors=colour,
                label=title,
                zorder=3,
                linewidths=1.0,
                clip_on=False,
            )
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xlim(left=0)
        without = says("hollow", lang) if table["low"].isna().any() else ""
        axes.set_xlabel(axis.label + without)
        legend = figure.legend(loc="outside upper left", ncols=len(shown))
        for handle, key in zip(legend.legend_handles, shown, strict=True):
            handle.set_facecolor(groups[key][1])  # type: ignore[union-attr]
    return figure


def _check_groups(table: pd.DataFrame, name: str, group: str, groups: list[Any]) -> None:
    """Refuses groups that cannot be drawn."""
    if not groups:
        found = ", ".join(map(str, dict.fromkeys(table[group])))
        raise ValueError(f"column {group!r} has none of the groups named; it has {found}")
    twice = table[table[group].isin(groups) & table.duplicated([name, group])]
    if len(twice):
        first = twice.iloc[0]
        raise ValueError(f"{first[name]!r} occurs twice in group {first[group]!r}; keep one row")
