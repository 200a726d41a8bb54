"""Targets beside what the next reports say was reached, and how many were."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from analysis.figures.keys import Key, key_rows, write_keys
from analysis.figures.page import (
    LEAST,
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
from analysis.figures.scales import round_ticks, three_ticks
from analysis.figures.style import (
    BLUES,
    CONTEXT,
    DOUBLE,
    GRID,
    NATION,
    OTHER,
    OWN,
    SECONDARY,
    TEXT,
    Drawing,
    style,
)
from analysis.figures.words import joined, says
from analysis.next_reports import NO_NEXT_REPORT, without_next_report
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_KEPT = ("exceeded", "met", "within_range")
_VERDICTS = (*_KEPT, "missed", "not_comparable", "not_reported", NO_NEXT_REPORT)
_PANELS, _PANEL, _WIDE = 4, 42.0, 150.0
_LABEL = 2.9  # width of an upright label, in millimetres
_BARS, _STACK = 45, 55.0  # years at most, and the height of the columns
_SHADE = "#EFEFEF"  # years without a target


def _counted(table: pd.DataFrame) -> pd.DataFrame:
    """The rows with a target, and a verdict of their own where there is no next report."""
    rows = table[table["target"].notna()]
    return rows.assign(verdict=rows["verdict"].mask(without_next_report(rows), NO_NEXT_REPORT))


def promise_gaps(
    table: pd.DataFrame,
    *,
    label: str,
    name: str = "region",
    nation: str | None = None,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The targets of one indicator by year, and the gap to the result that the next report gives.

    A dash is a target, a box a target range; the bar is the gap to the result, which is a filled
    circle where the target was met or exceeded, and a hollow one where it was missed. A result that
    cannot be compared is a small grey square. A dash alone has no result. Years without a target in
    the table are shaded. Above each panel stands how often which verdict was given. Panels are in
    the order of the table, four at most, the State Council last; of several targets for a year the
    first is drawn.

    Args:
        table: rows of ``promises_and_results`` for one indicator: year, target, target_high,
            result, verdict and the column ``name``.
        label: name of the indicator, with its unit.
        name: the column with the labels of the panels.
        nation: the label of the State Council's panel, whose title is grey.
        lang: language of the keys: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if there is no target.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import promise_gaps
        >>> table = pd.DataFrame({
        ...     "region": "Shahekou", "year": [2016, 2017, 2018], "target": [7.0, 6.5, 7.0],
        ...     "target_high": [None, 7.0, None], "result": [6.5, 6.7, None],
        ...     "verdict": ["missed", "within_range", "not_reported"],
        ... })
        >>> figure = promise_gaps(table, label="GDP growth (%)")
        >>> len(figure.axes[0].patches)  # one range, one gap
        2
    """
    check_columns(table, [name, "year", "target", "target_high", "result", "verdict"])
    rows = table.drop_duplicates([name, "year"])
    if rows["target"].notna().sum() == 0:
        return None
    order = list(dict.fromkeys(rows[name]))
    panels = [one for one in order if one != nation][: _PANELS - (nation in order)]
    panels += [nation] if nation in order else []
    rows = rows[rows[name].isin(panels)]
    note = joined([label, says("gaps_guide", lang)], lang)
    with style():
        return _draw(rows, panels, name, nation, note, lang, width)


