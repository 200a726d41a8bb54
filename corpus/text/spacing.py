"""Spaces that do not separate: between all characters, between all words, or lost as ``??``."""

from __future__ import annotations

import re

from corpus.text.normalization import Normalized

_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACES = " \u3000\xa0\t"
_SPACE = f"[{_SPACES}]"
# One space between characters of which at least one is Chinese: no writer puts it there.
_BETWEEN = re.compile(rf"(?<=[^\s]){_SPACE}(?=[^\s])")
_WIDE = re.compile(r"[\u2010-\u2027\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
_DIGITS = re.compile(rf"(?<=[0-9.]){_SPACE}(?=[0-9.%])")
# Where a character that a code page lacks was saved, most often a no-break space.
_LOST = re.compile(r"\?{2,}")

# How many spaces per Chinese character a text has whose words, or whose characters, are spaced; in
# others there are less than 0.05.
SEGMENTED = 0.25
LEAST = 0.1  # spaces per character of such a text, counted before anything else is looked at
SPACED = 0.7


def without_spacing(plain: Normalized) -> tuple[Normalized, float]:
    """The text without the spaces between its words or characters, and how many there were.

    Runs of spaces stay, since they separate, such as a post from a name.

    Args:
        plain: any text, with the way back to its document.

    Returns:
        The text, and its single spaces per Chinese character; 0 where none was removed.
    """
    text = plain.text
    if sum(map(text.count, _SPACES)) < LEAST * len(text):
        return plain, 0.0
    han = len(_HAN.findall(text))
    singles = [match for match in _BETWEEN.finditer(text) if _is_wide(text, match)]
    if not han or len(singles) < SEGMENTED * han:
        return plain, 0.0
    share = len(singles) / han
    spans = {match.span() for match in singles}
    if share >= SPACED:
        spans |= {match.span() for match in _DIGITS.finditer(text)}
    return plain.without(sorted(spans)), share


def _is_wide(text: str, match: re.Match[str]) -> bool:
    return bool(_WIDE.match(text, match.start() - 1) or _WIDE.match(text, match.end()))


def with_lost_spaces(text: str) -> str:
    """The text with spaces where two or more question marks stand for them."""
    return _LOST.sub(lambda match: " " * len(match.group()), text) if "??" in text else text
