"""Figures of one text: its parts, where terms stand in it, which stand together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.style import BLUE, DOUBLE, GREY, PART_COLOURS, Drawing, new_figure, style
from analysis.figures.words import says
from corpus.language import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def dispersion_plot(
    rows: pd.DataFrame,
    paragraphs: pd.DataFrame,
    terms: Sequence[str],
    *,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Where in a report each term stands: a stroke a hit, over the parts of the report.

    Args:
        rows: tokens or mentions of one report: start, term.
        paragraphs: of its speech: start, end, orientation.
        terms: from top to bottom.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.

    Raises:
        ValueError: where there is no term.
    """
    if not terms:
        raise ValueError("no term is named; name one or more")
    first, last = int(paragraphs["start"].min()), int(paragraphs["end"].max())
    with style():
        figure = new_figure(width, 18 + 5.5 * (len(terms) + 1))
        axes = figure.subplots()
        colours = paragraphs["orientation"].map(PART_COLOURS).fillna("0.9")
        axes.barh(
            np.full(len(paragraphs), len(terms)),
            paragraphs["end"] - paragraphs["start"],
            left=paragraphs["start"] - first,
            height=0.55,
            color=colours,
            linewidth=0,
        )
        for place, term in enumerate(terms):
            hits = rows.loc[rows["term"] == term, "start"] - first
            axes.vlines(hits, place - 0.32, place + 0.32, color=BLUE, linewidth=0.9)
        counts = [int((rows["term"] == term).sum()) for term in terms]
        labels = [f"{term}  {n}" for term, n in zip(terms, counts, strict=True)]
        axes.set_yticks(range(len(terms)), labels)
        axes.set_ylim(len(terms) + 0.6, -0.6)
        axes.set_xlim(0, last - first)
        axes.set_xlabel(says("place", lang))
        axes.grid(visible=False)
    return figure


def cooccurrence_network(
    rows: pd.DataFrame,
    *,
    top: int = 24,
    min_together: int = 2,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing:
    """The terms in most paragraphs, with lines between those that stand together.

    Places come from classical scaling of 1 − Jaccard of the paragraphs, so that the same counts
    give the same picture; what lies together stands together.

    Args:
        rows: tokens or mentions: report_id, paragraph_id, term.
        top: how many terms, by paragraphs, then by code points.
        min_together: paragraphs that two terms share, for a line.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.

    Raises:
        ValueError: where fewer than three terms stand in paragraphs.
    """
    unit = rows["report_id"].astype(str) + " / " + rows["paragraph_id"].astype(str)
    there = pd.crosstab(unit, rows["term"]) > 0
    spread = there.sum().rename_axis("term").reset_index(name="n")
    chosen = spread.sort_values(["n", "term"], ascending=[False, True]).head(top)["term"].tolist()
    if len(chosen) < 3:
        raise ValueError(f"{len(chosen)} terms make no network; 3 or more are needed")
    matrix = there[chosen].to_numpy(dtype=float)
    both = matrix.T @ matrix
    alone = both.diagonal()
    jaccard = both / (alone[:, None] + alone[None, :] - both)
    places = _scaled(1 - jaccard)
    with style():
        figure = new_figure(width, 0.72 * width)
        axes = figure.subplots()
        for a, b in combinations(range(len(chosen)), 2):
            if both[a, b] >= min_together:
                axes.plot(
                    places[[a, b], 0],
                    places[[a, b], 1],
                    color="0.6",
                    zorder=1,
                    linewidth=0.25 + 2.5 * jaccard[a, b],
                    alpha=0.5,
                )
        axes.scatter(
            places[:, 0],
            places[:, 1],
            s=8 + 9 * alone,
            color=BLUE,
            alpha=0.35,
            zorder=2,
            linewidth=0,
        )
        _label(figure, axes, chosen, places)
        axes.set_axis_off()
        figure.supxlabel(says("links", lang, n=min_together), fontsize=7)
    return figure


def _scaled(distances: np.ndarray) -> np.ndarray:
    """Two axes of classical scaling, each with its largest value on the positive side."""
    n = len(distances)
    centre = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-centre @ distances**2 @ centre / 2)
    first = np.argsort(-values)[:2]
    places = (vectors[:, first] * np.sqrt(np.maximum(values[first], 1e-9))).round(9)
    at = np.abs(places).argmax(axis=0)
    return np.asarray(places * np.sign(places[at, [0, 1]]))


def _label(figure: Drawing, axes: Axes, terms: Sequence[str], places: np.ndarray) -> None:
    from adjustText import adjust_text

    figure.draw_without_rendering()
    texts = [
        axes.text(x, y, term, fontsize=7, zorder=4, ha="center", va="center")
        for term, (x, y) in zip(terms, places, strict=True)
    ]
    adjust_text(
        texts,
        x=places[:, 0],
        y=places[:, 1],
        ax=axes,
        iter_lim=400,
        expand=(1.1, 1.25),
        arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.4},
    )


def part_strip(paragraphs: pd.DataFrame, *, lang: Lang = "en", width: float = DOUBLE) -> Drawing:
    """Where in the report each time is spoken of: a strip a report, coloured by orientation.

    Args:
        paragraphs: the rows of the speech, with report_id, start, end and orientation.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    reports = list(dict.fromkeys(paragraphs["report_id"]))
    with style():
        figure = new_figure(width, 26 + 8 * len(reports))
        axes = figure.add_subplot()
        for place, report in enumerate(reports):
            rows = paragraphs[paragraphs["report_id"] == report]
            length = (rows["end"] - rows["start"]).cumsum()
            left = length - (rows["end"] - rows["start"])
            colours = rows["orientation"].map(PART_COLOURS)
            axes.barh(
                np.full(len(rows), place),
                rows["end"] - rows["start"],
                left=left,
                color=colours,
                height=0.7,
                edgecolor="white",
                linewidth=0.3,
            )
        axes.set_yticks(range(len(reports)), reports)
        axes.invert_yaxis()
        axes.set_xlabel(says("characters", lang))
        axes.grid(visible=False)
        there = [part for part in PART_COLOURS if part in set(paragraphs["orientation"])]
        _part_legend(figure, there, lang)
    return figure


def _part_legend(figure: Figure, parts: Sequence[str], lang: Lang) -> None:
    handles = [
        mpl.patches.Patch(color=PART_COLOURS[part], label=says(part, lang)) for part in parts
    ]
    figure.legend(handles=handles, loc="outside upper left", ncols=4, handlelength=1.0)
