"""The font of the figures, whose large tables are read once in a process."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any

from analysis.fonts.coverage import FONT_FILE

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# The tables with an entry per glyph. Of the time in which the font is reduced to the glyphs of a
# figure or a page, nine tenths went into reading them.
_LARGE = ("post", "cmap", "loca", "glyf", "hmtx")


def lend_tables(font: TTFont) -> None:
    """Gives the font of the figures, as it was opened, copies of its large tables.

    They are read once in a process, and copied since a font that is reduced changes its tables.

    Args:
        font: opened from ``FONT_FILE``; it is changed.

    Example:
        >>> from fontTools.ttLib import TTFont
        >>> from analysis.fonts.coverage import FONT_FILE
        >>> from analysis.fonts.read_once import lend_tables
        >>> with TTFont(FONT_FILE, lazy=True) as font:
        ...     lend_tables(font)
        ...     sorted(tag for tag in ("glyf", "name") if font.isLoaded(tag))
        ['glyf']
    """
    whole = whole_font()
    font.glyphOrder = list(whole.getGlyphOrder())
    for tag in _LARGE:
        font[tag] = _copied(whole[tag])
    font["cmap"].tables = [_copied(one) for one in whole["cmap"].tables]
    font["glyf"].glyphs = _Lent(whole["glyf"].glyphs)


@cache
def whole_font() -> TTFont:
    """The font of the figures with its large tables, from which opened fonts have copies."""
    from fontTools.ttLib import TTFont  # slow to import, and seldom needed

    with TTFont(FONT_FILE, lazy=True) as font:
        font.getGlyphOrder()
        for tag in _LARGE:
            font[tag]
        for table in font["cmap"].tables:
            table.ensureDecompiled()  # it waits until it is asked for
    return font


class _Lent(dict[str, Any]):
    """Glyphs by name, each a copy once it was looked up: a font changes those that it keeps."""

    def __init__(self, glyphs: Mapping[str, Any]) -> None:
        super().__init__(glyphs)
        self._own: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        if name not in self._own:
            self[name] = copy(super().__getitem__(name))
            self._own.add(name)
        return super().__getitem__(name)


def _copied(table: Any) -> Any:
    """A table with its own lists and dictionaries."""
    made = copy(table)
    for name, value in vars(table).items():
        if isinstance(value, (dict, list)):
            setattr(made, name, copy(value))
    return made
