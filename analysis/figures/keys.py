"""A row of keys above a figure, where labels cannot stand beside the marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from analysis.figures.page import MARGIN, NOTE, line_height, place, text_width, write
from analysis.figures.style import Drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Key = tuple[str, "Callable[[Axes], object]"]  # the label, and what draws the mark from 0 to 1

_MARK, _GAP = 5.0, 4.0  # millimetres


def key_rows(labels: Sequence[str], width: float) -> list[list[int]]:
    """Which keys are in which row, so that none runs off the page.

    Args:
        labels: of the keys.
        width: of the page, in millimetres.

    Returns:
        The numbers of the keys, by row.

    Example:
        >>> from analysis.figures.keys import key_rows
        >>> key_rows(["exceeded", "met", "not reported"], 50)
        [[0, 1], [2]]
    """
    rows: list[list[int]] = []
    used = width
    for number, label in enumerate(labels):
        wide = _MARK + 1 + text_width(label, NOTE) + _GAP
        if not rows or used + wide - _GAP > width - MARGIN:
            rows.append([])
            used = MARGIN
        rows[-1].append(number)
        used += wide
    return rows


def write_keys(page: Drawing, keys: Sequence[Key], top: float) -> None:
    """The keys, row by row; as many rows as ``key_rows`` gives."""
    width = 25.4 * float(page.get_size_inches()[0])
    for row in key_rows([label for label, _ in keys], width):
        left = MARGIN
        for number in row:
            label, draw = keys[number]
            axes = place(page, left, top, _MARK, line_height())
            axes.set_axis_off()
            axes.set_xlim(0, 1)
            axes.set_ylim(0, 1)
            draw(axes)
            write(page, label, (left + _MARK + 1, top))
            left += _MARK + 1 + text_width(label, NOTE) + _GAP
        top += line_height()
