"""Signs that a text has instead of line ends: ``|``, ``##``, ``^p``, and quotes of a list."""

from __future__ import annotations

import re

from corpus.text.normalization import Normalized

# What databases and scripts put between lines, and what Python and R print between strings.
_SEPARATORS = (
    re.compile(r"[|｜¦]{1,3}"),
    re.compile(r"#{1,3}"),
    re.compile(r"\^p|[\^$~@§¤]{1,3}"),
    re.compile(r"[\"'],\s{0,3}[\"']"),
)
_OPENS_LIST = re.compile(r"\s{0,9}(?:c?[(\[{])?[\"']")
_CLOSES_LIST = re.compile(r"[\"'][)\]}]?\s{0,9}$")
# A text has lost its line ends if it has no more than this; then so many signs, at least half of
# them after a sentence or before a paragraph, stand for line ends.
MOST_LINE_ENDS, FEWEST = 2, 6
_AFTER = "。！？!?：:；"


def with_line_ends(plain: Normalized) -> tuple[Normalized, int]:
    r"""The text with line ends in place of the signs that stand for them, and how many there were.

    Args:
        plain: any text, with the way back to its document; one with line ends is left as it is.

    Example:
        >>> from corpus.text.normalization import Normalized
        >>> from corpus.text.separators import with_line_ends
        >>> text = "|".join(["各位代表：", *["坚持稳中求进。"] * 4, "一、回顾", "增长7%。"])
        >>> plain, found = with_line_ends(Normalized(text))
        >>> plain.text.split("\n")[-3:], found
        (['坚持稳中求进。', '一、回顾', '增长7%。'], 6)
    """
    text = plain.text
    if len(text.strip().splitlines()) > MOST_LINE_ENDS + 1:
        return plain, 0
    for separator in _SEPARATORS:
        spans = [match.span() for match in separator.finditer(text)]
        after = sum(text[start - 1 : start] in _AFTER for start, _ in spans if start)
        if len(spans) >= FEWEST and after * 2 >= len(spans):
            ends = [(start, end, "\n") for start, end in spans]
            return plain.substituted(_with_quotes(text, ends)), len(spans)
    return plain, 0


def _with_quotes(text: str, ends: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The line ends, with the quotes and brackets around a list, which mean nothing."""
    if text[ends[0][0]] not in "\"'":
        return ends
    first, last = _OPENS_LIST.match(text), _CLOSES_LIST.search(text, max(0, len(text) - 12))
    before = [(*first.span(), "")] if first else []
    return [*before, *ends, *([(*last.span(), "")] if last else [])]
