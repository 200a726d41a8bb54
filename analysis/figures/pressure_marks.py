"""How the wording of a target is marked, in every figure of target pressure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from analysis.figures.keys import Key
from analysis.figures.style import OWN, SECONDARY
from analysis.figures.words import says
from corpus.language import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NUMBERED = ("hard", "soft", "point")
WITHOUT = ("in_step", "absent")
NAMES = {
    "hard": "wording_hard",
    "soft": "wording_soft",
    "point": "wording_point",
    "in_step": "wording_in_step",
    "absent": "wording_absent",
}
_SHAPES = {"hard": "^", "soft": "o", "point": "o", "in_step": "s", "absent": "x"}
_SIZE = {"hard": 24, "soft": 18, "point": 18, "in_step": 12, "absent": 14}


def draw_wording(axes: Axes, x: float, y: float, wording: str) -> None:
    """The mark of a wording: filled where it binds or is a number alone, hollow where it is soft.

    Args:
        axes: to draw on.
        x: place across.
        y: place up.
        wording: hard (a triangle), point, soft, or without a number in_step or absent (a cross).
    """
    colour = SECONDARY if wording in WITHOUT else OWN
    kind: dict[str, Any] = {"c": colour, "linewidths": 1.0}
    if wording != "absent":
        hollow = wording in ("soft", "in_step")
        kind = {"c": "white" if hollow else colour, "edgecolors": colour, "linewidths": 1.2}
    axes.scatter(
        [x], [y], s=_SIZE[wording], marker=_SHAPES[wording], zorder=3, clip_on=False, **kind
    )


def wording_keys(wordings: Iterable[str], lang: Lang) -> list[Key]:
    """The keys of the wordings that occur, in their order."""
    there = set(wordings)
    return [
        (says(NAMES[one], lang), partial(draw_wording, x=0.5, y=0.5, wording=one))
        for one in (*NUMBERED, *WITHOUT)
        if one in there
    ]


def percent(low: float | None, high: float | None = None) -> str:
    """A growth rate as printed: 6%, or of a range 5–5.5%; nothing where it is missing.

    Example:
        >>> from analysis.figures.pressure_marks import percent
        >>> percent(6.0), percent(5.0, 5.5), percent(-1.5), percent(float("nan"))
        ('6%', '5–5.5%', '−1.5%', '')
    """
    if low is None or low != low:
        return ""
    ends = [low] if high is None or high != high or high == low else [low, high]
    return "–".join(f"{one:.4g}".replace("-", "\u2212") for one in ends) + "%"
