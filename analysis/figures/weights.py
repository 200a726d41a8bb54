"""The terms with the highest TF-IDF weights in each of several texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.figures import page
from analysis.figures.style import DOUBLE, OWN, SECONDARY, Drawing, style
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def tf_idf_dots(
    table: pd.DataFrame,
    *,
    top: int = 10,
    most: int = 6,
    background: str = "",
    gloss: bool = True,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The terms with the highest weights of each unit: a column with dots on one scale, and counts.

    Terms go from the highest weight, ties by code point. Of more than ``most`` units, the latest
    are shown if they are years, otherwise those whose shown terms have the highest mean weight;
    either way in the order of the table. In English, terms have their English names alone.

    Args:
        table: from ``tf_idf``: unit, term, n, tf_idf.
        top: number of terms of each unit.
        most: number of units, at most.
        background: what the weights of rarity come from, printed above; "" for the units.
        gloss: in English, print English names.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if no term has a weight above 0.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis import tf_idf
        >>> from analysis.figures import tf_idf_dots
        >>> counts = pd.DataFrame({"unit": ["2017", "2017", "2018", "2018"], "n": [2, 2, 1, 3]})
        >>> counts["term"] = ["创新", "教育", "创新", "营商环境"]
        >>> figure = tf_idf_dots(tf_idf(counts), top=1)
        >>> [text.get_text() for text in figure.axes[0].texts]
        ['2017', 'n', 'education', '2', '2018', 'n', 'business environment', '3']
    """
    check_columns(table, ["unit", "term", "n", "tf_idf"])
    table = table[table["tf_idf"] > 0]
    if table.empty:
        return None
    first = table.sort_values(["tf_idf", "term"], ascending=[False, True]).groupby("unit").head(top)
    every = list(dict.fromkeys(table["unit"]))
    units = chosen_units(first, every, most)
    shown = first[first["unit"].isin(units)]
    lines = page.note_lines(_guide(units, every, background, lang), width)
    across = page.columns_of(len(units), 3, width)
    each = (width - 2 * page.MARGIN + 3) / across
    names = page.names_alone(list(shown["term"]), lang, gloss=gloss)
    shown = shown.assign(name=names)
    label = min(page.widest(names, page.NOTE), 0.62 * each)
    tops = _tops(shown, units, across, page.MARGIN + len(lines) * page.LINE + 6.5)
    with style():
        figure, sheet = page.new_sheet(width, tops[-1] - 6)
        page.write_note(figure, lines)
        for place, unit in enumerate(units):
            left, top_line = page.MARGIN + place % across * each, tops[place // across]
            rows = shown[shown["unit"] == unit]
            _write_names(sheet, rows, str(unit), top_line, (left, left + label, left + each - 3))
            axes = _draw_dots(figure, rows, top_line, left + label, left + each - 3)
            axes.set_xlim(0, 1.05 * float(shown["tf_idf"].max()))
    return figure


def _tops(shown: pd.DataFrame, units: Sequence[Any], across: int, first: float) -> list[float]:
    """Where each row of panels begins, and where one more would."""
    rows = shown.groupby("unit").size()
    tops = [first]
    for start in range(0, len(units), across):
        tops.append(tops[-1] + int(rows[units[start : start + across]].max()) * page.ROW + 13)
    return tops


def chosen_units(first: pd.DataFrame, units: Sequence[Any], most: int) -> list[Any]:
    """The units shown: the latest years, or those whose terms have the highest mean weight."""
    if len(units) <= most:
        return list(units)
    if _are_years(units):
        chosen = set(sorted(units)[-most:])
    else:
        mean = first.groupby("unit")["tf_idf"].mean().reindex(list(units))
        chosen = set(mean.sort_values(ascending=False, kind="stable").index[:most])
    return [unit for unit in units if unit in chosen]


def _are_years(units: Sequence[Any]) -> bool:
    return all(len(str(unit)) == 4 and str(unit).isdigit() for unit in units)


def _guide(units: Sequence[Any], every: Sequence[Any], background: str, lang: Lang) -> list[str]:
    value = says("tf_idf_against", lang, name=background) if background else says("tf_idf", lang)
    lines = [says("dots_plain", lang, value=value)]
    if len(units) < len(every):
        rule = "latest_units" if _are_years(every) else "telling_units"
        lines.append(says(rule, lang, n=len(units), all=len(every)))
    return lines


def _write_names(
    sheet: Axes, rows: pd.DataFrame, title: str, top: float, ends: tuple[float, float, float]
) -> None:
    """Writes the title of a panel, the names of its terms and, at its right, how often they occur.

    Args:
        sheet: of the page.
        rows: name and n of each term.
        title: of the panel.
        top: where its rows begin.
        ends: the left end of the panel, the right end of the names, and that of the panel.
    """
    left, middle, right = ends
    page.write_in_row(sheet, left, top - 2.5, page.fitted(title, right - left - 6), colour=OWN)
    page.write_in_row(sheet, right, top - 2.5, "n", size=page.NOTE, colour=SECONDARY, ha="right")
    names = page.fitted_apart(list(rows["name"]), middle - left, page.NOTE)
    for name, n, y in zip(names, rows["n"], page.row_heights(top, len(rows)), strict=True):
        page.write_in_row(sheet, middle, y, name, size=page.NOTE, ha="right")
        page.write_in_row(sheet, right, y, f"{int(n):,}", size=page.NOTE, ha="right")


def _draw_dots(figure: Drawing, rows: pd.DataFrame, top: float, left: float, right: float) -> Axes:
    """Dots on thin lines from 0, between the names and the counts."""
    room = right - left - 2 * page.GAP - 6
    axes = page.add_panel(figure, left + page.GAP, top, room, len(rows) * page.ROW)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    places = np.arange(len(rows))
    axes.hlines(places, 0, rows["tf_idf"], color=OWN, linewidth=0.5)
    axes.scatter(rows["tf_idf"], places, s=15, color=OWN, zorder=3, clip_on=False)
    axes.locator_params(axis="x", nbins=max(1, min(5, int(room / 8))))
    return axes
