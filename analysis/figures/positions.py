"""Positions in a report: where terms occur, and where sentences return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures.page import (
    MARGIN,
    NAME,
    NOTE,
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
    OWN,
    PART_COLOURS,
    SECONDARY,
    TEXT,
    Drawing,
    style,
)
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW, _BAR, _REUSE = 5.2, 4.6, 42.0  # heights in millimetres
_DARK = ("review_multi_year", "problems")  # parts whose colour takes white letters


def dispersion_plot(
    rows: pd.DataFrame,
    paragraphs: pd.DataFrame,
    terms: Sequence[str],
    *,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """The positions of terms in a report, one stroke per occurrence, below a bar of its parts.

    The names of the parts stand on the bar where they fit; the counts of the terms at the right.

    Args:
        rows: tokens or mentions of one report: start, term.
        paragraphs: the paragraphs of its body: start, end, orientation.
        terms: the terms to show, from top to bottom.
        lang: language of the axis label and the parts: en or zh.
        width: of the figure, in millimetres.

    Raises:
        ValueError: where ``terms`` is empty.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.figures import dispersion_plot
        >>> from corpus.schema import SPOKEN
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> paragraphs = read_table(corpus, "paragraphs", report_id="shahekou-2018")
        >>> body = paragraphs[paragraphs["orientation"].isin(SPOKEN)]
        >>> tokens = read_table(corpus, "tokens", report_id="shahekou-2018")
        >>> figure = dispersion_plot(tokens, body, ["营商环境", "创新", "教育"])
        >>> [text.get_text() for text in figure.axes[0].get_yticklabels()]
        ['营商环境', '创新', '教育']
        >>> [text.get_text() for text in figure.texts[-3:]]
        ['7', '12', '8']
    """
    check_columns(rows, ["start", "term"], "rows")
    check_columns(paragraphs, ["start", "end", "orientation"], "paragraphs")
    if not terms:
        raise ValueError("terms: the list is empty; name at least one term")
    first, last = int(paragraphs["start"].min()), int(paragraphs["end"].max())
    counts = [str(int((rows["term"] == term).sum())) for term in terms]
    head = says("count", lang)
    with style():
        left = MARGIN + widest(terms) + 2
        right = max(widest(counts), text_width(head, NOTE)) + 2
        room, top = width - left - MARGIN - right, MARGIN + _BAR + 2
        page = new_page(width, top + _ROW * len(terms) + 9.5)
        axes = place(page, left, top, room, _ROW * len(terms))
        _strokes(axes, rows, terms, first, last)
        axes.set_xlabel(says("place", lang), fontsize=NOTE, color=SECONDARY, labelpad=2)
        bar = place(page, left, MARGIN, room, _BAR)
        _parts(bar, paragraphs, (first, last), room, lang)
        edge = width - MARGIN
        write(page, head, (edge, MARGIN + _BAR / 2), ha="right", va="center_baseline")
        for at, count in enumerate(counts):
            write(
                page,
                count,
                (edge, top + (at + 0.5) * _ROW),
                size=NAME,
                ha="right",
                va="center_baseline",
            )
    return page


def _strokes(axes: Axes, rows: pd.DataFrame, terms: Sequence[str], first: int, last: int) -> None:
    bare(axes)
    for at, term in enumerate(terms):
        found = rows.loc[rows["term"] == term, "start"] - first
        axes.vlines(found, at - 0.34, at + 0.34, color=OWN, linewidth=0.9)
        axes.axhline(at + 0.5, color=GRID, linewidth=0.4, zorder=0)
    axes.set_yticks(range(len(terms)), terms, fontsize=NAME, color=TEXT)
    axes.set_ylim(len(terms) - 0.5, -0.5)
    axes.set_xlim(0, last - first)
    ticks = three_ticks(max(last - first, 1))
    axes.set_xticks(ticks, [f"{one:,.0f}" for one in ticks])


def _parts(
    axes: Axes, paragraphs: pd.DataFrame, ends: tuple[int, int], room: float, lang: Lang
) -> None:
    """The bar of parts, each run of paragraphs of one part with its name if there is room."""
    axes.set_axis_off()
    axes.set_xlim(0, ends[1] - ends[0])
    axes.set_ylim(0, 1)
    run = (paragraphs["orientation"] != paragraphs["orientation"].shift()).cumsum()
    for _, own in paragraphs.groupby(run):
        part = str(own["orientation"].iloc[0])
        start, end = int(own["start"].min()) - ends[0], int(own["end"].max()) - ends[0]
        colour = PART_COLOURS.get(part, GRID)
        axes.barh(0.5, end - start, left=start, height=1, color=colour, linewidth=0)
        if part not in PART_COLOURS:
            continue
        wide = (end - start) / (ends[1] - ends[0]) * room
        names = [
            one
            for one in (says(part, lang), says(f"{part}_short", lang))
            if text_width(one, NOTE) + 1 <= wide
        ]
        if names:
            axes.text(
                (start + end) / 2,
                0.5,
                names[0],
                ha="center",
                va="center_baseline",
                fontsize=NOTE,
                color="white" if part in _DARK else TEXT,
            )


def reuse_lines(
    table: pd.DataFrame,
    *,
    source: str,
    target: str,
    lengths: tuple[int, int] | None = None,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The sentences that a report repeats from an earlier one, each a line between the two.

    A line is the darker the more of the sentence is repeated.

    Args:
        table: from ``reused_sentences``: source_sentence_id, sentence_id, overlap.
        source: name of the earlier report, above.
        target: name of the later report, below.
        lengths: the number of sentences of the earlier and the later report, drawn as bars; None if
            they are not known.
        lang: language of the note: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if no sentence is repeated.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import reuse_lines
        >>> table = pd.DataFrame({
        ...     "source_sentence_id": [12, 80], "sentence_id": [15, 91], "overlap": [0.7, 1.0],
        ... })
        >>> figure = reuse_lines(table, source="2017", target="2018")
        >>> [line.get_xdata().tolist() for line in figure.axes[0].lines]
        [[12.0, 15.0], [80.0, 91.0]]
    """
    check_columns(table, ["source_sentence_id", "sentence_id", "overlap"])
    if table.empty:
        return None
    keys = ["source_sentence_id", "sentence_id"]
    most = float(max(table[keys].max().max(), *(lengths or (0,)), 1))
    note = wrapped(says("reuse_guide", lang, n=f"{len(table):,}"), width - 2 * MARGIN)
    with style():
        left = MARGIN + widest([source, target]) + 2
        top = MARGIN + len(note) * line_height() + 2
        page = new_page(width, top + _REUSE + 9)
        write_note(page, note)
        axes = place(page, left, top, width - left - MARGIN - 5, _REUSE)
        bare(axes)
        for before, now, overlap in table[[*keys, "overlap"]].to_numpy(dtype=float):
            axes.plot([before, now], [1, 0], color=OWN, alpha=overlap, linewidth=0.8)
        for at, length in zip((1.03, -0.03), lengths or (), strict=False):
            axes.hlines(at, 0, length, color=SECONDARY, linewidth=2.2)
        axes.set_yticks([1, 0], [source, target], fontsize=NAME, color=TEXT)
        axes.set_ylim(-0.08, 1.08)
        axes.set_xlim(0, most)
        ticks = [float(np.floor(one)) for one in three_ticks(most)]
        axes.set_xticks(ticks, [f"{one:,.0f}" for one in ticks])
        axes.set_xlabel(says("sentence_number", lang), fontsize=NOTE, color=SECONDARY, labelpad=2)
    return page
