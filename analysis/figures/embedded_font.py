"""The font of the figures as PDFs embed it: without its kerning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.fonts.coverage import FONT_FILE
from analysis.fonts.read_once import lend_tables

_KERNING = "GPOS"


@contextmanager
def without_kerning() -> Iterator[None]:
    """Within a ``with`` block, fontTools opens the font of the figures without its kerning.

    A PDF says where each glyph is, so that no reader looks at it. The large tables of the font are
    read once in a process.

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
            lend_tables(font)
        return font

    subset.load_font = load_font
    try:
        yield
    finally:
        subset.load_font = usual
