"""What a number starts from."""

import pytest

from corpus.text.base_phrases import ground_before


@pytest.mark.parametrize(
    ("clause", "after", "expected"),
    [
        ("在去年增长", "%的基础上增长7.5%", True),
        ("在上年增收", "亿元基础上再增收3亿元", True),
        ("在建成", "个的基础上", True),
        ("增长", "%的基础上", False),  # in no such phrase
        ("在去年增长", "%，在此基础上", False),  # in another clause
        ("在去年增长", "%增至8%的基础上", False),  # another number is nearer
        ("", "", False),
    ],
)
def test_the_ground_is_in_one_clause_and_has_one_number(clause, after, expected):
    assert (ground_before(clause, after) is not None) is expected
