"""Five-year plans whose names stand in straight or corner quotation marks."""

import pytest

from corpus.text.plan_names import with_quoted_plans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"十一五"期间', "“十一五”期间"),
        ("＂十五＂计划", "“十五”计划"),
        ("「十四五」和「十五五」", "“十四五”和“十五五”"),
        ("『一五』时期", "“一五”时期"),
        ("“十一五”期间", "“十一五”期间"),
        ('"四大"产业', '"四大"产业'),
        ('实施"三五"', "实施“三五”"),
        ('"工程"和"五"', '"工程"和“五”'),
        ('甲"乙丙丁戊五"', '甲"乙丙丁戊五"'),  # too long for the name of a plan
    ],
)
def test_only_names_of_plans_change_and_no_offset_does(text, expected):
    assert with_quoted_plans(text) == expected
    assert len(expected) == len(text)
