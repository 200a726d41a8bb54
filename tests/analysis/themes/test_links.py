"""The strength of links: by hand, and beside the counts of collocations."""

import pandas as pd
import pytest

from analysis.collocation import collocations
from analysis.themes import coword_links
from tests.analysis.themes.generated import mentions_of
from tests.analysis.themes.test_occurrence import ROWS


def test_both_strengths_are_those_of_the_formulas():
    found = coword_links(ROWS, min_units=1, min_together=1).set_index(["term", "other"])
    own = found.loc[("乙", "甲")]
    assert own[["n_term", "n_other", "n_together", "units"]].tolist() == [2, 3, 1, 4]
    assert own["equivalence"] == pytest.approx(1 / 6) == own["association"]
    assert own["expected"] == pytest.approx(6 / 4)
    assert found.loc[("丙", "乙"), "equivalence"] == pytest.approx(1 / 2)
    assert len(found) == 2 and found["equivalence"].is_monotonic_decreasing
    whole = coword_links(ROWS, unit="report", min_units=1, min_together=2)
    assert whole[["equivalence", "association"]].to_numpy().tolist() == [[1.0, 0.5]]


def test_pairs_are_those_of_collocations_in_whole_sentences():
    mentions = mentions_of(range(2001, 2004))
    links = coword_links(mentions, min_units=1, min_together=1)
    other = collocations(mentions.assign(kind="word"), window=None, min_n=1)
    both = links.merge(
        other, left_on=["term", "other"], right_on=["term", "collocate"], suffixes=("", "_seen")
    )
    assert len(both) == len(links) == len(other)
    for one, two in (
        ("n_together", "n_pair"),
        ("n_term", "n_term_seen"),
        ("units", "n_all"),
        ("n_other", "n_collocate"),
        ("expected", "expected_seen"),
    ):
        assert (both[one] == both[two]).all()


def test_pairs_that_share_few_units_are_left_out():
    mentions = mentions_of(range(2001, 2004))
    every = coword_links(mentions, min_units=1, min_together=1)
    some = coword_links(mentions, min_units=1, min_together=4)
    pd.testing.assert_frame_equal(
        some, every[every["n_together"] >= 4].reset_index(drop=True), check_exact=True
    )
    assert 0 < len(some) < len(every)
    with pytest.raises(ValueError, match="min_together is 0"):
        coword_links(mentions, min_together=0)
