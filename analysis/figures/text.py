"""Figures of one text: its parts, the positions of terms, and which terms co-occur."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures.style import (
    BLUE,
    DOUBLE,
    GREY,
    PART_COLOURS,
    Drawing,
    new_figure,
    style,
)
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
    """The positions of terms in a report, one stroke per occurrence, above the report's parts.

    Args:
        rows: tokens or mentions of one report: start, term.
        paragraphs: the paragraphs of its body: start, end, orientation.
        terms: the terms to show, from top to bottom; each is printed with its count.
        lang: language of the axis label: en or zh.
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
        ['营商环境  7', '创新  12', '教育  8']
    """
    if not terms:
        raise ValueError("terms: the list is empty; name at least one term")
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
            found = rows.loc[rows["term"] == term, "start"] - first
            axes.vlines(found, place - 0.32, place + 0.32, color=BLUE, linewidth=0.9)
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
    """A network of the most widespread terms, joined where they occur in the same paragraphs.

    Positions come from classical scaling of 1 − J, with J the Jaccard similarity of the sets of
    paragraphs in which two terms occur: terms that co-occur lie close together, and the same counts
    give the same picture.

    Args:
        rows: tokens or mentions: report_id, paragraph_id, term.
        top: number of terms, those in the most paragraphs; ties by code point.
        min_together: two terms are joined if they share at least this number of paragraphs.
        lang: language of the note below: en or zh.
        width: of the figure, in millimetres.

    Raises:
        ValueError: where fewer than three terms are left to draw.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import cooccurrence_network
        >>> paragraphs = {1: ["创新", "企业"], 2: ["创新", "企业", "教育"], 3: ["教育", "创新"]}
        >>> rows = [("2018", place, term) for place, terms in paragraphs.items() for term in terms]
        >>> table = pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term"])
        >>> figure = cooccurrence_network(table, min_together=2)
        >>> [text.get_text() for text in figure.axes[0].texts if text.get_text()]
        ['创新', '企业', '教育']
        >>> len(figure.axes[0].lines)
        2
    """
    chosen, both = _shared_paragraphs(rows, top)
    if len(chosen) < 3:
        raise ValueError(
            f"rows: a network needs at least 3 terms ({len(chosen)} found); "
            "raise top or pass more text"
        )
    alone = both.diagonal()
    jaccard = both / (alone[:, None] + alone[None, :] - both)
    places = _scaled(1 - jaccard)
    with style():
        figure = new_figure(width, 0.72 * width)
        axes = figure.subplots()
        _draw_links(axes, places, jaccard, both >= min_together)
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


def _shared_paragraphs(rows: pd.DataFrame, top: int) -> tuple[list[str], np.ndarray]:
    """The most widespread terms, and in how many paragraphs each pair of them occurs."""
    unit = rows["report_id"].astype(str) + " / " + rows["paragraph_id"].astype(str)
    there = pd.crosstab(unit, rows["term"]) > 0
    spread = there.sum().rename_axis("term").reset_index(name="n")
    chosen = spread.sort_values(["n", "term"], ascending=[False, True]).head(top)["term"].tolist()
    matrix = there[chosen].to_numpy(dtype=float)
    return chosen, matrix.T @ matrix


def _draw_links(axes: Axes, places: np.ndarray, jaccard: np.ndarray, linked: np.ndarray) -> None:
    """Lines between the linked terms, the thicker the more similar their paragraphs are."""
    for a, b in combinations(range(len(places)), 2):
        if linked[a, b]:
            axes.plot(
                places[[a, b], 0],
                places[[a, b], 1],
                color="0.6",
                zorder=1,
                linewidth=0.25 + 2.5 * jaccard[a, b],
                alpha=0.5,
            )


def _scaled(distances: np.ndarray) -> np.ndarray:
    """The first two axes of classical scaling, signed so that each one's largest value is positive.

    An eigenvector's sign is arbitrary; fixing it keeps the picture the same on every machine.
    """
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
