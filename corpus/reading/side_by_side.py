"""Columns of print side by side, read one after the other, whatever the order of the lines.

A page shows its columns by where lines begin and end. Many programs write a page row by row, and a
copy of it may have the columns in each line, with a gap between; a table looks the same, but for
its short cells and for what is empty beside the longer ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median


@dataclass(frozen=True)
class Line:
    """A printed line.

    Attributes:
        text: as printed.
        left: left edge of its first visible character, in points from the left of the page.
        right: right edge of its last visible character, likewise.
        top: top edge of its highest character, in points from the bottom of the page.
        em: width of a Chinese character in this line, in points.
        gaps: the wide spaces within it: the number of characters before what follows, where the
            space begins and where it ends.
        column: left and right edge of its column, where several stand side by side.
    """

    text: str
    left: float
    right: float
    top: float
    em: float
    gaps: tuple[tuple[int, float, float], ...] = ()
    column: tuple[float, float] | None = None


FEWEST = 5  # lines on each side of a gutter
_AGAIN = 1  # of a gutter that another page of the document has
_NARROWEST = 8  # width of a column, in Chinese characters
_FULL = 1.6  # a full line ends so near to the edge; punctuation may hang, a word may not fit
_EMPTY = 0.15  # lines that columns lack at most, of all; beside long cells of a table, more are
_FIGURE = 4  # lines that a figure takes at least
_UNEVEN = 3.2  # a column is at most so much wider than its neighbour


@dataclass
class _Band:
    """Lines above one another that a gutter divides, with no line across it."""

    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)

    def lines(self) -> int:
        return len(self.left) + len(self.right)


def one_after_another(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page, with the columns that stand side by side one after the other.

    Lines across all columns stay between what is above and below them. Pages and parts of pages
    without columns stay in the order in which they are.

    Args:
        pages: the lines of each page, in any order.
    """
    alone = [_ordered(page, _gutters(page), FEWEST) for page in pages]
    gutters = sorted({one for _, used in alone for one in used})
    if not gutters:
        return [list(page) for page in pages]
    # The last page may have two lines beside three: the other pages tell where the gutter is.
    return [
        lines if used else _ordered(page, gutters, _AGAIN)[0]
        for page, (lines, used) in zip(pages, alone, strict=True)
    ]


def _ordered(
    page: Sequence[Line], gutters: Sequence[float], fewest: int
) -> tuple[list[Line], list[float]]:
    """The lines of a page, and the gutters that divide them."""
    best: list[_Band | Line] = []
    most, used = 0, []
    for gutter in gutters:
        parted = _bands(page, gutter, fewest)
        divided = sum(one.lines() for one in parted if isinstance(one, _Band))
        if divided > most:
            best, most, used = parted, divided, [gutter]
    if not used:
        return list(page), []
    lines: list[Line] = []
    for part in best:
        if isinstance(part, Line):
            lines.append(part)
            continue
        for side in (part.left, part.right):  # which may have columns too
            within, more = _ordered(side, _gutters(side), fewest)
            lines += within if more else _as_column(side)
            used += more
    return lines, used


