"""The likelihood of Wordfish and its maximum, in blocks of texts, so that memory is bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse.linalg import LinearOperator, svds

from corpus.arrays import Bools, Floats

SD_WEIGHT, SD_POSITION = 3.0, 1.0
_BLOCK = 4_000_000  # expected counts in memory at once: 32 MB
_LARGEST_STEP = 1.0  # of a parameter in one Newton step; Newton from far away overshoots
_TINY = 1e-300  # in place of a determinant that is 0 by underflow
_SETTLED = 1e-9  # the largest change of a standardised position in one round
# Those of quanteda.textmodels: of the log posterior, of a parameter, and how many rounds and steps.
_LOG_POSTERIOR, _PARAMETER, _ROUNDS, _STEPS = 1e-6, 1e-8, 100, 10


@dataclass(frozen=True, eq=False)
class State:
    """The parameters of Wordfish: ``ln λ_ij = α_i + ψ_j + β_j θ_i``.

    Attributes:
        alpha: one per text.
        psi: one per term.
        beta: the weight of each term.
        theta: the position of each text.
    """

    alpha: Floats
    psi: Floats
    beta: Floats
    theta: Floats

    def vector(self) -> Floats:
        """All parameters, one after the other."""
        return np.concatenate([self.alpha, self.psi, self.beta, self.theta])

    def like(self, vector: Floats) -> State:
        """The parameters of a vector in the order of ``vector``."""
        i, j = len(self.alpha), len(self.psi)
        return State(*np.split(vector, [i, i + j, i + 2 * j]))


def sums(state: State, *, of_texts: bool) -> tuple[Floats, Floats, Floats]:
    """Sums of the expected counts, of each text over terms or of each term over texts.

    Returns:
        ``Σ λ``, ``Σ λ x`` and ``Σ λ x²``, x being the weight of a term or the position of a text.
    """
    i, j = len(state.alpha), len(state.psi)
    rows = max(1, _BLOCK // j)
    x = state.beta if of_texts else state.theta
    powers = np.stack([np.ones_like(x), x, x * x], axis=1)
    found = np.zeros((i if of_texts else j, 3))
    for start in range(0, i, rows):
        part = slice(start, start + rows)
        expected = np.outer(state.theta[part], state.beta)
        expected += state.alpha[part, None]
        expected += state.psi
        np.exp(expected, out=expected)
        if of_texts:
            found[part] = expected @ powers
        else:
            found += expected.T @ powers[part]
    return found[:, 0], found[:, 1], found[:, 2]


def log_posterior(n: Any, state: State) -> float:
    """``Σ (n ln λ − λ) − Σ β² / 18 − Σ θ² / 2``, without the factorials."""
    observed = n.sum(axis=1) @ state.alpha + n.sum(axis=0) @ state.psi
    observed += state.theta @ (n @ state.beta)
    prior = np.sum(state.beta**2) / SD_WEIGHT**2 + np.sum(state.theta**2) / SD_POSITION**2
    return float(observed - sums(state, of_texts=True)[0].sum() - prior / 2)


def information(state: State) -> Floats:
    """The information on each position, its α free and the terms known, with the prior's."""
    zero, one, two = sums(state, of_texts=True)
    return two - one**2 / zero + 1 / SD_POSITION**2


def _precision(state: State) -> float:
    """Of the prior of standardised positions, as Newton's steps see it.

    Positions that are standardised afterwards, and weights multiplied by their spread, lose
    ``Σ β² var(θ) / 18`` of the posterior; so far as positions go that is a normal prior of this
    precision, at the scale that they have.
    """
    return float(np.sum(state.beta**2) / SD_WEIGHT**2 / (len(state.theta) - 1))


def start(n: Any) -> State:
    """Positions from the first axis of a correspondence analysis, other parameters from sums."""
    rows, columns = (np.asarray(n.sum(axis=one), dtype=float).ravel() for one in (1, 0))
    root_rows, root_columns = np.sqrt(rows), np.sqrt(columns)

    def residuals(x: Floats) -> Floats:
        return (n @ (x / root_columns)) / root_rows - root_rows * (root_columns @ x) / rows.sum()

    def transposed(y: Floats) -> Floats:
        return (n.T @ (y / root_rows)) / root_columns - root_columns * (root_rows @ y) / rows.sum()

    first = _first_axis(residuals, transposed, n.shape)
    return State(
        alpha=np.log(rows) - np.log(rows.mean()),
        psi=np.log(columns / len(rows)),
        beta=np.full(len(columns), -0.5),
        theta=standardised(first / root_rows),
    )


def _first_axis(
    forward: Callable[[Floats], Floats], backward: Callable[[Floats], Floats], shape: Any
) -> Floats:
    """The first left singular vector; its sign makes its largest element positive."""
    operator = LinearOperator(
        shape, matvec=lambda x: forward(x.ravel()), rmatvec=lambda y: backward(y.ravel())
    )
    if min(shape) < 3:
        left = np.linalg.svd(np.column_stack([forward(one) for one in np.eye(shape[1])]))[0]
    else:
        first = np.random.default_rng(1).normal(size=min(shape))
        left = svds(operator, k=1, v0=first, return_singular_vectors="u")[0]
    axis = np.asarray(left[:, 0])
    return axis * np.sign(axis[np.argmax(np.abs(axis))])


def standardised(values: Floats) -> Floats:
    """The values with mean 0 and standard deviation 1 (n − 1)."""
    return np.asarray((values - values.mean()) / values.std(ddof=1))


