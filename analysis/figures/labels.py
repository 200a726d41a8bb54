"""Labels that do not overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.style import GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def label_points(
    figure: Figure, axes: Axes, table: pd.DataFrame, rows: pd.DataFrame, *, x: str, y: str
) -> None:
    """Labels points with their terms, moved apart and each joined to its point by a line.

    Args:
        figure: that holds the axes.
        axes: with the points already drawn.
        table: all points, which labels should not cover.
        rows: the points to label, with their ``term``.
        x: the column of the horizontal positions.
        y: the column of the vertical positions.
    """
    from adjustText import adjust_text

    figure.draw_without_rendering()  # positions are known only after layout
    texts = [
        axes.text(across, up, term, fontsize=7, zorder=4)
        for term, across, up in zip(rows["term"], rows[x], rows[y], strict=True)
    ]
    adjust_text(
        texts,
        x=table[x].to_numpy(),
        y=table[y].to_numpy(),
        ax=axes,
        target_x=rows[x].to_numpy(),
        target_y=rows[y].to_numpy(),
        iter_lim=400,
        expand=(1.1, 1.3),
        force_text=(0.3, 0.5),
        arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.4},
    )
