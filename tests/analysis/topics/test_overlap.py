"""The overlap of topics: by hand, and its ends."""

import pandas as pd
import pytest

from analysis.topics.model import TopicFit
from analysis.topics.overlap import topic_overlaps


def made(*topics):
    rows = [(number, term, p) for number, one in enumerate(topics, 1) for term, p in one.items()]
    terms = pd.DataFrame(rows, columns=["topic", "term", "probability"])
    empty = pd.DataFrame()
    return TopicFit(terms, empty, empty, empty, len(topics), 1, 1, "nmf", 1)


def test_the_overlap_is_the_sum_of_the_smaller_probabilities():
    table = topic_overlaps(made({"甲": 0.7, "乙": 0.3}, {"甲": 0.2, "乙": 0.1, "丙": 0.7}))
    assert table["overlap"].item() == pytest.approx(0.2 + 0.1)
    assert table["shared"].item() == "甲、乙"


def test_alike_is_1_and_apart_is_0_and_every_pair_has_a_row():
    table = topic_overlaps(made({"甲": 0.6, "乙": 0.4}, {"甲": 0.6, "乙": 0.4}, {"丙": 1.0}))
    assert table[["topic", "other"]].to_numpy().tolist() == [[1, 2], [1, 3], [2, 3]]
    assert table["overlap"].tolist() == pytest.approx([1, 0, 0])
    assert table["shared"].tolist() == ["甲、乙", "", ""]
