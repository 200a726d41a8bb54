"""Coherence against gensim, the ways to rank terms by hand, and the number of planted topics."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.topics import model
from analysis.topics.model import TopicFit, fit_topics, held_out_score
from analysis.topics.quality import choose_n_topics, coherence, describe_topics, proposed_labels
from tests.analysis.topics.conftest import about_one_topic


@pytest.mark.parametrize("measure", ["npmi", "c_v"])
def test_coherence_is_gensims(golden, golden_counts, measure):
    expected = golden("coherence")
    found = coherence(golden_counts, list(expected["topics"].values()))
    np.testing.assert_allclose(found[measure], list(expected[measure].values()), rtol=1e-6)


def test_terms_that_are_nowhere_have_no_coherence(golden_counts):
    found = coherence(golden_counts, [["改革", "没有的词"], ["改革", "创新"]])
    assert found["npmi"].isna().tolist() == [True, False]
    with pytest.raises(ValueError, match=r"^topic 1 has fewer than two terms; give at least two$"):
        coherence(golden_counts, [["改革"]])


def two_topics() -> TopicFit:
    """Two topics over three terms, written by hand."""
    terms = pd.DataFrame(
        {
            "topic": [1, 1, 1, 2, 2, 2],
            "term": list("abcbca"),
            "probability": [0.6, 0.3, 0.1, 0.5, 0.5, 0.0],
        }
    )
    empty = pd.DataFrame()
    return TopicFit(terms, empty, empty, empty, 2, 9, 3, "nmf", 1)


def test_ways_to_rank_terms_by_hand():
    counts = pd.DataFrame({"unit": "u", "term": list("abc"), "n": [3, 4, 3]})
    table = describe_topics(two_topics(), counts, relevance=0.5).set_index(["topic", "term"])
    a, b = table.loc[(1, "a")], table.loc[(1, "b")]
    assert a["lift"] == pytest.approx(0.6 / 0.3)
    assert a["relevance"] == pytest.approx(0.5 * np.log(0.6) + 0.5 * np.log(2))
    assert (a["exclusivity"], b["exclusivity"]) == (1, pytest.approx(0.3 / 0.8))
    # In topic 1, b is second of three by probability and by exclusivity.
    assert b["frex"] == pytest.approx(2 / 3)
    assert a["frex"] == pytest.approx(1)
    assert (2, "a") not in table.index
    with pytest.raises(ValueError, match=r"^relevance is 2; it must lie between 0 and 1$"):
        describe_topics(two_topics(), counts, relevance=2)


def test_frex_has_the_ranks_of_stm_where_terms_tie():
    """b and c tie in topic 2 by probability: rank 2.5 of 3, as R's rank and frank have it."""
    counts = pd.DataFrame({"unit": "u", "term": list("abc"), "n": [3, 4, 3]})
    table = describe_topics(two_topics(), counts).set_index(["topic", "term"])
    exclusivity = {"b": 2 / 3, "c": 1}  # 0.5 / 0.8 and 0.5 / 0.6
    for term, rank in exclusivity.items():
        expected = 1 / (0.5 / rank + 0.5 / (2.5 / 3))
        assert table.loc[(2, term), "frex"] == pytest.approx(expected)


def test_last_bits_change_no_rank():
    """A fit whose probabilities differ in their last bits has the same order."""
    counts, _ = about_one_topic()
    fit = fit_topics(counts, n_topics=4, n_runs=1)
    noise = 1 + np.random.default_rng(1).uniform(-1e-13, 1e-13, len(fit.topic_terms))
    terms = fit.topic_terms.assign(probability=fit.topic_terms["probability"] * noise)
    one, other = (
        describe_topics(each, counts).sort_values(["topic", "frex", "term"])
        for each in (fit, replace(fit, topic_terms=terms))
    )
    assert one[["topic", "term"]].to_numpy().tolist() == (
        other[["topic", "term"]].to_numpy().tolist()
    )


