"""The style of all figures: widths, colours and fonts, and how a figure is saved."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from analysis.figures.embedded_font import without_kerning
from analysis.figures.png import encoded, pixels_of_pdf, shown
from analysis.figures.words import says
from analysis.fonts.coverage import FONT_FILE, FONT_NAME
from analysis.outputs import figure_folder
from corpus.files import save_text, saved

# Widths of a journal column and of a journal page, in millimetres.
SINGLE, DOUBLE = 85.0, 175.0
FORMATS = ("pdf", "svg", "png")  # the PDF before the PNG, which is a picture of it
PRINT_DPI = 600
SCREEN_DPI = 110

# What each colour means in every figure. Opposites differ by fill or shape as well, for grey print.
TEXT, SECONDARY = "#1A1A1A", "#595959"
OWN, OTHER, OTHER_TEXT = "#0B5394", "#E07A1F", "#A65200"  # a place's own, or more; other, or less
THIRD, FOURTH = "#1B8A6B", "#8C4A94"
NATION, CONTEXT, GRID, STRIPE = "#7A7A7A", "#C6C6C6", "#E4E4E4", "#F6F6F6"
BLUES = ("#B9D3EA", "#5E93C4", "#0B5394")

# After Okabe and Ito (2008): distinguishable to colour-blind readers, and in grey print.
PART_COLOURS = {
    "opening": "#D9D9D9",
    "review_past_year": "#56B4E9",
    "review_multi_year": "#0072B2",
    "problems": "#D55E00",
    "plan_multi_year": "#F0C95A",
    "plan_next_year": "#E69F00",
    "closing": "#BFBFBF",
}
PART_NAMES = {part: says(part, "en") for part in PART_COLOURS}

STYLE: dict[str, Any] = {
    "font.family": FONT_NAME,
    "font.size": 8.0,
    "text.hinting": "none",  # so that a text is as wide on a screen as in print
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
    # Matplotlib looks here for the number of characters in an embedded font, in a PDF too: with its
    # default the font is embedded twice, and read and reduced twice.
    "ps.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "gov-work-report",
}


# Otherwise the files would record when and with which version they were made.
_METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None},
    "svg": {"Date": None, "Creator": None},
}


@contextmanager
def style() -> Iterator[None]:
    """Applies the style of all figures within a ``with`` block, and restores the settings after it.

    Example:
        >>> import matplotlib
        >>> from analysis.figures.style import style
        >>> with style():
        ...     matplotlib.rcParams["font.family"]
        ['Noto Sans SC']
    """
    known = {font.name for font in font_manager.fontManager.ttflist}
    if FONT_NAME not in known:
        font_manager.fontManager.addfont(str(FONT_FILE))
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        yield


@contextmanager
def _fonts_found_once() -> Iterator[None]:
    """Within a ``with`` block, a font that was found is not looked for again.

    For each text matplotlib compares all settings of fonts with those it knows, in a tenth of the
    time in which a figure is drawn. Nothing may change these settings within the block.
    """
    manager: Any = font_manager.fontManager
    names = [one for one in _FOUND_BY if hasattr(manager, one)]
    for name in names:
        setattr(manager, name, lru_cache(maxsize=None)(getattr(manager, name)))
    try:
        yield
    finally:
        for name in names:
            delattr(manager, name)  # the one of the class is back


# How matplotlib looks for one font, and for all that a text may need; not every version has both.
_FOUND_BY = ("findfont", "_find_fonts_by_props")


_STALE: Any = Figure.stale  # a property, which its type does not tell


class Drawing(Figure):
    """A figure that a notebook shows as a picture, whichever matplotlib backend is set.

    It is what was saved, with fewer dots, until the figure is changed.
    """

    saved_picture: bytes | None = None

    @property
    def stale(self) -> bool:
        """Whether something was changed since the figure was drawn, as matplotlib says it."""
        return bool(_STALE.fget(self))

    @stale.setter
    def stale(self, value: bool) -> None:
        _STALE.fset(self, value)
        if value:
            self.saved_picture = None

    def _repr_png_(self) -> bytes:
        if self.saved_picture is not None:
            return self.saved_picture
        picture = io.BytesIO()
        with style(), _fonts_found_once():
            self.savefig(picture, format="png", dpi=SCREEN_DPI, metadata={"Software": None})
        return picture.getvalue()


def new_figure(width: float = DOUBLE, height: float = 90.0) -> Drawing:
    """An empty figure of a given size, to be drawn on within ``style()``.

    Args:
        width: in millimetres; 85 is a journal column, 175 a page.
        height: in millimetres.

    Example:
        >>> from analysis.figures import SINGLE, new_figure
        >>> figure = new_figure(SINGLE, 60)
        >>> [round(25.4 * float(inches)) for inches in figure.get_size_inches()]
        [85, 60]
    """
    return Drawing(figsize=(width / 25.4, height / 25.4), layout="constrained")


def _save_png(figure: Figure, path: Path, pdf: Path) -> None:
    """Saves a picture of the figure's PDF; what a notebook shows is made likewise."""
    path.write_bytes(encoded(pixels_of_pdf(pdf, PRINT_DPI), PRINT_DPI))
    if isinstance(figure, Drawing):
        figure.saved_picture = shown(pixels_of_pdf(pdf, SCREEN_DPI), SCREEN_DPI)


def save_figure(
    figure: Figure | None, name: str, *, caption: str = "", folder: Path | None = None
) -> list[Path]:
    """Writes a figure as PDF, SVG and PNG (600 dpi), byte for byte the same each time.

    The PNG is a picture of the PDF.

    Args:
        figure: from any function of ``analysis.figures``; where it is None, because there was
            nothing to compare, no file is written.
        name: of the files, without extension; in a notebook it begins with the notebook's name.
        caption: written to a .txt file of the same name, such as from ``caption``; "" for no file.
        folder: where to write; None for ``figures/`` in the outputs.

    Returns:
        The paths of the PDF, SVG and PNG.

    Raises:
        Refusal: ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> import pandas as pd
        >>> from analysis.figures import Axis, save_figure, year_lines
        >>> table = pd.DataFrame({"report_year": [2017, 2018], "jsd": [0.20, 0.25]})
        >>> figure = year_lines(table, axis=Axis("jsd", ""), width=85)
        >>> files = save_figure(figure, "07-divergence", folder=Path("figures"))
        >>> [path.name for path in files]
        ['07-divergence.pdf', '07-divergence.svg', '07-divergence.png']
    """
    if figure is None:
        return []
    target = folder or figure_folder()
    paths = [target / f"{name}.{ending}" for ending in FORMATS]
    with style(), _fonts_found_once(), without_kerning():
        for ending, path in zip(FORMATS, paths, strict=True):
            with saved(path) as part:
                if ending == "png":
                    _save_png(figure, part, paths[FORMATS.index("pdf")])
                else:
                    figure.savefig(part, format=ending, dpi=PRINT_DPI, metadata=_METADATA[ending])
    if caption:
        save_text(caption + "\n", target / f"{name}.txt")
    return paths
