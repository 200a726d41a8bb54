"""The strategic map of themes: ranks of centrality and density, with how far they are known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.patheffects import withStroke

from analysis.figures import page
from analysis.figures.style import CONTEXT, DOUBLE, GRID, OWN, SECONDARY, TEXT, Drawing, style
from analysis.figures.words import says
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]  # left, top, right, bottom
BETWEEN = "、"  # the two terms of a theme's name
_SMALL, _LARGE = 1.5, 7.0  # millimetres: diameters of marks
_AWAY = 0.5  # millimetres
_FAR = 30  # steps of 1.5 mm
_NEAR = 3.0  # millimetres: a name this near needs no line to its mark
_POINTS = 60  # of the line to a name that is not near
_SIDES = (
    *((0, 0), (1, 0), (2, 1), (2, 2), (0, 1), (0, 2), (1, 1), (1, 2)),
    *((3, 1), (3, 2), (4, 1), (4, 2)),
)
_CORNERS = (
    ("quadrant_niche", 0, 0),
    ("quadrant_motor", 1, 0),
    ("quadrant_emerging_or_declining", 0, 1),
    ("quadrant_basic", 1, 1),
)


def strategic_diagram(
    table: pd.DataFrame, *, gloss: bool = True, lang: Lang = "en", width: float = DOUBLE
) -> Drawing | None:
    """Themes by the ranks of their centrality and density, with the ranges of both.

    The area of a mark is in proportion to n, bars are the limits of the ranks over bootstraps, and
    hollow marks are themes whose stability is below 0.6 or not known. Names stand where they cover
    no other name and no mark, with a line to their mark where that is not beside it.

    Args:
        table: from ``strategic_map``, of one period.
        gloss: in English, print English names of terms.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if there are fewer than two themes.

    Raises:
        ValueError: if a column is missing, or the table has several periods.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import strategic_diagram
        >>> table = pd.DataFrame({"theme": [1, 2], "name": ["学校、教师", "地铁、公交"],
        ...                       "n": [90, 40], "stable": [True, False],
        ...                       "centrality_rank": [1.0, 2.0], "density_rank": [2.0, 1.0],
        ...                       "centrality_rank_low": [1.0, 1.0],
        ...                       "centrality_rank_high": [1.0, 2.0],
        ...                       "density_rank_low": [2.0, 1.0], "density_rank_high": [2.0, 1.0]})
        >>> figure = strategic_diagram(table, lang="zh")
        >>> [text.get_text() for text in figure.axes[0].texts[:2]]
        ['专门主题', '驱动主题']
    """
    needed = [
        "theme",
        "name",
        "n",
        "stable",
        *(
            f"{axis}_rank{end}"
            for axis, end in product(("centrality", "density"), ("", "_low", "_high"))
        ),
    ]
    check_columns(table, needed)
    if "period" in table and table["period"].nunique() > 1:
        raise ValueError("column period has several periods; give the themes of one of them")
    if len(table) < 2:
        return None
    notes = page.note_lines([says("strategy_guide", lang)], width)
    with style():
        return _drawn(
            table.sort_values(["n", "theme"], ascending=[False, True]), notes, lang, gloss, width
        )


def _drawn(table: pd.DataFrame, notes: list[str], lang: Lang, gloss: bool, width: float) -> Drawing:
    left = page.MARGIN + page.line_height() + 1
    top = page.MARGIN + len(notes) * page.line_height() + 2
    room = (width - left - page.MARGIN, min(0.62 * width, 108.0) if width > page.NARROW else 95.0)
    figure, sheet = page.new_sheet(width, top + room[1] + page.line_height() + 2.5)
    page.write_note(figure, notes)
    frame = (left, top, left + room[0], top + room[1])
    at = _places(table, frame)
    middle = np.median(at["mark"], axis=0)
    taken = _quadrants(sheet, frame, middle, lang)
    size = _SMALL + (_LARGE - _SMALL) * np.sqrt(table["n"].to_numpy(dtype=float) / table["n"].max())
    _marks(sheet, table, at, size)
    medians = [
        (middle[0], frame[1], middle[0], frame[3]),
        (frame[0], middle[1], frame[2], middle[1]),
    ]
    lines = [*_bars(at), *medians]
    marks = [
        (x - d / 2, y - d / 2, x + d / 2, y + d / 2)
        for (x, y), d in zip(at["mark"], size, strict=True)
    ]
    wide, widest = (46.0, 62.0) if width > page.NARROW else (30.0, 40.0)
    names = [
        [page.fitted(one, widest, page.NOTE) for one in theme_lines(name, lang, gloss, wide)]
        for name in table["name"]
    ]
    for number, name in enumerate(names):
        taken += _name(sheet, name, marks[number], [*marks, *taken], lines, frame)
    _axes_named(figure, frame, lang)
    return figure


def theme_lines(
    name: str, lang: Lang, gloss: bool, room: float, size: float = page.NOTE
) -> list[str]:
    """The terms of a theme's name on one line or on two; in English, those with an English name."""
    given = str(name).split(BETWEEN)
    english = [one for one in page.glossed(given, lang, gloss=gloss) if one]
    terms = english or given
    joined = (", " if english else BETWEEN).join(terms)
    return [joined] if page.text_width(joined, size) <= room else terms


