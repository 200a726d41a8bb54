"""Two reports of a corpus compared."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports.two_reports import (
    areas_of_two,
    compare_reports,
    targets_of_two,
)
from analysis.areas.codes import read_codes
from analysis.focus import area_profile, coded_counts
from analysis.uncertainty.shares import compare_shares
from corpus.store.tables import read_table

A, B = "shahekou-2018", "other"


@pytest.fixture(scope="module")
def two(two_districts):
    return compare_reports(two_districts, A, B)


def test_the_shares_are_those_of_the_area_profile(two_districts, two):
    coded = read_codes(two_districts)
    profile = area_profile(*coded_counts(coded.assign(unit=coded["report_id"])))
    for side, report in (("a", A), ("b", B)):
        own = profile[profile["unit"] == report].set_index("code")
        table = two.areas.set_index("code")
        for name, column in (("n", "n"), ("share", "share")):
            expected = own[column].reindex(table.index)
            np.testing.assert_allclose(table[f"{name}_{side}"], expected.astype(float))
    assert two.areas["difference"].is_monotonic_decreasing
    np.testing.assert_allclose(two.areas["difference"], two.areas["share_a"] - two.areas["share_b"])


def test_a_difference_has_the_interval_of_compare_shares():
    rng = np.random.default_rng(4)
    rows = pd.DataFrame({"paragraph_id": rng.integers(0, 60, 400), "code": rng.choice([1, 6], 400)})
    coded = rows.assign(report_id=np.where(rows["paragraph_id"] < 30, "x", "y"))
    found = areas_of_two(coded, a="x", b="y").set_index("code").loc[6]
    n = pd.crosstab(coded["paragraph_id"], coded["code"])
    expected = compare_shares(n, n.sum(axis=1), n.index < 30).loc[6]
    ends = ["difference", "difference_low", "difference_high"]
    np.testing.assert_allclose(
        found[ends].astype(float), 100 * expected[ends].astype(float), rtol=1e-12
    )
    other = areas_of_two(coded, a="y", b="x").set_index("code").loc[6]
    np.testing.assert_allclose(
        [other["difference_low"], other["difference_high"]],
        [-found["difference_high"], -found["difference_low"]],
    )


def test_formulas_stay_in_the_denominator_and_an_unknown_report_is_named():
    coded = pd.DataFrame(
        {"report_id": list("xxyy"), "paragraph_id": range(4), "code": [6, 99, 6, 1]}
    )
    table = areas_of_two(coded, a="x", b="y").set_index("code")
    assert list(table.index) == [6, 1] and table["share_a"].tolist() == [50, 0]
    with pytest.raises(ValueError, match="no sentences of report 'z'"):
        areas_of_two(coded, a="x", b="z")


def test_what_was_changed_in_the_second_is_what_differs(two):
    terms = two.terms.set_index("term")
    assert terms.loc["营商环境", ["n_target", "n_reference"]].tolist() == [7, 0]
    assert terms.loc["数字经济", "n_target"] == 0 < terms.loc["数字经济", "n_reference"]
    likeness = two.likeness.iloc[0]
    assert 0.7 < likeness["low"] < likeness["cosine"] < likeness["high"] < 1
    assert likeness["shared"] > 0.8 and likeness["cluster"] == "section"


def test_repeated_sentences_name_both_places(two_districts, two):
    texts = read_table(two_districts, "texts").set_index("report_id")["text"]
    assert len(two.repeated) > 200
    for row in two.repeated.head(20).itertuples():
        assert texts[A][row.start : row.end] == row.sentence
        assert texts[B][row.other_start : row.other_end] == row.other_sentence
        assert row.first == A


def test_targets_stand_side_by_side(two):
    both = two.targets.dropna(subset=["target_a", "target_b"])
    assert len(both) > 3 and (both["difference"] == 0).all()
    assert (both["year_b"] - both["year_a"] == 2).all()


@pytest.mark.parametrize(
    ("own", "theirs", "difference"),
    [
        ((6.0, 6.5), (7.0, np.nan), -0.75),
        ((7.0, np.nan), (6.0, 6.5), 0.75),
        ((5.5, 6.0), (6.0, 6.5), -0.5),
        ((6.0, np.nan), (7.0, np.nan), -1.0),
        ((6.1, np.nan), (6.0, 6.2), 0.0),
    ],
)
def test_a_range_keeps_both_ends_and_its_midpoint_makes_the_difference(
    district_ledger, own, theirs, difference
):
    gdp = district_ledger["indicator_key"].eq("gdp") & district_ledger["status"].eq("target")
    both = [
        district_ledger[gdp].assign(report_id=name, base_value=low, base_high=high)
        for name, (low, high) in (("a", own), ("b", theirs))
    ]
    [row] = targets_of_two(pd.concat(both), a="a", b="b").to_dict("records")
    for side, ends in (("a", own), ("b", theirs)):
        np.testing.assert_equal((row[f"target_{side}"], row[f"target_high_{side}"]), ends)
    assert row["difference"] == difference


def test_a_target_of_one_report_only_follows_and_is_missing_for_the_other(district_ledger):
    later = district_ledger.assign(report_id="later")
    without = later[later["indicator_key"] != "gdp"]
    table = targets_of_two(pd.concat([district_ledger, without]), a="later", b=A)
    gdp = table[table["indicator_key"] == "gdp"]
    assert len(gdp) and gdp["target_a"].isna().all() and gdp["target_b"].notna().all()
    alone = table["difference"].isna().to_numpy()
    assert (np.diff(alone.astype(int)) >= 0).all()  # those of both come first
    assert pd.api.types.is_integer_dtype(table["year_a"])  # a year is no decimal number
    own = targets_of_two(district_ledger, a=A, b="none")
    assert own["target_b"].isna().all() and own["target_a"].notna().all()


def test_a_report_is_not_compared_with_itself(two_districts):
    with pytest.raises(ValueError, match="'other' is given twice"):
        compare_reports(two_districts, B, B)
