"""Prevalence adds up and has intervals that hold; the map shows what is near to what."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.topics.prevalence import _beta_interval, topic_prevalence


def made_up(units: int = 30, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Made-up shares of two topics in units of two years."""
    rng = np.random.default_rng(seed)
    first = rng.beta(2, 6, units)
    names = [f"u{number:02}" for number in range(units)]
    topics = pd.DataFrame(
        {
            "unit": np.repeat(names, 2),
            "topic": [1, 2] * units,
            "share": np.column_stack([first, 1 - first]).ravel(),
        }
    )
    words = pd.DataFrame(
        {
            "unit": names,
            "words": rng.integers(20, 200, units),
            "year": np.where(np.arange(units) < units - 5, 2020, 2021),
        }
    )
    return topics, words


def test_a_share_is_weighted_by_words_and_the_topics_add_up_to_100():
    topics, words = made_up()
    table = topic_prevalence(topics, words, by="year")
    joined = topics.merge(words, on="unit").query("topic == 1 and year == 2020")
    expected = 100 * (joined["share"] * joined["words"]).sum() / joined["words"].sum()
    row = table.query("unit == 2020 and topic == 1").iloc[0]
    assert row["share"] == pytest.approx(expected)
    assert row["low"] < row["share"] < row["high"]
    assert table.groupby("unit")["share"].sum().to_numpy() == pytest.approx(100)
    few = table[table["unit"] == 2021]  # five units are enough, if three carry the topic
    assert few["low"].notna().all() and (few["reason"] == "").all() and (few["carrying"] >= 3).all()


def test_an_interval_needs_three_units_that_carry_the_topic():
    """A tenth of two units, and less of a third: it is not how many units there are."""
    shares = np.zeros((40, 2))
    shares[:3, 0] = [0.5, 0.1, 0.09]
    shares[:, 1] = 1 - shares[:, 0]
    names = [f"u{number:02}" for number in range(40)]
    topics = pd.DataFrame(
        {"unit": np.repeat(names, 2), "topic": [1, 2] * 40, "share": shares.ravel()}
    )
    words = pd.DataFrame({"unit": names, "words": 100, "year": 2020})
    few, many = topic_prevalence(topics, words, by="year").to_dict("records")
    assert few["reason"] == "2 text units with the topic; a CI requires 3"
    assert np.isnan(few["low"]) and np.isnan(few["high"]) and few["basis"] == ""
    assert (few["carrying"], many["carrying"], few["blocks"]) == (2, 40, 40)
    assert many["reason"] == "" and many["low"] < many["share"] < many["high"] <= 100
    few = topic_prevalence(topics, words, by="year", min_blocks=2).iloc[0]
    assert few["reason"] == "" and 0 < few["low"] < few["share"] < few["high"]
    assert few["basis"] == "beta"


def test_one_topic_alone_has_no_interval():
    topics = pd.DataFrame({"unit": list("abcd"), "topic": 1, "share": 1.0})
    words = pd.DataFrame({"unit": list("abcd"), "words": 100, "year": 2020})
    row = topic_prevalence(topics, words, by="year").iloc[0]
    assert (row["share"], row["reason"]) == (100, "all words belong to the topic")
    assert np.isnan(row["low"])


def test_the_beta_interval_is_clopper_and_pearsons_for_whole_units_of_one_size():
    """Units wholly of a topic or not at all are draws of 0 and 1; only Student's t widens it."""
    shares = np.repeat([1.0, 0.0], [3, 17])[:, None]
    low, high = _beta_interval(shares, np.full(20, 50.0), np.array([1e-9]), 20.0, 0.95)
    exact = stats.binomtest(3, 20).proportion_ci(0.95, method="exact")
    assert (low[0], high[0]) == pytest.approx((exact.low, exact.high))


def test_a_share_in_part_of_a_unit_scales_the_interval():
    """Units that give half of their words have half the interval of those that give all."""
    shares = np.repeat([1.0, 0.0], [3, 17])[:, None]
    words = np.full(20, 50.0)
    whole = _beta_interval(shares, words, np.array([0.08]), 20.0, 0.95)
    half = _beta_interval(shares / 2, words, np.array([0.04]), 20.0, 0.95)
    np.testing.assert_allclose(np.array(half) * 2, whole)


@pytest.mark.parametrize("carry", [0.2, 1.0])
def test_the_intervals_hold_the_share_they_were_drawn_from(carry):
    """For a topic in a fifth of 20 units, and for one in all; more designs are in the benchmark."""
    rng = np.random.default_rng(7)
    names = [f"u{number:02}" for number in range(20)]
    words = pd.DataFrame({"unit": names, "words": 100, "year": 2020})
    held = []
    for _ in range(300):
        shares = rng.beta(4, 4, 20) * (rng.random(20) < carry)
        topics = pd.DataFrame({"unit": names, "topic": 1, "share": shares})
        row = topic_prevalence(topics, words, by="year").iloc[0]
        if row["reason"] == "":
            held.append(row["low"] <= 50 * carry <= row["high"])
    assert len(held) > 200 and np.mean(held) >= 0.92


def test_a_unit_without_words_is_refused():
    topics, words = made_up()
    with pytest.raises(
        ValueError, match=r"^text unit 'u00' has topics but is not listed in units; add its row$"
    ):
        topic_prevalence(topics, words.iloc[1:], by="year")
