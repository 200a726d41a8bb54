"""One result under many specifications: the specification curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.figures.page import (
    MARGIN,
    NAME,
    NOTE,
    bare,
    line_height,
    new_page,
    place,
    text_width,
    widest,
    wrapped,
    write,
    write_note,
)
from analysis.figures.scales import Axis, check_axis, log_ticks
from analysis.figures.style import (
    CONTEXT,
    DOUBLE,
    GRID,
    NATION,
    OTHER,
    OTHER_TEXT,
    OWN,
    TEXT,
    Drawing,
    style,
)
from analysis.figures.words import joined, says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ABOVE, _ROW, _MEDIANS = 42.0, 4.2, 20.0  # millimetres
_STRIP = "#F8E0CB"  # of the default specification


@dataclass(frozen=True)
class _Curve:
    """What is drawn: the specifications in order, the choices in rows, and the scale."""

    rows: pd.DataFrame
    options: list[tuple[str, Any]]  # the column, and its value; (heading, None) for a heading
    axis: Axis
    ends: tuple[float, float]


def specification_curve(
    table: pd.DataFrame,
    *,
    choices: Sequence[str] | Mapping[str, str],
    axis: Axis,
    names: Mapping[Any, str] | None = None,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """One result under every specification, from the smallest to the largest.

    Above are the results with their intervals, below the choices behind each, at the right the
    median of the results with each choice. The default specification is an orange diamond in a
    strip, and its choices are orange. A result is filled where its interval excludes the
    axis's null. Specifications without a result are left out; those with equal results keep
    the order of the table.

    Args:
        table: one row per specification: the result, the choices, ``default`` (true or false) and,
            where known, low and high.
        choices: the columns with the choices, or a mapping of these to the headings to print.
        axis: the result; its null is drawn as a line.
        names: what to print for the values of the choices; others are printed as they are.
        lang: language of the note: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if there are fewer than two results.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import Axis, specification_curve
        >>> table = pd.DataFrame({
        ...     "numerator": ["mention", "token"], "ratio": [1.4, 1.2], "low": [1.1, 0.8],
        ...     "high": [1.8, 1.7], "default": [True, False],
        ... })
        >>> figure = specification_curve(table, choices={"numerator": "What is counted"},
        ...                              axis=Axis("ratio", "plan / review", null=1, log=True))
        >>> [text.get_text() for text in figure.axes[1].get_yticklabels()]
        ['mention', 'token']
    """
    check_axis(axis)
    value = axis.column
    check_columns(table, [value, *choices, "default"])
    rows = table.dropna(subset=[value]).sort_values(value, kind="stable", ignore_index=True)
    if len(rows) < 2:
        return None
    headings = choices if isinstance(choices, Mapping) else {one: one for one in choices}
    options: list[tuple[str, Any]] = []
    for name in headings:
        options.append((name, None))
        options += [(name, one) for one in dict.fromkeys(table[name])]
    curve = _Curve(rows, options, axis, _ends(rows, axis))
    note = joined([axis.label, _guide(rows, axis.null, lang)], lang)
    with style():
        return _draw(curve, headings, names or {}, note, lang, width)


def _guide(rows: pd.DataFrame, null: float | None, lang: Lang) -> str:
    key = "curve_guide" if {"low", "high"} <= set(rows) else "curve_without"
    filled = says("curve_filled", lang, null=f"{null:g}") if null is not None else ""
    return joined([says(key, lang, intervals_of=rows, n=len(rows)), filled], lang).rstrip("。")


def _ends(rows: pd.DataFrame, axis: Axis) -> tuple[float, float]:
    """The ends of the scale: all results and intervals, and the null."""
    null, log = axis.null, axis.log
    names = [one for one in (axis.column, "low", "high") if one in rows]
    every = rows[names].to_numpy(dtype=float).ravel()
    every = np.append(every[np.isfinite(every)], [] if null is None else [null])
    if log:
        every = np.log(every[every > 0])
    pad = 0.06 * max(float(np.ptp(every)), 1e-9)
    low, high = float(every.min()) - pad, float(every.max()) + pad
    return (float(np.exp(low)), float(np.exp(high))) if log else (low, high)


def _draw(
    curve: _Curve,
    headings: Mapping[str, str],
    names: Mapping[Any, str],
    note: str,
    lang: Lang,
    width: float,
) -> Drawing:
    shown = [str(names.get(one, one)) for _, one in curve.options if one is not None]
    ticks, printed = _ticks(curve)
    left = MARGIN + max(widest(shown), widest(printed, NOTE)) + 2
    room = width - left - MARGIN - _MEDIANS
    lines = wrapped(note, width - 2 * MARGIN)
    top = MARGIN + len(lines) * line_height() + line_height() + 2
    below = top + _ABOVE + 4
    height = _ROW * len(curve.options)
    page = new_page(width, below + height + 6)
    write_note(page, lines)
    axes = place(page, left, top, room, _ABOVE)
    grid = place(page, left, below, room, height)
    medians = place(page, left + room + 3, below, _MEDIANS - 5, height)
    _results(axes, curve, ticks, printed)
    _choices(grid, curve, names)
    _medians(medians, curve, ticks, printed)
    for at, (name, one) in enumerate(curve.options):
        if one is None:
            write(page, headings[name], (MARGIN, below + (at + 0.5) * _ROW), va="center_baseline")
    write(page, says("median", lang), (left + room + 3, below - 0.5), va="bottom")
    default = np.flatnonzero(curve.rows["default"].to_numpy(dtype=bool))
    if len(default):
        _name_default(page, (left, top, room), (default[0] + 0.5) / len(curve.rows), lang)
    return page


def _name_default(page: Drawing, at: tuple[float, float, float], share: float, lang: Lang) -> None:
    left, top, room = at
    ha = "left" if share < 0.2 else "right" if share > 0.8 else "center"
    write(
        page,
        says("default_way", lang),
        (left + share * room, top - 0.6),
        colour=OTHER_TEXT,
        ha=ha,
        va="bottom",
    )


def _ticks(curve: _Curve) -> tuple[list[float], list[str]]:
    low, high = curve.ends
    if curve.axis.log:
        return _labelled(log_ticks(low, high, 1.3 * line_height() / _ABOVE), log=True)
    steps = MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return _labelled([float(one) for one in steps if low <= one <= high], log=False)


def _labelled(ticks: list[float], *, log: bool) -> tuple[list[float], list[str]]:
    if log:
        return ticks, [f"{one:g}\u00d7" for one in ticks]
    return ticks, [f"{one:g}".replace("-", "\u2212") for one in ticks]


def _results(axes: Axes, curve: _Curve, ticks: list[float], printed: list[str]) -> None:
    rows, n = curve.rows, len(curve.rows)
    bare(axes, keep="")
    axes.set_xlim(-0.5, n - 0.5)
    if curve.axis.log:
        axes.set_yscale("log")
        axes.minorticks_off()
    axes.set_ylim(*curve.ends)
    axes.set_yticks(ticks, printed)
    axes.set_xticks([])
    for one in ticks:
        axes.axhline(one, color=GRID, linewidth=0.5, zorder=0)
    if curve.axis.null is not None:
        axes.axhline(curve.axis.null, color=NATION, linewidth=0.9, zorder=1)
    own = rows["default"].to_numpy(dtype=bool)
    _strips(axes, own)
    sure = np.zeros(n, dtype=bool)
    if {"low", "high"} <= set(rows):
        axes.vlines(np.arange(n), rows["low"], rows["high"], color=CONTEXT, linewidth=1.1, zorder=2)
        if curve.axis.null is not None:
            sure = ((rows["low"] > curve.axis.null) | (rows["high"] < curve.axis.null)).to_numpy()
    _dots(axes, curve, own, sure)


def _dots(axes: Axes, curve: _Curve, own: Any, sure: Any) -> None:
    """The results, filled where they differ from no effect, and that of the default apart."""
    rows, n = curve.rows, len(curve.rows)
    kinds = ((~own, OWN, "o", _size(axes, n, 3.5)), (own, OTHER, "D", 22.0))
    for chosen, colour, marker, size in kinds:
        at = np.flatnonzero(chosen)
        axes.scatter(
            at,
            rows[curve.axis.column].iloc[at],
            s=size,
            marker=marker,
            edgecolors=colour,
            c=[colour if sure[one] else "white" for one in at],
            linewidths=0.9,
            zorder=3,
        )


def _size(axes: Axes, n: int, most: float) -> float:
    """The size of marks of which n stand side by side, at most so many points wide."""
    inches = axes.get_position().width * float(axes.figure.get_size_inches()[0])  # type: ignore[union-attr]
    return min(most, 0.75 * 72 * inches / n) ** 2


def _strips(axes: Axes, own: Any) -> None:
    """The strip of the default specification."""
    for at in np.flatnonzero(own):
        axes.axvspan(at - 0.5, at + 0.5, color=_STRIP, linewidth=0, zorder=0.5)


def _choices(axes: Axes, curve: _Curve, names: Mapping[Any, str]) -> None:
    rows, n = curve.rows, len(curve.rows)
    bare(axes, keep="")
    axes.set_xlim(-0.5, n - 0.5)
    axes.set_ylim(len(curve.options) - 0.5, -0.5)
    own = rows["default"].to_numpy(dtype=bool)
    _strips(axes, own)
    size = _size(axes, n, 3.0)
    shown = [(at, *one) for at, one in enumerate(curve.options) if one[1] is not None]
    for at, name, one in shown:
        axes.axhline(at, color="#EFEFEF", linewidth=2.2, zorder=0.4)
        here = np.flatnonzero((rows[name] == one).to_numpy())
        axes.scatter(
            here,
            np.full(len(here), at),
            s=size,
            marker="s",
            linewidths=0,
            zorder=2,
            c=[OTHER if own[each] else TEXT for each in here],
        )
    axes.set_xticks([])
    axes.set_yticks(
        [at for at, *_ in shown],
        [str(names.get(one, one)) for *_, one in shown],
        fontsize=NAME,
        color=TEXT,
    )
    for text, (_, name, one) in zip(axes.get_yticklabels(), shown, strict=True):
        if (rows.loc[own, name] == one).any():
            text.set_color(OTHER_TEXT)


def _medians(axes: Axes, curve: _Curve, ticks: list[float], printed: list[str]) -> None:
    """The median of the results with each choice, joined within a heading."""
    rows = curve.rows
    bare(axes)
    if curve.axis.log:
        axes.set_xscale("log")
        axes.minorticks_off()
    axes.set_ylim(len(curve.options) - 0.5, -0.5)
    axes.set_yticks([])
    found = [
        (at, name, float(rows.loc[rows[name] == one, curve.axis.column].median()))
        for at, (name, one) in enumerate(curve.options)
        if one is not None
    ]
    for name in dict.fromkeys(name for _, name, _ in found):
        own = [(median, at) for at, each, median in found if each == name]
        axes.plot(*zip(*own, strict=True), color=OWN, linewidth=0.9, marker="o", markersize=3)
    ends = _ends(pd.DataFrame({curve.axis.column: [one for *_, one in found]}), curve.axis)
    axes.set_xlim(*ends)
    if curve.axis.null is not None:
        axes.axvline(curve.axis.null, color=NATION, linewidth=0.9, zorder=0)
    kept = [at for at, one in enumerate(ticks) if ends[0] <= one <= ends[1]]
    kept = _apart([kept[0], kept[-1]] if len(kept) > 2 else kept, curve, ends, ticks, printed)
    axes.set_xticks([ticks[at] for at in kept], [printed[at] for at in kept])


def _apart(
    kept: list[int],
    curve: _Curve,
    ends: tuple[float, float],
    ticks: list[float],
    printed: list[str],
) -> list[int]:
    """Two ticks of the medians, or the one at no difference where their labels would touch."""
    if len(kept) < 2:
        return kept
    scale = np.log if curve.axis.log else np.asarray
    first, last = (float(scale(ticks[at])) for at in kept)
    room = (_MEDIANS - 5) * (last - first) / float(scale(ends[1]) - scale(ends[0]))
    if room > sum(text_width(printed[at], NOTE) for at in kept) / 2 + 1:
        return kept
    return [at for at in kept if ticks[at] == curve.axis.null] or kept[:1]
