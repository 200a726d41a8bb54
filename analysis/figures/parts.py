"""The parts of reports: their sequence, length and share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from analysis.figures.keys import key_rows, write_keys
from analysis.figures.page import (
    MARGIN,
    NAME,
    NOTE,
    bare,
    line_height,
    new_page,
    place,
    widest,
    wrapped,
    write,
    write_note,
)
from analysis.figures.scales import three_ticks
from analysis.figures.style import DOUBLE, PART_COLOURS, SECONDARY, TEXT, Drawing, style
from analysis.figures.words import joined, says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROWS = 60  # reports on a page
_STROKES = 5  # up to so many reports, paragraphs are told apart by white strokes
_COLUMN = 6.5  # width of a share, in millimetres
_UNCOUNTED = ("opening", "closing")  # parts whose shares are not printed


def part_strip(
    paragraphs: pd.DataFrame,
    *,
    labels: Mapping[str, object] | None = None,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The sequence and length of the parts of reports, one strip each, and the share of each part.

    Reports are in the order of the table, of more than 60 the last 60. Shares are of the characters
    in the paragraphs of the body, in the colours of the parts; those of opening and closing are
    left out.

    Args:
        paragraphs: the paragraphs of the body: report_id, start, end, orientation.
        labels: labels of the reports by report_id, such as year or place; None for the IDs.
        lang: language of the keys and the axis label: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if there are no paragraphs.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.figures import part_strip
        >>> from corpus.schema import SPOKEN
        >>> from corpus.store import read_table
        >>> paragraphs = read_table(open_corpus(), "paragraphs")
        >>> spoken = paragraphs[paragraphs["orientation"].isin(SPOKEN)]
        >>> figure = part_strip(spoken, labels={"shahekou-2018": "Shahekou 2018"})
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['Shahekou 2018']
    """
    check_columns(paragraphs, ["report_id", "start", "end", "orientation"], "paragraphs")
    if paragraphs.empty:
        return None
    every = list(dict.fromkeys(paragraphs["report_id"]))
    reports = every[-_ROWS:]
    rows = paragraphs[paragraphs["report_id"].isin(reports)]
    rows = rows.assign(length=rows["end"] - rows["start"])
    named = [str((labels or {}).get(one, one)) for one in reports]
    note = joined(
        [
            says("parts_guide", lang),
            says("last_reports", lang, top=_ROWS, n=len(every)) if len(every) > _ROWS else "",
        ],
        lang,
    )
    with style():
        return _draw(rows, reports, named, note, lang, width)


def _draw(
    rows: pd.DataFrame,
    reports: list[str],
    named: list[str],
    note: str,
    lang: Lang,
    width: float,
) -> Drawing:
    there = [part for part in PART_COLOURS if part in set(rows["orientation"])]
    counted = [part for part in there if part not in _UNCOUNTED]
    keys = [(says(part, lang), partial(_swatch, part=part)) for part in there]
    lines = wrapped(note, width - 2 * MARGIN)
    deep = len(key_rows([label for label, _ in keys], width))
    row = 3.5 if len(reports) > 10 else 6.0
    head = MARGIN + (len(lines) + deep) * line_height() + 1
    top = head + 4.5
    left = MARGIN + widest(named, NAME if row > 4 else NOTE) + 2
    room = width - left - MARGIN - _COLUMN * len(counted) - 2
    page = new_page(width, top + row * len(reports) + 9)
    axes = place(page, left, top, room, row * len(reports))
    _strips(axes, rows, reports)
    _axis(axes, rows, named, row, lang)
    write_keys(page, keys, write_note(page, lines))
    _shares(page, rows, reports, counted, (left + room + 2, top, row), lang)
    return page


def _swatch(axes: Axes, *, part: str) -> None:
    axes.add_patch(Rectangle((0, 0.15), 1, 0.7, facecolor=PART_COLOURS[part], linewidth=0))


def _strips(axes: Axes, rows: pd.DataFrame, reports: list[str]) -> None:
    """One bar per paragraph, or per run of paragraphs of one part."""
    for place_of, report in enumerate(reports):
        own = rows[rows["report_id"] == report]
        if len(reports) > _STROKES:
            run = (own["orientation"] != own["orientation"].shift()).cumsum()
            own = own.groupby(run).agg({"orientation": "first", "length": "sum"})
        end = own["length"].cumsum()
        axes.barh(
            np.full(len(own), place_of),
            own["length"],
            left=end - own["length"],
            color=own["orientation"].map(PART_COLOURS),
            height=0.72,
            edgecolor="white",
            linewidth=0.3 if len(reports) <= _STROKES else 0,
        )


def _axis(axes: Axes, rows: pd.DataFrame, named: list[str], row: float, lang: Lang) -> None:
    bare(axes)
    most = float(rows.groupby("report_id")["length"].sum().max())
    axes.set_xlim(0, most)
    axes.set_ylim(len(named) - 0.5, -0.5)
    ticks = three_ticks(most)
    axes.set_xticks(ticks, [f"{one:,.0f}" for one in ticks])
    axes.set_yticks(range(len(named)), named, fontsize=NAME if row > 4 else NOTE, color=TEXT)
    axes.set_xlabel(says("characters_short", lang), fontsize=NOTE, color=SECONDARY, labelpad=2)


def _shares(
    page: Drawing,
    rows: pd.DataFrame,
    reports: list[str],
    parts: list[str],
    at: tuple[float, float, float],
    lang: Lang,
) -> None:
    """The share of each part in percent, in a column below a swatch of its colour."""
    left, top, row = at
    length = rows.pivot_table(
        index="report_id", columns="orientation", values="length", aggfunc="sum"
    )
    share = 100 * length.div(length.sum(axis=1), axis=0)
    for number, part in enumerate(parts):
        across = left + number * _COLUMN
        head = place(page, across + 1.6, top - 4.0, _COLUMN - 2.2, 3.0)
        head.set_axis_off()
        _swatch(head, part=part)
        for place_of, report in enumerate(reports):
            value = float(share[part][report])
            if np.isfinite(value):
                write(
                    page,
                    f"{value:.0f}",
                    (across + _COLUMN - 0.6, top + (place_of + 0.5) * row),
                    ha="right",
                    va="center_baseline",
                )
