"""Words that co-occur more often than their frequencies would lead one to expect."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import xlogy

from analysis.checks import check_terms
from corpus.arrays import Floats, Ints
from corpus.schema import WORD_KINDS, check_columns, check_words

COLUMNS = (
    "term",
    "collocate",
    "n_term",
    "n_collocate",
    "n_pair",
    "n_all",
    "expected",
    "pmi",
    "npmi",
    "log_dice",
    "g2",
    "t",
    "delta_p",
    "delta_p_backward",
)


def collocations(
    tokens: pd.DataFrame,
    *,
    window: int | None = 5,
    node: Collection[str] | None = None,
    kinds: Collection[str] = WORD_KINDS,
    stop_words: Collection[str] = frozenset(),
    min_n: int = 2,
) -> pd.DataFrame:
    """Pairs of terms that co-occur, with measures of how far they exceed chance.

    Tools differ in what they count and in the marginals. Here:

    - with a window: pairs of positions in the same sentence, the collocate 1 to ``window`` words
      after the term. n_pair of these are the pair; n_term have the term first, n_collocate have the
      collocate second, and n_all is their total. (NLTK's finders use the frequencies of the words
      instead.)
    - without a window (None): sentences. n_pair contain both terms, n_term and n_collocate the one
      or the other, and n_all is the number of sentences with a word. Each pair is listed once, its
      terms in the order of code points.

    Punctuation and numbers are skipped: they take up no place in the window. Stop words do take up
    a place and count in the marginals; only pairs that contain one are left out.

    With O = n_pair, E = n_term n_collocate / n_all:

    - pmi: log2(O / E) (Church and Hanks 1990); npmi: pmi / −log2(O / n_all) (Bouma 2009).
    - log_dice: 14 + log2(2 O / (n_term + n_collocate)) (Rychlý 2008).
    - g2: 2 Σ O ln(O / E) over the four cells (Dunning 1993), without a sign, which pmi has.
    - t: (O − E) / √O (Church et al. 1991).
    - delta_p: O / n_term − (n_collocate − O) / (n_all − n_term), from the term to the collocate;
      delta_p_backward from the collocate to the term (Gries 2013). Missing for a term found in all.

    Args:
        tokens: one row per word in the order of the text: report_id, sentence_id, term, kind.
        window: the number of words after the term; None for the whole sentence.
        node: terms whose pairs are wanted, in either position; None for all pairs.
        kinds: the kinds of tokens that are words.
        stop_words: terms whose pairs are left out.
        min_n: pairs that occur less often are left out.

    Returns:
        One row per pair, the highest g2 first, then by code point: term, collocate, n_term,
        n_collocate, n_pair, n_all, expected (E), and the measures above.

    Raises:
        ValueError: if a column is missing, the window or min_n is below 1, or there are no words.

    Example:
        >>> from analysis import collocations, open_corpus
        >>> from corpus.store import read_table
        >>> tokens = read_table(open_corpus(), "tokens")
        >>> pairs = collocations(tokens, node=["创新"], window=3).head(2).round(1)
        >>> print(pairs[["term", "collocate", "n_pair", "pmi"]].to_string(index=False))
        term collocate  n_pair  pmi
          创新        活力       3  5.8
          通过        创新       2  7.2
    """
    check_columns(tokens, ["report_id", "sentence_id", "term", "kind"])
    check_terms(tokens)
    for name, value in (("window", window), ("min_n", min_n)):
        if value is not None and value < 1:
            raise ValueError(f"{name} is {value}; it must be 1 or more")
    words = tokens[tokens["kind"].isin(list(kinds))]
    if words.empty:
        raise ValueError(
            f"column kind contains none of {', '.join(sorted(kinds))}; there are no words to count"
        )
    sentence = words.groupby(["report_id", "sentence_id"], sort=False).ngroup()
    codes, terms = pd.factorize(words["term"], sort=True)
    at: Ints = np.asarray(sentence, dtype=np.int64)
    code: Ints = np.asarray(codes, dtype=np.int64)
    counted = _in_window(code, at, window) if window else _in_sentence(code, at)
    table = _scored(*counted)
    table.insert(0, "term", terms[table.pop("left")])
    table.insert(1, "collocate", terms[table.pop("right")])
    check_words(stop_words, "stop_words")
    out = table["term"].isin(list(stop_words)) | table["collocate"].isin(list(stop_words))
    if node is not None:
        out |= ~(table["term"].isin(list(node)) | table["collocate"].isin(list(node)))
    kept = table[~out & (table["n_pair"] >= min_n)]
    order = kept.sort_values(["g2", "term", "collocate"], ascending=[False, True, True])
    return order[list(COLUMNS)].reset_index(drop=True)


Counted = tuple[Ints, Ints, Ints, Ints, Ints, int]


def _in_window(codes: Ints, sentence: Ints, window: int) -> Counted:
    """Left, right, n_pair, n_left and n_right of each pair of terms, and the total of pairs."""
    n_terms = int(codes.max()) + 1
    pairs = []
    for step in range(1, window + 1):
        same = sentence[step:] == sentence[:-step]
        pairs.append(codes[:-step][same] * n_terms + codes[step:][same])
    every = np.concatenate(pairs)
    pair, n_pair = np.unique(every, return_counts=True)
    left, right = np.divmod(pair, n_terms)
    n_left = np.bincount(every // n_terms, minlength=n_terms)
    n_right = np.bincount(every % n_terms, minlength=n_terms)
    return left, right, n_pair, n_left[left], n_right[right], len(every)


def _in_sentence(codes: Ints, sentence: Ints) -> Counted:
    """As ``_in_window``, counting the sentences that contain both terms."""
    shape = (int(sentence.max()) + 1, int(codes.max()) + 1)
    holds = sparse.csr_matrix((np.ones(len(codes)), (sentence, codes)), shape=shape)
    holds.data[:] = 1
    both = sparse.triu(holds.T @ holds, k=1).tocoo()
    n = np.asarray(holds.sum(axis=0)).ravel().astype(np.int64)
    left, right = both.row.astype(np.int64), both.col.astype(np.int64)
    return left, right, both.data.astype(np.int64), n[left], n[right], shape[0]


def _scored(
    left: Ints, right: Ints, n_pair: Ints, n_left: Ints, n_right: Ints, n_all: int
) -> pd.DataFrame:
    o, a, b, n = n_pair.astype(float), n_left.astype(float), n_right.astype(float), float(n_all)
    expected = a * b / n
    pmi = np.log2(o / expected)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(o < n, pmi / -np.log2(o / n), np.nan)
        forward = np.where(a < n, o / a - (b - o) / (n - a), np.nan)
        backward = np.where(b < n, o / b - (a - o) / (n - b), np.nan)
    return pd.DataFrame(
        {
            "left": left,
            "right": right,
            "n_term": n_left,
            "n_collocate": n_right,
            "n_pair": n_pair,
            "n_all": n_all,
            "expected": expected,
            "pmi": pmi,
            "npmi": npmi,
            "log_dice": 14 + np.log2(2 * o / (a + b)),
            "g2": _g2(o, a, b, n),
            "t": (o - expected) / np.sqrt(o),
            "delta_p": forward,
            "delta_p_backward": backward,
        }
    )


def _g2(o: Floats, a: Floats, b: Floats, n: float) -> Floats:
    cells = (
        (o, a * b),
        (a - o, a * (n - b)),
        (b - o, (n - a) * b),
        (n - a - b + o, (n - a) * (n - b)),
    )
    total = np.zeros(len(o))
    with np.errstate(divide="ignore", invalid="ignore"):
        for seen, margin in cells:
            total += np.where(seen > 0, xlogy(seen, seen * n / margin), 0)
    return 2 * total
