"""The themes of several periods, and the terms that they share, as an alluvial figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures import page
from analysis.figures.strategy import theme_lines
from analysis.figures.style import BLUES, DOUBLE, GRID, OWN, SECONDARY, TEXT, Drawing, style
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIGNIFICANT = 0.05
_BAR, _APART = 2.4, 2.2  # millimetres: width of a bar; between two themes
_LEAST = 24.0  # of a column: a name of nine Chinese characters at 7 pt
_HEIGHT = 84.0  # of all bars of a period together
_CURVE = np.linspace(0, 1, 41)
_SWEEPS = 4  # of the order of themes: more change nothing
_LINES = 2  # of a name


@dataclass(frozen=True)
class _Block:
    """The bar of a theme: where it begins, how high it is, and its name."""

    top: float
    height: float
    lines: list[str]
    stable: bool


def theme_flows(
    table: pd.DataFrame,
    themes: pd.DataFrame,
    *,
    top: int = 8,
    min_inclusion: float = 0.2,
    gloss: bool = True,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The themes of each period as bars, and the terms they share with the next as bands.

    A bar is as high as the theme's share of n in its period, n being the units of all terms that
    are in a theme. A band takes up, of each bar, the share of the shared terms, so it is wider
    where they weigh more; what no band leaves goes on in no theme drawn. Bands are blue where more
    terms are shared than by chance (adjusted p < 0.05), else grey. Bars are filled where the
    theme's stability is 0.6 or more. Themes are ordered so that bands cross little.

    Args:
        table: from ``theme_evolution``.
        themes: from ``strategic_map``, of the same periods; with a column reports, their number
            stands beside the years.
        top: how many themes are drawn per period, those with the largest n.
        min_inclusion: bands of pairs with less are left out.
        gloss: in English, print English names of terms.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres; on a narrow page, the last periods are drawn.

    Returns:
        None if there are fewer than two periods.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import theme_flows
        >>> from analysis.themes import theme_evolution
        >>> rows = pd.DataFrame({"period": ["2001-2005"] * 3 + ["2006-2010"] * 3, "theme": 1,
        ...                      "name": "学校、教师", "term": ["学校", "教师", "大学"] * 2,
        ...                      "n": 9})
        >>> themes = pd.DataFrame({"period": ["2001-2005", "2006-2010"], "theme": 1, "n": 27,
        ...                        "name": "学校、教师", "stable": True, "reports": [5, 5]})
        >>> figure = theme_flows(theme_evolution(rows), themes, lang="zh")
        >>> [text.get_text() for text in figure.axes[0].texts][:2]
        ['2001—2005年，n = 5', '学校、教师']
    """
    needed = [
        "period",
        "theme",
        "next_period",
        "next_theme",
        "n_shared",
        "next_n_shared",
        "inclusion",
        "p_adjusted",
    ]
    check_columns(table, needed)
    check_columns(themes, ["period", "theme", "name", "n", "stable"], "the table of themes")
    every = list(dict.fromkeys(themes["period"]))
    if len(every) < 2:
        return None
    periods = every[-max(2, int((width - 2 * page.MARGIN) // _LEAST)) :]
    drawn = themes[themes["period"].isin(periods)].copy()
    drawn["share"] = drawn["n"] / drawn.groupby("period")["n"].transform("sum")
    order = drawn.sort_values(["n", "theme"], ascending=[False, True])
    drawn = order.groupby("period").head(top)
    notes = [says("flows_guide", lang, n=min_inclusion)]
    left_out = len(order) - len(drawn)
    notes += [says("flows_least", lang, n=left_out)] if left_out else []
    if len(periods) < len(every):
        notes.append(says("flows_first", lang, period=_years(periods[0], lang)))
    bands = _bands(table, drawn, min_inclusion)
    columns = _ordered(drawn, bands, periods)
    with style():
        return _drawn(columns, bands, page.note_lines(notes, width), lang, gloss, width)


def _headed(period: str, own: pd.DataFrame, lang: Lang) -> str:
    """The years of a period and, where it is known, of how many reports it is."""
    years = _years(period, lang)
    if "reports" not in own:
        return years
    return f"{years}{'，' if lang == 'zh' else ', '}n = {own['reports'].iloc[0]}"


def _years(period: str, lang: Lang) -> str:
    return period.replace("-", "—") + "年" if lang == "zh" else period.replace("-", "–")


def _bands(table: pd.DataFrame, drawn: pd.DataFrame, min_inclusion: float) -> pd.DataFrame:
    """The pairs between themes that are drawn, with the share of each band at both ends."""
    keep = drawn[["period", "theme", "share", "n"]]
    after = keep.set_axis(["next_period", "next_theme", "next_share", "next_n"], axis=1)
    own = table[(table["inclusion"] >= min_inclusion) & (table["n_shared"] > 0)]
    own = own.merge(keep, on=["period", "theme"], suffixes=("_theme", ""))
    own = own.drop(columns="next_n", errors="ignore").merge(after, on=["next_period", "next_theme"])
    own["from"] = own["share"] * own["n_shared"] / own["n"]
    own["to"] = own["next_share"] * own["next_n_shared"] / own["next_n"]
    own["sure"] = own["p_adjusted"] < SIGNIFICANT
    return own


def _ordered(
    drawn: pd.DataFrame, bands: pd.DataFrame, periods: list[str]
) -> dict[str, pd.DataFrame]:
    """The themes of each period from top to bottom: by the mean place of those they share with."""
    columns = {one: own.reset_index(drop=True) for one, own in drawn.groupby("period")}
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for one, other in zip(*_neighbours(periods, forward), strict=True):
            columns[other] = _near(columns[one], columns[other], bands, forward)
    return {period: columns[period] for period in periods}


def _neighbours(periods: list[str], forward: bool) -> tuple[list[str], list[str]]:
    return (periods[:-1], periods[1:]) if forward else (periods[:0:-1], periods[-2::-1])


def _near(
    fixed: pd.DataFrame, moved: pd.DataFrame, bands: pd.DataFrame, forward: bool
) -> pd.DataFrame:
    """A column ordered by the mean place in its neighbour; a theme without a band stays put."""
    ends = ("", "next_") if forward else ("next_", "")
    middle = (fixed["share"].cumsum() - fixed["share"] / 2).to_numpy()
    place = dict(zip(fixed["theme"], middle, strict=True))
    own = bands[
        (bands[f"{ends[0]}period"] == fixed["period"].iloc[0])
        & (bands[f"{ends[1]}period"] == moved["period"].iloc[0])
    ]
    weight = own["from"] + own["to"]
    at = own[f"{ends[0]}theme"].map(place) * weight
    sums = pd.DataFrame({"theme": own[f"{ends[1]}theme"], "at": at, "weight": weight})
    sums = sums.groupby("theme").sum()
    stay = moved["share"].cumsum() - moved["share"] / 2
    means = moved["theme"].map(sums["at"] / sums["weight"]).astype(float).fillna(stay)
    order = np.lexsort((moved["theme"].to_numpy(dtype=int), means.round(9).to_numpy()))
    return moved.iloc[order].reset_index(drop=True)


def _drawn(
    columns: dict[str, pd.DataFrame],
    bands: pd.DataFrame,
    notes: list[str],
    lang: Lang,
    gloss: bool,
    width: float,
) -> Drawing:
    step = (width - 2 * page.MARGIN) / len(columns)
    above = page.MARGIN + len(notes) * page.line_height() + page.line_height() + 2.5
    heads = {period: _headed(period, own, lang) for period, own in columns.items()}
    blocks = {
        period: _blocks(own, above, step - _BAR - 1.5, lang, gloss)
        for period, own in columns.items()
    }
    ends = [
        one.top + max(one.height, len(one.lines) * page.line_height(page.LEAST))
        for own in blocks.values()
        for one in own.values()
    ]
    figure, sheet = page.new_sheet(width, max(ends) + 2)
    page.write_note(figure, notes)
    for number, (period, own) in enumerate(blocks.items()):
        left = page.MARGIN + number * step
        page.write_in_row(
            sheet,
            left,
            above - page.line_height() / 2 - 1,
            heads[period],
            size=page.NOTE,
            colour=SECONDARY,
        )
        _column(sheet, own, left)
    for number, period in enumerate(list(columns)[:-1]):
        left = page.MARGIN + number * step
        following = list(columns)[number + 1]
        shared = bands[(bands["period"] == period) & (bands["next_period"] == following)]
        _ribbons(sheet, shared, blocks[period], blocks[following], (left + _BAR, left + step))
    return figure


def _blocks(
    own: pd.DataFrame, top: float, room: float, lang: Lang, gloss: bool
) -> dict[int, _Block]:
    """The bars of a period, each with room for its name."""
    found: dict[int, _Block] = {}
    for theme, name, share, stable in zip(
        own["theme"], own["name"], own["share"], own["stable"].fillna(value=False), strict=True
    ):
        lines = _label(str(name), room, lang, gloss)
        height = float(share) * _HEIGHT
        found[int(theme)] = _Block(top, height, lines, bool(stable))
        top += max(height, len(lines) * page.line_height(page.LEAST)) + _APART
    return found


def _label(name: str, room: float, lang: Lang, gloss: bool) -> list[str]:
    """Both terms of a name where they fit, else the first one on as many lines as there are."""
    lines = theme_lines(name, lang, gloss, room, page.LEAST)
    if all(page.text_width(one, page.LEAST) <= room for one in lines):
        return lines
    first = page.wrapped(lines[0], room, page.LEAST)
    if len(first) > _LINES:
        first = [*first[: _LINES - 1], "".join(first[_LINES - 1 :])]
    return [page.fitted(one, room, page.LEAST) for one in first]


def _column(sheet: Axes, blocks: dict[int, _Block], left: float) -> None:
    for block in blocks.values():
        sheet.fill_between(
            [left, left + _BAR],
            block.top,
            block.top + block.height,
            linewidth=0.8,
            facecolor=OWN if block.stable else "white",
            edgecolor=OWN,
            zorder=3,
        )
        for line, text in enumerate(block.lines):
            y = block.top + (line + 0.5) * page.line_height(page.LEAST)
            page.write_in_row(sheet, left + _BAR + 0.8, y, text, size=page.LEAST, colour=TEXT)


def _ribbons(
    sheet: Axes,
    own: pd.DataFrame,
    before: dict[int, _Block],
    after: dict[int, _Block],
    across: tuple[float, float],
) -> None:
    """The bands between two periods; at each bar they leave and arrive in the order of the others.

    A term is in one theme of each period, so bands never take up more than a bar.
    """
    first = _starts(own, "theme", "next_theme", "from", before, after)
    last = _starts(own, "next_theme", "theme", "to", after, before)
    smooth = 3 * _CURVE**2 - 2 * _CURVE**3
    x = across[0] + (across[1] - across[0]) * _CURVE
    rows = zip(own["theme"], own["next_theme"], own["from"], own["to"], own["sure"], strict=True)
    for theme, following, wide, then, sure in sorted(rows, key=lambda row: (row[4], row[0])):
        start, end = first[theme, following], last[following, theme]
        upper = start + (end - start) * smooth
        lower = upper + _HEIGHT * (wide + (then - wide) * smooth)
        sheet.fill_between(
            x,
            upper,
            lower,
            color=BLUES[0] if sure else GRID,
            linewidth=0,
            alpha=0.75,
            zorder=1 + bool(sure),
        )


def _starts(
    own: pd.DataFrame,
    near: str,
    far: str,
    size: str,
    bars: dict[int, _Block],
    others: dict[int, _Block],
) -> dict[tuple[int, int], float]:
    """Where each band begins at the bars of one side."""
    order = {theme: number for number, theme in enumerate(others)}
    at = {theme: block.top for theme, block in bars.items()}
    found = {}
    rows = zip(own[near], own[far], own[size], strict=True)
    for theme, other, share in sorted(rows, key=lambda row: (row[0], order[row[1]])):
        found[theme, other] = at[theme]
        at[theme] += _HEIGHT * share
    return found
