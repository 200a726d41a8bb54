"""The length of reports and of their parts."""

from __future__ import annotations

import pandas as pd

from corpus.schema import SPOKEN, WORD_KINDS, check_columns


def part_lengths(
    paragraphs: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame
) -> pd.DataFrame:
    """The length of each part of each report, the parts being distinguished by time reference.

    Args:
        paragraphs: the table of the data store.
        sentences: the table of the data store.
        tokens: the table of the data store.

    Returns:
        One row per report and part of its body, in the usual order of a report: report_id,
        orientation (the part), paragraphs (without headings on a line of their own), sentences,
        words (without punctuation and numbers), characters, share (of the report's words).

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import part_lengths
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("paragraphs", "sentences", "tokens")
        >>> table = part_lengths(*(read_table(corpus, name) for name in names))
        >>> table = table[table["orientation"].str.endswith("year")].round({"share": 2})
        >>> print(table[["orientation", "sentences", "words", "share"]].to_string(index=False))
              orientation  sentences  words  share
         review_past_year         56    960   0.19
        review_multi_year         53    984   0.19
          plan_multi_year         51    860   0.17
           plan_next_year        160   1935   0.38
    """
    check_columns(
        paragraphs,
        ["report_id", "paragraph_id", "orientation", "level", "start", "end"],
        "paragraphs",
    )
    check_columns(sentences, ["report_id", "paragraph_id", "orientation"], "sentences")
    check_columns(tokens, ["report_id", "paragraph_id", "kind"], "tokens")
    keys = ["report_id", "orientation"]
    spoken = paragraphs[paragraphs["orientation"].isin(SPOKEN)]
    ids = ["report_id", "paragraph_id"]
    parts = spoken[[*ids, "orientation"]]
    words = tokens[tokens["kind"].isin(WORD_KINDS)].merge(parts, on=ids)
    # A sentence counts towards the part of its paragraph, even where its own time reference is
    # another; notes such as （鼓掌） are outside the body and are left out.
    body = sentences.loc[sentences["orientation"].isin(SPOKEN), ids].merge(parts, on=ids)
    table = (
        pd.DataFrame(
            {
                "paragraphs": spoken[spoken["level"] == 0].groupby(keys).size(),
                "sentences": body.groupby(keys).size(),
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
    reports: pd.DataFrame, paragraphs: pd.DataFrame, sizes: pd.DataFrame
) -> pd.DataFrame:
    """The length of each report, and the share of its document that is not counted.

    Args:
        reports: the table of the data store.
        paragraphs: the table of the data store.
        sizes: the table of the data store.

    Returns:
        One row per report: report_id, region, report_year, encoding, paragraphs (of the body,
        without headings), words (without punctuation and numbers), not_counted (share of the
        document's characters, line breaks aside, that are outside the body).

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import report_lengths
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("reports", "paragraphs", "sizes")
        >>> table = report_lengths(*(read_table(corpus, name) for name in names)).round(2)
        >>> columns = ["region", "report_year", "paragraphs", "words", "not_counted"]
        >>> print(table[columns].to_string(index=False))
        region  report_year  paragraphs  words  not_counted
          沙河口区         2018          63   5047         0.02
    """
    check_columns(reports, ["report_id", "region", "report_year", "encoding"], "reports")
    check_columns(paragraphs, ["report_id", "orientation", "level", "start", "end"], "paragraphs")
    check_columns(sizes, ["report_id", "words"], "sizes")
    spoken = paragraphs["orientation"].isin(SPOKEN)
    characters = paragraphs["end"] - paragraphs["start"]
    whole = characters.groupby(paragraphs["report_id"]).sum()
    counted = characters.where(spoken, 0).groupby(paragraphs["report_id"]).sum()
    words = sizes.groupby("report_id")["words"].sum()
    text = spoken & (paragraphs["level"] == 0)
    table = reports[["report_id", "region", "report_year", "encoding"]].copy()
    table["paragraphs"] = table["report_id"].map(text.groupby(paragraphs["report_id"]).sum())
    table["words"] = table["report_id"].map(words)
    table["not_counted"] = table["report_id"].map(1 - counted / whole)
    return table
