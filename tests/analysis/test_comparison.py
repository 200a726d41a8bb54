"""Comparison: the sides of a report, and the first terms of each."""

import pandas as pd
import pytest

from analysis.comparison import SIDES, both_ends, keyness_of_side, with_side
from analysis.counts import count_terms, in_context
from analysis.keyness import keyness
from corpus.report import SPOKEN


@pytest.fixture(scope="module")
def words(district):
    return with_side(in_context(district["tokens"], district["paragraphs"]))


def test_sides_are_orientations_of_the_speech():
    assert set(SIDES) == set(SPOKEN) - {"opening", "closing"}


def test_only_rows_that_look_back_or_ahead_have_a_side():
    rows = pd.DataFrame({"orientation": ["opening", "problems", "plan_next_year", "closing"]})
    found = with_side(rows)
    assert list(found["side"]) == ["review", "plan"]
    assert list(found.index) == [1, 2]
    assert "side" not in rows


def test_keyness_of_sides_is_that_of_their_paragraphs(words):
    table = keyness_of_side(words, target="plan", reference="review", min_count=5)
    counts = count_terms(words, by="paragraph_id", min_length=2)
    unit = words["report_id"] + " / " + words["paragraph_id"].astype(str)
    target = sorted(set(unit[words["side"] == "plan"]) & set(counts["unit"]))
    pd.testing.assert_frame_equal(table, keyness(counts, target=target, min_count=5))
    assert set(table["p_method"]) == {"permutation"}


def test_stop_words_are_in_no_size(words):
    every, fewer = (
        keyness_of_side(words, target="plan", reference="review", stop_words=stop, min_count=20)
        for stop in ((), {"建设"})
    )
    assert "建设" in set(every["term"]) - set(fewer["term"])
    sizes = ["words_target", "words_reference"]
    n = every.set_index("term").loc["建设", ["n_target", "n_reference"]]
    assert (every.iloc[0][sizes] - fewer.iloc[0][sizes]).tolist() == n.tolist()


def test_mentions_can_be_compared_too(district):
    mentions = with_side(in_context(district["mentions"], district["paragraphs"]))
    table = keyness_of_side(mentions, target="plan", reference="review")
    assert table[["n_target", "n_reference"]].sum().sum() == len(mentions)


def test_a_comparison_repeats_by_seed(words, shuffled):
    options = {"target": "plan", "reference": "review", "min_count": 10, "seed": 4}
    pd.testing.assert_frame_equal(
        keyness_of_side(words, **options), keyness_of_side(shuffled(words), **options)
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": "hope"}, "no paragraph is 'hope'; there is nothing to compare"),
        ({"reference": "hope"}, "no paragraph is 'hope'; there is nothing to compare"),
        ({"side": "when"}, "the table has no column 'when'"),
        ({"reference": "plan"}, "paragraph '.*' is 'plan' and 'plan'"),
    ],
)
def test_refusals(words, options, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        keyness_of_side(words, **({"target": "plan", "reference": "review"} | options))


def test_a_paragraph_on_both_sides_is_refused():
    rows = pd.DataFrame(
        [("r", 0, "创新", "plan"), ("r", 0, "创新", "review"), ("r", 1, "改革", "review")],
        columns=["report_id", "paragraph_id", "term", "side"],
    )
    with pytest.raises(ValueError, match=r"^paragraph 'r / 0' is 'plan' and 'review'$"):
        keyness_of_side(rows, target="plan", reference="review")


def test_both_ends_are_the_highest_and_the_lowest():
    table = pd.DataFrame({"term": list("abcdefg"), "log_odds_z": [3, 2, 1, 0, -1, -2, None]})
    assert list(both_ends(table, top=2)["term"]) == ["a", "b", "e", "f"]
    assert list(both_ends(table, top=9)["term"]) == ["a", "b", "c", "e", "f"]
    assert both_ends(table, top=0).empty