def _as_column(lines: Sequence[Line]) -> list[Line]:
    """The lines of a column from top to bottom, with its edges."""
    lefts = sorted(one.left for one in lines)
    edges = lefts[len(lefts) // 10], _edge(lines)
    return [replace(one, column=edges) for one in lines]


def _edge(lines: Sequence[Line]) -> float:
    """Where full lines end: a sixth may hang over."""
    rights = sorted(one.right for one in lines)
    return rights[len(rights) * 5 // 6]


def _gutters(page: Sequence[Line]) -> list[float]:
    """Places before which several lines have a wide space, or begin, and end others."""
    begins = [end for line in page for _, _, end in line.gaps] + [line.left for line in page]
    em = median(line.em for line in page) if page else 0.0
    if em <= 0:
        return []
    counted = Counter(round(at / em * 2) for at in begins)
    usual = [at for at, _ in counted.most_common(24) if counted[at] + counted[at + 1] >= FEWEST]
    return sorted(at * em / 2 - 0.5 * em for at in usual)


def _bands(page: Sequence[Line], gutter: float, fewest: int) -> list[_Band | Line]:
    """The lines of a page from top to bottom, those that the gutter divides in bands.

    What is no band of columns comes in the order of the page.
    """
    falling = sorted(range(len(page)), key=lambda at: (-page[at].top, page[at].left))
    found: list[_Band | Line] = []
    band, inside = _Band(), list[int]()
    for at in [*falling, None]:
        sides = _sides(page[at], gutter) if at is not None else None
        if at is not None and sides is not None:
            band.left += sides[0]
            band.right += sides[1]
            inside.append(at)
            continue
        found += [band] if _is_columns(band, fewest) else [page[one] for one in sorted(inside)]
        found += [page[at]] if at is not None else []
        band, inside = _Band(), []
    return found


def _sides(line: Line, gutter: float) -> tuple[list[Line], list[Line]] | None:
    """What of a line is on each side of a gutter; None for a line across it."""
    if line.right <= gutter:
        return [line], []
    if line.left >= gutter:
        return [], [line]
    for number, (at, begin, end) in enumerate(line.gaps):
        if begin <= gutter <= end:
            before, after = line.text[:at].rstrip(), line.text[at:].lstrip()
            removed = len(line.text) - len(after)
            rest = tuple((one - removed, *ends) for one, *ends in line.gaps[number + 1 :])
            left = replace(line, text=before, right=begin, gaps=line.gaps[:number])
            return [left], [replace(line, text=after, left=end, gaps=rest)]  # type: ignore[arg-type]
    return None


def _is_columns(band: _Band, fewest: int) -> bool:
    """Whether both sides of a band are set in full lines, with nothing left out between them."""
    sides = (band.left, band.right)
    if min(map(len, sides)) < fewest or max(map(len, sides)) < FEWEST:
        return False
    if not all(map(_is_set, sides)) or not _are_beside(band):
        return False
    first, second = (_edge(side) - min(line.left for line in side) for side in sides)
    empty = sum(map(_empty, sides))
    return max(first, second) < _UNEVEN * min(first, second) and empty <= _EMPTY * band.lines()


def _is_set(lines: Sequence[Line]) -> bool:
    """Whether most lines are full, as in print and not in a table or a list."""
    em = median(line.em for line in lines)
    if median(map(_widest_piece, lines)) < _NARROWEST * em:
        return False
    return sum(line.right > _edge(lines) - _FULL * em for line in lines) * 2 >= len(lines)


def _widest_piece(line: Line) -> float:
    """The widest of the pieces that wide spaces part."""
    edges = [line.left, *(edge for _, *ends in line.gaps for edge in ends), line.right]
    return max(end - begin for begin, end in zip(edges[::2], edges[1::2], strict=True))


def _are_beside(band: _Band) -> bool:
    """Whether the shorter side has longer lines beside it, rather than above or below it."""
    top, bottom = (
        choose(pick(line.top for line in side) for side in (band.left, band.right))
        for choose, pick in ((min, max), (max, min))
    )
    beside = [sum(bottom <= one.top <= top for one in side) for side in (band.left, band.right)]
    return min(beside) * 2 >= min(len(band.left), len(band.right))


def _empty(lines: Sequence[Line]) -> int:
    """For how many more lines a column has room between its lines, heads and feet apart.

    The room of a figure is not counted: the widest, with several lines above and below it.
    """
    apart = [above.top - below.top for above, below in pairwise(lines)]
    usual = max(median(apart), 0.1) if apart else 1.0
    room = [max(round(one / usual) - 1, 0) for one in apart]
    widest = max(room[FEWEST - 1 : 1 - FEWEST], default=0)
    return sum(room[1:-1]) - (widest if widest >= _FIGURE else 0)


def are_rows(one: Line, other: Line) -> bool:
    """Whether a line and the next are rows of a table: with cells that begin at the same places.

    A line of more than two cells is one without the other.
    """
    if len(other.gaps) > 1:
        return True
    begins, others = ([end for _, _, end in line.gaps] for line in (one, other))
    return (
        bool(begins)
        and len(begins) == len(others)
        and all(abs(a - b) < one.em for a, b in zip(begins, others, strict=True))
    )
