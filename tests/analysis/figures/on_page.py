"""What must hold of the text of every figure: on the page, apart, and large enough to read."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.figures.style import style
from analysis.fonts.coverage import missing_characters

SMALLEST = 7.0
_TOLERANCE = 0.6  # pixels at 100 dpi: a quarter of a millimetre is 1


def texts_drawn(figure: Figure) -> list[tuple[str, Bbox, float]]:
    """The texts that are seen: what they say, their ink in pixels from the left top, and size."""
    with style():
        figure.draw_without_rendering()
        renderer = FigureCanvasAgg(figure).get_renderer()
        found = []
        for text in figure.findobj(Text):
            if text.get_visible() and text.get_text().strip() and _drawn(text, figure):
                box = text.get_window_extent(renderer)
                found.append((text.get_text(), box, text.get_fontsize()))
    return found


def _drawn(text: Text, figure: Figure) -> bool:
    """Whether the text is no label of a tick that lies outside its axis."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
            if any(text in (one.label1, one.label2) for one in ticks):
                low, high = sorted(axis.get_view_interval())
                inside = [one for one in ticks if text in (one.label1, one.label2)]
                return low - 1e-9 <= inside[0].get_loc() <= high + 1e-9
    return True


def check_page(figure: Figure) -> None:
    """Fails where a text runs off the page, covers another, is too small or lacks its glyphs."""
    found = texts_drawn(figure)
    assert found
    page = figure.bbox
    for text, box, size in found:
        assert size >= SMALLEST, f"{text!r} is set in {size} pt"
        assert box.x0 >= page.x0 - _TOLERANCE and box.x1 <= page.x1 + _TOLERANCE, f"{text!r} off"
        assert box.y0 >= page.y0 - _TOLERANCE and box.y1 <= page.y1 + _TOLERANCE, f"{text!r} off"
        assert missing_characters(text.replace("\n", "")) == [], text
    for (one, a, _), (other, b, _) in combinations(found, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        # The boxes have room for descenders; two lines of a table may touch, but not their letters.
        along = min(a.y1, b.y1) - max(a.y0, b.y0) - 0.25 * min(a.height, b.height)
        assert across <= _TOLERANCE or along <= _TOLERANCE, f"{one!r} covers {other!r}"
