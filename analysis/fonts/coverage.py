"""The font of the figures.

Noto Sans SC Regular is part of the suite, so that a figure looks the same on every computer, also
where no Chinese font is installed. ``build_font`` documents how the file was made; ``OFL.txt`` is
its licence.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unicodedata import category

FONT_FILE: Path = Path(__file__).with_name("NotoSansSC-Regular.ttf")
FONT_NAME = "Noto Sans SC"


def missing_characters(text: str) -> list[str]:
    """The characters of a text for which the font has no glyph.

    Whitespace, control and format characters have no shape, and are never listed.

    Args:
        text: such as the labels of a figure.

    Returns:
        Each missing character once, in code point order.

    Example:
        >>> from analysis.fonts import missing_characters
        >>> missing_characters("政府工作报告 2018")
        []
        >>> missing_characters("创新😀")
        ['😀']
    """
    return sorted(
        character
        for character in set(text)
        if ord(character) not in _drawable() and not _is_shapeless(character)
    )


def _is_shapeless(character: str) -> bool:
    """Whether a character has no shape: whitespace, control or format."""
    return character.isspace() or category(character) in {"Cc", "Cf"}


@cache
def _drawable() -> frozenset[int]:
    """The code points for which the font has a glyph."""
    from fontTools.ttLib import TTFont  # slow to import, and seldom needed

    with TTFont(FONT_FILE, lazy=True) as font:
        return frozenset(font.getBestCmap())
