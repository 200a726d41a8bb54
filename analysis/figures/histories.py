"""Terms over the years of one place, grouped by whether they came, went, came back or stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.figures import page
from analysis.figures.style import (
    CONTEXT,
    DOUBLE,
    GRID,
    OTHER,
    OTHER_TEXT,
    OWN,
    SECONDARY,
    TEXT,
    THIRD,
    Drawing,
    style,
)
from analysis.figures.words import says
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The classes from above: the colour of their bars, and that of their names.
CLASSES = {
    "dropped": (SECONDARY, SECONDARY),
    "came and went": (OTHER, OTHER_TEXT),
    "came back": (THIRD, THIRD),
    "came to stay": (OWN, OWN),
}
COLUMNS = (
    "term",
    "year",
    "n",
    "per_ten_thousand",
    "total",
    "first_year",
    "last_year",
    "class",
)
FEWEST_REPORTS = 5
_TALLEST = 0.85 * page.ROW
_NICE = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def history_bars(
    table: pd.DataFrame,
    *,
    nation: pd.DataFrame | None = None,
    top: int = 24,
    gloss: bool = True,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """How often terms occur year by year, in the classes of ``histories_by_year``.

    From above: terms that were dropped (the first to go on top), that came and went, that went and
    came back, and that came to stay (the first to come on top). In each class the ``top`` / 4 terms
    that occur most are shown at most, ties by code point; terms used throughout are left
    out. Bars have a height by the square root of the rate per 10,000 words, on one scale; a thin
    line goes from the first to the last year with the term. Years without a report are shaded.

    Args:
        table: from ``histories_by_year``: term, year, n, per_ten_thousand, total, first_year,
            last_year, class.
        nation: term and first_year, the first year with the term in a State Council report, which
            is marked; None for no marks.
        top: the number of terms, at most.
        gloss: in English, print the English name beside each term.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if there are fewer than five reports, or no term came or went.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import histories_by_year
        >>> from analysis.figures import history_bars
        >>> words = pd.Series(1000, index=range(2001, 2011))
        >>> counts = pd.DataFrame({"unit": range(2006, 2011), "term": "一带一路", "n": 4})
        >>> figure = history_bars(histories_by_year(counts, words), lang="zh")
        >>> [text.get_text() for text in figure.axes[0].texts][-4:]
        ['一带一路', '出现次数', '20', '出现后延续']
    """
    check_columns(table, list(COLUMNS))
    groups = chosen_histories(table, top)
    if not groups or table["year"].nunique() < FEWEST_REPORTS:
        return None
    drawn = table[table["term"].isin([term for terms in groups.values() for term in terms])]
    most = float(drawn["per_ten_thousand"].max())
    lines = page.note_lines(_guide(table, top, lang), width)
    above = page.MARGIN + len(lines) * page.LINE + 1
    head = above + (page.LINE + 1) * (1 + (nation is not None and width < page.NARROW)) + 2
    heights = _heights(groups, head)
    bottom = max(heights.values()) + page.ROW / 2
    with style():
        figure, sheet = page.new_sheet(width, bottom + 7)
        page.write_note(figure, lines)
        _write_key(sheet, above, most, lang, None if nation is None else int(table["year"].min()))
        left = page.write_terms(
            sheet,
            list(heights),
            np.array(list(heights.values())),
            left=page.MARGIN + 2,
            room=0.42 * width,
            lang=lang,
            gloss=gloss,
        )
        right = _write_totals(sheet, drawn, heights, lang)
        _write_classes(sheet, groups, heights, right, lang)
        room = right - left - 2 * page.GAP
        axes = page.add_panel(figure, left + page.GAP, head, room, bottom - head)
        axes.set_ylim(bottom, head)
        rows = (bottom - min(heights.values()) + page.ROW / 2) / (bottom - head)
        _set_years(axes, table["year"], room, rows)
        for term, y in heights.items():
            _draw_history(axes, drawn[drawn["term"] == term], y, most)
        if nation is not None:
            _mark_nation(axes, nation, heights)
    return figure


def chosen_histories(table: pd.DataFrame, top: int) -> dict[str, list[str]]:
    """The terms shown of each class that has any, in the order in which they are drawn."""
    terms = table.drop_duplicates("term").sort_values(["total", "term"], ascending=[False, True])
    found = {}
    for name in CLASSES:
        chosen = terms[terms["class"] == name].head(max(top // len(CLASSES), 1))
        first = ["last_year", "first_year"] if name == "dropped" else ["first_year", "last_year"]
        ordered = chosen.sort_values([*first, "term"])
        if len(ordered):
            found[name] = [str(term) for term in ordered["term"]]
    return found


def _guide(table: pd.DataFrame, top: int, lang: Lang) -> list[str]:
    rule = says("histories_rule", lang, n=max(top // len(CLASSES), 1))
    missing = len(_missing(table["year"])) > 0
    end = f"{'. ' if lang == 'en' else '；'}{says('no_report', lang)}" if missing else ""
    return [says("histories_guide", lang), rule + end]


def _missing(years: pd.Series) -> list[int]:
    """The years without a report between the first and the last."""
    there = set(years)
    return [year for year in range(int(years.min()), int(years.max())) if year not in there]


def _heights(groups: dict[str, list[str]], head: float) -> dict[str, float]:
    """The height of each term; a row above each class holds its name."""
    found, y = {}, head - page.ROW / 2
    for terms in groups.values():
        y += 1.2 * page.ROW
        for term in terms:
            y += page.ROW
            found[term] = y
    return found


def bar_height(rate: Floats | float, most: float) -> Floats | float:
    """The height of a bar in millimetres, by the square root of its rate."""
    return _TALLEST * np.sqrt(np.asarray(rate) / most)


def _write_key(sheet: Axes, top: float, most: float, lang: Lang, first: int | None) -> None:
    """Bars of three rates and, where it is used, the mark of the State Council's first year."""
    x, y = page.MARGIN, top + page.LINE / 2
    for part in (25, 5, 1):
        rate = max([one for one in _NICE if one <= most / part] or [_NICE[0]])
        high = float(bar_height(rate, most))
        sheet.fill_between([x, x + 3], y - high / 2, y + high / 2, color=SECONDARY, linewidth=0)
        page.write_in_row(sheet, x + 4, y, f"{rate:g}", size=page.NOTE, colour=SECONDARY)
        x += 7 + page.text_width(f"{rate:g}", page.NOTE)
    if first is not None:
        said = says("first_nation", lang, year=first)
        if sheet.get_xlim()[1] < page.NARROW:
            x, y = page.MARGIN, y + page.LINE + 1
        sheet.scatter(x + 1.5, y, s=13, marker="v", c="white", edgecolors=TEXT, linewidths=0.7)
        page.write_in_row(sheet, x + 4, y, said, size=page.NOTE, colour=SECONDARY)


