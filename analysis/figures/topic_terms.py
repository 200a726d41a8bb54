"""The terms of topics, one table-like panel a topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.figures import page
from analysis.figures.style import CONTEXT, DOUBLE, OWN, SECONDARY, Drawing, style
from analysis.figures.words import says
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST = 0.6  # the stability from which a topic may be interpreted, as in analysis.topics
_SCALE = 14.0  # millimetres of the line of stability


def topic_panels(
    table: pd.DataFrame,
    *,
    by: str = "frex",
    top: int = 8,
    names: Mapping[int, str] | None = None,
    gloss: bool = True,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """The terms of each stable topic in the order of distinctiveness, with the topic's stability.

    A panel has the ``top`` terms with the largest ``by`` among the 50 most probable of the topic,
    ties by code point, each with its probability in %. Topics go from the largest share of words,
    if the table has it, otherwise from the most stable. Unstable topics are named in one line below
    the panels, without their terms. In English, terms have their English names alone.

    Args:
        table: from ``describe_topics``, merged with the fit's stability: topic, term, probability,
            the column ``by``, stability, stable; where known, share (% of words).
        by: the measure by which terms are ordered: frex, relevance, lift or probability.
        top: number of terms of each topic.
        names: a label for each topic, printed after its number; None for the number only.
        gloss: in English, print English names.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if no topic is stable.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import topic_panels
        >>> table = pd.DataFrame({"topic": [1, 1, 2], "term": ["教育", "就业", "创新"]})
        >>> table = table.assign(probability=[0.3, 0.1, 0.2], frex=[0.9, 0.7, 0.8],
        ...                      stability=[0.82, 0.82, 0.41], stable=[True, True, False])
        >>> figure = topic_panels(table, names={1: "livelihood"})
        >>> [text.get_text() for text in figure.axes[0].texts][-8:]
        ['Topic 1: livelihood', '0.82', '%', 'education', '30.0', 'employment', '10.0',
         'Not to be interpreted (stability below 0.6): topic 2 (0.41)']
    """
    check_columns(table, ["topic", "term", "probability", by, "stability", "stable"])
    stable = table[table["stable"].astype(bool)]
    if stable.empty:
        return None
    topics = _ordered(stable)
    lines = page.note_lines([says("topics_guide", lang, by=says(by, lang), least=LEAST)], width)
    below = page.note_lines(_folded(table, lang), width)
    across = page.columns_of(len(topics), 3, width, least=38 if lang == "zh" else 50)
    each, high = (width - 2 * page.MARGIN + 5) / across, (top + 2) * page.ROW + 5
    first = page.MARGIN + len(lines) * page.LINE + 3
    end = first + -(-len(topics) // across) * high
    with style():
        figure, sheet = page.new_sheet(width, end + len(below) * page.LINE + page.MARGIN)
        page.write_note(figure, lines)
        for place, topic in enumerate(topics):
            rows = chosen_terms(stable[stable["topic"] == topic], by, top)
            rows["name"] = page.names_alone(list(rows["term"]), lang, gloss=gloss)
            left = page.MARGIN + place % across * each
            title = _title(topic, names, lang)
            ends = (left, left + each - 5)
            _write_topic(sheet, rows, title, ends, first + place // across * high, lang)
        for place, line in enumerate(below):
            y = end + (place + 0.5) * page.LINE
            page.write_in_row(sheet, page.MARGIN, y, line, size=page.NOTE, colour=SECONDARY)
    return figure


def _ordered(stable: pd.DataFrame) -> list[int]:
    """The stable topics: the largest first or, without shares, the most stable."""
    by = "share" if "share" in stable else "stability"
    once = stable.drop_duplicates("topic").sort_values([by, "topic"], ascending=[False, True])
    return [int(topic) for topic in once["topic"]]


def chosen_terms(rows: pd.DataFrame, by: str, top: int) -> pd.DataFrame:
    """The most distinctive terms of one topic, among the 50 most probable."""
    probable = rows.sort_values(["probability", "term"], ascending=[False, True]).head(50)
    return probable.sort_values([by, "term"], ascending=[False, True]).head(top).copy()


def _title(topic: int, names: Mapping[int, str] | None, lang: Lang) -> str:
    name = (names or {}).get(topic, "")
    return says("named_topic" if name else "topic_number", lang, n=topic, name=name)


def _folded(table: pd.DataFrame, lang: Lang) -> list[str]:
    """One line that names the unstable topics, with their stability; none if there are none."""
    once = table[~table["stable"].astype(bool)].drop_duplicates("topic").sort_values("topic")
    if once.empty:
        return []
    named: list[str] = []
    for topic, value in zip(once["topic"], once["stability"], strict=True):
        one = says("topic_number", lang, n=topic)
        named.append(f"{one.lower()} ({value:.2f})" if lang == "en" else f"{one}（{value:.2f}）")
    topics = (", " if lang == "en" else "、").join(named)
    return [says("unstable_topics", lang, least=LEAST, topics=topics)]


def _write_topic(
    sheet: Axes,
    rows: pd.DataFrame,
    title: str,
    ends: tuple[float, float],
    top: float,
    lang: Lang,
) -> None:
    """The title, stability and terms of one topic, from a height of the page."""
    (left, right), about = ends, rows.iloc[0]
    page.write_in_row(sheet, left, top + 2, page.fitted(title, right - left), colour=OWN)
    y = top + 2 + page.ROW
    _draw_stability(sheet, left, y, float(about["stability"]))
    if "share" in rows:
        said = says("of_words", lang, share=f"{about['share']:.0f}")
        page.write_in_row(sheet, left + _SCALE + 10, y, said, size=page.NOTE, colour=SECONDARY)
    page.write_in_row(sheet, right, y, "%", size=page.NOTE, colour=SECONDARY, ha="right")
    sheet.plot([left, right], [y + page.ROW / 2] * 2, color=CONTEXT, linewidth=0.5)
    row: Any
    heights = page.row_heights(y + page.ROW / 2, len(rows))
    names = page.fitted_apart(list(rows["name"]), right - left - 9)
    for row, name, height in zip(rows.itertuples(), names, heights, strict=True):
        page.write_in_row(sheet, left, height, name)
        said = f"{100 * row.probability:.1f}"
        page.write_in_row(sheet, right, height, said, size=page.NOTE, ha="right")


def _draw_stability(sheet: Axes, left: float, y: float, value: float) -> None:
    """A line from 0 to 1 with a tick at the least stability and a dot at the topic's."""
    sheet.plot([left, left + _SCALE], [y, y], color=CONTEXT, linewidth=1)
    tick = left + LEAST * _SCALE
    sheet.plot([tick, tick], [y - 1, y + 1], color=SECONDARY, linewidth=0.7)
    sheet.scatter(left + value * _SCALE, y, s=15, color=OWN, zorder=3)
    page.write_in_row(sheet, left + _SCALE + 2, y, f"{value:.2f}", size=page.NOTE, colour=SECONDARY)
