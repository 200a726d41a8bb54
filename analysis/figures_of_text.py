"""Figures of what is said where: dispersion, terms that stand together, two clouds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figure_words import Language, says
from analysis.figures import (
    BLUE,
    DOUBLE,
    GREY,
    ORANGE,
    PART_COLOURS,
    Drawing,
    draw_cloud,
    new_figure,
    style,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def dispersion_plot(
    rows: pd.DataFrame,
    paragraphs: pd.DataFrame,
    terms: Sequence[str],
    *,
    lang: Language = "en",
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
        axes.barh(np.full(len(paragraphs), len(terms)), paragraphs["end"] - paragraphs["start"],
                  left=paragraphs["start"] - first, height=0.55, color=colours,
                  linewidth=0)  # fmt: skip
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
    lang: Language = "en",
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
                axes.plot(places[[a, b], 0], places[[a, b], 1], color="0.6", zorder=1,
                          linewidth=0.25 + 2.5 * jaccard[a, b], alpha=0.5)  # fmt: skip
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
    texts = [axes.text(x, y, term, fontsize=7, zorder=4, ha="center", va="center")
             for term, (x, y) in zip(terms, places, strict=True)]  # fmt: skip
    adjust_text(texts, x=places[:, 0], y=places[:, 1], ax=axes, iter_lim=400, expand=(1.1, 1.25),
                arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.4})  # fmt: skip


def comparison_cloud(
    table: pd.DataFrame, *, target: str, reference: str, top: int = 40, seed: int = 1,
    width: float = DOUBLE,
) -> Drawing:  # fmt: skip
    """What each side says more, sized by the difference of its rates; goes with its table.

    The letters of a term are sized by the absolute difference of its two shares (Wordle's way,
    half by rank): a picture, and not a measurement.

    Args:
        table: from ``keyness``: term, n_target, n_reference, size_target and size_reference, or
            shares share_target and share_reference.
        target: the name of the target, on the left.
        reference: the name of the reference, on the right.
        top: terms of each side.
        seed: of the places.
        width: in millimetres.
    """
    share = {}
    for side in ("target", "reference"):
        total = table[f"n_{side}"].sum()
        share[side] = table[f"n_{side}"] / max(total, 1)
    apart = (share["target"] - share["reference"]).set_axis(table["term"])
    with style():
        figure = Drawing(figsize=(width / 25.4, 0.5 * width / 25.4))
        for place, (name, sign, colour) in enumerate(((target, 1, ORANGE), (reference, -1, BLUE))):
            weights = (sign * apart).sort_values(ascending=False, kind="stable").head(top)
            axes = figure.add_axes((0.5 * place + 0.005, 0, 0.49, 0.92))
            figure.text(0.5 * place + 0.01, 0.95, name, fontsize=9, color="black")
            sized = {str(term): float(one) for term, one in weights.items() if one > 0}
            if sized:
                draw_cloud(axes, sized, seed=seed, colour=colour,
                           width=0.49 * width, height=0.46 * width)  # fmt: skip
            axes.set_axis_off()
    return figure
