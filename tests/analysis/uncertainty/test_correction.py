"""Corrected estimates: against an implementation of its own, least squares, and by property."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import root
from sklearn.linear_model import LogisticRegression

from analysis.uncertainty import design_based
from tests.analysis.uncertainty.test_moment_conditions import labelled

MODELS = {
    "mean": {"covariates": [], "predicted": {"y": "y_machine"}},
    "linear": {"covariates": ["x", "z"], "predicted": {"y": "y_machine", "x": "x_machine"}},
    "logit": {"covariates": ["x", "z"], "predicted": {"y": "y_machine", "x": "x_machine"}},
}


def fitted(data, model="linear", **given):
    options = {"outcome": "y", "sampling_probability": "p", "model": model, **MODELS[model]}
    return design_based(data, **(options | given)).set_index("term")


def by_formula(data, model, cluster=None):
    """The published formulas, written out row by row, without Newton or standardisation."""
    coded = (data["y"].notna() & data["x"].notna()).to_numpy()
    if model == "mean":
        coded = data["y"].notna().to_numpy()
    names = MODELS[model]["covariates"]
    machine = {"x": data["x_machine"], "z": data["z"]}
    one = np.ones(len(data))
    x = np.column_stack([one, *(data[name].fillna(0) for name in names)])
    x_hat = np.column_stack([one, *(machine[name] for name in names)])
    y, y_hat = data["y"].fillna(0).to_numpy(), data["y_machine"].to_numpy()
    w = np.where(coded, 1 / data["p"], 0)

    def mean_of(eta):
        return 1 / (1 + np.exp(-eta)) if model == "logit" else eta

    def rows(beta):
        m = [x[i] * (y[i] - mean_of(x[i] @ beta)) for i in range(len(data))]
        m_hat = [x_hat[i] * (y_hat[i] - mean_of(x_hat[i] @ beta)) for i in range(len(data))]
        return np.array([b + w[i] * (a - b) for i, (a, b) in enumerate(zip(m, m_hat, strict=True))])

    beta = root(lambda b: rows(b).mean(axis=0), np.zeros(x.shape[1]), tol=1e-12).x
    n, k, h = len(data), len(beta), 1e-5
    slopes = np.column_stack(
        [
            (rows(beta + h * e).mean(axis=0) - rows(beta - h * e).mean(axis=0)) / (2 * h)
            for e in np.eye(k)
        ]
    )
    m = rows(beta)
    if cluster is not None:
        m = pd.DataFrame(m).groupby(data[cluster].to_numpy()).sum().to_numpy()
    inverse = np.linalg.inv(slopes)
    v = inverse @ (m.T @ m / n) @ inverse.T / n
    return beta, np.sqrt(np.diag(v))


@pytest.mark.parametrize("cluster", [None, "place"])
@pytest.mark.parametrize("model", MODELS)
def test_estimates_and_errors_are_those_of_the_published_formulas(model, cluster):
    data = labelled()
    table = fitted(data, model, cluster=cluster)
    beta, se = by_formula(data, model, cluster)
    assert table["estimate"].tolist() == pytest.approx(beta.tolist(), rel=1e-6)
    assert table["se"].tolist() == pytest.approx(se.tolist(), rel=1e-5)
    assert table.index.tolist() == ["intercept", *MODELS[model]["covariates"]]
    assert list(table) == ["estimate", "se", "low", "high", "naive"]


def perfect(share=0.3):
    data = labelled(share=share)
    true = np.random.default_rng(5).random((2, len(data))) < 0.4
    for name, values in zip(("y", "x"), true.astype(float), strict=True):
        data[f"{name}_machine"] = values
        data[name] = np.where(data[name].notna(), values, np.nan)
    return data


def test_with_perfect_labels_it_is_least_squares():
    data = perfect()
    x = np.column_stack([np.ones(len(data)), data["x_machine"], data["z"]])
    beta, *_ = np.linalg.lstsq(x, data["y_machine"].to_numpy(), rcond=None)
    bread, e = np.linalg.inv(x.T @ x), data["y_machine"].to_numpy() - x @ beta
    robust = np.sqrt(np.diag(bread @ (x * (e**2)[:, None]).T @ x @ bread))  # White 1980, HC0
    table = fitted(data)
    assert table["estimate"].tolist() == pytest.approx(beta.tolist(), abs=1e-12)
    assert table["naive"].tolist() == pytest.approx(beta.tolist(), abs=1e-12)
    assert table["se"].tolist() == pytest.approx(robust.tolist(), rel=1e-10)


def test_with_perfect_labels_it_is_the_mean_and_the_logit():
    data = perfect()
    mean = fitted(data, "mean").loc["intercept"]
    assert mean["estimate"] == pytest.approx(data["y_machine"].mean(), abs=1e-14)
    assert mean["se"] == pytest.approx(data["y_machine"].std(ddof=0) / len(data) ** 0.5)
    model = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000)
    model.fit(data[["x_machine", "z"]].to_numpy(), data["y_machine"])
    table = fitted(data, "logit")
    expected = [*model.intercept_, *model.coef_[0]]
    assert table["estimate"].tolist() == pytest.approx(expected, abs=1e-6)
    assert table["naive"].tolist() == pytest.approx(table["estimate"].tolist(), abs=1e-9)


def test_where_everything_is_coded_the_machine_does_not_matter():
    data = labelled(share=1).assign(p=1.0)
    other = data.assign(y_machine=0.25, x_machine=np.arange(len(data)) % 3)
    for model in MODELS:
        one, two = fitted(data, model), fitted(other, model)
        assert one["estimate"].tolist() == pytest.approx(two["estimate"].tolist(), abs=1e-9)
        assert one["se"].tolist() == pytest.approx(two["se"].tolist(), rel=1e-6)


def test_a_mean_is_the_machines_plus_the_weighted_error():
    data = labelled()
    error = ((data["y"] - data["y_machine"]) / data["p"]).fillna(0)
    row = fitted(data, "mean").loc["intercept"]
    assert row["estimate"] == pytest.approx(data["y_machine"].mean() + error.mean())
    assert row["naive"] == pytest.approx(data["y_machine"].mean())


def test_a_linear_model_without_covariates_is_the_mean():
    data = labelled()
    mean = fitted(data, "mean").loc["intercept"]
    linear = fitted(data, **MODELS["mean"]).loc["intercept"]
    assert linear.tolist() == pytest.approx(mean.tolist())
    logit = fitted(data, "logit", **MODELS["mean"]).loc["intercept"]
    assert 1 / (1 + np.exp(-logit["estimate"])) == pytest.approx(mean["estimate"])


@pytest.mark.parametrize("model", ["linear", "logit"])
def test_units_of_a_covariate_and_the_order_of_rows_do_not_matter(model):
    data = labelled()
    table = fitted(data, model)
    scaled = fitted(data.assign(z=1e6 * data["z"] + 3e8).sample(frac=1, random_state=2), model)
    assert scaled.loc["x"].tolist() == pytest.approx(table.loc["x"].tolist(), rel=1e-6)
    assert (1e6 * scaled.loc["z"]).tolist() == pytest.approx(table.loc["z"].tolist(), rel=1e-6)


def test_each_row_as_its_own_cluster_changes_nothing_and_copies_count_once():
    data = labelled()
    alone = fitted(data)
    own = fitted(data.assign(own=np.arange(len(data))), cluster="own")
    assert own["se"].tolist() == pytest.approx(alone["se"].tolist())
    twice = pd.concat([data.assign(place=np.arange(len(data)))] * 2)
    copied = fitted(twice, cluster="place")
    assert copied["se"].tolist() == pytest.approx(alone["se"].tolist())
    assert fitted(twice)["se"].tolist() == pytest.approx((alone["se"] / 2**0.5).tolist())


def test_few_clusters_and_few_coded_rows_widen_the_interval():
    data = labelled(n=4_000)
    reach = {}
    for name, table in {
        "many": fitted(data, "mean"),
        "few": fitted(data.assign(p=0.002, y=data["y"].where(np.arange(4_000) % 200 == 0)), "mean"),
        "clusters": fitted(data.assign(place=np.arange(4_000) % 5), "mean", cluster="place"),
    }.items():
        row = table.loc["intercept"]
        reach[name] = (row["high"] - row["low"]) / 2 / row["se"]
        assert row["estimate"] == pytest.approx((row["low"] + row["high"]) / 2)
    assert 1.96 < reach["many"] < 1.97
    assert reach["few"] > 2
    assert reach["clusters"] >= 2.776 * (5 / 4) ** 0.5 - 1e-3  # t with 4 degrees of freedom


def test_the_level_of_confidence_sets_the_width():
    data = labelled(n=2_000)
    wide, narrow = (fitted(data, "mean", confidence=one).loc["intercept"] for one in (0.95, 0.5))
    ratio = (narrow["high"] - narrow["low"]) / (wide["high"] - wide["low"])
    assert ratio == pytest.approx(0.6745 / 1.96, rel=5e-3)
    with pytest.raises(ValueError, match=r"^confidence is 95; it must lie between 0 and 1$"):
        fitted(data, "mean", confidence=95)


def test_labels_as_truth_values_or_with_missing_values_of_any_type_are_numbers():
    data = labelled()
    nullable = data.assign(
        y=data["y"].astype("Int64"),
        y_machine=data["y_machine"].astype(bool),
        x=data["x"].astype(object).where(data["x"].notna(), None),
    )
    for model in MODELS:
        pd.testing.assert_frame_equal(fitted(nullable, model), fitted(data, model))


def test_a_machine_that_is_never_right_in_kind_leaves_naive_missing():
    """The machine says 0 always: no logit of its labels exists, and the corrected one does."""
    data = labelled(n=3_000).assign(y_machine=0.0)
    table = fitted(data, "logit", covariates=["z"], predicted={"y": "y_machine"})
    assert table["naive"].isna().all()
    assert table.loc["z", "low"] < 1 < table.loc["z", "high"]
