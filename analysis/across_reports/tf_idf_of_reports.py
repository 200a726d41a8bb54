"""Reports as TF-IDF weights, and what these lose without each section or paragraph."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.checks import check_number
from analysis.counts import listed_terms, of_kinds, term_matrix
from analysis.tfidf import Variant
from analysis.uncertainty.clusters import Cluster
from corpus.arrays import Floats, Ints
from corpus.collection import Corpus
from corpus.schema import WORD_KINDS, check_columns, check_words
from corpus.sections import sections_of
from corpus.store.tables import query


@dataclass(frozen=True)
class TfIdfWeights:
    """Which words are weighed, and by which formula.

    Attributes:
        variant: the formula; see ``tf_idf``.
        idf: the weight of each term (its index), such as of a larger corpus; a term without one is
            as rare as the rarest. None for that of the reports compared.
        kinds: the kinds of tokens counted; None for all.
        stop_words: terms that are not counted.
        min_length: the minimum length of a term, in characters.

    Raises:
        ValueError: if idf has no terms, or a weight that is no number of 0 or more; if stop_words
            is no list of words, or min_length no number.

    Example:
        >>> from analysis.across_reports import TfIdfWeights
        >>> TfIdfWeights(min_length=2).variant
        'smooth'
    """

    variant: Variant = "smooth"
    idf: pd.Series | None = None
    kinds: Collection[str] | None = WORD_KINDS
    stop_words: Collection[str] = frozenset()
    min_length: int = 1

    def __post_init__(self) -> None:
        check_words(self.stop_words, "stop_words")
        check_number("min_length", self.min_length, 0)
        if self.idf is None:
            return
        if self.idf.empty:
            raise ValueError("idf has no terms; leave it out to weigh terms by these reports")
        wrong = self.idf[~np.isfinite(self.idf.astype(float)) | (self.idf < 0)]
        if len(wrong):
            raise ValueError(
                f"idf of {wrong.index[0]!r} is {wrong.iloc[0]}; weights must be 0 or more"
            )


TF_IDF_WEIGHTS = TfIdfWeights()  # the defaults


@dataclass(frozen=True)
class Weighted:
    """Weighted reports, and what each loses with each of its blocks.

    Attributes:
        names: the report IDs, sorted.
        terms: the terms, sorted.
        weights: the TF-IDF weights, reports × terms.
        squares: the squared length of each report's weights.
        lost: what the weights of a block's report lose without the block, blocks × terms; the
            blocks of a report are rows in succession.
        lost_squares: what the squared length loses.
        first: the first block of each report, and the number of all blocks at the end.
    """

    names: pd.Index
    terms: pd.Index
    weights: Any
    squares: Floats
    lost: Any
    lost_squares: Floats
    first: Ints


def corpus_idf(corpus: Corpus) -> pd.Series:
    """The idf of each term over all reports of a corpus, for ``TfIdfWeights``.

    ``ln((1 + N) / (1 + df)) + 1``, as in ``tf_idf``; N reports, df of which contain the term.

    Args:
        corpus: a corpus whose data store is up to date.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import corpus_idf
        >>> float(corpus_idf(open_corpus())["创新"])  # a corpus of one report
        1.0
    """
    found = query(
        corpus,
        "select term, count(distinct report_id) as df, (select count(*) from reports) as n "
        "from counts group by term order by term",
    )
    n, df = (found[name].to_numpy(dtype=float) for name in ("n", "df"))
    return pd.Series(np.log((1 + n) / (1 + df)) + 1, index=pd.Index(found["term"]), name="idf")


def with_blocks(
    tokens: pd.DataFrame, paragraphs: pd.DataFrame | None, cluster: Cluster
) -> tuple[Ints, Cluster]:
    """The number of each token's block, in the order of reports, and what a block is."""
    if cluster == "section":
        section = _section(tokens, paragraphs)
        if section is not None:
            return _numbered(tokens["report_id"], section.fillna("")), "section"
    return _numbered(tokens["report_id"], tokens["paragraph_id"]), "paragraph"


def _section(tokens: pd.DataFrame, paragraphs: pd.DataFrame | None) -> pd.Series | None:
    keys = ["report_id", "paragraph_id"]
    if paragraphs is None:
        if "section" in tokens or "heading_path" not in tokens:
            return tokens.get("section")
        paragraphs = tokens.drop_duplicates(keys)
    check_columns(paragraphs, [*keys, "heading_path"], "paragraphs")
    columns = paragraphs[keys].assign(section=sections_of(paragraphs))
    return tokens[keys].merge(columns, on=keys, how="left", validate="many_to_one")["section"]


