"""What the comparison of two reports shows, in sentences."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.across_reports.two_reports import TwoReports, compare_reports
from analysis.across_reports.two_reports_sentences import report_label, two_names, two_summary


@pytest.fixture(scope="module")
def two(two_districts) -> TwoReports:
    return compare_reports(two_districts, "shahekou-2018", "other")


def test_labels_are_place_and_year_or_the_id():
    assert report_label({"report_id": "x", "region": None, "report_year": 2018}) == "x"
    assert report_label({"report_id": "x", "region": "深圳市", "report_year": pd.NA}, "zh") == "x"
    versions = pd.DataFrame({"report_id": ["x", "y"], "region": "深圳市", "report_year": 2018})
    assert two_names(TwoReports(versions, *[versions] * 5)) == ("x", "y")


def test_areas_and_terms_are_named_only_where_they_differ_beyond_error(two):
    for lang, nothing in (("en", "no difference between"), ("zh", "均含0或未报告")):
        assert nothing in two_summary(two, lang)[0]
    first = two.areas.index == 0
    areas = two.areas.assign(
        difference=9.04, difference_low=[2.0 if one else -2.0 for one in first], difference_high=16
    )
    name = areas["name_en"].iloc[0]
    line = two_summary(replace(two, areas=areas))[0]
    assert line.endswith(f"95% CI): {name} +9.0 points [+2.0, +16.0].")
    terms = two.terms.head(3).assign(
        term=["甲", "乙", "丙"], p_adjusted=[0.01, 0.2, 0.04], log_odds_z=[2.0, 1.0, -2.0]
    )
    line = two_summary(replace(two, terms=terms), "zh")[1]
    assert "更多“甲”；" in line and line.endswith("更多“丙”。") and "乙" not in line
    none = two_summary(replace(two, terms=terms.assign(p_adjusted=0.5)))[1]
    assert none == "Terms: of 3 terms tested, none differs after adjustment."


def test_numbers_are_those_of_the_tables(two):
    targets, repeated, likeness = two_summary(two)[2:]
    both = two.targets.dropna(subset=["target_a", "target_b"])
    assert f"both set {len(both)}, only" in targets
    assert f" {len(two.repeated)} sentences of" in repeated and "near-identical" in repeated
    identical = f"{100 * two.likeness['shared'][0]:.1f}%"
    assert f"; {identical} of its sentences of 10 characters or more are identical" in repeated
    assert f"逐字相同的句子占{identical}" in two_summary(two, "zh")[3]
    untold = replace(two, likeness=two.likeness.drop(columns="shared"))
    assert two_summary(untold)[3].endswith("numbers and punctuation aside.")
    assert f"is {two.likeness['cosine'][0]:.2f} (95% CI [" in likeness
    one = replace(two, repeated=two.repeated.head(1))
    assert " 1 sentence of" in two_summary(one)[3] and " is near-identical" in two_summary(one)[3]
    bare = replace(two, likeness=two.likeness.assign(low=float("nan"), high=float("nan")))
    assert "CI" not in two_summary(bare)[4] and "置信区间" not in two_summary(bare, "zh")[4]


def test_targets_are_amounts_with_their_bounds(two):
    row = {
        "indicator_key": "new_jobs",
        "indicator_en": "new urban jobs",
        "kind": "count",
        "base_unit": "人",
        "target_a": 1.2e7,
        "target_b": 9.5e6,
        "target_high_a": None,
        "target_high_b": None,
        "bound_a": "ge",
        "bound_b": "eq",
    }
    both = replace(two, targets=pd.DataFrame([row]))
    line = two_summary(both)[2]
    assert line.endswith("new urban jobs, at least 12 million people / 9.5 million people.")
    assert two_summary(both, "zh")[2].endswith("城镇新增就业（1,200万人以上 / 950万人）。")


def test_reports_without_targets_have_none(two):
    bare = replace(two, targets=two.targets.iloc[:0])
    assert two_summary(bare)[2] == "Targets: none was found in either."
    assert two_summary(bare, "zh")[2] == "目标值：两份报告均未读到。"
    undated = replace(bare, about=two.about.assign(report_year=[2018, None]))
    assert two_summary(undated)[2] == "Targets: not compared, since a report has no known year."