def newton(
    n: Any, state: State, *, of_texts: bool, precision: float | None = None
) -> tuple[Floats, Floats]:
    """One Newton step of (α, θ) of each text, or of (ψ, β) of each term, the others given.

    Args:
        n: counts, a sparse matrix of texts by terms.
        state: where to start.
        of_texts: whether texts move, or terms.
        precision: of the prior of positions; None for that of positions that are standardised.

    Returns:
        The two changes.
    """
    zero, one, two = sums(state, of_texts=of_texts)
    given, own = (state.beta, state.theta) if of_texts else (state.theta, state.beta)
    if not of_texts:
        precision = 1 / SD_WEIGHT**2
    elif precision is None:
        precision = _precision(state)
    counts = n if of_texts else n.T
    level = np.asarray(counts.sum(axis=1), dtype=float).ravel() - zero
    slope = counts @ given - one - own * precision
    two = two + precision
    determinant = np.maximum(zero * two - one**2, _TINY)
    return (
        (two * level - one * slope) / determinant,
        (zero * slope - one * level) / determinant,
    )


def _moved(state: State, change: tuple[Floats, Floats], *, of_texts: bool) -> State:
    level, slope = change
    if of_texts:
        return replace(state, alpha=state.alpha + level, theta=state.theta + slope)
    return replace(state, psi=state.psi + level, beta=state.beta + slope)


def _round(n: Any, state: State) -> State:
    """A guarded Newton step of the terms and of the texts, and what the posterior leaves free."""
    for of_texts in (False, True):
        level, slope = newton(n, state, of_texts=of_texts)
        largest = np.maximum(np.maximum(np.abs(level), np.abs(slope)), _LARGEST_STEP)
        state = _moved(state, (level / largest, slope / largest), of_texts=of_texts)
    return _on_scale(state)


def _on_scale(state: State) -> State:
    """The same expected counts with standardised positions, and with weights and α of mean 0.

    A shift or factor of the positions is made good by ψ and the weights, a shift of the weights by
    α. Of all shifts, that to a mean of 0 is the one at which the prior of the weights is highest.
    """
    shift, spread = state.theta.mean(), state.theta.std(ddof=1)
    theta, psi = (state.theta - shift) / spread, state.psi + state.beta * shift
    mean = state.beta.mean() * spread
    beta, alpha = state.beta * spread - mean, state.alpha + mean * theta
    level = alpha.mean()
    return State(alpha - level, psi + level, beta, theta)


def maximum(n: Any, state: State, *, rounds: int) -> tuple[State, bool, int]:
    """The parameters at which the posterior is highest, by accelerated rounds of Newton steps.

    The acceleration is that of Varadhan and Roland (2008); a step by which the posterior would fall
    is not taken.

    Args:
        n: counts, a sparse matrix of texts by terms.
        state: where to start.
        rounds: how many at most.

    Returns:
        The parameters, whether the positions settled, and how many rounds it took.
    """
    done = 0
    while done < rounds:
        first = _round(n, state)
        second = _round(n, first)
        done += 3
        if _apart(first, second) < _SETTLED:
            return second, True, done
        state = _accelerated(n, state, first, second)
    return state, False, done


def _apart(one: State, other: State) -> float:
    return float(np.abs(standardised(one.theta) - standardised(other.theta)).max())


def _accelerated(n: Any, zero: State, first: State, second: State) -> State:
    r = first.vector() - zero.vector()
    v = second.vector() - first.vector() - r
    step = max(float(np.linalg.norm(r)) / max(float(np.linalg.norm(v)), _TINY), 1.0)
    further = zero.like(zero.vector() + 2 * step * r + step**2 * v)
    with np.errstate(over="ignore", invalid="ignore"):
        further = _round(n, further)
        better = log_posterior(n, further) >= log_posterior(n, second)
    return further if better else second


def until_a_fall(n: Any, state: State) -> tuple[State, bool, int]:
    """The parameters at which quanteda.textmodels stops: when the posterior rises no further.

    Its positions are standardised in each round, by which the posterior may fall before it is
    highest.

    Args:
        n: counts, a sparse matrix of texts by terms.
        state: where to start.

    Returns:
        The parameters, whether the last change of the posterior was below 0.000001 either way, and
        how many rounds it took.
    """
    value, risen, done = log_posterior(n, state), np.inf, 0
    while risen > _LOG_POSTERIOR and done < _ROUNDS:
        for of_texts in (False, True):
            state = _to_the_end(n, state, of_texts=of_texts)
        state = replace(
            state, alpha=state.alpha - state.alpha.mean(), theta=standardised(state.theta)
        )
        done += 1
        before, value = value, log_posterior(n, state)
        risen = value - before
    return state, abs(risen) <= _LOG_POSTERIOR, done


def _to_the_end(n: Any, state: State, *, of_texts: bool) -> State:
    """Newton steps of each text or term until it is settled."""
    moving: Bools = np.ones(n.shape[0 if of_texts else 1], dtype=bool)
    for _ in range(_STEPS):
        level, slope = newton(n, state, of_texts=of_texts, precision=SD_POSITION**-2)
        change = np.where(moving, level, 0.0), np.where(moving, slope, 0.0)
        state = _moved(state, change, of_texts=of_texts)
        moving &= np.maximum(np.abs(level), np.abs(slope)) > _PARAMETER
        if not moving.any():
            break
    return state
