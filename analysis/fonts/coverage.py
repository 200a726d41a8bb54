"""The font that the figures are drawn with.

Noto Sans SC Regular travels with the code. A figure then looks the same on
every machine, also where no Chinese font is installed. ``build_font`` says how
the file was made; ``OFL.txt`` is its licence.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unicodedata import category

FONT_FILE: Path = Path(__file__).with_name("NotoSansSC-Regular.ttf")
FONT_NAME = "Noto Sans SC"


def missing_characters(text: str) -> list[str]:
    """Characters of the text that the font cannot draw.

    Whitespace, control and format characters have no shape of their own and
    are never named.

    Args:
        text: What is to be drawn.

    Returns:
        Each missing character once, sorted by code point.
    """
    return sorted(
        character
        for character in set(text)
        if ord(character) not in _drawable() and not _is_shapeless(character)
    )


def _is_shapeless(character: str) -> bool:
    """Whether there is nothing to draw: whitespace, control or format."""
    return character.isspace() or category(character) in {"Cc", "Cf"}


@cache
def _drawable() -> frozenset[int]:
    """Code points that the font has a glyph for."""
    from fontTools.ttLib import TTFont  # slow to import, seldom needed

    with TTFont(FONT_FILE, lazy=True) as font:
        return frozenset(font.getBestCmap())
