"""The shares of topics in years, parts or places, as a table with shaded cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.patches import Rectangle

from analysis.figures import page
from analysis.figures.style import BLUES, CONTEXT, DOUBLE, SECONDARY, STRIPE, TEXT, Drawing, style
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEPS = (10.0, 25.0, 50.0)  # %: where the next shade begins
_BESIDE, _NUMBER = 16.0, 4.4  # millimetres of a cell with an interval, and with a number
_SMALL, _LETTERS, _LINES = 7.0, 3.4, 3  # points; mm of an upright name; lines of another


def topic_shares(
    table: pd.DataFrame,
    *,
    names: Mapping[int, str],
    units: Mapping[Any, str] | None = None,
    order_by: Any = None,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The share of words that each topic has in each unit, in %, as a shaded table.

    Topics go from the largest share in ``order_by``. A cell is filled in four steps (under 10, 25
    and 50%, and more); where the topic has no interval, because fewer than three text units carry
    it, the cell is outlined instead. Under the name of each unit stands n, its text units: 94% of
    one paragraph is 94% of n = 1. Wide cells have the interval in brackets; cells that are too
    narrow for a number have the shade alone.

    Args:
        table: from ``topic_prevalence``: unit, topic, share (%), low, high, blocks.
        names: a label for each topic.
        units: the label of each unit, in the order of the columns; None for all in the order of the
            table, with their own names.
        order_by: the unit by whose shares the topics are ordered, such as the plan; None for the
            last column.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if the table has none of the units.

    Raises:
        ValueError: if a column is missing, or order_by is not among the units.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import topic_shares
        >>> table = pd.DataFrame({
        ...     "unit": ["review", "review", "plan", "plan"], "topic": [1, 2, 1, 2],
        ...     "share": [60.0, 40.0, 6.0, 94.0], "low": [45.0, 26.0, None, None],
        ...     "high": [74.0, 55.0, None, None], "blocks": [20, 20, 1, 1]})
        >>> figure = topic_shares(table, names={1: "education", 2: "industry"}, order_by="plan")
        >>> [text.get_text() for text in figure.axes[0].texts if text.get_text().isalpha()]
        ['review', 'plan', 'n', 'industry', 'education']
    """
    check_columns(table, ["unit", "topic", "share", "low", "high", "blocks"])
    labels = dict(units or {one: str(one) for one in dict.fromkeys(table["unit"])})
    shown = table[table["unit"].isin(list(labels))]
    labels = {unit: label for unit, label in labels.items() if unit in set(shown["unit"])}
    if shown.empty:
        return None
    topics = ordered_topics(shown, list(labels)[-1] if order_by is None else order_by)
    known = [names.get(topic, says("topic_number", lang, n=topic)) for topic in topics]
    left = page.MARGIN + min(page.widest(known), 0.36 * width)
    each = min((width - page.MARGIN - left - page.GAP) / len(labels), 24.0)
    upright, over = _heads(list(labels.values()), each)
    high = 2 * page.ROW if each >= _BESIDE else 1.15 * page.ROW
    lines = page.note_lines(_guide(shown, each, lang), width)
    head = page.MARGIN + len(lines) * page.LINE + 4 + over + page.LINE
    with style():
        figure, sheet = page.new_sheet(width, head + len(topics) * high + page.MARGIN)
        page.write_note(figure, lines)
        for place, (unit, label) in enumerate(labels.items()):
            x = left + page.GAP + place * each
            rows = shown[shown["unit"] == unit].set_index("topic").reindex(topics)
            if place % -int(-_LETTERS // each) == 0:
                _write_head(sheet, label, rows["blocks"], (x, x + each), head, upright)
            for row, topic in enumerate(topics):
                cell = (x, head + row * high, each, high)
                _draw_cell(sheet, rows.loc[topic], cell)
        if _has_room(shown["blocks"], each):
            page.write_in_row(
                sheet, left, head - 2.5, "n", size=_SMALL, colour=SECONDARY, ha="right"
            )
        for row, name in enumerate(page.fitted_apart(known, left - page.MARGIN)):
            page.write_in_row(sheet, left, head + (row + 0.5) * high, name, ha="right")
    return figure


def ordered_topics(shown: pd.DataFrame, unit: Any) -> list[int]:
    """The topics, the largest share in one unit first; ties by number."""
    own = shown[shown["unit"] == unit]
    if own.empty:
        raise ValueError(f"order_by is {unit!r}, which is not among the units; name one of them")
    share = own.set_index("topic")["share"].reindex(sorted(set(shown["topic"]))).fillna(-1)
    return [int(one) for one in share.sort_values(ascending=False, kind="stable").index]


def _guide(shown: pd.DataFrame, each: float, lang: Lang) -> list[str]:
    lines = [says("shares_guide", lang)]
    if each >= _BESIDE:
        return [*lines, says("shares_intervals", lang, intervals_of=shown)]
    if not _has_room(shown["blocks"], each):
        low, high = int(shown["blocks"].min()), int(shown["blocks"].max())
        lines[0] += ("; " if lang == "en" else "；") + says("text_units", lang, low=low, high=high)
    return [*lines, *([] if each >= _NUMBER else [says("shares_no_numbers", lang)])]


def _has_room(blocks: pd.Series, each: float) -> bool:
    return page.text_width(f"{int(blocks.max()):,}", _SMALL) < each - 0.6


def _heads(labels: list[str], each: float) -> tuple[bool, float]:
    """Whether the names of the units are set upright, and how high they are."""
    broken = [page.wrapped(label, each - 1) for label in labels]
    most = max(len(lines) for lines in broken)
    if most <= _LINES and all(page.widest(lines, page.NOTE) <= each - 0.5 for lines in broken):
        return False, most * page.LINE
    return True, min(page.widest(labels, page.NOTE), 40.0)


def _write_head(
    sheet: Axes,
    label: str,
    blocks: pd.Series,
    ends: tuple[float, float],
    head: float,
    upright: bool,
) -> None:
    """The name of a unit, upright where it is too long, and its number of text units."""
    each, middle, y = ends[1] - ends[0], sum(ends) / 2, head - 2.5
    if _has_room(blocks, each):
        said = f"{int(blocks.max()):,}"
        page.write_in_row(sheet, middle, y, said, size=_SMALL, colour=SECONDARY, ha="center")
    if upright:
        short = page.fitted(label, 40.0, page.NOTE)
        kind: dict[str, Any] = {"fontsize": page.NOTE, "color": TEXT, "parse_math": False}
        sheet.text(middle, y - 2.2, short, rotation=90, ha="center", va="bottom", **kind)
        return
    for place, line in enumerate(reversed(page.wrapped(label, each - 1))):
        page.write_in_row(
            sheet, middle, y - (place + 1) * page.LINE, line, size=page.NOTE, ha="center"
        )


def _draw_cell(sheet: Axes, row: pd.Series, cell: tuple[float, float, float, float]) -> None:
    """One cell: filled by its share, or outlined without an interval; its number where it fits."""
    x, y, wide, high = cell
    if pd.isna(row["share"]):
        return
    bounded = pd.notna(row["low"]) and pd.notna(row["high"])
    step = sum(row["share"] >= one for one in STEPS)
    sheet.add_patch(
        Rectangle(
            (x + 0.25, y + 0.25),
            wide - 0.5,
            high - 0.5,
            facecolor=(STRIPE, *BLUES)[step] if bounded else "white",
            edgecolor="none" if bounded else (CONTEXT, *BLUES)[step],
            linewidth=0.8,
        )
    )
    if wide < _NUMBER:
        return
    colour = "white" if bounded and step == len(STEPS) else TEXT
    beside = bounded and wide >= _BESIDE
    middle, up = x + wide / 2, 1.9 if beside else 0.0
    said = f"{row['share']:.0f}"
    page.write_in_row(
        sheet, middle, y + high / 2 - up, said, size=page.NOTE, colour=colour, ha="center"
    )
    if beside:
        said = f"[{row['low']:.0f}, {row['high']:.0f}]"
        y += high / 2 + up
        page.write_in_row(sheet, middle, y, said, size=_SMALL, colour=colour, ha="center")
