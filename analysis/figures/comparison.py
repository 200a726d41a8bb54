"""Rates of several groups beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.figures.style import DOUBLE, Drawing, new_figure, style
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns


def interval_dots(
    table: pd.DataFrame,
    *,
    name: str,
    label: str,
    group: str,
    colours: Mapping[Any, str],
    titles: Mapping[Any, str],
    value: str = "per_thousand",
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Rates with their confidence intervals, groups next to each other in each row.

    A hollow dot has no confidence interval.

    Args:
        table: one row per name and group: the value, low, high.
        name: the column with the names of the rows; rows keep the order of the table.
        label: the axis label, with the unit.
        group: the column with the groups, such as review and plan.
        colours: colours of the groups.
        titles: names of the groups; their order is that of the key.
        value: the column with the rates or, for example, percentages.
        lang: language of the note on hollow dots: en or zh.
        width: of the figure, in millimetres.

    Raises:
        ValueError: if a column is missing, a name occurs twice in a group, or a group has no rows
            or no colour.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import OTHER, OWN, interval_dots
        >>> table = pd.DataFrame({
        ...     "term": ["创新", "创新"], "part": ["review", "plan"], "per_thousand": [1.2, 3.4],
        ...     "low": [None, 2.1], "high": [None, 5.5],
        ... })
        >>> figure = interval_dots(
        ...     table, name="term", group="part", label="rate per 1,000 words",
        ...     colours={"review": OTHER, "plan": OWN},
        ...     titles={"review": "previous-year review", "plan": "plan for the report year"},
        ... )
        >>> print(figure.axes[0].get_xlabel())
        rate per 1,000 words (hollow: too few paragraphs for a 95% CI)
    """
    check_columns(table, [name, group, value, "low", "high"])
    names = list(dict.fromkeys(table[name]))
    groups = [key for key in titles if key in set(table[group])]
    _check_groups(table, name, group, groups, colours)
    with style():
        figure = new_figure(width, 26 + 6.2 * len(names))
        axes = figure.add_subplot()
        for number, key in enumerate(groups):
            rows = table[table[group] == key].set_index(name).reindex(names)
            places = np.arange(len(names)) + 0.26 * (number - (len(groups) - 1) / 2)
            axes.hlines(places, rows["low"], rows["high"], color=colours[key], linewidth=1.2)
            hollow = np.where(rows["low"].isna(), "white", colours[key])
            axes.scatter(
                rows[value],
                places,
                s=20,
                c=hollow,
                edgecolors=colours[key],
                label=titles[key],
                zorder=3,
                linewidths=1.0,
                clip_on=False,
            )
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xlim(left=0)
        without = says("hollow", lang) if table["low"].isna().any() else ""
        axes.set_xlabel(label + without)
        legend = figure.legend(loc="outside upper left", ncols=len(groups))
        for handle, key in zip(legend.legend_handles, groups, strict=True):
            handle.set_facecolor(colours[key])  # type: ignore[union-attr]
    return figure


def _check_groups(
    table: pd.DataFrame, name: str, group: str, groups: list[Any], colours: Mapping[Any, str]
) -> None:
    """Refuses groups that cannot be drawn."""
    if not groups:
        found = ", ".join(map(str, dict.fromkeys(table[group])))
        raise ValueError(f"column {group!r} has none of the groups in titles; it has {found}")
    if without := [key for key in groups if key not in colours]:
        raise ValueError(f"group {without[0]!r} has no colour; name one in colours")
    twice = table[table[group].isin(groups) & table.duplicated([name, group])]
    if len(twice):
        first = twice.iloc[0]
        raise ValueError(f"{first[name]!r} occurs twice in group {first[group]!r}; keep one row")
