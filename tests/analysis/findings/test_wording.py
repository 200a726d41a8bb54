"""Numbers, intervals, lists and names as readings print them."""

import numpy as np
import pandas as pd
import pytest

from analysis.findings import wording
from analysis.findings.wording import (
    bracketed,
    clusters_of,
    digits_of,
    interval,
    is_known,
    listed,
    named,
    number,
    ordered,
    p_value,
    quoted,
    several,
    span,
    times,
    with_area_names,
    years_text,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.625, 2, "0.62"),
        (0.6250000000000001, 2, "0.62"),
        (-3.14, 1, "−3.1"),
        (-0.04, 1, "0.0"),
        (1234.5, 0, "1,234"),
        (7, 1, "7.0"),
    ],
)
def test_numbers(value, digits, text):
    assert number(value, digits) == text


def test_signs():
    assert [number(one, plus=True) for one in (2, -2, 0)] == ["+2.0", "−2.0", "0.0"]


@pytest.mark.parametrize(
    ("values", "digits"),
    [((1.2, 3.0), 1), ((0.04, 3.0), 2), ((0.004, NAN), 3), ((0.0, 5.0), 1), ((), 1), ((-0.04,), 2)],
)
def test_no_value_but_zero_is_printed_as_zero(values, digits):
    assert digits_of(*values) == digits


def test_p_values_are_never_zero():
    assert p_value(0.0004, "en") == "adjusted p < 0.001"
    assert p_value(0.004, "en") == "adjusted p = 0.004"
    assert p_value(0.0124, "zh") == "校正后p = 0.012"
    assert p_value(0.02, "en", adjusted=False) == "p = 0.020"


@pytest.mark.parametrize(
    ("low", "high", "en", "zh"),
    [
        (1.84, 8.4, "95% CI [1.8, 8.4]", "95%置信区间[1.8, 8.4]"),
        (1.84, NAN, "95% CI from 1.8", "95%置信区间下限1.8"),
        (NAN, 8.4, "95% CI up to 8.4", "95%置信区间上限8.4"),
        (-np.inf, 8.4, "95% CI up to 8.4", "95%置信区间上限8.4"),
        (NAN, None, "", ""),
    ],
)
def test_intervals_with_both_limits_one_and_none(low, high, en, zh):
    assert interval(low, high, "en") == en
    assert interval(low, high, "zh") == zh


def test_lists_and_counts():
    assert [listed("ABC"[:k], "en") for k in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert listed("ABC", "zh") == "A、B和C"
    assert (
        several(1, "term", "terms") == "1 term" and several(1200, "term", "terms") == "1,200 terms"
    )
    assert [times(one) for one in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert bracketed("a", "", "b", lang="en") == " (a, b)" and bracketed("", lang="zh") == ""
    assert bracketed("a", "b", lang="zh") == "（a，b）"


def test_terms_and_units_are_named():
    assert quoted("创新", "en") == "“创新” [innovation]" and quoted("沙河口", "en") == "“沙河口”"
    assert [named(one, "en") for one in ("plan", 2018.0, "Benxi")] == ["the plan", "2018", "Benxi"]
    assert named("2018", "zh") == "2018年" and named("review_past_year", "zh") == "上年回顾"
    assert named("plan_next_year", "en") == "the plan for the report year"


def test_units_are_in_order():
    assert ordered(["plan", "review"]) == ["review", "plan"]
    assert ordered([2018, 2009, 2018]) == [2009, 2018]
    assert ordered(["closing", "review_past_year"]) in (["review_past_year", "closing"],)
    assert ordered(["b", "a"]) == ["a", "b"]


def test_areas_are_named_by_code_or_by_a_known_name_and_none_is_left_out():
    by_code = pd.DataFrame({"code": [6, 99], "share": [1.0, 2.0]})
    assert with_area_names(by_code, "zh")["name"].tolist() == ["教育"]
    by_name = pd.DataFrame({"name": ["Education", "教育", "My own list"]})
    assert with_area_names(by_name, "en")["name"].tolist() == [
        "Education",
        "Education",
        "My own list",
    ]


def test_years_in_a_row_are_a_range():
    assert years_text([2016, 2003, 2005, 2004], "en") == "2003–2005 and 2016"
    assert years_text([2016], "zh") == "2016年"
    assert span(2001, 2001, "en") == "2001" and span(2001, 2005, "zh") == "2001—2005"


def test_clusters_are_named_in_the_plural():
    assert clusters_of(pd.DataFrame({"cluster": ["section", "paragraph"]}), "en") == (
        "paragraphs and sections"
    )
    assert clusters_of(pd.DataFrame({"cluster": ["section"]}), "zh") == "节"
    assert clusters_of(pd.DataFrame(), "en") == "parts"


def test_what_is_known():
    assert [is_known(one) for one in (1.0, 0, NAN, None, pd.NA, np.inf)] == [True, True] + [
        False
    ] * 4
    assert wording.is_year("2018") and not wording.is_year("2018年") and not wording.is_year(1234)


def test_spans_of_years_and_the_state_council_are_named_as_in_a_sentence():
    assert [named("1954–1958", lang) for lang in ("en", "zh")] == ["1954–1958", "1954—1958年"]
    assert named("State Council", "en") == "the State Council"
    assert named("State Council, 2018", "en") == "State Council, 2018"
    assert not wording.is_span("2018") and not wording.is_span("1954–58")
