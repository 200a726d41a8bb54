"""Sentences with their heading and the sentence before them."""

from __future__ import annotations

import pandas as pd

from corpus.collection import Corpus
from corpus.schema import SPOKEN, check_columns
from corpus.sections import sections_of
from corpus.store.tables import read_table
from corpus.text.spans import printed


def sentences_in_context(
    sentences: pd.DataFrame, paragraphs: pd.DataFrame, texts: pd.DataFrame
) -> pd.DataFrame:
    """The sentences of reports with their heading and previous sentence, for ``code_sentences``.

    Args:
        sentences: the table of the store.
        paragraphs: the table of the store.
        texts: the table of the store.

    Returns:
        The same rows with the columns sentence, previous (the sentence before it in the report, or
        ""), heading (the path of headings above it) and section (see ``section_names``).

    Example:
        >>> from analysis import open_corpus, sentences_in_context
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> tables = (read_table(corpus, name) for name in ("sentences", "paragraphs", "texts"))
        >>> found = sentences_in_context(*tables).iloc[200]
        >>> found["heading"].split(" > ")[-1], found["sentence"].split(",")[0]
        ('拓展产业发展空间', '推进建设一批低成本、便利化、开放式的众创空间')
    """
    check_columns(sentences, ["report_id", "paragraph_id", "start", "end"], "sentences")
    check_columns(paragraphs, ["report_id", "paragraph_id", "heading_path"], "paragraphs")
    check_columns(texts, ["report_id", "text"], "texts")
    keys = ["report_id", "paragraph_id"]
    added = paragraphs[[*keys, "heading_path"]].assign(section=sections_of(paragraphs))
    above = sentences[keys].merge(added, on=keys, how="left")
    table = sentences.assign(
        sentence=printed(sentences, texts),
        heading=above["heading_path"].to_numpy(),
        section=above["section"].to_numpy(),
    )
    table["previous"] = table.groupby("report_id")["sentence"].shift(fill_value="")
    return table


def spoken_sentences(corpus: Corpus, report_id: str) -> pd.DataFrame:
    """The sentences in the body of a report, with their heading and previous sentence.

    Args:
        corpus: the corpus.
        report_id: the ID of the report.

    Returns:
        As ``sentences_in_context``, without the page furniture and the appendices.

    Raises:
        Refusal: ``unknown_report`` or ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus, spoken_sentences
        >>> found = spoken_sentences(open_corpus(), "shahekou-2018")
        >>> len(found), found["sentence"].iloc[0]
        (333, '各位代表:')
    """
    tables = (
        read_table(corpus, name, report_id=report_id)
        for name in ("sentences", "paragraphs", "texts")
    )
    found = sentences_in_context(*tables)
    return found[found["orientation"].isin(SPOKEN)]
