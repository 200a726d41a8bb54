"""How far the growth targets of places are above those of the level above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures.keys import key_rows, write_keys
from analysis.figures.page import (
    MARGIN,
    NOTE,
    ROW,
    bare,
    fitted,
    fitted_apart,
    line_height,
    new_page,
    place,
    widest,
    wrapped,
    write,
    write_note,
)
from analysis.figures.pressure_marks import WITHOUT, draw_wording, percent, wording_keys
from analysis.figures.style import DOUBLE, GRID, SECONDARY, STRIPE, TEXT, Drawing, style
from analysis.figures.words import joined, says
from corpus.language import Lang
from corpus.place_names import place_name
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROWS, _ABSENT = 40, 10  # at most: places that can be compared, and those that cannot
_NEEDED = ["rate", "target", "target_high", "parent", "parent_target", "amplification", "wording"]


@dataclass(frozen=True)
class _Rows:
    """What is printed in the rows: names, the own target and that of the level above."""

    table: pd.DataFrame
    names: list[str]
    own: list[str]
    above: list[str]


def amplification_by_place(
    table: pd.DataFrame,
    *,
    label: str,
    name: str = "place",
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The growth targets of places less those of the nearest level above, the largest first.

    The mark shows the wording: a triangle where it is hard, hollow where it is soft, a dot where
    the target is a number alone. At the right are the place's own target and that of the level
    above, with its name. Places that cannot be compared come last, and those without a target have
    a cross. Of more than 40 places the first and last 20 are drawn, and of more than 10 that cannot
    be compared the first 10 by name; the note says so.

    Args:
        table: rows of ``pressure_panel`` for one year: rate, target, target_high, parent,
            parent_target, amplification, wording and the column ``name``.
        label: name of the indicator, and the year.
        name: the column with the names of the places.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if no target can be compared with one above.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import amplification_by_place
        >>> table = pd.DataFrame({
        ...     "place": ["Hubei", "Fujian"], "rate": [6.0, 5.25], "target": [6.0, 5.0],
        ...     "target_high": [None, 5.5], "parent": "全国", "parent_target": 5.0,
        ...     "amplification": [1.0, 0.25], "wording": "soft"})
        >>> figure = amplification_by_place(table, label="GDP growth, 2025", width=85)
        >>> [text.get_text() for text in figure.texts if "%" in text.get_text()]
        ['6%', '5% State Council', '5–5.5%', '5% State Council']
    """
    check_columns(table, [*_NEEDED, name], "table")
    if not table["amplification"].notna().any():
        return None
    rows, notes = _chosen(table.assign(_name=table[name].astype(str)), lang)
    note = joined([label, says("amplification_guide", lang), *notes], lang)
    with style():
        return _draw(_printed(rows, lang), wrapped(note, width - 2 * MARGIN), lang, width)


def _chosen(table: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[str]]:
    """The rows that are drawn, in order, and what the note says of the others."""
    known = table[table["amplification"].notna()]
    order = ["amplification", "rate", "_name"]
    known = known.sort_values(order, ascending=[False, False, True], kind="stable")
    without = table[table["amplification"].isna()].sort_values("_name", kind="stable")
    notes = []
    if len(known) > _ROWS:
        notes.append(says("places_shown", lang, top=_ROWS // 2, n=len(known)))
        known = pd.concat([known.head(_ROWS // 2), known.tail(_ROWS // 2)])
    if len(without) > _ABSENT:
        notes.append(says("absent_shown", lang, top=_ABSENT, n=len(without)))
    return pd.concat([known, without.head(_ABSENT)], ignore_index=True), notes


def _printed(rows: pd.DataFrame, lang: Lang) -> _Rows:
    own = [percent(*one) for one in zip(rows["target"], rows["target_high"], strict=True)]
    above = []
    for parent, target in zip(rows["parent"], rows["parent_target"], strict=True):
        known = isinstance(parent, str) and pd.notna(target)
        above.append(f"{percent(target)} {place_name(parent, lang)}" if known else "")
    return _Rows(rows, rows["_name"].tolist(), own, above)


def _draw(rows: _Rows, note: list[str], lang: Lang, width: float) -> Drawing:
    n = len(rows.names)
    heads = [says(one, lang) for one in ("own_target", "target_above")]
    names = fitted_apart(rows.names, 0.3 * width, NOTE)
    left = MARGIN + widest(names, NOTE) + 3
    wide = [widest([*rows.own, heads[0]], NOTE), widest([*rows.above, heads[1]], NOTE)]
    wide[1] = min(wide[1], max(0.3 * width, widest([heads[1]], NOTE)))
    room = width - left - MARGIN - sum(wide) - 6
    keys = wording_keys(rows.table["wording"], lang)
    above = len(note) + len(key_rows([one for one, _ in keys], width))
    top = MARGIN + (above + 1) * line_height() + 2
    page = new_page(width, top + ROW * n + 10)
    axes = place(page, left, top, room, ROW * n)
    _axis(axes, rows, room, lang)
    edge = left + room + 3 + wide[0]
    for text, at, ha in ((heads[0], edge, "right"), (heads[1], edge + 3, "left")):
        write(page, text, (at, top - line_height() - 0.3), ha=ha)
    for row, name in enumerate(names):
        y = top + (row + 0.5) * ROW
        write(page, name, (left - 3, y), colour=TEXT, ha="right", va="center_baseline")
        write(page, rows.own[row], (edge, y), colour=TEXT, ha="right", va="center_baseline")
        short = fitted(rows.above[row], wide[1], NOTE)
        write(page, short, (edge + 3, y), va="center_baseline")
    write_keys(page, keys, write_note(page, note))
    return page


def _axis(axes: Axes, rows: _Rows, room: float, lang: Lang) -> None:
    """The marks in their rows, with the line of what is equal to the level above."""
    table, n = rows.table, len(rows.names)
    bare(axes)
    gap = table["amplification"].dropna().astype(float)
    low, high = min(float(gap.min()), 0.0), max(float(gap.max()), 0.0)
    pad = max(0.06 * (high - low), 0.1)
    axes.set_xlim(low - pad, high + pad)
    axes.set_ylim(n - 0.5, -0.5)
    axes.set_yticks([])
    bins = max(2, min(8, int(room // 12)))
    found = MaxNLocator(nbins=bins, steps=[1, 2, 5, 10]).tick_values(low - pad, high + pad)
    ticks = [float(one) for one in found if low - pad <= one <= high + pad]
    axes.set_xticks(ticks, [f"{one:+g}".replace("-", "\u2212") if one else "0" for one in ticks])
    for one in ticks:
        axes.axvline(one, color=GRID, linewidth=0.5, zorder=0.5)
    axes.axvline(0, color=SECONDARY, linewidth=0.8, zorder=1)
    for row in range(1, n, 2):
        axes.axhspan(row - 0.5, row + 0.5, color=STRIPE, linewidth=0, zorder=0)
    for row, (value, wording) in enumerate(
        zip(table["amplification"], table["wording"], strict=True)
    ):
        if pd.notna(value):
            draw_wording(axes, float(value), row, wording)
        elif wording in WITHOUT:
            draw_wording(axes, low - pad / 2, row, wording)
    axes.set_xlabel(says("difference_points", lang), fontsize=NOTE, color=SECONDARY, labelpad=2)