def _numbered(report: pd.Series, within: pd.Series) -> Ints:
    """A number for each pair of values, in the order of the reports."""
    (first, _), (second, values) = (pd.factorize(one, sort=True) for one in (report, within))
    pair = first.astype(np.int64) * max(len(values), 1) + second
    return np.asarray(np.unique(pair, return_inverse=True)[1], dtype=np.int64)


def weighted(tokens: pd.DataFrame, block: Ints, weights: TfIdfWeights) -> Weighted:
    """The reports as TF-IDF weights, and what they lose without each block.

    Args:
        tokens: one row per word.
        block: the number of the block of each, from 0, without gaps, in the order of reports.
        weights: which words are weighed, and how.

    Raises:
        ValueError: if no word is counted.
    """
    x, terms = term_matrix(block, tokens, of_kinds(tokens, weights.kinds))
    listed = listed_terms(terms, weights.stop_words, weights.min_length)
    x, owner, names = _without_empty(x[:, listed].astype(float), tokens["report_id"], block)
    whole = sparse.csr_array((np.ones(len(owner)), (owner, np.arange(len(owner))))) @ x
    whole.sort_indices()
    variant, idf = weights.variant, weights.idf
    weigh = _idf(whole, variant) if idf is None else _given(idf, terms[listed])
    at = np.repeat(np.arange(x.shape[0]), np.diff(x.indptr))
    place = _found_at(whole, owner[at], x.indices)
    weight = _tf(whole.data, variant) * weigh[whole.indices]
    without = _tf(whole.data[place] - x.data, variant) * weigh[x.indices]
    return Weighted(
        names=names,
        terms=terms[listed],
        weights=sparse.csr_array((weight, whole.indices, whole.indptr), shape=whole.shape),
        squares=np.add.reduceat(weight**2, whole.indptr[:-1]),
        lost=sparse.csr_array((weight[place] - without, x.indices, x.indptr), shape=x.shape),
        lost_squares=_sums(at, weight[place] ** 2 - without**2, minlength=x.shape[0]),
        first=np.searchsorted(owner, np.arange(len(names) + 1)),
    )


def _without_empty(x: Any, report: pd.Series, block: Ints) -> tuple[Any, Ints, pd.Index]:
    """The blocks with counted words, the number of the report of each, and the reports."""
    first = np.unique(block, return_index=True)[1]
    full = np.asarray(x.sum(axis=1)).ravel() > 0
    if not full.any():
        raise ValueError("tokens has no words that are counted; there is nothing to compare")
    owner, names = pd.factorize(report.to_numpy()[first][full], sort=True)
    x = sparse.csr_array(x[full])
    x.sort_indices()
    return x, owner, pd.Index(names)


def _found_at(matrix: Any, row: Ints, column: Ints) -> Ints:
    """Where the entries at these rows and columns are in the data of a sorted matrix."""
    width = np.int64(matrix.shape[1])
    every = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) * width + matrix.indices
    return np.searchsorted(every, row * width + column)


def _tf(n: Floats, variant: Variant) -> Floats:
    if variant != "sublinear":
        return n
    return np.where(n > 0, 1 + np.log(np.maximum(n, 1)), 0.0)


def _idf(whole: Any, variant: Variant) -> Floats:
    """As ``tf_idf`` has it, whose ``c_tf_idf`` also divides by length, which changes no cosine."""
    reports, terms = whole.shape
    n = np.bincount(whole.indices, whole.data, minlength=terms)
    df = np.maximum(np.bincount(whole.indices, minlength=terms), 1)  # a term may be none of these
    if variant == "c_tf_idf":
        return np.log1p(whole.data.sum() / reports / np.maximum(n, 1))
    if variant == "unsmoothed":
        return np.log(reports / df) + 1
    smooth = np.log((1 + reports) / (1 + df))
    return smooth if variant == "textbook" else smooth + 1


def _sums(at: Ints, values: Floats, minlength: int) -> Floats:
    return np.asarray(np.bincount(at, values, minlength=minlength), dtype=float)


def _given(idf: pd.Series, terms: pd.Index) -> Floats:
    """The weights given; a term without one is as rare as the rarest."""
    return idf.reindex(terms).fillna(idf.max()).to_numpy(dtype=float)