def _draw(
    rows: pd.DataFrame,
    panels: list[Any],
    name: str,
    nation: str | None,
    note: str,
    lang: Lang,
    width: float,
) -> Drawing:
    columns = min(len(panels), 2 if width >= _WIDE else 1)
    low, high, ticks = _scale(rows)
    printed = [f"{one:g}".replace("-", "\u2212") for one in ticks]
    left, gap = MARGIN + widest(printed, NOTE) + 2, 5.0
    room = (width - left - MARGIN - 2 - gap * (columns - 1)) / columns
    keys = _keys(rows, lang)
    lines = wrapped(note, width - 2 * MARGIN)
    counts = [_counts(rows[rows[name] == one], room, lang) for one in panels]
    head = (1 + max(map(len, counts))) * line_height() + 2
    top = MARGIN + (len(lines) + len(key_rows([one for one, _ in keys], width))) * line_height() + 1
    deep = -(-len(panels) // columns)
    page = new_page(width, top + deep * (head + _PANEL + 5) + 2)
    years = int(rows["year"].min()), int(rows["year"].max())
    for number, one in enumerate(panels):
        row, column = divmod(number, columns)
        across, down = left + column * (room + gap), top + row * (head + _PANEL + 5) + head
        axes = place(page, across, down, room, _PANEL)
        _panel(axes, rows[rows[name] == one], years)
        _sides(axes, years, (low, high), ticks, printed if column == 0 else None, room)
        colour = SECONDARY if one == nation else TEXT
        write(page, str(one), (across, down - head + 1), size=NAME, colour=colour)
        for at, line in enumerate(counts[number]):
            write(page, line, (across, down - head + 1 + (1 + at) * line_height()))
    write_keys(page, keys, write_note(page, lines))
    return page


def _scale(rows: pd.DataFrame) -> tuple[float, float, list[float]]:
    """The ends of the axis, and its ticks; from 0 unless something is below it."""
    every = rows[["target", "target_high", "result"]].to_numpy(dtype=float)
    high, low = max(float(np.nanmax(every)), 0.0), min(float(np.nanmin(every)), 0.0)
    pad = 0.06 * (high - low)
    return low - pad * (low < 0), high + pad, round_ticks(low, high)


def _counts(rows: pd.DataFrame, room: float, lang: Lang) -> list[str]:
    """How often which verdict was given on a target, in lines that fit above the panel."""
    n = _counted(rows)["verdict"].value_counts()
    shown = [f"{says(one, lang)} {n[one]}" for one in _VERDICTS if one in n]
    return wrapped(("，" if lang == "zh" else ", ").join(shown), room)


def _panel(axes: Axes, rows: pd.DataFrame, years: tuple[int, int]) -> None:
    known = rows[rows["target"].notna()]
    for year in sorted(set(range(years[0], years[1] + 1)) - set(known["year"])):
        axes.axvspan(year - 0.5, year + 0.5, color=_SHADE, linewidth=0, zorder=0)
    columns = known[["year", "target", "target_high", "result"]].to_numpy(dtype=float)
    for (year, low, high, result), verdict in zip(columns, known["verdict"], strict=True):
        _target(axes, year, low, high)
        if np.isfinite(result) and verdict in (*_KEPT, "missed"):
            ends = (low, low if np.isnan(high) else high)
            nearest = float(np.clip(result, min(ends), max(ends)))
            _result(axes, year, nearest, result, kept=verdict != "missed")
    loose = rows[_loose(rows)]
    axes.scatter(
        loose["year"], loose["result"], s=9, c="white", edgecolors=NATION, marker="s", zorder=3
    )


def _loose(rows: pd.DataFrame) -> Any:
    """Which results cannot be compared with a target."""
    return rows["result"].notna() & ~rows["verdict"].isin([*_KEPT, "missed"])


def _target(axes: Axes, year: float, low: float, high: float) -> None:
    """A dash, or a box where the target is a range."""
    if np.isnan(high) or high == low:
        axes.hlines(low, year - 0.36, year + 0.36, color=TEXT, linewidth=1.5, zorder=2.5)
    else:
        axes.add_patch(
            Rectangle(
                (year - 0.36, min(low, high)),
                0.72,
                abs(high - low),
                zorder=2.4,
                facecolor="#6A6A6A",
                edgecolor=TEXT,
                linewidth=0.8,
            )
        )


def _result(axes: Axes, year: float, target: float, result: float, *, kept: bool) -> None:
    """The gap as a bar, and the result as a circle."""
    colour = OWN if kept else OTHER
    if result != target:
        axes.add_patch(
            Rectangle(
                (year - 0.16, min(target, result)),
                0.32,
                abs(result - target),
                facecolor=colour,
                alpha=0.35,
                linewidth=0,
                zorder=2,
            )
        )
    axes.scatter(
        [year],
        [result],
        s=18,
        c=colour if kept else "white",
        edgecolors=colour,
        linewidths=1.3,
        zorder=3,
    )


def _sides(
    axes: Axes,
    years: tuple[int, int],
    ends: tuple[float, float],
    ticks: list[float],
    printed: list[str] | None,
    room: float,
) -> None:
    bare(axes)
    first, last = years
    axes.set_xlim(first - 0.8, last + 0.8)
    axes.set_ylim(*ends)
    for one in ticks:
        axes.axhline(one, color=GRID, linewidth=0.5, zorder=0.5)
    axes.set_yticks(ticks, printed or [""] * len(ticks))
    marked = year_marks(first, last, room)
    axes.set_xticks(marked, [str(one) for one in marked])
    axes.tick_params(axis="x", length=2)


def year_marks(first: int, last: int, room: float) -> list[int]:
    """The years that are named below an axis: every one, or every so many, as there is room."""
    fit = max(1, int(room / (text_width("2000", NOTE) + 2.5)))
    step = next(one for one in (1, 2, 5, 10, 20, 50) if (last - first) / one < fit or one == 50)
    return [one for one in range(first, last + 1) if one % step == 0] or [first]


def _keys(rows: pd.DataFrame, lang: Lang) -> list[Key]:
    keys: list[Key] = [(says("key_target", lang), lambda axes: _key_target(axes, ranged=False))]
    if rows["target_high"].notna().any():
        keys.append((says("key_range", lang), lambda axes: _key_target(axes, ranged=True)))
    keys += [
        (says("key_kept", lang), lambda axes: _key_result(axes, kept=True)),
        (says("key_missed", lang), lambda axes: _key_result(axes, kept=False)),
        (says("key_no_target", lang), lambda axes: axes.axvspan(0.1, 0.9, color=_SHADE)),
    ]
    if _loose(rows).any():
        label = says("key_loose", lang)
        keys.append(
            (
                label,
                lambda axes: axes.scatter(
                    [0.5], [0.5], s=9, c="white", marker="s", edgecolors=NATION
                ),
            )
        )
    return keys


def _key_target(axes: Axes, *, ranged: bool) -> None:
    if ranged:
        axes.add_patch(Rectangle((0.15, 0.25), 0.7, 0.5, facecolor="#6A6A6A", edgecolor=TEXT))
    else:
        axes.hlines(0.5, 0.1, 0.9, color=TEXT, linewidth=1.5)


def _key_result(axes: Axes, *, kept: bool) -> None:
    colour = OWN if kept else OTHER
    at = 0.75 if kept else 0.25
    axes.add_patch(Rectangle((0.42, 0.05), 0.16, 0.9, facecolor=colour, alpha=0.35, linewidth=0))
    axes.scatter(
        [0.5],
        [at],
        s=16,
        c=colour if kept else "white",
        edgecolors=colour,
        linewidths=1.3,
        zorder=3,
        clip_on=False,
    )


def promises_by_verdict(
    table: pd.DataFrame, *, unit: str = "year", lang: Lang = "en", width: float = DOUBLE
) -> Drawing | None:
    """How many targets of each year were exceeded, met, missed, or cannot be told.

    Columns are stacked from the verdicts that can be told (at the bottom) to those that cannot, in
    the order of the units; years that are numbers are sorted. Targets whose next report the corpus
    lacks, such as those of the latest, are apart from those not reported. The last 45 units are
    shown, or fewer places if their names have no room. Each part with room has its number.

    Args:
        table: rows of ``promises_and_results``: the column ``unit``, target, verdict and, where
            known, reason; rows without a target are left out.
        unit: the column of the years or places.
        lang: language of the keys: en or zh.
        width: of the figure, in millimetres.

    Returns:
        The figure; None if there is no target, or none with a next report.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import promises_by_verdict
        >>> table = pd.DataFrame({"year": [2017, 2017, 2018], "target": [7.0, 3.0, 6.5],
        ...                       "verdict": ["met", "missed", "met"]})
        >>> figure = promises_by_verdict(table)
        >>> [text.get_text() for text in figure.axes[0].texts]
        ['1', '1', '1']
    """
    check_columns(table, [unit, "target", "verdict"])
    rows = _counted(table)
    if rows["verdict"].eq(NO_NEXT_REPORT).all():
        return None
    n = pd.crosstab(rows[unit], rows["verdict"])
    if not pd.api.types.is_numeric_dtype(rows[unit]):
        n = n.reindex(list(dict.fromkeys(rows[unit])))
    years = pd.api.types.is_numeric_dtype(rows[unit])
    fit = _BARS if years else min(_BARS, int((width - 10) / _LABEL))
    n = n.reindex(columns=[one for one in _VERDICTS if one in n]).tail(fit)
    limited = says("last_units", lang, top=fit) if rows[unit].nunique() > fit else ""
    with style():
        return _stacks(n, joined([says("verdicts_guide", lang), limited], lang), lang, width)


def _stacks(n: pd.DataFrame, note: str, lang: Lang, width: float) -> Drawing:
    keys: list[Key] = [
        (says(str(one), lang), partial(_patch, verdict=str(one))) for one in n.columns
    ]
    lines = wrapped(note, width - 2 * MARGIN)
    most = int(n.sum(axis=1).max())
    ticks = sorted({int(one) for one in three_ticks(max(most, 2))})
    left = MARGIN + widest(ticks, NOTE) + 2
    room = min(width - left - MARGIN - 1, 12.0 * len(n) + 4)
    thin = room / len(n) < _LABEL  # only for years: places are no more than have room
    names = ["" if thin and int(one) % 5 else str(one) for one in n.index]
    upright = not thin and widest(names, NOTE) + 1 > room / len(n)
    foot = widest(names, NOTE) + 3 if upright else line_height() + 2
    top = MARGIN + (len(lines) + len(key_rows([one for one, _ in keys], width))) * line_height() + 3
    page = new_page(width, top + _STACK + foot)
    axes = place(page, left, top, room, _STACK)
    bare(axes)
    axes.set_xlim(-0.6, len(n) - 0.4)
    axes.set_ylim(0, 1.02 * most)
    _columns(axes, n, most, room / (len(n) + 0.2))
    axes.set_yticks(ticks, [str(one) for one in ticks])
    for one in ticks[1:]:
        axes.axhline(one, color=GRID, linewidth=0.5, zorder=0)
    axes.set_xticks(range(len(n)), names, rotation=90 if upright else 0)
    write_keys(page, keys, write_note(page, lines))
    return page


def _look(verdict: str) -> dict[str, Any]:
    """Blues for what was reached, an orange outline for what was missed, greys for the rest."""
    if verdict in _KEPT:
        return {
            "facecolor": BLUES[2 - _KEPT.index(verdict)],
            "edgecolor": "white",
            "linewidth": 0.4,
        }
    return {
        "missed": {"facecolor": "white", "edgecolor": OTHER, "linewidth": 1.2},
        "not_comparable": {"facecolor": CONTEXT, "edgecolor": "white", "linewidth": 0.4},
        "not_reported": {"facecolor": "white", "edgecolor": CONTEXT, "linewidth": 0.8},
        NO_NEXT_REPORT: {
            "facecolor": "white",
            "edgecolor": CONTEXT,
            "linewidth": 0.8,
            "linestyle": ":",
        },
    }[verdict]


def _patch(axes: Axes, *, verdict: str) -> None:
    axes.add_patch(Rectangle((0.08, 0.15), 0.84, 0.7, **_look(verdict)))


def _columns(axes: Axes, n: pd.DataFrame, most: int, wide: float) -> None:
    below = np.zeros(len(n))
    for verdict in n.columns:
        height = n[verdict].to_numpy()
        for at, (start, one) in enumerate(zip(below, height, strict=True)):
            if not one:
                continue
            axes.add_patch(Rectangle((at - 0.4, start), 0.8, one, zorder=2, **_look(str(verdict))))
            room = one / (1.02 * most) * _STACK
            if room >= line_height(LEAST) and text_width(str(one), LEAST) < 0.8 * wide:
                dark = verdict in ("exceeded", "met")
                axes.text(
                    at,
                    start + one / 2,
                    str(one),
                    ha="center",
                    va="center_baseline",
                    fontsize=LEAST,
                    color="white" if dark else TEXT,
                    zorder=3,
                )
        below += height
