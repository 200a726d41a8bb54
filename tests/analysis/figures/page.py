"""What must hold of every page: texts inside it, apart, large enough, and with all their glyphs."""

from itertools import combinations, pairwise

from matplotlib.text import Text

from analysis.figures.page import LEAST
from analysis.figures.style import style
from analysis.fonts.coverage import missing_characters

_SLACK = 0.6  # pixels at 100 dpi: a quarter of a millimetre is 1


def texts_drawn(figure):
    """Every text that is printed, with its box in pixels from the bottom left."""
    with style():
        figure.draw_without_rendering()
        beyond = _beyond(figure)
        return [
            (one, one.get_window_extent())
            for one in figure.findobj(Text)
            if one.get_text().strip() and one.get_visible() and id(one) not in beyond
        ]


def words_drawn(figure):
    """What is printed: the words, their box, and their size in points."""
    return [(one.get_text(), box, one.get_fontsize()) for one, box in texts_drawn(figure)]


def _beyond(figure):
    """The labels of ticks beyond the limits of their axis, which are not drawn."""
    axes = [(one.xaxis, one.get_xlim()) for one in figure.axes]
    axes += [(one.yaxis, one.get_ylim()) for one in figure.axes]
    return {
        id(label)
        for axis, (low, high) in axes
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]
        if not min(low, high) - 1e-9 <= tick.get_loc() <= max(low, high) + 1e-9
        for label in (tick.label1, tick.label2)
    }


def _labels_of(axis):
    """The labels of the ticks of an axis."""
    ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
    return {id(label) for tick in ticks for label in (tick.label1, tick.label2)}


def check_labels_apart(figure):
    """Fails if two labels of an axis touch: numbers side by side read as one number."""
    _check_labels_apart(figure, texts_drawn(figure))


def _check_labels_apart(figure, drawn):
    for axes in figure.axes:
        for axis, side in ((axes.xaxis, "x"), (axes.yaxis, "y")):
            labels = _labels_of(axis)
            own = [(text, box) for text, box in drawn if id(text) in labels]
            own.sort(key=lambda one: getattr(one[1], f"interval{side}")[0])
            for (one, before), (other, after) in pairwise(own):
                # A digit is half its size wide; boxes of lines have room of their own.
                em = one.get_fontsize() * figure.dpi / 72
                along = one.get_rotation() == (0 if side == "x" else 90)
                gap = getattr(after, f"{side}0") - getattr(before, f"{side}1")
                said = f"{one.get_text()!r} and {other.get_text()!r} of an axis touch"
                assert gap >= (0.25 * em if along else -0.1 * em), said


def check_page(figure):
    """Fails if a text runs off the page, is too small, lacks its glyphs, or lies on another.

    Labels of one axis must not touch either.
    """
    drawn = texts_drawn(figure)
    assert drawn
    _check_labels_apart(figure, drawn)
    page = figure.bbox.padded(_SLACK)
    for text, box in drawn:
        said = text.get_text()
        inside = page.x0 <= box.x0 and page.y0 <= box.y0 and box.x1 <= page.x1 and box.y1 <= page.y1
        assert inside, f"{said!r} runs off the page: {box}, {page}"
        assert text.get_fontsize() >= LEAST, f"{said!r} is too small"
        assert missing_characters(said.replace("\n", "")) == [], said
    boxes = [(one, box, *box.extents) for one, box in drawn]
    for (one, a, *left), (other, b, *right) in combinations(boxes, 2):
        wide = min(left[2], right[2]) - max(left[0], right[0])
        high = min(left[3], right[3]) - max(left[1], right[1])
        if min(wide, high) <= 0:
            continue
        # The boxes hold the room for accents and descenders, which lines share.
        upright = one.get_rotation() == other.get_rotation() == 90
        along, across = (high, wide) if upright else (wide, high)
        thick = min(a.width, b.width) if upright else min(a.height, b.height)
        on = along > _SLACK and across > 0.25 * thick + _SLACK
        assert not on, f"{one.get_text()!r} lies on {other.get_text()!r}"
