"""What a corrected regression is made of: moments, their derivative, and what data are refused."""

import numpy as np
import pandas as pd
import pytest

from analysis.uncertainty.moment_conditions import (
    Specification,
    by_group,
    corrected_moments,
    jacobian,
    moments,
    naive,
    read_design,
    solve,
)


def labelled(n=400, seed=1, share=0.3):
    """A binary y and x, both by machine and by coders, with one label in four wrong."""
    rng = np.random.default_rng(seed)
    z, x = rng.normal(size=n), (rng.random(n) < 0.4).astype(float)
    y = (rng.random(n) < 1 / (1 + np.exp(0.5 - x - z))).astype(float)
    wrong, also = rng.random(n) < 0.25, rng.random(n) < 0.25
    probability = np.where(z > 0, min(1.5 * share, 1), share)
    coded = rng.random(n) < probability
    return pd.DataFrame(
        {
            "y": np.where(coded, y, np.nan),
            "x": np.where(coded, x, np.nan),
            "z": z,
            "y_machine": np.where(wrong, 1 - y, y),
            "x_machine": np.where(also, 1 - x, x),
            "p": probability,
            "place": np.arange(n) % 20,
        }
    )


GIVEN = {
    "outcome": "y",
    "covariates": ["x", "z"],
    "predicted": {"y": "y_machine", "x": "x_machine"},
    "sampling_probability": "p",
    "model": "logit",
    "cluster": None,
}


def test_moments_are_residuals_times_covariates():
    x, y, beta = np.array([[1, 2], [1, 0.0]]), np.array([1.0, 0]), np.array([0.5, 0.25])
    assert moments(x, y, beta, logit=False).tolist() == [[0, 0], [-0.5, 0]]
    p = 1 / (1 + np.exp(-1))
    assert moments(x, y, beta, logit=True)[0].tolist() == pytest.approx([1 - p, 2 * (1 - p)])


@pytest.mark.parametrize("model", ["linear", "logit"])
def test_the_jacobian_is_the_numerical_derivative(model):
    design = read_design(labelled(), Specification(**(GIVEN | {"model": model})))
    beta, step = np.array([-0.2, 0.3, 0.7]), 1e-6
    columns = []
    for place in range(3):
        moved = np.eye(3)[place] * step
        up, down = (corrected_moments(design, beta + s * moved).mean(axis=0) for s in (1, -1))
        columns.append((down - up) / (2 * step))
    assert jacobian(design, beta) == pytest.approx(np.column_stack(columns), abs=1e-7)


@pytest.mark.parametrize("model", ["linear", "logit"])
def test_the_corrected_moments_sum_to_zero_at_the_solution(model):
    design = read_design(labelled(), Specification(**(GIVEN | {"model": model})))
    assert np.abs(corrected_moments(design, solve(design)).sum(axis=0)).max() < 1e-8
    by_machine = naive(design)
    assert moments(design.x_machine, design.y_machine, by_machine, model == "logit").sum(
        axis=0
    ) == pytest.approx(0, abs=1e-8)


def test_rows_are_summed_by_cluster():
    values = np.array([[1.0, 10], [2, 20], [4, 40]])
    assert by_group(values, np.array([1, 0, 1])).tolist() == [[2, 20], [5, 50]]


def test_a_row_is_coded_where_every_predicted_variable_is():
    data = labelled()
    half = data.copy()
    half.loc[half["y"].notna().to_numpy().nonzero()[0][:5], "x"] = np.nan
    whole, less = (read_design(one, Specification(**GIVEN)) for one in (data, half))
    assert less.coded == whole.coded - 5
    without = half.assign(y=half["y"].where(half["x"].notna()))
    assert solve(less) == pytest.approx(solve(read_design(without, Specification(**GIVEN))))


