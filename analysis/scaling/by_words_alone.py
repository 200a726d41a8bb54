"""Positions of texts from their words alone: Wordfish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import sparse
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from analysis.counts import document_term
from analysis.scaling.confounds import against, printed
from analysis.scaling.poisson_model import (
    State,
    information,
    log_posterior,
    maximum,
    start,
    until_a_fall,
)
from corpus.arrays import Floats

Rule = Literal["converged", "quanteda"]
Z = 1.959963984540054  # of a 95% interval
_FEWEST = 3  # two texts lie at -0.71 and 0.71, whatever they say


@dataclass(frozen=True, eq=False)
class ScalingFit:
    """Positions found by Wordfish; printed, it says what they go with.

    Attributes:
        documents: one row per unit: unit, position, se, low, high (95%), alpha (its length, as
            the model has it), n (its words), reason (why there is no position).
        terms: one row per term: term, position (ψ: ln of its count at position 0, in a text of
            mean α), weight (β: by how much ln of its count rises with each standard deviation of
            position), n.
        converged: whether the positions settled; where not, they would move further.
        rule: the stopping rule.
        rounds: how many rounds were taken.
        log_posterior: at these parameters, without the factorials.
        against: the correlations with year and length; see ``against``.
    """

    documents: pd.DataFrame
    terms: pd.DataFrame
    converged: bool
    rule: Rule
    rounds: int
    log_posterior: float
    against: pd.DataFrame

    def __str__(self) -> str:
        settled = "converged" if self.converged else "NOT converged"
        by = "" if self.rule == "converged" else " (stopping rule of quanteda)"
        known = int(self.documents["position"].notna().sum())
        first = f"Wordfish: {known} units, {len(self.terms)} terms; {settled}{by}."
        return "\n".join([first, *printed(self.against)])

    __repr__ = __str__


def wordfish(
    counts: pd.DataFrame,
    *,
    direction: tuple[Any, Any] | None = None,
    rule: Rule = "converged",
    reports: pd.DataFrame | None = None,
    rounds: int = 3000,
) -> ScalingFit:
    """Positions of texts on the one line that tells their words apart best (Wordfish).

    The count of term j in text i is Poisson with ``ln λ_ij = α_i + ψ_j + β_j θ_i`` (Slapin and
    Proksch 2008). Positions θ are standardised (mean 0, standard deviation 1 with n − 1), which is
    the scale of the priors: normal, with standard deviation 3 for weights β and 1 for positions.
    Estimates are those at which the posterior is highest, α and the weights having mean 0. ``se``
    is ``(I_i + 1)^(-1/2)``, where ``I_i = Σ λβ² − (Σ λβ)² / Σ λ``: it takes words as independent
    and weights as known, and is too small for real texts by half and more; ``clustered_errors``
    is not.

    **How it misleads:** the line is whatever the words differ by most, which over years is time,
    and across levels of government is the level. What it goes with is in ``against``, and printed.
    Scale places within one year, and read the terms with the largest weights.

    ``rule="quanteda"`` takes the steps of quanteda.textmodels and stops as it does, once the
    posterior rises no further or after 100 rounds: on the example of Laver, Benoit and Garry after
    22, at positions that are up to 0.07 elsewhere and have a lower posterior.

    Cost: each round visits all units × terms twice, in blocks of 32 MB: 60,000 units with 5,000
    terms take 2 seconds of CPU per round, and 25 to 80 rounds are usual. Terms that occur in one
    unit only say nothing of a common line; leave them out first.

    Args:
        counts: unit, term, n, such as from ``count_terms``.
        direction: two units, the first of which is to the left; None for the first and last unit,
            sorted.
        rule: the stopping rule.
        reports: the table of the store, for the years of the reports; see ``against``.
        rounds: how many rounds at most.

    Raises:
        ValueError: if the counts are not valid, fewer than 3 units have words, all of them use
            words in the same proportions, or a unit of ``direction`` is none of them.

    Example:
        >>> import pandas as pd
        >>> from analysis.scaling import wordfish
        >>> rows = [(year, term, n) for year, market, plan in [(1985, 4, 16), (1995, 9, 11),
        ...         (2005, 15, 5), (2015, 18, 2)] for term, n in [("市场", market), ("计划", plan)]]
        >>> fit = wordfish(pd.DataFrame(rows, columns=["unit", "term", "n"]))
        >>> fit.documents[["unit", "position"]].round(1).to_numpy().tolist()
        [[1985.0, -1.2], [1995.0, -0.4], [2005.0, 0.4], [2015.0, 1.1]]
        >>> print(fit)
        Wordfish: 4 units, 2 terms; converged.
        r with the report year: 1.00 (4 units).
        r with the length of the text (log words): all units have the same value.
    """
    if rule not in get_args(Rule):
        raise ValueError(f"rule is {rule!r}; choose from {', '.join(get_args(Rule))}")
    n, units, terms = document_term(counts)
    n = sparse.csr_array(n, dtype=float)
    words = np.asarray(n.sum(axis=1)).ravel()
    _check_units(n[words > 0], units[words > 0], direction)
    known = n[words > 0]
    with threadpool_limits(1):
        if rule == "converged":
            state, converged, done = maximum(known, start(known), rounds=rounds)
        else:
            state, converged, done = until_a_fall(known, start(known))
        return _fit(
            known, state, (converged, rule, done), (units, words, terms), direction, reports
        )


def _check_units(n: Any, units: pd.Index, direction: tuple[Any, Any] | None) -> None:
    if len(units) < _FEWEST:
        raise ValueError(f"{len(units)} units have words; Wordfish requires {_FEWEST} or more")
    shares = sparse.diags_array(1 / n.sum(axis=1)) @ n
    if np.ptp(shares.power(2).sum(axis=1)) + np.ptp(shares @ _numbers(n)) < 1e-12:
        raise ValueError("all units use words in the same proportions; no line tells them apart")
    for one in direction or ():
        if one not in units:
            raise ValueError(f"direction names {one!r}, which is no unit of the counts with words")


def _numbers(n: Any) -> Floats:
    """A number for each term: the same sum of shares means, but for chance, the same shares."""
    return np.random.default_rng(1).normal(size=n.shape[1])


def _fit(
    n: Any,
    state: State,
    how: tuple[bool, Rule, int],
    named: tuple[pd.Index, Any, pd.Index],
    direction: tuple[Any, Any] | None,
    reports: pd.DataFrame | None,
) -> ScalingFit:
    units, words, terms = named
    left, right = direction or tuple(units[words > 0][[0, -1]])
    places = units[words > 0].get_indexer([left, right])
    sign = -1.0 if state.theta[places[0]] > state.theta[places[1]] else 1.0
    documents = _documents(state, units, words, sign)
    weights = sign * state.beta
    total = np.asarray(n.sum(axis=0)).ravel().astype(np.int64)
    return ScalingFit(
        documents=documents,
        terms=pd.DataFrame({"term": terms, "position": state.psi, "weight": weights, "n": total}),
        converged=how[0],
        rule=how[1],
        rounds=how[2],
        log_posterior=log_posterior(n, state),
        against=against(documents, reports),
    )


def _documents(state: State, units: pd.Index, words: Any, sign: float) -> pd.DataFrame:
    known = words > 0
    table = pd.DataFrame({"unit": units, "position": np.nan, "se": np.nan})
    table.loc[known, "position"] = sign * state.theta
    table.loc[known, "se"] = 1 / np.sqrt(information(state))
    table["low"], table["high"] = (table["position"] + z * table["se"] for z in (-Z, Z))
    table.loc[known, "alpha"] = state.alpha
    table["n"] = words.astype(np.int64)
    return table.assign(reason=np.where(known, "", "no words"))
