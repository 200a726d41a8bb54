"""A page laid out in millimetres, whose texts are measured before they are placed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from analysis.figures.style import SECONDARY, TEXT, Drawing
from analysis.fonts.coverage import FONT_FILE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME, NOTE, LEAST = 8.0, 7.5, 7.0  # points: names of rows and panels; ticks and notes; the least
POINT = 25.4 / 72  # millimetres
LINE = 1.35  # line height over the size of the type
_FINE = 16  # measured so much larger than set, as the widths of glyphs are rounded
_ON_SCREEN = 1.005  # on a screen positions are rounded to pixels
MARGIN = 1.5  # millimetres, around the page
_NOT_FIRST = "，。；：、）》”’！？%,.;:)"


def text_width(text: str, size: float = NAME) -> float:
    """The width of a line of text in millimetres, as wide as it can get on a screen.

    Args:
        text: one line.
        size: of the type, in points.

    Example:
        >>> from analysis.figures.sheet import text_width
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
    return size * POINT * LINE


def wrapped(text: str, room: float, size: float = NOTE) -> list[str]:
    """The text in lines no wider than the room, broken between words or Chinese characters.

    Args:
        text: the text; its own line breaks are kept.
        room: in millimetres.
        size: of the type, in points.

    Example:
        >>> from analysis.figures.sheet import wrapped
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


def new_sheet(width: float, height: float) -> Drawing:
    """An empty page without a layout of its own; see ``place`` and ``write``."""
    return Drawing(figsize=(width / 25.4, height / 25.4))


def place(
    sheet: Drawing, left: float, top: float, width: float, height: float, **also: Any
) -> Axes:
    """Axes at a place of the page, in millimetres from its top left corner."""
    across, down = (25.4 * float(one) for one in sheet.get_size_inches())
    where = (left / across, 1 - (top + height) / down, width / across, height / down)
    return sheet.add_axes(where, **also)


def write(
    sheet: Drawing,
    text: str,
    left: float,
    top: float,
    *,
    size: float = NOTE,
    colour: str = SECONDARY,
    ha: str = "left",
    va: str = "top",
) -> None:
    """A line of text at a place of the page, in millimetres from its top left corner."""
    across, down = (25.4 * float(one) for one in sheet.get_size_inches())
    sheet.text(left / across, 1 - top / down, text, fontsize=size, color=colour, ha=ha, va=va)


def write_note(sheet: Drawing, lines: Iterable[str], top: float = MARGIN) -> float:
    """The lines of a note at the top left of the page; returns where they end, in millimetres."""
    for line in lines:
        write(sheet, line, MARGIN, top)
        top += line_height()
    return top


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


__all__ = [
    "LEAST", "MARGIN", "NAME", "NOTE", "TEXT", "bare", "line_height", "new_sheet", "place",
    "text_width", "widest", "wrapped", "write", "write_note",
]  # fmt: skip
