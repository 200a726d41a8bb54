"""Regressions on machine labels as moment conditions, corrected by the rows that were coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy.special import expit

from corpus.arrays import Floats, Ints
from corpus.schema import check_columns

Model = Literal["linear", "logit", "mean"]
_CLOSE = 1e-10  # the largest mean moment that counts as zero
_SINGULAR = 1e-8  # the least eigenvalue of a Jacobian of standardised covariates
_STEPS = 100


@dataclass(frozen=True)
class Specification:
    """A model of labels by machine, and which columns have the labels by coders.

    Attributes:
        outcome: the column of the dependent variable, or of what a mean is taken of.
        covariates: the columns of the explanatory variables; none for a mean.
        predicted: {variable: the column of its machine version}.
        sampling_probability: the column of the probability that a row was drawn for coding.
        model: ``linear``, ``logit`` or ``mean``.
        cluster: the column of the unit within which rows are not independent, or None.

    Example:
        >>> from analysis.uncertainty import Specification
        >>> Specification("education", predicted={"education": "machine"},
        ...               sampling_probability="drawn", model="mean").cluster is None
        True
    """

    outcome: str
    covariates: Sequence[str] = ()
    predicted: Mapping[str, str] = field(default_factory=dict)
    sampling_probability: str = ""
    model: Model = "linear"
    cluster: str | None = None


@dataclass(frozen=True)
class Design:
    """A model, its data by machine and by coders, and how the coded rows were drawn.

    Attributes:
        terms: the coefficients: ``intercept`` and the covariates.
        x, y: covariates and outcome by the coders, and by machine where nobody coded them.
        x_machine, y_machine: the same by machine in every row.
        weight: 1 over the sampling probability of coded rows, 0 of the others.
        group: the number of each row's cluster; of the row itself where there are none.
        logit: whether the model is a logit.
        back: from coefficients of standardised covariates to those of the covariates.
    """

    terms: tuple[str, ...]
    x: Floats
    y: Floats
    x_machine: Floats
    y_machine: Floats
    weight: Floats
    group: Ints
    logit: bool
    back: Floats

    @property
    def coded(self) -> int:
        """The number of rows that were coded."""
        return int((self.weight > 0).sum())


def moments(x: Floats, y: Floats, beta: Floats, logit: bool) -> Floats:
    """``x (y − x β)`` of each row, or ``x (y − 1 / (1 + exp(−x β)))`` in a logit."""
    fitted = x @ beta
    return x * (y - (expit(fitted) if logit else fitted))[:, None]


def corrections(design: Design, beta: Floats) -> Floats:
    """The moments by coders minus those by machine, before weighting; 0 where nobody coded."""
    by_coders = moments(design.x, design.y, beta, design.logit)
    return by_coders - moments(design.x_machine, design.y_machine, beta, design.logit)


def corrected_moments(design: Design, beta: Floats) -> Floats:
    """``m(X̂, Ŷ) + w (m(X, Y) − m(X̂, Ŷ))`` of each row."""
    by_machine = moments(design.x_machine, design.y_machine, beta, design.logit)
    return by_machine + design.weight[:, None] * corrections(design, beta)


def jacobian(design: Design, beta: Floats) -> Floats:
    """Minus the derivative of the mean corrected moment."""
    by_coders = _slopes(design.x, beta, design.weight, design.logit)
    return by_coders + _slopes(design.x_machine, beta, 1 - design.weight, design.logit)


def _slopes(x: Floats, beta: Floats, weight: Floats, logit: bool) -> Floats:
    fitted = expit(x @ beta)
    curve = fitted * (1 - fitted) if logit else np.ones(len(x))
    slopes: Floats = (x * (weight * curve)[:, None]).T @ x / len(x)
    return slopes


def by_group(values: Floats, group: Ints) -> Floats:
    """The sums of rows by cluster."""
    return np.column_stack([np.bincount(group, weights=one) for one in values.T])


def solve(design: Design) -> Floats:
    """The coefficients, of standardised covariates, at which the corrected moments sum to 0.

    Raises:
        ValueError: if there are none, or not one set of them.
    """
    for start in _starts(design):
        beta = _newton(design, start)
        if beta is not None:
            return beta
    if naive(design) is None:
        raise ValueError(
            "the model has no single solution even with the machine's labels: covariates are "
            "collinear, or in a logit they separate the outcomes perfectly; leave one out"
        )
    raise ValueError(
        f"the corrected model has no single solution: {design.coded} coded rows are too few for "
        "the errors the machine makes; code more, or use fewer covariates"
    )


def naive(design: Design) -> Floats | None:
    """The coefficients with the labels of the machine only; None where there is no solution."""
    return _newton(_only(design, "machine"), np.zeros(len(design.terms)))


def _starts(design: Design) -> list[Floats]:
    """Where to start: the weighted fit to coded rows, the machine's fit, and nothing.

    With predicted covariates a logit can have several solutions, of which that near the first,
    which is consistent, is meant.
    """
    nothing = np.zeros(len(design.terms))
    if not design.logit:
        return [nothing]
    coded = _newton(_only(design, "coded"), nothing)
    return [one for one in (coded, naive(design), nothing) if one is not None]


def _only(design: Design, side: Literal["machine", "coded"]) -> Design:
    """The same model on the machine's labels alone, or on the coded rows alone."""
    values = dict(vars(design))
    if side == "machine":
        values |= {"weight": np.zeros(len(design.y))}
    else:
        given = design.weight > 0
        values |= {name: values[name][given] for name in ("x", "y", "weight", "group")}
        values |= {"x_machine": np.zeros_like(values["x"]), "y_machine": np.zeros(given.sum())}
    return Design(**values)


