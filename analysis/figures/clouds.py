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
    """A word cloud: an illustration, not a measurement.

    Type size depends half on the weight and half on the rank (``relative_scaling=0.5`` of the
    package wordcloud), and shrinks where there is no room. Take the numbers from the table.

    Args:
        weights: the weight of each term, such as its count.
        seed: fixes the positions.
        width: of the figure, in millimetres.
        height: of the figure, in millimetres.

    Example:
        >>> from analysis.figures import word_cloud
        >>> figure = word_cloud({"创新": 17, "文化": 11, "教育": 8}, width=85, height=50)
        >>> sorted(text.get_text() for text in figure.axes[0].texts)
        ['创新', '教育', '文化']
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
    """Draws a cloud on axes; arguments as in ``word_cloud``.

    Args:
        axes: to draw on.
        weights: the weight of each term.
        seed: fixes the positions.
        width: of the axes, in millimetres.
        height: of the axes, in millimetres.
        colour: of all terms; None colours them by thirds of the ranking.
    """
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
    """The upper, middle and lower third of the ranking in blue, green and grey; or one colour."""
    ranked = sorted(weights, key=lambda term: (-weights[term], term))
    third = max(1, len(ranked) // 3)
    colours = {
        term: (BLUE, GREEN, GREY)[min(place // third, 2)] for place, term in enumerate(ranked)
    }

    def colour(word: str, **_: Any) -> str:
        return one or colours[word]

    return colour


def _draw_words(axes: Axes, cloud: Any, points: float) -> None:
    """Sets the words as text, which can be searched in a PDF, at the positions wordcloud found.

    wordcloud gives the top edge of the strokes; matplotlib places text by its baseline.
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
    """Two clouds with the terms that each side uses more often than the other.

    Type size depends half on the absolute difference between a term's two shares and half on its
    rank: an illustration, not a measurement. Print the table beside it. A share is the term's
    count over the counts of all terms in the table.

    Args:
        table: from ``keyness``: term, n_target, n_reference.
        target: name of the focus text, on the left.
        reference: name of the reference text, on the right.
        top: number of terms per side, at most.
        seed: fixes the positions.
        width: of the figure, in millimetres.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import comparison_cloud
        >>> key = pd.DataFrame({
        ...     "term": ["营商环境", "创新", "完成"], "n_target": [9, 8, 1],
        ...     "n_reference": [1, 4, 9],
        ... })
        >>> figure = comparison_cloud(key, target="plan", reference="review")
        >>> [[text.get_text() for text in axes.texts] for axes in figure.axes]
        [['营商环境', '创新'], ['完成']]
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
