"""Occurrences of a researcher's own terms in the texts of a corpus."""

from __future__ import annotations

from typing import cast

import pandas as pd

from corpus.collection import Corpus
from corpus.lexicon.lists import PolicyTerm, policy_terms
from corpus.store.rows import mentions_of
from corpus.store.tables import read_rows_of_parts
from corpus.text.readable import readable
from corpus.words.terms import TermMatcher


def find_mentions(corpus: Corpus, terms: list[str], *, with_lexicon: bool = True) -> pd.DataFrame:
    """The mentions of terms in the texts of a corpus; the longest term counts at each place.

    Args:
        corpus: a corpus whose store is up to date.
        terms: the terms to find.
        with_lexicon: whether the terms of the lexicon are matched too, so that 环境 in 营商环境
            does not count as an occurrence of 环境.

    Returns:
        One row per mention, of the terms given and of those in the lexicon: report_id,
        paragraph_id, sentence_id, start, end, term, area.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus.store import find_mentions
        >>> corpus = open_corpus()
        >>> len(find_mentions(corpus, ["环境"], with_lexicon=False))
        29
        >>> with_lexicon = find_mentions(corpus, ["环境"])
        >>> int((with_lexicon["term"] == "环境").sum())
        14
    """
    known = {one.term for one in policy_terms()} if with_lexicon else set()
    extra = [PolicyTerm(one, "", None, "own list") for one in terms if one not in known]
    matcher = TermMatcher([*(policy_terms() if with_lexicon else ()), *extra])
    found = []
    for tables in read_rows_of_parts(corpus.store, ("texts", "sentences")):
        texts = dict(zip(tables["texts"]["report_id"], tables["texts"]["text"], strict=True))
        for report_id, sentences in tables["sentences"].groupby("report_id"):
            plain = readable(texts[report_id]).text
            found.append(mentions_of(sentences, plain, matcher, cast(str, report_id)))
    return pd.concat(found, ignore_index=True)


def body_texts(sentences: pd.DataFrame, texts: pd.DataFrame) -> list[str]:
    """The readable text of the sentences of each report."""
    from corpus.store.rows import spoken_text

    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    return [
        spoken_text(rows, readable(text_of[report]).text)
        for report, rows in sentences.groupby("report_id")
    ]