@pytest.mark.parametrize(
    ("changed", "given", "message"),
    [
        ({}, {"model": "probit"}, r"model is 'probit'; it must be one of linear, logit, mean"),
        ({}, {"model": "mean"}, r"a mean has no covariates; leave out x, z, or use linear"),
        ({}, {"covariates": "x"}, r"covariates is 'x'; give a list of columns"),
        ({}, {"covariates": ["x", "x"]}, r"must be different columns"),
        ({}, {"predicted": {}}, r"predicted is empty"),
        ({}, {"predicted": {"w": "z"}}, r"predicted names w, which is neither"),
        ({}, {"predicted": {"y": "y"}}, r"y and its machine version must be two columns"),
        ({}, {"cluster": "county"}, r"county"),
        ({"y": np.nan}, {}, r"no row is coded: y, x is missing in every row"),
        ({"p": np.nan}, {}, r"column p has a missing value in a coded row"),
        ({"p": 0.0}, {}, r"column p has 0\.0; the probability"),
        ({"p": 1.5}, {}, r"column p has 1\.5; the probability"),
        ({"p": 1.0}, {}, r"column p is 1 in rows that nobody coded"),
        ({"y_machine": np.nan}, {}, r"column y_machine has missing values \(400\)"),
        ({"z": "east"}, {}, r"column z holds no numbers; code categories as 0 and 1"),
        ({"z": np.inf}, {}, r"column z has infinite values"),
        ({"z": 3.0}, {}, r"covariate z is 3 in every row; leave it out"),
        ({"place": 1}, {"cluster": "place"}, r"column place has one value only"),
        ({"place": None}, {"cluster": "place"}, r"column place has missing values"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_one_sentence(changed, given, message):
    with pytest.raises(ValueError, match=message):
        read_design(labelled().assign(**changed), Specification(**(GIVEN | given)))


def test_a_logit_needs_outcomes_of_0_and_1_from_coders():
    data = labelled().assign(y=lambda one: one["y"] * 2)
    with pytest.raises(ValueError, match=r"^column y has values other than 0 and 1, which a logit"):
        read_design(data, Specification(**GIVEN))
    scores = labelled().assign(y_machine=lambda one: one["y_machine"] * 0.8 + 0.1)
    assert np.isfinite(
        solve(read_design(scores, Specification(**GIVEN)))
    ).all()  # a machine may give scores


def test_probabilities_are_not_needed_where_nobody_coded():
    data = labelled()
    some = data.assign(p=data["p"].where(data["y"].notna()))
    assert solve(read_design(some, Specification(**GIVEN))) == pytest.approx(
        solve(read_design(data, Specification(**GIVEN)))
    )


def test_collinear_and_separated_models_have_no_solution():
    data = labelled().assign(same=lambda one: 2 * one["z"] + 1)
    for model in ("linear", "logit"):
        given = GIVEN | {
            "model": model,
            "covariates": ["z", "same"],
            "predicted": {"y": "y_machine"},
        }
        with pytest.raises(ValueError, match=r"collinear, or in a logit they separate"):
            solve(read_design(data, Specification(**given)))
    apart = data.assign(y_machine=(data["z"] > 0).astype(float))
    apart["y"] = apart["y_machine"].where(data["y"].notna())
    given = GIVEN | {"covariates": ["z"], "predicted": {"y": "y_machine"}}
    with pytest.raises(ValueError, match=r"separate the outcomes perfectly"):
        solve(read_design(apart, Specification(**given)))


def test_too_few_coded_rows_are_named():
    """Four coded rows, all contrary to the machine, leave the covariate no variance."""
    data = pd.DataFrame(
        {
            "y": np.arange(200) % 7,
            "x_machine": np.arange(200) % 2,
            "x": np.nan,
            "p": 0.02,
        }
    )
    data.loc[[1, 3, 5, 7], "x"] = 0
    given = {"outcome": "y", "covariates": ["x"], "predicted": {"x": "x_machine"}}
    rest = {"sampling_probability": "p", "model": "linear", "cluster": None}
    with pytest.raises(ValueError, match=r"no single solution: 4 coded rows are too few"):
        solve(read_design(data, Specification(**given, **rest)))


@pytest.mark.parametrize(
    ("model", "probability", "seed"), [("linear", 1e-12, 0), ("logit", 1e-15, 2)]
)
def test_rows_that_weigh_more_than_can_be_added_exactly_have_no_solution(model, probability, seed):
    """Three rows stand for so many others that rounding alone is larger than what counts as 0."""
    data = labelled(seed=seed)
    data.loc[data.index[data["y"].notna()][:3], "p"] = probability
    with pytest.raises(ValueError, match=r"no single solution: \d+ coded rows are too few"):
        solve(read_design(data, Specification(**(GIVEN | {"model": model}))))


def test_a_table_without_rows_is_refused():
    with pytest.raises(ValueError, match=r"^data has no rows; give one row per text"):
        read_design(labelled().head(0), Specification(**GIVEN))
