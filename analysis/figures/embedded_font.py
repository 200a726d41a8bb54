"""The font of the figures as PDFs embed it: without its kerning, and read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.fonts.coverage import FONT_FILE

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_KERNING = "GPOS"
# The tables with an entry per glyph. Of the time in which the font is reduced to the glyphs of a
# figure, nine tenths went into reading them.
_LARGE = ("post", "cmap", "loca", "glyf", "hmtx")


@contextmanager
def without_kerning() -> Iterator[None]:
    """Within a ``with`` block, fontTools opens the font of the figures without its kerning.

    A PDF says where each glyph is, so that no reader looks at it. The large tables of the font are
    read once in a process; each opened font has copies of them, as it reduces them.

    Example:
        >>> from fontTools import subset
        >>> from analysis.figures.embedded_font import without_kerning
        >>> from analysis.fonts.coverage import FONT_FILE
        >>> with without_kerning():
        ...     font = subset.load_font(str(FONT_FILE), subset.Options())
        >>> "GPOS" in font, "glyf" in font
        (False, True)
    """
    from fontTools import subset  # slow to import, and needed for PDFs only

    usual = subset.load_font

    def load_font(file: Any, *args: Any, **also: Any) -> Any:
        font = usual(file, *args, **also)
        if Path(file) == FONT_FILE and _KERNING in font:
            del font[_KERNING]
            _lend(whole_font(), font)
        return font

    subset.load_font = load_font
    try:
        yield
    finally:
        subset.load_font = usual


@cache
def whole_font() -> TTFont:
    """The font of the figures with its large tables, from which opened fonts have copies."""
    from fontTools.ttLib import TTFont

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


def _lend(whole: TTFont, font: TTFont) -> None:
    """Gives a font that was opened copies of the large tables."""
    font.glyphOrder = list(whole.getGlyphOrder())
    for tag in _LARGE:
        font[tag] = _copied(whole[tag])
    font["cmap"].tables = [_copied(one) for one in whole["cmap"].tables]
    font["glyf"].glyphs = _Lent(whole["glyf"].glyphs)


def _copied(table: Any) -> Any:
    """A table with its own lists and dictionaries."""
    made = copy(table)
    for name, value in vars(table).items():
        if isinstance(value, (dict, list)):
            setattr(made, name, copy(value))
    return made
