"""What must hold of every page: texts inside it, large enough, and apart from each other."""

from itertools import combinations

from matplotlib.text import Text

from analysis.figures.sheet import LEAST
from analysis.figures.style import style


def texts_drawn(figure):
    """Every text that is printed, with its box in pixels."""
    with style():
        figure.draw_without_rendering()
        return [
            (one, one.get_window_extent())
            for one in figure.findobj(Text)
            if one.get_text().strip() and one.get_visible() and _shown(one)
        ]


def _shown(text):
    """Whether a label of a tick is within the limits of its axis: others are not drawn."""
    axes = text.axes
    if axes is None:
        return True
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
            if text in (tick.label1, tick.label2):
                return min(low, high) <= tick.get_loc() <= max(low, high)
    return True


def check_page(figure, *, slack=1.0):
    """Fails if a text runs off the page, is too small, or lies on another."""
    drawn = texts_drawn(figure)
    page = figure.bbox
    for text, box in drawn:
        inside = (
            box.x0 >= page.x0 - slack
            and box.y0 >= page.y0 - slack
            and box.x1 <= page.x1 + slack
            and box.y1 <= page.y1 + slack
        )
        assert inside, f"{text.get_text()!r} runs off the page: {box}, {page}"
        assert text.get_fontsize() >= LEAST, f"{text.get_text()!r} is too small"
    for (one, a), (other, b) in combinations(drawn, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        # The boxes hold the room for accents and descenders, which lines share.
        upright = one.get_rotation() == other.get_rotation() == 90
        along, across = (high, wide) if upright else (wide, high)
        thick = min(a.width, b.width) if upright else min(a.height, b.height)
        on = along > slack and across > 0.3 * thick
        assert not on, f"{one.get_text()!r} lies on {other.get_text()!r}"
