"""The style of all figures: sizes, colours, fonts, and how a figure is saved."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from analysis.figures.words import says
from analysis.fonts.coverage import FONT_FILE, FONT_NAME
from analysis.outputs import figure_folder
from corpus.files import save_text, saved

# Widths of a column and of a page of a journal, in millimetres.
SINGLE, DOUBLE = 85.0, 175.0
FORMATS = ("pdf", "svg", "png")
PRINT_DPI = 600
SCREEN_DPI = 110

# Okabe and Ito (2008): told apart by colour-blind readers, and in grey.
BLUE, ORANGE, GREEN, VERMILION, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#7F7F7F"
PART_COLOURS = {
    "opening": "#D9D9D9",
    "review_past_year": "#56B4E9",
    "review_multi_year": BLUE,
    "problems": VERMILION,
    "plan_multi_year": "#F0C95A",
    "plan_next_year": ORANGE,
    "closing": "#BFBFBF",
}
PART_NAMES = {part: says(part, "en") for part in PART_COLOURS}

STYLE: dict[str, Any] = {
    "font.family": FONT_NAME,
    "font.size": 8.0,
    "axes.titlesize": 8.5,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.unicode_minus": True,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "axes.axisbelow": True,
    "grid.color": "#E5E5E5",
    "grid.linewidth": 0.5,
    "xtick.major.width": 0.6,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "gov-work-report",
}


@contextmanager
def style() -> Iterator[None]:
    """The style of all figures, for the time of a ``with`` block; nothing outside it changes."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    if FONT_NAME not in known:
        font_manager.fontManager.addfont(str(FONT_FILE))
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        yield


class Drawing(Figure):
    """A figure that a notebook shows as a picture, whatever backend is set."""

    def _repr_png_(self) -> bytes:
        picture = io.BytesIO()
        with style():
            self.savefig(picture, format="png", dpi=SCREEN_DPI, metadata={"Software": None})
        return picture.getvalue()


def new_figure(width: float = DOUBLE, height: float = 90.0) -> Drawing:
    """An empty figure, sizes in millimetres; draw on it within ``style()``."""
    return Drawing(figsize=(width / 25.4, height / 25.4), layout="constrained")


def save_figure(
    figure: Figure, name: str, *, caption: str = "", folder: Path | None = None
) -> list[Path]:
    """Writes a figure as PDF, SVG and PNG, the same bytes each time.

    Args:
        figure: from this module.
        name: of the files, without ending; begins with the notebook's name.
        caption: written beside them as .txt, such as from ``captions.caption``; "" for none.
        folder: None for ``figures/`` in the outputs.

    Returns:
        The three paths.
    """
    target = folder or figure_folder()
    paths = [target / f"{name}.{ending}" for ending in FORMATS]
    # Without these a file holds the time and the version that made it.
    metadata: dict[str, dict[str, Any]] = {
        "pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None},
        "svg": {"Date": None, "Creator": None},
        "png": {"Software": None},
    }
    with style():
        for ending, path in zip(FORMATS, paths, strict=True):
            with saved(path) as part:
                figure.savefig(part, format=ending, dpi=PRINT_DPI, metadata=metadata[ending])
    if caption:
        save_text(caption + "\n", target / f"{name}.txt")
    return paths
