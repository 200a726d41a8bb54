"""Wordscores: the printed example, its rescalings, and arithmetic by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis.scaling import term_scores, wordscores
from tests.analysis.scaling.texts import GIVEN, GOLDEN, classic

PRINTED = GOLDEN["wordscores"]


@pytest.mark.parametrize("rescale", [None, "lbg", "mv"])
def test_the_printed_example_of_quanteda(rescale):
    table = wordscores(classic(), scores=GIVEN, rescale=rescale)
    assert table["unit"].tolist() == GOLDEN["units"]
    np.testing.assert_allclose(table["score"], PRINTED[rescale or "raw"], atol=6e-7)
    assert list(table)[:3] == ["unit", "score", "se"]
    assert table["given"].tolist()[:5] == list(GIVEN.values()) and pd.isna(table["given"][5])
    assert (table["n"] == 1000).all() and (table["share"] == 1).all()
    if rescale == "mv":
        np.testing.assert_allclose(table["se"], PRINTED["mv_se"], atol=5e-9)


def test_the_published_score_of_the_virgin_text():
    row = wordscores(classic(), scores=GIVEN).set_index("unit").loc["V1"]
    assert round(row["score"], 2) == -0.45 and round(row["se"], 4) == 0.0119
    assert row["low"] == pytest.approx(row["score"] - 1.959964 * row["se"])


def test_words_have_the_printed_scores():
    table = term_scores(classic(), scores=GIVEN)
    assert len(table) == 37 and table["score"].is_monotonic_increasing
    scores = table.set_index("term")["score"]
    for term, value in PRINTED["terms"].items():
        assert scores[term] == pytest.approx(value, abs=6e-8)


def by_hand(counts, given):
    wide = counts.pivot(index="unit", columns="term", values="n").fillna(0)
    share = wide.div(wide.sum(axis=1), axis=0).loc[list(given)]
    share = share.loc[:, share.sum() > 0]
    words = (share.mul(pd.Series(given), axis=0)).sum() / share.sum()
    found = {}
    for unit, row in wide[words.index].iterrows():
        each = np.repeat(words.to_numpy(), row.astype(int))
        if len(each):
            found[unit] = each.mean(), each.std() / np.sqrt(len(each)), len(each)
    return found


def test_a_score_is_the_mean_of_the_words_and_its_error_that_of_a_mean():
    rng = np.random.default_rng(2)
    counts = pd.DataFrame(
        [(u, f"t{t}", n) for u in "abcde" for t, n in enumerate(rng.poisson(1.5, 20)) if n],
        columns=["unit", "term", "n"],
    )
    extra = pd.DataFrame([("e", "only here", 7), ("f", "only here", 2)], columns=list(counts))
    counts = pd.concat([counts, extra])
    given = {"a": -1, "c": 3}
    table = wordscores(counts, scores=given).set_index("unit")
    for unit, (score, se, n) in by_hand(counts, given).items():
        assert table.loc[unit, ["score", "se"]].tolist() == pytest.approx([score, se])
        assert table.loc[unit, "share"] == pytest.approx(n / table.loc[unit, "n"])
    assert pd.isna(table.loc["f", "score"])
    assert table.loc["f", "reason"] == "no words that the reference texts have"


def test_lbg_over_the_others_has_their_mean_and_the_spread_of_the_given():
    counts = pd.concat([classic(), classic()[lambda one: one["unit"] == "R4"].assign(unit="V2")])
    raw = wordscores(counts, scores=GIVEN).set_index("unit")["score"][["V1", "V2"]]
    found = wordscores(counts, scores=GIVEN, rescale="lbg", over="others").set_index("unit")
    others = found["score"][["V1", "V2"]]
    assert others.mean() == pytest.approx(raw.mean())
    assert others.std() == pytest.approx(np.std(list(GIVEN.values()), ddof=1))
    alone = wordscores(classic(), scores=GIVEN, rescale="lbg", over="others")
    assert alone["score"].isna().all()
    assert set(alone["reason"]) == {"a standard deviation requires 2 other texts"}


def test_mv_stays_when_texts_are_added_and_lbg_does_not():
    more = pd.concat([classic(), classic()[lambda one: one["unit"] == "R5"].assign(unit="V2")])
    for rescale, same in (("mv", True), ("lbg", False)):
        one, two = (
            wordscores(each, scores=GIVEN, rescale=rescale).set_index("unit")["score"]["V1"]
            for each in (classic(), more)
        )
        assert bool(np.isclose(one, two)) is same


def test_reversed_scores_are_mirrored():
    there = wordscores(classic(), scores=GIVEN, rescale="mv")
    back = wordscores(classic(), scores={k: -v for k, v in GIVEN.items()}, rescale="mv")
    np.testing.assert_allclose(there["score"], -back["score"], atol=1e-12)
    np.testing.assert_allclose(there["se"], back["se"])


def test_the_correlation_with_the_year_travels_with_the_scores():
    years = pd.DataFrame({"report_id": GOLDEN["units"], "report_year": [*range(2001, 2006), 2003]})
    table = wordscores(classic(), scores=GIVEN, reports=years)
    expected = np.corrcoef(table["score"], years["report_year"])[0, 1]
    assert table["r_year"].tolist() == pytest.approx([expected] * 6)
    assert wordscores(classic(), scores=GIVEN)["r_year"].isna().all()


@pytest.mark.parametrize(
    ("scores", "says"),
    [
        ({"R1": -1}, "two or more reference texts with different scores"),
        ({"R1": 1, "R2": 1}, "two or more reference texts with different scores"),
        ({}, "two or more reference texts"),
        ({"R1": 1, "X": 2}, "scores names 'X'"),
        ({"R1": 1, "R2": float("nan")}, "give a number"),
        ({"R1": 1, "R2": "2"}, "give a number"),
        ({"R1": 1, "E": 2}, "'E' has no words"),
    ],
)
def test_scores_that_mean_nothing_are_refused(scores, says):
    empty = pd.DataFrame({"unit": ["E"], "term": ["A"], "n": [0]})
    with pytest.raises(ValueError, match=says):
        wordscores(pd.concat([classic(), empty]), scores=scores)


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="choose from lbg, mv"):
        wordscores(classic(), scores=GIVEN, rescale="other")
    with pytest.raises(ValueError, match="choose from all, others"):
        wordscores(classic(), scores=GIVEN, over="other")
