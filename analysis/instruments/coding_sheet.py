"""Coding sheets that ask for side and directive: what the machine gives each sentence drawn."""

from __future__ import annotations

import pandas as pd

from analysis.instruments.model import CODES
from analysis.instruments.shares import read_instruments
from corpus.collection import Corpus
from corpus.schema import check_columns

_KEYS = ["report_id", "start", "end"]


def with_instruments(sample: pd.DataFrame, *, corpus: Corpus) -> pd.DataFrame:
    """A sample for a coding sheet that asks for the side and the directive of each sentence too.

    ``write_sheet`` gives coders two columns more to fill in, and writes the machine's codes and
    probabilities to the key only. Sentences are drawn by policy area from the whole body, so
    that ``probability`` holds for every code; correct shares with ``corrected_instruments``.

    Args:
        sample: from ``sample_sentences``.
        corpus: that it was drawn from.

    Returns:
        The sample, with orientation, machine_side (the side by automatic coding),
        machine_side_score (its probability), machine_side_alike (how many sentences of the corpus
        the machine gives this side), and the same of the directive.

    Raises:
        ValueError: if a column is missing, or a sentence of the sample is not in the corpus.
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.areas import sample_sentences
        >>> from analysis.instruments import with_instruments
        >>> corpus = open_corpus()
        >>> sample = with_instruments(sample_sentences(corpus, sentences=9), corpus=corpus)
        >>> list(sample)[-3:]
        ['machine_directive', 'machine_directive_score', 'machine_directive_alike']
    """
    check_columns(sample, _KEYS, "the sample (from sample_sentences)")
    every = read_instruments(corpus, orientation=None)
    columns = {"orientation": every["orientation"]}
    for kind in CODES:
        columns[f"machine_{kind}"] = every[kind]
        columns[f"machine_{kind}_score"] = every[f"{kind}_score"].round(3)
        columns[f"machine_{kind}_alike"] = every.groupby(kind)[kind].transform("size")
    own = sample.drop(columns=list(columns), errors="ignore")
    found = own.merge(every[_KEYS].assign(**columns), on=_KEYS, how="left")
    lost = int(found["machine_side"].isna().sum())
    if lost:
        raise ValueError(f"{lost} of {len(sample)} sentences of the sample are not in the corpus")
    return found
