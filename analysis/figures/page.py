"""A page measured in millimetres: text whose width is known before it is drawn, and panels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.figures.style import GRID, SECONDARY, STRIPE, TEXT, Drawing
from analysis.figures.words import says
from analysis.fonts.coverage import FONT_FILE
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.lexicon.lists import english_terms

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMES, NOTES = 8.0, 7.5  # points
ROW, LINE, MARGIN, GAP = 4.6, 3.9, 1.5, 2.0  # millimetres
GLOSS_CHARACTERS = 28
_POINT = 25.4 / 72
_ENDS = " ,(-"  # not before the dots of a shortened text
NARROW = 120.0  # on a page narrower than this, English names stand alone
_CHINESE = "\u2e80-\u9fff\uff00-\uffef"


def new_page(width: float, height: float) -> tuple[Drawing, Axes]:
    """An empty figure, and axes over all of it whose units are millimetres from the top left."""
    figure = Drawing(figsize=(width / 25.4, height / 25.4))
    sheet = figure.add_axes((0, 0, 1, 1), zorder=-1)
    sheet.set_axis_off()
    sheet.set(xlim=(0, width), ylim=(height, 0), autoscale_on=False)
    return figure, sheet


def add_panel(figure: Drawing, left: float, top: float, width: float, height: float) -> Axes:
    """Axes at a place of the page, in millimetres from its top left; only the lower line drawn."""
    wide, high = (float(25.4 * inches) for inches in figure.get_size_inches())
    axes = figure.add_axes((left / wide, 1 - (top + height) / high, width / wide, height / high))
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(SECONDARY)
    axes.set_facecolor("none")
    axes.tick_params(labelsize=NOTES, labelcolor=SECONDARY, color=SECONDARY, pad=2, length=2)
    axes.grid(visible=True, axis="x", color=GRID)
    axes.set_yticks([])
    return axes


@cache
def measured(text: str, size: float = NAMES) -> float:
    """The width of a text in millimetres, with 3% to spare: hinting widens it on a screen."""
    font = FontProperties(fname=str(FONT_FILE), size=size)
    return 1.03 * _POINT * text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def widest(texts: Sequence[str], size: float = NAMES) -> float:
    """The width of the widest of several texts in millimetres; 0 for none."""
    return max((measured(one, size) for one in texts), default=0.0)


def fitted(text: str, room: float, size: float = NAMES) -> str:
    """The text, or as much of its beginning as there is room for, with dots at its end."""
    if measured(text, size) <= room:
        return text
    pieces = re.findall(rf"[{_CHINESE}]|[^\s{_CHINESE}]+|\s+", text)
    dots = "…" if re.search(f"[{_CHINESE}]", text) else "..."
    while len(pieces) > 1 and measured("".join(pieces).rstrip(_ENDS) + dots, size) > room:
        pieces.pop()
    kept = "".join(pieces).rstrip(_ENDS)
    while len(kept) > 1 and measured(kept + dots, size) > room:
        kept = kept[:-1]
    return kept + dots


def lines_of(text: str, room: float, size: float = NOTES) -> list[str]:
    """The text in lines that fit: broken at spaces and between Chinese characters."""
    lines = [""]
    for piece in re.findall(rf"[{_CHINESE}][，。；：）、]*|[^\s{_CHINESE}]+|\s+", text):
        if measured((lines[-1] + piece).rstrip(), size) > room and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


def wrapped(texts: Sequence[str], width: float) -> list[str]:
    """The lines of several notes on a page of a given width."""
    return [line for text in texts for line in lines_of(text, width - 2 * MARGIN)]


def write(
    sheet: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = NAMES,
    colour: str = TEXT,
    ha: str = "left",
) -> None:
    """Writes a text on the sheet, centred on the height y."""
    kind: dict[str, Any] = {"ha": ha, "va": "center_baseline", "parse_math": False}
    sheet.text(x, y, text, fontsize=size, color=colour, **kind)


def write_heading(sheet: Axes, lines: Sequence[str]) -> None:
    """Writes the lines of unit and reading aid at the top left of the page."""
    for place, line in enumerate(lines):
        write(sheet, MARGIN, MARGIN + (place + 0.5) * LINE, line, size=NOTES, colour=SECONDARY)


def row_heights(top: float, rows: int) -> Floats:
    """The middles of the rows of a table that begins at a height of the page."""
    return np.asarray(top + (np.arange(rows) + 0.5) * ROW, dtype=np.float64)


def stripes(sheet: Axes, heights: Floats) -> None:
    """Shades every second row of a table across the page."""
    ends = [MARGIN, sheet.get_xlim()[1] - MARGIN]
    for y in heights[1::2]:
        sheet.fill_between(ends, y - ROW / 2, y + ROW / 2, color=STRIPE, linewidth=0, zorder=0)


def glossed(terms: Sequence[str], lang: Lang, *, gloss: bool = True) -> list[str]:
    """English names of Chinese terms, shortened to 28 characters; "" where there is none.

    Args:
        terms: as in the tables.
        lang: of the figure; Chinese ones need no gloss.
        gloss: False for none.
    """
    if lang == "zh" or not gloss:
        return [""] * len(terms)
    known = english_terms()
    return [_shortened(known.get(term) or "") for term in terms]


def _shortened(name: str) -> str:
    if len(name) <= GLOSS_CHARACTERS:
        return name
    return name[: GLOSS_CHARACTERS - 2].rsplit(" ", 1)[0].rstrip(_ENDS) + "..."


def write_terms(
    sheet: Axes,
    terms: Sequence[str],
    heights: Floats,
    *,
    left: float,
    room: float,
    lang: Lang,
    gloss: bool = True,
) -> float:
    """Writes a column of terms and, in English, their English names to the left of them.

    On a narrow page the English names stand alone, and the term where there is none.

    Args:
        sheet: of the page.
        terms: as in the tables.
        heights: of the rows.
        left: where the columns begin.
        room: that they may take, at most.
        lang: of the figure.
        gloss: False for no English names.

    Returns:
        Where the columns end.
    """
    names, size = glossed(terms, lang, gloss=gloss), NAMES
    if sheet.get_xlim()[1] < NARROW:
        terms, names, size = names_alone(terms, lang, gloss=gloss), [""] * len(terms), NOTES
    own = min(widest(terms, size), room if not any(names) else 0.5 * room)
    beside = min(widest(names, NOTES), room - own - GAP) if any(names) else -GAP
    right = left + beside + GAP + own
    for term, name, y in zip(terms, names, heights, strict=True):
        if name:
            short = fitted(name, beside, NOTES)
            write(sheet, left + beside, y, short, size=NOTES, colour=SECONDARY, ha="right")
        write(sheet, right, y, fitted(term, own, size), size=size, ha="right")
    return right


def names_alone(terms: Sequence[str], lang: Lang, *, gloss: bool = True) -> list[str]:
    """The English names of terms, or the terms themselves: where there is none, or in Chinese."""
    names = glossed(terms, lang, gloss=gloss)
    return [name or term for name, term in zip(names, terms, strict=True)]


def ratio_ticks(low: float, high: float, room: float) -> tuple[list[float], list[str]]:
    """The ticks of an axis of log2 ratios and their labels, as many as there is room for.

    They are powers of 4, or of 2 on a short axis, or of 16 and so on where there is little room.

    Example:
        >>> from analysis.figures.page import ratio_ticks
        >>> ratio_ticks(-4.5, 2.2, 60)
        ([-4.0, -2.0, 0.0, 2.0], ['1/16×', '1/4×', '1', '4×'])
        >>> ratio_ticks(-4.5, 2.2, 15)
        ([-4.0, 0.0], ['1/16×', '1'])
    """
    for step in (1, 2, 4, 6, 8, 12, 16):
        ticks = [step * place for place in range(-int(-low // step), int(high // step) + 1)]
        names = [_times(one) for one in ticks]
        between = step * room / (high - low)
        if (step > 1 or high - low < 3.5) and between > widest(names, NOTES) + 1.5:
            break
    return [float(one) for one in ticks], names


def _times(power: int) -> str:
    """The label of a ratio that is a power of 2."""
    return "1" if power == 0 else f"{2**power:,}×" if power > 0 else f"1/{2**-power:,}×"


def columns_of(panels: int, columns: int, width: float, least: float = 50.0) -> int:
    """The number of panels a row: as few as fill the rows evenly, each at least so wide.

    Example:
        >>> from analysis.figures.page import columns_of
        >>> [columns_of(panels, 3, 175) for panels in (1, 2, 3, 4, 5, 6)]
        [1, 2, 3, 2, 3, 3]
        >>> columns_of(6, 3, 85)
        1
    """
    most = max(1, min(columns, int(width // least)))
    return -(-panels // -(-panels // most))


def sides(lang: Lang, target: str, reference: str) -> tuple[str, str]:
    """The words over the two halves of an axis of ratios: more in the reference, in the target."""
    return (
        f"← {says('more_in', lang, name=reference)}",
        f"{says('more_in', lang, name=target)} →",
    )
