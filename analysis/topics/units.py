"""The text units of a topic model: short paragraphs merged with neighbours under one heading."""

from __future__ import annotations

import pandas as pd

from corpus.schema import WORD_KINDS, check_columns


def merged_units(
    tokens: pd.DataFrame, paragraphs: pd.DataFrame, *, min_words: int = 40
) -> pd.DataFrame:
    """Which paragraphs are counted together, so that few text units are too short for topics.

    Consecutive paragraphs are merged until they have ``min_words`` words, but never across a
    heading or a change of time reference. A remainder at the end of a section joins the unit before
    it; a section with fewer words in all stays a single short unit, which ``fit_topics`` leaves out
    and lists in ``left_out``.

    Args:
        tokens: the table of the store: report_id, paragraph_id, kind.
        paragraphs: the table of the store: report_id, paragraph_id, heading_path, orientation.
        min_words: the minimum number of words per unit.

    Returns:
        One row per paragraph with words: report_id, paragraph_id, words, unit (report and first
        paragraph).

    Raises:
        ValueError: if a column is missing, or min_words is below 1.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.topics import merged_units
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> tokens, paragraphs = read_table(corpus, "tokens"), read_table(corpus, "paragraphs")
        >>> units = merged_units(tokens, paragraphs, min_words=80)
        >>> len(units), units["unit"].nunique()
        (73, 63)
    """
    check_columns(tokens, ["report_id", "paragraph_id", "kind"])
    check_columns(paragraphs, ["report_id", "paragraph_id", "heading_path", "orientation"])
    if min_words < 1:
        raise ValueError(f"min_words is {min_words}; it must be 1 or more")
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
    """For each paragraph under one heading, the first paragraph of its text unit."""
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
