"""Positions of texts on a line, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures import page
from analysis.figures.style import DOUBLE, OWN, SECONDARY, STRIPE, TEXT, Drawing, style
from analysis.figures.words import joined, says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NO_SECTIONS = "words"


def scale_dots(
    table: pd.DataFrame,
    *,
    label: str = "unit",
    against: pd.DataFrame | None = None,
    ends: tuple[str, str] | None = None,
    top: int = 40,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The positions of texts, from the highest, each a dot with its 95% CI.

    The note says what the positions go with, and whether the CIs take words as independent, which
    makes them too short. A dot without an interval is hollow; the thin line is at the mean. Of more
    than ``top`` texts, the first and last are drawn.

    Args:
        table: one row per text: position or score, low, high and the label; such as
            ``ScalingFit.documents``, from ``clustered_errors``, or from ``wordscores``.
        label: the column of the names.
        against: from ``analysis.scaling.against``, or ``ScalingFit.against``.
        ends: what lies to the left and to the right, written at the ends of the axis.
        top: the most rows.
        lang: en or zh.
        width: in millimetres.

    Returns:
        The figure; None if no text has a position.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import scale_dots
        >>> table = pd.DataFrame({"unit": ["Dalian", "Benxi"], "position": [0.7, -0.7],
        ...                       "low": [0.5, -0.9], "high": [0.9, -0.5]})
        >>> figure = scale_dots(table, ends=("plan", "market"))
        >>> [text.get_text() for text in figure.texts][-2:]
        ['← plan', 'market →']
    """
    value = "position" if "position" in table else "score"
    check_columns(table, [label, value, "low", "high"], "table")
    rows = table[table[value].notna()].sort_values(
        [value, label], ascending=[False, True], kind="stable", ignore_index=True
    )
    if rows.empty:
        return None
    shown = _ends(rows, top)
    notes = _notes(rows, len(shown), against, lang)
    with style():
        names = [str(one) for one in shown[label]]
        values = shown[[value, "low", "high"]].to_numpy(dtype=float)
        figure = _draw(
            values,
            names,
            page.note_lines(notes, width),
            float(rows[value].mean()),
            width,
            room_for_ends=ends is not None,
        )
        _write_ends(figure, ends)
    return figure


def _ends(rows: pd.DataFrame, top: int) -> pd.DataFrame:
    """The first and last rows, half of ``top`` each, where there are more."""
    if len(rows) <= top:
        return rows
    return pd.concat([rows.head(top - top // 2), rows.tail(top // 2)], ignore_index=True)


def _notes(rows: pd.DataFrame, shown: int, against: pd.DataFrame | None, lang: Lang) -> list[str]:
    cluster = str(rows["cluster"].iloc[0]) if "cluster" in rows else _NO_SECTIONS
    notes = [says("scale_guide", lang, intervals_of=rows, cluster=says(f"scale_{cluster}", lang))]
    if rows[["low", "high"]].isna().any(axis=None):
        notes.append(says("scale_hollow", lang))
    if shown < len(rows):
        notes.append(says("scale_shown", lang, top=shown // 2, n=len(rows)))
    return [joined([one], lang) if lang == "zh" else one for one in [*notes, *_with(against, lang)]]


def _with(against: pd.DataFrame | None, lang: Lang) -> list[str]:
    """What the positions go with, and that they measure it where a warning says so."""
    if against is None:
        return []
    known = against.loc[against["r"].notna(), ["variable", "r", "units", "warning"]]
    notes = []
    for variable, r, units, warning in known.itertuples(index=False, name=None):
        said = says(f"scale_{variable}", lang, r=_signed(r), n=units)
        is_it = says("scale_is", lang, what=says(f"scale_is_{variable}", lang))
        notes.append(said + (is_it if warning else ""))
    return notes


def _signed(r: float) -> str:
    return f"{r:.2f}".replace("-", "−")


def _draw(
    values: np.ndarray,
    names: Sequence[str],
    note: Sequence[str],
    mean: float,
    width: float,
    *,
    room_for_ends: bool,
) -> Drawing:
    names = page.fitted_apart(names, 0.4 * width, page.NOTE)
    left = page.MARGIN + page.widest(names, page.NOTE) + 2
    top = page.MARGIN + len(note) * page.line_height() + 2
    below = 11 if room_for_ends else 7
    figure = page.new_page(width, top + page.ROW * len(names) + below)
    page.write_note(figure, note)
    room = width - left - page.MARGIN - 3
    axes = page.place(figure, left, top, room, page.ROW * len(names))
    page.bare(axes)
    axes.grid(visible=True, axis="x")
    for row in range(0, len(names), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=STRIPE, linewidth=0, zorder=0)
    axes.axvline(mean, color=SECONDARY, linewidth=0.6, zorder=1)
    for row, one in enumerate(values):
        _draw_row(axes, row, *one)
    for row, name in enumerate(names):
        page.write(
            figure,
            name,
            (left - 2, top + (row + 0.5) * page.ROW),
            colour=TEXT,
            ha="right",
            va="center_baseline",
        )
    _finish(axes, len(names), room)
    return figure


def _draw_row(axes: Axes, row: int, value: float, low: float, high: float) -> None:
    bounded = bool(np.isfinite(low) and np.isfinite(high))
    if bounded:
        axes.plot([low, high], [row, row], color=OWN, linewidth=1.1, solid_capstyle="butt")
    face = OWN if bounded else "white"
    axes.plot(value, row, "o", color=OWN, markersize=4, markerfacecolor=face)


def _finish(axes: Axes, rows: int, room: float) -> None:
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks([])
    low, high = axes.get_xlim()
    ticks = MaxNLocator(nbins=max(2, min(8, int(room // 12)))).tick_values(low, high)
    axes.set_xticks([one for one in ticks if low <= one <= high])
    axes.set_xlim(low, high)


def _write_ends(figure: Drawing, ends: tuple[str, str] | None) -> None:
    """What lies at either end, below the axis, in its half of the page."""
    if ends is None:
        return
    width, height = (25.4 * one for one in figure.get_size_inches())
    box = figure.axes[0].get_position()
    left, right = box.x0 * width, box.x1 * width
    for said, x, side in ((f"← {ends[0]}", left, "left"), (f"{ends[1]} →", right, "right")):
        text = page.fitted(said, 0.48 * (right - left), page.NOTE)
        page.write(figure, text, (x, height - 3), colour=SECONDARY, ha=side, va="center_baseline")
