"""Word clouds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.figures import page
from analysis.figures.style import DOUBLE, NATION, OTHER_TEXT, OWN, Drawing, style
from analysis.figures.words import says
from corpus.arrays import Floats
from corpus.language import Lang

TIMES = 2.0  # from which ratio on a word is coloured
_LEAST = 7.0  # points


def word_cloud(
    weights: Mapping[str, float],
    *,
    colour_by: Mapping[str, float] | None = None,
    more: str = "",
    less: str = "",
    seed: int = 1,
    lang: Lang = "en",
    width: float = DOUBLE,
    height: float = 95.0,
) -> Drawing:
    """A word cloud: an illustration, not a measurement.

    Type size goes with the square root of the weight, from 7 points upwards and as large as the
    page has room for; the lightest words are left out where there is none at 7 points. Words lie
    round the middle, the heaviest first, and none within the box of another. Take the numbers from
    the table. Drop stop words, and words such as 一是 and 二是, before.

    Args:
        weights: the weight of each term, such as its count.
        colour_by: a ratio of each term, such as its rate here over its rate elsewhere: terms with 2
            or more are blue, with 1/2 or less orange, all others grey; None for one colour.
        more: what a ratio above 1 means, printed above in that colour, such as "more in 2026".
        less: what a ratio below 1 means.
        seed: turns the spiral on which the words are laid.
        lang: language of the key: en or zh.
        width: of the figure, in millimetres.
        height: of the figure, in millimetres.

    Example:
        >>> from analysis.figures import word_cloud
        >>> figure = word_cloud({"创新": 17, "文化": 11, "教育": 8}, width=85, height=50)
        >>> sorted(text.get_text() for text in figure.axes[0].texts)
        ['创新', '教育', '文化']
    """
    keys = _keys(more, less, lang) if colour_by is not None else []
    above = page.MARGIN + len(keys) * page.LINE + 1 if keys else 0.0
    with style():
        figure, sheet = page.new_page(width, height)
        for place, (text, colour) in enumerate(keys):
            y = page.MARGIN + (place + 0.5) * page.LINE
            page.write(sheet, page.MARGIN, y, text, size=page.NOTES, colour=colour)
        for word, size, x, y in laid_out(weights, (width, height - above), seed):
            colour = OWN if colour_by is None else _colour_of(colour_by.get(word))
            page.write(sheet, x, y + above, word, size=size, colour=colour, ha="center")
    return figure


def _keys(more: str, less: str, lang: Lang) -> list[tuple[str, str]]:
    """What the colours mean, each with its colour."""
    named = [(more, OWN), (less, OTHER_TEXT)]
    keys = [(says("cloud_times", lang, name=name), colour) for name, colour in named if name]
    return [*keys, (says("cloud_neither", lang), NATION)]


def _colour_of(ratio: float | None) -> str:
    if ratio is None or not ratio >= 0:
        return NATION
    return OWN if ratio >= TIMES else OTHER_TEXT if ratio <= 1 / TIMES else NATION


def laid_out(
    weights: Mapping[str, float], room: tuple[float, float], seed: int
) -> list[tuple[str, float, float, float]]:
    """Each word with its size in points and the middle of its box, in millimetres.

    The largest size is tried from 48 points downwards until all words have a place.
    """
    ranked = sorted((word for word in weights if weights[word] > 0),
                    key=lambda word: (-weights[word], word))  # fmt: skip
    if not ranked:
        return []
    heaviest = weights[ranked[0]]
    spots = _spiral(room, seed)
    found: list[tuple[str, float, float, float]] = []
    for largest in 48 * 0.93 ** np.arange(27):
        sized = [
            (word, max(_LEAST, largest * (weights[word] / heaviest) ** 0.5)) for word in ranked
        ]
        found = _laid(sized, room, spots)
        if len(found) == len(ranked):
            break
    return found


def _spiral(room: tuple[float, float], seed: int) -> Floats:
    """Places from the middle of the page outwards, on an ellipse of its shape."""
    turn = np.sqrt(np.arange(6000))  # equally dense everywhere
    far = turn / turn[-1] * 0.72
    angle = 2.399963 * np.arange(6000) + seed  # the golden angle
    spots = np.column_stack([far * np.cos(angle), far * np.sin(angle)])
    return np.asarray((spots + 0.5) * np.array(room))


def _laid(
    sized: Sequence[tuple[str, float]], room: tuple[float, float], spots: Floats
) -> list[tuple[str, float, float, float]]:
    """Words at the first spot where their box is on the page and free; those without are left out.

    A word that is not the lightest ends the search, since a smaller size will be tried.
    """
    boxes, found = np.empty((0, 4)), []
    for word, size in sized:
        half = np.array(
            [page.measured(word) * size / page.NAMES / 2 + 0.5, size * 0.3528 * 0.58 + 0.2]
        )
        low, high = spots - half, spots + half
        free = (low >= page.MARGIN / 2).all(axis=1) & (high <= np.array(room) - 0.75).all(axis=1)
        for box in boxes:
            free &= (low[:, 0] >= box[2]) | (high[:, 0] <= box[0]) | (low[:, 1] >= box[3]) | (
                high[:, 1] <= box[1])  # fmt: skip
        if free.any():
            spot = int(free.argmax())
            boxes = np.vstack([boxes, [*low[spot], *high[spot]]])
            found.append((word, size, float(spots[spot][0]), float(spots[spot][1])))
        elif size > _LEAST:
            break
    return found
