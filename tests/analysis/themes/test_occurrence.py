"""Units that hold a term, whatever the order of the rows, and what is drawn."""

import numpy as np
import pandas as pd
import pytest

from analysis.themes.occurrence import chosen_cluster, occurrence
from corpus.errors import Refusal
from tests.analysis.themes.generated import mentions_of

ROWS = pd.DataFrame(
    [
        ("a", 1, 1, "甲"),
        ("a", 1, 1, "甲"),
        ("a", 1, 1, "乙"),
        ("a", 2, 1, "甲"),
        ("b", 1, 1, "乙"),
        ("b", 1, 1, "丙"),
        ("b", 2, 2, "甲"),
    ],
    columns=["report_id", "sentence_id", "paragraph_id", "term"],
)


def counted(unit, **options):
    options = {"max_terms": 9, "min_units": 1} | options
    return occurrence(ROWS, unit=unit, **options)


@pytest.mark.parametrize(
    ("unit", "n", "甲乙", "units"),
    [("sentence", [1, 2, 3], 1, 4), ("paragraph", [1, 2, 2], 1, 3), ("report", [1, 2, 2], 2, 2)],
)
def test_units_are_counted_and_not_occurrences(unit, n, 甲乙, units):  # noqa: N803
    found = counted(unit)
    assert found.terms.tolist() == ["丙", "乙", "甲"] and found.holds.shape[0] == units
    together = found.together()
    assert np.diagonal(together).tolist() == n
    assert together[1, 2] == together[2, 1] == 甲乙


def test_a_cluster_may_count_more_than_once():
    once = counted("sentence", cluster="report")
    twice = once.together(np.array([2.0, 0.0]))
    assert once.clusters == 2
    assert np.diagonal(twice).tolist() == [0, 2, 4] and twice[1, 2] == 2


def test_the_terms_of_most_units_are_kept_ties_by_code_point():
    assert counted("paragraph", max_terms=2).terms.tolist() == ["乙", "甲"]
    assert counted("sentence", min_units=2).terms.tolist() == ["乙", "甲"]
    assert counted("sentence", max_terms=2).eligible == 3
    tied = ROWS.assign(term=["丁", "丁", "乙", "丙", "甲", "丙", "乙"])
    kept = occurrence(tied, unit="report", max_terms=3, min_units=1).terms.tolist()
    assert kept == ["丙", "乙", "丁"] or kept == sorted(kept)


def test_the_order_of_rows_changes_nothing():
    mentions = mentions_of(range(2001, 2007))
    one = occurrence(mentions, unit="sentence", max_terms=20, min_units=2)
    other = occurrence(
        mentions.sample(frac=1, random_state=3), unit="sentence", max_terms=20, min_units=2
    )
    assert one.terms.equals(other.terms) and (one.cluster == other.cluster).all()
    assert (one.holds != other.holds).nnz == 0


def test_reports_are_drawn_where_there_are_five_else_sections_else_paragraphs():
    many, few = mentions_of(range(2001, 2006)), mentions_of(range(2001, 2005))
    assert chosen_cluster(many) == "report"
    assert chosen_cluster(few) == "section"
    assert chosen_cluster(few.drop(columns="section")) == "paragraph"
    assert chosen_cluster(few.drop(columns=["section", "paragraph_id"])) == "report"
    assert chosen_cluster(few.assign(section=1, report_id="x")) == "paragraph"
    found = occurrence(few, unit="sentence", max_terms=9, min_units=1)
    assert (found.clustered, found.clusters) == ("section", 4 * 7)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"unit": "page"}, "unit: 'page' is not known"),
        ({"max_terms": 1}, "max_terms is 1"),
        ({"min_units": 0}, "min_units is 0"),
        ({"cluster": "year"}, "cluster: 'year' is not known"),
    ],
)
def test_what_cannot_be_counted_is_said(options, said):
    with pytest.raises(ValueError, match=said):
        occurrence(ROWS, **{"unit": "sentence", "max_terms": 9, "min_units": 1} | options)
    with pytest.raises(ValueError, match="empty"):
        occurrence(ROWS.head(0), unit="sentence", max_terms=9, min_units=1)


def test_terms_that_are_too_rare_are_too_little_text():
    with pytest.raises(Refusal, match="fewer than 2 terms occur in 99 units"):
        occurrence(ROWS, unit="sentence", max_terms=9, min_units=99)
