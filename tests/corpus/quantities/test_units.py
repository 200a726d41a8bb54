import re

import pytest

from corpus.quantities.units import (
    CLASSIFIERS,
    KINDS,
    NOT_BEFORE,
    WEAK,
    YET_BEFORE,
    unit_pattern,
)


def test_the_longest_unit_that_fits_is_taken() -> None:
    pattern = re.compile(unit_pattern())
    for unit in KINDS:
        if unit != "∶1":
            assert pattern.fullmatch(unit), unit
    assert pattern.match("元/吨，").group() == "元/吨"
    assert pattern.match("个百分点").group() == "个百分点"


def test_a_unit_that_begins_another_word_is_none() -> None:
    pattern = re.compile(unit_pattern())
    for unit, following in NOT_BEFORE.items():
        for character in following:
            found = pattern.match(unit + character)
            assert found is None or found.group() != unit
    assert pattern.match("吨级泊位") is None


@pytest.mark.parametrize("pair", YET_BEFORE)
def test_a_unit_may_stand_before_a_word_that_begins_like_another(pair: str) -> None:
    pattern = re.compile(unit_pattern())
    for character in YET_BEFORE[pair]:
        found = pattern.match(pair + character)
        assert found and found.group() == pair[0]
    found = pattern.match(pair)
    assert found is None or found.group() == pair
    assert pair[1] in NOT_BEFORE[pair[0]]


def test_classifiers_count_and_every_exception_is_about_a_unit() -> None:
    assert set(NOT_BEFORE) <= set(KINDS)
    assert all(KINDS[one] == "count" for one in CLASSIFIERS.split() if one != "度")
    assert "元" not in WEAK
