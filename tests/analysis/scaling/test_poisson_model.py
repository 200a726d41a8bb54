"""The model of Wordfish: its sums, its steps and its maximum, against the whole matrix."""

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import minimize

from analysis.counts import document_term
from analysis.scaling import poisson_model
from analysis.scaling.poisson_model import (
    State,
    information,
    log_posterior,
    maximum,
    newton,
    standardised,
    start,
    sums,
)
from tests.analysis.scaling.texts import classic, simulated


def matrix(counts):
    return sparse.csr_array(document_term(counts)[0], dtype=float)


@pytest.fixture
def state():
    rng = np.random.default_rng(3)
    theta = standardised(rng.normal(size=7))
    return State(rng.normal(size=7), rng.normal(size=11), rng.normal(size=11), theta)


def expected(state):
    return np.exp(state.alpha[:, None] + state.psi + np.outer(state.theta, state.beta))


@pytest.mark.parametrize("block", [1, 11, 25, 10**6])
def test_sums_are_those_of_the_whole_matrix_whatever_the_block(state, block, monkeypatch):
    monkeypatch.setattr(poisson_model, "_BLOCK", block)
    whole = expected(state)
    for power, found in enumerate(sums(state, of_texts=True)):
        np.testing.assert_allclose(found, whole @ state.beta**power)
    for power, found in enumerate(sums(state, of_texts=False)):
        np.testing.assert_allclose(found, state.theta**power @ whole)


def test_the_posterior_is_that_of_poisson_counts_and_normal_priors(state):
    from scipy.stats import norm, poisson

    n = np.random.default_rng(1).poisson(2, (7, 11))
    other = State(state.alpha * 0, state.psi, state.beta * 0.5, state.theta)

    def whole(one):
        return (
            poisson.logpmf(n, expected(one)).sum()
            + norm.logpdf(one.beta, 0, 3).sum()
            + norm.logpdf(one.theta, 0, 1).sum()
        )

    n_ = sparse.csr_array(n.astype(float))
    difference = log_posterior(n_, state) - log_posterior(n_, other)
    assert difference == pytest.approx(whole(state) - whole(other))


def test_the_information_is_the_curvature_with_alpha_free(state):
    whole = expected(state)
    for place, found in enumerate(information(state)):
        one = whole[place]
        hessian = np.array(
            [[one.sum(), one @ state.beta], [one @ state.beta, one @ state.beta**2 + 1]]
        )
        assert found == pytest.approx(1 / np.linalg.inv(hessian)[1, 1])


@pytest.mark.parametrize("of_texts", [True, False])
def test_a_step_is_newtons(state, of_texts):
    n = np.random.default_rng(1).poisson(2, (7, 11)).astype(float)
    level, slope = newton(sparse.csr_array(n), state, of_texts=of_texts, precision=1.0)
    whole = expected(state)
    for place in range(len(level)):
        y, lam = (n[place], whole[place]) if of_texts else (n[:, place], whole[:, place])
        x = state.beta if of_texts else state.theta
        own, prior = (state.theta[place], 1.0) if of_texts else (state.beta[place], 1 / 9)
        gradient = [(y - lam).sum(), x @ (y - lam) - own * prior]
        hessian = [[lam.sum(), x @ lam], [x @ lam, x**2 @ lam + prior]]
        np.testing.assert_allclose([level[place], slope[place]], np.linalg.solve(hessian, gradient))


def independent(n, theta, beta):
    """The maximum over standardised positions, written anew and found by quasi-Newton steps."""
    texts, terms = n.shape

    def taken_apart(x):
        alpha, psi, beta, theta = np.split(x, [texts, texts + terms, texts + 2 * terms])
        return alpha, psi, beta, theta

    def loss(x):
        alpha, psi, beta, free = taken_apart(x)
        centred = free - free.mean()
        spread = np.sqrt(centred @ centred / (texts - 1))
        theta = centred / spread
        log = alpha[:, None] + psi + np.outer(theta, beta)
        lam = np.exp(log)
        rest = lam - n
        of_theta = rest @ beta
        of_free = of_theta - of_theta.mean() - theta * (theta @ of_theta) / (texts - 1)
        gradient = [rest.sum(1), rest.sum(0), theta @ rest + beta / 9, of_free / spread]
        return float((lam - n * log).sum() + beta @ beta / 18), np.concatenate(gradient)

    first = np.r_[np.log(n.sum(1)) - np.log(n.sum(1)).mean(), np.log(n.mean(0)), beta, theta]
    before = np.inf
    while loss(first)[0] < before - 1e-9:  # steps end early where curvature is misjudged
        before = loss(first)[0]
        found = minimize(
            loss,
            first,
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 20000, "maxfun": 40000, "ftol": 1e-13, "gtol": 1e-8, "maxcor": 50},
        )
        first = found.x
    free = taken_apart(first)[3]
    return -found.fun, (free - free.mean()) / free.std(ddof=1)


@pytest.mark.parametrize("counts", [classic(), simulated(12, 60)[0]], ids=["classic", "simulated"])
def test_an_independent_maximiser_agrees(counts):
    n = matrix(counts)
    found, converged, _ = maximum(n, start(n), rounds=5000)
    assert converged
    rng = np.random.default_rng(5)
    best = max(
        (
            independent(n.toarray(), rng.normal(size=n.shape[0]), np.zeros(n.shape[1]))
            for _ in range(2)
        ),
        key=lambda one: one[0],
    )
    own = log_posterior(n, found) + (n.shape[0] - 1) / 2
    assert own == pytest.approx(best[0], abs=1e-4) and own > best[0] - 1e-6
    sign = np.sign(best[1] @ found.theta)
    np.testing.assert_allclose(found.theta, sign * best[1], atol=2e-4)


def test_at_the_maximum_nothing_pulls():
    n = matrix(classic())
    found, _, _ = maximum(n, start(n), rounds=5000)
    rest = n.toarray() - expected(found)
    assert np.abs(rest.sum(0)).max() < 1e-5 and np.abs(rest.sum(1)).max() < 1e-5
    assert np.abs(found.theta @ rest - found.beta / 9).max() < 1e-5
    pull = rest @ found.beta
    free = pull - found.theta * (found.theta @ pull) / 5  # but along and across the scale
    assert np.abs(free - free.mean()).max() < 1e-5
    assert found.theta.mean() == pytest.approx(0, abs=1e-12)
    assert found.theta.std(ddof=1) == pytest.approx(1)
    assert found.beta.mean() == pytest.approx(0, abs=1e-10)


def test_rounds_never_lower_the_posterior():
    n = matrix(simulated(15, 80)[0])
    state, values = start(n), []
    for _ in range(8):
        state, _, _ = maximum(n, state, rounds=1)
        values.append(log_posterior(n, state))
    assert np.diff(values).min() > -1e-9 and values[-1] > values[0]


def test_too_few_rounds_are_said():
    n = matrix(classic())
    assert not maximum(n, start(n), rounds=3)[1]


def test_the_start_is_the_first_axis_of_a_correspondence_analysis():
    n = matrix(simulated(9, 30)[0])
    whole = n.toarray()
    independent = np.outer(whole.sum(1), whole.sum(0)) / whole.sum()
    left, *_ = np.linalg.svd((whole - independent) / np.sqrt(independent))
    expected = standardised(left[:, 0] / np.sqrt(whole.sum(1)))
    found = start(n).theta
    np.testing.assert_allclose(found, np.sign(found @ expected) * expected, atol=1e-7)
