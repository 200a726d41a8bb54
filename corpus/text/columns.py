"""Columns of print that a copy has side by side in each line, so that it reads across them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from statistics import median

# What is between two pieces of a line, each as long as a line of a narrow column.
_GAP = re.compile(
    r"(?<=\S)(?:[ \u3000\xa0]{2,}|\t[ \t\u3000]*|[ \u3000]{0,9}[|｜│┃][ \u3000]{0,9})(?=\S)"
)
_LINES = "|｜│┃"
_LINE_END = re.compile(r"[\r\n\x0b\x0c]")
_WIDE = re.compile(r"[\u2014-\u2026\u2e80-\u9fff\uff00-\uff60\u3000]")
_HAN = re.compile(r"[\u3400-\u9fff]")
FEWEST, LEAST_SHARE = 12, 0.4  # lines with a gap, and their share of all lines
LEAST_PIECE = 8  # Chinese characters of a piece, in the median; cells of tables are shorter
_SAME_PLACE = 0.5  # of the gaps end at the same place


def columns_of(text: str) -> int:
    r"""How many columns stand side by side in the lines of a text; 1 in nearly every text.

    Args:
        text: a document.

    Example:
        >>> from corpus.text.columns import columns_of
        >>> columns_of("坚持稳中求进工作总基调，　　　深化供给侧结构性改革，\n" * 20)
        2
    """
    if _spaces_within_lines(text) + sum(map(text.count, _LINES)) < FEWEST:
        return 1  # a first look: counting takes no time
    lines = [line for line in map(str.rstrip, _LINE_END.split(text)) if line]
    gaps = [(line, found) for line in lines if (found := list(_GAP.finditer(line)))]
    if len(gaps) < max(FEWEST, LEAST_SHARE * len(lines)):
        return 1
    usual, _ = Counter(len(found) for _, found in gaps).most_common(1)[0]
    pieces = [piece for line, _ in gaps for piece in _GAP.split(line.strip())]
    if median(len(_HAN.findall(piece)) for piece in pieces) < LEAST_PIECE:
        return 1
    before = [line[: found[0].end()] for line, found in gaps]
    has_signs = sum("\t" in found[0].group() or bool(found[0].group().strip()) for _, found in gaps)
    alike = max(
        has_signs, *(_most_alike(measure(one) for one in before) for measure in (len, _width))
    )
    return usual + 1 if alike >= _SAME_PLACE * len(gaps) else 1


def _spaces_within_lines(text: str) -> int:
    """How often a line has white space between its characters."""
    lines = text.replace("\r", "\n").split("\n")
    return len(text.split()) - sum(map(bool, map(str.strip, lines)))


def _width(text: str) -> int:
    return (len(text) + len(_WIDE.findall(text))) // 2


def _most_alike(widths: Iterable[int]) -> int:
    return Counter(widths).most_common(1)[0][1]
