"""The rate of a list from counts of words, against the index made from the texts."""

import pandas as pd
import pytest

from analysis.across_reports import national_reference, own_series, rates_in_nation
from analysis.across_reports.nation import Reference
from analysis.dictionaries import list_index, published_list
from corpus.store import read_table

ENVIRONMENT = published_list("environment_chen_chen_2018")


@pytest.mark.parametrize("terms", [ENVIRONMENT, ("环境", "生态环境", "企业"), ("发展", "市政")])
def test_the_rate_is_that_of_the_index_made_from_the_texts(two_districts, terms):
    reports = read_table(two_districts, "reports")
    from_counts = rates_in_nation(own_series(two_districts, reports), terms)
    from_texts = list_index(two_districts, terms=terms, by=["year"])
    assert from_counts["unit"].tolist() == from_texts["report_year"].tolist()
    assert from_counts["n"].tolist() == from_texts["n"].tolist()
    assert from_counts["words"].tolist() == from_texts["size"].tolist()
    assert from_counts["value"].tolist() == pytest.approx(from_texts["value"].tolist())


def reference(rows):
    terms = pd.DataFrame(rows, columns=["report_year", "term", "n"]).assign(passage=0)
    passages = pd.DataFrame({"report_year": [2001, 2002, 2002], "words": [100, 150, 50]})
    empty = pd.DataFrame()
    return Reference(empty, passages, terms, empty, empty, empty, empty)


def test_words_that_hold_a_term_count_as_often_as_they_hold_it():
    counted = reference([(2001, "生态环境", 3), (2001, "生态", 2), (2001, "市政府", 4)])
    found = rates_in_nation(counted, ["生态", "市政"])
    assert found["n"].tolist() == [5, 0]
    assert found["value"].tolist() == [50.0, 0.0]
    assert rates_in_nation(counted, ["生态", "生态环境", "环境"])["n"].tolist() == [5, 0]
    assert rates_in_nation(counted, ["生态", "环境"])["n"].tolist() == [8, 0]


def test_a_term_that_no_report_has_is_0_in_all_and_no_terms_are_an_error():
    found = rates_in_nation(national_reference(), ["沙河口"])
    assert len(found) == 51 and found["value"].eq(0).all()
    for wrong in ([], "污染"):
        with pytest.raises(ValueError, match="a list of one term or more"):
            rates_in_nation(national_reference(), wrong)
