"""Keyness: which terms a target uses more, or less, than a reference."""

from __future__ import annotations

from collections.abc import Collection, Hashable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.special import xlogy

from analysis.counts import document_term
from analysis.uncertainty import adjust_p, log_ratio_interval, permutation_p

Floats = NDArray[np.float64]
Units = Hashable | Collection[Hashable]


def keyness(
    counts: pd.DataFrame,
    *,
    target: Units,
    reference: Units | None = None,
    prior: float = 10.0,
    min_count: int = 1,
    seed: int = 1,
) -> pd.DataFrame:
    """Which terms the target uses more, or less, than the reference.

    With a and b the term's counts in target and reference, c and d all other words there, N their
    sum and E the expected counts of the four cells:

    - ``g2 = 2 Σ O ln(O / E)`` over all four cells (Dunning 1993), not the two of a and b only;
    - ``chi2 = Σ (O − E)² / E``, uncorrected;
    - ``log_ratio = log2((a / (a + c)) / (b / (b + d)))`` (Hardie 2014); where a or b is 0, half an
      occurrence stands for it in this column only;
    - ``log_odds_z``: Monroe, Colaresi and Quinn (2008), equations 16 and 22: target against
      reference, two-term variance, the prior ``prior`` occurrences spread as the pooled counts.

    g2 and log_odds_z take words as independent draws, which they are not. So p comes from moving
    whole units between target and reference (``permutation_p``) wherever each side has two units
    or more, and log_ratio_low and log_ratio_high from units as blocks (``log_ratio_interval``).
    Count by paragraph, and give the paragraphs of each side, to get both. With one unit a side, p
    is that of g2 with one degree of freedom, and there is no interval; ``p_method`` says which.

    Args:
        counts: unit, term, n.
        target: a unit, or the units, of the target.
        reference: a unit, or the units, compared with; None for all others.
        prior: the weight of the prior of log_odds_z, in words.
        min_count: terms that stand less often in both sides together are not in the table nor in
            the family of p_adjusted; their words stay in words_target and words_reference.
        seed: of the permutations.

    Returns:
        A row a term of target or reference, the largest log_odds_z first: term, n_target,
        n_reference, words_target, words_reference, g2, chi2, p, p_adjusted (Benjamini and Hochberg
        over this table), p_method, log_ratio, log_ratio_low, log_ratio_high, log_odds_z. The signs
        of log_ratio and log_odds_z are positive where the target uses the term more.

    Raises:
        ValueError: where the counts are no counts, a unit is unknown or on both sides, a side has
            no unit or no words, or the prior is negative.
    """
    if not prior >= 0:
        raise ValueError(f"prior is {prior}; it counts words, 0 or more")
    matrix, units, terms = document_term(counts)
    is_target, is_reference = _sides(units, target, reference)
    has_words = np.asarray(matrix.sum(axis=1)).ravel() > 0  # empty units change nothing
    for name, side in (("target", is_target), ("reference", is_reference)):
        if not (side & has_words).any():
            raise ValueError(f"the {name} has no words; there is nothing to compare")
    chosen = (is_target | is_reference) & has_words
    dense = matrix[chosen].toarray().astype(float)
    kept = dense.sum(axis=0) >= max(min_count, 1)
    table = _scores(dense, is_target[chosen], prior)[kept].reset_index(drop=True)
    table.insert(0, "term", terms[kept])
    _add_uncertainty(table, dense[:, kept], dense.sum(axis=1), is_target[chosen], seed)
    columns = ["term", "n_target", "n_reference", "words_target", "words_reference", "g2", "chi2",
               "p", "p_adjusted", "p_method", "log_ratio", "log_ratio_low", "log_ratio_high",
               "log_odds_z"]  # fmt: skip
    table = table[columns]
    return table.sort_values(["log_odds_z", "term"], ascending=[False, True], ignore_index=True)


def g2_p(g2: ArrayLike) -> Floats:
    """The p of g2 with one degree of freedom, which takes words as independent draws."""
    return np.asarray(stats.chi2.sf(np.asarray(g2, dtype=float), 1))


