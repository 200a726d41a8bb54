"""Positions of texts between texts whose positions are known: Wordscores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.counts import document_term
from analysis.scaling.confounds import against
from corpus.arrays import Bools, Floats

Rescale = Literal["lbg", "mv"]
Over = Literal["all", "others"]
Z = 1.959963984540054


def wordscores(
    counts: pd.DataFrame,
    *,
    scores: Mapping[Any, float],
    rescale: Rescale | None = None,
    over: Over = "all",
    reports: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Positions of texts between reference texts whose positions are known (Wordscores).

    With F_wr the share of word w in reference text r, the score of a word is
    ``S_w = Σ_r A_r F_wr / Σ_r F_wr`` (A_r being the position given to r), and that of a text the
    mean of its scored words, ``S_v = Σ_w F_wv S_w``; its standard error is
    ``sqrt(Σ_w F_wv (S_w − S_v)² / N_v)``, N_v being the number of its scored words (Laver, Benoit
    and Garry 2003). It takes words as independent.

    Raw scores lie close to the middle, since most words are common to all texts. ``lbg`` stretches
    them to the standard deviation of the scores given, ``(S_v − M) SD(A) / SD(S) + M`` (n − 1);
    ``mv`` puts the lowest and the highest reference text back where they were given,
    ``(S_v − S_low) (A_high − A_low) / (S_high − S_low) + A_low`` (Martin and Vanberg 2008), and
    keeps positions comparable when other texts are added. Standard errors are multiplied alike
    (those that quanteda prints for ``lbg`` are shifted too).

    **How it misleads:** any word that the reference texts differ by counts, also years and names;
    two reference texts of different years make an axis of time. A text with few scored words
    (``share``) lies where those few lie.

    Args:
        counts: unit, term, n.
        scores: the positions of the reference texts, by unit.
        rescale: None, ``lbg`` or ``mv``.
        over: the texts whose mean M and standard deviation ``lbg`` takes: ``all`` that have a
            score, reference texts too, as quanteda does by default, or the ``others`` alone, as
            published.
        reports: the table of the store, for the years of the reports; see ``against``.

    Returns:
        One row per unit, also for the reference texts: unit, score, se, low, high (95%), given (the
        position of a reference text), n (its words), share (of them that are scored), r_year and
        r_length (the correlations of all scores with year and length: the same in each row, see
        ``against``), reason (why there is no score).

    Raises:
        ValueError: if the counts are not valid, a reference text is none of the units or has no
            words, or the positions given are not numbers or all the same.

    Example:
        >>> import pandas as pd
        >>> from analysis.scaling import wordscores
        >>> rows = [("plan", "计划", 8), ("plan", "发展", 4), ("market", "市场", 8),
        ...         ("market", "发展", 4), ("here", "市场", 3), ("here", "发展", 2),
        ...         ("here", "计划", 1)]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> table = wordscores(counts, scores={"plan": -1, "market": 1}, rescale="mv")
        >>> table[["unit", "score", "given"]].round(2).to_numpy().tolist()
        [['here', 0.5, nan], ['market', 1.0, 1.0], ['plan', -1.0, -1.0]]
    """
    for name, one, kinds in (("rescale", rescale, Rescale), ("over", over, Over)):
        if one is not None and one not in get_args(kinds):
            raise ValueError(f"{name} is {one!r}; choose from {', '.join(get_args(kinds))}")
    matrix, units, _ = document_term(counts)
    n = sparse.csr_array(matrix)
    given = _given(n, units, scores)
    of_words = _word_scores(n, given)
    raw, se, scored = _raw(n, of_words)
    offset, factor = _rescaling(raw, given, rescale, over)
    words = np.asarray(n.sum(axis=1)).ravel()
    table = pd.DataFrame({"unit": units, "score": offset + factor * raw, "se": abs(factor) * se})
    table["low"], table["high"] = (table["score"] + z * table["se"] for z in (-Z, Z))
    share = np.divide(scored, words, out=np.full(len(words), np.nan), where=words > 0)
    table = table.assign(given=given, n=words, share=share)
    found = against(table, reports).set_index("variable")["r"]
    table = table.assign(r_year=found["year"], r_length=found["length"])
    return table.assign(reason=_reasons(table, scored))


