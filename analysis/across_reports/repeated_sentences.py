"""Sentences that occur again in another report, word for word but for numbers and punctuation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.across_reports.sparse_products import products
from analysis.counts import of_kinds
from corpus.arrays import Floats, Ints
from corpus.schema import WORD_KINDS

SHORTEST = 10  # characters, numbers and punctuation aside; shorter sentences recur by chance


def shared_share(tokens: pd.DataFrame, pairs: pd.DataFrame, *, shortest: int = SHORTEST) -> Floats:
    """The share of one report's sentences that occur in the other, for each pair.

    Two sentences are the same if they have the same words in the same order, numbers and
    punctuation aside.

    Args:
        tokens: one row per word: report_id, sentence_id, term, kind, in their order or with start.
        pairs: one row per pair: report, other.
        shortest: sentences with fewer characters are left out of both counts.

    Returns:
        One share per pair; missing if the report has no such sentence, or the tokens no
        sentence_id.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports.repeated_sentences import shared_share
        >>> rows = [("a", 0, "优化"), ("a", 0, "营商环境"), ("a", 1, "发展"), ("a", 1, "教育事业"),
        ...         ("b", 7, "优化"), ("b", 7, "营商环境")]
        >>> tokens = pd.DataFrame(rows, columns=["report_id", "sentence_id", "term"])
        >>> shared_share(tokens.assign(kind="word"), pd.DataFrame({"report": ["a"], "other": "b"}),
        ...              shortest=4).tolist()
        [0.5]
    """
    if "sentence_id" not in tokens:
        return np.full(len(pairs), np.nan)
    report, key = _sentences(tokens[of_kinds(tokens, WORD_KINDS)], shortest)
    names, keys = pd.Index(np.unique(report)), np.unique(key)
    at = (names.get_indexer(report), np.searchsorted(keys, key))
    n: Any = sparse.csr_array((np.ones(len(report)), at), shape=(len(names), len(keys)))
    n.sum_duplicates()
    occurs = sparse.csr_array((np.ones(n.nnz), n.indices, n.indptr), shape=n.shape)
    left, right = (names.get_indexer(pairs[name]) for name in ("report", "other"))
    found = np.full(len(pairs), np.nan)
    has = left >= 0
    found[has] = 0.0
    both = has & (right >= 0)
    found[both] = products(n, occurs, left[both], right[both])
    found[has] /= np.asarray(n.sum(axis=1)).ravel()[left[has]]
    return found


def _sentences(words: pd.DataFrame, shortest: int) -> tuple[Any, Ints]:
    """The report of each sentence that is long enough, and a number for its words in order."""
    code, terms = pd.factorize(words["term"])
    number = words.groupby(["report_id", "sentence_id"], sort=False).ngroup().to_numpy()
    order = np.lexsort((words["start"] if "start" in words else np.arange(len(words)), number))
    code, number = code[order], number[order]
    first = np.flatnonzero(np.diff(number, prepend=-1))
    if not len(first):
        return words["report_id"].to_numpy(), np.zeros(0, dtype=np.int64)
    place = np.arange(len(number)) - np.repeat(first, np.diff(np.append(first, len(number))))
    key = np.add.reduceat(_mixed(_mixed(code + 1) + place.astype(np.uint64)), first)
    long = np.asarray(terms.str.len(), dtype=np.int64)
    enough = np.add.reduceat(long[code], first) >= shortest
    return words["report_id"].to_numpy()[order][first][enough], key[enough].astype(np.int64)


def _mixed(number: Any) -> Any:
    """The numbers scattered over 64 bits (the finaliser of splitmix64; Steele and others 2014)."""
    x = number.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
