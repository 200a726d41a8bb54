"""The specifications of reports of a corpus, kept beside its store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from analysis.robustness.specifications import measure_variants, ratio_variants
from corpus.collection import Corpus
from corpus.schema import Table
from corpus.store.kept_tables import kept
from corpus.store.tables import read_table

_TABLES: tuple[Table, ...] = ("paragraphs", "sizes", "tokens")


@kept
def read_variants(
    corpus: Corpus, lists: Mapping[str, Sequence[str]], *, report_id: str
) -> pd.DataFrame:
    """The rate of each word list in a report of a corpus under every specification.

    Args:
        corpus: a corpus whose store is up to date.
        lists: the word lists by name.
        report_id: the ID of the report.

    Returns:
        As ``measure_variants``.

    Raises:
        ValueError: if no list is given, or a list is empty.
        Refusal: ``empty_corpus`` or ``unknown_report``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.robustness import read_variants
        >>> lists = {"environment": ["环境", "污染"]}
        >>> table = read_variants(open_corpus(), lists, report_id="shahekou-2018")
        >>> int(table.loc[table["default"], "n"].item())
        31
    """
    paragraphs, sizes, tokens = _tables(corpus, report_id)
    return measure_variants(lists, paragraphs=paragraphs, sizes=sizes, tokens=tokens)


@kept
def read_ratios(
    corpus: Corpus,
    words: Sequence[str],
    *,
    report_id: Collection[str],
    target: Collection[str] | None = None,
) -> pd.DataFrame:
    """How much more often a word list occurs in some reports of a corpus than in others.

    Args:
        corpus: a corpus whose store is up to date.
        words: the word list.
        report_id: the IDs of the reports.
        target: as in ``ratio_variants``.

    Returns:
        As ``ratio_variants``.

    Raises:
        ValueError: as ``ratio_variants``.
        Refusal: ``empty_corpus`` or ``unknown_report``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.robustness import read_ratios
        >>> table = read_ratios(open_corpus(), ["环境", "污染"], report_id=["shahekou-2018"])
        >>> table.loc[table["default"], ["n_target", "n_reference"]].to_numpy().tolist()
        [[18, 13]]
    """
    paragraphs, sizes, tokens = _tables(corpus, report_id)
    return ratio_variants(words, paragraphs=paragraphs, sizes=sizes, tokens=tokens, target=target)


def _tables(corpus: Corpus, report_id: str | Collection[str]) -> list[pd.DataFrame]:
    return [read_table(corpus, name, report_id=report_id) for name in _TABLES]
