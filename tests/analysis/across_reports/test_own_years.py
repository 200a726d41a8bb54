"""Reports of one's own in the form of the reference: counts, years and what is repeated."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.own_years import own_series
from analysis.across_reports.reuse import reuse_share
from analysis.areas.codes import read_codes
from analysis.sentences import spoken_sentences
from corpus.errors import Refusal
from corpus.schema import WORD_KINDS
from corpus.store.tables import read_table

BOTH = ["shahekou-2018", "other"]


def in_years(*years):
    return pd.DataFrame({"report_id": BOTH, "report_year": years})


@pytest.fixture(scope="module")
def series(two_districts):
    return own_series(two_districts, in_years(2018, 2019))


def test_terms_occur_within_longer_ones_too(two_districts, series):
    own = series.occurrences.query("report_year == 2018").set_index("term")["n"]
    mentions, nested = (
        read_table(two_districts, name, report_id=BOTH[0]) for name in ("mentions", "nested")
    )
    alone, within, crossing = (
        rows["term"].value_counts()
        for rows in (
            mentions,
            nested[nested["relation"] != "crossing"],
            nested[nested["relation"] == "crossing"],
        )
    )
    assert own.to_dict() == alone.add(within, fill_value=0).astype(int).to_dict()
    assert alone.sum() < own.sum() < alone.sum() + within.sum() + crossing.sum()


def test_counts_are_those_of_each_report(two_districts, series):
    for report, year in zip(BOTH, (2018, 2019), strict=True):
        tokens, sizes, mentions = (
            read_table(two_districts, name, report_id=report)
            for name in ("tokens", "sizes", "mentions")
        )
        own = {name: getattr(series, name) for name in ("terms", "passages", "mentions", "areas")}
        own = {name: rows[rows["report_year"] == year] for name, rows in own.items()}
        words = tokens[tokens["kind"].isin(WORD_KINDS)]["term"].value_counts()
        assert own["terms"].groupby("term")["n"].sum().to_dict() == words.to_dict()
        assert own["mentions"]["n"].sum() == len(mentions)
        codes = read_codes(two_districts, report_id=report)["code"].value_counts()
        assert own["areas"].groupby("code")["n"].sum().to_dict() == codes.to_dict()
        for column in ("words", "tokens", "characters", "sentences"):
            assert own["passages"][column].sum() == sizes[column].sum()


def test_parts_add_up_to_the_report(series):
    words = series.passages.groupby("report_year")["words"].sum()
    assert series.about.set_index("report_year")["words"].to_dict() == words.to_dict()
    at = ["report_year", "passage"]
    counted = series.terms.groupby(at)["n"].sum()
    sizes = series.passages.set_index(at)["words"]
    assert counted.to_dict() == sizes[sizes > 0].to_dict()


def test_what_is_repeated_is_the_share_of_the_year_before(two_districts, series):
    said = pd.concat([spoken_sentences(two_districts, one) for one in BOTH])
    share = reuse_share(said, source=BOTH[0], target=BOTH[1])["share"]
    first, second = series.about["reused"]
    assert np.isnan(first) and second == pytest.approx(share) and 0.5 < share < 1


def test_after_a_missing_year_what_is_repeated_is_missing(two_districts, series):
    apart = own_series(two_districts, in_years(2018, 2020))
    assert apart.about["reused"].isna().all()
    assert apart.about["report_year"].tolist() == [2018, 2020]
    pd.testing.assert_frame_equal(
        apart.terms.drop(columns="report_year"), series.terms.drop(columns="report_year")
    )


def test_years_are_in_order_whatever_the_order_of_the_reports(two_districts, series):
    turned = own_series(two_districts, in_years(2018, 2019).iloc[::-1])
    pd.testing.assert_frame_equal(turned.about, series.about)
    pd.testing.assert_frame_equal(turned.terms, series.terms)
    before = own_series(two_districts, in_years(2019, 2018))
    said = pd.concat([spoken_sentences(two_districts, one) for one in BOTH])
    share = reuse_share(said, source=BOTH[1], target=BOTH[0])["share"]
    assert before.about["reused"].tolist() == [
        pytest.approx(np.nan, nan_ok=True),
        pytest.approx(share),
    ]


@pytest.mark.parametrize("years", [(2018, 2018), (2018, None)])
def test_a_year_that_is_missing_or_twice_there_is_refused(two_districts, years):
    with pytest.raises(ValueError, match="a year is missing or occurs twice"):
        own_series(two_districts, in_years(*years))


def test_of_a_place_without_a_year_there_is_no_series(two_districts):
    with pytest.raises(Refusal) as refusal:
        own_series(two_districts, in_years(2018, 2019).head(0))
    assert refusal.value.code == "no_report_year"
