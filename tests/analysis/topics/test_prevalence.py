"""Prevalence adds up and has intervals that hold; the map shows what is near to what."""

import numpy as np
import pandas as pd
import pytest

from analysis.topics.model import TopicFit
from analysis.topics.prevalence import topic_map, topic_prevalence


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
    few = table[table["unit"] == 2021]
    assert few["low"].isna().all() and (few["reason"] == "5 text units; a CI requires 20").all()


def test_the_intervals_hold_the_share_they_were_drawn_from():
    held = []
    for seed in range(200):
        topics, words = made_up(units=45, seed=seed)
        row = topic_prevalence(topics, words, by="year").iloc[0]
        held.append(row["low"] <= 25 <= row["high"])
    assert 0.9 <= np.mean(held) <= 0.99


def test_a_unit_without_words_is_refused():
    topics, words = made_up()
    with pytest.raises(
        ValueError, match=r"^text unit 'u00' has topics but is not listed in units; add its row$"
    ):
        topic_prevalence(topics, words.iloc[1:], by="year")


def test_topics_with_shared_terms_lie_near_each_other():
    phi = np.array([[0.5, 0.5, 0, 0], [0.4, 0.5, 0.1, 0], [0, 0, 0.5, 0.5]])
    terms = pd.DataFrame(
        {"topic": np.repeat([1, 2, 3], 4), "term": list("abcd") * 3, "probability": phi.ravel()}
    )
    shares = pd.DataFrame({"unit": "u", "topic": [1, 2, 3], "share": [0.2, 0.3, 0.5]})
    table = topic_map(TopicFit(terms, shares, terms, terms, 3, 1, 4, "nmf", 1))
    xy = table[["x", "y"]].to_numpy()
    near, far = np.linalg.norm(xy[0] - xy[1]), np.linalg.norm(xy[0] - xy[2])
    assert near < far / 2
    assert far == pytest.approx(1, abs=1e-6)  # nothing shared: the distance is 1
    assert table["shown"].iloc[0] == pytest.approx(1)
    assert table["share"].tolist() == [0.2, 0.3, 0.5]
