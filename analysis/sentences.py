"""Sentences with what stands above and before them."""

from __future__ import annotations

import pandas as pd

from corpus.collection import Corpus
from corpus.schema import SPOKEN
from corpus.store.tables import read_table
from corpus.text.spans import printed


def sentences_in_context(
    sentences: pd.DataFrame, paragraphs: pd.DataFrame, texts: pd.DataFrame
) -> pd.DataFrame:
    """The sentences of reports with what stands above and before them, for ``code_sentences``.

    Args:
        sentences: the table of the store.
        paragraphs: the table of the store.
        texts: the table of the store.

    Returns:
        The same rows with the columns sentence, previous (within the report) and heading.
    """
    keys = ["report_id", "paragraph_id"]
    above = sentences[keys].merge(paragraphs[[*keys, "heading_path"]], on=keys, how="left")
    table = sentences.assign(
        sentence=printed(sentences, texts), heading=above["heading_path"].to_numpy()
    )
    table["previous"] = table.groupby("report_id")["sentence"].shift(fill_value="")
    return table


def spoken_sentences(corpus: Corpus, report_id: str) -> pd.DataFrame:
    """The sentences of a report's speech, with what stands above and before them.

    Returns:
        As ``sentences_in_context``; the page around the speech and its appendices are left out.

    Raises:
        Refusal: ``unknown_report`` or ``empty_corpus``.
    """
    tables = (
        read_table(corpus, name, report_id=report_id)
        for name in ("sentences", "paragraphs", "texts")
    )
    said = sentences_in_context(*tables)
    return said[said["orientation"].isin(SPOKEN)]
