"""Positions of texts between two sets of seed words: latent semantic scaling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.sparse.linalg import svds
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from analysis.checks import check_places
from analysis.counts import of_kinds, term_matrix, unit_codes, unit_columns
from analysis.scaling.confounds import against, printed
from analysis.vectors import unit_rows
from corpus.arrays import Bools, Floats
from corpus.schema import WORD_KINDS, check_columns

Context = Literal["sentence", "paragraph"]
Z = 1.959963984540054
_DENSE = 1_000_000  # cells of a matrix that is decomposed whole
_OF_TERMS = 4  # with as many dimensions as terms, no word would be like another
_NOTHING = 1e-9  # of the largest singular value: rounding, where the matrix has no such dimension

# Words that bind whom they speak to, and words that only point in a direction.
DIRECTIVE_SEEDS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("必须", "确保", "严格", "严禁", "坚决", "务必", "不得"), 1),
        **dict.fromkeys(("鼓励", "支持", "引导", "探索", "促进", "推动", "提倡"), -1),
    }
)


@dataclass(frozen=True, eq=False)
class LatentFit:
    """Scores found by latent semantic scaling; printed, it says what they go with.

    Attributes:
        documents: one row per unit: unit, score, se, low, high (95%), raw (before standardising), n
            (its words that have a weight), reason (why there is no score).
        terms: one row per term, from the highest weight: term, weight, n.
        seeds: one row per seed: term, side (as given), n (0: it occurs too rarely, and is not
            used), r_without (the correlation of the scores with those without this seed).
        dimensions: how many singular values were used.
        contexts: how many sentences or paragraphs they are of.
        against: the correlations with year and length; see ``against``.
    """

    documents: pd.DataFrame
    terms: pd.DataFrame
    seeds: pd.DataFrame
    dimensions: int
    contexts: int
    against: pd.DataFrame

    def __str__(self) -> str:
        known, used = int(self.documents["score"].notna().sum()), int((self.seeds["n"] > 0).sum())
        first = (
            f"Latent semantic scaling: {known} units, {len(self.terms)} terms in {self.dimensions} "
            f"dimensions; {used} of {len(self.seeds)} seeds."
        )
        least = self.seeds["r_without"].min()
        without = [f"Without one seed, scores correlate with these by {least:.2f} or more."]
        return "\n".join([first, *(without if pd.notna(least) else []), *printed(self.against)])

    __repr__ = __str__


def latent_semantic(
    tokens: pd.DataFrame,
    *,
    seeds: Mapping[str, float],
    by: str | Sequence[str] = "report_id",
    dimensions: int = 300,
    min_count: int = 5,
    context: Context = "sentence",
    reports: pd.DataFrame | None = None,
) -> LatentFit:
    """Scores of texts between two sets of seed words (latent semantic scaling).

    Words are the rows of V in the singular value decomposition ``U S V'`` of the counts of words
    in sentences, k of them; the weight of word f is the mean of its cosines with the seeds s,
    ``Σ_s p_s cos(v_f, v_s)``, where p_s is the seed's value over the number of seeds found on its
    side (Watanabe 2021, and the package LSX). The raw score of a text is the mean weight of its
    words; scores are standardised (mean 0, standard deviation 1 with n − 1). The standard error is
    that of LSX, ``sqrt(V / n)`` over the same divisor, V being the variance of the weights of the
    text's n words: words are taken as independent (``clustered_errors`` does not) and weights as
    known.

    **How it misleads:** like contexts are not like meanings. A seed that is used in one kind of
    passage brings all its words along, so that the score may measure what a text is about: read
    the terms with the largest weights, look at ``seeds`` for one that carries the result, and at
    ``against``. ``DIRECTIVE_SEEDS`` is a ready pair: binding words against encouraging ones.

    Cost: 27,000 sentences with 8,600 terms took 5 s and 0.3 GB beside the tokens, which are in
    memory, 110,000 with 15,000 of 250 generated reports 29 s and 1 GB: of many thousand reports,
    take some hundred, evenly spread.

    Args:
        tokens: one row per word, with report_id, the ID of its sentence or paragraph, term and,
            where known, kind: punctuation and numbers are left out.
        seeds: words with their side, 1 or -1; other values count for as much.
        by: the column or columns that define the unit; see ``count_terms``.
        dimensions: k, at most one for four terms: with as many as terms, every cosine is 0.
        min_count: words that occur less often have no vector.
        context: what words occur in together.
        reports: the table of the store, for the years of the reports; see ``against``.

    Raises:
        ValueError: if a column is missing, no seed of a side occurs often enough, a value is 0 or
            no number, or fewer than two units have words with a weight.

    Example:
        >>> from analysis import in_context, open_corpus
        >>> from analysis.scaling import DIRECTIVE_SEEDS, latent_semantic
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> tokens = in_context(read_table(corpus, "tokens"), read_table(corpus, "paragraphs"))
        >>> fit = latent_semantic(tokens, seeds={"确保": 1, "鼓励": -1, "支持": -1}, by="chapter",
        ...                       min_count=2)
        >>> fit.seeds[["term", "side"]].to_numpy().tolist()
        [['支持', -1.0], ['确保', 1.0], ['鼓励', -1.0]]
    """
    own = "sentence_id" if context == "sentence" else "paragraph_id"
    columns = unit_columns(tokens, by)
    check_columns(tokens, ["term", "report_id", own, *columns], "tokens")
    check_places(tokens)
    _check_seeds(seeds)
    tokens = tokens[of_kinds(tokens, WORD_KINDS) & tokens["term"].notna()]
    every = np.ones(len(tokens), dtype=bool)
    row, _ = unit_codes(tokens, ["report_id", own])
    matrix, terms = term_matrix(row, tokens, every)
    often: Bools = np.asarray(matrix.sum(axis=0)).ravel() >= min_count
    unit, units = unit_codes(tokens, columns)
    counts = term_matrix(unit, tokens, every)[0][:, often].astype(float)
    with threadpool_limits(1):
        vectors = _vectors(matrix[:, often].astype(float), dimensions)
    cosines, table = _to_seeds(vectors, terms[often], counts, seeds, min_count)
    return _fit(cosines, table, counts, (units, terms[often]), (vectors, matrix), reports)


def _check_seeds(seeds: Mapping[str, float]) -> None:
    for term, side in seeds.items():
        number = isinstance(side, int | float | np.number) and np.isfinite(side)
        if not number or side == 0:
            raise ValueError(f"the seed {term} has the value {side!r}; give 1 or -1")
    if not seeds:
        raise ValueError("there are no seeds; give words with 1 or -1")


def _vectors(matrix: Any, dimensions: int) -> Floats:
    """The word vectors at length 1: the rows of V, without dimensions that the matrix lacks."""
    least = min(matrix.shape)
    dimensions = min(dimensions, max(matrix.shape[1] // _OF_TERMS, 2))
    if matrix.shape[0] * matrix.shape[1] <= _DENSE or least <= dimensions:
        _, values, right = np.linalg.svd(matrix.toarray(), full_matrices=False)
        values, right = values[:dimensions], right[:dimensions]
    else:
        first = np.random.default_rng(1).normal(size=least)
        _, values, right = svds(matrix, k=dimensions, v0=first, return_singular_vectors="vh")
    kept = values > _NOTHING * values.max(initial=0.0)
    return unit_rows(np.ascontiguousarray(right[kept].T))


def _to_seeds(
    vectors: Floats, terms: pd.Index, counts: Any, seeds: Mapping[str, float], least: int
) -> tuple[Floats, pd.DataFrame]:
    """The cosine of each word with each seed, and the seeds with how often they occur."""
    table = pd.DataFrame({"term": sorted(seeds)})
    table["side"] = [float(seeds[one]) for one in table["term"]]
    at = terms.get_indexer(pd.Index(table["term"]))
    total = np.asarray(counts.sum(axis=0)).ravel().astype(np.int64)
    table["n"] = np.where(at >= 0, total[at] if len(total) else 0, 0)
    for side in (1.0, -1.0):
        some = table[np.sign(table["side"]) == side]
        if len(some) and not some["n"].any():
            named = ", ".join(some["term"])
            raise ValueError(f"none of the seeds occurs {least} times or more ({named})")
    return vectors @ vectors[at].T * (at >= 0), table


def _weights(cosines: Floats, table: pd.DataFrame) -> Floats:
    """The weight of each word from its cosines with the seeds of the table that occur."""
    side = np.where(table["n"] > 0, table["side"], 0.0)
    each = np.array([np.sum(np.sign(side) == np.sign(one)) for one in side])
    return np.asarray(cosines @ (side / np.maximum(each, 1)))


def _raw(counts: Any, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """The mean weight of the words of each unit, the variance, and how many they are."""
    n = np.asarray(counts.sum(axis=1)).ravel()
    missing = np.full(len(n), np.nan)
    mean = np.divide(counts @ weights, n, out=missing.copy(), where=n > 0)
    square = np.divide(counts @ weights**2, n, out=missing, where=n > 0)
    return mean, np.maximum(square - mean**2, 0), n


def _fit(
    cosines: Floats,
    seeds: pd.DataFrame,
    counts: Any,
    named: tuple[pd.Index, pd.Index],
    made: tuple[Floats, Any],
    reports: pd.DataFrame | None,
) -> LatentFit:
    weights = _weights(cosines, seeds)
    documents = _documents(*_raw(counts, weights), named[0])
    total = np.asarray(counts.sum(axis=0)).ravel().astype(np.int64)
    terms = pd.DataFrame({"term": named[1], "weight": weights, "n": total})
    without = [_without(one, cosines, seeds, counts, documents["raw"]) for one in seeds.index]
    return LatentFit(
        documents=documents,
        terms=terms.sort_values(["weight", "term"], ascending=[False, True], ignore_index=True),
        seeds=seeds.assign(r_without=without),
        dimensions=made[0].shape[1],
        contexts=made[1].shape[0],
        against=against(documents, reports, value="score"),
    )


def _documents(raw: Floats, variance: Floats, n: Floats, units: pd.Index) -> pd.DataFrame:
    known = n > 0
    spread = raw[known].std(ddof=1) if known.sum() > 1 else 0.0
    if not spread > 0:
        raise ValueError("scores are standardised over units; give two or more that differ")
    se = np.sqrt(np.divide(variance, n, out=np.full(len(n), np.nan), where=n > 1)) / spread
    score = (raw - raw[known].mean()) / spread
    table = pd.DataFrame({"unit": units, "score": score, "se": se})
    table["low"], table["high"] = (table["score"] + z * table["se"] for z in (-Z, Z))
    one = np.where(n == 1, "1 word with a weight; a standard error requires 2", "")
    reason = np.where(known, one, "no words with a weight")
    return table.assign(raw=raw, n=n.astype(np.int64), reason=reason)


def _without(seed: Any, cosines: Floats, seeds: pd.DataFrame, counts: Any, raw: pd.Series) -> float:
    """The correlation of the scores with those without one seed, if its side has another."""
    fewer = seeds.assign(n=seeds["n"].where(seeds.index != seed, 0))
    alike = np.sign(seeds["side"]) == np.sign(seeds.loc[seed, "side"])
    if seeds.loc[seed, "n"] == 0 or not fewer.loc[alike, "n"].any():
        return float("nan")
    other, known = _raw(counts, _weights(cosines, fewer))[0], raw.notna().to_numpy()
    if known.sum() < 3 or not np.ptp(other[known]) > 0:
        return float("nan")
    return float(np.corrcoef(raw[known], other[known])[0, 1])
