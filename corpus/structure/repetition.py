"""Lines that a page repeats."""

from __future__ import annotations

from itertools import pairwise

from corpus.structure.blocks import Block
from corpus.structure.page_furniture import is_furniture
from corpus.structure.signs import CHAPTER


def repeated_lines(blocks: list[Block], first: int) -> list[int]:
    """Lines of the body that repeat an earlier line word for word.

    Long lines and numbered headings count on their own. Short lines such as 「各位代表！」 may
    legitimately recur: they count only between repeated lines, beside the same line as before, or
    directly after themselves.
    """
    seen = {block.text for block in blocks[:first] if not CHAPTER.match(block.text)}
    again: set[int] = set()
    short: list[int] = []
    for index in range(first, len(blocks)):
        line = blocks[index].text
        alone = len(line) > 25 or bool(CHAPTER.match(line))
        if line in seen and not is_furniture(line):
            (again.add if alone or line == blocks[index - 1].text else short.append)(index)
        seen.add(line)
    again |= _between(short, again)
    return sorted(again | _beside(blocks, short, again))


def _between(short: list[int], again: set[int]) -> set[int]:
    """The series of short lines with a repeated line directly before and after the series."""
    found: set[int] = set()
    run_start = previous = -1
    for index in short:
        run_start = run_start if previous == index - 1 else index
        previous = index
        if run_start - 1 in again and index + 1 in again:
            found.update(range(run_start, index + 1))
    return found


def _beside(blocks: list[Block], short: list[int], again: set[int]) -> set[int]:
    """The short lines beside a repeated line that were beside its first occurrence too."""
    pairs = [(one.text, other.text) for one, other in pairwise(blocks)]
    place: dict[tuple[str, str], int] = {}
    for index, pair in enumerate(pairs):
        place.setdefault(pair, index)
    found = set(again)
    for index in reversed(short):
        if index + 1 in found and place[pairs[index]] < index:
            found.add(index)
    for index in short:
        if index - 1 in found and place[pairs[index - 1]] < index - 1:
            found.add(index)
    return found
