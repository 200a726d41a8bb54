"""A page measured in millimetres: text whose width is known before it is drawn, and panels."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from analysis.figures.abbreviations import (
    CHINESE,
    abbreviated,
    dots_for,
    told_apart,
    without_loose_end,
)
from analysis.figures.style import GRID, SECONDARY, STRIPE, TEXT, Drawing
from analysis.figures.words import begun, says
from analysis.fonts.coverage import FONT_FILE
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.lexicon.lists import english_terms

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME, NOTE, LEAST = 8.0, 7.5, 7.0  # points: names of rows and panels; ticks and notes; the least
POINT = 25.4 / 72  # millimetres
ROW, LINE, MARGIN, GAP = 4.6, 3.9, 1.5, 2.0  # millimetres
GLOSS_CHARACTERS, MOST_CHARACTERS = 28, 40  # of English names: preferred, and at most
LEAST_WIDTH = 30.0  # of a page, in millimetres
NARROW = 120.0  # on a page narrower than this, English names stand alone
_LEADING = 1.35  # line height over the size of the type
_FINE = 16  # measured so much larger than set, as the widths of glyphs are rounded
CLEAR = 2.6  # millimetres between names and an axis, so that a mark at 0 is off the names
_ROUNDING = 1e-6  # of millimetres that were added and subtracted
_ON_SCREEN = 1.005  # on a screen positions are rounded to pixels
_ENDS = " ,(-"  # not before the dots of a shortened text
_NOT_FIRST = "，。；：、）》”’！？%,.;:)"


def check_width(width: float) -> None:
    """Raises ValueError if a page is too narrow for a panel, its ticks and names."""
    if not LEAST_WIDTH <= width < math.inf:
        raise ValueError(
            f"width is {width:g}; give {LEAST_WIDTH:g} millimetres or more (a column of a journal "
            "has about 85)"
        )


def new_page(width: float, height: float) -> Drawing:
    """An empty page without a layout of its own; see ``place`` and ``write``."""
    check_width(width)
    return Drawing(figsize=(width / 25.4, height / 25.4))


def new_sheet(width: float, height: float) -> tuple[Drawing, Axes]:
    """An empty page, and axes over all of it whose units are millimetres from the top left."""
    figure = new_page(width, height)
    sheet = figure.add_axes((0, 0, 1, 1), zorder=-1)
    sheet.set_axis_off()
    sheet.set(xlim=(0, width), ylim=(height, 0), autoscale_on=False)
    return figure, sheet


def place(page: Drawing, left: float, top: float, width: float, height: float, **also: Any) -> Axes:
    """Axes at a place of the page, in millimetres from its top left corner."""
    across, down = (25.4 * float(one) for one in page.get_size_inches())
    where = (left / across, 1 - (top + height) / down, width / across, height / down)
    return page.add_axes(where, **also)


def add_panel(figure: Drawing, left: float, top: float, width: float, height: float) -> Axes:
    """Axes at a place of the page with the lower line and a grid, without ticks at the side."""
    axes = place(figure, left, top, width, height)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(SECONDARY)
    axes.set_facecolor("none")
    axes.tick_params(labelsize=NOTE, labelcolor=SECONDARY, color=SECONDARY, pad=2, length=2)
    axes.grid(visible=True, axis="x", color=GRID)
    axes.set_yticks([])
    return axes


@cache
def text_width(text: str, size: float = NAME) -> float:
    """The width of a line of text in millimetres, as wide as it can get on a screen.

    Args:
        text: one line.
        size: of the type, in points.

    Example:
        >>> from analysis.figures.page import text_width
        >>> round(text_width("教育", 10), 1), text_width("") == 0
        (7.1, True)
    """
    font = get_font(str(FONT_FILE))
    font.set_size(_FINE * size, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64 / _FINE * POINT * _ON_SCREEN)


def widest(texts: Iterable[object], size: float = NAME) -> float:
    """The width of the widest of some lines, in millimetres; 0 if there are none."""
    return max((text_width(str(one), size) for one in texts), default=0.0)


def line_height(size: float = NOTE) -> float:
    """The height of a line, in millimetres."""
    return size * POINT * _LEADING


def fitted(text: str, room: float, size: float = NAME) -> str:
    """The text, abbreviated where there is no room, or as much of its beginning as has, with dots.

    Example:
        >>> from analysis.figures.page import fitted
        >>> [fitted("community health institutions", room) for room in (50, 36, 20)]
        ['community health institutions', 'community health insts', 'community...']
    """
    room += _ROUNDING
    text = abbreviated(text, lambda one: text_width(one, size) <= room)
    if text_width(text, size) <= room:
        return text
    pieces = re.findall(rf"[{CHINESE}]|[^\s{CHINESE}]+|\s+", text)
    dots = dots_for(text)
    while len(pieces) > 1 and text_width("".join(pieces).rstrip(_ENDS) + dots, size) > room:
        pieces.pop()
    kept = without_loose_end("".join(pieces).rstrip(_ENDS))
    while len(kept) > 1 and text_width(kept + dots, size) > room:
        kept = kept[:-1]
    return kept + dots


def fitted_apart(texts: Sequence[str], room: float, size: float = NAME) -> list[str]:
    """Each text as ``fitted``, but no two different ones alike."""
    return told_apart(
        texts, lambda one: fitted(one, room, size), lambda one: text_width(one, size) <= room
    )


def wrapped(text: str, room: float, size: float = NOTE) -> list[str]:
    """The text in lines no wider than the room, broken between words or Chinese characters.

    Args:
        text: the text; its own line breaks are kept.
        room: in millimetres.
        size: of the type, in points.

    Example:
        >>> from analysis.figures.page import wrapped
        >>> wrapped("Line: five-year mean; dots: years", 25)
        ['Line: five-year', 'mean; dots: years']
        >>> wrapped("线：五年平均；点：各年", 19)
        ['线：五年平均；', '点：各年']
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and text_width((line + piece).rstrip(), size) > room:
                lines.append(line.rstrip())
                line = ""
            line += piece if line else piece.lstrip()
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    """What must not be broken: words with the space after them, characters with what follows."""
    pieces: list[str] = []
    for one in text:
        wide = unicodedata.east_asian_width(one) in "WF"
        before = pieces[-1][-1] if pieces else " "
        joined = not wide and before != " " and unicodedata.east_asian_width(before) not in "WF"
        if pieces and (joined or one in _NOT_FIRST or one == " "):
            pieces[-1] += one
        else:
            pieces.append(one)
    return pieces