def _quadrants(sheet: Axes, frame: Box, middle: Floats, lang: Lang) -> list[Box]:
    """The frame, the lines of the medians, and the names of the quadrants in its corners."""
    left, top, right, bottom = frame
    sheet.plot(
        [left, right, right, left, left], [top, top, bottom, bottom, top], color=GRID, linewidth=0.6
    )
    sheet.plot([middle[0]] * 2, [top, bottom], color=SECONDARY, linewidth=0.5)
    sheet.plot([left, right], [middle[1]] * 2, color=SECONDARY, linewidth=0.5)
    taken = []
    for name, across, down in _CORNERS:
        said = says(name, lang)
        wide, high = page.text_width(said, page.NAME), page.line_height(page.NAME)
        x = right - wide - 1 if across else left + 1
        y = bottom - high - 0.3 if down else top + 0.3
        page.write_in_row(sheet, x, y + high / 2, said, colour=SECONDARY)
        taken.append((x, y, x + wide, y + high))
    return taken


def _places(table: pd.DataFrame, frame: Box) -> dict[str, Floats]:
    """Where marks and the ends of their bars are; the medians of the ranks are in the middle."""
    edge = _LARGE / 2 + page.line_height(page.NAME) + 1
    most = len(table)
    across = frame[0] + edge, frame[2] - edge
    down = frame[3] - edge, frame[1] + edge

    def scaled(name: str, ends: tuple[float, float]) -> Floats:
        rank = table[name].to_numpy(dtype=float)
        return ends[0] + (rank - 1) / (most - 1) * (ends[1] - ends[0])

    found = {
        end: np.column_stack(
            [scaled(f"centrality_rank{end}", across), scaled(f"density_rank{end}", down)]
        )
        for end in ("", "_low", "_high")
    }
    return {"mark": found[""], "low": found["_low"], "high": found["_high"]}


def _marks(sheet: Axes, table: pd.DataFrame, at: dict[str, Floats], size: Floats) -> None:
    stable = table["stable"].fillna(value=False).astype(bool)
    for (x, y), low, high, filled, wide in zip(
        at["mark"], at["low"], at["high"], stable, size, strict=True
    ):
        if np.isfinite([*low, *high]).all():
            sheet.hlines(y, low[0], high[0], color=CONTEXT, linewidth=1.1, zorder=1)
            sheet.vlines(x, high[1], low[1], color=CONTEXT, linewidth=1.1, zorder=1)
        sheet.scatter(
            [x],
            [y],
            s=(wide / page.POINT) ** 2,
            facecolors=OWN if filled else "white",
            edgecolors=OWN,
            linewidths=1.1,
            zorder=2,
        )


def _bars(at: dict[str, Floats]) -> list[Box]:
    """The bars of all marks; those not known have no place."""
    found = []
    for (x, y), low, high in zip(at["mark"], at["low"], at["high"], strict=True):
        if np.isfinite([*low, *high]).all():
            found += [(low[0], y, high[0], y), (x, high[1], x, low[1])]
    return found


