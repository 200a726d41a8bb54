"""Turning points that were planted are found, where and as what; steady change has none."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from analysis.across_reports.turning_years import _null, _tested_once, turning_points
from analysis.uncertainty.yearly import simulated_series


def steps_of(jsd: np.ndarray, chance: float = 0.0) -> pd.DataFrame:
    years = range(1980, 1980 + len(jsd))
    return pd.DataFrame({"report_year": years, "gap": 1, "jsd": jsd, "jsd_by_chance": chance})


def steady(size: int = 40, spread: float = 0.2, seed: int = 2) -> np.ndarray:
    """Made-up steps of steady change: lognormal around 0.1."""
    return 0.1 * np.exp(spread * np.random.default_rng(seed).standard_normal(size))


def found_in(table: pd.DataFrame) -> list[tuple[int, str]]:
    found = table[table["p_adjusted"] < 0.05]
    return list(zip(found["report_year"], found["kind"], strict=True))


@pytest.mark.parametrize("chance", [0.0, 0.2])
def test_what_is_planted_is_found_and_named(chance):
    jsd = steady()
    assert found_in(turning_points(steps_of(jsd + chance, chance))) == []
    step, odd, shift = jsd.copy(), jsd.copy(), jsd.copy()
    step[14] *= 4
    odd[[14, 15]] *= 4
    shift[20:] *= 2
    assert found_in(turning_points(steps_of(step + chance, chance))) == [(1994, "step")]
    assert found_in(turning_points(steps_of(odd + chance, chance))) == [(1994, "odd report")]
    assert found_in(turning_points(steps_of(shift + chance, chance))) == [(2000, "level shift")]


def test_one_turning_point_does_not_hide_another():
    jsd = steady()
    jsd[[6, 7]] *= 4
    jsd[30] *= 5
    jsd[20:] *= 2
    table = turning_points(steps_of(jsd))
    assert found_in(table) == [(1986, "odd report"), (2000, "level shift"), (2010, "step")]
    back = table.set_index("report_year").loc[1987]
    assert back["reason"] == "the step back from the odd report of 1986" and np.isnan(back["p"])


def test_sizes_are_times_the_usual():
    jsd = np.tile([0.1, 0.11, 0.09, 0.1, 0.1], 6)
    jsd[12] = 0.4
    row = turning_points(steps_of(jsd)).iloc[12]
    assert (row["step"], row["usual"]) == (0.4, pytest.approx(0.1))
    assert row["size"] == pytest.approx(4)
    jsd[12], jsd[15:] = 0.1, 3 * jsd[15:]
    shift = turning_points(steps_of(jsd)).query("kind == 'level shift'").iloc[0]
    assert (shift["report_year"], shift["size"]) == (1995, pytest.approx(3))


def test_a_fall_of_the_level_is_a_shift_and_a_small_step_is_nothing():
    jsd = steady()
    jsd[10] /= 20
    assert found_in(turning_points(steps_of(jsd))) == []
    jsd[20:] /= 2
    row = turning_points(steps_of(jsd)).query("p_adjusted < 0.05").iloc[0]
    assert row["kind"] == "level shift" and row["size"] < 0.7


@pytest.mark.parametrize("noise", ["lognormal", "exponential", "gamma", "normal"])
def test_skewed_steps_have_few_false_turning_points(noise):
    rng, years = np.random.default_rng(3), np.arange(1980, 2020)
    draw = {
        "lognormal": lambda: rng.lognormal(-2, 0.6, 40),
        "exponential": lambda: rng.exponential(0.1, 40),
        "gamma": lambda: rng.gamma(2, 0.05, 40),
        "normal": lambda: rng.normal(0.1, 0.01, 40),
    }[noise]
    steps = [draw() for _ in range(250)]
    false = [(_tested_once(np.log(one), years, one)["p_adjusted"] < 0.05).any() for one in steps]
    assert np.mean(false) < 0.09  # 0.05 and three standard errors


@pytest.mark.parametrize("rho", [0.4, 0.8])
def test_autocorrelated_steps_have_few_too(rho):
    years = np.arange(1980, 2006)
    logs = simulated_series(years, rho, 250, np.random.default_rng(5))
    false = [(_tested_once(one, years, one)["p_adjusted"] < 0.05).any() for one in logs.T]
    assert np.mean(false) < 0.09


def test_a_level_that_doubles_is_found_at_its_year():
    years, rng = np.arange(1978, 2026), np.random.default_rng(6)
    found = []
    for _ in range(60):
        logs = 0.35 * rng.standard_normal(48) + np.log(2) * (years >= 2002)
        table = _tested_once(logs, years, logs).assign(year=years)
        shift = table[(table["kind"] == "level shift") & (table["p_adjusted"] < 0.05)]
        found.append(len(shift) == 1 and abs(shift["year"].iloc[0] - 2002) <= 3)
    assert np.mean(found) > 0.8


def test_a_step_over_missing_years_is_no_turning_point():
    steps = steps_of(steady(14))
    steps.loc[3, ["gap", "jsd"]] = [4, 0.9]
    steps.loc[5, "jsd_by_chance"] = np.nan
    table = turning_points(steps)
    assert table.loc[[3, 5], ["p", "p_adjusted"]].isna().all(axis=None)
    assert table.loc[3, "reason"] == "a step across 4 years" and table.loc[5, "reason"] != ""
    assert table["usual"].max() < 0.2 and table["p"].notna().sum() == 12


def test_unit_and_order_of_columns_change_nothing():
    jsd = steady()
    jsd[14] *= 4
    one, other = turning_points(steps_of(jsd)), turning_points(steps_of(jsd / 3).iloc[:, ::-1])
    for name in ("t", "p", "p_adjusted", "size"):
        np.testing.assert_allclose(one[name], other[name])


def test_steps_no_larger_than_chance_are_compared_by_their_ratio():
    jsd = 0.25 * np.exp(0.05 * np.random.default_rng(4).standard_normal(30))
    jsd[9] = 0.0
    table = turning_points(steps_of(jsd, chance=0.26))
    assert found_in(table) == []
    jsd[20] = 0.5
    table = turning_points(steps_of(jsd, chance=0.26))
    assert found_in(table) == [(2000, "step")]
    assert table.loc[20, "size"] == pytest.approx(2, rel=0.1)


def test_what_cannot_be_told_says_why():
    few = turning_points(steps_of(steady(9)))
    assert set(few["reason"]) == {"9 steps; a test requires 10"} and few["p"].isna().all()
    same = turning_points(steps_of(np.full(20, 0.2)))
    assert set(same["reason"]) == {"the steps do not vary"} and same["p"].isna().all()
    with pytest.raises(
        ValueError, match=r"^the years do not ascend; sort the steps by report_year"
    ):
        turning_points(steps_of(steady()).iloc[::-1])
    with pytest.raises(ValueError, match="no column 'gap'"):
        turning_points(steps_of(steady()).drop(columns="gap"))


def test_the_p_of_exchanges_gives_way_and_other_columns_stay():
    table = turning_points(steps_of(steady()).assign(p=0.5, more="新"))
    assert table.columns.is_unique and set(table["more"]) == {"新"}
    assert (table["p"] != 0.5).any()
    pd.testing.assert_frame_equal(turning_points(table), table)


def test_a_level_lasts_at_least_five_steps():
    jsd = steady()
    jsd[:3] /= 8
    table = turning_points(steps_of(jsd))
    at = np.flatnonzero(table["kind"] == "level shift")
    assert (at >= 5).all() and (at <= len(jsd) - 5).all()


def test_p_counts_the_three_kinds():
    null = _null(tuple(range(48))).of[0]
    alone = 3 * norm.sf(2)  # a little more, as the spread is estimated
    assert alone < null.p(2.0, 2) < 2 * alone
    assert null.p(0.0, 2) == 1
