"""Which result is better than which target: by hand, from the rules as they are stated."""

import pytest

from analysis.targets.verdicts import (
    RULES,
    VERDICTS,
    Bound,
    difference,
    lower_is_better,
    told_by,
    verdict_of,
)


@pytest.mark.parametrize(
    ("key", "bound", "target", "lower"),
    [
        ("gdp", "eq", 7.0, False),
        ("gdp", "ge", 7.0, False),
        ("gdp", "le", 7.0, True),  # 控制在7%以内
        ("gdp", "lt", 7.0, True),
        ("gdp", "eq", 0.0, False),
        ("cpi", "eq", 3.0, True),
        ("cpi", "approx", 3.0, True),
        ("cpi", "le", 3.0, True),
        ("cpi", "ge", 3.0, False),  # a floor: prices should rise by at least 3%
        ("cpi", "gt", 3.0, False),
        ("unemployment_surveyed", "range", 5.0, True),
        ("energy_intensity", "ge", -3.0, True),  # a fall of at least 3%
        ("energy_intensity", "gt", -3.0, True),
        ("energy_intensity", "eq", -3.0, True),
        ("energy_intensity", "le", -3.0, False),  # a fall of at most 3%
        ("energy_intensity", "lt", -3.0, False),
        ("gdp", "eq", -3.0, True),
        ("unknown", "eq", 3.0, False),
        ("unknown", "le", 3.0, True),
    ],
)
def test_less_is_better_under_a_ceiling_and_of_what_should_fall(key, bound, target, lower):
    assert lower_is_better(key, bound, target) is lower


@pytest.mark.parametrize(
    ("low", "high", "result", "expected"),
    [
        (6, 6, 7, 1),
        (6, 6, 5, -1),
        (6, 7, 6.5, 0),
        (6, 7, 6, 0),
        (6, 7, 7, 0),
        (6, 7, 8, 1),
        (6, 7, 4, -2),
        (-3, -2, -2.5, 0),
        (-2, -3, -4, -1),
        (-2, -3, -1, 1),
    ],
)
def test_the_difference_is_from_the_nearer_end(low, high, result, expected):
    assert difference(Bound(low, high, "range", 0.5), result) == expected


@pytest.mark.parametrize(
    ("result", "higher_is_better", "lower_is_better"),
    [
        (7.6, "exceeded", "missed"),
        (7.5, "met", "met"),
        (7.0, "met", "met"),
        (6.5, "met", "met"),
        (6.4, "missed", "exceeded"),
    ],
)
def test_half_a_unit_decides(result, higher_is_better, lower_is_better):
    aim = Bound(7.0, 7.0, "eq", 0.5)
    assert verdict_of(aim, result, lower=False) == higher_is_better
    assert verdict_of(aim, result, lower=True) == lower_is_better


@pytest.mark.parametrize(
    ("result", "higher_is_better", "lower_is_better"),
    [
        (7.1, "exceeded", "missed"),
        (7.0, "within_range", "within_range"),
        (6.5, "within_range", "within_range"),
        (6.0, "within_range", "within_range"),
        (5.9, "missed", "exceeded"),
    ],
)
def test_the_ends_of_a_range_decide_without_half_a_unit(result, higher_is_better, lower_is_better):
    aim = Bound(6.0, 7.0, "range", 0.5)
    assert verdict_of(aim, result, lower=False) == higher_is_better
    assert verdict_of(aim, result, lower=True) == lower_is_better


# Of a result that is a bound: what it says of its target, and whether that is all it can mean.
@pytest.mark.parametrize(
    ("verdict", "bound", "result", "lower", "told"),
    [
        ("missed", "ge", 11, False, False),  # 增长11%以上 against 11.1%
        ("met", "ge", 11, False, True),
        ("exceeded", "gt", 12, False, True),
        ("within_range", "gt", 6.5, False, True),
        ("missed", "le", 4, False, True),  # at most 4, where 5 was aimed at
        ("met", "le", 5, False, False),
        ("exceeded", "lt", 6, False, False),
        ("missed", "le", 3.5, True, False),  # 失业率3.5%以内 against 3%
        ("met", "le", 3, True, True),
        ("exceeded", "lt", 2.5, True, True),
        ("missed", "gt", 4, True, True),
        ("met", "ge", 3, True, False),
        ("missed", "ge", -2, True, False),  # 下降2%以上 against a fall of 3%
        ("exceeded", "ge", -4, True, True),
        ("missed", "le", -2, True, True),
        ("missed", "ge", 0.5, False, False),
        ("missed", "ge", 0, False, False),
        ("missed", "eq", 11, False, True),
        ("missed", "approx", 11, False, True),
        ("missed", "approx_over", 11, False, True),
    ],
)
def test_a_result_that_is_a_bound_tells_one_side_only(verdict, bound, result, lower, told):
    assert told_by(verdict, bound, result, lower=lower) == told


def test_rounding_of_floats_decides_nothing():
    """0.1 + 0.2 is more than 0.3, and a sum of money of billions has no exact hundredths."""
    assert verdict_of(Bound(0.1, 0.1, "eq", 0.2), 0.1 + 0.2, lower=False) == "met"
    assert verdict_of(Bound(0.3, 0.3, "eq", 0.0), 0.1 + 0.2, lower=False) == "met"
    trillion = Bound(1e12, 1e12, "eq", 5e9)
    assert verdict_of(trillion, 1e12 + 5e9 + 1, lower=False) == "met"
    assert verdict_of(trillion, 1e12 - 5e9 - 1, lower=False) == "met"
    assert verdict_of(trillion, 1e12 + 5e9 + 1e4, lower=False) == "exceeded"
    assert verdict_of(Bound(-1e12, -9e11, "range", 0), -9e11 + 1, lower=False) == "within_range"


def test_every_verdict_has_its_rule():
    assert list(RULES) == list(VERDICTS)
