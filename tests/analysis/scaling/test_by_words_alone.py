"""Wordfish: the printed example, planted positions, and what it says of itself."""

import numpy as np
import pandas as pd
import pytest

from analysis.scaling import wordfish
from tests.analysis.scaling.texts import GOLDEN, classic, simulated


def test_the_printed_example_of_quanteda():
    fit = wordfish(classic(), direction=("R1", "R5"), rule="quanteda")
    printed = GOLDEN["wordfish"]
    assert fit.documents["unit"].tolist() == GOLDEN["units"] and fit.rounds == 22
    np.testing.assert_allclose(fit.documents["position"], printed["position"], atol=2e-7)
    np.testing.assert_allclose(fit.documents["se"], printed["se"], atol=2e-8)
    np.testing.assert_allclose(fit.documents["alpha"], printed["alpha"], atol=2e-5)
    terms = fit.terms.set_index("term")
    for term, values in printed["first_terms"].items():
        np.testing.assert_allclose(
            terms.loc[term, ["weight", "position"]].astype(float), values, atol=2e-6
        )
    assert not fit.converged and "NOT converged (stopping rule of quanteda)" in str(fit)


def test_converged_is_near_it_and_has_a_higher_posterior():
    own = wordfish(classic(), direction=("R1", "R5"))
    theirs = wordfish(classic(), direction=("R1", "R5"), rule="quanteda")
    assert own.converged and own.log_posterior > theirs.log_posterior + 5
    assert np.abs(own.documents["position"] - GOLDEN["wordfish"]["position"]).max() < 0.07
    expected = [-1.35726, -0.61216, 0.09446, 0.73614, 1.45931, -0.32049]
    np.testing.assert_allclose(own.documents["position"], expected, atol=1e-5)


@pytest.mark.parametrize("rule", ["converged", "quanteda"])
@pytest.mark.parametrize("seed", range(4))
def test_planted_positions_and_weights_are_found(rule, seed):
    counts, theta, beta = simulated(seed=seed)
    fit = wordfish(counts, direction=(0, 39), rule=rule)
    assert np.corrcoef(fit.documents["position"], theta)[0, 1] > 0.98
    weight = fit.terms.set_index("term")
    often = weight["n"] >= 50
    found = weight.loc[often, "weight"]
    assert np.corrcoef(found, beta[found.index])[0, 1] > 0.97
    assert found.std() == pytest.approx(beta[found.index].std() * theta.std(ddof=1), rel=0.1)


def test_the_interval_covers_planted_positions_where_words_are_independent():
    covered = []
    for seed in range(6):
        counts, theta, _ = simulated(30, 500, seed=10 + seed, length=3)
        table = wordfish(counts, direction=(0, 29)).documents
        truth = (theta - theta.mean()) / theta.std(ddof=1)
        covered += ((table["low"] <= truth) & (truth <= table["high"])).tolist()
    assert 0.88 <= np.mean(covered) <= 0.99


def test_positions_are_standardised_and_turned_as_asked():
    counts, _, _ = simulated(10, 50)
    one, other = (wordfish(counts, direction=ends) for ends in ((0, 9), (9, 0)))
    np.testing.assert_allclose(one.documents["position"], -other.documents["position"])
    np.testing.assert_allclose(one.terms["weight"], -other.terms["weight"])
    np.testing.assert_allclose(one.documents["se"], other.documents["se"])
    position = one.documents["position"]
    assert position.mean() == pytest.approx(0, abs=1e-9) and position.std() == pytest.approx(1)
    assert position[0] < position[9]
    pd.testing.assert_frame_equal(wordfish(counts).documents, one.documents)


def test_the_order_of_rows_changes_nothing_and_the_same_is_the_same_twice():
    counts, _, _ = simulated(10, 50)
    mixed = counts.sample(frac=1, random_state=1)
    for table in ("documents", "terms"):
        one, two, three = (getattr(wordfish(each), table) for each in (counts, counts, mixed))
        pd.testing.assert_frame_equal(one, two, check_exact=True)
        pd.testing.assert_frame_equal(one, three, check_exact=True)


def test_a_text_without_words_has_no_position_and_says_why():
    counts, _, _ = simulated(6, 40)
    empty = pd.DataFrame({"unit": [99], "term": ["t0000"], "n": [0]})
    fit = wordfish(pd.concat([counts, empty]))
    row = fit.documents.iloc[-1]
    assert row["unit"] == 99 and pd.isna(row["position"]) and row["reason"] == "no words"
    pd.testing.assert_frame_equal(
        fit.documents.head(6)[["position", "se"]], wordfish(counts).documents[["position", "se"]]
    )


def test_names_and_columns_stay():
    fit = wordfish(classic())
    assert list(fit.documents)[:3] == ["unit", "position", "se"]
    assert list(fit.terms)[:3] == ["term", "position", "weight"]
    assert fit.terms["n"].sum() == fit.documents["n"].sum() == 6000


def test_time_is_found_and_printed():
    counts, *_ = simulated(20, 100)
    fit = wordfish(counts.assign(unit=counts["unit"] + 2001))
    assert fit.against.set_index("variable").loc["year", "r"] > 0.99
    assert "with the report year (20 units): this is a position in time." in str(fit)
    reports = pd.DataFrame({"report_id": range(20), "report_year": 2020})
    assert "all units have the same value" in str(wordfish(counts, reports=reports))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda one: one[one["unit"].isin(["R1", "R2"])], "2 units have words; Wordfish req"),
        (lambda one: one.assign(n=-1), "not a count"),
        (lambda one: one.drop(columns="n"), "no column 'n'"),
        (lambda one: one.assign(n=0), "contains only 0"),
        (
            lambda one: pd.concat(
                [
                    one[one["unit"] == "R1"].assign(unit=x, n=lambda t, k=k: t["n"] * k)
                    for k, x in enumerate("abc", 1)
                ]
            ),
            "in the same proportions",
        ),
    ],
)
def test_what_cannot_be_scaled_is_refused(change, says):
    with pytest.raises(ValueError, match=says):
        wordfish(change(classic()))


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="direction names 'X'"):
        wordfish(classic(), direction=("R1", "X"))
    with pytest.raises(ValueError, match="choose from converged, quanteda"):
        wordfish(classic(), rule="other")
