"""Words that stand together more often than their frequencies would have it."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import xlogy

from corpus.arrays import Floats, Ints
from corpus.schema import WORD_KINDS, check_columns

COLUMNS = ("term", "collocate", "n_term", "n_collocate", "n_pair", "n_all", "expected", "pmi",
           "npmi", "log_dice", "g2", "t", "delta_p", "delta_p_backward")  # fmt: skip


def collocations(
    tokens: pd.DataFrame,
    *,
    window: int | None = 5,
    node: Collection[str] | None = None,
    kinds: Collection[str] = WORD_KINDS,
    stop_words: Collection[str] = frozenset(),
    min_n: int = 2,
) -> pd.DataFrame:
    """Pairs of terms that stand together, and how much more often than by chance.

    What is counted, and the marginals, which tools differ in:

    - with a window: pairs of places in one sentence, the collocate 1 to ``window`` words after the
      term. n_pair of them are this pair; n_term have the term before, n_collocate the collocate
      after, n_all is all of them. (NLTK's finders take the words' own frequencies instead.)
    - without (None): sentences. n_pair hold both terms, n_term and n_collocate one of them, n_all
      is all sentences with a word. Each pair is there once, in the order of code points.

    Punctuation and numbers are passed over: they take no place in the window. Stop words do, and
    count in the marginals; only the rows that have one are left out.

    With O = n_pair, E = n_term n_collocate / n_all:

    - pmi: log2(O / E) (Church and Hanks 1990); npmi: pmi / −log2(O / n_all) (Bouma 2009).
    - log_dice: 14 + log2(2 O / (n_term + n_collocate)) (Rychlý 2008).
    - g2: 2 Σ O ln(O / E) over the four cells (Dunning 1993); pmi has the sign.
    - t: (O − E) / √O (Church et al. 1991).
    - delta_p: O / n_term − (n_collocate − O) / (n_all − n_term), from the term to the collocate;
      delta_p_backward from the collocate to the term (Gries 2013). Missing where a term is in all.

    Args:
        tokens: a row a word in the order of the text, with report_id, sentence_id, term and kind.
        window: how many words after the term; None for the sentence.
        node: terms whose pairs are wanted, on either side; None for all.
        kinds: of tokens that are words.
        stop_words: terms whose pairs are left out.
        min_n: pairs that are seen less often are left out.

    Returns:
        A row a pair, by g2, the highest first, then by code points.

    Raises:
        ValueError: where a column is missing, the window or min_n is not positive, or no word is
            left.
    """
    check_columns(tokens, ["report_id", "sentence_id", "term", "kind"])
    for name, value in (("window", window), ("min_n", min_n)):
        if value is not None and value < 1:
            raise ValueError(f"{name} is {value}, and must be 1 or more")
    words = tokens[tokens["kind"].isin(list(kinds))]
    if words.empty:
        raise ValueError("column kind holds none of the kinds that are words")
    sentence = words.groupby(["report_id", "sentence_id"], sort=False).ngroup()
    codes, terms = pd.factorize(words["term"], sort=True)
    at: Ints = np.asarray(sentence, dtype=np.int64)
    code: Ints = np.asarray(codes, dtype=np.int64)
    counted = _in_window(code, at, window) if window else _in_sentence(code, at)
    table = _scored(*counted)
    table.insert(0, "term", terms[table.pop("left")])
    table.insert(1, "collocate", terms[table.pop("right")])
    out = table["term"].isin(list(stop_words)) | table["collocate"].isin(list(stop_words))
    if node is not None:
        out |= ~(table["term"].isin(list(node)) | table["collocate"].isin(list(node)))
    kept = table[~out & (table["n_pair"] >= min_n)]
    order = kept.sort_values(["g2", "term", "collocate"], ascending=[False, True, True])
    return order[list(COLUMNS)].reset_index(drop=True)


Counted = tuple[Ints, Ints, Ints, Ints, Ints, int]


def _in_window(codes: Ints, sentence: Ints, window: int) -> Counted:
    """Left, right, n_pair, n_left, n_right of each pair of places, and how many there are."""
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
    """As ``_in_window``, of sentences that hold both."""
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
