"""Words placed by how often, and where more often, two texts use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.figures import page
from analysis.figures.style import DOUBLE, NATION, OTHER_TEXT, OWN, SECONDARY, Drawing, style
from analysis.figures.words import says
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZES = (7.5, 9.0, 11.5, 15.0)  # points, by quarters of the words
SIGNIFICANT = 0.05
_DOT = 1.4  # millimetres below a word for its dot
_STEP, _INSET = 0.7, 5.0


def word_plot(
    table: pd.DataFrame,
    *,
    target: str,
    reference: str,
    top: int = 60,
    gloss: bool = True,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """Words at the ratio of their frequencies in two texts, the larger the more frequent.

    The dot below a word stands at the ratio of its shares of all words of the table in the two
    texts, on a logarithmic axis; the word's centre does too, unless it would leave the page. The
    height of a word has no meaning. Type has four sizes, for quarters of the words by their number
    in both texts together. Words with an adjusted p below 0.05 are coloured, the others grey. The
    ``top`` words by their number in both texts are shown, ties by code point; half of them on a
    narrow page. In English, terms have their English names alone.

    Args:
        table: from ``keyness`` or ``keyness_of_side``: term, n_target, n_reference, log_ratio,
            p_adjusted.
        target: name of the focus text, which is to the right.
        reference: name of the reference text.
        top: number of words, at most.
        gloss: in English, print English names.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if the table has fewer than three words.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import word_plot
        >>> table = pd.DataFrame({
        ...     "term": ["创新", "教育", "就业"], "n_target": [9, 4, 1], "n_reference": [2, 4, 6],
        ...     "log_ratio": [2.2, 0.0, -2.6], "p_adjusted": [0.01, 1.0, 0.2]})
        >>> figure = word_plot(table, target="plan", reference="review")
        >>> [text.get_text() for text in figure.axes[0].texts][-3:]
        ['innovation', 'education', 'employment']
    """
    check_columns(table, ["term", "n_target", "n_reference", "log_ratio", "p_adjusted"])
    rows = chosen_words(table, top if width >= page.NARROW else -(-top // 2))
    if len(rows) < 3:
        return None
    rows["name"] = page.names_alone(list(rows["term"]), lang, gloss=gloss)
    rows["size"], bounds = sizes(rows["both"].to_numpy(dtype=float))
    lines = page.note_lines([says("word_plot_guide", lang)], width)
    low, high = min(rows["log_ratio"].min(), -1) - 0.4, max(rows["log_ratio"].max(), 1) + 0.4
    room = width - 2 * page.MARGIN - 2 * _INSET
    rows["x"] = page.MARGIN + _INSET + (rows["log_ratio"] - low) / (high - low) * room
    boxes = placed(rows, page.MARGIN, width - page.MARGIN)
    head = page.MARGIN + (len(lines) + 3) * page.LINE + 6
    tall = float(boxes[:, 3].max() - boxes[:, 1].min())
    boxes[:, [1, 3]] += head - boxes[:, 1].min()
    with style():
        figure, sheet = page.new_sheet(width, head + tall + 9)
        page.write_note(figure, lines)
        _write_key(sheet, bounds, head - 9 - page.LINE, lang)
        said = page.sides(lang, target, reference)
        for text, x, colour, ha in (
            (said[0], page.MARGIN, OTHER_TEXT, "left"),
            (said[1], width - page.MARGIN, OWN, "right"),
        ):
            page.write_in_row(
                sheet, x, head - 6, page.fitted(text, width / 2 - 3), colour=colour, ha=ha
            )
        axes = page.add_panel(figure, page.MARGIN + _INSET, head - 2, room, tall + 4)
        axes.set(xlim=(low, high), zorder=-2)
        axes.axvline(0, color=SECONDARY, linewidth=0.8, linestyle="--")
        axes.set_xticks(*page.ratio_ticks(low, high, room))
        _write_words(sheet, rows, boxes)
    return figure


def chosen_words(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """The most frequent words of both texts together, with that number."""
    n = table["n_target"] + table["n_reference"]
    rows = table.assign(both=n).dropna(subset="log_ratio")
    rows = rows.sort_values(["both", "term"], ascending=[False, True], ignore_index=True)
    return rows.head(top).copy()


def sizes(numbers: Floats) -> tuple[Floats, Floats]:
    """The type size of each word, and the numbers up to which the first three go."""
    bounds = np.floor(np.quantile(numbers, [0.25, 0.5, 0.75]))
    return np.array(SIZES)[np.searchsorted(bounds, numbers, side="left")], bounds


def placed(rows: pd.DataFrame, left: float, right: float) -> Floats:
    """The box of each word (left, top, right, bottom), none over another, near the height 0.

    Words come in the order of the rows; each takes the free place nearest to the height 0.
    """
    boxes = np.empty((0, 4))
    for name, size, x in zip(rows["name"], rows["size"], rows["x"], strict=True):
        wide, high = page.text_width(name, size), size * 0.3528 * 1.15 + _DOT
        start = min(max(x - wide / 2, left), max(right - wide, left))
        near = boxes[(boxes[:, 0] < start + wide + 0.8) & (boxes[:, 2] > start - 0.8)]
        for step in range(4000):
            y = _STEP * ((step + 1) // 2) * (1 if step % 2 else -1) - high / 2
            if not ((near[:, 1] < y + high) & (near[:, 3] > y)).any():
                break
        boxes = np.vstack([boxes, [start, y, start + wide, y + high]])
    return boxes


def _write_key(sheet: Axes, bounds: Floats, y: float, lang: Lang) -> None:
    """The four sizes of type and the numbers that they stand for."""
    first, second, third = (int(one) for one in bounds)
    said = [f"≤{first}", f"≤{second}", f"≤{third}", f">{third}"]
    label = says("word_plot_key", lang)
    page.write_in_row(sheet, page.MARGIN, y, label, size=page.NOTE, colour=SECONDARY)
    x = page.MARGIN + page.text_width(label, page.NOTE) + 2
    for text, size in zip(said, SIZES, strict=True):
        page.write_in_row(sheet, x, y, text, size=size, colour=SECONDARY)
        x += page.text_width(text, size) + 2.5


def _write_words(sheet: Axes, rows: pd.DataFrame, boxes: Floats) -> None:
    """The words in their boxes, each with a dot at its ratio."""
    row: Any
    for row, (left, top, right, bottom) in zip(rows.itertuples(), boxes, strict=True):
        sure = row.p_adjusted < SIGNIFICANT
        colour = (OWN if row.log_ratio > 0 else OTHER_TEXT) if sure else NATION
        sheet.scatter(row.x, bottom - _DOT / 2, s=9 if sure else 3, color=colour, linewidths=0)
        middle, y = (left + right) / 2, (top + bottom - _DOT) / 2
        page.write_in_row(sheet, middle, y, row.name, size=row.size, colour=colour, ha="center")