def _newton(design: Design, start: Floats) -> Floats | None:
    """Newton's method, a step halved until the moments get smaller; None without a solution."""
    beta, now = start, corrected_moments(design, start).mean(axis=0)
    for _ in range(_STEPS):
        slopes = jacobian(design, beta)
        if not np.isfinite(slopes).all() or np.linalg.eigvalsh(slopes)[0] < _SINGULAR:
            return None
        if np.abs(now).max() < _CLOSE:
            return beta + np.linalg.solve(slopes, now)  # one step more, to the last digits
        step = np.linalg.solve(slopes, now)
        for halving in range(40):
            tried = beta + step / 2**halving
            then = corrected_moments(design, tried).mean(axis=0)
            if np.linalg.norm(then) < np.linalg.norm(now):
                break
        else:
            return None
        beta, now = tried, then
    return None


def read_design(data: pd.DataFrame, of: Specification) -> Design:
    """The columns of a table as matrices, checked.

    Raises:
        ValueError: see ``design_based``.
    """
    _check_names(of)
    covariates, predicted = of.covariates, of.predicted
    named = [of.outcome, *covariates, *predicted.values(), of.sampling_probability]
    check_columns(data, [*named, *([of.cluster] if of.cluster else [])])
    if data.empty:
        raise ValueError("data has no rows; give one row per text, coded or not")
    by_machine = {one: _numbers(data, predicted.get(one, one)) for one in [of.outcome, *covariates]}
    for one, values in by_machine.items():
        _check_complete(values, predicted.get(one, one))
    by_coders = {one: _numbers(data, one) for one in predicted}
    coded = ~np.isnan(np.column_stack(list(by_coders.values()))).any(axis=1)
    if not coded.any():
        raise ValueError(
            f"no row is coded: {_listed(predicted)} is missing in every row; code a random sample"
        )
    drawn = of.sampling_probability
    weight = _weights(_numbers(data, drawn), coded, drawn)
    by_coders = {
        one: np.where(coded, by_coders.get(one, values), values)
        for one, values in by_machine.items()
    }
    if of.model == "logit":
        some = coded if of.outcome in predicted else ...
        _check_binary(by_coders[of.outcome][some], of.outcome)
    x, x_machine = (_with_intercept(one, covariates) for one in (by_coders, by_machine))
    mean, sd = _mean_and_sd(x, covariates)
    back = np.diag(1 / sd)
    back[0, 1:] = -mean[1:] / sd[1:]
    return Design(
        terms=("intercept", *covariates),
        x=(x - mean) / sd,
        y=by_coders[of.outcome],
        x_machine=(x_machine - mean) / sd,
        y_machine=by_machine[of.outcome],
        weight=weight,
        group=_groups(data, of.cluster),
        logit=of.model == "logit",
        back=back,
    )


