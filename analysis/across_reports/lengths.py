"""How long a report is, and how much of it speaks of which time."""

from __future__ import annotations

import pandas as pd

from corpus.schema import SPOKEN, WORD_KINDS


def part_lengths(
    paragraphs: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame
) -> pd.DataFrame:
    """The length of each part of each report, by the time it speaks of.

    Args:
        paragraphs: the table of the store.
        sentences: the table of the store.
        tokens: the table of the store.

    Returns:
        A row a report and orientation of the speech, in the order of a report: report_id,
        orientation, paragraphs (headings with a line of their own are none), sentences, words
        (without punctuation and numbers), characters, share (of the report's words).
    """
    keys = ["report_id", "orientation"]
    spoken = paragraphs[paragraphs["orientation"].isin(SPOKEN)]
    ids = ["report_id", "paragraph_id"]
    parts = spoken[[*ids, "orientation"]]
    words = tokens[tokens["kind"].isin(WORD_KINDS)].merge(parts, on=ids)
    # A sentence that turns stays in its paragraph's part; what the hearers did is none.
    said = sentences.loc[sentences["orientation"].isin(SPOKEN), ids].merge(parts, on=ids)
    table = (
        pd.DataFrame(
            {
                "paragraphs": spoken[spoken["level"] == 0].groupby(keys).size(),
                "sentences": said.groupby(keys).size(),
                "words": words.groupby(keys).size(),
                "characters": (spoken["end"] - spoken["start"])
                .groupby([spoken[key] for key in keys])
                .sum(),
            }
        )
        .fillna(0)
        .astype(int)
    )
    table["share"] = table["words"] / table.groupby("report_id")["words"].transform("sum")
    table = table.reset_index()
    order = table["orientation"].map({part: place for place, part in enumerate(SPOKEN)})
    return table.iloc[
        order.to_frame("part")
        .assign(report=table["report_id"])
        .sort_values(["report", "part"])
        .index
    ].reset_index(drop=True)


def report_lengths(
    reports: pd.DataFrame, paragraphs: pd.DataFrame, tokens: pd.DataFrame
) -> pd.DataFrame:
    """The length of each report, and how much of its document is not counted.

    Args:
        reports: the table of the store.
        paragraphs: the table of the store.
        tokens: the table of the store.

    Returns:
        A row a report: report_id, region, report_year, encoding, paragraphs (of the speech), words
        (without punctuation and numbers), not_counted (share of the characters of the document's
        lines that are no part of the speech).
    """
    spoken = paragraphs["orientation"].isin(SPOKEN)
    characters = paragraphs["end"] - paragraphs["start"]
    whole = characters.groupby(paragraphs["report_id"]).sum()
    counted = characters.where(spoken, 0).groupby(paragraphs["report_id"]).sum()
    words = tokens[tokens["kind"].isin(WORD_KINDS)].groupby("report_id").size()
    text = spoken & (paragraphs["level"] == 0)
    table = reports[["report_id", "region", "report_year", "encoding"]].copy()
    table["paragraphs"] = table["report_id"].map(text.groupby(paragraphs["report_id"]).sum())
    table["words"] = table["report_id"].map(words)
    table["not_counted"] = table["report_id"].map(1 - counted / whole)
    return table
