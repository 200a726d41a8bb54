"""Parts of a year, named before a number."""

import pytest

from corpus.text.parts_of_a_year import part_of_a_year


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("一季度增长", "一季度"),
        ("第三季度增长", "第三季度"),
        ("前三季度增长", "前三季度"),
        ("上半年增长", "上半年"),
        ("下半年增长", "下半年"),
        ("前11个月增长", "前11个月"),
        ("1—11月增长", "1—11月"),
        ("1 - 11 月份增长", "1-11月份"),
        ("上半年增长8%，全年增长", ""),
        ("全年平稳，四季度增长", "四季度"),
        ("下半年以来增长", ""),
        ("增长", ""),
    ],
)
def test_the_part_that_is_named_last_is_given(words, part):
    assert part_of_a_year(words) == part_of_a_year(words, months=True) == part


@pytest.mark.parametrize(
    ("words", "part"),
    [("8月份上涨", "8月份"), ("12月上涨", "12月"), ("8月末达到", ""), ("8月底达到", "")],
)
def test_a_single_month_is_a_part_where_months_are_asked_for(words, part):
    assert part_of_a_year(words) == ""
    assert part_of_a_year(words, months=True) == part
