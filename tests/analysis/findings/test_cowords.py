"""What is said of terms that occur together."""

import pandas as pd
import pytest

from analysis.findings import cowords_reading

TABLE = pd.DataFrame(
    {
        "term": ["甲", "甲", "乙", "丁"],
        "collocate": ["乙", "丙", "丙", "戊"],
        "n_pair": [40, 9, 7, 6],
        "ratio": [2.5, 3.0, 1.4, 12.0],
        "linked": [True, True, False, True],
        "cluster": [1, 1, 1, 2],
        "cluster_collocate": [1, 1, 1, 2],
    }
)


def test_the_commonest_pair_and_that_furthest_beyond_chance_are_named_with_their_numbers():
    how_many, pairs, groups, _ = cowords_reading(TABLE).sentences
    assert how_many.startswith("Of 4 pairs of 5 terms, 3 share more sentences than by chance")
    assert "“甲” and “乙” (40 sentences, 2.5 times chance)" in pairs
    assert pairs.endswith(
        "furthest beyond chance are “丁” and “戊” (6 sentences, 12.0 times chance)."
    )
    assert groups.startswith("The terms form 2 groups; the largest, of 3 terms, has")


def test_one_pair_is_named_once():
    pairs = cowords_reading(TABLE.head(1), lang="zh").sentences[1]
    assert pairs == "同句最多的是“甲”和“乙”（40句，为随机水平的2.5倍）。"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pairs_that_are_not_beyond_chance_are_not_told_as_if_they_were(lang):
    for table in (TABLE.head(0), TABLE.assign(linked=False)):
        (only,) = cowords_reading(table, lang=lang).sentences
        assert "甲" not in only
