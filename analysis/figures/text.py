"""Figures of one text: which terms co-occur."""

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
    Drawing,
    new_figure,
    style,
)
from analysis.figures.words import says
from corpus.language import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