def _reasons(table: pd.DataFrame, scored: Floats) -> list[str]:
    rows = zip(table["score"].isna(), table["n"], scored, strict=True)
    return [
        ""
        if not missing
        else "no words"
        if not n
        else "no words that the reference texts have"
        if not k
        else "a standard deviation requires 2 other texts"
        for missing, n, k in rows
    ]


def term_scores(counts: pd.DataFrame, *, scores: Mapping[Any, float]) -> pd.DataFrame:
    """The score of each word that reference texts have; see ``wordscores``.

    Args:
        counts: unit, term, n.
        scores: the positions of the reference texts, by unit.

    Returns:
        One row per term of the reference texts, from the lowest score: term, score, n (in the
        reference texts), units (how many of them have it).

    Raises:
        ValueError: as ``wordscores``.

    Example:
        >>> import pandas as pd
        >>> from analysis.scaling import term_scores
        >>> rows = [("a", "计划", 9), ("a", "市场", 1), ("b", "计划", 1), ("b", "市场", 9)]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> term_scores(counts, scores={"a": -1, "b": 1})["score"].round(1).tolist()
        [-0.8, 0.8]
    """
    matrix, units, terms = document_term(counts)
    n = sparse.csr_array(matrix)
    given = _given(n, units, scores)
    reference = n[np.isfinite(given)]
    table = pd.DataFrame(
        {
            "term": terms,
            "score": _word_scores(n, given),
            "n": np.asarray(reference.sum(axis=0)).ravel(),
            "units": np.asarray((reference > 0).sum(axis=0)).ravel(),
        }
    )
    return table[table["n"] > 0].sort_values(["score", "term"], ignore_index=True)


def _given(n: Any, units: pd.Index, scores: Mapping[Any, float]) -> Floats:
    """The position given to each unit; missing for the others."""
    words = dict(zip(units, np.asarray(n.sum(axis=1)).ravel(), strict=True))
    for unit, score in scores.items():
        if unit not in words:
            raise ValueError(f"scores names {unit!r}, which is no unit of the counts")
        if not words[unit]:
            raise ValueError(f"the reference text {unit!r} has no words")
        if not isinstance(score, int | float | np.number) or not np.isfinite(score):
            raise ValueError(f"the score of {unit!r} is {score!r}; give a number")
    if len(set(scores.values())) < 2:
        raise ValueError("give two or more reference texts with different scores")
    return np.array([float(scores.get(one, np.nan)) for one in units])


def _word_scores(n: Any, given: Floats) -> Floats:
    """The score of each term; missing for those that no reference text has."""
    reference = np.isfinite(given)
    rows = n[reference].astype(float)
    lengths = np.asarray(rows.sum(axis=1)).ravel()
    total = np.asarray(rows.T @ (1 / lengths)).ravel()
    weighted = np.asarray(rows.T @ (given[reference] / lengths)).ravel()
    return np.divide(weighted, total, out=np.full(len(total), np.nan), where=total > 0)


def _raw(n: Any, of_words: Floats) -> tuple[Floats, Floats, Floats]:
    """Raw scores, their standard errors, and the number of scored words."""
    known: Bools = np.isfinite(of_words)
    counted, score = n[:, known].astype(float), of_words[known]
    words = np.asarray(counted.sum(axis=1)).ravel()
    missing = np.full(len(words), np.nan)
    mean = np.divide(counted @ score, words, out=missing.copy(), where=words > 0)
    square = np.divide(counted @ score**2, words, out=missing.copy(), where=words > 0)
    variance = np.maximum(square - mean**2, 0)
    return mean, np.sqrt(np.divide(variance, words, out=missing, where=words > 0)), words


def _rescaling(
    raw: Floats, given: Floats, rescale: Rescale | None, over: Over
) -> tuple[float, float]:
    """What is added to the raw scores after multiplying them by the factor."""
    if rescale is None:
        return 0.0, 1.0
    reference = np.isfinite(given)
    if rescale == "lbg":
        some = raw[np.isfinite(raw) & (~reference | (over == "all"))]
        spread = some.std(ddof=1) if len(some) > 1 else np.nan
        factor = given[reference].std(ddof=1) / spread if spread else np.nan
        return float(some.mean() * (1 - factor)) if len(some) else np.nan, float(factor)
    low, high = np.nanmin(given), np.nanmax(given)
    at_low, at_high = raw[given == low].mean(), raw[given == high].mean()
    factor = (high - low) / (at_high - at_low)
    return float(low - factor * at_low), float(factor)