def test_labels_are_proposed_from_policy_terms():
    names = {6: "Education", 13: "Welfare"}
    table = proposed_labels(two_topics(), {"a": 6, "b": 13, "c": None}, names)
    assert table["label"].tolist() == ["proposed: Education (a)", "proposed: Welfare (b)"]
    assert table["area"].tolist() == [6, 13]
    assert table["share"].tolist() == [pytest.approx(2 / 3), 1]
    nothing = proposed_labels(two_topics(), {}, {})
    assert nothing["label"].tolist() == ["", ""] and nothing["area"].isna().all()


def test_the_number_of_planted_topics_is_recommended():
    counts, _ = about_one_topic()
    table = choose_n_topics(counts, [2, 4, 7], n_runs=5)
    assert table.loc[table["recommended"], "n_topics"].tolist() == [4]
    row = table.set_index("n_topics").loc[4]
    assert row["stability"] > 0.9 and row["stable"] == 1
    assert row["held_out"] == table["held_out"].max() or row["held_out"] > table["held_out"].min()
    assert row["npmi"] > table.set_index("n_topics").loc[2, "npmi"]
    assert table["n_supported"].tolist() == [2, 4, 4]  # so 7 is not recommended, however stable
    assert row["reason"].startswith("the largest number of topics with a stability of at least 0.8")


def test_ranges_over_the_runs_hold_the_means_and_are_points_for_one_run():
    counts, _ = about_one_topic()
    table = choose_n_topics(counts, [2, 4, 7], n_runs=4)
    for name in ("stability", "held_out"):
        assert (table[f"{name}_low"] <= table[name] + 1e-12).all(), name
        assert (table[name] <= table[f"{name}_high"] + 1e-12).all(), name
    for name in ("npmi", "exclusivity"):  # of parts of the units, so near the whole's
        assert (table[f"{name}_low"] <= table[f"{name}_high"]).all(), name
        assert (table[f"{name}_low"] <= table[name] + 0.1).all(), name
        assert (table[name] <= table[f"{name}_high"] + 0.1).all(), name
    # seven topics of four planted ones come out differently each time
    assert table["stability_low"].iloc[2] < table["stability_high"].iloc[2]
    one = choose_n_topics(counts, [4], n_runs=1)
    for name in ("stability", "npmi", "exclusivity"):
        assert one[f"{name}_low"].tolist() == one[f"{name}_high"].tolist()
    assert one["stability_low"].tolist() == one["stability"].tolist()


def test_the_held_out_score_is_of_the_text_units_that_the_runs_leave_out(monkeypatch):
    counts, _ = about_one_topic()
    fitted = []
    monkeypatch.setattr(model, "_fit", lambda *a, fit=model._fit: fitted.append(1) or fit(*a))
    model._kept.cache_clear()
    table = choose_n_topics(counts, [2, 4], n_runs=3)
    assert len(fitted) == 2 * (1 + 3)  # no model is fitted for this score alone
    for n_topics, score in zip(table["n_topics"], table["held_out"], strict=True):
        assert score == pytest.approx(held_out_score(counts, n_topics=n_topics), abs=0.1)
    more = choose_n_topics(counts, [2, 4], n_runs=4)
    assert (more["held_out_low"] <= table["held_out_low"]).all()  # the same three, and one more


def test_coherence_is_measured_elsewhere_too():
    counts, _ = about_one_topic()
    same = choose_n_topics(counts, [4], n_runs=1, reference=counts)
    assert same["npmi_reference"].tolist() == same["npmi"].tolist()
    assert same["c_v_reference"].tolist() == same["c_v"].tolist()
    other = counts.assign(term="x" + counts["term"])
    assert choose_n_topics(counts, [4], n_runs=1, reference=other)["npmi_reference"].isna().all()


def test_no_number_is_recommended_where_nothing_is_stable():
    rng = np.random.default_rng(5)
    rows = [
        (f"u{unit}", f"t{term}", int(n))
        for unit in range(60)
        for term, n in enumerate(rng.poisson(1, 40))
        if n
    ]
    table = choose_n_topics(pd.DataFrame(rows, columns=["unit", "term", "n"]), [3, 5], n_runs=4)
    assert not table["recommended"].any()
    assert set(table["reason"]) == {""}


def test_an_empty_grid_is_refused():
    with pytest.raises(ValueError, match=r"^the grid is empty; give at least one number"):
        choose_n_topics(about_one_topic()[0], [])
