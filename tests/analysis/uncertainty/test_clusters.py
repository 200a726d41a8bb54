"""Clusters: sections where they are known and enough, otherwise paragraphs."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis.uncertainty.clusters import clusters, summed


def rows(sections):
    return pd.DataFrame(
        {"report_id": "r", "paragraph_id": range(len(sections)), "section": sections}
    )


def test_paragraphs_of_a_section_are_one_cluster():
    cluster, kind = clusters(rows(list("aabbcc")), np.zeros(6, int), "section")
    assert kind == "section"
    assert cluster.tolist() == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("sections", "asked"),
    [
        (list("aaabbb"), "section"),
        ([None] * 6, "section"),
        ([*"aabbc", None], "section"),  # not of every paragraph
        (list("abcdef"), "paragraph"),
    ],
)
def test_otherwise_paragraphs_are(sections, asked):
    cluster, kind = clusters(rows(sections), np.zeros(6, int), asked)
    assert (cluster.tolist(), kind) == ([0, 1, 2, 3, 4, 5], "paragraph")


def test_without_the_column_paragraphs_are_taken():
    assert (
        clusters(rows("abc").drop(columns="section"), np.zeros(3, int), "section")[1] == "paragraph"
    )


def test_a_section_on_both_sides_is_two_clusters():
    sides = np.array([0, 1] * 4)
    cluster, kind = clusters(rows(list("aabbccdd")), sides, "section")
    assert kind == "section" and len(set(cluster)) == 8
    assert (
        clusters(rows(list("aabbccdd")), np.array([0] * 6 + [1] * 2), "section")[1] == "paragraph"
    )


def test_sections_of_two_reports_differ():
    both = pd.concat([rows(list("abc")), rows(list("abc")).assign(report_id="s")])
    assert len(set(clusters(both, np.zeros(6, int), "section")[0])) == 6


def test_there_is_no_other_cluster():
    with pytest.raises(
        ValueError, match=r"^'chapter' is not a cluster; choose section or paragraph$"
    ):
        clusters(rows("abc"), np.zeros(3, int), "chapter")


def test_sums_lose_nothing():
    n = sparse.csr_array(np.arange(12).reshape(6, 2))
    counts, size = summed(n, [1, 2, 3, 4, 5, 6], np.array([1, 0, 0, 1, 2, 2]))
    assert counts.toarray().tolist() == [[6, 8], [6, 8], [18, 20]]
    assert size.tolist() == [5, 5, 11]
