"""Terms that two texts use at different rates: counts of both, and the ratio with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.figures import page
from analysis.figures.style import (
    DOUBLE,
    NATION,
    OTHER,
    OTHER_TEXT,
    OWN,
    SECONDARY,
    Drawing,
    style,
)
from analysis.figures.words import says
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIGNIFICANT = 0.05
_BEYOND = 3.0  # how far the axis goes beyond the outermost ratio, at most: a factor of 8
_HEAD_LINES = 3  # over a column of counts, at most
COLUMNS = (
    "term",
    "n_target",
    "n_reference",
    "log_ratio",
    "log_ratio_low",
    "log_ratio_high",
    "log_odds_z",
    "p_adjusted",
)


def keyness_ratios(
    table: pd.DataFrame,
    *,
    target: str,
    reference: str,
    top: int = 10,
    gloss: bool = True,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The terms that set two texts apart: counts of both, and the ratio of their rates.

    The ``top`` terms with the highest log_odds_z are above, the ``top`` with the lowest below, each
    side by its ratio, the largest first. The axis is logarithmic. Filled marks have an adjusted p
    below 0.05, and so come from the test of the table; circles are more frequent in the focus text,
    squares in the reference text. An arrow stands where an interval has no limit, because the other
    text does not have the term, or where it goes on beyond the axis, which ends a factor of 8
    beyond the outermost ratio at most. Terms with equal rates are left out.

    Args:
        table: from ``keyness`` or ``keyness_of_side``.
        target: name of the focus text, such as 2026 or plan.
        reference: name of the reference text.
        top: number of terms of each text, at most.
        gloss: in English, print the English name beside each term.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if no term has a different rate.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import keyness_ratios
        >>> table = pd.DataFrame({
        ...     "term": ["创新", "招商引资"], "n_target": [9, 0], "n_reference": [2, 6],
        ...     "log_ratio": [2.2, -3.6], "log_ratio_low": [0.4, None],
        ...     "log_ratio_high": [4.0, -1.1], "log_odds_z": [2.0, -1.9],
        ...     "p_adjusted": [0.03, 0.2], "p_method": "permutation"})
        >>> figure = keyness_ratios(table, target="2026", reference="2006")
        >>> [text.get_text() for text in figure.axes[1].get_xticklabels()]
        ['1/16×', '1/4×', '1', '4×', '16×']
    """
    check_columns(table, list(COLUMNS))
    more, less = chosen_sides(table, top)
    rows = pd.concat([more, less], ignore_index=True)
    if rows.empty:
        return None
    lines = page.note_lines(_guide(rows, lang), width)
    said = page.sides(lang, target, reference)
    stacked = sum(page.text_width(one) for one in said) + 4 > 0.42 * width
    names = _heads((target, reference), 0.12 * width)
    deep = page.LINE * (max(map(len, names)) - 1)
    head = page.MARGIN + len(lines) * page.LINE + 3 + (3 if stacked else 1) * page.ROW + deep
    heights = page.row_heights(head, len(rows))
    heights[len(more) :] += 0.6 * page.ROW if len(more) and len(less) else 0
    bottom = heights[-1] + page.ROW / 2
    with style():
        figure, sheet = page.new_sheet(width, bottom + 7)
        page.write_note(figure, lines)
        for group in (heights[: len(more)], heights[len(more) :]):
            page.stripes(sheet, group)
        room = 0.4 * width
        left = page.write_terms(
            sheet, list(rows["term"]), heights, left=page.MARGIN, room=room, lang=lang, gloss=gloss
        )
        left = _write_counts(sheet, rows, heights, names, left, head)
        right = width - page.MARGIN - 2
        over = head - page.ROW / 2 - (deep if stacked else 0)
        _write_sides(sheet, said, left, right, over, stacked)
        axes = page.add_panel(figure, left, head, right - left, bottom - head)
        axes.set_ylim(bottom, head)
        axes.set_xlim(*_limits(rows))
        axes.set_xticks(*page.ratio_ticks(*axes.get_xlim(), right - left))
        _draw_ratios(axes, rows, heights)
    return figure


def _write_sides(
    sheet: Axes, said: tuple[str, str], left: float, right: float, y: float, stacked: bool
) -> None:
    """Writes which text is which half of the axis; above one another where there is no room."""
    if stacked:
        left = min(left, right - max(page.text_width(one) for one in said))
    places = (
        (said[0], left, y - stacked * page.ROW, OTHER_TEXT, "left"),
        (said[1], right, y - 2 * stacked * page.ROW, OWN, "right"),
    )
    for text, x, height, colour, ha in places:
        short = page.fitted(text, right - page.MARGIN)
        page.write_in_row(sheet, x, height, short, colour=colour, ha=ha)


