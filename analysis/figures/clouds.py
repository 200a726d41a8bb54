"""Word clouds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.figures.style import BLUE, DOUBLE, GREEN, GREY, ORANGE, Drawing, style
from analysis.fonts.coverage import FONT_FILE

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def word_cloud(
    weights: Mapping[str, float], *, seed: int = 1, width: float = DOUBLE, height: float = 95.0
) -> Drawing:
    """A word cloud, a picture and not a measurement.

    Args:
        weights: of each term. The letters are sized half by weight, half by rank (wordcloud's
            relative_scaling 0.5), and smaller where there is no room: read the table for numbers.
        seed: of the places.
        width: in millimetres.
        height: in millimetres.
    """
    with style():
        figure = Drawing(figsize=(width / 25.4, height / 25.4))
        axes = figure.add_axes((0, 0, 1, 1))
        draw_cloud(axes, weights, seed=seed, width=width, height=height)
    return figure


def draw_cloud(
    axes: Axes,
    weights: Mapping[str, float],
    *,
    seed: int,
    width: float,
    height: float,
    colour: str | None = None,
) -> None:
    """Draws a cloud; arguments as ``word_cloud``, with one colour for all terms or three."""
    from wordcloud import WordCloud

    pixels = 1750
    cloud = WordCloud(
        font_path=str(FONT_FILE),
        width=pixels,
        height=int(pixels * height / width),
        random_state=seed,
        background_color="white",
        prefer_horizontal=1.0,
        relative_scaling=0.5,
        margin=6,
        color_func=_ranked_colour(weights, colour),
    )
    cloud.generate_from_frequencies(dict(weights))
    axes.set_axis_off()
    axes.set_xlim(0, cloud.width)
    axes.set_ylim(cloud.height, 0)
    _draw_words(axes, cloud, points=72 * width / 25.4 / pixels)


def _ranked_colour(weights: Mapping[str, float], one: str | None = None) -> Any:
    """Thirds of the terms in blue, green and grey; or all in one colour."""
    ranked = sorted(weights, key=lambda term: (-weights[term], term))
    third = max(1, len(ranked) // 3)
    colours = {
        term: (BLUE, GREEN, GREY)[min(place // third, 2)] for place, term in enumerate(ranked)
    }

    def colour(word: str, **_: Any) -> str:
        return one or colours[word]

    return colour


def _draw_words(axes: Axes, cloud: Any, points: float) -> None:
    """The cloud's words as text, so that a PDF can be searched, at the places it found for them.

    wordcloud names the top of a word's strokes; text is set by its baseline.
    """
    from PIL import ImageFont

    for (word, _), size, (top, left), _orientation, colour in cloud.layout_:
        font = ImageFont.truetype(str(FONT_FILE), size)
        baseline = top + font.getmetrics()[0] - font.getbbox(word)[1]
        axes.text(left, baseline, word, fontsize=size * points, color=colour, va="baseline")


def comparison_cloud(
    table: pd.DataFrame,
    *,
    target: str,
    reference: str,
    top: int = 40,
    seed: int = 1,
    width: float = DOUBLE,
) -> Drawing:
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
                draw_cloud(
                    axes, sized, seed=seed, colour=colour, width=0.49 * width, height=0.46 * width
                )
            axes.set_axis_off()
    return figure
