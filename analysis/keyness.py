"""Keyness: which terms a focus text uses more, or less, often than a reference text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, stats
from scipy.special import xlogy

from analysis.confidence import with_confidence
from analysis.counts import document_term
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.permutation import adjust_p, arrangements, permutation_p
from analysis.uncertainty.shares import compare_shares
from corpus.arrays import Bools, Floats

Units = Hashable | Collection[Hashable]
Prior = Literal["counts"] | float | Mapping[str, float] | pd.Series

# Below this expected count in any cell, Fisher's exact p replaces that of g2 (Cochran 1954).
SMALL = 5
# Probabilities in Fisher's test whose ratio is below this are treated as equal, as in R.
_SAME = 1 + 1e-7
_NAMED = 12  # units that a message lists
COLUMNS = [
    "term",
    "n_target",
    "n_reference",
    "words_target",
    "words_reference",
    "sign",
    "g2",
    "chi2",
    "g2_two_cell",
    "chi2_two_cell",
    "p_words",
    "p_words_method",
    "p",
    "p_adjusted",
    "p_method",
    "family",
    "log_ratio",
    "log_ratio_low",
    "log_ratio_high",
    "percent_diff",
    "odds_ratio",
    "log_odds_z",
    "prior",
    "cluster",
    "basis",
    "reason",
]


def keyness(
    counts: pd.DataFrame,
    *,
    target: Units,
    reference: Units | None = None,
    prior: Prior = "counts",
    min_count: int = 1,
    inference: Inference = INFERENCE,
    block: str = "unit",
) -> pd.DataFrame:
    """Which terms the focus text uses more, or less, often than the reference text.

    With a and b the term's counts in focus and reference text, c and d all other words there, and O
    and E the observed and expected counts of the four cells:

    - ``g2 = 2 Σ O ln(O / E)`` over all four cells (Dunning 1993). ``g2_two_cell`` is taken over a
      and b only, as by Rayson and Garside (2000) and their calculator; it is smaller.
    - ``chi2 = Σ (O − E)² / E`` over all four cells (Pearson), without Yates's correction;
      ``chi2_two_cell`` is taken over a and b only.
    - ``log_ratio = log2((a / (a + c)) / (b / (b + d)))`` (Hardie 2014); if a or b is 0, it is
      replaced by half an occurrence, in this column only.
    - ``percent_diff``: the share in the focus text minus that in the reference text, in % of the
      latter (Gabrielatos and Marchi 2011); if b is 0 they insert a tiny number, here it is missing.
    - ``odds_ratio = a d / (b c)``, that of the sample; R's ``fisher.test`` gives the conditional
      estimate instead. Missing if b or c is 0.
    - ``log_odds_z``: Monroe, Colaresi and Quinn (2008), equations 16 and 22: focus text against
      reference text, with the two terms of the variance that they keep; scattertext keeps four.
      With little prior, such as 10 words, terms that only one text uses cannot rank high; with the
      counts of both texts, as tidylo and scattertext have it, they can. tidylo's statistic is a
      different one, see ``log_odds_against_whole``.

    All of these treat words as independent draws, which they are not. So does ``p_words``: the p
    value of g2 with one degree of freedom, or Fisher's exact two-sided one if an expected count is
    below 5. If each text has at least two units with words, ``p`` is that of a permutation test of
    whole units (``permutation_p``), and log_ratio_low and log_ratio_high are clustered by unit
    (``compare_shares``). To get both, count by section or paragraph and give those of each text; or
    use ``keyness_of_side``. If
    either text is a single unit, p is p_words and there is no interval; ``p_method`` and ``reason``
    say so.

    Args:
        counts: unit, term, n.
        target: the unit, or units, of the focus text.
        reference: the unit, or units, of the reference text; None for all others.
        prior: the prior of log_odds_z: ``counts`` for each term's count in both texts together; a
            number of words, distributed as these counts; or numbers of words by term, such as from
            another corpus, terms that are not listed having 0.
        min_count: terms that occur less often in both texts together are left out of the table and
            of the family of p_adjusted; they remain in words_target and words_reference.
        inference: how intervals and p values are computed: see ``Inference``. The units are taken
            as they are, whatever its cluster.
        block: what a unit is called in ``cluster``, ``basis`` and ``reason``, such as section.

    Returns:
        One row per term of either text, the largest log_odds_z first: term, n_target, n_reference,
        words_target, words_reference, sign (1 if the share in the focus text is the larger, −1 if
        that in the reference text is, or 0), g2, chi2, g2_two_cell, chi2_two_cell, p_words,
        p_words_method (g2 or fisher), p, p_adjusted (Benjamini and Hochberg 1995), p_method (exact
        permutation, permutation, or as p_words_method), family (the p values adjusted together),
        log_ratio, log_ratio_low, log_ratio_high (missing if the term is not in the focus, or not in
        the reference text), percent_diff, odds_ratio, log_odds_z, prior (in words), cluster (what
        varies in interval and test: ``block``), basis (how many contain the term), reason (why a
        limit is missing, or ""). log_ratio, percent_diff and log_odds_z are positive if the focus
        text uses the term more.

    Raises:
        ValueError: if the counts are not valid, a unit is unknown or in both texts, a text has no
            units or no words, the prior is negative, or min_count is below 1.

    Example:
        >>> import pandas as pd
        >>> from analysis.keyness import keyness
        >>> counts = pd.DataFrame({"unit": ["plan", "plan", "review", "review"]})
        >>> counts = counts.assign(term=["创新", "教育"] * 2, n=[30, 10, 12, 18])
        >>> table = keyness(counts, target="plan", reference="review").round(2)
        >>> print(table[["term", "n_target", "n_reference", "log_ratio"]].to_string(index=False))
        term  n_target  n_reference  log_ratio
          创新        30           12       0.91
          教育        10           18      -1.26
    """
    if not min_count >= 1:
        raise ValueError(f"min_count is {min_count}; it must be 1 or more")
    x, is_target, terms = sides(counts, target, reference)
    size, total = x.sum(axis=1), x.sum(axis=0)
    alpha, prior_words = _prior(prior, total, terms)
    kept = total >= min_count
    every, a = x, x[is_target][:, kept].sum(axis=0)
    words = int(size[is_target].sum()), int(size[~is_target].sum())
    table = _scores(a, total[kept] - a, *words)
    table["log_odds_z"] = _log_odds_z(a, total[kept] - a, *words, alpha[kept], prior_words)
    table["term"] = terms[kept]
    moved = _moved(every, size, is_target, kept, inference, block)
    table = table.assign(**moved) if moved else _unmoved(table, block)
    table["prior"], table["cluster"] = prior_name(prior), block
    table["p_adjusted"] = adjust_p(table["p"])
    table["family"] = f"{len(table)} terms with min_count {min_count}"
    table = with_confidence(table[COLUMNS], inference.confidence)
    return table.sort_values(["log_odds_z", "term"], ascending=[False, True], ignore_index=True)


def g2_p(g2: ArrayLike) -> Floats:
    """The p value of g2 with one degree of freedom, which treats words as independent draws.

    Args:
        g2: the log-likelihood ratio of each term, as from ``keyness``.

    Returns:
        One p value per term.

    Example:
        >>> from analysis import g2_p
        >>> g2_p([3.84, 10.83]).round(3).tolist()
        [0.05, 0.001]
    """
    return np.asarray(stats.chi2.sf(np.asarray(g2, dtype=float), 1))


def fisher_p(
    n_target: ArrayLike, n_reference: ArrayLike, words_target: int, words_reference: int
) -> Floats:
    """Fisher's exact two-sided p of each term (1935), which treats words as independent draws.

    Given the term's K occurrences in both texts, the probability that i of them are in the focus
    text is proportional to ``C(words_target, i) C(words_reference, K − i)``; p is the sum of the
    probabilities that do not exceed that of n_target. The alternative definition, twice the smaller
    tail, gives a different p. Probabilities that differ by less than one in ten million are treated
    as equal, as in R.

    Args:
        n_target: how often each term occurs in the focus text.
        n_reference: how often each term occurs in the reference text.
        words_target: the number of words in the focus text.
        words_reference: the number of words in the reference text.

    Returns:
        One p value per term.

    Raises:
        ValueError: if a count is negative or exceeds the number of words.

    Example:
        >>> from analysis import fisher_p
        >>> fisher_p([12, 4], [3, 9], words_target=2000, words_reference=2000).round(3).tolist()
        [0.035, 0.266]
    """
    a, b = np.asarray(n_target, dtype=np.int64), np.asarray(n_reference, dtype=np.int64)
    for count, words in ((a, words_target), (b, words_reference)):
        if (count > words).any():
            most = count[count > words][0]
            raise ValueError(f"the count ({most}) exceeds the number of words ({words})")
        if (count < 0).any():
            raise ValueError(f"a count is {count[count < 0][0]}; it must be 0 or more")
    p = np.ones(len(a))
    for both in np.unique(a + b):
        here = a + b == both
        p[here] = _fisher_sums(int(both), words_target, words_reference)(a[here])
    return p


def _fisher_sums(both: int, n_a: int, n_b: int) -> Callable[[NDArray[np.int64]], Floats]:
    """A function of counts in the focus text: the sum of the probabilities that are no greater."""
    low, high = max(0, both - n_b), min(both, n_a)
    i = np.arange(low, high)
    steps = np.log(n_a - i) + np.log(both - i) - np.log(i + 1) - np.log(n_b - both + i + 1)
    logs = np.append(0, np.cumsum(steps))
    weights = np.exp(logs - logs.max())
    ordered = np.sort(weights)
    sums = np.append(0, np.cumsum(ordered)) / weights.sum()

    def p(a: NDArray[np.int64]) -> Floats:
        return np.minimum(sums[np.searchsorted(ordered, weights[a - low] * _SAME, "right")], 1)

    return p


def sides(
    counts: pd.DataFrame,
    target: Units,
    reference: Units | None,
    *,
    names: tuple[str, str] = ("the target", "the reference"),
) -> tuple[Any, Bools, pd.Index]:
    """The counts of a comparison, without the units that have no words: these change nothing.

    Args:
        counts: unit, term, n.
        target: the unit, or units, of the focus text.
        reference: the unit, or units, of the reference text; None for all others.
        names: what error messages call the two texts.

    Returns:
        A sparse matrix of units and terms by column, which of its units are in the focus text, and
        the terms, sorted; terms that occur in other units only have zeros.

    Raises:
        ValueError: if the counts are not valid, a unit is unknown or in both texts, or a text has
            no units or no words.
    """
    matrix, units, terms = document_term(counts)
    is_target, is_reference = split_units(units, target, reference, names=names)
    has_words = np.asarray(matrix.sum(axis=1)).ravel() > 0
    for name, side in zip(names, (is_target, is_reference), strict=True):
        if not (side & has_words).any():
            raise ValueError(f"{name} has no words; there is nothing to compare")
    chosen = (is_target | is_reference) & has_words
    return sparse.csc_array(matrix[chosen], dtype=float), is_target[chosen], terms


def split_units(
    units: pd.Index,
    target: Units,
    reference: Units | None,
    *,
    names: tuple[str, str] = ("the target", "the reference"),
) -> tuple[Bools, Bools]:
    """Which units are in the focus text, and which in the reference text.

    Args:
        units: all units.
        target: the unit, or units, of the focus text.
        reference: the unit, or units, of the reference text; None for all others.
        names: what error messages call the two texts.

    Raises:
        ValueError: if a unit is unknown or in both texts, or a text has no units.
    """
    is_target = _members(units, target)
    is_reference = ~is_target if reference is None else _members(units, reference)
    if (is_target & is_reference).any():
        both = units[is_target & is_reference].tolist()[0]
        raise ValueError(
            f"unit {both!r} is in both {names[0]} and {names[1]}; each must be in one only"
        )
    if is_target.all():
        raise ValueError(f"{names[0]} contains all units; there is nothing to compare it with")
    if not is_target.any() or not is_reference.any():
        empty = names[1] if is_target.any() else names[0]
        raise ValueError(f"{empty} has no units; name at least one")
    return is_target, is_reference


def _members(units: pd.Index, wanted: Units) -> Bools:
    names = [wanted] if isinstance(wanted, str) or not isinstance(wanted, Collection) else wanted
    known = set(units)
    unknown = [name for name in names if name not in known]
    if unknown:
        there = ", ".join(map(str, units[:_NAMED])) + (", …" if len(units) > _NAMED else "")
        raise ValueError(f"there is no unit {unknown[0]!r} in the counts; the units are {there}")
    return np.asarray(units.isin(list(names)))


def _prior(prior: Prior, total: Floats, terms: pd.Index) -> tuple[Floats, float]:
    """The words of the prior that each term has, and their total."""
    if isinstance(prior, str):
        if prior != "counts":
            raise ValueError(f"prior is {prior!r}; it must be counts or a number of words")
        return total.astype(float), float(total.sum())
    if isinstance(prior, int | float | np.number):
        alpha = float(prior) * total / total.sum()
        each = np.array([float(prior)])
    else:
        given = pd.Series(dict(prior), dtype=float)
        alpha, each = given.reindex(terms).fillna(0).to_numpy(), given.to_numpy()
    wrong = ~(np.isfinite(each) & (each >= 0))
    if wrong.any():
        raise ValueError(f"prior is {each[wrong][0]:g}; it must be a number of words, 0 or more")
    return alpha, float(each.sum())


def prior_name(prior: Prior) -> str:
    """What the column ``prior`` says, such as ``counts of both texts`` or ``10 words``.

    Example:
        >>> from analysis.keyness import prior_name
        >>> prior_name("counts"), prior_name(10), prior_name({"创新": 2.5})
        ('counts of both texts', '10 words', '2.5 words by term')
    """
    if isinstance(prior, str):
        return "counts of both texts"
    if isinstance(prior, int | float | np.number):
        return f"{prior:g} words"
    return f"{sum(dict(prior).values()):g} words by term"


def _scores(a: Floats, b: Floats, n_a: int, n_b: int) -> pd.DataFrame:
    observed, expected = _cells(a, b, n_a, n_b)
    g2, g2_two_cell = _g2(observed, expected), _g2(observed[:2], expected[:2])
    p_words, method = _p_words(g2, a, b, n_a, n_b, expected)
    return pd.DataFrame(
        {
            "n_target": a.astype(np.int64),
            "n_reference": b.astype(np.int64),
            "words_target": n_a,
            "words_reference": n_b,
            "sign": np.sign(a * n_b - b * n_a).astype(np.int64),
            "g2": g2,
            "chi2": _chi2(observed, expected),
            "g2_two_cell": g2_two_cell,
            "chi2_two_cell": _chi2(observed[:2], expected[:2]),
            "p_words": p_words,
            "p_words_method": method,
            "log_ratio": np.log2((np.where(a > 0, a, 0.5) / n_a) / (np.where(b > 0, b, 0.5) / n_b)),
            "percent_diff": _quotient(100 * (a * n_b - b * n_a), b * n_a),
            "odds_ratio": _quotient(a * (n_b - b), b * (n_a - a)),
        }
    )


def _quotient(above: Floats, below: Floats) -> Floats:
    """The quotient, or NaN if the denominator is 0."""
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)


def _cells(a: Floats, b: Floats, n_a: int, n_b: int) -> tuple[Floats, Floats]:
    """Observed and expected counts of the four cells, shape ``(4, terms)`` each."""
    observed = np.stack([a, b, n_a - a, n_b - b])
    total = n_a + n_b
    expected = np.stack(
        [n_a * (a + b), n_b * (a + b), n_a * (total - a - b), n_b * (total - a - b)]
    )
    return observed, expected / total


def _g2(observed: Floats, expected: Floats) -> Floats:
    ratio = np.divide(observed, expected, out=np.ones_like(expected), where=expected > 0)
    return np.maximum(2 * xlogy(observed, ratio).sum(axis=0), 0)


def _chi2(observed: Floats, expected: Floats) -> Floats:
    parts = np.divide(
        (observed - expected) ** 2, expected, out=np.zeros_like(expected), where=expected > 0
    )
    return np.asarray(parts.sum(axis=0))


def _p_words(
    g2: Floats, a: Floats, b: Floats, n_a: int, n_b: int, expected: Floats
) -> tuple[Floats, NDArray[np.str_]]:
    small = (expected < SMALL).any(axis=0)
    p = g2_p(g2)
    p[small] = fisher_p(a[small], b[small], n_a, n_b)
    return p, np.where(small, "fisher", "g2")


def _log_odds_z(
    a: Floats, b: Floats, n_a: int, n_b: int, alpha: Floats, prior_words: float
) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        odds_a = (a + alpha) / (n_a + prior_words - a - alpha)
        odds_b = (b + alpha) / (n_b + prior_words - b - alpha)
        z = np.log(odds_a / odds_b) / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    # The only term of a text has no odds; nor, without a prior, has one that is absent from it.
    return np.where(np.isfinite(z), z, np.nan)


def _moved(
    every: Any, size: Floats, is_target: Bools, kept: Bools, inference: Inference, block: str
) -> dict[str, Any]:
    """The p and intervals clustered by unit; an empty result if either text is a single unit.

    Design effects are lent among all terms, so that min_count changes no interval.
    """
    if min(is_target.sum(), (~is_target).sum()) < 2:
        return {}
    how = inference
    p = permutation_p(
        every[:, kept],
        size,
        is_target,
        statistic=how.statistic,
        n_permutations=how.n_permutations,
        seed=how.seed,
    )
    exact = arrangements(is_target, n_permutations=how.n_permutations).exact
    found = compare_shares(
        every, size, is_target, confidence=how.confidence, min_blocks=how.min_blocks, block=block
    )[kept].reset_index(drop=True)
    low, high = (np.log2(found[end].where(found[end] > 0)) for end in ("ratio_low", "ratio_high"))
    # A ratio of 0 has a lower limit, which is 0; its logarithm has none.
    at_zero = found["ratio_low"] == 0
    none = "not in the focus text; the log ratio has no lower limit"
    return {
        "p": p,
        "p_method": "exact permutation" if exact else "permutation",
        "log_ratio_low": low,
        "log_ratio_high": high,
        "basis": found["basis"],
        "reason": found["reason"].mask(at_zero, none),
    }


def _unmoved(table: pd.DataFrame, block: str) -> pd.DataFrame:
    return table.assign(
        p=table["p_words"],
        p_method=table["p_words_method"],
        log_ratio_low=np.nan,
        log_ratio_high=np.nan,
        basis="",
        reason=f"one of the texts is a single {block}; a CI requires 2 of each",
    )


def log_odds_against_whole(
    counts: pd.DataFrame, *, prior: Literal["counts"] | float = "counts"
) -> pd.DataFrame:
    """Which terms each unit uses more than all units together: tidylo's weighted log odds.

    With y the count of a term in a unit plus the prior, n the sum of y over the terms, and y_w and
    n_w both summed over the units: ``log_odds_whole = ln(y / (n − y)) − ln(y_w / (n_w − y_w))``,
    ``log_odds_whole_z = log_odds_whole / sqrt(1 / y + 1 / y_w)`` (Monroe, Colaresi and Quinn 2008,
    equation 15, as implemented in tidylo 0.2). A unit is compared with a whole of which it is part;
    this differs from the ``log_odds_z`` of ``keyness``, which compares it with the rest. tidylo
    omits the prior of pairs that are not in its table; here every term has it in every unit, as in
    tidylo after ``tidyr::complete``.

    Args:
        counts: unit, term, n; pairs with n = 0 are scored too.
        prior: the prior of each term in each unit: ``counts`` for its count in all units together
            (tidylo's default), or a number of words (1 is tidylo's ``uninformative``).

    Returns:
        One row per pair of unit and term in the counts, within a unit the largest log_odds_whole_z
        first, then by code point: unit, term, n, n_whole, log_odds_whole, log_odds_whole_z; the
        last two are missing if a unit has only one term, or the prior and the count are 0.

    Raises:
        ValueError: if the counts are not valid, or the prior is neither ``counts`` nor a number of
            0 or more.

    Example:
        >>> import pandas as pd
        >>> from analysis import log_odds_against_whole
        >>> counts = pd.DataFrame({"unit": ["2017", "2017", "2018", "2018"], "n": [2, 8, 9, 8]})
        >>> counts["term"] = ["创新", "教育", "创新", "教育"]
        >>> table = log_odds_against_whole(counts).round(2)
        >>> print(table[["unit", "term", "n", "log_odds_whole_z"]].to_string(index=False))
        unit term  n  log_odds_whole_z
        2017   教育  8              0.95
        2017   创新  2             -0.73
        2018   创新  9              0.68
        2018   教育  8             -0.77
    """
    if prior != "counts" and not (isinstance(prior, int | float) and prior >= 0):
        raise ValueError(f"prior is {prior!r}; it must be counts or a number of 0 or more")
    matrix, units, terms = document_term(counts)
    whole = np.asarray(matrix.sum(axis=0), dtype=float).ravel()
    alpha = whole if prior == "counts" else np.full(len(terms), float(prior))
    table = counts[["unit", "term", "n"]][counts["term"].isin(terms)]
    unit, term = (
        units.get_indexer(pd.Index(table["unit"])),
        terms.get_indexer(pd.Index(table["term"])),
    )
    n_unit = np.asarray(matrix.sum(axis=1)).ravel() + alpha.sum()
    y, y_whole = table["n"].to_numpy(dtype=float) + alpha[term], (whole + len(units) * alpha)[term]
    with np.errstate(divide="ignore", invalid="ignore"):
        log_odds = np.log(y / (n_unit[unit] - y)) - np.log(y_whole / (n_unit.sum() - y_whole))
        z = log_odds / np.sqrt(1 / y + 1 / y_whole)
    table = table.assign(
        n_whole=whole[term].astype(np.int64),
        log_odds_whole=np.where(np.isfinite(log_odds), log_odds, np.nan),
        log_odds_whole_z=np.where(np.isfinite(z), z, np.nan),
    )
    order = ["unit", "log_odds_whole_z", "term"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)
