"""The units of a topic model: short paragraphs joined with their neighbours under one heading."""

from __future__ import annotations

import pandas as pd

from corpus.schema import WORD_KINDS, check_columns


def merged_units(
    tokens: pd.DataFrame, paragraphs: pd.DataFrame, *, min_words: int = 40
) -> pd.DataFrame:
    """Which paragraphs are counted together, so that no unit is too short for topics.

    Paragraphs are joined in their order until they have ``min_words`` words, and never across a
    heading or a change of orientation. What is left over at the end of a heading joins the unit
    before it; a heading with fewer words in all stays one short unit, which ``fit_topics`` leaves
    out and shows.

    Args:
        tokens: the table of the store: report_id, paragraph_id, kind.
        paragraphs: the table of the store: report_id, paragraph_id, heading_path, orientation.
        min_words: of a unit.

    Returns:
        A row a paragraph with words: report_id, paragraph_id, words, unit (report and first
        paragraph).

    Raises:
        ValueError: where a column is missing, or min_words is below 1.
    """
    check_columns(tokens, ["report_id", "paragraph_id", "kind"])
    check_columns(paragraphs, ["report_id", "paragraph_id", "heading_path", "orientation"])
    if min_words < 1:
        raise ValueError(f"min_words is {min_words}; a unit has 1 word or more")
    keys = ["report_id", "paragraph_id"]
    words = tokens[tokens["kind"].isin(WORD_KINDS)].groupby(keys).size().rename("words")
    rows = paragraphs[[*keys, "heading_path", "orientation"]].merge(
        words.reset_index(), on=keys, how="inner"
    )
    rows = rows.sort_values(keys, ignore_index=True)
    place = rows[["report_id", "heading_path", "orientation"]].fillna("")
    stretch = (place != place.shift()).any(axis=1).cumsum()
    first = pd.concat(
        [_first_of_unit(own, min_words) for _, own in rows.groupby(stretch, sort=False)]
    )
    unit = rows["report_id"].astype(str) + " / " + first.reindex(rows.index).astype(str)
    return rows[[*keys, "words"]].assign(unit=unit)


def _first_of_unit(rows: pd.DataFrame, min_words: int) -> pd.Series:
    """The first paragraph of the unit that each paragraph of one heading is in."""
    firsts: list[int] = []
    gathered, before, start = 0, -1, -1
    for paragraph, words in zip(rows["paragraph_id"], rows["words"], strict=True):
        if not firsts or gathered >= min_words:
            before, start, gathered = start, int(paragraph), 0
        gathered += int(words)
        firsts.append(start)
    if gathered < min_words and before >= 0:
        firsts = [before if one == start else one for one in firsts]
    return pd.Series(firsts, index=rows.index)
