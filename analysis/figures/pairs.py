"""A figure of two reports: shares with their intervals, beside the difference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.figures.style import DOUBLE, Drawing, new_figure, style
from analysis.figures.words import says
from corpus.language import Lang

_OWN, _OTHER, _OTHER_TEXT, _UNSURE = "#0B5394", "#E07A1F", "#A65200", "#7A7A7A"
_STRIPE = "#F6F6F6"


def shares_and_difference(
    table: pd.DataFrame,
    *,
    names: tuple[str, str],
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Policy areas of two reports: shares with their intervals, beside the difference.

    Overlapping intervals do not test a difference, which has its own panel. There a mark is filled,
    and coloured, where its interval excludes 0.

    Args:
        table: from ``areas_of_two``, in the order to be drawn.
        names: the labels of the two reports, such as place and year, ``a`` first.
        lang: language of the areas and labels: en or zh.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import areas_of_two
        >>> from analysis.figures import shares_and_difference
        >>> coded = pd.DataFrame({"report_id": ["x"] * 4 + ["y"] * 4, "paragraph_id": range(8),
        ...                       "code": [6, 6, 6, 1, 6, 1, 1, 1]})
        >>> table = areas_of_two(coded, a="x", b="y")
        >>> figure = shares_and_difference(table, names=("Shenzhen 2026", "Shenzhen 2006"))
        >>> [axes.get_xlabel() for axes in figure.axes]
        ['share of sentences (%)', 'percentage points (95% CI)']
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['Education', 'Macroeconomics']
    """
    places = np.arange(len(table))
    with style():
        figure = new_figure(width, 30 + 5.2 * len(table))
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(3, 2))
        for axes in (left, right):
            for place in places[1::2]:
                axes.axhspan(place - 0.5, place + 0.5, color=_STRIPE, linewidth=0, zorder=0)
        _shares(left, table, places, names)
        _differences(right, table, places)
        left.set_yticks(places, table[f"name_{lang}"])
        left.set_ylim(len(table) - 0.5, -0.5)
        left.set_xlim(left=0)
        left.set_xlabel(says("percent", lang))
        right.set_xlabel(says("points", lang))
        right.set_title(says("less", lang, a=names[0], b=names[1]))
        keys = figure.legend(loc="outside upper left", ncols=2, title=says("two_guide", lang))
        keys.get_title().set_fontsize(7.5)
        for text, colour in zip(keys.get_texts(), (_OWN, _OTHER_TEXT), strict=True):
            text.set_color(colour)
    return figure


def _shares(axes: Any, table: pd.DataFrame, places: Any, names: tuple[str, str]) -> None:
    drawn = (("a", -0.17, _OWN, "o", _OWN), ("b", 0.17, _OTHER, "s", "white"))
    for (side, offset, colour, marker, face), name in zip(drawn, names, strict=True):
        at = places + offset
        axes.hlines(at, table[f"low_{side}"], table[f"high_{side}"], color=colour, linewidth=1.1)
        axes.scatter(
            table[f"share_{side}"],
            at,
            s=16,
            c=face,
            edgecolors=colour,
            marker=marker,
            label=name,
            zorder=3,
            clip_on=False,
        )


def _differences(axes: Any, table: pd.DataFrame, places: Any) -> None:
    low, high = table["difference_low"], table["difference_high"]
    more = (table["difference"] > 0).to_numpy()
    sure = ((low > 0) | (high < 0)).to_numpy()
    colours = np.where(sure, np.where(more, _OWN, _OTHER), _UNSURE)
    axes.axvline(0, color=_UNSURE, linewidth=0.8)
    axes.hlines(places, low, high, colors=list(colours), linewidth=1.1)
    for marker, chosen in (("o", more), ("s", ~more)):
        axes.scatter(
            table["difference"][chosen],
            places[chosen],
            s=16,
            c=list(np.where(sure, colours, "white")[chosen]),
            edgecolors=list(colours[chosen]),
            marker=marker,
            zorder=3,
        )
