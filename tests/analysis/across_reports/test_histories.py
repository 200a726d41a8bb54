"""Terms by year: planted histories are recognised, and missing years are no absences."""

import pandas as pd
import pytest

from analysis.across_reports.histories import histories_by_year

YEARS = range(2001, 2016)  # fifteen reports: an absence has three


def words(years=YEARS, n=10_000):
    return pd.Series(n, index=list(years))


def counts(**years):
    rows = [(year, term, 4) for term, there in years.items() for year in there]
    return pd.DataFrame(rows, columns=["unit", "term", "n"])


def classes(table):
    return table.drop_duplicates("term").set_index("term")["class"].to_dict()


PLANTED = {
    "dropped": range(2001, 2009),
    "came and went": range(2005, 2010),
    "came back": [2001, 2002, 2003, 2010, 2011, 2012, 2014, 2015],
    "came to stay": range(2008, 2016),
    "throughout": [*range(2001, 2008), *range(2010, 2016)],  # a gap of two is no absence
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted_histories_are_recognised(name):
    assert classes(histories_by_year(counts(词=PLANTED[name]), words())) == {"词": name}


def test_an_absence_at_the_end_needs_as_many_reports_as_one_at_the_start():
    for last, expected in ((2012, "dropped"), (2013, "throughout")):
        table = histories_by_year(counts(词=range(2001, last + 1)), words())
        assert classes(table)["词"] == expected
    for first, expected in ((2004, "came to stay"), (2003, "throughout")):
        assert classes(histories_by_year(counts(词=range(first, 2016)), words()))["词"] == expected


def test_a_single_report_beyond_an_absence_is_no_return():
    assert (
        classes(histories_by_year(counts(词=[*range(2001, 2008), 2015]), words()))["词"]
        == "dropped"
    )
    early = histories_by_year(counts(词=[2001, *range(2009, 2016)]), words())
    assert classes(early)["词"] == "came to stay"
    assert early["first_year"].iloc[0] == 2001  # it is still told


def test_missing_years_are_not_absences():
    there = [year for year in YEARS if not 2008 <= year <= 2012]
    table = histories_by_year(counts(词=there), words(there))
    assert classes(table)["词"] == "throughout"
    assert table["year"].tolist() == there
    # the same years with a report that lacks the term are one
    assert classes(histories_by_year(counts(词=there), words()))["词"] == "came back"


def test_short_reports_do_not_make_an_absence():
    size = words()
    size.loc[2013:] = 100  # at four in 10,000 words a term is hardly expected there
    assert classes(histories_by_year(counts(词=range(2001, 2013)), size))["词"] == "throughout"
    size.loc[2013:] = 9_000
    assert classes(histories_by_year(counts(词=range(2001, 2013)), size))["词"] == "dropped"


def test_every_report_has_a_row_with_the_rate_of_its_words():
    size = words()
    size[2015] = 20_000
    table = histories_by_year(counts(词=[2013, 2014, 2015]), size).set_index("year")
    assert len(table) == len(YEARS) and table["n"].sum() == table["total"].iloc[0] == 12
    assert table.loc[2014, "per_ten_thousand"] == 4 and table.loc[2015, "per_ten_thousand"] == 2
    assert (table.loc[2001:2012, "n"] == 0).all()
    assert table["first_year"].unique().tolist() == [2013]


def test_rare_terms_are_left_out_and_a_longer_absence_can_be_asked_for():
    table = counts(常=range(2001, 2012), 稀=[2001, 2002])
    assert set(classes(histories_by_year(table, words()))) == {"常"}
    assert set(classes(histories_by_year(table, words(), min_count=8))) == {"常", "稀"}
    assert classes(histories_by_year(table, words()))["常"] == "dropped"
    assert classes(histories_by_year(table, words(), absent=5))["常"] == "throughout"


def test_what_cannot_be_right_is_refused():
    with pytest.raises(ValueError, match="no number for 2020"):
        histories_by_year(counts(词=[2020]), words())
    with pytest.raises(ValueError, match="2015 has no words"):
        histories_by_year(counts(词=[2014]), words().where(lambda n: n.index < 2015, 0))
    with pytest.raises(ValueError, match="unit"):
        histories_by_year(counts(词=[2014]).drop(columns="unit"), words())


def test_a_single_late_mention_ends_no_course():
    words = pd.Series(1000, index=range(2001, 2021))
    counts = pd.DataFrame({"unit": [*range(2001, 2006), 2020], "term": "招商", "n": 9})
    row = histories_by_year(counts, words).iloc[0]
    assert (row["class"], row["last_year"], row["until"], row["since"]) == (
        "dropped",
        2020,
        2005,
        2001,
    )
