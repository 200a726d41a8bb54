"""How many rows to code: against what coding them would give, and by property."""

import numpy as np
import pandas as pd
import pytest

from analysis.uncertainty import Specification, design_based, how_many_to_code

MEAN = {
    "outcome": "y",
    "covariates": [],
    "predicted": {"y": "machine"},
    "sampling_probability": "p",
    "model": "mean",
}


def labelled(coded=300, n=3_000, seed=1, equal=True):
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < 0.3).astype(float)
    machine = np.where(rng.random(n) < 0.3, 1 - y, y)
    odds = np.ones(n) if equal else np.where(machine == 1, 3.0, 1.0)
    p = np.minimum(odds * coded / odds.sum(), 1)
    drawn = rng.random(n) < p
    if equal:
        drawn = rng.permutation(np.arange(n) < coded)
    return pd.DataFrame(
        {"y": np.where(drawn, y, np.nan), "machine": machine, "p": p, "place": np.arange(n) % 50}
    )


@pytest.mark.parametrize("cluster", [None, "place"])
def test_the_curve_begins_where_we_are(cluster):
    data = labelled()
    now = design_based(data, **MEAN, cluster=cluster).iloc[0]
    row = how_many_to_code(data, Specification(**MEAN, cluster=cluster), n_coded=[300]).iloc[0]
    assert row["se"] == pytest.approx(now["se"])
    assert row["width"] == pytest.approx(now["high"] - now["low"])
    assert row["more"] == 0


def test_it_is_the_formula_of_the_published_power_analysis():
    """The part of the corrections, divided by how many times as many are coded, and the rest."""
    data = labelled()
    theta = design_based(data, **MEAN).iloc[0]["estimate"]
    coded = data["y"].notna()
    d = (data["y"] - data["machine"]).where(coded, 0) / data["p"]
    m = data["machine"] - theta
    main_1, rest = (d**2).mean(), (m**2 + 2 * m * d).mean()
    for times in (0.5, 2, 4):
        row = how_many_to_code(data, Specification(**MEAN), n_coded=[300 * times]).iloc[0]
        assert row["se"] ** 2 == pytest.approx((main_1 / times + rest) / len(data))


@pytest.mark.parametrize("equal", [True, False])
def test_coding_so_many_gives_that_width(equal):
    """The curve from 300 coded rows against the errors with 1,200 coded ones."""
    foreseen, found = [], []
    for seed in range(20):
        few, many = (labelled(coded, seed=seed, equal=equal) for coded in (300, 1_200))
        foreseen.append(how_many_to_code(few, Specification(**MEAN), n_coded=[1_200]).iloc[0]["se"])
        found.append(design_based(many, **MEAN).iloc[0]["se"])
    assert np.mean(foreseen) == pytest.approx(np.mean(found), rel=0.05)


def test_all_coded_is_the_mean_of_the_coders():
    foreseen = how_many_to_code(labelled(), Specification(**MEAN), n_coded=[3_000, 9_000])
    assert foreseen["n_coded"].tolist() == [3_000, 3_000]
    assert foreseen["se"].tolist() == pytest.approx([(0.3 * 0.7 / 3_000) ** 0.5] * 2, rel=0.15)


def test_a_width_and_its_number_belong_together():
    data = labelled(equal=False)
    width = design_based(data, **MEAN).pipe(lambda one: one["high"] - one["low"]).iloc[0]
    asked = how_many_to_code(
        data, Specification(**MEAN), widths=[1.5 * width, width, 0.8 * width, 0.001]
    )
    assert asked["n_coded"].dropna().is_monotonic_increasing
    assert asked["n_coded"].isna().tolist() == [False, False, False, True]
    assert asked["more"].iloc[1] == 0 and asked["more"].iloc[0] < 0
    back = how_many_to_code(data, Specification(**MEAN), n_coded=asked["n_coded"].iloc[:3].tolist())
    assert back["width"].tolist() == pytest.approx(asked["width"].iloc[:3].tolist(), rel=5e-3)


def test_the_curve_falls_to_all_and_more_for_what_was_predicted():
    rng = np.random.default_rng(2)
    data = labelled().assign(z=rng.normal(size=3_000))
    data["outcome"] = data["z"] + rng.normal(size=3_000)
    given = MEAN | {"outcome": "outcome", "covariates": ["y", "z"], "model": "linear"}
    table = how_many_to_code(data, Specification(**given))
    assert table.groupby("term").size().to_dict() == {"intercept": 12, "y": 12, "z": 12}
    assert table["n_coded"].max() == 3_000
    fall = {}
    for term, rows in table.groupby("term"):
        assert rows["width"].is_monotonic_decreasing
        fall[term] = rows["width"].iloc[-1] / rows["width"].iloc[0]
    assert fall["y"] < 0.6 < 0.9 < fall["z"]


def test_questions_without_an_answer_are_refused():
    data = labelled()
    with pytest.raises(ValueError, match=r"^n_coded and widths are both given; ask about one"):
        how_many_to_code(data, Specification(**MEAN), n_coded=[1], widths=[1])
    with pytest.raises(ValueError, match=r"^widths has 0; it must be above 0$"):
        how_many_to_code(data, Specification(**MEAN), widths=[0])
    with pytest.raises(ValueError, match=r"^n_coded has -5; it must be above 0$"):
        how_many_to_code(data, Specification(**MEAN), n_coded=[-5])


def test_where_coders_and_machine_have_one_code_only_nothing_can_be_foreseen():
    drawn = np.arange(200) < 50
    data = pd.DataFrame({"y": np.where(drawn, 1.0, np.nan), "machine": 1.0, "p": 0.25})
    foreseen = how_many_to_code(data, Specification(**MEAN), n_coded=[50, 100])
    assert foreseen[["se", "width"]].isna().all(axis=None)
