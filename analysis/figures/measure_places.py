"""Several measures of places, each in a column with a scale and unit of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures.measure_years import NEEDED, hollow_note, scale_of
from analysis.figures.page import (
    MARGIN,
    NAME,
    NOTE,
    ROW,
    bare,
    fitted_apart,
    line_height,
    new_page,
    place,
    text_width,
    widest,
    wrapped,
    write,
    write_note,
)
from analysis.figures.style import DOUBLE, GRID, OWN, STRIPE, TEXT, Drawing, style
from analysis.figures.words import joined, says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROWS, _GAP, _LEAST = 40, 5.0, 24.0  # places at most; between columns, and the least width, in mm


def measures_by_place(
    table: pd.DataFrame,
    *,
    titles: Mapping[str, str],
    name: str = "place",
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """Measures of places with their confidence intervals, a column each.

    Rows are places, from the largest value of the first measure to the smallest; of more than 40
    the first and last 20. A hollow dot has no interval. Each column has a scale of its own from 0,
    in the unit of its title. Columns for which the page is too narrow are left out, from the last.

    Args:
        table: one row per place and measure: measure, value, low, high and the column ``name``,
            such as the rows of ``tone_panel`` for one year.
        titles: names of the measures with their units, in the order of the columns; others are
            left out.
        name: the column with the names of the places.
        lang: en or zh.
        width: in millimetres.

    Returns:
        The figure; None where no measure has values of two places.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import measures_by_place
        >>> table = pd.DataFrame({"place": ["Hubei", "Fujian"], "measure": "positive",
        ...                       "value": [8.0, 9.0], "low": [6.0, 7.0], "high": [10.0, 11.0]})
        >>> figure = measures_by_place(table, titles={"positive": "words of praise"})
        >>> [text.get_text() for text in figure.texts[1:]]
        ['Fujian', 'Hubei', 'words of praise']
    """
    check_columns(table, [*NEEDED, name], "table")
    known = table[table["value"].notna()].drop_duplicates([name, "measure"])
    many = known.groupby("measure")[name].nunique()
    shown = [one for one in titles if many.get(one, 0) > 1]
    if not shown:
        return None
    places, limited = _places(known[known["measure"] == shown[0]], name, lang)
    shown = shown[: _fitting(places, width)]
    rows = known[known["measure"].isin(shown) & known[name].astype(str).isin(places)]
    rows = rows.assign(_name=rows[name].astype(str))
    note = [says("measures_guide", lang, intervals_of=rows), hollow_note(rows, lang), limited]
    with style():
        return _draw(
            rows,
            places,
            {one: titles[one] for one in shown},
            wrapped(joined(note, lang), width - 2 * MARGIN),
            width,
        )


def _places(first: pd.DataFrame, name: str, lang: Lang) -> tuple[list[str], str]:
    """The places in order of the first measure, and what the note says where some are left out."""
    order = first.assign(_name=first[name].astype(str))
    order = order.sort_values(["value", "_name"], ascending=[False, True], kind="stable")
    names = order["_name"].tolist()
    if len(names) <= _ROWS:
        return names, ""
    half = _ROWS // 2
    return [*names[:half], *names[-half:]], says("places_shown", lang, top=half, n=len(names))


def _fitting(places: list[str], width: float) -> int:
    """How many columns have room beside the names."""
    return max(1, int((width - _left(places, width) - MARGIN + _GAP) // (_LEAST + _GAP)))


def _left(places: list[str], width: float) -> float:
    return MARGIN + min(widest(places, NOTE), 0.3 * width) + 3


def _draw(
    rows: pd.DataFrame,
    places: list[str],
    titles: Mapping[str, str],
    note: list[str],
    width: float,
) -> Drawing:
    n, left = len(places), _left(places, width)
    room = (width - left - MARGIN - 2 - _GAP * (len(titles) - 1)) / len(titles)
    heads = {one: wrapped(title, room + _GAP - 2, NAME) for one, title in titles.items()}
    deep = max(map(len, heads.values()))
    top = MARGIN + len(note) * line_height() + 1.5 + deep * line_height(NAME) + 1
    page = new_page(width, top + ROW * n + 6)
    write_note(page, note)
    for row, name in enumerate(fitted_apart(places, left - MARGIN - 2.9, NOTE)):
        write(
            page,
            name,
            (left - 3, top + (row + 0.5) * ROW),
            colour=TEXT,
            ha="right",
            va="center_baseline",
        )
    for number, one in enumerate(titles):
        at = left + number * (room + _GAP)
        for line, text in enumerate(heads[one]):
            up = (deep - line) * line_height(NAME)
            write(page, text, (at, top - 1 - up), size=NAME, colour=TEXT)
        axes = place(page, at, top, room, ROW * n)
        own = rows[rows["measure"] == one].set_index("_name").reindex(places)
        _column(axes, own, room)
    return page


def _column(axes: Axes, rows: pd.DataFrame, room: float) -> None:
    bare(axes)
    most, ticks = scale_of(rows)
    n = len(rows)
    axes.set_ylim(n - 0.5, -0.5)
    axes.set_xlim(0, most)
    axes.set_yticks([])
    printed = [f"{one:g}" for one in ticks]
    if room / 2 < text_width(printed[-1], NOTE) + 2:
        ticks, printed = ticks[::2], printed[::2]
    axes.set_xticks(ticks, printed)
    for row in range(1, n, 2):
        axes.axhspan(row - 0.5, row + 0.5, color=STRIPE, linewidth=0, zorder=0)
    for one in ticks:
        axes.axvline(one, color=GRID, linewidth=0.5, zorder=0.5)
    at = np.arange(n)
    axes.hlines(at, rows["low"].astype(float), rows["high"].astype(float), color=OWN, linewidth=1.1)
    face = np.where(rows["low"].isna(), "white", OWN)
    axes.scatter(
        rows["value"].astype(float),
        at,
        s=14,
        c=face,
        edgecolors=OWN,
        linewidths=1.0,
        zorder=3,
        clip_on=False,
    )