def _sides(
    units: pd.Index, target: Units, reference: Units | None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    is_target = _members(units, target)
    is_reference = ~is_target if reference is None else _members(units, reference)
    if (is_target & is_reference).any():
        both = units[is_target & is_reference].tolist()[0]
        raise ValueError(f"unit {both!r} is in the target and in the reference")
    if is_target.all():
        raise ValueError("the target is everything; there is nothing to compare it with")
    if not is_target.any() or not is_reference.any():
        empty = "reference" if is_target.any() else "target"
        raise ValueError(f"the {empty} is nothing; a comparison needs two sides")
    return is_target, is_reference


def _members(units: pd.Index, wanted: Units) -> NDArray[np.bool_]:
    names = [wanted] if isinstance(wanted, str) or not isinstance(wanted, Collection) else wanted
    unknown = [name for name in names if name not in units]
    if unknown:
        raise ValueError(f"there is no unit {unknown[0]!r} in the counts")
    return np.asarray(units.isin(list(names)))


def _scores(dense: Floats, is_target: NDArray[np.bool_], prior: float) -> pd.DataFrame:
    a, b = dense[is_target].sum(axis=0), dense[~is_target].sum(axis=0)
    n_a, n_b = a.sum(), b.sum()
    return pd.DataFrame(
        {
            "n_target": a.astype(int),
            "n_reference": b.astype(int),
            "words_target": int(n_a),
            "words_reference": int(n_b),
            "g2": _g2(a, b, n_a, n_b),
            "chi2": _chi2(a, b, n_a, n_b),
            "log_ratio": _log_ratio(a, b, n_a, n_b),
            "log_odds_z": _log_odds_z(a, b, prior),
        }
    )


def _cells(a: Floats, b: Floats, n_a: float, n_b: float) -> tuple[Floats, Floats]:
    """Observed and expected counts of the four cells, shape ``(4, terms)`` each."""
    observed = np.stack([a, b, n_a - a, n_b - b])
    total = n_a + n_b
    expected = np.stack(
        [n_a * (a + b), n_b * (a + b), n_a * (total - a - b), n_b * (total - a - b)]
    )
    return observed, expected / total


def _g2(a: Floats, b: Floats, n_a: float, n_b: float) -> Floats:
    observed, expected = _cells(a, b, n_a, n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(expected > 0, observed / expected, 1)
    return np.maximum(2 * xlogy(observed, ratio).sum(axis=0), 0)


def _chi2(a: Floats, b: Floats, n_a: float, n_b: float) -> Floats:
    observed, expected = _cells(a, b, n_a, n_b)
    parts = np.divide((observed - expected) ** 2, expected, out=np.zeros_like(expected),
                      where=expected > 0)  # fmt: skip
    return np.asarray(parts.sum(axis=0))


def _log_ratio(a: Floats, b: Floats, n_a: float, n_b: float) -> Floats:
    return np.log2((np.where(a > 0, a, 0.5) / n_a) / (np.where(b > 0, b, 0.5) / n_b))


def _log_odds_z(a: Floats, b: Floats, prior: float) -> Floats:
    alpha = prior * (a + b) / (a + b).sum()
    n_a, n_b = a.sum() + prior, b.sum() + prior
    with np.errstate(divide="ignore", invalid="ignore"):
        odds_a = (a + alpha) / (n_a - a - alpha)
        odds_b = (b + alpha) / (n_b - b - alpha)
        z = np.log(odds_a / odds_b) / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    # One term alone has no odds; nor, without a prior, has one that a side lacks.
    return np.where(np.isfinite(z), z, np.nan)


def _add_uncertainty(
    table: pd.DataFrame, dense: Floats, size: Floats, is_target: NDArray[np.bool_], seed: int
) -> None:
    blocks = min(is_target.sum(), (~is_target).sum())
    if blocks < 2:
        table["p"] = g2_p(table["g2"])
        table["p_method"] = "g2"
        low = high = np.full(len(table), np.nan)
    else:
        table["p"] = permutation_p(dense, size, is_target, seed=seed)
        table["p_method"] = "permutation"
        low, high = log_ratio_interval(dense, size, is_target)
    table["p_adjusted"] = adjust_p(table["p"])
    table["log_ratio_low"], table["log_ratio_high"] = low, high
