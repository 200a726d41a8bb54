"""Where a name fits beside the line it names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.arrays import Floats

Box = tuple[float, float, float, float]  # left, bottom, width, height

_STEP, _AWAY = 0.5, 0.7  # millimetres: of the search, and kept free around the name
_FAR = 9.0  # a name further from its line would not be taken for its name


def free_place(
    size: tuple[float, float],
    line: Floats,
    others: Sequence[Floats],
    dots: Floats,
    *,
    panels: tuple[float, float],
    corner: tuple[float, float],
    taken: Sequence[Box] = (),
) -> tuple[float, float] | None:
    """The place of a name beside its line, clear of all lines and dots, or None.

    Of the free places the nearest to the line is taken, the leftmost if several are as near.

    Args:
        size: width and height of the name, in millimetres, as everything here.
        line: the points of its line, one row each.
        others: the points of other lines, to which it must not be nearer.
        dots: points that the name must not cover.
        panels: width and height of the panel.
        corner: left and bottom of the top right corner, which is not free.
        taken: places of other names.

    Returns:
        Left and bottom of the name.
    """
    width, height = size
    if width + 1 > panels[0]:
        return None
    grid = np.mgrid[0.5 : panels[0] - width : _STEP, 0.5 : panels[1] - height : _STEP]
    left, bottom = (one.ravel() for one in grid)
    free = ~((left + width > corner[0]) & (bottom + height > corner[1]))
    drawn = [_dense(one) for one in (line, *others)]
    for points in (*drawn, dots):
        free &= _distance(left, bottom, size, points) > _AWAY
    for box in taken:
        free &= _apart(left, bottom, size, box)
    near = _distance(left, bottom, size, drawn[0])
    free &= near < _FAR
    for points in drawn[1:]:
        free &= near < _distance(left, bottom, size, points)
    if not free.any():
        return None
    best = min(
        np.flatnonzero(free), key=lambda at: (round(float(near[at]), 3), left[at], bottom[at])
    )
    return float(left[best]), float(bottom[best])


def _dense(line: Floats) -> Floats:
    """Points along a line, close enough that no name slips between two."""
    line = line[np.isfinite(line).all(axis=1)]
    if len(line) < 2:
        return line
    at = np.linspace(0, len(line) - 1, 20 * len(line))
    return np.column_stack([np.interp(at, np.arange(len(line)), one) for one in line.T])


def _distance(left: Floats, bottom: Floats, size: tuple[float, float], points: Floats) -> Floats:
    """From each place of the name to the nearest point."""
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return np.full(len(left), np.inf)
    gaps = [
        np.maximum(np.maximum(start[:, None] - one, one - start[:, None] - length), 0)
        for start, length, one in zip((left, bottom), size, points.T, strict=True)
    ]
    return np.asarray(np.hypot(*gaps).min(axis=1))


def _apart(left: Floats, bottom: Floats, size: tuple[float, float], box: Box) -> Floats:
    beside = (left > box[0] + box[2] + _AWAY) | (left + size[0] + _AWAY < box[0])
    return np.asarray(beside | (bottom > box[1] + box[3]) | (bottom + size[1] < box[1]))
