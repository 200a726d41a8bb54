"""How alike reports are to those of the level of government above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures import page
from analysis.figures.style import DOUBLE, OTHER, OWN, SECONDARY, STRIPE, TEXT, Drawing, style
from analysis.figures.words import says
from corpus.language import Lang
from corpus.place_names import place_name
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def likeness_dots(
    table: pd.DataFrame, *, top: int = 40, lang: Lang = "en", width: float = DOUBLE
) -> Drawing | None:
    """The likeness of each report to that of the level above, with its CI and the chance baseline.

    Filled dots: the baseline lies outside the CI. Rows keep the order of the
    table; of more than ``top``, the latest are drawn, and the note says so.

    Args:
        table: from ``likeness_panel``, with label (place and year).
        top: the most rows.
        lang: en or zh.
        width: in millimetres.

    Returns:
        The figure; None if no report has one of a higher level.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import likeness_dots
        >>> table = pd.DataFrame({"label": ["Luohu, 2018"], "report_year": [2018],
        ...                       "likeness": [0.6], "likeness_low": [0.5], "likeness_high": [0.7],
        ...                       "likeness_by_chance": [0.4], "likeness_to_region": ["深圳市"]})
        >>> likeness_dots(table) is None
        False
    """
    needed = [
        "label",
        "report_year",
        "likeness",
        "likeness_low",
        "likeness_high",
        "likeness_by_chance",
        "likeness_to_region",
    ]
    check_columns(table, needed, "table")
    known = table[table["likeness"].notna()].reset_index(drop=True)
    if known.empty:
        return None
    latest = known.sort_values("report_year", kind="stable").tail(top)
    rows = known[known.index.isin(latest.index)].reset_index(drop=True)
    above = [place_name(str(one), lang) for one in rows["likeness_to_region"]]
    names = [says("to", lang, a=a, b=b) for a, b in zip(rows["label"], above, strict=True)]
    note = [says("likeness_guide", lang, intervals_of=rows)]
    if len(rows) < len(known):
        note.append(says("last_reports", lang, top=len(rows), n=len(known)))
    with style():
        return _draw(rows, names, page.note_lines(note, width), says("cosine", lang), width)


def _draw(
    rows: pd.DataFrame, names: Sequence[str], note: Sequence[str], label: str, width: float
) -> Drawing:
    names = page.fitted_apart(names, 0.5 * width, page.NOTE)
    left = page.MARGIN + page.widest(names, page.NOTE) + 2
    top = page.MARGIN + len(note) * page.line_height() + 2
    figure = page.new_page(width, top + page.ROW * len(rows) + 10)
    page.write_note(figure, note)
    room = width - left - page.MARGIN - 3
    axes = page.place(figure, left, top, room, page.ROW * len(rows))
    page.bare(axes)
    axes.grid(visible=True, axis="x")
    for place in range(0, len(rows), 2):
        axes.axhspan(place - 0.5, place + 0.5, color=STRIPE, linewidth=0, zorder=0)
    for place, (_, row) in enumerate(rows.iterrows()):
        _draw_row(axes, place, row)
    for place, name in enumerate(names):
        y = top + (place + 0.5) * page.ROW
        page.write(figure, name, (left - 2, y), colour=TEXT, ha="right", va="center_baseline")
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    low, high = axes.get_xlim()
    ticks = MaxNLocator(nbins=max(2, min(8, int(room // 12)))).tick_values(low, high)
    axes.set_xticks([one for one in ticks if low <= one <= high])
    axes.set_xlim(low, high)
    axes.set_xlabel(label, fontsize=page.NOTE, color=SECONDARY, labelpad=2)
    return figure


def _draw_row(axes: Axes, place: int, row: pd.Series) -> None:
    low, high = row["likeness_low"], row["likeness_high"]
    chance = row["likeness_by_chance"]
    if pd.notna(low) and pd.notna(high):
        axes.plot([low, high], [place, place], color=OWN, linewidth=1.1, solid_capstyle="butt")
    sure = pd.notna(low) and pd.notna(chance) and not low <= chance <= high
    face = OWN if sure else "white"
    axes.plot(row["likeness"], place, "o", color=OWN, markersize=4, markerfacecolor=face)
    if pd.notna(chance):
        axes.plot(chance, place, "|", color=OTHER, markersize=7, markeredgewidth=1.2)
