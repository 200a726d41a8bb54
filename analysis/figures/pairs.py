"""A figure of two reports: shares with their intervals, beside the difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.figures.page import (
    CLEAR,
    MARGIN,
    NAME,
    NOTE,
    POINT,
    bare,
    line_height,
    new_page,
    place,
    text_width,
    widest,
    wrapped,
    write,
    write_note,
)
from analysis.figures.scales import three_ticks
from analysis.figures.style import (
    DOUBLE,
    GRID,
    NATION,
    OTHER,
    OTHER_TEXT,
    OWN,
    SECONDARY,
    STRIPE,
    TEXT,
    Drawing,
    style,
)
from analysis.figures.words import joined, says, short_name
from corpus.language import Lang
from corpus.schema import check_columns

_NEEDED = (
    *("name_en", "name_zh", "share_a", "low_a", "high_a", "share_b", "low_b", "high_b"),
    *("difference", "difference_low", "difference_high"),
)
_ROW, _AXIS = 5.0, 9.0  # heights in millimetres: of a row, and below the panels


@dataclass(frozen=True)
class _Party:
    """How one of the two is drawn: its columns, name, colours, marker and place in a row."""

    side: str
    name: str
    colour: str
    text: str
    marker: str
    face: str
    offset: float


def shares_and_difference(
    table: pd.DataFrame,
    *,
    names: tuple[str, str],
    nation: bool = False,
    top: int | None = None,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """Policy areas of two reports: shares with their intervals, beside the difference.

    Overlapping intervals do not test a difference, which has its own panel. There a mark is filled,
    and coloured, where its interval excludes 0: a circle for more, a square for less.

    Args:
        table: from ``areas_of_two``, in the order to be drawn.
        names: the labels of the two reports, such as place and year, ``a`` first.
        nation: whether ``b`` is the State Council, which is grey everywhere.
        top: how many areas are shown at most: those with the largest mean of the two shares, in
            the order of the table; None for all.
        lang: language of the areas and labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if the table has no rows.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import areas_of_two
        >>> from analysis.figures import shares_and_difference
        >>> coded = pd.DataFrame({"report_id": ["x"] * 4 + ["y"] * 4, "paragraph_id": range(8),
        ...                       "code": [6, 6, 6, 1, 6, 1, 1, 1]})
        >>> table = areas_of_two(coded, a="x", b="y")
        >>> figure = shares_and_difference(table, names=("Shenzhen 2026", "Shenzhen 2006"))
        >>> [axes.get_xlabel() for axes in figure.axes[:2]]
        ['% of sentences', 'percentage points']
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['Education', 'Macroeconomics']
    """
    check_columns(table, _NEEDED)
    if table.empty:
        return None
    rows = _largest(table, top)
    own = _Party("a", names[0], OWN, OWN, "o", OWN, -0.17)
    colours = (NATION, SECONDARY) if nation else (OTHER, OTHER_TEXT)
    other = _Party("b", names[1], *colours, "s", "white", 0.17)
    limited = says("largest", lang, top=len(rows), n=len(table)) if len(rows) < len(table) else ""
    note = joined([says("pair_guide", lang, intervals_of=rows), limited], lang)
    with style():
        return _draw(rows, (own, other), note, lang, width)


def _largest(table: pd.DataFrame, top: int | None) -> pd.DataFrame:
    """The rows with the largest mean share, in the order of the table."""
    if top is None or len(table) <= top:
        return table
    mean = table["share_a"] + table["share_b"]
    kept = mean.sort_values(ascending=False, kind="stable").index[:top]
    return table[table.index.isin(kept)]


def _draw(
    rows: pd.DataFrame, parties: tuple[_Party, _Party], note: str, lang: Lang, width: float
) -> Drawing:
    labels = [short_name(one) for one in rows[f"name_{lang}"]]
    names = (parties[0].name, parties[1].name)
    left = MARGIN + widest(labels) + CLEAR
    room = width - left - MARGIN - 4
    between = 5.0 if width > 120 else 3.0
    wide = (0.62 * (room - between), 0.38 * (room - between))
    title = wrapped(says("less", lang, a=names[0], b=names[1]), wide[1] + 4, NOTE)
    lines = wrapped(note, width - 2 * MARGIN)
    keys = _key_lines(names, left + wide[0])
    beside = widest(names) + 8 <= left + wide[0] - MARGIN
    deep = max(len(keys), len(title)) if beside else len(keys) + len(title)
    head = deep * line_height() + 1
    top = MARGIN + len(lines) * line_height() + 1.5 + head
    height = _ROW * len(rows)
    page = new_page(width, top + height + _AXIS)
    write_note(page, lines)
    shares = place(page, left, top, wide[0], height)
    apart = place(page, left + wide[0] + between, top, wide[1], height)
    for axes in (shares, apart):
        _stripes(axes, len(rows))
    fit = text_width(says("difference_points", lang), NOTE) < wide[1] + between
    _shares(shares, rows, parties, says("percent_note", lang) if fit else "%")
    points = says("difference_points" if fit else "few_points", lang)
    _differences(apart, rows, (parties[0].colour, parties[1].colour), points)
    shares.set_yticks(range(len(rows)), labels, fontsize=NAME, color=TEXT)
    shares.tick_params(axis="y", pad=(CLEAR - 0.4) / POINT)
    apart.set_yticks([])
    for at, line in enumerate(title):
        write(page, line, (left + wide[0] + between, top - 1 - (len(title) - at) * line_height()))
    _keys(page, keys, parties, left, top - head)
    return page


def _key_lines(names: tuple[str, str], room: float) -> list[tuple[int, ...]]:
    """Which of the two names are in which line above the panel."""
    together = sum(text_width(one, NAME) + 8 for one in names)
    return [(0, 1)] if together <= room - MARGIN else [(0,), (1,)]


def _keys(
    page: Drawing,
    lines: list[tuple[int, ...]],
    parties: tuple[_Party, _Party],
    left: float,
    top: float,
) -> None:
    wide = max(sum(text_width(parties[at].name, NAME) + 8 for at in line) for line in lines)
    across_page = 25.4 * float(page.get_size_inches()[0])
    start = max(MARGIN, min(left, across_page / 1.6 - wide))
    for line in lines:
        across = start
        for at in line:
            one = parties[at]
            axes = place(page, across, top, 5, line_height())
            axes.set_axis_off()
            axes.set_xlim(0, 1)
            axes.set_ylim(0, 1)
            axes.plot([0, 1], [0.5, 0.5], color=one.colour, linewidth=1.1)
            axes.scatter(
                [0.5], [0.5], s=16, c=one.face, edgecolors=one.colour, marker=one.marker, zorder=3
            )
            write(page, one.name, (across + 6, top), size=NAME, colour=one.text)
            across += text_width(one.name, NAME) + 9
        top += line_height()


def _stripes(axes: Any, n: int) -> None:
    bare(axes)
    for row in range(1, n, 2):
        axes.axhspan(row - 0.5, row + 0.5, color=STRIPE, linewidth=0, zorder=0)
    axes.set_ylim(n - 0.5, -0.5)


def _shares(axes: Any, rows: pd.DataFrame, parties: tuple[_Party, _Party], label: str) -> None:
    places = np.arange(len(rows))
    most = 1.0
    for one in parties:
        share, low, high = (rows[f"{name}_{one.side}"] for name in ("share", "low", "high"))
        at = places + one.offset
        axes.hlines(at, low, high, color=one.colour, linewidth=1.1)
        axes.scatter(
            share,
            at,
            s=16,
            c=one.face,
            edgecolors=one.colour,
            marker=one.marker,
            zorder=3,
            clip_on=False,
        )
        most = max(most, float(share.max()), float(np.nanmax([*high, 0])))
    axes.set_xlim(0, 1.03 * most)
    ticks = three_ticks(most)
    axes.set_xticks(ticks, [f"{one:g}" for one in ticks])
    _lines_at(axes, ticks)
    axes.set_xlabel(label, fontsize=NOTE, color=SECONDARY, labelpad=2)


def _lines_at(axes: Any, ticks: list[float]) -> None:
    for one in ticks:
        axes.axvline(one, color=GRID, linewidth=0.5, zorder=0.5)


def _differences(axes: Any, rows: pd.DataFrame, colours: tuple[str, str], label: str) -> None:
    low, high = rows["difference_low"], rows["difference_high"]
    places = np.arange(len(rows))
    more = (rows["difference"] > 0).to_numpy()
    sure = ((low > 0) | (high < 0)).to_numpy()
    drawn = np.where(sure, np.where(more, *colours), NATION)
    axes.hlines(places, low, high, colors=list(drawn), linewidth=1.1)
    for marker, chosen in (("o", more), ("s", ~more)):
        axes.scatter(
            rows["difference"][chosen],
            places[chosen],
            s=16,
            c=list(np.where(sure, drawn, "white")[chosen]),
            edgecolors=list(drawn[chosen]),
            marker=marker,
            zorder=3,
        )
    far = float(np.nanmax(np.abs([*rows["difference"], *low, *high])))
    tick = three_ticks(far)[-1]
    axes.set_xlim(-1.05 * far, 1.05 * far)
    axes.set_xticks([-tick, 0, tick], [f"\u2212{tick:g}", "0", f"+{tick:g}"])
    _lines_at(axes, [-tick, tick])
    axes.axvline(0, color=NATION, linewidth=0.8)
    axes.set_xlabel(label, fontsize=NOTE, color=SECONDARY, labelpad=2)