def chosen_sides(table: pd.DataFrame, top: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The terms of each side with the strongest evidence, by the size of their ratio."""
    found = table.dropna(subset=["log_odds_z", "log_ratio"])
    more = found[(found["log_odds_z"] > 0) & (found["log_ratio"] > 0)]
    less = found[(found["log_odds_z"] < 0) & (found["log_ratio"] < 0)]
    more = more.sort_values(["log_odds_z", "term"], ascending=[False, True]).head(top)
    less = less.sort_values(["log_odds_z", "term"], ascending=[True, True]).head(top)
    more = more.sort_values(["log_ratio", "term"], ascending=[False, True])
    return more, less.sort_values(["log_ratio", "term"], ascending=[True, True])


def _guide(rows: pd.DataFrame, lang: Lang) -> list[str]:
    moved = "p_method" not in rows or rows["p_method"].str.contains("permutation").all()
    test = says("permutation" if moved else "by_words", lang)
    lines = [says("ratio_guide", lang, intervals_of=rows), says("ratio_filled", lang, test=test)]
    zero = (rows[["n_target", "n_reference"]] == 0).any(axis=None)
    return [*lines, says("ratio_half", lang)] if zero else lines


def _heads(names: Sequence[str], room: float) -> list[list[str]]:
    """The names of the texts in a few lines each, so that place and year are read in full."""
    wrapped = [page.wrapped(one, room, page.NOTE) for one in names]
    heads = [[page.fitted(line, room, page.NOTE) for line in one] for one in wrapped]
    if max(map(len, heads)) > _HEAD_LINES or len({*map(tuple, heads)}) < len({*names}):
        return [[one] for one in page.fitted_apart(names, room, page.NOTE)]
    return heads


def _write_counts(
    sheet: Axes,
    rows: pd.DataFrame,
    heights: Floats,
    names: Sequence[Sequence[str]],
    left: float,
    head: float,
) -> float:
    """Writes the counts of both texts under their names; returns where the columns end."""
    for lines, column, colour in zip(names, COLUMNS[1:3], (OWN, OTHER_TEXT), strict=True):
        texts = [f"{int(n):,}" for n in rows[column]]
        left += page.GAP + max(page.widest(texts), page.widest(lines, page.NOTE))
        for above, line in enumerate(reversed(lines)):
            y = head - page.ROW / 2 - above * page.LINE
            page.write_in_row(sheet, left, y, line, size=page.NOTE, colour=colour, ha="right")
        for text, height in zip(texts, heights, strict=True):
            page.write_in_row(sheet, left, height, text, colour=colour, ha="right")
    return left + page.GAP + 2


def _limits(rows: pd.DataFrame) -> tuple[float, float]:
    """The ends of the axis: 1, all ratios, and the finite limits within a factor of 8 of them."""
    ratio = rows["log_ratio"]
    ends = rows[["log_ratio_low", "log_ratio_high"]].replace([np.inf, -np.inf], np.nan)
    low, high = min(0.0, ratio.min()), max(0.0, ratio.max())
    low = min(low - 0.7, max(ends.min(axis=None), low - _BEYOND) - 0.3)
    high = max(high + 0.7, min(ends.max(axis=None), high + _BEYOND) + 0.3)
    return float(low), float(high)


def _draw_ratios(axes: Axes, rows: pd.DataFrame, heights: Floats) -> None:
    """Ratios with their intervals: filled and coloured where the adjusted p is below 0.05."""
    axes.axvline(0, color=SECONDARY, linewidth=0.8)
    row: Any
    for row, y in zip(rows.itertuples(), heights, strict=True):
        more, sure = row.log_ratio > 0, row.p_adjusted < SIGNIFICANT
        colour = (OWN if more else OTHER) if sure else NATION
        _draw_interval(axes, row.log_ratio_low, row.log_ratio_high, y, colour)
        axes.scatter(
            row.log_ratio,
            y,
            s=17,
            marker="o" if more else "s",
            c=colour if sure else "white",
            edgecolors=colour,
            zorder=3,
        )


def _draw_interval(axes: Axes, low: float, high: float, y: float, colour: str) -> None:
    """A line between two limits, with an arrow where it leaves the axis or has no limit."""
    low, high = (np.nan if np.isinf(one) else one for one in (low, high))
    if np.isnan(low) and np.isnan(high):
        return
    left, right = axes.get_xlim()
    at_left, at_right = np.isnan(low) or low < left, np.isnan(high) or high > right
    ends = (left if at_left else low, right if at_right else high)
    axes.hlines(y, *ends, color=colour, linewidth=1.1)
    for open_end, x, marker in ((at_left, left, "<"), (at_right, right, ">")):
        if open_end:
            axes.scatter(x, y, s=11, marker=marker, c=colour, linewidths=0, clip_on=False)
