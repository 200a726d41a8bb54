"""Labels that do not collide."""

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
    """The terms beside their dots, moved until they do not overlap, each with a line to its dot."""
    from adjustText import adjust_text

    figure.draw_without_rendering()  # the layout must be known before labels can be placed
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
