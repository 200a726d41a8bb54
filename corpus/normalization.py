"""Forms that mean the same, made the same on the way to a token, with the way back kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Only what is the same character in another width: NFKC would also turn ① into 1.
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
SAME_SIGN = {ord("％"): "%", ord("．"): ".", ord("＋"): "+", ord("　"): " ", ord("\xa0"): " "}
ONE_TO_ONE: dict[int, int | str] = {**FULL_WIDTH, **SAME_SIGN}

# What is not there for a reader: zero-width marks, and spaces that a scrape put between digits,
# as in 1 9 9 8 and 1 0 .6; between two numbers of several digits a space means something.
_MARK = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_GAP = re.compile(r"(?<=(?<![0-9])[0-9]) (?=\.?[0-9](?![0-9]))")


@dataclass(frozen=True)
class Normalized:
    """A text with one form for each character, and where each came from.

    Attributes:
        text: the normalised text.
        offsets: for each of its code points, and one past the last, the offset in the text that
            was normalised, shape ``(len(text) + 1,)``; None where nothing was taken out.
    """

    text: str
    offsets: NDArray[np.int64] | None

    def original(self, position: int) -> int:
        """The offset in the original text of a position in the normalised one."""
        return position if self.offsets is None else int(self.offsets[position])

    def original_end(self, position: int) -> int:
        """One past the original of the character before ``position``: the end of a span."""
        return position if self.offsets is None else int(self.offsets[position - 1]) + 1


def normalize(text: str) -> Normalized:
    """Full-width letters and digits made half-width, invisible characters taken out.

    Punctuation keeps its width, and ①, ②, 〇 stay: they are other characters.
    """
    same_length = text.translate(ONE_TO_ONE)
    return _without(_GAP, _without(_MARK, Normalized(same_length, None)))


def _without(pattern: re.Pattern[str], normal: Normalized) -> Normalized:
    gone = [match.start() for match in pattern.finditer(normal.text)]
    if not gone:
        return normal
    offsets = np.arange(len(normal.text) + 1) if normal.offsets is None else normal.offsets
    return Normalized(pattern.sub("", normal.text), np.delete(offsets, gone))