def _write_totals(sheet: Axes, drawn: pd.DataFrame, heights: dict[str, float], lang: Lang) -> float:
    """Writes the occurrences of each term at the right margin; returns where the column begins."""
    right, head = sheet.get_xlim()[1] - page.MARGIN, says("occurrences", lang)
    totals = drawn.drop_duplicates("term").set_index("term")["total"]
    top = min(heights.values()) - 1.1 * page.ROW
    page.write_in_row(sheet, right, top, head, size=page.NOTE, colour=SECONDARY, ha="right")
    for term, y in heights.items():
        page.write_in_row(sheet, right, y, f"{totals[term]:,}", size=page.NOTE, ha="right")
    return float(right - max(page.widest([f"{n:,}" for n in totals], page.NOTE), 6))


def _write_classes(
    sheet: Axes, groups: dict[str, list[str]], heights: dict[str, float], right: float, lang: Lang
) -> None:
    """The name of each class above its terms, under a line."""
    for name, terms in groups.items():
        y = heights[terms[0]] - 1.1 * page.ROW
        sheet.plot([page.MARGIN, right], [y - page.ROW / 2] * 2, color=CONTEXT, linewidth=0.5)
        page.write_in_row(sheet, page.MARGIN, y, says(name, lang), colour=CLASSES[name][1])


def _set_years(axes: Axes, years: pd.Series, room: float, rows: float) -> None:
    """The axis of years, as many of them named as there is room for; missing ones shaded.

    Shades end with the rows of terms, a share of the height: above them stands a wider head.
    """
    first, last = int(years.min()), int(years.max())
    axes.set_xlim(first - 0.6, last + 0.6)
    each = room / (last - first + 1.2)
    step = next(one for one in (1, 2, 5, 10, 20, 50, 1000) if one * each > 8)
    axes.set_xticks([year for year in range(first, last + 1) if year % step == 0])
    for year in _missing(years):
        axes.axvspan(year - 0.5, year + 0.5, ymax=rows, color=GRID, linewidth=0, zorder=0)


def _draw_history(axes: Axes, rows: pd.DataFrame, y: float, most: float) -> None:
    rows = rows[rows["n"] > 0]
    colour = CLASSES[rows["class"].iloc[0]][0]
    high = bar_height(rows["per_ten_thousand"].to_numpy(dtype=float), most)
    axes.hlines(y, rows["year"].min(), rows["year"].max(), color=colour, linewidth=0.6, alpha=0.7)
    axes.bar(rows["year"], high, bottom=y - high / 2, width=0.8, color=colour, linewidth=0)


def _mark_nation(axes: Axes, nation: pd.DataFrame, heights: dict[str, float]) -> None:
    """Marks the first year of the State Council's, where it is on the axis, above the bars."""
    first = nation.drop_duplicates("term").set_index("term")["first_year"]
    low, high = axes.get_xlim()
    for term, y in heights.items():
        year = first.get(term, np.nan)
        if low < year < high:
            axes.scatter(
                year,
                y - 0.42 * page.ROW,
                s=13,
                marker="v",
                c="white",
                edgecolors=TEXT,
                linewidths=0.7,
                zorder=4,
            )
