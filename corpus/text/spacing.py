"""Signs that do not separate: spaces or slashes between all words or characters, lost spaces."""

from __future__ import annotations

import re

from corpus.text.normalization import Normalized

# Segmenters also write 经济/发展 or, with parts of speech, 经济/n 发展/v.
_SLASHES = "/|"
_PART_OF_SPEECH = re.compile(r"[/_][a-zA-Z]{1,4}(?=[\s/|]|$)")
_BESIDE_SLASH = re.compile(r" (?=[/|])|(?<=[/|]) ")
_AS_SPACES = str.maketrans(_SLASHES, " " * len(_SLASHES))
_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACES = " \u3000\xa0\t"
_SPACE = f"[{_SPACES}]"
# One space between characters of which at least one is Chinese: no writer puts it there.
_BETWEEN = re.compile(rf"(?<=[^\s]){_SPACE}(?=[^\s])")
_WIDE = re.compile(r"[\u2010-\u2027\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
_DIGITS = re.compile(rf"(?<=[0-9.]){_SPACE}(?=[0-9.%])")
# Between letters and digits that stand alone (P M 2 . 5); words of several letters stay apart.
_LETTERS = re.compile(
    rf"(?<=(?<![A-Za-z0-9])[A-Za-z0-9]){_SPACE}(?=[A-Za-z](?![A-Za-z0-9])|[0-9])"
    rf"|(?<=[A-Za-z0-9]){_SPACE}(?=\.{_SPACE}[0-9])|(?<=[A-Za-z0-9]{_SPACE}\.){_SPACE}(?=[0-9])"
)
# Where a character that a code page lacks was saved, most often a no-break space.
_LOST = re.compile(r"\?{2,}")

# How many spaces per Chinese character a text has whose words, or whose characters, are spaced; in
# others there are less than 0.05.
SEGMENTED = 0.25
LEAST = 0.1  # spaces per character of such a text, counted before anything else is looked at
SPACED = 0.7


def without_spacing(plain: Normalized) -> tuple[Normalized, float]:
    """The text without the spaces between its words or characters, and how many there were.

    Runs of spaces stay, since they separate, such as a post from a name. Slashes between all words
    are taken for spaces, and parts of speech behind them are removed.

    Args:
        plain: any text, with the way back to its document.

    Returns:
        The text, and its single spaces per Chinese character; 0 where none was removed.
    """
    plain = _without_slashes(plain)
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
        for pattern in (_DIGITS, _LETTERS):
            spans |= {match.span() for match in pattern.finditer(text)}
    return plain.without(sorted(spans)), share


def _without_slashes(plain: Normalized) -> Normalized:
    """A text with slashes between all words, with spaces instead; others as they are."""
    if sum(map(plain.text.count, _SLASHES + "_")) < LEAST * len(plain.text):
        return plain
    tags = [match.span() for match in _PART_OF_SPEECH.finditer(plain.text)]
    if len(tags) >= LEAST * len(plain.text):
        plain = plain.without(tags)
    beside = [match.span() for match in _BESIDE_SLASH.finditer(plain.text)]
    return plain.without(beside).replaced(lambda text: text.translate(_AS_SPACES))


def _is_wide(text: str, match: re.Match[str]) -> bool:
    return bool(_WIDE.match(text, match.start() - 1) or _WIDE.match(text, match.end()))


def with_lost_spaces(text: str) -> str:
    """The text with spaces where two or more question marks stand for them."""
    return _LOST.sub(lambda match: " " * len(match.group()), text) if "??" in text else text
