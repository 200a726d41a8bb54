"""The index of a list: the panel's numbers where weights are 1, and arithmetic where not."""

import numpy as np
import pandas as pd
import pytest

from analysis.dictionaries.index_of_list import list_index, standardised
from analysis.panel.table import attention_panel
from analysis.uncertainty.inference import Inference
from corpus.store.own_terms import find_mentions
from corpus.store.tables import read_table
from tests.crossed import crossed

TERMS = {"环境": 1.0, "绿化": 3.0, "污染": 2.0, "没有的词": 4.0}


@crossed(
    "by, cluster, denominator",
    [("region", "year"), ("report",), ("region", "orientation")],
    ["section", "paragraph"],
    ["words", "sentences"],
)
def test_an_index_of_equal_weights_is_the_row_of_the_whole_list(
    two_districts, by, cluster, denominator
):
    inference = Inference(cluster=cluster)
    options = {"by": by, "denominator": denominator, "inference": inference}
    panel = attention_panel(two_districts, terms=list(TERMS), **options)
    panel = panel[panel["term"] == "all"].reset_index(drop=True)
    for weight in (1.0, 2.5):
        given = {one: weight for one in TERMS}
        index = list_index(two_districts, terms=TERMS, weights=given, **options)
        for column in ("n", "size", "reports", "cluster", "basis", "reason"):
            assert index[column].tolist() == panel[column].tolist()
        for own, name in (("value", "share"), ("low", "low"), ("high", "high")):
            np.testing.assert_allclose(index[own], weight * panel[name], rtol=1e-9)


def test_weights_count_each_term_by_as_much(two_districts):
    index = list_index(two_districts, terms=TERMS, weights=TERMS, by=["report"])
    found = find_mentions(two_districts, list(TERMS))
    words = read_table(two_districts, "sizes").groupby("report_id")["words"].sum()
    for _, row in index.iterrows():
        own = found[found["report_id"] == row["report_id"]]["term"].value_counts()
        parts = {term: TERMS[term] * int(n) for term, n in own.items()}
        assert row["value"] == pytest.approx(1000 * sum(parts.values()) / words[row["report_id"]])
        assert row["carried_by"] == max(parts, key=parts.get)
        assert row["carried"] == pytest.approx(max(parts.values()) / sum(parts.values()))
        assert row["terms"] == len(parts) and row["n"] == own.sum()
        assert row["low"] < row["value"] < row["high"]


def test_an_idf_is_that_of_the_corpus(two_districts):
    terms = ["营商环境", "数字经济", "环境"]
    index = list_index(two_districts, terms=terms, weights="idf", by=["report"])
    found = find_mentions(two_districts, terms).groupby(["report_id", "term"]).size().unstack()
    idf = np.log(3 / (1 + found.notna().sum())) + 1
    expected = 1000 * (found.fillna(0) * idf).sum(axis=1) / index.set_index("report_id")["size"]
    np.testing.assert_allclose(index.set_index("report_id")["value"], expected)
    assert set(index["weighting"]) == {"idf of 2 reports"}


def test_nothing_found_is_0_with_an_upper_limit_and_no_carrier(two_districts):
    row = list_index(two_districts, terms=["没有的词"]).iloc[0]
    assert row["value"] == row["low"] == 0 and row["high"] > 0
    assert row["n"] == row["terms"] == 0 and pd.isna(row["carried_by"])


def test_the_interval_covers_a_planted_index():
    """Simulated sections: a rare heavy term and a common light one."""
    from analysis.dictionaries import index_of_list

    rng = np.random.default_rng(1)
    covered = 0
    for _ in range(200):
        m = rng.integers(100, 300, 25)
        blocks = pd.DataFrame({"unit": 0, "place": range(25), "m": m, "by_section": True})
        light, heavy = rng.poisson(m * 0.01), rng.poisson(m * 0.002)
        place = np.r_[np.repeat(np.arange(25), light), np.repeat(np.arange(25), heavy)]
        weight = np.r_[np.ones(light.sum()), np.full(heavy.sum(), 5.0)]
        hits = pd.DataFrame({"unit": 0, "place": place, "w": weight})
        found = index_of_list._intervals(blocks, hits, Inference(), "words")
        covered += bool(found["low"][0] <= 20 <= found["high"][0])
    assert 188 <= covered <= 200


def test_standardised_values_are_those_of_the_table(two_districts):
    table = standardised(list_index(two_districts, terms=["数字经济"], by=["report"]))
    assert table["min_max"].tolist() in ([0, 1], [1, 0])
    np.testing.assert_allclose(sorted(table["z"]), [-(0.5**0.5), 0.5**0.5])
    alone = standardised(table.iloc[:1].drop(columns=["z", "min_max"]))
    assert alone["z"].isna().all() and "none is standardised" in alone["reason"].iloc[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"terms": []}, "terms must be"),
        ({"terms": "环境"}, "terms must be"),
        ({"terms": ["环境"], "weights": "log"}, "not a weighting"),
        ({"terms": ["环境"], "weights": {"绿化": 1}}, "'环境' has no weight"),
        ({"terms": ["环境"], "weights": {"环境": -1}}, "'环境' has no weight"),
        ({"terms": ["环境"], "by": ["place"]}, "'place' is not a unit"),
        ({"terms": ["环境"], "by": []}, "by is empty"),
        ({"terms": ["环境"], "match": "sentence"}, "'sentence' is not a match"),
    ],
)
def test_wrong_options_are_refused(two_districts, options, said):
    with pytest.raises(ValueError, match=said):
        list_index(two_districts, **options)