def _name(
    sheet: Axes, name: list[str], mark: Box, taken: list[Box], lines: list[Box], frame: Box
) -> list[Box]:
    """Writes a name at a free place near its mark, off the lines if one is near.

    Returns:
        The place of the name, and the points of the line to it.
    """
    size = page.widest(name, page.NOTE), len(name) * page.line_height()
    free = [box for box in _around(mark, size) if _free(box, taken, frame)]
    places = [box for box in free if not _crosses(mark, box, taken)] or free
    # With no room anywhere near, the least bad is beside the mark, within the frame.
    found = places[0] if places else _inside(next(_around(mark, size)), frame)
    near = _apart(mark, found) + _NEAR
    clear = [box for box in places if _apart(mark, box) < near and _free(box, lines, frame)]
    found = clear[0] if clear else found
    leader = _leader(mark, found)
    if len(leader):
        sheet.plot(*leader.T, color=SECONDARY, linewidth=0.5, zorder=1.5)
    for line, text in enumerate(name):
        y = found[1] + (line + 0.5) * page.line_height()
        page.write_in_row(sheet, found[0], y, text, size=page.NOTE, colour=TEXT)
        sheet.texts[-1].set_path_effects([withStroke(linewidth=2, foreground="white")])
    return [found, *((x, y, x, y) for x, y in leader.tolist())]


def _around(mark: Box, size: tuple[float, float]) -> Iterator[Box]:
    """Places around a mark, the nearest first: right, left, above, below, then the corners.

    Last come those above and below that end, or begin, where the mark does.
    """
    middle = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2
    for step in range(_FAR):
        away = _AWAY + 0.1 + 1.5 * step
        rows = (middle[1] - size[1] / 2, mark[1] - away - size[1], mark[3] + away)
        beside = (mark[2] + away, mark[0] - away - size[0], middle[0] - size[0] / 2)
        columns = (*beside, mark[2] - size[0], mark[0])
        for across, down in _SIDES:
            left, top = columns[across], rows[down]
            yield left, top, left + size[0], top + size[1]


def _free(box: Box, taken: list[Box], frame: Box) -> bool:
    inside = (
        box[0] > frame[0] + 0.5
        and box[1] > frame[1] + 0.5
        and box[2] < frame[2] - 0.5
        and box[3] < frame[3] - 0.5
    )
    return inside and not any(
        box[0] < other[2] + _AWAY
        and other[0] < box[2] + _AWAY
        and box[1] < other[3] + _AWAY / 2
        and other[1] < box[3] + _AWAY / 2
        for other in taken
    )


def _inside(box: Box, frame: Box) -> Box:
    right = min(0.0, frame[2] - 0.5 - box[2])
    return box[0] + right, box[1], box[2] + right, box[3]


def _nearest(mark: Box, name: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """The middle of the mark, and the point of the name that is nearest to it."""
    middle = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2
    across = min(max(middle[0], name[0]), name[2])
    return middle, (across, min(max(middle[1], name[1]), name[3]))


def _apart(mark: Box, name: Box) -> float:
    """How far a name is from the edge of its mark."""
    middle, end = _nearest(mark, name)
    return float(np.hypot(middle[0] - end[0], middle[1] - end[1])) - (mark[2] - mark[0]) / 2


def _crosses(mark: Box, name: Box, taken: list[Box]) -> bool:
    """Whether the line to a name that is not beside its mark would cross something else."""
    x, y = _leader(mark, name).T
    return any(
        bool(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any())
        for box in taken
        if box != mark
    )


def _leader(mark: Box, name: Box) -> Floats:
    """Points of a thin line from the mark to its name; none where the name is beside it."""
    if _apart(mark, name) <= _NEAR:
        return np.empty((0, 2))
    return np.linspace(*_nearest(mark, name), _POINTS)


def _axes_named(figure: Drawing, frame: Box, lang: Lang) -> None:
    across, down = (25.4 * float(one) for one in figure.get_size_inches())
    page.write(
        figure, says("strategy_x", lang), ((frame[0] + frame[2]) / 2, frame[3] + 1), ha="center"
    )
    x, y = page.MARGIN + page.line_height() / 2, (frame[1] + frame[3]) / 2
    figure.text(
        x / across,
        1 - y / down,
        says("strategy_y", lang),
        rotation=90,
        ha="center",
        va="center",
        fontsize=page.NOTE,
        color=SECONDARY,
    )
