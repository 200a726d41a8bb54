"""Rates of terms as dots with their intervals, in rows that line up with the counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.figures import page
from analysis.figures.style import DOUBLE, OWN, SECONDARY, Drawing, style
from analysis.figures.words import says
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_UNITS = 3
_WHOLE = ("", "all")  # units without a name of their own
_COUNTS = 8.0  # millimetres of the column of counts


def term_dots(
    table: pd.DataFrame,
    *,
    value: str = "per_thousand",
    label: str | None = None,
    top: int = 15,
    gloss: bool = True,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The rates of terms: a dot with its interval and the count, one row per term.

    The rows are the ``top`` terms with the largest value, summed over the units, from the largest;
    ties by code point. Several units have panels side by side, or below one another on a narrow
    page, with the same rows and the same scale, which begins at 0. A dot without an interval is
    hollow; a term that the table does not list for a unit has "–" there. In English, a narrow page
    prints the English names alone.

    Args:
        table: from ``frequency_by``: term, the value, n and, where there are intervals, low and
            high; with unit, at most three of them.
        value: the column of the dots.
        label: what the value is, printed above; None for the rate per 1,000 words.
        top: the number of rows, at most.
        gloss: in English, print the English name beside each term.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if the table has no rows.

    Raises:
        ValueError: if a column is missing, or there are more than three units.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import term_dots
        >>> table = pd.DataFrame({"term": ["教育", "创新"], "n": [8, 17]})
        >>> table = table.assign(per_thousand=[1.5, 3.1], low=[0.8, 2.0], high=[2.6, 4.6])
        >>> figure = term_dots(table, lang="zh")
        >>> [text.get_text() for text in figure.axes[0].texts][:2]
        ['创新', '教育']
    """
    check_columns(table, ["term", value, "n"])
    if table.empty:
        return None
    table = table.assign(unit=table.get("unit", ""))
    units = list(dict.fromkeys(table["unit"]))
    if len(units) > MOST_UNITS:
        raise ValueError(f"the table has {len(units)} units; choose {MOST_UNITS} at most")
    terms = _largest(table, value, top)
    lines = _guide(table[table["term"].isin(terms)], label or says("per_thousand", lang), lang)
    lines = page.note_lines(lines, width)
    stacked = len(units) if width < page.NARROW else 1  # panels below one another
    first, each = page.MARGIN + len(lines) * page.LINE + 6.5, len(terms) * page.ROW + 14
    with style():
        figure, sheet = page.new_sheet(width, first + stacked * each - 6.5)
        page.write_note(figure, lines)
        for place in range(stacked):
            top_line = first + place * each
            heights = page.row_heights(top_line, len(terms))
            page.stripes(sheet, heights)
            left = page.write_terms(
                sheet, terms, heights, left=page.MARGIN, room=0.5 * width, lang=lang, gloss=gloss
            )
            here = [units[place]] if stacked > 1 else units
            shown = table[table["term"].isin(terms)]
            for axes in _panels(figure, sheet, shown, terms, here, value, (left, top_line)):
                axes.set_xlim(0, _end(table[table["term"].isin(terms)], value))
    return figure


def _panels(
    figure: Drawing,
    sheet: Axes,
    shown: pd.DataFrame,
    terms: Sequence[str],
    units: Sequence[Any],
    value: str,
    corner: tuple[float, float],
) -> Iterator[Axes]:
    """Draws the units of a table side by side from a place of the page to its right margin."""
    left, top = corner
    heights = page.row_heights(top, len(terms))
    each = (sheet.get_xlim()[1] - page.MARGIN - left) / len(units)
    for place, unit in enumerate(units):
        rows = shown[shown["unit"] == unit].drop_duplicates("term").set_index("term")
        rows = rows.reindex(terms)
        start, end = left + place * each + page.GAP + 1, left + (place + 1) * each
        _write_counts(sheet, rows["n"], heights, end - 1, top - 2.5)
        if unit not in _WHOLE:
            page.write_in_row(
                sheet, start, top - 2.5, page.fitted(str(unit), each - 12), colour=OWN
            )
        room = end - start - _COUNTS
        axes = page.add_panel(figure, start, top, room, len(terms) * page.ROW)
        _draw_dots(axes, rows, value)
        axes.locator_params(axis="x", nbins=max(2, min(6, int(room / 9))))
        yield axes


def _largest(table: pd.DataFrame, value: str, top: int) -> list[str]:
    """The terms with the largest value over all units, the largest first; ties by code point."""
    total = table.groupby("term")[value].sum().rename("total").reset_index()
    ordered = total.sort_values(["total", "term"], ascending=[False, True])
    return [str(term) for term in ordered["term"].head(top)]


def _guide(shown: pd.DataFrame, value: str, lang: Lang) -> list[str]:
    if "low" not in shown or shown["low"].isna().all():
        return [says("dots_plain", lang, value=value)]
    hollow = [says("dots_hollow", lang)] if shown["low"].isna().any() else []
    return [says("dots_guide", lang, intervals_of=shown, value=value), *hollow]


def _end(shown: pd.DataFrame, value: str) -> float:
    """The end of the axis: a little beyond the largest value or limit that is drawn."""
    ends = [shown[one].max() for one in (value, "high") if one in shown]
    return 1.04 * float(np.nanmax([*ends, 1e-9]))


def _write_counts(
    sheet: Axes, counts: pd.Series, heights: Floats, right: float, head: float
) -> None:
    page.write_in_row(sheet, right, head, "n", size=page.NOTE, colour=SECONDARY, ha="right")
    for n, y in zip(counts, heights, strict=True):
        said = "–" if pd.isna(n) else f"{int(n):,}"
        page.write_in_row(sheet, right, y, said, size=page.NOTE, ha="right")


def _draw_dots(axes: Axes, rows: pd.DataFrame, value: str) -> None:
    """A dot per row, from the top, with its interval; hollow without one."""
    places, values = np.arange(len(rows)), rows[value].to_numpy(dtype=float)
    bounded = np.zeros(len(rows), dtype=bool)
    if {"low", "high"} <= set(rows):
        bounded = rows[["low", "high"]].notna().all(axis=1).to_numpy()
        some = rows[bounded]
        axes.hlines(places[bounded], some["low"], some["high"], color=OWN, linewidth=1.1)
    elif len(rows):
        bounded[:] = True  # no row has an interval, so that being hollow would say nothing
    faces = list(np.where(bounded, OWN, "white"))
    axes.scatter(values, places, s=16, c=faces, edgecolors=OWN, zorder=3, clip_on=False)
    axes.set_ylim(len(rows) - 0.5, -0.5)
