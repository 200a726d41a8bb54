"""The criteria for choosing the number of topics."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures import page
from analysis.figures.style import DOUBLE, OTHER, OTHER_TEXT, OWN, Drawing, style
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MEASURES = ("stability", "npmi", "exclusivity", "held_out")
_HIGH = 30.0


def topic_choice(
    table: pd.DataFrame, *, lang: Lang = "en", width: float = DOUBLE
) -> Drawing | None:
    """Four measures over the number of topics; the recommended number is one vertical line.

    Topic stability, coherence (NPMI), exclusivity and held-out log-likelihood, each on its own
    scale. Where the table has the columns ``stability_low`` and ``stability_high`` (likewise of the
    other measures), thin lines show the range over the runs.

    Args:
        table: from ``choose_n_topics``.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres: four panels side by side, two in a journal column.

    Returns:
        None if there are fewer than two numbers of topics.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import topic_choice
        >>> table = pd.DataFrame({
        ...     "n_topics": [5, 6, 7], "stability": [0.91, 0.84, 0.66], "npmi": [0.2, 0.3, 0.3],
        ...     "exclusivity": [0.5, 0.6, 0.7], "held_out": [-7.1, -6.8, -6.7],
        ...     "recommended": [False, True, False]})
        >>> figure = topic_choice(table)
        >>> [text.get_text() for text in figure.axes[1].get_xticklabels()]
        ['5', '6', '7']
    """
    check_columns(table, ["n_topics", *MEASURES, "recommended"])
    table = table.sort_values("n_topics")
    if table["n_topics"].nunique() < 2:
        return None
    lines = page.note_lines(_guide(table, lang), width)
    across = 2 if width < page.NARROW else 4
    head = page.MARGIN + len(lines) * page.LINE + 7
    each = (width - 2 * page.MARGIN) / across
    with style():
        figure, sheet = page.new_sheet(width, head + (4 // across) * (_HIGH + 14) - 2)
        page.write_note(figure, lines)
        for place, name in enumerate(MEASURES):
            left, top = page.MARGIN + place % across * each, head + place // across * (_HIGH + 14)
            page.write_in_row(sheet, left, top - 3, page.fitted(says(name, lang), each - 2))
            axes = page.add_panel(figure, left + 10, top + 1, each - 14, _HIGH)
            _draw_measure(axes, table, name, each - 14)
        said = says("number_of_topics", lang)
        page.write_in_row(
            sheet, width - page.MARGIN, sheet.get_ylim()[0] - 2.5, said, size=page.NOTE, ha="right"
        )
    return figure


def _guide(table: pd.DataFrame, lang: Lang) -> list[str]:
    chosen = "choice_guide" if table["recommended"].any() else "choice_none"
    runs = any(f"{name}_low" in table for name in MEASURES)
    return [says(chosen, lang), *([says("choice_runs", lang)] if runs else [])]


def _draw_measure(axes: Axes, table: pd.DataFrame, name: str, room: float) -> None:
    """One measure: line and dots, the range over the runs, and the recommended number."""
    numbers = table["n_topics"]
    if {f"{name}_low", f"{name}_high"} <= set(table):
        axes.vlines(numbers, table[f"{name}_low"], table[f"{name}_high"], color=OWN, linewidth=1.1)
    axes.plot(numbers, table[name], color=OWN, linewidth=1.5)
    axes.scatter(numbers, table[name], color=OWN, s=14, zorder=3)
    for number in table.loc[table["recommended"].astype(bool), "n_topics"]:
        axes.axvline(number, color=OTHER, linewidth=1.0, zorder=1)
    axes.margins(x=0.06, y=0.12)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(True)
    step = _step(int(numbers.min()), int(numbers.max()), room)
    axes.set_xticks(
        [one for one in range(int(numbers.min()), int(numbers.max()) + 1) if one % step == 0]
    )
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, min_n_ticks=2))
    axes.tick_params(axis="y", length=2)
    for label in axes.get_xticklabels():
        if table.loc[numbers == int(label.get_text() or -1), "recommended"].any():
            label.set_color(OTHER_TEXT)


def _step(low: int, high: int, room: float) -> int:
    """Every how many topics there is room for a number."""
    each = 0.88 * room / max(high - low, 1)
    return max(1, math.ceil(4.5 / each))