def note_lines(notes: Sequence[str], width: float) -> list[str]:
    """The lines of several notes on a page of a given width."""
    return [line for text in notes for line in wrapped(begun(text), width - 2 * MARGIN)]


def write(
    page: Drawing,
    text: str,
    at: tuple[float, float],
    *,
    size: float = NOTE,
    colour: str = SECONDARY,
    ha: str = "left",
    va: str = "top",
) -> None:
    """A line of text at a place of the page, in millimetres from its top left corner."""
    across, down = (25.4 * float(one) for one in page.get_size_inches())
    left, top = at
    kind: dict[str, Any] = {"ha": ha, "va": va, "parse_math": False}
    page.text(left / across, 1 - top / down, text, fontsize=size, color=colour, **kind)


def write_note(page: Drawing, lines: Iterable[str], top: float = MARGIN) -> float:
    """The lines of a note at the top left of the page; returns where they end, in millimetres."""
    for line in lines:
        write(page, line, (MARGIN, top))
        top += line_height()
    return top


def write_in_row(
    sheet: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = NAME,
    colour: str = TEXT,
    ha: str = "left",
) -> None:
    """A line of text centred on the height y of a sheet from ``new_sheet``."""
    kind: dict[str, Any] = {"ha": ha, "va": "center_baseline", "parse_math": False}
    sheet.text(x, y, text, fontsize=size, color=colour, **kind)


def bare(axes: Axes, *, keep: str = "bottom") -> None:
    """Takes away the frame, except its sides in ``keep``, and the grid."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep.split())
        spine.set_color(SECONDARY)
        spine.set_linewidth(0.5)
    axes.grid(visible=False)
    axes.tick_params(
        length=0, width=0.5, labelsize=NOTE, color=SECONDARY, labelcolor=SECONDARY, pad=2
    )


def row_heights(top: float, rows: int) -> Floats:
    """The middles of the rows of a table that begins at a height of the page."""
    return np.asarray(top + (np.arange(rows) + 0.5) * ROW, dtype=np.float64)


def stripes(sheet: Axes, heights: Floats) -> None:
    """Shades every second row of a table across the page."""
    ends = [MARGIN, sheet.get_xlim()[1] - MARGIN]
    for y in heights[1::2]:
        sheet.fill_between(ends, y - ROW / 2, y + ROW / 2, color=STRIPE, linewidth=0, zorder=0)


def glossed(terms: Sequence[str], lang: Lang, *, gloss: bool = True) -> list[str]:
    """English names of Chinese terms, abbreviated where they are long; "" where there is none.

    They have 28 characters or, where abbreviations do not suffice, 40; what is longer ends in dots.
    No two different names are alike.

    Args:
        terms: as in the tables.
        lang: of the figure; Chinese ones need no gloss.
        gloss: False for none.
    """
    if lang == "zh" or not gloss:
        return [""] * len(terms)
    known = english_terms()
    names = [known.get(term) or "" for term in terms]
    return told_apart(names, _shortened, lambda one: len(one) <= MOST_CHARACTERS)


def _shortened(name: str) -> str:
    short = name
    for most in (GLOSS_CHARACTERS, MOST_CHARACTERS):
        short = abbreviated(name, lambda one, most=most: len(one) <= most)  # type: ignore[misc]
        if len(short) <= most:
            return short
    kept = short[: MOST_CHARACTERS - 2].rsplit(" ", 1)[0]
    return without_loose_end(kept.rstrip(_ENDS)) + "..."


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
    names, size = glossed(terms, lang, gloss=gloss), NAME
    if sheet.get_xlim()[1] < NARROW:
        terms, names, size = names_alone(terms, lang, gloss=gloss), [""] * len(terms), NOTE
    own = min(widest(terms, size), room if not any(names) else 0.5 * room)
    beside = min(widest(names, NOTE), room - own - GAP) if any(names) else -GAP
    right = left + beside + GAP + own
    names = [abbreviated(name, partial(_is_within, beside)) for name in names]
    names = fitted_apart(names, beside, NOTE) if any(names) else names
    for term, name, y in zip(fitted_apart(terms, own, size), names, heights, strict=True):
        if name:
            write_in_row(sheet, left + beside, y, name, size=NOTE, colour=SECONDARY, ha="right")
        write_in_row(sheet, right, y, term, size=size, ha="right")
    return right


def _is_within(room: float, name: str) -> bool:
    return text_width(name, NOTE) <= room


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
        if (step > 1 or high - low < 3.5) and between > widest(names, NOTE) + 1.5:
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
