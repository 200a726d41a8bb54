"""Traditional script: detecting it, and converting it to Simplified, as the lexicon has it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.text.normalization import code_points

if TYPE_CHECKING:
    from opencc import OpenCC


# In Traditional text a third of the characters differ from Simplified (31 to 37% in reports that
# were converted for the purpose); in Simplified text at most 2 in 10,000 (拚, 薹).
TRADITIONAL_SHARE = 0.05
# Traditional texts use corner brackets as quotation marks.
_QUOTES = str.maketrans("「」『』", "“”‘’")


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # takes 0.1 s to import and is seldom needed

    return OpenCC("t2s")


@cache
def _traditional_only() -> NDArray[np.bool_]:
    """Whether Simplified script has another character, for each code point up to U+FFFF."""
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    plain = simplified("\n".join(every)).split("\n")
    table = np.zeros(0x10000, dtype=bool)
    table[0x4E00:0xA000] = [one != other for one, other in zip(every, plain, strict=True)]
    return table


def is_traditional(text: str) -> bool:
    """Whether a text is in Traditional script, beyond a mere quotation.

    It is where more than 5% of its Chinese characters differ in Simplified script.

    Args:
        text: any text.

    Example:
        >>> from corpus.text import is_traditional
        >>> is_traditional("優化營商環境"), is_traditional("优化营商环境")
        (True, False)
    """
    points = code_points(text)
    found = np.count_nonzero(_traditional_only()[np.where(points < 0x10000, points, 0)])
    han = ((points >= 0x3400) & (points <= 0x4DBF)) | ((points >= 0x4E00) & (points <= 0x9FFF))
    return bool(found > TRADITIONAL_SHARE * np.count_nonzero(han))


def simplified(text: str) -> str:
    """The text in Simplified script, with every character in its place.

    Conversion is by opencc's ``t2s``, which takes phrases into account: 乾隆 stays 乾隆, 乾淨
    becomes 干净. A line that this would make longer or shorter is converted character by
    character. 「」 become “”.

    Args:
        text: any text.

    Example:
        >>> from corpus.text import simplified
        >>> simplified("優化營商環境，推進「放管服」改革")
        '优化营商环境，推进“放管服”改革'
    """
    text = text.translate(_QUOTES)
    convert = _converter().convert
    whole = convert(text)
    if len(whole) == len(text):
        return whole
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    convert = _converter().convert
    whole = convert(line)
    if len(whole) == len(line):
        return whole
    single = (convert(character) for character in line)
    return "".join(new if len(new) == 1 else old for old, new in zip(line, single, strict=True))
