"""Intervals of many reports at once: those of one report at a time, and a slow jackknife."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.tone.rates import cluster_numbers, rated
from analysis.uncertainty.clustered import clustered_intervals
from tests.benchmarks.calibrate_tone import SENTENCE, coverage, simulated


def blocks(seed: int, reports: int = 4) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    size = 14 * reports
    words = draw.integers(0, 90, size)
    return pd.DataFrame(
        {
            "report_id": np.repeat([f"r{n}" for n in range(reports)], 14),
            "paragraph_id": np.tile(range(14), reports),
            "section": draw.choice(list("abcde"), size),
            "words": words,
            "x": draw.binomial(words, 0.04),
            "y": draw.normal(30, 9, size) * words,
        }
    )


@pytest.mark.parametrize("seed", range(5))
def test_shares_have_the_interval_of_share_intervals(seed):
    data = blocks(seed)
    found = rated(cluster_numbers(data), "x", "words").set_index("report_id")
    for name, own in data[data["words"] > 0].groupby("report_id"):
        counts = own["x"].to_numpy()[:, None]
        one = clustered_intervals(own, counts, own["words"], borrow=False).iloc[0]
        assert found.loc[name, ["value", "low", "high"]].astype(float).tolist() == pytest.approx(
            [one["share"], one["low"], one["high"]]
        )
        assert found.loc[name, ["cluster", "basis"]].tolist() == [one["cluster"], one["basis"]]


@pytest.mark.parametrize("seed", range(3))
def test_a_mean_has_the_jackknife_that_leaves_out_each_section(seed):
    data = blocks(seed)
    found = rated(cluster_numbers(data), "y", "words", kind="mean").set_index("report_id")
    for name, own in data[data["words"] > 0].groupby("report_id"):
        sums = own.groupby("section")[["y", "words"]].sum()
        left = (sums.sum() - sums).eval("y / words").to_numpy()
        k, value = len(left), sums["y"].sum() / sums["words"].sum()
        error = np.sqrt((k - 1) / k * ((left - value) ** 2).sum())
        effective = sums["words"].sum() ** 2 / (sums["words"] ** 2).sum()
        half = stats.t.ppf(0.975, effective - 1) * error
        assert found.loc[name, ["low", "high"]].astype(float).tolist() == pytest.approx(
            [value - half, value + half]
        )


def test_few_sections_are_taken_by_paragraph_and_few_paragraphs_have_no_interval():
    data = blocks(1, reports=2).assign(words=10, x=1)
    data.loc[data["report_id"] == "r0", "section"] = "a"
    short = data[(data["report_id"] == "r0") | (data["paragraph_id"] < 2)]
    short = short.assign(section=short["section"].where(short["report_id"] == "r0", "b"))
    found = rated(cluster_numbers(short), "x", "words", scale=1000).set_index("report_id")
    assert found["cluster"].tolist() == ["paragraph", "paragraph"]
    assert found.loc["r1", "reason"] == "the text has 2 paragraphs; a CI requires 3"
    assert np.isnan(found.loc["r1", "low"]) and found.loc["r1", "value"] == pytest.approx(100)
    assert found.loc["r0", "low"] < 100 < found.loc["r0", "high"]


def test_nothing_to_count_is_missing_and_not_0():
    data = blocks(2, reports=2).assign(none=0, polar=0)
    data.loc[data["report_id"] == "r1", "polar"] = 3
    found = rated(cluster_numbers(data), "none", "polar").set_index("report_id")
    assert found["value"].isna().tolist() == [True, False]
    assert found["reason"].tolist() == ["nothing to count", ""]
    assert found.loc["r1", "value"] == 0 < found.loc["r1", "high"]


def test_means_of_few_sections_of_unequal_length_are_covered_as_often_as_promised():
    rows = simulated(8, 0.003, 0.5, np.random.default_rng(3))
    assert coverage(rated(rows, "spoken", "sentences", kind="mean"), SENTENCE) > 0.93
    assert coverage(rated(rows, "hits", "words"), 0.003) > 0.93