def _with_intercept(columns: Mapping[str, Floats], covariates: Sequence[str]) -> Floats:
    named = [columns[one] for one in covariates]
    return np.column_stack([np.ones(len(next(iter(columns.values())))), *named])


def _check_names(of: Specification) -> None:
    outcome, covariates, predicted, model = of.outcome, of.covariates, of.predicted, of.model
    if model not in get_args(Model):
        raise ValueError(f"model is {model!r}; it must be one of {', '.join(get_args(Model))}")
    if isinstance(covariates, str):
        raise ValueError(f"covariates is {covariates!r}; give a list of columns")
    if model == "mean" and covariates:
        raise ValueError(
            f"a mean has no covariates; leave out {_listed(covariates)}, or use linear"
        )
    if len({outcome, *covariates, "intercept"}) < 2 + len(covariates):
        raise ValueError("outcome and covariates must be different columns, none called intercept")
    if not predicted:
        raise ValueError("predicted is empty; give {variable: the column of its machine version}")
    for one, machine in predicted.items():
        if one not in {outcome, *covariates}:
            raise ValueError(f"predicted names {one}, which is neither outcome nor covariate")
        if machine == one:
            raise ValueError(f"{one} and its machine version must be two columns")


def _numbers(data: pd.DataFrame, name: str) -> Floats:
    try:
        column: Any = pd.to_numeric(data[name])
        values: Floats = column.to_numpy(dtype=float, na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise ValueError(f"column {name} holds no numbers; code categories as 0 and 1") from error
    if np.isinf(values).any():
        raise ValueError(f"column {name} has infinite values; correct or remove these rows")
    return values


def _check_complete(values: Floats, name: str) -> None:
    if missing := int(np.isnan(values).sum()):
        raise ValueError(f"column {name} has missing values ({missing}); remove these rows")


def _check_binary(values: Floats, name: str) -> None:
    if not np.isin(values, (0, 1)).all():
        raise ValueError(f"column {name} has values other than 0 and 1, which a logit needs")


def _weights(probability: Floats, coded: Any, name: str) -> Floats:
    """``R / π``, where every row could have been drawn and none drawn for certain is missing."""
    wrong = ~((probability > 0) & (probability <= 1)) & (coded | ~np.isnan(probability))
    if wrong.any():
        found = probability[wrong][0]
        raise ValueError(
            f"column {name} has {'a missing value in a coded row' if np.isnan(found) else found}; "
            "the probability that a row was drawn for coding must be above 0 and at most 1"
        )
    if ((probability == 1) & ~coded).any():
        raise ValueError(
            f"column {name} is 1 in rows that nobody coded; code them, or give the probability "
            "that a row was drawn and coded"
        )
    return np.divide(1.0, probability, out=np.zeros(len(coded)), where=coded)


def _mean_and_sd(x: Floats, covariates: Sequence[str]) -> tuple[Floats, Floats]:
    """What covariates are standardised by; 0 and 1 for the intercept."""
    for name, values in zip(covariates, x.T[1:], strict=True):
        if values.min() == values.max():
            raise ValueError(f"covariate {name} is {values[0]:g} in every row; leave it out")
    mean, sd = x.mean(axis=0), x.std(axis=0)
    mean[0], sd[0] = 0, 1
    return mean, sd


def _groups(data: pd.DataFrame, cluster: str | None) -> Ints:
    if cluster is None:
        return np.arange(len(data))
    group, names = pd.factorize(data[cluster])
    if (group < 0).any():
        raise ValueError(f"column {cluster} has missing values; name the cluster of every row")
    if len(names) < 2:
        raise ValueError(f"column {cluster} has one value only; errors need two clusters or more")
    return group


def _listed(names: Any) -> str:
    return ", ".join(map(str, names))
